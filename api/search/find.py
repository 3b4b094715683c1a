"""Words in, things, positions and documents out, the best first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import tantivy

from api.directory import KINDS
from api.positions import Filters
from api.reader import local_id
from api.search.folder import DOCUMENT, POSITION, SCHEMA, Opened
from api.search.indexer import days
from api.search.marks import Mark, excerpt, mark
from api.search.query import Reader, Reading, both, one_of, parse
from api.search.words import whole

__all__ = ["Excerpt", "Finder", "FoundDocument", "FoundThing", "Hits", "Wanted"]

THING_KINDS = (*dict.fromkeys(KINDS.values()),)
_MANY = 100
"""More values than a field that is counted has."""
_IS_THING = one_of("kind", THING_KINDS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for. Without kinds, all; `words` as in `query.parse`."""

    words: str
    kinds: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    language: str = "en"
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class FoundThing:
    """A thing. `matched` is the name that fits where that is not its label; `marks` are in the one or the other."""

    id: str
    iri: str
    label: str
    kind: str
    positions: int
    matched: str | None
    marks: list[Mark]

    @property
    def page(self) -> str:
        """The path of its page."""
        return f"/entity/{self.id}"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a document, where they stand in its text, and the hits in them."""

    text: str
    start: int
    end: int
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document; `marks` are in its label."""

    id: str
    iri: str
    label: str
    kind: str
    date: str
    positions: int
    marks: list[Mark]
    excerpt: Excerpt | None

    @property
    def page(self) -> str:
        """The path of its page."""
        return f"/{self.id}"


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: one page of each sort, and how much there is in all. Positions are IRIs.

    `kinds` counts what there would be without a choice of kinds, `counts` what there is with it.
    """

    things: list[FoundThing]
    positions: list[str]
    documents: list[FoundDocument]
    kinds: dict[str, int]
    acts: dict[str, int]
    polarities: dict[str, int]
    readings: list[Reading]
    counts: dict[str, int]

    def mark(self, text: str) -> list[Mark]:
        """Where the words stand in a text."""
        return mark(text, self.readings)


class Finder:
    """Searches one index. All of it is work for a thread; nothing waits."""

    def __init__(self, opened: Opened) -> None:
        self.path = opened.path
        self._searcher = opened.searcher

    def find(self, wanted: Wanted) -> Hits:
        """Things, positions and documents that have all the words. Raises BadParameter for words that are none.

        If nothing has all the words as they stand, typos are forgiven in each of them.
        """
        asked = parse(wanted.words)
        reader = Reader(self._searcher)
        for loose in (False, True):
            readings = [reading for one in asked for reading in reader.read(one, loose=loose and not one.unwanted)]
            query = _all_of(readings)
            if self._any(query):
                break
        filtered = both(query, *_filters(wanted.filters))
        kinds = self._tally(filtered, "kind")
        shown = {kind: count for kind, count in kinds.items() if not wanted.kinds or kind in wanted.kinds}
        wished = [reading for reading in readings if not reading.asked.unwanted]
        is_position = both(filtered, one_of("kind", [POSITION]))
        counted = POSITION in shown
        things = [kind for kind in shown if kind in THING_KINDS]
        return Hits(
            things=self._things(filtered, things, wanted, wished) if things else [],
            positions=self._positions(is_position, wanted) if counted else [],
            documents=self._documents(filtered, wanted, wished) if DOCUMENT in shown else [],
            kinds=kinds,
            acts=self._tally(is_position, "act") if counted else {},
            polarities=self._tally(is_position, "polarity") if counted else {},
            readings=wished,
            counts={
                "things": sum(shown[kind] for kind in things),
                "positions": shown.get(POSITION, 0),
                "documents": shown.get(DOCUMENT, 0),
            },
        )

    def suggest(self, words: str, limit: int, language: str, kinds: Sequence[str] = ()) -> list[FoundThing]:
        """Things whose names have the words, the last of which may be begun only; typos are forgiven if nothing fits."""
        scope = one_of("kind", list(kinds)) if kinds else _IS_THING
        *before, last = [one for one in parse(words) if not one.unwanted]
        reader = Reader(self._searcher, scope)
        for loose in (False, True):
            readings = [reading for one in before for reading in reader.read(one, loose=loose)]
            readings += reader.read(last, typing=not words[-1].isspace(), loose=loose)
            query = both(_all_of(readings), scope)
            if self._any(query):
                break
        return self._ranked_things(query, whole(words), readings, limit, 0, language)

    # ------------------------------------------------------------------ sections

    def _things(
        self, query: tantivy.Query, kinds: Sequence[str], wanted: Wanted, readings: Sequence[Reading]
    ) -> list[FoundThing]:
        narrowed = both(query, one_of("kind", kinds))
        return self._ranked_things(
            narrowed, whole(wanted.words), readings, wanted.limit, wanted.offset, wanted.language
        )

    def _ranked_things(
        self, query: tantivy.Query, name: str, readings: Sequence[Reading], limit: int, offset: int, language: str
    ) -> list[FoundThing]:
        """The name itself first, then beginnings of names, then other places; labels before other names, and among equals
        the most spoken of first."""
        const, occur = tantivy.Query.const_score_query, tantivy.Occur
        spoken = [word for reading in readings for word in reading.asked.words]
        typos = min(2, sum(reading.typos for reading in readings))
        merits = [
            const(tantivy.Query.fuzzy_term_query(SCHEMA, where, name, typos, True, begun), merit)
            for where, begun, merit in (
                ("label", False, 16.0),
                ("whole", False, 8.0),
                ("label", True, 4.0),
                ("whole", True, 2.0),
            )
        ]
        merits.append(const(both(*(tantivy.Query.term_query(SCHEMA, "name", word) for word in spoken)), 1.0))
        tiers = [(occur.Must, const(query, 0.0)), *((occur.Should, merit) for merit in merits)]
        hits = self._searcher.search(tantivy.Query.boolean_query(tiers), limit, offset=offset, count=False).hits
        return [_found_thing(self._searcher.doc(address), readings, language) for _, address in hits]

    def _positions(self, query: tantivy.Query, wanted: Wanted) -> list[str]:
        hits = self._searcher.search(query, wanted.limit, offset=wanted.offset, count=False).hits
        return [str(self._searcher.doc(address).get_first("iri")) for _, address in hits]

    def _documents(self, query: tantivy.Query, wanted: Wanted, readings: Sequence[Reading]) -> list[FoundDocument]:
        narrowed = both(query, one_of("kind", [DOCUMENT]))
        hits = self._searcher.search(narrowed, wanted.limit, offset=wanted.offset, count=False).hits
        return [_found_document(self._searcher.doc(address), readings) for _, address in hits]

    def _any(self, query: tantivy.Query) -> bool:
        return bool(self._searcher.search(query, 1, count=False).hits)

    def _tally(self, query: tantivy.Query, name: str) -> dict[str, int]:
        """How many have each value of a field, the most frequent first."""
        counted = self._searcher.aggregate(query, {"by": {"terms": {"field": name, "size": _MANY}}})
        return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in counted["by"]["buckets"]}


def _all_of(readings: Sequence[Reading]) -> tantivy.Query:
    """What has all that is wanted and nothing that is not."""
    parts = [
        (tantivy.Occur.MustNot if reading.asked.unwanted else tantivy.Occur.Must, reading.query) for reading in readings
    ]
    return tantivy.Query.boolean_query(parts)


def _filters(filters: Filters) -> list[tantivy.Query]:
    found = [
        one_of(name, [value])
        for name, value in (("holder", filters.holder), ("act", filters.act), ("document", filters.document))
        if value
    ]
    if filters.about:
        found.append(one_of("about", [f"{filters.about} {filters.polarity}" if filters.polarity else filters.about]))
    elif filters.polarity:
        found.append(one_of("polarity", [filters.polarity]))
    # A date that is less exact than the limit counts as inside, as in api.positions.
    if filters.date_from:
        found.append(_range("last", days(filters.date_from)[0], None))
    if filters.date_to:
        found.append(_range("first", None, days(filters.date_to)[1]))
    return found


def _range(name: str, low: int | None, high: int | None) -> tantivy.Query:
    bounds = tantivy.Query.range_query(SCHEMA, name, tantivy.FieldType.Integer, low, high)
    return tantivy.Query.const_score_query(bounds, 0.0)


def _found_thing(document: tantivy.Document, readings: Sequence[Reading], language: str) -> FoundThing:
    iri, told = _told(document)
    labels: dict[str, str] = told["labels"]
    label = labels.get(language) or labels.get(language.partition("-")[0]) or told["label"]
    others = sorted(told["names"], key=lambda name: (name[1] != language, name[1] not in {"", "en"}))
    names = [label, told["label"], *(name for name, _ in others)]
    best = max(names, key=lambda name: _fit(name, readings))
    matched = best if _fit(best, readings) > _fit(label, readings) else None
    marks = mark(matched or label, readings)
    return FoundThing(local_id(iri), iri, label, told["kind"], told["positions"], matched, marks)


def _fit(name: str, readings: Sequence[Reading]) -> tuple[int, bool]:
    """How many of the words a name has, and whether it begins with one."""
    words = whole(name).split()
    places = [{at for at in range(len(words)) if reading.fits(words, at)} for reading in readings]
    return sum(bool(at) for at in places), any(0 in at for at in places)


def _found_document(document: tantivy.Document, readings: Sequence[Reading]) -> FoundDocument:
    iri, told = _told(document)
    found = excerpt(told["text"], readings)
    passage = None
    if found is not None:
        start, end, marks = found
        passage = Excerpt(told["text"][start:end], start, end, marks)
    label = told["label"]
    return FoundDocument(
        local_id(iri), iri, label, told["kind"], told["date"], told["positions"], mark(label, readings), passage
    )


def _told(document: tantivy.Document) -> tuple[str, dict[str, Any]]:
    told: dict[str, Any] = json.loads(document.get_first("data") or b"{}")
    return str(document.get_first("iri")), told
