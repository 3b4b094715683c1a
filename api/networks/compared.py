"""Actors side by side: the things on which at least two of them took a side, who is on which, and their latest positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .engines import Lookup
from .evidence import SIGNS
from .selection import ancestors, select
from .shapes import Node, Polarity
from .snapshot import Ints, Snapshot, Stances

__all__ = ["ComparedThing", "Comparison", "Stand", "Verdict", "compare"]

Verdict = Literal["agree", "disagree", "mixed"]
"""All on one side; on opposite sides; or an actor that is on both."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How many positions of an actor are for, against and neither, and of each sign the latest."""

    holder: Node
    positions: dict[Polarity, int]
    latest: dict[Polarity, str]

    @property
    def sides(self) -> set[Polarity]:
        """The sides that it took."""
        return set(self.positions) - {"0"}


@dataclass(frozen=True, slots=True)
class ComparedThing:
    """A thing with the actors that spoke of it."""

    thing: Node
    verdict: Verdict
    stands: list[Stand]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page of things, disagreements first, then what they spoke of most; `verdicts` counts all."""

    verdicts: Counter[Verdict]
    things: list[ComparedThing]


def compare(snapshot: Snapshot, actors: Sequence[str], about: str | None, limit: int, offset: int = 0) -> Comparison:
    """Compare actors over all that they took a side on, or over a thing and what is narrower. Raises UnknownEntity."""
    rows = select(snapshot, holders=snapshot.need_all(actors), things=_and_narrower(snapshot, about))
    by_thing = Lookup(rows.thing, np.unique(rows.thing))
    found = []
    for thing in np.unique(rows.thing).tolist():
        stands = _stands(snapshot, rows, by_thing.of(thing))
        if sum(bool(stand.sides) for stand in stands) > 1:
            found.append(ComparedThing(snapshot.nodes[thing], _verdict(stands), stands))
    found.sort(
        key=lambda one: (
            one.verdict == "agree", -sum(sum(stand.positions.values()) for stand in one.stands), one.thing.iri
        )
    )  # fmt: skip
    return Comparison(Counter(one.verdict for one in found), found[offset : offset + limit])


def _and_narrower(snapshot: Snapshot, about: str | None) -> list[int]:
    if about is None:
        return []
    thing = snapshot.need(about)
    return [thing, *(one for one, above in ancestors(snapshot).items() if thing in above)]


def _stands(snapshot: Snapshot, rows: Stances, numbers: Ints) -> list[Stand]:
    counts: dict[int, Counter[Polarity]] = {}
    latest: dict[int, dict[Polarity, str]] = {}
    order = numbers[np.lexsort((rows.position[numbers], -rows.date[numbers].astype(np.int64)))]
    for holder, sign, position in zip(
        *(column[order].tolist() for column in (rows.holder, rows.sign, rows.position)), strict=True
    ):
        polarity = SIGNS[sign]
        counts.setdefault(holder, Counter())[polarity] += 1
        latest.setdefault(holder, {}).setdefault(polarity, snapshot.positions[position])
    return [Stand(snapshot.nodes[holder], dict(counts[holder]), latest[holder]) for holder in counts]


def _verdict(stands: Sequence[Stand]) -> Verdict:
    if any(len(stand.sides) > 1 for stand in stands):
        return "mixed"
    return "disagree" if len({side for stand in stands for side in stand.sides}) > 1 else "agree"
