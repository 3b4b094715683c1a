"""The service as one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp
from starlette_compress import add_compress_type

from api import problems, rendering
from api.access import Access, origins_of
from api.agents.http import AgentEndpoint
from api.agents.reach import Reach
from api.answering import Answering
from api.directory import Directories
from api.front import Compressed, Service
from api.graphs import Graphs
from api.headers import CommonHeaders
from api.metrics import Metrics, Observed
from api.openapi import describe_app
from api.overview import Overviews
from api.pools import pool_for, writer_for
from api.reader import Reader
from api.repeats import Repeats
from api.routers import (
    assets,
    browsing,
    canvas,
    comparing,
    console,
    entities,
    entity_pages,
    graph,
    meta,
    pages,
    positions,
    questions,
    reading,
    reconcile,
    search,
    vocabulary,
)
from api.routers.express import Express
from api.routers.graphs import GraphStore
from api.routers.sparql import SparqlEndpoint
from api.routers.update import UpdateEndpoint
from api.search.keeper import Search
from api.settings import Settings
from api.void import Counts
from api.warming import Warming

__all__ = ["create_app"]

_COMPRESSIBLE = ("text/turtle", "text/csv", "text/tab-separated-values", "application/problem+json", "application/trig",
                 *(f"application/{name}" for name in ("sparql-results+json", "sparql-results+xml", "n-triples", "n-quads",
                                                      "rdf+xml", "ld+json")))  # fmt: skip


def create_app(settings: Settings) -> FastAPI:
    """The application for a store. Raises StoreError at once if there is nothing to serve."""
    pool = pool_for(settings)
    for media_type in _COMPRESSIBLE:
        add_compress_type(media_type)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        app.state.pool = pool
        app.state.writer = writer_for(pool, settings)
        app.state.reader = Reader(pool, settings.query_seconds)
        app.state.directories = Directories(app.state.reader)
        app.state.counts = Counts(pool, app.state.reader)
        metrics.watch(pool, app.state.writer)
        app.state.graphs = Graphs(pool, settings)
        app.state.overviews = Overviews(app.state.reader, app.state.graphs)
        app.state.search = Search(pool, settings)
        reach = Reach(
            pool,
            app.state.reader,
            app.state.directories,
            app.state.graphs,
            app.state.search,
            answering.budgets,
            settings.query_seconds,
        )
        await pool.start()
        app.state.search.start()
        warming = app.state.warming = Warming(app.state, agents)
        if settings.warm_up:
            warming.start()
        try:
            async with agents.running(reach):
                yield
        finally:
            await warming.stop()
            await app.state.search.stop()
            await app.state.writer.stop()
            await pool.stop()

    access, answering = Access(settings), Answering(settings)
    agents = AgentEndpoint(_version(), settings.body_megabytes)
    app = Service(title="Stancegraph", lifespan=life, docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.answering = answering
    metrics = app.state.metrics = Metrics()
    app.state.budgets = answering.budgets
    origins = origins_of(settings)
    app.add_middleware(Compressed)
    app.add_middleware(CommonHeaders, origins=origins)
    app.add_middleware(Observed, metrics=metrics)
    problems.register(app)
    rendering.register(app)
    for topic in (
        positions,
        search,
        reconcile,
        entities,
        graph,
        questions,
        meta,
        pages,
        entity_pages,
        reading,
        browsing,
        comparing,
        console,
        vocabulary,
        assets,
        canvas,
    ):
        app.include_router(topic.router)
    update, graphs = UpdateEndpoint(settings, access, answering), GraphStore(settings, access, answering)

    def around(endpoint: ASGIApp) -> ASGIApp:
        return CommonHeaders(Compressed(endpoint), origins)

    sparql = around(SparqlEndpoint(settings, access, answering, update))
    repeats = app.state.repeats = Repeats(sparql, pool.look, metrics, settings.cache_megabytes)
    express = app.state.express = Express(repeats, pool, answering, metrics, settings.query_seconds)
    endpoints: dict[str, ASGIApp] = {
        "/sparql": express,
        "/update": around(update),
        "/graphs": around(graphs),
        "/mcp": around(agents),
    }
    app.endpoints = {path: Observed(endpoint, metrics) for path, endpoint in endpoints.items()}
    app.router.routes[:0] = [Route("/graphs/{name:path}", graphs, include_in_schema=False)]
    describe_app(app, _version())
    return app


def _version() -> str:
    try:
        return version("stancegraph")
    except PackageNotFoundError:
        return "0+checkout"
