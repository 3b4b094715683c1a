"""Text cut at the borders of spans, so that overlapping spans can be shown without nesting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from api.models import EvidenceOut, PositionOut

__all__ = ["Mark", "Piece", "Sentence", "mark", "mark_quote", "sentences"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with a name for what it is."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same marks hold. `names` are in alphabetical order."""

    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a document: quoted by the positions named, or, without any, the text between quotations."""

    pieces: tuple[Piece, ...]
    positions: tuple[str, ...] = ()


def mark(text: str, marks: Iterable[Mark], start: int = 0) -> list[Piece]:
    """Pieces of a text that begins at `start` in its document. Joined, they are the text.

    >>> [(piece.text, piece.names) for piece in mark("abcd", [Mark(0, 3, "x"), Mark(2, 4, "y")])]
    [('ab', ('x',)), ('c', ('x', 'y')), ('d', ('y',))]
    """
    end = start + len(text)
    inside = [one for one in marks if one.start < end and one.end > start]
    borders = sorted({start, end, *(max(one.start, start) for one in inside), *(min(one.end, end) for one in inside)})
    return [Piece(text[left - start : right - start], _names(inside, left, right)) for left, right in pairwise(borders)]


def _names(marks: Iterable[Mark], left: int, right: int) -> tuple[str, ...]:
    return tuple(sorted({one.name for one in marks if one.start <= left and right <= one.end}))


def mark_quote(evidence: EvidenceOut) -> list[Piece]:
    """A quotation with its cue and its target marked."""
    return mark(evidence.quote, _marks(evidence), evidence.start)


def _marks(evidence: EvidenceOut) -> list[Mark]:
    marks = [Mark(evidence.cue.start, evidence.cue.end, "cue")]
    if evidence.target is not None:
        marks.append(Mark(evidence.target.start, evidence.target.end, "target"))
    return marks


def sentences(text: str, positions: Sequence[PositionOut], document: str) -> list[Sentence]:
    """A document's text as sentences that carry positions and what stands between; joined, they are the text."""
    places = [
        (place, position) for position in positions for place in position.evidence if place.document.iri == document
    ]
    places.sort(key=lambda pair: (pair[0].start, pair[0].end))
    found: list[Sentence] = []
    at = 0
    while places:
        start, end = places[0][0].start, places[0][0].end
        group = []
        while places and places[0][0].start < end:
            group.append(places.pop(0))
            end = max(end, group[-1][0].end)
        if start > at:
            found.append(Sentence((Piece(text[at:start], ()),)))
        marks = [one for place, _ in group for one in _marks(place)]
        names = tuple(dict.fromkeys(position.id for _, position in group))
        found.append(Sentence(tuple(mark(text[start:end], marks, start)), names))
        at = end
    if at < len(text):
        found.append(Sentence((Piece(text[at:], ()),)))
    return found
