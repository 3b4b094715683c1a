"""Queries over the union of a store's named graphs, with the result that the query's form gives."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

__all__ = ["Term", "construct", "rows", "text_of"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def rows(store: ox.Store, sparql: str) -> ox.QuerySolutions:
    """Solutions of a SELECT query over all graphs."""
    found = store.query(sparql, use_default_graph_as_union=True)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("not a SELECT query")
    return found


def construct(
    store: ox.Store, sparql: str, graphs: Sequence[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
) -> ox.QueryTriples:
    """Triples of a CONSTRUCT query over some graphs, or over all.

    A list of graphs is gone through for each pattern, so a query over all graphs is far quicker without one.
    """
    default = None if graphs is None else [*graphs]
    found = store.query(sparql, use_default_graph_as_union=default is None, default_graph=default)
    if not isinstance(found, ox.QueryTriples):
        raise TypeError("not a CONSTRUCT query")
    return found


def text_of(term: Term) -> str:
    """The IRI or the characters of a term; a blank node as it is written."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
