"""Releases on disk: parts that are never changed, manifests that list them, one pointer, one writer at a time.

STORE/stancegraph-store.json              what the folder is, with its format version
STORE/CURRENT                             name of the current release; switched by a rename
STORE/releases/NAME/manifest.json         counts, inputs and parts of a release; NAME is the hash of the list of parts
STORE/parts/AB/ABCDEF….nq.zst             canonical N-Quads of one document, or of the facts, by SHA-256
STORE/sources/AB/ABCDEF…                  the bytes of the documents as they were given, by SHA-256
STORE/journal.sqlite, STORE/journal.head  what was written to the current release since it was made; see `journal`
STORE/lock                                held by the one that makes a release

Releases share the parts that did not change, so a release costs what is new in it. Beside its parts a release may have edits: what
was written through the service, beyond what documents say. They stand above the parts, and above what is derived of them. Every new
release takes in the journal, so the graph is always the current release and the journal's transactions on top of it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import filelock
import pyoxigraph as ox

from graph_builder.errors import StoreError, UnknownRelease
from graph_builder.graph.assemble import assemble
from graph_builder.graph.changes import NOTHING, Change, apply_change, combine_changes
from graph_builder.graph.files import as_json, put_files, remove_all_but, sync_folder, write_synced
from graph_builder.graph.journal import Journal, Transaction, Version
from graph_builder.graph.parts import Part, canonical, part_as_it_is, stable_quads, unpack

__all__ = ["FORMAT", "KEPT", "Release", "ReleaseStore"]

FORMAT = 3
"""Version of the layout. Raise it when an older reader could misread a store; `_check_marker` then says what to do."""
_READ = (2, FORMAT)
"""Versions that are read. 2 had neither edits nor a journal; the next that writes makes it 3."""

KEPT = 5
"""How many releases are kept."""

_MARKER = "stancegraph-store.json"
_ABOUT = "A Stancegraph store: releases of a graph. Written by `stancegraph build`; do not edit."
_MADE = frozenset({"created", "edits", "format", "parts", "quads", "sha256"})
"""What a manifest tells beside its inputs."""
_SWITCH_SECONDS = 600.0
"""How long a new release waits for an update that is being written."""


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


def _name(parts: Mapping[str, Part], edits: Mapping[str, Any]) -> str:
    """SHA-256 of the list of parts, and of the edits if there are any."""
    listed = "".join(f"{name} {parts[name].sha256}\n" for name in sorted(parts))
    edited = json.dumps(edits, sort_keys=True) if edits else ""
    return hashlib.sha256((listed + edited).encode()).hexdigest()


class ReleaseStore:
    """The folder that holds the releases. Making the object reads and writes nothing."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._releases = self.path / "releases"
        self._pointer = self.path / "CURRENT"
        self._lock = filelock.FileLock(self.path / "lock", timeout=0)
        self.journal = Journal(self.path)

    # ------------------------------------------------------------------ reading

    def _check_marker(self) -> None:
        if not self.path.exists():
            raise StoreError(f"There is no store at {self.path}. Make one: stancegraph build FILE… --store {self.path}")
        try:
            version = json.loads((self.path / _MARKER).read_text(encoding="utf-8"))["format"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{self.path} is not a store: it has no {_MARKER}. Name another folder.") from error
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
            return Release(name, path, json.loads((path / "manifest.json").read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise StoreError(f"The manifest of release {name} in {self.path} cannot be read: {error}.") from error

    def releases(self) -> list[Release]:
        """All releases that are kept, the newest first."""
        self._check_marker()
        found = [self.release(name) for name in self._names()]
        return sorted(found, key=lambda release: (str(release.manifest["created"]), release.name), reverse=True)

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
        return self.path / "parts" / sha256[:2] / f"{sha256}.nq.zst"

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

    # ------------------------------------------------------------------ writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock. A store that was made here and stays without a release is taken away again.

        Raises StoreError if another process holds it, or if the folder is something else than a store.
        """
        made = self._prepare()
        try:
            self._lock.acquire()
        except filelock.Timeout as error:
            raise StoreError(
                f"{self.path} is in use by another process: {self._lock.lock_file} is locked. Wait until it has ended."
            ) from error
        try:
            yield
        finally:
            if made and not self._pointer.exists():
                self._remove_empty()
            self._lock.release()

    def _prepare(self) -> bool:
        """Make the folder a store; whether it was none before."""
        if self.path.exists() and not self.path.is_dir():
            raise StoreError(f"{self.path} is not a store but a file. Name a folder.")
        if (self.path / _MARKER).exists():
            self._check_marker()
            self.mark()
            return False
        if self.path.exists() and any(self.path.iterdir()):
            raise StoreError(f"{self.path} is not a store and not empty. Name another folder; nothing was written.")
        try:
            self._releases.mkdir(parents=True)
            write_synced(self.path / _MARKER, as_json({"about": _ABOUT, "format": FORMAT}))
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {error.strerror}. Name a folder of your own.") from error
        return True

    def mark(self) -> None:
        """Let an older version of the program know that it cannot read this store any more. Raises StoreError."""
        marker = as_json({"about": _ABOUT, "format": FORMAT})
        if (self.path / _MARKER).read_bytes() != marker:
            with self._disk():
                write_synced(self.path / _MARKER, marker)

    def _remove_empty(self) -> None:
        for name in ("releases", "parts", "sources"):
            shutil.rmtree(self.path / name, ignore_errors=True)
        self.journal.remove()
        for name in (_MARKER, "lock"):
            (self.path / name).unlink(missing_ok=True)
        self.path.rmdir()

    def keep(self, parts: Iterable[Part], sources: Mapping[str, bytes]) -> list[Part]:
        """Put parts and sources (documents' bytes by SHA-256) on disk for a release to come, and give the parts back
        without their bytes, so that a large build need not hold them. Hold `writing` until that release is written.

        What the store has already is not written again. Raises StoreError.
        """
        given = [*parts]
        files = {self._part_path(part.sha256): part.packed for part in given if part.packed}
        files |= {self._source_path(sha256): data for sha256, data in sources.items()}
        with self._disk():
            put_files(files)
        return [Part(part.sha256, part.quads, b"") for part in given]

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if self.filled():
                self._prune()
            raise StoreError(f"{self.path} cannot be written: {error.strerror}. Nothing was replaced.") from error

    def write(
        self, parts: Mapping[str, Part], *, inputs: Mapping[str, Any], sources: Mapping[str, bytes] | None = None
    ) -> Release:
        """Write a release made of parts and make it the current one. `inputs` go into its manifest; see `keep`.

        It takes in the journal: what was written to the release before is written to it too, and nothing of it is lost.
        The same parts and edits are the same release. Raises StoreError; then the release before stays current.
        """
        with self.writing():
            self.keep(parts.values(), sources or {})
            with self._disk(), self.journal.exclusive(_SWITCH_SECONDS) as transaction:
                before = self.current() if self.filled() else None
                name = self._put_release(parts, inputs, self._all_edits(before, transaction) if before else NOTHING)
                if before is None or before.name != name or transaction.last(name):
                    self._switch(name)
                transaction.forget()
            self._prune()
        return self.current()

    def _all_edits(self, release: Release, transaction: Transaction) -> Change:
        """The edits of a release and the transactions since, as one change."""
        edits = self._edits(release)
        for entry in transaction.entries(Version(release.name)):
            edits = combine_changes(edits, entry.change)
        return edits

    def _put_release(self, parts: Mapping[str, Part], inputs: Mapping[str, Any], edits: Change) -> str:
        """Write the manifest, and the edits; the release's name."""
        edited = self._put_edits(edits) if edits else {}
        digest = _name(parts, edited)
        manifest = {
            **inputs,
            "created": datetime.datetime.now(datetime.UTC).isoformat(),
            "format": FORMAT,
            "parts": {name: {"quads": part.quads, "sha256": part.sha256} for name, part in parts.items()},
            "quads": sum(part.quads for part in parts.values()) + len(edits.added) - len(edits.removed),
            "sha256": digest,
            **({"edits": edited} if edited else {}),
        }
        self._put_manifest(digest[:16], manifest)
        return digest[:16]

    def _put_edits(self, edits: Change) -> dict[str, Any]:
        parts = {"added": part_as_it_is(edits.added), "removed": part_as_it_is(edits.removed)}
        put_files({self._part_path(part.sha256): part.packed for part in parts.values()})
        listed: dict[str, Any] = {name: {"quads": part.quads, "sha256": part.sha256} for name, part in parts.items()}
        return {**listed, "created": sorted(edits.created), "dropped": sorted(edits.dropped)}

    def compact(self) -> Release:
        """Make a release of the current one and the journal, and empty the journal. Without a journal nothing happens.

        Raises StoreError; then nothing has changed.
        """
        with self.writing():
            release = self.current()
            if not self.journal.entries(Version(release.name)):
                return release
            parts = {name: Part(entry["sha256"], entry["quads"], b"") for name, entry in release.parts.items()}
            return self.write(
                parts, inputs={key: release.manifest[key] for key in release.manifest if key not in _MADE}
            )

    def source(self, sha256: str) -> bytes:
        """The bytes of a document as it was given. Raises StoreError if the store does not have them."""
        try:
            return self._source_path(sha256).read_bytes()
        except OSError as error:
            raise StoreError(f"The store {self.path} has no document with the SHA-256 {sha256}.") from error

    def _source_path(self, sha256: str) -> Path:
        return self.path / "sources" / sha256[:2] / sha256

    def _put_manifest(self, name: str, manifest: Mapping[str, Any]) -> None:
        place = self._releases / name
        if place.exists():
            write_synced(place / "manifest.json", as_json(manifest))
            return
        temporary = self._releases / f".{name}.{os.getpid()}"
        try:
            temporary.mkdir()
            write_synced(temporary / "manifest.json", as_json(manifest))
            temporary.rename(place)
            sync_folder(self._releases)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)

    def _switch(self, name: str) -> None:
        write_synced(self._pointer, f"{name}\n".encode())

    def _prune(self) -> None:
        """Remove releases beyond those that are kept, what only they had, and what a killed writer left behind."""
        current, kept = self.current(), self.releases()
        for release in [release for release in kept[KEPT:] if release.name != current.name]:
            shutil.rmtree(release.path)
            kept.remove(release)
        wanted = {self._part_path(sha256) for release in kept for sha256 in release.files}
        wanted |= {
            self._source_path(entry["sha256"])
            for release in kept
            for entry in release.manifest.get("documents", {}).values()
        }
        remove_all_but(wanted, (self.path / "parts", self.path / "sources"))
        for path in self._releases.glob(".*"):
            shutil.rmtree(path)
        for path in (*self.path.glob(".*"), *self._releases.glob("*/.*")):
            path.unlink()

    def copy_to(self, target: Path) -> Release:
        """Write the current release with its journal, and all that it needs, as a store of its own; all SHA-256 are verified.

        The store may be served, written and built on meanwhile. The target is there whole or not at all. Raises StoreError
        if it exists, cannot be written, or if something is damaged.
        """
        if target.exists():
            raise StoreError(f"{target} exists already. Name a folder that does not; nothing was written.")
        partial = target.with_name(f".{target.name}.{os.getpid()}")
        other = ReleaseStore(partial)
        try:
            with other.writing():
                while True:
                    stamp, release = self.stamp(), self.current()
                    self._copy(release, other)
                    if self.stamp() == stamp:
                        break  # otherwise a new release took in the journal, perhaps before it was read
            partial.rename(target)
        except OSError as error:
            raise StoreError(f"{target} cannot be written: {error.strerror}. Nothing was left behind.") from error
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        return ReleaseStore(target).current()

    def _copy(self, release: Release, other: ReleaseStore) -> None:
        files = {}
        for entry in (
            *release.parts.values(),
            *(release.edits[name] for name in ("added", "removed") if release.edits),
        ):
            part = self._file(release, entry)
            self._verified(part, release)
            files[other._part_path(part.sha256)] = part.packed
        for entry in release.manifest.get("documents", {}).values():
            files[other._source_path(entry["sha256"])] = self.source(entry["sha256"])
        put_files(files)
        other._put_manifest(release.name, release.manifest)
        with other.journal.exclusive() as transaction:
            transaction.forget()
            for written in self.journal.entries(Version(release.name)):
                transaction.copy(written)
        other._switch(release.name)

    def rollback(self, name: str | None = None) -> Release:
        """Make the release before the current one, or the one named, the current one.

        What the journal holds is kept as a release of its own first; the release before is then the one it was written to.
        Raises StoreError if there is no such release.
        """
        with self.writing():
            if name is not None:
                self.release(name)
            while True:
                current = self.compact()
                names = [release.name for release in self.releases()]
                older = names[names.index(current.name) + 1 :]
                if name is None and not older:
                    raise StoreError(f"The store {self.path} has no release before the current one.")
                with self.journal.exclusive(_SWITCH_SECONDS) as transaction:
                    if transaction.last(current.name) == 0:
                        transaction.forget()
                        self._switch(name or older[0])
                        break
        return self.current()


def _loaded(parts: Iterable[bytes]) -> ox.Store:
    """N-Quads of parts in memory, with what follows from all of them together."""
    store = ox.Store()
    for data in parts:
        if b"_:" in data:
            store.bulk_extend(stable_quads(data))
        else:
            store.bulk_load(data, format=ox.RdfFormat.N_QUADS)
    assemble(store)
    return store
