"""The very same answer to the very same request, before anything of it is taken apart.

Most requests of pages, dashboards and notebooks are repeated byte for byte. What was sent last is sent again, headers and
compressed bytes as they were, as long as the graph is the same. This is beside the cache of answers, which knows requests
by what they mean; it holds small answers only. The server asks here before it parses a request.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import facts_of_request
from api.metrics import Metrics

__all__ = ["ASKED", "Repeats"]

ASKED = "stancegraph.asked"
"""Where the server puts, in the scope, the bytes of a request that came whole and leaves the connection open."""
_SHARE, _LARGEST_SHARE = 4, 64
"""The part of the memory for answers that this may take on top, and of that the part of one answer."""
_OVERHEAD = 1024
"""Bytes that an answer costs beside its own."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """What was sent, of which state of the graph, and what the log is told of it."""

    state: str
    path: str
    head: bytes
    body: bytes
    told: Mapping[str, Any]


class Repeats:
    """ASGI middleware that keeps what was sent, and has it for the server (`again`).

    `state` tells which state of the graph is served, `megabytes` what the cache of answers may take; 0 keeps nothing.
    """

    def __init__(self, app: ASGIApp, state: Callable[[], str], metrics: Metrics, megabytes: int) -> None:
        self._app, self._state, self._metrics = app, state, metrics
        self._most, self._size = (megabytes << 20) // _SHARE, 0
        self._sent: OrderedDict[bytes, _Sent] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope.get(ASKED, b"")
        # Whom a proxy asks for the log tells, and that is not found out again.
        keeps = asked.startswith(b"GET ") and b"orwarded" not in asked and self._most
        await self._app(scope, receive, self._keeping(asked, scope, send) if keeps else send)

    def again(self, asked: bytes, client: str | None) -> tuple[bytes, bytes] | None:
        """Headers, with the empty line behind them, and body of the answer (200) to a request that was answered before."""
        sent = self._sent.get(asked)
        if sent is None:
            return None
        began = time.perf_counter()
        if sent.state != self._state():
            return None
        self._sent.move_to_end(asked)
        self._metrics.observe("GET", sent.path, 200, time.perf_counter() - began, len(sent.body), client, sent.told)
        return sent.head, sent.body

    def _keeping(self, asked: bytes, scope: Scope, send: Send) -> Send:
        """What sends an answer, and keeps it if it is whole and the state that it is of is known (`kept_for`)."""
        start: Message = {}

        async def keep(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif (
                start.get("status") == 200
                and not message.get("more_body")
                and (state := scope.get("state", {}).get("kept_for"))
            ):
                head = b"".join(b"%b: %b\r\n" % header for header in start["headers"]) + b"\r\n"
                told = {**(facts_of_request.get() or {})}
                self._put(asked, _Sent(state, scope["path"], head, message.get("body", b""), told))
            else:
                start = {}  # it comes in parts
            await send(message)

        return keep

    def _put(self, asked: bytes, sent: _Sent) -> None:
        if len(sent.body) > self._most // _LARGEST_SHARE:
            return
        self._size += _cost(asked, sent)
        if (before := self._sent.pop(asked, None)) is not None:
            self._size -= _cost(asked, before)
        self._sent[asked] = sent
        while self._size > self._most:
            self._size -= _cost(*self._sent.popitem(last=False))


def _cost(asked: bytes, sent: _Sent) -> int:
    return _OVERHEAD + len(asked) + len(sent.head) + len(sent.body)
