"""Who is told behind the head of a noun phrase: the state by its adjective or capital, and who issued a text."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.holders.adjectives import state_adjective
from graph_builder.text.holders.groups import GroupHolders
from graph_builder.text.holders.persons import Persons
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Behind", "adopted_by"]

_ORGANS = ("UN Security Council", "UN General Assembly")
"""Those whose resolutions are known by their numbers."""
_NUMBERING = frozenset({"resolution", "resolutions", "and", "of"})
"""Words between the numbers of resolutions: "resolution 3161 (XXVIII) of 14 December 1973"."""


class Behind:
    """What stands behind the heads of one segment."""

    def __init__(self, grammar: Grammar, actors: Sequence[Mention], groups: GroupHolders, persons: Persons) -> None:
        self.g, self.actors, self.groups, self.persons = grammar, actors, groups, persons

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
        places = range(at, min(at + 2, end - 1))
        told = (state_adjective(self.g, self.groups.adjectives, n) for n in places if self.g.tokens[at].is_capital)
        state = next((found for found in told if found is not None), None)
        if state is None or not state.code:
            return None
        lists = ("persons", "heads_of_bodies", "stated_in", "state_bodies", "governing_bodies", "tied_speakers")
        return (state.code,) if not self.g.bases(head).isdisjoint(self.g.words.any_of(*lists)) else None

    def _of_seat(self, head: int, first: int, end: int) -> tuple[str, ...] | None:
        """The state whose capital stands at an index, for who governs or writes there."""
        if self.g.bases(head).isdisjoint(self.g.words.any_of("seated", "stated_in")):
            return None
        for last in (first + 2, first + 1):
            place = " ".join(token.text for token in self.g.tokens[first:last])
            if last <= end and place in self.persons.seats:
                return (self.persons.known[place],)
        return None

    def speaks_for_next(self, head: int, direct: Sequence[Mention]) -> bool:
        """Whether the actor named behind the head is whom it speaks for or heads: "counsel for Peru", "the director general of the WHO"."""
        of = head + 1 + (self.g.low(head + 1) == "general")
        heads = self.g.is_in(head, "heads_of_bodies") and direct[0].concept.variety != "State"
        next_to = direct[0].first - 1 - self.g.is_in(direct[0].first - 1, "articles") == of
        return self.g.low(of) in {"of", "for", "to"} and (self.g.is_in(head, "tied_speakers") or (heads and next_to))

    def sender(self, head: int, direct: Sequence[Mention]) -> str | None:
        """Code of who sends an envoy to another: "the UN | envoy for Peru", "the ambassador | of Peru to Chile"."""
        places = {actor.first: actor.first - 1 - self.g.is_in(actor.first - 1, "articles") for actor in direct}
        sent = [at for at, link in places.items() if at > head and self.g.low(link) in {"for", "to", "on"}]
        near = [actor for actor in direct if actor.first not in sent]
        return near[0].concept.code if sent and len(near) == 1 else None

    def whose_office(self, start: int, head: int, end: int) -> int:
        """Index of the person for whom an office or spokesman speaks, or `start`: "the office of | Mr Kral", "an aide to | Kral"."""
        speaks = self.g.low(head) == "office" or self.g.is_in(head, "governing_bodies") or self.g.low(head) == "aide"
        named = speaks and head + 2 < end and self.g.low(head + 1) in {"of", "for", "to"}
        return head + 2 if named and self.g.tokens[head + 2].is_capital else start

    def seat_before(self, start: int, head: int) -> tuple[str, ...] | None:
        """The state of the seat of power before an office: "a Pentagon | official", "the White House press | secretary"."""
        if not self.g.is_in(head, "persons") or self.g.tokens[head].is_capital:
            return None
        end = head
        while end > start and not self.g.tokens[end - 1].is_capital and self.g.tokens[end - 1].nouns:
            end -= 1
        for first in range(max(end - 3, start), end):
            code = self.persons.known.get(" ".join(token.text for token in self.g.tokens[first:end]))
            if code is not None and self.g.tokens[first].is_capital:
                return (code,)
        return None

    def issuer_of_text(self, start: int, end: int) -> int | None:
        """Index of the one by whom a text was issued: "a statement released on Monday by | the ministry"; None if none is."""
        for at in range(start + 1, min(start + 7, end - 2)):
            issued = self.g.tokens[at].is_form("past") and self.g.is_in(at - 1, "stated_in")
            if issued and not self.g.tokens[at].is_capital:
                return next((n + 1 for n in range(at + 1, min(at + 5, end - 1)) if self.g.low(n) == "by"), None)
        return None

    def adopted(self, start: int, end: int) -> int | None:
        """Index after a text that a body adopted, behind which only stands who brought it in: "the resolution | submitted by Peru"."""
        for at in range(start + 1, min(start + 7, end - 2)):
            tabled = self.g.low(at + 1) == "by" and not self.g.tokens[at].verbs.isdisjoint(
                self.g.words["tabling_verbs"]
            )
            noun = at - 1 - (self.g.low(at - 1) == ",")
            if tabled and self.g.is_in(noun, "stated_in") and self.g.low(start) == "the":
                return noun + 1 if self.persons.authors.of(self.g.bases(noun)) else None
        return None

    def named_land(self, start: int, end: int) -> tuple[str, ...] | None:
        """The state named behind a title and a name, whoever that was elsewhere: "Prime Minister Jana Kral of Chile"."""
        titled = self.g.tokens[start].is_capital and any(self.g.is_in(at, "persons") for at in (start, start + 1))
        state = next((a for a in self.actors if a.end == end and a.concept.variety == "State"), None)
        named = titled and state is not None and state.first > start + 3 and self.g.low(state.first - 1) == "of"
        plain = named and state is not None and self.g.tokens[state.first - 2].is_capital
        return (state.concept.code,) if plain and state is not None and state.concept.code else None

    def press_of_state(self, start: int, end: int) -> tuple[str, ...] | None:
        """The state whose official press is named: "the official Peruvian news agency | TAP", "Peru's state television"."""
        if not any(self.g.is_in(at, "press") or self.g.is_in(at, "agencies") for at in range(start, end)):
            return None
        if not any(self.g.is_in(at, "of_the_state") for at in range(start, end)):
            return None
        state = next((a for a in self.actors if start <= a.first < end and a.concept.variety == "State"), None)
        if state is not None:
            return (state.concept.code,) if state.concept.code else None
        told = (state_adjective(self.g, self.groups.adjectives, at) for at in range(start, end))
        code = next((found.code for found in told if found is not None), None)
        return (code,) if code else None

    def bracketed(self, start: int, end: int) -> tuple[str, ...] | None:
        """The state in brackets behind a name, as records have it: "Mr. Jan van der Kral (Chile)"."""
        state = next((a for a in self.actors if a.end == end - 1 and a.concept.variety == "State"), None)
        if state is None or state.first < start + 2 or self.g.low(end - 1) != ")" or self.g.low(state.first - 1) != "(":
            return None
        particles = self.g.words["particles"] | {"."}
        named = all(self.g.tokens[at].is_capital or self.g.low(at) in particles for at in range(start, state.first - 1))
        return (state.concept.code,) if named and state.concept.code else None

    def author(self, start: int, head: int, direct: Sequence[Mention]) -> tuple[str, ...] | None:
        """Whose a text is that says something: "the Court's | orders", "the Union | report", "the report of the Secretary-General"."""
        if self.g.tokens[head - 1].is_word and self.g.low(head - 1) not in {"'s", "’s"}:
            body = next((a for a in direct if a.end == head and a.first <= start + 1), None)
            if body is not None and body.concept.code and body.concept.variety != "State":
                return (body.concept.code,)
        own = next((actor for actor in direct if actor.end == head - 1 and self.g.low(head - 1) in {"'s", "’s"}), None)
        of = range(head + 2, head + 4) if self.g.low(head + 1) in {"of", "by", "from"} else range(0)
        whose = own or next((actor for actor in direct if actor.first in of or actor.first <= start + 1 == head), None)
        return (whose.concept.code,) if whose is not None and whose.concept.code else None


def adopted_by(grammar: Grammar, mentions: Sequence[Mention], start: int, end: int) -> str | None:
    """The organ of the United Nations whose resolution speaks by its number: "Security Council resolution 2118 (2013) | calls on"."""
    first = start + grammar.is_in(start, "articles")
    head = next((at for at in range(first, min(first + 5, end)) if "resolution" in grammar.bases(at)), end)
    told = (m.concept for m in mentions if first <= m.first <= head + 1 and m.end <= end)
    organs = (name for text in told for name in _ORGANS if text.label.startswith(f"{name} Resolution"))
    rest = (grammar.tokens[at] for at in range(first, end))
    alone = all(t.is_capital or not t.is_word or t.low.isdigit() or t.low in _NUMBERING for t in rest)
    return next(organs, None) if alone and head < end and grammar.low(head - 1) != "(" else None
