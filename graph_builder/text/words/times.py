"""When and where something was done, told between a verb and its object: "reiterated | in late May | his country's wish to"."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["after_time"]

_LEADING = frozenset({"on", "in", "late", "early", "earlier", "last", "this", "mid", "next"})
_UNITS = frozenset(
    {"week", "month", "year", "weekend", "morning", "evening", "night", "afternoon", "today", "yesterday"}
)


def after_time(grammar: Grammar, at: int) -> int:
    """Index after a day or month, and the town behind it, that begin at `at`; `at` if none does.

    What follows must be able to open an object or clause: an article, a possessive, a name, "to", "that", "on", a pronoun.
    """
    place, timed = at, False
    while grammar.low(place) in _LEADING:
        place += 1
    while _is_dated(grammar, place) or (timed and grammar.low(place) == "," and grammar.low(place + 1).isdigit()):
        timed |= not grammar.low(place).isdigit()
        place += 1
    if not timed:
        return at
    if grammar.low(place) in {"in", "at"} and place + 1 < len(grammar.tokens) and grammar.tokens[place + 1].is_capital:
        place += 1
        while place < len(grammar.tokens) and grammar.tokens[place].is_capital:
            place += 1
    opens = (
        grammar.is_in(place, "determiners") or grammar.is_in(place, "possessives") or grammar.is_in(place, "pronouns")
    )
    named = any(token.is_capital for token in grammar.tokens[place : place + 2])  # "Saturday | author Ana Ruiz's right"
    return place if opens or named or grammar.low(place) in {"to", "that", "on"} else at


def _is_dated(grammar: Grammar, at: int) -> bool:
    low = grammar.low(at)
    if grammar.is_in(at + 1, "possessives") and grammar.low(at + 1) in {"'s", "’s"}:
        return False  # "Friday's vote"
    return grammar.is_in(at, "weekdays") or grammar.is_in(at, "months") or low in _UNITS or low.isdigit()
