"""Political parties, which stand for themselves and not for their state: "the Green Party", "Ana Ruiz (Green Party)"."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["party_before", "party_in"]

_NO_NAMES = frozenset({"working", "contracting", "state", "states", "third", "other", "either", "each", "both"})
_MOVEMENTS = frozenset({"League", "Movement", "Alliance", "Brotherhood"})
"""Last words of longer names that are those of parties, too: "the Peruvian Workers League"."""
_OWNERS = frozenset({"'s", "’s"})
_OF_STATE = frozenset({"minister", "president", "premier", "chancellor", "ambassador", "secretary"})
"""Offices whose holder speaks for the state, of whatever party."""
_OFFICE = 4
"""How many words that tell an office stand between a party and who holds it at most."""


def party_in(grammar: Grammar, start: int, end: int) -> str | None:
    """The party that a noun phrase names, by itself or as that of a person, who holds no office of state."""
    for at in range(start + 1, end):
        first = _first_of_name(grammar, start, at)
        if first is None:
            continue
        if grammar.low(first - 1) == "(":
            official = any(not grammar.tokens[place].nouns.isdisjoint(_OF_STATE) for place in range(start, first - 1))
            return None if official else _text(grammar, first, at + 1)
        behind = at + 1
        while behind < end and behind <= at + _OFFICE and not grammar.is_in(behind, "persons"):
            behind += 1
        led = at + 1 == end or grammar.is_in(at + 1, "heads_of_bodies") or grammar.low(at + 1) == ","
        return _text(grammar, first, at + 1) if led or (behind < end and behind <= at + _OFFICE) else None
    return None


def party_before(grammar: Grammar, office: int) -> str | None:
    """The party of which an office is: "Green Party foreign affairs | spokesman"."""
    for at in range(office - 1, max(office - 1 - _OFFICE, 0), -1):
        if (first := _first_of_name(grammar, 0, at)) is not None:
            return _text(grammar, first, at + 1)
        if not grammar.tokens[at].nouns and not grammar.tokens[at].is_adjective and grammar.low(at) not in _OWNERS:
            return None
    return None


def _first_of_name(grammar: Grammar, start: int, at: int) -> int | None:
    """Index where the name of the party begins whose last word stands at `at`; None if none is named there."""
    movement = grammar.tokens[at].text in _MOVEMENTS
    if grammar.tokens[at].text != "Party" and not movement:
        return None
    first = at
    while first > start and (grammar.tokens[first - 1].is_capital or grammar.low(first - 1) in _OWNERS):
        first -= 1
    lists = ("determiners", "prepositions", "weekdays")
    while first < at and any(grammar.is_in(first, name) for name in lists):
        first += 1  # "On Monday | Green Party"
    return first if first < at - movement and grammar.low(at - 1) not in _NO_NAMES else None


def _text(grammar: Grammar, first: int, end: int) -> str:
    words = (token.text if token.low in _OWNERS else f" {token.text}" for token in grammar.tokens[first:end])
    return "".join(words).strip()
