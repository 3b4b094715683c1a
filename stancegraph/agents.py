"""`mcp`: tools for agents over standard input and output, on a store or on a service elsewhere."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import mcp
from mcp import types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server

from api.agents.reach import Reach
from api.agents.server import agent_server
from api.budget import Budgets
from api.directory import Directories
from api.graphs import Graphs
from api.reader import Reader
from api.search.keeper import Search
from graph_builder import RemoteStore, StancegraphError
from stancegraph import __version__
from stancegraph.asking import workers
from stancegraph.terminal import note

__all__ = ["serve_store", "serve_url"]


class NoServiceError(StancegraphError):
    """There is no Stancegraph service at an address."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"there is no service for agents at {url}: {why}. Give the address that it serves at: --url http://127.0.0.1:8000"
        )


def serve_store(store: Path | RemoteStore) -> None:
    """Serve the tools on a store until the client leaves. Raises StoreError if there is nothing to serve."""
    asyncio.run(_serve_store(store))


async def _serve_store(store: Path | RemoteStore) -> None:
    async with workers(store) as (pool, settings):
        reader = Reader(pool, settings.query_seconds)
        search = Search(pool, settings)
        budgets = Budgets(settings.client_seconds)
        search.start()
        try:
            graphs = Graphs(pool, settings)
            reach = Reach(pool, reader, Directories(reader), graphs, search, budgets, settings.query_seconds)
            note(f"Stancegraph's tools for agents, on {store}, at standard input and output")
            await agent_server(reach, __version__).run_stdio_async()
        finally:
            await search.stop()


def serve_url(url: str) -> None:
    """Hand the tools of a service on. Raises NoServiceError if none answers there."""
    address = url if urlsplit(url).path.endswith("/mcp") else f"{url.rstrip('/')}/mcp"
    if urlsplit(address).scheme not in {"http", "https"}:
        raise NoServiceError(url, "that is no address of the web")
    asyncio.run(_serve_url(address))


async def _serve_url(address: str) -> None:
    try:
        async with mcp.Client(address) as service:
            await _bridge(service, address)
    except BaseExceptionGroup as group:
        raise NoServiceError(address, _first(group)) from None
    except (OSError, mcp.MCPError) as error:
        raise NoServiceError(address, str(error)) from error


def _first(error: BaseException) -> str:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, KeyboardInterrupt):
        raise error
    return str(error)


async def _bridge(service: mcp.Client, address: str) -> None:
    async def list_tools(
        _context: ServerRequestContext[Any], _params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return await service.list_tools()

    async def call_tool(_context: ServerRequestContext[Any], params: types.CallToolRequestParams) -> Any:
        return await service.call_tool(params.name, params.arguments or {})

    server: Server[Any] = Server(
        "stancegraph",
        version=__version__,
        instructions=service.instructions,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    note(f"Stancegraph's tools for agents, of {address}, at standard input and output")
    async with mcp.stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
