"""`ask`, `query`, `validate` and `export`: answers out of a store, without a server."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from api.questions import Question, load_questions
from graph_builder import (
    PREFIXES,
    InputError,
    QuerySyntaxError,
    ReleaseStore,
    ShapeError,
    UnknownEntity,
    load_reference,
    nearest,
    report_graph,
    validate,
)
from stancegraph.terminal import out, print_table

__all__ = ["ask", "export", "list_questions", "query", "read_query", "validate_store"]

Row = Sequence[str]
_ID = "https://w3id.org/stancegraph/id/"
_GRAPH_FORMATS = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "xml": ox.RdfFormat.RDF_XML}
_RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


def _evaluate(store: ox.Store, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    try:
        return store.query(sparql, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QuerySyntaxError(f"The query is not SPARQL: {error}") from error


def _shown(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(_ID)
    return term.value if isinstance(term, ox.Literal | ox.BlankNode) else str(term)


def _table(found: ox.QuerySolutions) -> tuple[list[str], list[list[str]]]:
    names = [variable.value for variable in found.variables]
    return names, [[_shown(row[name]) for name in names] for row in found]


# ------------------------------------------------------------------ questions


def list_questions() -> None:
    """Print the questions with their parameters."""
    rows = [
        (name, question.question, ", ".join(f"--{parameter.replace('_', '-')}" for parameter in question.parameters))
        for name, question in load_questions().items()
    ]
    print_table(("question", "in words", "parameters"), rows)


def _question(name: str) -> Question:
    questions = load_questions()
    if name not in questions:
        near = nearest(name, questions)
        hint = f"Did you mean {', '.join(near)}?" if near else "See stancegraph ask --list."
        raise InputError("ask", f"there is no question '{name}'.", hint)
    return questions[name]


def _iri_of(value: str) -> str:
    """IRI of what a value names: an IRI as it is, an id, an actor's code or any label."""
    if "://" in value:
        return value
    reference = load_reference()
    if value in reference.by_id:
        return f"{_ID}{value}"
    actor = reference.resolve_actor(value)
    if actor is not None:
        return f"{_ID}{actor.id}"
    folded = value.casefold()
    labels: dict[str, str] = {}
    for concept in reference.concepts:
        for name in (concept.label, *concept.names, concept.id.partition("/")[2]):
            labels.setdefault(name.casefold(), concept.id)
    if folded not in labels:
        raise UnknownEntity(value, nearest(value, [*reference.actor_by_code, *(concept.label for concept in reference.concepts)]))
    return f"{_ID}{labels[folded]}"


def _only(wanted: Row, columns: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """The wanted columns in their order, and each row that they make once."""
    places = []
    for name in wanted:
        if name.strip() not in columns:
            raise InputError("ask", f"the answer has no column '{name}'.", f"It has: {', '.join(columns)}.")
        places.append(columns.index(name.strip()))
    picked = dict.fromkeys(tuple(row[place] for place in places) for row in rows)
    return [columns[place] for place in places], [list(row) for row in picked]


def ask(store: Path, name: str, given: Mapping[str, str], form: str, wanted: Row = ()) -> None:
    """Answer a question and print the answer, as a table, JSON rows or CSV; only the `wanted` columns, if there are any."""
    question = _question(name)
    things = {"actor", "thing"}
    values = {
        key: _iri_of(value) if key in question.parameters and question.parameters[key].kind in things else value
        for key, value in given.items()
    }
    found = _evaluate(ReleaseStore(store).load(), question.with_values(**values))
    if not isinstance(found, ox.QuerySolutions):
        raise InputError(f"{name}.rq", "is not a SELECT query.", "Questions are SELECT queries.")
    columns, rows = _table(found)
    if wanted:
        columns, rows = _only(wanted, columns, rows)
    if form == "json":
        json.dump([dict(zip(columns, row, strict=True)) for row in rows], sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    elif form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *rows])
    else:
        print_table(columns, rows, title=question.question)
        if not rows and out.is_terminal:
            out.print("Nothing in the graph answers this.")


# ------------------------------------------------------------------ SPARQL


def read_query(file: Path) -> str:
    """Text of a file with a query. Raises InputError if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(file, "cannot be read as a query.", "Give a UTF-8 text file with one SPARQL query.") from error


def query(store: Path, sparql: str | None, form: str | None) -> None:
    """Evaluate a query and print its result."""
    found = _evaluate(ReleaseStore(store).load(), sparql or "")
    if isinstance(found, ox.QueryTriples):
        rdf_format = _GRAPH_FORMATS.get(form or "turtle")
        if rdf_format is None:
            raise InputError("query", f"a graph cannot be written as {form}.", f"Formats: {', '.join(_GRAPH_FORMATS)}.")
        prefixes = dict(PREFIXES) if rdf_format != ox.RdfFormat.N_TRIPLES else {}
        ox.serialize(found, sys.stdout.buffer, rdf_format, prefixes=prefixes)
    elif form in _RESULT_FORMATS:
        found.serialize(sys.stdout.buffer, _RESULT_FORMATS[form])
    elif form in {"turtle", "ntriples"}:
        raise InputError("query", f"rows cannot be written as {form}.", f"Formats: table, {', '.join(_RESULT_FORMATS)}.")
    elif isinstance(found, ox.QueryBoolean):
        sys.stdout.write("yes\n" if found else "no\n")
    else:
        print_table(*_table(found))
    sys.stdout.flush()


# ------------------------------------------------------------------ whole graphs


def validate_store(store: Path, form: str) -> None:
    """Print the faults of the current release, or the SHACL report. Raises ShapeError if there are any."""
    graph = ReleaseStore(store).load()
    violations = validate(graph)
    if form == "turtle":
        sys.stdout.write(report_graph(graph).serialize(format="turtle"))
    elif not violations:
        out.print(f"The graph satisfies its shapes and checks ({len(graph)} statements).", highlight=False)
    if violations:
        raise ShapeError([str(violation) for violation in violations])


def export(store: Path, form: str, file: Path | None) -> None:
    """Write the current release to a file or to standard output."""
    data = _serialized(ReleaseStore(store), form)
    if file is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        file.write_bytes(data)
    except OSError as error:
        raise InputError(file, f"cannot be written: {error.strerror}.", "Name another file.") from error


def _serialized(releases: ReleaseStore, form: str) -> bytes:
    if form == "nquads":
        return releases.nquads()
    if form == "jsonld":
        return _json_ld(releases)
    graph = releases.load()
    if form == "trig":
        return ox.serialize(graph, format=ox.RdfFormat.TRIG, prefixes=dict(PREFIXES)) or b""
    triples = sorted({quad.triple for quad in graph}, key=str)
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""


def _json_ld(releases: ReleaseStore) -> bytes:
    """JSON-LD by rdflib, which writes rdf:type as the keyword @type."""
    from rdflib import Dataset

    dataset = Dataset()
    dataset.parse(data=releases.nquads(), format="nquads")
    return dataset.serialize(format="json-ld", encoding="utf-8", indent=1, sort_keys=True)
