"""Subjects of several, or with much behind their name: lists of actors, charges of an office, "we" that tells who it is."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.clause_bounds import clause_start
from graph_builder.text.words.grammar import Grammar

__all__ = ["ListedSubjects"]


class ListedSubjects:
    """Where such subjects begin in one segment in which `actors` are named."""

    def __init__(self, grammar: Grammar, actors: Sequence[Mention]) -> None:
        self.g, self.actors = grammar, actors

    def _begins_self(self, end: int) -> int | None:
        """Index of "we" that tells behind a comma who it is, however long: "| We, the Ministers of Peru, Chile and Cuba, | urge"."""
        at = next(
            (at for at in range(min(end - 3, 12)) if self.g.low(at) in {"we", "i"} and self.g.low(at + 1) == ","), None
        )
        if at is None or (at > 0 and self.g.low(at - 1) not in {",", ":", ";", "and", "that"}):
            return None
        told = (
            self.g.is_be(n) or self.g.is_have(n) or self.g.is_in(n, "modals") or self._is_finite(n)
            for n in range(at + 2, end)
        )
        return None if any(told) else at

    def _begins_bare_list(self, start: int, end: int) -> int | None:
        """Index of the first of three or more actors that only commas part: "| Chile, Cuba, Peru | condemn"."""
        first, count = start, 1
        named = self._actor_ending_at(end)
        if named is None or named.first - self.g.is_in(named.first - 1, "articles") != start:
            return None
        while self.g.low(first - 1) == "," and (before := self._actor_ending_at(first - 1)) is not None:
            first, count = before.first - self.g.is_in(before.first - 1, "articles"), count + 1
        begins = first == 0 or self.g.low(first - 1) in {",", ":", ";", "that"}
        return first if count > 2 and begins else None

    def _joined_to_speaker(self, end: int) -> int | None:
        """Index of somebody who acts together with the speaker: "| President Kral and I | agreed"; None if nobody does."""
        if self.g.low(end - 1) != "i" or self.g.low(end - 2) != "and":
            return None
        start, _ = clause_start(self.g, end - 2)
        told = (self.g.is_be(n) or self.g.is_have(n) or self.g.is_in(n, "modals") for n in range(start, end - 2))
        if any(told) or any(self._is_finite(n) for n in range(start, end - 2)) or self.g.is_in(start, "prepositions"):
            return None
        return start if any(self.g.is_in(n, "persons") for n in range(start, end - 2)) else None

    def _named_before_second(self, start: int) -> int | None:
        """Index of the comma before a name between two offices: "the envoy of Peru | , Ana Soto, and the envoy of Chile"."""
        joint = start if self.g.low(start) == "and" else start - 1
        name_end = joint - (self.g.low(joint) == "and" and self.g.low(joint - 1) == ",")
        if self.g.low(name_end) != "," or name_end < 4 or self._actor_ending_at(name_end) is not None:
            return None
        comma = next((at for at in range(name_end - 2, max(name_end - 10, 1), -1) if self.g.low(at) == ","), None)
        if comma is None or not self._is_personal_name(comma + 1, name_end):
            return None
        near = range(comma - 1, max(comma - 8, -1), -1)
        office = next((at for at in near if self.g.is_in(at, "persons") or self.g.low(at) == ","), None)
        offices = office is not None and self.g.is_in(office, "persons")
        another = any(self.g.is_in(at, "persons") for at in range(start, min(start + 8, len(self.g.tokens))))
        return comma if offices and another else None

    def parted_offices(self, start: int, end: int) -> tuple[int, int] | None:
        """The comma before the name of the first of several with offices, and where the second begins; None if none are told so."""
        commas = [at for at in range(start + 2, end - 2) if self.g.low(at) == ","]
        for comma, closing in itertools.pairwise(commas):
            if not self._is_personal_name(comma + 1, closing):
                continue
            second = closing + 1 + (self.g.low(closing + 1) == "and")
            stop = next((at for at in commas if at > second), end)
            told = (
                any(self.g.is_in(at, "persons") for at in part) for part in (range(start, comma), range(second, stop))
            )
            if all(told):
                return comma, second
        return None

    def _is_personal_name(self, first: int, end: int) -> bool:
        """Whether only a name stands there, which may have a style before it: "the Hon. Ana Soto"."""
        named = (
            token.is_capital or token.low in {".", "the", "'", "’"} or token.low in self.g.words["particles"]
            for token in self.g.tokens[first:end]
        )
        titled = any(self.g.is_in(at, "persons") for at in range(first, end))
        return end - first > 1 and self.g.tokens[end - 1].is_capital and not titled and all(named)

    def _begins_portfolios(self, start: int, end: int) -> int | None:
        """Index of an office whose charges go on behind the comma before `start`: "| the Minister for Trade, Industry and Growth"."""
        at = start - 1
        while (
            at > 0
            and (self.g.tokens[at].is_capital or self.g.low(at) in {",", "and"})
            and not self.g.is_in(at, "persons")
        ):
            at -= 1
        if (
            self.g.low(at) not in {"of", "for"}
            or not self.g.is_in(at - 1, "persons")
            or not self.g.tokens[at + 1].is_capital
        ):
            return None
        joint = next((n for n in range(start, end - 3) if self.g.low(n) == "and"), None)
        firsts = [actor.first for actor in self.actors if at < actor.first < end]
        if (
            joint is None
            or not firsts
            or firsts[0] < joint + 3
            or "of" not in {self.g.low(firsts[0] - n) for n in (1, 2)}
        ):
            return None
        first, bound = clause_start(self.g, at)
        return first if bound not in self.g.words["prepositions"] and not self.g.is_in(first, "prepositions") else None

    def _begins_remit(self, start: int, end: int) -> int | None:
        """Index of a body with what it deals with before the comma at `start`: "| the Committee on Environment, Water and Energy"."""
        tokens, at = self.g.tokens, start - 2
        if not any(self.g.low(n) == "and" and tokens[n + 1].is_capital for n in range(start, end - 1)):
            return None
        while at > 1 and (tokens[at].is_capital or self.g.low(at) == ","):
            at -= 1
        bodies = self.g.words.any_of("bodies", "named_bodies", "governing_bodies", "agency_nouns")
        named = self.g.low(at) in {"on", "for", "of"} and tokens[at - 1].is_capital and self.g.bases(at - 1) & bodies
        return clause_start(self.g, at)[0] if named else None

    def _begins_series(self, start: int, end: int) -> int | None:
        """Index of the subject of three verbs, of which the second begins at `start`: "| Peru left the room, returned and condemned"."""
        if self.g.low(self.g.back_over_adverbs(end)[0]) not in {"and", "but"} or not self._goes_on_doing(start):
            return None
        form = self.g.tokens[start].form(min(self.g.tokens[start].verbs))
        first, bound = start, ","
        while bound == "," and first > 1 and (first == start or self._goes_on_doing(first)):
            first, bound = clause_start(self.g, first - 1)
        told = (
            token.is_form(form) and not token.is_capital and not self.g.is_in(at - 1, "determiners")
            for at, token in enumerate(self.g.tokens[first + 1 : start - 1], first + 1)
        )
        begins = bound not in {","} and bound not in self.g.words["relatives"]
        return first if begins and any(told) and not self.g.is_in(first, "prepositions") else None

    def _goes_on_doing(self, at: int) -> bool:
        """Whether a verb begins there that has its subject before the comma: ", | returned", ", | has returned"."""
        token = self.g.tokens[at]
        lasting = not token.verbs.isdisjoint(self.g.words["without_passive"]) and token.is_form("past")
        return lasting or self._is_finite(at) or self.g.is_have(at)

    def _is_finite(self, at: int) -> bool:
        """Whether the word at `at` can only be a verb with a subject before it."""
        token = self.g.tokens[at]
        if not token.verbs or token.nouns or token.is_adjective or token.is_capital:
            return False
        return token.form(min(token.verbs)) in {"s", "past"} and not self.g.is_in(at + 1, "prepositions")

    def _titled_before(self, end: int) -> int | None:
        """Index of the title of a person whose name ends before an index: "President | Biden", "Secretary of State | Blinken"."""
        first = end
        while first > 0 and (self.g.tokens[first - 1].is_capital or self.g.low(first - 1) in {"of", "."}):
            first -= 1
        title = next((at for at in range(first, end - 1) if self.g.is_in(at, "persons")), None)
        return None if title is None or not self.g.tokens[end - 1].is_capital else first

    def _named_before(self, end: int) -> int | None:
        """Index where the actor, or the person with a title, begins that is named right before an index; None if none is."""
        actor = self._actor_ending_at(end)
        return self._titled_before(end) if actor is None else actor.first

    def _actor_ending_at(self, end: int) -> Mention | None:
        return next((actor for actor in self.actors if actor.end == end), None)
