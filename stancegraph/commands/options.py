"""The command's app, the options that several commands have, and how a command runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stancegraph.terminal import guarded

if TYPE_CHECKING:
    from graph_builder import RemoteStore

    FolderOrRemote = Path | RemoteStore
else:
    FolderOrRemote = str  # Typer reads annotations, and knows no unions

__all__ = ["DEFAULT_STORE", "AnyStore", "Files", "FolderOrRemote", "Record", "Store", "app", "group", "run"]


def group(about: str, **more: Any) -> typer.Typer:
    """Commands that are told of together; all of the command's groups look the same."""
    return typer.Typer(
        help=about, context_settings={"help_option_names": ["-h", "--help"]}, rich_markup_mode="rich", **more
    )


app = group(
    "Who stands where in world politics, and which sentence says so.\n\n"
    "[dim]Begin with:[/dim]  stancegraph build declarations/*.md   [dim]then[/dim]   stancegraph ask threats-named --holder SCO",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def place_of(given: str | Path) -> FolderOrRemote:
    from graph_builder import RemoteStore, StoreError

    if not RemoteStore.is_named_by(str(given)):
        return Path(given)
    try:
        return RemoteStore.parse(str(given))
    except StoreError as error:
        raise typer.BadParameter(str(error)) from error


def folder_of(given: str | Path) -> Path:
    if isinstance(place := place_of(given), Path):
        return place
    raise typer.BadParameter(
        "this is done in the folder that holds the releases, not in a store elsewhere. Name that folder."
    )


Store = Annotated[
    Path,
    typer.Option("--store", envvar="STANCEGRAPH_STORE", help="Folder of the store.", parser=folder_of, metavar="DIR"),
]
AnyStore = Annotated[
    FolderOrRemote,
    typer.Option(
        "--store",
        envvar="STANCEGRAPH_STORE",
        help="Folder of the store, or QUERY_URL,UPDATE_URL of a SPARQL 1.1 store elsewhere.",
        parser=place_of,
        metavar="DIR|URL,URL",
    ),
]
Record = Annotated[
    Path,
    typer.Option(
        "--record", envvar="STANCEGRAPH_RECORD", help="Folder that keeps the releases where the store is elsewhere."
    ),
]
Files = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="Documents, folders, patterns or manifests; - is standard input.")
]
DEFAULT_STORE = Path("store")


def run(command: Callable[[], None]) -> None:
    """Run what a command does; an error of ours is told in a line, and ends with its exit code."""
    code = guarded(command)
    if code:
        raise typer.Exit(code)
