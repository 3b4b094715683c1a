"""Questions on networks in the service: the snapshot of the release that is served, and threads to ask it in."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any, Concatenate, ParamSpec, TypeVar

from api.budget import turn
from api.networks import Snapshot, ahead, load
from api.networks.source import Row, rows_of_csv
from api.pools import AnyAnswer, AnyPool
from api.reader import PROLOGUE
from api.settings import Settings
from api.workers import Request
from graph_builder import StancegraphError

__all__ = ["Graphs"]

Given = ParamSpec("Given")
Result = TypeVar("Result")
_AT_ONCE = 2
"""Questions that are worked on at once; others wait as queries do."""


class _PoolSource:
    """The service's workers as a source, asked from a thread: answers stream through the event loop into it."""

    def __init__(self, pool: AnyPool, settings: Settings, loop: asyncio.AbstractEventLoop, version: str) -> None:
        self._pool, self._settings, self._loop, self.version = pool, settings, loop, version
        self._seconds = max(settings.start_seconds, settings.query_seconds)  # all of it is read, as at the start

    def loaded(self) -> None:
        """From now on sentences are read for who asks: by the limits of queries."""
        self._seconds = self._settings.query_seconds

    def rows(self, query: str) -> Iterator[Row]:
        """Rows of a SELECT, by the limits of all queries but for its time."""
        request = Request(query=PROLOGUE + query, solutions="csv", graph=None, seconds=self._seconds)
        answer = self._wait(self._pool.ask(request))
        return rows_of_csv(self._parts(answer))

    def _parts(self, answer: AnyAnswer) -> Iterator[bytes]:
        rest = answer.rest()
        try:
            yield answer.first
            while part := self._wait(_next(rest)):
                yield part
        finally:
            self._loop.call_soon_threadsafe(answer.close)

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


async def _next(parts: AsyncIterator[bytes]) -> bytes:
    return await anext(parts, b"")


class Graphs:
    """Asks questions on networks of the release that is served."""

    def __init__(self, pool: AnyPool, settings: Settings) -> None:
        self._pool, self._settings = pool, settings
        self._snapshot: Snapshot | None = None
        self._loading = asyncio.Lock()
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._working_ahead: asyncio.Task[None] | None = None

    async def snapshot(self) -> Snapshot:
        """The positions of the release that is served, read again when it changes."""
        async with self._loading:
            release = self._pool.look()
            if self._snapshot is None or self._snapshot.version != release:
                source = _PoolSource(self._pool, self._settings, asyncio.get_running_loop(), release)
                self._snapshot = await asyncio.to_thread(load, source)
                source.loaded()
                if self._settings.warm_up:
                    self._working_ahead = asyncio.create_task(self._work_ahead(self._snapshot))
            return self._snapshot

    async def _work_ahead(self, snapshot: Snapshot) -> None:
        """Work out what will be asked of a large network, piece by piece, unless it is another by now."""
        for work in ahead(snapshot):
            if self._snapshot is not snapshot:
                return
            with contextlib.suppress(StancegraphError):  # who asks is told
                await asyncio.to_thread(work)

    async def answer(
        self, question: Callable[Concatenate[Snapshot, Given], Result], *values: Given.args, **named: Given.kwargs
    ) -> Result:
        """The answer to a question of `api.networks`, worked out in a thread. Raises what the question raises."""
        snapshot = await self.snapshot()
        async with turn(self._settings.queue_seconds):
            await self._places.acquire()
        try:
            return await asyncio.to_thread(question, snapshot, *values, **named)
        finally:
            self._places.release()
