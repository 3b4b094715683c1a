"""The SPARQL endpoint: SPARQL 1.1 Protocol, query operation. Bare ASGI, since all queries pass here."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import time
from urllib.parse import parse_qsl, quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from api.budget import Budgets
from api.cache import AnswerCache, tag_of
from api.description import describe
from api.errors import BadParameter, BodyTooLarge, ServiceBusy, UnsupportedBody
from api.negotiate import pick, query_formats
from api.problems import problem, problem_of
from api.settings import Settings
from api.workers import GRAPH_FORMATS, Answer, Pool
from api.workers import Request as Query
from graph_builder import QueryError, StoreError

__all__ = ["SparqlEndpoint"]

_log = logging.getLogger("stancegraph")
_FORM, _SPARQL = "application/x-www-form-urlencoded", "application/sparql-query"
_ALLOW = "GET, HEAD, POST, QUERY, OPTIONS"
_WITH_BODY = ("POST", "QUERY")
_DESCRIPTION_OFFERS = {
    **{name: [fmt.media_type, *fmt.aliases] for name, fmt in GRAPH_FORMATS.items() if name != "rows"},
    "html": ["text/html", "application/xhtml+xml"],
}
_CHARSET = {"text/csv", "text/tab-separated-values"}


class SparqlEndpoint:
    """Answers queries through the workers; knows nothing of what they are about. CORS headers come from the outside."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._cache = AnswerCache(settings.cache_megabytes)
        self.budgets = Budgets(settings.client_seconds)
        """Query time of clients; other ways to send a query share it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._respond(request, send)
        except (QueryError, StoreError) as error:
            response = problem_of(error)
        except ClientDisconnect:
            return
        if response is not None:
            await response(scope, receive, send)

    async def _respond(self, request: Request, send: Send) -> Response | None:
        """A response to send, or None where it was sent already or nobody waits for it any more."""
        if request.method not in {"GET", "HEAD", *_WITH_BODY}:
            detail = f"{request.method} is not for this address. Use {_ALLOW}."
            response = problem(405, "method-not-allowed", "Method not allowed", detail)
            response.headers["Allow"] = _ALLOW
            return response
        parameters = await self._parameters(request)
        queries = [value for name, value in parameters if name == "query"]
        if not queries and request.method not in _WITH_BODY:
            return _description(request)
        if len(queries) != 1:
            raise BadParameter(f"Send exactly one parameter 'query'; there are {len(queries)}.")
        query = self._query(request, queries[0], parameters)
        told = request.scope.get("state", {}).get("told", {})
        told["query"] = hashlib.sha256(query["query"].encode()).hexdigest()[:16]
        pool: Pool = request.app.state.pool
        release = next((value for name, value in parameters if name == "release"), None)
        tag = tag_of(release or pool.look(), query)
        if tag is not None and _has(request, tag):
            return Response(status_code=304, headers=_headers(None, tag, release))
        if (kept := self._cache.get(tag)) is not None:
            return Response(kept.body, headers=_headers(kept.media_type, tag, release))
        return await self._answer(request, pool, query, release, send)

    async def _answer(
        self, request: Request, pool: Pool, query: Query, release: str | None, send: Send
    ) -> Response | None:
        """Let a worker answer, and charge the client the time that it took."""
        client = request.client.host if request.client else ""
        self.budgets.check(client)
        began = time.monotonic()
        try:
            answer = await _unless_client_leaves(pool, query, release, request)
            if answer is None:
                return None
            tag = tag_of(answer.release, query)
            if answer.whole:
                self._cache.put(tag, answer.media_type, answer.first)
            return await _send(answer, _headers(answer.media_type, tag, release), send)
        except ServiceBusy:
            began = time.monotonic()  # it waited and used nothing
            raise
        finally:
            self.budgets.charge(client, time.monotonic() - began)

    def _query(self, request: Request, text: str, parameters: list[tuple[str, str]]) -> Query:
        wanted = next((value for name, value in parameters if name == "format"), None)
        solutions, graph = query_formats(request.headers.get("accept", ""), wanted)
        query = Query(query=text, solutions=solutions, graph=graph, seconds=self._settings.query_seconds)
        if default := [value for name, value in parameters if name == "default-graph-uri"]:
            query["default_graphs"] = default
        if named := [value for name, value in parameters if name == "named-graph-uri"]:
            query["named_graphs"] = named
        return query

    async def _parameters(self, request: Request) -> list[tuple[str, str]]:
        url = _decode_form(request.scope["query_string"])
        if request.method not in _WITH_BODY:
            return url
        content_type = request.headers.get("content-type", "")
        media_type = content_type.partition(";")[0].strip().lower()
        if media_type == _FORM:
            return _decode_form(await self._body(request)) + url
        if media_type == _SPARQL:
            return [("query", _decode(await self._body(request))), *url]
        raise UnsupportedBody(content_type or "unknown", [_FORM, _SPARQL])

    async def _body(self, request: Request) -> bytes:
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > self._settings.body_megabytes * 1024 * 1024:
                raise BodyTooLarge(self._settings.body_megabytes)
        return bytes(body)


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadParameter(f"The query is not UTF-8: {error.reason} at byte {error.start}.") from None


def _decode_form(data: bytes) -> list[tuple[str, str]]:
    """Names and values, decoded once."""
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise BadParameter("The parameters are not percent-encoded UTF-8.") from None
    except ValueError:
        raise BadParameter("There are more than 1000 parameters.") from None


def _description(request: Request) -> Response:
    """Without a query: the description for programs, the page with the form for people."""
    chosen = pick(request.headers.get("accept", ""), None, _DESCRIPTION_OFFERS)
    if chosen == "html":
        return RedirectResponse(f"{request.scope.get('root_path', '')}/query", 303, headers={"Vary": "Accept"})
    endpoint = str(request.url.replace(query="", fragment=""))
    body = describe(quote(endpoint, safe=":/?#[]@!$&'()*+,;=%~"), chosen)
    return Response(body, media_type=GRAPH_FORMATS[chosen].media_type, headers={"Vary": "Accept"})


async def _unless_client_leaves(pool: Pool, query: Query, release: str | None, request: Request) -> Answer | None:
    """The answer's beginning; None if the client left before it came, which also stops the query."""
    work = asyncio.ensure_future(pool.ask(query, release))
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return await work if work.done() else None
    finally:
        leaving.cancel()
        if not work.done():
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _has(request: Request, tag: str) -> bool:
    """Whether the client has the answer with a tag already, in whatever encoding."""
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag.strip('"') in known


def _headers(media_type: str | None, tag: str | None, release: str | None) -> dict[str, str]:
    """Headers of an answer. A client may keep it, and asks each time whether it still holds: a release may come any moment.

    What a release that was named says holds for ever.
    """
    charset = "; charset=utf-8" if media_type in _CHARSET else ""
    told = {"Content-Type": media_type + charset} if media_type else {}
    how_long = "no-cache" if release is None else "public, max-age=31536000, immutable"
    tagged = {"ETag": tag, "Cache-Control": how_long} if tag else {"Cache-Control": "no-store"}
    return {**told, **tagged, "Vary": "Accept"}


async def _send(answer: Answer, headers: dict[str, str], send: Send) -> Response | None:
    """Send an answer, at once if it is whole, otherwise part by part.

    An answer that breaks off after its beginning was sent leaves the connection broken (the exception makes the server
    close it without the last chunk): the client sees an error, never a shorter answer.
    """
    if answer.whole:
        return Response(answer.first, headers=headers)
    try:
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        await send({"type": "http.response.body", "body": answer.first, "more_body": True})
        async for part in answer.rest():
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    except QueryError as error:
        _log.warning("answer broken off: %s", error)
        raise _BrokenOff(str(error)) from None
    finally:
        answer.close()
    return None


class _BrokenOff(Exception):  # noqa: N818 – it says what happened to an answer that has begun
    """Ends a response that has begun, so that its client sees that it is not whole."""
