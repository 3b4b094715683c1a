"""One document's share of the graph: read, extracted, written as quads, derived from, checked. It depends on nothing else.

So documents can be read in any order, by several processes or machines, and one that has not changed is never read again.
"""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph_builder.errors import DocumentError, ShapeError
from graph_builder.graph import iri
from graph_builder.graph.decisions import with_decisions
from graph_builder.graph.derive import Rule, derive, load_rules
from graph_builder.graph.merge import harmonise
from graph_builder.graph.parts import Part, load_quads, part_of
from graph_builder.graph.rdf import document_quads
from graph_builder.graph.thesaurus import with_thesauri
from graph_builder.graph.validate import check_documents
from graph_builder.graph.vocab import iri as node
from graph_builder.reference import Reference
from graph_builder.text.document import decode_document
from graph_builder.text.extract import extract

__all__ = ["Shard", "Sharder", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was given. `name` becomes its id, `where` is what messages call it."""

    name: str
    where: str
    data: bytes
    given: Mapping[str, Any] = field(default_factory=dict)
    """Header fields that were given for it, and come before what the file says."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def told(self) -> dict[str, Any]:
        """The header fields that were given, as a manifest keeps them: dates as texts."""
        told: dict[str, Any] = json.loads(json.dumps(self.given, default=str))
        return told


@dataclass(frozen=True, slots=True)
class Shard:
    """What came of a source: a part of the graph, or the problem for which there is none."""

    source: str
    title: str = ""
    positions: int = 0
    part: Part | None = None
    problem: DocumentError | ShapeError | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    source: Source
    title: str
    positions: int
    graph: str
    quads: Sequence[ox.Quad]


def _fault(source: Source, error: Exception) -> DocumentError:
    """What is told of a document at which the reading itself fails."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(at.filename).name}, line {at.lineno}"
    remedy = "That is a fault of Stancegraph: please report it with the document, and leave that out until then."
    return DocumentError(source.where, f"could not be read ({type(error).__name__} in {where}).", remedy)


class Sharder:
    """Makes shards. It keeps the facts in a store of its own, beside which each document is derived from and checked."""

    def __init__(self, known: Reference, facts: ox.Store) -> None:
        self._known, self._store = with_decisions(with_thesauri(known, facts), facts), facts
        self._facts = [graph for graph in facts.named_graphs() if isinstance(graph, ox.NamedNode)]
        self._saved, self._size, self._removed = facts.dump(format=ox.RdfFormat.N_QUADS) or b"", len(facts), 0
        self._rules = [rule for rule in load_rules() if rule.scope == "document"]

    def shards(self, sources: Iterable[Source]) -> Iterator[Shard]:
        """One shard a source, in their order. The documents are checked together, and alone where a fault is found."""
        self._renew()
        found = [self._draft(source) for source in sources]
        drafts = [draft for draft in found if isinstance(draft, _Draft)]
        faulty = self._faults(drafts) is not None
        for draft in found:
            if isinstance(draft, Shard):
                yield draft
            elif faulty and (fault := self._faults([draft])):
                yield Shard(draft.source.name, problem=fault)
            else:
                yield Shard(draft.source.name, draft.title, draft.positions, part_of(draft.quads))

    def _renew(self) -> None:
        """Begin a new store when as much was removed as there are facts: Oxigraph's queries walk over what was removed."""
        if self._removed > self._size:
            self._store, self._removed = ox.Store(), 0
            load_quads(self._store, self._saved)

    def _draft(self, source: Source) -> _Draft | Shard:
        try:
            document = decode_document(source.data, source.name, source.where, self._known, given=source.given)
        except DocumentError as problem:
            return Shard(source.name, problem=problem)
        try:
            positions = extract(document, self._known)
        except Exception as error:  # one document of a corpus must not take the others with it
            return Shard(source.name, problem=_fault(source, error))
        quads = document_quads(document, positions, self._known)
        graph = iri.document_graph(document)
        return _Draft(
            source, document.title, len(positions), graph, [*quads, *self._derived(quads, graph, self._rules)]
        )

    def _derived(self, quads: Sequence[ox.Quad], graph: str, rules: Sequence[Rule]) -> list[ox.Quad]:
        self._store.extend(quads)
        try:
            return derive(self._store, rules, [*self._facts, node(graph)])
        finally:
            self._store.remove_graph(node(graph))
            self._removed += len(quads)

    def _faults(self, drafts: Sequence[_Draft]) -> ShapeError | None:
        """What is wrong with documents that lie beside the facts as they will in a release."""
        for draft in drafts:
            self._store.extend(draft.quads)
        harmonise(self._store)
        try:
            check_documents(self._store, [draft.graph for draft in drafts])
        except ShapeError as error:
            return error
        finally:
            kept = set(self._facts)
            for graph in [graph for graph in self._store.named_graphs() if graph not in kept]:
                self._store.remove_graph(graph)
            self._removed += sum(len(draft.quads) for draft in drafts)
        return None
