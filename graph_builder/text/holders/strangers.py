"""Persons and bodies that speak in a report and that nobody here knows: they stand for themselves, by the name that stands there."""

from __future__ import annotations

from graph_builder.text.holders.persons import Persons
from graph_builder.text.words.grammar import Grammar

__all__ = ["Strangers"]

_LINKS = frozenset({"of", "for", "at", "with", "from"})


class Strangers:
    """The unknown names of one segment."""

    def __init__(self, grammar: Grammar, persons: Persons) -> None:
        self.g, self.persons = grammar, persons

    def named(self, start: int, end: int) -> tuple[str, ...] | None:
        """The name at the head of a noun phrase [start, end): "Li Wei, a researcher at …", "Amnesty International"; None if none is."""
        if (several := self._of_region(start, end) or self._opinion(start, end)) is not None:
            return several
        start += self.g.low(start) == "the"
        last = self._end_of_name(start, end)
        ends = last >= end or self.g.low(last) in _LINKS | {",", "("}
        if last - start < 2 or not ends or self._is_no_name(start, last):
            return None
        titles = self.g.words.any_of("titles", "opinion_holders")
        while last - start > 2 and self.g.low(start) in titles:
            start += 1  # "Admiral | Sun Jianguo"
        name = self._text(start, last)
        words = [self.g.tokens[at].text for at in range(start, last)]
        self.persons.keep(words, name)
        self.persons.keep(words[:1], name)  # the family name may stand first
        return (name,)

    def _of_region(self, start: int, end: int) -> tuple[str, ...] | None:
        """Several states or persons of a part of the world: "Arab foreign ministers", "Western diplomats"."""
        start += self.g.low(start) == "the" and start < end - 1
        region, last = self.g.tokens[start], self.g.tokens[end - 1]
        if region.low not in self.g.words["regions_meant"] or not region.is_capital or last.low in last.nouns:
            return None
        several = self.g.words.any_of("group_nouns", "persons", "opinion_holders")
        return (self._text(start, end),) if end - start < 5 and not last.nouns.isdisjoint(several) else None

    def _opinion(self, start: int, end: int) -> tuple[str, ...] | None:
        """Those whose opinion is told and who have no name: "analysts", "many experts", "world leaders"."""
        if self.g.low(end - 1) == "leaders" and self.g.low(end - 2) == "world" and end - start == 2:
            return ("world leaders",)
        last = self.g.tokens[end - 1]
        plain = all(self.g.tokens[at].is_adjective or self.g.is_in(at, "determiners") for at in range(start, end - 1))
        several = last.low not in last.nouns and not last.nouns.isdisjoint(self.g.words["opinion_holders"])
        return (last.low,) if several and plain else None

    def speaks_for(self, start: int, end: int) -> tuple[str, ...] | None:
        """The unknown body behind an office in [start, end): "a spokesman for | Lotte Corp"."""
        for at in range(start, end - 1):
            if self.g.low(at) not in _LINKS:
                continue
            first = next((n for n in range(at + 1, min(at + 5, end)) if self.g.tokens[n].is_capital), end)
            last = self._end_of_name(first, end)
            if last - first > 1 and not self._is_no_name(first, last):
                return (self._text(first, last),)
        return None

    def _end_of_name(self, start: int, end: int) -> int:
        """Index after the capitalized words that begin at `start`."""
        at = start
        particles = self.g.words["particles"]
        while at < end and (
            self.g.tokens[at].is_capital
            or (at > start and self.g.low(at) in particles and at + 1 < end and self.g.tokens[at + 1].is_capital)
        ):
            at += 1
        return at

    def _is_no_name(self, first: int, last: int) -> bool:
        """Whether the words are a title, a text, a meeting or a time rather than somebody's name."""
        words = self.g.words.any_of("portfolios", "document_nouns", "gatherings", "weekdays", "months", "pronouns")
        begins = self.g.tokens[first].bases & self.g.words.any_of("group_nouns", "persons", "determiners")
        last -= self.g.low(last - 1) == "international"  # "Amnesty International"
        return bool(begins) or any(
            self.g.low(at) in words or not self.g.tokens[at].bases.isdisjoint(words) for at in range(first, last)
        )

    def _text(self, first: int, last: int) -> str:
        return " ".join(self.g.tokens[at].text for at in range(first, last))
