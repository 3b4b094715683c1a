"""A release as rdflib sees it, for notebooks and for everything that rdflib does best."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.errors import UnknownRelease
from graph_builder.graph.address import RemoteStore
from graph_builder.graph.parts import canonical
from graph_builder.graph.remote import fetch
from graph_builder.graph.store import ReleaseStore
from graph_builder.graph.vocab import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["dataset"]


def dataset(store: Path | str | RemoteStore, release: str | None = None) -> Dataset:
    """The graph of a store as it is now, or a release of it, as an rdflib Dataset whose default graph is the union.

    A store elsewhere is fetched whole, and has no releases to name.

    The data are a copy in memory: changes do not reach the store. Raises StoreError.
    """
    import rdflib

    result = rdflib.Dataset(default_union=True)
    result.parse(data=_nquads(store, release), format="nquads")
    for prefix, namespace in PREFIXES.items():
        result.bind(prefix, namespace, replace=True)
    return result


def _nquads(store: Path | str | RemoteStore, release: str | None) -> bytes:
    if isinstance(store, RemoteStore):
        if release is not None:
            raise UnknownRelease(release, [])
        return canonical(fetch(store))
    releases = ReleaseStore(store)
    return releases.nquads(releases.release(release) if release else None)
