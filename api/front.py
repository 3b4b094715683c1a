"""The addresses of the protocols, in front of the framework.

By far the most requests are queries, and each layer of the framework costs them. What all answers have in common (they are counted,
have their headers, may be compressed) is put around these addresses as it is around the others.
"""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI
from starlette._utils import get_route_path
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware

__all__ = ["COMPRESSED_FROM", "Compressed", "Service"]

COMPRESSED_FROM = 500
"""Bytes of the shortest answer that is compressed, unless it comes in parts."""


class Compressed:
    """ASGI middleware that compresses answers for those who take it so; for others it costs nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._compressing = app, CompressMiddleware(app, minimum_size=COMPRESSED_FROM)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        takes = scope["type"] == "http" and any(name == b"accept-encoding" for name, _ in scope["headers"])
        await (self._compressing if takes else self._app)(scope, receive, send)


class Service(FastAPI):
    """The application of the framework, and before it the endpoints that know all of HTTP that they need."""

    endpoints: Mapping[str, ASGIApp] = {}
    """By their paths."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        endpoint = None
        if scope["type"] == "http":
            endpoint = self.endpoints.get(get_route_path(scope) if scope.get("root_path") else scope["path"])
        if endpoint is None:
            await super().__call__(scope, receive, send)
        else:
            scope["app"] = self
            await endpoint(scope, receive, send)
