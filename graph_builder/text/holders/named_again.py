"""Who is told of again by a common noun in a report, whether or not a stance was taken before: "the country", "the trio"."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.holders.adjectives import state_adjective
from graph_builder.text.holders.groups import GroupHolders
from graph_builder.text.holders.persons import Persons
from graph_builder.text.holders.voices import Voices
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["NamedAgain"]

_SIZES = {"three": 3, "trio": 3, "four": 4, "quartet": 4, "five": 5, "six": 6}
_SEVERAL = frozenset({"countries", "states", "nations", "governments"})
_ONE_OF_TWO = {"former": 0, "latter": -1}


class NamedAgain:
    """The nouns of one segment that point back to who was named before."""

    def __init__(self, grammar: Grammar, actors: Sequence[Mention], groups: GroupHolders, persons: Persons) -> None:
        self.g, self.actors, self.groups, self.persons = grammar, actors, groups, persons

    def of(self, start: int, end: int, voices: Voices) -> tuple[str, ...] | None:
        """Who is meant by the noun phrase [start, end) in what a narrator tells; None if it does not point back."""
        head, low = end - 1, self.g.low(end - 1)
        if self.g.low(start) == "the" and head == start + 1 and self._is_citizen(head):
            persons = (item.holders for item in voices.recent if not item.pronouns.isdisjoint({"he", "she"}))
            return next(persons, None)
        if self.g.low(start) != "the" or not 1 <= head - start < 5 or self.g.tokens[head].is_capital:
            return None
        if head == start + 1 and low in _ONE_OF_TWO:
            return voices.group[_ONE_OF_TWO[low] :][:1] if len(voices.group) == 2 else None
        if (size := _SIZES.get(self.g.low(start + 1))) is not None:
            all_told = head == start + 1 or (head == start + 2 and self.groups.is_group(head))
            return voices.group if all_told and len(voices.group) == size else None
        if voices.teller or any(actor.first < end and actor.end > start + 1 for actor in self.actors):
            return None
        if self.groups.has_adjective(start, end):
            return None
        if self.g.is_in(head, "states_again"):
            return self._state(voices)
        if head == start + 1 and low in _SEVERAL:
            several = len(voices.last) > 1 and self.persons.states.issuperset(voices.last)
            return voices.last if several else None
        if head == start + 1 and (self.g.is_in(head, "envoys") or low == "official"):
            person = bool(voices.recent) and not voices.recent[0].pronouns.isdisjoint({"he", "she"})
            return voices.last if person and self.persons.house is not None else None
        return self._body(start, head, voices)

    def _is_citizen(self, at: int) -> bool:
        """Whether one person is told by his land: "the Peruvian", but not "the Portuguese"."""
        token = self.g.tokens[at]
        one = token.is_capital and token.low.endswith(("an", "i"))
        return one and state_adjective(self.g, self.groups.adjectives, at) is not None

    def is_friend_or_foe(self, start: int, end: int) -> bool:
        """Whether somebody is told of only as beside or against another: "its newfound ally", "Peru's rivals", "critics of Peru"."""
        of = next((at for at in range(start + 1, min(start + 3, end)) if self.g.low(at) == "of"), end)
        if not self.g.is_in(of - 1, "friends_and_foes"):
            return False
        if of == end and self.g.is_in(start, "possessives"):
            return not self.groups.has_adjective(start, end)
        owners = {actor.concept.code for actor in self.actors if end - 2 <= actor.end <= end - (of == end)}
        state = not self.persons.states.isdisjoint(owners - {None})
        return state or (of == end and self.groups.has_adjective(end - 2, end - 1))

    def pair_before(self, start: int) -> tuple[str, ...]:
        """The two states that the sentence names before "with": "Peru and Chile met, with | both sides expressing"; else nobody."""
        if self.g.low(start - 1) != "with":
            return ()
        told = [state_adjective(self.g, self.groups.adjectives, at) for at in range(start - 1)]
        named = {actor.concept.code: actor.first for actor in self.actors if actor.end < start}
        named |= {concept.code: at for at, concept in enumerate(told) if concept is not None}
        pair = [code for code in sorted(named, key=lambda code: named[code]) if code]
        return tuple(pair) if len(pair) == 2 and self.persons.states.issuperset(pair) else ()

    def _state(self, voices: Voices) -> tuple[str, ...] | None:
        """The state that was subject last if the sentence before names it, else the one that was named last: "the country"."""
        last, land = voices.last, self.persons.land
        if len(last) == 1 and last[0] in self.persons.states and (land is None or last[0] in self.persons.near):
            return last
        return (land,) if land is not None else None

    def _body(self, start: int, head: int, voices: Voices) -> tuple[str, ...] | None:
        """The body of which an organization's report told last, as "the bloc", "the 55-member organization"; None if none is."""
        if self.persons.body is None or not (self.g.is_in(head, "blocs") or self.g.is_in(head, "bodies_again")):
            return None
        inside = (at for at in range(start + 1, head) if self.g.tokens[at].is_word)
        if not all(self.g.low(at)[0].isdigit() or self.g.is_in(at, "said_of_blocs") for at in inside):
            return None
        last = voices.last
        one = len(last) == 1 and last != voices.issuer and self.persons.states.isdisjoint(last)
        fits = one and ("it" in voices.recent[0].pronouns or self.groups.is_body(last[0]))
        return last if fits else None
