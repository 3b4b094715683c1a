"""Words that a report quotes within its own sentence, read as if they stood there without the marks: 'voiced "deep concern" over'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph_builder.text.words.tokens import Token

__all__ = ["doubled", "unquoted"]

_SINGLE = re.compile(r"(?<![^\s(–—-])[‘'](?=[^\W_])([^\n“”\"‘]{2,900}?[,.!?…])[’'](?![^\s),;:.–—-])")
"""A quotation in single marks, which ends behind a mark of its own, as an apostrophe does not."""

_FEW = re.compile(r"(?<![^\s(])[‘']([a-z][\w-]*(?: [a-z][\w-]*){0,5})[’'](?=[\s),;:.–—])")
"""A few words in single marks within a sentence: "voiced 'grave concern' over"."""
_CLOSING = {"“": "”", '"': '"'}
_SUFFIXES = frozenset({"Jr", "Sr"})
_TITLING = frozenset({"titled", "entitled", "dubbed", "called", "named", "themed", "headlined"})
_LONGEST_TITLE = 30
_LONGEST = 6
"""Words that are quoted within a sentence at most."""
_MODALS = frozenset({"will", "would", "must", "should", "can", "could", "may", "might", "shall", "need"})
"""Verbs that have no subject of their own to take a stance: it is of who speaks."""
_LONGEST_TELLING = 20
"""Words that tell who speaks at most, between two parts of a quotation."""


def doubled(body: str) -> str:
    """The text with double marks around what it quotes in single ones, each as long as the other: "‘We agree,’ she said."."""
    single = "‘" in body or " '" in body or "\n'" in body or body[:1] == "'"
    if not single:
        return body
    return _FEW.sub(lambda found: f"“{found[1]}”", _SINGLE.sub(lambda found: f"“{found[1]}”", body))


def unquoted(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence without the marks around a few quoted words that are no sentence and no name of their own.

    What tells a son from a father of the same name is left out with its marks: "Ana Quispe, Jr., met", "Ana Quispe Jr. met".
    """
    suffixes = [at for at, token in enumerate(tokens) if at and token.text in _SUFFIXES]
    dropped = {place for at in suffixes for place in _suffix(tokens, at)}
    marks = [at for at, token in enumerate(tokens) if token.low in _CLOSING]
    for at in marks:
        if at and at not in dropped and (end := _end_of_words(tokens, at)) is not None:
            dropped |= {at, end}
        elif at > 2 and _goes_on(tokens, at):
            dropped |= {at - 2, at}
        elif at > 4 and (subject := _end_of_subject(tokens, at)) is not None:
            dropped |= {subject, at}
        elif at > 2 and tokens[at - 1].low == "," and at + 1 < len(tokens) and _adds(tokens[at + 1]):
            dropped.add(at)
    if marks and (swapped := [end for at in marks if (end := _end_of_title(tokens, at)) is not None]):
        ordered = list(tokens)
        for end in swapped:
            ordered[end - 1], ordered[end] = ordered[end], ordered[end - 1]
        tokens = tuple(ordered)
    return tuple(token for at, token in enumerate(tokens) if at not in dropped) if dropped else tokens


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quotation goes on behind the mark there that ends before "and": '"regretted A," and | "called for B"'."""
    ends = tokens[at - 2].low in {"”", '"'} and tokens[at - 2].start == tokens[at - 3].end
    return tokens[at - 1].low in {"and", "but", "while"} and ends


def _end_of_subject(tokens: Sequence[Token], at: int) -> int | None:
    """Index of the mark behind a subject whose verb a second quotation begins with: '"Peru," she said, | "condemns it"'; else None."""
    verb = tokens[at + 1] if at + 1 < len(tokens) else None
    if (
        verb is None
        or tokens[at - 1].low != ","
        or not verb.verbs
        or verb.is_capital
        or verb.is_form("ing")
        or verb.low in _MODALS
    ):
        return None
    near = range(at - 3, max(at - _LONGEST_TELLING, 1), -1)
    closing = next((n for n in near if tokens[n].low in {"”", '"'}), None)
    if closing is None or tokens[closing - 1].low != "," or tokens[closing + 1].is_form("past"):
        return None  # '"The plan," | said the minister, "harms trade"'
    first = closing - 1
    while first > 0 and tokens[first - 1].is_word and first > closing - _LONGEST:
        first -= 1
    named = tokens[first : closing - 1]
    told = any(token.verbs and not (token.nouns or token.is_capital or token.is_adjective) for token in named)
    return closing if (first == 0 or tokens[first - 1].low in _CLOSING) and named and not told else None


def _adds(token: Token) -> bool:
    """Whether a quoted participle goes on with the sentence: 'thanked Peru, | "stressing the need for peace"'."""
    return bool(token.verbs) and token.is_form("ing") and not token.is_capital and not token.nouns


def _end_of_title(tokens: Sequence[Token], at: int) -> int | None:
    """Index of the mark behind the comma with which a title ends, which the comma closes: 'titled | "Peace," says'; None if none does."""
    if at == 0 or tokens[at - 1].low not in _TITLING:
        return None
    closing = _CLOSING[tokens[at].low]
    end = next((n for n in range(at + 1, min(at + _LONGEST_TITLE, len(tokens))) if tokens[n].low == closing), None)
    return end if end is not None and tokens[end - 1].low == "," else None


def _end_of_words(tokens: Sequence[Token], at: int) -> int | None:
    """Index of the mark that closes the few words quoted from `at` on; None if what begins there is something else."""
    inside = at + 1
    opens = tokens[at - 1].is_word and tokens[at - 1].end < tokens[at].start
    if not opens or inside == len(tokens) or tokens[inside].is_capital:
        return None
    closing = _CLOSING[tokens[at].low]
    for end in range(inside, min(inside + _LONGEST + 1, len(tokens))):
        if tokens[end].low == closing:
            return end if end > inside else None
        comma = tokens[end].low == "," and end + 1 < len(tokens) and tokens[end + 1].low == closing  # '"unjust," Peru'
        if not tokens[end].is_word and not (comma and end > inside):
            return None
    return None


def _suffix(tokens: Sequence[Token], at: int) -> range:
    """The places of ", Jr.," and "Jr." where "Jr" stands at an index behind a name."""
    comma = tokens[at - 1].low == ","
    if not tokens[at - 1 - comma].is_capital:
        return range(0)
    end = at + 1
    for mark in (".", ",") if comma else (".",):
        end += end + 1 < len(tokens) and tokens[end].low == mark
    return range(at - comma, end)
