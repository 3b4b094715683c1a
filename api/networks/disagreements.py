"""On what actors stand on opposite sides, with the words of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from api.errors import BadParameter

from .evidence import evidence as read_evidence
from .selection import bounded, select
from .shapes import Evidence, Node
from .snapshot import Ints, Snapshot, Stances

__all__ = ["Disagreement", "Disagreements", "Side", "disagreements"]


@dataclass(frozen=True, slots=True)
class Side:
    """A holder on one side, with the number of its positions there and the latest of them."""

    holder: Node
    positions: int
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A thing that some are for and others against. Who was both for and against it on one date is on neither side."""

    thing: Node
    proponents: list[Side]
    opponents: list[Side]


@dataclass(frozen=True, slots=True)
class Disagreements:
    """A page of them, those with the most holders first."""

    things: list[Disagreement]
    total: int
    limit: int
    offset: int


def disagreements(
    snapshot: Snapshot,
    *,
    holders: Iterable[str] = (),
    things: Iterable[str] = (),
    kinds: Iterable[str] = (),
    hierarchy: bool = False,
    date_from: str | None = None,
    date_to: str | None = None,
    evidence: int = 3,
    limit: int = 50,
    offset: int = 0,
) -> Disagreements:
    """Things on which holders differ; of one holder those on which another stands against it, of several those on which
    they differ from each other. Sides are taken as ontology/rules/disagreement.rq takes them.

    Raises UnknownEntity, or BadParameter for a value that is out of bounds.
    """
    bounded("limit", limit, 1, 500)
    bounded("evidence", evidence, 0, 20)
    if offset < 0:
        raise BadParameter(f"offset: {offset} is out of bounds. It is at least 0.")
    named = snapshot.need_all(holders)
    rows = select(
        snapshot,
        holders=named if len(named) > 1 else (),
        things=snapshot.need_all(things),
        kinds=kinds,
        date_from=date_from,
        date_to=date_to,
        hierarchy=hierarchy,
    )
    rows = _one_sided(rows.where(rows.sign != 0))
    if len(named) == 1:
        rows = _against(rows, named[0])
    contested = _contested(snapshot, rows)
    page = contested[offset : offset + limit]
    return Disagreements(_told(snapshot, rows, page, evidence), len(contested), limit, offset)


def _one_sided(rows: Stances) -> Stances:
    """Rows of holders that, on their date, are on one side of the thing only."""
    key = _key(rows.holder, rows.thing, rows.date)
    _, groups = np.unique(key, return_inverse=True)
    total, net = np.bincount(groups), np.bincount(groups, weights=rows.sign)
    return rows.where((abs(net) == total)[groups])


def _key(*columns: Ints) -> Ints:
    """One number for each combination of columns."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        values, places = np.unique(column, return_inverse=True)
        _, key = np.unique(key * max(1, len(values)) + places, return_inverse=True)
    return key


def _against(rows: Stances, holder: int) -> Stances:
    """A holder's rows, and those of others that stand against it on a thing."""
    own = rows.holder == holder
    keep = own.copy()
    for sign in (1, -1):
        mine = rows.thing[own & (rows.sign == sign)]
        keep |= ~own & (rows.sign == -sign) & np.isin(rows.thing, mine)
    return rows.where(keep)


def _contested(snapshot: Snapshot, rows: Stances) -> list[int]:
    """Things with both sides, and with two holders at least, those with the most holders first."""
    width = len(snapshot.nodes)
    pairs = rows.thing.astype(np.int64) * width + rows.holder
    sides = [np.unique(pairs[rows.sign == sign]) for sign in (1, -1)]
    things = [set((side // width).tolist()) for side in sides]
    holders = np.unique(np.concatenate(sides))
    numbers, each = np.unique(holders // width, return_counts=True)
    counts = {
        thing: count
        for thing, count in zip(numbers.tolist(), each.tolist(), strict=True)
        if count > 1 and thing in things[0] and thing in things[1]
    }
    return sorted(counts, key=lambda thing: (-counts[thing], snapshot.nodes[thing].label))


def _told(snapshot: Snapshot, rows: Stances, things: Sequence[int], most: int) -> list[Disagreement]:
    groups = [
        (thing, sign, holder, np.flatnonzero((rows.thing == thing) & (rows.sign == sign) & (rows.holder == holder)))
        for thing in things
        for sign in (1, -1)
        for holder in np.unique(rows.holder[(rows.thing == thing) & (rows.sign == sign)]).tolist()
    ]
    sentences = read_evidence(snapshot, [(rows, numbers) for *_, numbers in groups], most)
    found: dict[tuple[int, int], list[Side]] = {}
    for (thing, sign, holder, numbers), said in zip(groups, sentences, strict=True):
        side = Side(snapshot.nodes[holder], len(numbers), said)
        found.setdefault((thing, sign), []).append(side)
    for sides in found.values():
        sides.sort(key=lambda side: (-side.positions, side.holder.label))
    return [Disagreement(snapshot.nodes[thing], found[thing, 1], found[thing, -1]) for thing in things]
