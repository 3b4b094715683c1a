"""The formats of answers: their media types, and how a worker writes each of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any

import pyoxigraph as ox

from .jsonld import write_jsonld

__all__ = ["DATASET_FORMATS", "GRAPH_FORMATS", "SOLUTION_FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its short name, its media type, other names that clients use, and its writer."""

    name: str
    media_type: str
    aliases: tuple[str, ...]
    write: Callable[[ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, IO[bytes]], None]


def _by_engine(engine_format: ox.QueryResultsFormat | ox.RdfFormat) -> Callable[..., None]:
    def write(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, output: IO[bytes]) -> None:
        results.serialize(output, engine_format)  # type: ignore[arg-type]

    return write


def _graph(engine_format: ox.RdfFormat) -> Callable[..., None]:
    """Writes what is asked for as it comes from the engine, and also any other triples or quads."""

    def write(results: ox.QueryTriples | Iterable[ox.Triple] | Iterable[ox.Quad], output: IO[bytes]) -> None:
        if isinstance(results, ox.QueryTriples):
            results.serialize(output, engine_format)
        else:
            ox.serialize(results, output, engine_format)

    return write


def _write_boolean_text(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, output: IO[bytes]) -> None:
    """ASK as CSV or TSV: a header and true or false, for what reads tables; the standard leaves it open."""
    output.write(b"boolean\r\n" + (b"true" if results else b"false") + b"\r\n")


def _table(engine_format: ox.QueryResultsFormat) -> Callable[..., None]:
    by_engine = _by_engine(engine_format)

    def write(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, output: IO[bytes]) -> None:
        if isinstance(results, ox.QueryBoolean):
            _write_boolean_text(results, output)
        else:
            by_engine(results, output)

    return write


def _write_rows(results: Iterable[ox.Triple], output: IO[bytes]) -> None:
    """Triples as rows `subject, predicate, object`: graph-explorer wants them of a CONSTRUCT, as Neptune gives."""
    output.write(b'{"head":{"vars":["subject","predicate","object"]},"results":{"bindings":[')
    for number, triple in enumerate(results):
        row = {name: _json_term(term) for name, term in zip(("subject", "predicate", "object"), triple, strict=True)}
        output.write((b"," if number else b"") + json.dumps(row, ensure_ascii=False).encode())
    output.write(b"]}}")


def _json_term(term: object) -> dict[str, Any]:
    match term:
        case ox.NamedNode(value=value):
            return {"type": "uri", "value": value}
        case ox.BlankNode(value=value):
            return {"type": "bnode", "value": value}
        case ox.Literal(value=value):
            literal = {"type": "literal", "value": value}
            if term.language:
                literal["xml:lang"] = term.language
                if term.direction:
                    literal["its:dir"] = term.direction.value
            elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
                literal["datatype"] = term.datatype.value
            return literal
        case ox.Triple():
            parts = zip(("subject", "predicate", "object"), term, strict=True)
            return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}
    raise TypeError(f"{term!r} is no term")


_RESULTS = ox.QueryResultsFormat
_RDF = ox.RdfFormat

SOLUTION_FORMATS: dict[str, Format] = {
    fmt.name: fmt
    for fmt in (
        Format(
            "json",
            "application/sparql-results+json",
            ("application/json", "text/javascript", "application/javascript", "application/x-json"),
            _by_engine(_RESULTS.JSON),
        ),
        Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), _by_engine(_RESULTS.XML)),
        Format("csv", "text/csv", (), _table(_RESULTS.CSV)),
        Format("tsv", "text/tab-separated-values", ("text/tsv",), _table(_RESULTS.TSV)),
    )
}
"""Formats of SELECT and ASK, the default first."""

GRAPH_FORMATS: dict[str, Format] = {
    fmt.name: fmt
    for fmt in (
        Format(
            "turtle",
            "text/turtle",
            ("application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3", "ttl"),
            _graph(_RDF.TURTLE),
        ),
        Format("n-triples", "application/n-triples", ("text/plain", "nt", "ntriples"), _graph(_RDF.N_TRIPLES)),
        Format(
            "json-ld",
            "application/ld+json",
            ("application/x-json+ld", "application/json", "jsonld", "json"),
            write_jsonld,  # type: ignore[arg-type]
        ),
        Format("rdf-xml", "application/rdf+xml", ("rdf+xml", "rdfxml", "rdf", "xml", "application/xml", "text/xml"),
               _graph(_RDF.RDF_XML)),
        Format("trig", "application/trig", ("application/x-trig",), _graph(_RDF.TRIG)),
        Format("n-quads", "application/n-quads", ("nq", "nquads", "text/x-nquads"), _graph(_RDF.N_QUADS)),
        Format("rows", "application/sparql-results+json", (), _write_rows),  # type: ignore[arg-type]
    )
}  # fmt: skip
"""Formats of CONSTRUCT and DESCRIBE, the default first."""


DATASET_FORMATS: dict[str, Format] = {
    name: Format(name, GRAPH_FORMATS[name].media_type, GRAPH_FORMATS[name].aliases, _graph(engine_format))
    for name, engine_format in (("trig", _RDF.TRIG), ("n-quads", _RDF.N_QUADS))
}
"""Formats of a whole dataset, the default first."""
