"""Things: as JSON for the API, and by their own IRIs as a page or as RDF."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.deps import TheDirectory, TheReader
from api.entities import describe_entity, entity
from api.models import EntityOut, LabelsIn, LabelsOut, Problem
from api.negotiate import pick
from api.reader import ID
from api.workers import GRAPH_FORMATS
from graph_builder import UnknownEntity

__all__ = ["router"]

router = APIRouter(tags=["entities"])
_NOT_FOUND: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "content": {"application/problem+json": {}}}}
_OFFERS = {
    "html": ["text/html", "application/xhtml+xml"],
    **{name: [fmt.media_type, *fmt.aliases] for name, fmt in GRAPH_FORMATS.items() if name != "rows"},
}


@router.get("/api/entities/{name:path}", response_model=EntityOut, responses=_NOT_FOUND)
async def get_entity(name: str, reader: TheReader, things: TheDirectory) -> EntityOut:
    """All that the graph tells of a thing: by code (`SCO`), id (`inf-treaty`, `treaty/inf-treaty`), name or IRI."""
    return await entity(reader, things, await things.need(name))


@router.post("/api/labels")
async def get_labels(asked: LabelsIn, things: TheDirectory) -> LabelsOut:
    """What many things are called in a language: what a drawing writes on them."""
    known = ((id_, things.by_iri.get(ID + id_) or things.by_iri.get(id_)) for id_ in asked.ids)
    labels = {id_: thing.labels.get(asked.language) for id_, thing in known if thing is not None}
    return LabelsOut(labels={id_: label for id_, label in labels.items() if label})


@router.get("/id/{name:path}", include_in_schema=False)
async def dereference(name: str, request: Request, reader: TheReader, things: TheDirectory) -> Response:
    """What an IRI of ours stands for: a page for people, RDF for programs."""
    chosen = pick(request.headers.get("accept", "text/html"), request.query_params.get("format"), _OFFERS)
    headers = {"Vary": "Accept"}
    if chosen == "html":
        return RedirectResponse(f"{request.scope.get('root_path', '')}/{_page(name)}", 303, headers=headers)
    try:
        body = await describe_entity(reader, ID + name, chosen)
        known = await reader.rows(f"SELECT ?p WHERE {{ <{ID}{name}> ?p ?o }} LIMIT 1")
    except ValueError:
        known = []
    if not known:
        await things.need(name)
        raise UnknownEntity(name)
    return Response(body, media_type=GRAPH_FORMATS[chosen].media_type, headers=headers)


def _page(name: str) -> str:
    """The page of a thing: documents and positions have their own, the rest is an entity."""
    kind = name.partition("/")[0]
    return quote(name if kind in {"document", "position"} else f"entity/{name}", safe="/")
