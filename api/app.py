"""The service as one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI
from starlette.routing import Route
from starlette_compress import CompressMiddleware, add_compress_type

from api import problems
from api.agents.http import AgentEndpoint
from api.agents.server import Reach
from api.directory import Directories
from api.headers import CommonHeaders
from api.metrics import Metrics, Observed
from api.openapi import describe_app
from api.reader import Reader
from api.routers import console, entities, graph, meta, pages, positions, questions, reconcile, search, vocabulary
from api.routers.sparql import SparqlEndpoint
from api.search.keeper import Search
from api.settings import Settings
from api.workers import Pool
from graph_builder import ReleaseStore

__all__ = ["create_app"]

_COMPRESSIBLE = ("text/turtle", "text/tab-separated-values", "application/problem+json", "application/trig",
                 *(f"application/{name}" for name in ("sparql-results+json", "sparql-results+xml", "n-triples", "n-quads",
                                                      "rdf+xml", "ld+json")))  # fmt: skip


def create_app(settings: Settings) -> FastAPI:
    """The application for a store. Raises StoreError at once if there is nothing to serve."""
    ReleaseStore(settings.store).current()
    for media_type in _COMPRESSIBLE:
        add_compress_type(media_type)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        pool = Pool(settings)
        app.state.pool = pool
        app.state.reader = Reader(pool, settings.query_seconds)
        app.state.directories = Directories(app.state.reader)
        metrics.watch(pool)
        app.state.search = Search(pool, settings)
        reach = Reach(
            pool, app.state.reader, app.state.directories, app.state.search, sparql.budgets, settings.query_seconds
        )
        await pool.start()
        app.state.search.start()
        try:
            async with agents.running(reach):
                yield
        finally:
            await app.state.search.stop()
            await pool.stop()

    sparql = SparqlEndpoint(settings)
    agents = AgentEndpoint(_version(), settings.body_megabytes)
    app = FastAPI(title="Stancegraph", lifespan=life, docs_url=None, redoc_url=None)
    app.state.settings = settings
    metrics = app.state.metrics = Metrics()
    app.add_middleware(CompressMiddleware)
    app.add_middleware(CommonHeaders)
    app.add_middleware(Observed, metrics=metrics)
    problems.register(app)
    for topic in (positions, search, reconcile, entities, graph, questions, meta, pages, console, vocabulary):
        app.include_router(topic.router)
    app.router.routes.append(Route("/sparql", sparql, include_in_schema=False))
    app.router.routes.append(Route("/mcp", agents, include_in_schema=False))
    describe_app(app, _version())
    return app


def _version() -> str:
    try:
        return version("stancegraph")
    except PackageNotFoundError:
        return "0+checkout"
