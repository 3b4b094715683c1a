"""A query that is sent to a worker without a task of the event loop: what is quick and short costs that much less."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from . import frames
from .frames import FrameKind, Request
from .generation import Worker
from .lanes import PATIENCE_SECONDS
from .staff import Staff

__all__ = ["Begun", "Errand", "Patience", "begin"]


_TICK_SECONDS = 0.001
"""As finely as the event loop tells the time; it would turn round and round until a shorter one is over."""


class Begun(NamedTuple):
    """A query that a worker was sent: when that was, and when it must have ended, in the event loop's time."""

    worker: Worker
    at: float
    ends: float


def begin(worker: Worker, request: Request) -> Begun:
    """Send a query to a worker."""
    _send(worker, request)
    return _begun(worker, request)


def _send(worker: Worker, request: Request) -> None:
    worker.channel.send(frames.pack(FrameKind.REQUEST, request))


def _begun(worker: Worker, request: Request) -> Begun:
    """What a worker that was sent a query begins now."""
    now = asyncio.get_running_loop().time()
    return Begun(worker, now, now + request["seconds"])


class Patience:
    """Ends errands that are not quick, each `PATIENCE_SECONDS` after it was begun: one timer for all of them."""

    def __init__(self) -> None:
        self._begun: deque[tuple[float, Errand]] = deque()
        """Until when each may take, in order."""
        self._timer: asyncio.TimerHandle | None = None

    def watch(self, errand: Errand) -> None:
        """An errand begins."""
        loop = asyncio.get_running_loop()
        self._begun.append((loop.time() + PATIENCE_SECONDS, errand))
        if self._timer is None:
            self._timer = loop.call_later(PATIENCE_SECONDS, self._look)

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        try:
            while self._begun and (self._begun[0][0] <= now or self._begun[0][1].is_over):
                self._begun.popleft()[1].end()
        finally:
            self._timer = None
            if self._begun:
                self._timer = loop.call_later(max(self._begun[0][0] - now, _TICK_SECONDS), self._look)


class Errand:
    """One such query. `told` is called once, later: either all of the answer is there, or it is to be gone on with in a task.

    The latter is so, too, if it has more than `most` bytes. Raises ServiceBusy if too many wait for a worker. As long as it waits for
    one it is a `Place`, and it may follow another: then it is begun when that has its answer.
    """

    __slots__ = (
        "_before",
        "_most",
        "_request",
        "_sent",
        "_staff",
        "_told",
        "begun",
        "body",
        "media_type",
        "release",
        "rows",
    )

    def __init__(
        self, staff: Staff, patience: Patience, request: Request, most: int, told: Callable[[Errand], None]
    ) -> None:
        self._staff, self._request, self._most = staff, request, most
        self._told: Callable[[Errand], None] | None = told
        self._before: Worker | None = None
        """The worker that was sent this, and is at work on others."""
        self.begun: Begun | None = None
        """What a worker was sent, if one was."""
        self.body: bytes | None = None
        """The answer, if all of it came."""
        self.media_type = self.release = ""
        self.rows: int | None = None
        worker = staff.try_take(self)
        patience.watch(self)
        if worker is not None:
            self.set_result(worker)

    def done(self) -> bool:
        """Whether it does not wait for a worker any more."""
        return self.begun is not None or self._before is not None or self._told is None

    @property
    def is_over(self) -> bool:
        """Whether it was told what came of it."""
        return self._told is None

    def set_result(self, worker: Worker) -> None:
        """Here is a worker."""
        self.begun, self._sent = begin(worker, self._request), time.monotonic()
        worker.channel.watcher = self._come
        self._staff.begin_light(worker)

    def follow(self, worker: Worker) -> None:
        """Here is a worker that is at work on another query."""
        _send(worker, self._request)
        self._before = worker

    def step_forward(self) -> None:
        """The query before this one has its answer."""
        assert self._before is not None
        worker, self._before = self._before, None
        self.begun, self._sent = _begun(worker, self._request), time.monotonic()
        worker.channel.watcher = self._come
        if worker.channel.has_come:
            self._come()

    def step_out(self) -> None:
        """The query before this one takes its time."""
        self._before = None
        if self._told == self._drop:
            self._told = None

    def set_exception(self, error: BaseException) -> None:
        """There will be no worker; whoever goes on with it will be told."""
        self.end()

    def _come(self) -> None:
        """Something has come from the worker, or it has died."""
        assert self.begun is not None
        worker = self.begun.worker
        worker.channel.watcher = None
        if (answer := worker.channel.take_answer(self._most)) is not None:
            self.media_type, self.body, self.rows = answer
            self.release = worker.version
            self._staff.end_light(worker, self.seconds)
        self.end()

    def end(self) -> None:
        """It is not waited for any longer, if it still was."""
        told, self._told = self._told, None
        if told is None:
            return
        if self._before is not None:
            self._staff.rows.leave(self._before, self)
        elif self.begun is not None and self.body is None:
            self.begun.worker.channel.watcher = None
            self._staff.rows.scatter(self.begun.worker)
        told(self)

    @property
    def seconds(self) -> float:
        """For how long a worker has been at work."""
        return 0.0 if self.begun is None else time.monotonic() - self._sent

    def leave(self) -> None:
        """Nobody waits for it any more. A worker that ends it soon need not be ended for that."""
        if self._told is not None:
            self._told = None if self.begun is None and self._before is None else self._drop

    def _drop(self, _: Errand) -> None:
        if self.begun is not None and self.body is None:
            self._staff.drop(self.begun.worker)
