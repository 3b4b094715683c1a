"""The network around a thing: what it is tied to, then what that is tied to; counts first, in pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .bound import BoundGroup, bound_groups, bound_ties
from .layout import places
from .selection import bounded, checked_kinds, from_zero, select
from .shapes import Node, PlacedNode, Polarity, Tie, TieKind
from .snapshot import Fact, Ints, Snapshot, Stances
from .ties import checked_ties, fact_tie, facts_in, stance_ties

__all__ = ["Ego", "EgoCounts", "ego", "ego_counts"]

MOST_TIES = 20_000
"""More ties than these are no picture; the heaviest are kept, and `complete` says so."""


@dataclass(frozen=True, slots=True)
class EgoCounts:
    """What a thing is tied to, before anything is drawn: ties and neighbours by kind, and positions."""

    centre: Node
    ties: dict[str, int]
    kinds: dict[str, int]
    neighbours: int
    positions: int


@dataclass(frozen=True, slots=True)
class Ego:
    """A thing with a page of its neighbours, and all ties among those that are shown.

    `counts` are of all neighbours, shown or not. `complete` says whether no neighbour, near or far, is left out.
    """

    centre: Node
    depth: int
    counts: EgoCounts
    limit: int
    offset: int
    complete: bool
    nodes: list[PlacedNode]
    edges: list[Tie]


@dataclass(frozen=True, slots=True, eq=False)
class _World:
    """What ties may run over, under the filters."""

    snapshot: Snapshot
    rows: Stances
    facts: list[Fact]
    ties: tuple[TieKind, ...]
    kinds: frozenset[str]


def _world(
    snapshot: Snapshot,
    kinds: Iterable[str],
    ties: Iterable[str],
    polarity: Polarity | None,
    date_from: str | None,
    date_to: str | None,
) -> _World:
    wanted = checked_ties(ties)
    rows = select(snapshot, polarity=polarity, date_from=date_from, date_to=date_to)
    return _World(snapshot, rows, facts_in(snapshot, wanted, date_from, date_to), wanted, checked_kinds(kinds))


def ego_counts(
    snapshot: Snapshot,
    entity: str,
    *,
    kinds: Iterable[str] = (),
    ties: Iterable[str] = (),
    polarity: Polarity | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
) -> EgoCounts:
    """How much there is around a thing. Raises UnknownEntity, or BadParameter for a filter that is none."""
    centre = snapshot.need(entity)
    world = _world(snapshot, kinds, ties, polarity, date_from, date_to)
    return _counts(world, centre, _around(world, {centre}, first=True))


def ego(
    snapshot: Snapshot,
    entity: str,
    *,
    depth: int = 1,
    kinds: Iterable[str] = (),
    ties: Iterable[str] = (),
    polarity: Polarity | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    limit: int = 200,
    offset: int = 0,
    evidence: int = 3,
) -> Ego:
    """The network around a thing: a page of its neighbours, those with the most positions first, `depth` rings of them.

    A page has at most `limit` nodes beside the centre; rings beyond the first take what room the page leaves. Raises
    UnknownEntity, or BadParameter for a value that is out of bounds.
    """
    bounded("depth", depth, 1, 3)
    bounded("limit", limit, 1, 2000)
    bounded("evidence", evidence, 0, 20)
    from_zero(offset=offset)
    centre = snapshot.need(entity)
    world = _world(snapshot, kinds, ties, polarity, date_from, date_to)
    around = _around(world, {centre}, first=True)
    ranked = _ranked(snapshot, around.weight)
    shown = ranked[offset : offset + limit]
    complete = offset == 0 and len(ranked) <= limit
    rings = {centre: 0, **dict.fromkeys(shown, 1)}
    near = set(ranked) | {centre}
    frontier = set(shown)
    for ring in range(2, depth + 1):
        further = _ranked(snapshot, {n: w for n, w in _around(world, frontier).weight.items() if n not in near})
        room = limit + 1 - len(rings)
        complete = complete and len(further) <= room
        rings |= dict.fromkeys(further[:room], ring)
        frontier = set(further[:room])
        near |= set(further)
    edges, whole = _edges(world, centre, rings, evidence)
    return Ego(
        centre=snapshot.nodes[centre],
        depth=depth,
        counts=_counts(world, centre, around),
        limit=limit,
        offset=offset,
        complete=complete and whole,
        nodes=_placed(snapshot, rings, edges),
        edges=edges,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Around:
    """Neighbours with the positions that tie them (a fact counts as one), and what ties them."""

    weight: Counter[int]
    rows: Ints
    facts: list[Fact]
    bound: list[BoundGroup]


def _around(world: _World, inside: set[int], *, first: bool = False) -> _Around:
    """What is tied to some nodes. States that are bound, or what binds a state, are neighbours of the centre alone."""
    snapshot, rows = world.snapshot, world.rows
    mask = np.zeros(len(snapshot.nodes), dtype=bool)
    mask[list(inside)] = True
    touching = np.flatnonzero(mask[rows.holder] | mask[rows.thing]) if "stance" in world.ties else np.empty(0, np.int64)
    weight: Counter[int] = Counter()
    for column in (rows.holder, rows.thing):
        numbers, counts = np.unique(column[touching], return_counts=True)
        weight.update(dict(zip(numbers.tolist(), counts.tolist(), strict=True)))
    facts = [fact for fact in world.facts if fact.start in inside or fact.end in inside]
    for fact in facts:
        weight.update((fact.start, fact.end))
    bound = _bound(world, next(iter(inside))) if first and "bound" in world.ties else []
    for state, _, thing, _, numbers_of in bound:
        weight[state] += len(numbers_of)
        weight[thing] += len(numbers_of)
    kept = {
        node: count
        for node, count in weight.items()
        if node not in inside and (not world.kinds or snapshot.nodes[node].kind in world.kinds)
    }
    return _Around(Counter(kept), touching.astype(np.int32), facts, bound)


def _bound(world: _World, centre: int) -> list[BoundGroup]:
    """States that positions on a thing bind, and what binds it if it is a state. Rows are numbers of `world.rows`."""
    on_it = np.flatnonzero(world.rows.thing == centre).astype(np.int32)
    groups = bound_groups(world.snapshot, world.rows.where(on_it))
    by_state = bound_groups(world.snapshot, world.rows, centre)
    return [(state, body, thing, sign, on_it[rows]) for state, body, thing, sign, rows in groups] + by_state


def _ranked(snapshot: Snapshot, weight: dict[int, int]) -> list[int]:
    return sorted(weight, key=lambda node: (-weight[node], snapshot.nodes[node].label, snapshot.nodes[node].iri))


def _counts(world: _World, centre: int, around: _Around) -> EgoCounts:
    snapshot, neighbours = world.snapshot, around.weight
    rows = world.rows.where(around.rows)
    other = np.where(rows.holder == centre, rows.thing, rows.holder).tolist()
    stances = {(a, b, c) for a, b, c in zip(rows.holder.tolist(), rows.thing.tolist(), rows.sign.tolist(), strict=True)}
    kept = set(neighbours) | {centre}
    ties: Counter[str] = Counter()
    ties["stance"] = sum(holder in kept and thing in kept for holder, thing, _ in stances)
    ties["bound"] = sum(state in kept and thing in kept for state, _, thing, _, _ in around.bound)
    for fact in around.facts:
        ties[fact.tie] += fact.start in kept and fact.end in kept
    held = {p for p, node in zip(rows.position.tolist(), other, strict=True) if node in kept}
    return EgoCounts(
        centre=snapshot.nodes[centre],
        ties={tie: ties[tie] for tie in world.ties if ties[tie]},
        kinds=dict(sorted(Counter(snapshot.nodes[node].kind for node in neighbours).items())),
        neighbours=len(neighbours),
        positions=len(held),
    )


def _edges(world: _World, centre: int, rings: dict[int, int], most_evidence: int) -> tuple[list[Tie], bool]:
    """All ties among the nodes that are shown, the heaviest first, and whether none was left out."""
    snapshot, rows = world.snapshot, world.rows
    mask = np.zeros(len(snapshot.nodes), dtype=bool)
    mask[list(rings)] = True
    ties: list[Tie] = []
    whole = True
    if "stance" in world.ties:
        inside = rows.where(mask[rows.holder] & mask[rows.thing])
        pairs = stance_ties(snapshot, inside, 0 if len(inside) > MOST_TIES else most_evidence, MOST_TIES + 1)
        whole = len(pairs) <= MOST_TIES
        ties += pairs[:MOST_TIES]
    if "bound" in world.ties:
        groups = [group for group in _bound(world, centre) if mask[group[0]] and mask[group[2]]]
        ties += bound_ties(snapshot, rows, groups, most_evidence)
    ties += [fact_tie(snapshot, fact) for fact in world.facts if mask[fact.start] and mask[fact.end]]
    return ties, whole


def _placed(snapshot: Snapshot, rings: dict[int, int], edges: list[Tie]) -> list[PlacedNode]:
    nodes = [snapshot.nodes[number] for number in rings]
    at = {node.id: number for number, node in enumerate(nodes)}
    pairs = [(at[tie.start], at[tie.end]) for tie in edges]
    weight: Counter[str] = Counter()
    for tie in edges:
        weight[tie.start] += tie.weight
        weight[tie.end] += tie.weight
    where = places(len(nodes), pairs, [tie.weight for tie in edges], 0)
    return [
        PlacedNode(node.id, node.iri, node.label, node.kind, x, y, ring, weight[node.id])
        for node, ring, (x, y) in zip(nodes, rings.values(), where, strict=True)
    ]
