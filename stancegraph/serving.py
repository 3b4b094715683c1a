"""`serve`: the service on a port."""

from __future__ import annotations

import errno
import gc
import math
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import uvicorn
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.app import create_app
from api.logs import configure
from api.settings import Settings
from graph_builder import ReleaseStore, RemoteStore, StancegraphError
from stancegraph.connections import bounded, capacity
from stancegraph.terminal import note, print_table

__all__ = ["PortInUseError", "SettingError", "listen", "serve", "show_config"]


_YOUNG = 20_000
"""So many objects are made before the youngest are looked through for such as only refer to each other."""


class PortInUseError(StancegraphError):
    """Another process listens on the port."""

    def __init__(self, host: str, port: int) -> None:
        other = port + 1 if port < 65535 else 8000
        super().__init__(
            f"port {port} of {host} is in use by another process. Stop that one, or choose another port: --port {other}"
        )


class SettingError(StancegraphError):
    """A setting has a value that it cannot have."""

    def __init__(self, faults: Sequence[ErrorDetails]) -> None:
        told = (f"STANCEGRAPH_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in faults)
        super().__init__("; ".join(told) + ". All settings are listed by: stancegraph serve --show-config")


def _settings(**given: Any) -> Settings:
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingError(error.errors()) from None


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises PortInUseError, or StancegraphError if the address is not to be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, since asyncio looks at it before it lets small answers go at once (TCP_NODELAY); else they wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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
    listener = listen(host, port)
    taken = listener.getsockname()[1]
    settings = _settings(store=store, host=host, port=taken)
    configure(settings)
    app = create_app(settings)
    shown = f"[{host}]" if ":" in host else host
    note(f"Stancegraph serves {what} at http://{shown}:{taken} (Ctrl+C ends it)")
    gc.set_threshold(_YOUNG)  # a request leaves some objects for a moment; to look through them so often is for nothing
    try:
        # Answers that are being given go on for a while when the process is told to end; the access log is ours.
        most, backlog = capacity()
        protocol = bounded(most, settings.request_seconds, app.state.repeats, app.state.express)
        config = uvicorn.Config(
            app,
            http=protocol,
            backlog=backlog,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=math.ceil(settings.shutdown_seconds),
        )
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()


def show_config(store: Path | RemoteStore, host: str, port: int) -> None:
    """Print each setting: its environment variable, its value now, and what it does."""
    settings = _settings(store=store, host=host, port=port)
    rows = [
        (f"STANCEGRAPH_{name.upper()}", str(getattr(settings, name)), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    print_table(("setting", "value", "what it does"), rows)
