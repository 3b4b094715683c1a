"""The service itself: whether it lives, and what it offers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from api.deps import TheReader
from api.models import Health
from api.negotiate import pick
from api.problems import problem
from api.workers import GRAPH_FORMATS

__all__ = ["router"]

router = APIRouter(tags=["service"])


@router.get("/health")
async def health(request: Request) -> Health:
    """Whether the service lives. No query is evaluated."""
    pool = request.app.state.pool
    return Health(release=pool.release, **pool.state())


@router.get("/ready")
async def ready(request: Request) -> Response:
    """Whether queries are answered: 200 with the release's name, or 503 while none is loaded."""
    pool = request.app.state.pool
    if not pool.release:
        return problem(503, "not-ready", "Not ready", "No release is loaded yet.")
    return Response(pool.release, media_type="text/plain")


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request) -> Response:
    """Counts for Prometheus."""
    return Response(request.app.state.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


_VOID_OFFERS = {name: [fmt.media_type, *fmt.aliases] for name, fmt in GRAPH_FORMATS.items() if name != "rows"}
_VOID = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <https://w3id.org/stancegraph/graph/catalog> { ?s ?p ?o } }"


@router.get("/.well-known/void")
async def void(request: Request) -> Response:
    """What the dataset holds, as VoID: counts in all, and by class, property and graph; prefixes and example queries."""
    wanted = request.query_params.get("format")
    chosen = pick(request.headers.get("accept", ""), wanted, _VOID_OFFERS)
    body = await request.app.state.reader.graph(_VOID, chosen)
    return Response(body, media_type=GRAPH_FORMATS[chosen].media_type, headers={"Vary": "Accept"})


_SUMMARY = """PREFIX void: <http://rdfs.org/ns/void#>
SELECT ?kind ?term ?n WHERE { GRAPH <https://w3id.org/stancegraph/graph/catalog> {
  { ?set void:distinctSubjects ?n BIND("subjects" AS ?kind) }
  UNION { ?part void:class ?term ; void:entities ?n BIND("class" AS ?kind) }
  UNION { ?part void:property ?term ; void:triples ?n BIND("property" AS ?kind) } } } ORDER BY ?kind ?term"""


@router.get("/rdf/statistics/summary")
async def summary(reader: TheReader) -> dict[str, Any]:
    """Counts in the shape that Amazon Neptune gives them: graph-explorer asks for them before it counts itself."""
    rows = await reader.rows(_SUMMARY)
    classes = [row["term"] for row in rows if row["kind"] == "class"]
    predicates = [{row["term"]: int(row["n"])} for row in rows if row["kind"] == "property"]
    counts = {
        "numDistinctSubjects": sum(int(row["n"]) for row in rows if row["kind"] == "subjects"),
        "numDistinctPredicates": len(predicates),
        "numQuads": sum(count for one in predicates for count in one.values()),
        "numClasses": len(classes),
    }
    graph = {**counts, "classes": classes, "predicates": predicates}
    return {"status": "200 OK", "payload": {"version": "v1", "graphSummary": graph}}
