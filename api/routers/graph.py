"""The network of positions, as JSON for graph clients."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api import network
from api.deps import TheDirectory, TheReader
from api.errors import NotAcceptable
from api.models import Problem

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["graph"])
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}} for status in (404, 406)
}


@router.get("/graph", responses=_PROBLEMS)
async def graph(
    reader: TheReader,
    things: TheDirectory,
    entity: Annotated[
        str | None, Query(max_length=500, description="Centre; without it, all.", examples=["SCO"])
    ] = None,
    depth: Annotated[int, Query(ge=1, le=3, description="How far from the centre.")] = 1,
    limit: Annotated[
        int, Query(ge=1, le=20_000, description="Most edges; `complete` says whether that was all.")
    ] = 2000,
    format: Annotated[str, Query(description="cytoscape, node-link or d3.")] = "cytoscape",
) -> dict[str, Any]:
    """Holders and things as nodes; every attitude is an edge with act, polarity, date, quotation and document."""
    if format not in network.FORMATS:
        raise NotAcceptable([f"format={name}" for name in network.FORMATS], format)
    if entity:
        centre = (await things.need(entity)).iri
        found = await network.ego_network(reader, things, centre, depth, limit)
    else:
        found = await network.whole_network(reader, things, limit)
    return dict(network.FORMATS[format](found))
