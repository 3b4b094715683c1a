"""`releases`, `compact`, `rollback`, `backup` and `restore`: what a store keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stancegraph.commands.options import DEFAULT_STORE, Store, app, run


@app.command()
def releases(store: Store = DEFAULT_STORE) -> None:
    """List the releases that a store keeps, and how many updates were written to the current one since."""
    from stancegraph import keeping

    run(lambda: keeping.show_releases(store))


@app.command()
def compact(store: Store = DEFAULT_STORE) -> None:
    """Fold what was written through the service into a new release, and empty the journal; while it is served.

    [dim]stancegraph compact --store store[/dim]
    """
    from stancegraph import keeping

    run(lambda: keeping.compact(store))


@app.command()
def rollback(
    release: Annotated[
        str | None, typer.Argument(metavar="RELEASE", help="Where to; by default the one before the current.")
    ] = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Go back to an earlier release; a running server takes it up within a second.

    What was written through the service since is kept as a release of its own first: rollback to that undoes it.

    [dim]stancegraph rollback
    stancegraph rollback de1bd7400f4a5d99[/dim]
    """
    from stancegraph import keeping

    run(lambda: keeping.roll_back(store, release))


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to; it must not exist.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Copy the current release, with its documents and the journal, into a folder, while it is served. Checksums are verified.

    [dim]stancegraph backup /mnt/backups/2026-11-24[/dim]
    """
    from stancegraph import keeping

    run(lambda: keeping.backup(store, folder))


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `backup` wrote.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Make a store of a backup; the store must not exist."""
    from stancegraph import keeping

    run(lambda: keeping.restore(folder, store))
