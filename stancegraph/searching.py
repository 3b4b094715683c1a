"""`search`: words in, things, quotations and documents out, without a server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from api.directory import Directories
from api.models import SearchOut
from api.reader import Reader
from api.search.keeper import Search
from api.searching import search as find
from api.searching import wanted_of
from stancegraph.asking import finish, workers
from stancegraph.terminal import note, print_table

__all__ = ["search"]

_SIGNS = {"+": "for", "-": "against", "0": "neutral on"}


def search(
    store: Path,
    words: str,
    given: dict[str, str],
    kinds: tuple[str, ...],
    language: str,
    limit: int,
    form: Literal["table", "json"],
) -> None:
    """Search a store and print what was found; `given` are filters as in the URL.

    Raises BadParameter for words that are none, UnknownEntity for a filter's name that nothing has.
    """
    found = finish(_found(store, words, given, kinds, language, limit))
    if form == "json":
        sys.stdout.write(found.model_dump_json(indent=2) + "\n")
        return
    rows: list[tuple[str, ...]] = [*_things(found), *_positions(found), *_documents(found)]
    print_table(("kind", "what", "words", "id"), rows)
    _tell(found, len(rows))


async def _found(
    store: Path, words: str, given: dict[str, str], kinds: tuple[str, ...], language: str, limit: int
) -> SearchOut:
    async with workers(store) as (pool, settings):
        reader = Reader(pool, settings.query_seconds)
        things = await Directories(reader).current()
        wanted = await wanted_of(things, words, given, kinds, language, limit)
        index = Search(pool, settings, wait_seconds=settings.start_seconds)
        index.start()
        try:
            return await find(index, reader, things, wanted)
        finally:
            await index.stop()


def _things(found: SearchOut) -> list[tuple[str, ...]]:
    return [(thing.kind, thing.label, thing.matched or "", thing.id) for thing in found.things]


def _positions(found: SearchOut) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for position in found.positions.positions:
        stances = ", ".join(f"{_SIGNS[attitude.polarity]} {attitude.label}" for attitude in position.attitudes)
        holders = ", ".join(holder.label for holder in position.holders)
        rows.append(
            ("position", f"{holders}: {stances or position.act} ({position.date})", position.quote, position.id)
        )
    return rows


def _documents(found: SearchOut) -> list[tuple[str, ...]]:
    return [
        (
            document.kind,
            f"{document.label} ({document.date})",
            document.excerpt.text if document.excerpt else "",
            document.id,
        )
        for document in found.documents
    ]


def _tell(found: SearchOut, shown: int) -> None:
    """On standard error: how words were read, and how much more there is."""
    for word in found.read_as:
        how = "the beginning of" if word.how == "prefix" else "a typo for"
        note(f"'{word.word}' is read as {how} {', '.join(word.words) or 'another word'}.")
    in_all = sum(found.counts.values())
    if not in_all:
        note("Nothing in the graph has these words.")
    elif in_all > shown:
        note(f"{shown} of {in_all} are shown; more with --limit.")
