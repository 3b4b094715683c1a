"""Who stands with whom: agreement and conflict of actors on the things both took a side on, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from api.errors import BadParameter

from .selection import bounded, select
from .shapes import Node, Polarity
from .sides import Compared, Sides, compare, sides_of, wilson
from .snapshot import Snapshot, Stances

__all__ = ["Agreement", "Pair", "Shared", "agreement"]

Order = Literal["agreement", "conflict", "shared"]


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
    sides = sides_of(rows)
    only = np.flatnonzero(np.isin(sides.holders, named)) if len(named) == 1 else None
    best, total = _best(sides, minimum, only, order, offset + limit)
    page = best[offset:]
    first = named[0] if len(named) == 1 else None
    pairs = [_pair(snapshot, rows, sides, one, first, listed) for one in page]
    return Agreement(pairs, total, minimum, 0.95, limit, offset)


_Found = tuple[float, int, int, int, int, float]
"""Rank, one, other, shared, agree, cosine."""


def _best(sides: Sides, minimum: int, only: object, order: Order, most: int) -> tuple[list[_Found], int]:
    """The first `most` pairs in order, and how many there are. Keeps no more than it must."""
    kept: list[_Found] = []
    total = 0
    for block in compare(sides, minimum, only):  # type: ignore[arg-type]
        total += len(block)
        rank = _ranks(block, order)
        if len(rank) > most:
            chosen = np.argpartition(-rank, most - 1)
            # Of equal ranks all are looked at, so that the order does not depend on the engine.
            chosen = np.flatnonzero(rank >= rank[chosen[most - 1]])
        else:
            chosen = np.arange(len(rank))
        kept += [
            (float(rank[at]), int(block.one[at]), int(block.other[at]), int(block.shared[at]), int(block.agree[at]),
             float(block.cosine[at])) for at in chosen.tolist()
        ]  # fmt: skip
        kept.sort(key=lambda one: (-one[0], -one[3], one[1], one[2]))
        del kept[most:]
    return kept, total


def _ranks(block: Compared, order: Order) -> np.ndarray:
    """What pairs are put in order by, the larger the earlier: the sure part of the share, or how much is shared."""
    if order == "shared":
        return block.shared.astype(float)
    hits = block.agree if order == "agreement" else block.shared - block.agree
    return lows(hits, block.shared)


def lows(hits: np.ndarray, shared: np.ndarray) -> np.ndarray:
    """Lower ends of Wilson's intervals of many shares."""
    square = 1.959963984540054**2
    share = hits / shared
    middle = share + square / (2 * shared)
    reach = np.sqrt(square * (share * (1 - share) / shared + square / (4 * shared * shared)))
    found: np.ndarray = np.round((middle - reach) / (1 + square / shared), 12)
    return found


def _pair(snapshot: Snapshot, rows: Stances, sides: Sides, found: _Found, first: int | None, listed: int) -> Pair:
    _, one, other, shared, agree, cosine = found
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
    )


def _shared(snapshot: Snapshot, sides: Sides, one: int, other: int, most: int) -> list[Shared]:
    a, b = (
        dict(zip(part.indices.tolist(), part.data.tolist(), strict=True))
        for part in (sides.sign[[one]], sides.sign[[other]])
    )
    both = sorted(
        set(a) & set(b), key=lambda thing: (a[thing] == b[thing], snapshot.nodes[int(sides.things[thing])].label)
    )
    return [
        Shared(snapshot.nodes[int(sides.things[thing])], "+" if a[thing] > 0 else "-", "+" if b[thing] > 0 else "-")
        for thing in both[:most]
    ]
