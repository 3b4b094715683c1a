"""Indexes on disk: their schema, where they lie, and how a damaged one is told from a sound one.

FOLDER/NAME/…          files of one index, never changed; NAME says format and version of the store
FOLDER/NAME/seal.json  what it was made of, and size and SHA-256 of each file; written last
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from api.search.words import stemmer

__all__ = [
    "DOCUMENT", "POSITION", "SCHEMA", "SETTLED", "Damaged", "Folder", "Opened", "name_of", "new_index", "open_index", "publish",
    "seal", "unsettled",
]  # fmt: skip

_FORMAT = 1
"""Version of schema and analysis. Raise it when either changes; indexes of other formats are made anew."""
_KEPT = 2
"""Indexes that are kept: the one before may still be read by another process."""
_SEAL = "seal.json"
POSITION, DOCUMENT = "position", "document"
SETTLED = b"settled"
"""What comes with the last part where the store was the same from the first to the last."""


def _schema() -> tantivy.Schema:
    terms: Mapping[str, Any] = {"tokenizer_name": "raw", "index_option": "basic"}
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("iri", stored=True, **terms)
    builder.add_bytes_field("data", stored=True)  # what an answer tells of it, as JSON
    # Words. Of a thing: its names; of a position: names of its holders and things; of a document: its title.
    builder.add_text_field("name", tokenizer_name="words")
    builder.add_text_field("text", tokenizer_name="words")  # quotations, and texts of documents
    builder.add_text_field("stems", tokenizer_name="stems", index_option="freq")  # of both
    builder.add_text_field("hidden", tokenizer_name="words")  # phrasings that find a thing and are not shown
    builder.add_text_field("label", **terms)  # whole labels and codes
    builder.add_text_field("whole", **terms)  # all whole names
    # What is filtered by and counted.
    for name in ("kind", "act", "polarity"):
        builder.add_text_field(name, fast=True, **terms)
    for name in ("holder", "about", "document"):
        builder.add_text_field(name, **terms)
    for name in ("first", "last"):  # days as numbers: 20201110
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


SCHEMA = _schema()


class Damaged(Exception):  # noqa: N818 – it says what an index is
    """An index that is not as it was written."""


def _register(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    index.register_tokenizer("stems", stemmer())
    return index


def new_index(path: Path) -> tantivy.Index:
    """An empty index in a folder that exists."""
    return _register(tantivy.Index(SCHEMA, str(path)))


@dataclass(frozen=True, slots=True)
class Opened:
    """An index that can be searched."""

    version: str
    path: Path
    searcher: tantivy.Searcher


class Folder:
    """Where the indexes of a store lie: beside it, or in a temporary folder where nothing can be written."""

    def __init__(self, store: Path) -> None:
        self._beside = store / "search"
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    def writable(self) -> Path:
        """A folder to put an index into."""
        try:
            self._beside.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=self._beside):
                return self._beside
        except OSError:
            if self._temporary is None:
                self._temporary = tempfile.TemporaryDirectory(prefix="stancegraph-search-")
            return Path(self._temporary.name)

    def open(self, version: str) -> Opened | None:
        """The index of a version of the store; None if there is none. Raises Damaged for one that is not whole."""
        folders = [self._beside, *([Path(self._temporary.name)] if self._temporary else [])]
        return next((found for folder in folders if (found := open_index(folder, version))), None)

    def close(self) -> None:
        """Remove the temporary folder, if there is one."""
        if self._temporary is not None:
            self._temporary.cleanup()


def name_of(version: str) -> str:
    """The name of the folder of an index; versions may hold characters that a file's name cannot."""
    return f"{_FORMAT}-{hashlib.sha256(version.encode()).hexdigest()[:16]}"


def unsettled(version: str) -> str:
    """How an index is called during whose making the store changed: it may serve until the next, and is never used again."""
    return f"{version} and later"


def open_index(folder: Path, version: str) -> Opened | None:
    """The index of a version in a folder; None if there is none. Raises Damaged for one that is not whole."""
    path = folder / name_of(version)
    if not path.is_dir():
        return None
    try:
        sealed = json.loads((path / _SEAL).read_text(encoding="utf-8"))
        for name, (size, digest) in sealed["files"].items():
            file = path / name
            if file.stat().st_size != size or _digest(file) != digest:
                raise Damaged(f"{file} is not as it was written")
        index = _register(tantivy.Index.open(str(path)))
        index.config_reader("manual")  # it never changes, so no thread need watch it
        return Opened(version, path, index.searcher())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{path} cannot be opened: {error}") from error


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def seal(path: Path, version: str) -> None:
    """Say of an index that it is finished, and what its files are."""
    files = [file for file in sorted(path.iterdir()) if not file.name.endswith(".lock")]
    for file in files:
        file.chmod(0o444)
    described = {file.name: [file.stat().st_size, _digest(file)] for file in files}
    (path / _SEAL).write_text(json.dumps({"version": version, "files": described}, indent=1), encoding="utf-8")


def publish(made: Path, folder: Path, version: str) -> None:
    """Put a sealed index in its place, and take away those that are older than the ones kept."""
    target = folder / name_of(version)
    shutil.rmtree(target, ignore_errors=True)
    made.rename(target)
    os.utime(target)
    known = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    for path in sorted(known, key=lambda path: -path.stat().st_mtime)[_KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
