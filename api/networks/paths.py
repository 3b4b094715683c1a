"""What ties two things: the shortest paths between them, or all paths up to a length, with the evidence of every edge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from api.errors import BadParameter

from .engines import Sparse, sparse_of
from .selection import bounded, select
from .shapes import Node, Tie, TieKind
from .snapshot import Fact, Ints, Snapshot, Stances
from .ties import checked_ties, fact_tie, facts_in, stance_ties

__all__ = ["Path", "Paths", "Step", "paths", "simple_paths", "ways"]

_STEPS = 300_000
"""So many steps are tried when all paths are sought; then the search ends, and says so."""
_DEFAULT: tuple[TieKind, ...] = ("stance", "member", "party", "broader", "part-of", "regulates", "composed")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path, with all that ties its two nodes. `forward`: the first tie runs in the step's direction."""

    start: Node
    end: Node
    forward: bool
    ties: list[Tie]


@dataclass(frozen=True, slots=True)
class Path:
    """A path without a repeated node."""

    length: int
    nodes: list[Node]
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths between two things. Without any, `reason` says why; `complete` says whether there are no more."""

    start: Node
    end: Node
    mode: str
    longest: int
    distance: int | None
    paths: list[Path]
    complete: bool
    reason: str | None


def paths(
    snapshot: Snapshot,
    start: str,
    end: str,
    *,
    mode: Literal["shortest", "all"] = "shortest",
    longest: int = 4,
    ties: Iterable[str] = (),
    date_from: str | None = None,
    date_to: str | None = None,
    limit: int = 20,
    evidence: int = 3,
) -> Paths:
    """Paths from one thing to another over ties in either direction, the shortest first, then by names.

    Ties of bound states count only where they are asked for: they tie every member of a body to all that it says.
    Raises UnknownEntity, or BadParameter for a value that is out of bounds.
    """
    bounded("longest", longest, 1, 6)
    bounded("limit", limit, 1, 1000)
    bounded("evidence", evidence, 0, 20)
    if mode not in {"shortest", "all"}:
        raise BadParameter(f"mode: '{mode}' is no mode. One of shortest, all.")
    source, target = snapshot.need(start), snapshot.need(end)
    over = ways(snapshot, tuple(ties), date_from, date_to)
    distances = _distances(over.sparse, target, longest, source if mode == "shortest" else None)
    distance = int(distances[source]) if distances[source] >= 0 else None
    ends = snapshot.nodes[source], snapshot.nodes[target]
    if source == target:
        return Paths(*ends, mode, longest, 0, [], True, "Both are the same thing.")
    if distance is None:
        return Paths(*ends, mode, longest, None, [], True, _reason(over, ends, source, target, longest))
    search = _Search(over.sparse, distances, target)
    lengths = [distance] if mode == "shortest" else range(distance, longest + 1)
    found: list[tuple[int, ...]] = []
    for path in (path for length in lengths for path in search.paths(source, length)):
        if len(found) == limit:
            return _told(snapshot, over, ends, mode, longest, distance, found, False, evidence)
        found.append(path)
    return _told(snapshot, over, ends, mode, longest, distance, found, not search.tired, evidence)


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """What paths may run over."""

    sparse: Sparse
    rows: Stances
    facts: list[Fact]


def ways(
    snapshot: Snapshot, ties: tuple[str, ...] = (), date_from: str | None = None, date_to: str | None = None
) -> _Ways:
    """The neighbours that paths run over, kept where no dates narrow them."""
    wanted = checked_ties(ties) if ties else _DEFAULT
    if date_from or date_to:
        return _made(snapshot, wanted, date_from, date_to)
    return snapshot.recent(("ways", wanted), lambda: _made(snapshot, wanted, None, None))


def _made(snapshot: Snapshot, ties: tuple[TieKind, ...], date_from: str | None, date_to: str | None) -> _Ways:
    if "bound" in ties:
        raise BadParameter("tie: paths do not run over 'bound'; ask for the body's own ties, member and stance.")
    rows = select(snapshot, date_from=date_from, date_to=date_to)
    if "stance" not in ties:
        rows = rows.where(np.zeros(len(rows), dtype=bool))
    facts = facts_in(snapshot, ties, date_from, date_to)
    one = np.concatenate((rows.holder, np.asarray([fact.start for fact in facts], dtype=np.int32)))
    other = np.concatenate((rows.thing, np.asarray([fact.end for fact in facts], dtype=np.int32)))
    return _Ways(sparse_of(len(snapshot.nodes), one, other), rows, facts)


def _distances(sparse: Sparse, target: int, longest: int, source: int | None = None) -> Ints:
    """Steps from each node to the target, -1 beyond `longest`, or further away than a source; levels grow whole, by numpy."""
    found = np.full(len(sparse.starts) - 1, -1, dtype=np.int32)
    found[target] = 0
    frontier = np.asarray([target])
    for step in range(1, longest + 1):
        around = sparse.of_all(frontier)
        frontier = around[found[around] < 0]
        if not len(frontier):
            break
        found[frontier] = step
        if source is not None and found[source] >= 0:
            break
    return found


class _Search:
    """Paths to a target, in the order of node numbers. Where the target is too far for what is left, none is tried."""

    def __init__(self, sparse: Sparse, distances: Ints, target: int) -> None:
        self._sparse, self._distances, self._target = sparse, distances, target
        self._left = _STEPS

    @property
    def tired(self) -> bool:
        """Whether the search ended before all was tried."""
        return self._left <= 0

    def paths(self, source: int, length: int) -> Iterator[tuple[int, ...]]:
        """Paths of exactly this length that pass no node twice."""
        path = [source]
        waiting = [self._next(source, length - 1, path)]
        while waiting and self._left > 0:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                path.pop()
            elif node == self._target:
                if len(path) == length:
                    yield (*path, node)
            else:
                path.append(node)
                waiting.append(self._next(node, length - len(path), path))

    def _next(self, node: int, left: int, path: list[int]) -> Iterator[int]:
        """Neighbours from which the target can be reached in `left` more steps, and that are not on the path."""
        around = self._sparse.of(node)
        far = self._distances[around]
        near = around[(far >= 0) & (far <= left)].tolist()
        self._left -= max(1, len(near))
        return iter([one for one in near if one not in path])


def simple_paths(one: Ints, other: Ints, count: int, source: int, target: int, longest: int) -> list[tuple[int, ...]]:
    """All paths between two of `count` nodes that pass no node twice, the shortest first."""
    sparse = sparse_of(count, one, other)
    search = _Search(sparse, _distances(sparse, target, longest), target)
    return [path for length in range(1, longest + 1) for path in search.paths(source, length)]


def _reason(ways: _Ways, ends: tuple[Node, Node], source: int, target: int, longest: int) -> str:
    for node, number in zip(ends, (source, target), strict=True):
        if not len(ways.sparse.of(number)):
            return f"Nothing ties {node.label} to anything, under these filters."
    steps = "step" if longest == 1 else "steps"
    return f"No path of at most {longest} {steps} ties {ends[0].label} and {ends[1].label}, under these filters."


def _told(
    snapshot: Snapshot,
    ways: _Ways,
    ends: tuple[Node, Node],
    mode: str,
    longest: int,
    distance: int,
    found: list[tuple[int, ...]],
    complete: bool,
    most_evidence: int,
) -> Paths:
    pairs = {frozenset(pair) for path in found for pair in pairwise(path)}
    ties = _ties(snapshot, ways, pairs, most_evidence)
    told = [_path(snapshot, path, ties) for path in found]
    told.sort(key=lambda path: (path.length, [node.label for node in path.nodes]))
    return Paths(*ends, mode, longest, distance, told, complete, None)


def _ties(
    snapshot: Snapshot, ways: _Ways, pairs: set[frozenset[int]], most_evidence: int
) -> dict[frozenset[str], list[Tie]]:
    count = len(snapshot.nodes)
    wanted = np.asarray(sorted(min(pair) * count + max(pair) for pair in pairs), dtype=np.int64)
    passed = np.zeros(count, dtype=bool)
    passed[[node for pair in pairs for node in pair]] = True
    rows = ways.rows.where(passed[ways.rows.holder] & passed[ways.rows.thing])
    low, high = np.minimum(rows.holder, rows.thing).astype(np.int64), np.maximum(rows.holder, rows.thing)
    found: defaultdict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in stance_ties(snapshot, rows.where(np.isin(low * count + high, wanted)), most_evidence):
        found[frozenset((tie.start, tie.end))].append(tie)
    for fact in ways.facts:
        if frozenset((fact.start, fact.end)) in pairs:
            tie = fact_tie(snapshot, fact)
            found[frozenset((tie.start, tie.end))].append(tie)
    return found


def _path(snapshot: Snapshot, path: tuple[int, ...], ties: dict[frozenset[str], list[Tie]]) -> Path:
    nodes = [snapshot.nodes[number] for number in path]
    steps = []
    for start, end in pairwise(nodes):
        between = ties[frozenset((start.id, end.id))]
        steps.append(Step(start, end, between[0].start == start.id, between))
    return Path(len(steps), nodes, steps)
