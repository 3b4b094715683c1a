"""A search with all that its answer tells, for the API, the pages, agents and the command alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api import positions
from api.directory import KINDS, Directory
from api.errors import BadParameter
from api.filters import check_filters, make_filters
from api.models import (
    ExcerptOut,
    FoundDocumentOut,
    FoundPosition,
    FoundPositions,
    PositionOut,
    ReadAs,
    SearchOut,
    Suggestion,
)
from api.reader import Reader
from api.search.find import FoundDocument, FoundThing, Hits, Wanted
from api.search.keeper import Search

__all__ = ["ALL_KINDS", "search", "suggestion", "wanted_of"]

ALL_KINDS = (*sorted(set(KINDS.values())), "position", "document")
"""What can be searched for."""

_SEEN = 5
"""So many words are told for one that was read otherwise than it stands."""


async def wanted_of(
    things: Directory,
    words: str,
    given: Mapping[str, str],
    kinds: Sequence[str] = (),
    language: str = "en",
    limit: int = 20,
    offset: int = 0,
) -> Wanted:
    """What is wanted, from plain words that did not come through a URL. Raises BadParameter, UnknownEntity."""
    for kind in kinds:
        if kind not in ALL_KINDS:
            raise BadParameter(f"'{kind}' is no kind. There are {', '.join(ALL_KINDS)}.")
    check_filters(given)
    return Wanted(words, tuple(kinds), await make_filters(things, **given), language, limit, offset)


async def search(
    index: Search, reader: Reader, things: Directory, wanted: Wanted, following: str | None = None
) -> SearchOut:
    """What a search finds; `following` is the address of the next page, told while there is one.

    Raises BadParameter for words that are none, SearchNotReady, or a QueryError.
    """
    hits = await index.find(wanted)
    loaded = await positions.load(reader, things, hits.positions)
    found = [_position(one, hits) for one in loaded]
    last = wanted.offset + wanted.limit
    more = {name: following if count > last else None for name, count in hits.counts.items()}
    return SearchOut(
        query=wanted.words,
        read_as=_read_as(hits),
        counts=hits.counts,
        kinds=hits.kinds,
        acts=hits.acts,
        polarities=hits.polarities,
        things=[suggestion(thing) for thing in hits.things],
        positions=FoundPositions(
            total=hits.counts["positions"],
            limit=wanted.limit,
            offset=wanted.offset,
            next=more["positions"],
            positions=found,
        ),
        documents=[_document(document) for document in hits.documents],
        next=following if any(more.values()) else None,
    )


def suggestion(thing: FoundThing) -> Suggestion:
    """A thing as it is suggested."""
    return Suggestion(
        id=thing.id,
        iri=thing.iri,
        label=thing.label,
        kind=thing.kind,
        page=thing.page,
        positions=thing.positions,
        matched=thing.matched,
        marks=thing.marks,
    )


def _position(found: PositionOut, hits: Hits) -> FoundPosition:
    return FoundPosition.model_construct(**dict(found), marks=hits.mark(found.quote))


def _document(found: FoundDocument) -> FoundDocumentOut:
    passage = found.excerpt
    return FoundDocumentOut(
        id=found.id,
        iri=found.iri,
        label=found.label,
        kind=found.kind,
        date=found.date,
        page=found.page,
        positions=found.positions,
        marks=found.marks,
        excerpt=ExcerptOut(text=passage.text, start=passage.start, end=passage.end, marks=passage.marks)
        if passage
        else None,
    )


def _read_as(hits: Hits) -> list[ReadAs]:
    """How words were read that do not stand anywhere, or were only begun."""
    return [
        ReadAs(
            word=reading.asked.text.rstrip("*"),
            how=reading.how,
            words=[word for word, _ in reading.seen.most_common(_SEEN)],
        )
        for reading in hits.readings
        if reading.how != "exact"
    ]
