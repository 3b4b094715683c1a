"""Who is told behind the head of a noun phrase: the state by its adjective or capital, and who issued a text."""

from __future__ import annotations

from graph_builder.text.holders.groups import GroupHolders
from graph_builder.text.holders.persons import Persons
from graph_builder.text.words.grammar import Grammar

__all__ = ["Behind"]


class Behind:
    """What stands behind the heads of one segment."""

    def __init__(self, grammar: Grammar, groups: GroupHolders, persons: Persons) -> None:
        self.g, self.groups, self.persons = grammar, groups, persons

    def state(self, start: int, head: int, end: int) -> tuple[str, ...] | None:
        """The state told behind an office, body or text: "a spokesman for the | Peruvian army", "officials in | Lima"."""
        link = self.g.low(head + 1)
        if link not in {"of", "for", "from", "by", "to", "in"} or self.groups.has_adjective(start, head):
            return None
        if any(self.g.is_in(at, "no_longer") for at in range(start, head)):
            return None
        at = head + 2 + self.g.is_in(head + 2, "determiners")
        if link == "in" or (link == "from" and at == head + 2):
            return self._of_seat(head, at, end)
        if at >= end - 1 or not self.g.tokens[at].is_capital or self.g.low(at) not in self.groups.adjectives:
            return None
        lists = ("persons", "heads_of_bodies", "stated_in", "state_bodies", "governing_bodies", "tied_speakers")
        code = self.groups.adjectives[self.g.low(at)].code
        return (code,) if code and not self.g.bases(head).isdisjoint(self.g.words.any_of(*lists)) else None

    def _of_seat(self, head: int, first: int, end: int) -> tuple[str, ...] | None:
        """The state whose capital stands at an index, for who governs or writes there."""
        if self.g.bases(head).isdisjoint(self.g.words.any_of("seated", "stated_in")):
            return None
        for last in (first + 2, first + 1):
            place = " ".join(token.text for token in self.g.tokens[first:last])
            if last <= end and place in self.persons.seats:
                return (self.persons.known[place],)
        return None

    def issuer_of_text(self, start: int, end: int) -> int | None:
        """Index of the one by whom a text was issued: "a statement released on Monday by | the ministry"; None if none is."""
        for at in range(start + 1, min(start + 7, end - 2)):
            issued = self.g.tokens[at].is_form("past") and self.g.is_in(at - 1, "stated_in")
            if issued and not self.g.tokens[at].is_capital:
                return next((n + 1 for n in range(at + 1, min(at + 5, end - 1)) if self.g.low(n) == "by"), None)
        return None
