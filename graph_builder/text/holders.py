"""Whose stance it is: the issuer, a named actor, or what a pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_builder.model import Concept
from graph_builder.text.clause_bounds import clause_start, opening_of
from graph_builder.text.grammar import Grammar
from graph_builder.text.mentions import Mention
from graph_builder.text.persons import Persons

__all__ = ["Holders", "Voices"]

_FIRST_PERSON = frozenset({"we", "i", "our", "my", "us", "me"})
_THIRD_PERSON = frozenset({"they", "it", "he", "she", "both", "its", "their"})
_SUBJECTS = frozenset({"we", "i", "they", "he", "she"})
_JOINERS = frozenset({"and", ",", "&", "with"})


@dataclass(frozen=True, slots=True)
class Voices:
    """Who can be meant in a segment: `own` speaks in the first person, `last` was the last holder named, if any."""

    own: tuple[str, ...]
    last: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    """The several holders that were last named together: "both sides"."""
    teller: tuple[str, ...] = ()
    """Who told the segment, where somebody did."""

    def named(self, holders: tuple[str, ...]) -> Voices:
        """The same after somebody was named."""
        return Voices(self.own, holders or self.last, holders if len(holders) > 1 else self.group, self.teller)

    def told_by(self, holders: tuple[str, ...]) -> Voices:
        """The same where somebody else has the word."""
        return Voices(holders, self.last, self.group, self.teller)

    @property
    def several(self) -> tuple[str, ...]:
        """Whom "they" means: several where several were named last or speak, else who was named last, an organization."""
        return self.own if len(self.own) > 1 >= len(self.last) else self.last or self.own

    @property
    def both(self) -> tuple[str, ...]:
        """Whom "both sides" means."""
        return self.several if len(self.several) > 1 else self.group or self.several


class Holders:
    """Resolves the subject of a stance to canonical holder names."""

    def __init__(
        self,
        grammar: Grammar,
        mentions: Sequence[Mention],
        adjectives: Mapping[str, Concept],
        leaders: Mapping[str, str],
        persons: Persons,
        *,
        texts: bool = True,
    ) -> None:
        """With `texts` a declaration or summit that is named is that of who speaks."""
        self.g = grammar
        self.texts = texts
        self.actors = [mention for mention in mentions if mention.concept.code is not None]
        self.mentions = mentions
        self.adjectives = adjectives
        self.leaders = leaders
        self.persons = persons

    def is_valued(self, last: int, first: int) -> bool:
        """Whether a principle, treaty or actor is named by the words from `first` to `last`."""
        kinds = {"principle", "treaty", "actor"}
        return any(first <= mention.first <= last and mention.concept.kind in kinds for mention in self.mentions)

    def names_others(self, start: int, end: int, holders: tuple[str, ...]) -> bool:
        """Whether an actor other than the holders, or a group at large, is named between two indexes."""
        codes = {m.concept.code for m in self.mentions if start <= m.first < end and m.concept.kind == "actor"}
        at_large = any(self.g.low(at) in self.g.words["at_large"] for at in range(start, end))
        return bool(codes - set(holders)) or (at_large and not codes)

    def subject_start(self, end: int) -> int:
        """Index where the subject noun phrase that ends before `end` begins; `end` itself if there is none.

        A parenthesis between commas before the verb is passed over; a list of actors is taken whole.
        """
        if self.g.low(end - 1) in {'"', "“"} and end > 1 and opening_of(self.g, end - 1) is None:
            end -= 1  # they "deplore the decision"
        end = self.g.back_over_adverbs(end)[0] + 1 if self.g.low(end - 1) != "," and self._after_comma(end) else end
        if self.g.low(end - 1) == ",":
            commas = [at for at in range(end - 2, max(end - 60, 0), -1) if self.g.low(at) == ","]
            aside = (at for at in commas if self.g.low(at + 1) in {"under", "together", "along", "represented", "led"})
            opening = next(aside, None) or next((at for at in commas if at > end - 30), None)
            return end if opening is None else self.subject_start(opening)
        if end > 1 and self.g.low(end - 1) in _SUBJECTS and self.g.low(end - 2) in {"and", "but", "while"}:
            return end - 1  # "we welcome A and we endorse B"
        start, bound = clause_start(self.g, end)
        while (
            bound == "," and (actor := self._actor_ending_at(start - 1)) is not None and self._is_list_item(start, end)
        ):
            start, bound = actor.first, self.g.low(actor.first - 1)
            if bound in self.g.words["determiners"]:
                start, bound = start - 1, self.g.low(start - 2)
            if bound == ",":
                continue
        return self._second_subject(start, end)

    def _second_subject(self, start: int, end: int) -> int:
        """`start`, or where an actor begins behind a verb and "and": "Peru rejected the plan and | Chile accused it"."""
        actor = self._actor_ending_at(end)
        if actor is None or actor.first <= start + 2 or self.g.low(actor.first - 1) != "and":
            return start
        verbs = (
            token.verbs and not token.nouns and not token.is_capital and token.form(min(token.verbs)) in {"s", "past"}
            for token in self.g.tokens[start + 1 : actor.first - 1]
        )
        return actor.first if any(verbs) else start

    def _after_comma(self, end: int) -> bool:
        """Whether only adverbs stand between a comma and the verb: "We, the leaders, unequivocally | condemn"."""
        before = self.g.back_over_adverbs(end)[0]
        return before < end - 1 and self.g.low(before) == ","

    def _is_list_item(self, start: int, end: int) -> bool:
        return any(self.g.low(at) == "and" for at in range(start, end)) and any(
            start <= actor.first < end for actor in self.actors
        )

    def _actor_ending_at(self, end: int) -> Mention | None:
        return next((actor for actor in self.actors if actor.end == end), None)

    def resolve(self, start: int, end: int, voices: Voices, *, documents: bool = True) -> tuple[str, ...] | None:
        """Holders named by the noun phrase [start, end), or None if it names nobody who can hold a stance.

        With `documents` a declaration or resolution speaks for its issuer.
        """
        start = self._after_adverbial(start, end)
        end = self._before_verb(start, end)
        words = [self.g.low(at) for at in range(start, end)]
        while words and (words[-1] in {",", "“", '"'} or self.g.is_plain_adverb(start + len(words) - 1)):
            dated = words[-1] in self.g.words["weekdays"] and words[-2:-1] == ["on"]
            del words[-1 - dated :]
        if len(words) > 1 and words[-1] in {"both", "all", "each", "himself", "herself", "itself", "themselves"}:
            del words[-1]  # "the two sides both"
        if not words:
            return None
        if words[-1] in {"we", "i"} or (len(words) <= 2 and words[-1] in _FIRST_PERSON | {"ourselves"}):
            return voices.own
        if words[-1] == "they":
            return voices.several
        if words == ["both"] or self._are_both(start, start + len(words)):
            return voices.both
        if words[-1] in {"he", "she"} or (len(words) <= 2 and words[-1] in _THIRD_PERSON):
            return voices.last or voices.own
        if words[0] == "we" and len(words) > 1 and self._is_sure_verb(start + 1):
            return None  # "we understand this"
        if words[0] in {"our", "my"} and not self._speaks_for_us(start, start + len(words)):
            return None  # "our islands"
        if words[0] in {"we", "our", "my"} and not self._is_our_body(start, start + len(words)):
            return voices.own
        if words[0] in self.g.words["prepositions"] and (late := self._behind_circumstance(start, start + len(words))):
            return self.resolve(late, end, voices, documents=documents)
        if words[0] in self.g.words["prepositions"] or self._is_gerund(start):
            return None
        found: list[str] = []
        parts = self._conjuncts(start, start + len(words))
        if len(parts) == 2 and self.g.low(parts[0][1]) == "," and "and" not in words:
            named = self._leader(*parts[1]) or self._leader(*parts[0])  # "the UN chief, Antonio Guterres"
            named = named or self._by_office(*parts[1], voices)
            if named is not None:
                return named
        for first, last in parts:
            part = self._conjunct(first, last, voices, documents=documents)
            if part is None:
                if len(parts) == len(voices.own) > 1 and self._is_title(start) and set(found) <= set(voices.own):
                    return voices.own  # the leaders of those who speak, one of them by a name that is not known here
                return tuple(found) or None
            found.extend(name for name in part if name not in found)
        return tuple(found) or None

    def _by_office(self, start: int, end: int, voices: Voices) -> tuple[str, ...] | None:
        """Whom a person speaks for whose name is not known, but whose office behind it is: "Kral, the Slovak minister"."""
        head = self._head(start, end)
        return self._conjunct(start, end, voices, documents=False) if self.g.is_in(head, "persons") else None

    def _speaks_for_us(self, start: int, end: int) -> bool:
        """Whether what "our" stands before can take a stance: a body, persons, a text, or a body that has a name."""
        head = self._head(start, end)
        bases = self.g.tokens[head].bases
        speaking = self.g.words.any_of("group_nouns", "persons", "document_nouns", "state_bodies", "own_side")
        return not bases.isdisjoint(speaking) or any(actor.first < end and actor.end > start for actor in self.actors)

    def _are_both(self, start: int, end: int) -> bool:
        """Whether the two that were named together are meant: "both sides", "the two Governments"."""
        two = self.g.low(start) == "both" or (self.g.low(start) == "the" and self.g.low(start + 1) == "two")
        if two and end - start == 2 and self.g.low(start + 1) == "two":
            return True
        plain = all(self.g.tokens[at].is_adjective or self.g.low(at) == "two" for at in range(start + 1, end - 1))
        group = self._is_group(end - 1) or self.g.is_in(end - 1, "at_large")
        return two and plain and end - start > 1 and group

    def _is_our_body(self, start: int, end: int) -> bool:
        """Whether "our" stands before the leaders of a body that has a name: "our Pacific Islands Forum leaders"."""
        named = any(
            actor.first == start + 1 and actor.end < end and actor.end - actor.first > 1 for actor in self.actors
        )
        return self.g.low(start) == "our" and named and self._is_group(end - 1)

    def _behind_circumstance(self, start: int, end: int) -> int | None:
        """Index of a subject that no comma parts from what stands before it: "in view of this step | the Council"."""
        at = next((place for place in range(end - 1, start + 1, -1) if self.g.is_in(place, "determiners")), None)
        if at is None or end - at > 4 or self.g.low(at) not in {"the", "our"} or not self.g.tokens[at - 1].nouns:
            return None
        return at if self._is_group(end - 1) else None

    def _is_gerund(self, at: int) -> bool:
        """Whether an action is the subject: "Drafting a resolution | would …"."""
        token = self.g.tokens[at]
        return token.low.endswith("ing") and bool(token.verbs) and not token.nouns

    def _is_sure_verb(self, at: int) -> bool:
        """Whether the word at `at` can only be a verb in the present."""
        token = self.g.tokens[at]
        return bool(token.verbs) and not token.nouns and not token.is_capital and token.form(min(token.verbs)) == "base"

    def _after_adverbial(self, start: int, end: int) -> int:
        """Skip an adverb or conjunction before the subject: "Therefore the Parties"."""
        while (
            start < end
            and (self.g.is_plain_adverb(start) or self.g.low(start) in {"and", "but", "as", "after", ","})
            and self.g.low(start) not in {"both"}
        ):
            start += 1
        return start

    def _before_verb(self, start: int, end: int) -> int:
        """End of the subject where a verb other than the stance's own follows it: "the Heads of State met in Paris and …"."""
        for at in range(start + 1, end):
            token = self.g.tokens[at]
            if token.low == "," and (self.g.is_in(at + 1, "relatives") or self._is_circumstance(at + 1, start)):
                return at  # "India, which chairs the group,", "the ministers, meeting in Oslo,"
            if (
                token.verbs
                and not token.nouns
                and not token.is_capital
                and token.form(min(token.verbs)) in {"s", "past"}
                and self.g.low(at - 1) not in self.g.words["determiners"] | {"and"}
            ):
                return at
        return end

    def _is_circumstance(self, at: int, start: int) -> bool:
        """Whether how or where the subject acts begins at `at`: "meeting in Oslo", "in a letter"."""
        token = self.g.tokens[at] if at < len(self.g.tokens) else None
        if token is None or token.is_capital or not any(self.g.tokens[place].nouns for place in range(start, at - 1)):
            return False
        return (token.low.endswith("ing") and bool(token.verbs)) or token.low in {"in", "on", "at", "for", "during"}

    def _conjuncts(self, start: int, end: int) -> list[tuple[int, int]]:
        parts, first = [], start
        for at in range(start, end):
            inside = any(actor.first <= at < actor.end for actor in self.actors)
            if self.g.low(at) in {"and", ",", "&"} and not inside and not self._joins_modifiers(at):
                parts.append((first, at))
                first = at + 1
        parts.append((first, end))
        return [(first, last) for first, last in parts if first < last]

    def _joins_modifiers(self, at: int) -> bool:
        """Whether "and" stands inside one group: "Heads of State and Government", "Allies and partners"."""
        after = at + 1
        if self.g.low(after) in self.g.words["determiners"] or self._is_title(after):
            return False
        apposed = self.g.low(at) == "," and self.g.is_in(after, "persons")  # "Ali Hasan, spokesman for"
        return not any(actor.first == after for actor in self.actors) and self._is_group(after) and not apposed

    def _is_title(self, at: int) -> bool:
        """Whether a person's title with a name begins at `at`: "President Biden"."""
        last = at + 1 if self.g.low(at) == "prime" else at
        tokens = self.g.tokens
        return (
            last + 1 < len(tokens)
            and not tokens[last].nouns.isdisjoint(self.g.words["persons"])
            and tokens[last + 1].is_capital
        )

    def _is_group(self, at: int) -> bool:
        return 0 <= at < len(self.g.tokens) and not (self.g.tokens[at].nouns | {self.g.low(at)}).isdisjoint(
            self.g.words["group_nouns"]
        )

    def _conjunct(self, start: int, end: int, voices: Voices, *, documents: bool) -> tuple[str, ...] | None:
        leader = self._leader(start, end)
        if leader is not None:
            return leader
        head = self._head(start, end)
        direct = [actor for actor in self.actors if start <= actor.first and actor.end <= end]
        covering = [actor for actor in direct if actor.first <= head < actor.end and not self._is_bare_group(actor)]
        if covering:
            best = max(covering, key=lambda actor: actor.end - actor.first)
            return self._as_own(best, voices)
        near = head - start <= 1 + (self.g.low(head - 1) in {"prime", "foreign", "vice"})
        if self.g.is_in(head, "persons") and not direct and head == end - 1 and near:
            code = self.persons.of_office(self.g.low(head))
            return (code,) if code else voices.last or voices.own
        if self.g.is_in(head, "state_bodies") and (direct or self._has_adjective(start, head) or not voices.own):
            return self._group(start, head, direct, voices)
        if not direct and self._is_at_large(start, head):
            return None
        speaks = self._is_group(head) or self.g.is_in(head, "persons")
        if (speaks and not self._is_bare_singular(start, head)) or (
            documents
            and self.g.low(head) in self.g.words["document_nouns"]
            and (self.texts or not self.g.tokens[head].is_capital)
        ):
            return self._group(start, head, direct, voices)
        return None

    def _is_at_large(self, start: int, head: int) -> bool:
        """Whether some states or leaders are spoken of that nobody names: "powerful nations", "many governments"."""
        if self.g.low(head) not in {"nations", "countries", "states", "governments", "leaders", "powers"}:
            return False
        words = [self.g.low(at) for at in range(start, head)]
        if self._has_adjective(start, head):
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
            words[0].isdigit()
            or words[0] in {"some", "many", "most", "several", "other", "few"}
            or all(self.g.tokens[at].is_adjective for at in range(start, head))
        )

    def _has_adjective(self, start: int, end: int) -> bool:
        """Whether a state's adjective stands between two indexes: "the Peruvian | navy"."""
        return any(self.g.low(at) in self.adjectives and self.g.tokens[at].is_capital for at in range(start, end))

    def _is_bare_singular(self, start: int, head: int) -> bool:
        """Whether the head is a singular without article or actor before it ("side by side"), so no group at all."""
        token = self.g.tokens[head]
        if token.low not in token.nouns or token.is_capital:
            return False
        return not any(self.g.is_in(at, "determiners") or self.g.tokens[at].is_capital for at in range(start, head))

    def _is_bare_group(self, actor: Mention) -> bool:
        """Whether a mention is only a group noun ("States"), which names nobody by itself."""
        return actor.end - actor.first == 1 and self._is_group(actor.first)

    def _as_own(self, actor: Mention, voices: Voices) -> tuple[str, ...] | None:
        """The actor's code; for a group that the speaker of several states names by letter and number ("the A3+"), those states."""
        code = actor.concept.code
        if code is not None and len(voices.own) > 1 and re.fullmatch(r"[A-Z]\d+\+?", code):
            return voices.own
        return (code,) if code else None

    def _leader(self, start: int, end: int) -> tuple[str, ...] | None:
        texts = [token.text.replace("‑", "-") for token in self.g.tokens[start:end]]
        likely = [at for at, text in enumerate(texts) if text[0].isupper() or text[0].isdigit() or text == "von"]
        if not likely:
            return None
        for length in range(end - start, 0, -1):
            for at in likely:
                if at + length > len(texts):
                    break
                first, phrase = start + at, " ".join(texts[at : at + length])
                code = self.leaders.get(phrase) or self.persons.of_name(phrase)
                if code is not None and (length > 1 or "-" in phrase or self._is_alone(start, first, end)):
                    return (code,)
        return None

    def _where(self, start: int) -> str | None:
        """Code of the state of "In Peru, the new Government …"."""
        heads = (actor for actor in self.actors if actor.end < start and self.g.low(actor.first - 1) == "in")
        return next((a.concept.code for a in heads if a.first <= 2 and a.concept.variety == "State"), None)

    def _is_alone(self, start: int, first: int, end: int) -> bool:
        """Whether nothing else is the subject than the one word at `first`: "Biden", "the Kremlin", "Mr. Tamura", "President Lula"."""
        courtesies = self.g.words["courtesies"] | {".", "the"}
        if first == end - 1 and all(self.g.low(at) in courtesies for at in range(start, first)):
            return True
        if first == end - 1 and self._is_name(start, end):
            return True  # "Sergey V. Lavrov"
        return first > 0 and not self.g.tokens[first - 1].nouns.isdisjoint(self.g.words["personal_titles"])

    def _head(self, start: int, end: int) -> int:
        """Index of the head noun: the last word before the first preposition or clitic that ends the base noun phrase."""
        head = end - 1
        for at in range(start, end - 1):
            if not self.g.tokens[at].nouns.isdisjoint(self.g.words["persons"]) and self._is_name(at + 1, end):
                return at  # "Trade Minister Hajime Tamura"
        for at in range(start + 1, end):
            inside = any(actor.first < at < actor.end for actor in self.actors)
            if not inside and (self.g.is_in(at, "prepositions") or self.g.low(at) in {",", "("}):
                head = at - 1
                break
        return head

    def _is_name(self, start: int, end: int) -> bool:
        """Whether all words are those of a person's name."""
        particles = self.g.words["particles"]
        tokens = self.g.tokens[start:end]
        return tokens[0].is_capital and all(
            token.is_capital or token.low in particles or token.low == "." for token in tokens
        )

    def _group(self, start: int, head: int, actors: Sequence[Mention], voices: Voices) -> tuple[str, ...] | None:
        """A group noun with the actor beside it ("the SCO leaders", "the countries of ASEAN"), else the speaker's own side."""
        modifiers = [
            self.adjectives[self.g.low(at)].code
            for at in range(start, head)
            if self.g.low(at) in self.adjectives and self.g.tokens[at].is_capital
        ]
        if modifiers and modifiers[0]:
            return (modifiers[0],)
        actors = [actor for actor in actors if not self._is_bare_group(actor)]
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
            not self.g.tokens[head].nouns.isdisjoint(self.g.words["governing_bodies"])
            and (local := self._where(start)) is not None
        ):
            return (local,)
        if (
            not voices.own
            and self.persons.home
            and not self.g.tokens[head].nouns.isdisjoint(self.g.words["governing_bodies"])
        ):
            return (self.persons.home,)
        token = self.g.tokens[head]
        two = token.low not in token.nouns and len(voices.group) == 2 and self.persons.states.issuperset(voices.group)
        if two and len(voices.own) < 2 and set(voices.own) <= set(voices.group):
            return voices.group  # "the leaders" of a meeting of two states
        return voices.own or voices.last
