"""The service itself: whether it lives, and what it offers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

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
    """Whether queries are answered, and pages at once: 200 with the release's name, or 503 while something is still read."""
    pool = request.app.state.pool
    if not pool.release:
        return problem(503, "not-ready", "Not ready", "No release is loaded yet.")
    if not request.app.state.warming.done:
        return problem(503, "not-ready", "Not ready", "What pages show is being read; queries are answered already.")
    return Response(pool.release, media_type="text/plain")


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request) -> Response:
    """Counts for Prometheus."""
    return Response(request.app.state.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


_VOID_OFFERS = {name: [fmt.media_type, *fmt.aliases] for name, fmt in GRAPH_FORMATS.items() if name != "rows"}


@router.get("/.well-known/void")
async def void(request: Request) -> Response:
    """What the dataset holds, as VoID: counts in all, and by class, property and graph; prefixes and example queries."""
    wanted = request.query_params.get("format")
    chosen = pick(request.headers.get("accept", ""), wanted, _VOID_OFFERS)
    body = await request.app.state.counts.void(chosen)
    return Response(body, media_type=GRAPH_FORMATS[chosen].media_type, headers={"Vary": "Accept"})


@router.get("/rdf/statistics/summary")
async def summary(request: Request) -> dict[str, Any]:
    """Counts in the shape that Amazon Neptune gives them: graph-explorer asks for them before it counts itself."""
    told: dict[str, Any] = await request.app.state.counts.summary()
    return told
