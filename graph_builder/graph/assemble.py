"""Adds to the parts of a release what follows from all of them together."""

from __future__ import annotations

import pyoxigraph as ox

from graph_builder.graph.catalog import catalog_quads
from graph_builder.graph.derive import derive_corpus
from graph_builder.graph.merge import harmonise

__all__ = ["assemble"]


def assemble(store: ox.Store) -> None:
    """Complete a store that holds the parts of a release.

    Nodes that several documents describe are made to say one thing, the rules that look across documents are run, and
    the graph that describes the dataset is written. The parts themselves depend on one document each; what is added
    here depends on the parts alone, so a release is the same wherever it is loaded.
    """
    harmonise(store)
    store.extend(derive_corpus(store))
    store.extend(catalog_quads(store))
