"""Queries to a store elsewhere, with the limits that the service's own workers have: whole or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx

from api.budget import turn
from api.errors import NotAcceptable, QueryFailed, QueryRefused, ResultTooLarge, ServiceBusy
from api.settings import Settings
from api.workers import GRAPH_FORMATS, SOLUTION_FORMATS, Request
from api.workers.errors import Refused
from api.workers.frames import CHUNK
from api.workers.lexer import fault, form, keywords
from api.workers.others import addresses, may_reach
from graph_builder import (
    QueryError,
    QuerySyntaxError,
    QueryTimeout,
    RemoteStore,
    StoreError,
    UnknownRelease,
    auth_of,
    release_of,
)

from . import convert
from .engines import Engine, engine_of

__all__ = ["RemoteAnswer", "RemotePool"]

_LOOK_SECONDS = 2.0
"""How often, at most, the store is asked which release it holds."""
_PLACE = re.compile(r"\bline[: ]+(\d+)(?:[,: ]+(?:column|col)?[: ]*(\d+))?", re.IGNORECASE)
_ROW = b"<result>"
_UNNAMED = "unnamed"
"""The release of a store that does not tell one."""


class _Exchange:
    """A request on its way, and its place among those that go on at once. Ending it twice does no harm."""

    def __init__(self, pool: RemotePool, ends: float) -> None:
        self.ends = ends
        self.response: httpx.Response | None = None
        self._pool: RemotePool | None = pool

    async def end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.leave()
            if self.response is not None:
                await self.response.aclose()


class RemoteAnswer:
    """The answer to one query, of which the first part has come. Close it, read or not."""

    rows = None

    def __init__(
        self, pool: RemotePool, media_type: str, first: bytes, exchange: _Exchange, parts: AsyncIterator[bytes] | None
    ) -> None:
        self.release, self.media_type, self.first = pool.release, media_type, first
        self._pool, self._exchange, self._parts, self._sent = pool, exchange, parts, len(first)

    @property
    def ends(self) -> float:
        """When, by the event loop's time, it is broken off."""
        return self._exchange.ends

    @property
    def whole(self) -> bool:
        """Whether `first` is all of it."""
        return self._parts is None

    async def rest(self) -> AsyncIterator[bytes]:
        """The parts after the first. Raises a QueryError where the answer breaks off."""
        try:
            while self._parts is not None:
                async with self._pool.limit(self._exchange.ends):
                    part = await anext(self._parts, None)
                if part is None:
                    self._parts = None
                    return
                self._sent += len(part)
                if self._sent > self._pool.result_bytes:
                    raise ResultTooLarge(self._pool.result_bytes >> 20)
                yield part
        finally:
            await self._exchange.end()

    async def read(self) -> bytes:
        """All of it."""
        return self.first + b"".join([part async for part in self.rest()])

    def close(self) -> None:
        """Hang up on the engine, if it is still sending."""
        if self._parts is not None:
            self._parts = None
            self._pool.later(self._exchange.end())


class RemotePool:
    """A store elsewhere as the service sees it. Its release is looked up every few seconds."""

    restarts = 0
    quads = 0
    edited = False
    tells_changes = False

    def __init__(self, settings: Settings) -> None:
        assert isinstance(settings.store, RemoteStore)
        self._settings, self.store = settings, settings.store
        self._allowed = addresses(settings.allowed_services)
        self._url, auth = auth_of(self.store.query)
        self._http = httpx.AsyncClient(auth=auth, timeout=None)
        self._places = asyncio.Semaphore(settings.workers)
        self._waiting = self._busy = 0
        self._engine = Engine("SPARQL 1.1")
        self._looked = 0.0
        self._tasks: set[asyncio.Task[Any]] = set()
        self.release = ""

    @property
    def result_bytes(self) -> int:
        """How large an answer may be."""
        return self._settings.result_megabytes << 20

    @property
    def refused(self) -> frozenset[str]:
        """Words of the engine's own that are not let through."""
        return frozenset(self._engine.refused)

    @property
    def base(self) -> str:
        """Name of the release."""
        return self.release

    def state(self) -> dict[str, int]:
        """How many queries may go on at once, how many do, and how many wait."""
        return {"workers": self._settings.workers, "busy": self._busy, "queued": self._waiting}

    async def start(self) -> None:
        """See that the store answers, which engine it is and which release it holds. Raises StoreError."""
        try:
            async with asyncio.timeout(self._settings.start_seconds):
                answer = await self._http.post(self._url, data={"query": "ASK { ?s ?p ?o }"})
        except (httpx.HTTPError, TimeoutError) as error:
            why = str(error) or type(error).__name__
            raise StoreError(f"The store at {self.store} cannot be reached: {why}.") from error
        if not answer.is_success:
            raise StoreError(f"The store at {self.store} answered {answer.status_code} {answer.reason_phrase}.")
        self._engine = engine_of(answer.headers)
        await self._look_up()

    async def stop(self) -> None:
        """Hang up."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._http.aclose()

    def look(self) -> str:
        """Name of the release that the store held when it was last asked, which may begin anew now."""
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            self._looked = time.monotonic()
            self.later(self._look_up())
        return self.release

    async def _look_up(self) -> None:
        with contextlib.suppress(StoreError):  # it may be gone for a moment; queries tell
            found: str | None = await asyncio.to_thread(release_of, self.store)
            self.release = found or _UNNAMED
        self._looked = time.monotonic()

    def later(self, work: Any) -> None:
        """Do something without anybody waiting for it."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # ------------------------------------------------------------------ queries

    async def ask(self, request: Request, release: str | None = None) -> RemoteAnswer:
        """Put a query to the store. Returns when the first part of the answer is there; raises a QueryError if none comes."""
        if release is not None and release != self.release:
            raise UnknownRelease(release, [self.release])
        if request.get("dataset"):
            raise QueryRefused(
                "A store elsewhere gives one graph at a time: ?graph=IRI. All of them: stancegraph export."
            )
        query = f"BASE <{request['base']}>\n{request['query']}" if "base" in request else request["query"]
        self._refuse(query)
        asked = form(query)
        graph = asked in {"CONSTRUCT", "DESCRIBE"}
        wanted = self._wanted(request, graph=graph)
        sent = self._sent(wanted, graph=graph, rows=asked == "SELECT")
        formats = GRAPH_FORMATS if graph else SOLUTION_FORMATS
        exchange = await self._enter(request["seconds"])
        try:
            async with self.limit(exchange.ends):
                exchange.response = await self._send(query, request, formats[sent].media_type)
                answer = await self._answer(exchange, exchange.response, formats[wanted].media_type)
            if sent != wanted or not (graph or wanted in self._engine.solutions):
                data = await answer.read()
                answer.first = await asyncio.to_thread(convert.graph if graph else convert.solutions, data, wanted)
            return answer
        except ValueError as error:
            await exchange.end()
            raise QueryFailed(f"The store at {self.store} sent no {formats[sent].media_type}: {error}") from error
        except BaseException:
            await exchange.end()
            raise

    def may_reach(self, text: str) -> bool:
        """Whether all that a query or an update asks by SERVICE is allowed, and there is something. Raises QueryRefused."""
        try:
            return may_reach(text, self._allowed)
        except Refused as error:
            raise QueryRefused(str(error)) from None

    def _refuse(self, query: str) -> None:
        if (why := fault(query, reaching=self.may_reach(query))) is not None:
            raise QueryRefused(why)
        words = keywords(query) & self._engine.refused.keys() if self._engine.refused else frozenset()
        for word in sorted(words):
            raise QueryRefused(f"{word} is not allowed: it {self._engine.refused[word]}. Write SPARQL 1.1.")

    def _wanted(self, request: Request, *, graph: bool) -> str:
        wanted = request["graph"] if graph else request["solutions"]
        if wanted is None:
            formats = GRAPH_FORMATS if graph else SOLUTION_FORMATS
            raise NotAcceptable([*dict.fromkeys(fmt.media_type for fmt in formats.values())])
        return wanted

    def _sent(self, wanted: str, *, graph: bool, rows: bool) -> str:
        """The format in which the engine is to answer: the wanted one, or one from which that is made."""
        engine = self._engine
        if graph:
            return wanted if wanted in engine.graphs else min(engine.graphs)
        return wanted if wanted in engine.solutions and rows else "json"

    @contextlib.asynccontextmanager
    async def limit(self, ends: float) -> AsyncIterator[None]:
        """What is within is broken off at a time of the event loop. Raises QueryTimeout, or QueryFailed if the store hangs up."""
        try:
            async with asyncio.timeout_at(ends):
                yield
        except TimeoutError:
            raise QueryTimeout(self._settings.query_seconds) from None
        except httpx.HTTPError as error:
            why = str(error) or type(error).__name__
            raise QueryFailed(f"The store at {self.store} broke off: {why}.") from error

    async def _enter(self, seconds: float) -> _Exchange:
        """Take a place among the queries that go on at once. Raises ServiceBusy."""
        if self._places.locked() and self._waiting >= self._settings.queue_length:
            raise ServiceBusy.full(self._waiting)
        self._waiting += 1
        try:
            async with turn(self._settings.queue_seconds):
                await self._places.acquire()
        finally:
            self._waiting -= 1
        self._busy += 1
        return _Exchange(self, asyncio.get_running_loop().time() + seconds)

    def leave(self) -> None:
        """Give a place back."""
        self._busy -= 1
        self._places.release()

    async def _send(self, query: str, request: Request, accept: str) -> httpx.Response:
        fields: dict[str, Any] = {"query": query}
        if default := request.get("default_graphs"):
            fields["default-graph-uri"] = default
        if named := request.get("named_graphs"):
            fields["named-graph-uri"] = named
        if self._engine.timeout is not None:
            name, units = self._engine.timeout
            fields[name] = str(int(request["seconds"] * units))
        made = self._http.build_request("POST", self._url, data=fields, headers={"Accept": accept})
        return await self._http.send(made, stream=True)

    async def _answer(self, exchange: _Exchange, response: httpx.Response, media_type: str) -> RemoteAnswer:
        if not response.is_success:
            raise self._error(response.status_code, (await response.aread()).decode("utf-8", "replace"))
        for name, pattern in self._engine.cut.items():
            if pattern.search(response.headers.get(name, "")):
                raise QueryTimeout(self._settings.query_seconds)
        most = response.headers.get(self._engine.rows_header or "")
        parts = response.aiter_bytes()
        first = bytearray()
        async for part in parts:
            first += part
            if len(first) >= CHUNK and most is None:
                return RemoteAnswer(self, media_type, bytes(first), exchange, parts)
            if len(first) > self.result_bytes:
                raise ResultTooLarge(self.result_bytes >> 20)
        await exchange.end()
        if most is not None and first.count(_ROW if b"<sparql" in first[:200] else b"\n") >= int(most):
            raise QueryFailed(
                f"The store at {self.store} gives {most} rows at most. Ask for fewer (LIMIT), or raise ResultSetMaxRows there."
            )
        return RemoteAnswer(self, media_type, bytes(first), exchange, None)

    def _error(self, status: int, text: str) -> QueryError:
        words = " ".join(text.split())[:500]
        if status == 400:
            return _syntax(words)
        if status in {408, 504}:
            return QueryTimeout(self._settings.query_seconds)
        if status in {429, 503}:
            return ServiceBusy(f"The store at {self.store} is busy: {words}")
        return QueryFailed(f"The store at {self.store} answered {status}: {words}")


def _syntax(words: str) -> QuerySyntaxError:
    found = _PLACE.search(words)
    line = int(found.group(1)) if found else None
    column = int(found.group(2)) if found and found.group(2) else None
    return QuerySyntaxError(words, line, column)
