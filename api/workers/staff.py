"""The workers of what is served: who works, who is idle, who takes the place of those that end.

A worker that takes too long, or whose client left, is killed and replaced. One that is slow goes on in a slow slot, and another
takes its place in the quick lane.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any

from api.errors import WorkerLost
from api.settings import Settings
from graph_builder import Packed, QueryError

from . import frames
from .failures import death_of
from .frames import LAST, FrameKind
from .generation import Generation, Worker
from .lanes import Lanes
from .rows import Follower, Rows

__all__ = ["Staff", "cause_of_death"]

_log = logging.getLogger("stancegraph")
_SLOW_NICE = 19
"""How much lower the priority of a slow query is: the lowest, so that a quick one that comes need not wait for its turn to end."""
_SMALL, _STEPS = 2_000, 64
"""Changes of up to so many quads, and so many of the last, are handed to workers; for others they are forked anew."""
_APPLY_SECONDS = 10.0
"""How long a worker may take for them."""


def _hurry(worker: Worker) -> bool:
    """Give a worker its priority back, which a process may do that is privileged or whose limit allows it; whether it could."""
    try:
        os.setpriority(os.PRIO_PROCESS, worker.pid, os.getpriority(os.PRIO_PROCESS, 0))
    except (ProcessLookupError, PermissionError):
        return False
    return True


async def cause_of_death(worker: Worker, settings: Settings, seconds: float) -> QueryError:
    """What the end of a worker stands for, which might have taken so long."""
    try:
        code, said = await worker.generation.reap(worker)
    except ConnectionError:
        return WorkerLost(1)  # and with it the only process that could tell
    return death_of(code, said, settings, seconds)


class Staff:
    """All workers. `generation` is the one that new workers are of; `lost` loads it again when its zygote died."""

    def __init__(self, settings: Settings, lost: Callable[[Generation], Awaitable[Generation]]) -> None:
        self._settings, self._lost = settings, lost
        self._lanes = Lanes(settings)
        self.rows = Rows(self._lanes)
        self._slow: set[Worker] = set()
        self._substituted: set[Worker] = set()
        """Those in slow slots whose place another has taken; the others there were forked for one query alone."""
        self._busy: dict[Worker, Generation] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._steps: dict[str, tuple[str, Packed]] = {}
        self.generation: Generation | None = None
        self.earlier: set[Generation] = set()
        """Others that are kept, though no worker is of them now."""
        self.restarts = 0
        """Workers that were killed or died, and replaced."""

    def state(self) -> dict[str, int]:
        """How many workers there are, how many of them work, and how many queries wait for one."""
        busy = len(self._busy)
        return {"workers": self._lanes.idle + busy, "busy": busy, "queued": self._lanes.queued}

    async def stop(self) -> None:
        """End all processes. Nobody who leaves, or comes, after that sets anything going."""
        idle = self._lanes.end()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        generations = {*self._busy.values(), *self.earlier} | ({self.generation} if self.generation else set())
        for worker in (*idle, *self._busy):
            worker.channel.close()
        await asyncio.gather(*(generation.stop() for generation in generations))

    async def change(self, generation: Generation) -> None:
        """Let workers of another generation take over; the old one ends with its last query."""
        workers = [await generation.fork() for _ in range(self._settings.workers)]
        old, self.generation = self.generation, generation
        self.rows.generation = generation
        self._lanes.reset(workers)
        if old is not None:
            await self.stop_if_unused(old)

    async def stop_if_unused(self, generation: Generation) -> None:
        """End a generation, unless it is served, kept, or still at work."""
        needed = generation is self.generation or generation in self.earlier
        if not needed and generation not in self._busy.values():
            await generation.stop()

    # ------------------------------------------------------------------ who gets a worker

    async def take(self) -> Worker:
        """A worker of the quick lane. Raises ServiceBusy."""
        worker = await self._lanes.take()
        self.engage(worker)
        return worker

    def try_take(self, place: Follower) -> Worker | None:
        """A worker of the quick lane, for `begin_light`; or else the place follows another, or waits. Raises ServiceBusy."""
        return None if self.rows.try_follow(place) else self._lanes.try_take(place)

    def begin_light(self, worker: Worker) -> None:
        """A worker that was idle begins a query that may be quick, behind which there may be others."""
        self.engage(worker)
        self.rows.begin(worker)

    def end_light(self, worker: Worker, seconds: float) -> None:
        """It has answered one of them, after so long."""
        if self.rows.end_one(worker, seconds):
            self.give_back(worker)

    def engage(self, worker: Worker) -> None:
        """A worker that was idle has something to do now."""
        self._busy[worker] = worker.generation

    async def take_apart(self, generation: Callable[[], Awaitable[Generation]], *, reaching: bool) -> Worker:
        """A worker for one query alone, in a slow slot: of another generation, or one that may reach other servers."""
        await self._lanes.enter_slow()
        try:
            worker = await self._fork(await generation(), reaching=reaching)
        except BaseException:
            self._lanes.leave_slow()
            raise
        self._busy[worker] = worker.generation
        self._slow.add(worker)
        return worker

    async def _fork(self, generation: Generation, *, reaching: bool) -> Worker:
        try:
            return await generation.fork(reaching=reaching)
        except ConnectionError:
            if generation is not self.generation:
                raise
            return await (await self._lost(generation)).fork(reaching=reaching)

    async def take_again(self, worker: Worker) -> Worker:
        """Stop a query that took too long to stand in others' way, and wait for a slow slot in which it can be begun again."""
        self.drop(worker)
        return await self._take_slow()

    async def _take_slow(self) -> Worker:
        await self._lanes.enter_slow()
        try:
            return await self.take()
        except BaseException:
            self._lanes.leave_slow()
            raise

    async def take_behind(self, worker: Worker) -> Worker:
        """Give a worker back that was just taken, for a slow slot that is waited for, and a worker in it."""
        self.give_back(worker)
        worker = await self._take_slow()
        self.slow_down(worker)
        return worker

    @property
    def slow_is_full(self) -> bool:
        """Whether all slow slots are taken."""
        return self._lanes.slow_is_full

    def is_slow(self, worker: Worker) -> bool:
        """Whether a worker is in a slow slot."""
        return worker in self._slow

    @property
    def pressed(self) -> bool:
        """Whether queries wait for either lane."""
        return self._lanes.pressed

    def try_slow(self) -> bool:
        """Take a slow slot, for `slow_down`, if one is free."""
        return self._lanes.try_slow()

    def slow_down(self, worker: Worker) -> None:
        """Let a worker go on in the slow slot that was taken for it, behind the others, and another take its place."""
        self._slow.add(worker)
        self._substituted.add(worker)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, _SLOW_NICE)
        self._begin(self._add(worker.generation))

    async def stream(self, worker: Worker) -> None:
        """Wait for a slow slot for a worker that has a long answer, which goes at its client's pace. It does not go behind others."""
        if worker not in self._slow:
            await self._lanes.enter_slow()
            self._slow.add(worker)
            self._substituted.add(worker)
            self._begin(self._add(worker.generation))

    # ------------------------------------------------------------------ who has done

    def give_back(self, worker: Worker) -> None:
        """A worker has done its work. One whose place another has taken takes it back, if it can."""
        self._busy.pop(worker, None)
        if worker not in self._slow:
            self._settle(worker)
            return
        substituted = worker in self._substituted
        if self._leave(worker) and not (substituted and _hurry(worker) and self._make_room(worker)):
            self._retire(worker)
        else:
            self._settle(worker)

    def _make_room(self, worker: Worker) -> bool:
        """Let an idle worker go, if one can, that has had least time to copy pages: most often who took this one's place."""
        if worker.stale or worker.generation is not self.generation or (other := self._lanes.youngest()) is None:
            return False
        self._retire(other)
        return True

    def drop(self, worker: Worker) -> None:
        """Kill a worker, if it is at work, and put another in its place unless one has it already."""
        if self._busy.pop(worker, None) is None:
            return
        self.restarts += 1
        worker.kill()
        self._begin(self._replace(worker, again=not self._leave(worker)))

    async def post_mortem(self, worker: Worker) -> QueryError:
        """Why a worker died; another takes its place."""
        self._busy.pop(worker, None)
        self.restarts += 1
        was_slow = self._leave(worker)
        why = await cause_of_death(worker, self._settings, self._settings.query_seconds)
        if not was_slow:
            self._begin(self._add(worker.generation))
        return why

    def discard(self, worker: Worker) -> None:
        """End a worker that has done what it was forked for, unless it has ended itself."""
        if not worker.dead:
            self._retire(worker)

    def _leave(self, worker: Worker) -> bool:
        """Whether a worker was in a slow slot, which it then leaves."""
        was_slow = worker in self._slow
        if was_slow:
            self._slow.discard(worker)
            self._substituted.discard(worker)
            self._lanes.leave_slow()
        return was_slow

    def _retire(self, worker: Worker, *, again: bool = False) -> None:
        worker.kill()
        self._begin(self._replace(worker, again=again))

    async def _replace(self, worker: Worker, *, again: bool) -> None:
        try:
            await worker.generation.reap(worker)
        except ConnectionError:
            _log.warning("the zygote of release %s is gone", worker.generation.release)
        if again:
            await self._add(worker.generation)
        else:
            await self.stop_if_unused(worker.generation)

    async def _add(self, generation: Generation) -> None:
        if generation is not self.generation:
            await self.stop_if_unused(generation)
            return
        try:
            worker = await generation.fork()
        except ConnectionError:
            _log.error("the zygote of release %s died; loading it again", generation.release)
            await self._lost(generation)
            return
        self._settle(worker)

    def _settle(self, worker: Worker) -> None:
        """A worker has nothing to do: give it to whoever waits, unless it is not what is served any more."""
        if worker.generation is not self.generation:
            self._retire(worker)
        elif worker.ghosts:
            self._begin(self._hear_out(worker))
        elif worker.stale:
            self._refresh(worker)
        else:
            self._lanes.offer(worker)

    async def _hear_out(self, worker: Worker) -> None:
        """Wait for answers that nobody waits for."""
        try:
            async with asyncio.timeout(self._settings.quick_seconds):
                while worker.ghosts:
                    kind, _ = await worker.channel.receive()
                    worker.ghosts -= kind in LAST
        except (TimeoutError, ConnectionError):
            self._retire(worker, again=True)
        else:
            self._settle(worker)

    # ------------------------------------------------------------------ what was written since

    def remember(self, before: str, after: str, packed: Packed) -> None:
        """Keep what led from one state to the next, so that workers need not be forked anew to have it."""
        if packed.quads_added + packed.quads_removed <= _SMALL:
            self._steps[before] = after, packed
            if len(self._steps) > _STEPS:
                del self._steps[next(iter(self._steps))]

    def refresh(self) -> None:
        """Let all idle workers have what was written since."""
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

    async def _take_in(self, worker: Worker, steps: Iterable[Packed], state: str) -> None:
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

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        if self._lanes.ended:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
