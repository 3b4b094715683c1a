"""How much query time each client may use: a bucket that fills as time passes, one for each address."""

from __future__ import annotations

import time
from collections.abc import Callable

from api.errors import BudgetSpent

__all__ = ["Budgets"]

_MINUTE = 60.0
_MANY = 10_000
"""So many clients are remembered before those with a full bucket are forgotten."""


class Budgets:
    """Query time of clients, in seconds. A bucket holds a minute's worth, and fills up within a minute."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._left: dict[str, tuple[float, float]] = {}

    def _level(self, client: str) -> float:
        left, when = self._left.get(client, (self._seconds, 0.0))
        return min(self._seconds, left + (self._clock() - when) * self._seconds / _MINUTE)

    def check(self, client: str) -> None:
        """Raises BudgetSpent if a client has nothing left."""
        level = self._level(client)
        if level <= 0:
            raise BudgetSpent(self._seconds, max(1.0, -level * _MINUTE / self._seconds))

    def charge(self, client: str, seconds: float) -> None:
        """Take what a query used; it may overdraw once."""
        self._left[client] = self._level(client) - seconds, self._clock()
        if len(self._left) > _MANY:
            self._left = {one: held for one, held in self._left.items() if self._level(one) < self._seconds}
