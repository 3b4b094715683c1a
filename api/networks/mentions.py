"""Things that are named together: the projection of the two-mode network on things."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import numpy as np

from .drawn import add_node, resting
from .engines import Lookup, numbered
from .grounds import told
from .selection import MANY, bounded, most_edges, select
from .shapes import FEW_IDS, Polarity, sign_of
from .snapshot import Ints, Snapshot, Stances

__all__ = ["co_mentions"]


def co_mentions(
    snapshot: Snapshot,
    *,
    kinds: Iterable[str] = (),
    minimum: int = 1,
    date_from: str | None = None,
    date_to: str | None = None,
    evidence: int = 1,
    limit: int | None = None,
) -> nx.Graph:
    """Things, tied by the positions that are about both; `weight` is how many.

    The sign of a tie is + where all of them take the same side on both things, - where all take opposite ones, ± where
    some do the one and some the other, 0 where none takes a side on both. Raises BadParameter for a value that is out of
    bounds.
    """
    bounded("minimum", minimum, 1, MANY)
    bounded("evidence", evidence, 0, 20)
    rows = select(snapshot, kinds=kinds, date_from=date_from, date_to=date_to)
    one, other, weight = _together(rows, minimum)
    most = most_edges(limit)
    graph = nx.Graph(label="Things named together", minimum=minimum, total=len(one), complete=len(one) <= most)
    one, other, weight = one[:most], other[:most], weight[:most]
    by_thing = Lookup(rows.thing, np.concatenate((one, other)))
    groups = [
        _about_both(rows, by_thing.of(a), by_thing.of(b)) for a, b in zip(one.tolist(), other.tolist(), strict=True)
    ]
    grounds = told(snapshot, rows, groups, evidence, ids=FEW_IDS)
    for a, b, count, group, ground in zip(one.tolist(), other.tolist(), weight.tolist(), groups, grounds, strict=True):
        nodes = [snapshot.nodes[at] for at in (a, b)]
        for node in nodes:
            add_node(graph, node)
        label = f"{count} positions" if count > 1 else "1 position"
        sign = _alike(rows, group, a)
        graph.add_edge(
            nodes[0].id, nodes[1].id, label=label, tie="co-mention", weight=count, polarity=sign, **resting(*ground)
        )
    return graph


def _together(rows: Stances, minimum: int) -> tuple[Ints, Ints, Ints]:
    """Pairs of things and how many positions are about both, those with the most first."""
    from scipy.sparse import coo_array

    things, column = numbered(rows.thing)
    positions, row = numbered(rows.position)
    about = coo_array((np.ones(len(row), dtype=np.int32), (row, column)), shape=(len(positions), len(things))).tocsr()
    about.sum_duplicates()
    about.data[:] = 1  # joint holders make no second mention
    together = (about.T @ about).tocoo()
    kept = (together.row < together.col) & (together.data >= minimum)
    one, other, weight = together.row[kept], together.col[kept], together.data[kept].astype(np.int64)
    order = np.lexsort((other, one, -weight))
    return things[one[order]], things[other[order]], weight[order]


def _about_both(rows: Stances, one: Ints, other: Ints) -> Ints:
    """Rows of the positions that two groups of rows have in common, of both groups."""
    both = np.intersect1d(rows.position[one], rows.position[other])
    numbers = np.concatenate((one, other))
    found: Ints = numbers[np.isin(rows.position[numbers], both)]
    return found


def _alike(rows: Stances, group: Ints, thing: int) -> Polarity:
    """Whether positions take the same side on two things, of which one is named."""
    sides: list[dict[int, int]] = [{}, {}]
    for position, about, sign in zip(
        *(column[group].tolist() for column in (rows.position, rows.thing, rows.sign)), strict=True
    ):
        side = sides[about == thing]
        side[position] = side.get(position, 0) + sign
    products = [sides[0][position] * sides[1][position] for position in sides[0]]
    return sign_of(sum(product > 0 for product in products), sum(product < 0 for product in products))
