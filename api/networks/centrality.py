"""Who stands in the middle: degree, PageRank and betweenness, by the engine that serves the size of the network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import networkx as nx
import numpy as np

from api.errors import BadParameter

from .engines import LARGE, Floats, Pairs, pairs_of
from .selection import bounded, from_zero, of_kinds, select
from .shapes import Node
from .sides import compare, joined, sides_of
from .snapshot import Ints, Snapshot

__all__ = ["MEASURES", "Centrality", "Rank", "betweenness", "centrality", "pagerank"]

Measure = Literal["pagerank", "degree", "betweenness", "positions"]
MEASURES: tuple[Measure, ...] = ("pagerank", "degree", "betweenness", "positions")
_SLOW = 200_000
"""Nodes times edges: beyond it exact betweenness takes networkx seconds, and scipy computes it."""
_SAMPLED = 32_000_000
"""Nodes times edges: beyond it exact betweenness takes scipy seconds too, and it is estimated from so many sources that
sources times edges are this.
"""
_SAMPLE, _TOGETHER = 32, 16
"""The fewest sources of shortest paths on large networks (Brandes and Pich 2007), and how many go together."""
_DAMPING = 0.85
_TOLERANCE = 1e-10


@dataclass(frozen=True, slots=True)
class Rank:
    """A node's measures: `degree` counts neighbours, `positions` the weight of its ties; PageRank adds up to 1 over all.

    `betweenness` is the share of shortest paths between others that pass it.
    """

    node: Node
    degree: int
    positions: float
    pagerank: float
    betweenness: float


@dataclass(frozen=True, slots=True)
class Centrality:
    """A page of ranks. `engine` says what computed; `sample` is how many sources betweenness was estimated from."""

    network: str
    by: str
    engine: str
    nodes: int
    edges: int
    sample: int | None
    rows: list[Rank]
    total: int
    limit: int
    offset: int


def centrality(
    snapshot: Snapshot,
    *,
    of: Literal["two-mode", "agreement", "knowledge"] = "two-mode",
    by: Measure = "pagerank",
    kinds: Iterable[str] = (),
    minimum: int = 1,
    date_from: str | None = None,
    date_to: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Centrality:
    """Nodes by how central they are in a network, taken as undirected and weighted by positions (or shared things).

    `kinds` choose which nodes are listed, not what the network is. Raises BadParameter for a value that is none.
    """
    bounded("limit", limit, 1, 1000)
    bounded("minimum", minimum, 1, 1_000_000)
    from_zero(offset=offset)
    if by not in MEASURES:
        raise BadParameter(f"by: '{by}' is no measure. One of {', '.join(MEASURES)}.")
    key = ("centrality", of, minimum, date_from, date_to)
    found = snapshot.recent(key, lambda: _figures(snapshot, of, minimum, date_from, date_to))
    numbers = np.flatnonzero(of_kinds(snapshot, kinds)[found.nodes])
    order = numbers[np.lexsort((found.nodes[numbers], -np.round(found.measures[by][numbers], 12)))]
    rows = [
        Rank(
            snapshot.nodes[int(found.nodes[at])],
            int(found.measures["degree"][at]),
            float(found.measures["positions"][at]),
            float(found.measures["pagerank"][at]),
            float(found.measures["betweenness"][at]),
        )
        for at in order[offset : offset + limit].tolist()
    ]
    return Centrality(
        of, by, found.engine, len(found.nodes), found.edges, found.sample, rows, len(order), limit, offset
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Figures:
    """What is kept of the work: the measures of each node, not the network."""

    nodes: Ints
    edges: int
    measures: dict[str, Floats]
    engine: str
    sample: int | None


def _figures(snapshot: Snapshot, of: str, minimum: int, date_from: str | None, date_to: str | None) -> _Figures:
    pairs = _pairs(snapshot, of, minimum, date_from, date_to)
    count = len(pairs.nodes)
    ends = np.concatenate((pairs.one, pairs.other))
    work = len(pairs) * count
    large, sample = work > _SLOW, max(_SAMPLE, _SAMPLED // len(pairs)) if work > _SAMPLED else None
    ranks = "scipy" if len(pairs) > LARGE else "networkx"
    paths = "scipy" if large else "networkx"
    measures = {
        "degree": np.bincount(ends, minlength=count).astype(float),
        "positions": np.bincount(ends, np.concatenate((pairs.weight, pairs.weight)), minlength=count),
        "pagerank": pagerank(pairs, large=len(pairs) > LARGE),
        "betweenness": betweenness(pairs, sample=sample, large=large),
    }
    engine = f"{ranks} (PageRank), {paths} (betweenness)"
    return _Figures(pairs.nodes, len(pairs), measures, engine, min(sample, count) if sample else None)


def _pairs(snapshot: Snapshot, of: str, minimum: int, date_from: str | None, date_to: str | None) -> Pairs:
    rows = select(snapshot, date_from=date_from, date_to=date_to)
    if of == "two-mode":
        return pairs_of(rows.holder, rows.thing)
    if of == "knowledge":
        facts = [fact for fact in snapshot.facts if fact.tie != "bound"]
        start = np.asarray([fact.start for fact in facts], dtype=np.int32)
        end = np.asarray([fact.end for fact in facts], dtype=np.int32)
        return pairs_of(np.concatenate((rows.holder, start)), np.concatenate((rows.thing, end)))
    if of == "agreement":
        sides = sides_of(rows)
        both = joined(compare(sides, minimum))
        return pairs_of(sides.holders[both.one], sides.holders[both.other], both.shared)
    raise BadParameter(f"of: '{of}' is no network of ranks. One of two-mode, agreement, knowledge.")


def pagerank(pairs: Pairs, *, large: bool) -> Floats:
    """PageRank of each node, with damping 0.85: by networkx, or by scipy on a sparse matrix if the network is large."""
    if not len(pairs.nodes):
        return np.empty(0)
    if not large:
        # networkx stops when the change of all nodes together falls below their number times tol.
        found = nx.pagerank(_networkx(pairs), alpha=_DAMPING, tol=_TOLERANCE / len(pairs.nodes), max_iter=1000)
        return np.asarray([found[node] for node in range(len(pairs.nodes))])
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import LinearOperator, cg

    # Undirected: with x = D^½ y the equation (I - a A D⁻¹) x = (1 - a) / n is symmetric, and conjugate gradients solve it in
    # a quarter of the power iteration's steps. Every node here has a tie, so none is dangling.
    count = len(pairs.nodes)
    strength = np.bincount(pairs.one, pairs.weight, minlength=count) + np.bincount(
        pairs.other, pairs.weight, minlength=count
    )
    root = np.sqrt(strength)
    scaled = pairs.weight / (root[pairs.one] * root[pairs.other])
    rows = np.concatenate(([0], np.cumsum(np.bincount(pairs.one, minlength=count))))
    upper = csr_array((scaled, pairs.other, rows), shape=(count, count))  # pairs are in order, so nothing is sorted
    lower = upper.T
    system = LinearOperator((count, count), matvec=lambda y: y - _DAMPING * (upper @ y + lower @ y), dtype=np.float64)
    start = root / strength.sum()  # a walk without jumps would be at each node by its strength
    found, _ = cg(system, (1 - _DAMPING) / count / root, x0=start, rtol=_TOLERANCE / 10, maxiter=1000)
    rank: Floats = found * root / (found * root).sum()
    return rank


def betweenness(pairs: Pairs, *, sample: int | None, large: bool, seed: int = 0) -> Floats:
    """Share of shortest paths that pass each node: by networkx, or by scipy if the network is large.

    With a `sample` it is estimated from the paths of so many sources, drawn by a seed; the same ones for both engines.
    """
    count = len(pairs.nodes)
    if count < 3:
        return np.zeros(count)
    sources = list(range(count))
    if sample is not None and sample < count:
        sources = np.sort(np.random.default_rng(seed).choice(count, sample, replace=False)).tolist()
    if large:
        parts = (np.asarray(sources[at : at + _TOGETHER]) for at in range(0, len(sources), _TOGETHER))
        totals = np.sum([_dependencies(pairs, part) for part in parts], axis=0)
    else:
        found = nx.betweenness_centrality_subset(_networkx(pairs), sources, range(count))
        totals = np.asarray([found[node] for node in range(count)]) * 2  # a pair of ends counts half from each
    scale = (count - 1) * (count - 2)
    share: Floats = totals / scale * (count / len(sources))
    return share


def _dependencies(pairs: Pairs, sources: Ints) -> Floats:
    """For each node the sum, over some sources, of the shares of their shortest paths that pass it (Brandes 2001).

    All sources go together, level by level: a level is a product of the sparse matrix with a matrix of as many columns.
    """
    from scipy.sparse import csr_array

    count, each = len(pairs.nodes), np.arange(len(sources))
    ends = np.concatenate((pairs.one, pairs.other)), np.concatenate((pairs.other, pairs.one))
    tied = csr_array((np.ones(len(ends[0])), ends), shape=(count, count))
    level = np.full((count, len(sources)), -1, dtype=np.int32)
    paths = np.zeros((count, len(sources)))
    level[sources, each], paths[sources, each] = 0, 1.0
    front, depth = paths.copy(), 0
    while True:
        front = tied @ front
        front[level >= 0] = 0.0
        new = front > 0
        if not new.any():
            break
        depth += 1
        level[new] = depth
        paths += front
        if (level >= 0).all():
            break
    shares = np.zeros_like(paths)
    for at in range(depth, 1, -1):
        here = level == at
        front = np.zeros_like(paths)
        front[here] = (1.0 + shares[here]) / paths[here]
        back = tied @ front
        above = level == at - 1
        shares[above] += back[above] * paths[above]
    total: Floats = shares.sum(axis=1)
    return total


def _networkx(pairs: Pairs) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(pairs.nodes)))
    graph.add_weighted_edges_from(zip(pairs.one.tolist(), pairs.other.tolist(), pairs.weight.tolist(), strict=True))
    return graph
