"""On which side holders stand on things, and how far two of them agree.

A holder's side on a thing is the sign of its positions for the thing less those against it; as many of either are no
side. Two holders are compared on the things on which both took a side, and on nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .snapshot import Ints, Stances

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["Compared", "Sides", "compare", "sides_of", "wilson"]

Z = 1.959963984540054
"""Of the normal distribution, 95 % lie within so many standard deviations."""
_BLOCK = 256
"""Holders compared with all others at once: bounds the memory, whatever the number of pairs."""


def wilson(agree: int, shared: int) -> tuple[float, float]:
    """The interval of a share, with 95 % confidence (Wilson 1927); (0, 1) where it rests on nothing.

    >>> [round(end, 3) for end in wilson(3, 3)]
    [0.438, 1.0]
    """
    if shared <= 0:
        return 0.0, 1.0
    share, square = agree / shared, Z * Z
    middle = (share + square / (2 * shared)) / (1 + square / shared)
    reach = Z * math.sqrt(share * (1 - share) / shared + square / (4 * shared * shared)) / (1 + square / shared)
    return min(share, max(0.0, middle - reach)), max(share, min(1.0, middle + reach))  # rounding may miss the ends


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """A row for each holder and a column for each thing on which a holder took a side.

    `sign` has the sides (+1, -1); `lean` is (for - against) / (for + against). `holders` and `things` have the numbers of
    the snapshot.
    """

    holders: Ints
    things: Ints
    sign: csr_array
    lean: csr_array


def sides_of(rows: Stances) -> Sides:
    """The sides that holders take in some rows."""
    from scipy.sparse import csr_array

    signed = rows.where(rows.sign != 0)
    holders, row = np.unique(signed.holder, return_inverse=True)
    things, column = np.unique(signed.thing, return_inverse=True)
    width = max(1, len(things))
    keys, places = np.unique(row.astype(np.int64) * width + column, return_inverse=True)
    net = np.bincount(places, weights=signed.sign, minlength=len(keys))
    total = np.bincount(places, minlength=len(keys))
    taken = net != 0
    where = (keys[taken] // width, keys[taken] % width)
    shape = (len(holders), len(things))
    return Sides(
        holders,
        things,
        csr_array((np.sign(net[taken]).astype(np.float32), where), shape=shape),
        csr_array(((net[taken] / total[taken]), where), shape=shape),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Pairs of holders (rows of `Sides`, the lower first) that share things: how many, on how many they agree, cosine."""

    one: Ints
    other: Ints
    shared: Ints
    agree: Ints
    cosine: np.ndarray[Any, np.dtype[np.float64]]

    def __len__(self) -> int:
        return len(self.one)


def compare(sides: Sides, minimum: int = 1, only: Ints | None = None) -> Iterator[Compared]:
    """All pairs that share at least `minimum` things, in blocks; with `only`, pairs of these rows and any other.

    The cosine is that of the two rows of `lean` over the things that both took a side on.
    """
    rows = np.arange(len(sides.holders)) if only is None else np.asarray(only)
    took = abs(sides.sign)
    signs, tooks = sides.sign.T.tocsr(), took.T.tocsr()
    leans, squares = sides.lean.T.tocsr(), sides.lean.multiply(sides.lean).T.tocsr()
    own_squares = sides.lean.multiply(sides.lean).tocsr()
    for at in range(0, len(rows), _BLOCK):
        block = rows[at : at + _BLOCK]
        shared = (took[block] @ tooks).tocoo()
        first, second = block[shared.row], shared.col
        kept = (shared.data >= minimum) & (first != second)
        if only is None:
            kept &= first < second
        elif len(rows) > 1:
            kept &= (first < second) | ~np.isin(second, rows)
        if not kept.any():
            continue
        local, second, count = shared.row[kept], second[kept], shared.data[kept]
        net = _at(sides.sign[block] @ signs, local, second)
        dot = _at(sides.lean[block] @ leans, local, second)
        own = _at(own_squares[block] @ tooks, local, second)
        others = _at(took[block] @ squares, local, second)
        first = block[local]
        yield Compared(
            np.minimum(first, second),
            np.maximum(first, second),
            count.astype(np.int64),
            np.rint((count + net) / 2).astype(np.int64),
            np.clip(dot / np.sqrt(own * others), -1.0, 1.0),
        )


def _at(products: Any, row: Ints, column: Ints) -> Any:
    """Entries of a sparse matrix; what it does not hold is 0."""
    return np.asarray(products.tocsr()[row, column]).ravel()
