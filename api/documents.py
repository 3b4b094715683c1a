"""Documents: their list, their text and the positions in them."""

from __future__ import annotations

from dataclasses import dataclass

from api import positions
from api.directory import Directory
from api.models import PositionOut, ThingRef
from api.positions import Filters, thing_ref
from api.reader import ID, Reader, iri, local_id
from graph_builder import UnknownEntity, nearest

__all__ = ["Document", "Figures", "Listed", "documents", "figures", "read_document"]

_MOST = 10_000
"""More positions no document has; engines sort no more at once (Virtuoso, unless told to)."""
_LIST = """SELECT ?document ?title ?date ?kind (COUNT(DISTINCT ?position) AS ?positions) WHERE {
  ?document a sg:Document ; dcterms:title ?title ; sg:date ?date ; sg:documentKind ?kind .
  OPTIONAL { ?version sg:versionOf ?document . ?attestation oa:hasSource ?version ; sg:attests ?position }
} GROUP BY ?document ?title ?date ?kind ORDER BY DESC(STR(?date)) STR(?document)"""
_ONE = """SELECT * WHERE {{
  ?version sg:versionOf {document} ; sg:text ?text ; sg:sha256 ?sha256 .
  {document} dcterms:title ?title ; sg:date ?date ; sg:documentKind ?kind .
  {document} dcterms:source ?source ; dcterms:language ?language .
  {document} sg:reports|sg:publishes ?declaration . ?declaration dcterms:title ?declared ; sg:date ?declaredOn .
}}"""
_FIGURES = """SELECT ?what (COUNT(DISTINCT ?thing) AS ?n) WHERE {
  { ?thing a sg:Position BIND("positions" AS ?what) } UNION { ?thing a sg:Declaration BIND("declarations" AS ?what) }
  UNION { ?position sg:holder ?thing BIND("holders" AS ?what) }
  UNION { ?attitude sg:referent ?thing BIND("things" AS ?what) }
} GROUP BY ?what"""

Figures = dict[str, int]


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list."""

    id: str
    title: str
    date: str
    kind: str
    positions: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document to read."""

    id: str
    iri: str
    title: str
    date: str
    kind: str
    source: str
    language: str
    text: str
    sha256: str
    declaration: str
    declaration_date: str
    issuers: list[ThingRef]
    positions: list[PositionOut]


async def documents(reader: Reader) -> list[Listed]:
    """All documents, the latest first."""
    return [
        Listed(local_id(row["document"]), row["title"], row["date"], row["kind"], int(row["positions"]))
        for row in await reader.rows(_LIST)
    ]


async def figures(reader: Reader) -> Figures:
    """How many positions, declarations, holders and things there are."""
    return {row["what"]: int(row["n"]) for row in await reader.rows(_FIGURES)}


async def read_document(reader: Reader, things: Directory, name: str) -> Document:
    """A document with its text and all positions that rest on it. Raises UnknownEntity if there is none."""
    value = f"{ID}document/{name}"
    try:
        rows = await reader.rows(_ONE.format(document=iri(value)))
    except ValueError:
        rows = []
    if not rows:
        known = [one.id.removeprefix("document/") for one in await documents(reader)]
        raise UnknownEntity(f"document/{name}", nearest(name, known))
    row = rows[0]
    filters = Filters(document=value)
    found = await positions.page(reader, things, filters, _MOST, 0)
    issuers = await reader.rows(f"SELECT ?thing WHERE {{ {iri(value)} sg:issuer ?thing }} ORDER BY STR(?thing)")
    return Document(
        id=local_id(value),
        iri=value,
        title=row["title"],
        date=row["date"],
        kind=row["kind"],
        source=row["source"],
        language=row["language"],
        text=row["text"],
        sha256=row["sha256"],
        declaration=row["declared"],
        declaration_date=row["declaredOn"],
        issuers=[thing_ref(things, one["thing"]) for one in issuers],
        positions=found,
    )
