"""The very same answer to the very same request, before anything of it is taken apart.

Most requests of pages, dashboards and notebooks are repeated word for word. What was sent last is sent again, headers and
compressed bytes as they were, as long as the graph is the same. This is beside the cache of answers, which knows requests
by what they mean; it holds small answers only.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import facts_of_request, tell

__all__ = ["Repeats"]

_SHARE, _LARGEST_SHARE = 4, 64
"""The part of the memory for answers that this may take on top, and of that the part of one answer."""
_OVERHEAD = 1024
"""Bytes that an answer costs beside its own."""

_Key = tuple[bytes, tuple[tuple[bytes, bytes], ...]]


@dataclass(frozen=True, slots=True)
class _Sent:
    """What was sent, of which state of the graph, and what the log is told of it."""

    state: str
    start: Mapping[str, Any]
    body: bytes
    told: Mapping[str, Any]


class Repeats:
    """ASGI middleware for GET. `megabytes`: what the cache of answers may take; 0 keeps nothing."""

    def __init__(self, app: ASGIApp, megabytes: int) -> None:
        self._app = app
        self._most, self._size = (megabytes << 20) // _SHARE, 0
        self._sent: OrderedDict[_Key, _Sent] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET" or not self._most:
            await self._app(scope, receive, send)
            return
        key = scope["query_string"], tuple(scope["headers"])
        sent = self._sent.get(key)
        if sent is not None and sent.state == scope["app"].state.pool.look():
            self._sent.move_to_end(key)
            tell(**sent.told)
            await send({**sent.start, "headers": [*sent.start["headers"]]})
            await send({"type": "http.response.body", "body": sent.body})
        else:
            await self._app(scope, receive, self._keeping(key, scope, send))

    def _keeping(self, key: _Key, scope: Scope, send: Send) -> Send:
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
                self._put(key, _Sent(state, {**start}, message.get("body", b""), {**(facts_of_request.get() or {})}))
            else:
                start = {}  # it comes in parts
            await send(message)

        return keep

    def _put(self, key: _Key, sent: _Sent) -> None:
        if len(sent.body) > self._most // _LARGEST_SHARE:
            return
        self._size += _cost(key, sent)
        if (before := self._sent.pop(key, None)) is not None:
            self._size -= _cost(key, before)
        self._sent[key] = sent
        while self._size > self._most:
            self._size -= _cost(*self._sent.popitem(last=False))


def _cost(key: _Key, sent: _Sent) -> int:
    query, headers = key
    return _OVERHEAD + len(query) + sum(len(name) + len(value) for name, value in headers) + len(sent.body)
