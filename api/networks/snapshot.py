"""The positions of one state of a store as columns, with the facts that tie actors and things: what all questions ask.

Columns of small integers keep a million positions in some 30 MB and let numpy do the counting; networkx graphs are
made from them for what is shown. The sentences stay in the store until they are wanted.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from api.directory import NAMES, THINGS, Directory, directory_of
from api.reader import local_id
from graph_builder import UnknownEntity

from .shapes import Node, TieKind
from .source import Row, Source

__all__ = ["Fact", "Ints", "Mask", "Snapshot", "Stances", "load"]

Ints = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]
Kept = TypeVar("Kept")

_STANCES = """SELECT ?position ?holder ?thing ?polarity ?act ?date WHERE {
  ?attitude sg:referent ?thing ; sg:polarity ?polarity .
  ?position sg:attitude ?attitude ; sg:act ?act ; sg:date ?date ; sg:holder ?holder .
}"""
_FACTS: dict[TieKind, str] = {
    "member": """SELECT ?a ?b ?role ?start ?end ?note ?tie WHERE {
  ?tie org:organization ?b ; org:member ?a ; sg:role ?role .
  OPTIONAL { ?tie sg:startDate ?start } OPTIONAL { ?tie sg:endDate ?end } OPTIONAL { ?tie sg:sourceNote ?note }
}""",
    "party": """SELECT ?a ?b ?role ?start ?end ?note ?tie WHERE {
  ?tie sg:treaty ?b ; sg:participant ?a ; sg:participationKind ?role .
  OPTIONAL { ?tie sg:startDate ?start } OPTIONAL { ?tie sg:endDate ?end } OPTIONAL { ?tie sg:sourceNote ?note }
}""",
    "broader": 'SELECT ?a ?b ("narrower than" AS ?role) WHERE { ?a skos:broader ?b }',
    "part-of": 'SELECT ?a ?b ("part of" AS ?role) WHERE { ?a org:subOrganizationOf ?b }',
    "regulates": 'SELECT ?a ?b ("regulates" AS ?role) WHERE { ?a sg:regulates ?b }',
    "composed": """SELECT ?a ?b ?role WHERE {
  { ?a sg:aspect ?b BIND("aspect" AS ?role) } UNION { ?a sg:subject ?b BIND("subject" AS ?role) }
}""",
}
_SIGNS = {"for": 1, "against": -1, "neutral": 0}
_MOST_RECENT = 16


@dataclass(frozen=True, slots=True, eq=False)
class Stances:
    """One row for each holder, thing and sign of a position; a position may have several rows, never the same twice."""

    position: Ints
    holder: Ints
    thing: Ints
    sign: Ints
    act: Ints
    date: Ints

    def __len__(self) -> int:
        return len(self.position)

    def where(self, chosen: Mask | Ints) -> Stances:
        """The rows that a mask, or their numbers, choose."""
        return Stances(*(getattr(self, name)[chosen] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Fact:
    """A tie of the reference data; `start` and `end` are numbers of nodes, `id` is that of its own record, if it has one."""

    tie: TieKind
    start: int
    end: int
    label: str
    first: str | None
    last: str | None
    note: str | None
    id: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Snapshot:
    """All positions and facts of one state of a store. Nodes, positions, acts and dates go by their number."""

    source: Source
    version: str
    directory: Directory
    nodes: Sequence[Node]
    number: dict[str, int]
    """Number of a node by its IRI."""
    stances: Stances
    positions: Sequence[str]
    acts: Sequence[str]
    dates: Sequence[str]
    """In order."""
    facts: Sequence[Fact]
    _kept: dict[object, _Kept] = field(default_factory=dict)
    _recent: OrderedDict[object, _Kept] = field(default_factory=OrderedDict)
    _keeping: Any = field(default_factory=threading.Lock)

    def __repr__(self) -> str:
        return f"Snapshot({self.version!r}, {len(self.positions)} positions, {len(self.nodes)} things)"

    def need(self, word: str) -> int:
        """Number of the node that a word names. Raises UnknownEntity with the names that look most like it."""
        thing = self.directory.resolve(word)
        found = self.number.get(thing.iri if thing else word)
        if found is None:
            raise UnknownEntity(word, self.directory.near(word))
        return found

    def need_all(self, words: Iterable[str]) -> list[int]:
        """Numbers of the nodes that words name, each once."""
        return list(dict.fromkeys(self.need(word) for word in words))

    def kept(self, key: object, make: Callable[[], Kept]) -> Kept:
        """What `make` gives, made once for this snapshot. For what has few keys."""
        with self._keeping:
            one = self._kept.setdefault(key, _Kept())
        return one.made_by(make)

    def recent(self, key: object, make: Callable[[], Kept]) -> Kept:
        """The same for what has as many keys as there are questions: those asked last are kept."""
        with self._keeping:
            one = self._recent.setdefault(key, _Kept())
            self._recent.move_to_end(key)
            if len(self._recent) > _MOST_RECENT:
                self._recent.popitem(last=False)
        return one.made_by(make)


class _Kept:
    """Something that is made by who wants it first; who else wants it meanwhile waits, and nobody else does."""

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._made: list[Any] = []

    def made_by(self, make: Callable[[], Kept]) -> Kept:
        with self._making:
            if not self._made:
                self._made.append(make())
        found: Kept = self._made[0]
        return found


def load(source: Source) -> Snapshot:
    """Read all positions and facts, streaming. Raises a QueryError or StoreError."""
    directory = _directory(source)
    numbers = _Numbers(directory)
    stances, positions, acts, dates = _stances(source, numbers)
    facts = [_fact(tie, row, numbers) for tie, query in _FACTS.items() for row in _distinct(source.rows(query))]
    return Snapshot(
        source=source,
        version=source.version,
        directory=directory,
        nodes=numbers.nodes,
        number=numbers.number,
        stances=stances,
        positions=positions,
        acts=acts,
        dates=dates,
        facts=facts,
    )


def _directory(source: Source) -> Directory:
    things = [dict(zip(("thing", "class", "label", "code"), row, strict=True)) for row in source.rows(THINGS)]
    names = [dict(zip(("thing", "name", "shown", "language"), row, strict=True)) for row in source.rows(NAMES)]
    return directory_of(things, names)


class _Numbers:
    """Nodes in the order in which they are met, those of the directory first."""

    def __init__(self, directory: Directory) -> None:
        things = sorted(directory.by_iri.values(), key=lambda thing: thing.iri)
        self.nodes = [Node(thing.id, thing.iri, thing.label, thing.kind) for thing in things]
        self.number = {node.iri: at for at, node in enumerate(self.nodes)}

    def __call__(self, value: str) -> int:
        found = self.number.get(value)
        if found is None:
            found = self.number[value] = len(self.nodes)
            self.nodes.append(Node(local_id(value), value, local_id(value), "actor"))
        return found


def _stances(source: Source, numbers: _Numbers) -> tuple[Stances, list[str], list[str], list[str]]:
    positions: dict[str, int] = {}
    acts: dict[str, int] = {}
    dates: dict[str, int] = {}

    def cells() -> Iterator[tuple[int, int, int, int, int, int]]:
        for position, holder, thing, polarity, act, date in source.rows(_STANCES):
            yield (
                positions.setdefault(position, len(positions)),
                numbers(holder),
                numbers(thing),
                _SIGNS[polarity.rpartition("/")[2]],
                acts.setdefault(act, len(acts)),
                dates.setdefault(date, len(dates)),
            )

    table = np.fromiter(cells(), dtype=np.dtype((np.int32, 6)))
    # In the order of dates, then of ids: the same data give the same numbers, however an engine sends them.
    ids = [local_id(value) for value in positions]
    order_of_positions = sorted(range(len(ids)), key=ids.__getitem__)
    table[:, 0] = _renumbered(order_of_positions)[table[:, 0]]
    order_of_dates = sorted(range(len(dates)), key=list(dates).__getitem__)
    table[:, 5] = _renumbered(order_of_dates)[table[:, 5]]
    order_of_acts = sorted(range(len(acts)), key=list(acts).__getitem__)
    table[:, 4] = _renumbered(order_of_acts)[table[:, 4]]
    table = table[np.lexsort((table[:, 3], table[:, 2], table[:, 1], table[:, 0], table[:, 5]))]
    if len(table):  # two attitudes of one sign to one thing are one row
        table = table[np.append(True, np.any(table[1:, :4] != table[:-1, :4], axis=1))]
    columns = Stances(*(np.ascontiguousarray(column) for column in table.T))
    names = list(dates)
    return (
        columns,
        [ids[at] for at in order_of_positions],
        [act.rpartition("/")[2] for act in sorted(acts)],
        [names[at] for at in order_of_dates],
    )


def _renumbered(order: Sequence[int]) -> Ints:
    """For each old number its place in an order."""
    places = np.empty(len(order), dtype=np.int32)
    places[np.asarray(order, dtype=np.int64)] = np.arange(len(order), dtype=np.int32)
    return places


def _distinct(rows: Iterable[Row]) -> list[Row]:
    """Rows that say something, in order, once each: of two records that say the same the first by its id."""
    found: dict[Row, Row] = {}
    for row in rows:
        found[row[:6]] = min(row, found.get(row[:6], row))
    return sorted(found.values())


def _fact(tie: TieKind, row: Row, numbers: _Numbers) -> Fact:
    start, end, label, *rest = row
    first, last, note, record = (value or None for value in (*rest, "", "", "", "")[:4])
    return Fact(tie, numbers(start), numbers(end), label, first, last, note, local_id(record) if record else None)
