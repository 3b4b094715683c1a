"""The stance that a finite verb takes by its subject: who holds it, or that the speaker only tells of others."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.assessments import Assessments
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.stances.turns import Turns
from graph_builder.text.stances.undertakings import Undertakings
from graph_builder.text.stances.whose_stance import WhoseStance
from graph_builder.text.words.gerunds import was_joined

__all__ = ["VerbSubjects"]

_SHOWN_BY_IT = frozenset({"show", "demonstrate", "reflect", "signal", "manifest", "illustrate"})
"""Verbs by which what happened, told as "it" or "this", tells what counts."""

_NOBODY = frozenset({"only", "no", "nobody", "none"})


class VerbSubjects:
    """The subjects of the finite verbs of one sentence, which takes the turns `turns`."""

    def __init__(self, sentence: Sentence, turns: Turns, assessments: Assessments, others: WhoseStance) -> None:
        self.s, self.g, self.turns = sentence, sentence.g, turns
        self.assessments, self.others = assessments, others
        self.undertakings = Undertakings(sentence)

    def opening(self, cue: Cue, start: int, first: int) -> Opening | None:
        """The opening of a finite verb whose group begins at `first` and whose subject at `start`, or None."""
        if cue.row.form == "felt":
            return self.assessments.felt(cue, start)
        documents = cue.shape not in {"modal", "assessment"} and (cue.shape != "adjective" or cue.act != "commit")
        holders = self.undertakings.whose(cue, start, first)
        if holders is None:
            holders = self.s.holders.resolve(start, first, self.s.voices, documents=documents)
        if cue.shape == "modal" and cue.row.holder_subject and self._is_event(start, first):
            holders = None
        elif holders is None:
            holders = self.undertakings.of_agency(cue, start, first)
        if holders is None and cue.form == "past" and self.g.low(first - 2) == "and":
            holders, start = self._second_clause(start, first) or (None, start)
        holders = self._sponsors(cue) or self._with_joiners(cue, holders)
        if cue.shape == "verb" and holders != self.s.teller and self.others.needs(cue):
            return None  # "Peru | requires assistance": said of it, not by it
        calls = cue.shape == "assessment" and cue.act == "urge" and self.g.tokens[first - 1].is_capital
        if (
            holders is None
            and calls
            and not self._is_of_body(start, first)
            and self.s.holders.groups.is_group(first - 1)
        ):
            return None  # "the Assembly has called for talks": no claim of who speaks
        if self._obliges(cue, start, first, holders):
            return self.assessments.accepted(
                replace(cue, act="urge", row=replace(cue.row, holder_subject=False)), start
            )
        if cue.row.form == "own" and not self._is_of_speaker(start, first, holders):
            return None  # what others do is only told
        if cue.shape == "modal" and cue.row.holder_subject and self._only_tells(cue):
            return None  # "I would tell you that we are working on it"
        if self.others.is_asked_by_thing(cue, start, holders):
            holders = self.s.issuer()  # "The plan is clear. It | requires all States to report"
        if self._defies(cue, start, holders):
            cue = replace(cue, act="affirm", shape="assessment", row=replace(cue.row, sign="-"))
            return self.assessments.accepted(cue, start)
        if cue.shape == "modal" and cue.row.holder_subject and self.g.low(start) == "we" and self._befalls(cue):
            cue = replace(cue, act="affirm")  # "we will face a shortage"
        if (
            cue.row.form == "ing"
            and self.s.teller
            and holders != self.s.teller
            and self.g.low(cue.first) in {"was", "were", "is", "are"}
        ):
            return None  # "she said that Peru was expanding its fleet"
        others = self.g.low(self.g.back_over_adverbs(first)[0]) == "others"  # "others | will take their place"
        if cue.shape == "modal" and cue.act == "commit" and (others or self.g.is_in(first - 1, "quantities")):
            return None  # "many have fled, and | more will do so"
        if cue.shape == "modal" and (self._is_such(start) or self._are_two_things(start, first, holders)):
            holders = None  # "such a body will contribute to", "both will require"
        refuses = holders == self.s.teller and self.s.targets.is_announced_passive(cue)  # "said it will not be bullied"
        impersonal = self.g.low(start) == "it" and self.g.low(cue.end) in {"be", "take"}
        if cue.act == "commit" and impersonal and not refuses:
            return None  # "I do not think it is going to be hard"
        single = self.g.low(0) == "not" and self.g.low(1) in {"a", "one"} and start < 2  # "Not a single State opposed"
        if (single or self.g.low(start) == "no") and cue.shape in {"verb", "wrapped", "adjective"}:
            return None  # "no State was willing to"
        alone = self._speaks_alone()
        nearest = self.g.low(self.g.back_over_adverbs(first)[0])
        unsure = cue.group is not None and cue.group.modal in {"may", "might"}
        if unsure and cue.shape in {"verb", "wrapped"} and cue.act != "affirm" and nearest not in {"we", "i"}:
            return None  # "Peru may reject the plan": nobody knows
        others = cue.group is not None and cue.group.deed is not None and nearest in {"he", "she"}
        if others and alone and holders == self.s.voices.own and self.s.holders.strangers is None:
            return None  # "he is the only one to support the plan"
        if self._is_untold_teller(start, first):
            return None  # "a rebel said | they would never yield"
        they = "they" in {self.g.low(start), nearest}
        unnamed = cue.shape == "modal" and bool(self.s.told) and not self.s.teller  # "the rebels said | they would go"
        if they and alone and holders == self.s.voices.own and (cue.shape in {"verb", "wrapped"} or unnamed):
            return None  # whom one speaks of as "they" is another
        if holders is not None and self.others.tells_of_others(cue, start, holders):
            return self.s.opening(replace(cue, act="affirm", shape="assessment"), self.s.issuer(), start)
        if self.others.speaks_of_others(cue, start, holders) and cue.shape in {"verb", "wrapped", "adjective", "modal"}:
            cue = replace(cue, act="affirm", shape="assessment")
            return None if self.s.open else self.s.opening(cue, self.s.issuer(), start)
        if cue.row.form == "ing" and holders is not None and self.others.only_does(holders):
            return None  # "Iran is implementing its commitments": told by another
        if self.g.low(start) in {"we", "i"} and self._goes_on_quoted(start):
            holders = self.s.open[-1].holders
        pointed = self.g.low(start) in {"it", "this", "that"}
        foretold, who = False, self.g.back_over_adverbs(first)[0]
        which = cue.row.holder_subject and start < who and self.g.low(who) in {"they", "it", "he", "she"}
        which = which and self.s.holders.strangers is None  # "told his colleagues | he would" in a report
        if cue.shape == "modal" and which and not self.g.is_in(start, "prepositions") and self._tells_which(who):
            return None
        if holders and start == who and (they or pointed):
            others = alone and (holders != self.s.voices.own or (pointed and self._is_no_state(holders)))
            foretold = self._is_foretold(cue, they=they, others=others)
            if foretold and cue.shape == "modal" and self._only_becomes(cue):
                return None
        foretold = foretold or (holders is not None and self._is_imagined(start, first))
        harms = cue.row.sign == "-" and (cue.phrase not in cue.row.weak or pointed)
        ours = self.g.low(start) in {"we", "i"}
        told = cue.group is not None and cue.group.modal == "would" and holders is not None and not self.turns.begun
        told = told and (holders == self.s.teller or (len(holders or ()) > 1 and not harms))
        promises = told or (
            cue.group is not None and cue.group.modal in {"will", "shall", "ll"} and (ours or not harms)
        )
        goes_on = cue.group is not None and "continue" in self.g.tokens[cue.group.first].verbs and not harms
        goes_on = goes_on and (ours or self._is_of_speaker(start, first, holders))
        lead = self.g.tokens[cue.group.first].verbs if cue.group is not None and ours else frozenset[str]()
        wished = (
            not lead.isdisjoint({"want", "wish", "hope"}) and self.g.low(cue.end - 1) != "that"
        )  # "we want to help"
        wished = wished or (ours and not {"try", "attempt"}.isdisjoint(cue.phrase[:1]))
        if cue.shape == "assessment" and (promises or goes_on or wished) and holders and not foretold:
            return None  # "we will strengthen", "we continue to strengthen": a promise
        untold = not (self.s.told or self.s.voices.teller) or holders is None
        of_others = self.s.attributed is not None and holders != self.s.attributed
        if self.g.low(cue.first) == "would" and cue.row.holder_subject and (untold or of_others):
            return None  # a promise only where it is told: "the minister said the state would help"
        undergone = cue.row.holder_subject and self.s.targets.is_announced_passive(cue)
        if undergone and self.s.holders.strangers is not None and (by := self._done_by(cue)) is not None:
            if self._is_telling(by - 1):
                return None
            if (doer := self.s.agent(by)) is not None and not self.s.open:
                return self.s.opening(cue, doer, start)
        if undergone and holders is not None and not ours and holders != self.s.voices.own:
            holders = None  # "Iran will be granted relief"
        named = holders is not None and self.g.low(start) not in _NOBODY
        conditional = not named and cue.shape == "modal" and self._is_conditional(cue, start)
        if (foretold or conditional) and cue.shape == "modal" and cue.row.holder_subject:
            return self.assessments.accepted(replace(cue, act="affirm"), start)
        if holders is None and undergone and not self.s.open and self._is_left_to_others(cue):
            return self.assessments.accepted(replace(cue, act="affirm"), start)
        if holders is None and undergone and (self._befalls(cue) or self.s.is_narrated()):
            return None  # "the others will be left without a voice"
        if holders is None and undergone:
            return self.s.opening(cue, self.s.issuer(), start) if not self.s.open else None
        if cue.shape in {"predicate", "assessment"} or (cue.shape == "modal" and not cue.row.holder_subject):
            if cue.row.id == "welcome.deed" and self._is_thing(start, first):
                cue = replace(cue, act="affirm")  # "the treaty | has made a great contribution to"
            return self.assessments.accepted(cue, start)
        if cue.form == "base" and self.g.low(first - 1) == "and" and self.s.series.has_infinitive(start + 1, first):
            return None  # "… are asked to behave and work for …"
        if pointed and cue.shape == "wrapped" and not self.g.tokens[cue.keyword].verbs.isdisjoint(_SHOWN_BY_IT):
            holders = None  # "this demonstrates the importance of": what happened does
        people = self.s.holders.groups.are_others(start, first - 1)  # "many delegations stressed the importance of"
        if holders is None and not people and self.others.tells_by_itself(cue) and self.s.has_noun(start, first):
            holders = self.s.issuer()
            cue = replace(cue, act="urge") if self.others.shows_need(cue) else cue
        if holders is None and not self.s.open and self.s.series.joint(first) < first:
            holders = self.s.shared_subject(start, first)
        aims = cue.act == "commit" and cue.group is not None and cue.group.modal != "would"
        aims = aims and not self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["aiming_verbs"])
        accused = cue.act == "oppose" and cue.shape == "verb" and self.g.has_any(start, first, "accused")
        if holders is None and not self.s.open and (aims or accused) and self.s.has_noun(start, first):
            return self.s.opening(replace(cue, act="affirm"), self.s.issuer(), start)
        if (
            (holders is None or self.g.low(start) in {"a", "an"} or self.others.voices_for_one(cue, start))
            and cue.shape == "wrapped"
            and self.others.is_person(start, first)
        ):
            holders = self.others.owners(cue) or holders  # "a spokesman reiterated China's opposition to"
        holders = holders or self.others.shown(cue)
        if holders is not None and cue.carrier is not None and self.others.is_of_others(cue, holders):
            cue = self.others.carried(cue, cue.carrier)
        turned = self.g.is_modal_or_do(start + 1)  # "Neither | can we accept this"
        if holders is not None and self.g.low(start) == "neither" and cue.shape != "modal" and not turned:
            if cue.act not in {"support", "oppose"}:
                return None
            cue = replace(
                cue, act="oppose" if cue.act == "support" else "note"
            )  # "neither (A nor B | side) supports the plan"
        if alone and self._foretells(cue, holders):
            return self.assessments.accepted(replace(cue, act="affirm"), start)
        return None if holders is None else self.s.opening(cue, holders, start)

    def _is_untold_teller(self, start: int, first: int) -> bool:
        """Whether a pronoun at the head of what a report tells means who tells it, whom nothing names."""
        told = self.s.told == start and self.s.head.begin == start and self.s.head.verb is not None
        untold = told and not (self.s.teller or self.s.attributed) and self.s.holders.strangers is not None
        alone = self.g.low(start) in {"they", "he", "she"} and self.g.back_over_adverbs(first)[0] == start
        return untold and alone

    def _done_by(self, cue: Cue) -> int | None:
        """Index of the "by" behind what a "will" tells to be done: "the ban will be lifted | by Peru"; None if none stands there."""
        by = self.g.skip_forward(self.g.skip_forward(cue.end + 1) + 1)
        done = self.g.low(by) == "by" and by + 1 < self.s.end and not self.g.tokens[by + 1].is_form("ing")
        return by if done else None

    def _is_telling(self, at: int) -> bool:
        """Whether one is only told something: "the envoy will be | assured by Peru that"."""
        return not self.g.tokens[at].verbs.isdisjoint(self.g.words.any_of("attribution", "informing_verbs"))

    def _is_of_body(self, start: int, end: int) -> bool:
        """Whether the subject is a thing of the body that it names, and nobody there: "the reform of the Council | requires"."""
        of = next((at for at in range(start + 1, end - 1) if self.g.low(at) == "of"), start)
        who = self.g.words.any_of("people", "persons", "group_nouns", "quantities")
        return of > start and bool(self.g.tokens[of - 1].nouns) and self.g.bases(of - 1).isdisjoint(who)

    def _is_event(self, start: int, first: int) -> bool:
        """Whether a report tells what a meeting of some will bring about: "the summit between Peru and Chile | will help"."""
        if self.s.holders.strangers is None or not (self.s.told or self.s.attributed):
            return False
        met = (at for at in range(start, first - 2) if self.g.low(at + 1) == "between")
        return any(not self.g.bases(at).isdisjoint(self.g.words["gatherings"]) for at in met)

    def _second_clause(self, start: int, first: int) -> tuple[tuple[str, ...], int] | None:
        """Who has the second of two clauses, and where it begins: "the plan was discussed and | members asked for"."""
        members = self.s.holders.groups.is_group(first - 1) and self.s.holders.strangers is not None
        if not members or not self.g.has_verb(start, first - 2):
            return None
        found = self.s.holders.resolve(first - 1, first, self.s.voices, documents=False)
        return None if not found else (found, first - 1)

    def _is_thing(self, start: int, first: int) -> bool:
        """Whether a treaty or a principle is the subject, and nobody who could be thanked."""
        head = self.s.holders.named.head(start, first)
        kinds = (m.concept.kind for m in self.s.holders.mentions if m.first <= head < m.end)
        named = next(kinds, None) in {"treaty", "principle"}
        return named or not self.g.bases(head).isdisjoint(self.g.words.kind_heads["treaty"])

    def _is_no_state(self, holders: tuple[str, ...]) -> bool:
        """Whether "it" cannot mean the state that speaks, which only "we" has told so far."""
        known = (item.pronouns for item in self.s.voices.recent if item.holders == holders)
        return self.s.is_lone_state(holders) and not any("it" in pronouns for pronouns in known)

    def _is_such(self, start: int) -> bool:
        return self.g.low(start) == "such" and self.g.low(start + 1) in {"a", "an"}

    def _is_imagined(self, start: int, first: int) -> bool:
        """Whether who speaks tells of a body that is not there yet: "a stronger Council | will create trust"."""
        told = self.others.is_told() or self.s.holders.groups.has_adjective(start, first)
        named = any(start < m.first and m.end < first for m in self.s.holders.actors)
        return self.g.low(start) in {"a", "an"} and first > start + 2 and not (told or named)

    def _are_two_things(self, start: int, first: int, holders: tuple[str, ...] | None) -> bool:
        """Whether "both" means no holders, where one alone speaks: "Both | will require time"."""
        return self.g.low(start) == "both" and start == first - 1 and len(holders or ()) == 1

    def _sponsors(self, cue: Cue) -> tuple[str, ...] | None:
        """Who is named as having brought in a text that was not adopted: "Tabled by Peru, the draft | would have condemned"."""
        proposed = self.g.low(1) == "by" and not self.g.tokens[0].verbs.isdisjoint(self.g.words["tabling_verbs"])
        told = cue.group is not None and cue.group.modal == "would" and self.g.is_have(cue.group.first + 1)
        return self.s.agent(1) if proposed and told else None

    def _with_joiners(self, cue: Cue, holders: tuple[str, ...] | None) -> tuple[str, ...] | None:
        """The holders with those by whom they were joined in it: "Peru was joined by Chile in condemning A"."""
        if not holders or not self.g.tokens[cue.keyword].is_form("ing") or cue.first == cue.keyword:
            return holders
        joined = (was_joined(self.g, at) for at in range(cue.first, cue.keyword))
        by = next((place for place in joined if place is not None), None)
        others = self.s.agent(by) if by is not None else None
        return tuple(dict.fromkeys((*holders, *(others or ()))))

    def _is_of_speaker(self, start: int, first: int, holders: tuple[str, ...] | None) -> bool:
        """Whether the subject is who speaks, by name or as "we", and no narrator tells of it."""
        pointed = self.g.low(start) in {"they", "it"}
        named = holders == self.s.voices.own and not pointed and self.s.holders.strangers is None
        return named and self.s.holders.unknown.named(start, first, self.s.voices) is None

    def _only_tells(self, cue: Cue) -> bool:
        """Whether somebody will or would only tell what is said next: "I will | tell you that"."""
        verb = self.g.skip_forward(cue.end)
        tells = verb < self.s.end and not self.g.tokens[verb].verbs.isdisjoint({"tell", "say"})
        return tells and self.g.low(self.s.reports.told.begin(verb) - 1) == "that"

    def _defies(self, cue: Cue, start: int, holders: tuple[str, ...] | None) -> bool:
        """Whether who speaks tells what another defies: "the regime | has defied the Council", "it | defies common sense"."""
        if cue.shape != "verb" or "defy" not in self.g.tokens[cue.keyword].verbs or self.others.is_told():
            return False
        pointed = self.g.low(start) in {"it", "this", "that", "they"}
        return pointed or holders is None or set(holders).isdisjoint(self.s.voices.own)

    def _foretells(self, cue: Cue, holders: tuple[str, ...] | None) -> bool:
        """Whether a state that speaks alone only foretells what another one will do: "the aggressor | will not prevail"."""
        will = cue.shape == "modal" and cue.row.holder_subject and cue.group is not None and cue.group.modal != "would"
        states = self.s.holders.persons.states
        own = {*self.s.voices.own, *self.s.voices.issuer}
        return will and bool(holders) and states.issuperset({*(holders or ()), *own}) and own.isdisjoint(holders or ())

    def _obliges(self, cue: Cue, start: int, first: int, holders: tuple[str, ...] | None) -> bool:
        """Whether "shall" tells what others than the speaker must do: "Peru | shall release all prisoners"."""
        if cue.shape != "modal" or self.g.low(cue.first) != "shall" or self.g.is_in(start, "pronouns"):
            return False
        if self.s.open or any(self.g.low(at) in {"force", "effect"} for at in range(cue.end + 1, cue.end + 4)):
            return False  # "the ban | shall take effect on Monday"
        own = self.s.voices.own
        if holders is None or not set(holders) <= {*own, *self.s.voices.issuer, *(self.s.teller or ())}:
            return True
        organ = self.g.tokens[first - 1].is_capital and self.g.is_in(first - 1, "bodies")
        return (
            organ and self.g.low(first - 1) not in own[0].lower()
        )  # "the Commission shall assist" in one of the Council

    def _goes_on_quoted(self, at: int) -> bool:
        """Whether "we" stands in a report's quotation that a stance opened: 'stressed that “a crime was done, and | we demand'."""
        if self.s.holders.strangers is None or not self.s.open or self.s.teller:
            return False
        told = self.s.open[-1].cue
        return self.g.low(told.end - 1) == "that" and self.g.low(told.end) in {"“", '"'} and told.end < at

    def _speaks_alone(self) -> bool:
        """Whether one actor speaks here, in no text of several and told by nobody."""
        return len(self.s.voices.own) == 1 and not self.s.holders.named.texts and not self.others.is_told()

    def _tells_which(self, pronoun: int) -> bool:
        """Whether a clause without a relative only tells which thing is meant: "the sacrifices | they will entail"."""
        left = self.g.tokens[pronoun - 1] if pronoun > 1 else None
        if left is None or not left.nouns or self.g.is_in(pronoun - 1, "times"):
            return False
        return not left.verbs or self.g.is_in(pronoun - 2, "determiners") or self.g.tokens[pronoun - 2].is_adjective

    def _is_left_to_others(self, cue: Cue) -> bool:
        """Whether who speaks alone only foretells what others or a condition will bring about: "peace will be made | by the sides"."""
        by = self.g.skip_forward(self.g.skip_forward(cue.end + 1) + 1)
        others = (
            self.g.low(by) == "by"
            and not self.g.is_in(by + 1, "possessives")
            and not self.g.low(by + 1).endswith("ing")
        )
        only = range(cue.end, min(cue.end + 4, self.s.end))
        denied = cue.group is not None and cue.group.negated
        alone = any(self.g.low(at) in {"only", "unless"} and self.g.low(at - 1) != "not" for at in only)
        return self._speaks_alone() and not denied and (others or alone)

    def _only_becomes(self, cue: Cue) -> bool:
        """Whether it is told what "it" or "they" will be, or what will befall them: "they will | be able to", "it will | happen"."""
        verb = self.g.skip_forward(cue.end)
        return self.g.is_in(verb, "befalling") or self.g.low(verb) in {"be", "have"}

    def _is_foretold(self, cue: Cue, *, they: bool, others: bool) -> bool:
        """Whether who speaks says what "it" or "they" will bring about: "they will | provide benefits", "it will | help us"."""
        if cue.group is None or cue.group.modal not in {"will", "ll"} or self.others.is_told():
            return False
        verb = self.g.skip_forward(cue.first + 1)
        near = range(verb, min(verb + 12, self.s.end))
        stop = next((at for at in near if self.g.low(at) in {",", ";", "that", "and"}), near.stop)
        ours = any(self.g.low(at) in {"us", "our"} for at in range(verb, stop))
        return others or (they and self._speaks_alone()) or ours or self.g.is_in(verb, "enabling_verbs")

    def _is_conditional(self, cue: Cue, start: int) -> bool:
        """Whether it is said what will be under a condition: "If trade is free, | growth will follow", "will fail | unless"."""
        told = (
            cue.group is not None
            and cue.group.modal == "will"
            and not self.s.open
            and (self.s.has_noun(start, cue.first) or self.g.low(start) in {"there", "it", "this", "that", "they"})
        )
        if told and (self.g.low(start) in _NOBODY or self.assessments.is_limited(cue)):
            return True
        told = told and self.s.has_noun(start, cue.first)
        before = start > 1 and self.g.low(self.g.lead) in {"if", "unless", "without"} and self.g.low(start - 1) == ","
        return told and (before or any(self.g.low(at) == "unless" for at in range(cue.end, self.s.end)))

    def _befalls(self, cue: Cue) -> bool:
        """Whether what "will" happens to its subject is nothing that it does: "will | suffer", but "will not | remain silent"."""
        denied = cue.group is not None and cue.group.negated
        verb = self.g.skip_forward(cue.end)
        keeps = self.g.low(verb) == "remain" and not self._is_bad_state(
            verb + 1
        )  # "we will remain | engaged in the talks"
        left = self.g.low(verb) == "be" and self.g.tokens[min(verb + 1, self.s.end - 1)].verbs
        done = left and left & (self.g.words["harming_verbs"] | {"leave"})  # "will be | left without a voice"
        return not denied and not keeps and (bool(done) or self.g.is_in(verb, "befalling"))

    def _is_bad_state(self, at: int) -> bool:
        """Whether somebody is said to be in a state that nobody wants: "will remain | vulnerable", "… at risk"."""
        return any(self.g.is_in(place, "bad_states") for place in range(at, min(at + 3, self.s.end)))
