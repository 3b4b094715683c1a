"""Hash of all that decides what a build makes of a text, so that nothing old is taken for new."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable

from graph_builder import ontology

__all__ = ["fingerprint"]


def fingerprint() -> str:
    """Hash of all that decides what a build makes of a text: ontology, lexicon, the package's code and pycountry."""
    digest = hashlib.sha256(version("pycountry").encode())
    places = [ontology.folder() / part for part in ("reference", "concepts", "mappings", "shapes", "checks", "rules")]
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
