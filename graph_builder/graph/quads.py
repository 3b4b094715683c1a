"""Collects the quads of one named graph, with short ways to write the usual terms."""

from __future__ import annotations

import re

import pyoxigraph as ox

from graph_builder.graph.vocab import RDF, RDFS, XSD, iri

__all__ = ["QuadList", "date_literal", "shorten", "tagged"]

_DATATYPES = {4: f"{XSD}gYear", 7: f"{XSD}gYearMonth", 10: f"{XSD}date"}
Value = ox.NamedNode | ox.Literal | str | bool | int


def date_literal(value: str) -> ox.Literal:
    """A day, month or year, typed by its form.

    >>> date_literal("2020-11").datatype.value.rpartition("#")[2]
    'gYearMonth'
    """
    return ox.Literal(value, datatype=iri(_DATATYPES[len(value)]))


def tagged(text: str, language: str) -> ox.Literal:
    """A text in a language."""
    return ox.Literal(text, language=language)


def shorten(text: str, longest: int = 100) -> str:
    """One line of at most `longest` characters, for labels; cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= longest else re.sub(r"\s+\S*$", "", line[:longest]) + " …"


class QuadList:
    """Quads of one named graph in the order of writing, without doubles."""

    def __init__(self, graph: str) -> None:
        self._graph = iri(graph)
        self._quads: dict[ox.Quad, None] = {}
        self._said: set[tuple[str, str]] = set()

    def quads(self) -> list[ox.Quad]:
        """What was written."""
        return list(self._quads)

    def add(self, subject: str, predicate: str, *values: Value) -> None:
        """Write one quad a value; a plain string is a literal, a node is what it is."""
        node, edge = iri(subject), iri(predicate)
        for value in values:
            term = value if isinstance(value, ox.NamedNode | ox.Literal) else ox.Literal(value)
            self._quads[ox.Quad(node, edge, term, self._graph)] = None

    def once(self, subject: str, predicate: str, value: Value) -> None:
        """Write a quad of a property that has one value; what was said first stands."""
        if (subject, predicate) not in self._said:
            self._said.add((subject, predicate))
            self.add(subject, predicate, value)

    def link(self, subject: str, predicate: str, *objects: str) -> None:
        """Write one quad an object IRI."""
        self.add(subject, predicate, *(iri(value) for value in objects))

    def node(self, subject: str, kind: str, label: str) -> str:
        """Write class and label of a thing, and give its IRI back."""
        self.link(subject, f"{RDF}type", kind)
        self.once(subject, f"{RDFS}label", label)
        return subject
