"""Where a graph lies: a folder with releases, or a SPARQL 1.1 store elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder import ReleaseStore, RemoteStore, StoreError, fetch, publish
from stancegraph.terminal import progress, say

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["loaded", "publish_release"]


def loaded(store: Path | RemoteStore) -> ox.Store:
    """The graph in memory, with its named graphs. Raises StoreError."""
    return fetch(store) if isinstance(store, RemoteStore) else ReleaseStore(store).load()


def publish_release(record: Path, store: Path | RemoteStore) -> None:
    """Make a store elsewhere hold the current release of a folder, and say what was sent. Raises StoreError."""
    if not isinstance(store, RemoteStore):
        raise StoreError(
            f"{store} is a folder. Name the store that the release is to go to: --store QUERY_URL,UPDATE_URL"
        )
    release = ReleaseStore(record).current()
    with progress() as tell:
        sent = publish(ReleaseStore(record).load(), release.name, store, tell)
    say(f"published   release {release.name} to {store}: {sent or 'no'} graphs sent")
