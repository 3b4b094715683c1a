"""What an index is made of, asked of the store through the query workers in batches; answers are handed on unread."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Iterator

from api.directory import KINDS, THINGS
from api.errors import ServiceBusy
from api.reader import Reader, Row, values

__all__ = ["feed"]

_BATCH_POSITIONS = 2000
"""So many positions are asked for at once: a query stays quick, and an answer small."""
_BATCH_CHARACTERS = 2_000_000

_NAMES = """SELECT ?thing ?property ?name (LANG(?name) AS ?language) WHERE {
  VALUES ?property { skos:prefLabel sg:officialName skos:altLabel skos:hiddenLabel }
  ?thing ?property ?name
} ORDER BY ?thing ?property ?name"""
_BROADER = "SELECT ?thing ?broader WHERE { ?thing skos:broader ?broader }"
_DECLARATIONS = """SELECT ?one (COUNT(?position) AS ?size) WHERE { ?position sg:declaration ?one }
GROUP BY ?one ORDER BY ?one"""
_TEXTS = """SELECT ?one (SUM(STRLEN(?text)) AS ?size) WHERE { ?version sg:versionOf ?one ; sg:text ?text }
GROUP BY ?one ORDER BY ?one"""

_OF_POSITIONS = {
    "heads": "?position sg:declaration ?one ; sg:act ?act ; sg:date ?date .",
    "holders": "?position sg:declaration ?one ; sg:holder ?thing .",
    "attitudes": """?position sg:declaration ?one ; sg:attitude ?attitude .
  ?attitude sg:referent ?thing ; sg:polarity ?polarity .""",
    "evidence": """?position sg:declaration ?one . ?attestation sg:attests ?position ; oa:hasSource/sg:versionOf ?document ;
    oa:hasSelector/oa:exact ?exact .""",
}
_OF_DOCUMENTS = {
    "documents": """?one dcterms:title ?title ; sg:date ?date ; sg:documentKind ?kind .
  ?version sg:versionOf ?one ; sg:text ?text .""",
}

Send = Callable[[str, bytes], Awaitable[None]]


async def feed(reader: Reader, send: Send) -> None:
    """Send what an index is made of: each answer by its name as SPARQL JSON, and `flush` after each batch.

    Positions come in batches of declarations, since each belongs to one; so none is met twice. Raises a QueryError.
    """
    await send("kinds", json.dumps(KINDS).encode())
    for name, query in (("things", THINGS), ("names", _NAMES), ("broader", _BROADER)):
        await send(name, await _patiently(reader, query))
    await _batches(reader, send, _DECLARATIONS, _OF_POSITIONS, _BATCH_POSITIONS)
    await _batches(reader, send, _TEXTS, _OF_DOCUMENTS, _BATCH_CHARACTERS)


async def _batches(reader: Reader, send: Send, listing: str, queries: dict[str, str], most: int) -> None:
    for batch in _grouped(await reader.rows(listing), most):
        for name, pattern in queries.items():
            query = f"SELECT * WHERE {{ {values('one', batch)} {pattern} }}"
            await send(name, await _patiently(reader, query))
        await send("flush", b"")


def _grouped(rows: Iterable[Row], most: int) -> Iterator[list[str]]:
    """Things in groups whose sizes add up to no more than `most`, but at least one in each."""
    group: list[str] = []
    size = 0
    for row in rows:
        if group and size + int(row["size"]) > most:
            yield group
            group, size = [], 0
        group.append(row["one"])
        size += int(row["size"])
    if group:
        yield group


async def _patiently(reader: Reader, query: str) -> bytes:
    """An answer, asked for again while users keep all workers busy: the index can wait."""
    while True:
        try:
            return await reader.solutions(query)
        except ServiceBusy as busy:
            await asyncio.sleep(busy.retry_after)
