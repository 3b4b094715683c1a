"""From a query to the response: tags, kept answers, budgets, streaming. The query's protocol does not matter here."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Send

from api.budget import Budgets, client_of
from api.cache import AnswerCache, tag_of
from api.logs import tell, tells_requests
from api.pools import AnyAnswer, AnyPool
from api.protocol import unless_client_leaves
from api.settings import Settings
from api.workers import Request as Query
from api.workers.others import addresses, reaches
from graph_builder import QueryError

__all__ = ["BEGUN", "Answering", "fixed_headers", "hash_of"]

_log = logging.getLogger("stancegraph")
BEGUN = "stancegraph.begun"
"""Where, in the scope, that is put which waits for an answer that was begun before."""
_ASK_AGAIN = b"no-cache"
_CHARSET = {"text/csv", "text/tab-separated-values"}


class Answering:
    """Answers queries through the workers, and keeps what it answered."""

    def __init__(self, settings: Settings) -> None:
        self._allowed = addresses(settings.allowed_services)
        self._cache = AnswerCache(settings.cache_megabytes)
        self.budgets = Budgets(settings.client_seconds)
        """Query time of clients; other ways to send a query, and writes, share it."""

    async def respond(self, request: Request, query: Query, release: str | None, send: Send) -> Response | None:
        """A response to send, or None where it was sent already or nobody waits for it any more."""
        if tells_requests():
            tell(query=hash_of(query))
            query["count"] = True
        pool: AnyPool = request.app.state.pool
        begun: Callable[[], Awaitable[AnyAnswer]] | None = request.scope.get(BEGUN)
        state = release or pool.look()
        tag = self.tag(pool, state, query)
        if tag is not None and begun is None:
            if _has(request, tag):
                return Response(
                    status_code=304,
                    headers={name.decode(): value.decode() for name, value in _headers(None, tag, release)},
                )
            if (kept := self._cache.get(tag)) is not None:
                request.scope.setdefault("state", {})["kept_for"] = state
                tell(rows=kept.rows)
                await _send_whole(kept.body, _headers(kept.media_type, tag, release), send)
                return None
        with self.budgets.metered(client_of(request), checked=begun is not None):
            asking = pool.ask(query, release) if begun is None else begun()
            answer = await unless_client_leaves(asking, request)
            if answer is not None:
                if answer.release != state:  # another has come meanwhile
                    tag = self.tag(pool, answer.release, query)
                if answer.whole:
                    self.keep(tag, answer.media_type, answer.first, answer.rows)
                await _send(answer, _headers(answer.media_type, tag, release), send)
                tell(rows=answer.rows)
        return None

    def keeps(self, tag: str) -> bool:
        """Whether the answer with a tag is kept."""
        return self._cache.get(tag) is not None

    def keep(self, tag: str | None, media_type: str, body: bytes, rows: int | None) -> None:
        """Keep a whole answer that has a tag."""
        self._cache.put(tag, media_type, body, rows)

    def tag(self, pool: AnyPool, state: str, query: Query) -> str | None:
        """The tag of an answer, unless it may change though the graph does not."""
        if not pool.tells_changes or (self._allowed and reaches(query["query"], self._allowed)):
            return None
        return tag_of(state, query)


def hash_of(query: Query) -> str:
    """What the log names a query by."""
    return hashlib.sha256(query["query"].encode()).hexdigest()[:16]


def _has(request: Request, tag: str) -> bool:
    """Whether the client has the answer with a tag already, in whatever encoding."""
    known = request.headers.get("if-none-match", "")
    return bool(known) and (known.strip() == "*" or tag.strip('"') in known)


def _headers(media_type: str | None, tag: str | None, release: str | None) -> list[tuple[bytes, bytes]]:
    """Headers of an answer. A client may keep it, and asks each time whether it still holds: a release may come any moment.

    What a release that was named says holds for ever.
    """
    if tag is None:
        return [*fixed_headers(media_type, b"no-store")]
    how_long = _ASK_AGAIN if release is None else b"public, max-age=31536000, immutable"
    return [*fixed_headers(media_type, how_long), (b"etag", tag.encode())]


@lru_cache(maxsize=64)
def fixed_headers(media_type: str | None, how_long: bytes = _ASK_AGAIN) -> tuple[tuple[bytes, bytes], ...]:
    """Headers of an answer that others have, too."""
    charset = "; charset=utf-8" if media_type in _CHARSET else ""
    told = [(b"content-type", (media_type + charset).encode())] if media_type else []
    return *told, (b"cache-control", how_long), (b"vary", b"Accept, Accept-Encoding")


async def _send_whole(body: bytes, headers: list[tuple[bytes, bytes]], send: Send) -> None:
    headers = [*headers, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _send(answer: AnyAnswer, headers: list[tuple[bytes, bytes]], send: Send) -> None:
    """Send an answer, at once if it is whole, otherwise part by part.

    An answer that breaks off after its beginning was sent leaves the connection broken (the exception makes the server
    close it without the last chunk): the client sees an error, never a shorter answer.
    """
    if answer.whole:
        await _send_whole(answer.first, headers, send)
        return
    try:
        # A client that does not read would hold a worker for ever: the limit holds for the sending too.
        async with asyncio.timeout_at(answer.ends):
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": answer.first, "more_body": True})
            async for part in answer.rest():
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    except TimeoutError:
        _log.warning("answer broken off: its client did not read it in time (STANCEGRAPH_QUERY_SECONDS)")
        raise _BrokenOff("the client did not read") from None
    except QueryError as error:
        _log.warning("answer broken off: %s", error)
        raise _BrokenOff(str(error)) from None
    finally:
        answer.close()


class _BrokenOff(Exception):  # noqa: N818 – it says what happened to an answer that has begun
    """Ends a response that has begun, so that its client sees that it is not whole."""
