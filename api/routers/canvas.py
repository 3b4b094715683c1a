"""The graph page. Its address holds the whole state of the picture; without scripts the start's ties stand there as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import networks
from api.deps import TheDirectory, TheGraphs, TheReader
from api.directory import Directory
from api.language import Words
from api.networks import Ego, Evidence, Node
from api.positions import thing_ref
from api.reader import Reader
from api.rendering import PageRoute, page_of, render

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_NETWORKS = ("two-mode", "agreement", "co-mention", "membership", "knowledge")
_FORMATS = ("gexf", "graphml", "cytoscape", "cx2", "graphology", "node-link", "d3", "jgf", "dot", "pajek", "csv")
_ROWS = 200
"""Rows of the table that a page without scripts has; the files have all."""

_SIGNS = {"+": "for", "-": "against", "0": "neutral", "±": "both"}
_FIRSTS = """SELECT ?thing (COUNT(DISTINCT ?position) AS ?n) WHERE {
  ?position sg:holder ?thing
} GROUP BY ?thing ORDER BY DESC(?n) STR(?thing) LIMIT 16"""


@dataclass(frozen=True, slots=True)
class _Row:
    """A tie in words."""

    start: Node
    end: Node
    act: str
    stance: str
    evidence: Evidence | None
    last: str | None


@router.get("/graph")
async def graph_page(
    request: Request,
    reader: TheReader,
    things: TheDirectory,
    graphs: TheGraphs,
    entity: Annotated[str, Query(max_length=500)] = "",
    network: Annotated[str, Query(max_length=40)] = "",
    path: Annotated[str, Query(max_length=1100)] = "",
    view: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """The canvas: a thing and its neighbours, a whole network, or the paths between two things."""
    words = page_of(request).words
    network = network if network in _NETWORKS else ""
    values: dict[str, Any] = {
        "data": "",
        "title": words.text("graph.title_start"),
        "label": "",
        "rows": None,
        "complete": True,
    }
    if entity.strip():
        thing = await things.need(entity.strip())
        entity = thing.id
        label = page_of(request).label(thing_ref(things, thing.iri))
        around = await graphs.answer(networks.ego, thing.iri, limit=_ROWS, evidence=1)
        values |= {
            "title": words.text("graph.title_around", name=label[:200]),
            "label": label,
            "rows": _rows(around, words),
            "complete": around.complete and len(around.edges) <= _ROWS,
            "data": f"{request.scope.get('root_path', '')}/api/graph/ego/{quote(thing.id)}",
        }
    elif network:
        values |= {
            "title": words.text(f"graph.network_{network}"),
            "data": f"{request.scope.get('root_path', '')}/api/graph/networks/{network}",
        }
    firsts = [] if entity or network or path else await _firsts(reader, things)
    return render(
        request,
        "graph.html",
        entity=entity,
        network=network,
        path_=path,
        view=view,
        firsts=firsts,
        networks=_NETWORKS,
        formats=_FORMATS,
        **values,
    )


def _rows(around: Ego, words: Words) -> list[_Row]:
    nodes = {node.id: node for node in around.nodes}
    return [
        _Row(
            start=nodes[tie.start],
            end=nodes[tie.end],
            act=", ".join(_called(act, words) for act in (tie.act or tie.label).split(", ")),
            stance=str(words.text(f"island.{_SIGNS.get(tie.polarity or '', 'fact')}")),
            evidence=tie.evidence[0] if tie.evidence else None,
            last=tie.last,
        )
        for tie in around.edges[:_ROWS]
    ]


def _called(name: str, words: Words) -> str:
    """What an act or a role is called: in words of ours if there are any."""
    keys = (f"act.{name}", f"role.{name.replace(' ', '_')}")
    return next((words.text(key) for key in keys if key in words), name)


async def _firsts(reader: Reader, things: Directory) -> list[dict[str, Any]]:
    """Where to begin: the actors that said the most."""
    rows = await reader.rows(_FIRSTS)
    return [{"thing": thing_ref(things, row["thing"]), "positions": int(row["n"])} for row in rows]
