"""Documents and declarations: which positions each has."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from api.reader import ID, iri, local_id
from graph_builder import UnknownEntity, nearest

from .snapshot import Ints, Snapshot

__all__ = ["Text", "number_of", "positions_of", "text_of"]

_TEXTS = """SELECT DISTINCT ?text ?title ?date WHERE {
  { ?text a sg:Document } UNION { ?text a sg:Declaration }
  ?text dcterms:title ?title ; sg:date ?date .
}"""
_OF = """SELECT DISTINCT ?position WHERE {{
  {{ ?version sg:versionOf {text} . ?attestation oa:hasSource ?version ; sg:attests ?position }}
  UNION {{ ?position sg:declaration {text} }}
}}"""


@dataclass(frozen=True, slots=True)
class Text:
    """A document or a declaration."""

    id: str
    iri: str
    title: str
    date: str


def text_of(snapshot: Snapshot, name: str) -> Text:
    """The document or declaration of that id, last part of an id, title or IRI. Raises UnknownEntity with near ones."""
    texts = snapshot.kept("texts", lambda: _texts(snapshot))
    for form in (name, f"document/{name}", f"declaration/{name}", local_id(name)):
        if form in texts:
            return texts[form]
    titled = [text for text in texts.values() if text.title == name]
    if titled:
        return titled[0]
    known = [text.id.rpartition("/")[2] for text in texts.values()] + [text.title for text in texts.values()]
    raise UnknownEntity(name, nearest(name.rpartition("/")[2], known))


def _texts(snapshot: Snapshot) -> dict[str, Text]:
    found = [Text(local_id(text), text, title, date) for text, title, date in snapshot.source.rows(_TEXTS)]
    return {text.id: text for text in sorted(found, key=lambda text: text.id, reverse=True)}


def positions_of(snapshot: Snapshot, text: Text) -> Ints:
    """Numbers of the positions that a document attests, or that were taken in a declaration."""
    rows = snapshot.source.rows(_OF.format(text=iri(text.iri)))
    numbers = (number_of(snapshot, position) for (position,) in rows)
    return np.asarray(sorted(number for number in numbers if number is not None), dtype=np.int32)


def number_of(snapshot: Snapshot, position: str) -> int | None:
    """Number of a position by its id or IRI; None for one that is about nothing, which no network has."""
    local = position.removeprefix(ID)
    at = bisect_left(snapshot.positions, local)
    return at if at < len(snapshot.positions) and snapshot.positions[at] == local else None
