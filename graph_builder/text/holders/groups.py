"""Whose a group is that has no name of its own: "the SCO leaders", "the Government", "powerful nations"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_builder.model import Concept
from graph_builder.reference import Reference
from graph_builder.text.holders.adjectives import state_adjective
from graph_builder.text.holders.peoples import people_of
from graph_builder.text.holders.persons import Persons
from graph_builder.text.holders.voices import Voices
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["GroupHolders"]

_LISTING = frozenset({"including", "among"})
_PRIVATE = frozenset({"leader", "union", "representative", "group", "association", "organization", "organisation"})
"""Group nouns that may be of those who are no state's."""
_NUMBERS = {
    word: n for n, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)
}


class GroupHolders:
    """The groups of one segment: leaders, governments, sides, states."""

    def __init__(
        self,
        grammar: Grammar,
        actors: Sequence[Mention],
        adjectives: Mapping[str, Concept],
        reference: Reference,
        persons: Persons,
    ) -> None:
        self.g, self.actors, self.reference = grammar, actors, reference
        self.adjectives, self.persons = adjectives, persons

    def is_group(self, at: int) -> bool:
        """Whether a group is named at an index: "leaders", "States", "member-states"; not beyond either end."""
        if not 0 <= at < len(self.g.tokens):
            return False
        token = self.g.tokens[at]
        known = not (token.nouns | {token.low}).isdisjoint(self.g.words["group_nouns"])
        return known or token.low.endswith(("-states", "-countries", "-nations", "-governments"))

    def is_issuer(self, start: int, head: int, voices: Voices) -> bool:
        """Whether the issuer is called by a noun of its name: "the Agency" in a statement of the Atomic Energy Agency."""
        short = self.g.tokens[head]
        plain = head == start + 1 and self.g.low(start) == "the" and short.is_capital and bool(short.nouns)
        known = self.reference.actor_by_code.get(voices.issuer[0]) if plain and len(voices.issuer) == 1 else None
        return known is not None and any(short.text in name.split()[1:] for name in known.names)

    def is_bare(self, actor: Mention) -> bool:
        """Whether a mention is only a group noun ("States"), which names nobody by itself."""
        alone = actor.end - actor.first == 1 or self.g.low(actor.first + 1) == "("
        return alone and self.is_group(actor.first)

    def is_bare_singular(self, start: int, head: int) -> bool:
        """Whether the head is a singular without article or actor before it ("side by side"), so no group at all."""
        token = self.g.tokens[head]
        if token.low not in token.nouns or token.is_capital:
            return False
        return not any(self.g.is_in(at, "determiners") or self.g.tokens[at].is_capital for at in range(start, head))

    def is_at_large(self, start: int, head: int) -> bool:
        """Whether some states or leaders are spoken of that nobody names: "powerful nations", "many governments"."""
        if self.g.low(head) not in {"nations", "countries", "states", "governments", "leaders", "powers"}:
            return False
        words = [self.g.low(at) for at in range(start, head)]
        if self.has_adjective(start, head):
            return False
        if not words or words[0] in {
            "the",
            "our",
            "these",
            "all",
            "both",
            "member",
            "allied",
            "participating",
            "two",
            "three",
            "its",
            "their",
        }:
            return False
        return (
            any(word.isdigit() or word in self.g.words["cardinals"] for word in words)
            or words[0] in {"some", "many", "most", "several", "other", "few"}
            or all(self.g.tokens[at].is_adjective for at in range(start, head))
        )

    def listed_behind(self, end: int) -> tuple[str, ...] | None:
        """Those of some states at large that are named at the end: "nine countries opposed it, including | Peru and Chile"."""
        size = len(self.g.tokens)
        for at in self.g.places(_LISTING, end, size - 1):
            named = [actor for actor in self.actors if actor.first > at]
            inside = {place for actor in named for place in range(actor.first, actor.end)}
            rest = (place for place in range(at + 1, size) if place not in inside and self.g.tokens[place].is_word)
            plain = all(self.g.low(place) in {"and", "the", "them"} for place in rest)
            if plain and named:
                return tuple(dict.fromkeys(actor.concept.code for actor in named if actor.concept.code))
        return None

    def are_of_region(self, start: int, head: int, issuer: tuple[str, ...]) -> bool:
        """Whether the body whose report it is has the name of their region in its own: "Pacific | leaders" of the Pacific Islands Forum."""
        known = self.reference.actor_by_code.get(issuer[0]) if len(issuer) == 1 else None
        if known is None or head != start + 1 or not self.g.tokens[start].is_capital:
            return False
        return any(self.g.tokens[start].text in name.split() for name in known.names)

    def are_others(self, start: int, head: int) -> bool:
        """Whether some of those at a meeting are spoken of: "many | delegations", "several of the speakers", "almost all members"."""
        told = start + (self.g.low(start) in {"almost", "nearly", "virtually", "a", "so", "too"})
        several = self.g.low(head) not in self.g.tokens[head].nouns
        return several and head > start and self.g.is_in(told, "some_of_all")

    def _are_many_states(self, start: int, head: int) -> bool:
        """Whether some of all states are spoken of: "many | states", "some member | states", "certain delegations"."""
        some = self.g.low(start) == "certain" or (self.g.is_in(start, "some_of_all") and self.g.low(start) != "all")
        return some and self.g.low(head) in {"states", "nations", "members", "delegations", "governments", "powers"}

    def are_some(self, words: Sequence[str]) -> bool:
        """Whether nothing but how many is told: "others", "many", "a few"."""
        return words[-1] in self.g.words["some_of_all"] and words[:-1] in ([], ["a"])

    def is_our_body(self, start: int, end: int) -> bool:
        """Whether "our" stands before the leaders of a body that has a name: "our Pacific Islands Forum leaders"."""
        named = any(
            actor.first == start + 1 and actor.end < end and actor.end - actor.first > 1 for actor in self.actors
        )
        return self.g.low(start) == "our" and named and self.is_group(end - 1)

    def has_adjective(self, start: int, end: int) -> bool:
        """Whether a state's adjective stands between two indexes: "the Peruvian | navy"."""
        return any(state_adjective(self.g, self.adjectives, at) is not None for at in range(start, end))

    def resolve(self, start: int, head: int, actors: Sequence[Mention], voices: Voices) -> tuple[str, ...] | None:
        """A group noun with the actor beside it ("the SCO leaders", "the countries of ASEAN"), else the speaker's own side."""
        states = (state_adjective(self.g, self.adjectives, at) for at in range(start, head))
        modifiers = [state.code for state in states if state is not None]
        if modifiers and modifiers[0]:
            return (modifiers[0],)
        actors = [actor for actor in actors if not (self.is_bare(actor) or self._is_part(actor, head))]
        placed = [
            a
            for a in actors
            if a.first > head and self.g.low(a.first - 1 - self.g.is_in(a.first - 1, "articles")) == "in"
        ]
        met = self.g.low(head + 1) in {"meeting", "gathered", "gathering"}  # "leaders meeting | in Peru's capital"
        actors = [a for a in actors if a not in placed] or ([] if met else actors)  # "the UN mission | in Chad"
        named = tuple(dict.fromkeys(actor.concept.code for actor in actors if actor.concept.code))
        widest = [
            actor
            for actor in actors
            if not any(other is not actor and other.first <= actor.first and actor.end <= other.end for other in actors)
        ]
        if widest:
            return (
                tuple(dict.fromkeys(actor.concept.code for actor in widest if actor.concept.code))
                if len(widest) > 1
                else named[:1]
            )
        if (
            self.persons.narrated
            and self.persons.ministry
            and self.g.tokens[head].low == "ministry"
            and head == start + 1
        ):
            return (self.persons.ministry,)
        if self._is_foreign_organ(start, head, voices):
            return self._organ(start, head, voices)
        if self._is_group_again(start, head, voices) and (again := self._organ(start, head, voices)) is not None:
            return again
        if len(voices.own) == 1 and any(self.g.tokens[at].text in voices.own[0].split() for at in range(start, head)):
            return voices.own  # "all Commonwealth | Governments"
        if (
            not self.g.tokens[head].nouns.isdisjoint(self.g.words["governing_bodies"])
            and (local := self._where(start)) is not None
        ):
            return (local,)
        last = voices.last if len(voices.last) == 1 and self.persons.states.issuperset(voices.last) else ()
        if (whose := self._of_last(start, head, voices)) is not None:
            return whose
        if (
            not self.persons.states.intersection(voices.own)
            and (
                land := None
                if self.persons.body and self.g.low(head) == "authority"  # of heads of state
                else (self.persons.ministry if self.g.low(head) == "ministry" else None)
                or self.persons.home
                or (
                    last[0] if last and self.g.low(head) == "ministry" else None
                )  # behind "Peru condemned a raid in Chile"
                or (None if self.g.tokens[head].nouns & self.g.words["persons"] else self.persons.land)
            )
            and not self.g.tokens[head].nouns.isdisjoint(self.g.words["governing_bodies"])
        ):
            return (land,)
        if self.persons.narrated and self._is_of_region(start + 1, head):
            return (" ".join(word.text for word in self.g.tokens[start + 1 : head + 1]),)
        token = self.g.tokens[head]
        told = next((_NUMBERS[self.g.low(at)] for at in range(start, head) if self.g.low(at) in _NUMBERS), None)
        size = len(voices.group)
        two = (
            token.low not in token.nouns
            and size in {told or 2, told or 3}
            and self.persons.states.issuperset(voices.group)
        )
        two = two and (size == (told or 2) or bool(voices.own))
        if two and len(voices.own) < 2 and set(voices.own) <= set(voices.group):
            return voices.group  # "the leaders" of a meeting of two states, "the three countries"
        rest = tuple(code for code in voices.group if code not in voices.own)
        if told is not None and told == len(rest) < size and self.persons.states.issuperset(voices.group):
            return rest  # "the Secretary and | the two ministers", whom the Secretary met
        private = not token.nouns.isdisjoint(_PRIVATE) and any(
            self.g.is_in(at, "sorts_of_others") for at in range(start, head)
        )
        if private or self._are_of_parliament(head, voices):
            return None  # "industry leaders", "labor unions", "legislators", but not "labor ministers"
        others = any(self.g.low(at) == "other" for at in range(start, min(start + 2, head)))
        met = self.persons.body is not None and voices.issuer == (self.persons.body,)
        met = met and voices.teller in {(), voices.issuer}
        if others and met and token.low in {"speakers", "delegations", "delegates", "participants", "representatives"}:
            return voices.issuer  # those of the meeting that a body reports
        if others and self.g.low(start - 1) not in {",", "and", "or"}:
            return None  # "other members of the Council" are not who speaks
        if len(voices.issuer) == 1 and token.text in {"candidates", "factions", "belligerents", "combatants"}:
            return None  # "the parties and candidates have agreed to a truce": not who alone speaks
        if self._are_many_states(start, head) and len(voices.own) == 1 and self.persons.states.issuperset(voices.own):
            return None  # "certain states reject it": not the one that speaks
        if self._are_of_issuer(head, voices):
            return voices.issuer
        alone = (
            len(voices.own) == 1 and voices.own[0] not in self.reference.actor_by_code and voices.own != voices.issuer
        )
        if alone and token.low not in token.nouns and self.persons.body is not None:
            return voices.issuer or voices.own  # 'The host said: "Leaders endorsed the plan"'
        determined = any(self.g.is_in(at, "determiners") for at in range(start, head))
        determined = determined or (
            self.g.low(head + 1) == "of" and self.g.low(head + 2) == "the"
        )  # "leaders of the bloc"
        return voices.own or (voices.last if determined or token.low in token.nouns else None)  # "officials said"

    def _are_of_parliament(self, head: int, voices: Voices) -> bool:
        """Whether members of a parliament are told of in what a state itself says: they do not speak for it."""
        alone = len(voices.own) == 1 and self.persons.states.issuperset(voices.own) and voices.own == voices.issuer
        named = head + 1 < len(self.g.tokens) and self.g.tokens[head + 1].is_capital  # "Senator | Soto", a minister
        return alone and not self.persons.narrated and not named and self.g.is_in(head, "of_parliament")

    def _of_last(self, start: int, head: int, voices: Voices) -> tuple[str, ...] | None:
        """Whose "the government" is in a report of another: the state's that took a stance last, if it was named last, too."""
        plain = head == start + 1 + self.g.is_in(start + 1, "portfolios") and self.g.low(start) == "the"
        plain = plain and self.g.is_in(head, "governing_bodies")
        plain = plain and self.persons.narrated and self.g.tokens[head].nouns.isdisjoint(self.g.words["persons"])
        if not plain or voices.teller:
            return None
        states = (item.holders for item in voices.recent if self.persons.states.issuperset(item.holders))
        last = next(states, ())
        return last if (self.persons.land,) == last != voices.issuer else None

    def _is_of_region(self, first: int, head: int) -> bool:
        """Whether a name tells that a body is that of a part of the world: "the | Sahel Alliance", "the | Asian Trade Commission"."""
        named = first < head and all(self.g.tokens[at].is_capital for at in range(first, head + 1))
        if not named or not (self.g.is_in(head, "organs_of_others") or self.g.is_in(head, "named_bodies")):
            return False
        return any(
            self.g.is_in(at, name)
            for at in range(first, head)
            for name in ("regions_meant", "continents", "ends_of_regions")
        )

    def _is_part(self, actor: Mention, head: int) -> bool:
        """Whether only some members of an organization are told of: "the nine NATO | members"."""
        if actor.concept.variety == "State" or not self.g.is_in(actor.first - 1, "cardinals"):
            return False
        told = _NUMBERS.get(self.g.low(actor.first - 1), 0)
        members = {entry.member for entry in self.reference.memberships if entry.organization == actor.concept.code}
        return 0 < told < len(members) / 2

    def teller_again(self, start: int, head: int, end: int, voices: Voices) -> tuple[str, ...] | None:
        """The body that tells the sentence, as "the group" or "the party"."""
        plain = end - start == 2 and self.g.low(start) == "the" and self.g.is_in(head, "bodies_again")
        alone = len(voices.own) == 1 and self.persons.states.isdisjoint(voices.own)
        return voices.own if plain and alone and not self.persons.is_person(voices.own[0]) else None

    def body_again(self, start: int, head: int, end: int, voices: Voices) -> tuple[str, ...] | None:
        """The body of no state that was named before, as "the rights group", "the movement", "the Lima-based charity"."""
        plain = self.g.low(start) == "the" and head == end - 1 and head > start
        if not plain or not self.g.is_in(head, "bodies_again") or self.has_adjective(start, head):
            return None
        based = next((at for at in range(start + 1, head) if self.g.low(at).endswith("-based")), start)
        if any(self.g.tokens[at].is_capital for at in range(based + 1, head)):
            return None
        alone = (item for item in voices.recent[:3] if len(item.holders) == 1)
        bodies = (item.holders for item in alone if "it" in item.pronouns or self.is_body(item.holders[0]))
        return next((found for found in bodies if self.persons.states.isdisjoint(found)), None)

    def bloc_again(self, start: int, head: int, voices: Voices) -> tuple[str, ...] | None:
        """The organization named last, for which a delegate spoke in a body's report: "the Group", "the Community"."""
        bloc, short = self.persons.bloc, self.g.tokens[head]
        if self.persons.body is None or bloc is None or not short.is_capital or self.g.low(start) != "the":
            return None
        if bloc in {self.persons.body, *voices.issuer}:
            return None
        known = self.reference.actor_by_code.get(bloc)
        names = {word.lower() for name in (bloc, *(known.names if known else ())) for word in name.split()}
        called = short.low in names and (self.g.is_in(head, "bodies_again") or short.low in {"community", "union"})
        return (bloc,) if called or short.low == "group" else None

    def is_body(self, name: str) -> bool:
        """Whether a name that nobody here knows has a word that persons' names have not: "Human Rights Watch"."""
        lists = ("words_of_bodies", "named_bodies", "bodies", "bodies_again", "civil_causes")
        return not {word.lower() for word in name.split()}.isdisjoint(self.g.words.any_of(*lists))

    def _is_foreign_organ(self, start: int, head: int, voices: Voices) -> bool:
        """Whether a state that speaks tells of an organ that is not its own: "the Council", "the African Group"."""
        alone = len(voices.own) == 1 and self.persons.states.issuperset(voices.own) and not voices.teller
        capital = self.g.tokens[head].is_capital and head > 0 and self.g.low(start) == "the"
        foreign = alone and capital and self.g.is_in(head, "organs_of_others") and voices.own == voices.issuer
        return foreign and not self.persons.narrated

    def _is_group_again(self, start: int, head: int, voices: Voices) -> bool:
        """Whether a state that speaks tells of a group that it has named: "the | group" behind "the Rio Group"."""
        alone = len(voices.own) == 1 and self.persons.states.issuperset(voices.own) and not self.persons.narrated
        return alone and head == start + 1 and self.g.low(start) == "the" and self.g.is_in(head, "bodies_again")

    def _organ(self, start: int, head: int, voices: Voices) -> tuple[str, ...] | None:
        """The body named before that is called so for short, or a group by the name that stands there."""
        name = " ".join(token.text for token in self.g.tokens[start + 1 : head + 1])
        known = (item.holders for item in voices.recent if len(item.holders) == 1 and item.holders != voices.own)
        named = next((whose for whose in known if _is_called(whose[0], name)), None)
        bloc = self.persons.bloc
        organ = self.persons.organ
        found = named or ((organ,) if organ and _is_called(organ, name) else None)
        found = found or ((bloc,) if bloc and name.lower() == "group" and name.lower() in bloc.lower() else None)
        full = head > start + 1 and all(self.g.tokens[at].is_capital for at in range(start + 1, head))
        return found or ((name,) if full and self.g.low(head) in {"group", "movement", "alliance"} else None)

    def of_resolution(self, start: int, head: int, direct: Sequence[Mention], voices: Voices) -> tuple[str, ...] | None:
        """The body named last, whose a resolution or session is of which a state speaks: "that resolution urged all"; None if none was."""
        pointed = self.g.is_in(start, "determiners") and self.g.low(start) not in {"our", "my"}
        if direct or not pointed or self.g.tokens[head].nouns.isdisjoint({"resolution", "draft", "session"}):
            return None
        named = (item.holders for item in voices.recent if "it" in item.pronouns and item.holders != voices.own)
        organ = (self.persons.organ,) if self.persons.organ else None
        return next((found for found in named if self.persons.states.isdisjoint(found)), organ)

    def _are_of_issuer(self, head: int, voices: Voices) -> bool:
        """Whether one state's delegate tells what "the leaders" or "the Committee" did, those of the body whose report it is."""
        several = len(voices.issuer) > 1 and set(voices.issuer).isdisjoint(voices.own)
        body = self.persons.body is not None and voices.issuer == (self.persons.body,)
        told = len(voices.own) == 1 and (several or (body and self.persons.states.issuperset(voices.own)))
        organ = body and self.g.tokens[head].is_capital and self.g.is_in(head, "organs_of_others")
        return told and (organ or self.g.is_in(head, "gathered"))

    def _where(self, start: int) -> str | None:
        """Code of the state of "In Peru, the new Government …" and "In Lima, the ministry …"."""
        heads = (actor for actor in self.actors if actor.end < start and self.g.low(actor.first - 1) == "in")
        found = next((a.concept.code for a in heads if a.first <= 2 and a.concept.variety == "State"), None)
        seat = self.g.tokens[1].text if found is None and self.g.low(0) == "in" and start > 2 else ""
        return self.persons.known.get(seat) if seat in self.persons.seats else found

    def whose_people(self, start: int, end: int, own: Sequence[str]) -> tuple[str, ...] | None:
        """The state whose people and leaders are told together, "the people and Government of Peru", or its people; None if none are."""
        of = next(at for at in range(start, end) if self.g.low(at) == "of")
        told = {self.g.low(at) for at in range(start, of)}
        alone = told in ({"the", "people"}, {"the", "peoples"})
        if not (alone or "and" in told) or not told <= self.g.words["governments_and_heads"] | {"the", "and"}:
            return None
        codes = [
            m.concept.code for m in self.actors if m.end == end and m.first <= of + 2 and m.concept.variety == "State"
        ]
        state = next((code for code in codes[:1] if code), None)
        if state is None:
            return None
        return (people_of(self.adjectives, self.reference, state) if alone and state not in own else state,)


def _is_called(body: str, short: str) -> bool:
    """Whether a body is called so for short: "the Council" of "UN Security Council", "the Union" of "EU"."""
    return short.lower() in body.lower() or (body.isupper() and body[-1] == short[0] and " " not in short)
