"""Whose stance it is: the issuer, a named actor, or what a pronoun stands for."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence, Set

from graph_builder.model import Concept
from graph_builder.reference import Reference
from graph_builder.text.holders.agencies import Agencies
from graph_builder.text.holders.behalf import spoken_for_aside
from graph_builder.text.holders.behind import adopted_by
from graph_builder.text.holders.blocs import Blocs
from graph_builder.text.holders.body_names import BodyNames
from graph_builder.text.holders.clauses_before import ClausesBefore
from graph_builder.text.holders.former import of_former
from graph_builder.text.holders.groups import GroupHolders
from graph_builder.text.holders.members import Members
from graph_builder.text.holders.named import NamedHolders
from graph_builder.text.holders.named_again import NamedAgain
from graph_builder.text.holders.peoples import people
from graph_builder.text.holders.persons import Persons
from graph_builder.text.holders.pronouns import SUBJECT_OF, Pronouns
from graph_builder.text.holders.strangers import Strangers
from graph_builder.text.holders.styles import after_style, styled_offices
from graph_builder.text.holders.subject_words import SubjectWords
from graph_builder.text.holders.subjects import Subjects
from graph_builder.text.holders.unknown_bodies import UnknownBodies
from graph_builder.text.holders.voices import Voices
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Holders"]

_FIRST_PERSON = frozenset({"we", "i", "our", "my", "us", "me"})
_SUBJECTS = frozenset({"i", "they", "it", "he", "she"})
_PAIR = (["the", "pair"], ["the", "duo"])
_THIRD_PERSON = frozenset({"they", "it", "he", "she", "both", "its", "their"})
_HIS = frozenset({"his", "her"})
_SHARE = frozenset({"percent", "cent"})
_ONE_OF_MANY = frozenset({"a", "an", "another", "one"})


class Holders:
    """Resolves the subject of a stance to canonical holder names."""

    def __init__(
        self,
        grammar: Grammar,
        mentions: Sequence[Mention],
        adjectives: Mapping[str, Concept],
        reference: Reference,
        persons: Persons,
        *,
        texts: bool = True,
        strangers: bool = False,
        blocs: Blocs | None = None,
    ) -> None:
        """With `texts` a declaration or summit that is named is that of who speaks; with `strangers` unknown names count."""
        self.g = grammar
        self._words = SubjectWords(grammar)
        self.actors = [mention for mention in mentions if mention.concept.code is not None]
        self.mentions = mentions
        self.blocs = blocs
        self.adjectives, self.reference = adjectives, reference
        self.persons = persons
        self.subjects = Subjects(grammar, self.actors, adjectives)
        self.groups = GroupHolders(grammar, self.actors, adjectives, reference, persons)
        self.members = Members(grammar, self.actors, adjectives)
        self.again = NamedAgain(grammar, self.actors, self.groups, persons)
        self._pronouns = Pronouns(grammar, persons)
        self.clauses = ClausesBefore(grammar, self.actors, self.subjects, self._pronouns)
        self.agencies = Agencies(grammar, self.actors, self.groups, persons.states)
        self.strangers = Strangers(grammar, persons) if strangers else None
        self.unknown = UnknownBodies(grammar, mentions, BodyNames(grammar, adjectives), texts=texts)
        self.named = NamedHolders(
            grammar, self.actors, self.groups, reference.leaders, persons, texts=texts, strangers=self.strangers
        )

    def is_valued(self, last: int, first: int, *, actors: bool = True) -> bool:
        """Whether a principle, treaty or actor is named by the words from `first` to `last`."""
        kinds = {"principle", "treaty", "actor"} if actors else {"principle", "treaty"}
        return any(first <= mention.first <= last and mention.concept.kind in kinds for mention in self.mentions)

    def names_others(self, start: int, end: int, holders: tuple[str, ...]) -> bool:
        """Whether an actor other than the holders, or a group at large, is named between two indexes."""
        codes = {m.concept.code for m in self.mentions if start <= m.first < end and m.concept.kind == "actor"}
        at_large = any(self.g.low(at) in self.g.words["at_large"] | {"you"} for at in range(start, end))
        return bool(codes - set(holders)) or (at_large and not codes)

    def pronouns(self, holders: tuple[str, ...]) -> Set[str]:
        """By which pronouns holders can be meant, as far as this sentence names them."""
        return self._pronouns.of(holders)

    def is_paper(self, teller: tuple[str, ...]) -> bool:
        """Whether the name of a newspaper is likely meant: one word that is neither an actor nor a person known so far."""
        name = teller[0]
        return len(teller) == 1 and not (" " in name or self.has_name(name) or self.persons.is_person(name))

    def has_name(self, holder: str) -> bool:
        """Whether a holder is a known actor or has a name of several words: no "analysts"."""
        return holder in self.reference.actor_by_code or (" " in holder and holder[0].isupper())

    def acts(self, start: int, end: int) -> bool:
        """Whether an actor, a person or a body is the head of the noun phrase [start, end): no "US soldiers", "many states"."""
        head = self.named.head(start, end)
        if self.groups.is_at_large(start, head):
            return False
        lists = ("persons", "group_nouns", "governing_bodies", "bodies", "heads_of_bodies")
        acting = not self.g.bases(head).isdisjoint(self.g.words.any_of(*lists))
        return acting or self.g.tokens[head].is_capital or any(actor.end == head + 1 for actor in self.actors)

    def resolve(self, start: int, end: int, voices: Voices, *, documents: bool = True) -> tuple[str, ...] | None:
        """Holders named by the noun phrase [start, end), or None if it names nobody who can hold a stance.

        With `documents` a declaration or resolution speaks for its issuer.
        """
        found = self._resolve(start, end, voices, documents=documents)
        if self.strangers is not None and "behalf" in self.g.said:
            body = spoken_for_aside(self.g.tokens, self.mentions, start, end)
            found = found if body is None else (body,)
        found = self.blocs.members(found) if found and self.blocs is not None else found
        if found and voices.may_be(found, self.g.low(start)):
            self._pronouns.learn(found, start, end)
            if len(found) == 1 and end > start + 2 and self.strangers is not None:
                self.named.note_office(start, end, found[0])
        return found

    def _resolve(self, start: int, end: int, voices: Voices, *, documents: bool) -> tuple[str, ...] | None:
        start = self.subjects.after_adverbial(start, end)
        if (styled := after_style(self.g, start, end)) > start:
            return self._styled(styled, end, voices)
        if self.strangers is not None and (text_end := self.named.behind.adopted(start, end)) is not None:
            end = text_end
        if (by := self.named.behind.issuer_of_text(start, end)) is not None:
            return self._resolve(by, end, voices, documents=False)
        if (listed := self.members.listed(start, end) or self.members.told(start, end)) is not None:
            return self._resolve(listed, end, voices, documents=documents)
        end = self.subjects.before_verb(start, end)
        if (parted := self.subjects.parted_offices(start, end)) is not None:
            one = self._resolve(start, parted[0], voices, documents=False)
            other = self._resolve(parted[1], end, voices, documents=False)
            if one and other:
                return tuple(dict.fromkeys((*one, *other)))  # "the envoy of Peru, Ana Soto, and the envoy of Chile"
        if self.g.low(start) in _SUBJECTS and (
            self.g.low(end - 1) == "," or self.g.before_set_phrase(end - 1) < end - 1
        ):
            end = start + 1  # "they, in this regard, | welcomed", "they in this regard | welcomed"
        words = [self.g.low(at) for at in range(start, end)]
        while words and (tail := self._words.tail(words, start)):
            del words[-tail:]
        if len(words) > 1 and words[-1] in {"both", "all", "each", "himself", "herself", "itself", "themselves"}:
            del words[-1]  # "the two sides both"
        if not words:
            return None
        words = words[: self._words.before_role(words)]
        if documents and (adopted := adopted_by(self.g, self.mentions, start, start + len(words))) is not None:
            return (adopted,)
        if words[-1] in {"we", "i", "they"} and self._is_contact_clause(words):
            return None
        if words[-2:] == ["and", "i"] and (
            other := self._resolve(start, start + len(words) - 2, voices, documents=False)
        ):
            return tuple(dict.fromkeys((*other, *voices.own)))  # "President Kral and I"
        if words[-1] in {"we", "i"} or (len(words) <= 2 and words[-1] in _FIRST_PERSON | {"ourselves"}):
            return voices.own
        if words[-1] == "they":
            return self._subject_before(start, voices, words) or voices.several
        if words == ["both"] or words in _PAIR or self._are_both(start, start + len(words)):
            return self.again.pair_before(start) or voices.both
        if self.strangers is not None and self.groups.are_some(words):
            told = voices.issuer if self.persons.body is not None else ()
            return told or None  # "others called for restraint": of the body whose report this is
        if len(words) == 1 and voices.is_untold(words[0]):
            return self._subject_before(start, voices, words)
        if words[-1] in {"he", "she"} or (len(words) <= 2 and words[-1] in _THIRD_PERSON):
            pronoun = "they" if words[-1] == "both" else SUBJECT_OF.get(words[-1], words[-1])
            return self._subject_before(start, voices, words) or voices.meant_by(pronoun)
        if words[0] == "we" and len(words) > 1 and self._words.is_sure_verb(start + 1):
            return None  # "we understand this"
        majesty = words[0] in _HIS and all(token.is_capital for token in self.g.tokens[start : start + 2])
        if majesty and (titled := self.named.leader(start, start + len(words))) is not None:
            return titled  # "His Majesty's Government"
        theirs = words[0] in _HIS and not self.groups.has_adjective(start, end)  # but "his Chilean counterpart"
        if theirs and self._speaks_for_us(start, start + len(words)):
            return voices.meant_by(SUBJECT_OF[words[0]])  # "her delegation"
        if self.strangers is not None and (again := self.again.of(start, start + len(words), voices)) is not None:
            return again
        if self.strangers is not None and self.again.is_friend_or_foe(start, start + len(words)):
            return None  # "its ally"
        if words[0] == "its" and (owner := self._owner_told(start, start + len(words), voices)) is not None:
            return owner
        if words[0] in {"our", "my"} and not self._speaks_for_us(start, start + len(words)):
            return None  # "our islands"
        if words[0] in {"we", "our", "my"} and not self.groups.is_our_body(start, start + len(words)):
            return voices.own
        if words[0] in self.g.words["prepositions"] and (late := self._behind_circumstance(start, start + len(words))):
            return self.resolve(late, end, voices, documents=documents)
        if words[0] in self.g.words["prepositions"] and (comma := self._words.behind_comma(start, words)) is not None:
            return self._resolve(comma, end, voices, documents=documents)
        if words[0] in self.g.words["prepositions"] or self._words.is_gerund(start):
            return None
        if (titled := self.named.with_long_office(start, start + len(words), voices)) is not None:
            return titled
        if (some := self._of_several(start, start + len(words))) is not None:
            vague = self.g.low(start) == "a" and self.g.is_in(some, "at_large")  # "a number of countries": nobody
            return None if vague else self._resolve(some, end, voices, documents=documents)
        former = None if self.strangers is None else of_former(self.strangers, start, start + len(words), voices)
        if former is not None:
            return former or None
        if (whole := people(self.g, self.adjectives, self.reference, start, start + len(words))) is not None:
            return voices.own if whole[1] in voices.own else (whole[0],)
        if "of" in words and (state := self.groups.whose_people(start, start + len(words), voices.own)):
            return state
        if len(voices.own) > 1 and self.members.are_all(start, start + len(words), voices.own):
            return voices.own
        found: list[str] = []
        parts = self.named.conjuncts(start, start + len(words))
        if not parts:
            return None
        listed = self.g.low(parts[-1][0] - 1) == "and"  # "Peru, Chile, and | Ghana"
        if len(parts) > 1 and not listed and all(self.g.low(last) == "," for _, last in parts[:-1]):
            named = self._in_apposition(parts, voices)
            if named is not None:
                return named
        apposed = len(parts) == 2 and self.g.low(parts[0][1]) == "," and self.g.low(parts[1][0]) in {"a", "an"}
        if apposed or (len(parts) == 2 and self._is_place(*parts)):
            parts = parts[:1]  # "those who met in Lima, Peru,", "Chile, a member of the Union,"
        if len(parts) > 1 and (office := self.named.office_behind(parts[0], parts[1], voices)) is not None:
            return office
        two = voices.group if len(voices.group) == 2 or self.strangers is not None else voices.own
        if len(parts) == len(two) == 2 and words[0] == "the" and all(self._is_bare_office(*part) for part in parts):
            return two  # "the President and Prime Minister" of a meeting of two
        for first, last in parts:
            if last - first == 1 < len(parts) and words[0] in {"he", "she"} and first == start:
                found.extend(voices.meant_by(words[0]))  # "he and his Chilean counterpart"
                continue
            if found and self._is_of_same(first, last):
                continue  # "Peru and | its neighbours"
            part = self.named.conjunct(first, last, voices, documents=documents)
            if part is None and len(parts) > 1 and self.groups.is_at_large(first, self.named.head(first, last)):
                continue  # "foreign governments and the Commonwealth"
            if part is None and (adjectival := self._of_adjectives(first, last)) is not None:
                part = adjectival
            if part is None and len(parts) > 1 and self.strangers is not None:
                part = self.agencies.whose(first, last, voices)
                if part is None and found and self.g.tokens[first].is_capital and last - first == 1:
                    continue  # "the Departments of State and | Commerce"
            if part is None:
                named_so = self.named.is_title(start) or self._is_bare_office(*parts[0])
                if len(parts) == len(voices.own) > 1 and named_so and set(found) <= set(voices.own):
                    return voices.own  # the leaders of those who speak, one of them by a name that is not known here
                return (
                    tuple(found) or self._of_house(start, voices) or self._stranger(start, start + len(words), voices)
                )
            found.extend(name for name in part if name not in found)
        return tuple(found) or None

    def _owner_told(self, start: int, end: int, voices: Voices) -> tuple[str, ...] | None:
        """The body or state named before whose head or members speak: "Its head, Ana Ruiz,", "Its members"; None if none do."""
        if self.strangers is None or self.groups.has_adjective(start, end):
            return None
        comma = next((at for at in range(start, end) if self.g.low(at) == ","), end)
        head = self.named.head(start, comma)
        speaks = self.groups.is_group(head) or self.g.is_in(head, "persons") or self.g.is_in(head, "heads_of_bodies")
        return (self._subject_before(start, voices, ["its"]) or voices.meant_by("it")) if speaks else None

    def _is_of_same(self, first: int, last: int) -> bool:
        """Whether those are joined to somebody who are his or its own: "the President and | his ministers"."""
        whose, head = self.g.low(first), self.named.head(first, last)
        if self.g.is_in(head, "friends_and_foes") and self.g.low(head + 1) == "in":
            return whose in {"its", "their", "our"}  # "our partners in Peru"
        return whose in {"his", "her", "its", "their"} and not self.groups.has_adjective(first, last)

    def _subject_before(self, start: int, voices: Voices, words: Sequence[str]) -> tuple[str, ...] | None:
        """The subject of the clause before a pronoun that stands alone: "Although Peru is small, | it"."""
        if len(words) > 1:
            return None
        whose = functools.partial(self.resolve, voices=voices, documents=False)
        return self.clauses.subject_of(start, whose, self.persons.states)

    def _is_bare_office(self, start: int, end: int) -> bool:
        """Whether only an office stands there: "the Prime Minister"."""
        named = any(actor.first < end and actor.end > start for actor in self.actors) or self.groups.has_adjective(
            start, end
        )
        start += self.g.low(start) == "the"
        return not named and 0 < end - start < 3 and self.g.is_in(end - 1, "persons")

    def _is_place(self, before: tuple[int, int], part: tuple[int, int]) -> bool:
        """Whether a name only tells where a town is: "the summit in Lima | , Peru", "talks in Camp David | , Maryland"."""
        first = before[1] - 1
        while first > before[0] + 1 and self.g.tokens[first - 1].is_capital:
            first -= 1
        town = self.g.low(first - 1) in {"in", "at", "near"} and self.g.tokens[before[1] - 1].is_capital
        if not town or self.g.low(before[1]) != ",":
            return False
        names = all(self.g.tokens[at].is_capital for at in range(*part)) and self.named.leader(*part) is None
        return names or any((m.first, m.end) == part for m in self.actors)

    def _of_several(self, start: int, end: int) -> int | None:
        """Index of those of whom some are spoken of: "a number of | delegates", "most of | the members"; None if none are."""
        at, vast = start + self.g.is_in(start, "articles"), self.g.skip_modifiers(start, 3)  # "the vast | majority of"
        near = range(start, min(start + 5, end - 1))
        share = next((n for n in near if self.g.low(n - 1)[-1:] == "%" or self.g.low(n - 1) in _SHARE), None)
        if share is not None:
            return share + 1 if self.g.low(share) == "of" else None  # "some 72 percent of | Peruvians"
        named = any(vast + 2 <= actor.first < end for actor in self.actors)
        at = at if self.g.is_in(at, "shares") or not named else vast
        if at + 2 >= end or (at > 0 and self.g.tokens[at].is_capital):
            return None  # "the Group of 77"
        return at + 2 if self.g.is_in(at, "shares") and self.g.low(at + 1) == "of" else None

    def _in_apposition(self, parts: Sequence[tuple[int, int]], voices: Voices) -> tuple[str, ...] | None:
        """Whom a name and an office between commas are: "the UN chief, Antonio Guterres", "Bill Moe, chairman of the Cree Council"."""
        body = self.named.by_office(*parts[0], voices)
        if body and all(code in self.reference.actor_by_code and code not in self.persons.states for code in body):
            return body  # "the head of the Union, Peru's President Ana Soto,"
        leaders = (self.named.leader(*part) for part in (*parts[1:], parts[0]))
        named = next((found for found in leaders if found is not None), None)
        offices = (self.named.by_office(*part, voices) for part in parts)
        found = next((found for found in offices if found is not None), None)
        unknown = named is not None and any(named == (self.named.text(*part),) for part in parts)
        named = found if found and unknown else named or found
        if named and len(named) == 1:
            self.named.introduce(parts, named[0])
        return named

    def _styled(self, start: int, end: int, voices: Voices) -> tuple[str, ...] | None:
        """For whom a person speaks who is told by a style that ends at `start`: "His Highness | the Amir", "Her Majesty |"."""
        told = self._resolve(start, end, voices, documents=False) if start < end else None
        if told is not None and all(code in self.reference.actor_by_code for code in told):
            return told
        heads = (self.persons.of_head(office) for office in styled_offices(self.g, start - 1))
        head = next(filter(None, heads), self.persons.house)
        if head is not None:
            return (head,)
        if told is None and start < end:
            return voices.own if self.persons.states.issuperset(voices.own) else None
        return told or voices.meant_by("he")

    def _of_house(self, start: int, voices: Voices) -> tuple[str, ...] | None:
        """The organization whose report it is, for who has a title in it but no land: "Mr Rossi"."""
        titled = self.strangers is not None and self.g.is_in(start, "courtesies") and self.persons.body is not None
        return voices.issuer if titled else None

    def _stranger(self, start: int, end: int, voices: Voices) -> tuple[str, ...] | None:
        if self.strangers is None:
            return self.unknown.named(start, end, voices)
        if end - start == 1 and voices.teller:
            return None  # "Peru's minister said | Bonn would wait"
        named = self.strangers.named(start, end)
        if named is not None:
            plain = 0 if self.groups.is_body(named[0]) else end - start
            return (whose,) if (whose := self.persons.officer_called(named[0], plain, voices.last)) else named
        comma = next((at for at in range(start, end) if self.g.low(at) == ","), None)
        one = self.g.low(start) in _ONE_OF_MANY and self.g.low(start + 1) != "of"
        apposed = comma is not None and (one or self.g.is_in(comma - 1, "persons"))
        apposed = apposed and not any(comma == actor.first - 1 for actor in self.actors)  # "one land, Samoa,"
        return self.strangers.named(comma + 1, end) if apposed and comma else None  # "a deputy, Jana Kral,"

    def _of_adjectives(self, start: int, end: int) -> tuple[str, ...] | None:
        """The states of "the Czech" in "the Czech, Polish and Hungarian ministers"; None if other words stand there."""
        words = [at for at in range(start, end) if not self.g.is_in(at, "determiners")]
        found = [self.adjectives.get(self.g.low(at)) for at in words]
        codes = tuple(concept.code for concept in found if concept is not None and concept.code)
        return codes if codes and len(codes) == len(words) else None

    def _is_contact_clause(self, words: Sequence[str]) -> bool:
        """Whether the pronoun opens a clause that only tells which thing is meant: "those | I have just mentioned"."""
        if len(words) < 2:
            return False
        noun = words[-2] in {"those", "all", "everything", "what", "anything", "nothing"}
        if words[0] == "the" and words[-2] not in self.g.words["times"]:
            return len(words) > 2  # "the text | they voted against"
        return noun and (len(words) == 2 or words[0] not in {"and", "but", "above"})

    def _speaks_for_us(self, start: int, end: int) -> bool:
        """Whether what "our" stands before can take a stance: a body, persons, a text, or a body that has a name."""
        head = self.named.head(start, end)
        bases = self.g.tokens[head].bases
        speaking = self.g.words.any_of("group_nouns", "persons", "document_nouns", "state_bodies", "own_side")
        return not bases.isdisjoint(speaking) or any(actor.first < end and actor.end > start for actor in self.actors)

    def _are_both(self, start: int, end: int) -> bool:
        """Whether the two that were named together are meant: "both sides", "the two Governments"."""
        two = self.g.low(start) == "both" or (self.g.low(start) == "the" and self.g.low(start + 1) == "two")
        if two and end - start == 2 and self.g.low(start + 1) == "two":
            return True
        plain = all(self.g.tokens[at].is_adjective or self.g.low(at) == "two" for at in range(start + 1, end - 1))
        group = self.groups.is_group(end - 1) or self.g.is_in(end - 1, "at_large")
        return two and plain and end - start > 1 and group

    def _behind_circumstance(self, start: int, end: int) -> int | None:
        """Index of a subject that no comma parts from what stands before it: "in view of this step | the Council"."""
        at = next((place for place in range(end - 1, start + 1, -1) if self.g.is_in(place, "determiners")), None)
        if at is None or end - at > 4 or self.g.low(at) not in {"the", "our", "my"} or not self.g.tokens[at - 1].nouns:
            return None
        return at if self.groups.is_group(end - 1) else None
