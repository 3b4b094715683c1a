"""What an edge rests on: all of its positions with their words, in pages. Files and pictures have the latest only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from api.errors import BadParameter

from .bound import bound_groups
from .evidence import evidence as read_evidence
from .selection import bounded, from_zero, select
from .shapes import Evidence, Node, Polarity
from .sides import sides_of
from .snapshot import Ints, Snapshot, Stances

__all__ = ["EDGES", "Edge", "EdgeKind", "Said", "edge"]

EdgeKind = Literal["stance", "bound", "agreement", "co-mention"]
EDGES: tuple[EdgeKind, ...] = ("stance", "bound", "agreement", "co-mention")
"""Edges that rest on positions; others are facts."""


@dataclass(frozen=True, slots=True)
class Said:
    """A position of an edge: whose, on what, and in which words."""

    holder: Node
    thing: Node
    said: Evidence


@dataclass(frozen=True, slots=True)
class Edge:
    """A page of the positions of an edge, the latest first; `total` counts them all. Without any, `reason` says why."""

    start: Node
    end: Node
    tie: EdgeKind
    polarity: Polarity | None
    positions: list[Said]
    total: int
    limit: int
    offset: int
    reason: str | None


def edge(
    snapshot: Snapshot,
    start: str,
    end: str,
    *,
    tie: EdgeKind = "stance",
    things: Iterable[str] = (),
    kinds: Iterable[str] = (),
    polarity: Polarity | None = None,
    hierarchy: bool = False,
    date_from: str | None = None,
    date_to: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> Edge:
    """The positions behind an edge of any network. A *stance* is what one holds on the other; *bound*: what binds a state;
    *agreement*: what both hold on the things on which both took a side; *co-mention*: what is about both.

    The filters are those of the network. Raises UnknownEntity, or BadParameter for a value that is out of bounds.
    """
    bounded("limit", limit, 1, 1000)
    from_zero(offset=offset)
    if tie not in EDGES:
        raise BadParameter(f"tie: '{tie}' is no edge that rests on positions. One of {', '.join(EDGES)}.")
    ends = snapshot.need(start), snapshot.need(end)
    rows = select(
        snapshot,
        things=snapshot.need_all(things),
        kinds=kinds,
        polarity=polarity,
        date_from=date_from,
        date_to=date_to,
        hierarchy=hierarchy,
    )
    numbers = _rows_of(snapshot, rows, tie, *ends)
    order = numbers[
        np.lexsort((rows.thing[numbers], rows.holder[numbers], rows.position[numbers], -rows.date[numbers]))
    ]
    page = order[offset : offset + limit]
    sentences = read_evidence(snapshot, [(rows, np.asarray([at])) for at in page.tolist()], 1)
    nodes = snapshot.nodes
    said = [
        Said(nodes[rows.holder[at]], nodes[rows.thing[at]], one)
        for at, found in zip(page.tolist(), sentences, strict=True)
        for one in found
    ]
    reason = (
        None if len(numbers) else f"No position ties {nodes[ends[0]].label} and {nodes[ends[1]].label} in this way."
    )
    return Edge(nodes[ends[0]], nodes[ends[1]], tie, polarity, said, len(numbers), limit, offset, reason)


def _rows_of(snapshot: Snapshot, rows: Stances, tie: EdgeKind, start: int, end: int) -> Ints:
    """Numbers of the rows that an edge rests on."""
    if tie == "stance":
        mask = ((rows.holder == start) & (rows.thing == end)) | ((rows.holder == end) & (rows.thing == start))
        return np.flatnonzero(mask)
    if tie == "bound":
        on_it = np.flatnonzero(rows.thing == end)
        groups = [on_it[group] for *_, group in bound_groups(snapshot, rows.where(on_it), start)]
        return np.concatenate([np.empty(0, dtype=np.int64), *groups])
    if tie == "co-mention":
        positions = (rows.position[rows.thing == one] for one in (start, end))
        both = np.isin(rows.position, np.intersect1d(*positions)) & np.isin(rows.thing, (start, end))
        return np.flatnonzero(both)
    ours = np.flatnonzero(np.isin(rows.holder, (start, end)) & (rows.sign != 0))
    sides = sides_of(rows.where(ours))
    if len(sides.holders) < 2:
        return np.empty(0, dtype=np.int64)
    return ours[np.isin(rows.thing[ours], sides.things[sides.on(0, 1)])]
