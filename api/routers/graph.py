"""Questions on networks of positions, as JSON or as files of graph tools."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import TypeAdapter
from starlette.responses import Response

from api import networks
from api.answers import OFFERS, answer_as
from api.deps import TheGraphs
from api.export import FORMATS
from api.models import Problem
from graph_builder import UnknownEntity, nearest

__all__ = ["router"]

router = APIRouter(prefix="/api/graph", tags=["graph"])
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}} for status in (400, 404, 406, 422, 503)
}
_FILES: dict[str, Any] = {media_type: {} for form in FORMATS.values() for media_type in form.media_types}


def _responses(model: type) -> dict[int | str, dict[str, Any]]:
    schema = TypeAdapter(model).json_schema(mode="serialization")
    content = {"application/json": {"schema": schema}, **_FILES}
    return {200: {"description": "The answer, or a file for a graph tool", "content": content}, **_PROBLEMS}


Word = Annotated[str, Query(min_length=1, max_length=500)]
Words = Annotated[list[str], Query(max_length=200, description="A code, a name or an IRI; may be given several times.")]
Kinds = Annotated[
    list[str],
    Query(description="Only things of these kinds: actor, threat, treaty, conflict, issue, principle, initiative."),
]
Ties = Annotated[list[str], Query(description=f"Only these ties: {', '.join(networks.TIES)}.")]
Day = Annotated[str | None, Query(max_length=20, description="A day, a month or a year.", examples=["2020-11-10"])]
Hierarchy = Annotated[bool, Query(description="Whether what is said of a narrower thing counts for a broader one.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many a page has.")]
Offset = Annotated[int, Query(description="How many to pass over.")]
Sign = Annotated[
    Literal["+", "-", "0", "for", "against", "neutral", " "] | None, Query(description="for, against, neutral.")
]
_SIGNS = {"for": "+", "against": "-", "neutral": "0", " ": "+"}


class _Form:
    """How the answer is wanted."""

    def __init__(
        self,
        request: Request,
        format: Annotated[
            str | None, Query(description=f"{', '.join(OFFERS)}; otherwise the Accept header decides.")
        ] = None,
        dynamic: Annotated[bool, Query(description="GEXF with the time in which each edge holds.")] = False,
        part: Annotated[str | None, Query(description="CSV: table, nodes or edges.")] = None,
    ) -> None:
        self._request = request
        self._wanted: dict[str, Any] = {"format": format, "dynamic": dynamic, "part": part}

    async def __call__(self, answer: object, *words: object) -> Response:
        return await answer_as(self._request, answer, words, **self._wanted)


Form = Annotated[_Form, Depends()]


class _Period:
    """When positions were taken, and how much evidence is wanted."""

    def __init__(
        self,
        date_from: Day = None,
        date_to: Day = None,
        evidence: Annotated[int, Query(description="Most sentences a tie, 0 to 20.")] = 3,
    ) -> None:
        self.dates: dict[str, Any] = {"date_from": date_from, "date_to": date_to}
        self.evidence = evidence
        self.words = (date_from, date_to)


Period = Annotated[_Period, Depends()]


@router.get("/ego/{entity:path}", responses=_responses(networks.Ego))
async def ego(
    entity: str,
    graphs: TheGraphs,
    form: Form,
    period: Period,
    depth: Annotated[int, Query(description="How far from the centre, 1 to 3.")] = 1,
    kind: Kinds = [],  # noqa: B006
    tie: Ties = [],  # noqa: B006
    polarity: Sign = None,
    limit: Annotated[int, Query(description="Most nodes beside the centre, 1 to 2000.")] = 200,
    offset: Offset = 0,
) -> Response:
    """What a thing is tied to: holders, things, bound states, members, parties; the heaviest first, in pages."""
    answer = await graphs.answer(
        networks.ego,
        entity,
        depth=depth,
        kinds=kind,
        ties=tie,
        polarity=_SIGNS.get(polarity or "", polarity),  # type: ignore[arg-type]
        limit=limit,
        offset=offset,
        evidence=period.evidence,
        **period.dates,
    )
    return await form(answer, "ego", answer.centre.id, *period.words)


@router.get("/counts/{entity:path}", responses=_responses(networks.EgoCounts))
async def counts(
    entity: str,
    graphs: TheGraphs,
    form: Form,
    period: Period,
    kind: Kinds = [],  # noqa: B006
    tie: Ties = [],  # noqa: B006
    polarity: Sign = None,
) -> Response:
    """How much a thing is tied to, before it is drawn."""
    signed: Any = _SIGNS.get(polarity or "", polarity)
    answer = await graphs.answer(networks.ego_counts, entity, kinds=kind, ties=tie, polarity=signed, **period.dates)
    return await form(answer, "counts", answer.centre.id, *period.words)


@router.get("/paths", responses=_responses(networks.Paths))
async def paths(
    graphs: TheGraphs,
    form: Form,
    period: Period,
    start: Annotated[str, Query(alias="from", min_length=1, max_length=500, examples=["SCO"])],
    end: Annotated[str, Query(alias="to", min_length=1, max_length=500, examples=["USA"])],
    mode: Annotated[str, Query(description="shortest, or all up to `longest` steps.")] = "shortest",
    longest: Annotated[int, Query(description="Most steps, 1 to 6.")] = 4,
    tie: Ties = [],  # noqa: B006
    limit: Annotated[int, Query(description="Most paths, 1 to 1000.")] = 20,
) -> Response:
    """What ties two things, with the evidence of every step. No path is an answer too, with the reason."""
    answer = await graphs.answer(
        networks.paths,
        start,
        end,
        mode=mode,  # type: ignore[arg-type]
        longest=longest,
        ties=tie,
        limit=limit,
        evidence=period.evidence,
        **period.dates,
    )
    return await form(answer, "paths", answer.start.id, answer.end.id, *period.words)


@router.get("/matrix", responses=_responses(networks.Matrix))
async def matrix(
    graphs: TheGraphs,
    form: Form,
    period: Period,
    holder: Words = [],  # noqa: B006
    thing: Words = [],  # noqa: B006
    kind: Kinds = [],  # noqa: B006
    hierarchy: Hierarchy = True,
    rows: Annotated[int, Query(description="Most rows, 1 to 500.")] = 20,
    columns: Annotated[int, Query(description="Most columns, 1 to 500.")] = 20,
    row_offset: Offset = 0,
    column_offset: Offset = 0,
) -> Response:
    """The stance matrix of actors and things; terrorism counts its kinds. Cells without positions are not listed."""
    answer = await graphs.answer(
        networks.matrix,
        holders=holder,
        things=thing,
        kinds=kind,
        hierarchy=hierarchy,
        rows=rows,
        columns=columns,
        row_offset=row_offset,
        column_offset=column_offset,
        **period.dates,
    )
    return await form(answer, "matrix", *holder[:3], *kind, *period.words)


@router.get("/agreement", responses=_responses(networks.Agreement))
async def agreement(
    graphs: TheGraphs,
    form: Form,
    period: Period,
    holder: Words = [],  # noqa: B006
    thing: Words = [],  # noqa: B006
    kind: Kinds = [],  # noqa: B006
    minimum: Annotated[int, Query(description="Fewest things on which both took a side.")] = 1,
    hierarchy: Hierarchy = False,
    order: Annotated[str, Query(description="agreement, conflict or shared.")] = "agreement",
    things: Annotated[int, Query(description="Shared things to name for each pair, 0 to 1000.")] = 20,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """How far actors agree on the things both took a side on; never without the number of those things."""
    answer = await graphs.answer(
        networks.agreement,
        holders=holder,
        things=thing,
        kinds=kind,
        minimum=minimum,
        hierarchy=hierarchy,
        order=order,  # type: ignore[arg-type]
        listed=things,
        limit=limit,
        offset=offset,
        **period.dates,
    )
    return await form(answer, "agreement", *holder[:3], *kind, *period.words)


@router.get("/disagreements", responses=_responses(networks.Disagreements))
async def disagreements(
    graphs: TheGraphs,
    form: Form,
    period: Period,
    holder: Words = [],  # noqa: B006
    thing: Words = [],  # noqa: B006
    kind: Kinds = [],  # noqa: B006
    hierarchy: Hierarchy = False,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """On what actors stand on opposite sides, with the words of both."""
    answer = await graphs.answer(
        networks.disagreements,
        holders=holder,
        things=thing,
        kinds=kind,
        hierarchy=hierarchy,
        evidence=period.evidence,
        limit=limit,
        offset=offset,
        **period.dates,
    )
    return await form(answer, "disagreements", *holder[:3], *thing[:3], *period.words)


@router.get("/change", responses=_responses(networks.Change))
async def change(
    graphs: TheGraphs,
    form: Form,
    before: Annotated[str, Query(max_length=500, description="A date, or the id of a document or declaration.")],
    after: Annotated[str, Query(max_length=500, description="A later date, or another document or declaration.")],
    holder: Words = [],  # noqa: B006
    thing: Words = [],  # noqa: B006
    kind: Kinds = [],  # noqa: B006
    evidence: Annotated[int, Query(description="Most sentences a side, 0 to 20.")] = 3,
    limit: Limit = 500,
    offset: Offset = 0,
) -> Response:
    """How stances moved between two dates or two texts: reversed, raised, lowered, new, dropped, reworded, repeated."""
    question = networks.change_between_dates if networks.looks_dated(before) else networks.change_between_documents
    answer = await graphs.answer(
        question,
        before,
        after,
        holders=holder,
        things=thing,
        kinds=kind,
        evidence=evidence,
        limit=limit,
        offset=offset,
    )
    return await form(answer, "change", *holder[:3], before, after)


@router.get("/timeline", responses=_responses(networks.Timeline))
async def timeline(
    graphs: TheGraphs,
    form: Form,
    period: Period,
    holder: Annotated[str, Query(min_length=1, max_length=500, examples=["SCO"])],
    thing: Annotated[str, Query(min_length=1, max_length=500, examples=["terrorism"])],
    hierarchy: Hierarchy = True,
) -> Response:
    """How an actor stood on a thing over time, and where it changed sides."""
    answer = await graphs.answer(
        networks.timeline, holder, thing, hierarchy=hierarchy, evidence=period.evidence, **period.dates
    )
    return await form(answer, "timeline", answer.holder.id, answer.thing.id, *period.words)


@router.get("/similarity", responses=_responses(networks.Similarity))
async def similarity(
    graphs: TheGraphs,
    form: Form,
    a: Annotated[str, Query(min_length=1, max_length=500, description="A document or declaration.")],
    b: Annotated[str, Query(min_length=1, max_length=500, description="Another.")],
) -> Response:
    """How alike two texts are: in what they take sides on, on which side, and in which words."""
    answer = await graphs.answer(networks.similarity, a, b)
    return await form(answer, "similarity", answer.a.id, answer.b.id)


@router.get("/members/{body:path}", responses=_responses(networks.Members))
async def members(
    body: str,
    graphs: TheGraphs,
    form: Form,
    period: Period,
    thing: Words = [],  # noqa: B006
    date: Day = None,
    hierarchy: Hierarchy = False,
) -> Response:
    """Who of a body's members, on a date or ever, spoke apart from it."""
    answer = await graphs.answer(
        networks.members,
        body,
        things=thing,
        date=date,
        hierarchy=hierarchy,
        evidence=period.evidence,
        **period.dates,
    )
    return await form(answer, "members", answer.body.id, date, *period.words)


@router.get("/blocs", responses=_responses(networks.Blocs))
async def blocs(
    graphs: TheGraphs,
    form: Form,
    period: Period,
    of: Annotated[str, Query(description="actors, tied by agreement, or two-mode.")] = "actors",
    kind: Kinds = [],  # noqa: B006
    minimum: Annotated[int, Query(description="Fewest things on which two actors both took a side.")] = 1,
    resolution: Annotated[float, Query(description="0 for the least frustration; higher for closer blocs.")] = 0.0,
    seed: Annotated[int, Query(description="The same seed gives the same blocs.")] = 0,
    triangles: Annotated[int, Query(description="Most tense triangles to list, 0 to 1000.")] = 50,
) -> Response:
    """What splits actors into blocs, and which triangles of them are tense."""
    answer = await graphs.answer(
        networks.blocs,
        of=of,  # type: ignore[arg-type]
        kinds=kind,
        minimum=minimum,
        resolution=resolution,
        seed=seed,
        triangles=triangles,
        **period.dates,
    )
    return await form(answer, "blocs", of, *kind, *period.words)


@router.get("/centrality", responses=_responses(networks.Centrality))
async def centrality(
    graphs: TheGraphs,
    form: Form,
    period: Period,
    of: Annotated[str, Query(description="two-mode, agreement or knowledge.")] = "two-mode",
    by: Annotated[str, Query(description=f"{', '.join(networks.MEASURES)}.")] = "pagerank",
    kind: Kinds = [],  # noqa: B006
    minimum: Annotated[int, Query(description="Of agreement: fewest shared things.")] = 1,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """Who stands in the middle: degree, PageRank and betweenness."""
    answer = await graphs.answer(
        networks.centrality,
        of=of,  # type: ignore[arg-type]
        by=by,  # type: ignore[arg-type]
        kinds=kind,
        minimum=minimum,
        limit=limit,
        offset=offset,
        **period.dates,
    )
    return await form(answer, "centrality", of, by, *kind, *period.words)


@router.get("/networks")
async def list_networks() -> dict[str, Any]:
    """The whole networks, and the formats that every network comes in."""
    formats = {
        one.name: {"media_type": one.media_types[0], "ending": one.ending, "readers": one.readers}
        for one in FORMATS.values()
    }
    return {"networks": networks.NETWORKS, "formats": formats}


Most = Annotated[int, Query(ge=1, le=50_000, description="Most edges; `complete` says whether that was all.")]


@router.get("/networks/{name}", responses=_PROBLEMS)
async def whole(
    name: str,
    graphs: TheGraphs,
    form: Form,
    period: Period,
    holder: Words = [],  # noqa: B006
    thing: Words = [],  # noqa: B006
    kind: Kinds = [],  # noqa: B006
    tie: Ties = [],  # noqa: B006
    role: Annotated[list[str], Query(description="Of membership: member, observer …")] = [],  # noqa: B006
    date: Day = None,
    minimum: Annotated[int, Query(description="Of projections: the least weight of a tie.")] = 1,
    limit: Most = 2000,
) -> Response:
    """A whole network, the heaviest edges first: two-mode, positions, agreement, co-mention, membership, knowledge."""
    given: dict[str, Any] = {"kinds": kind, "limit": limit, **period.dates}
    match name:
        case "two-mode":
            graph = await graphs.answer(
                networks.two_mode, holders=holder, things=thing, evidence=period.evidence, **given
            )
        case "positions":
            graph = await graphs.answer(networks.positions, holders=holder, things=thing, **given)
        case "agreement":
            graph = await graphs.answer(networks.agreement_network, minimum=minimum, **given)
        case "co-mention":
            graph = await graphs.answer(networks.co_mentions, minimum=minimum, **given)
        case "membership":
            graph = await graphs.answer(networks.membership, date=date, roles=role, limit=limit)
        case "knowledge":
            graph = await graphs.answer(networks.knowledge, ties=tie, evidence=period.evidence, **given)
        case _:
            raise UnknownEntity(f"networks/{name}", nearest(name, networks.NETWORKS) or list(networks.NETWORKS))
    return await form(graph, name, *holder[:2], *thing[:2], *kind, date, *period.words)


@router.get("", responses=_PROBLEMS)
async def graph(
    graphs: TheGraphs,
    form: Form,
    entity: Annotated[str | None, Query(max_length=500, description="Centre; without it, all positions.")] = None,
    depth: Annotated[int, Query(ge=1, le=3, description="How far from the centre.")] = 1,
    limit: Most = 2000,
) -> Response:
    """A network to draw at once: around a thing, or of all positions, the latest first."""
    if entity:
        around = await graphs.answer(networks.ego, entity, depth=depth, limit=min(limit, 2000))
        return await form(networks.to_graph(around), "ego", around.centre.id)
    return await form(await graphs.answer(networks.positions, limit=limit), "positions")
