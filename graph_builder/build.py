"""From documents to a release: read what is new, make its shards, keep the rest, switch."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph_builder import ontology, reference
from graph_builder.errors import BuildError, DocumentError, StancegraphError
from graph_builder.graph import iri
from graph_builder.graph.derive import rule_quads
from graph_builder.graph.parts import Part, part_of, unpack
from graph_builder.graph.rdf import ontology_quads, reference_quads
from graph_builder.graph.store import Release, ReleaseStore
from graph_builder.graph.validate import check_facts
from graph_builder.shards import Shard, Sharder, Source
from graph_builder.text.document import read_bytes

__all__ = ["BuildReport", "build", "fingerprint"]

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done and how many there are."""

_FACTS = "facts"
_BATCH = 16
"""Documents that are checked together."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `unchanged` documents were not read anew; `kept` ones are of the release before.

    `problems` says of each document that could not be read why; nothing of it is in the graph, and an earlier version
    of it stays.
    """

    release: str
    documents: int
    unchanged: int
    kept: int
    positions: int
    quads: int
    seconds: float
    problems: tuple[str, ...] = ()


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


def _facts() -> tuple[Part, ox.Store]:
    """Ontology, rules and reference data. Raises ShapeError if they break a shape or a check."""
    quads = [*ontology_quads(), *rule_quads(), *reference_quads(reference.load())]
    store = ox.Store()
    store.bulk_extend(quads)
    check_facts(store)
    return part_of(quads), store


@dataclass
class _Build:
    """One build: the parts of the release in the making, and what its manifest will say of the documents."""

    releases: ReleaseStore
    before: Release | None
    fingerprint: str
    parts: dict[str, Part] = field(default_factory=dict)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, bytes] = field(default_factory=dict)
    problems: list[StancegraphError] = field(default_factory=list)
    unchanged: int = 0

    def __post_init__(self) -> None:
        if self.before is not None:
            self.documents = dict(self.before.manifest["documents"])
            self.parts = {name: Part(entry["sha256"], entry["quads"], b"") for name, entry in self.before.parts.items()}

    def facts(self) -> Callable[[], ox.Store]:
        """Take in the facts, those of the release before if nothing about them has changed; a way to load them."""
        if self.before is not None and self.before.manifest.get("fingerprint") == self.fingerprint:
            part = self.releases.part(self.before, _FACTS)
            return lambda: _loaded(part)
        self.parts[_FACTS], store = _facts()
        return lambda: store

    def changed(self, sources: Sequence[Source]) -> list[Source]:
        """Those that are new or differ from what the store has. Two of one name, or of one text, are a problem."""
        names: dict[str, Source] = {}
        texts = {entry["sha256"]: name for name, entry in self.documents.items()}
        for source in sources:
            name = iri.slug(source.name)
            if (other := names.setdefault(name, source)) is not source:
                remedy = "Rename one: the name is the document's id."
                self.problems.append(DocumentError(source.where, f"has the same name as {other.where}.", remedy))
                continue
            twin = texts.setdefault(source.sha256, name)
            if twin != name:
                where = names[twin].where if twin in names else f"'{twin}' in the store"
                remedy = "Give one of the two." if twin in names else "Leave it out, or build afresh without the other."
                self.problems.append(DocumentError(source.where, f"holds the same text as {where}.", remedy))
                del names[name]
        found = [source for source in names.values() if not self._is_known(source)]
        self.unchanged = len(names) - len(found)
        return found

    def _is_known(self, source: Source) -> bool:
        entry = self.documents.get(iri.slug(source.name), {})
        return (entry.get("sha256"), entry.get("fingerprint")) == (source.sha256, self.fingerprint)

    def add(self, source: Source, shard: Shard) -> None:
        if shard.part is None:
            self.problems.append(shard.problem or BuildError(f"{source.where} gave nothing."))
            return
        name = iri.slug(source.name)
        self.parts[f"document/{name}"] = shard.part
        self.sources[source.sha256] = source.data
        self.documents[name] = {
            "fingerprint": self.fingerprint,
            "positions": shard.positions,
            "sha256": source.sha256,
            "title": shard.title,
        }


def _loaded(part: Part) -> ox.Store:
    store = ox.Store()
    store.bulk_load(unpack(part.packed, part.sha256), format=ox.RdfFormat.N_QUADS)
    return store


def _shards(sources: Sequence[Source], facts: Callable[[], ox.Store], progress: Progress) -> Iterator[Shard]:
    if not sources:
        return
    sharder = Sharder(reference.load(), facts())
    for start in range(0, len(sources), _BATCH):
        progress(sources[start].name, start, len(sources))
        yield from sharder.shards(sources[start : start + _BATCH])


def build(paths: Sequence[Path], store: Path, *, fresh: bool = False, progress: Progress | None = None) -> BuildReport:
    """Add documents to a store, or replace them, as a new release. Each is checked before it is taken in.

    Documents of the release before that are not given again are kept, unless `fresh`; unchanged ones are not read
    anew. A document that cannot be read is left out and told in the report. Raises InputError or ShapeError if none
    could be read, and StoreError; then the release before is still the current one.
    """
    started = time.perf_counter()
    tell = progress or (lambda _what, _done, _of: None)
    releases = ReleaseStore(store)
    with releases.writing(), _collector_paused():
        work = _Build(releases, releases.current() if releases.filled() and not fresh else None, fingerprint())
        sources = _read(paths, work.problems)
        changed = work.changed(sources)
        facts = work.facts()
        for source, shard in zip(changed, _shards(changed, facts, tell), strict=True):
            work.add(source, shard)
        tell("reading done", len(changed), len(changed))
        if len(work.problems) == len(paths):
            raise _all_of(work.problems)
        inputs = {"documents": work.documents, "fingerprint": work.fingerprint}
        release = releases.write(work.parts, inputs=inputs, sources=work.sources)
    return BuildReport(
        release=release.name,
        documents=len(paths) - len(work.problems),
        unchanged=work.unchanged,
        kept=len(work.documents) - (len(paths) - len(work.problems)),
        positions=sum(entry["positions"] for entry in work.documents.values()),
        quads=release.manifest["quads"],
        seconds=time.perf_counter() - started,
        problems=tuple(map(str, work.problems)),
    )


def _read(paths: Sequence[Path], problems: list[StancegraphError]) -> list[Source]:
    sources = []
    for path in map(Path, paths):
        try:
            sources.append(Source(path.stem, str(path), read_bytes(path)))
        except DocumentError as error:
            problems.append(error)
    return sources


def _all_of(problems: Sequence[StancegraphError]) -> StancegraphError:
    return problems[0] if len(problems) == 1 else BuildError("\n".join(map(str, problems)))
