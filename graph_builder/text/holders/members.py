"""Those whom a subject lists by name: members of a group, some of many, all who speak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_builder.model import Concept
from graph_builder.text.holders.peoples import listed_among
from graph_builder.text.holders.phrase_heads import PhraseHeads
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Members"]


class Members(PhraseHeads):
    """The lists of one segment in which `actors` are named; `adjectives` are those of states."""

    def __init__(self, grammar: Grammar, actors: Sequence[Mention], adjectives: Mapping[str, Concept]) -> None:
        super().__init__(grammar, actors)
        self.adjectives = adjectives

    def listed(self, start: int, end: int) -> int | None:
        """Index of the actors that a subject at large lists: "leaders from all regions, including | the Union and Peru"."""
        at = listed_among(self.g, start, end)
        if at is None or any(actor.first < at - 1 and actor.end > start for actor in self.actors):
            return None  # "the Union, including Peru"
        head = self.head(start, at - 1)
        groups = self.g.words.any_of("group_nouns", "persons", "listed_groups")
        several = self.g.low(head) not in self.g.tokens[head].nouns and not self.g.bases(head).isdisjoint(groups)
        named = any(at <= actor.first and actor.end <= end for actor in self.actors)
        return at if several and named and self.g.low(start) not in {"the", "our", "we"} else None

    def told(self, start: int, end: int) -> int | None:
        """Index of those of whom a group is said to consist: "the group, comprising | Peru and Chile"; None if none are named."""
        made = self.g.words["consisting"]
        at = next(
            (at for at in range(start + 2, end - 2) if self.g.low(at) in made and self.g.low(at - 1) == ","), None
        )
        if at is None:
            return None
        at += 1 + (self.g.low(at + 1) in {"up", "of"}) + (self.g.low(at + 2) == "of")
        return at if sum(at <= actor.first and actor.end <= end for actor in self.actors) > 1 else None

    def are_all(self, start: int, end: int, own: tuple[str, ...]) -> bool:
        """Whether each of those who speak is told in a list: "Ana Ruiz, Peruvian minister, Jan Kral, Slovak minister, and …"."""
        if end - start < 3 * len(own) or not self.g.tokens[start].is_capital:
            return False
        told = {actor.concept.code for actor in self.actors if start <= actor.first and actor.end <= end}
        told |= {state.code for at in range(start, end) if (state := self.adjectives.get(self.g.low(at))) is not None}
        return told >= set(own)
