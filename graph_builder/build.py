"""From documents to a release: read what is new, make its shards, keep the rest, switch."""

from __future__ import annotations

import functools
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph_builder import reference, workers
from graph_builder.collector import collector_paused
from graph_builder.errors import BuildError, DocumentError, StancegraphError, StoreError
from graph_builder.fingerprint import fingerprint
from graph_builder.graph import iri
from graph_builder.graph.closure import closure_quads
from graph_builder.graph.facts import fill
from graph_builder.graph.parts import Part, part_of
from graph_builder.graph.store import Release, ReleaseStore
from graph_builder.graph.validate import check_facts
from graph_builder.inputs import Input, find_inputs
from graph_builder.shards import Shard, Source
from graph_builder.text.document import read_bytes

__all__ = ["CLOSURE", "FACTS", "REVIEW", "THESAURUS", "BuildReport", "build", "facts_part", "rebuild"]

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done and how many there are."""

FACTS = "facts"
THESAURUS = "thesaurus/"
REVIEW = "review"
CLOSURE = "owl-rl"
"""Names of parts: the facts; a thesaurus is this followed by its name; what analysts decided; what was inferred."""
_ALONE = 64
"""Up to so many documents are read by this process: starting others would take longer."""


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


@functools.lru_cache(maxsize=1)
def facts_part(fingerprint: str) -> Part:  # the fingerprint tells whether files have changed since the part was made
    """Ontology, rules and reference data. Raises ShapeError if they break a shape or a check."""
    store = ox.Store()
    fill(store, reference.load())
    check_facts(store)
    return part_of(store)


@dataclass
class _Build:
    """One build: the parts of the release in the making, and what its manifest will say of the documents."""

    releases: ReleaseStore
    before: Release | None
    fingerprint: str
    fresh: bool = False
    parts: dict[str, Part] = field(default_factory=dict)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[StancegraphError] = field(default_factory=list)
    unchanged: int = 0

    def __post_init__(self) -> None:
        if self.before is None:
            return
        entries = {name: entry for name, entry in self.before.parts.items() if name != CLOSURE}
        parts = {name: Part(entry["sha256"], entry["quads"], b"") for name, entry in entries.items()}
        if self.fresh:
            self.parts = {name: part for name, part in parts.items() if not name.startswith("document/")}
        else:
            self.parts, self.documents = parts, dict(self.before.manifest["documents"])

    @property
    def thesauri(self) -> dict[str, Any]:
        """What the manifest tells of the thesauri, if there are any."""
        known = self.before.manifest.get("thesauri") if self.before is not None else None
        return {"thesauri": known} if known else {}

    @property
    def _additions(self) -> list[str]:
        """Names of the parts beyond the facts that documents are read with: thesauri and decisions."""
        return sorted(name for name in self.parts if name.startswith(THESAURUS) or name == REVIEW)

    @property
    def reading(self) -> str:
        """Hash of all that decides how a document is read: the fingerprint, the thesauri and the decisions."""
        added = "".join(f" {self.parts[name].sha256}" for name in self._additions)
        return hashlib.sha256((self.fingerprint + added).encode()).hexdigest() if added else self.fingerprint

    def facts(self) -> tuple[Part, ...]:
        """Take in what is known beforehand, with its bytes: the facts, made anew if they have changed, and what was added."""
        if self.before is None or self.before.manifest.get("fingerprint") != self.fingerprint:
            self.parts[FACTS] = facts_part(self.fingerprint)
        return tuple(self._with_bytes(name) for name in (FACTS, *self._additions))

    def take_in(self, sources: Sequence[Source], processes: int | None, dask: str | None, progress: Progress) -> None:
        """Read what has changed, and keep what came of it."""
        changed = self.changed(sources)
        facts = self.facts()
        portions = workers.batches(changed)
        done = 0
        for batch, shards in zip(portions, _shards(portions, facts, processes, dask), strict=True):
            self.add(batch, shards)
            done += len(batch)
            progress(batch[-1].name, done, len(changed))

    def finish(self) -> Release:
        """Write the release, and make it the current one."""
        inputs = {"documents": self.documents, "fingerprint": self.fingerprint, **self.thesauri}
        return self.releases.write(self.parts, inputs=inputs)

    def infer(self) -> None:
        """Take in what OWL 2 RL entails of all other parts. Raises BuildError without the reasoner."""
        self.parts[CLOSURE] = part_of(closure_quads(self.releases.assembled(self.parts)))

    def _with_bytes(self, name: str) -> Part:
        part = self.parts[name]
        return part if part.packed or self.before is None else self.releases.part(self.before, name)

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
        known = entry.get("sha256"), entry.get("fingerprint"), entry.get("given", {})
        return known == (source.sha256, self.reading, source.told)

    def add(self, batch: Sequence[Source], shards: Sequence[Shard]) -> None:
        """Take in what came of a batch of sources; parts and sources go to disk at once."""
        made = [(source, shard, shard.part) for source, shard in zip(batch, shards, strict=True)]
        self.problems += [shard.problem for _, shard, _ in made if shard.problem is not None]
        parts = [part for _, _, part in made if part is not None]
        kept = iter(self.releases.keep(parts, {source.sha256: source.data for source, _, part in made if part}))
        for source, shard, part in made:
            if part is not None:
                self._enter(source, shard, next(kept))

    def _enter(self, source: Source, shard: Shard, part: Part) -> None:
        name = iri.slug(source.name)
        self.parts[f"document/{name}"] = part
        self.documents[name] = {
            "file": Path(source.where).name,
            "fingerprint": self.reading,
            "positions": shard.positions,
            "sha256": source.sha256,
            "title": shard.title,
            **({"given": source.told} if source.given else {}),
        }


def build(
    paths: Sequence[Path],
    store: Path,
    *,
    given: Mapping[str, Any] | None = None,
    fresh: bool = False,
    infer: bool = False,
    processes: int | None = None,
    dask: str | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Add documents to a store, or replace them, as a new release. Each is checked before it is taken in.

    `paths` are files, folders, patterns and manifests, `given` header fields for all of them; see `find_inputs`.

    Documents of the release before that are not given again are kept, unless `fresh`; thesauri always are. Unchanged ones are not read
    anew. With `infer` the release also holds what OWL 2 RL entails of it; without, what an earlier build inferred is dropped.
    A document that cannot be read is left out and told in the report. Many documents are read by `processes`,
    by default one a core, or by the workers of the cluster whose scheduler `dask` names. Raises InputError or
    ShapeError if no document could be read, and StoreError; then the release before is still the current one.
    """
    started = time.perf_counter()
    releases = ReleaseStore(store)
    with releases.writing(), collector_paused():
        work = _Build(releases, releases.current() if releases.filled() else None, fingerprint(), fresh)
        inputs_found, wrong = find_inputs(paths, given)
        work.problems += wrong
        sources = _read(inputs_found, work.problems)
        work.take_in(sources, processes, dask, progress or _silent)
        if len(work.problems) >= len(inputs_found) + len(wrong):
            raise _all_of(work.problems)
        if infer:
            work.infer()
        release = work.finish()
    return BuildReport(
        release=release.name,
        documents=len(inputs_found) + len(wrong) - len(work.problems),
        unchanged=work.unchanged,
        kept=len(work.documents) - (len(inputs_found) + len(wrong) - len(work.problems)),
        positions=sum(entry["positions"] for entry in work.documents.values()),
        quads=release.manifest["quads"],
        seconds=time.perf_counter() - started,
        problems=tuple(map(str, work.problems)),
    )


def rebuild(
    store: Path, part: str, content: Part | None, *, processes: int | None = None, progress: Progress | None = None
) -> BuildReport:
    """Replace a part that documents are read with, or take it out, and read all documents of the store with it.

    Their bytes are those that the store keeps. Raises StoreError, or BuildError if a document can no longer be read;
    then the release before is still the current one.
    """
    started = time.perf_counter()
    releases = ReleaseStore(store)
    with releases.writing(), collector_paused():
        before = releases.current()
        work = _Build(releases, before, fingerprint())
        work.parts.pop(part, None)
        if content is not None:
            work.parts[part] = content
        sources = [_kept(releases, entry) for entry in before.manifest["documents"].values()]
        work.take_in(sources, processes, None, progress or _silent)
        if work.problems:
            raise _all_of(work.problems)
        release = work.finish()
    positions = sum(entry["positions"] for entry in work.documents.values())
    seconds = time.perf_counter() - started
    return BuildReport(release.name, len(sources), work.unchanged, 0, positions, release.manifest["quads"], seconds)


def _kept(releases: ReleaseStore, entry: Mapping[str, Any]) -> Source:
    """A document as it was given, from what the store keeps of it."""
    if "file" not in entry:
        raise StoreError(
            f"The store {releases.path} was built by an earlier version, which did not keep the names of files. "
            "Build its documents again first: stancegraph build FILE…"
        )
    data = releases.source(entry["sha256"])
    return Source(Path(entry["file"]).stem, entry["file"], data, entry.get("given", {}))


def _silent(_what: str, _done: int, _of: int) -> None:
    pass


def _shards(
    portions: Sequence[Sequence[Source]],
    facts: tuple[Part, ...],
    processes: int | None,
    dask: str | None,
) -> Iterator[list[Shard]]:
    if not portions:
        return iter(())
    if dask is not None:
        return workers.on_dask(portions, facts, dask)
    if processes == 1 or sum(map(len, portions)) <= _ALONE:
        return workers.in_this_process(portions, facts)
    return workers.in_processes(portions, facts, processes)


def _read(inputs: Sequence[Input], problems: list[StancegraphError]) -> list[Source]:
    sources = []
    for item in inputs:
        try:
            sources.append(Source(item.path.stem, str(item.path), read_bytes(item.path), item.given))
        except DocumentError as error:
            problems.append(error)
    return sources


def _all_of(problems: Sequence[StancegraphError]) -> StancegraphError:
    return problems[0] if len(problems) == 1 else BuildError("\n".join(map(str, problems)))
