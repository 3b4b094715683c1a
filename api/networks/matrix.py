"""Who stands where on what: actors as rows, things as columns, positions for, against and neither in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from .engines import numbered
from .evidence import basis_of
from .evidence import evidence as read_evidence
from .selection import bounded, checked_kinds, from_zero, heaviest, select
from .shapes import FEW_IDS, Evidence, Node, Polarity, sign_of
from .snapshot import Ints, Snapshot, Stances

__all__ = ["Cell", "Line", "Matrix", "matrix"]

_MOST_SAID = 20_000
"""With more cells than these no sentences are read: nobody reads so many."""


@dataclass(frozen=True, slots=True)
class Line(Node):
    """A row or a column, with how many positions it has in the whole matrix."""

    positions: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """Positions of a holder on a thing. One that is for and against at once counts in both, and once in `positions`.

    `act` has the acts, the most frequent first, joined by " | "; `first` and `last` are dates; `said` has the latest
    sentences, as many as were asked for.
    """

    holder: str
    thing: str
    support: int
    oppose: int
    neutral: int
    positions: int
    polarity: Polarity
    act: str
    first: str
    last: str
    evidence: list[str]
    """Ids of its positions, the latest first, at most 20."""
    said: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A part of the matrix; cells without positions are not listed. `total_holders`, `total_things`: of all of it."""

    holders: list[Line]
    things: list[Line]
    cells: list[Cell]
    hierarchy: bool
    total_holders: int
    total_things: int
    row_offset: int
    column_offset: int

    @property
    def by_ends(self) -> dict[tuple[str, str], Cell]:
        """Cells by the ids of holder and thing."""
        return {(cell.holder, cell.thing): cell for cell in self.cells}

    def cell(self, holder: str, thing: str) -> Cell | None:
        """The cell of two ids, None if there is no position."""
        return next((cell for cell in self.cells if (cell.holder, cell.thing) == (holder, thing)), None)


def matrix(
    snapshot: Snapshot,
    *,
    holders: Iterable[str] = (),
    things: Iterable[str] = (),
    kinds: Iterable[str] = (),
    hierarchy: bool = True,
    date_from: str | None = None,
    date_to: str | None = None,
    rows: int = 20,
    columns: int = 20,
    row_offset: int = 0,
    column_offset: int = 0,
    evidence: int = 1,
) -> Matrix:
    """The stance matrix, its rows and columns by how many positions they have, or in the order in which they are named.

    With `hierarchy` the column of terrorism counts its kinds too, each position once. Things that are named have their
    column even if it is empty. `evidence` is how many sentences a cell has; there are none beyond 20,000 cells. Raises
    UnknownEntity, or BadParameter for a value that is out of bounds.
    """
    bounded("evidence", evidence, 0, 20)
    for name, value in (("rows", rows), ("columns", columns)):
        bounded(name, value, 1, 500)
    from_zero(row_offset=row_offset, column_offset=column_offset)
    named_rows, named_columns = snapshot.need_all(holders), snapshot.need_all(things)
    found = select(
        snapshot,
        holders=named_rows,
        things=named_columns,
        kinds=checked_kinds(kinds),
        date_from=date_from,
        date_to=date_to,
        hierarchy=hierarchy,
    )
    shown_rows, total_rows = _ordered(snapshot, found.holder, found.position, named_rows, row_offset, rows)
    shown_columns, total_columns = _ordered(
        snapshot, found.thing, found.position, named_columns, column_offset, columns
    )
    return Matrix(
        holders=[_line(snapshot, *one) for one in shown_rows],
        things=[_line(snapshot, *one) for one in shown_columns],
        cells=_cells(snapshot, found, [one for one, _ in shown_rows], [one for one, _ in shown_columns], evidence),
        hierarchy=hierarchy,
        total_holders=total_rows,
        total_things=total_columns,
        row_offset=row_offset,
        column_offset=column_offset,
    )


def _ordered(
    snapshot: Snapshot, column: Ints, position: Ints, named: Sequence[int], offset: int, limit: int
) -> tuple[list[tuple[int, int]], int]:
    """A page of nodes with their positions, as named, otherwise those with the most first; and how many there are."""
    nodes, counts = _positions(column, position)
    if named:
        known = dict(zip(nodes.tolist(), counts.tolist(), strict=True))
        return [(node, known.get(node, 0)) for node in named[offset : offset + limit]], len(named)
    page = heaviest(snapshot, nodes, counts, offset + limit)[offset:]
    return list(zip(page, counts[np.searchsorted(nodes, page)].tolist(), strict=True)), len(nodes)


def _positions(column: Ints, position: Ints) -> tuple[Ints, Ints]:
    """Nodes of a column, and how many positions each has."""
    from scipy.sparse import coo_array

    nodes, row = numbered(column)
    width = int(position.max(initial=-1)) + 1
    held = coo_array((np.ones(len(row), dtype=np.int8), (row, position)), shape=(len(nodes), width)).tocsr()
    held.sum_duplicates()
    return nodes, np.diff(held.indptr)


def _line(snapshot: Snapshot, number: int, positions: int) -> Line:
    node = snapshot.nodes[number]
    return Line(node.id, node.iri, node.label, node.kind, positions)


def _cells(snapshot: Snapshot, found: Stances, rows: Sequence[int], columns: Sequence[int], most: int) -> list[Cell]:
    """Cells row by row."""
    places = [np.full(len(snapshot.nodes), -1, dtype=np.int64) for _ in range(2)]
    for place, shown in zip(places, (rows, columns), strict=True):
        place[list(shown)] = np.arange(len(shown))
    row, column = places[0][found.holder], places[1][found.thing]
    inside = (row >= 0) & (column >= 0)
    key = (row * max(1, len(columns)) + column)[inside]
    part = found.where(inside)
    size = len(rows) * len(columns)
    signs = [np.bincount(key[part.sign == sign], minlength=size) for sign in (1, -1, 0)]
    count = max(1, len(snapshot.positions))
    distinct = np.unique(key * count + part.position) // count
    each = np.bincount(distinct, minlength=size)
    by_cell = _by_cell(part, key)
    taken = np.flatnonzero(each).tolist()
    read = most if len(taken) <= _MOST_SAID else 0
    sentences = read_evidence(snapshot, [(part, by_cell[at]) for at in taken], read)
    cells = []
    for at, said in zip(taken, sentences, strict=True):
        support, oppose, neutral = (int(sign[at]) for sign in signs)
        holder, thing = snapshot.nodes[rows[at // len(columns)]], snapshot.nodes[columns[at % len(columns)]]
        basis = basis_of(snapshot, part, by_cell[at], FEW_IDS)
        cells.append(
            Cell(
                holder=holder.id,
                thing=thing.id,
                support=support,
                oppose=oppose,
                neutral=neutral,
                positions=int(each[at]),
                polarity=sign_of(support, oppose),
                act=basis.act,
                first=basis.first,
                last=basis.last,
                evidence=basis.positions,
                said=said,
            )
        )
    return cells


def _by_cell(part: Stances, key: Ints) -> dict[int, Ints]:
    """Numbers of the rows of each cell, from the last date back."""
    order = np.lexsort((part.position, -part.date.astype(np.int64), key))
    if not len(order):
        return {}
    groups = np.split(order, np.flatnonzero(np.diff(key[order])) + 1)
    return {int(key[group[0]]): group for group in groups}
