"""The stance matrix as rows to read: things below what is broader, each row folded or open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from api.networks import Cell, Line, Matrix

__all__ = ["Order", "Row", "roots_of", "rows_of"]

Order = Literal["positions", "name", "dispute"]


@dataclass(frozen=True, slots=True)
class Row:
    """A thing with its cells, one for each holder; `depth` counts the broader things above it in the table."""

    thing: Line
    depth: int
    cells: Sequence[Cell | None]
    narrower: int
    """How many narrower things have positions."""

    open: bool


def roots_of(things: Iterable[Line], broader: Mapping[str, Sequence[str]]) -> list[Line]:
    """The things that no other of them includes: what is narrower is counted there already."""
    found = list(things)
    known = {thing.id for thing in found}
    return [thing for thing in found if not (_above(thing.id, broader) & known)]


def _above(thing: str, broader: Mapping[str, Sequence[str]]) -> set[str]:
    above: set[str] = set()
    waiting = list(broader.get(thing, ()))
    while waiting:
        one = waiting.pop()
        if one not in above and one != thing:
            above.add(one)
            waiting += broader.get(one, ())
    return above


def rows_of(
    matrix: Matrix, roots: Sequence[Line], broader: Mapping[str, Sequence[str]], opened: set[str], order: Order
) -> list[Row]:
    """The rows of a matrix from its roots down through what is open. Things without positions are left out."""
    lines = {thing.id: thing for thing in matrix.things if thing.positions}
    narrower: defaultdict[str, list[str]] = defaultdict(list)
    for thing in lines:
        for up in broader.get(thing, ()):
            narrower[up].append(thing)
    by_ends = matrix.by_ends

    def row(line: Line, depth: int, above: frozenset[str]) -> Iterator[Row]:
        below = [lines[one] for one in narrower[line.id] if one not in above]
        is_open = line.id in opened and bool(below)
        cells = [by_ends.get((holder.id, line.id)) for holder in matrix.holders]
        yield Row(line, depth, cells, len(below), is_open)
        if is_open:
            for one in _sorted(below, order, matrix):
                yield from row(one, depth + 1, above | {line.id})

    return [
        one for root in _sorted(roots, order, matrix) if root.positions for one in row(root, 0, frozenset({root.id}))
    ]


def _sorted(lines: Iterable[Line], order: Order, matrix: Matrix) -> list[Line]:
    if order == "name":
        return sorted(lines, key=lambda line: line.label.casefold())
    disputed: defaultdict[str, int] = defaultdict(int)
    if order == "dispute":
        sides: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for cell in matrix.cells:
            sides[cell.thing][0] += bool(cell.support)
            sides[cell.thing][1] += bool(cell.oppose)
        disputed.update({thing: min(both) for thing, both in sides.items()})
    return sorted(lines, key=lambda line: (-disputed[line.id], -line.positions, line.label.casefold()))
