"""Threats, conflicts, issues, principles and initiatives, read from the Turtle files under ontology/concepts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any, NoReturn

import pyoxigraph as ox

from graph_builder.errors import ReferenceDataError
from graph_builder.model import KINDS, Concept, Kind

__all__ = ["TopicFile", "read_topics"]

_ID = "https://w3id.org/stancegraph/id/"
_SG = "https://w3id.org/stancegraph/ontology#"
_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


class TopicFile:
    """Concepts of one Turtle file; errors name the subject and the line on which its block begins."""

    def __init__(self, source: Traversable) -> None:
        self.file, self.text = f"ontology/concepts/{source.name}", source.read_text(encoding="utf-8")
        try:
            self.triples = tuple(quad.triple for quad in ox.parse(self.text, format=ox.RdfFormat.TURTLE))
        except SyntaxError as error:
            problem = f"is not Turtle: {error.msg}"
            raise ReferenceDataError(self.file, problem, "Correct the block.", error.lineno) from error

    def fail(self, id_: str, problem: str, remedy: str) -> NoReturn:
        """Report the concept with this id as wrong."""
        local = re.escape(id_.rpartition("/")[2])
        found = re.search(rf"(?m)^(?:\w*:{local}|<[^>]*[/#]{local}>)(?=\s)", self.text)
        line = self.text.count("\n", 0, found.start()) + 1 if found else None
        raise ReferenceDataError(self.file, f"{id_}: {problem}", remedy, line)

    def concepts(self) -> Iterator[Concept]:
        """The concepts in the order of the file."""
        subjects: dict[str, dict[str, list[Any]]] = {}
        for triple in self.triples:
            properties = subjects.setdefault(triple.subject.value, {})
            properties.setdefault(triple.predicate.value, []).append(triple.object)
        for subject, properties in subjects.items():
            yield self._concept(subject.removeprefix(_ID), properties)

    def _concept(self, id_: str, properties: Mapping[str, list[Any]]) -> Concept:
        kind = id_.partition("/")[0]
        types = [node.value.removeprefix(_SG) for node in properties.get(_RDF_TYPE, [])]
        if kind not in KINDS or kind.capitalize() not in types:
            self.fail(id_, "its class does not fit its IRI.", "Write threat:NAME a sg:Threat, and so on.")
        labels = [node.value for node in properties.get(_RDFS_LABEL, [])]
        english = _english(properties, "prefLabel")
        if len(labels) != 1 or english != labels:
            self.fail(id_, "rdfs:label and English skos:prefLabel differ, or are not one.", "Give one of each, alike.")
        names = (*_english(properties, "altLabel"), *_english(properties, "hiddenLabel"))
        broader = tuple(sorted(node.value.removeprefix(_ID) for node in properties.get(f"{_SKOS}broader", [])))
        same = frozenset(name.lower() for name in _english(properties, "altLabel")) if kind == "threat" else frozenset()
        return Concept(id_, labels[0], _kind(kind), tuple(dict.fromkeys(names)), broader=broader, synonyms=same)


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind == name)


def _english(properties: Mapping[str, list[Any]], name: str) -> list[str]:
    return [node.value for node in properties.get(_SKOS + name, []) if node.language == "en"]


def read_topics(folder: Traversable) -> list[TopicFile]:
    """The concept files of an ontology folder, by name; none if it has no such folder."""
    place = folder / "concepts"
    sources = [file for file in place.iterdir() if file.name.endswith(".ttl")] if place.is_dir() else []
    return [TopicFile(source) for source in sorted(sources, key=lambda file: file.name)]
