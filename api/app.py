"""The service as one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI
from starlette.routing import Route
from starlette_compress import CompressMiddleware, add_compress_type

from api import problems, rendering
from api.directory import Directories
from api.graphs import Graphs
from api.headers import CommonHeaders
from api.metrics import Metrics, Observed
from api.openapi import describe_app
from api.overview import Overviews
from api.reader import Reader
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
    search,
    vocabulary,
)
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
        app.state.overviews = Overviews(app.state.reader)
        app.state.graphs = Graphs(pool, settings)
        metrics.watch(pool)
        app.state.search = Search(pool, settings)
        await pool.start()
        app.state.search.start()
        try:
            yield
        finally:
            await app.state.search.stop()
            await pool.stop()

    app = FastAPI(title="Stancegraph", lifespan=life, docs_url=None, redoc_url=None)
    app.state.settings = settings
    metrics = app.state.metrics = Metrics()
    app.add_middleware(CompressMiddleware)
    app.add_middleware(CommonHeaders)
    app.add_middleware(Observed, metrics=metrics)
    problems.register(app)
    rendering.register(app)
    for topic in (
        positions,
        search,
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
    app.router.routes.append(Route("/sparql", SparqlEndpoint(settings), include_in_schema=False))
    describe_app(app, _version())
    return app


def _version() -> str:
    try:
        return version("stancegraph")
    except PackageNotFoundError:
        return "0+checkout"
