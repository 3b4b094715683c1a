"""Structural balance: how many triangles of a signed network are balanced, and which of the others are the heaviest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .engines import Floats, Pairs, sparse_of
from .snapshot import Ints

__all__ = ["Balance", "balance_of"]

_BITS = 32_768
"""With no more nodes than these, neighbours may be sets of bits: half a gigabyte at most."""
_CHEAP = 20_000_000
"""So many steps of a sparse product are cheaper than sets of bits."""
_LISTED = 5_000
"""So many tense triangles are all looked at to find the heaviest; of more, ties are added from the heaviest on."""

Corners = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Balance:
    """Structural balance (Cartwright and Harary 1956): a triangle is balanced if the product of its signs is positive.

    `share` is balanced / triangles, None without any.
    """

    triangles: int
    balanced: int
    tense: int
    share: float | None


def balance_of(pairs: Pairs, most: int) -> tuple[Balance, list[Corners]]:
    """How many triangles are balanced, and some of the tense ones, those with the heaviest ties first.

    Each tie runs from the node with fewer ties to the one with more, so that each triangle is met once, from its poorest
    corner (Chiba and Nishizeki 1985); what two nodes have in common is found by sparse rows, or by bits where ties are dense.
    """
    if not len(pairs):
        return Balance(0, 0, 0, None), []
    directed = _directed(pairs)
    count = len(pairs.nodes)
    steps = int(np.bincount(directed.source, minlength=count)[directed.target].sum())
    dense = steps > _CHEAP and count <= _BITS
    total = tense = 0
    tense_at: list[Ints] = []
    for edges, common, opposed in (_by_bits if dense else _by_rows)(directed, count):
        total += int(common.sum())
        tense += int(opposed.sum())
        tense_at.append(edges[opposed > 0])
    share = round((total - tense) / total, 6) if total else None
    balance = Balance(total, total - tense, tense, share)
    if not tense or not most:
        return balance, []
    if tense <= _LISTED:
        edges = np.concatenate(tense_at)
        return balance, _all_tense(
            pairs, (directed.node[directed.source[edges]], directed.node[directed.target[edges]]), most
        )
    return balance, _heaviest_tense(pairs, most)


@dataclass(frozen=True, slots=True, eq=False)
class _Directed:
    """Ties by source, then target, which are places in the order of degrees; `node` has the node of a place."""

    source: Ints
    target: Ints
    sign: Ints
    node: Ints


def _directed(pairs: Pairs) -> _Directed:
    degree = np.bincount(np.concatenate((pairs.one, pairs.other)), minlength=len(pairs.nodes))
    node = np.argsort(degree, kind="stable")
    place = np.empty(len(node), dtype=np.int64)
    place[node] = np.arange(len(node))
    one, other = place[pairs.one], place[pairs.other]
    source, target = np.minimum(one, other), np.maximum(one, other)
    order = np.argsort(source * len(node) + target)
    sign = np.where(pairs.weight > 0, 1, -1)
    return _Directed(source[order], target[order], sign[order], node)


_Counts = tuple[Ints, Ints, Ints]
"""Numbers of ties, how many triangles are met at each, and how many of those are tense."""


def _by_rows(ties: _Directed, count: int) -> Iterator[_Counts]:
    """A product of sparse rows, of whose entries only those that are ties are kept."""
    from scipy.sparse import csr_array

    starts = np.concatenate(([0], np.cumsum(np.bincount(ties.source, minlength=count))))
    unit = 1 << 31
    one = csr_array((np.ones(len(ties.sign), dtype=np.int64), ties.target, starts), shape=(count, count))
    # A step along two ties of one sign counts one, along two that differ a unit: one product has both sums.
    plus = np.where(ties.sign > 0, 1, unit)
    minus = np.where(ties.sign > 0, unit, 1)
    signed = [csr_array((values, ties.target, starts), shape=(count, count)) for values in (plus, minus)]
    parts = [csr_array((one.data * (ties.sign == sign), ties.target, starts), shape=(count, count)) for sign in (1, -1)]
    keys = ties.source * count + ties.target
    block = max(64, count // 64)
    for at in range(0, count, block):
        mask = one[at : at + block]
        found = sum((part[at : at + block] @ step).multiply(mask) for part, step in zip(parts, signed, strict=True))
        where = found.tocoo()
        edges = np.searchsorted(keys, (where.row.astype(np.int64) + at) * count + where.col)
        sums = where.data.astype(np.int64)
        alike, unlike = sums % unit, sums // unit
        yield edges, alike + unlike, np.where(ties.sign[edges] > 0, unlike, alike)


def _by_bits(ties: _Directed, count: int) -> Iterator[_Counts]:
    """Neighbours further up as bits: what two have in common is an intersection, which a machine word at a time gives."""
    words = -(-count // 64)
    tied, against = np.zeros((count, words), dtype=np.uint64), np.zeros((count, words), dtype=np.uint64)
    bit = np.left_shift(np.uint64(1), (ties.target % 64).astype(np.uint64))
    np.bitwise_or.at(tied, (ties.source, ties.target // 64), bit)
    minus = ties.sign < 0
    np.bitwise_or.at(against, (ties.source[minus], ties.target[minus] // 64), bit[minus])
    starts = np.concatenate(([0], np.cumsum(np.bincount(ties.source, minlength=count))))
    for node in np.flatnonzero(np.diff(starts) > 1).tolist():
        edges = np.arange(starts[node], starts[node + 1])
        others, word = ties.target[edges], node // 64
        both = tied[others, word:] & tied[node, word:]
        common = np.bitwise_count(both).sum(axis=1, dtype=np.int64)
        both &= against[others, word:] ^ against[node, word:]
        unlike = np.bitwise_count(both).sum(axis=1, dtype=np.int64)
        yield edges, common, np.where(ties.sign[edges] > 0, unlike, common - unlike)


def _all_tense(pairs: Pairs, edges: tuple[Ints, Ints], most: int) -> list[Corners]:
    """The heaviest of all tense triangles, by their lightest tie: `edges` are nodes of which each has a pair."""
    count = len(pairs.nodes)
    near, keys = sparse_of(count, pairs.one, pairs.other), pairs.one * count + pairs.other

    def weights(node: int, others: Ints) -> Floats:
        found: Floats = pairs.weight[np.searchsorted(keys, np.minimum(node, others) * count + np.maximum(node, others))]
        return found

    found: dict[Corners, float] = {}
    for a, b in zip(*(ends.tolist() for ends in edges), strict=True):
        third = np.intersect1d(near.of(a), near.of(b), assume_unique=True)
        sides = np.column_stack(
            (weights(a, third), weights(b, third), np.repeat(weights(a, np.asarray([b])), len(third)))
        )
        lightest = abs(sides).min(axis=1)
        for at in np.flatnonzero(sides.prod(axis=1) < 0).tolist():
            one, two, three = sorted((a, b, int(third[at])))
            found[one, two, three] = float(lightest[at])
    return sorted(found, key=lambda corners: (-found[corners], corners))[:most]


def _heaviest_tense(pairs: Pairs, most: int) -> list[Corners]:
    """Some of many tense triangles: ties are added from the heaviest on, and the triangles that one closes have it as their
    lightest."""
    ties: list[dict[int, float]] = [{} for _ in pairs.nodes]
    found: list[Corners] = []
    for at in np.argsort(-abs(pairs.weight), kind="stable").tolist():
        if len(found) >= most:
            break
        one, other, weight = int(pairs.one[at]), int(pairs.other[at]), float(pairs.weight[at])
        few, many = sorted((ties[one], ties[other]), key=len)
        closed = [node for node in few if node in many and few[node] * many[node] * weight < 0]
        found += sorted((*sorted((one, other, node)),) for node in closed)  # type: ignore[misc]
        ties[one][other] = ties[other][one] = weight
    return found[:most]
