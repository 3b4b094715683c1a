"""Where the one who tells a sentence ends, and where the sentence and its quotation do."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import CLOSERS

__all__ = [
    "CLOSING",
    "before_closers",
    "begins_predicate",
    "behind_mood",
    "closes_quotation",
    "end_of_bearer",
    "end_of_name",
]

CLOSING = frozenset({"”", '"'})
"""Marks that a quotation may end with."""

_WHERE_AND_WHEN = frozenset({"here", "there", "today", "yesterday"})


def before_closers(grammar: Grammar) -> int:
    """Index after the last word of a sentence."""
    size = len(grammar.tokens)
    while size and grammar.low(size - 1) in CLOSERS:
        size -= 1
    return size


def closes_quotation(grammar: Grammar, at: int) -> bool:
    """Whether a mark there ends a quotation; a straight one does so where no space is before it."""
    token = grammar.tokens[at]
    return token.low == "”" or (token.low == '"' and token.start == grammar.tokens[at - 1].end)


def begins_predicate(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a subject's own verb stands there, and no teller: "Peru, for its part, | backs the truce agreed in Lima"."""
    verb = grammar.skip_forward(start)
    if verb >= end - 1 or grammar.tokens[verb].is_capital:
        return False
    if grammar.is_be(verb) or grammar.is_have(verb) or grammar.is_in(verb, "modals"):
        return True
    token = grammar.tokens[verb]
    takes = grammar.is_in(verb + 1, "determiners") or (grammar.is_in(verb + 1, "prepositions") and not token.nouns)
    return takes and (token.is_form("s") or token.is_form("past"))


def end_of_name(grammar: Grammar, start: int) -> int:
    """Index where the teller behind the verb ends: '…," said the minister after …'."""
    at = start
    particles = grammar.words["particles"]
    while at < len(grammar.tokens) and (grammar.tokens[at].is_word or _goes_on(grammar, start, at)):
        if grammar.low(at) in {"'s", "’s"} and grammar.tokens[at - 1].is_capital:
            at += 1  # "said Peru | 's minister"
            continue
        text = any(grammar.is_in(place, "stated_in") for place in range(start, at))
        links = particles | {"of", "for"} | ({"by", "from"} if text else set())
        if grammar.is_in(at, "prepositions") and grammar.low(at) not in links:
            break
        if grammar.low(at) in _WHERE_AND_WHEN and at > start:
            break  # "said the minister | here on Monday"
        if grammar.is_in(at, "modals") or grammar.is_be(at) or grammar.is_have(at) or grammar.low(at) == "that":
            break
        at += 1
    return at


def behind_mood(grammar: Grammar, start: int) -> int:
    """Index of the bare name behind how its bearer seemed: "said a visibly tired | Jana Kral"; `start` if none stands there."""
    if grammar.low(start) not in {"a", "an", "the"}:
        return start
    at = start + 1
    while at < len(grammar.tokens) and not grammar.tokens[at].is_capital:
        token = grammar.tokens[at]
        if not (token.is_adjective or token.is_adverb or token.verbs or token.low.endswith(("-looking", "-faced"))):
            return start
        at += 1
    end = end_of_name(grammar, at)
    named = all(grammar.tokens[n].is_capital and not grammar.is_in(n, "persons") for n in range(at, end))
    return at if start + 1 < at < end and named else start


def end_of_bearer(grammar: Grammar, start: int) -> tuple[int, int]:
    """Where the teller behind the verb begins and ends, how he or she seemed left out."""
    name = behind_mood(grammar, start)
    return name, end_of_name(grammar, name)


def _goes_on(grammar: Grammar, start: int, at: int) -> bool:
    """Whether a mark inside the name stands there: "Mr|. Soto", "Ana Quispe |(Peru|)", "Chile|, Peru and Cuba"."""
    low, tokens = grammar.low(at), grammar.tokens
    if low == ".":
        return grammar.is_initial(at) or (grammar.is_in(at - 1, "courtesies") and at + 1 < len(tokens))
    if low == "(":
        return at > start and tokens[at - 1].is_capital and grammar.low(at + 2) == ")" and tokens[at + 1].is_capital
    if low == ")":
        return grammar.low(at - 2) == "("
    if low != "," or not tokens[at - 1].is_capital:
        return False
    words = ("and", ",", "the", "of")
    names = [n for n in range(at + 1, len(tokens)) if not (tokens[n].is_capital or grammar.low(n) in words)]
    end = names[0] if names else len(tokens)
    last = next((n for n in range(at + 1, end) if grammar.low(n) == "and"), None)
    several = last is not None and (last > at + 1 or any(grammar.low(n) == "," for n in range(start, at)))
    return last is not None and several and end - last > 1 and grammar.low(end) in {"", ".", "in", "on", "at"}
