"""Answers of an engine in formats that it does not write, or not as the standard says."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pyoxigraph as ox

from api.workers import GRAPH_FORMATS, SOLUTION_FORMATS

__all__ = ["graph", "solutions"]


class _Triples:
    """Triples as the writers want a result of CONSTRUCT."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __iter__(self) -> Iterator[ox.Triple]:
        return (quad.triple for quad in ox.parse(self._data, format=ox.RdfFormat.TURTLE))

    def serialize(self, output: io.BytesIO, format: ox.RdfFormat) -> None:
        ox.serialize(iter(self), output, format)


_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_TRUTH = {"1": "true", "0": "false"}


def solutions(data: bytes, wanted: str) -> bytes:
    """Results in JSON, with booleans as words, in a format (a name of `SOLUTION_FORMATS`). Raises ValueError if they are not JSON."""
    found = json.loads(data)
    for row in found.get("results", {}).get("bindings", ()):
        for term in row.values():
            if term.get("datatype") == _BOOLEAN:
                term["value"] = _TRUTH.get(term["value"], term["value"])
    mended = json.dumps(found, ensure_ascii=False).encode()
    output = io.BytesIO()
    results = ox.parse_query_results(mended, format=ox.QueryResultsFormat.JSON)
    SOLUTION_FORMATS[wanted].write(results, output)
    return output.getvalue()


def graph(data: bytes, wanted: str) -> bytes:
    """N-Triples or Turtle, written in another format (a name of `GRAPH_FORMATS`). Raises ValueError if they are neither."""
    output = io.BytesIO()
    GRAPH_FORMATS[wanted].write(_Triples(data), output)  # type: ignore[arg-type]
    return output.getvalue()
