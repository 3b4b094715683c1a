"""What splits actors into blocs: communities of the signed network, and which triangles are tense."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from api.errors import BadParameter

from .apart import APART, apart
from .balance import Balance, balance_of
from .engines import Floats, Pairs, igraph_of, numbered, pairs_of, seeded
from .grounds import Ground, grounds_of, grounds_of_ends
from .selection import bounded, select
from .shapes import Basis, Evidence, Node, Polarity
from .sides import compare, joined, sides_of
from .snapshot import Ints, Snapshot, Stances

__all__ = ["Bloc", "Blocs", "SignedTie", "Triangle", "blocs", "communities", "signed_pairs"]

_FEW, _MOST = 100, 1000
"""So many tense triangles, and so many ties, are told at most."""
_METHOD = "Leiden, constant Potts model on signed weights"


@dataclass(frozen=True, slots=True)
class Bloc:
    """Actors that stand together more than against each other. Numbers run from 1, the largest bloc first."""

    number: int
    members: list[Node]


@dataclass(frozen=True, slots=True)
class SignedTie:
    """A tie of the signed network. Of actors: on how many things they agree less on how many they differ.

    `basis` has the positions that it rests on, `evidence` the latest sentences.
    """

    a: Node
    b: Node
    polarity: Polarity
    weight: float
    basis: Basis
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class Triangle:
    """Three actors whose ties do not fit: friends of friends that are foes, or three foes."""

    nodes: list[Node]
    ties: list[SignedTie]


@dataclass(frozen=True, slots=True)
class Blocs:
    """Blocs of a signed network, and how well they explain it.

    `frustration` is the weight of ties that do not fit: against, within a bloc, or for, between blocs; `strength` is the
    weight of all. At resolution 0 Leiden looks for the least frustration; a higher one asks for closer blocs.
    """

    method: str
    of: str
    resolution: float
    seed: int
    minimum: int
    actors: int
    ties: int
    blocs: list[Bloc]
    frustration: float
    strength: float
    balance: Balance
    tense: list[Triangle]
    ties_listed: list[SignedTie]
    """The heaviest ties, for a picture."""


def blocs(
    snapshot: Snapshot,
    *,
    of: Literal["actors", "two-mode"] = "actors",
    kinds: Iterable[str] = (),
    minimum: int = 1,
    resolution: float = 0.0,
    seed: int = 0,
    triangles: int = 50,
    evidence: int = 1,
    date_from: str | None = None,
    date_to: str | None = None,
) -> Blocs:
    """Blocs by Leiden (Traag, Waltman and van Eck 2019) on the signed network, and its structural balance.

    Of `actors`: two are tied by the things on which both took a side, agreements less conflicts. Of `two-mode`: holders
    are tied to things, positions for less positions against. Raises BadParameter for a value that is none.
    """
    bounded("minimum", minimum, 1, 1_000_000)
    bounded("triangles", triangles, 0, 1000)
    bounded("seed", seed, 0, 2**31 - 1)
    if not -1e6 <= resolution <= 1e6:
        raise BadParameter(f"resolution: {resolution} is out of bounds. It is a weight, from 0 up.")
    if of not in {"actors", "two-mode"}:
        raise BadParameter(f"of: '{of}' is no network of blocs. One of actors, two-mode.")
    bounded("evidence", evidence, 0, 20)
    kinds = tuple(kinds)
    given = (of, kinds, minimum, resolution, seed, _FEW if triangles <= _FEW else _MOST, date_from, date_to)
    found = snapshot.recent(("blocs", *given), lambda: _found(snapshot, *given))
    rows = select(snapshot, kinds=kinds, date_from=date_from, date_to=date_to)
    tense = found.tense[:triangles]
    edges = [edge for triangle in tense for edge in triangle]
    ties = _ties(snapshot, rows, of, [*edges, *found.heaviest], evidence)
    return Blocs(
        method=_METHOD,
        of=of,
        resolution=resolution,
        seed=seed,
        minimum=minimum,
        actors=sum(len(bloc.members) for bloc in found.blocs),
        ties=found.ties,
        blocs=found.blocs,
        frustration=found.frustration,
        strength=found.strength,
        balance=found.balance,
        tense=[_triangle(ties[at : at + 3]) for at in range(0, len(edges), 3)],
        ties_listed=ties[len(edges) :],
    )


_Edge = tuple[int, int, float]
"""Two nodes of the snapshot and the weight of what ties them."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What is kept of the work: not the network itself."""

    ties: int
    blocs: list[Bloc]
    frustration: float
    strength: float
    balance: Balance
    tense: list[tuple[_Edge, _Edge, _Edge]]
    heaviest: list[_Edge]


def _found(
    snapshot: Snapshot,
    of: str,
    kinds: tuple[str, ...],
    minimum: int,
    resolution: float,
    seed: int,
    triangles: int,
    date_from: str | None,
    date_to: str | None,
) -> _Found:
    pairs = signed_pairs(select(snapshot, kinds=kinds, date_from=date_from, date_to=date_to), of, minimum)
    groups = apart(communities, pairs, resolution, seed) if len(pairs) > APART else communities(pairs, resolution, seed)
    fits = (groups[pairs.one] == groups[pairs.other]) == (pairs.weight > 0)
    balance, tense = balance_of(pairs, triangles)
    size = abs(pairs.weight)
    return _Found(
        ties=len(pairs),
        blocs=_blocs(snapshot, pairs, groups),
        frustration=float(size[~fits].sum()),
        strength=float(size.sum()),
        balance=balance,
        tense=[_corners(pairs, corners) for corners in tense],
        heaviest=[_edge(pairs, at) for at in np.argsort(-size, kind="stable")[:_MOST].tolist()],
    )


def signed_pairs(rows: Stances, of: str, minimum: int = 1) -> Pairs:
    """The signed network: its ties have a weight above or below 0; those of 0 are left out."""
    if of != "actors":
        found = pairs_of(rows.holder, rows.thing, rows.sign)
        return _tied(found.nodes, found.one, found.other, found.weight)
    sides = sides_of(rows)
    both = joined(compare(sides, minimum))
    return _tied(sides.holders, both.one, both.other, 2.0 * both.agree - both.shared)


def _tied(nodes: Ints, one: Ints, other: Ints, weight: Floats) -> Pairs:
    """The ties that have a weight, in order, and the nodes that they tie."""
    signed = np.flatnonzero(weight)
    order = signed[np.argsort(one[signed] * len(nodes) + other[signed], kind="stable")]
    kept, places = numbered(np.concatenate((one[order], other[order])))
    half = len(order)
    return Pairs(nodes[kept], places[:half].astype(np.int64), places[half:].astype(np.int64), weight[order])


def communities(pairs: Pairs, resolution: float, seed: int) -> Ints:
    """The community of each node, by number. A node without ties is alone."""
    if not len(pairs.nodes):
        return np.empty(0, dtype=np.int64)
    graph = igraph_of(pairs)
    with seeded(seed):
        found = graph.community_leiden(
            objective_function="CPM", weights=pairs.weight.tolist(), resolution=resolution, n_iterations=2
        )
    return np.asarray(found.membership)


def _blocs(snapshot: Snapshot, pairs: Pairs, groups: Ints) -> list[Bloc]:
    members: dict[int, list[Node]] = {}
    for node, group in zip(pairs.nodes.tolist(), groups.tolist(), strict=True):
        members.setdefault(group, []).append(snapshot.nodes[node])
    for nodes in members.values():
        nodes.sort(key=lambda node: (node.label, node.iri))
    ordered = sorted(members.values(), key=lambda nodes: (-len(nodes), nodes[0].label, nodes[0].iri))
    return [Bloc(number, nodes) for number, nodes in enumerate(ordered, 1)]


def _edge(pairs: Pairs, at: int) -> _Edge:
    return int(pairs.nodes[pairs.one[at]]), int(pairs.nodes[pairs.other[at]]), float(pairs.weight[at])


def _corners(pairs: Pairs, corners: tuple[int, int, int]) -> tuple[_Edge, _Edge, _Edge]:
    """The ties of a triangle."""
    keys = pairs.one * len(pairs.nodes) + pairs.other
    places = (
        int(np.searchsorted(keys, corners[one] * len(pairs.nodes) + corners[other]))
        for one, other in ((0, 1), (0, 2), (1, 2))
    )
    first, second, third = (_edge(pairs, at) for at in places)
    return first, second, third


def _ties(snapshot: Snapshot, rows: Stances, of: str, edges: Sequence[_Edge], most: int) -> list[SignedTie]:
    """Ties with what they rest on."""
    one, other = (np.asarray([edge[end] for edge in edges], dtype=np.int64) for end in (0, 1))
    if of == "actors":
        rows = rows.where(rows.sign != 0)
        sides = sides_of(rows.where(np.isin(rows.holder, np.concatenate((one, other)))))
        first, second = (np.searchsorted(sides.holders, ends) for ends in (one, other))
        grounds = grounds_of(snapshot, rows, sides, first, second, most)
    else:
        grounds = grounds_of_ends(snapshot, rows, one, other, most)
    return [_tie(snapshot, edge, ground) for edge, ground in zip(edges, grounds, strict=True)]


def _tie(snapshot: Snapshot, edge: _Edge, ground: Ground) -> SignedTie:
    a, b, weight = edge
    return SignedTie(snapshot.nodes[a], snapshot.nodes[b], "+" if weight > 0 else "-", weight, *ground)


def _triangle(ties: list[SignedTie]) -> Triangle:
    return Triangle([ties[0].a, ties[0].b, ties[2].b], ties)
