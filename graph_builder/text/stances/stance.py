"""A cue that counts, with whose it is and what it is about; and before its end is known."""

from __future__ import annotations

from dataclasses import dataclass

from graph_builder.text.cues.cue import Cue

__all__ = ["Opening", "Stance"]


@dataclass(frozen=True, slots=True)
class Stance:
    """A cue that counts: token range of its target (None if it has none) and the holders."""

    cue: Cue
    holders: tuple[str, ...]
    target: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Opening:
    """An accepted cue before its end is known. `subject` is where its subject begins, for targets that include it."""

    cue: Cue
    holders: tuple[str, ...]
    subject: int
    begins: int
    """Where the clause of this cue begins, conjunction included: the target of the one before ends here."""
