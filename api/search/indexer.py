"""The process that writes an index: what `feed` sends comes in at standard input, a sealed index comes out.

It has a process of its own, so that taking texts apart never holds up the service, and runs behind all others.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import filelock
import tantivy

from api.search.folder import (
    DOCUMENT,
    POSITION,
    SETTLED,
    Damaged,
    name_of,
    new_index,
    open_index,
    publish,
    seal,
    unsettled,
)
from api.search.words import folded, whole
from graph_builder import PREFIXES

__all__ = ["Indexer", "days", "main", "pack"]

_HEAP = 128 << 20
"""Memory for what is not on disk yet, in bytes."""
_NICE = 10
Row = dict[str, str]
_ID, _SG = PREFIXES["id"], PREFIXES["sg"]
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SURENESS = {f"{_SKOS}prefLabel": 0, f"{_SG}officialName": 1, f"{_SKOS}altLabel": 2}
_SIGNS = {"for": "+", "against": "-", "neutral": "0"}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def pack(name: str, data: bytes) -> bytes:
    """A part as it goes through the pipe."""
    return f"{name} {len(data)}\n".encode() + data


def _parts(source: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """The parts by their names, the last of them `end`. Raises EOFError if the sender is gone before."""
    name = ""
    while name != "end":
        name, _, length = source.readline().decode().strip().partition(" ")
        if not name:
            raise EOFError("the service is gone")
        yield name, source.read(int(length))


def _rows(data: bytes) -> list[Row]:
    bindings = json.loads(data)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


def days(date: str) -> tuple[int, int]:
    """First and last day of a date as numbers; 0, 0 for what is none.

    >>> days("2020-11"), days("2020-11-10")
    ((20201101, 20201131), (20201110, 20201110))
    """
    found = _DATE.match(date)
    if found is None:
        return 0, 0
    year, month, day = found.groups()
    return int(year + (month or "01") + (day or "01")), int(year + (month or "12") + (day or "31"))


@dataclass(slots=True)
class _Thing:
    label: str
    kind: str
    class_name: str
    code: str | None
    names: list[tuple[int, str, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def all_names(self) -> list[str]:
        codes = [self.code] if self.code else []
        return [*dict.fromkeys([*codes, self.label, *(name for _, name, _ in sorted(self.names))])]

    def labels(self) -> dict[str, str]:
        preferred = [(language or "en", name) for sureness, name, language in self.names if not sureness]
        return dict(sorted(preferred, reverse=True))

    def told(self, positions: int) -> dict[str, Any]:
        names = sorted(self.names)
        others = [[name, language] for _, name, language in names if name != self.label]
        codes = [[self.code, ""]] if self.code else []
        return {
            "label": self.label,
            "kind": self.kind,
            "labels": self.labels(),
            "names": codes + others,
            "positions": positions,
        }


class Indexer:
    """Takes parts as they come and writes them to an index."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer
        self._kinds: dict[str, str] = {}
        self._things: dict[str, _Thing] = {}
        self._parents: defaultdict[str, set[str]] = defaultdict(set)
        self._above: dict[str, frozenset[str]] = {}
        self._rows: dict[str, list[Row]] = {}
        self._bearing: Counter[str] = Counter()
        self._resting: Counter[str] = Counter()

    def take(self, name: str, data: bytes) -> None:
        """A part. Positions and documents are written at `flush`."""
        if name == "kinds":
            self._kinds = json.loads(data)
            return
        rows = _rows(data) if data else []
        match name:
            case "things":
                self._take_things(rows)
            case "names":
                self._take_names(rows)
            case "broader":
                for row in rows:
                    self._parents[row["thing"]].add(row["broader"])
            case "flush":
                self._write_positions()
                self._write_documents()
                self._rows.clear()
            case _:
                self._rows[name] = rows

    def finish(self) -> None:
        """Write the things, which could not be before their positions were counted: the most spoken of first.

        Among equally good matches the index gives the one first that was written first.
        """
        order = sorted(
            self._things.items(), key=lambda item: (-self._bearing[item[0]], len(item[1].label), item[1].label, item[0])
        )
        for iri, thing in order:
            self._write_thing(iri, thing)

    def _take_things(self, rows: Iterable[Row]) -> None:
        for row in rows:
            name = row["class"].removeprefix(_SG)
            known = self._things.get(row["thing"])
            if known is None or known.class_name in {"Actor", "Organization"}:
                self._things[row["thing"]] = _Thing(row["label"], self._kinds[name], name, row.get("code"))

    def _take_names(self, rows: Iterable[Row]) -> None:
        for row in rows:
            thing = self._things.get(row["thing"])
            if thing is None:
                continue
            sureness = _SURENESS.get(row["property"])
            if sureness is None:
                thing.hidden.append(row["name"])
            else:
                thing.names.append((sureness, row["name"], row.get("language", "")))

    def _write_thing(self, iri: str, thing: _Thing) -> None:
        names = thing.all_names()
        slug = iri.removeprefix(_ID).rpartition("/")[2]
        plain = [folded(name) for name in names]
        self._add(
            iri,
            thing.kind,
            json.dumps(thing.told(self._bearing[iri]), ensure_ascii=False, separators=(",", ":")).encode(),
            name=plain,
            stems=plain,
            hidden=[*(folded(name) for name in thing.hidden), folded(slug)],
            label=[*dict.fromkeys(whole(name) for name in (thing.label, thing.code or slug, *thing.labels().values()))],
            whole=[*dict.fromkeys(whole(name) for name in (*names, slug))],
        )

    def _write_positions(self) -> None:
        quotes: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._rows.get("evidence", ()):
            quotes[row["position"]].append(row)
        holders, attitudes = self._by_position("holders"), self._by_position("attitudes")
        for row in self._rows.get("heads", ()):
            position = row["position"]
            self._write_position(row, holders[position], attitudes[position], quotes[position])

    def _by_position(self, name: str) -> defaultdict[str, list[Row]]:
        grouped: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._rows.get(name, ()):
            grouped[row["position"]].append(row)
        return grouped

    def _write_position(
        self, head: Row, holders: Iterable[Row], attitudes: Iterable[Row], evidence: Iterable[Row]
    ) -> None:
        holding = [*dict.fromkeys(row["thing"] for row in holders)]
        stances = [*dict.fromkeys((row["thing"], _SIGNS[row["polarity"].rpartition("/")[2]]) for row in attitudes)]
        bearing = [*dict.fromkeys([*holding, *(thing for thing, _ in stances)])]
        about = {above: None for thing, _ in stances for above in self._self_and_above(thing)}
        signed = {f"{above} {sign}": None for thing, sign in stances for above in self._self_and_above(thing)}
        quotes = [folded(quote) for quote in dict.fromkeys(row["exact"] for row in evidence)]
        documents = [*dict.fromkeys(row["document"] for row in evidence)]
        first, last = days(head["date"])
        self._add(
            head["position"],
            POSITION,
            b"",
            name=[
                folded(name) for thing in bearing if thing in self._things for name in self._things[thing].all_names()
            ],
            text=quotes,
            stems=quotes,
            act=[head["act"].rpartition("/")[2]],
            polarity=[*dict.fromkeys(sign for _, sign in stances)],
            holder=holding,
            about=[*about, *signed],
            document=documents,
            first=[first],
            last=[last],
        )
        self._bearing.update(bearing)
        self._resting.update(documents)

    def _self_and_above(self, thing: str) -> frozenset[str]:
        """A thing and all that is more general."""
        known = self._above.get(thing)
        if known is None:
            found, ahead = {thing}, [thing]
            while ahead:
                further = self._parents.get(ahead.pop(), set()) - found
                found |= further
                ahead += further
            known = self._above[thing] = frozenset(found)
        return known

    def _write_documents(self) -> None:
        for row in self._rows.get("documents", ()):
            iri, title, text = row["one"], folded(row["title"]), folded(row["text"])
            told = {"label": row["title"], "date": row["date"], "kind": row["kind"], "text": row["text"]}
            first, last = days(row["date"])
            self._add(
                iri,
                DOCUMENT,
                json.dumps({**told, "positions": self._resting[iri]}, ensure_ascii=False).encode(),
                name=[title],
                text=[text],
                stems=[title, text],
                document=[iri],
                first=[first],
                last=[last],
            )

    def _add(self, iri: str, kind: str, data: bytes, **fields: list[Any]) -> None:
        given = {"iri": [iri], "kind": [kind], "data": [data] if data else [], **fields}
        self._writer.add_document(tantivy.Document(**{name: values for name, values in given.items() if values}))


def main(folder: Path, version: str, source: IO[bytes]) -> None:
    """Write the index of a version of the store into a folder, unless another process has done so meanwhile."""
    os.nice(_NICE)
    with filelock.FileLock(folder / "lock"):
        for left in [path for path in folder.glob(".*") if path.is_dir()]:
            shutil.rmtree(left, ignore_errors=True)  # of a process that was killed
        if _is_there(folder, version):
            return
        made = folder / f".{name_of(version)}.{os.getpid()}"
        made.mkdir()
        try:
            final = _fill(made, source)
            named = version if final == SETTLED else unsettled(version)
            seal(made, named)
            publish(made, folder, named)
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _is_there(folder: Path, version: str) -> bool:
    try:
        return open_index(folder, version) is not None
    except Damaged:
        return False


def _fill(made: Path, source: IO[bytes]) -> bytes:
    """Write all parts; what came with the last."""
    index = new_index(made)
    writer = index.writer(_HEAP, 1)
    indexer = Indexer(writer)
    data = b""
    for name, data in _parts(source):
        if name != "end":
            indexer.take(name, data)
    indexer.finish()
    writer.commit()
    writer.wait_merging_threads()
    return data
