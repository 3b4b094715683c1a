"""Headings, list items, clauses of resolutions and sentences of a body, with offsets and the speaker where there is one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import sentencex

from graph_builder.lexicon import Lexicon
from graph_builder.model import Segment, SegmentKind, Span
from graph_builder.text.words.tokens import tokenize

__all__ = ["segment"]

_ORDINAL = r"(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,5})"
"""What numbers an item; "G20." at the head of a line does not."""
_BLOCK = re.compile(rf"(?:[^\n]+|\n(?!\s*\n)(?!\s*(?:--|[-*•–]|\(?{_ORDINAL}[.)])\s))+")
_MARKER = re.compile(
    r"\s*(?:#{1,6}\s+|(?:--|[-*•–—])\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,5})[.)]\s+|OP\s?\d+\s+|PP\s?\d+\s+)*[\"“]?\s*"
)
_INLINE_NUMBER = re.compile(r"(?<=[;:.])\s+(?:and\s+)?(?=\d{1,3}\.\s+[A-Z])")
_LEAD_LABEL = re.compile(
    r"(?:[A-Z][\w’'-]*|of|and|the|in|for|to|our|on|a|with)(?:\s+(?:[A-Z][\w’'-]*|of|and|the|in|for|to|our|on|a|with)){0,8}:\s+(?=[“\"A-Z])"
)
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8})(?:,? \d{4})?"
_DATELINE = re.compile(
    rf"[A-Z][A-Z.’' -]{{2,}}(?:[/,] ?[A-Z][\w.’' -]{{1,20}}){{0,2}}(?:, {_DAY})?\.?"
    r"(?::(?=\s+[A-Z“\"])|\s*\([A-Z][\w’' -]{1,20}\)\s*(?:--|[-–—])|\s*(?:--|[–—])|\s+-(?=\s)|\s*/[A-Z][\w-]+/\.)\s+"
    rf"|[A-Z][\w.’']+(?:[ /][A-Z][\w.’']+){{0,2}}(?:,? {_DAY})? \([A-Z][\w’' -]{{1,20}}\)\s*(?:--|[-–—])\s+"
)
"""Where and when a report was written, and by whom: "BEIJING, March 3 (Agency) --"."""
_ITEM = re.compile(rf"\s*(?:--|[-*•–—]|\(?{_ORDINAL}[.)])\s")
_EMPHASIS = re.compile(r"[*_]+")
_END = ".!?…:;,"
_NUMBER = re.compile(r"\(?[\divxlc]{1,5}[.)]")
_NO_QUOTES = str.maketrans('“”"\n', "    ")  # a quotation of several sentences is read as several; lines end anywhere
_ABBREVIATION = re.compile(
    r"(?:\bNo|\b[A-Z]|\b(?:H\.E|M[rs]|Mrs|Mme|Messrs|Dr|St|Gen|Lt|Col|Capt|Maj|Adm|Amb|Prof|Rev|Hon|Sen|Rep|Gov|Art|paras?))\.$"
)
_ELLIPSIS = re.compile(r"(?<=…)\s+(?=\w)")
_MONTH_OF_MAY = re.compile(r"(?<=\bMay[.])\s+(?=[A-Z])")
_RARE = {"May.": _MONTH_OF_MAY, "…": _ELLIPSIS}


def _blocks(body: str) -> Iterator[Span]:
    """Paragraphs; a run of paragraphs of one word each (a line broken by a PDF) is joined to the paragraph after it."""
    run: list[Span] = []
    for block in _paragraphs(body):
        run.append(block)
        if len(block.of(body).split()) > 1:
            if len(run) > 3:
                yield Span(run[0].start, block.end)
            else:
                yield from run
            run = []
    yield from run


def _paragraphs(body: str) -> Iterator[Span]:
    for match in _BLOCK.finditer(body):
        text = match.group()
        start = match.start() + len(text) - len(text.lstrip())
        end = match.start() + len(text.rstrip())
        if start < end:
            yield Span(start, end)


def _is_heading(text: str, lexicon: Lexicon) -> bool:
    if text.startswith("#") or text.rstrip("*_ ").endswith(tuple(_END)):
        return text.startswith("#")
    words = [token for token in tokenize(text) if token.is_word]
    if not words or len(words) > 14:
        return not words
    content = [
        word
        for word in words
        if word.low not in lexicon.words.any_of("prepositions", "determiners") and word.low not in {"and", "or"}
    ]
    capitals = sum(word.is_capital or word.text[0].isdigit() for word in content)
    return capitals == len(content) or len(words) <= 3


def _split_headings(body: str, blocks: Iterator[Span], lexicon: Lexicon) -> Iterator[Span]:
    """Blocks, and a heading that stands on the line right above its paragraph as a block of its own."""
    for block in blocks:
        line, _, rest = block.of(body).partition("\n")
        if rest[:1].isupper() and len(line.split()) > 1 and _is_heading(line, lexicon) and not line.startswith("#"):
            yield Span(block.start, block.start + len(line))
            yield Span(block.start + len(line) + 1, block.end)
        else:
            yield block


def _sentences(body: str, block: Span, language: str) -> Iterator[Span]:
    text = block.of(body)
    patterns = [_INLINE_NUMBER, *(pattern for mark, pattern in _RARE.items() if mark in text)]
    inner = {match.end() for pattern in patterns for match in pattern.finditer(text)}
    cuts = [0, *sorted(inner), len(text)]
    for begin, finish in itertools.pairwise(cuts):
        piece = text[begin:finish].translate(_NO_QUOTES)
        for boundary in sentencex.get_sentence_boundaries(language, piece):
            start, end = begin + boundary["start_index"], begin + boundary["end_index"]
            yield Span(block.start + start, block.start + end)


def _trim(body: str, span: Span) -> Span | None:
    text = span.of(body)
    lead = _MARKER.match(text)
    start = lead.end() if lead else 0
    label = _LEAD_LABEL.match(text, start)
    if label and len(tokenize(label.group())) > 2:
        start = label.end()
    dateline = _DATELINE.match(text, start)
    start = dateline.end() if dateline else start
    emphasis = _EMPHASIS.match(text, start)
    start = emphasis.end() if emphasis else start
    end = len(text.rstrip())
    return Span(span.start + start, span.start + end) if start < end else None


def _is_continued(before: str, after: str) -> bool:
    return after[:1].islower() and not before.endswith((".", "!", "?"))


def _joined(body: str, spans: Iterator[Span]) -> Iterator[Span]:
    """Mend splits at a bare number ("5." of a numbered paragraph) or before a lower-case word."""
    held: Span | None = None
    for span in spans:
        if held is not None:
            before, after = held.of(body).strip(), span.of(body).lstrip()
            if _NUMBER.fullmatch(before) or _ABBREVIATION.search(before) or _is_continued(before, after):
                span = Span(held.start, span.end)
            else:
                yield held
        held = span
    if held is not None:
        yield held


def segment(body: str, lexicon: Lexicon) -> list[Segment]:
    """Cut a body into the stretches that are read as one sentence, in reading order; markers and white space are left out.

    A paragraph is what blank lines or list markers set apart. Headings are returned as such.
    """
    segments: list[Segment] = []
    for block in _split_headings(body, _blocks(body), lexicon):
        text = block.of(body)
        if _is_heading(text, lexicon):
            segments.append(Segment(block, "heading"))
            continue
        kind: SegmentKind = "item" if re.match(r"\s*(?:--|[-*•–])\s", text) else "sentence"
        for span in _joined(body, _sentences(body, block, lexicon.language)):
            trimmed = _trim(body, span)
            if trimmed is not None:
                marked = span.start == block.start and bool(_ITEM.match(text))
                segments.append(Segment(trimmed, kind, marked))
    return segments
