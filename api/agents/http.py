"""The tools over HTTP: streamable HTTP of the Model Context Protocol, without sessions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import Receive, Scope, Send

from api.agents.server import Reach, agent_server
from api.problems import problem

__all__ = ["AgentEndpoint"]

_OPEN = TransportSecuritySettings(enable_dns_rebinding_protection=False)
"""Host and Origin are not held against a list: all that is here may be read by any page anyway (CORS *), nothing can be changed, and
the name that the service goes by is for its proxy to know."""


class AgentEndpoint:
    """Bare ASGI at one address. Each request stands alone, so any number of processes can serve behind a balancer."""

    def __init__(self, version: str, body_megabytes: float) -> None:
        self._version, self._most_bytes = version, int(body_megabytes * 1024 * 1024)
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self, reach: Reach) -> AsyncIterator[None]:
        """While the service lives."""
        server = agent_server(reach, self._version)
        server.streamable_http_app(
            json_response=True,
            stateless_http=True,
            transport_security=_OPEN,
            max_request_body_size=self._most_bytes,
        )
        self._manager = server.session_manager
        async with self._manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST" or self._manager is None:
            detail = f"{scope['method']} is not for this address: POST a message of the Model Context Protocol here."
            response = problem(405, "method-not-allowed", "Method not allowed", detail)
            response.headers["Allow"] = "POST, OPTIONS"
            await response(scope, receive, send)
            return
        await self._manager.handle_request(scope, receive, send)
