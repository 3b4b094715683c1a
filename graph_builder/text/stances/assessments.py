"""Which assessments count: what is said to do good or harm, to be vital, needed or unacceptable, whoever its subject is."""

from __future__ import annotations

import itertools
from dataclasses import replace

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.effects import Effects
from graph_builder.text.stances.nesting import Nesting
from graph_builder.text.stances.past_deeds import PastDeeds
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.words.clause_bounds import clause_start
from graph_builder.text.words.conditions import closes_condition
from graph_builder.text.words.marks import COORDINATORS

__all__ = ["Assessments"]

_FIRST = frozenset({"us", "me", "our", "my"})
_UNSURE = frozenset({"can", "could", "may", "might", "will", "would", "shall", "ll"})
_CAPABLE = frozenset({"can", "cannot", "could", "may", "might"})
_DESCRIBING = frozenset({
    "see", "find", "access", "download", "say", "describe", "explain", "hear", "read", "summarize", "have",
    "include", "expect", "come", "arise", "occur", "happen", "confine", "range", "vary", "take",
})  # fmt: skip
"""Verbs that tell nothing that may come: "this can be explained by", "could have been", "the islands can expect"."""
_CONDITIONS = frozenset({"through", "by", "if", "when", "with", "once", "after"})
"""Words with which begins how or when alone something can be."""
_OPENERS = frozenset({"then", "today", "now", "tomorrow"})
"""Adverbs that may stand before a subject."""
_SUBJECTS = frozenset({"we", "i", "they", "he", "she", "there", "it", "this"})
_LACKING = frozenset({"no", "little", "few", "insufficient"})
_PERSONS = frozenset({"they", "he", "she", "you", "who"})


class Assessments:
    """The assessments of one sentence."""

    def __init__(self, sentence: Sentence, nesting: Nesting) -> None:
        self.s, self.g = sentence, sentence.g
        self.nesting = nesting
        self.effects = Effects(sentence)
        self.past = PastDeeds(sentence, self.effects)

    def accepted(self, cue: Cue, start: int) -> Opening | None:
        """The opening of a cue that counts whoever its subject is, or None where it only describes."""
        start = self.g.behind_opening(start, cue.first)
        while self.g.low(start) in _OPENERS and self._opens_subject(start + 1, cue.first):
            start += 1  # "if it fails, then | all must act", "today | this is not enough"
        if cue.phrase[:1] == ("fail",) and self.s.holders.strangers is not None and not self._is_told():
            return None  # a report only tells that "the talks failed to"
        if cue.shape == "modal" and self._was_forced(cue):
            return None
        if cue.shape == "modal" and self._tells_which(cue):
            return None  # "the role Peru | needs to play"
        if cue.shape == "modal" and self._is_in_relative(start):
            return None
        if (verb := self._listing_verb(cue, start)) is not None:
            if self.g.low(verb - 1) in {"which", "that", "who"}:
                return None  # "measures, which are limited, lawful and | are consistent with the pact"
            start = min(start, self.s.subject_start(verb))  # "the plan is old, costly and | is a threat to peace"
        if cue.row.id in {"welcome.deed", "welcome.toil"} and self._is_own(start, cue.first):
            return None  # nobody praises what he has done himself
        if cue.row.id == "welcome.deed" and not _LACKING.isdisjoint(map(self.g.low, range(cue.first, cue.end))):
            return None  # "have taken no steps to"
        if cue.row.id == "affirm.helping" and (self._is_own(start, cue.first) or self.g.low(start) in _PERSONS):
            return None  # "we have helped to build it": a deed
        hard = cue.row.id == "welcome.toil" and "hard" in {self.g.low(at) for at in range(cue.keyword, cue.end)}
        if cue.row.id == "welcome.well" and cue.form != "past":
            return None  # "could respond effectively to"
        if hard and (self.s.holders.strangers is not None or self.s.open):
            return None  # a narrator tells who worked hard
        if cue.row.sign == "-" and self.g.low(cue.first - 1) in {"we", "i"} and self.effects.is_weak(cue):
            return None  # "as we intensify our efforts"
        if cue.row.act == "affirm" and self._describes_situation(cue, start):
            return None
        if cue.shape == "modal" and self.g.low(cue.end - 1) == "fail" and self.g.low(cue.end) == "to":
            return None  # "we cannot fail to see this"
        if cue.phrase[:1] in {("tell",), ("suggest",)} and self._is_somebody(start, cue.first):
            return None  # "the envoy told us that": what somebody says, and nothing teaches
        if cue.row.id == "urge.requirement" and self.effects.is_asked_for(cue, start):
            return None
        if cue.row.id == "affirm.failing" and self._was_suffered(cue):
            return None
        alone = self.g.low(start) in {"no", "nobody", "none", "only", "neither"}
        turned = self.g.low(start) in {"neither", "nor"} and cue.first == start + 1  # "Neither | can we accept"
        if cue.row.nobody_subject and (
            turned or self.s.open or not (alone or self.is_limited(cue) or self._cannot_be(cue, start))
        ):
            return None
        if cue.shape == "assessment" and (
            not (self.s.has_noun(start, cue.first) or self.g.low(start) == "doing")
            or self.effects.only_describes(cue, start)
            or (cue.row.negated and bool(self.s.open))
            or (self.past.is_past(cue, start) and not self.past.is_judged(cue, start))
            or (cue.group is not None and cue.group.negated and cue.act == "urge")
            or (cue.act == "urge" and self.g.low(cue.end) == "to")
            or self.g.low(cue.group.first if cue.group else 0) == "to"
            or (self.g.low(cue.first - 1) == "help" and self.g.low(cue.first - 2) == "to")  # "to help | promote peace"
            or (self.s.open and self._may_be_listed(cue))
            or self._is_contact_clause(cue)
            or self._is_in_compound(cue, start)
            or self.g.low(start) in {"should", "as"}  # "should the situation deteriorate", "as prices continue to rise"
        ):
            return None
        closed = self._end_of_condition()
        while (
            start > max(1, self.s.told, self.g.begin)
            and self.g.low(start - 1) == ","
            and self.g.low(start) not in {"but", "while", "yet"}
            and not (self.g.low(start) == "and" and self.s.open)
            and not (self.s.is_adverbial(start, strict=True) and self.s.has_noun(start, cue.first))
            and not self.nesting.is_inside(start, "")
            and start - 1 > closed
        ):
            before, bound = clause_start(self.g, start - 1)
            if self._closes_adverbial(before, start):
                break  # "Without trust, peace and order, | trade will end"
            if self.s.head.verb == start - 2 and self.s.head.begin == 0:
                break  # "On the contrary, she said, | A should pay"
            if self.g.low(start) in _SUBJECTS or self.s.holders.subjects.is_clause(before, bound, start - 1):
                break
            if self.s.open and before <= self.s.open[-1].cue.first:
                break
            if bound in {"how", "why", "whether"} and not self._has_verb(before, start - 1):
                return None  # "on how political, economic and security ties could …"
            if bound in self.g.words["subordinators"] or self.g.low(max(before, self.g.lead)) == "as":
                break  # "But as a first step, | Peru needs to"
            if bound in {"since", "until", "before", "after", "as"}:
                break  # "In the years since its founding, | the body has become"
            start = before
        start = self.s.told if start < self.s.told < cue.first else start
        if cue.row.id == "affirm.role" or cue.phrase == ("help", "to"):
            cue = replace(cue, end=cue.end - 1)  # "serves as | the", "helps | to"
        if self._is_narrated(cue):
            return None
        return self.s.opening(cue, self.s.issuer(), self.s.holders.subjects.after_joined_clause(start, cue.first))

    def _closes_adverbial(self, before: int, start: int) -> bool:
        """Whether the stretch before an index ends the list of what a preposition at the head of the sentence governs."""
        if not self.g.is_in(self.g.lead, "prepositions") or self.g.low(start) in {"and", "as", "or"}:
            return False
        if self.g.low(before).endswith("ing") and self.g.low(start).endswith("ing"):
            return False  # "Among other things, ending hunger and war, | teaching all and healing many are vital"
        comma = next((at for at in range(self.g.lead, before) if self.g.low(at) == ","), before)
        if any(not self.g.bases(at).isdisjoint(self.g.words["periods"]) for at in range(self.g.lead, comma)):
            return False  # "For three decades, A, B and C have been"
        return any(self.g.low(at) == "and" for at in range(before, start - 1))

    def felt(self, cue: Cue, start: int) -> Opening | None:
        """The opening of a verb of feeling, whose holder is who feels it: "the raids alarm | Peru", "it saddens us that"."""
        group = cue.group
        uses = {"finite", "passive"} if self.g.is_in(cue.end - 1, "prepositions") else {"finite"}
        plain = group is not None and group.use in uses and not (group.negated or group.modal in _UNSURE)
        if not plain or not self.s.has_noun(start, cue.first):
            return None
        end, ours = cue.end, not _FIRST.isdisjoint(self.g.low(at) for at in range(cue.first, cue.end + 1))
        while end < self.s.end and self.g.tokens[end].is_word and not self._leaves(end):
            end += 1
        begins = self.g.low(start) == "it" and self.g.low(end) in {"that", "to"}
        if self.g.low(end) == "to" and not begins:
            return None  # "this encourages us | to go on"
        holders = self.s.issuer() if ours else self._feeling(cue.end, end)
        cue = (
            replace(cue, end=end + 1) if begins else replace(cue, end=end) if self._points_to_us(cue.end, end) else cue
        )
        return self.s.opening(cue, holders, start) if holders else None

    def _points_to_us(self, at: int, end: int) -> bool:
        """Whether only "us" or "me" stands between two indexes."""
        return end == at + 1 and self.g.low(at) in {"us", "me"}

    def _feeling(self, at: int, end: int) -> tuple[str, ...] | None:
        """Who feels something, by name: "Peru", "the people of Peru"."""
        holders = self.s.holders.resolve(at, end, self.s.voices, documents=False) if end > at else None
        if holders or not any(self.g.tokens[n].nouns & self.g.words["people"] for n in range(at, end)):
            return holders
        named = (actor.concept.code for actor in self.s.holders.actors if at <= actor.first < end)
        return tuple(code for code in named if code) or None

    def _leaves(self, at: int) -> bool:
        """Whether the words that name who feels something end there: "angered the people of Peru | by its scale"."""
        return self.g.is_in(at, "subordinators") or (self.g.is_in(at, "prepositions") and self.g.low(at) != "of")

    def is_limited(self, cue: Cue) -> bool:
        """Whether the one way or condition of what can or will be stands behind it: "can | be achieved only through talks"."""
        if self.s.holders.strangers is not None or self._is_told():
            return False
        denied = self.g.low(cue.first) == "cannot" or "never" in {self.g.low(cue.end - 1), self.g.low(cue.end)}
        by = next((at for at in range(cue.end, self.s.end - 1) if self.g.low(at) in {"by", ","}), cue.end)
        doing = self.g.low(by) == "by" and self.g.low(by + 1).endswith("ing")
        if denied and (doing or self.g.places(self.g.words["but_for"], cue.end + 1, self.s.end - 1)):
            return True
        if "only" not in self.g.said:
            return False
        places = itertools.takewhile(lambda at: self.g.low(at) not in {";", ":"}, range(cue.end, self.s.end - 1))
        return any(
            self.g.low(at) == "only" and self.g.low(at + 1) in _CONDITIONS and self.g.low(at - 1) != "not"
            for at in places
        )

    def _cannot_be(self, cue: Cue, start: int) -> bool:
        """Whether who speaks says what a thing cannot do or undergo: "force | cannot bring peace", "it | cannot be undone"."""
        hardly = not {self.g.low(at) for at in range(cue.first + 1, cue.end)}.isdisjoint({"hardly", "scarcely"})
        if not (hardly or (cue.group is not None and cue.group.negated)) or self.g.low(cue.first) not in _CAPABLE:
            return False
        verb = self.g.skip_forward(cue.end + (self.g.low(cue.end) == "be"))
        done = self.g.tokens[verb].verbs if verb < self.s.end else frozenset[str]()
        pointed = self._is_pointed(cue, start)
        if (
            not done.isdisjoint(_DESCRIBING)
            or (self.g.low(cue.end) == "be" and not done.isdisjoint({"hold", "host", "convene"}))
            or self.s.holders.strangers is not None
            or not (pointed or self.s.has_noun(start, cue.first))
        ):
            return False
        if self.g.low(start) in {"few", "many", "some", "several", "different", "various"}:
            return False  # "many problems cannot be solved here"
        if self.g.low(cue.end) == "and" or (self.g.low(cue.first - 1) in _SUBJECTS and not pointed):
            return False  # "cannot and must not act", "what we cannot do"
        if self.g.low(cue.first - 2) == "no" or self.g.low(cue.first - 1) == "one":
            return False  # "a threat no State can ignore", "one cannot speak of"
        counted = any(self.g.low(at)[:1].isdigit() for at in range(start, min(verb + 6, self.s.end)))
        able = not pointed and self.s.holders.resolve(start, cue.first, self.s.voices, documents=False) is not None
        able = able or any(self.s.holders.groups.is_group(at) for at in range(start, cue.first))
        return not counted and (hardly or not able)

    def _is_pointed(self, cue: Cue, start: int) -> bool:
        """Whether it is said of "it" or "this" what it cannot be: "it cannot be | ended in time"."""
        if self.g.low(start) not in {"it", "this", "that"} or self.g.low(cue.end) != "be" or cue.first > start + 2:
            return False
        heads = start in {0, self.g.begin, self.s.told} or self.g.low(start - 1) in {",", ";", "but", "and"}
        return heads and self.g.low(cue.first) in {"can", "cannot"}

    def _is_own(self, start: int, first: int) -> bool:
        """Whether the subject is who speaks, or one of those who do: "Australia provides great help" in what it says itself."""
        if self.g.low(start) in {"we", "i", "our", "my"}:
            return True
        named = [actor.concept.code for actor in self.s.holders.actors if start <= actor.first < first]
        return len(named) == 1 and named[0] in self.s.voices.own and not self._is_told()

    def _is_somebody(self, start: int, end: int) -> bool:
        """Whether a person, or an actor that is named, is the subject: "the envoy", "Peru", "Mr. Soto"."""
        named = any(start <= actor.first < end for actor in self.s.holders.actors)
        named = named or (start == end - 1 and self.g.is_in(start, "some_of_all"))
        return named or any(
            self.g.is_in(at, "persons") or self.g.is_in(at, "courtesies") or self.g.low(at) in {"he", "she", "they"}
            for at in range(start, end)
        )

    def _describes_situation(self, cue: Cue, start: int) -> bool:
        """Whether it is only told how bad a situation is: "the situation in the north is dire", but not "… threatens peace"."""
        situation = any("situation" in self.g.tokens[at].nouns for at in range(start, min(start + 4, cue.first)))
        intransitive = self.g.is_in(cue.end, "prepositions") or cue.end >= self.s.end
        intransitive = intransitive or not self.g.tokens[cue.end].is_word or self.g.low(cue.end) == "and"
        sad = cue.row.id in {"affirm.broken", "affirm.failing"} or (cue.row.sign == "-" and cue.shape == "assessment")
        lasts = self.g.low(cue.end - 1).endswith("able")  # "is not sustainable": a judgement
        return situation and sad and intransitive and not lasts and not self._is_told()

    def _is_in_relative(self, start: int) -> bool:
        """Whether the subject is the last of a list that a relative clause began: "on which peace, trade and | growth must rest"."""
        while start > 2 and self.g.low(start - 1) == ",":
            before, bound = clause_start(self.g, start - 1)
            if self._has_verb(before, start - 1) or before >= start:
                return False
            if bound == "which" and self.g.is_in(before - 2, "prepositions"):
                return True
            start = before
        return False

    def _listing_verb(self, cue: Cue, start: int) -> int | None:
        """Index of the form of be whose adjectives end before the "and" of a cue: "is old, costly | and is a threat"; None if none do."""
        joint = cue.first - 1
        listed = self.g.low(joint) == "and" and start < joint and self.g.low(start - 1) == ","
        if not listed or not all(
            self.g.tokens[at].is_adjective or self.g.is_plain_adverb(at) for at in range(start, joint)
        ):
            return None
        before = range(start - 2, max(start - 16, 0), -1)
        return next((at for at in before if self.g.is_copula(at)), None)

    def _is_narrated(self, cue: Cue) -> bool:
        """Whether a newspaper's narrator assesses something in a report on a state, rather than somebody of whom it tells."""
        narrated = self.s.holders.persons.house is not None
        told = self._is_told() or self.s.voices.teller or self.s.is_quoted or self.s.open or self.s.led
        return narrated and cue.act == "affirm" and not told

    def _was_forced(self, cue: Cue) -> bool:
        """Whether it is only told what had to be: "the train | had to stop", "some have | had to flee"; in a report "can only wait"."""
        past = self.g.low(cue.first) in {"had", "needed"}
        done = past and self.g.is_have(self.g.back_over_adverbs(cue.first)[0])
        able = (self.g.low(cue.first), self.g.low(cue.end - 1)) == (
            "can",
            "only",
        ) and self.s.holders.strangers is not None
        return done or ((past or able) and not self._is_told())

    def _is_told(self) -> bool:
        """Whether somebody tells the sentence or goes on to."""
        return bool(self.s.teller or self.s.attributed or self.s.voices.untold)

    def _end_of_condition(self) -> int:
        """Index of the comma that ends a clause before its main clause: "Since A is large | , B can …"; -1 if none opens."""
        low, begin = self.g.low(self.g.lead), self.g.lead + 1
        subordinate = low in self.g.words["subordinators"] and low not in self.g.words["relatives"]
        if not subordinate and low not in {"since", "as"}:
            return -1
        commas = (at for at in range(begin, self.s.end) if self.g.low(at) == ",")
        return next((at for at in commas if self._has_verb(begin, at) and self._begins_subject(at + 1)), self.s.end)

    def _begins_subject(self, at: int) -> bool:
        return self.g.is_in(at, "determiners") or self.g.is_in(at, "pronouns") or self.g.tokens[at].is_capital

    def _has_verb(self, start: int, end: int) -> bool:
        """Whether a verb that can be nothing else stands between two indexes."""
        tokens = self.g.tokens
        return any(
            self.g.is_copula(at) or self.g.is_have(at) or (tokens[at].verbs and not tokens[at].nouns)
            for at in range(start, end)
        )

    def _tells_which(self, cue: Cue) -> bool:
        """Whether a named actor opens a clause that only tells which thing is meant, right behind its noun."""
        if self.g.low(cue.first) in {"need", "needs"} and self._tells_what_they(cue.first - 1):
            return True
        we = cue.first - 1 - (self.g.low(cue.first - 1) in {"all", "both"})  # "the world | we all must share"
        if self.g.low(we) == "we":
            return self._tells_what_we(we - 1)
        actor = next((actor for actor in self.s.holders.actors if actor.end == cue.first), None)
        if actor is None or actor.first < 2 or actor.first == self.s.told:
            return False  # "told the Council | Peru must act"
        left = self.g.tokens[actor.first - 1]
        if self.g.is_in(actor.first - 1, "determiners") or self.g.is_in(actor.first - 1, "subordinators"):
            return False  # "this is why | all States must", "why | Peru should"
        told = left.nouns and left.low not in COORDINATORS  # but "all States, groups or | regional bodies must"
        return bool(told) and not left.verbs and not left.is_capital and not left.is_adjective

    def _tells_what_they(self, who: int) -> bool:
        """Whether a pronoun opens a clause inside another's target that tells which thing is meant: "the aid | they need to live"."""
        left = self.g.tokens[who - 1] if who > 0 and self.s.open else None
        they = self.g.low(who) in {"they", "it", "he", "she", "you"}
        return they and left is not None and bool(left.nouns) and not self.g.is_in(who - 1, "times")

    def _tells_what_we(self, noun: int) -> bool:
        """Whether a plain noun, with its article behind a verb or preposition, stands before "we": "on those actions | we need to"."""
        token = self.g.tokens[noun] if noun > 2 else None
        if token is None or not token.nouns or token.is_capital or self.g.is_in(noun, "times") or token.low == "reason":
            return False
        if closes_condition(self.g, noun + 1) or self.g.low(self.g.lead) == "to":
            return False  # "In order to save the lake | we must"
        return self.g.low(noun - 1) in {"the", "those"} and not self._opens_sentence(noun - 2)

    def _opens_sentence(self, at: int) -> bool:
        """Whether the preposition at `at` opens what stands before the subject: "In the years | we must"."""
        begins = self.g.is_in(at, "prepositions") and self.g.low(at - 1) in {",", "and", "but"}
        return at == 0 or begins or not self.g.tokens[at].is_word

    def _opens_subject(self, at: int, end: int) -> bool:
        """Whether a subject may begin there, and no clause: "today | all must", but not "now | that all must", "today | 's world"."""
        return (
            at < end and self.g.tokens[at].is_word and self.g.low(at) not in {"that", "more", "'s", "’s", "is", "was"}
        )

    def _is_in_compound(self, cue: Cue, start: int) -> bool:
        """Whether a noun between two others stands there, no verb, which behind a singular would end in "s": "storm | damage reports"."""
        at = cue.first
        left, token, after = self.g.tokens[at - 1], self.g.tokens[at], self.g.tokens[min(at + 1, self.s.end - 1)]
        if cue.first != cue.keyword or self.g.is_in(at - 1, "pronouns"):
            return False  # "violence | will trigger growth", "we | risk being"
        single = left.low in left.nouns or left.is_capital
        between = single and bool(token.nouns) and bool(after.nouns) and token.is_form("base")
        return cue.row.sign == "-" and between and not any(self.g.low(n) in COORDINATORS for n in range(start, at))

    def _is_contact_clause(self, cue: Cue) -> bool:
        """Whether the clause only tells which thing is meant: "a crisis | it has caused", "the aid the region | needs is"."""
        at = cue.first - 1
        helps = self.g.low(cue.end) in {"is", "are", "was", "were"} or self.g.is_in(cue.end, "modals")
        if helps and cue.act == "urge" and self.g.low(cue.end - 1) not in {"to", "that"}:
            return True
        left = self.g.tokens[at - 1] if at > 0 else None
        pointing = self.g.low(at) in {"it", "they", "he", "she"}
        return pointing and left is not None and bool(left.nouns) and not left.verbs

    def _may_be_listed(self, cue: Cue) -> bool:
        """Whether, inside another stance, the word may be a noun or one of several verbs: "relief needs", "identify, disrupt and …"."""
        before = self.g.low(cue.first - 1)
        if before in {"it", "they", "this", "we"}:
            return False
        return bool(self.g.tokens[cue.keyword].nouns) or before in {",", "and"}

    def _was_suffered(self, cue: Cue) -> bool:
        """Whether it is told what once befell its subject: "the town | was devastated by a flood"."""
        return self.g.low(cue.end - 1) == "by" and self.g.low(cue.first) in {"was", "were"} and not self._is_told()
