"""The pages to begin with: home, search, documents, positions and questions. The query string is the state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import documents, positions, searching
from api.deps import TheDirectory, TheReader, TheSearch
from api.directory import Directory, given_values
from api.drawing import draw, network_of
from api.errors import SearchNotReady
from api.filters import Day, make_filters
from api.models import PositionOut, SearchOut, ThingRef
from api.overview import Overviews
from api.positions import thing_ref
from api.questions import load_questions
from api.reader import ID, local_id
from api.rendering import PageRoute, named, page_of, render, see
from api.search.find import Wanted
from graph_builder import ACTS, UnknownEntity, nearest

__all__ = ["router"]

_PAGE = 20
_FILTERS = ("q", "holder", "act", "about", "polarity", "date_from", "date_to", "document")

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_Word = Annotated[str, Query(max_length=500)]


@router.get("/")
async def home(request: Request, things: TheDirectory) -> Response:
    """What the graph holds. A search that was addressed here goes on to its own page."""
    if any(request.query_params.get(name) for name in _FILTERS):
        return see(request, "/search", **{name: request.query_params.get(name, "") for name in _FILTERS})
    overviews: Overviews = request.app.state.overviews
    overview = await overviews.current(things)
    drawing = draw(named(overview.network, page_of(request)))
    return render(
        request,
        "home.html",
        figures=overview.figures,
        documents=overview.documents,
        drawing=drawing,
        complete=overview.network.graph["complete"],
        questions=overview.questions,
        asked=len(load_questions()),
    )


@router.get("/search")
async def search(
    request: Request,
    reader: TheReader,
    things: TheDirectory,
    index: TheSearch,
    q: _Word = "",
    holder: _Word = "",
    act: _Word = "",
    about: _Word = "",
    polarity: _Word = "",
    date_from: Day = None,
    date_to: Day = None,
    document: _Word = "",
    page: Annotated[int, Query(ge=1, le=5_000)] = 1,
    format: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Things, positions and documents by words; positions by filters."""
    dates = (date_from or "", date_to or "")
    given = dict(zip(_FILTERS, (q, holder, act, about, polarity, *dates, document), strict=True))
    given = {name: value for name, value in given.items() if value.strip()}
    if format:
        return see(request, "/api/positions", **given, format=format)
    if polarity and polarity not in {"for", "against", "neutral"}:
        given.pop("polarity")
    if act and act not in ACTS:
        given.pop("act")
    reading = page_of(request)
    found: SearchOut | None = None
    matches: list[ThingRef] = []
    if q.strip():
        filters = await make_filters(things, **{name: value for name, value in given.items() if name != "q"})
        wanted = Wanted(q, (), filters, reading.language, _PAGE, (page - 1) * _PAGE)
        try:
            found = await searching.search(index, reader, things, wanted)
        except SearchNotReady:  # a store that was just filled; the words are looked for in the graph itself
            matches = [thing_ref(things, thing.iri) for thing in things.search(q, 12)]
    if found is not None:
        listed = _leaf(found.positions.total, found.positions.positions, given, page)
    else:
        filters = await make_filters(things, **given)
        total = await positions.count(reader, filters)
        shown = await positions.page(reader, things, filters, _PAGE, (page - 1) * _PAGE)
        listed = _leaf(total, shown, given, page)
    names = {name: getattr(things.resolve(given[name]), "label", "") for name in ("holder", "about") if name in given}
    drawing = draw(named(network_of(listed["positions"]), reading))
    return render(
        request, "search.html", given=given, found=found, matches=matches, named=names, drawing=drawing, **listed
    )


def _leaf(total: int, found: Sequence[PositionOut], given: dict[str, str], page: int) -> dict[str, Any]:
    """A page of positions, and the addresses of the pages beside it and of the data behind it."""
    last = max(1, -(-total // _PAGE))
    return {
        "total": total,
        "positions": found,
        "first": (page - 1) * _PAGE + 1,
        "before": urlencode({**given, "page": page - 1}) if page > 1 else "",
        "after": urlencode({**given, "page": page + 1}) if page < last else "",
        "query": urlencode(given),
    }


@router.get("/documents")
async def documents_page(request: Request, reader: TheReader) -> Response:
    """All documents."""
    listed = await documents.documents(reader)
    return render(request, "documents.html", documents=listed, sparql=load_questions()["documents"].sparql)


@router.get("/position/{name}")
async def position_page(name: str, reader: TheReader, things: TheDirectory, request: Request) -> Response:
    """A position with every place that states it."""
    found: list[PositionOut] = []
    if name.isalnum():
        found = await positions.load(reader, things, [f"{ID}position/{name}"])
    if not found:
        raise UnknownEntity(f"position/{name}")
    return render(request, "position.html", position=found[0])


@router.get("/questions")
async def questions_page(request: Request) -> Response:
    """The questions that the graph answers."""
    return render(request, "questions.html", questions=list(load_questions().values()))


@router.get("/questions/{name}")
async def question_page(name: str, request: Request, reader: TheReader, things: TheDirectory) -> Response:
    """A question, its answer and its query."""
    questions = load_questions()
    if name not in questions:
        raise UnknownEntity(name, nearest(name, questions))
    question = questions[name]
    given = {key: value for key, value in request.query_params.items() if key in question.parameters}
    asked = await given_values(question, given, things)
    sparql = question.with_values(**asked)
    answer: dict[str, Any] = dict(await reader.results(sparql))
    defaults = {p.name: local_id(p.default.strip('<>"')) for p in question.parameters.values()}
    shown = defaults | {key: local_id(value) for key, value in asked.items()}
    listed = await documents.documents(reader) if "document" in answer["columns"] else []
    links = {name: _links(things, [row.get(name, "") for row in answer["rows"]]) for name in answer["columns"]}
    links["document"] = {one.title: f"/{one.id}" for one in listed}
    return render(request, "question.html", question=question, shown=shown, sparql=sparql, links=links, **answer)


def _links(things: Directory, values: Sequence[str]) -> dict[str, str]:
    """The pages of the things that a column of an answer names, by label."""
    return {name: f"/entity/{thing.id}" for name, thing in things.labelled(values).items()}
