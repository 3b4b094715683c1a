"""Names of bodies that no table knows: how far they reach, and which bodies stand beside an office."""

from __future__ import annotations

from collections.abc import Container

from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import COORDINATORS

__all__ = ["BodyNames"]

_LONGEST = 3
"""Words that tell of what an office is at most."""
_OWNERS = frozenset({"'s", "’s", "'"})

_JOINING = COORDINATORS | {"but", "yet", "so"}


class BodyNames:
    """The capitalized words of one segment that may name a body or person; `adjectives` are those of states."""

    def __init__(self, grammar: Grammar, adjectives: Container[str]) -> None:
        self.g, self.adjectives = grammar, adjectives

    def end_of_name(self, start: int, end: int) -> int:
        """Index after the capitalized words that begin at `start`."""
        at = start
        particles = self.g.words["particles"]
        while at < end and (
            self.g.tokens[at].is_capital
            or (at > start and self.g.low(at) in particles and at + 1 < end and self.g.tokens[at + 1].is_capital)
        ):
            at += 1
        return at

    def end_of_body(self, start: int, end: int) -> int:
        """Index after the name that begins at `start`, with what a body in it is of: "Movement for Democratic Change"."""
        last = self.end_of_name(start, end)
        while (
            start < last < end - 1
            and self.g.low(last) in {"of", "for", "on"}
            and not self.g.bases(last - 1).isdisjoint(self.g.words.any_of("bodies", "named_bodies"))
            and self.g.tokens[last + 1].is_capital
        ):
            last = self.end_of_name(last + 1, end)
        return last

    def beside(self, office: int) -> str | None:
        """The body whose office is named at an index: "COSATU | leader Jana Kral", "a spokesman | for Lotte Corp"; None if none is."""
        owned = office
        while office - owned < _LONGEST and owned > 0 and self._tells_office(owned - 1):
            owned -= 1
        owned -= self.g.low(owned - 1) in _OWNERS
        first = owned
        while first > 0 and self.g.tokens[first - 1].is_capital:
            first -= 1
        first += first == 0 and (
            self.g.is_in(0, "subordinators") or self.g.low(0) in _JOINING
        )  # "But | Sinn Fein leader"
        first += first < owned and self.g.is_in(first, "said_of_persons")  # "Acting | Prime Minister"
        of_person = self.g.low(owned) in _OWNERS and owned - first == 1 and not self.g.tokens[first].text.isupper()
        if first < owned and self.is_name(first, owned) and not of_person:  # but not "Kral's spokesman"
            return self.text(first, owned)
        return self.behind(office + 1, len(self.g.tokens))

    def _tells_office(self, at: int) -> bool:
        """Whether a common noun or adjective tells of what the office is: "MDC | information secretary"."""
        token = self.g.tokens[at]
        return not token.is_capital and bool(token.nouns or token.is_adjective) and token.low not in _OWNERS

    def behind(self, start: int, end: int) -> str | None:
        """The body behind "of" or "for" at `start`: "leader | of the Orange Movement", "spokesman | for Lotte Corp"."""
        if self.g.low(start) not in {"of", "for", "at"}:
            return None
        first = start + 1 + (self.g.low(start + 1) == "the")
        last = self.end_of_body(first, end)
        if last < end and self.g.low(last) == "affairs":  # "director for African affairs | at the Council"
            return self.behind(last + 1, end)
        plain = first + self.g.is_in(first, "courtesies")  # "spokesman for Mr | Kral"
        first = plain if self.is_name(plain, last) else first
        return self.text(first, last) if self.is_name(first, last) else None

    def is_name(self, first: int, last: int) -> bool:
        """Whether the words name somebody: several of them, letters, or one word that no dictionary has."""
        return last > first and not self.is_no_name(first, last) and (last - first > 1 or self._is_alone(first))

    def _is_alone(self, at: int) -> bool:
        token = self.g.tokens[at]
        if not token.is_capital or token.low in self.adjectives or self.g.is_in(at, "no_bodies"):
            return False
        functions = self.g.words.any_of(
            "pronouns", "determiners", "prepositions", "subordinators", "relatives", "adverbs", "cardinals"
        )
        known = token.nouns or token.verbs or token.is_adjective or token.is_adverb
        known = known or token.low in functions or token.low in _JOINING
        return (token.text.isupper() and len(token.text) > 2) or not known

    def is_no_name(self, first: int, last: int) -> bool:
        """Whether the words are a title, a text, a meeting or a time rather than somebody's name."""
        words = self.g.words.any_of("portfolios", "document_nouns", "gatherings", "weekdays", "months", "pronouns")
        begins = self.g.tokens[first].bases & self.g.words.any_of("group_nouns", "persons", "determiners")
        begins = begins - self.g.words["named_bodies"]
        last -= self.g.low(last - 1) == "international"  # "Amnesty International"
        inside = [self.g.low(at) in words or not self.g.tokens[at].bases.isdisjoint(words) for at in range(first, last)]
        persons = self.g.words.any_of("persons", "group_nouns", "state_bodies")
        body = bool(inside) and not inside[-1] and self.g.tokens[last - 1].bases.isdisjoint(persons)
        body = body and all(self.g.is_in(at, "portfolios") for at in range(first, last - 1))
        return bool(begins) or (any(inside) and not body)  # but "Human Rights Watch"

    def acronym_behind(self, at: int) -> str | None:
        """The letters in brackets by which a name is meant from here on: "Movement for Democratic Change | (MDC)"."""
        text = self.g.tokens[at + 1].text if self.g.low(at) == "(" and self.g.low(at + 2) == ")" else ""
        return text if text.isupper() and len(text) > 1 else None

    def text(self, first: int, last: int) -> str:
        """The words as they stand."""
        return " ".join(self.g.tokens[at].text for at in range(first, last))
