"""The service as one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.routing import Route

from api import errors
from api.routers.sparql import SparqlEndpoint
from api.settings import Settings
from api.workers import Pool
from graph_builder.graph.store import ReleaseStore

__all__ = ["create_app"]


def create_app(settings: Settings) -> FastAPI:
    """The application for a store. Raises StoreError at once if there is nothing to serve."""
    ReleaseStore(settings.store).current()

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        app.state.pool = Pool(settings)
        await app.state.pool.start()
        try:
            yield
        finally:
            await app.state.pool.stop()

    app = FastAPI(title="Stancegraph", lifespan=life, docs_url=None, redoc_url=None)
    errors.register(app)
    app.router.routes.append(Route("/sparql", SparqlEndpoint(settings), include_in_schema=False))
    return app
