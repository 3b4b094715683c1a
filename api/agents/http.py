"""The tools over HTTP: streamable HTTP of the Model Context Protocol, without sessions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.types import Receive, Scope, Send

from api.agents.reach import Reach
from api.problems import problem

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

__all__ = ["AgentEndpoint"]


class AgentEndpoint:
    """Bare ASGI at one address. Each request stands alone, so any number of processes can serve behind a balancer.

    The protocol's library is imported when the tools are asked for first, or with `load`.
    """

    def __init__(self, version: str, body_megabytes: float) -> None:
        self._version, self._most_bytes = version, int(body_megabytes * 1024 * 1024)
        self._reach: Reach | None = None
        self._running: asyncio.Task[None] | None = None
        self._manager: asyncio.Future[StreamableHTTPSessionManager] | None = None
        self._over = asyncio.Event()

    @asynccontextmanager
    async def running(self, reach: Reach) -> AsyncIterator[None]:
        """While the service lives."""
        self._reach = reach
        try:
            yield
        finally:
            self._over.set()
            if self._running is not None:
                await self._running

    async def load(self) -> StreamableHTTPSessionManager:
        """Make the tools ready."""
        if self._manager is None:
            self._manager = asyncio.get_running_loop().create_future()
            self._running = asyncio.create_task(self._run(self._manager))
        return await asyncio.shield(self._manager)

    async def _run(self, ready: asyncio.Future[StreamableHTTPSessionManager]) -> None:
        try:
            manager = await asyncio.to_thread(self._make)
            async with manager.run():
                ready.set_result(manager)
                await self._over.wait()
        except BaseException as error:
            if ready.done():
                raise
            ready.set_exception(error)

    def _make(self) -> StreamableHTTPSessionManager:
        from mcp.server.transport_security import TransportSecuritySettings

        from api.agents.server import agent_server

        # Host and Origin are not held against a list: all that is here may be read by any page anyway (CORS *), nothing can be
        # changed, and the name that the service goes by is for its proxy to know.
        unguarded = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        assert self._reach is not None
        server = agent_server(self._reach, self._version)
        server.streamable_http_app(
            json_response=True,
            stateless_http=True,
            transport_security=unguarded,
            max_request_body_size=self._most_bytes,
        )
        return server.session_manager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            detail = f"{scope['method']} is not for this address: POST a message of the Model Context Protocol here."
            response = problem(405, "method-not-allowed", "Method not allowed", detail)
            response.headers["Allow"] = "POST, OPTIONS"
            await response(scope, receive, send)
            return
        manager = await self.load()
        await manager.handle_request(scope, receive, send)
