"""`validate` and `export`: the graph as a whole."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal

import pyoxigraph as ox

from graph_builder import (
    PREFIXES,
    InputError,
    ReleaseStore,
    RemoteStore,
    ShapeError,
    dataset,
    report_graph,
    validate,
)
from stancegraph.places import loaded
from stancegraph.terminal import say

__all__ = ["ExportForm", "ReportForm", "export", "validate_store", "write_handbook"]

ExportForm = Literal["nquads", "trig", "turtle", "jsonld"]
ReportForm = Literal["table", "turtle", "jsonld", "ntriples", "rdfxml"]
_REPORTS: dict[str, str] = {"turtle": "turtle", "jsonld": "json-ld", "ntriples": "nt", "rdfxml": "xml"}


def validate_store(store: Path | RemoteStore, form: ReportForm) -> None:
    """Print that the current release is in order, or the SHACL report. Raises ShapeError with the faults, if any."""
    graph = loaded(store)
    violations = validate(graph)
    if form != "table":
        sys.stdout.write(report_graph(graph).serialize(format=_REPORTS[form]))
    elif not violations:
        say(f"The graph satisfies its shapes and checks ({len(graph)} statements).")
    if violations:
        raise ShapeError([str(violation) for violation in violations])


def write_handbook(folder: Path) -> None:
    """Write the handbook of the ontology, and say where. Raises InputError if the folder cannot be written."""
    from api.handbook import write

    try:
        for path in write(folder):
            say(f"wrote {path}")
    except OSError as error:
        raise InputError(folder, f"cannot be written: {error.strerror}.", "Name another folder.") from error


def export(store: Path | RemoteStore, form: ExportForm, file: Path | None) -> None:
    """Write the current release to a file, or to standard output. Raises StoreError, or InputError for the file."""
    if isinstance(store, Path):
        ReleaseStore(store).current()
    with _opened(file) as output:
        if form == "nquads":
            ox.serialize(_sorted(loaded(store)), output, ox.RdfFormat.N_QUADS)
        elif form == "jsonld":
            dataset(store).serialize(output, format="json-ld", encoding="utf-8", indent=1, sort_keys=True)
        else:
            _write(loaded(store), form, output)


def _write(graph: ox.Store, form: Literal["trig", "turtle"], output: IO[bytes]) -> None:
    """Turtle has no graphs: there the triples of all of them stand, each once."""
    prefixes = dict(sorted(PREFIXES.items()))
    if form == "trig":
        ox.serialize(_sorted(graph), output, ox.RdfFormat.TRIG, prefixes=prefixes)
    else:
        ox.serialize(_sorted({quad.triple for quad in graph}), output, ox.RdfFormat.TURTLE, prefixes=prefixes)


def _sorted(statements: Iterable[Any]) -> Iterator[Any]:
    """In one order, that of graph, subject, predicate and object, so that the same graph gives the same file."""
    return iter(sorted(statements, key=lambda statement: (str(getattr(statement, "graph_name", "")), str(statement))))


@contextmanager
def _opened(file: Path | None) -> Iterator[IO[bytes]]:
    if file is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        output = file.open("wb")
    except OSError as error:
        raise InputError(file, f"cannot be written: {error.strerror}.", "Name another file.") from error
    with output:
        yield output
