"""Relative clauses that take a stance of their own: ", which the Union welcomed", "the minister, who backs the reform,"."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.words.dates import before_date
from graph_builder.text.words.grammar import COPULAS
from graph_builder.text.words.marks import COORDINATORS
from graph_builder.text.words.verb_groups import verb_group

__all__ = ["Relatives"]

_JOINED = frozenset(
    {"those", "others", "all", "speakers", "delegations", "countries", "states", "colleagues", "voices"}
)
"""Whom one joins in what they say."""
_JUDGED = frozenset({"condemn", "oppose", "regret", "concern", "welcome"})
_TAKEN = frozenset({"condemn", "oppose", "regret", "concern", "welcome", "support", "urge"})
"""Acts of verbs that tell more than what somebody does."""
_THINKING = frozenset({"hope", "believe", "trust", "think", "consider"})
_DOING = frozenset({"affirm.harm", "affirm.consequence"})
_MERE_EVENTS = frozenset({"fail", "cost", "claim", "go", "remain", "worsen", "take", "lead", "fall", "continue"})
"""Verbs of harm that, in a relative clause, only tell what happened: "an attack that | cost many lives"."""

_PRESENT = frozenset({"is", "are", "remains", "remain", "constitutes", "constitute", "represents", "represent"})


class Relatives:
    """The relative clauses of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g

    def shares_relative(self, first: int) -> bool:
        """Whether a modal goes on with the verb of a relative clause: "the role which it has played and | will continue to play"."""
        if first < 4 or not self.s.open or self.g.low(first - 1) != "and" or not self.g.is_in(first, "modals"):
            return False
        done = self.g.tokens[first - 2].is_form("past")
        helped = done and any(self.g.is_have(at) for at in range(first - 5, first - 2))
        inside = range(self.s.open[-1].cue.end, first - 2)
        supposed = self.g.low(first) == "would" and not any(self.g.low(at) == "," for at in inside)
        return (helped or supposed) and any(self.g.low(at) in {"which", "that", "whom"} for at in inside)

    def is_contact(self, cue: Cue, first: int) -> bool:
        """Whether "we" and its verb only tell which thing is meant, of which more is said: "the peace | we strive for is just"."""
        who = self.g.back_over_adverbs(first)[0]
        head = self.g.tokens[who - 1] if who > 0 else None
        deed = cue.end + (self.g.low(cue.end) == "to")
        leads = self.g.low(deed - 1) == "to" and deed + 1 < self.s.end and self.g.tokens[deed].is_form("base")
        told = leads and self._is_finite(deed + 1)  # "the world we hope to | see requires"
        if (
            self.g.low(who) not in {"we", "they", "i", "he", "she", "it"}
            or head is None
            or (self.g.low(cue.end - 1) in {"that", "to"} and not told)
        ):
            return head is not None and self._is_of_actor(cue, who)
        plain = head.nouns and not head.is_capital and head.low not in COORDINATORS
        if not plain or self.g.is_in(who - 1, "times") or self.g.is_in(who - 1, "subordinators"):
            return False
        at = deed + 1 if told else cue.end
        while at < self.s.end and (self.g.is_in(at, "prepositions") or self.g.is_plain_adverb(at)):
            at += 1
        if at > cue.end and self.g.is_in(at, "determiners"):
            while at < self.s.end and not self.g.tokens[at].verbs and self.g.tokens[at].is_word:
                at += 1  # "the harm we do | to the sea is"
        if at >= self.s.end or not self._is_finite(at):
            return False
        helped = self.g.low(at) in {"are", "were"} or self.g.is_in(at, "modals")
        return at > cue.end or helped or not self.g.tokens[at].is_form("base")

    def _is_of_actor(self, cue: Cue, last: int) -> bool:
        """The same of a named actor that ends there, where no object follows: "other | technology Peru is exploiting to"."""
        if cue.shape != "assessment" or cue.end >= self.s.end:
            return False
        actor = next((m for m in self.s.holders.actors if m.end == last + 1 and m.first > 1), None)
        head = self.g.tokens[actor.first - 1] if actor is not None else None
        if actor is None or head is None or not head.nouns or head.is_capital or head.verbs:
            return False
        start = self.s.subject_start(cue.first)
        apart = self.g.is_in(start, "prepositions") or start >= actor.first - 1
        apart = apart or any(self.g.is_in(actor.first - 1, name) for name in ("times", "persons", "subordinators"))
        ends = self.g.low(cue.end) == "to" or not self.g.tokens[cue.end].is_word or self._is_finite(cue.end)
        return ends and not apart

    def _is_finite(self, at: int) -> bool:
        if self.g.is_be(at) or self.g.is_have(at) or self.g.is_in(at, "modals"):
            return True
        token = self.g.tokens[at]
        told = token.verbs and not (token.nouns or token.is_adjective or token.is_capital)
        return bool(told) and token.form(min(token.verbs)) in {"s", "base"} and self.g.low(at - 1) != "to"

    def told_of(self, cue: Cue, start: int, first: int) -> Opening | None:
        """A relative clause that tells the stance of a named actor in passing: "the minister, who backs the reform, …"."""
        if cue.shape not in {"verb", "wrapped"} or self.g.low(start - 2) != ",":
            return None
        if self.s.open:
            return self._of_agent(cue, start, first) or self._of_object(cue, start, first)
        if start != self.g.back_over_adverbs(first)[0] + 1:
            return None
        if cue.form == "ing" and cue.act == "commit":
            return None  # "the delegate, who is coordinating the talks, …"
        begin = self.s.holders.subjects.start_of(start - 2)
        if self.g.low(start - 1) == "which":
            if self.s.holders.strangers is None or (self.g.low(first) == "had" and not self._is_sure(cue)):
                return None
            bodies = self.g.words.any_of("governing_bodies", "state_bodies", "group_nouns")
            owner = next((at + 1 for at in range(start - 3, begin, -1) if self.g.low(at) in {"'s", "’s"}), begin)
            body = not self.g.bases(start - 3).isdisjoint(bodies) and not self.g.has_verb(owner, start - 2)
            named = (m.first for m in self.s.holders.actors if m.end == start - 2)
            begin = next(named, begin if body else start - 2)  # "talks with Peru, which sees the pact as a threat"
        person = self.g.low(start - 1) == "who" and self._is_sure(cue) and self.g.has_verb(begin, start - 2)
        holders = self._person_before(start - 2) if person else None
        holders = holders or self.s.holders.resolve(begin, start - 2, Voices(()), documents=False)
        return Opening(cue, holders, start, start - 2) if holders else None

    def of_whose(self, cue: Cue, start: int, first: int) -> Opening | None:
        """The same of the government or head of a named actor: "Peru, whose government | has condemned the raid, …"."""
        ours = self.g.words.any_of("own_bodies", "persons", "governing_bodies")
        near = (
            start < first
            and not self.g.bases(self.g.back_over_adverbs(first)[0]).isdisjoint(ours)
            and first - start < 4
        )
        if self.s.holders.strangers is None or not near or self.g.low(start - 2) != "," or not self._is_sure(cue):
            return None
        begin = self.s.holders.subjects.start_of(start - 2)
        holders = self._person_before(start - 2) or self.s.holders.resolve(
            begin, start - 2, Voices(()), documents=False
        )
        return Opening(cue, holders, start, start - 2) if holders else None

    def _is_sure(self, cue: Cue) -> bool:
        """Whether a verb takes a stance that a report tells of anybody: "accused", "backed", "expressed concern about"."""
        strong = self.s.series.is_strong_verb(cue) or cue.shape == "wrapped" or cue.act in _TAKEN
        return strong and cue.phrase not in cue.row.weak

    def _person_before(self, end: int) -> tuple[str, ...] | None:
        """Whom a verb or preposition governs before a comma at `end`: "met | the Peruvian minister, Ana Ruiz", "talks with | Peru"."""
        if self.s.holders.strangers is None:
            return None
        for at in range(end - 1, max(end - 16, 0), -1):
            token = self.g.tokens[at]
            bare = token.verbs and not token.nouns and not token.is_adjective and not token.is_capital
            if not token.is_word and token.low not in {",", "."}:
                return None
            if self.g.is_in(at, "prepositions") or bare:
                named = self.s.holders.resolve(at + 1, end, Voices(()), documents=False)
                if named is not None or bare:
                    return named
        return None

    def _of_object(self, cue: Cue, start: int, first: int) -> Opening | None:
        """What a report adds of somebody named last in a target: "hailed the report of the Union, which | had urged A"."""
        near = start == self.g.back_over_adverbs(first)[0] + 1
        told = near and cue.group is not None and cue.group.modal is None and cue.form in {"past", "s"}
        if not told or self.s.holders.strangers is None or not self._is_sure(cue):
            return None
        if self.g.low(start - 1) == "who":
            named = self._person_before(start - 2)
        else:
            actor = next((m for m in self.s.holders.actors if m.end == start - 2), None)
            named = self.s.holders.resolve(actor.first, start - 2, Voices(()), documents=False) if actor else None
        if not named or named == self.s.open[-1].holders:
            return None
        return Opening(cue, named, start, start - 2)

    def _of_agent(self, cue: Cue, start: int, first: int) -> Opening | None:
        """What those say besides by whom something was said: "the truce was welcomed by speakers, who | voiced concern"."""
        last = self.s.open[-1].cue
        passive = last.group is not None and last.group.use == "passive" and self.g.low(last.end) == "by"
        near = start - 2 - last.end < 8 and start == self.g.back_over_adverbs(first)[0] + 1
        if not passive or not near or self.g.low(start - 1) != "who":
            return None
        return Opening(cue, self.s.open[-1].holders, start, start - 2)

    def taken_up(self, cue: Cue, start: int) -> Opening | None:
        """A relative clause by which another actor takes a stance on what was said: ", which the United States welcomed"."""
        ends = cue.end >= self.s.end or not self.g.tokens[cue.end].is_word
        ours = self.g.low(start) in {"we", "i"} and (
            self.g.parenthetical(cue.end) > cue.end
            or (self.g.low(cue.end) == "for" and not any(self.g.low(at) == "," for at in range(cue.end, self.s.end)))
        )
        if self.s.holders.strangers is not None and self.g.low(cue.end - 1) == "to" and self.g.low(start - 2) == ",":
            vowed = self.s.holders.resolve(start, cue.group.first, Voices(()), documents=False) if cue.group else None
            if vowed is not None:
                return Opening(cue, vowed, start, start - 2)  # ", which Peru has vowed to expand"
        if not (ends or ours) or cue.shape != "verb" or cue.act == "note" or self.g.low(start - 2) != ",":
            return None
        if not self.s.open and self.g.low(start) not in {"we", "i"}:
            return None
        own = self.s.voices if self.g.low(start) in {"we", "i"} else Voices(())
        holders = self.s.holders.resolve(start, cue.first, own, documents=False)
        return Opening(cue, holders, start - 1, start - 2) if holders else None

    def hoped(self, cue: Cue, start: int) -> Opening | None:
        """What the speaker hopes or believes of the thing before a relative: "tabled a draft, which we | hope will be adopted"."""
        thinks = cue.shape == "verb" and not _THINKING.isdisjoint(cue.phrase[:1])
        if not thinks or self.g.low(start) not in {"we", "i"} or self.s.holders.strangers is not None:
            return None
        apart = self.g.low(start - 1) == "which" and self.g.low(start - 2) == ","
        if self.s.open and not (apart and start == self.g.back_over_adverbs(cue.first)[0]):
            return None
        tells = self.g.is_in(cue.end, "modals") or self.g.is_be(cue.end) or self.g.is_have(cue.end)
        if cue.phrase == ("consider",):
            tells = self.g.low(cue.end) == "to" and self.g.low(cue.end + 1) == "be"
            cue = replace(cue, act="affirm", end=cue.end + 2) if tells else cue
        elif self.g.low(cue.end - 1) in {"that", "to"}:
            return None
        opened = self.s.opening(cue, self.s.voices.own, start) if tells else None
        return replace(opened, begins=start - 2) if opened is not None and apart else opened

    def judges_all(self, cue: Cue, start: int) -> Opening | None:
        """A relative clause that judges what was said before it: "the talks were put off, which | is regrettable"."""
        judged = cue.shape == "predicate" and cue.act in _JUDGED and start == cue.first and not self.s.open
        ends = cue.end >= self.s.end or not self.g.tokens[cue.end].is_word
        if not judged or not ends or self.g.low(start - 2) != ",":
            return None
        return self.s.opening(
            cue, self.s.issuer(), self.g.parenthetical(0) + (self.g.low(self.g.parenthetical(0)) == ",")
        )

    def stated(self, cue: Cue, start: int, first: int) -> Opening | None:
        """A relative clause that tells what a text says: "adopted a declaration which | calls for"."""
        noun = start - 2 - (self.g.low(start - 2) == ",")
        if not self.s.open and start == first and (numbered := self._numbered(noun + 1)) is not None:
            return self.s.opening(cue, numbered, first)
        noun = self._text_adopted(before_date(self.g, noun))  # "adopted a declaration Friday which"
        if (
            self.s.open
            or start != first
            or not self.g.is_in(noun, "stated_in")
            or not self.s.series.is_strong_verb(cue)
        ):
            return None
        made = self.s.holders.persons.authors.of(self.g.bases(noun)) if self.s.holders.strangers is not None else None
        author = (made,) if made else None
        return self.s.opening(cue, self.s.shared_subject(0, noun) or author or self.s.issuer(), first)

    def _numbered(self, end: int) -> tuple[str, ...] | None:
        """Whose the resolution is whose number ends at an index: "spoke of resolution 242 of 1967 |, which calls for"; None if none is."""
        texts = (m.first for m in self.s.holders.mentions if end - 12 < m.first < end and m.concept.kind == "treaty")
        named = next((at for at in texts if "resolution" in self.g.bases(at)), None)
        return None if named is None else self.s.holders.resolve(named, end, Voices(()))

    def of_member(self, cue: Cue, start: int, first: int) -> Opening | None:
        """What the subject is told to do by what is said of those to whom it belongs: "Peru is one of the States that | support A"."""
        if self.s.open or cue.shape not in {"verb", "wrapped", "adjective"} or start - 1 < 4:
            return None
        if start != self.g.back_over_adverbs(first)[0] + 1:
            return None
        for at in range(start - 2, max(start - 12, 1), -1):
            low = self.g.low(at)
            member = low == "among" or (low == "one" and self.g.low(at + 1) == "of")
            verb = self.g.back_over_adverbs(at)[0]
            if member and self.g.is_copula(verb) and (group := verb_group(self.g, verb, "be")) is not None:
                begin = self.s.subject_start(group.first)
                named = self.s.holders.resolve(begin, group.first, self.s.voices, documents=False)
                plain = group.use == "finite" and not group.negated and named is not None
                return self.s.opening(cue, named, begin) if plain and named is not None else None
            if not self.g.tokens[at].is_word or self.g.is_in(at, "subordinators") or self.g.is_copula(at):
                return None
        return None

    def joined_in(self, cue: Cue, start: int) -> Opening | None:
        """What somebody says who joins those who say it: "Peru joins those who | call for a truce"."""
        who = start - 2
        if self.s.open or cue.shape not in {"verb", "wrapped"} or self.g.low(who) not in _JOINED:
            return None
        verb = next((at for at in range(who - 1, max(who - 4, -1), -1) if "join" in self.g.tokens[at].verbs), None)
        group = None if verb is None else verb_group(self.g, verb, "join")
        if group is None or group.use not in {"finite", "heading"} or group.negated:
            return None
        begin = self.s.subject_start(group.first)
        holders = self.s.issuer()
        if group.use == "finite":
            holders = self.s.holders.resolve(begin, group.first, self.s.voices, documents=False) or ()
        return self.s.opening(replace(cue, first=group.first), holders, begin) if holders else None

    def owed(self, cue: Cue, start: int, first: int) -> Opening | None:
        """A relative clause that ends the sentence with what must be done: "linked to the issue of trade, which | must be settled".

        So is a judgement on the thing before it: "spoke of piracy, which | is a threat to trade".
        """
        needed = cue.shape == "assessment" and (
            (cue.row.id == "urge.requirement" and cue.form in {"s", "base"}) or self._poses(cue)
        )
        needed = needed or (cue.shape == "predicate" and self._is_weighed(cue))
        does = not needed and self._does(cue)
        if does and self.g.low(start - 2) != ",":
            presented = self.through_predicate(cue, start, first) is not None
            return None if presented else self._does_at_the_end(cue, start, first)
        if self.g.low(start - 1) in {"that", "who"} and not does:
            return None
        needed = needed or does
        needed = needed or (
            cue.shape == "modal" and cue.act == "urge" and self.g.low(cue.first) not in {"had", "needed"}
        )
        if not needed or self.s.open or self.g.low(start - 2) != "," or self.s.holders.strangers is not None:
            return None
        if start != self.g.back_over_adverbs(first)[0] + 1 or not self.g.has_verb(self.g.lead, start - 2):
            return None
        if any(self.g.low(at) == "," and self._is_finite(at + 1) for at in range(cue.end, self.s.end - 1)):
            return None
        noun = self._before_phrase(start - 3)
        last = self.g.tokens[start - 3]
        if cue.form == "base" and last.low in last.nouns and self.g.low(noun) == "and":
            while self.g.low(noun) in {"and", ",", "as"}:  # "spoke of | piracy, smuggling and hunger, which threaten"
                noun -= 3 * (self.g.low(noun - 1) == "well")  # "as well as"
                noun = self._before_phrase(noun - 1)
        return self.s.opening(cue, self.s.issuer(), min(noun + 1, start - 3))

    def _before_phrase(self, at: int) -> int:
        """Index before the noun phrase that ends at an index."""
        while at > 0 and self._is_nominal(at):
            at -= 1
        return at

    def _does_at_the_end(self, cue: Cue, start: int, first: int) -> Opening | None:
        """A relative clause that ends the sentence with the harm that the noun before it does: "faces gangs that | undermine peace"."""
        noun = start - 2
        named = noun > self.g.lead + 2 and bool(self.g.tokens[noun].nouns) and start == first
        if self.s.open or not named or self.s.holders.strangers is not None or not self.g.has_verb(self.g.lead, noun):
            return None
        goes_on = any(
            self._is_finite(at) and not self.g.is_in(at - 1, "relatives") and self.g.low(at - 1) != "and"
            for at in range(cue.end, self.s.end - 1)
        )
        return None if goes_on else self.s.opening(cue, self.s.issuer(), self._before_phrase(noun) + 1)

    def _does(self, cue: Cue) -> bool:
        """Whether a verb tells a harm to something that is no mere event: "undermines peace", "have devastating effects on"."""
        told = cue.shape == "assessment" and cue.row.id in _DOING and cue.phrase not in cue.row.weak
        told = told and cue.phrase[0] not in _MERE_EVENTS and cue.end < self.s.end
        after = self.g.tokens[cue.end] if told else None
        governs = after is not None and bool(after.nouns or after.is_adjective or after.is_capital)
        told = told and (governs or self.g.is_in(cue.end, "determiners") or self.g.is_in(cue.end, "pronouns"))
        plain = cue.group is not None and cue.group.use == "finite" and not (cue.group.negated or cue.group.modal)
        now = cue.form in {"s", "base"} or (cue.group is not None and self.g.is_have(cue.group.first))
        return told and plain and now

    def _poses(self, cue: Cue) -> bool:
        """Whether a threat or the like is told of something at present: "poses a threat to"."""
        named = len(cue.phrase) > 1 and cue.phrase[0] in {"pose", "represent", "constitute", "present"}
        return named and cue.row.sign == "-" and cue.form in {"s", "base"}

    def _is_weighed(self, cue: Cue) -> bool:
        """Whether a predicate judges something at present: "is vital for", "are a threat to"."""
        present = self.g.low(cue.first) in _PRESENT
        judged = cue.act in {"emphasize", "urge"} | _JUDGED or cue.row.id in {"affirm.threat", "affirm.trouble"}
        return present and judged

    def _is_nominal(self, at: int) -> bool:
        token = self.g.tokens[at]
        named = token.nouns or token.is_capital or token.is_adjective or token.low.endswith("ing")
        named = named or self.g.is_in(at, "determiners")
        return (bool(named) and not self.g.is_in(at, "prepositions")) or token.low == "of"

    def shows(self, cue: Cue, start: int) -> Opening | None:
        """A relative clause that draws a conclusion from all that was said before it: "the talks resumed, which | shows that A"."""
        drawn = cue.shape == "assessment" and self.g.low(cue.end - 1) == "that" and not self.s.open
        if not drawn or self.g.low(start - 2) != "," or self.s.holders.strangers is not None:
            return None
        return self.s.opening(replace(cue, shape="verb"), self.s.issuer(), start)

    def _text_adopted(self, at: int) -> int:
        """Index of the text that was adopted by the verb at an index, or the index: "a declaration | was adopted, which calls for"."""
        if self.g.tokens[at].verbs.isdisjoint(self.g.words["adopting_verbs"]) or not self.g.is_be(at - 1):
            return at
        return next((place for place in range(at - 2, -1, -1) if self.g.is_in(place, "stated_in")), at)

    def through_predicate(self, cue: Cue, start: int, first: int) -> tuple[int, int] | None:
        """Where the subject and its form of be begin of which a relative clause tells: "terrorism is a phenomenon that | threatens us"."""
        noun = start - 2
        owed = cue.shape == "modal" and cue.act == "urge" and self.g.low(cue.first) not in {"had", "needed"}
        if self.s.open or start != first or not (owed or cue.shape in {"assessment", "predicate"}) or noun < 2:
            return None
        at = noun
        while at > max(noun - 7, 0) and not self.g.is_copula(at):
            if not self.g.tokens[at].is_word or (self.g.is_in(at, "prepositions") and self.g.low(at) != "of"):
                return None
            at -= 1
        group = verb_group(self.g, at, min(self.g.tokens[at].verbs & COPULAS)) if self.g.is_copula(at) else None
        named = bool(self.g.tokens[noun].nouns) or self.g.low(noun) == "one"  # "the war is one that | threatens us"
        if group is None or group.use != "finite" or group.negated or not named:
            return None
        begin = self.s.subject_start(group.first)
        if begin >= group.first or self.g.low(group.first - 1) in {"there", "it", "what"}:
            return None
        return begin, group.first
