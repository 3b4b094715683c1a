"""A query that is sent to a worker without a task of the event loop: what is quick and short costs that much less."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import NamedTuple

from . import frames
from .frames import FrameKind, Request
from .generation import Worker
from .lanes import PATIENCE_SECONDS
from .staff import Staff

__all__ = ["Begun", "Errand", "begin"]


class Begun(NamedTuple):
    """A query that a worker was sent: when that was, and when it must have ended, in the event loop's time."""

    worker: Worker
    at: float
    ends: float


def begin(worker: Worker, request: Request) -> Begun:
    """Send a query to a worker."""
    worker.channel.send(frames.pack(FrameKind.REQUEST, request))
    now = asyncio.get_running_loop().time()
    return Begun(worker, now, now + request["seconds"])


class Errand:
    """One such query. `told` is called once, later: either all of the answer is there, or it is to be gone on with in a task.

    The latter is so, too, if it has more than `most` bytes. Raises ServiceBusy if too many wait for a worker.
    """

    __slots__ = ("_most", "_place", "_request", "_sent", "_staff", "_timer", "_told", "begun", "body", "media_type", "release",
                 "rows")  # fmt: skip

    def __init__(self, staff: Staff, request: Request, most: int, told: Callable[[Errand], None]) -> None:
        self._staff, self._request, self._most = staff, request, most
        self._told: Callable[[Errand], None] | None = told
        self.begun: Begun | None = None
        """What a worker was sent, if one was."""
        self.body: bytes | None = None
        """The answer, if all of it came."""
        self.media_type = self.release = ""
        self.rows: int | None = None
        worker = staff.try_take()
        self._place = worker if isinstance(worker, asyncio.Future) else None
        self._timer = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._end)
        if isinstance(worker, asyncio.Future):
            worker.add_done_callback(self._given)
        else:
            self._send(worker)

    def _given(self, place: asyncio.Future[Worker]) -> None:
        """The wait for a worker is over."""
        if place.cancelled():
            return
        if place.exception() is not None:
            self._end()
        elif self._told is None:  # it came too late
            self._staff.give_back(place.result())
        else:
            self._send(place.result())

    def _send(self, worker: Worker) -> None:
        self._staff.engage(worker)
        self.begun, self._sent = begin(worker, self._request), time.monotonic()
        worker.channel.watcher = self._come

    def _come(self) -> None:
        """Something has come from the worker, or it has died."""
        assert self.begun is not None
        worker = self.begun.worker
        worker.channel.watcher = None
        if (answer := worker.channel.take_answer(self._most)) is not None:
            head, self.body, end = answer
            self.media_type, self.release = head.decode(), worker.version
            self.rows = int(end) if end else None
            self._staff.give_back(worker)
        self._end()

    def _end(self) -> None:
        self._timer.cancel()
        if self._place is not None:
            self._place.cancel()
        if self.begun is not None:
            self.begun.worker.channel.watcher = None
        told, self._told = self._told, None
        if told is not None:
            told(self)

    @property
    def seconds(self) -> float:
        """For how long a worker has been at work."""
        return 0.0 if self.begun is None else time.monotonic() - self._sent

    def leave(self) -> None:
        """Nobody waits for it any more. A worker that ends it soon need not be ended for that."""
        if self.begun is None:
            self._told = None
            self._end()
        elif self._told is not None:
            self._told = self._drop

    def _drop(self, _: Errand) -> None:
        if self.begun is not None and self.body is None:
            self._staff.drop(self.begun.worker)
