"""The parts of a noun phrase that names several actors."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.holders.groups import GroupHolders
from graph_builder.text.holders.phrase_heads import PhraseHeads
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Conjuncts"]


_PARTING = frozenset({"(", "as", "and", ",", "&", "nor"})
"""Words and marks at which a part of a noun phrase ends, or what is put in brackets begins."""


class Conjuncts(PhraseHeads):
    """The coordinated noun phrases of one segment in which `actors` are named."""

    def __init__(self, grammar: Grammar, actors: Sequence[Mention], groups: GroupHolders) -> None:
        super().__init__(grammar, actors)
        self.groups = groups

    def conjuncts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of a noun phrase [start, end) that "and" and commas join, as token indexes."""
        parts, first = [], start
        behind = start
        for at in range(start, end):
            if at < max(first, behind) or self.g.low(at) not in _PARTING:
                continue
            if self.g.low(at) == "(":  # "the United States (United States, or U.S.) and Peru"
                behind = next((close for close in range(at, end) if self.g.low(close) == ")"), at)
            as_well = self.g.low(at) == "as" and self.g.low(at + 1) == "well" and self.g.low(at + 2) == "as"
            joins = as_well or (self.g.low(at) in {"and", ",", "&", "nor"} and not self._joins_modifiers(at, end))
            joins = joins and not self._joins_portfolios(first, at, end)
            if joins and not any(actor.first <= at < actor.end for actor in self.actors):
                parts.append((first, at))
                first = at + (3 if as_well else 1)
        parts.append((first, end))
        return [(first, last) for first, last in parts if first < last]

    def _joins_portfolios(self, start: int, at: int, end: int) -> bool:
        """Whether what one minister has charge of goes on: "Minister for Foreign Affairs | and Trade of Peru"."""
        offices = (n for n in range(start, min(start + 5, at)) if self.g.is_in(n, "persons"))
        office = next((n for n in offices if self.g.low(n + 1) in {"of", "for"}), None)
        if office is None:
            return False
        of = next((n for n in range(at + 2, end) if self._begins_state(n)), None)
        if (
            of is None
            or any(start <= actor.first < of for actor in self.actors)
            or self.groups.has_adjective(start, of)
        ):
            return False
        names = (
            n for n in range(office + 2, of) if self.g.low(n) not in {"and", ",", "&", "of", "for", "the", "'s", "’s"}
        )
        return all(self.g.tokens[n].is_capital and not self.g.is_in(n, "persons") for n in names)

    def _begins_state(self, of: int) -> bool:
        """Whether "of" and a state stand there."""
        first = of + 1 + self.g.is_in(of + 1, "articles")
        return self.g.low(of) == "of" and any(a.first == first and a.concept.variety == "State" for a in self.actors)

    def _joins_modifiers(self, at: int, end: int) -> bool:
        """Whether "and" stands inside one group: "Heads of State and Government", "Allies and partners"."""
        after = at + 1
        if self.g.low(after) in self.g.words["determiners"] or self.is_title(after):
            return False
        two_nouns = self.g.low(at) == "and" and after + 2 == end and not self.groups.is_group(at - 1)
        if two_nouns and self.groups.is_group(after + 1) and not self.g.tokens[after].is_capital:
            return not self.g.tokens[at - 1].is_capital  # "oil and gas officials"
        office = self.g.is_in(after, "persons") or self.g.is_in(after, "heads_of_bodies")
        apposed = self.g.low(at) == "," and office  # "Ali Hasan, spokesman for"
        return not any(actor.first == after for actor in self.actors) and self.groups.is_group(after) and not apposed
