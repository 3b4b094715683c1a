"""`serve`: the service on a port."""

from __future__ import annotations

import errno
import socket
from pathlib import Path

import uvicorn

from api.app import create_app
from api.settings import Settings
from graph_builder import ReleaseStore, RemoteStore, StancegraphError
from stancegraph.terminal import note, print_table

__all__ = ["PortInUseError", "serve", "show_config"]


class PortInUseError(StancegraphError):
    """Another process listens on the port."""

    def __init__(self, host: str, port: int) -> None:
        other = port + 1 if port < 65535 else 8000
        super().__init__(
            f"port {port} of {host} is in use by another process. Stop that one, or choose another port: --port {other}"
        )


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # Two sockets may be bound to a port when neither listens yet; so it is taken at once.
        listener.listen(2048)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUseError(host, port) from error
        raise StancegraphError(
            f"cannot listen on {host}, port {port}: {error.strerror}. Name an address of this machine and a port that is "
            "yours to use: --host 127.0.0.1 --port 8000"
        ) from error
    return listener


def serve(store: Path | RemoteStore, host: str, port: int) -> None:
    """Serve the current release until stopped. Raises StoreError if there is none, PortInUseError if the port is taken."""
    what = f"release {ReleaseStore(store).current().name} of {store}" if isinstance(store, Path) else str(store)
    listener = _listener(host, port)
    taken = listener.getsockname()[1]
    app = create_app(Settings(store=store, host=host, port=taken))
    shown = f"[{host}]" if ":" in host else host
    note(f"Stancegraph serves {what} at http://{shown}:{taken} (Ctrl+C ends it)")
    try:
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
    finally:
        listener.close()


def show_config(store: Path | RemoteStore, host: str, port: int) -> None:
    """Print each setting: its environment variable, its value now, and what it does."""
    settings = Settings(store=store, host=host, port=port)
    rows = [
        (f"STANCEGRAPH_{name.upper()}", str(getattr(settings, name)), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    print_table(("setting", "value", "what it does"), rows)
