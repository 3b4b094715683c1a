"""Alignments to other vocabularies, read from the SSSOM tables under ontology/mappings.

The format is the Simple Standard for Sharing Ontology Mappings (https://w3id.org/sssom): metadata in lines that begin with
`#`, then a table. The prefixes of its `curie_map` say what the short names stand for.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import NoReturn

import yaml

from graph_builder.errors import ReferenceDataError, nearest

__all__ = ["Alignment", "read_mappings"]

COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification", "comment",
)  # fmt: skip
_PREDICATES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
_ID = "https://w3id.org/stancegraph/id/"


@dataclass(frozen=True, slots=True)
class Alignment:
    """One of our things and one of another vocabulary: `subject` is a concept's id, the rest are IRIs."""

    subject: str
    predicate: str
    object: str


class _Table:
    """One file; errors name it and the line."""

    def __init__(self, source: Traversable, ids: Container[str]) -> None:
        self._file, self._ids = f"ontology/mappings/{source.name}", ids
        lines = source.read_text(encoding="utf-8").rstrip("\n").split("\n")
        self._first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
        self._prefixes = self._curie_map("\n".join(line[1:] for line in lines[: self._first]))
        self._lines = lines[self._first :]

    def _fail(self, line: int, problem: str, remedy: str) -> NoReturn:
        raise ReferenceDataError(self._file, problem, remedy, line)

    def _curie_map(self, metadata: str) -> Mapping[str, str]:
        try:
            found = yaml.safe_load(metadata)
            return {str(prefix): str(start) for prefix, start in found["curie_map"].items()}
        except (yaml.YAMLError, TypeError, KeyError, AttributeError):
            self._fail(1, "it has no curie_map.", "Begin with lines #curie_map: and #  prefix: IRI.")

    def _iri(self, line: int, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        if prefix not in self._prefixes or not local or any(char in local for char in ' <>"{}|\\^`'):
            known = ", ".join(sorted(self._prefixes))
            self._fail(line, f'"{curie}" is not a short name of an IRI.', f"Write prefix:name, with one of {known}.")
        return self._prefixes[prefix] + local

    def alignments(self) -> Iterator[Alignment]:
        if not self._lines or tuple(self._lines[0].split("\t")) != COLUMNS:
            self._fail(self._first + 1, "the columns are others.", f"They are: {' '.join(COLUMNS)} (tab separated).")
        taken: dict[str, str] = {}
        for line, text in enumerate(self._lines[1:], self._first + 2):
            cells = text.split("\t")
            if len(cells) != len(COLUMNS):
                self._fail(line, f"{len(cells)} cells.", f"It needs {len(COLUMNS)}, separated by tabs.")
            row = dict(zip(COLUMNS, cells, strict=True))
            alignment = self._alignment(line, row)
            if row["predicate_id"] == "skos:exactMatch":
                other = taken.setdefault(alignment.object, alignment.subject)
                if other != alignment.subject:
                    self._fail(line, f"{row['object_id']} is exactly {other} too.", "Make one of the two a closeMatch.")
            yield alignment

    def _alignment(self, line: int, row: Mapping[str, str]) -> Alignment:
        subject = self._iri(line, row["subject_id"]).removeprefix(_ID)
        if subject not in self._ids:
            near = ", ".join(nearest(subject, self._ids)) if isinstance(self._ids, Mapping) else ""
            self._fail(line, f"there is no {subject}.", f"Near: {near}." if near else "Name a thing that exists.")
        if row["predicate_id"] not in _PREDICATES:
            self._fail(line, f'"{row["predicate_id"]}" is no mapping relation.', f"One of {', '.join(_PREDICATES)}.")
        if not row["comment"]:
            self._fail(line, "it has no source.", "Say in the last column where the identifier was seen.")
        return Alignment(subject, self._iri(line, row["predicate_id"]), self._iri(line, row["object_id"]))


def read_mappings(folder: Traversable, ids: Container[str]) -> tuple[Alignment, ...]:
    """The alignments of an ontology folder, in the order of the files. Raises ReferenceDataError."""
    place = folder / "mappings"
    sources = [file for file in place.iterdir() if file.name.endswith(".sssom.tsv")] if place.is_dir() else []
    tables = (_Table(source, ids) for source in sorted(sources, key=lambda file: file.name))
    return tuple(alignment for table in tables for alignment in table.alignments())
