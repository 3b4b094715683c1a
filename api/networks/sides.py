"""On which side holders stand on things, and how far two of them agree.

A holder's side on a thing is the sign of its positions for the thing less those against it; as many of either are no
side. Two holders are compared on the things on which both took a side, and on nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .engines import Floats, numbered
from .snapshot import Ints, Mask, Stances

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["Compared", "Sides", "Z", "compare", "cosines", "joined", "sides_of", "wilson"]

Z = 1.959963984540054
"""Of the normal distribution, 95 % lie within so many standard deviations."""
_BLOCK, _ENTRIES, _PARTS = 512, 4_000_000, 8
"""Holders compared with all others at once, and most pairs of them: bounds the memory, whatever the number of pairs.
Pairs are symmetric, so what was compared is dropped from the other side of the product, so many times.
"""


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


_UNIT = 1 << 31
"""Two sums travel in one number: one in ones, one in units of this. None of ours reaches it."""


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

    def on(self, one: int, other: int) -> Ints:
        """The things on which both of two rows took a side."""
        return np.intersect1d(self._taken(one), self._taken(other), assume_unique=True)

    def signs(self, row: int, things: Ints) -> Ints:
        """The sides of a row on things on which it took one."""
        found: Ints = self.sign.data[self.sign.indptr[row] + np.searchsorted(self._taken(row), things)]
        return found

    def _taken(self, row: int) -> Ints:
        taken: Ints = self.sign.indices[self.sign.indptr[row] : self.sign.indptr[row + 1]]
        return taken


def sides_of(rows: Stances) -> Sides:
    """The sides that holders take in some rows."""
    from scipy.sparse import coo_array, csr_array

    signed = rows.where(rows.sign != 0)
    holders, row = numbered(signed.holder)
    things, column = numbered(signed.thing)
    shape = (len(holders), len(things))
    both = coo_array((signed.sign.astype(np.int64) * _UNIT + 1, (row, column)), shape=shape).tocsr()
    both.sum_duplicates()
    total = both.data & (_UNIT - 1)
    net = (both.data - total) // _UNIT
    taken = net != 0
    owners = np.repeat(np.arange(shape[0]), np.diff(both.indptr))[taken]
    where = both.indices[taken], np.concatenate(([0], np.cumsum(np.bincount(owners, minlength=shape[0]))))
    sign, lean = np.sign(net[taken]).astype(np.int8), net[taken] / total[taken]
    return Sides(holders, things, csr_array((sign, *where), shape=shape), csr_array((lean, *where), shape=shape))


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Pairs of holders (rows of `Sides`, the lower first): how many things they share, and on how many they agree."""

    one: Ints
    other: Ints
    shared: Ints
    agree: Ints

    def __len__(self) -> int:
        return len(self.one)

    def where(self, chosen: Mask | Ints) -> Compared:
        """The pairs that a mask, or their numbers, choose."""
        return Compared(*(getattr(self, name)[chosen] for name in self.__slots__))


def joined(parts: Iterable[Compared]) -> Compared:
    """Parts as one."""
    found = [*parts]
    empty = np.empty(0, dtype=np.int64)
    return Compared(*(np.concatenate([empty, *(getattr(one, name) for one in found)]) for name in Compared.__slots__))


def compare(sides: Sides, minimum: int = 1, only: Ints | None = None) -> Iterator[Compared]:
    """All pairs that share at least `minimum` things, in blocks; with `only`, pairs of these rows and any other."""
    sign = sides.sign
    height, width = sign.shape
    rows = np.arange(height) if only is None else np.asarray(only)
    # A thing has two columns, one a side. A holder meets who is on its own side with 1 and who is on the other with a unit,
    # so that one product has both numbers, of each pair once.
    from scipy.sparse import csr_array

    against = (sign.data < 0).astype(sign.indices.dtype)
    own = csr_array(
        (np.ones(sign.nnz, dtype=np.int64), sign.indices * 2 + against, sign.indptr), shape=(height, 2 * width)
    )
    columns = np.repeat(sign.indices * 2, 2)
    columns[1::2] += 1
    values = np.where(np.column_stack((against == 0, against == 1)).ravel(), 1, _UNIT)
    met = csr_array((values, columns, sign.indptr * 2), shape=(height, 2 * width))
    block = max(16, min(_BLOCK, _ENTRIES // max(1, height)))
    part = block * max(1, -(-len(rows) // block // _PARTS))
    for begin in range(0, len(rows), part):
        first_of = begin if only is None else 0
        turned = met[first_of:].T.tocsr()  # those before have been compared with all
        for at in range(begin, min(begin + part, len(rows)), block):
            chosen = rows[at : at + block]
            yield _kept(own[chosen] @ turned, chosen, first_of, minimum, only)


def _kept(found: csr_array, rows: Ints, first_of: int, minimum: int, only: Ints | None) -> Compared:
    """The pairs of a product that are wanted, each once."""
    agree, conflict = found.data & (_UNIT - 1), found.data // _UNIT
    shared = agree + conflict
    entries = np.flatnonzero(shared >= minimum)
    first = rows[np.searchsorted(found.indptr, entries, side="right") - 1]
    second = found.indices[entries].astype(np.int64) + first_of
    once = first < second
    if only is not None:
        once = (first != second) & (once | ~np.isin(second, only))
    first, second, entries = first[once], second[once], entries[once]
    return Compared(np.minimum(first, second), np.maximum(first, second), shared[entries], agree[entries])


def cosines(sides: Sides, one: Ints, other: Ints) -> Floats:
    """For each pair of rows the cosine of how far they lean, over the things on which both took a side."""
    found = [np.empty(0)]
    for at in range(0, len(one), _BLOCK):
        a, b = (sides.lean[rows[at : at + _BLOCK]] for rows in (one, other))
        took_a, took_b = abs(a.sign()), abs(b.sign())
        lengths = a.multiply(a).multiply(took_b).sum(axis=1) * b.multiply(b).multiply(took_a).sum(axis=1)
        found.append(np.clip(a.multiply(b).sum(axis=1) / np.sqrt(lengths), -1.0, 1.0))
    return np.concatenate(found)
