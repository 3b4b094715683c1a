"""Rows of the graph for the service's own endpoints, through the same workers and limits as all queries."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pyoxigraph as ox

from api.pools import AnyPool
from api.workers import Request
from graph_builder import PREFIXES, QuerySyntaxError

__all__ = [
    "ID",
    "PROLOGUE",
    "SG",
    "Reader",
    "Row",
    "anchor_of",
    "iri",
    "local_id",
    "text",
    "values",
    "with_prefixes",
    "without_lines",
]

Row = dict[str, str]

ID, SG = PREFIXES["id"], PREFIXES["sg"]
"""Where our things and our terms live."""

_USED = ("dcterms", "id", "oa", "org", "prov", "rdf", "rdfs", "sg", "skos", "xsd")
PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in _USED)
"""Prefixes that the service's own queries start with."""


def iri(value: str) -> str:
    """An IRI as SPARQL writes it. Raises ValueError if it is none."""
    return str(ox.NamedNode(value))


def text(value: str) -> str:
    """A plain literal as SPARQL writes it, whatever is in it.

    >>> text('a "b"')
    '"a \\\\"b\\\\""'
    """
    return str(ox.Literal(value))


def values(variable: str, iris: Iterable[str]) -> str:
    """A VALUES clause that binds a variable to things.

    >>> values("x", ["http://example.org/a"])
    'VALUES ?x { <http://example.org/a> }'
    """
    return f"VALUES ?{variable} {{ {' '.join(iri(value) for value in iris)} }}"


def local_id(value: str) -> str:
    """The part of one of our IRIs that names the thing; a foreign IRI stays whole."""
    return value.removeprefix(ID)


def anchor_of(name: str) -> str:
    """The name that a thing has within a page: `position-5e4a8d2a11f0c9b7` for `position/5e4a8d2a11f0c9b7`."""
    return name.replace("/", "-")


def with_prefixes(query: str) -> tuple[str, int]:
    """A query with the prefixes of the graph declared that it uses, and how many lines stand before it now.

    >>> with_prefixes("ASK { ?p a sg:Position }")
    ('PREFIX sg: <https://w3id.org/stancegraph/ontology#>\\nASK { ?p a sg:Position }', 1)
    """
    used = [f"PREFIX {name}: <{namespace}>\n" for name, namespace in sorted(PREFIXES.items()) if f"{name}:" in query]
    return "".join(used) + query, len(used)


def without_lines(error: QuerySyntaxError, lines: int) -> QuerySyntaxError:
    """The same error, with the line counted from where the user's own text begins."""
    if error.line is None:
        return error
    rest = str(error).removeprefix(f"Line {error.line}, column {error.column}: ")
    line = max(1, error.line - lines)
    return QuerySyntaxError(f"the query is not SPARQL: line {line}, column {error.column}: {rest}", line, error.column)


class Reader:
    """Asks the workers, in Python's terms."""

    def __init__(self, pool: AnyPool, seconds: float) -> None:
        self._pool, self._seconds = pool, seconds

    @property
    def release(self) -> str:
        """Name of the release that answers."""
        return self._pool.release

    async def rows(self, query: str) -> list[Row]:
        """Rows of a SELECT as text by variable; an unbound variable has no key. The usual prefixes are declared."""
        document = json.loads(await self.solutions(query))
        return [{name: term["value"] for name, term in row.items()} for row in document["results"]["bindings"]]

    async def solutions(self, query: str) -> bytes:
        """The answer to a SELECT as SPARQL JSON, unread. The usual prefixes are declared."""
        return await self._ask(PROLOGUE + query, "json", None)

    async def graph(self, query: str, format_name: str) -> bytes:
        """The triples of a CONSTRUCT or DESCRIBE in a format."""
        return await self._ask(PROLOGUE + query, None, format_name)

    async def results(self, query: str) -> dict[str, list[str] | list[Row]]:
        """Variables and rows of a SELECT that brings its own prefixes."""
        document = json.loads(await self._ask(query, "json", None))
        rows = [{name: term["value"] for name, term in row.items()} for row in document["results"]["bindings"]]
        return {"columns": document["head"]["vars"], "rows": rows}

    async def _ask(self, query: str, solutions: str | None, graph: str | None) -> bytes:
        request = Request(query=query, solutions=solutions, graph=graph, seconds=self._seconds)
        answer = await self._pool.ask(request)
        try:
            return await answer.read()
        finally:
            answer.close()
