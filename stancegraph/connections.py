"""Connections, bounded: in number, and in the time that a client may take to say what it wants.

What was asked before is answered at once.
"""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, cast

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from api.answering import BEGUN
from api.repeats import ASKED, Repeats
from api.routers.express import Express
from api.workers import Answer, Errand

__all__ = ["bounded", "capacity"]

_OK, _END = b"HTTP/1.1 200 OK\r\n", b"\r\n\r\n"
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

    def answer(self, *parts: bytes) -> None:
        """Send a whole answer."""
        self._transport.write(b"".join(parts))

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


class _Begins:
    """How answers begin: the status, and the server's own headers, which change once a second."""

    def __init__(self) -> None:
        self._headers: Sequence[tuple[bytes, bytes]] | None = None
        self._bytes = b""

    def of(self, headers: Sequence[tuple[bytes, bytes]]) -> bytes:
        """The beginning with these headers."""
        if headers is not self._headers:
            self._headers = headers
            self._bytes = _OK + b"".join(b"%b: %b\r\n" % header for header in headers)
        return self._bytes


def _is_one_head(data: bytes) -> bool:
    """Whether bytes are the head of one request, and no more."""
    return data.find(_END) == len(data) - len(_END)


def bounded(most: int, seconds: float, repeats: Repeats, express: Express) -> type[HttpToolsProtocol]:
    """A protocol for uvicorn of which there are `most` at once; further connections are closed.

    A connection is closed, too, if the head of a request has not come `seconds` after the connection was made or the head began.
    A request that `repeats` knows, byte for byte, is answered from there, and one that `express` knows the like of goes its short way.
    """

    begins = _Begins()

    class Bounded(HttpToolsProtocol):
        """One connection."""

        def __init__(self, config: Config, server_state: ServerState, *more: object, **named: object) -> None:
            super().__init__(config, server_state, *more, **named)  # type: ignore[arg-type]
            self._deadline: asyncio.TimerHandle | None = None
            self._rest: asyncio.TimerHandle | None = None
            """Ends the connection, if nothing was asked for a time since it last `_answered` at once."""
            self._answered = 0.0
            self._errand: Errand | None = None
            self._asked = b""
            """What it was sent for."""
            self._later = b""
            """What came while the errand was under way."""
            self._ends = False
            """Whether the connection is to be closed after that."""
            self._whole = True
            """Whether each request so far came by itself and in one piece, so that the next bytes begin another."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            self._joined = _Joined(transport)
            super().connection_made(self._joined)  # type: ignore[arg-type]
            if len(self.connections) > most:
                transport.abort()
            else:
                self._watch()

        def data_received(self, data: bytes) -> None:
            if self._errand is not None:
                self._later += data
                self.transport.pause_reading()
                return
            last = self.cycle
            begins = self._whole and (last is None or last.response_complete)
            if begins and not self.flow.write_paused and (self._answer_again(data) or self._send_express(data)):
                return
            self._receive(data, begins)

        def _receive(self, data: bytes, begins: bool) -> None:
            """Take bytes apart, which begin a request or go on with one."""
            last = self.cycle
            super().data_received(data)
            self._whole = begins and self.cycle is not last and not self.cycle.more_body and _is_one_head(data)
            if self._whole and self.cycle.keep_alive:
                cast(dict[str, Any], self.scope)[ASKED] = data
            self._watch()

        def _answer_again(self, data: bytes) -> bool:
            """Answer as before what was asked before, in these very bytes."""
            answer = repeats.again(data, self.client[0] if self.client else None)
            if answer is None:
                return False
            self._forget()
            self._unset_keepalive_if_required()
            self._answer(answer)
            return True

        def _answer(self, answer: tuple[bytes, bytes]) -> None:
            """Send headers and body of an answer, and wait for the next request."""
            self._joined.answer(begins.of(self.server_state.default_headers), *answer)
            self.server_state.total_requests += 1
            self._answered = self.loop.time()
            if self._rest is None:
                self._rest = self.loop.call_later(self.timeout_keep_alive, self._look_at_rest)

        def _look_at_rest(self) -> None:
            """End the connection if nothing was asked on it for a time.

            One timer serves many answers, for to set one costs more than to look.
            """
            self._rest = None
            left = self._answered + self.timeout_keep_alive - self.loop.time()
            if left > 0:
                self._rest = self.loop.call_later(left, self._look_at_rest)
            elif (
                self._errand is None and self._deadline is None and self.timeout_keep_alive_task is None and self._idle
            ):
                self.timeout_keep_alive_handler()

        @property
        def _idle(self) -> bool:
            """Whether no request is being answered by the application."""
            return self.cycle is None or self.cycle.response_complete

        def _send_express(self, data: bytes) -> bool:
            """Send a request the short way, if it is for that."""
            self._errand = express.send(data, self.client[0] if self.client else "", self._told)
            if self._errand is None:
                return False
            self._asked = data
            self._forget()
            self._unset_keepalive_if_required()
            return True

        def _told(self, answer: tuple[bytes, bytes] | None, begun: Callable[[], Awaitable[Answer]] | None) -> None:
            """What has come of it: an answer, or something to go on with."""
            self._errand = None
            if answer is None:
                self._receive(self._asked, begins=True)
                cast(dict[str, Any], self.scope)[BEGUN] = begun
            else:
                self._answer(answer)
            if self._later or self._ends:
                self._go_on()

        def _go_on(self) -> None:
            """Take up what came in the meantime."""
            if self._later:
                later, self._later = self._later, b""
                self.transport.resume_reading()
                self.data_received(later)
            if self._ends and self._errand is None:
                super().shutdown()

        def shutdown(self) -> None:
            if self._errand is None:
                super().shutdown()
            else:
                self._ends = True

        def on_response_complete(self) -> None:
            self._joined.flush()
            super().on_response_complete()

        def connection_lost(self, exc: Exception | None) -> None:
            self._forget()
            if self._rest is not None:
                self._rest.cancel()
            if self._errand is not None:
                self._errand.leave()
            super().connection_lost(exc)

        def _watch(self) -> None:
            if self.cycle is not None and not self.cycle.response_complete:
                self._forget()  # there is a request, and it is being answered
            elif self._deadline is None:
                self._deadline = self.loop.call_later(seconds, self._give_up)

        def _give_up(self) -> None:
            self._deadline = None
            if self._idle:
                self.transport.abort()

        def _forget(self) -> None:
            if self._deadline is not None:
                self._deadline.cancel()
                self._deadline = None

    return Bounded
