"""Who stands with whom: agreement and conflict of actors on the things both took a side on, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from api.errors import BadParameter

from .engines import Floats
from .grounds import Ground, grounds_of
from .selection import Choice, bounded
from .shapes import Basis, Evidence, Node, Polarity
from .sides import Compared, Sides, Z, compare, cosines, joined, sides_of, wilson
from .snapshot import Ints, Snapshot, Stances

__all__ = ["Agreement", "Pair", "Shared", "agreement"]

Order = Literal["agreement", "conflict", "shared"]
_KEPT = 5000
"""So many pairs of all actors are kept, best first: what is asked again and again."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A thing on which both took a side, and which."""

    thing: Node
    a: Polarity
    b: Polarity


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors. `share` is agree / shared, between `low` and `high` with 95 % confidence (Wilson).

    `cosine` weighs each thing by how one-sided each of the two is on it.
    """

    a: Node
    b: Node
    shared: int
    agree: int
    conflict: int
    share: float
    low: float
    high: float
    cosine: float
    things: list[Shared]
    basis: Basis
    """The positions of both on what they share."""
    evidence: list[Evidence]
    """The latest sentences of each of them."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A page of pairs that share at least `minimum` things, out of `total`."""

    pairs: list[Pair]
    total: int
    minimum: int
    confidence: float
    limit: int
    offset: int


def agreement(
    snapshot: Snapshot,
    *,
    holders: Iterable[str] = (),
    things: Iterable[str] = (),
    kinds: Iterable[str] = (),
    minimum: int = 1,
    hierarchy: bool = False,
    order: Order = "agreement",
    date_from: str | None = None,
    date_to: str | None = None,
    listed: int = 20,
    evidence: int = 1,
    limit: int = 50,
    offset: int = 0,
) -> Agreement:
    """Pairs of actors, those that agree (or differ) most surely first: by the lower end of the interval of their share.

    One holder is compared with all others, several with each other, none means all. `listed` shared things are named for
    each pair, those on which they differ first. Raises UnknownEntity, or BadParameter for a value out of bounds.
    """
    bounded("minimum", minimum, 1, 1_000_000)
    bounded("limit", limit, 1, 1_000_000)
    bounded("listed", listed, 0, 1000)
    if offset < 0 or offset + limit > 1_000_000:
        raise BadParameter(
            f"offset: {offset} is out of bounds. It is at least 0, and at most a million with the limit."
        )
    if order not in {"agreement", "conflict", "shared"}:
        raise BadParameter(f"order: '{order}' is no order. One of agreement, conflict, shared.")
    bounded("evidence", evidence, 0, 20)
    named = snapshot.need_all(holders)
    between = named if len(named) > 1 else []
    choice = Choice(between, snapshot.need_all(things), tuple(kinds), date_from, date_to, hierarchy)
    rows, sides = _all_sided(snapshot, hierarchy) if choice.everything else _sided(choice.rows(snapshot))
    only = np.flatnonzero(np.isin(sides.holders, named)) if len(named) == 1 else None
    if not choice.everything or only is not None or offset + limit > _KEPT:
        best, total = _best(sides, minimum, only, order, offset + limit)
    else:
        key = ("agreement", hierarchy, minimum, order)
        best, total = snapshot.recent(key, lambda: _best(sides, minimum, None, order, _KEPT))
    page = best.where(np.arange(min(offset, len(best)), min(offset + limit, len(best))))
    pairs = _pairs(snapshot, rows, sides, page, named[0] if len(named) == 1 else None, listed, evidence)
    return Agreement(pairs, total, minimum, 0.95, limit, offset)


def _sided(rows: Stances) -> tuple[Stances, Sides]:
    rows = rows.where(rows.sign != 0)
    return rows, sides_of(rows)


def _all_sided(snapshot: Snapshot, hierarchy: bool) -> tuple[Stances, Sides]:
    """The sides of all holders on all things, made once."""
    return snapshot.kept(("sides", hierarchy), lambda: _sided(Choice(hierarchy=hierarchy).rows(snapshot)))


_Best = tuple[Compared, int]
"""The first pairs in order, and how many there are in all."""


def _best(sides: Sides, minimum: int, only: Ints | None, order: Order, most: int) -> _Best:
    """The first `most` pairs in order, and how many there are. Keeps no more than it must."""
    kept, total = joined(()), 0
    for block in compare(sides, minimum, only):
        total += len(block)
        kept = joined((kept, block))
        if len(kept) > 4 * most:
            kept = _first(kept, order, most)
    return _first(kept, order, most), total


def _first(pairs: Compared, order: Order, most: int) -> Compared:
    rank = _ranks(pairs, order)
    if len(rank) > most:  # of equal ranks all are looked at, so that the order does not depend on the engine
        candidates = np.flatnonzero(rank >= np.partition(rank, len(rank) - most)[len(rank) - most])
        pairs, rank = pairs.where(candidates), rank[candidates]
    return pairs.where(np.lexsort((pairs.other, pairs.one, -pairs.shared, -rank))[:most])


def _ranks(block: Compared, order: Order) -> Floats:
    """What pairs are put in order by, the larger the earlier: the sure part of the share, or how much is shared."""
    if order == "shared":
        return block.shared.astype(float)
    hits = block.agree if order == "agreement" else block.shared - block.agree
    return lows(hits, block.shared)


def lows(hits: Ints, shared: Ints) -> Floats:
    """Lower ends of Wilson's intervals of many shares."""
    square = Z**2
    share = hits / shared
    middle = share + square / (2 * shared)
    reach = np.sqrt(square * (share * (1 - share) / shared + square / (4 * shared * shared)))
    found: Floats = np.round((middle - reach) / (1 + square / shared), 12)
    return found


def _pairs(
    snapshot: Snapshot, rows: Stances, sides: Sides, page: Compared, first: int | None, listed: int, most: int
) -> list[Pair]:
    grounds = grounds_of(snapshot, rows, sides, page.one, page.other, most)
    columns = (page.one, page.other, page.shared, page.agree, cosines(sides, page.one, page.other))
    told = zip(*(column.tolist() for column in columns), grounds, strict=True)
    return [_pair(snapshot, sides, first, listed, *one) for one in told]


def _pair(
    snapshot: Snapshot,
    sides: Sides,
    first: int | None,
    listed: int,
    one: int,
    other: int,
    shared: int,
    agree: int,
    cosine: float,
    ground: Ground,
) -> Pair:
    if first is not None and int(sides.holders[one]) != first:
        one, other = other, one
    low, high = wilson(agree, shared)
    return Pair(
        a=snapshot.nodes[int(sides.holders[one])],
        b=snapshot.nodes[int(sides.holders[other])],
        shared=shared,
        agree=agree,
        conflict=shared - agree,
        share=round(agree / shared, 6),
        low=round(low, 6),
        high=round(high, 6),
        cosine=round(cosine, 6),
        things=_shared(snapshot, sides, one, other, listed) if listed else [],
        basis=ground[0],
        evidence=ground[1],
    )


def _shared(snapshot: Snapshot, sides: Sides, one: int, other: int, most: int) -> list[Shared]:
    both = sides.on(one, other)
    signs = [sides.signs(row, both).tolist() for row in (one, other)]
    told = [
        Shared(snapshot.nodes[int(sides.things[thing])], "+" if a > 0 else "-", "+" if b > 0 else "-")
        for thing, a, b in zip(both.tolist(), *signs, strict=True)
    ]
    return sorted(told, key=lambda one: (one.a == one.b, one.thing.label))[:most]
