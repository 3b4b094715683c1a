"""What one sentence is told to say, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Telling"]


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told, as token indexes [begin, end), who tells it (None if no actor does), and the verb that tells it, if any."""

    begin: int
    end: int
    holders: tuple[str, ...] | None = None
    verb: int | None = None
