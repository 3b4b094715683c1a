"""Queries that are sent to a worker behind another, so that it need not sleep between two of them, nor be woken.

Only where all that was asked of late was answered in no time: then to wait behind one is quicker than to wake a worker that sleeps. One
that takes longer is found out soon; what is behind it goes to other workers, and for a while each query has a worker of its own.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Protocol, cast

from .generation import Generation, Worker
from .lanes import Lanes, Place

__all__ = ["Follower", "Rows"]

_DEPTH = 4
"""Queries behind the one that a worker works on, at most."""
_BRISK_SECONDS = 0.001
"""How long a query may take on average, for others to be sent behind it."""
_WEIGHT = 1 / 16
"""What the last one counts in that average."""
_LOOK_SECONDS = 0.005
"""If a worker has ended none of its queries between two looks, those behind the first go elsewhere."""
_WARY_SECONDS = 0.25
"""For how long then none is sent behind any."""


class Follower(Place, Protocol):
    """A query that may be sent to a worker behind another."""

    def follow(self, worker: Worker, /) -> None:
        """It is sent there."""

    def step_forward(self) -> None:
        """The one before it has its answer; the worker is at work on it."""

    def step_out(self) -> None:
        """The one before it takes its time; it waits for another worker."""


class Rows:
    """What stands behind the query that each worker of the quick lane is at work on."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self.generation: Generation | None = None
        """What is served; workers of others get nothing more."""
        self._rows: dict[Worker, deque[Follower]] = {}
        self._roomy: dict[Worker, None] = {}
        """Those workers that take more, the one that began first in front."""
        self._stuck: set[Worker] = set()
        """Those that have ended none of their queries since the last look."""
        self._average = 0.0
        self._wary_until = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def try_follow(self, place: Follower) -> bool:
        """Send a query behind another, unless it had better wait for a worker, or wake one."""
        if not self._roomy or self._lanes.crowded or self._lanes.ended or not self._are_brisk():
            return False
        worker = next(iter(self._roomy))
        if not self._takes_more(worker):
            return False
        self._put(worker, self._rows[worker], place)
        return True

    def _takes_more(self, worker: Worker) -> bool:
        """Whether it has what is served now, and will answer nothing that nobody waits for, which would be taken for another's answer."""
        return worker.generation is self.generation and not worker.stale and not worker.ghosts

    def _are_brisk(self) -> bool:
        return self._average < _BRISK_SECONDS and asyncio.get_running_loop().time() >= self._wary_until

    def _put(self, worker: Worker, row: deque[Follower], place: Follower) -> None:
        place.follow(worker)
        row.append(place)
        if len(row) == _DEPTH:
            del self._roomy[worker]
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_LOOK_SECONDS, self._look)

    def begin(self, worker: Worker) -> None:
        """A worker has been sent a query that may be quick."""
        self._rows[worker] = deque()
        self._roomy[worker] = None
        self._fill(worker)

    def _fill(self, worker: Worker) -> None:
        """Send those to a worker who wait for one, if they may follow."""
        row = self._rows[worker]
        while len(row) < _DEPTH and self._are_brisk() and self._takes_more(worker):
            if (place := self._lanes.take_light()) is None:
                return
            self._put(worker, row, cast(Follower, place))

    def end_one(self, worker: Worker, seconds: float) -> bool:
        """A worker has answered, after so long: the next one steps forward. Whether there is none."""
        self._average += (seconds - self._average) * _WEIGHT
        self._stuck.discard(worker)
        if not (row := self._rows.get(worker)):
            self._rows.pop(worker, None)
            self._roomy.pop(worker, None)
            return True
        first = row.popleft()
        if not worker.ghosts:
            self._roomy[worker] = None
        self._fill(worker)
        first.step_forward()
        return False

    def scatter(self, worker: Worker) -> None:
        """A worker takes its time, or is gone: let those behind its query have another."""
        row = self._rows.pop(worker, None)
        if row is None:
            return
        self._roomy.pop(worker, None)
        self._stuck.discard(worker)
        self._wary_until = asyncio.get_running_loop().time() + _WARY_SECONDS
        while row:
            self._take_out(worker, row)

    def _take_out(self, worker: Worker, row: deque[Follower]) -> Follower:
        """Let the last of a row have another worker. This one will answer it, too."""
        place = row.pop()
        worker.ghosts += 1
        place.step_out()
        if not place.done():
            self._lanes.put_first(place)
        return place

    def leave(self, worker: Worker, place: Follower) -> None:
        """One does not wait any longer behind others: those behind it have another worker, since answers come in order."""
        row = self._rows[worker]
        self._roomy.pop(worker, None)
        while self._take_out(worker, row) is not place:
            pass

    def _look(self) -> None:
        loop, timer = asyncio.get_running_loop(), self._timer
        if (
            timer is not None and loop.time() - timer.when() < _LOOK_SECONDS
        ):  # or else it is this process that had to wait
            for worker in [worker for worker in self._stuck if self._rows.get(worker)]:
                self.scatter(worker)
        self._stuck = {worker for worker, row in self._rows.items() if row}
        self._timer = loop.call_later(_LOOK_SECONDS, self._look) if self._stuck else None
