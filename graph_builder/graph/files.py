"""Files that are there whole or not at all, also after a crash."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import orjson

__all__ = ["as_json", "put_files", "remove_all_but", "sync_folder", "write_synced"]

_SYNCING = 8
"""Files that are written, and waited for, at once."""


def write_synced(path: Path, data: bytes) -> None:
    """Write a file so that it is either there whole, also after a crash, or as it was before."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Let the names in a folder be on disk."""
    if os.name == "nt":  # a folder cannot be opened there
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def as_json(data: Mapping[str, Any]) -> bytes:
    """JSON for people and programs, the same for the same data: a line for each member, and for each member of those.

    >>> print(as_json({"b": {"y": [1, 2], "x": {}}, "a": "b"}).decode(), end="")
    {
     "a": "b",
     "b": {
      "x": {},
      "y": [1,2]
     }
    }
    """
    return _in_lines(data, 2) + b"\n"


def _in_lines(value: Any, levels: int, indent: bytes = b"") -> bytes:
    # Deeper down it is written at once: by what is written in Rust, which cannot break lines.
    if not levels or not value or not isinstance(value, Mapping):
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    members = (
        b"%b %b: %b" % (indent, orjson.dumps(name), _in_lines(value[name], levels - 1, indent + b" "))
        for name in sorted(value)
    )
    return b"{\n%b\n%b}" % (b",\n".join(members), indent)


def put_files(files: Mapping[Path, bytes]) -> None:
    """Write the files that are not there whole; a damaged one is written anew."""
    new = [(path, data) for path, data in files.items() if not path.exists() or path.read_bytes() != data]
    for folder in {path.parent for path, _ in new}:
        folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(_SYNCING) as pool:
        for _ in pool.map(lambda item: write_synced(*item), new):
            pass


def remove_all_but(wanted: Collection[str], folders: Iterable[Path]) -> None:
    """Remove the files of folders' folders, and what is empty then, but for those with a name that is wanted."""
    for place in (place for folder in folders for place in folder.glob("*/")):
        names = os.listdir(place)  # noqa: PTH208 – of a hundred thousand files each costs less as a text than as a Path
        unwanted = [name for name in names if name not in wanted]
        for name in unwanted:
            (place / name).unlink()
        if len(unwanted) == len(names):
            place.rmdir()
