"""The page for people who write SPARQL themselves, and the one that shows the API."""

from __future__ import annotations

import json
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.budget import Budgets, client_of
from api.errors import BudgetSpent, ServiceBusy
from api.pools import AnyAnswer, AnyPool
from api.problems import problem_of
from api.questions import load_questions
from api.rendering import PageRoute, render
from api.workers import Request as SparqlRequest
from graph_builder import QueryError

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_MOST_ROWS = 1000
_MOST_BYTES = 4 * 1024 * 1024
_FIRST_QUERY = """PREFIX sg: <https://w3id.org/stancegraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?holder ?act ?target WHERE {
  ?position sg:holder/rdfs:label ?holder ; sg:act/rdfs:label ?act ; sg:targetText ?target .
}
LIMIT 20"""


@router.get("/query")
async def query_page(request: Request, query: Annotated[str, Query(max_length=100_000)] = "") -> Response:
    """A form for SPARQL, and the answer below it."""
    values: dict[str, Any] = {"columns": [], "rows": [], "text": "", "error": "", "too_long": False, "hidden_rows": 0}
    status = 200
    if query.strip():
        try:
            values |= await _result(request, query)
        except (ServiceBusy, BudgetSpent):
            raise
        except QueryError as error:
            values["error"], status = str(error), problem_of(error).status_code
    questions = list(load_questions().values())
    address = urlencode({"query": query})
    return render(
        request,
        "query.html",
        status,
        query=query or _FIRST_QUERY,
        asked=bool(query.strip()),
        address=address,
        questions=questions,
        given={},
        **values,
    )


async def _result(request: Request, query: str) -> dict[str, Any]:
    """Rows or Turtle, or the notice that there is more than a page should show. The time is the client's, as at /sparql."""
    pool: AnyPool = request.app.state.pool
    budgets: Budgets = request.app.state.budgets
    seconds = request.app.state.settings.query_seconds
    with budgets.metered(client_of(request)):
        answer = await pool.ask(SparqlRequest(query=query, solutions="json", graph="turtle", seconds=seconds))
        try:
            body = await _at_most(answer, _MOST_BYTES)
        finally:
            answer.close()
    if body is None:
        return {"too_long": True}
    if answer.media_type == "text/turtle":
        return {"text": body.decode()}
    document = json.loads(body)
    if "boolean" in document:
        return {"text": "yes" if document["boolean"] else "no"}
    rows = document["results"]["bindings"]
    return {
        "columns": document["head"]["vars"],
        "rows": [{name: term["value"] for name, term in row.items()} for row in rows[:_MOST_ROWS]],
        "hidden_rows": max(0, len(rows) - _MOST_ROWS),
    }


async def _at_most(answer: AnyAnswer, most: int) -> bytes | None:
    body = bytearray(answer.first)
    async for part in answer.rest():
        body += part
        if len(body) > most:
            return None
    return bytes(body)


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The API as a page, made from its OpenAPI description; it asks no other server for anything."""
    return render(request, "docs.html", api=request.app.openapi(), given={})
