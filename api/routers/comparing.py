"""Pages that set things side by side: the stance matrix, two actors, two declarations, and an actor's stand over time."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from api import documents, networks, table
from api.axis import draw_axis
from api.deps import TheDirectory, TheGraphs, TheReader
from api.directory import Directory
from api.dossier import Moment
from api.grid import Order, Row, roots_of, rows_of
from api.overview import Overviews
from api.positions import thing_ref
from api.rendering import PageRoute, render, see

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_KINDS = ("threat", "treaty", "conflict", "issue", "principle", "initiative", "actor")
_CHANGES = ("reversed", "new", "dropped", "raised", "lowered", "reworded", "repeated")
_CHANGE_MARKS = {
    "reversed": "⇄", "new": "＋", "dropped": "－", "raised": "↑", "lowered": "↓", "reworded": "≈", "repeated": "=",
}  # fmt: skip
_MOST_ACTORS = 24
_Words = Annotated[str, Query(max_length=500)]
_Day = Annotated[str, Query(pattern=r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$")]


def _split(words: str) -> list[str]:
    """Names in a field, parted by commas."""
    return [word.strip() for word in words.split(",") if word.strip()]


async def _ids(things: Directory, words: str) -> list[str]:
    return [(await things.need(word)).id for word in _split(words)]


@router.get("/matrix")
async def matrix_page(
    request: Request,
    things: TheDirectory,
    graphs: TheGraphs,
    kind: _Words = "",
    holder: _Words = "",
    thing: _Words = "",
    date_from: _Day = "",
    date_to: _Day = "",
    sort: Order = "positions",
    rows: Annotated[int, Query(ge=1, le=500)] = 25,
    open: Annotated[list[str] | None, Query(max_length=200)] = None,
    format: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Actors and things as a table; `open` names the things below which the narrower ones are shown."""
    overviews: Overviews = request.app.state.overviews
    broader = (await overviews.current(things)).broader
    holders, named = await _ids(things, holder), await _ids(things, thing)
    dates: dict[str, Any] = {"date_from": date_from or None, "date_to": date_to or None}
    kinds = [kind] if kind in _KINDS else []
    opened = {one for one in (open or []) if one in broader or any(one in up for up in broader.values())}
    asked: dict[str, Any] = {"holders": holders, "kinds": kinds, "rows": _MOST_ACTORS, "evidence": 0, **dates}
    first = await graphs.answer(networks.matrix, things=named, columns=500, **asked)
    roots = roots_of(first.things, broader) if not named else list(first.things)
    roots = roots[:rows]
    wanted = [root.id for root in roots] + [
        one for one, up in broader.items() if {*up} & ({*opened} | {r.id for r in roots})
    ]
    shown_holders = holders or [line.id for line in first.holders]
    whole = first
    if wanted and shown_holders:
        asked |= {"holders": shown_holders, "kinds": []}
        whole = await graphs.answer(networks.matrix, things=list(dict.fromkeys(wanted))[:500], columns=500, **asked)
    found = rows_of(whole, roots, broader, opened, sort)
    given = {
        "kind": kind,
        "holder": holder,
        "thing": thing,
        **{n: d or "" for n, d in dates.items()},
        "sort": sort,
        "rows": rows,
    }
    root = request.scope.get("root_path", "")
    if format == "csv":
        return _as_csv(found, whole.holders)
    if format == "json":
        return _as_json(found, whole)
    call = _call(root, "/api/graph/matrix", holder=holders, thing=named, kind=kinds, **dates)
    if format:
        return see(request, call.removeprefix(root), format=format)
    state = [
        (name, value)
        for name, value in given.items()
        if value and (name, value) not in {("sort", "positions"), ("rows", 25)}
    ]

    def fold(thing_id: str) -> str:
        left = opened ^ {thing_id}
        return str(_address(request, "/matrix", [*state, *(("open", one) for one in sorted(left))]))

    return render(
        request,
        "matrix.html",
        matrix=whole,
        rows=found,
        kinds=_KINDS,
        given=given,
        fold=fold,
        heat=_heat,
        call=call,
        query=_address(request, "", [*state, *(("open", one) for one in sorted(opened))]).partition("?")[2],
    )


def _address(request: Request, path: str, query: Sequence[tuple[str, object]]) -> str:
    """An address of ours whose query may name a parameter more than once."""
    carried = [("lang", request.query_params["lang"])] if "lang" in request.query_params else []
    return _query(request.scope.get("root_path", "") + path, [*query, *carried])


def _query(path: str, pairs: Sequence[tuple[str, object]]) -> str:
    asked = urlencode([(name, str(value)) for name, value in pairs if value not in (None, "")])
    return f"{path}?{asked}" if asked else path


def _call(root: str, path: str, **query: object) -> str:
    """The call of the API behind a page; a list is a parameter that is given several times."""
    pairs = [
        (name.rstrip("_"), one)
        for name, value in query.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    return _query(root + path, pairs)


def _heat(cell: networks.Cell) -> str:
    """How a cell is tinted: its sign, and one of three strengths."""
    name = {"+": "for", "-": "against", "±": "mixed", "0": "neutral"}[cell.polarity]
    count = max(cell.support, cell.oppose)
    return name if name in {"mixed", "neutral"} else f"{name}-{1 if count == 1 else 2 if count < 4 else 3}"


def _as_csv(rows: Sequence[Row], holders: Sequence[networks.Line]) -> Response:
    """The cells of the table as it is filtered and opened, a line each."""
    output = io.StringIO()
    lines = csv.writer(output)
    lines.writerow(("thing", "kind", "depth", "holder", "for", "against", "neither", "thing_iri", "holder_iri"))
    for row in rows:
        for holder, cell in zip(holders, row.cells, strict=True):
            if cell is not None:
                head = (table.guard(row.thing.label), row.thing.kind, row.depth, table.guard(holder.label))
                lines.writerow((*head, cell.support, cell.oppose, cell.neutral, row.thing.iri, holder.iri))
    headers = {"Content-Disposition": 'attachment; filename="stance-matrix.csv"'}
    return Response(output.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _as_json(rows: Sequence[Row], whole: networks.Matrix) -> Response:
    """The table as it is filtered and opened: its actors, and its rows with their cells."""
    told = {
        "holders": [{"id": one.id, "iri": one.iri, "label": one.label} for one in whole.holders],
        "rows": [
            {
                "thing": {"id": row.thing.id, "iri": row.thing.iri, "label": row.thing.label, "kind": row.thing.kind},
                "depth": row.depth,
                "narrower": row.narrower,
                "open": row.open,
                "cells": [
                    {"holder": holder.id, "for": cell.support, "against": cell.oppose, "neither": cell.neutral}
                    for holder, cell in zip(whole.holders, row.cells, strict=True)
                    if cell is not None
                ],
            }
            for row in rows
        ],
        "total_things": whole.total_things,
        "total_holders": whole.total_holders,
    }
    headers = {"Content-Disposition": 'inline; filename="stance-matrix.json"'}
    return JSONResponse(told, headers=headers)


@router.get("/compare")
async def compare_page(
    request: Request,
    things: TheDirectory,
    graphs: TheGraphs,
    a: _Words = "",
    b: _Words = "",
    date_from: _Day = "",
    date_to: _Day = "",
    format: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Two actors: what they agree on, and where they differ in which words. With one or none: whom to compare."""
    one, other = [thing_ref(things, (await things.need(word)).iri) if word.strip() else None for word in (a, b)]
    dates: dict[str, Any] = {"date_from": date_from or None, "date_to": date_to or None}
    both = [ref.id for ref in (one, other) if ref]
    root = request.scope.get("root_path", "")
    calls = [_call(root, "/api/graph/agreement", holder=both, **dates)]
    values: dict[str, Any] = {"pair": None, "pairs": [], "differ": [], "agree": [], "other": []}
    if one and other:
        calls.append(_call(root, "/api/graph/disagreements", holder=both, **dates))
        found = await graphs.answer(networks.agreement, holders=both, listed=1000, limit=1, evidence=0, **dates)
        if found.pairs:
            pair = found.pairs[0]
            values["pair"] = pair
            # The answer has the two in an order of its own; the page keeps the reader's.
            shared = [each if pair.a.id == one.id else replace(each, a=each.b, b=each.a) for each in pair.things]
            values["agree"] = [each for each in shared if each.a == each.b and each.a in "+-"]
            differing = await graphs.answer(networks.disagreements, holders=both, limit=200, **dates)
            values["differ"] = differing.things
            apart = {each.thing.id for each in differing.things}
            values["other"] = [each for each in shared if each not in values["agree"] and each.thing.id not in apart]
    else:
        values["pairs"] = (
            await graphs.answer(
                networks.agreement, holders=both, listed=0, limit=25, order="shared", evidence=0, **dates
            )
        ).pairs
    if format:
        return see(request, calls[0].removeprefix(root), format=format)
    overviews: Overviews = request.app.state.overviews
    holders = (await overviews.current(things)).holders
    given = {name: day or "" for name, day in dates.items()}
    return render(request, "compare.html", a=one, b=other, calls=calls, holders=holders, given=given, **values)


@router.get("/compare/declarations")
async def declarations_page(
    request: Request,
    reader: TheReader,
    things: TheDirectory,
    graphs: TheGraphs,
    before: _Words = "",
    after: _Words = "",
    format: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Two documents of which the later keeps, changes or leaves out what the earlier says."""
    listed = await documents.documents(reader)
    call, change = "", None
    if before and after:
        change = await graphs.answer(networks.change, before=before, after=after)
        root = request.scope.get("root_path", "")
        call = _call(root, "/api/graph/change", before=before, after=after)
        if format:
            return see(request, call.removeprefix(root), format=format)
    chosen = _pair_of(listed)
    given = {"before": before or chosen[0], "after": after or chosen[1]}
    return render(
        request,
        "declarations.html",
        documents=listed,
        change=change,
        kinds=_CHANGES,
        marks=_CHANGE_MARKS,
        given=given,
        call=call,
    )


def _pair_of(listed: Sequence[documents.Listed]) -> tuple[str, str]:
    """Two documents to begin with: the latest two."""
    ids = [one.id for one in listed[:2]]
    return (ids[1], ids[0]) if len(ids) == 2 else ("", "")


@router.get("/timeline")
async def timeline_page(
    request: Request,
    things: TheDirectory,
    graphs: TheGraphs,
    holder: _Words = "",
    thing: _Words = "",
    about: _Words = "",
    date_from: _Day = "",
    date_to: _Day = "",
    format: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """An actor's stand on a thing, date by date."""
    who, what = [
        thing_ref(things, (await things.need(word)).iri) if word.strip() else None for word in (holder, thing or about)
    ]
    dates: dict[str, Any] = {"date_from": date_from or None, "date_to": date_to or None}
    values: dict[str, Any] = {"timeline": None, "axis": None, "call": ""}
    if who and what:
        root = request.scope.get("root_path", "")
        values["call"] = _call(root, "/api/graph/timeline", holder=who.id, thing=what.id, **dates)
        if format:
            return see(request, values["call"].removeprefix(root), format=format)
        found = await graphs.answer(networks.timeline, holder=who.id, thing=what.id, **dates)
        moments = [Moment(point.date, point.support, point.oppose, point.neutral) for point in found.points]
        values |= {"timeline": found, "axis": draw_axis(moments)}
    overviews: Overviews = request.app.state.overviews
    holders = (await overviews.current(things)).holders
    given = {name: day or "" for name, day in dates.items()}
    return render(request, "timeline.html", holder=who, thing=what, holders=holders, given=given, **values)
