"""Makes nodes that several documents describe say one thing."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from graph_builder.graph.vocab import DCTERMS, GRAPHS, RDFS, SG, iri

__all__ = ["harmonise"]

_SINGLE = (
    f"{RDFS}label",
    f"{DCTERMS}title",
    *(SG + name for name in ("targetText", "signPath", "negated", "modality", "intensity", "reaffirmed")),
)


def harmonise(store: ox.Store) -> int:
    """Give each node one value of every property that has one, and count the quads changed.

    Two reports of one declaration may differ in letter case or white space, or in how strongly they put a position.
    The node is the same; all graphs then say the value that sorts first, so the order of building does not matter.
    """
    changed = 0
    for predicate in map(iri, _SINGLE):
        said: defaultdict[str, set[ox.Quad]] = defaultdict(set)
        for quad in store.quads_for_pattern(None, predicate, None, None):
            if str(quad.graph_name).startswith(f"<{GRAPHS}document/"):
                said[str(quad.subject)].add(quad)
        for quads in said.values():
            first = min((quad.object for quad in quads), key=str)
            for quad in quads:
                if quad.object != first:
                    store.remove(quad)
                    store.add(ox.Quad(quad.subject, predicate, first, quad.graph_name))
                    changed += 1
    return changed
