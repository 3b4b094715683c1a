"""What a page tells of one thing beyond its facts: who stands where on it, in which acts, when, and where else it is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from api import positions
from api.directory import Directory
from api.models import PositionOut, Sign, ThingRef
from api.positions import SIGNS, Filters, patterns, thing_ref
from api.reader import Reader, Row, iri

__all__ = ["ActGroup", "Identifier", "Moment", "Side", "by_act", "identifiers", "moments", "sides"]

_RECENT = 300
"""Latest positions among which the examples of each act are looked for; the counts are of all."""

_HOLDERS = """SELECT ?other ?polarity (COUNT(DISTINCT ?position) AS ?n) WHERE {{
  {thing} ^skos:broader* ?referent . ?attitude sg:referent ?referent ; sg:polarity ?polarity .
  ?position sg:attitude ?attitude ; sg:holder ?other .
}} GROUP BY ?other ?polarity"""
_THINGS = """SELECT ?other ?polarity (COUNT(DISTINCT ?position) AS ?n) WHERE {{
  ?position sg:holder {thing} ; sg:attitude ?attitude . ?attitude sg:referent ?other ; sg:polarity ?polarity .
}} GROUP BY ?other ?polarity"""
_MATCHES = """SELECT ?other ?exact WHERE {{
  {{ {thing} skos:exactMatch ?other BIND(true AS ?exact) }} UNION {{ {thing} skos:closeMatch ?other BIND(false AS ?exact) }}
}} ORDER BY DESC(?exact) STR(?other)"""

_SOURCES = {
    "http://www.wikidata.org/entity/": "Wikidata",
    "http://eurovoc.europa.eu/": "EuroVoc",
    "http://metadata.un.org/thesaurus/": "UNBIS Thesaurus",
    "http://publications.europa.eu/resource/authority/country/": "EU country table",
}


@dataclass(frozen=True, slots=True)
class Side:
    """How one actor stands on a thing, or how an actor stands on one thing: positions by polarity."""

    thing: ThingRef
    support: int
    oppose: int
    neutral: int

    @property
    def total(self) -> int:
        """All of them; a position with both signs counts in each."""
        return self.support + self.oppose + self.neutral

    @property
    def stand(self) -> Literal["for", "against", "mixed", "neutral"]:
        """The side in a word."""
        if self.support and self.oppose:
            return "mixed"
        return "for" if self.support else "against" if self.oppose else "neutral"


@dataclass(frozen=True, slots=True)
class ActGroup:
    """The positions of one act: how many, with which sign, and the latest of them."""

    act: str
    total: int
    signs: dict[Sign, int]
    positions: list[PositionOut]


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with the positions taken on it, by polarity."""

    date: str
    support: int
    oppose: int
    neutral: int


@dataclass(frozen=True, slots=True)
class Identifier:
    """The same thing, or nearly, in another vocabulary."""

    source: str
    name: str
    iri: str
    exact: bool


async def sides(reader: Reader, things: Directory, thing: str, *, of: Literal["holders", "things"]) -> list[Side]:
    """Holders with their stand on a thing, narrower things included; or the things an actor takes a stand on.

    Those with the most positions come first.
    """
    query = _HOLDERS if of == "holders" else _THINGS
    counts: defaultdict[str, dict[Sign, int]] = defaultdict(lambda: {"+": 0, "-": 0, "0": 0})
    for row in await reader.rows(query.format(thing=iri(thing))):
        counts[row["other"]][_sign(row)] = int(row["n"])
    found = [Side(thing_ref(things, other), by["+"], by["-"], by["0"]) for other, by in counts.items()]
    return sorted(found, key=lambda side: (-side.total, side.thing.label, side.thing.id))


async def by_act(reader: Reader, things: Directory, filters: Filters, examples: int) -> list[ActGroup]:
    """Positions by act, the most frequent act first, each with its latest positions."""
    where = patterns(filters)
    signed = " ?attitude sg:polarity ?polarity ." if filters.about else ""
    by = "?act ?polarity" if filters.about else "?act"
    totals = await reader.rows(
        f"SELECT ?act (COUNT(DISTINCT ?position) AS ?n) WHERE {{ {where} ?position sg:act ?act }} GROUP BY ?act"
    )
    rows = await reader.rows(
        f"SELECT {by} (COUNT(DISTINCT ?position) AS ?n) WHERE {{ {where} ?position sg:act ?act .{signed} }} GROUP BY {by}"
    )
    latest = await reader.rows(
        f"SELECT DISTINCT ?position ?act ?date WHERE {{ {where} ?position sg:act ?act }} "
        f"ORDER BY DESC(STR(?date)) STR(?position) LIMIT {_RECENT}"
    )
    chosen = _first_of_each(latest, examples)
    loaded = {
        one.iri: one
        for one in await positions.load(reader, things, [name for each in chosen.values() for name in each])
    }
    groups = [
        ActGroup(
            act=row["act"].rpartition("/")[2],
            total=int(row["n"]),
            signs={_sign(one): int(one["n"]) for one in rows if one["act"] == row["act"] and "polarity" in one},
            positions=[loaded[name] for name in chosen.get(row["act"], ()) if name in loaded],
        )
        for row in totals
    ]
    return sorted(groups, key=lambda group: (-group.total, group.act))


def _first_of_each(rows: Iterable[Row], most: int) -> dict[str, list[str]]:
    chosen: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if len(chosen[row["act"]]) < most:
            chosen[row["act"]].append(row["position"])
    return chosen


async def moments(reader: Reader, filters: Filters) -> list[Moment]:
    """The dates on which positions were taken, the earliest first."""
    taken: defaultdict[str, dict[Sign, int]] = defaultdict(lambda: {"+": 0, "-": 0, "0": 0})
    rows = await reader.rows(
        f"SELECT ?date ?polarity (COUNT(DISTINCT ?position) AS ?n) WHERE {{ {patterns(filters)} "
        "?position sg:attitude ?attitude . ?attitude sg:polarity ?polarity } GROUP BY ?date ?polarity"
    )
    for row in rows:
        taken[row["date"]][_sign(row)] = int(row["n"])
    return [Moment(date, by["+"], by["-"], by["0"]) for date, by in sorted(taken.items())]


async def identifiers(reader: Reader, thing: str) -> Sequence[Identifier]:
    """What other vocabularies call it."""
    rows = await reader.rows(_MATCHES.format(thing=iri(thing)))
    return [Identifier(*_source(row["other"]), row["other"], row["exact"] == "true") for row in rows]


def _source(value: str) -> tuple[str, str]:
    for start, name in _SOURCES.items():
        if value.startswith(start):
            return name, value.removeprefix(start)
    return value.split("/")[2] if value.count("/") > 1 else value, value.rpartition("/")[2]


def _sign(row: Row) -> Sign:
    return SIGNS[row["polarity"].rpartition("/")[2]]
