"""Where the words of a search stand in a text: pairs of code points, and the passage of a long text to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.search.query import Reading
from api.search.words import folded, tokens

__all__ = ["Mark", "excerpt", "mark"]

Mark = tuple[int, int]
"""First code point, and the one after the last."""

_CHUNK = 2000
_AROUND = 120
"""Code points shown on each side of the first hit, about."""


def mark(text: str, readings: Sequence[Reading]) -> list[Mark]:
    """The places in a text where words of a search stand, in order; those that touch are one. Counts them as seen."""
    given = [*tokens(text)]
    words = [token.word for token in given]
    found: list[Mark] = []
    for at, token in enumerate(given):
        for reading in readings:
            if reading.fits(words, at):
                last = at + len(reading.asked.words)
                reading.seen[" ".join(words[at:last])] += 1
                found.append((token.start, given[last - 1].end))
    return [*_merged(sorted(found))]


def _merged(marks: Sequence[Mark]) -> Iterator[Mark]:
    start = end = -1
    for first, last in marks:
        if first > end:
            if end > start:
                yield start, end
            start, end = first, last
        else:
            end = max(end, last)
    if end > start:
        yield start, end


def excerpt(text: str, readings: Sequence[Reading]) -> tuple[int, int, list[Mark]] | None:
    """The passage of a text that has most of the words: its start and end, and the places in it. None if no word is there.

    Long texts are looked through in chunks, as whole words; only the chunk that is shown is looked at closely.
    """
    best, most = (0, 0), 0
    for start, end in _chunks(text):
        words = folded(text[start:end]).split()
        known = sum(any(reading.fits(words, at) for at in range(len(words))) for reading in readings)
        if known > most:
            best, most = (start, end), known
        if most == len(readings):
            break
    if not most:
        return None
    start, end = best
    marks = mark(text[start:end], readings)
    if not marks:
        return None
    return _around(text, start, end, [(first + start, last + start) for first, last in marks])


def _chunks(text: str) -> Iterator[Mark]:
    start = 0
    while start < len(text):
        end = min(start + _CHUNK, len(text))
        if end < len(text):
            line = max(text.rfind("\n", start + _CHUNK // 2, end), text.rfind(" ", end - 200, end))
            end = line + 1 if line > start else end
        yield start, end
        start = end


def _around(text: str, low: int, high: int, marks: Sequence[Mark]) -> tuple[int, int, list[Mark]]:
    """The words around the first mark, up to the ends of lines; the marks inside, counted from the passage's start."""
    first, last = marks[0]
    start, end = max(low, first - _AROUND), min(high, last + _AROUND)
    if start > low:
        start = (text.find(" ", start, first) + 1) or first
    if end < high:
        end = max(text.rfind(" ", last, end), last)
    start = max(start, text.rfind("\n", start, first) + 1)
    line = text.find("\n", last, end)
    end = line if line >= 0 else end
    return start, end, [(one - start, other - start) for one, other in marks if other <= end]
