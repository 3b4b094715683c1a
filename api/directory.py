"""All things that positions can bear on, by their names: how a user's word finds its thing."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from api.questions import Question
from api.reader import ID, SG, Reader, Row, local_id, values
from graph_builder import UnknownEntity, nearest

__all__ = ["KINDS", "NAMES", "THINGS", "Directories", "Directory", "Thing", "directory_of", "given_values"]

_ACTORS = ("Actor", "State", "HistoricState", "Polity", "Organization", "Body", "Coalition", "ArmedGroup", "Person")
KINDS = {
    **dict.fromkeys(_ACTORS, "actor"),
    "Threat": "threat",
    "Treaty": "treaty",
    "Conflict": "conflict",
    "Issue": "issue",
    "Principle": "principle",
    "Initiative": "initiative",
    "ComposedReferent": "issue",
}

THINGS = f"""SELECT ?thing ?class ?label ?code WHERE {{
  {values("class", (SG + name for name in KINDS))}
  ?thing a ?class ; rdfs:label ?label .
  OPTIONAL {{ ?thing sg:code ?code }}
}}"""

NAMES = """SELECT ?thing ?name ?shown ?language WHERE {
  VALUES (?property ?shown) {
    (skos:prefLabel "2") (sg:officialName "2") (skos:altLabel "2") (skos:hiddenLabel "1")
  }
  ?thing ?property ?name
  BIND(IF(?property = skos:prefLabel, LANG(?name), "") AS ?language)
}"""


@dataclass(slots=True)
class Thing:
    """A thing with its names; `hidden` are phrasings that find it but are not shown."""

    iri: str
    label: str
    kind: str
    class_name: str
    code: str | None = None
    names: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    """Preferred label by language."""

    @property
    def id(self) -> str:
        """The part of the IRI that names it, for example ``treaty/inf-treaty``."""
        return local_id(self.iri)

    @property
    def slug(self) -> str:
        """The last part of the id."""
        return self.id.rpartition("/")[2]


def fold(name: str) -> str:
    """A name without letter case, accents and doubled blanks.

    >>> fold("  Côte  d'Ivoire ")
    "cote d'ivoire"
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


class Directory:
    """The things of one release."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self.by_iri = {thing.iri: thing for thing in things}
        self._by_name: dict[str, Thing] = {}
        ordered = sorted(self.by_iri.values(), key=lambda thing: (thing.kind != "actor", thing.iri))
        # Surest names first: where two things share a name, the surer one keeps it.
        for names in (_ids, _labels, _other_names, _hidden_names):
            for thing in ordered:
                for name in names(thing):
                    self._by_name.setdefault(fold(name), thing)

    def resolve(self, word: str) -> Thing | None:
        """The thing of that IRI, id (``treaty/inf-treaty``, ``inf-treaty``), code, label or other name."""
        return self.by_iri.get(word) or self.by_iri.get(ID + word) or self._by_name.get(fold(word))

    def labelled(self, values: Iterable[str]) -> dict[str, Thing]:
        """Things by label, if all values are labels of things or lists of them ("Iran, Russia"); nothing otherwise.

        So a column of an answer can lead to what it names, and one of acts or quotations stays as it is.
        """
        names = {name for value in values for name in value.split(", ")}
        found = {name: thing for name in names if (thing := self.resolve(name)) and thing.label == name}
        return found if len(found) == len(names) else {}

    async def need(self, word: str) -> Thing:
        """The thing that a word names. Raises UnknownEntity with the names that look most like it."""
        thing = self.resolve(word)
        if thing is None:
            # Comparing with thousands of names takes a while; the event loop does not wait for it.
            raise UnknownEntity(word, await asyncio.to_thread(self.near, word))
        return thing

    def near(self, word: str) -> list[str]:
        """Names that look most like a word."""
        known = (name for thing in self.by_iri.values() for name in (*_ids(thing), *_labels(thing)))
        return nearest(word.rpartition("/")[2], known)

    def search(self, words: str, limit: int = 20) -> list[Thing]:
        """Things that go by these words, the closest match first."""
        wanted = fold(words)
        if not wanted:
            return []
        found = ((rank, thing) for thing in self.by_iri.values() if (rank := _rank(thing, wanted)) is not None)
        return [thing for _, thing in sorted(found, key=lambda hit: (hit[0], hit[1].label, hit[1].iri))[:limit]]


def _ids(thing: Thing) -> Iterator[str]:
    if thing.code:
        yield thing.code
    yield thing.slug


def _labels(thing: Thing) -> Iterator[str]:
    yield thing.label


def _other_names(thing: Thing) -> Iterator[str]:
    yield from thing.names


def _hidden_names(thing: Thing) -> Iterator[str]:
    yield from thing.hidden


def _rank(thing: Thing, wanted: str) -> tuple[int, int] | None:
    """How well a thing goes by some words: whole name, beginning, beginning of a word; sure names first."""
    best: tuple[int, int] | None = None
    for sureness, names in enumerate(((*_ids(thing), thing.label), thing.names, thing.hidden)):
        for name in names:
            folded = fold(name)
            if wanted not in folded:
                continue
            place = 0 if folded == wanted else 1 if folded.startswith(wanted) else 2 if f" {wanted}" in folded else 3
            if place < 3 and (best is None or (place, sureness) < best):
                best = (place, sureness)
    return best


class Directories:
    """Reads the directory of the release that is served, once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._release = ""
        self._directory = Directory([])
        self._reading = asyncio.Lock()

    async def current(self) -> Directory:
        """The directory of the release that is served."""
        async with self._reading:
            if self._release != self._reader.release:
                release = self._reader.release
                self._directory = await self._read()
                self._release = release
        return self._directory

    async def _read(self) -> Directory:
        return directory_of(await self._reader.rows(THINGS), await self._reader.rows(NAMES))


def directory_of(found: Iterable[Row], names: Iterable[Row]) -> Directory:
    """The directory of the rows of `THINGS` and `NAMES`."""
    things: dict[str, Thing] = {}
    # Some things have two classes; the order decides, whatever the engine's is.
    for row in sorted(found, key=lambda row: row["class"], reverse=True):
        name = row["class"].removeprefix(SG)
        known = things.get(row["thing"])
        if known is None or known.class_name in {"Actor", "Organization"}:
            things[row["thing"]] = Thing(row["thing"], row["label"], KINDS[name], name, row.get("code") or None)
    for row in names:
        thing = things.get(row["thing"])
        if thing is not None:
            (thing.names if row["shown"] == "2" else thing.hidden).append(row["name"])
            if row["language"]:
                thing.labels[row["language"]] = row["name"]
    return Directory(things.values())


async def given_values(question: Question, given: dict[str, str], things: Directory) -> dict[str, str]:
    """The values that were given for a question's parameters, names of things turned into IRIs."""
    found = {}
    for parameter in question.parameters.values():
        value = given.get(parameter.name)
        if value:
            is_thing = parameter.kind in {"actor", "thing"}
            found[parameter.name] = (await things.need(value)).iri if is_thing else value
    return found
