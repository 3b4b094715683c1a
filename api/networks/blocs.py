"""What splits actors into blocs: communities of the signed network, and which triangles are tense."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from api.errors import BadParameter

from .engines import Floats, Pairs, igraph_of, seeded
from .selection import bounded, select
from .shapes import Node, Polarity
from .sides import compare, sides_of
from .snapshot import Ints, Snapshot, Stances

__all__ = ["Balance", "Bloc", "Blocs", "SignedTie", "Triangle", "balance_of", "blocs", "communities", "signed_pairs"]

_MOST = 1000
_METHOD = "Leiden, constant Potts model on signed weights"


@dataclass(frozen=True, slots=True)
class Bloc:
    """Actors that stand together more than against each other. Numbers run from 1, the largest bloc first."""

    number: int
    members: list[Node]


@dataclass(frozen=True, slots=True)
class SignedTie:
    """Two corners of a triangle: on how many things they agree less on how many they differ."""

    a: Node
    b: Node
    polarity: Polarity
    weight: float


@dataclass(frozen=True, slots=True)
class Triangle:
    """Three actors whose ties do not fit: friends of friends that are foes, or three foes."""

    nodes: list[Node]
    ties: list[SignedTie]


@dataclass(frozen=True, slots=True)
class Balance:
    """Structural balance (Cartwright and Harary 1956): a triangle is balanced if the product of its signs is positive.

    `share` is balanced / triangles, None without any.
    """

    triangles: int
    balanced: int
    tense: int
    share: float | None


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
    rows = select(snapshot, kinds=kinds, date_from=date_from, date_to=date_to)
    pairs = signed_pairs(rows, of, minimum)
    groups = communities(pairs, resolution, seed)
    fits = (groups[pairs.one] == groups[pairs.other]) == (pairs.weight > 0)
    balance, tense = balance_of(pairs, triangles)
    return Blocs(
        method=_METHOD,
        of=of,
        resolution=resolution,
        seed=seed,
        minimum=minimum,
        actors=len(pairs.nodes),
        ties=len(pairs),
        blocs=_blocs(snapshot, pairs, groups),
        frustration=float(abs(pairs.weight[~fits]).sum()),
        strength=float(abs(pairs.weight).sum()),
        balance=balance,
        tense=[_triangle(snapshot, pairs, corners) for corners in tense],
        ties_listed=[
            _tie(snapshot, pairs, at) for at in np.argsort(-abs(pairs.weight), kind="stable")[:_MOST].tolist()
        ],
    )


def signed_pairs(rows: Stances, of: str, minimum: int = 1) -> Pairs:
    """The signed network: its ties have a weight above or below 0; those of 0 are left out."""
    if of == "actors":
        sides = sides_of(rows)
        found = list(compare(sides, minimum))
        empty = np.empty(0, dtype=np.int64)
        one = np.concatenate([empty, *(sides.holders[block.one] for block in found)])
        other = np.concatenate([empty, *(sides.holders[block.other] for block in found)])
        net = np.concatenate([empty.astype(float), *(2.0 * block.agree - block.shared for block in found)])
    else:
        one, other, net = rows.holder.astype(np.int64), rows.thing.astype(np.int64), rows.sign.astype(float)
    return _summed(one, other, net)


def _summed(one: Ints, other: Ints, net: Floats) -> Pairs:
    apart = one != other
    one, other, net = one[apart], other[apart], net[apart]
    nodes, places = np.unique(np.concatenate((one, other)), return_inverse=True)
    first, second = places[: len(one)], places[len(one) :]
    width = max(1, len(nodes))
    keys, groups = np.unique(np.minimum(first, second) * width + np.maximum(first, second), return_inverse=True)
    weight = np.bincount(groups, weights=net, minlength=len(keys)).astype(np.float64)
    signed = weight != 0
    keys, weight = keys[signed], weight[signed]
    return Pairs(nodes, keys // width, keys % width, weight)


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


def balance_of(pairs: Pairs, most: int) -> tuple[Balance, list[tuple[int, int, int]]]:
    """How many triangles are balanced, and some of the tense ones, those with the heaviest ties first."""
    from scipy.sparse import csr_array

    count = len(pairs.nodes)
    signs = np.sign(pairs.weight)
    ends = (np.concatenate((pairs.one, pairs.other)), np.concatenate((pairs.other, pairs.one)))
    signed = csr_array((np.concatenate((signs, signs)), ends), shape=(count, count))
    plain = abs(signed)
    total = round(float((plain @ plain).multiply(plain).sum()) / 6)
    net = round(float((signed @ signed).multiply(signed).sum()) / 6)
    balanced = (total + net) // 2
    share = round(balanced / total, 6) if total else None
    tense = _tense(pairs, most) if total > balanced else []
    return Balance(total, balanced, total - balanced, share), tense


def _tense(pairs: Pairs, most: int) -> list[tuple[int, int, int]]:
    """Tense triangles by how heavy their lightest tie is, then by their numbers."""
    ties: list[dict[int, float]] = [{} for _ in pairs.nodes]
    order = np.argsort(-abs(pairs.weight), kind="stable")
    found: list[tuple[int, int, int]] = []
    # Ties are added from the heaviest: the triangles that one closes have it as their lightest.
    for at in order.tolist():
        if len(found) >= most:
            break
        one, other, weight = int(pairs.one[at]), int(pairs.other[at]), float(pairs.weight[at])
        few, many = sorted((ties[one], ties[other]), key=len)
        closed = [node for node in few if node in many and few[node] * many[node] * weight < 0]
        found += sorted((*sorted((one, other, node)),) for node in closed)  # type: ignore[misc]
        ties[one][other] = ties[other][one] = weight
    return found[:most]


def _tie(snapshot: Snapshot, pairs: Pairs, at: int) -> SignedTie:
    a, b = (snapshot.nodes[int(pairs.nodes[end[at]])] for end in (pairs.one, pairs.other))
    weight = float(pairs.weight[at])
    return SignedTie(a, b, "+" if weight > 0 else "-", weight)


def _triangle(snapshot: Snapshot, pairs: Pairs, corners: tuple[int, int, int]) -> Triangle:
    width = len(pairs.nodes)
    keys = pairs.one * width + pairs.other
    places = (
        int(np.searchsorted(keys, corners[one] * width + corners[other])) for one, other in ((0, 1), (0, 2), (1, 2))
    )
    return Triangle(
        [snapshot.nodes[int(pairs.nodes[corner])] for corner in corners], [_tie(snapshot, pairs, at) for at in places]
    )
