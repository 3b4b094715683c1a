"""How much query time each client may use: a bucket that fills as time passes, one for each address."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from contextvars import ContextVar

from starlette.requests import HTTPConnection

from api.errors import BudgetSpent, ServiceBusy

__all__ = ["Budgets", "client_of", "turn", "waiting"]

_MINUTE = 60.0
_MANY = 10_000
"""So many clients are remembered before those with a full bucket are forgotten."""


class _Meter:
    """Measures the time that is used for a client, without what it waits for its turn, and charges it."""

    __slots__ = ("_before", "_began", "_budgets", "_checked", "_client", "clock", "waited")

    def __init__(self, budgets: Budgets, client: str, checked: bool, clock: Callable[[], float]) -> None:
        self._budgets, self._client, self._checked, self.clock, self.waited = budgets, client, checked, clock, 0.0

    def __enter__(self) -> None:
        if not self._checked:
            self._budgets.check(self._client)
        self._began, self._before = self.clock(), _running.set(self)

    def __exit__(self, *_: object) -> None:
        _running.reset(self._before)
        self._budgets.charge(self._client, self.clock() - self._began - self.waited)


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


@asynccontextmanager
async def turn(seconds: float) -> AsyncIterator[None]:
    """What is within waits for one's turn, as `waiting`, at most so many seconds. Raises ServiceBusy then."""
    try:
        with waiting():
            async with asyncio.timeout(seconds):
                yield
    except TimeoutError:
        raise ServiceBusy.waited(seconds) from None


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

    def metered(self, client: str, *, checked: bool = False) -> AbstractContextManager[None]:
        """Charge a client for the time that is used within; it may overdraw once.

        Raises BudgetSpent if nothing is left, unless that was checked when it was begun.
        """
        return _Meter(self, client, checked, self._clock)

    def check(self, client: str) -> None:
        """Raises BudgetSpent if a client has nothing left."""
        if (level := self._level(client)) <= 0:
            raise BudgetSpent(self._seconds, max(1.0, -level * _MINUTE / self._seconds))

    def charge(self, client: str, seconds: float) -> None:
        """Take what was used."""
        self._left[client] = self._level(client) - seconds, self._clock()
        if len(self._left) > _MANY:
            self._left = {one: held for one, held in self._left.items() if self._level(one) < self._seconds}
