"""Search over names, quotations and documents, and suggestions while a user types."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import searching
from api.deps import TheDirectory, TheReader, TheSearch
from api.directory import KINDS
from api.filters import ActName, Day, PolarityWord, make_filters
from api.models import Problem, SearchOut, Suggestions
from api.search.find import Wanted

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["search"])
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}} for status in (400, 404, 422, 503)
}
_THING_KINDS = sorted(set(KINDS.values()))
ThingKind = StrEnum("ThingKind", {kind: kind for kind in _THING_KINDS})  # type: ignore[misc]
AnyKind = StrEnum("AnyKind", {kind: kind for kind in (*_THING_KINDS, "position", "document")})  # type: ignore[misc]

_Language = Annotated[
    str,
    Query(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", description="Language of labels; English if it has none."),
]


@router.get("/search", response_model=SearchOut, responses=_PROBLEMS)
async def search(
    request: Request,
    index: TheSearch,
    reader: TheReader,
    things: TheDirectory,
    q: Annotated[
        str,
        Query(min_length=1, max_length=500, description='Words; "a phrase"; begin*; -unwanted.', examples=["drugs"]),
    ],
    kind: Annotated[list[AnyKind] | None, Query(description="Kinds wanted; may be repeated. Without it, all.")] = None,
    act: Annotated[ActName | None, Query(description="Positions of one of the eleven acts.")] = None,
    polarity: Annotated[PolarityWord | None, Query(description="for, against or neutral; or +, -, 0.")] = None,
    holder: Annotated[
        str | None, Query(max_length=500, description="Positions of a holder: a code, a name or an IRI.")
    ] = None,
    about: Annotated[
        str | None, Query(max_length=500, description="Positions about a thing, narrower things included.")
    ] = None,
    date_from: Day = None,
    date_to: Day = None,
    document: Annotated[
        str | None, Query(max_length=500, description="A document and its positions: id or IRI.")
    ] = None,
    language: _Language = "en",
    limit: Annotated[int, Query(ge=1, le=100, description="Most things, positions and documents of each.")] = 20,
    offset: Annotated[int, Query(ge=0, le=100_000, description="How many of each to pass over.")] = 0,
) -> Response:
    """Things by their names in any language, positions by their quotations, holders and things, documents by title and text.

    All words are wanted. One that nothing has as it stands is read as the beginning of words, then as a typo; `read_as` says
    so. `marks` are code points in the text that they stand beside.
    """
    filters = await make_filters(
        things,
        holder=holder,
        act=act,
        about=about,
        polarity=polarity,
        date_from=date_from,
        date_to=date_to,
        document=document,
    )
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in {"limit", "offset"}]
    query = urlencode([*kept, ("limit", limit), ("offset", offset + limit)])
    following = f"{request.scope.get('root_path', '')}{request.url.path}?{query}"
    wanted = Wanted(q, tuple(kind or ()), filters, language, limit, offset)
    found = await searching.search(index, reader, things, wanted, following)
    return Response(found.model_dump_json(), media_type="application/json")


@router.get("/suggest", response_model=Suggestions, responses=_PROBLEMS)
async def suggest(
    index: TheSearch,
    q: Annotated[str, Query(min_length=1, max_length=200, description="What was typed so far.", examples=["terr"])],
    limit: Annotated[int, Query(ge=1, le=50, description="Most suggestions.")] = 8,
    language: _Language = "en",
    kind: Annotated[list[ThingKind] | None, Query(description="Kinds wanted; may be repeated.")] = None,
) -> Response:
    """Things whose names in any language begin so; made for completion while a user types."""
    found = await index.suggest(q, limit, language, tuple(kind or ()))
    answer = Suggestions(query=q, suggestions=[searching.suggestion(thing) for thing in found])
    return Response(answer.model_dump_json(), media_type="application/json")
