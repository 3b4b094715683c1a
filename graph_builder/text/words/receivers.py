"""Who is told or given something, between the verb and what is given: "convey | to the people of Peru | our condolences"."""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.text.words.grammar import Grammar

__all__ = ["behind_receiver", "receiver_before"]

_DEGREES = frozenset({"most", "very", "own", "and", "sincerest", "warmest", "deepest", "heartiest"})
_RECEIVING = frozenset({"you", "him", "her", "them"})
_OWNING = frozenset({"'s", "’s", "'", "’"})
_FARTHEST = 34
"""Tokens at most between the verb and what is given: names with their offices are long."""


def behind_receiver(grammar: Grammar, to: int) -> Iterator[int]:
    """Indexes of the nouns of what is given to whom the words from "to" on name: "to the people of Peru our deepest | sympathy"."""
    for at in range(to + 2, min(to + _FARTHEST, len(grammar.tokens))):
        token = grammar.tokens[at]
        if token.low in {";", ":", "?", "that"}:
            return
        if _may_be_noun(grammar, at) and not token.is_capital and _begins_behind(grammar, at, to):
            yield at


def _may_be_noun(grammar: Grammar, at: int) -> bool:
    """Whether a noun stands there; the dictionary has "thanks" only as a verb."""
    return bool(grammar.tokens[at].nouns) or grammar.low(at) == "thanks"


def receiver_before(grammar: Grammar, verb: int, noun: int) -> tuple[int, int] | None:
    """The words for whom a verb gives the noun at an index, or None: "extend to | the envoy | our thanks"."""
    to = grammar.skip_forward(verb + 1)
    if grammar.low(to) != "to" or noun < to + 2 or noun >= len(grammar.tokens) or not _begins_behind(grammar, noun, to):
        return None
    begin = _begin_of(grammar, noun)
    return to + 1, begin if grammar.low(begin - 1) != "and" else _begin_of(grammar, begin - 2)


def _begin_of(grammar: Grammar, noun: int) -> int:
    """Index where the noun phrase of the noun begins, with whose it is."""
    at = noun
    while at > 0:
        left = grammar.tokens[at - 1]
        owner = grammar.low(at) in _OWNING and (bool(left.nouns) or left.is_capital)
        described = (left.is_adjective or left.is_form("past")) and not left.is_capital
        if not (owner or described or left.low in _DEGREES | _OWNING or grammar.is_in(at - 1, "possessives")):
            break
        at -= 1
    while grammar.low(at) in {"and", "own"}:
        at += 1
    return at - (grammar.is_in(at - 1, "articles") or grammar.is_in(at - 1, "possessives"))


def _begins_behind(grammar: Grammar, noun: int, to: int) -> bool:
    """Whether the noun phrase begins behind that of the receiver, which no preposition or verb leads to."""
    begin = _begin_of(grammar, noun)
    left = grammar.tokens[begin - 1]
    if left.low == "and" and begin - 2 > to and _may_be_noun(grammar, begin - 2):
        return _begins_behind(grammar, begin - 2, to)  # "our thanks and full support"
    if begin < to + 2 or (begin == noun and left.low not in _RECEIVING):
        return False
    if left.low == "," or left.is_capital or left.low in _RECEIVING:
        return True
    return bool(left.nouns or left.is_adverb) and not grammar.is_in(begin - 1, "prepositions")
