"""Which positions a question is about: by holder, thing, kind, sign and date; and what counts toward what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from api.errors import BadParameter

from .dates import checked, within
from .shapes import Polarity
from .snapshot import Ints, Mask, Snapshot, Stances

__all__ = [
    "MANY",
    "Choice",
    "ancestors",
    "bounded",
    "checked_kinds",
    "from_zero",
    "heaviest",
    "most_edges",
    "of_dates",
    "of_kinds",
    "select",
    "upward",
]

_KINDS = ("actor", "threat", "treaty", "conflict", "issue", "principle", "initiative")
_SIGNS: dict[Polarity, int] = {"+": 1, "-": -1, "0": 0}


def bounded(name: str, value: int, least: int, most: int) -> int:
    """The number itself. Raises BadParameter if it is out of bounds."""
    if not least <= value <= most:
        raise BadParameter(f"{name}: {value} is out of bounds. It is at least {least} and at most {most}.")
    return value


def from_zero(**given: int) -> None:
    """Raises BadParameter for a number below 0."""
    for name, value in given.items():
        if value < 0:
            raise BadParameter(f"{name}: {value} is out of bounds. It is at least 0.")


MANY = 1_000_000
"""More than anybody asks for."""


def most_edges(limit: int | None) -> int:
    """How many edges a whole network may have: all of them, or so many. Raises BadParameter."""
    return MANY * 1000 if limit is None else bounded("limit", limit, 1, 50_000)


def checked_kinds(kinds: Iterable[str]) -> frozenset[str]:
    """Kinds of things. Raises BadParameter for a word that is none."""
    found = frozenset(kinds)
    for kind in sorted(found - set(_KINDS)):
        raise BadParameter(f"kind: '{kind}' is no kind of thing. One of {', '.join(_KINDS)}.")
    return found


def of_kinds(snapshot: Snapshot, kinds: Iterable[str]) -> Mask:
    """For each node whether it is of one of some kinds; without any, all are."""
    wanted = checked_kinds(kinds)
    if not wanted:
        return np.ones(len(snapshot.nodes), dtype=bool)
    return np.fromiter((node.kind in wanted for node in snapshot.nodes), dtype=bool, count=len(snapshot.nodes))


def of_dates(snapshot: Snapshot, date_from: str | None, date_to: str | None) -> Mask:
    """For each date whether it lies in a period. Raises BadParameter for what is no date."""
    first, last = checked("date_from", date_from), checked("date_to", date_to)
    return np.fromiter((within(date, first, last) for date in snapshot.dates), dtype=bool, count=len(snapshot.dates))


def select(
    snapshot: Snapshot,
    *,
    holders: Sequence[int] = (),
    things: Sequence[int] = (),
    kinds: Iterable[str] = (),
    polarity: Polarity | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    hierarchy: bool = False,
) -> Stances:
    """Rows of these holders, things, kinds of things, sign and period; what is empty does not matter.

    With `hierarchy` a row counts for the thing itself and, in a row of its own, for each broader thing: a position on
    biological terrorism counts once for it and once for terrorism.
    """
    found = snapshot.stances
    if date_from or date_to:
        found = found.where(of_dates(snapshot, date_from, date_to)[found.date])
    if holders:
        found = found.where(_among(snapshot, holders)[found.holder])
    if polarity is not None:
        if polarity not in _SIGNS:
            raise BadParameter(f"polarity: '{polarity}' is no sign. One of +, -, 0: for, against, neutral.")
        found = found.where(found.sign == _SIGNS[polarity])
    if hierarchy:
        found = upward(snapshot, found)
    if things:
        found = found.where(_among(snapshot, things)[found.thing])
    if kinds:
        found = found.where(of_kinds(snapshot, kinds)[found.thing])
    return found


@dataclass(frozen=True, slots=True)
class Choice:
    """What a question is narrowed to. Nodes go by their numbers."""

    holders: Sequence[int] = ()
    things: Sequence[int] = ()
    kinds: Sequence[str] = ()
    date_from: str | None = None
    date_to: str | None = None
    hierarchy: bool = False

    @property
    def everything(self) -> bool:
        """Whether it is narrowed to nothing."""
        return not (self.holders or self.things or self.kinds or self.date_from or self.date_to)

    def rows(self, snapshot: Snapshot) -> Stances:
        """The rows that it leaves."""
        given: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        return select(snapshot, **given)


def heaviest(snapshot: Snapshot, numbers: Ints, counts: Ints, most: int) -> list[int]:
    """The first `most` nodes by their counts, the largest first, then by label and IRI. Sorts no more than it must."""
    if len(numbers) > most > 0:
        enough = counts >= np.partition(counts, len(counts) - most)[len(counts) - most]
        numbers, counts = numbers[enough], counts[enough]
    nodes = snapshot.nodes
    pairs = zip(counts.tolist(), numbers.tolist(), strict=True)
    ordered = sorted(pairs, key=lambda pair: (-pair[0], nodes[pair[1]].label, nodes[pair[1]].iri))
    return [number for _, number in ordered[:most]]


def _among(snapshot: Snapshot, chosen: Sequence[int]) -> Mask:
    mask = np.zeros(len(snapshot.nodes), dtype=bool)
    mask[list(chosen)] = True
    return mask


def ancestors(snapshot: Snapshot) -> dict[int, tuple[int, ...]]:
    """For each thing that has broader ones: all of them, near and far."""
    return snapshot.kept("ancestors", lambda: _closure(snapshot))


def _closure(snapshot: Snapshot) -> dict[int, tuple[int, ...]]:
    parents: dict[int, list[int]] = {}
    for fact in snapshot.facts:
        if fact.tie == "broader":
            parents.setdefault(fact.start, []).append(fact.end)
    above: dict[int, tuple[int, ...]] = {}
    for thing in parents:
        seen: dict[int, None] = {}
        waiting = list(parents[thing])
        while waiting:
            one = waiting.pop()
            if one != thing and one not in seen:
                seen[one] = None
                waiting.extend(parents.get(one, ()))
        above[thing] = tuple(sorted(seen))
    return above


def upward(snapshot: Snapshot, found: Stances) -> Stances:
    """The rows, and again for each broader thing; a position that names two kinds of a thing counts once for it."""
    above = ancestors(snapshot)
    counts = np.ones(len(snapshot.nodes), dtype=np.int64)
    for thing, higher in above.items():
        counts[thing] += len(higher)
    starts = np.concatenate(([0], np.cumsum(counts)))
    targets = np.arange(starts[-1], dtype=np.int64)
    targets[starts[:-1]] = np.arange(len(snapshot.nodes))
    for thing, higher in above.items():
        targets[starts[thing] + 1 : starts[thing + 1]] = higher
    many = counts[found.thing]
    if not (many > 1).any():
        return found
    rows = np.repeat(np.arange(len(found)), many)
    inside = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many, many)
    things: Ints = targets[starts[found.thing[rows]] + inside].astype(np.int32)
    wide = found.where(rows)
    return _once(Stances(wide.position, wide.holder, things, wide.sign, wide.act, wide.date))


def _once(found: Stances) -> Stances:
    """Each position, holder, thing and sign once."""
    if not len(found):
        return found
    key = found.position.astype(np.int64)
    for column in (found.holder, found.thing):
        key = key * (int(column.max()) + 1) + column
    _, first = np.unique(key * 3 + found.sign + 1, return_index=True)
    return found.where(np.sort(first))
