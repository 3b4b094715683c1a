"""Releases as they are read: which there are, and the graph of each in memory. `store` says how they lie on disk and makes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pyoxigraph as ox

from graph_builder.errors import StoreError, UnknownRelease
from graph_builder.graph.assemble import assemble
from graph_builder.graph.changes import NOTHING, Change, apply_change
from graph_builder.graph.journal import Journal, Version
from graph_builder.graph.parts import Part, canonical, load_quads, part_file, stable_quads, unpack

__all__ = ["FORMAT", "MARKER", "Release", "ReleaseReader"]

FORMAT = 3
"""Version of the layout. Raise it when an older reader could misread a store; `_check_marker` then says what to do."""
_READ = (2, FORMAT)
"""Versions that are read. 2 had neither edits nor a journal; the next that writes makes it 3."""
MARKER = "stancegraph-store.json"
_CREATED = re.compile(rb'^ "created": "([^"]+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Release:
    """One immutable state of the graph. The manifest tells counts, inputs and parts."""

    name: str
    path: Path
    manifest: Mapping[str, Any]

    @property
    def parts(self) -> Mapping[str, Mapping[str, Any]]:
        """The parts by name, each with its `sha256` and how many `quads` it has."""
        parts: Mapping[str, Mapping[str, Any]] = self.manifest["parts"]
        return parts

    @property
    def edits(self) -> Mapping[str, Any]:
        """What was written beyond the parts: `added` and `removed`, each with its `sha256` and `quads`, and named graphs."""
        edits: Mapping[str, Any] = self.manifest.get("edits", {})
        return edits

    @property
    def files(self) -> Iterator[str]:
        """SHA-256 of each file that it is made of."""
        yield from (entry["sha256"] for entry in self.parts.values())
        yield from (self.edits[name]["sha256"] for name in ("added", "removed") if self.edits)


class ReleaseReader:
    """The folder that holds the releases, as those see it who read. Making the object reads and writes nothing."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._releases = self.path / "releases"
        self._pointer = self.path / "CURRENT"
        self.journal = Journal(self.path)
        self._last: tuple[int, Release] | None = None
        """The manifest that was read last, and when it was written: it is asked for again and again, and may be large."""

    def _check_marker(self) -> None:
        if not self.path.exists():
            raise StoreError(f"There is no store at {self.path}. Make one: stancegraph build FILE… --store {self.path}")
        try:
            version = json.loads((self.path / MARKER).read_text(encoding="utf-8"))["format"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{self.path} is not a store: it has no {MARKER}. Name another folder.") from error
        if version not in _READ:
            raise StoreError(
                f"{self.path} has store format {version}; this version of Stancegraph reads {FORMAT}. "
                "Build it anew from its documents, into another folder."
            )

    def current(self) -> Release:
        """The current release. Raises StoreError if there is none."""
        self._check_marker()
        return self.release(self.current_name())

    def current_name(self) -> str:
        """The name of the current release; its manifest, which may be large, is not read. Raises StoreError if there is none."""
        try:
            return self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError as error:
            raise StoreError(
                f"The store {self.path} is empty. Fill it: stancegraph build FILE… --store {self.path}"
            ) from error

    def stamp(self) -> tuple[int, int]:
        """Changes whenever a release becomes the current one, be it the same as before. Raises StoreError if there is none.

        A rollback may lead back to a release that was served with what had been written to it, and now is to be served without.
        """
        try:
            found = self._pointer.stat()
        except OSError:
            self.current()  # says what is wrong
            raise
        return found.st_ino, found.st_mtime_ns

    def filled(self) -> bool:
        """Whether there is a current release."""
        return self._pointer.exists()

    def release(self, name: str) -> Release:
        """A release by its name. Raises UnknownRelease if the store does not have it, StoreError if it cannot be read."""
        known = self._names()
        if name not in known:
            raise UnknownRelease(name, known)
        path = self._releases / name
        try:
            written = (path / "manifest.json").stat().st_mtime_ns
            if self._last is None or (self._last[0], self._last[1].name) != (written, name):
                manifest = orjson.loads((path / "manifest.json").read_bytes())
                self._last = written, Release(name, path, manifest)
            return self._last[1]
        except (OSError, ValueError) as error:
            raise self._unreadable(name, error) from error

    def _unreadable(self, name: str, reason: object) -> StoreError:
        return StoreError(f"The manifest of release {name} in {self.path} cannot be read: {reason}.")

    def releases(self) -> list[Release]:
        """All releases that are kept, the newest first."""
        self._check_marker()
        found = [self.release(name) for name in self._names()]
        return sorted(found, key=lambda release: (str(release.manifest["created"]), release.name), reverse=True)

    def _manifests(self) -> dict[str, bytes]:
        """The manifests of all releases as they lie on disk, the newest first. Raises StoreError if one cannot be read."""
        dated: dict[str, bytes] = {}
        manifests: dict[str, bytes] = {}
        for name in self._names():
            try:
                text = (self._releases / name / "manifest.json").read_bytes()
            except OSError as error:
                raise self._unreadable(name, error) from error
            created = _CREATED.search(text)
            if created is None or not text.endswith(b"\n}\n"):
                raise self._unreadable(name, "it is not whole")
            dated[name], manifests[name] = created[1], text
        return {name: manifests[name] for name in sorted(dated, key=lambda name: (dated[name], name), reverse=True)}

    def _names(self) -> set[str]:
        if not self._releases.is_dir():
            return set()
        return {path.name for path in self._releases.iterdir() if not path.name.startswith(".")}

    def part(self, release: Release, name: str) -> Part:
        """A part as it lies on disk. Raises StoreError if it cannot be read."""
        return self._file(release, release.parts[name])

    def _file(self, release: Release, entry: Mapping[str, Any]) -> Part:
        path = self._part_path(entry["sha256"])
        try:
            return Part(entry["sha256"], entry["quads"], path.read_bytes())
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error}. {self._way_out(release)}") from error

    def _part_path(self, sha256: str) -> Path:
        return self.path / "parts" / sha256[:2] / part_file(sha256)

    def _verified(self, part: Part, release: Release) -> bytes:
        """The quads of a part. Raises StoreError if it is damaged."""
        try:
            return unpack(part.packed, part.sha256)
        except ValueError as error:
            path = self._part_path(part.sha256)
            raise StoreError(f"{path} is damaged: {error}. {self._way_out(release)}") from error

    def _way_out(self, release: Release) -> str:
        others = [other.name for other in self.releases() if other.name != release.name]
        return f"Go back to release {others[0]}, or build anew." if others else "Build the store anew."

    def load(self, release: Release | None = None) -> ox.Store:
        """The graph as it is now, in memory; or a release as it was made, if one is given.

        What follows from all of it together is in it too. Each part's SHA-256 is verified, and each transaction's. See
        `assemble` for what is added to the parts.
        """
        return self.load_present()[0] if release is None else self._load_release(release)

    def load_present(self) -> tuple[ox.Store, Version]:
        """The graph as it is now: the current release and the journal's transactions, and where that is."""
        while True:
            stamp, release = self.stamp(), self.current()
            store, version = self._load_release(release), Version(release.name)
            entries = self.journal.entries(version)
            if self.stamp() != stamp:
                continue  # a new release took in the journal meanwhile
            for entry in entries:
                apply_change(store, entry.change, merged=False)
                version = entry.version
            return store, version

    def _load_release(self, release: Release) -> ox.Store:
        store = _loaded(self._verified(self.part(release, name), release) for name in sorted(release.parts))
        apply_change(store, self._edits(release), merged=False)
        return store

    def _edits(self, release: Release) -> Change:
        """What was written beyond the parts of a release."""
        if not release.edits:
            return NOTHING
        added, removed = (
            frozenset(
                ox.parse(self._verified(self._file(release, release.edits[name]), release), format=ox.RdfFormat.N_QUADS)
            )
            for name in ("added", "removed")
        )
        return Change(added, removed, frozenset(release.edits["created"]), frozenset(release.edits["dropped"]))

    def assembled(self, parts: Mapping[str, Part]) -> ox.Store:
        """Parts of a release to come, which `keep` has put on disk or which still have their bytes, loaded as a release is."""
        files = (part.packed or self._part_path(part.sha256).read_bytes() for _, part in sorted(parts.items()))
        shas = (part.sha256 for _, part in sorted(parts.items()))
        return _loaded(unpack(packed, sha256) for packed, sha256 in zip(files, shas, strict=True))

    def nquads(self, release: Release | None = None) -> bytes:
        """The canonical N-Quads of what `load` gives."""
        return canonical(self.load(release))

    def source(self, sha256: str) -> bytes:
        """The bytes of a document as it was given. Raises StoreError if the store does not have them."""
        try:
            return self._source_path(sha256).read_bytes()
        except OSError as error:
            raise StoreError(f"The store {self.path} has no document with the SHA-256 {sha256}.") from error

    def _source_path(self, sha256: str) -> Path:
        return self.path / "sources" / sha256[:2] / sha256


def _loaded(parts: Iterable[bytes]) -> ox.Store:
    """N-Quads of parts in memory, with what follows from all of them together."""
    store = ox.Store()
    for data in parts:
        if b"_:" in data:
            store.bulk_extend(stable_quads(data))
        else:
            load_quads(store, data)
    assemble(store)
    return store
