"""Finite verbs with a subject of their own: which of them take a stance, and whose it is."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.assessments import Assessments
from graph_builder.text.stances.clefts import Clefts
from graph_builder.text.stances.courtesies import is_told_at_once, only_says, takes_in
from graph_builder.text.stances.meetings import Meetings
from graph_builder.text.stances.nesting import Nesting
from graph_builder.text.stances.relatives import Relatives
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.stances.turns import Turns
from graph_builder.text.stances.verb_subjects import VerbSubjects
from graph_builder.text.stances.whose_stance import WhoseStance
from graph_builder.text.words.conditions import closes_condition
from graph_builder.text.words.dates import before_delay
from graph_builder.text.words.marks import COORDINATORS

__all__ = ["FiniteClauses"]


_FELT = frozenset({"condemn", "oppose", "regret", "concern"})
_GOING_ON = frozenset({"should", "must", "would", "could"})
"""Modals that hardly tell what is said next by who states something: "stated that it failed and | would"."""


class FiniteClauses:
    """The finite verbs of one sentence, which takes the turns `turns`."""

    def __init__(self, sentence: Sentence, turns: Turns) -> None:
        self.s, self.g, self.turns = sentence, sentence.g, turns
        self.nesting = Nesting(sentence)
        self.assessments = Assessments(sentence, self.nesting)
        self.others = WhoseStance(sentence)
        self.subjects = VerbSubjects(sentence, turns, self.assessments, self.others)
        self.meetings = Meetings(sentence)
        self.clefts = Clefts(sentence)
        self.relatives = Relatives(sentence)

    def active(self, cue: Cue) -> Opening | None:
        """The opening of a finite verb or set phrase (`cue.group` is not None) that is a position of its own, or None."""
        assert cue.group is not None
        first = cue.group.first
        if cue.shape == "impersonal":
            subject = self.g.is_in(cue.first - 1, "pronouns") or self.g.low(cue.first - 1) == "who"
            if self.g.low(cue.first) == "let" and subject:
                return None  # "since he | let us know"
            return self._impersonal(cue) if self.nesting.is_new_clause(cue.first, cue.end) else None
        felt = cue.shape == "predicate" and cue.act in _FELT  # "should be | alarming to all"
        owed = cue.group.modal in {"should", "must"} and cue.shape != "modal" and not felt
        if owed and not is_told_at_once(self.g, cue, first):
            return None  # "must remain the cornerstone of": the modal is the act
        if cue.row.nobody_subject and self.s.open:
            return None
        if self._is_found_right(cue, first) or takes_in(self.g, cue):
            return None
        if self.s.open and self._goes_on_stating(cue, first):
            return None
        if cue.row.form == "own" and self.s.open and self.s.open[-1].cue.row.form != "own":
            return None
        if (
            self._is_undergone(cue, first)
            or self.s.series.is_owed_too(self.s.open, cue)
            or self.relatives.shares_relative(first)
        ):
            return None
        if self.nesting.is_of_claimed(first):
            return None
        if self.s.series.continues(self.s.open, cue, first, announced=self.s.targets.is_announced_passive(cue)):
            last = self.s.open[-1].cue
            if last.act == "affirm" and last.row.act == cue.act == "commit":
                cue = replace(cue, act="affirm")  # "the curbs aim to weaken it and | will hurt"
            further = self.s.opening(cue, self.s.open[-1].holders, first)
            return replace(further, begins=self.s.series.before_deed(last.end, further.begins, cue.form))
        if (
            not self.s.open
            and self.s.passed is not None
            and (cue.shape == "wrapped" or self.s.passed.cue.shape == "verb")
            and self.s.series.continues([self.s.passed], cue, first, announced=False)
        ):
            return self.s.opening(cue, self.s.passed.holders, first)
        if cue.shape in {"verb", "assessment"} and self.s.series.is_bare_infinitive(cue, first):
            return None
        if self.relatives.is_contact(cue, first):
            return None
        headed = cue.first in {0, self.g.begin}
        if self.s.led and headed and not self.s.open and cue.shape in {"verb", "wrapped", "modal", "adjective"}:
            return self.s.opening(cue, self.s.issuer(), cue.first)  # an item of "The Sides:"
        if self._is_preambular():
            return None
        if self._is_twin(cue, first):
            return None
        if (joined := self._joined_to_predicate(cue, first)) is not None:
            return joined
        if (clause := self._joined_clause(cue, first)) is not None:
            return clause
        if self.turns.goes_on(cue, first):
            return self.s.opening(cue, self.s.teller or (), first)
        start = self.s.subject_start(first)
        if self.nesting.is_said_meanwhile(start, cue):
            return self._meanwhile(cue, start, first)
        bound = self.g.low(start - 1) if start and not closes_condition(self.g, start) else ""
        if (cleft := self.clefts.accepted(cue, start, first)) is not None:
            return cleft
        if (
            bound in {"which", "whom"}
            and (taken := self.relatives.taken_up(cue, start) or self.relatives.judges_all(cue, start)) is not None
        ):
            return taken
        if bound in {"which", "that"} and (hoped := self.relatives.hoped(cue, start)) is not None:
            return hoped
        if bound in {"which", "that"} and (stated := self.relatives.stated(cue, start, first)) is not None:
            return stated
        if bound == "who" and (joined_in := self.relatives.joined_in(cue, start)) is not None:
            return joined_in
        if bound in {"that", "who", "which"} and (belongs := self.relatives.of_member(cue, start, first)) is not None:
            return belongs
        if bound == "which" and (owed_last := self.relatives.owed(cue, start, first)) is not None:
            return owed_last
        if bound == "which" and (shown := self.relatives.shows(cue, start)) is not None:
            return shown
        there = cue.row.id == "urge.requirement" and self.g.low(self.g.lead) == "there"
        presented = (cue.shape == "modal" or there) and self.clefts.is_presented(start, bound)
        if (
            bound in {"which", "that"}
            and not presented
            and (through := self.relatives.through_predicate(cue, start, first))
        ):
            lone = not {self.g.low(at) for at in range(through[1], through[1] + 4)}.isdisjoint({"only", "sole"})
            act = "emphasize" if lone and cue.act == "affirm" else cue.act  # "is the only key that | can unlock"
            return self.assessments.accepted(replace(cue, first=through[1], act=act), through[0])
        if bound in {"that", "who"} and (harms := self.relatives.owed(cue, start, first)) is not None:
            return harms
        if bound in {"who", "which"} and (told := self.relatives.told_of(cue, start, first)) is not None:
            return told
        if bound == "whose" and (whose := self.relatives.of_whose(cue, start, first)) is not None:
            return whose
        if bound == "who" and cue.shape == "modal" and self.clefts.is_cleft(start):
            return self.subjects.opening(cue, 0, first)  # "it is the parties who | must settle it"
        if presented:
            what = self.g.lead + 2 if bound == "that" and cue.act == "urge" else start
            return self.subjects.opening(cue, what, first)
        judged = cue.shape in {"predicate", "assessment"} and not self.s.open
        owed = cue.shape == "modal" and not cue.row.holder_subject and not self.s.open
        apart = judged or (owed and cue.act == "urge")
        if apart and bound in {"that", "who", "which"} and self.clefts.tells_of(start, first):
            return self.assessments.accepted(cue, self.g.lead + 2)  # "it is the war that | threatens trade"
        if bound == "what" and start == 1 and (judged or owed) and self.g.has_verb(start, first):
            return self.assessments.accepted(cue, 0)  # "What happens there | is a tragedy"
        if bound == "that" and self.g.low(start - 2) == "fact" and judged and self.g.has_verb(start, first):
            return self.assessments.accepted(cue, start - 3)  # "the fact that A failed | is regrettable"
        if bound == "that" and (doing := self._deed_before(start, cue, first)) is not None:
            return self.assessments.accepted(cue, doing)
        if bound == "should" or self.g.low(start) == "should":
            return None  # "will act | should the sides insist on"
        behind_and = self.g.low(start) == "and" and self.g.back_over_adverbs(first)[0] == start
        if (start == first or behind_and) and (holders := self.s.series_subject(cue, start)) is not None:
            return self.s.opening(cue, holders, first)
        if behind_and and (ours := self.s.goes_on_as_we(cue, start)) is not None:
            return self.s.opening(cue, ours, first)
        if (left_out := self.s.left_out(cue)) is not None:
            return self.s.opening(cue, left_out, first)
        if self.s.series.joint(first) < start and (behind := self.meetings.behind_deed(cue, first)) is not None:
            return behind
        where = bound == "where" and self.meetings.is_told_there(cue, start, first)
        inside = not where and not self._is_of_next_speaker(cue, start) and self.nesting.is_inside(start, bound, cue)
        if start == first or inside:
            return None
        opened = self.subjects.opening(cue, start, first)
        if opened is not None and bound == "why":
            return replace(opened, begins=min(opened.begins, self.nesting.before_reason(start)))
        if opened is not None and bound in {"after", "before"} and self.s.open:
            return replace(opened, begins=min(opened.begins, before_delay(self.g, start - 1)))
        return opened

    def _is_found_right(self, cue: Cue, first: int) -> bool:
        """Whether a speaker sides with what somebody did, which a narrator would only tell: "Peru | was right to condemn the raid"."""
        to = self.g.back_over_adverbs(cue.keyword)[0]
        if self.g.low(to) != "to" or to - first < 2 or cue.shape == "predicate":
            return False
        narrated = self.s.holders.strangers is not None and not (self.s.teller or self.s.attributed)
        return not narrated and self.g.is_in(to - 1, "done_rightly")

    def _goes_on_stating(self, cue: Cue, first: int) -> bool:
        """Whether a modal goes on with the clause that was stated: "stresses that trade is vital, and | should be free"."""
        if self.g.low(first) not in _GOING_ON:
            return False
        last = self.s.open[-1].cue
        if last.shape not in {"verb", "wrapped"} or last.end >= first or last.group is None:
            return False
        that = self.g.low(last.end - 1) == "that"
        joint = self.g.back_over_adverbs(first)[0]
        if self.g.low(joint) == ",":
            return that and self.nesting.awaits_verb(self.s.open[-1], first)
        if self.g.low(joint) not in COORDINATORS or any(self.g.low(at) == ";" for at in range(last.end, joint)):
            return False
        if self.g.low(first) == "would" and cue.shape in {"verb", "wrapped"}:
            return False  # "stressed that the talks were over, and | would not accept the plan"
        return that or (last.act == "note" and self.g.has_verb(last.end, joint))

    def _is_undergone(self, cue: Cue, first: int) -> bool:
        """Whether a participle without an object goes on with a passive: "must be heard and | recognized"."""
        if cue.form != "past" or cue.keyword != first or cue.shape != "verb" or cue.end != first + 1:
            return False
        ends = cue.end >= self.s.end or not self.g.tokens[cue.end].is_word
        joins = not ends and self.g.low(cue.end) in COORDINATORS and cue.end + 1 < self.s.end
        joins = joins and self.g.tokens[cue.end + 1].is_form("past")
        if self.g.low(first - 1) not in COORDINATORS or not (ends or joins):
            return False
        taken = {opening.cue.keyword for opening in self.s.open}
        for at in range(first - 2, max(first - 8, self.s.told), -1):
            token = self.g.tokens[at]
            if token.verbs and token.is_form("past") and self.g.is_be(self.g.back_over_adverbs(at)[0]):
                return at not in taken
        return False

    def _meanwhile(self, cue: Cue, start: int, first: int) -> Opening | None:
        """What is said besides, in a clause that "as" opens, before which the target of another ends."""
        start += self.g.low(start) == "as"
        opened = self.subjects.opening(cue, start, first)
        joint = self.s.series.joint(start - 1)
        if opened is not None and self.g.low(start) in {"he", "she"}:
            opened = replace(opened, holders=self.s.open[-1].holders)
        return None if opened is None else replace(opened, begins=min(opened.begins, joint))

    def _is_of_next_speaker(self, cue: Cue, start: int) -> bool:
        """Whether somebody else states something next: "The minister stated that A, and | the envoy stated that B"."""
        start += self.g.low(start) == "and"
        joined = self.g.low(start - 1) == "and" and self.g.low(start - 2) == ","
        if not joined or not self.s.open or cue.shape not in {"verb", "wrapped"} or cue.form != "past":
            return False
        last = self.s.open[-1]
        if last.cue.form != "past" or self.g.low(last.cue.end - 1) != "that" or last.cue.end >= start:
            return False
        if not (self.g.tokens[start].is_capital or self.g.low(start) == "the"):
            return False
        holders = self.s.holders.resolve(start, cue.first, self.s.voices, documents=False)
        return bool(holders) and holders != last.holders

    def _impersonal(self, cue: Cue) -> Opening | None:
        """The opening of a set phrase; what a thing aims at is told of it: "the blockade's aim is to"."""
        if only_says(self.s, cue):
            self.s.told = cue.end
            return None
        holders = self._whose(cue)
        aims = cue.row.kind == "subject" and cue.act == "commit" and self.g.low(cue.end - 1) == "to"
        if holders is None and aims:
            return self.s.opening(replace(cue, act="affirm"), self.s.issuer(), cue.first)
        return self.s.opening(cue, holders, cue.first) if holders else None

    def _is_twin(self, cue: Cue, first: int) -> bool:
        """Whether a verb of harm or good shares its object with the one before it: "has breached and | annulled the pact"."""
        last = self.s.open[-1].cue if self.s.open else None
        return (
            last is not None
            and cue.shape == last.shape == "assessment"
            and cue.row is last.row
            and first == cue.keyword == last.end + 1
            and self.g.low(last.end) == "and"
        )

    def _joined_to_predicate(self, cue: Cue, first: int) -> Opening | None:
        """What goes on with the subject of what is vital or harmful: "such attacks are alarming and | must end"."""
        harm = bool(self.s.open) and cue.row.sign == self.s.open[-1].cue.row.sign == "-"
        strong = cue.shape == "assessment" and (harm or cue.phrase not in cue.row.weak)
        further = strong or cue.shape == "predicate" or (cue.shape == "modal" and cue.act == "urge")
        if not further or not self.s.open:
            return None
        joint = self.g.low(first - 1 - self.g.is_in(first - 1, "concluding"))
        if joint not in {"and", "but", ","}:
            return None
        if joint == "," and (
            cue.shape != "modal" or any(self.g.low(at) == "," for at in range(self.s.open[-1].subject, first - 1))
        ):
            return None  # "the raids, which are a threat, | must end"
        last = self.s.open[-1]
        if last.cue.shape not in {"predicate", "assessment"} or self.g.low(last.cue.end - 1) == "that":
            return None
        if any(self.g.low(at) in {"it", "they", "we", "he"} for at in range(last.cue.end, first)):
            return None  # "is a crisis that it has caused and | worsened"
        closed = self.g.low(first - 2) == ","  # "is a threat, as those say who know it, and | must end"
        if not closed and any(self.g.low(at) in {"which", "who"} for at in range(last.cue.end, first)):
            return None  # "is shown by the war, which harms trade and | is illegal"
        return self.s.opening(cue, last.holders, last.subject)

    def _joined_clause(self, cue: Cue, first: int) -> Opening | None:
        """A second main clause of what must be or is so, behind "and" alone: "A must be freed and | B must be lifted"."""
        judges = cue.shape == "predicate" or (cue.shape == "modal" and cue.act == "urge")
        if not judges or not self.s.open:
            return None
        last = self.s.open[-1]
        owed = last.cue.shape == "modal" and last.cue.act == "urge"
        if not (owed or last.cue.shape == "predicate") or self.g.low(last.cue.end - 1) in {"that", "to", "for"}:
            return None
        words = range(last.cue.end, first)
        joint = next((at for at in reversed(words) if self.g.low(at) in {"and", "but"}), None)
        clauses = self.g.words.any_of("subordinators", "relatives")
        commas = any(self.g.low(at) == "," and self.g.low(at + 1) in {"and", "but"} for at in words)
        if (
            joint is None
            or joint == last.cue.end
            or commas
            or any(self.g.low(at) in clauses or self.g.low(at) in {":", ";"} for at in words)
        ):
            return None
        if joint == self.g.back_over_adverbs(first)[0]:
            return self.s.opening(cue, last.holders, last.subject) if owed else None
        if self.g.has_verb(joint + 1, first) or not self.s.has_noun(joint + 1, first):
            return None
        return self.subjects.opening(cue, joint + 1, first)

    def _deed_before(self, start: int, cue: Cue, first: int) -> int | None:
        """Where the deed begins that is judged, if it has a clause of its own: "Ensuring that all have water | is vital"."""
        doing, heads = start - 2, {0, self.g.begin, self.s.told}
        told = cue.shape in {"predicate", "assessment"} or (cue.shape == "modal" and cue.act == "urge")
        if not told or doing not in heads or self.s.open or not self.g.tokens[doing].is_form("ing"):
            return None
        return doing if self.g.has_verb(start, first) else None

    def _is_preambular(self) -> bool:
        """Whether the sentence is a clause of a resolution, which has no main clause: "Recalling A, which says that B must …,"."""
        opened = self.s.open[0].cue if self.s.open else None
        heading = opened is not None and opened.group is not None and opened.group.use == "heading"
        return (
            heading and opened is not None and opened.form == "ing" and self.g.low(len(self.g.tokens) - 1) in {",", ";"}
        )

    def _whose(self, cue: Cue) -> tuple[str, ...] | None:
        """Whose "our goal is" or "China's position is" is; the issuer's where nobody's is said."""
        ours = any(self.g.low(at) in {"our", "my"} for at in range(cue.first, cue.end))  # "it is our duty to"
        if cue.row.kind != "subject" or ours:
            return self.s.issuer()
        of = next((at for at in range(cue.first, cue.end) if self.g.low(at) == "of"), None)
        if self.g.low(cue.first) == "the" or (self.g.low(cue.first) == "it" and of is not None):
            if cue.group is not None and cue.group.modal == "would":
                return None  # "the goal of the proposed body would be to"
            end = cue.end - (self.g.low(cue.first) == "it")
            return None if of is None else self.s.holders.resolve(of + 1, end, self.s.voices, documents=False)
        if self.g.low(cue.first) not in {"'s", "’s"}:
            return self.s.voices.last
        start = self.s.subject_start(cue.first)
        return self.s.holders.resolve(start, cue.first, self.s.voices)
