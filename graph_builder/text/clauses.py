"""Which cues of a segment are positions of their own, whose they are, and where their targets end.

The rule of the annotation manual: a cue inside another's target is not coded again, unless it is an adjunct participle,
a verb coordinated with the outer one, or has a subject of its own in a new main clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph_builder.text.cues import Cue
from graph_builder.text.grammar import Grammar
from graph_builder.text.holders import Holders, Voices
from graph_builder.text.stance import Stance

__all__ = ["read_stances"]

_CLOSERS = frozenset({".", ";", ",", ":", "!", "?", "”", '"', "–", "—", "…"})
_OPENERS = frozenset({",", ":", ";", "“", '"', "and", "but", "yet"})
_COORDINATORS = frozenset({"and", "or", "but", "while", "&"})
_PROMISING = frozenset({"vow", "pledge", "promise", "undertake"})
_PROMISED = frozenset({"agree", "commit", "recommit", "pledge", "undertake", "set"})
_PASSIVE_ACTS = frozenset({"condemn", "oppose", "welcome", "support", "emphasize", "affirm", "note", "urge", "regret"})
_STRONG_COORDINATES = frozenset({
    "urge", "call", "encourage", "welcome", "condemn", "reaffirm", "reiterate", "express", "commend", "stress", "emphasize",
    "emphasise", "underscore", "underline", "recognise", "recognize", "note", "oppose", "reject", "demand", "invite", "thank",
    "appreciate", "deplore", "regret", "affirm", "acknowledge", "recall", "reconfirm", "endorse", "confirm", "highlight",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Opening:
    """An accepted cue before its end is known. `subject` is where its subject begins, for targets that include it."""

    cue: Cue
    holders: tuple[str, ...]
    subject: int
    begins: int
    """Where the clause of this cue begins, conjunction included: the target of the one before ends here."""


class _Reader:
    def __init__(
        self, grammar: Grammar, cues: Sequence[Cue], holders: Holders, voices: Voices, led: Stance | None = None
    ) -> None:
        self.g = grammar
        self.cues = cues
        self.holders = holders
        self.voices = voices
        self.told = self._told()
        self.end, self.attributed = self._attribution()
        self.open: list[_Opening] = []
        self.led = led

    def read(self) -> list[Stance]:
        for cue in self.cues:
            if cue.end > self.end or any(
                cue.first < opening.cue.end and opening.cue.first < cue.end for opening in self.open
            ):
                continue
            opening = self._accept(cue)
            if opening is not None and not self._is_procedure(opening):
                self.open = [kept for kept in self.open if not self._is_swallowed(kept, opening)]
                self.open.append(opening)
        if not self.open:
            self._name_subject()
        stances = [
            self._close(opening, following)
            for opening, following in zip(self.open, [*self.open[1:], None], strict=False)
        ]
        stances = [stance for stance in self._with_shared_targets(stances) if not self._only_announces(stance)]
        return [stance for stance in stances if stance.target or stance.cue.act != "affirm"]  # "We hereby declare:"

    def _only_announces(self, stance: Stance) -> bool:
        """Whether it only says that points follow: "I wish to underline four key points:"."""
        if stance.target is None or self.g.low(len(self.g.tokens) - 1) != ":" or stance.cue.act in {"commit", "urge"}:
            return False
        first, end = stance.target
        return end - first < 6 and not self.g.tokens[end - 1].nouns.isdisjoint(self.g.words["announced_nouns"])

    def _with_shared_targets(self, stances: Sequence[Stance]) -> Iterator[Stance]:
        """Give a cue without a target that of the cue joined to it; two of one act are one: "support and stand behind"."""
        held: Stance | None = None
        for stance in stances:
            if held is not None and stance.target is not None and stance.cue.group is not None:
                joined = self.g.low(stance.cue.first - 1) in {"and", "or"} and stance.cue.first - held.cue.end <= 2
                if joined and held.cue.act == stance.cue.act:
                    stance, held = replace(stance, cue=replace(stance.cue, first=held.cue.first)), None
                elif joined:
                    held = replace(held, target=stance.target)
            if held is not None:
                yield held
            held = stance if stance.target is None else None
            if held is None:
                yield stance
        if held is not None:
            yield held

    def _name_subject(self) -> None:
        """Keep whom a sentence without a stance speaks of, for the pronouns of the next."""
        start = next((at + 1 for at in range(min(8, len(self.g.tokens))) if self.g.low(at) == ","), 0)
        for begin in (start, 0):
            holders = self.holders.resolve(begin, len(self.g.tokens), self.voices, documents=False)
            if holders is not None:
                self.voices = Voices(self.voices.own, holders)
                return

    def _is_swallowed(self, earlier: _Opening, later: _Opening) -> bool:
        """A subject-including cue ("X is vital") swallows what was opened inside its subject."""
        return (
            later.cue.shape in {"predicate", "modal", "assessment"}
            and later.subject < earlier.cue.first
            and later.begins <= earlier.begins
            and earlier.cue.shape in {"noun"}
        )

    def _is_procedure(self, opening: _Opening) -> bool:
        """Whether a "will" only tells a programme ("will attend the summit"); who it was is kept for pronouns."""
        cue = opening.cue
        if cue.act == "urge" and not self.g.tokens[cue.keyword].verbs.isdisjoint({"invite"}):
            return any(
                self.g.low(at) == "to" and self.g.low(at + 1) in {"visit", "attend"} for at in range(cue.end, self.end)
            )
        if "accept" in self.g.tokens[cue.keyword].verbs and self._is_near(cue.end, "invitations"):
            return True
        if cue.shape != "modal" or cue.act != "commit" or not self.g.is_in(cue.end, "procedures"):
            return False
        if self._is_announced_passive(cue):
            return False
        if self.g.is_in(cue.end, "speaking") and not self._is_near(cue.end + 1, "audiences"):
            return False
        if self.g.low(cue.end) == "meet" and self._is_near(cue.end + 1, "demands"):
            return False
        if opening.holders != self.voices.own:
            self.voices = Voices(self.voices.own, opening.holders)
        return True

    def _is_near(self, at: int, name: str) -> bool:
        """Whether a word of a list stands among the next few: whom one addresses, or what one meets."""
        near = range(at, min(at + 6, self.end))
        return any(not self.g.tokens[place].bases.isdisjoint(self.g.words[name]) for place in near)

    # ------------------------------------------------------------------ attribution

    def _attribution(self) -> tuple[int, tuple[str, ...] | None]:
        """Where the told sentence ends (", TASS writes", ", the leaders said" cut off), and who tells it if an actor does."""
        size = len(self.g.tokens)
        while size and self.g.low(size - 1) in _CLOSERS:
            size -= 1
        comma = next((at for at in range(size - 2, max(size - 12, 2), -1) if self.g.low(at) in {",", "”", '"'}), None)
        if comma is None:
            return size, None
        for at in range(comma + 2, size):
            told = self.g.tokens[at].verbs & self.g.words["attribution"]
            told_whom = size - at == 2 and "tell" in self.g.tokens[at].verbs
            short = at == size - 1 or told_whom or (size - at <= 4 and self.g.is_in(at + 1, "prepositions"))
            if self.g.tokens[at].is_capital or self.g.is_in(at - 1, "prepositions"):
                continue  # "the responsibility of States"
            if told and short and self.g.tokens[at].form(min(told)) in {"s", "past"}:
                return comma, self.holders.resolve(comma + 1, at, self.voices)
        return size, None

    def _told(self) -> int:
        """Index where what a subject says begins ("The minister said that …"), with the subject made the voice; 0 if nobody speaks."""
        for at in range(1, min(len(self.g.tokens), 25)):
            told = self.g.tokens[at].verbs & self.g.words["speech_verbs"]
            if not told or self.g.tokens[at].form(min(told)) not in {"s", "past", "base"}:
                continue
            group = self.g.verb_group(at, min(told))
            if group is None or group.use != "finite":
                continue  # "requests the Secretary-General to report", "to submit a report"
            start = self.holders.subject_start(at)
            holders = self.holders.resolve(start, at, self.voices) if start < at else None
            if holders is not None:
                self.voices = Voices(holders, holders)
            return self._after_telling(at) if start < at else 0
        return 0

    def _after_telling(self, verb: int) -> int:
        """Index where what is said begins: behind "that", which may stand behind when, where and to whom it was said."""
        for at in range(verb + 1, min(verb + 12, len(self.g.tokens))):
            if self.g.low(at) == "that":
                return at + 1
            if self.g.is_in(at, "pronouns") or self.g.is_in(at, "modals") or self.g.is_be(at) or self.g.low(at) in {",", ":"}:
                break
        return verb + 1

    def _subject_start(self, first: int) -> int:
        """Where the subject of the verb at `first` begins; what is told has its own subject."""
        start = self.holders.subject_start(first)
        return self.told if start < self.told <= first else start

    # ------------------------------------------------------------------ acceptance

    def _accept(self, cue: Cue) -> _Opening | None:
        if cue.shape == "noun":
            return self._accept_noun(cue)
        group = cue.group
        if group is None or (
            self.open and self.open[-1].cue.group is not None and self.open[-1].cue.group.use == "reported"
        ):
            return None
        led = self.led is not None and cue.first == 0 and cue.form == "base" and cue.shape != "assessment"
        if group.use == "heading" or led:
            return self._opening(cue, self._issuer(), cue.first) if not self.open else None
        if group.use == "reported":
            agent = self._agent(cue.keyword + 1)
            return self._opening(cue, agent, cue.first) if agent and not self.open else None
        if group.use == "infinitive":
            fits = not self.open and cue.shape == "wrapped" and cue.reaffirmed
            if not self.open and cue.shape == "verb" and self._is_strong_verb(cue) and self._is_gathered(cue.first):
                return self._opening(cue, self._issuer(), cue.first)
            return self._opening(cue, self._issuer(), cue.first) if fits else None
        if group.use == "participle":
            return self._accept_participle(cue)
        if group.use == "passive" and cue.shape in {"verb", "wrapped"}:
            return self._accept_passive(cue)
        return self._accept_finite(cue)

    def _is_gathered(self, to: int) -> bool:
        """Whether the infinitive tells what a gathering is for: "we have gathered in Vilnius … to reaffirm"."""
        met = (at for at in range(to) if self.g.tokens[at].verbs & {"gather", "meet", "convene", "assemble"})
        return any(
            self.g.tokens[at].low in {"gathered", "met", "meet", "gather", "convened", "assembled"} for at in met
        )

    def _issuer(self) -> tuple[str, ...]:
        return self.attributed or (self.led.holders if self.led else self.voices.own)

    def _opening(self, cue: Cue, holders: tuple[str, ...], subject: int) -> _Opening:
        self.voices = Voices(self.voices.own, holders)
        return _Opening(cue, holders, subject, self._before_conjunction(min(subject, cue.first)))

    def _before_conjunction(self, at: int) -> int:
        """Index of the conjunction, comma or "as well as" that joins what begins at `at` to what stands before."""
        joint = at
        while at > 0:
            low = self.g.low(at - 1)
            if low == "as" and self.g.low(at - 2) == "well" and self.g.low(at - 3) == "as":
                joint = at = at - 3
            elif low in _COORDINATORS | {",", ";"}:
                joint = at = at - 1
            elif low == ")" and self.g.low(at - 2) in _COORDINATORS and self.g.low(at - 3) == "(":
                joint = at = at - 3
            elif self.g.is_plain_adverb(at - 1):
                at -= 1
            elif (aside := next((n for n in (2, 3) if self.g.parenthetical(at - n) == at), 0)) and at > aside:
                at -= aside
            else:
                break
        return joint

    def _accept_noun(self, cue: Cue) -> _Opening | None:
        if not self.open:
            if cue.form != "own" or self.g.low(cue.first) not in {"our", "my"}:
                return None
            return self._opening(cue, self._issuer(), cue.first)
        last = self.open[-1]
        if last.cue.shape in {"wrapped", "noun"} and self._is_joined(cue.first) and cue.act != "urge":
            return self._opening(cue, last.holders, cue.first)
        if self._is_joined(cue.first) and cue.form == "own" and self._is_direct_object(last, cue):
            return self._opening(cue, last.holders, cue.first)
        return None

    def _is_direct_object(self, last: _Opening, cue: Cue) -> bool:
        """Whether the nominal cue is coordinated with the object of a carrier verb: "reaffirmed A, and their commitment to B"."""
        return bool(self.g.tokens[last.cue.keyword].verbs & self.g.words["carriers"]) and cue.act == "commit"

    def _is_joined(self, first: int) -> bool:
        return self._before_conjunction(first) < first

    def _accept_participle(self, cue: Cue) -> _Opening | None:
        promises = not self.g.tokens[cue.keyword].verbs.isdisjoint(_PROMISING)
        if cue.shape == "assessment" or (cue.act == "commit" and cue.shape == "verb" and not promises):
            return None
        if not self.open and self.g.is_in(cue.first - 1, "stated_in") and (
            self._is_strong_verb(cue) or cue.act in {"condemn", "oppose", "regret"}
        ):
            return self._opening(cue, self._shared_subject(0, cue.first) or self._issuer(), cue.first)
        if not self.open:
            return self._opening(cue, self._issuer(), cue.first) if cue.first < 3 else None
        if cue.shape == "verb" and not self._is_strong_verb(cue) and not promises:
            return None
        bare_and = self.g.low(cue.first - 1) == "and" and self.g.low(cue.first - 2) not in {",", ";"}
        if bare_and and self.open[0].cue.form != "ing" and self.open[-1].cue.form != "ing":
            return None
        if self.g.low(cue.first - 1) == "including" or self._in_gerund_list(cue) or self._is_aside(cue):
            return None
        return self._opening(cue, self.open[-1].holders, cue.first)

    def _is_aside(self, cue: Cue) -> bool:
        """Whether it stands between an addressee and what it is urged to do: "calls on all States, recalling X, to …"."""
        last = self.open[-1]
        if last.cue.act != "urge" or self._has_infinitive(last.cue.end, cue.first):
            return False
        return any(self.g.low(at) == "," and self.g.low(at + 1) == "to" for at in range(cue.end, self.end))

    def _in_gerund_list(self, cue: Cue) -> bool:
        """Whether it goes on a list of gerunds after "by" or "including": "by raising funds, supporting schools and …"."""
        at = cue.first - 1
        while at > 0 and at > cue.first - 30:
            low = self.g.low(at)
            if low in {"by", "through", "including"} and self.g.low(at + 1).endswith("ing"):
                return True
            if low in {";", ":"}:
                return False
            at -= 1
        return False

    def _accept_passive(self, cue: Cue) -> _Opening | None:
        if cue.act not in _PASSIVE_ACTS or cue.group is None:
            return None
        first = cue.group.first
        start, bound = self.g.clause_start(first)
        if bound in self.g.words["relatives"] | self.g.words["subordinators"] or any(
            opening.cue.end > start for opening in self.open
        ):
            return None
        agent = self._agent(cue.end)
        if self.g.low(cue.end) == "by" and agent is None:
            return None
        if cue.row.needs and self.holders.resolve(start, first, self.voices) is None:
            return None  # "the year is expected to be hot"
        while bound == "," and not self._is_adverbial(start):
            start, bound = self.g.clause_start(start - 1)
        return self._opening(cue, agent or self._issuer(), start)

    def _is_adverbial(self, end: int, *, strict: bool = False) -> bool:
        """Whether the stretch before the comma at end-1 begins with a preposition or adverb ("In this context, …")."""
        start, _ = self.g.clause_start(end - 1)
        if strict and self.g.low(start) in {"including", "as"}:
            return False
        return (
            self.g.is_in(start, "prepositions") or self.g.is_plain_adverb(start) or self.g.is_in(start, "subordinators")
        )

    def _agent(self, by: int) -> tuple[str, ...] | None:
        if self.g.low(by) != "by":
            return None
        end = by + 1
        while end < self.end and self.g.low(end) not in {",", ";"} and not self.g.is_in(end, "subordinators"):
            end += 1
        return self.holders.resolve(by + 1, end, self.voices)

    def _accept_finite(self, cue: Cue) -> _Opening | None:
        assert cue.group is not None
        first = cue.group.first
        if cue.shape == "impersonal":
            return self._opening(cue, self._issuer(), cue.first) if self._is_new_clause(cue.first) else None
        if cue.group.modal in {"should", "must"} and cue.shape != "modal":
            return None  # "must remain the cornerstone of": the modal is the act
        if self._continues(cue, first):
            return self._opening(cue, self.open[-1].holders, first)
        if self.led and cue.first == 0 and not self.open and cue.shape in {"verb", "wrapped", "modal", "adjective"}:
            return self._opening(cue, self._issuer(), cue.first)  # an item of "The Sides:"
        start = self._subject_start(first)
        bound = self.g.low(start - 1) if start else ""
        if start == first or self._is_inside(start, bound):
            return None
        return self._with_subject(cue, start, first)

    def _with_subject(self, cue: Cue, start: int, first: int) -> _Opening | None:
        holders = self.holders.resolve(start, first, self.voices, documents=cue.shape != "modal")
        if cue.shape == "assessment" and cue.group is not None and cue.group.modal in {"will", "ll"} and holders:
            return None  # "we will strengthen": a promise
        if self.g.low(cue.first) == "would" and cue.row.holder_subject and (not self.told or holders is None):
            return None  # a promise only where it is told: "the minister said the state would help"
        if holders is None and cue.row.holder_subject and self._is_announced_passive(cue):
            return self._opening(cue, self._issuer(), start) if not self.open else None
        if cue.shape in {"predicate", "assessment"} or (cue.shape == "modal" and not cue.row.holder_subject):
            return self._with_any_subject(cue, start, holders)
        if cue.form == "base" and self.g.low(first - 1) == "and" and self._has_infinitive(start + 1, first):
            return None  # "… are asked to behave and work for …"
        if holders is None and not self.open and self._before_conjunction(first) < first:
            holders = self._shared_subject(start, first)
        return None if holders is None else self._opening(cue, holders, start)

    def _is_announced_passive(self, cue: Cue) -> bool:
        """Whether a "will" promises what is done to its subject: "sanctions will be lifted"."""
        verb = self.g.skip_forward(cue.end + 1)
        if self.g.low(cue.end) != "be" or verb >= self.end:
            return False
        token = self.g.tokens[verb]
        past = any(token.form(lemma) == "past" for lemma in token.verbs)
        return past and token.verbs.isdisjoint(self.g.words["happenings"])

    def _shared_subject(self, start: int, first: int) -> tuple[str, ...] | None:
        """The subject of a verb that is coordinated with one that takes no stance: "they met in Paris and welcomed …"."""
        for at in range(start + 1, first):
            if self.g.tokens[at].verbs and not self.g.is_in(at, "prepositions"):
                holders = self.holders.resolve(start, at, self.voices)
                if holders is not None:
                    return holders
        return None

    def _with_any_subject(self, cue: Cue, start: int, holders: tuple[str, ...] | None) -> _Opening | None:
        if cue.shape == "assessment" and (
            not self._has_noun(start, cue.first)
            or (self._is_weak(cue) and not self._is_bad(cue, start) and not self._is_foreseen(cue))
            or (cue.form == "past" and not self.g.is_have(cue.first))
            or (cue.group is not None and cue.group.negated and cue.act == "urge")
            or (cue.act == "urge" and self.g.low(cue.end) == "to")
            or self.g.low(cue.group.first if cue.group else 0) == "to"
            or (self.open and self._may_be_listed(cue))
        ):
            return None
        while (
            start > 1
            and self.g.low(start - 1) == ","
            and not (self._is_adverbial(start, strict=True) and self._has_noun(start, cue.first))
            and not self._is_inside(start, "")
        ):
            before, bound = self.g.clause_start(start - 1)
            if bound in self.g.words["subordinators"] or self.g.low(before) == "as":
                break
            start = before
        return self._opening(cue, self._issuer(), start)

    def _has_noun(self, start: int, end: int) -> bool:
        """Whether there is a subject at all: not in "that undermine, destabilize, or threaten"."""
        words = [at for at in range(start, end) if self.g.low(at) not in _COORDINATORS | {","}]
        tokens = self.g.tokens
        return any(tokens[at].nouns or tokens[at].is_capital or self.g.is_in(at, "pronouns") for at in words)

    def _may_be_listed(self, cue: Cue) -> bool:
        """Whether, inside another stance, the word may be a noun or one of several verbs: "relief needs", "identify, disrupt and …"."""
        before = self.g.low(cue.first - 1)
        return bool(self.g.tokens[cue.keyword].nouns) or before in {",", "and"}

    def _is_bad(self, cue: Cue, start: int) -> bool:
        """Whether a harm is said of something that is bad by its name: "poverty and exclusion deny …"."""
        nouns = (self.g.tokens[at].nouns for at in range(start, cue.first))
        return cue.row.sign == "-" and any(not words.isdisjoint(self.g.words["problem_nouns"]) for words in nouns)

    def _is_foreseen(self, cue: Cue) -> bool:
        """Whether a harm is said to come: "such a step would damage relations"."""
        return cue.row.sign == "-" and cue.group is not None and cue.group.modal in {"would", "will"}

    def _is_weak(self, cue: Cue) -> bool:
        lemmas = self.g.tokens[cue.keyword].verbs
        return any(phrase[0] in lemmas for phrase in cue.row.weak)

    def _is_new_clause(self, first: int) -> bool:
        return not self.open or self._before_conjunction(first) < first

    def _is_inside(self, start: int, bound: str) -> bool:
        """Whether a clause whose subject begins at `start` belongs to the target of an open cue or to a relative clause."""
        if bound in self.g.words["relatives"] or bound in self.g.words["subordinators"]:
            return not self._is_cleft(start) and not (self.told and start == self.told)
        if not self.open:
            return False
        if self._awaits_verb(self.open[-1], start) or start < self.open[-1].cue.first:
            return True
        joint = self._before_conjunction(start)
        return joint == start or not self._can_end(self.open[-1], joint)

    def _awaits_verb(self, opening: _Opening, at: int) -> bool:
        """Whether the clause after the "that" of an open cue has no verb yet: "underlined that A, B and C | remain vital"."""
        end = opening.cue.end
        if self.g.low(end - 1) != "that":
            return False
        return not any(
            self.g.is_be(place)
            or self.g.is_have(place)
            or self.g.is_in(place, "modals")
            or (self.g.tokens[place].verbs and not self.g.tokens[place].nouns and not self.g.low(place).endswith("ing"))
            for place in range(end, at)
        )

    def _is_cleft(self, start: int) -> bool:
        """Whether the clause hangs on "it is … that" or "that is why" at the head of the sentence."""
        lead = [self.g.low(at) for at in range(min(start, 3))]
        return not self.open and (
            lead[:2] in (["it", "is"], ["it", "was"]) or lead == ["that", "is", "why"] or lead == ["this", "is", "why"]
        )

    def _can_end(self, opening: _Opening, at: int) -> bool:
        """Whether the clause of `opening` can end at `at`: not right behind its cue."""
        return at > opening.cue.end or opening.cue.shape in {"predicate", "modal"}

    def _continues(self, cue: Cue, first: int) -> bool:
        """Whether a verb goes on with the subject of the cue before it: "condemn A and call for B"."""
        if not self.open or cue.group is None:
            return False
        last = self.open[-1]
        joint = self._before_conjunction(first)
        if joint == first or joint < last.cue.end or cue.shape in {"predicate", "assessment"}:
            return False
        if cue.group.first != cue.keyword and cue.group.modal is None and cue.shape in {"verb", "wrapped"}:
            return last.cue.form in {"s", "past", "base"} and self.g.is_have(cue.group.first) | self.g.is_be(
                cue.group.first
            )
        if cue.shape == "modal" and cue.row.holder_subject and self._is_announced_passive(cue):
            return False
        if cue.shape == "modal":
            return self.g.low(first - 1) in {"and", "but", "also"} or any(
                self.g.low(at) in {"and", "but"} for at in range(joint, first)
            )
        if cue.group.modal is not None or self.g.is_copula(cue.group.first):
            return True
        if self.g.is_in(last.cue.first - 1, "stated_in") and cue.form in {"s", "past"}:
            return True  # "issued a statement deploring A and called for B"
        if self._repeats(last.cue, cue):
            return True
        if last.cue.form == "ing" or (last.cue.group is not None and last.cue.group.use in {"participle"}):
            return self._continues_further(cue, first)
        return self._same_form(last.cue, cue, joint, first)

    def _repeats(self, last: Cue, cue: Cue) -> bool:
        """Whether the same verb comes again: "will agree to A, and agree to B"."""
        shared = self.g.tokens[last.keyword].verbs & self.g.tokens[cue.keyword].verbs
        return bool(shared) and cue.form in {last.form, "base"} and last.shape == cue.shape

    def _continues_further(self, cue: Cue, first: int) -> bool:
        earlier = next((opening for opening in reversed(self.open) if opening.cue.form in {"base", "s", "past"}), None)
        return earlier is not None and cue.form == earlier.cue.form and self.g.low(first - 1) == "and"

    def _same_form(self, last: Cue, cue: Cue, joint: int, first: int) -> bool:
        if last.group is not None and last.group.modal is not None:
            told = last.shape in {"verb", "wrapped"} or (
                self.g.low(joint) in {",", ";"} and not self._is_list(last.end, joint)
            )
            promised = cue.act == "commit" and not self.g.tokens[cue.keyword].verbs.isdisjoint(_PROMISED)
            return cue.form == "base" and (self._is_strong_verb(cue) or promised) and told
        if last.form and cue.form != last.form:
            return last.shape == "adjective" and cue.form in {"base", "s"}
        if cue.form != "base" or not self._is_infinitive_chain(last, joint):
            return True
        return (
            self._is_strong_verb(cue)
            and self.g.low(joint) in {",", ";"}
            and not self._is_list(last.end, joint)
            and "and" in {self.g.low(joint + 1), self.g.low(joint)}
        )

    def _is_infinitive_chain(self, last: Cue, joint: int) -> bool:
        """Whether the cue before governs infinitives, so that a base form may be one more of them."""
        return (last.act in {"commit", "urge"} or self.g.low(last.end - 1) == "to") and self._has_infinitive(
            last.end, joint
        )

    def _is_list(self, start: int, end: int) -> bool:
        """Whether a list of base-form verbs runs between: "to host A, raise B, and …"."""
        for at in range(start, end - 1):
            if self.g.low(at) != ",":
                continue
            after = self.g.skip_forward(at + 1)
            verbs = self.g.tokens[after].verbs if after < end else frozenset()
            if (
                any(self.g.tokens[after].form(verb) == "base" for verb in verbs)
                and not self.g.tokens[after].is_adjective
            ):
                return True
        return False

    def _is_strong_verb(self, cue: Cue) -> bool:
        return not self.g.tokens[cue.keyword].verbs.isdisjoint(_STRONG_COORDINATES)

    def _has_infinitive(self, start: int, end: int) -> bool:
        return any(self.g.low(at) == "to" and self.g.tokens[at + 1].verbs for at in range(start - 1, end - 1))

    # ------------------------------------------------------------------ targets

    def _close(self, opening: _Opening, following: _Opening | None) -> Stance:
        cue = opening.cue
        end = min(following.begins if following else self.end, self.end)
        if self.g.low(cue.end - 1) != "that":
            end = self._before_new_clause(cue.end, end)
        if cue.shape in {"predicate", "assessment"} or (cue.shape == "modal" and not cue.row.holder_subject):
            target = self._subject_target(opening, end)
        elif cue.row.holder_subject and self._is_announced_passive(cue) and opening.subject < cue.first - 1:
            target = (opening.subject, cue.first)
        elif cue.group is not None and cue.group.use == "passive" and cue.shape in {"verb", "wrapped"}:
            target = (opening.subject, cue.group.first)
            if self.g.low(cue.end - 1) == "that" and cue.group.first - opening.subject == 1:
                target = (cue.end, end)  # "It is stressed that …"
            elif self.g.low(cue.end) == "to" or cue.act == "urge":
                target = (opening.subject, end)
        elif cue.group is not None and cue.group.use == "reported":
            target = (next((at + 1 for at in range(cue.end, end) if self.g.low(at) == ","), cue.end), end)
        else:
            target = (cue.end, end)
        return Stance(cue, opening.holders, self._trim(target))

    def _before_new_clause(self, start: int, end: int) -> int:
        """Index of a comma at which a main clause with a subject and verb of its own begins: ", and the Commission has …"; else `end`."""
        for at in range(start + 1, end - 3):
            contrast = self.g.low(at) == "but" and self.g.low(at - 1) != ","
            if not contrast and (self.g.low(at) != "," or self.g.low(at + 1) not in {"and", "but", "while", "so"}):
                continue
            head = at + 1 if contrast else at + 2
            if not (self.g.is_in(head, "determiners") or self.g.tokens[head].is_capital or self.g.is_in(head, "pronouns")):
                continue
            for verb in range(head + 1, min(head + 7, end)):
                if not self.g.tokens[verb].is_word or self.g.is_in(verb, "subordinators") or self.g.low(verb) == "and":
                    break
                told = contrast and not self.g.tokens[verb].verbs.isdisjoint(self.g.words["speech_verbs"])
                if self.g.is_be(verb) or self.g.is_have(verb) or self.g.is_in(verb, "modals") or told:
                    return at
        return end

    def _subject_target(self, opening: _Opening, end: int) -> tuple[int, int]:
        cue = opening.cue
        pronoun = cue.first - opening.subject <= 1 and self.g.low(opening.subject) in self.g.words["pronouns"]
        if pronoun:
            return cue.end, end
        if cue.shape == "predicate" and end - cue.end < 2:
            return opening.subject, cue.first
        if cue.row.sign and cue.act == "affirm" and not self._tells_whole(opening, end):
            return opening.subject, cue.first
        return opening.subject, end

    def _tells_whole(self, opening: _Opening, end: int) -> bool:
        """Whether the whole clause of a harm is its target: its subject only points back, or what is harmed is a known thing.

        Elsewhere, by ruling 14 of the annotation manual, the subject is.
        """
        if self.g.low(opening.subject) in {"this", "these", "such", "that", "those"}:
            return True
        if self.g.is_in(opening.cue.end, "pronouns"):
            return True  # "prevent us from …"
        long = end - opening.cue.end > 2 * (opening.cue.first - opening.subject)
        return not long and self.holders.is_valued(self.g.skip_modifiers(opening.cue.end, 3), opening.cue.end)

    def _trim(self, target: tuple[int, int]) -> tuple[int, int] | None:
        first, end = target
        while first < end and (
            self.g.low(first) in _OPENERS or self.g.parenthetical(first) > first
        ):
            first = (
                max(self.g.parenthetical(first), first + 1)
                if self.g.low(first) not in _OPENERS - {","}
                else first + 1
            )
        while end > first and (self.g.low(end - 1) in _CLOSERS | {"and", "but", "while", "“"}):
            end -= 1
        return (first, end) if first < end else None


def read_stances(
    grammar: Grammar, cues: Sequence[Cue], holders: Holders, voices: Voices, led: Stance | None = None
) -> tuple[list[Stance], tuple[str, ...]]:
    """The positions that a segment takes, in reading order, and the actor that it named last.

    `led` is the stance of the lead-in where the segment is an item of a list.
    """
    reader = _Reader(grammar, cues, holders, voices, led)
    return reader.read(), reader.voices.last
