"""`serve`: the service on a port."""

from __future__ import annotations

import socket
from pathlib import Path

from graph_builder import ReleaseStore, StancegraphError
from stancegraph.terminal import errors

__all__ = ["PortInUseError", "serve"]


class PortInUseError(StancegraphError):
    """Another process listens on the port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"port {port} of {host} is in use by another process. Stop that one, or choose another: --port {port + 1}")


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if isinstance(error, socket.gaierror) or error.errno is None:
            raise StancegraphError(f"there is no address '{host}' here. Name one of this machine: --host 127.0.0.1") from error
        import errno

        if error.errno == errno.EADDRINUSE:
            raise PortInUseError(host, port) from error
        raise StancegraphError(f"cannot listen on {host}, port {port}: {error.strerror}. Name another with --host and --port.") from error
    return listener


def serve(store: Path, host: str, port: int) -> None:
    """Serve the current release until stopped. Raises StoreError if there is none, PortInUseError if the port is taken."""
    import uvicorn

    from api.app import create_app
    from api.settings import Settings

    release = ReleaseStore(store).current()
    listener = _listener(host, port)
    taken = listener.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    errors.print(f"Stancegraph serves release {release.name} of {store} at http://{shown}:{taken} (Ctrl+C ends it)", highlight=False)
    config = uvicorn.Config(create_app(Settings(store=store, host=host, port=taken)), log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])
