"""Answers to queries, read from any format and compared as the suites want: blank nodes by isomorphism, numbers by value."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

__all__ = ["Answer", "canonical", "media_type_of", "read_answer", "read_graph", "same"]

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_FORMATS = {
    "srx": "application/sparql-results+xml",
    "srj": "application/sparql-results+json",
    "tsv": "text/tab-separated-values",
    "csv": "text/csv",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
Row = list[Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """A boolean, a table or a graph."""

    boolean: bool | None = None
    columns: list[str] | None = None
    rows: list[Row] = field(default_factory=list)
    ordered: bool = False
    quads: list[ox.Quad] = field(default_factory=list)


def media_type_of(name: str) -> str:
    """The media type that a file's name tells."""
    return _FORMATS[name.rpartition(".")[2]]


def read_graph(data: bytes, media_type: str, base: str) -> list[ox.Quad]:
    """The statements of a file."""
    return list(ox.parse(data, format=ox.RdfFormat.from_media_type(media_type), base_iri=base))


def read_answer(data: bytes, media_type: str, base: str) -> Answer:
    """An answer in any format. Raises ValueError or SyntaxError if it cannot be read."""
    if media_type == "text/csv":
        return _read_csv(data)
    results = ox.QueryResultsFormat.from_media_type(media_type)
    if results is None:
        quads = read_graph(data, media_type, base)
        return _read_result_set(quads) or Answer(quads=quads)
    answer = ox.parse_query_results(data, format=results)
    if isinstance(answer, ox.QueryBoolean):
        return Answer(boolean=bool(answer))
    names = [variable.value for variable in answer.variables]
    return Answer(columns=names, rows=[[row[name] for name in names] for row in answer])


def same(wanted: Answer, got: Answer, *, lax: bool = False) -> bool:
    """Whether two answers are the same; rows in order where the wanted ones are, and each once where `lax`."""
    if wanted.boolean is not None or got.boolean is not None:
        return wanted.boolean is got.boolean
    if wanted.columns is None or got.columns is None:
        return wanted.columns is got.columns and canonical(wanted.quads) == canonical(got.quads)
    if sorted(wanted.columns) != sorted(got.columns):
        return False
    if lax:
        return _each_once(wanted) == _each_once(got)
    return _as_graph(wanted, wanted.ordered) == _as_graph(got, wanted.ordered)


def canonical(quads: Iterable[ox.Quad]) -> str:
    """The quads as text, blank nodes labelled canonically."""
    dataset = ox.Dataset(ox.Quad(quad.subject, quad.predicate, _plain(quad.object), quad.graph_name) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return "\n".join(sorted(str(quad) for quad in dataset))


def _as_graph(answer: Answer, ordered: bool) -> str:
    """A table as a graph with a blank node for each row, so that the blank nodes that rows share are told."""
    quads = []
    for number, row in enumerate(answer.rows):
        node = ox.BlankNode()
        quads.append(ox.Quad(node, ox.NamedNode("row:number"), ox.Literal(number if ordered else 0)))
        for name, value in zip(answer.columns or [], row, strict=True):
            if value is not None:
                quads.append(ox.Quad(node, ox.NamedNode(f"column:{name}"), value))
    return canonical(quads)


def _each_once(answer: Answer) -> set[str]:
    rows = [dict(zip(answer.columns or [], row, strict=True)) for row in answer.rows]
    return {str([(name, str(_plain(row[name]))) for name in sorted(row)]) for row in rows}


def _plain(term: Any) -> Any:
    """A number or boolean in the form that its value has, everything else as it is."""
    if isinstance(term, ox.Triple):
        return ox.Triple(term.subject, term.predicate, _plain(term.object))
    if not isinstance(term, ox.Literal):
        return term
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        if kind in {"double", "float"}:
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
        if kind in {"decimal", "integer"}:
            return ox.Literal(f"{Decimal(term.value).normalize():f}", datatype=term.datatype)
        if kind == "boolean" and term.value in "01":
            return ox.Literal(term.value == "1")
    except (ValueError, ArithmeticError):
        pass
    return term


def _read_csv(data: bytes) -> Answer:
    """A table of plain text; a cell that begins with `_:` is a blank node."""
    header, *rows = csv.reader(io.StringIO(data.decode()))
    cells = [[ox.BlankNode(cell[2:]) if cell.startswith("_:") else ox.Literal(cell) for cell in row] for row in rows]
    return Answer(columns=header, rows=cells)


def _read_result_set(quads: list[ox.Quad]) -> Answer | None:
    """A table or a boolean written as RDF, as old tests have them."""
    facts: dict[tuple[object, str], list[Any]] = {}
    for quad in quads:
        facts.setdefault((quad.subject, quad.predicate.value), []).append(quad.object)

    def values(node: object, name: str) -> list[Any]:
        return facts.get((node, _RS + name), [])

    root = next((quad.subject for quad in quads if quad.object == ox.NamedNode(_RS + "ResultSet")), None)
    if root is None:
        return None
    if truth := values(root, "boolean"):
        return Answer(boolean=truth[0].value == "true")
    names = [name.value for name in values(root, "resultVariable")]
    solutions = values(root, "solution")
    ordered = bool(solutions) and all(values(solution, "index") for solution in solutions)
    if ordered:
        solutions = sorted(solutions, key=lambda solution: int(values(solution, "index")[0].value))
    rows = []
    for solution in solutions:
        bound = {values(one, "variable")[0].value: values(one, "value")[0] for one in values(solution, "binding")}
        rows.append([bound.get(name) for name in names])
    return Answer(columns=names, rows=rows, ordered=ordered)
