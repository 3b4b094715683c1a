"""The command `stancegraph`: documents in, graph out, questions answered. Its commands are in `stancegraph.commands`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from stancegraph import __version__
from stancegraph.commands import documents, graph, questions, releases, services
from stancegraph.commands.options import app
from stancegraph.graphing import graphing
from stancegraph.reviewing import reviewing

__all__ = ["app", "main"]

_MODULES = (documents, graph, questions, releases, services)
"""They add their commands when they are imported."""

app.add_typer(reviewing, name="review")
app.add_typer(graphing, name="graph")


def _version(asked: bool) -> None:
    if asked:
        print(f"stancegraph {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Entry point of the command."""
    try:
        app(prog_name="stancegraph")
    except BrokenPipeError:
        sys.exit(0)
