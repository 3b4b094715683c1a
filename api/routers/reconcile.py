"""Names of a table to things of the graph: the Reconciliation Service API 0.2, as OpenRefine and others speak it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from rapidfuzz import fuzz
from starlette.responses import JSONResponse, Response

from api.deps import TheSearch
from api.errors import BadParameter, BodyTooLarge, UnsupportedBody
from api.reader import ID
from api.search.find import THING_KINDS, FoundThing
from api.search.keeper import Search
from api.search.words import folded, whole

__all__ = ["router"]

router = APIRouter(prefix="/api/reconcile", tags=["reconciliation"])
_MOST_QUERIES = 100
_SURE = 100.0
_FORM = "application/x-www-form-urlencoded"


class _Asked(BaseModel):
    """One name to find a thing for. What else the protocol allows is not made use of here."""

    model_config = ConfigDict(extra="ignore")

    query: str = Field(min_length=1, max_length=500)
    type: str | list[str] | None = None
    limit: int = Field(default=5, ge=1, le=50)

    @property
    def kinds(self) -> list[str]:
        given = [self.type] if isinstance(self.type, str) else self.type or []
        return [*given]


_BATCH = TypeAdapter(dict[str, _Asked])


@router.get("")
async def manifest_or_answers(
    request: Request,
    index: TheSearch,
    queries: Annotated[str | None, Query(description="Names by keys of the client's own, as JSON.")] = None,
) -> Response:
    """What the service is; with `queries`, the things that names may mean."""
    return JSONResponse(_manifest(request) if queries is None else await _answers(index, queries))


@router.post("")
async def answers(request: Request, index: TheSearch) -> Response:
    """The things that names may mean; `queries` is a field of the form."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != _FORM:
        raise UnsupportedBody(media_type or "unknown", [_FORM])
    fields = dict(parse_qsl(await _body(request)))
    if "queries" not in fields:
        raise BadParameter('The form has no field \'queries\'. Send queries={"q0": {"query": "SCO"}}.')
    return JSONResponse(await _answers(index, fields["queries"]))


@router.get("/suggest/entity")
async def suggest_entity(
    index: TheSearch,
    prefix: Annotated[str, Query(min_length=1, max_length=200, description="What was typed so far.")],
    cursor: Annotated[int, Query(ge=0, le=1000, description="How many to pass over.")] = 0,
) -> Response:
    """Things whose names begin so."""
    found = (await index.suggest(prefix, cursor + 10, "en"))[cursor:] if folded(prefix).split() else []
    return JSONResponse({"result": [_named(thing) for thing in found]})


@router.get("/suggest/type")
async def suggest_type(prefix: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Kinds of things whose names begin so."""
    return JSONResponse({"result": [one for one in _types(THING_KINDS) if one["id"].startswith(prefix.lower())]})


def _manifest(request: Request) -> dict[str, Any]:
    base = str(request.base_url).rstrip("/")
    service = f"{base}/api/reconcile"
    return {
        "versions": ["0.2"],
        "name": "Stancegraph",
        "identifierSpace": ID,
        "schemaSpace": "https://w3id.org/stancegraph/ontology#",
        "view": {"url": f"{base}/entity/{{{{id}}}}"},
        "defaultTypes": _types(THING_KINDS),
        "batchSize": 50,
        "suggest": {
            "entity": {"service_url": service, "service_path": "/suggest/entity"},
            "type": {"service_url": service, "service_path": "/suggest/type"},
        },
    }


async def _body(request: Request) -> str:
    most = request.app.state.settings.body_megabytes
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most * 1024 * 1024:
            raise BodyTooLarge(most)
    return body.decode(errors="replace")


async def _answers(index: Search, queries: str) -> dict[str, Any]:
    return {key: {"result": await _candidates(index, asked)} for key, asked in _batch(queries).items()}


def _batch(queries: str) -> Mapping[str, _Asked]:
    try:
        batch = _BATCH.validate_python(json.loads(queries))
    except json.JSONDecodeError as error:
        raise BadParameter(f"'queries' is not JSON: {error}.") from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:5])
        raise BadParameter(f"'queries' is not as the protocol has it: {faults}.") from None
    if len(batch) > _MOST_QUERIES:
        raise BadParameter(f"There are {len(batch)} queries at once; {_MOST_QUERIES} is the most.")
    return batch


async def _candidates(index: Search, asked: _Asked) -> list[dict[str, Any]]:
    kinds = [kind for kind in asked.kinds if kind in THING_KINDS]
    if not folded(asked.query).split() or (asked.kinds and not kinds):
        return []  # a cell without a word is no error of the table's
    words = folded(asked.query.replace("-", " ")) + " "  # no syntax, and no word is unfinished
    found = await index.suggest(words, asked.limit, "en", kinds)
    scored = sorted(((_score(thing, asked.query), thing) for thing in found), key=lambda one: -one[0])
    sure = sum(score == _SURE for score, _ in scored) == 1
    return [{**_named(thing), "score": score, "match": sure and score == _SURE} for score, thing in scored]


def _score(thing: FoundThing, query: str) -> float:
    """How much the name that fits looks like the one that was asked for, up to 100."""
    return round(fuzz.ratio(whole(thing.matched or thing.label), whole(query)), 1)


def _named(thing: FoundThing) -> dict[str, Any]:
    described = f"{thing.positions} positions" + (f"; also {thing.matched}" if thing.matched else "")
    kinds = _types([thing.kind])
    return {"id": thing.id, "name": thing.label, "description": described, "type": kinds, "notable": kinds}


def _types(kinds: Sequence[str]) -> list[dict[str, str]]:
    return [{"id": kind, "name": kind} for kind in kinds]
