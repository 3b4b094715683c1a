"""The short way for a query: asked by GET as one was before, and answered by a worker at once and in one piece.

A client sends the same headers with each of its queries. What they ask for is found out once, on the long way through the framework;
later requests with the same bytes there ask for the same. What comes on the short way is sent with the same headers as on the long
one, is kept, counted, logged and paid for. Whatever is not quick, short and whole goes the long way, with what a worker has begun.
"""

from __future__ import annotations

import string
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from starlette.types import ASGIApp, Receive, Scope, Send

from api.answering import Answering, fixed_headers, hash_of
from api.front import COMPRESSED_FROM
from api.headers import with_common
from api.logs import tells_requests
from api.metrics import Metrics
from api.pools import AnyPool
from api.protocol import unescape
from api.repeats import ASKED
from api.workers import CHUNK, Answer, Errand, Pool
from api.workers import Request as Query
from graph_builder import QueryError

from .sparql import RELATIVE, SENT

__all__ = ["Express", "Told"]

_BEFORE, _BEHIND = b"GET /sparql?query=", b" HTTP/1.1\r\n"
_LEFT = (string.ascii_letters + string.digits + "_%+.~!$'()*,;:@/?-").encode()
"""What encoders leave as it is; a query and no other parameter has nothing else."""
_OWN = (b"if-none-match", b"forwarded")
"""Headers of one request alone, or that tell of another client."""
_MOST_WAYS = 1024
_LONGEST = 4096
"""Bytes of headers that are kept, at most."""

Told = Callable[[tuple[bytes, bytes] | None, Callable[[], Awaitable[Answer]] | None], None]
"""Is told headers, with the empty line behind them, and body of the answer (200); or else what waits for it, if it was begun."""


@dataclass(frozen=True, slots=True)
class _Way:
    """What the headers of a request ask for."""

    path: str
    solutions: str
    graph: str
    most: int
    """Bytes of the longest answer on the short way."""


class Express:
    """ASGI middleware that learns what clients ask for, and has a short way for the server to send the like (`send`)."""

    def __init__(self, app: ASGIApp, pool: AnyPool, answering: Answering, metrics: Metrics, seconds: float) -> None:
        self._app, self.answering, self.metrics, self._seconds = app, answering, metrics, seconds
        self._pool = pool if isinstance(pool, Pool) else None  # a store elsewhere has no workers
        self._ways: dict[bytes, _Way] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)
        asked: bytes = scope.get(ASKED, b"")
        query: Query | None = scope.get(SENT)
        if query is not None and (parts := _parts(asked)) is not None:
            self._learn(parts[1], query, scope["path"])

    def _learn(self, headers: bytes, query: Query, path: str) -> None:
        if headers in self._ways or len(headers) > _LONGEST:
            return
        solutions, graph, told = query["solutions"], query["graph"], headers.lower()
        if solutions is None or graph is None or any(name in told for name in _OWN):
            return
        if len(self._ways) >= _MOST_WAYS:
            self._ways.clear()
        most = COMPRESSED_FROM - 1 if b"accept-encoding" in told else CHUNK
        self._ways[headers] = _Way(path, solutions, graph, most)

    def send(self, asked: bytes, client: str, told: Told) -> Errand | None:
        """Send a request to a worker, if it is one for the short way; `told` is told later what came of it."""
        parts = _parts(asked)
        if parts is None or self._pool is None or (way := self._ways.get(parts[1])) is None:
            return None
        try:
            query = Query(query=unescape(parts[0]), solutions=way.solutions, graph=way.graph, seconds=self._seconds)
            state = self._pool.look()
            tag = self.answering.tag(self._pool, state, query)
            if tag is None or self.answering.keeps(tag) or RELATIVE.search(query["query"]):
                return None
            self.answering.budgets.check(client)
            if tells_requests():
                query["count"] = True
            return self._pool.send(query, way.most, _Parcel(self, self._pool, query, way, state, tag, client, told).end)
        except (UnicodeDecodeError, QueryError):
            return None  # on the long way it is told


def _parts(asked: bytes) -> tuple[bytes, bytes] | None:
    """The query as it was sent, and the headers, of a request for nothing else."""
    end = asked.find(_BEHIND)
    query = asked[len(_BEFORE) : end]
    if end < 0 or not asked.startswith(_BEFORE) or not query or query.translate(None, _LEFT):
        return None
    return query, asked[end + len(_BEHIND) :]


class _Parcel:
    """A query on the short way."""

    __slots__ = ("_began", "_client", "_express", "_pool", "_query", "_state", "_tag", "_told", "_way")

    def __init__(
        self, express: Express, pool: Pool, query: Query, way: _Way, state: str, tag: str, client: str, told: Told
    ) -> None:
        self._express, self._pool, self._query, self._way, self._state, self._tag = (
            express,
            pool,
            query,
            way,
            state,
            tag,
        )
        self._client, self._told, self._began = client, told, time.perf_counter()

    def end(self, errand: Errand) -> None:
        """The way has come to its end."""
        answering = self._express.answering
        answering.budgets.charge(self._client, errand.seconds)
        if errand.body is None:
            begun = errand.begun
            self._told(None, None if begun is None else partial(self._pool.go_on, begun, self._query))
            return
        tag = self._tag
        if errand.release != self._state:  # another has come meanwhile
            tag = answering.tag(self._pool, errand.release, self._query) or tag
        answering.keep(tag, errand.media_type, errand.body, errand.rows)
        head = b"%betag: %b\r\ncontent-length: %d\r\n\r\n" % (_head(errand.media_type), tag.encode(), len(errand.body))
        self._told((head, errand.body), None)
        seconds = time.perf_counter() - self._began
        self._express.metrics.observe(
            "GET", self._way.path, 200, seconds, len(errand.body), self._client, self._facts(errand)
        )

    def _facts(self, errand: Errand) -> dict[str, object]:
        """What the log is to say."""
        if not tells_requests():
            return {}
        return {"query": hash_of(self._query)} | ({} if errand.rows is None else {"rows": errand.rows})


@lru_cache(maxsize=64)
def _head(media_type: str) -> bytes:
    """The headers that all answers of a type have."""
    return b"".join(b"%b: %b\r\n" % header for header in with_common(fixed_headers(media_type)))
