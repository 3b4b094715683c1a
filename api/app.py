"""The service as one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware, add_compress_type

from api import problems
from api.access import Access, origins_of
from api.answering import Answering
from api.directory import Directories
from api.headers import CommonHeaders
from api.metrics import Metrics, Observed
from api.openapi import describe_app
from api.reader import Reader
from api.repeats import Repeats
from api.routers import console, entities, graph, meta, pages, positions, questions, vocabulary
from api.routers.graphs import GraphStore
from api.routers.sparql import SparqlEndpoint
from api.routers.update import UpdateEndpoint
from api.settings import Settings
from api.void import Counts
from api.workers import Pool, Writer
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
        app.state.writer = Writer(pool, settings)
        app.state.reader = Reader(pool, settings.query_seconds)
        app.state.directories = Directories(app.state.reader)
        app.state.counts = Counts(pool, app.state.reader)
        metrics.watch(pool, app.state.writer)
        await pool.start()
        try:
            yield
        finally:
            await app.state.writer.stop()
            await pool.stop()

    app = FastAPI(title="Stancegraph", lifespan=life, docs_url=None, redoc_url=None)
    app.state.settings = settings
    metrics = app.state.metrics = Metrics()
    app.add_middleware(CompressMiddleware)
    app.add_middleware(CommonHeaders, origins=origins_of(settings))
    app.add_middleware(Repeats, path="/sparql", megabytes=settings.cache_megabytes)
    app.add_middleware(Observed, metrics=metrics)
    problems.register(app)
    for topic in (positions, entities, graph, questions, meta, pages, console, vocabulary):
        app.include_router(topic.router)
    access, answering = Access(settings), Answering(settings)
    update, graphs = UpdateEndpoint(settings, access, answering), GraphStore(settings, access, answering)
    protocols: dict[str, ASGIApp] = {"/sparql": SparqlEndpoint(settings, access, answering, update), "/update": update, "/graphs": graphs,
                 "/graphs/{name:path}": graphs}  # fmt: skip
    # In front, since routes are tried in their order, and by far the most requests are queries.
    app.router.routes[:0] = [Route(path, endpoint, include_in_schema=False) for path, endpoint in protocols.items()]
    describe_app(app, _version())
    return app


def _version() -> str:
    try:
        return version("stancegraph")
    except PackageNotFoundError:
        return "0+checkout"
