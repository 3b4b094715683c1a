"""Resolutions and decisions by the symbols of their documents: "A/RES/68/262", "S/RES/1325 (2000)", "CP/RES. 952 (1699/09)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from graph_builder.model import Concept, Kind
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import slug
from graph_builder.text.mentions.resolutions import resolution
from graph_builder.text.words.tokens import Token

__all__ = ["document_symbols"]

_TEXTS = frozenset({"res", "dec"})
_OPENERS = frozenset({"resolution", "decision"})
_PAPERS = frozenset({
    "document", "report", "letter", "submission", "resolution", "decision", "note", "circular", "communication",
})  # fmt: skip
"""Nouns before the symbol of a document."""
_NUMBER = re.compile(r"\d+")
_LONGEST = 7
"""Words and marks in parentheses at most."""


def document_symbols(tokens: Sequence[Token], known: Mapping[str, Concept]) -> Iterator[Mention]:
    """Mentions of such documents, with the noun before the symbol."""
    if all(token.text != "/" for token in tokens):
        return
    for at, token in enumerate(tokens):
        if token.text == "/" and (symbol := _symbol(tokens, at)) is not None:
            yield symbol
        if token.low not in _TEXTS or at < 2 or tokens[at - 1].text != "/":
            continue
        first = _before_session(tokens, at - 2)
        if not tokens[first].is_capital:
            continue
        while first > 1 and tokens[first - 1].text == "/" and tokens[first - 2].is_capital:
            first -= 2
        end = _after_numbers(tokens, at + 1)
        if end is None:
            continue
        concept = _concept(tokens[first:end], known)
        opened = first > 0 and tokens[first - 1].low in _OPENERS
        yield Mention(known.get(concept.label.casefold(), concept), first - opened, end)


def _before_session(tokens: Sequence[Token], at: int) -> int:
    """Index of the letters before a session in parentheses that ends at `at`: "GC(XXXIII)"; `at` if there is none."""
    return at - 3 if at > 2 and tokens[at].text == ")" and tokens[at - 2].text == "(" else at


def _symbol(tokens: Sequence[Token], at: int) -> Mention | None:
    """The document whose symbol has its first stroke at `at`, without "RES": "document S/2003/663", "the report GOV/2024/62"."""
    first, end = at - 1, at
    if first < 1 or not tokens[first].text.isupper() or tokens[first].end != tokens[at].start:
        return None
    if tokens[first - 1].low not in _PAPERS or (tokens[first - 1].low == "document" and tokens[first - 2].low == "in"):
        return None  # "the report in document GOV/2024/62"
    if tokens[first - 2].low == "draft":
        return None
    while end + 1 < len(tokens) and tokens[end].text == "/" and tokens[end + 1].start == tokens[end].end:
        end += 2
    words = [token.low for token in tokens[first:end]]
    if not any(word.isdigit() for word in words) or not _TEXTS.isdisjoint(words):
        return None
    return Mention(_concept_of("treaty", tokens[first:end]), first - 1, end)


def _after_numbers(tokens: Sequence[Token], at: int) -> int | None:
    """Index after the numbers of a symbol and what stands in parentheses behind them; None if there is no number."""
    at += at < len(tokens) and tokens[at].text in {"/", "."}
    if at >= len(tokens) or not _NUMBER.fullmatch(tokens[at].low):
        return None
    at += 1
    while at + 1 < len(tokens) and tokens[at].text in {"/", "."} and _NUMBER.fullmatch(tokens[at + 1].low):
        at += 2
    if at < len(tokens) and tokens[at].text == "(":
        closed = (place for place in range(at + 1, min(at + _LONGEST, len(tokens))) if tokens[place].text == ")")
        return next((place + 1 for place in closed), at)
    return at


def _concept(tokens: Sequence[Token], known: Mapping[str, Concept]) -> Concept:
    """The resolution of the United Nations, or a text that is called by its symbol."""
    numbers = [token.text for token in tokens[4:] if _NUMBER.fullmatch(token.low)]
    if tokens[0].text == "S" and numbers:
        return resolution(numbers[0], known)
    if tokens[0].text == "A" and len(numbers) > 1:
        return resolution("/".join(numbers[:2]), known)
    return _concept_of("treaty", tokens)


def _concept_of(kind: Kind, tokens: Sequence[Token]) -> Concept:
    """What is called by the words as they stand."""
    label = ""
    for left, token in zip((None, *tokens), tokens, strict=False):
        label += (" " if left is not None and token.start > left.end else "") + token.text
    return Concept(f"{kind}/{slug(label)}", label, kind, provisional=True)
