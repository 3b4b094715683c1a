"""A cue that counts, with whose it is and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from graph_builder.text.cues import Cue

__all__ = ["Stance"]


@dataclass(frozen=True, slots=True)
class Stance:
    """A cue that counts: token range of its target (None if it has none) and the holders."""

    cue: Cue
    holders: tuple[str, ...]
    target: tuple[int, int] | None
