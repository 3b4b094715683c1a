"""By which pronouns a noun phrase can be meant: a person by "he" or "she", a body or text by "it", several by "they"."""

from __future__ import annotations

from collections.abc import Set

from graph_builder.text.grammar import Grammar
from graph_builder.text.persons import Persons

__all__ = ["pronouns_of"]

_PERSON = frozenset({"he", "she"})
_BODY = frozenset({"it", "they"})
_SEVERAL = frozenset({"they"})
_SAME = frozenset({"he", "she", "it", "they", "we", "i"})


def pronouns_of(grammar: Grammar, persons: Persons, start: int, end: int) -> Set[str]:
    """The pronouns for the noun phrase [start, end); for a pronoun, that one itself."""
    tokens = grammar.tokens[start:end]
    if len(tokens) == 1 and tokens[0].low in _SAME:
        return frozenset({tokens[0].low})
    for at, token in enumerate(tokens):
        if token.low in grammar.words["she_words"]:
            return frozenset({"she"})
        if token.low in grammar.words["he_words"]:
            return frozenset({"he"})
        if token.nouns & grammar.words["persons"]:
            several = token.low not in token.nouns
            return _SEVERAL if several else _PERSON
        if token.is_capital and (persons.is_person(token.text) or _is_full_name(grammar, persons, start + at, end)):
            return _PERSON
    return _SEVERAL if any(token.low == "and" for token in tokens) else _BODY


def _is_full_name(grammar: Grammar, persons: Persons, at: int, end: int) -> bool:
    """Whether a known name of two words begins at an index."""
    return at + 1 < end and persons.is_person(f"{grammar.tokens[at].text} {grammar.tokens[at + 1].text}")
