"""Reads RDF that comes from elsewhere, in a worker, and refuses what could harm: entities, deep nesting, contexts to be fetched."""

from __future__ import annotations

import re

import pyoxigraph as ox

from .errors import Refused, UploadSyntax

__all__ = ["UPLOAD_FORMATS", "read_quads"]

_RDF = ox.RdfFormat
UPLOAD_FORMATS: dict[str, ox.RdfFormat] = {
    "text/turtle": _RDF.TURTLE,
    "application/turtle": _RDF.TURTLE,
    "application/x-turtle": _RDF.TURTLE,
    "application/n-triples": _RDF.N_TRIPLES,
    "application/rdf+xml": _RDF.RDF_XML,
    "application/ld+json": _RDF.JSON_LD,
    "application/n-quads": _RDF.N_QUADS,
    "application/trig": _RDF.TRIG,
    "application/x-trig": _RDF.TRIG,
}
"""What is read, by media type."""
_DEEPEST = 200
_BRACKETS = re.compile(
    rb"""(?P<skip>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'
    |<[^\x00-\x20<>\"{}|^`\\]*>|\#[^\r\n]*)|(?P<open><<|[\[({])|(?P<close>>>|[\])}])""",
    re.VERBOSE | re.DOTALL,
)
_JSON = re.compile(rb'(?P<skip>"(?:[^"\\]|\\.)*")|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


def read_quads(data: bytes, media_type: str, base: str, *, only_triples: bool) -> list[ox.Quad]:
    """The quads of a text; its blank nodes are new ones. Raises Refused or UploadSyntax."""
    form = UPLOAD_FORMATS[media_type]
    _check(data, form)
    try:
        return list(
            ox.parse(data, format=form, base_iri=base, without_named_graphs=only_triples, rename_blank_nodes=True)
        )
    except SyntaxError as error:
        raise _syntax(error) from None


def _check(data: bytes, form: ox.RdfFormat) -> None:
    """Raises Refused for what could harm: entities of XML, and nesting that overflows a parser's stack."""
    if form == _RDF.RDF_XML:
        if _DOCTYPE.search(data):
            raise Refused(
                "The XML has a DOCTYPE, which is not read here: entities can grow without bound. Send it without."
            )
        return
    shapes = _JSON if form == _RDF.JSON_LD else _BRACKETS
    if sum(map(data.count, (b"[", b"(", b"{", b"<<"))) > _DEEPEST and (found := _depth(data, shapes)) > _DEEPEST:
        raise Refused(f"The data are nested {found} deep; {_DEEPEST} is the most.")


def _depth(data: bytes, shapes: re.Pattern[bytes]) -> int:
    """How deep brackets are nested, outside of strings, IRIs and comments."""
    deepest = level = 0
    for token in shapes.finditer(data):
        if token.lastgroup == "open":
            level += 1
            deepest = max(deepest, level)
        elif token.lastgroup == "close":
            level -= 1
    return deepest


def _syntax(error: SyntaxError) -> UploadSyntax:
    message = str(error.msg)
    if "LoadDocumentCallback" in message:
        return UploadSyntax(
            "The JSON-LD names a context elsewhere, and nothing is fetched. Write the context into the document."
        )
    if error.lineno is None:
        return UploadSyntax(f"{message}.")
    where, _, what = message.partition(": ")
    return UploadSyntax(f"Line {error.lineno}, column {error.offset}: {what or where}.", error.lineno, error.offset)
