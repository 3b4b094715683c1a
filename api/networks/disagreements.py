"""On what actors stand on opposite sides, with the words of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .engines import Lookup, numbered
from .grounds import told
from .selection import Choice, bounded, from_zero, heaviest
from .shapes import Basis, Evidence, Node
from .snapshot import Ints, Snapshot, Stances

__all__ = ["Disagreement", "Disagreements", "Side", "disagreements"]

_OTHER_SIDE = 1 << 31
"""What a position against counts where those for count one: both sums in one number."""


@dataclass(frozen=True, slots=True)
class Side:
    """A holder on one side, with the number of its positions there, which they are, and the latest of them."""

    holder: Node
    positions: int
    basis: Basis
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A thing that some are for and others against. Who was both for and against it on one date is on neither side.

    The lists have those with the most positions, as many as were asked for; the totals count all.
    """

    thing: Node
    proponents: list[Side]
    opponents: list[Side]
    total_proponents: int
    total_opponents: int


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
    sides: int = 50,
    evidence: int = 3,
    limit: int = 50,
    offset: int = 0,
) -> Disagreements:
    """Things on which holders differ; of one holder those on which another stands against it, of several those on which
    they differ from each other. Sides are taken as ontology/rules/disagreement.rq takes them; of each at most `sides`
    holders are listed.

    Raises UnknownEntity, or BadParameter for a value that is out of bounds.
    """
    bounded("limit", limit, 1, 500)
    bounded("evidence", evidence, 0, 20)
    from_zero(offset=offset)
    bounded("sides", sides, 1, 1000)
    named = snapshot.need_all(holders)
    between = named if len(named) > 1 else []
    choice = Choice(between, snapshot.need_all(things), tuple(kinds), date_from, date_to, hierarchy)
    if named or not choice.everything:
        rows = _one_sided(choice.rows(snapshot))
        rows = _against(rows, named[0]) if len(named) == 1 else rows
        contested = _contested(rows)
    else:
        rows, contested = snapshot.kept(("contested", hierarchy), lambda: _everywhere(snapshot, hierarchy))
    page = heaviest(snapshot, *contested, offset + limit)[offset:]
    return Disagreements(_told(snapshot, rows, page, sides, evidence), len(contested[0]), limit, offset)


def _everywhere(snapshot: Snapshot, hierarchy: bool) -> tuple[Stances, tuple[Ints, Ints]]:
    rows = _one_sided(Choice(hierarchy=hierarchy).rows(snapshot))
    return rows, _contested(rows)


def _one_sided(rows: Stances) -> Stances:
    """Rows that take a side, of holders that on their date are on one side of the thing only."""
    rows = rows.where(rows.sign != 0)
    key = rows.holder.astype(np.int64)
    for column in (rows.thing, rows.date):
        key = key * (int(column.max(initial=0)) + 1) + column
    both = np.intersect1d(key[rows.sign > 0], key[rows.sign < 0])
    if not len(both):
        return rows
    return rows.where(both[np.minimum(np.searchsorted(both, key), len(both) - 1)] != key)


def _against(rows: Stances, holder: int) -> Stances:
    """A holder's rows, and those of others that stand against it on a thing."""
    own = rows.holder == holder
    keep = own.copy()
    for sign in (1, -1):
        mine = rows.thing[own & (rows.sign == sign)]
        keep |= ~own & (rows.sign == -sign) & np.isin(rows.thing, mine)
    return rows.where(keep)


def _contested(rows: Stances) -> tuple[Ints, Ints]:
    """Things with both sides and at least two holders, and how many holders each has."""
    from scipy.sparse import coo_array

    things, row = numbered(rows.thing)
    holders, column = numbered(rows.holder)
    signs = np.where(rows.sign > 0, 1, _OTHER_SIDE)
    by_thing = coo_array((signs, (row, column)), shape=(len(things), len(holders))).tocsr()
    by_thing.sum_duplicates()
    counts = np.diff(by_thing.indptr)
    owners = np.repeat(np.arange(len(things)), counts)
    pro = np.bincount(owners[by_thing.data % _OTHER_SIDE > 0], minlength=len(things))
    con = np.bincount(owners[by_thing.data >= _OTHER_SIDE], minlength=len(things))
    kept = (pro > 0) & (con > 0) & (counts > 1)
    return things[kept], counts[kept]


def _told(snapshot: Snapshot, rows: Stances, things: Sequence[int], most: int, sentences: int) -> list[Disagreement]:
    by_thing = Lookup(rows.thing, np.asarray(things, dtype=np.int64))
    groups: list[Ints] = []
    named: list[list[int]] = []
    totals: list[int] = []
    for thing in things:
        on_it = by_thing.of(thing)
        for sign in (1, -1):
            side = on_it[rows.sign[on_it] == sign]
            holders, counts = np.unique(rows.holder[side], return_counts=True)
            named.append(heaviest(snapshot, holders, counts, most))
            totals.append(len(holders))
            groups += [side[rows.holder[side] == holder] for holder in named[-1]]
    grounds = iter(told(snapshot, rows, groups, sentences))
    sides = [
        [
            Side(snapshot.nodes[holder], basis.count, basis, said)
            for holder, (basis, said) in zip(holders, grounds, strict=False)
        ]
        for holders in named
    ]
    return [
        Disagreement(snapshot.nodes[thing], sides[2 * at], sides[2 * at + 1], totals[2 * at], totals[2 * at + 1])
        for at, thing in enumerate(things)
    ]
