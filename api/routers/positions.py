"""Positions, filtered, as JSON pages or as one CSV."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from api import positions, table
from api.deps import TheDirectory, TheReader
from api.directory import Directory
from api.filters import TheFilters
from api.models import PositionOut, PositionPage, Problem
from api.negotiate import pick
from api.positions import Filters
from api.reader import ID, Reader
from graph_builder import UnknownEntity

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["positions"])
_FORMATS = {"json": ["application/json"], "csv": ["text/csv"]}
_CHUNK = 500
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}} for status in (400, 404, 406, 422, 503)
}


@router.get("/positions", response_model=PositionPage, responses=_PROBLEMS)
async def list_positions(
    request: Request,
    reader: TheReader,
    things: TheDirectory,
    filters: TheFilters,
    limit: Annotated[int, Query(ge=1, le=1000, description="Most positions on a page of JSON.")] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over.")] = 0,
    format: Annotated[str | None, Query(description="json or csv; otherwise the Accept header decides.")] = None,
) -> Any:
    """Who takes which position on what, in which words. CSV has all that is found, one row for each attitude."""
    if pick(request.headers.get("accept", ""), format, _FORMATS) == "csv":
        return await _csv(reader, things, filters)
    page = await _page(request, reader, things, filters, limit, offset)
    link = {"Link": f'<{page.next}>; rel="next"'} if page.next else {}
    return Response(page.model_dump_json(), media_type="application/json", headers={"Vary": "Accept", **link})


@router.get("/positions/{name}", response_model=PositionOut, responses=_PROBLEMS)
async def one_position(name: str, reader: TheReader, things: TheDirectory) -> PositionOut:
    """One position, by the last part of its IRI."""
    found = await positions.load(reader, things, [f"{ID}position/{name}"]) if name.isalnum() else []
    if not found:
        raise UnknownEntity(f"position/{name}")
    return found[0]


async def _page(
    request: Request,
    reader: Reader,
    things: Directory,
    filters: Filters,
    limit: int,
    offset: int,
) -> PositionPage:
    total = await positions.count(reader, filters)
    found = await positions.page(reader, things, filters, limit, offset) if offset < total else []
    following = None
    if offset + limit < total:
        kept = [(name, value) for name, value in request.query_params.multi_items() if name not in {"limit", "offset"}]
        query = urlencode([*kept, ("limit", limit), ("offset", offset + limit)])
        following = f"{request.scope.get('root_path', '')}{request.url.path}?{query}"
    return PositionPage(total=total, limit=limit, offset=offset, next=following, positions=found)


async def _csv(reader: Reader, things: Directory, filters: Filters) -> Response:
    """All positions. The first part is read before the answer begins, so that an error still has its own status."""
    first = await positions.page(reader, things, filters, _CHUNK, 0)

    async def lines() -> AsyncIterator[str]:
        yield table.to_csv([table.HEADER, *table.rows(first)])
        found, offset = first, _CHUNK
        while len(found) == _CHUNK:
            found = await positions.page(reader, things, filters, _CHUNK, offset)
            yield table.to_csv(table.rows(found))
            offset += _CHUNK

    headers = {"Vary": "Accept", "Content-Disposition": 'inline; filename="positions.csv"'}
    return StreamingResponse(lines(), media_type="text/csv; charset=utf-8", headers=headers)
