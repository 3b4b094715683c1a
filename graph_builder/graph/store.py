"""Releases on disk: parts that are never changed, manifests that list them, one pointer, one writer at a time.

STORE/stancegraph-store.json              what the folder is, with its format version
STORE/CURRENT                             name of the current release; switched by a rename
STORE/releases/NAME/manifest.json         counts, inputs and parts of a release; NAME is the hash of the list of parts
STORE/parts/AB/ABCDEF….nq.zst             canonical N-Quads of one document, or of the facts, by SHA-256
STORE/sources/AB/ABCDEF…                  the bytes of the documents as they were given, by SHA-256
STORE/journal.sqlite, STORE/journal.head  what was written to the current release since it was made; see `journal`
STORE/lock                                held by the one that makes a release
STORE/unlisted                            there while files may be that no release lists: one is being made, or a build failed

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
from pathlib import Path
from typing import Any

import filelock

from graph_builder.errors import StoreError
from graph_builder.graph.changes import NOTHING, Change, combine_changes
from graph_builder.graph.files import as_json, put_files, sync_folder, write_synced
from graph_builder.graph.journal import Transaction, Version
from graph_builder.graph.parts import Part, part_as_it_is
from graph_builder.graph.releases import FORMAT, MARKER, Release, ReleaseReader
from graph_builder.graph.sweeping import sweep

__all__ = ["FORMAT", "KEPT", "Release", "ReleaseStore"]

KEPT = 5
"""How many releases are kept."""

_ABOUT = "A Stancegraph store: releases of a graph. Written by `stancegraph build`; do not edit."
_MADE = frozenset({"created", "edits", "format", "parts", "quads", "sha256"})
"""What a manifest tells beside its inputs."""
_UNLISTED = "unlisted"
"""Name of an empty file that is there while parts or sources may lie in the store that no release lists."""
_SWITCH_SECONDS = 600.0
"""How long a new release waits for an update that is being written."""


def _name(parts: Mapping[str, Part], edits: Mapping[str, Any]) -> str:
    """SHA-256 of the list of parts, and of the edits if there are any."""
    listed = "".join(f"{name} {parts[name].sha256}\n" for name in sorted(parts))
    edited = json.dumps(edits, sort_keys=True) if edits else ""
    return hashlib.sha256((listed + edited).encode()).hexdigest()


class ReleaseStore(ReleaseReader):
    """The folder that holds the releases. Making the object reads and writes nothing."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path)
        self._lock = filelock.FileLock(self.path / "lock", timeout=0)
        self._unlisted = self.path / _UNLISTED
        self._keeping = self._left_behind = False
        """Whether files were put on disk for a release to come; whether some of an earlier one were there, which never came."""

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
            self._keeping &= self._lock.is_locked  # what a failed build kept was left behind

    def _prepare(self) -> bool:
        """Make the folder a store; whether it was none before."""
        if self.path.exists() and not self.path.is_dir():
            raise StoreError(f"{self.path} is not a store but a file. Name a folder.")
        if (self.path / MARKER).exists():
            self._check_marker()
            self.mark()
            return False
        if self.path.exists() and any(self.path.iterdir()):
            raise StoreError(f"{self.path} is not a store and not empty. Name another folder; nothing was written.")
        try:
            self._releases.mkdir(parents=True)
            write_synced(self.path / MARKER, as_json({"about": _ABOUT, "format": FORMAT}))
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {error.strerror}. Name a folder of your own.") from error
        return True

    def mark(self) -> None:
        """Let an older version of the program know that it cannot read this store any more. Raises StoreError."""
        marker = as_json({"about": _ABOUT, "format": FORMAT})
        if (self.path / MARKER).read_bytes() != marker:
            with self._disk():
                write_synced(self.path / MARKER, marker)

    def _remove_empty(self) -> None:
        for name in ("releases", "parts", "sources"):
            shutil.rmtree(self.path / name, ignore_errors=True)
        self.journal.remove()
        for name in (MARKER, "lock", _UNLISTED):
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
        if files and not self._keeping:
            self._left_behind, self._keeping = self._unlisted.exists(), True
            with self._disk():
                self._unlisted.touch()
        with self._disk():
            put_files(files)
        return [Part(part.sha256, part.quads, b"") if part.packed else part for part in given]

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if self.filled():
                self._left_behind = True
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
        current, manifests = self.current_name(), self._manifests()
        dropped = {name for name in [*manifests][KEPT:] if name != current}
        left_behind = self._left_behind if self._keeping else self._unlisted.exists()
        sweep(self.path, manifests, dropped, thoroughly=left_behind)
        self._unlisted.unlink(missing_ok=True)
        self._keeping = False

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
