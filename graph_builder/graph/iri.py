"""Stable IRIs: the same content has the same IRI in every build and on every machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from graph_builder.graph.vocab import GRAPHS, ID
from graph_builder.model import Concept, Document, Position, Report

__all__ = [
    "attestation",
    "attitude",
    "declaration",
    "digest",
    "document",
    "document_graph",
    "occasion",
    "position",
    "slug",
    "thing",
    "version",
]


def slug(text: str, longest: int = 60) -> str:
    """Words of a text as part of an IRI: a-z, 0-9 and hyphens, at most `longest` characters.

    A text without any such character gives a hash of itself.

    >>> slug("Déclaration of Moscow, 2020")
    'declaration-of-moscow-2020'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return words[:longest].rstrip("-") or digest(text)


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for the parts in this order; their borders count."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def thing(concept: Concept) -> str:
    """IRI of a concept; the id of one that a thesaurus brought is its IRI."""
    return concept.id if "://" in concept.id else ID + concept.id


def document(doc: Document) -> str:
    """IRI of a document, by the name of its file."""
    return f"{ID}document/{slug(doc.name)}"


def document_graph(doc: Document) -> str:
    """IRI of the named graph with everything that was read from a document."""
    return f"{GRAPHS}document/{slug(doc.name)}"


def version(doc: Document) -> str:
    """IRI of the version of a document with exactly these bytes."""
    return f"{ID}version/{doc.sha256[:16]}"


def declaration(occasion: Report) -> str:
    """IRI of a declaration, by its issuers, date and title; letter case and white space do not count."""
    title = _fold(occasion.title)
    return f"{ID}declaration/{slug(title)}-{digest(*sorted(occasion.issuers), occasion.date, title)[:8]}"


def occasion(doc: Document) -> Report:
    """The declaration on which a document's positions hang: the one it reports, otherwise its own."""
    return doc.reports or Report(doc.title, doc.issuers, doc.date)


def position(doc: Document, found: Position) -> str:
    """IRI of a position, by declaration, holders, act and target text; letter case and white space do not count.

    Another document that tells of the same declaration in the same words gives the same IRI.
    """
    target = found.target.of(doc.body) if found.target else ""
    return f"{ID}position/{digest(declaration(occasion(doc)), *sorted(found.holders), found.act, _fold(target))}"


def attitude(position_iri: str, referent: str, polarity: str) -> str:
    """IRI of an attitude, by position, referent and sign."""
    return f"{ID}attitude/{digest(position_iri, referent, polarity)}"


def attestation(doc: Document, found: Position) -> str:
    """IRI of an attestation, by version, spans of quote and cue, and position."""
    spans = (found.quote.start, found.quote.end, found.cue.start, found.cue.end)
    return f"{ID}attestation/{digest(version(doc), ' '.join(map(str, spans)), position(doc, found))}"
