"""Brings SKOS thesauri of others into a store, lists them and takes them out: each change is a release of its own."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph_builder import reference
from graph_builder.build import CLOSURE, FACTS, THESAURUS, facts_part
from graph_builder.errors import InputError, StoreError, nearest
from graph_builder.fingerprint import fingerprint
from graph_builder.graph.iri import slug
from graph_builder.graph.parts import Part, part_of
from graph_builder.graph.store import ReleaseStore
from graph_builder.graph.thesaurus import offered, read_thesaurus
from graph_builder.model import Kind

__all__ = ["ImportReport", "import_skos", "list_thesauri", "remove_thesaurus"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import. `offered` concepts have labels that the builder reads texts with; the others are kept too."""

    name: str
    concepts: int
    labels: int
    offered: int
    deprecated: int
    without_label: int
    release: str


def import_skos(
    file: Path, store: Path, *, name: str | None = None, kind: Kind = "issue", language: str = "en"
) -> ImportReport:
    """Bring a SKOS thesaurus into a graph of its own, as a new release of the store, which is made if there is none.

    Its concepts become things of that `kind`; documents that are built afterwards are read with its labels too. One of
    the same name is replaced. Raises InputError or StoreError; then nothing is changed.
    """
    name = slug(name or file.name.partition(".")[0])
    found = read_thesaurus(file, name, kind, language)
    releases = ReleaseStore(store)
    with releases.writing():
        parts, inputs = _content(releases)
        parts[f"{THESAURUS}{name}"] = part_of(found.quads)
        mine = ox.Store()
        mine.bulk_extend(found.quads)
        offers = len(offered(mine, reference.load()))
        about = {
            "concepts": found.concepts,
            "file": file.name,
            "imported": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "kind": kind,
            "language": language,
            "offered": offers,
        }
        inputs["thesauri"] = {**inputs.get("thesauri", {}), name: about}
        release = releases.write(parts, inputs=inputs)
    return ImportReport(name, found.concepts, found.labels, offers, found.deprecated, found.without_label, release.name)


def _content(releases: ReleaseStore) -> tuple[dict[str, Part], dict[str, Any]]:
    """Parts and inputs of the current release; of an empty store, the facts alone."""
    if not releases.filled():
        return {FACTS: facts_part(fingerprint())}, {"documents": {}, "fingerprint": fingerprint()}
    release = releases.current()
    kept = {
        name: entry for name, entry in release.parts.items() if name != CLOSURE
    }  # what was inferred holds no longer
    parts = {name: Part(entry["sha256"], entry["quads"], b"") for name, entry in kept.items()}
    inputs = {key: release.manifest[key] for key in ("documents", "fingerprint", "thesauri") if key in release.manifest}
    return parts, inputs


def list_thesauri(store: Path) -> dict[str, dict[str, Any]]:
    """What the manifest tells of each thesaurus, by name. Raises StoreError if there is no store."""
    thesauri: dict[str, dict[str, Any]] = ReleaseStore(store).current().manifest.get("thesauri", {})
    return thesauri


def remove_thesaurus(store: Path, name: str) -> str:
    """Take a thesaurus out, and give the new release's name back.

    Positions that name its concepts would lose them: raises InputError while documents were read with it.
    """
    releases = ReleaseStore(store)
    known = list_thesauri(store)
    if name not in known:
        near = nearest(name, known)
        hint = f"Did you mean {', '.join(near)}?" if near else f"It has: {', '.join(known) or 'none'}."
        raise StoreError(f"The store {store} has no thesaurus '{name}'. {hint}")
    with releases.writing():
        parts, inputs = _content(releases)
        del parts[f"{THESAURUS}{name}"], inputs["thesauri"][name]
        if any(entry["fingerprint"] != inputs["fingerprint"] for entry in inputs["documents"].values()):
            remedy = "Build the store afresh without it: stancegraph build --fresh, into another folder."
            raise InputError(name, "documents were read with this thesaurus.", remedy)
        return releases.write(parts, inputs=inputs).name
