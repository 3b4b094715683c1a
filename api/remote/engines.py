"""Where an engine deviates from the standard, and how it is told apart from others: by the Server header of its answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Engine", "engine_of"]

_ALL_SOLUTIONS = frozenset({"json", "xml", "csv", "tsv"})
_ALL_GRAPHS = frozenset({"turtle", "n-triples"})


@dataclass(frozen=True, slots=True)
class Engine:
    """What is particular about an engine; the defaults are what the standards say."""

    name: str
    solutions: frozenset[str] = _ALL_SOLUTIONS
    """Formats of SELECT that are passed on as they come; others are made here from JSON."""
    graphs: frozenset[str] = _ALL_GRAPHS
    """Formats of CONSTRUCT and DESCRIBE that are passed on as they come; others are made here."""
    timeout: tuple[str, float] | None = None
    """Parameter by which it is told when to stop, and how many of its units a second has."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Words that are no SPARQL 1.1 and let a query do more than read, and what they do."""
    cut: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Headers of an answer which, so matched, say that it is not whole."""
    rows_header: str | None = None
    """Header that says how many rows the engine gives at most."""


_VIRTUOSO = Engine(
    "Virtuoso",
    solutions=frozenset(),  # it writes booleans as numbers, which is mended where they are made here
    graphs=frozenset({"n-triples"}),
    timeout=("timeout", 1000),
    refused={
        "DEFINE": "changes how the engine evaluates and can make it fetch",
        "BIF": "calls the engine's own functions",
        "SQL": "calls the engine's own functions",
    },
    cut={"X-SQL-State": re.compile("S1TAT")},
    rows_header="X-SPARQL-MaxRows",
)
_STANDARD = Engine("SPARQL 1.1")
_BY_SERVER = {
    "virtuoso": _VIRTUOSO,
    "oxigraph": Engine("Oxigraph"),
    "fuseki": Engine("Fuseki", timeout=("timeout", 1)),
    "graphdb": Engine("GraphDB", timeout=("timeout", 1)),
    "rdf4j": Engine("RDF4J", timeout=("timeout", 1)),
    "qlever": Engine("QLever", graphs=frozenset({"turtle"})),
    "blazegraph": Engine("Blazegraph"),
}


def engine_of(headers: Mapping[str, str]) -> Engine:
    """The engine that an answer with these headers comes from; one that keeps to the standard if it does not say.

    >>> engine_of({"server": "Virtuoso/07.20.3229 (Linux)"}).name
    'Virtuoso'
    """
    server = headers.get("server", "").lower()
    return next((engine for name, engine in _BY_SERVER.items() if name in server), _STANDARD)
