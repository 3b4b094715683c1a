"""Lists of names that belong together behind one preposition: "cooperation between | Peru, Chile, and Bolivia"."""

from __future__ import annotations

from collections.abc import Mapping

from graph_builder.text.words.grammar import Grammar

__all__ = ["names_end"]

_LONGEST = 12
"""Names of a list at most."""


def names_end(grammar: Grammar, ends: Mapping[int, int], start: int, stop: int) -> int:
    """Index after three names or more from `start` on of which "and" joins the last; `start` for all else.

    `ends` tells where known things that begin at an index end; nothing is read from `stop` on.
    """
    at = start
    for count in range(1, _LONGEST):
        at += at < stop and grammar.is_in(at, "articles")
        finish = _name_end(grammar, ends, at, stop)
        if finish == at:
            return start
        joint = finish + (grammar.low(finish) == ",")
        last = grammar.low(joint) == "and"
        if last or joint == finish:
            second = joint + 1
            second += second < stop and grammar.is_in(second, "articles")
            whole = _name_end(grammar, ends, second, stop) if last and count > 1 else second
            return whole if whole > second else start
        at = joint
    return start


def _name_end(grammar: Grammar, ends: Mapping[int, int], at: int, stop: int) -> int:
    """Index after the name that begins there; the same index where there is none, or where it only tells of which a noun is."""
    if at >= stop or not grammar.tokens[at].is_capital:
        return at
    finish = ends.get(at, at)
    while finish < stop and grammar.tokens[finish].is_capital and grammar.tokens[finish].is_word:
        finish += 1
    after = grammar.tokens[finish] if finish < stop else None
    told = after is not None and after.is_word and bool(after.nouns) and not after.verbs
    owns = grammar.is_in(finish, "possessives")
    return at if owns or (told and not grammar.is_in(finish, "prepositions")) else min(finish, stop)
