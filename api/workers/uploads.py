"""Makes of RDF that clients send, in a worker, what the Graph Store Protocol says."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from .errors import Missing
from .frames import Write
from .reading import read_quads
from .updates import Draft

__all__ = ["evaluate_upload"]


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
