"""Text cut at the borders of spans, so that overlapping spans can be shown without nesting."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from api.models import EvidenceOut, PositionOut

__all__ = ["Mark", "Paragraph", "Piece", "Sentence", "mark", "mark_hits", "mark_quote", "paragraphs"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with a name for what it is; `number` is that of the position it belongs to, 0 for none."""

    start: int
    end: int
    name: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same marks hold. `names` are in alphabetical order, `numbers` ascend."""

    text: str
    names: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    """Numbers of the positions whose quotation begins here."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Pieces that quotations cover without a break, or the text between two such."""

    pieces: tuple[Piece, ...]

    @property
    def quoted(self) -> bool:
        """Whether a position rests on it."""
        return bool(self.pieces and self.pieces[0].numbers)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document, and the blank lines after it. `flows` where its line ends mean nothing."""

    sentences: tuple[Sentence, ...]
    gap: str
    flows: bool


def mark(text: str, marks: Iterable[Mark], start: int = 0) -> list[Piece]:
    """Pieces of a text that begins at `start` in its document. Joined, they are the text.

    The borders of all marks are walked once, with a count of the marks that hold.

    >>> [(piece.text, piece.names) for piece in mark("abcd", [Mark(0, 3, "x"), Mark(2, 4, "y")])]
    [('ab', ('x',)), ('c', ('x', 'y')), ('d', ('y',))]
    """
    end = start + len(text)
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    closing: defaultdict[int, list[Mark]] = defaultdict(list)
    for one in marks:
        if one.start < end and one.end > start and one.start < one.end:
            opening[max(one.start, start)].append(one)
            closing[min(one.end, end)].append(one)
    names: Counter[str] = Counter()
    numbers: Counter[int] = Counter()
    pieces = []
    borders = sorted({start, end, *opening, *closing})
    for left, right in pairwise(borders):
        for one in closing[left]:
            names[one.name] -= 1
            numbers[one.number] -= 1
        for one in opening[left]:
            names[one.name] += 1
            numbers[one.number] += 1
        begins = sorted({one.number for one in opening[left] if one.name == "quote" and one.start == left})
        pieces.append(
            Piece(
                text[left - start : right - start],
                tuple(sorted(name for name, count in names.items() if count and name != "quote")),
                tuple(sorted(number for number, count in numbers.items() if count and number)),
                tuple(begins),
            )
        )
    return pieces


def mark_quote(evidence: EvidenceOut, hits: Iterable[tuple[int, int]] = ()) -> list[Piece]:
    """A quotation with its cue and its target marked, and the words that a search found in it (spans of the quotation)."""
    found = (Mark(evidence.start + start, evidence.start + end, "hit") for start, end in hits)
    return mark(evidence.quote, [*_marks(evidence), *found], evidence.start)


def mark_hits(text: str, hits: Iterable[tuple[int, int]]) -> list[Piece]:
    """A text with the words that a search found in it marked."""
    return mark(text, [Mark(start, end, "hit") for start, end in hits])


def _marks(evidence: EvidenceOut, number: int = 0) -> Iterator[Mark]:
    yield Mark(evidence.cue.start, evidence.cue.end, "cue", number)
    if evidence.target is not None:
        yield Mark(evidence.target.start, evidence.target.end, "target", number)


def paragraphs(text: str, positions: Sequence[PositionOut], document: str) -> list[Paragraph]:
    """A document's text with all that its positions mark, numbered from 1 in their order; joined, it is the text."""
    marks = []
    for number, position in enumerate(positions, 1):
        for place in position.evidence:
            if place.document.iri == document:
                marks.append(Mark(place.start, place.end, "quote", number))
                marks.extend(_marks(place, number))
    marks.sort(key=lambda one: one.start)
    found, at, first = [], 0, 0
    for gap in [*re.finditer(r"\n[^\S\n]*\n\s*", text), None]:
        end = gap.start() if gap else len(text)
        while first < len(marks) and marks[first].end <= at:
            first += 1
        here = [one for one in _until(marks, first, end) if one.end > at]
        body = text[at:end]
        found.append(Paragraph(tuple(_sentences(mark(body, here, at))), gap.group() if gap else "", _flows(body)))
        at = gap.end() if gap else end
    return found


def _until(marks: Sequence[Mark], first: int, end: int) -> Iterator[Mark]:
    for one in marks[first:]:
        if one.start >= end:
            return
        yield one


def _sentences(pieces: Iterable[Piece]) -> Iterator[Sentence]:
    group: list[Piece] = []
    for piece in pieces:
        if group and not _hangs_together(group[-1], piece):
            yield Sentence(tuple(group))
            group = []
        group.append(piece)
    if group:
        yield Sentence(tuple(group))


def _hangs_together(before: Piece, after: Piece) -> bool:
    return (not before.numbers and not after.numbers) or bool({*before.numbers} & {*after.numbers})


def _flows(paragraph: str) -> bool:
    """Whether lines end where a file's width ends, as in text that was wrapped, not where a list or a verse wants it."""
    *lines, _ = paragraph.split("\n")
    return bool(lines) and all(len(line) > 55 for line in lines)
