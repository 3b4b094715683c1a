"""Questions on networks, as JSON or as files of graph tools. The routes are made from `api.graph_questions`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from inspect import Parameter as Argument
from inspect import Signature, signature
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from api import networks
from api.answers import OFFERS, answer_as
from api.deps import TheGraphs
from api.export import FORMATS
from api.graph_questions import NETWORK_PARAMETERS, QUESTIONS, SIGNS, Parameter, Question
from api.models import Problem
from api.routers.graph_schema import reference_to
from graph_builder import UnknownEntity, nearest

__all__ = ["router"]

router = APIRouter(prefix="/api/graph", tags=["graph"])
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}} for status in (400, 404, 406, 422, 503)
}
_FILES: dict[str, Any] = {media_type: {} for form in FORMATS.values() for media_type in form.media_types}


def _responses(model: type) -> dict[int | str, dict[str, Any]]:
    content = {"application/json": {"schema": reference_to(model)}, **_FILES}
    return {200: {"description": "The answer, or a file for a graph tool", "content": content}, **_PROBLEMS}


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


def _argument(one: Parameter, *, in_path: bool = False) -> Argument:
    """A parameter as FastAPI reads it."""
    about: dict[str, Any] = {"description": one.about, "examples": [one.example] if one.example else None}
    if in_path:
        return Argument(one.name, Argument.KEYWORD_ONLY, annotation=Annotated[str, Path(**about)])
    about |= {"alias": one.said, "ge": one.least, "le": one.most}
    kind: Any = Literal[one.choices] if one.choices else one.type
    if one.many:
        kind, about["max_length"] = list[kind], 200
    elif one.needed:
        about |= {"min_length": 1, "max_length": 500}
    elif one.default is None:
        kind, about["max_length"] = kind | None, None if one.choices else 500
    default = Argument.empty if one.needed else [] if one.many else one.default
    return Argument(one.name, Argument.KEYWORD_ONLY, default=default, annotation=Annotated[kind, Query(**about)])


_OURS = [
    Argument("graphs", Argument.KEYWORD_ONLY, annotation=TheGraphs),
    Argument("form", Argument.KEYWORD_ONLY, annotation=Form),
]


def _endpoint(name: str, about: str, arguments: Iterable[Argument], answer: Callable[..., Awaitable[Response]]) -> Any:
    """A function with the parameters of a question, for FastAPI to read."""

    async def endpoint(**given: Any) -> Response:
        if given.get("polarity"):
            given["polarity"] = SIGNS[given["polarity"]]
        return await answer(**given)

    endpoint.__name__, endpoint.__doc__ = name, about
    endpoint.__signature__ = Signature([*arguments, *_OURS])  # type: ignore[attr-defined]
    return endpoint


def _words(given: dict[str, Any], needed: Iterable[str] = ()) -> list[object]:
    """What names a file: what was asked about, and when."""
    several = [one for name in ("holders", "things", "kinds") for one in given.get(name, ())[:2]]
    single = [given[name] for name in ("of", "by", "date", "date_from", "date_to") if name in given]
    return [*(given[name] for name in needed), *several, *single]


def _add(question: Question) -> None:
    async def answer(graphs: TheGraphs, form: _Form, **given: Any) -> Response:
        needed = [one.name for one in question.parameters if one.needed]
        words = _words(given, needed)
        values = [given.pop(name) for name in needed]
        return await form(
            await graphs.answer(networks.question(question.name), *values, **given), question.name, *words
        )

    first, *others = question.parameters
    arguments = [_argument(first, in_path=question.in_path), *map(_argument, others)]
    path = f"/{question.name}/{{{first.name}:path}}" if question.in_path else f"/{question.name}"
    model = getattr(networks, question.answer)
    router.get(path, responses=_responses(model))(_endpoint(question.name, question.about, arguments, answer))


for _question in QUESTIONS:
    _add(_question)


@router.get("/networks")
async def list_networks() -> dict[str, Any]:
    """The whole networks, and the formats that every network comes in."""
    formats = {
        one.name: {"media_type": one.media_types[0], "ending": one.ending, "readers": one.readers}
        for one in FORMATS.values()
    }
    return {"networks": networks.NETWORKS, "formats": formats}


async def _whole(graphs: TheGraphs, form: _Form, name: str, **given: Any) -> Response:
    if name not in networks.NETWORKS:
        raise UnknownEntity(f"networks/{name}", nearest(name, networks.NETWORKS) or list(networks.NETWORKS))
    make = networks.network(name)
    concern = {one: value for one, value in given.items() if one in signature(make).parameters}
    return await form(await graphs.answer(make, **concern), name, *_words(concern))


_NAME = Parameter("name", f"One of {', '.join(networks.NETWORKS)}.", needed=True)
router.get("/networks/{name}", responses=_PROBLEMS)(
    _endpoint(
        "whole",
        f"A whole network, the heaviest edges first: {', '.join(networks.NETWORKS)}.",
        [_argument(_NAME, in_path=True), *map(_argument, NETWORK_PARAMETERS)],
        _whole,
    )
)


@router.get("", responses=_PROBLEMS)
async def graph(
    graphs: TheGraphs,
    form: Form,
    entity: Annotated[str | None, Query(max_length=500, description="Centre; without it, all positions.")] = None,
    depth: Annotated[int, Query(ge=1, le=3, description="How far from the centre.")] = 1,
    limit: Annotated[
        int, Query(ge=1, le=50_000, description="Most edges; `complete` says whether that was all.")
    ] = 2000,
) -> Response:
    """A network to draw at once: around a thing, or of all positions, the latest first."""
    if entity:
        around = await graphs.answer(networks.ego, entity, depth=depth, limit=min(limit, 2000))
        return await form(networks.to_graph(around), "ego", around.centre.id)
    return await form(await graphs.answer(networks.positions, limit=limit), "positions")
