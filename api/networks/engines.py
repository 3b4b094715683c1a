"""Which engine computes on a graph of which size, and the graph as each of them wants it.

networkx is what graphs are handed out as, and computes on small ones. On large ones scipy and igraph compute, on arrays
that are made from columns, never edge by edge. docs/graph.md says what runs where, with the figures.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .snapshot import Ints

if TYPE_CHECKING:
    import igraph

__all__ = ["LARGE", "Floats", "Lookup", "Pairs", "Sparse", "numbered", "pairs_of", "seeded", "sparse_of"]

Floats = NDArray[np.floating[Any]]
LARGE = 20_000
"""Graphs with more edges than this are computed by scipy and igraph."""
_RNG = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """An undirected graph without parallel edges: for each edge its two nodes and its weight.

    Nodes are numbered from 0 within the graph; `nodes` has their numbers in the snapshot. Edges are in order, their lower
    node first.
    """

    nodes: Ints
    one: Ints
    other: Ints
    weight: Floats

    def __len__(self) -> int:
        return len(self.one)


def numbered(column: Ints) -> tuple[Ints, Ints]:
    """The values of a column in order, each once, and for each row the place of its value. Counts; does not sort."""
    seen = np.zeros(int(column.max(initial=-1)) + 1, dtype=bool)
    seen[column] = True
    places = np.cumsum(seen, dtype=np.int32) - 1
    return np.flatnonzero(seen), places[column]


class Lookup:
    """The numbers of the rows in which a column has some value, for a few wanted values: in the order of the rows."""

    def __init__(self, column: Ints, wanted: Ints) -> None:
        mask = np.zeros(int(max(column.max(initial=0), wanted.max(initial=0))) + 1, dtype=bool)
        mask[wanted] = True
        numbers = np.flatnonzero(mask[column])
        self._numbers = numbers[np.argsort(column[numbers], kind="stable")]
        self._values = column[self._numbers]

    def of(self, value: int) -> Ints:
        """Numbers of the rows that have a value."""
        first, last = np.searchsorted(self._values, (value, value + 1))
        found: Ints = self._numbers[first:last]
        return found


def pairs_of(one: Ints, other: Ints, weight: Ints | None = None) -> Pairs:
    """The graph of ties between nodes of a snapshot, parallel ones added up; a tie of a node to itself is left out."""
    given = np.ones(len(one)) if weight is None else np.asarray(weight, dtype=np.float64)
    apart = one != other
    one, other, given = one[apart], other[apart], given[apart]
    from scipy.sparse import coo_array

    nodes, places = numbered(np.concatenate((one, other)))
    first, second = places[: len(one)], places[len(one) :]
    ends = np.minimum(first, second), np.maximum(first, second)
    added = coo_array((given, ends), shape=(len(nodes), len(nodes))).tocsr()
    added.sum_duplicates()
    owners = np.repeat(np.arange(len(nodes)), np.diff(added.indptr))
    return Pairs(nodes, owners, added.indices.astype(np.int64), added.data)


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """Neighbours of each node in one array: those of `n` are `neighbours[starts[n]:starts[n + 1]]`, in order."""

    starts: Ints
    neighbours: Ints

    def of(self, node: int) -> Ints:
        """Neighbours of a node."""
        return self.neighbours[self.starts[node] : self.starts[node + 1]]

    def of_all(self, nodes: Ints) -> Ints:
        """Neighbours of many nodes, each once."""
        first, counts = self.starts[nodes], self.starts[nodes + 1] - self.starts[nodes]
        inside = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.unique(self.neighbours[np.repeat(first, counts) + inside])


def sparse_of(count: int, one: Ints, other: Ints) -> Sparse:
    """Neighbours in an undirected graph of `count` nodes, each once."""
    from scipy.sparse import coo_array

    apart = one != other
    one, other = one[apart], other[apart]
    ends = np.concatenate((one, other)), np.concatenate((other, one))
    tied = coo_array((np.ones(2 * len(one), dtype=np.int8), ends), shape=(count, count)).tocsr()
    tied.sum_duplicates()
    return Sparse(tied.indptr.astype(np.int64), tied.indices.astype(np.int32))


def igraph_of(pairs: Pairs) -> igraph.Graph:
    """The same as an igraph graph."""
    import igraph

    edges = np.column_stack((pairs.one, pairs.other))
    return igraph.Graph(n=len(pairs.nodes), edges=edges)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let igraph draw its random numbers from a seed. It has one generator for the process, so one at a time may."""
    import igraph

    with _RNG:
        igraph.set_random_number_generator(random.Random(seed))
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)
