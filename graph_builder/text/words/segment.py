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

_ORDINAL = r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zA-Z]|[ivxlcIVXLC]{1,5}|(?:aa|bb|cc|dd|ee|ff)(?=\)))"
"""What numbers an item; "G20." at the head of a line does not."""
_BULLET = "(?:-{1,3}|[*•–—·◦▪▫■□●○◆◇◊♦❖‣⁃∙→►▶➢➤⇒✓✔※¶»+\uf0a7\uf0b7\uf0d8\uf0fc\u25ab\u2b1d]\ufe0f?)"
"""The signs that lists are set with, those of the fonts of symbols included."""
_SIGN = "[•◦▪■●❖➢►✓✔\uf0a7\uf0b7\uf0d8\uf0fc]"
"""Signs that need no space after them."""
_DASHED = r"(?:\d{1,3}|[A-Ha-h])\s?[-–]\s+(?=[A-Z“\"])|\d{1,3}[-–](?=[A-Z][a-z])"
"""Numbers that a hyphen parts from their item: "4- The Council", "B - Calls on"."""
_NUMBERED = (
    rf"(?:\(?{_ORDINAL}[.)/º°]{{1,2}}\s|\d{{1,3}}(?:\.\d{{1,3}}){{1,3}}\s+(?=[A-Z])"
    rf"|(?:\d{{1,3}}[.)]|\({_ORDINAL}\))(?=[A-Z“\"])|{_DASHED})"
)
_MARK = rf"(?:{_BULLET}\s|{_SIGN}(?=\w)|[-–](?=[A-Z][a-z]*\s)|\[\d{{1,3}}\]\s|\d{{1,3}}\s?\([a-z]{{1,2}}\)\s|\\?{_NUMBERED})"
"""What an item of a list begins with."""
_BLOCK = re.compile(rf"(?:[^\n]+|\n(?!\s*\n)(?!\s*{_MARK})|(?<=\d)\n(?=\([IVXLC]{{2,6}}\)))+")
"""A paragraph, or an item of a list; "2357 | (XXII) of 1967" is none, though the text be set so that a line begins there."""
_ASIDE = re.compile(r"\n\s*[-–—] ([a-z]+)")
"""A line that begins with a dash and goes on in small letters."""
_DASH = re.compile(r"(?<=\s)[-–—](?=\s)")
_GOING_ON = frozenset({"and", "or", "but", "which", "including", "as", "not", "with", "at"})
"""With what an aside may begin, but hardly an item of a list."""
_FIRST_WORD = (
    r"(?:We|Our|I|My|The|This|That|These|Those|It|They|He|She|In|On|At|As|For|But|And|There|Such|Both|All|To|With)\b"
)
"""Words that begin a sentence and hardly a name."""
_MARKER = re.compile(
    rf"\s*(?:#{{1,6}}\s+|{_MARK}\s*|\\-\s+|\d+\\\.\s+|o\s+(?=[A-Z])|\(?[OP]P\s?\d+[.:)]*\s+|§+\s?\d+[.:]?\s+"
    rf"|(?:Article|Section|Chapter|Paragraph|Art\.|Para\.) \d{{1,3}}[.:]\s+"
    rf"|\d{{1,3}}(?:[\t\xa0]\s*| {{2,}}|\s+(?={_FIRST_WORD}|[A-Z]{{3,}}ING\b))|\|\s+(?:\d{{1,3}}\s+\|\s+)?)*[\"“”«]?\s*"
)
_REMARK = re.compile(r"[*_]?[(\[][^\W\d_][\w .,’'-]{1,40}[)\]][*_]?:?\s+(?=[A-Z“\"])")
"""What a record puts in brackets before what was said: "(spoke in French)", "(Applause.)"; or where a report was written."""
_OPENED = re.compile(
    r"\((?=[A-Z“\"][^()]*(?:\([^()]*\)[^()]*)*[.!?…]\)?\s*$|[A-Z“\"][^()]*[.!?…]\s*$)|\[(?=[A-Z“\"][^\[\]]*[.!?…]\]?\s*$)|[‘'](?=[A-Z])"
)
"""A mark that opens a sentence, or several of which this is the first: "(The rain fell.)"."""
_INLINE_NUMBER = re.compile(r"(?<=[;:.])\s+(?:and\s+)?(?=\d{1,3}\.\s+[A-Z])")
_LEAD_LABEL = re.compile(
    r"(?:[A-Z][\w’'-]*|of|and|the|in|for|to|our|on|a|with)(?:\s+(?:[A-Z][\w’'-]*|of|and|the|in|for|to|our|on|a|with)){0,8}:\s+(?=[“\"A-Z])"
)
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8})(?:,? \d{4})?"
_DATELINE = re.compile(
    rf"[A-Z][A-Z.’' -]{{2,}}(?:[/,] ?[A-Z][\w.’' -]{{1,20}}){{0,2}}(?:, {_DAY})?\.?"
    r"(?::(?=\s+[A-Z“\"])|\s*\([A-Za-z][\w’' -]{1,20}\)\s*(?:--|[-–—])|\s*(?:--|[–—|])|\s+-(?=\s)|\s*/[A-Z][\w-]+/\.)\s+"
    rf"|[A-Z][\w.’']+(?:[ /][A-Z][\w.’']+){{0,2}}(?:,? {_DAY})? \([A-Z][\w’' -]{{1,20}}\)\s*(?:--|[-–—])\s+"
)
"""Where and when a report was written, and by whom: "BEIJING, March 3 (Agency) --"."""
_ITEM = re.compile(rf"\s*{_MARK}")
_UNPARTED = re.compile(rf"(?:\s*(?:{_BULLET}\s|{_SIGN}(?=\w)|\({_ORDINAL}\)\s))+")
"""What keeps the sentences of an item together where it is not taken away: "• | The fund grew. It will be larger."."""
_LISTED = re.compile(rf"\s*(?:{_BULLET}\s|{_SIGN}(?=\w))")
_TITLE = re.compile(r"#{1,6}\s")
_CLOSED = re.compile(r"(?:(?<=[.!?…])([)\]’'»›])|(?<=[\w.!?;]\s)([“«|])|(?<=[.!?]\s)(\"))$")
_PAIRS = {")": "(", "]": "[", "’": "‘", "»": "«", "›": "‹"}
"""Marks behind the end of a sentence that closes what an earlier one opened, or opens what the next one is in."""
_EMPHASIS = re.compile(r"[*_]+")
_TAG = re.compile(r"</?[a-z][^<>\n]{0,60}>")
"""What HTML has left in a line: "<u>", "</span>"."""
_END = ".!?…:;,"
_NUMBER = re.compile(r"\(?[\divxlc]{1,5}[.)]")
_NO_QUOTES = str.maketrans(
    '“”"«»„\n', " " * 7
)  # a quotation of several sentences is read as several; lines end anywhere
_ABBREVIATION = re.compile(
    r"(?:\bNo|\b[A-Z]|\b(?:H\.E|M[rs]|Mrs|Mme|Messrs|Dr|St|Gen|Lt|Col|Capt|Maj|Adm|Amb|Prof|Rev|Hon|Sen|Rep|Gov|Art|paras?))\.$"
)
_ELLIPSIS = re.compile(r"(?<=…)\s+(?=\w)")
_MONTH_OF_MAY = re.compile(r"(?<=\bMay[.])\s+(?=[A-Z])")
_LETTER = re.compile(rf"(?<=\w[. ][A-Z][.])\s+(?={_FIRST_WORD})")
"""After an abbreviation or a letter that ends a sentence: "in the U.S. We", "Annex B. The"."""
_BRACKETED = re.compile(r"(?<=[a-z]{2}[.!?][)\]»’›])\s+(?=[A-Z“\"])")
_RARE = {"May.": _MONTH_OF_MAY, "…": _ELLIPSIS}
_ENDS_IN_LETTER = re.compile(r"\w[. ][A-Z][.]$")
_BEGINS = re.compile(_FIRST_WORD)


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


def _goes_on_in(body: str, block: Span) -> bool:
    """Whether the line behind a block begins with a dash of its sentence, and no item: "the fund | – set up in Lima – will"."""
    aside = _ASIDE.match(body, block.end)
    text = block.of(body)
    if aside is None or text[-1] in _END or _LISTED.match(text):
        return False
    return aside[1] in _GOING_ON or len(_DASH.findall(text)) % 2 == 1


def _paragraphs(body: str) -> Iterator[Span]:
    held: Span | None = None
    for match in _BLOCK.finditer(body):
        text = match.group()
        start = match.start() + len(text) - len(text.lstrip())
        end = match.start() + len(text.rstrip())
        if start == end:
            continue
        block = Span(start, end)
        if held is not None:
            if _goes_on_in(body, held):
                block = Span(held.start, end)
            else:
                yield held
        held = block
    if held is not None:
        yield held


def _is_heading(text: str, lexicon: Lexicon) -> bool:
    text = _TAG.sub("", text) if "<" in text else text
    titled = bool(_TITLE.match(text))
    if titled or text.rstrip('*_ ”"’»)]|').endswith(tuple(_END)):
        return titled
    words = [token for token in tokenize(text) if token.is_word]
    if not words or len(words) > 14:
        return not words
    content = [
        word
        for word in words
        if word.low not in lexicon.words.any_of("prepositions", "determiners") and word.low not in {"and", "or"}
    ]
    if words[-1].low in lexicon.words.any_of("prepositions", "articles"):
        return False  # the sentence goes on in the next line
    capitals = sum(word.is_capital or word.text[0].isdigit() for word in content)
    return capitals == len(content) or len(words) <= 3


def _is_wrapped(line: str, rest: str) -> bool:
    """Whether a line ends where it does since the next word would make it longer than the others."""
    lines = rest.split("\n")
    return len(lines) > 1 and len(line) + 1 + len(rest.split(maxsplit=1)[0]) > max(map(len, lines[:-1]))


def _split_headings(body: str, blocks: Iterator[Span], lexicon: Lexicon) -> Iterator[Span]:
    """Blocks, and a heading that stands on the line right above its paragraph as a block of its own."""
    for block in blocks:
        line, _, rest = block.of(body).partition("\n")
        above = (
            rest[:1].isupper() and len(line.split()) > 1 and not _is_wrapped(line, rest) and _is_heading(line, lexicon)
        )
        if above or (rest and _TITLE.match(line)):
            yield Span(block.start, block.start + len(line))
            yield Span(block.start + len(line) + 1, block.end)
        else:
            yield block


def _sentences(body: str, block: Span, language: str) -> Iterator[Span]:
    text = block.of(body)
    if marker := _UNPARTED.match(text):
        text = " " * marker.end() + text[marker.end() :]
    patterns = [_INLINE_NUMBER, _LETTER, _BRACKETED, *(pattern for mark, pattern in _RARE.items() if mark in text)]
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
    remark = _REMARK.match(text, start)
    start = remark.end() if remark else start
    opened = _OPENED.match(text, start)
    start = opened.end() if opened else start
    label = _LEAD_LABEL.match(text, start)
    if label and len(tokenize(label.group())) > 2:
        start = label.end()
    dateline = _DATELINE.match(text, start)
    start = dateline.end() if dateline else start
    emphasis = _EMPHASIS.match(text, start)
    start = emphasis.end() if emphasis else start
    end = len(text.rstrip())
    if closer := _CLOSED.search(text, start, end):
        alone = closer[1] not in _PAIRS or _PAIRS[closer[1]] not in text[start:]
        end = len(text[: end - 1].rstrip()) if alone else end
    return Span(span.start + start, span.start + end) if start < end else None


def _is_continued(before: str, after: str) -> bool:
    return after[:1].islower() and not before.endswith((".", "!", "?"))


def _joined(body: str, spans: Iterator[Span]) -> Iterator[Span]:
    """Mend splits at a bare number ("5." of a numbered paragraph) or before a lower-case word."""
    held: Span | None = None
    for span in spans:
        if held is not None:
            before, after = held.of(body).strip(), span.of(body).lstrip()
            short = _ABBREVIATION.search(before) and not (_ENDS_IN_LETTER.search(before) and _BEGINS.match(after))
            close = span.start == held.end and after.startswith("(") and not body[held.end - 1].isspace()
            if _NUMBER.fullmatch(before) or short or close or _is_continued(before, after):
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
        kind: SegmentKind = "item" if _LISTED.match(text) else "sentence"
        for span in _joined(body, _sentences(body, block, lexicon.language)):
            trimmed = _trim(body, span)
            if trimmed is not None:
                marked = span.start == block.start and bool(_ITEM.match(text))
                segments.append(Segment(trimmed, kind, marked))
    return segments
