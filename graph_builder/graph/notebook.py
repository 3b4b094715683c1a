"""A release as rdflib sees it, for notebooks and for everything that rdflib does best."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.graph.store import ReleaseStore
from graph_builder.graph.vocab import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["dataset"]


def dataset(store: Path | str, release: str | None = None) -> Dataset:
    """The graph of a store as it is now, or a release of it, as an rdflib Dataset whose default graph is the union.

    The data are a copy in memory: changes do not reach the store. Raises StoreError.
    """
    import rdflib

    releases = ReleaseStore(store)
    found = releases.release(release) if release else None
    result = rdflib.Dataset(default_union=True)
    result.parse(data=releases.nquads(found), format="nquads")
    for prefix, namespace in PREFIXES.items():
        result.bind(prefix, namespace, replace=True)
    return result
