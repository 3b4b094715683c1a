"""Subjects behind a circumstance that no comma parts from them: "Last week | Kral", "On 3 May in Lima | Peru's president"."""

from __future__ import annotations

from collections.abc import Container, Sequence

from graph_builder.text.holders.listed_subjects import ListedSubjects
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["FrontedSubjects"]

_SEQUEL = frozenset({"after", "before"})
_LATER = frozenset({"later", "earlier", "ago", "after"})


class FrontedSubjects(ListedSubjects):
    """Where such subjects begin in one segment in which `actors` are named; `adjectives` are those of states."""

    def __init__(self, grammar: Grammar, actors: Sequence[Mention], adjectives: Container[str]) -> None:
        super().__init__(grammar, actors)
        self.adjectives = adjectives

    def _behind_circumstance(self, begin: int, end: int) -> int | None:
        """Where an actor stands behind a circumstance from `begin` with no comma: "Given the scope of the threat | the Union has to"."""
        adverbs = self.g.after_adverbs(begin)
        begin = adverbs if begin or self.g.low(adverbs) in _SEQUEL else 0  # "Shortly | after the vote Peru said"
        if begin < (when := self._after_time(begin)) < end:
            return when  # "Last week | Kral"
        caused = (self.g.low(begin), self.g.low(begin + 1)) == ("because", "of")
        if not (self.g.is_in(begin, "prepositions") or self.g.low(begin) == "given" or caused):
            return None
        item = self._named_before(end)
        if item is None and self.g.tokens[end - 1].nouns:
            item = self._named_before(end - 1)  # "the NATO | countries"
        if item is None and begin and (self.g.tokens[end - 1].is_capital or self.g.is_in(end - 2, "articles")):
            item = end - 1 if self._is_somebody(end - 1) else None  # ", and in the evening | Ministers noted"
        if item is None and (person := self._name_behind_occasion(begin, end)) is not None:
            return person
        if item is None and (office := self._office_before(begin, end)) is not None:
            return office
        if item is None:
            owner = self._owner_before(end)
            told = owner is not None and owner > begin + 1 and (self._tells_when(owner - 1) or self._tells_town(owner))
            return owner if told else None  # "On Monday in Lima | Peru's president"
        opens = self.g.is_in(item - 1, "articles")
        item -= opens
        if item > begin + 1 and (self._tells_when(item - 1) or self.g.low(item - 1).isdigit()):
            return item  # "On 3 May 2014 | Peru"
        if item > begin + 1 and self._tells_town(item):
            return item  # "On Monday in Lima | Peru"
        left = self.g.tokens[item - 1] if item > begin + 1 + (not opens) else None
        if opens and left is not None and left.is_capital and self.g.low(begin) in {"in", "at"}:
            return item  # "In Lima | the Union"
        plain = left is not None and (not left.is_capital or opens)  # "of the Group | the Union"
        noun = left is not None and (left.nouns or left.low == ")")  # "As a member of the Council (UNSC) | Peru will"
        points = left is not None and left.low in {"this", "that", "these", "those"}  # "Because of this | Peru"
        if points or (not opens and self._actor_ending_at(item) is not None):
            return item  # "With regard to Chile | Peru supports"
        closes = left is not None and plain and noun and left.low not in {"of", "and", "or"}
        return item if closes and not self.g.is_in(item - 1, "prepositions") else None

    def _leads_on(self, start: int) -> bool:
        """Whether a circumstance at the head of the sentence leads to one at `start`: "In view of the drought, | on 3 May Peru"."""
        led = self.g.is_in(start, "prepositions") and self.g.is_in(0, "prepositions")
        return led and not self.g.has_verb(1, start)

    def _tells_when(self, at: int) -> bool:
        return any(self.g.is_in(at, name) for name in ("times", "weekdays", "months")) or self.g.low(at) in {
            "today", "yesterday",
        }  # fmt: skip

    def _after_time(self, begin: int) -> int:
        """Index after a time from `begin` on, where a name follows: "Last week | Kral", "Two days later | the Union"; else `begin`."""
        low, first = self.g.low, begin + (self.g.low(begin) in {"earlier", "late", "later"})
        at = first + 2 if low(first) in {"last", "this", "next"} else first + 3 if low(first + 2) in _LATER else first
        if at == first or self.g.bases(first + 1).isdisjoint(self.g.words["periods"]) or at >= len(self.g.tokens):
            return begin
        named = self.g.tokens[at].is_capital or (self.g.is_in(at, "articles") and self.g.tokens[at + 1].is_capital)
        return at if named else begin

    def _name_behind_occasion(self, begin: int, end: int) -> int | None:
        """Index of a name behind an occasion or day from `begin` on, with no comma: "At the summit | Kral", "In May | Ana Ruiz"."""
        first = end
        while first > end - 3 and first > begin + 1 and self.g.tokens[first - 1].is_capital:
            first -= 1
        while first < end and (self.g.is_in(first, "weekdays") or self.g.is_in(first, "months")):
            first += 1
        when = first - 1 - self.g.is_in(first - 1, "articles")
        if first == end or when <= begin or any(self.g.low(at) == "," for at in range(begin, first)):
            return None
        lists = ("occasions", "gatherings", "stated_in", "weekdays", "months", "times")
        plain = self.g.is_in(when, "weekdays") or self.g.is_in(when, "months") or not self.g.tokens[when].is_capital
        told = plain and not self.g.bases(when).isdisjoint(self.g.words.any_of(*lists))
        return when + 1 if told else None

    def _tells_town(self, at: int) -> bool:
        """Whether a town and, before it, a time end there: "On Monday in Lima | Peru"."""
        place = at
        while place > 1 and self.g.tokens[place - 1].is_capital and self.g.tokens[place - 1].is_word:
            place -= 1
        left = self.g.tokens[place - 2] if place > 1 else None
        dated = left is not None and any(self.g.is_in(place - 2, name) for name in ("times", "weekdays", "months"))
        dated = dated or (left is not None and left.low.isdigit())
        return place < at and self.g.low(place - 1) in {"in", "at"} and dated

    def _owner_before(self, end: int) -> int | None:
        """Index of the actor whose body or officer ends before an index: "| Peru's foreign minister"."""
        owns = next((at for at in range(end - 2, max(end - 6, 0), -1) if self.g.low(at) in {"'s", "’s"}), None)
        actor = None if owns is None else self._actor_ending_at(owns)
        return None if actor is None else actor.first

    def _office_before(self, begin: int, end: int) -> int | None:
        """Index of the article before somebody of a state: "After he spoke to the press | the Peruvian foreign ministry said"."""
        end = self.g.back_over_adverbs(end)[0] + 1
        for at in range(end - 3, max(end - 6, begin + 2), -1):
            if not self.g.is_in(at, "articles"):
                continue
            left, state = self.g.tokens[at - 1], self.g.tokens[at + 1]
            told = state.is_capital and state.low in self.adjectives and self._is_somebody(end - 1)
            closes = bool(left.nouns) and not (left.is_capital or self.g.is_in(at - 1, "prepositions"))
            return at if told and closes and left.low not in {"of", "and", "or"} else None
        return None

    def _is_somebody(self, at: int) -> bool:
        """Whether persons or a body that act together are named there: "Ministers", "the Council"."""
        whom = self.g.words.any_of("persons", "group_nouns", "bodies")
        return not self.g.bases(at).isdisjoint(whom)
