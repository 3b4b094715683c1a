"""Finds and reads the files of ontology/, in a checkout or in an installed package."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["files", "folder", "read_bytes", "read_text"]


@cache
def folder() -> Traversable:
    """The folder of the ontology: what STANCEGRAPH_ONTOLOGY names, inside the package in a wheel, beside it in a checkout.

    >>> (folder() / "core.ttl").is_file()
    True
    """
    if named := os.environ.get("STANCEGRAPH_ONTOLOGY"):
        return Path(named)
    packaged = package_files("graph_builder") / "_ontology"
    beside = Path(__file__).resolve().parent.parent / "ontology"
    return packaged if packaged.is_dir() else beside


def _at(parts: tuple[str, ...]) -> Traversable:
    place = folder()
    for part in parts:
        place = place / part
    return place


def read_text(*parts: str) -> str:
    """Text of one file, for example ``read_text("shapes", "data.ttl")``."""
    return _at(parts).read_text(encoding="utf-8")


def read_bytes(*parts: str) -> bytes:
    """Bytes of one file."""
    return _at(parts).read_bytes()


def files(folder: str, suffix: str) -> list[Traversable]:
    """Files of a folder ("" is the top one) whose names end with `suffix`, by name; none if there is no such folder.

    >>> [file.name for file in files("", ".ttl")][:2]
    ['actors.ttl', 'acts.ttl']
    """
    place = _at(tuple(part for part in folder.split("/") if part))
    if not place.is_dir():
        return []
    found = (file for file in place.iterdir() if file.is_file() and file.name.endswith(suffix))
    return sorted(found, key=lambda file: file.name)
