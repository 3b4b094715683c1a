"""The pages: rendered here, readable without JavaScript; the query string is the state."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api import documents, network, positions
from api.deps import TheDirectory, TheReader
from api.directory import Directory, given_values
from api.drawing import draw
from api.entities import entity
from api.filters import make_filters
from api.marks import sentences
from api.models import PositionOut
from api.positions import Filters
from api.questions import load_questions
from api.reader import ID, Reader, local_id
from api.rendering import PageRoute, render
from graph_builder import ACTS, UnknownEntity, nearest

__all__ = ["router"]

_PAGE = 20
_FIRST = (
    "stance-on", "oppositions", "commitments", "threats-named", "bound-states", "members-and-treaties", "disagreements",
    "changes-of-position", "on-the-same-side", "treaties-in-force",
)  # fmt: skip
"""Questions that the first page shows; all are one click away."""
_EDGES_ON_PAGE = 2000
_FILTERS = ("q", "holder", "act", "about", "polarity", "date_from", "date_to", "document")


router = APIRouter(route_class=PageRoute, include_in_schema=False)
_Word = Annotated[str, Query(max_length=500)]


@router.get("/")
async def home(
    request: Request,
    reader: TheReader,
    things: TheDirectory,
    q: _Word = "",
    holder: _Word = "",
    act: _Word = "",
    about: _Word = "",
    polarity: _Word = "",
    date_from: _Word = "",
    date_to: _Word = "",
    document: _Word = "",
    page: Annotated[int, Query(ge=1, le=500_000)] = 1,
) -> Response:
    """Search; without words, what the graph holds."""
    given = dict(zip(_FILTERS, (q, holder, act, about, polarity, date_from, date_to, document), strict=True))
    given = {name: value for name, value in given.items() if value.strip()}
    if not given:
        return await _front(request, reader, things)
    if polarity and polarity not in {"for", "against", "neutral"}:
        given.pop("polarity")
    if act and act not in ACTS:
        given.pop("act")
    filters = await make_filters(things, **given)
    listed = await _listed(reader, things, filters, given, page)
    matches = things.search(q, 12) if q else []
    shown = {name: getattr(things.resolve(given[name]), "label", "") for name in ("holder", "about") if name in given}
    drawing = draw(network.network_of(listed["positions"]))
    return render(request, "search.html", given=given, matches=matches, named=shown, drawing=drawing, **listed)


async def _front(request: Request, reader: Reader, things: Directory) -> Response:
    whole = await network.whole_network(reader, things, _EDGES_ON_PAGE)
    return render(
        request,
        "home.html",
        given={},
        figures=await documents.figures(reader),
        documents=await documents.documents(reader),
        drawing=draw(whole),
        complete=whole.graph["complete"],
        questions=[question for name in _FIRST if (question := load_questions().get(name))],
        asked=len(load_questions()),
    )


async def _listed(
    reader: Reader, things: Directory, filters: Filters, given: dict[str, str], page: int
) -> dict[str, Any]:
    """A page of positions, and the addresses of the pages beside it and of the data behind it."""
    total = await positions.count(reader, filters)
    found = await positions.page(reader, things, filters, _PAGE, (page - 1) * _PAGE)
    last = max(1, -(-total // _PAGE))
    return {
        "total": total,
        "positions": found,
        "first": (page - 1) * _PAGE + 1,
        "before": urlencode({**given, "page": page - 1}) if page > 1 else "",
        "after": urlencode({**given, "page": page + 1}) if page < last else "",
        "query": urlencode(given),
    }


@router.get("/entity/{name:path}")
async def entity_page(name: str, request: Request, reader: TheReader, things: TheDirectory) -> Response:
    """A thing: what it is, what it says, what is said of it."""
    thing = await things.need(name)
    if name != thing.id:
        return RedirectResponse(f"{request.scope.get('root_path', '')}/entity/{thing.id}", 303)
    about = await entity(reader, things, thing)
    held = await _some(reader, things, Filters(holder=thing.iri))
    said = await _some(reader, things, Filters(about=thing.iri))
    around = await network.ego_network(reader, things, thing.iri, 1, _EDGES_ON_PAGE)
    values = {"complete": around.graph["complete"], "drawing": draw(around)}
    return render(request, "entity.html", entity=about, held=held, said=said, page_size=_PAGE, given={}, **values)


async def _some(reader: Reader, things: Directory, filters: Filters) -> dict[str, Any]:
    total = await positions.count(reader, filters)
    return {"total": total, "positions": await positions.page(reader, things, filters, _PAGE, 0) if total else []}


@router.get("/position/{name}")
async def position_page(name: str, reader: TheReader, things: TheDirectory, request: Request) -> Response:
    """A position with every place that states it."""
    found: list[PositionOut] = []
    if name.isalnum():
        found = await positions.load(reader, things, [f"{ID}position/{name}"])
    if not found:
        raise UnknownEntity(f"position/{name}")
    return render(request, "position.html", position=found[0], given={})


@router.get("/document/{name}")
async def document_page(name: str, request: Request, reader: TheReader, things: TheDirectory) -> Response:
    """A document's text with its positions in place."""
    document = await documents.read_document(reader, things, name)
    parts = sentences(document.text, document.positions, document.iri)
    numbers = {position.id: number for number, position in enumerate(document.positions, 1)}
    return render(request, "document.html", document=document, sentences=parts, numbers=numbers, given={})


@router.get("/questions")
async def questions_page(request: Request) -> Response:
    """The questions that the graph answers."""
    return render(request, "questions.html", questions=list(load_questions().values()), given={})


@router.get("/questions/{name}")
async def question_page(name: str, request: Request, reader: TheReader, things: TheDirectory) -> Response:
    """A question, its answer and its query."""
    questions = load_questions()
    if name not in questions:
        raise UnknownEntity(name, nearest(name, questions))
    question = questions[name]
    asked = await given_values(question, dict(request.query_params), things)
    sparql = question.with_values(**asked)
    answer: dict[str, Any] = dict(await reader.results(sparql))
    defaults = {p.name: local_id(p.default.strip('<>"')) for p in question.parameters.values()}
    shown = defaults | {key: local_id(value) for key, value in asked.items()}
    return render(request, "question.html", question=question, shown=shown, sparql=sparql, given={}, **answer)
