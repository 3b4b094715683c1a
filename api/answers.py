"""Answers to questions on networks, in the format that a client wants: JSON, a table, or a file of a graph tool."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any
from urllib.parse import urlencode

import networkx as nx
from starlette.requests import Request
from starlette.responses import Response

from api.address import address_of
from api.errors import BadParameter
from api.export import FORMATS, file_name, write
from api.negotiate import pick
from api.networks import Ego, Paths
from api.networks.drawn import place, to_graph
from api.networks.edge import EDGES
from api.networks.tables import has_table, to_table
from api.table import guard

__all__ = ["OFFERS", "add_links", "answer_as", "as_json", "as_table"]

OFFERS: Mapping[str, tuple[str, ...]] = {
    "json": ("application/json",),
    **{name: (*form.media_types, *(("text/csv",) if name == "csv" else ())) for name, form in FORMATS.items()},
}
"""What every question comes as, the default first."""
_FILES = {
    name: (*types, *(("application/json",) if name == "cytoscape" else ()))
    for name, types in OFFERS.items()
    if name != "json"
}
_FILTERS = {"thing", "kind", "hierarchy", "date_from", "date_to"}
_SIGNS = {"+": "for", "-": "against", "0": "neutral"}
_PARTS = ("table", "nodes", "edges", "all")
_NETWORKS = (Ego, Paths, nx.Graph)
"""Answers whose CSV is that of a network, both tables in an archive, unless a part is asked for; others are tables."""


def as_json(answer: object, **more: Any) -> bytes:
    """An answer, a dataclass or a plain value, as JSON; `more` are members beside its own."""
    told = {**_fields(answer), **more} if is_dataclass(answer) else answer
    return json.dumps(told, default=_fields, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _fields(value: Any) -> dict[str, Any]:
    return {one.name: getattr(value, one.name) for one in fields(value)}


async def answer_as(
    request: Request,
    answer: object,
    words: Iterable[object],
    *,
    format: str | None = None,
    dynamic: bool = False,
    part: str | None = None,
) -> Response:
    """An answer in the format that the address or the Accept header asks for.

    `words` name the file that it is saved as. Raises NotAcceptable, which tells what there is.
    """
    is_network = isinstance(answer, nx.Graph)
    wanted = "cytoscape" if is_network and format == "json" else format  # JSON of a network is that
    form = pick(request.headers.get("accept", ""), wanted, _FILES if is_network else OFFERS)
    if part is not None and part not in _PARTS:
        raise BadParameter(f"part: '{part}' is no part of a CSV file. One of {', '.join(_PARTS)}.")
    if form == "csv" and part is None and "text/csv" in request.headers.get("accept", ""):
        part = "table" if has_table(answer) else "edges"  # one table: the type that was asked for is no archive
    headers = {"Vary": "Accept"}
    if form == "json":
        more, links = _following(request, answer)
        body = await asyncio.to_thread(as_json, answer, **more)
        return Response(body, media_type="application/json", headers=headers | links)
    body, media_type, ending = await asyncio.to_thread(_file, answer, form, dynamic, part, request)
    if media_type.endswith("+json") and media_type not in request.headers.get("accept", ""):
        media_type = "application/json"  # who names the format by its address knows it; browsers show what they know
    headers["Content-Disposition"] = f'inline; filename="{file_name(words, ending)}"'
    return Response(body, media_type=media_type, headers=headers)


def add_links(graph: nx.Graph, request: Request) -> None:
    """Tell each edge that names the latest of its positions only where all of them are listed."""
    base = address_of(request).partition("/api/graph")[0]
    given = [(name, value) for name, value in request.query_params.multi_items() if name in _FILTERS]
    hierarchy = [("hierarchy", "true")] if graph.graph.get("hierarchy") else []
    for start, end, data in graph.edges(data=True):
        if data.get("tie") in EDGES and data.get("position_count", 0) > len(data["positions"].split(" | ")):
            sign = _SIGNS.get(data.get("polarity")) if data["tie"] in {"stance", "bound"} else None
            asked = [("from", start), ("to", end), ("tie", data["tie"]), *([("polarity", sign)] if sign else [])]
            filters = [pair for pair in given if pair[0] != "hierarchy" or not hierarchy]
            data["all_positions"] = f"{base}/api/graph/edge?{urlencode([*asked, *filters, *hierarchy])}"


def _file(answer: object, form: str, dynamic: bool, part: str | None, request: Request) -> tuple[bytes, str, str]:
    """Bytes, media type and ending of a file."""
    if (
        form == "csv"
        and has_table(answer)
        and (part == "table" or (part is None and not isinstance(answer, _NETWORKS)))
    ):
        return as_table(answer), "text/csv; charset=utf-8", "csv"
    graph = answer if isinstance(answer, nx.Graph) else to_graph(answer)
    add_links(graph, request)
    if not all("x" in data for _, data in graph.nodes(data=True)):
        place(graph, graph.graph.get("centre"))
    return write(graph, form, dynamic=dynamic, part=part)


def _following(request: Request, answer: object) -> tuple[dict[str, Any], dict[str, str]]:
    """What a page tells of the next one: a member of the answer, and a header."""
    if not hasattr(answer, "offset"):
        return {}, {}
    following = _next(request, answer)
    return {"next": following}, {"Link": f'<{following}>; rel="next"'} if following else {}


def _next(request: Request, answer: Any) -> str | None:
    """Address of the next page, if there is one behind this."""
    total = answer.counts.neighbours if isinstance(answer, Ego) else answer.total
    if answer.offset + answer.limit >= total:
        return None
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in {"limit", "offset"}]
    query = urlencode([*kept, ("limit", answer.limit), ("offset", answer.offset + answer.limit)])
    return f"{request.scope.get('root_path', '')}{request.url.path}?{query}"


def as_table(answer: object) -> bytes:
    """An answer's table as CSV, its cells guarded against being taken for formulas."""
    columns, rows = to_table(answer)
    output = io.StringIO()
    csv.writer(output).writerows([columns, *([guard(cell) for cell in row] for row in rows)])
    return output.getvalue().encode()
