"""Connections, bounded: in number, and in the time that a client may take to say what it wants."""

from __future__ import annotations

import asyncio
import resource
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

__all__ = ["bounded", "capacity"]

_LARGEST_BACKLOG = 1024
_OTHERS = 64
"""Descriptors that are kept for files, workers and the journal."""


def capacity() -> tuple[int, int]:
    """How many connections there may be at once, and how many may wait to be accepted.

    Lets the process open as many files and sockets as it may. As many as wait are accepted at once, before any is counted; so there
    are that many descriptors left for them.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY:  # some systems say so and then do not mean it
        hard = soft
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    backlog = min(_LARGEST_BACKLOG, max(1, hard // 4))
    return max(1, hard - backlog - _OTHERS), backlog


class _Joined:
    """A transport that sends the head of an answer together with the first part of its body: one call to the system for a short one."""

    __slots__ = ("_head", "_transport")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head: bytes | None = None

    def write(self, data: bytes) -> None:
        """Send, but a head not before something follows it."""
        if self._head is not None:
            head, self._head = self._head, None
            self._transport.writelines((head, data) if data else (head,))
        elif data.startswith(b"HTTP/1.1 ") and not data.startswith(b"HTTP/1.1 1"):
            self._head = data
        else:
            self._transport.write(data)

    def flush(self) -> None:
        """Nothing follows for now."""
        if self._head is not None:
            self.write(b"")

    def close(self) -> None:
        """Send what is left, and end."""
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def bounded(most: int, seconds: float) -> type[HttpToolsProtocol]:
    """A protocol for uvicorn of which there are `most` at once; further connections are closed.

    A connection is closed, too, if the head of a request has not come `seconds` after the connection was made or the head began.
    """

    class Bounded(HttpToolsProtocol):
        """One connection."""

        def __init__(self, config: Config, server_state: ServerState, *more: object, **named: object) -> None:
            super().__init__(config, server_state, *more, **named)  # type: ignore[arg-type]
            self._deadline: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            self._joined = _Joined(transport)
            super().connection_made(self._joined)  # type: ignore[arg-type]
            if len(self.connections) > most:
                transport.abort()
            else:
                self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def on_response_complete(self) -> None:
            self._joined.flush()
            super().on_response_complete()

        def connection_lost(self, exc: Exception | None) -> None:
            self._forget()
            super().connection_lost(exc)

        def _watch(self) -> None:
            if self.cycle is not None and not self.cycle.response_complete:
                self._forget()  # there is a request, and it is being answered
            elif self._deadline is None:
                self._deadline = self.loop.call_later(seconds, self._give_up)

        def _give_up(self) -> None:
            self._deadline = None
            if self.cycle is None or self.cycle.response_complete:
                self.transport.abort()

        def _forget(self) -> None:
            if self._deadline is not None:
                self._deadline.cancel()
                self._deadline = None

    return Bounded
