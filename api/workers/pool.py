"""The query workers as the service sees them: ask, get an answer or an error, whole or not at all.

The event loop only moves bytes. A worker that takes too long, or whose client left, is killed and replaced.
When the store gets a new release, a new generation of workers is loaded beside the old one and takes over.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections import deque
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from api.errors import (
    EngineFault,
    NotAcceptable,
    QueryCrash,
    QueryFailed,
    QueryMemory,
    QueryRefused,
    ServiceBusy,
    WorkerLost,
)
from api.settings import Settings
from graph_builder import QueryError, QuerySyntaxError, QueryTimeout, ReleaseStore, StoreError

from . import frames
from .frames import FrameKind, Request
from .generation import Generation, Worker

__all__ = ["Answer", "Pool"]

_log = logging.getLogger("stancegraph")
_LOOK_SECONDS = 1.0
"""How often, at most, the store is looked at for a new release."""


class Answer:
    """The answer to one query, of which the first part has come. Close it, read or not."""

    def __init__(
        self, pool: Pool, release: str, media_type: str, first: bytes, worker: Worker | None, ends: float
    ) -> None:
        self.release, self.media_type, self.first = release, media_type, first
        self._pool, self._worker, self._ends = pool, worker, ends

    @property
    def whole(self) -> bool:
        """Whether `first` is all of it."""
        return self._worker is None

    async def rest(self) -> AsyncIterator[bytes]:
        """The parts after the first. Raises a QueryError where the answer breaks off."""
        while self._worker is not None:
            kind, payload = await self._pool._read(self._worker, self._ends)
            if kind is FrameKind.END:
                worker, self._worker = self._worker, None
                self._pool._give_back(worker)
            elif kind is FrameKind.ERROR:
                worker, self._worker = self._worker, None
                self._pool._give_back(worker)
                raise self._pool._error(payload)
            else:
                yield payload

    async def read(self) -> bytes:
        """All of it."""
        return self.first + b"".join([part async for part in self.rest()])

    def close(self) -> None:
        """Free the worker; a query that is still running is stopped."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            self._pool._drop(worker)


class Pool:
    """The workers of a store's current release."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = ReleaseStore(settings.store)
        self._generation: Generation | None = None
        self._idle: deque[Worker] = deque()
        self._free = asyncio.Condition()
        self._busy: dict[Worker, Generation] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._looked = 0.0
        self._renewing = False

    @property
    def release(self) -> str:
        """Name of the release that is served."""
        return self._generation.release if self._generation else ""

    def state(self) -> dict[str, int]:
        """How many workers there are, and how many of them work."""
        return {"workers": len(self._idle) + len(self._busy), "busy": len(self._busy)}

    async def start(self) -> None:
        """Load the current release. Raises StoreError if there is none or it is damaged."""
        await self._renew(self._store.current().name)

    async def stop(self) -> None:
        """End all processes."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        generations = {*self._busy.values()} | ({self._generation} if self._generation else set())
        await asyncio.gather(*(generation.stop() for generation in generations))

    async def ask(self, request: Request) -> Answer:
        """Evaluate a query. Returns when the first part of the answer is there; raises a QueryError if none comes."""
        worker = await self._take()
        ends = asyncio.get_running_loop().time() + request["seconds"]
        try:
            worker.writer.write(frames.pack(FrameKind.REQUEST, request))
            kind, payload = await self._read(worker, ends)
            if kind is FrameKind.ERROR:
                self._give_back(worker)
                raise self._error(payload)
            media_type = frames.loads(payload)["media_type"]
            _, first = await self._read(worker, ends)
            answer = Answer(self, worker.generation.release, media_type, first, worker, ends)
            if len(first) < frames.CHUNK:  # the last part, then; its end is right behind it
                answer.first += b"".join([part async for part in answer.rest()])
        except BaseException:
            if worker in self._busy:
                self._drop(worker)
            raise
        return answer

    async def _take(self) -> Worker:
        self._look()
        settings = self._settings
        try:
            async with asyncio.timeout(settings.queue_seconds), self._free:
                await self._free.wait_for(lambda: self._idle)
                worker = self._idle.pop()
                self._busy[worker] = worker.generation
        except TimeoutError:
            raise ServiceBusy(settings.queue_seconds, settings.workers) from None
        return worker

    async def _read(self, worker: Worker, ends: float) -> tuple[FrameKind, bytes]:
        """The next frame of a worker at work; past the limit it is killed, and if it died that is told."""
        try:
            async with asyncio.timeout_at(ends):
                return await frames.read_frame(worker.reader)
        except TimeoutError:
            self._drop(worker)
            raise QueryTimeout(self._settings.query_seconds) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise await self._post_mortem(worker) from None

    async def _post_mortem(self, worker: Worker) -> QueryError:
        self._busy.pop(worker, None)
        code, said = await worker.generation.reap(worker)
        self._begin(self._add_worker(worker.generation))
        ended_by = -code if code < 0 else 0
        if "memory allocation of" in said:  # the engine's allocator says so before it aborts
            return QueryMemory(self._settings.query_megabytes)
        if ended_by == signal.SIGALRM:
            return QueryTimeout(self._settings.query_seconds)
        if ended_by in {signal.SIGSEGV, signal.SIGBUS}:
            return QueryCrash(signal.Signals(ended_by).name)
        if ended_by == signal.SIGABRT:
            _log.error("the engine panicked: %s", said)
            return EngineFault()
        return WorkerLost(code)

    def _error(self, payload: bytes) -> QueryError:
        error: frames.ErrorFrame = frames.loads(payload)
        message = error["message"]
        match error["kind"]:
            case "syntax":
                return QuerySyntaxError(message, error.get("line"), error.get("column"))
            case "refused":
                return QueryRefused(message)
            case "memory":
                return QueryMemory(self._settings.query_megabytes)
            case "not-acceptable":
                return NotAcceptable(message.split(", "))
        return QueryFailed(message)

    def _give_back(self, worker: Worker) -> None:
        """A worker has done its work. One of an old generation is not needed any more."""
        self._busy.pop(worker, None)
        if worker.generation is self._generation:
            self._begin(self._offer(worker))
        else:
            self._retire(worker)

    def _drop(self, worker: Worker) -> None:
        """Kill a worker at work, and put another in its place."""
        self._busy.pop(worker, None)
        worker.kill()
        self._begin(self._replace(worker))

    async def _replace(self, worker: Worker) -> None:
        try:
            await worker.generation.reap(worker)
        except ConnectionError:
            _log.warning("the zygote of release %s is gone", worker.generation.release)
        await self._add_worker(worker.generation)

    async def _offer(self, worker: Worker) -> None:
        async with self._free:
            self._idle.append(worker)
            self._free.notify()

    async def _add_worker(self, generation: Generation) -> None:
        if generation is not self._generation:
            await self._stop_if_unused(generation)
            return
        try:
            await self._offer(await generation.fork())
        except ConnectionError:
            _log.error("the zygote of release %s died; loading it again", generation.release)
            await self._renew(generation.release)

    def _retire(self, worker: Worker) -> None:
        worker.kill()
        self._begin(self._stop_if_unused(worker.generation))

    async def _stop_if_unused(self, generation: Generation) -> None:
        if generation is not self._generation and generation not in self._busy.values():
            await generation.stop()

    def _look(self) -> None:
        """See, at most once a second, whether the store has switched to another release; if so, begin to load it."""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS or self._renewing:
            return
        self._looked = now
        try:
            current = self._store.current().name
        except StoreError as error:
            _log.error("%s Release %s is served on.", error, self.release)
            return
        if current != self.release:
            self._begin(self._renew_or_stay(current))

    async def _renew_or_stay(self, release: str) -> None:
        try:
            await self._renew(release)
        except (StoreError, ConnectionError) as error:
            _log.error("release %s cannot be loaded: %s Release %s is served on.", release, error, self.release)

    async def _renew(self, release: str) -> None:
        """Load a release beside the present one and let it take over; the old one ends with its last query."""
        self._renewing = True
        try:
            generation = await Generation.start(self._settings, release)
            workers = [await generation.fork() for _ in range(self._settings.workers)]
        finally:
            self._renewing = False
        async with self._free:
            old, self._generation = self._generation, generation
            self._idle = deque(workers)
            self._free.notify_all()
        _log.info("serving release %s with %d workers", release, len(workers))
        if old is not None:
            await self._stop_if_unused(old)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
