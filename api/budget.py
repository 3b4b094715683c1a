"""How much query time each client may use: a bucket that fills as time passes, one for each address."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from starlette.requests import HTTPConnection

from api.errors import BudgetSpent

__all__ = ["Budgets", "client_of", "waiting"]

_MINUTE = 60.0
_MANY = 10_000
"""So many clients are remembered before those with a full bucket are forgotten."""


class _Meter:
    """Measures the time that is used for a client, without what it waits for its turn."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock, self.waited = clock, 0.0


_running: ContextVar[_Meter | None] = ContextVar("running", default=None)


@contextmanager
def waiting() -> Iterator[None]:
    """What is within is waiting for one's turn; it uses nothing and is charged to nobody."""
    meter = _running.get()
    began = meter.clock() if meter is not None else 0.0
    try:
        yield
    finally:
        if meter is not None:
            meter.waited += meter.clock() - began


def client_of(request: HTTPConnection) -> str:
    """Who asks: the address that the request comes from."""
    return request.client.host if request.client else ""


class Budgets:
    """Query time of clients, in seconds. A bucket holds a minute's worth, and fills up within a minute."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._left: dict[str, tuple[float, float]] = {}

    def _level(self, client: str) -> float:
        left, when = self._left.get(client, (self._seconds, 0.0))
        return min(self._seconds, left + (self._clock() - when) * self._seconds / _MINUTE)

    @contextmanager
    def metered(self, client: str) -> Iterator[None]:
        """Charge a client for the time that is used within; it may overdraw once. Raises BudgetSpent if nothing is left."""
        level = self._level(client)
        if level <= 0:
            raise BudgetSpent(self._seconds, max(1.0, -level * _MINUTE / self._seconds))
        meter, began = _Meter(self._clock), self._clock()
        before = _running.set(meter)
        try:
            yield
        finally:
            _running.reset(before)
            self._charge(client, self._clock() - began - meter.waited)

    def _charge(self, client: str, seconds: float) -> None:
        self._left[client] = self._level(client) - seconds, self._clock()
        if len(self._left) > _MANY:
            self._left = {one: held for one, held in self._left.items() if self._level(one) < self._seconds}
