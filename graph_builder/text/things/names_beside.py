"""Names that no label knows beside one that is a thing: "partners including AVAT | , CoVDP and COVAX"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.target_words import TargetWords
from graph_builder.text.words.grammar import Grammar

__all__ = ["names_beside"]

_KINDS = frozenset({"actor", "initiative"})
"""Kinds of what is named in one list with bodies."""
_OF_STATES = ("an", "ese", "ish", "ine")
"""Ends of the adjectives of states and regions."""
_PLACING = frozenset({"in", "at", "from", "near", "across", "throughout"})
"""Prepositions behind which names are places."""


def names_beside(
    words: TargetWords, phrases: Iterable[tuple[int, int]], things: Sequence[Mention]
) -> list[tuple[int, int]]:
    """The phrases of one strange name that a list joins to a body or programme among the things, or to another such name."""
    named = {thing.first: thing.end for thing in things if _is_body(words.grammar, thing)}
    grammar = words.grammar
    alone = (first for first, end in phrases if end - first == 1)
    left = [(at, at + 1) for at in alone if _is_strange_name(grammar, at) and not _is_where(grammar, at)]
    found: list[tuple[int, int]] = []
    while joined := [span for span in left if _is_joined(words.grammar, span, named)]:
        found += joined
        left = [span for span in left if span not in joined]
        named.update(joined)
    return found


def _is_strange_name(grammar: Grammar, at: int) -> bool:
    """Whether a capitalized word stands there that is no other word."""
    token = grammar.tokens[at]
    strange = token.is_capital and token.is_word and not (token.nouns or token.verbs or token.is_adjective)
    strange = strange and len(token.low) > 2 and not token.low.endswith(_OF_STATES)
    return strange and not (grammar.is_in(at, "months") or grammar.is_in(at, "weekdays"))


def _is_where(grammar: Grammar, at: int) -> bool:
    """Whether a list of names with the one at `at` tells only where something is: "in the West Bank, | Gaza and Jericho"."""
    while at > 0 and (grammar.tokens[at].is_capital or grammar.low(at) in {",", "and", "the"}):
        at -= 1
    return grammar.low(at) in _PLACING


def _is_body(grammar: Grammar, thing: Mention) -> bool:
    capital = all(grammar.tokens[at].is_capital for at in range(thing.first, thing.end))
    return capital and thing.concept.kind in _KINDS and not thing.concept.is_country


def _is_joined(grammar: Grammar, span: tuple[int, int], named: dict[int, int]) -> bool:
    """Whether only a comma or "and" stands between a phrase and a name before or behind it."""
    after = span[1] + (grammar.low(span[1]) == ",")
    after += grammar.low(after) == "and"
    before = span[0] - (grammar.low(span[0] - 1) == "and")
    before -= grammar.low(before - 1) == ","
    return (after > span[1] and after in named) or (before < span[0] and before in named.values())
