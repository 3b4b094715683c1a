"""The page of a thing: what it is, who stands where on it, when, in which words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import dossier, networks
from api.axis import Span, draw_axis
from api.deps import TheDirectory, TheGraphs, TheReader
from api.drawing import draw
from api.entities import entity
from api.language import Words
from api.models import EntityOut
from api.positions import Filters
from api.rendering import PageRoute, named, page_of, render, see

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_EDGES, _EXAMPLES = 2000, 3
_RDF = {"turtle", "json-ld", "n-triples", "rdf-xml"}


@router.get("/entity/{name:path}")
async def entity_page(
    name: str,
    request: Request,
    reader: TheReader,
    things: TheDirectory,
    graphs: TheGraphs,
    format: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """All of it on one page."""
    thing = await things.need(name)
    if format == "csv":
        filter_ = "holder" if thing.kind == "actor" else "about"
        return see(request, "/api/positions", format="csv", **{filter_: thing.id})
    if format:
        return see(request, f"/id/{thing.id}" if format in _RDF else f"/api/entities/{thing.id}", format=format)
    if name != thing.id:
        return see(request, f"/entity/{thing.id}")
    page = page_of(request)
    about_it, held_by_it = Filters(about=thing.iri), Filters(holder=thing.iri)
    told = await entity(reader, things, thing)
    about = await dossier.by_act(reader, things, about_it, _EXAMPLES)
    held = await dossier.by_act(reader, things, held_by_it, _EXAMPLES) if told.positions.by else []
    moments = await dossier.moments(reader, held_by_it if held else about_it)
    pairs = (
        (
            await graphs.answer(networks.agreement, holders=[thing.iri], order="shared", listed=0, limit=15, evidence=0)
        ).pairs
        if held
        else []
    )
    around = await graphs.answer(networks.positions, around=thing.iri, limit=_EDGES)
    return render(
        request,
        "entity.html",
        entity=told,
        about=about,
        held=held,
        holders=await dossier.sides(reader, things, thing.iri, of="holders") if about else [],
        stands_on=await dossier.sides(reader, things, thing.iri, of="things") if held else [],
        pairs=pairs,
        moments=moments,
        axis=draw_axis(moments, _life(told, page.words)),
        axis_filter="holder" if held else "about",
        identifiers=await dossier.identifiers(reader, thing.iri),
        drawing=draw(named(around, page)),
        complete=around.graph["complete"],
    )


def _life(told: EntityOut, words: Words) -> Iterator[Span]:
    """The stretches of its life: from signature to force, in force, or simply there."""
    facts = told.facts
    signed, force, end = (facts.get(name) for name in ("signedOn", "inForceFrom", "inForceUntil"))
    if signed:
        yield Span(words.text("fact.signed"), signed, force or end or signed, "signed")
    if force:
        yield Span(words.text("fact.in_force"), force, end, "force")
    if start := facts.get("startDate"):
        name = "fact.life" if "endDate" in facts else "fact.startDate"
        yield Span(words.text(name), start, facts.get("endDate"), "life")
