"""`serve` and `mcp`."""

from __future__ import annotations

from typing import Annotated

import typer

from stancegraph.commands.options import DEFAULT_STORE, AnyStore, app, run


@app.command()
def serve(
    store: AnyStore = DEFAULT_STORE,
    host: Annotated[str, typer.Option(help="Address to listen on.", envvar="STANCEGRAPH_HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", envvar="STANCEGRAPH_PORT", min=0, max=65535)] = 8000,
    show_config: Annotated[
        bool, typer.Option("--show-config", help="Print every setting with its value and what it does, and stop.")
    ] = False,
) -> None:
    """Serve the explorer, the SPARQL endpoint and the API.

    Settings are environment variables; --show-config lists them.
    """
    from stancegraph import serving

    run(lambda: serving.show_config(store, host, port) if show_config else serving.serve(store, host, port))


@app.command("mcp")
def serve_agents(
    store: AnyStore = DEFAULT_STORE,
    url: Annotated[
        str | None, typer.Option("--url", help="A running service to ask, instead of a store; links lead to its pages.")
    ] = None,
) -> None:
    """Serve tools for agents (Model Context Protocol) at standard input and output: search, entity, positions, compare, sparql.

    A service that runs (`stancegraph serve`) has the same tools at /mcp.

    [dim]stancegraph mcp --store store
    stancegraph mcp --url http://127.0.0.1:8000[/dim]
    """
    from stancegraph import agents

    run(lambda: agents.serve_url(url) if url else agents.serve_store(store))
