"""Releases on disk: immutable folders of canonical N-Quads, one pointer to the current one, one writer at a time.

STORE/stancegraph-store.json                        what the folder is, with its format version
STORE/CURRENT                                       name of the current release; switched by a rename
STORE/releases/NAME/data.nq.zst, manifest.json      NAME is the head of the SHA-256 of the N-Quads
STORE/lock                                          held by the one that writes
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
import zstandard

from graph_builder.errors import StoreError

__all__ = ["FORMAT", "KEPT", "Release", "ReleaseStore", "canonical"]

FORMAT = 1
"""Version of the layout. Raise it when an older reader could misread a store; `_check_marker` then says what to do."""

KEPT = 5
"""How many releases are kept."""

_MARKER = "stancegraph-store.json"
_ABOUT = "A Stancegraph store: releases of a graph. Written by `stancegraph build`; do not edit."


@dataclass(frozen=True, slots=True)
class Release:
    """One immutable state of the graph. The manifest tells counts, inputs and the SHA-256 of the N-Quads."""

    name: str
    path: Path
    manifest: Mapping[str, Any]


def canonical(quads: Iterable[ox.Quad]) -> bytes:
    """N-Quads in canonical order: lines sorted, blank nodes, if any, labelled by RDFC-1.0."""
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    if b"_:" in lines:
        dataset = ox.Dataset(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        lines = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def _write_synced(path: Path, data: bytes) -> None:
    """Write a file so that it is either there whole, also after a crash, or as it was before."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


class ReleaseStore:
    """The folder that holds the releases. Making the object reads and writes nothing."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._releases = self.path / "releases"
        self._pointer = self.path / "CURRENT"
        self._lock = filelock.FileLock(self.path / "lock", timeout=0)

    # ------------------------------------------------------------------ reading

    def _check_marker(self) -> None:
        if not self.path.exists():
            raise StoreError(f"There is no store at {self.path}. Make one: stancegraph build FILE… --store {self.path}")
        try:
            version = json.loads((self.path / _MARKER).read_text(encoding="utf-8"))["format"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{self.path} is not a store: it has no {_MARKER}. Name another folder.") from error
        if version != FORMAT:
            raise StoreError(
                f"{self.path} has store format {version}; this version of Stancegraph reads {FORMAT}. "
                "Build it anew from its documents, into another folder."
            )

    def current(self) -> Release:
        """The current release. Raises StoreError if there is none."""
        self._check_marker()
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError as error:
            raise StoreError(
                f"The store {self.path} is empty. Fill it: stancegraph build FILE… --store {self.path}"
            ) from error
        return self.release(name)

    def filled(self) -> bool:
        """Whether there is a current release."""
        return self._pointer.exists()

    def release(self, name: str) -> Release:
        """A release by its name. Raises StoreError if the store does not have it."""
        known = self._names()
        if name not in known:
            listed = ", ".join(sorted(known)) or "none"
            raise StoreError(f"The store {self.path} has no release '{name}'. It has: {listed}.")
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

    def nquads(self, release: Release | None = None) -> bytes:
        """The canonical N-Quads of a release; StoreError if they are not those that were written."""
        release = release or self.current()
        file = release.path / "data.nq.zst"
        try:
            data = zstandard.ZstdDecompressor().decompress(file.read_bytes())
        except (OSError, zstandard.ZstdError) as error:
            raise StoreError(f"{file} cannot be read: {error}. {self._way_out(release)}") from error
        if hashlib.sha256(data).hexdigest() != release.manifest["sha256"]:
            raise StoreError(f"{file} is damaged: its SHA-256 is not the one in its manifest. {self._way_out(release)}")
        return data

    def _way_out(self, release: Release) -> str:
        others = [other.name for other in self.releases() if other.name != release.name]
        return f"Go back to release {others[0]}, or build anew." if others else "Build the store anew."

    def load(self, release: Release | None = None) -> ox.Store:
        """A release in memory, the current one unless another is given. Its SHA-256 is verified."""
        store = ox.Store()
        store.bulk_load(self.nquads(release), format=ox.RdfFormat.N_QUADS)
        return store

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
            self._sweep()
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
            return False
        if self.path.exists() and any(self.path.iterdir()):
            raise StoreError(f"{self.path} is not a store and not empty. Name another folder; nothing was written.")
        try:
            self._releases.mkdir(parents=True)
            _write_synced(self.path / _MARKER, _json({"about": _ABOUT, "format": FORMAT}))
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {error.strerror}. Name a folder of your own.") from error
        return True

    def _remove_empty(self) -> None:
        shutil.rmtree(self._releases, ignore_errors=True)
        for name in (_MARKER, "lock"):
            (self.path / name).unlink(missing_ok=True)
        self.path.rmdir()

    def _sweep(self) -> None:
        """Remove what a killed writer has left behind."""
        for path in self._releases.glob(".*"):
            shutil.rmtree(path)
        for path in (*self.path.glob(".*"), *self._releases.glob("*/.*")):
            path.unlink()

    def write(self, quads: Iterable[ox.Quad], *, inputs: Mapping[str, Any]) -> Release:
        """Write a release and make it the current one. `inputs` go into its manifest.

        The same quads have the same name, so writing them again adds nothing. Raises StoreError; then the release
        before stays current.
        """
        data = canonical(quads)
        digest = hashlib.sha256(data).hexdigest()
        manifest = {
            **inputs,
            "created": datetime.datetime.now(datetime.UTC).isoformat(),
            "format": FORMAT,
            "quads": data.count(b"\n"),
            "sha256": digest,
        }
        with self.writing():
            try:
                self._put(digest[:16], zstandard.ZstdCompressor(level=3).compress(data), manifest)
                self._switch(digest[:16])
            except OSError as error:
                raise StoreError(f"{self.path} cannot be written: {error.strerror}. Nothing was replaced.") from error
            self._prune()
        return self.current()

    def _put(self, name: str, data: bytes, manifest: Mapping[str, Any]) -> None:
        place = self._releases / name
        if place.exists():
            _write_synced(place / "data.nq.zst", data)
            _write_synced(place / "manifest.json", _json(manifest))
            return
        temporary = self._releases / f".{name}.{os.getpid()}"
        try:
            temporary.mkdir()
            _write_synced(temporary / "data.nq.zst", data)
            _write_synced(temporary / "manifest.json", _json(manifest))
            temporary.rename(place)
            _sync_folder(self._releases)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)

    def _switch(self, name: str) -> None:
        _write_synced(self._pointer, f"{name}\n".encode())

    def _prune(self) -> None:
        current = self.current().name
        for release in self.releases()[KEPT:]:
            if release.name != current:
                shutil.rmtree(release.path)

    def rollback(self) -> Release:
        """Make the release before the current one the current one. Raises StoreError if there is none."""
        with self.writing():
            names = [release.name for release in self.releases()]
            older = names[names.index(self.current().name) + 1 :]
            if not older:
                raise StoreError(f"The store {self.path} has no release before the current one.")
            self._switch(older[0])
        return self.current()
