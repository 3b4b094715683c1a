"""Makes nodes that several documents describe say one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph_builder.graph.query import Term, rows
from graph_builder.graph.vocab import DCTERMS, GRAPHS, RDFS, SG, iri

__all__ = ["harmonise"]

_SINGLE = tuple(
    iri(name)
    for name in (
        f"{RDFS}label",
        f"{DCTERMS}title",
        *(SG + name for name in ("targetText", "signPath", "negated", "modality", "intensity", "reaffirmed")),
    )
)

_SHARED = f"""
SELECT ?declaration WHERE {{ GRAPH ?graph {{ ?declaration a <{SG}Declaration> }} }}
GROUP BY ?declaration HAVING (COUNT(?graph) > 1)
"""


def harmonise(store: ox.Store) -> int:
    """Give each node one value of every property that has one, and count the quads changed.

    Two reports of one declaration may differ in letter case or white space, or in how strongly they put a position, and
    two documents may spell a provisional thing in two ways. The node is the same; all graphs then say the value that
    sorts first, so the order of building does not matter. Nodes that one document alone describes are not looked at.
    """
    return sum(_settle(store, node) for node in dict.fromkeys(_shared(store)))


def _shared(store: ox.Store) -> Iterator[Term]:
    for row in list(rows(store, _SHARED)):
        declaration = row["declaration"]
        yield declaration
        for quad in store.quads_for_pattern(None, iri(f"{SG}declaration"), declaration, None):
            yield quad.subject
            for taken in store.quads_for_pattern(quad.subject, iri(f"{SG}attitude"), None, None):
                yield taken.object
    for quad in store.quads_for_pattern(None, iri(f"{SG}provisional"), None, None):
        yield quad.subject


def _settle(store: ox.Store, node: Term) -> int:
    changed = 0
    for quads in _by_property(store.quads_for_pattern(node, None, None, None)):  # type: ignore[arg-type]
        first = min((quad.object for quad in quads), key=str)
        for quad in quads:
            if quad.object != first:
                store.remove(quad)
                store.add(ox.Quad(quad.subject, quad.predicate, first, quad.graph_name))
                changed += 1
    return changed


def _by_property(quads: Iterable[ox.Quad]) -> Iterable[list[ox.Quad]]:
    """What documents say of a node, by property, of those that have one value."""
    said: defaultdict[ox.NamedNode, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        if quad.predicate in _SINGLE and str(quad.graph_name).startswith(f"<{GRAPHS}document/"):
            said[quad.predicate].append(quad)
    return said.values()
