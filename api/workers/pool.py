"""The query workers as the service sees them: ask, get an answer or an error, whole or not at all.

The event loop only moves bytes. A worker that takes too long, or whose client left, is killed and replaced.
When the store gets a new release, a new generation of workers is loaded beside the old one and takes over.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Any

from api.errors import ResultTooLarge
from api.settings import Settings
from graph_builder import Packed, QueryError, QueryTimeout, ReleaseStore, StoreError

from . import frames
from .failures import death_of, error_of
from .frames import FrameKind, Request
from .generation import Generation, ReleaseMoved, Worker
from .lanes import Lanes
from .others import addresses, reaches

__all__ = ["Answer", "Pool"]

_log = logging.getLogger("stancegraph")
_SLOW_NICE = 10
"""How much lower the priority of a slow query is."""
_LOOK_SECONDS = 1.0
"""How often, at most, the store is looked at for a new release."""

_SMALL, _STEPS = 2_000, 64
"""Changes of up to so many quads, and so many of the last, are handed to workers; for others they are forked anew."""
_APPLY_SECONDS = 10.0
"""How long a worker may take for them."""


class Answer:
    """The answer to one query, of which the first part has come. Close it, read or not."""

    def __init__(
        self, pool: Pool, release: str, media_type: str, first: bytes, worker: Worker | None, ends: float
    ) -> None:
        self.release, self.media_type, self.first = release, media_type, first
        self._pool, self._worker, self._ends = pool, worker, ends
        self._sent = len(first)
        self.rows: int | None = None
        """How many rows or triples there were, once all of it has come, if that was asked for."""

    @property
    def ends(self) -> float:
        """When all of it must have been sent, in the event loop's time."""
        return self._ends

    @property
    def whole(self) -> bool:
        """Whether `first` is all of it."""
        return self._worker is None

    async def rest(self) -> AsyncIterator[bytes]:
        """The parts after the first. Raises a QueryError where the answer breaks off."""
        while (part := await self._next()) is not None:
            yield part

    async def end(self) -> None:
        """Take the end, where the first part is all."""
        part = await self._next()
        assert part is None

    async def _next(self) -> bytes | None:
        if self._worker is None:
            return None
        kind, payload = await self._pool._read(self._worker, self._ends)
        if kind is FrameKind.DATA:
            self._sent += len(payload)
            if self._sent > self._pool.result_bytes:
                self.close()
                raise ResultTooLarge(self._pool.result_bytes >> 20)
            return payload
        worker, self._worker = self._worker, None
        self._pool._give_back(worker)
        if kind is FrameKind.ERROR:
            raise self._pool._error(payload)
        self.rows = frames.loads(payload)["rows"] if payload else None
        return None

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

    tells_changes = True

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        assert isinstance(settings.store, Path)
        self._store = ReleaseStore(settings.store)
        self._allowed = addresses(settings.allowed_services)
        self._generation: Generation | None = None
        self._lanes = Lanes(settings)
        self._slow: set[Worker] = set()
        self._busy: dict[Worker, Generation] = {}
        self._earlier: OrderedDict[str, Generation] = OrderedDict()
        self._loading = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self.restarts = 0
        """Workers that were killed or died, and replaced."""
        self.stamp = (0, 0)
        """Which choice of a release the store had made when it was loaded."""
        self._looked = 0.0
        self._seen = 0
        """The last transaction of the journal that was looked at; a release may have taken it in."""
        self._renewing = asyncio.Lock()
        self._edited = False
        self._steps: dict[str, tuple[str, Packed]] = {}

    @property
    def release(self) -> str:
        """Name of the state of the graph that is served: that of the release, and what was written since.

        It changes with every committed update, and no two states have the same.
        """
        return self._generation.version.name if self._generation else ""

    @property
    def generation(self) -> Generation | None:
        """The processes that serve it."""
        return self._generation

    @property
    def base(self) -> str:
        """Name of the release alone."""
        return self._generation.release if self._generation else ""

    @property
    def edited(self) -> bool:
        """Whether anything was written beyond what documents say; the counts in the catalog do not tell of that."""
        return self._edited or self.release != self.base

    @property
    def quads(self) -> int:
        """How many quads the named graphs hold."""
        return self._generation.quads if self._generation else 0

    @property
    def result_bytes(self) -> int:
        """How large an answer may be."""
        return self._settings.result_megabytes << 20

    def state(self) -> dict[str, int]:
        """How many workers there are, how many of them work, and how many queries wait for one."""
        busy = len(self._busy)
        return {"workers": self._lanes.idle + busy, "busy": busy, "queued": self._lanes.queued}

    async def start(self) -> None:
        """Load the current release and the journal. Raises StoreError if there is none or it is damaged."""
        await self.catch_up()

    async def stop(self) -> None:
        """End all processes."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        generations = {*self._busy.values(), *self._earlier.values()} | (
            {self._generation} if self._generation else set()
        )
        for worker in (*self._lanes.drain(), *self._busy):
            worker.channel.close()
        await asyncio.gather(*(generation.stop() for generation in generations))

    async def ask(self, request: Request, release: str | None = None) -> Answer:
        """Evaluate a query. Returns when the first part of the answer is there; raises a QueryError if none comes.

        A query that is not quick is stopped and begun again later if all slow slots are taken. With `release` an earlier
        release of the store answers; raises StoreError if it is not there.
        """
        earlier = release is not None and release != self.release  # its name alone: without what was written to it
        if reaching := reaches(request["query"], self._allowed):
            request = {**request, "reach": list(self._allowed)}
        if earlier or reaching:
            worker = await self._take_apart(release if earlier else None, reaching=reaching)
        else:
            worker = await self._take()
        try:
            began, ends = self._begin_query(worker, request)
            quick = worker in self._slow or await worker.channel.ready(min(began + self._settings.quick_seconds, ends))
            if not quick:
                if not self._lanes.try_slow():
                    worker = await self._later(worker)
                    _, ends = self._begin_query(worker, request)
                self._slow_down(worker)
            kind, payload = await self._read(worker, ends)
            if kind is FrameKind.ERROR:
                self._give_back(worker)
                raise self._error(payload)
            media_type = payload.decode()
            _, first = await self._read(worker, ends)
            answer = Answer(self, worker.version, media_type, first, worker, ends)
            if len(first) < frames.CHUNK:  # the last part, then; its end is right behind it
                await answer.end()
            elif worker not in self._slow:
                await self._lanes.enter_slow()  # a long answer goes at its client's pace
                self._slow_down(worker)
        except BaseException:
            if worker in self._busy:
                self._drop(worker)
            raise
        return answer

    def _begin_query(self, worker: Worker, request: Request) -> tuple[float, float]:
        """Send a query to a worker: when that was, and when it must have ended."""
        worker.channel.send(frames.pack(FrameKind.REQUEST, request))
        now = asyncio.get_running_loop().time()
        return now, now + request["seconds"]

    async def _later(self, worker: Worker) -> Worker:
        """Stop a query that took too long to stand in others' way, and wait until it can be begun again."""
        self._drop(worker)
        await self._lanes.enter_slow()
        try:
            return await self._take()
        except BaseException:
            self._lanes.leave_slow()
            raise

    def _slow_down(self, worker: Worker) -> None:
        """Let a worker go on in the slow slot that was taken for it, behind the others, and another take its place."""
        self._slow.add(worker)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, _SLOW_NICE)
        self._begin(self._add_worker(worker.generation))

    async def _take(self) -> Worker:
        self._look()
        worker = await self._lanes.take()
        self._busy[worker] = worker.generation
        return worker

    async def _take_apart(self, release: str | None, *, reaching: bool) -> Worker:
        """A worker for one query alone, in a slow slot: of an earlier release, or one that may reach other servers."""
        self._look()
        await self._lanes.enter_slow()
        try:
            worker = await self._fork_apart(release, reaching)
        except BaseException:
            self._lanes.leave_slow()
            raise
        self._busy[worker] = worker.generation
        self._slow.add(worker)
        return worker

    async def _fork_apart(self, release: str | None, reaching: bool) -> Worker:
        if release is not None:
            return await (await self._load_earlier(release)).fork(reaching=reaching)
        assert self._generation is not None
        try:
            return await self._generation.fork(reaching=reaching)
        except ConnectionError:
            return await (await self.catch_up(lost=self._generation)).fork(reaching=reaching)

    async def _load_earlier(self, release: str) -> Generation:
        """An earlier release in memory; of those, as many are kept as the settings say, the last ones asked for."""
        self._store.release(release)
        async with self._loading:
            if release not in self._earlier:
                self._earlier[release] = await Generation.start(self._settings, release, live=False)
            self._earlier.move_to_end(release)
            while len(self._earlier) > self._settings.earlier_releases:
                _, gone = self._earlier.popitem(last=False)
                await self._stop_if_unused(gone)
            return self._earlier[release]

    async def _read(self, worker: Worker, ends: float) -> tuple[FrameKind, bytes]:
        """The next frame; past the limit the worker is killed, and if it died that is told."""
        try:
            return await worker.channel.receive(ends)
        except TimeoutError:
            self._drop(worker)
            raise QueryTimeout(self._settings.query_seconds) from None
        except ConnectionError:
            raise await self._post_mortem(worker) from None

    async def _post_mortem(self, worker: Worker) -> QueryError:
        self._busy.pop(worker, None)
        self.restarts += 1
        was_slow = self._leave(worker)
        code, said = await worker.generation.reap(worker)
        if not was_slow:
            self._begin(self._add_worker(worker.generation))
        return death_of(code, said, self._settings, self._settings.query_seconds)

    def _error(self, payload: bytes) -> QueryError:
        return error_of(frames.loads(payload), self._settings)

    def _give_back(self, worker: Worker) -> None:
        """A worker has done its work. One that is stale, or whose place another has taken, is not needed any more."""
        self._busy.pop(worker, None)
        if self._leave(worker):
            self._retire(worker)
        else:
            self._settle(worker)

    def _leave(self, worker: Worker) -> bool:
        """Whether a worker was in a slow slot, which it then leaves."""
        was_slow = worker in self._slow
        if was_slow:
            self._slow.discard(worker)
            self._lanes.leave_slow()
        return was_slow

    def _drop(self, worker: Worker) -> None:
        """Kill a worker at work, and put another in its place unless one has it already."""
        self._busy.pop(worker, None)
        self.restarts += 1
        worker.kill()
        self._begin(self._replace(worker, again=not self._leave(worker)))

    async def _replace(self, worker: Worker, *, again: bool) -> None:
        try:
            await worker.generation.reap(worker)
        except ConnectionError:
            _log.warning("the zygote of release %s is gone", worker.generation.release)
        if again:
            await self._add_worker(worker.generation)
        else:
            await self._stop_if_unused(worker.generation)

    async def _add_worker(self, generation: Generation) -> None:
        if generation is not self._generation:
            await self._stop_if_unused(generation)
            return
        try:
            worker = await generation.fork()
        except ConnectionError:
            _log.error("the zygote of release %s died; loading it again", generation.release)
            await self.catch_up(lost=generation)
            return
        self._settle(worker)

    def discard(self, worker: Worker) -> None:
        """End a worker that has done what it was forked for, unless it has ended itself."""
        if not worker.dead:
            self._retire(worker)

    def _retire(self, worker: Worker, *, again: bool = False) -> None:
        worker.kill()
        self._begin(self._replace(worker, again=again))

    async def _stop_if_unused(self, generation: Generation) -> None:
        needed = generation is self._generation or generation in self._earlier.values()
        if not needed and generation not in self._busy.values():
            await generation.stop()

    def look(self) -> str:
        """Name of the state that is served, after a look whether the store has another by now."""
        self._look()
        return self.release

    def _look(self) -> None:
        """See, at most once a second, whether the store has a new release or transaction; if so, begin to take it up."""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS or self._renewing.locked() or self._generation is None:
            return
        self._looked = now
        try:
            stamp = self._store.stamp()
        except StoreError as error:
            _log.error("%s Release %s is served on.", error, self.release)
            return
        if stamp != self.stamp or self._store.journal.head() > max(self._generation.version.sequence, self._seen):
            self._begin(self._catch_up_or_stay())

    async def _catch_up_or_stay(self) -> None:
        try:
            await self.catch_up()
        except (StoreError, ConnectionError) as error:
            _log.error("the store cannot be loaded: %s Release %s is served on.", error, self.release)

    async def catch_up(self, *, lost: Generation | None = None) -> Generation:
        """Serve what the store has now: load its release if it is another, or `lost`, and take in what was written since.

        Raises StoreError if it cannot be read; then what was served before is served on.
        """
        async with self._renewing:
            while True:
                head, stamp, current = self._store.journal.head(), self._store.stamp(), self._store.current_name()
                try:
                    if self._generation is None or self._generation is lost or stamp != self.stamp:
                        await self._renew(current)
                        self.stamp = stamp
                    else:
                        await self._generation.follow()
                except ReleaseMoved:
                    continue
                except ConnectionError:
                    _log.error("the zygote of release %s died; loading it again", current)
                    lost = self._generation
                    continue
                assert self._generation is not None
                self._seen = head
                self._replace_stale()
                return self._generation

    def remember(self, before: str, after: str, packed: Packed) -> None:
        """Keep what led from one state to the next, so that workers need not be forked anew to have it."""
        if packed.quads_added + packed.quads_removed <= _SMALL:
            self._steps[before] = after, packed
            if len(self._steps) > _STEPS:
                del self._steps[next(iter(self._steps))]

    def _replace_stale(self) -> None:
        for worker in self._lanes.take_stale():
            self._refresh(worker)

    def _refresh(self, worker: Worker) -> None:
        """Let a worker that does nothing take in what was written since, or put another in its place."""
        steps: list[Packed] = []
        state = worker.version
        while state != worker.generation.version.name and (step := self._steps.get(state)):
            state = step[0]
            steps.append(step[1])
        if state == worker.generation.version.name:
            self._begin(self._take_in(worker, steps, state))
        else:
            self._retire(worker, again=True)

    async def _take_in(self, worker: Worker, steps: list[Packed], state: str) -> None:
        try:
            async with asyncio.timeout(_APPLY_SECONDS):
                for packed in steps:
                    worker.channel.send(frames.changed_frames(FrameKind.APPLY, packed))
                    await worker.channel.drain()
                    await worker.channel.receive()
        except (TimeoutError, ConnectionError):
            self._retire(worker, again=True)
            return
        worker.version = state
        self._settle(worker)

    def _settle(self, worker: Worker) -> None:
        """A worker has nothing to do: give it to whoever waits, unless it is not what is served any more."""
        if worker.generation is not self._generation:
            self._retire(worker)
        elif worker.stale:
            self._refresh(worker)
        else:
            self._lanes.offer(worker)

    async def _renew(self, release: str) -> None:
        """Load a release beside the present one and let it take over; the old one ends with its last query."""
        generation = await Generation.start(self._settings, release)
        workers = [await generation.fork() for _ in range(self._settings.workers)]
        self._edited = bool(self._store.release(release).edits)
        old, self._generation = self._generation, generation
        self._lanes.reset(workers)
        _log.info("serving release %s with %d workers", generation.version.name, len(workers))
        if old is not None:
            await self._stop_if_unused(old)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
