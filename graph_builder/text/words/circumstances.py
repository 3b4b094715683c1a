"""When and where something was said, told between a verb and what it governs: "reiterated | on Sunday in Lima | its refusal"."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["after_circumstances", "after_date"]

_POINTING = frozenset({"last", "this", "next"})
_LEADING = frozenset({"on", "in", "at", "during", "ahead", "over"})
_DETERMINERS = frozenset({"the", "a", "an", "late", "early", "mid", "this", "last", "its", "their", "his", "her"})
_SPANS = frozenset({
    "term", "run", "week", "weekend", "month", "year", "day", "night", "morning", "evening", "afternoon", "future", "decade",
})  # fmt: skip
"""Nouns of time: "in the near | term"."""
_OWNING = frozenset({"'s", "’s", "'", "’"})
"""What makes an owner of a time: "last month | 's agreement"."""
_LONGEST_BRACKET = 16


def after_circumstances(grammar: Grammar, at: int) -> int:
    """Index after the times, places, occasions and brackets that stand one behind the other from `at` on; `at` if none does."""
    while (end := _after_one(grammar, at)) > at and grammar.low(end) not in _OWNING:
        at = end
    return at


def _after_one(grammar: Grammar, at: int) -> int:
    low = grammar.low(at)
    if low == "(":
        near = range(at + 1, min(at + _LONGEST_BRACKET, len(grammar.tokens)))
        return next((place + 1 for place in near if grammar.low(place) == ")"), at)
    if low in _POINTING and not grammar.bases(at + 1).isdisjoint(_SPANS):
        return at + 2
    if low in _LEADING:
        start = at + 2 if low == "ahead" and grammar.low(at + 1) == "of" else at + 1
        if (dated := after_date(grammar, start)) > start:
            return dated
        if (called := _after_name(grammar, start)) > start and low in {"in", "at"}:
            owned = _after_occasion(grammar, called) if grammar.low(called) in _OWNING else None
            return owned or called  # "at Thursday's media briefing"
        return _after_occasion(grammar, start) or at
    return grammar.skip_forward(at)


def after_date(grammar: Grammar, at: int) -> int:
    """Index after a date: "Sunday", "late May", "12 March 2024", "Nov. 3, 2024"; `at` if none begins there."""
    place = at + (grammar.low(at) in _DETERMINERS)
    dated = False
    while place < len(grammar.tokens):
        named = grammar.is_in(place, "months") or grammar.is_in(place, "weekdays")
        if named or grammar.low(place).isdigit():
            dated |= named or (len(grammar.low(place)) == 4 and place == at)
            place += 1
        elif grammar.low(place) in {",", "."} and dated and _is_of_date(grammar, place + 1):
            place += 1  # "3 March, 2024", "Nov. 3"
        else:
            break
    return place if dated else at


def _is_of_date(grammar: Grammar, at: int) -> bool:
    return grammar.low(at).isdigit() or grammar.is_in(at, "months")


def _after_name(grammar: Grammar, at: int) -> int:
    """Index after a place by its name: "New York"; `at` if none begins there."""
    place = at
    while place < len(grammar.tokens) and grammar.tokens[place].is_word and grammar.tokens[place].is_capital:
        place += 1
    return place


def _after_occasion(grammar: Grammar, at: int) -> int | None:
    """Index after an occasion, a text or a time: "the Lima summit", "a joint statement", "the near term"; None if none begins there."""
    if not grammar.is_in(at, "determiners"):
        return None
    told = grammar.words.any_of("occasions", "gatherings", "stated_in")
    for place in range(at + 1, min(at + 6, len(grammar.tokens))):
        token = grammar.tokens[place]
        if not (token.bases.isdisjoint(told) and token.bases.isdisjoint(_SPANS)):
            comes = (grammar.low(place + 1), grammar.low(place + 2)) == ("to", "come")
            return place + (3 if comes else 2 if grammar.low(place + 1) == "ahead" else 1)
        describes = token.is_adjective or token.is_form("past") or token.low == "coming"
        if not (describes or token.is_capital or "-" in token.low):
            return None
    return None
