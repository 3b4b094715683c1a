"""Which files are documents: files, folders, globs, and manifests that list them with their headers."""

from __future__ import annotations

import csv
import glob
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from graph_builder.errors import DocumentError, nearest
from graph_builder.text.document import FIELDS, read_bytes
from graph_builder.text.formats import SUFFIXES

__all__ = ["Input", "find_inputs"]

_MANIFESTS = (".csv", ".tsv", ".yaml", ".yml")
_COLUMNS = ("file", *FIELDS)


@dataclass(frozen=True, slots=True)
class Input:
    """A document's file with header fields that were given for it, which come before what the file says."""

    path: Path
    given: Mapping[str, Any] = field(default_factory=dict)


def find_inputs(
    paths: Sequence[Path | str], given: Mapping[str, Any] | None = None
) -> tuple[list[Input], list[DocumentError]]:
    """The documents that the paths name, each once, and what is wrong with the paths that name none.

    A folder stands for the documents in it and below; a pattern (`*.pdf`) for what it matches; a CSV or YAML file for
    the documents that its rows list. `given` are header fields of all of them; a manifest's own come first.
    """
    found: dict[Path, Input] = {}
    problems: list[DocumentError] = []
    for path in map(Path, paths):
        try:
            for item in _of_path(path, dict(given or {})):
                found.setdefault(item.path, item)
        except DocumentError as error:
            problems.append(error)
    return list(found.values()), problems


def _of_path(path: Path, given: Mapping[str, Any]) -> Iterator[Input]:
    if path.is_dir():
        yield from (Input(file, given) for file in _in_folder(path))
    elif not path.exists() and glob.has_magic(str(path)):
        root = Path(path.anchor)
        found = root.glob(str(path.relative_to(root)))
        matches = sorted(match for match in found if match.is_dir() or not match.name.startswith("."))
        if not matches:
            raise DocumentError(path, "matches no file.", "Check the pattern.")
        for match in matches:
            yield from _of_path(match, given)
    elif path.suffix.lower() in _MANIFESTS:
        yield from _of_manifest(path, given)
    else:
        yield Input(path, given)


def _in_folder(folder: Path) -> list[Path]:
    files = sorted(
        file
        for file in folder.rglob("*")
        if file.is_file()
        and file.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
    if not files:
        raise DocumentError(folder, "holds no document.", f"Documents end with {', '.join(SUFFIXES)}.")
    return files


def _of_manifest(path: Path, given: Mapping[str, Any]) -> Iterator[Input]:
    text = read_bytes(path).decode("utf-8-sig", errors="replace")
    rows = _table(path, text) if path.suffix.lower() in {".csv", ".tsv"} else _list(path, text)
    for number, row in rows:
        unknown = sorted(set(row) - {*_COLUMNS, "reports"})
        if unknown:
            near = nearest(unknown[0], _COLUMNS)
            hint = f"Did you mean {near[0]}? " if near else ""
            problem = f"unknown column '{unknown[0]}'."
            raise DocumentError(path, problem, f"{hint}Known: {', '.join(_COLUMNS)}.", number)
        if not row.get("file"):
            raise DocumentError(path, "the row names no file.", "Every row needs 'file'.", number)
        file = path.parent / str(row["file"])
        if not file.is_file():
            raise DocumentError(path, f"there is no file {file}.", "Files are looked for beside the manifest.", number)
        yield Input(file, {**given, **{name: value for name, value in row.items() if name != "file" and value}})


def _table(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of a CSV or TSV file; several issuers are set apart by `|`."""
    reader = csv.DictReader(io.StringIO(text), delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
    for row in reader:
        if None in row:
            raise DocumentError(
                path, "the row has more cells than the header.", "Quote cells with commas.", reader.line_num
            )
        cells = {name: (value or "").strip() for name, value in row.items()}
        several = [name.strip() for name in cells.get("issuer", "").split("|") if name.strip()]
        yield reader.line_num, {**cells, **({"issuer": several} if len(several) > 1 else {})}


def _list(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        data = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise DocumentError(path, f"is not YAML: {error}.", "It is a list of 'file: …' with header fields.") from error
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise DocumentError(path, "is no list of documents.", "It is a list of 'file: …' with header fields.")
    yield from enumerate(data, 1)
