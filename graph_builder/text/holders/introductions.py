"""How a text introduces a person: an office with the state beside it and the name of who holds it."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Mapping, Sequence

from graph_builder.model import Concept
from graph_builder.text.holders.adjectives import state_adjective
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Introduction", "former_names", "has_mandate", "is_former", "namesakes", "of_one_state"]

_NO_NAMES = ("weekdays", "pronouns", "portfolios", "group_nouns", "persons", "gatherings", "bodies", "document_nouns")
_LEFT, _RIGHT = 6, 9
"""How many words before and after an office its state and its holder's name may stand."""


class Introduction:
    """One office in a sentence, with the state beside it and the name of who holds it."""

    def __init__(
        self, grammar: Grammar, mentions: Sequence[Mention], adjectives: Mapping[str, Concept], at: int
    ) -> None:
        self.g, self.adjectives, self.at = grammar, adjectives, at
        groups = grammar.words["group_nouns"]
        self.actors = [
            mention
            for mention in mentions
            if mention.concept.code is not None
            and not (
                (
                    mention.end - mention.first == 1 or grammar.low(mention.first + 1) == "("
                )  # "Department of | State (DOS)"
                and not grammar.tokens[mention.first].nouns.isdisjoint(groups)
            )
        ]

    def state(self) -> str | None:
        """Code of the state or body: "Chinese Foreign Ministry spokeswoman", "NATO Secretary General", "minister of Peru"."""
        if self._is_sent():
            return "UN"
        for place in range(self.at - 1, max(self.at - _LEFT, 0) - 1, -1):
            token = self.g.tokens[place]
            if token.low == "its" and (owner := self._first_named(place)) is not None:
                return owner
            if token.low == "and" and (body := self._state_behind()) is not None:
                return body  # "Swiss Foreign Minister and | Chairperson-in-Office of the OSCE"
            if (told := state_adjective(self.g, self.adjectives, place)) is not None:
                return told.code
            actor = next((actor for actor in self.actors if actor.end == place + 1), None)
            if actor is not None:
                return self._sender(actor) or actor.concept.code
            if not token.is_word or self.g.is_in(place, "prepositions") or self.g.is_in(place, "subordinators"):
                break
            if token.low == "and" and self._name_at(self.at + 1) is not None and not self.g.is_in(place - 1, "persons"):
                break  # "the King of Jordan and | President Ana Quispe of Peru", but "Peruvian Deputy Premier and | Minister Ana Quispe"
        return self._state_behind()

    def _first_named(self, end: int) -> str | None:
        """The actor with which the sentence begins, whose "its" is: "Peru backs the plan, its | envoy said"."""
        return next((actor.concept.code for actor in self.actors if actor.first < 2 and actor.end < end), None)

    def told_of(self) -> str | None:
        """The actor of whose deeds somebody of its own tells at the end: "Peru opposes talks, deputy | minister Ana Kral said"."""
        name = self.name()
        if name is None or name[0] < self.at:
            return None
        near = range(self.at - 1, max(self.at - 5, 1), -1)
        led = next((n for n in near if self.g.low(n) == "with" and self.g.low(n - 1) == ","), None)
        if led is not None and name[1] < len(self.g.tokens) and self.g.tokens[name[1]].is_form("ing"):
            return self._first_named(led - 1)  # "Peru left, with Foreign | Minister Ana Kral calling it a crime"
        if self.g.tokens[self.at].is_capital:
            return None
        comma = next((n for n in range(self.at - 1, max(self.at - 4, 0), -1) if self.g.low(n) == ","), None)
        told = name[1] < len(self.g.tokens) and self.g.tokens[name[1]].verbs & self.g.words["attribution"]
        return self._first_named(comma) if comma is not None and told else None

    def _is_sent(self) -> bool:
        """Whether it is an envoy of the head of the UN: "the Special Representative of the Secretary-General for Haiti"."""
        envoys = self.g.words["envoys"]
        for chief in range(max(self.at - 4, 0), min(self.at + 5, len(self.g.tokens))):
            if self.g.low(chief) != "secretary-general":
                continue
            owns = self.g.low(chief + 1) in {"'s", "’s"}
            places = (
                range(chief + 2, min(chief + 5, len(self.g.tokens))) if owns else range(max(chief - 4, 0), chief - 1)
            )
            if not owns and "of" not in {self.g.low(place) for place in range(max(chief - 3, 0), chief)}:
                continue
            sent = [place for place in places if not self.g.tokens[place].nouns.isdisjoint(envoys)]
            if sent and self.at in {chief, *sent}:
                return True
        return False

    def _sender(self, body: Mention) -> str | None:
        """The state whose envoy to the body is told of: "Peru's UN ambassador"; None if it is the body's own office."""
        if body.concept.variety == "State" or self.g.tokens[self.at].nouns.isdisjoint(self.g.words["envoys"]):
            return None
        end = body.first
        while self.g.is_in(end - 1, "said_of_envoys"):
            end -= 1  # "Peru's | deputy UN ambassador"
        end -= self.g.low(end - 1) in {"'s", "’s", "'"}
        state = next((actor for actor in self.actors if actor.end == end and actor.concept.variety == "State"), None)
        adjective = state_adjective(self.g, self.adjectives, end - 1)
        return state.concept.code if state is not None else adjective.code if adjective is not None else None

    def _state_behind(self) -> str | None:
        for of in self._links():
            actor = next((actor for actor in self.actors if of < actor.first <= of + 2), None)
            at = self.g.low(of) == "at"  # "Director of the Trade Division at | the WTO"
            if actor is not None and not (at and actor.concept.variety == "State"):
                return actor.concept.code
            if at:
                continue
            near = (n for n in range(of + 1, of + 4) if self.g.low(n - 1) != "on")
            told = (state_adjective(self.g, self.adjectives, n) for n in near)
            if (adjective := next((state for state in told if state is not None), None)) is not None:
                return adjective.code  # "spokesman for the Chinese army"
        return None

    def _links(self) -> Iterator[int]:
        """The places of "of", "for" and "at" behind the office: "the Minister for Foreign Affairs of | Peru"."""
        name = self.name()
        for place in range(self.at + 1, min(self.at + _RIGHT, len(self.g.tokens))):
            if self.g.low(place) in {"of", "for", "at"}:
                yield place
            named = name is not None and name[0] <= place < name[1]
            joins = self.g.low(place) in {"of", "for", "at", "the", "and", "general"}  # "secretary general of"
            if not (self.g.tokens[place].is_capital or joins or named):
                return

    def name(self) -> tuple[int, int] | None:
        """Token range of the person's name: behind the office, behind its state and a comma, or before it and a comma."""
        after = (
            self._name_at(self.at + 1 + (self.g.low(self.at + 1) == "general"))
            or self._name_before()
            or self._name_at(self._end_of_portfolio())
        )
        if after is not None:
            return after
        if (found := self._name_behind_state()) is not None:
            return found
        sent = self.g.low(self.at + 1) == "to"
        end = self._end_of_post() if sent else self._end_of_office()
        behind = self._name_at(end + 1) if self.g.low(end) == "," else None
        if behind is not None and (end > self.at + 1 or (behind[1] - behind[0] > 1 and self.g.low(behind[1]) == ",")):
            return behind
        return None

    def _name_behind_state(self) -> tuple[int, int] | None:
        """The full name right behind the state or ministry of the office: "Minister of Foreign Affairs of Chile | Juan Perez"."""
        office = range(self.at + 2, self._end_of_office())
        ends = [a.end for a in self.actors if a.first in office and a.concept.variety == "State"]
        ends += (at + 1 for at in office if self.g.is_in(at, "governing_bodies"))
        names = (self._name_at(end) for end in ends)
        return next((name for name in names if name is not None and name[1] - name[0] > 1), None)

    def _end_of_portfolio(self) -> int:
        """Index after "of Foreign Affairs", "for Trade and Industry" or "to the United Nations" behind the office."""
        end = self.at + 1
        if self.g.low(end) == "to":
            first = end + 1 + (self.g.low(end + 1) == "the")
            vice = self.g.is_in(first + 1, "persons") and self.g.tokens[first].is_capital
            last = first + vice  # "the Vice President"
            return next((actor.end for actor in self.actors if actor.first == first), last + 1)
        if self.g.low(end) in {"of", "for"}:
            body = end + 1 + (self.g.low(end + 1) == "the")
            body += state_adjective(self.g, self.adjectives, body) is not None
            if self.g.is_in(body, "governing_bodies") and self.g.low(body + 1) in {"of", "for"}:
                end = body + 1  # "spokesman for the Ministry | of Foreign Affairs Jana Kral"
            end += 1
            while self.g.is_in(end, "portfolios"):
                end += 1
        return end

    def _end_of_post(self) -> int:
        """Index after the place where an envoy is: "to the UN", "to international organizations in Vienna"."""
        end = self._end_of_portfolio()
        if self.g.low(end) == ",":
            return end
        words = itertools.takewhile(lambda at: self.g.tokens[at].is_word, range(end, len(self.g.tokens)))
        last = end + len(list(words)[:_RIGHT])
        return last if self.g.low(last) == "," and not self.g.has_verb(end, last) else end

    def _end_of_office(self) -> int:
        """Index after "of the Republic of Iraq" behind the office."""
        end = self.at + 1
        while end < min(self.at + _RIGHT, len(self.g.tokens)) and (
            self.g.tokens[end].is_capital or self.g.low(end) in {"of", "for", "the", "and"}
        ):
            end += 1
        return end

    def _name_before(self) -> tuple[int, int] | None:
        """The name in "Li Wei, China's ambassador to Peru"."""
        place = self.at - 1
        while place > max(self.at - _RIGHT, 0) and self.g.tokens[place].is_word and self.g.low(place) != "said":
            if self.g.is_in(place, "relatives"):
                return None  # "Li Wei, who met the Peruvian | president"
            place -= 1
        if self.g.low(place) != "," or place < 1:
            return None
        first = place
        while first > 0 and self._is_name_word(first - 1):
            first -= 1
        return (first, place) if place - first >= 2 and not self._is_known(first) else None

    def _name_at(self, first: int) -> tuple[int, int] | None:
        end = first
        while end < len(self.g.tokens) and self._is_name_word(end):
            end += 1
        return (first, end) if end > first and not self._is_known(first) else None

    def _is_name_word(self, at: int) -> bool:
        token = self.g.tokens[at]
        low = token.low
        if low in self.g.words["particles"] or low == ".":
            first, last = at - 1, at + 1
            while first > 0 and self.g.is_in(first, "particles"):
                first -= 1  # "van | der Kral"
            while last < len(self.g.tokens) and self.g.is_in(last, "particles"):
                last += 1
            return (
                last < len(self.g.tokens)
                and first >= 0
                and self.g.tokens[last].is_capital
                and self.g.tokens[first].is_capital
            )
        named = token.is_capital and low not in self.adjectives and low not in self.g.words["determiners"]
        others = self.g.words.any_of(*_NO_NAMES)
        return named and low not in others

    def _is_known(self, first: int) -> bool:
        """Whether an actor is named there rather than a person."""
        return any(actor.first <= first < actor.end for actor in self.actors)


def has_mandate(grammar: Grammar, office: int, *, envoys: bool) -> bool:
    """Whether an expert reports to the UN on a matter: "the Special | Rapporteur on the situation of human rights in Peru".

    With `envoys` it is the UN that reports, so that "the Special | Envoy for Peru" is its own.
    """
    told = (grammar.low(office - 1), grammar.low(office), grammar.low(office + 1))
    if envoys and told[0] == "special" and told[2] == "for" and not grammar.tokens[office - 2].is_capital:
        return grammar.is_in(office, "envoys")
    return told in {("special", "rapporteur", "on"), ("independent", "expert", "on")}


def is_former(grammar: Grammar, office: int) -> bool:
    """Whether who is named no longer holds the office at an index, and so speaks for nobody: "a former Irish | president"."""
    near = [grammar.low(at) for at in range(max(office - 4, 0), office + 1)]
    return any(low in grammar.words["no_longer"] or low.startswith("ex-") for low in near)


def former_names(grammar: Grammar, office: int, name: tuple[int, int] | None, known: Container[str]) -> dict[str, str]:
    """The names of a known leader who no longer holds the office at an index, each with the full one: "former President | Ana Quispe"."""
    words = [grammar.tokens[at].text for at in range(*name)] if name is not None else []
    before = (at for at in range(office - 1, max(office - 5, -1), -1) if grammar.is_in(at, "no_longer"))
    former = next(before, office)
    others = ("persons", "prepositions", "determiners")  # "a former aide to President | Ana Quispe"
    plain = not any(grammar.is_in(at, listed) for at in range(former + 1, office) for listed in others)
    if not plain or former == office or len(words) < 2 or words[-1] not in known or grammar.low(office + 1) == "to":
        return {}
    return dict.fromkeys([words[-1], " ".join(words)], " ".join(words))


def namesakes(grammar: Grammar, known: Mapping[str, str]) -> dict[str, str]:
    """Family names of leaders named in full that others are known by: "Simon | Harris", where Harris alone is another's."""
    pairs = (pair for pair in itertools.pairwise(grammar.tokens) if pair[0].is_capital and pair[1].text in known)
    whole = ((family.text, known.get(f"{given.text} {family.text}")) for given, family in pairs)
    return {family: code for family, code in whole if code not in {None, known[family]}}


def of_one_state(grammar: Grammar, office: int) -> str | None:
    """The state that alone has such an office, with a name behind it: "Secretary of State Jane Doe", "Treasury Secretary"."""
    if grammar.tokens[office].text != "Secretary":
        return None
    follows = (grammar.low(office + 1), grammar.low(office + 2)) == ("of", "state")
    name = grammar.tokens[office + 3] if follows and office + 3 < len(grammar.tokens) else None
    named = name is not None and name.is_capital and name.low != "cardinal"  # who serves the Pope
    return "USA" if named or grammar.low(office - 1) in {"treasury", "defense"} else None
