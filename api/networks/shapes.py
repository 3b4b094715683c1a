"""What questions on networks answer with, shared by all of them. Ids are local ids: ``treaty/inf-treaty``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "FEW_IDS",
    "MOST_IDS",
    "TIES",
    "Basis",
    "Evidence",
    "Node",
    "PlacedNode",
    "Polarity",
    "Tie",
    "TieKind",
    "sign_of",
]

Polarity = Literal["+", "-", "0", "±"]
TieKind = Literal["stance", "bound", "member", "party", "broader", "part-of", "regulates", "composed"]
TIES: tuple[TieKind, ...] = ("stance", "bound", "member", "party", "broader", "part-of", "regulates", "composed")
"""`stance`: holder → thing; `bound`: state → thing, bound by a body's position; the rest are facts."""


MOST_IDS = 100
"""So many positions of a tie are named, the latest; how many there are is told beside."""
FEW_IDS = 20
"""So many of a cell of the matrix, and of a tie between two actors or two things, which rests on many."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing. `kind` is actor, threat, treaty, conflict, issue, principle or initiative."""

    id: str
    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class PlacedNode(Node):
    """A node of a drawn network: its place, its distance from the centre, and the positions that it has there."""

    x: float = 0.0
    y: float = 0.0
    ring: int = 0
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A position with the sentence that says so: its first attestation. `start` and `end` count code points."""

    position: str
    act: str
    polarity: Polarity
    date: str
    quote: str
    document: str
    title: str
    start: int
    end: int
    target: str
    holder: str


@dataclass(frozen=True, slots=True)
class Basis:
    """The positions that a figure or a tie rests on: `count` of them, each counted once.

    `act` has their acts, the most frequent first, joined by " | "; `first` and `last` are dates; `positions` has the ids of
    the latest, at most `MOST_IDS` or `FEW_IDS`.
    """

    act: str
    first: str
    last: str
    count: int
    positions: list[str]


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two nodes. `weight` counts positions, of which `evidence` has the latest; a fact has weight 1.

    `positions` has the ids of the latest, at most `MOST_IDS`; `fact` is the id of a fact's own record, where it has one.
    """

    id: str
    start: str
    end: str
    tie: TieKind
    label: str
    weight: int
    act: str | None = None
    polarity: Polarity | None = None
    first: str | None = None
    last: str | None = None
    note: str | None = None
    evidence: list[Evidence] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    fact: str | None = None


def sign_of(support: int, oppose: int) -> Polarity:
    """The sign of a number of positions for a thing and one of positions against it.

    >>> sign_of(2, 0), sign_of(1, 1), sign_of(0, 0)
    ('+', '±', '0')
    """
    if support and oppose:
        return "±"
    return "+" if support else "-" if oppose else "0"
