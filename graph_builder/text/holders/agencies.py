"""Bodies with a name that nobody here knows, in a report of a state about itself: its own, or a state's that their name tells."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.holders.groups import GroupHolders
from graph_builder.text.holders.voices import Voices
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Agencies"]


class Agencies:
    """The bodies of one segment that are known by the words in their names."""

    def __init__(
        self, grammar: Grammar, actors: Sequence[Mention], groups: GroupHolders, states: frozenset[str | None]
    ) -> None:
        """`states` are the codes of all states: no body acts for another issuer by its name alone."""
        self.g, self.actors, self.groups, self.states = grammar, actors, groups, states

    def whose(self, start: int, end: int, voices: Voices) -> tuple[str, ...] | None:
        """For whom the body [start, end) acts: "the Research Council", "NSF", "the Peruvian Space Agency"; None if it is none."""
        own = voices.issuer
        if not own or not set(own) <= set(voices.own) or not self.states.issuperset(own):
            return None
        if not self._is_body(start, end):
            return None
        inside = (actor for actor in self.actors if start <= actor.first and actor.end <= end)
        named = [actor for actor in inside if actor.concept.code and not self.groups.is_bare(actor)]
        if any(actor.concept.variety != "State" for actor in named):
            return None
        if self.groups.has_adjective(start, end):
            return self.groups.resolve(start, end - 1, named, voices)
        return tuple(str(actor.concept.code) for actor in named[:1]) or own

    def _is_body(self, start: int, end: int) -> bool:
        """Whether the words name a body: an acronym, or capitals of which one is "Council", "Agency" or the like."""
        start += self.g.low(start) == "the"
        if start >= end or not self.g.tokens[start].is_capital:
            return False
        if any(not self.g.bases(at).isdisjoint(self.g.words["persons"]) for at in range(start, end)):
            return False
        if end - start == 1 and self.is_acronym(start):
            return not self.g.is_in(start, "no_bodies")
        bodies = self.g.words.any_of("bodies", "state_bodies", "agency_nouns")
        return any(
            not self.g.bases(at).isdisjoint(bodies) and (self.g.tokens[at].is_capital or self.g.low(at) == "agencies")
            for at in range(start, end)
        )

    def is_acronym(self, at: int) -> bool:
        """Whether a word of capitals stands at an index."""
        text = self.g.tokens[at].text
        return text.isupper() and len(text) > 2
