"""Reads RDF that clients send, in a worker, and makes of it what the Graph Store Protocol says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from .errors import Missing, Refused, UploadSyntax
from .frames import Write
from .updates import Draft

__all__ = ["UPLOAD_FORMATS", "Draft", "evaluate_upload", "read_quads"]

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


def evaluate_upload(draft: Draft, request: Write, body: bytes) -> bool:
    """Do what the request says to the draft, and tell whether the graph was there before. Raises Missing, Refused or UploadSyntax."""
    name = request.get("graph")
    target: ox.NamedNode | ox.DefaultGraph = ox.NamedNode(name) if name else ox.DefaultGraph()
    if request["target"] == "dataset":
        _write_dataset(draft, request, body)
        return True
    there = draft.has(target)
    if request["kind"] == "delete":
        if not there:
            raise Missing(f"There is no graph <{name}>.")
        place = draft.place(target)
        draft.write(draft.held(target), [], [place] if isinstance(place, ox.NamedNode) else ())
        return True
    quads = [quad for part in _parts(request, body) for quad in read_quads(*part, request["base"], only_triples=True)]
    place = draft.place(target)
    added = [ox.Quad(quad.subject, quad.predicate, quad.object, place) for quad in quads]
    draft.write(draft.held(target) if request["kind"] == "put" else [], added)
    if isinstance(place, ox.NamedNode):
        draft.create(place)
    return there


def _write_dataset(draft: Draft, request: Write, body: bytes) -> None:
    added = [quad for part in _parts(request, body) for quad in read_quads(*part, request["base"], only_triples=False)]
    if request["kind"] == "post":
        draft.write([], added)
        return
    names = [name for name in draft.store.named_graphs() if isinstance(name, ox.NamedNode)]
    held = {quad for name in names for quad in draft.held(name)} | {*draft.held(ox.DefaultGraph())}
    kept = {
        draft.place(ox.DefaultGraph()) if quad.graph_name == ox.DefaultGraph() else quad.graph_name for quad in added
    }
    draft.write(held, added, [name for name in names if name not in kept])


def _parts(request: Write, body: bytes) -> Iterator[tuple[bytes, str]]:
    """Each part of the body with its media type."""
    start = 0
    for media_type, length in request["parts"]:
        yield body[start : start + length], media_type
        start += length


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
