"""By which pronouns a noun phrase can be meant: a person by "he" or "she", a body or text by "it", several by "they"."""

from __future__ import annotations

from collections.abc import Mapping, Set

from graph_builder.text.holders.persons import Persons
from graph_builder.text.words.grammar import Grammar

__all__ = ["SUBJECT_OF", "Pronouns"]

SUBJECT_OF: Mapping[str, str] = {"its": "it", "their": "they", "his": "he", "her": "she"}
"""By which pronoun the owner is meant as a subject."""

_BODY = frozenset({"it", "they"})
_SEVERAL = frozenset({"they"})
_OTHERS = frozenset({"it", "they", "we", "i"})


class Pronouns:
    """By which pronouns the holders of one segment can be meant, as far as its noun phrases tell."""

    def __init__(self, grammar: Grammar, persons: Persons) -> None:
        self.g, self.persons = grammar, persons
        self._of: dict[tuple[str, ...], Set[str]] = {}

    def of(self, holders: tuple[str, ...]) -> Set[str]:
        """The pronouns of holders that were named; none if they were not."""
        return self._of.get(holders, frozenset())

    def learn(self, holders: tuple[str, ...], start: int, end: int) -> None:
        """Take note that the noun phrase [start, end) names these holders."""
        self._of[holders] = self.of(holders) | self.of_phrase(holders, start, end)

    def of_phrase(self, holders: tuple[str, ...], start: int, end: int) -> Set[str]:
        """The pronouns by which holders can be meant whom the noun phrase [start, end) names."""
        low = self.g.low(start)
        if end - start == 1 and low in {"he", "she"}:
            self.persons.tell_gender(holders, low)
            return frozenset({low})
        if end - start == 1 and low in _OTHERS:
            return frozenset()
        capitals = (token.text for token in self.g.tokens[start:end] if token.is_capital)
        names = [text for text in capitals if self.persons.is_person(text)]
        told = self._gender(start, end)
        if told or any(self._is_person(at, end) for at in range(start, end)):
            return self.persons.pronouns_of(holders, names, told)
        office = next((t for t in self.g.tokens[start:end] if t.nouns & self.g.words["persons"]), None)
        if office is not None and office.low in office.nouns:
            return self.persons.pronouns_of(holders, names, told)
        several = office is not None or any(self.g.low(at) == "and" for at in range(start, end))
        return _SEVERAL if several else _BODY

    def _gender(self, start: int, end: int) -> str:
        for word in (self.g.low(at) for at in range(start, end)):
            for pronoun in ("she", "he"):
                if word in self.g.words[f"{pronoun}_words"]:
                    return pronoun
        return ""

    def _is_person(self, at: int, end: int) -> bool:
        """Whether a known name begins at an index."""
        token = self.g.tokens[at]
        if not token.is_capital:
            return False
        full = f"{token.text} {self.g.tokens[at + 1].text}" if at + 1 < end else ""
        return self.persons.is_person(token.text) or self.persons.is_person(full)
