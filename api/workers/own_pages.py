"""A worker's own copy of the graph's pages, made while nothing is asked of it.

A forked worker shares the memory of the graph until it writes to it, and reading writes: the engine counts references in what it reads.
So the first query to read a part waits for the copies of its pages; the stance matrix over a million quads takes twice its time.
A worker that has nothing to do reads its graph through once, therefore, in steps so short that a query which comes hardly waits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice

from . import memory
from .frames import Connection
from .held import Held

__all__ = ["OwnPages", "room_for"]

_MERGE = "SELECT (1 AS ?one) WHERE { ?subject ?predicate ?object }"
_EVERYTHING = "SELECT (1 AS ?one) WHERE { GRAPH ?graph { ?subject ?predicate ?object } }"
"""It reads every quad, and makes nothing of it; a merged default graph is in the same memory."""
_STEP, _PAUSE_SECONDS = 500, 0.005
"""Quads in one step, which takes less than a millisecond, and the time to the next: who is at work hardly feels it."""
_IDLE_SECONDS = 1.0
"""Nothing is read through before nothing has been asked for so long."""
_SHARE = 4
"""At most one part in so many of the memory that is available is taken for copies."""


def room_for(workers: int) -> bool:
    """Whether so many processes may have a copy each of what this one holds. No, where the system does not tell."""
    held, left = memory.resident(), memory.available()
    return held is not None and left is not None and workers * held <= left // _SHARE


class OwnPages:
    """Reads a graph through once, in its worker: of two stores that which most queries are put to."""

    def __init__(self, held: Held) -> None:
        found = held.store.query(_EVERYTHING) if held.alone is None else held.alone.query(_MERGE)
        self._rest: Iterator[object] | None = iter(found)  # type: ignore[arg-type]

    def read_on(self, service: Connection) -> None:
        """Read on until something is asked, if nothing is now."""
        if self._rest is None or service.is_asked(_IDLE_SECONDS):
            return
        while deque(islice(self._rest, _STEP), maxlen=1):
            if service.is_asked(_PAUSE_SECONDS):
                return
        self._rest = None
