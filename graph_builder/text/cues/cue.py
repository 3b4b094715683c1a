"""A stance cue: the words that express an act, and how they do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph_builder.lexicon import CueRow
from graph_builder.model import Act
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["Cue", "Shape"]

Shape = Literal["verb", "wrapped", "noun", "adjective", "predicate", "modal", "impersonal", "assessment", "telling"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A candidate: `first` and `end` bound its words, `group` its verb group if it has one. Token indexes, half-open."""

    act: Act
    shape: Shape
    row: CueRow
    first: int
    end: int
    group: VerbGroup | None
    form: str = ""
    reaffirmed: bool = False
    strong: bool = False
    phrase: tuple[str, ...] = ()
    """The words of the row that it was read by, for a verb."""
    keyword: int = 0
    """Index of the word by which coordination is recognized: the verb, or the noun of a nominal cue."""
    carrier: Cue | None = None
    """What the verb alone says where it carries a stance noun: it counts where the noun is another's ("notes Peru's commitment to")."""
