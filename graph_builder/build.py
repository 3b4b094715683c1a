"""From documents to a release: read, extract, write quads, derive, validate, switch."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph_builder import ontology, reference
from graph_builder.errors import DocumentError
from graph_builder.graph import iri
from graph_builder.graph.catalog import CATALOG, catalog_quads
from graph_builder.graph.derive import DERIVED, derive
from graph_builder.graph.merge import harmonise
from graph_builder.graph.query import text_of
from graph_builder.graph.rdf import document_quads, ontology_quads, reference_quads
from graph_builder.graph.store import ReleaseStore
from graph_builder.graph.validate import check_release
from graph_builder.graph.vocab import GRAPHS
from graph_builder.graph.vocab import iri as node
from graph_builder.model import Document
from graph_builder.text.document import read_document
from graph_builder.text.extract import extract

__all__ = ["BuildReport", "build", "fingerprint"]

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done and how many there are."""

_FACTS = (node(f"{GRAPHS}ontology"), node(f"{GRAPHS}reference"))


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `unchanged` documents were not read anew; `kept` ones are of the release before."""

    release: str
    documents: int
    unchanged: int
    kept: int
    positions: int
    quads: int
    seconds: float


def fingerprint() -> str:
    """Hash of all that decides what a build makes of a text: ontology, lexicon, the package's code and pycountry."""
    digest = hashlib.sha256(version("pycountry").encode())
    places = [ontology.folder() / part for part in ("reference", "concepts", "shapes", "checks", "rules")]
    sources = [*ontology.files("", ".ttl"), *(file for place in places for file in _below(place))]
    for file in (*sources, *_below(package_files("graph_builder"))):
        data = file.read_bytes()
        digest.update(f"{file.name}:{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


def _below(place: Traversable) -> list[Traversable]:
    if not place.is_dir():
        return []
    found: list[Traversable] = []
    for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name not in {"_ontology", "__pycache__"}:
            found += _below(entry)
        elif entry.name.endswith((".py", ".yaml", ".tsv", ".ttl", ".rq")):
            found.append(entry)
    return found


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause Python's cycle collector where very many records are made and all are kept: a quarter less time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(paths: Sequence[Path], known: reference.Reference) -> list[tuple[Path, Document]]:
    """Documents by their slug. Two that would share a graph, or a text, are an error."""
    found: dict[str, tuple[Path, Document]] = {}
    texts: dict[str, Path] = {}
    for path in paths:
        document = read_document(Path(path), known)
        other = found.setdefault(iri.slug(document.name), (path, document))[0]
        if other is not path:
            raise DocumentError(path, f"has the same name as {other}.", "Rename one: the name is the document's id.")
        other = texts.setdefault(document.sha256, path)
        if other is not path:
            raise DocumentError(path, f"holds the same text as {other}.", "Give one of the two.")
    return [*found.values()]


class _Build:
    """One build: the graph in the making, and what the manifest will say of its documents."""

    def __init__(self, before: ox.Store | None, manifest: Mapping[str, Any]) -> None:
        self.graph = before or ox.Store()
        self.documents: dict[str, dict[str, Any]] = dict(manifest.get("documents", {}))
        self.fingerprint = fingerprint()
        self.new_facts = manifest.get("fingerprint") != self.fingerprint
        self.changed: list[str] = []
        self.unchanged = 0

    def add(self, documents: Sequence[tuple[Path, Document]], known: reference.Reference, progress: Progress) -> None:
        for number, (path, document) in enumerate(documents):
            progress(document.name, number, len(documents))
            self._add(path, document, known)
        progress("reading done", len(documents), len(documents))

    def _add(self, path: Path, document: Document, known: reference.Reference) -> None:
        name = iri.slug(document.name)
        entry = self.documents.get(name, {})
        if (entry.get("sha256"), entry.get("fingerprint")) == (document.sha256, self.fingerprint):
            self.unchanged += 1
            return
        twins = [key for key, other in self.documents.items() if other["sha256"] == document.sha256 and key != name]
        if twins:
            problem = f"holds the same text as '{twins[0]}' in the store."
            raise DocumentError(path, problem, "Leave it out, or build afresh without the other.")
        positions = extract(document, known)
        self.changed.append(iri.document_graph(document))
        self.graph.remove_graph(node(iri.document_graph(document)))
        self.graph.extend(document_quads(document, positions, known))
        self.documents[name] = {
            "fingerprint": self.fingerprint,
            "positions": len(positions),
            "sha256": document.sha256,
            "title": document.title,
        }

    def complete(self, known: reference.Reference) -> None:
        """Add what does not come from documents, and derive anew."""
        if self.new_facts:
            for fact in _FACTS:
                self.graph.remove_graph(fact)
            self.graph.extend((*ontology_quads(), *reference_quads(known)))
        for graph in list(self.graph.named_graphs()):
            if text_of(graph).startswith(DERIVED) or text_of(graph) == CATALOG:
                self.graph.remove_graph(graph)
        harmonise(self.graph)
        self.graph.extend(derive(self.graph))
        self.graph.extend(catalog_quads(self.graph))


def build(paths: Sequence[Path], store: Path, *, fresh: bool = False, progress: Progress | None = None) -> BuildReport:
    """Add documents to a store, or replace them, as a new release that is checked before it becomes the current one.

    Documents of the release before that are not given again are kept, unless `fresh`; unchanged ones are not read
    anew. Raises InputError, ShapeError or StoreError; then the release before is still the current one.
    """
    started = time.perf_counter()
    with _collector_paused():
        known = reference.load()
    documents = _read(paths, known)
    releases = ReleaseStore(store)
    with releases.writing():
        before = None if fresh or not releases.filled() else releases.current()
        work = _Build(releases.load(before) if before else None, before.manifest if before else {})
        work.add(documents, known, progress or (lambda _what, _done, _of: None))
        with _collector_paused():
            work.complete(known)
        check_release(work.graph, work.changed, facts=work.new_facts)
        inputs = {"documents": work.documents, "fingerprint": work.fingerprint}
        release = releases.write(work.graph, inputs=inputs)
    return BuildReport(
        release=release.name,
        documents=len(documents),
        unchanged=work.unchanged,
        kept=len(work.documents) - len(documents),
        positions=sum(entry["positions"] for entry in work.documents.values()),
        quads=release.manifest["quads"],
        seconds=time.perf_counter() - started,
    )
