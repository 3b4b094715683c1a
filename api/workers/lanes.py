"""Who gets a worker next, so that a cheap query never waits behind slow ones.

Every query begins in the quick lane. One that takes longer goes on in a slow slot, of which there are few, and another
worker takes its place in the quick lane. Those that wait for the quick lane come in their order as long as none waits long; then the
newest comes first: under such a burst the old ones would fail anyway. While slow ones wait, too, for their slots, a query has a shorter
time to show that it is quick. Both queues are bounded, in length and in time.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeVar

from api.budget import turn
from api.errors import ServiceBusy
from api.settings import Settings

from .generation import Worker

__all__ = ["PATIENCE_SECONDS", "Lanes", "Place"]

PATIENCE_SECONDS = 0.05
"""If the first in the queue waits for longer, the last is the next; and so long every query has to show that it is quick."""
_Got = TypeVar("_Got")


class Place(Protocol):
    """One who waits for a worker; a future is one."""

    def done(self) -> bool:
        """Whether it does not wait any more."""

    def set_result(self, worker: Worker, /) -> None:
        """It is given a worker."""

    def set_exception(self, error: BaseException, /) -> None:
        """There is none to be had."""


class Lanes:
    """The idle workers of the quick lane, the free slots of the slow one, and who waits for them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._idle: deque[Worker] = deque()
        self._waiting: deque[tuple[float, Place]] = deque()
        """Since when each waits, and what for."""
        self._slots = settings.slow_workers
        self._slow_waiting: deque[asyncio.Future[None]] = deque()
        self.ended = False
        """Whether nobody gets anything any more."""

    @property
    def idle(self) -> int:
        """How many workers wait for a query."""
        return len(self._idle)

    @property
    def queued(self) -> int:
        """How many queries wait, in either lane."""
        return sum(not one.done() for _, one in self._waiting) + sum(not one.done() for one in self._slow_waiting)

    @property
    def pressed(self) -> bool:
        """Whether queries wait for either lane: more slow ones have come than can go on, and they are in others' way."""
        return any(not one.done() for one in self._slow_waiting) and any(not one.done() for _, one in self._waiting)

    @property
    def slow_is_full(self) -> bool:
        """Whether all slow slots are taken."""
        return self._slots <= 0

    def reset(self, workers: Iterable[Worker]) -> None:
        """Let other workers take the place of the idle ones; whoever waits gets one of them."""
        for idle in self.drain():
            idle.channel.close()
        for worker in workers:
            self.offer(worker)

    def take_stale(self) -> list[Worker]:
        """Take out the idle workers that do not have what was written since."""
        stale = [worker for worker in self._idle if worker.stale]
        self._idle = deque(worker for worker in self._idle if not worker.stale)
        return stale

    def offer(self, worker: Worker) -> None:
        """Give a worker to the query whose turn it is, or keep it."""
        while self._waiting:
            since, first = self._waiting[0]
            waits_long = not first.done() and asyncio.get_running_loop().time() - since > PATIENCE_SECONDS
            _, future = self._waiting.pop() if waits_long else self._waiting.popleft()
            if not future.done():
                future.set_result(worker)
                return
        self._idle.append(worker)

    @property
    def crowded(self) -> bool:
        """Whether anybody may wait for the quick lane."""
        return bool(self._waiting)

    def take_light(self) -> Place | None:
        """Take out who is first in the quick lane's queue, unless a task waits there: what it asks is long, or was slow."""
        while self._waiting and (self._waiting[0][1].done() or not isinstance(self._waiting[0][1], asyncio.Future)):
            _, first = self._waiting.popleft()
            if not first.done():
                return first
        return None

    def put_first(self, place: Place) -> None:
        """Let one wait again, before all others."""
        if self.ended:
            place.set_exception(ServiceBusy.ending())
        elif self._idle:
            place.set_result(self._idle.pop())
        else:
            self._waiting.appendleft((asyncio.get_running_loop().time(), place))

    def youngest(self) -> Worker | None:
        """Take out the idle worker that was forked last."""
        if not self._idle:
            return None
        worker = max(self._idle, key=lambda one: one.since)
        self._idle.remove(worker)
        return worker

    def end(self) -> list[Worker]:
        """Turn away who waits, and whoever comes from now on. Takes all idle workers out."""
        self.ended = True
        all_waiting: list[Place | asyncio.Future[None]] = [*(one for _, one in self._waiting), *self._slow_waiting]
        for future in all_waiting:
            if not future.done():
                future.set_exception(ServiceBusy.ending())
        return [*self.drain()]

    def drain(self) -> Iterator[Worker]:
        """Take all idle workers out."""
        while self._idle:
            yield self._idle.pop()

    def try_take(self, place: Place) -> Worker | None:
        """A worker of the quick lane; if there is none, the place waits for it. Raises ServiceBusy if too many wait."""
        self._check_open()
        if self._idle:
            return self._idle.pop()
        self._check_length()
        self._waiting.append((asyncio.get_running_loop().time(), place))
        return None

    async def take(self) -> Worker:
        """A worker of the quick lane. Raises ServiceBusy if too many wait, or if none comes in time."""
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        if (worker := self.try_take(future)) is not None:
            return worker
        try:
            return await self._wait_for(future)
        except BaseException:
            if _given(future):
                self.offer(future.result())
            raise

    def try_slow(self) -> bool:
        """Take a slow slot if one is free."""
        if not self._slots:
            return False
        self._slots -= 1
        return True

    async def enter_slow(self) -> None:
        """Wait for a slow slot, in order. Raises ServiceBusy if too many wait, or if none becomes free in time."""
        self._check_open()
        if self.try_slow():
            return
        self._check_length()
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._slow_waiting.append(future)
        try:
            await self._wait_for(future)
        except BaseException:
            if _given(future):
                self.leave_slow()
            raise

    def leave_slow(self) -> None:
        """Give a slow slot back."""
        while self._slow_waiting:
            future = self._slow_waiting.popleft()
            if not future.done():
                future.set_result(None)
                return
        self._slots += 1

    async def _wait_for(self, future: asyncio.Future[_Got]) -> _Got:
        async with turn(self._settings.queue_seconds):
            return await future

    def _check_open(self) -> None:
        if self.ended:
            raise ServiceBusy.ending()

    def _check_length(self) -> None:
        most = self._settings.queue_length
        # Those that do not wait any more are told apart only where that matters.
        if len(self._waiting) + len(self._slow_waiting) >= most and self.queued >= most:
            raise ServiceBusy.full(self._settings.queue_length)


def _given(future: asyncio.Future[Any]) -> bool:
    """Whether somebody who does not wait any more was given what he waited for."""
    return future.done() and not future.cancelled() and future.exception() is None
