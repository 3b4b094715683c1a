"""What a transaction changes, exactly: quads that were not there and are, quads that were there and are not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
import zstandard

from graph_builder.graph.vocab import GRAPHS

__all__ = [
    "DEFAULT_GRAPH",
    "NOTHING",
    "Change",
    "Packed",
    "apply_change",
    "combine_changes",
    "merge_into_default",
    "nquads",
    "pack_change",
    "unpack_change",
]

DEFAULT_GRAPH = f"{GRAPHS}default"
"""Where a triple is kept that was written without naming a graph, as long as the default graph is the union of all."""

_NO_GRAPHS = json.dumps({"created": [], "dropped": []})
_NONE: frozenset[ox.Quad] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """Quads added (none of them was there) and removed (all of them were), and named graphs that came and went."""

    added: frozenset[ox.Quad] = _NONE
    removed: frozenset[ox.Quad] = _NONE
    created: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.created or self.dropped)


NOTHING = Change()


@dataclass(frozen=True, slots=True)
class Packed:
    """A change as it is kept: N-Quads compressed with zstd, and the names of graphs as JSON."""

    added: bytes
    removed: bytes
    graphs: str
    quads_added: int
    quads_removed: int

    def __bool__(self) -> bool:
        return bool(self.quads_added or self.quads_removed) or self.graphs != _NO_GRAPHS


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """N-Quads, sorted. Blank nodes keep their labels: later changes name them."""
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(lines.splitlines(keepends=True)))


def pack_change(change: Change) -> Packed:
    """The change in the form in which it is kept."""
    compress = zstandard.ZstdCompressor(level=3).compress
    names = {"created": sorted(change.created), "dropped": sorted(change.dropped)}
    added, removed = compress(nquads(change.added)), compress(nquads(change.removed))
    return Packed(added, removed, json.dumps(names), len(change.added), len(change.removed))


def unpack_change(packed: Packed) -> Change:
    """The change that was packed. Raises ValueError if it is damaged."""
    names = json.loads(packed.graphs)
    try:
        expand = zstandard.ZstdDecompressor().decompress
        added, removed = (expand(data) for data in (packed.added, packed.removed))
    except zstandard.ZstdError as error:
        raise ValueError(f"it is no zstd archive ({error})") from error
    return Change(_quads(added), _quads(removed), frozenset(names["created"]), frozenset(names["dropped"]))


def _quads(data: bytes) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(data, format=ox.RdfFormat.N_QUADS))


def combine_changes(first: Change, then: Change) -> Change:
    """The one change that does what two do, one after the other.

    >>> quad = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))
    >>> bool(combine_changes(Change(added=frozenset({quad})), Change(removed=frozenset({quad}))))
    False
    """
    return Change(
        added=(first.added - then.removed) | (then.added - first.removed),
        removed=(first.removed - then.added) | (then.removed - first.added),
        created=(first.created - then.dropped) | (then.created - first.dropped),
        dropped=(first.dropped - then.created) | (then.dropped - first.created),
    )


def apply_change(store: ox.Store, change: Change, *, merged: bool) -> None:
    """Change a store. `merged` says that its default graph holds the merge of its named ones, and is to go on so."""
    for quad in change.removed:
        store.remove(quad)
    for name in change.dropped:
        store.remove_graph(ox.NamedNode(name))
    for name in change.created:
        store.add_graph(ox.NamedNode(name))
    store.extend(change.added)
    if merged:
        for triple in {quad.triple for quad in change.removed}:
            if not _held(store, triple):
                store.remove(ox.Quad(*triple))
        store.extend(ox.Quad(*quad.triple) for quad in change.added)


def _held(store: ox.Store, triple: ox.Triple) -> bool:
    """Whether a named graph has a triple."""
    return any(quad.graph_name != ox.DefaultGraph() for quad in store.quads_for_pattern(*triple))


def merge_into_default(store: ox.Store) -> None:
    """Let the default graph hold each triple of the named graphs once.

    The engine's own union of graphs gives a triple once for each graph that has it, which the standard does not allow and which
    would count a declaration twice that two documents report.
    """
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
