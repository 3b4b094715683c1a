"""Persons and bodies that speak in a report and that nobody here knows: they stand for themselves, by the name that stands there."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.holders.adjectives import state_adjective
from graph_builder.text.holders.body_names import BodyNames
from graph_builder.text.holders.oppositions import opposition
from graph_builder.text.holders.persons import Persons
from graph_builder.text.holders.voices import Voices
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Strangers"]

_NOBODY = frozenset(
    {"everything", "nothing", "something", "anything", "everybody", "nobody", "somebody", "anybody", "none"}
)
"""Words that name nobody, though they begin a sentence with a capital as a name does."""
_PLACING = frozenset({"in", "at", "from", "inside", "outside", "within", "across", "around"})
_LINKS = frozenset({"of", "for", "at", "with", "from"})


class Strangers:
    """The unknown names of one segment."""

    def __init__(self, grammar: Grammar, persons: Persons) -> None:
        self.g, self.persons, self.names = grammar, persons, BodyNames(grammar, persons.adjectives)

    def named(self, start: int, end: int) -> tuple[str, ...] | None:
        """The name at the head of a noun phrase [start, end): "Li Wei, a researcher at …", "Amnesty International"; None if none is."""
        if (several := self.of_region(start, end) or self._opinion(start, end)) is not None:
            return several
        start = self._after_adjective(start + (self.g.low(start) == "the"), end)
        start = self._after_descriptor(start, end)
        if self.g.is_in(start, "courtesies") and self.g.low(start + 1) == "." and start + 2 < end:
            start += 2  # "Mr | . Kral"
        last = self.names.end_of_body(start, end)
        ends = last >= end or self.g.low(last) in _LINKS | {",", "("}
        if not ends or not self.names.is_name(start, last):
            return None
        short = self.names.acronym_behind(last)
        if short is None and last - start == 1 and self.g.low(start) in _NOBODY:
            return None
        if short is not None or last - start == 1:
            return (short or self.names.text(start, last),)
        titles = self.g.words.any_of("titles", "opinion_holders", "courtesies")
        while last - start > 1 and self.g.low(start) in titles:
            start += 1  # "Admiral | Sun Jianguo"
        name = self.names.text(start, last)
        words = [self.g.tokens[at].text for at in range(start, last)]
        self.persons.keep(words, name)
        self.persons.keep(words[:1], name)  # the family name may stand first
        return (name,)

    def apart(self, span: tuple[int, int, int], actors: Sequence[Mention], voices: Voices) -> tuple[str, ...] | None:
        """Those who stand for no state though one is named: its opposition or foes, or several of a part of the world.

        `span` is where the noun phrase begins, its head stands, and it ends.
        """
        start, head, end = span
        against = opposition(self.g, self.persons.adjectives, actors, voices, (start, end))
        if against is not None or (against := self.against_state(start, head)) is not None:
            return against
        named = any(start <= actor.first and actor.end <= end for actor in actors)
        region = self.of_region(start, end) if len(voices.issuer) < 2 and not named else None
        alone = region is None and not named and self.g.is_in(head, "go_betweens")
        return self._opinion(start, end) if alone else region  # "mediators", but "mediators from Peru and Chile"

    def of_region(self, start: int, end: int) -> tuple[str, ...] | None:
        """Several states or persons of a part of the world: "Arab foreign ministers", "Western (council) diplomats"."""
        while start < end - 2 and (self.g.is_in(start, "determiners") or self.g.is_in(start, "said_of_tellers")):
            start += 1  # "other senior | European officials"
        part = start + 2 < end and self.g.is_in(start, "parts_of_regions") and self.g.is_in(start + 1, "regions_meant")
        region, last = self.g.tokens[start + part], self.g.tokens[end - 1]
        if part and state_adjective(self.g, self.persons.adjectives, start + part) is not None:
            return None  # "South African leaders"
        if region.low not in self.g.words["regions_meant"] or not region.is_capital or last.low in last.nouns:
            return None
        several = self.g.words.any_of("group_nouns", "persons", "opinion_holders")
        if end - start == 3 and self.g.is_in(start + 1, "bodies"):
            return (f"{region.text} {last.text}",) if not last.nouns.isdisjoint(several) else None
        return (self.names.text(start, end),) if end - start < 5 and not last.nouns.isdisjoint(several) else None

    def _opinion(self, start: int, end: int) -> tuple[str, ...] | None:
        """Those whose opinion is told and who have no name: "analysts", "many experts", "world leaders", "Democrats"."""
        if self.g.low(end - 1) == "leaders" and self.g.low(end - 2) == "world" and end - start == 2:
            return ("world leaders",)
        placed = (at for at in range(start + 1, end) if self.g.low(at) in _PLACING)
        end = next(placed, end)  # "analysts | in Lima"
        last = self.g.tokens[end - 1]
        plain = all(
            self.g.tokens[at].is_adjective or self.g.is_in(at, "determiners") or self.g.is_in(at, "cardinals")
            for at in range(start, end - 1)
        )
        several = last.low not in last.nouns and not last.nouns.isdisjoint(
            self.g.words.any_of("opinion_holders", "civil_persons", "partisans")
        )
        if several and plain and not last.nouns.isdisjoint(self.g.words["partisans"]):
            first = next(
                (at for at in range(start + self.g.is_in(start, "determiners"), end) if self.g.tokens[at].is_capital),
                end - 1,
            )
            return (self.names.text(first, end),)  # "many Liberal | Democrats"
        if several and plain:
            return (last.low,)
        return self.civil(start, end)

    def body(self, start: int, head: int, end: int, *, within: bool, speaks: bool) -> tuple[str, ...] | None:
        """The citizens, the movement with a long name, or the body of a spokesman that a noun phrase names.

        `within` a report of a body its own parts ("the Executive Council") are none; `speaks` tells a person or group.
        """
        if (citizens := self.civil(start, end)) is not None:
            return citizens
        if (members := self._of_members(start, head, end)) is not None:
            return members
        kind = self.g.tokens[head]
        if start < head == end - 1 and not kind.is_capital and self.g.tokens[head - 1].is_capital:
            first = self._after_descriptor(start + (self.g.low(start) == "the"), head)
            known = any(self.g.tokens[at].low in self.persons.adjectives for at in range(start, head))
            if self.g.is_in(head, "bodies_again") and 0 < first < head and self.names.end_of_name(first, head) == head:
                return None if known else (self.names.text(first, head),)  # "the ruling ZANU-PF | party"
        named = self.g.tokens[head].is_capital and not self.g.bases(head).isdisjoint(self.g.words["named_bodies"])
        if named and (self.g.low(head + 1) in {"of", "for", "on"} or not within):
            found = self.named(start, end)
            if found is not None:
                return found
        return self.speaks_for(head + 1, end) if speaks else None

    def _of_members(self, start: int, head: int, end: int) -> tuple[str, ...] | None:
        """The body with a name of several words whose members are told of: "Green Alliance | members"; None if none is."""
        first = self._after_descriptor(start + (self.g.low(start) == "the"), head)
        told = self.g.tokens[head].text in {"members", "activists", "supporters", "lawmakers"} and head == end - 1
        named = told and head - first > 1 and self.names.end_of_name(first, head) == head
        named = named and self.names.is_name(first, head) and not self.g.is_in(first, "parts_of_regions")
        known = named and any(self.g.tokens[at].low in self.persons.adjectives for at in range(first, head))
        return (self.names.text(first, head),) if named and not known else None

    def civil(self, start: int, end: int) -> tuple[str, ...] | None:
        """Groups of citizens that are told by what they stand for: "rights groups", "opposition lawmakers"; None if none are."""
        while start < end - 1 and (
            self.g.is_in(start, "determiners") or self.g.is_in(start, "shares") or self.g.low(start) == "other"
        ):
            start += 1
        last = self.g.tokens[end - 1]
        told = end - start > 1 and all(self.g.is_in(at, "civil_causes") for at in range(start, end - 1))
        several = last.low not in last.nouns and not last.nouns.isdisjoint(self.g.words["civil_groups"])
        return (" ".join(token.low for token in self.g.tokens[start:end]),) if told and several else None

    def against_state(self, start: int, head: int) -> tuple[str, ...] | None:
        """Those who fight or oppose the state in which they are told to be: "the main rebel | coalition in Peru"."""
        first = next((at for at in range(start, head) if self.g.is_in(at, "civil_foes")), None)
        if first is None or head == first or any(self.g.tokens[at].is_capital for at in range(first, head + 1)):
            return None
        if head + 1 < len(self.g.tokens) and self.g.tokens[head + 1].is_capital:
            return None  # "the opposition movement | Green Front"
        if not self.g.is_in(head, "group_nouns") and self.g.bases(head).isdisjoint(
            self.g.words.any_of("state_bodies", "bodies")
        ):
            return None
        return (" ".join(self.g.low(at) for at in range(first, head + 1)),)

    def _after_adjective(self, start: int, end: int) -> int:
        """Index after the state's adjective of somebody of no office: "Peruvian | economist Jana Kral"."""
        for last in range(start, min(start + 2, end - 2)):
            told = state_adjective(self.g, self.persons.adjectives, last) is not None
            if told and self.g.is_in(last + 1, "opinion_holders") and self.g.tokens[last + 2].is_capital:
                return last + 1
        return start

    def _after_descriptor(self, start: int, end: int) -> int:
        """Index of the name behind common nouns that tell what bears it: "the opposition | Democratic Party", "aid group | Oxfam"."""
        first = start + (start == 0)
        name = next((at for at in range(first, end) if self.g.tokens[at].is_capital), start)
        plain = name > first and all(
            (self.g.tokens[at].nouns or self.g.tokens[at].is_adjective) and not self.g.is_in(at, "prepositions")
            for at in range(start, name)
        )
        titles = self.g.words.any_of("persons", "heads_of_bodies")
        named = plain and self.g.tokens[name - 1].nouns and self.g.tokens[name - 1].nouns.isdisjoint(titles)
        return name if named else start

    def speaks_for(self, start: int, end: int) -> tuple[str, ...] | None:
        """The unknown body behind an office in [start, end): "a spokesman for | Lotte Corp"."""
        if (named := self.names.behind(start, end)) is not None:
            return (named,)
        for at in range(start, end - 1):
            if self.g.low(at) not in _LINKS:
                continue
            first = next((n for n in range(at + 1, min(at + 5, end)) if self.g.tokens[n].is_capital), end)
            last = self.names.end_of_name(first, end)
            if last - first > 1 and self.names.is_name(first, last):
                return (self.names.text(first, last),)
        return None
