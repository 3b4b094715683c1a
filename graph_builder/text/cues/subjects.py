"""Stance nouns of somebody's as subjects of a form of be: "Our goal is to", "China's position is that", "It is our goal to"."""

from __future__ import annotations

from graph_builder.model import Act
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import OWN, CueReader
from graph_builder.text.words.tokens import Token
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["SubjectCues"]

_TOWARDS = frozenset({"to", "towards", "toward", "in", "on", "for", "with", "at", "as"})
"""Prepositions behind a stance noun with which it is told to, about or as what it is: "our message | to the parties"."""


class SubjectCues(CueReader):
    """The stance nouns of one segment of which something is said."""

    def nominal(self, group: VerbGroup, copula: int) -> Cue | None:
        """A stance noun of somebody's as the subject: "Our goal is to", "China's position is that"."""
        if group.modal in {"must", "should"}:
            return None  # "our goal must be": the modal is the act
        last = self._before_time(group.first)
        for length in (1, 2):
            start = last - length
            for noun in sorted(self.g.tokens[start].bases) if start > 0 else ():
                for row, phrase in self.index.subjects.get(noun, ()):
                    if len(phrase) != length or not self.stands(start + 1, phrase[1:]):
                        continue
                    whose = next((at for at in range(start - 1, max(start - 5, -1), -1) if self.g.low(at) in OWN), None)
                    if whose is None or self.g.low(whose) in {"’", "'"} or self.g.skip_modifiers(whose) < start:
                        continue
                    end = self.g.skip_forward(copula + 1)
                    end += self.g.is_in(end, "sent_to") and self.g.low(end + 1) == "to"  # "is extended | to"
                    judged = (
                        row.act == "affirm" and self.g.low(end) in {"a", "an"} and self.g.low(whose) in {"'s", "’s"}
                    )
                    if (
                        judged
                        or self.g.low(end) == "being"
                        or self._is_done(end)
                        or self._ends_with_adjective(end)
                        or self._only_tells_how(copula + 1, group)
                    ):
                        continue  # "Peru's stance is a threat", "our decision is based on", "our calls are being heeded"
                    end += self.g.low(end) in {"to", "that", "with"}
                    group = VerbGroup("finite", whose, group.modal, group.negated)
                    said = {self.g.low(n) for n in range(copula + 1, end)} & {"not", "only", "just"}
                    denied = row.act == "concern" and said == {"not"}  # "our fear is not that", but "is not only that"
                    aims = (
                        row.act == "concern" and self.g.low(end - 1) == "to"
                    )  # "our main concern is to | reach a treaty"
                    act: Act = "affirm" if denied else row.act
                    act = "commit" if aims or self._is_done_by_us(end, copula) else act
                    return Cue(act, "impersonal", row, whose, end, group, "base", keyword=whose)
        return self._of_something(group, copula) or self._towards(group, copula)

    def _towards(self, group: VerbGroup, copula: int) -> Cue | None:
        """A stance noun with what it is towards before the verb: "My first duty to our people is to", "Our aim in Lima is to"."""
        end = self.g.skip_forward(copula + 1)
        if self.g.low(end) not in {"to", "that"} or group.negated:
            return None
        for at in range(group.first - 2, max(group.first - 10, 1), -1):
            if not self.g.tokens[at].is_word or self.g.is_in(at, "subordinators"):
                return None
            near = self.g.low(at) in _TOWARDS
            whose = (
                next((n for n in range(at - 2, max(at - 5, -1), -1) if self.g.low(n) in OWN), None) if near else None
            )
            if whose is None or self.g.low(whose) in {"’", "'"} or self.g.skip_modifiers(whose) < at - 1:
                continue
            for noun in sorted(self.g.tokens[at - 1].bases):
                for row, phrase in self.index.subjects.get(noun, ()):
                    if len(phrase) == 1:
                        finite = VerbGroup("finite", whose, group.modal, group.negated)
                        return Cue(row.act, "impersonal", row, whose, end + 1, finite, "base", keyword=whose)
        return None

    def _before_time(self, at: int) -> int:
        """Index behind the subject of a verb at `at`, before what tells when or why: "our aim | today is", "our goal | , therefore, is"."""
        if self.g.low(at - 1) == ",":
            comma = next((n for n in range(at - 2, max(at - 7, 0), -1) if self.g.low(n) == ","), None)
            return comma if comma is not None and self.g.skip_forward(comma + 1) == at - 1 else at
        while at > 2 and (self.g.low(at - 1) in {"today", "right"} or self.g.is_plain_adverb(at - 1)):
            at -= 1
        return at

    def _of_something(self, group: VerbGroup, copula: int) -> Cue | None:
        """The aim or view of something or somebody as the subject: "The goal of this partnership is to", "The view of Peru is that"."""
        to = self.g.skip_forward(copula + 1)
        if self.g.low(to) not in {"to", "that"} or self.g.low(to + 1) == "of" or group.negated:
            return None
        of = next((at for at in range(group.first - 2, max(group.first - 12, 0), -1) if self.g.low(at) == "of"), 0)
        for noun in sorted(self.g.tokens[of - 1].bases) if of > 1 else ():
            for row, phrase in self.index.subjects.get(noun, ()):
                first = of - 2
                while first > 0 and self.g.tokens[first].is_adjective and self.g.low(first) != "the":
                    first -= 1
                held = row.act in {"affirm", "support"} and (
                    self.g.low(of + 1) in {"my", "our"} or self.is_capital(of + 1 + (self.g.low(of + 1) == "the"))
                )
                fits = held if self.g.low(to) == "that" else row.act in {"commit", "urge"}
                if len(phrase) == 1 and fits and self.g.low(first) == "the":
                    finite = VerbGroup("finite", first, group.modal, group.negated)
                    return Cue(row.act, "impersonal", row, first, to + 1, finite, "base", keyword=first)
        return None

    def _from(self, at: int) -> tuple[Token, ...]:
        """The word from which on a verb may stand at `at`, if there is one."""
        place = self.g.skip_forward(at)
        return tuple(self.g.tokens[place : place + 1])

    def _of_ours(self, it: int, noun: int, group: VerbGroup) -> Cue | None:
        """The same with whose it is behind "of": "it is the hope | of my delegation that", "it is the policy | of Peru to"."""
        owned = self.g.low(noun + 2) in {"my", "our", "this", "the"} or self.is_capital(noun + 2)
        if self.g.low(noun + 1) != "of" or not owned:
            return None
        that = next((at for at in range(noun + 3, noun + 12) if self.g.low(at) in {"that", "to"}), None)
        if that is None or not all(self.g.tokens[at].is_word for at in range(noun + 2, that)):
            return None
        if self.g.low(that) == "to" and not any(token.is_form("base") for token in self._from(that + 1)):
            return None
        for lemma in sorted(self.g.tokens[noun].bases):
            for row, phrase in self.index.subjects.get(lemma, ()):
                if row.act == "urge" and self.g.low(noun + 2) not in {"my", "our", "this"}:
                    continue  # "it is the duty of | all States to": they stand in the target
                if len(phrase) == 1:
                    finite = VerbGroup("finite", it, group.modal, group.negated)
                    held = lemma == "policy" and self.g.low(that) == "that"
                    act: Act = "affirm" if held else row.act  # "the policy of Peru | that the islands belong to"
                    return Cue(act, "impersonal", row, it, that + 1, finite, "base", keyword=it)
        return None

    def _is_done_by_us(self, at: int, verb: int) -> bool:
        """Whether what somebody's priorities include is what he will do: "our priorities include | widening access"."""
        return (
            "include" in self.g.tokens[verb].verbs and self.g.low(at).endswith("ing") and bool(self.g.tokens[at].verbs)
        )

    def _ends_with_adjective(self, at: int) -> bool:
        """Whether the clause ends with an adjective at `at`, or with what it bears on: "our policy is | too reliant on trade"."""
        last = at + 1 >= len(self.g.tokens) or not self.g.tokens[at + 1].is_word
        governs = self.g.is_in(at + 1, "prepositions") and self.g.low(at + 1) != "to"
        adjective = at < len(self.g.tokens) and (self.g.tokens[at].is_adjective or self.g.low(at).startswith("over-"))
        return adjective and (last or governs)

    def _only_tells_how(self, at: int, group: VerbGroup) -> bool:
        """Whether it is told how great something is, or what was done with it: "our call is | all the more", "our demands were | met"."""
        if self.g.low(at) in {"all", "even", "more", "still", "ever"} and self.g.low(at + 1) in {"the", "more"}:
            return True
        done = self.g.skip_forward(at)
        token = self.g.tokens[done] if done < len(self.g.tokens) else None
        if token is None or not token.is_form("past") or token.nouns or token.is_adjective:
            return False
        return group.negated or done + 1 >= len(self.g.tokens) or not self.g.tokens[done + 1].is_word

    def _is_done(self, at: int) -> bool:
        """Whether a participle with what follows it stands there: "is | based on", "has been | asked to", "is | likely to"."""
        to = at if self.g.low(at) == "to" else at + 1
        if self.g.low(to) == "to" and (self.g.low(to - 1) == "expected" or self.g.is_in(to - 1, "foretelling")):
            return True
        token = self.g.tokens[at] if at < len(self.g.tokens) else None
        done = token is not None and token.is_form("past")
        asked = self.g.low(at + 1) == "to" and self.g.low(at - 1) == "been"
        tied = self.g.is_in(at + 1, "prepositions") or self.g.is_in(at + 1, "verb_particles")  # "was | mapped out in"
        return done and tied and (asked or self.g.low(at + 1) != "to")

    def postponed(self, group: VerbGroup, copula: int) -> Cue | None:
        """The same behind "it": "It is our goal to", "it remains China's position that"."""
        before = group.first - 1
        if self.g.low(before) != "it":
            return None
        start = self.g.skip_forward(copula + 1)
        last = self.g.skip_modifiers(start, 6)
        if (ours := self._of_ours(before, last, group)) is not None:
            return ours
        if not any(self.g.low(at) in OWN for at in range(start, last)):
            return None
        for place in range(start + 1, last + 1):
            for noun in sorted(self.g.tokens[place].bases) if place < len(self.g.tokens) else ():
                for row, phrase in self.index.subjects.get(noun, ()):
                    end = place + len(phrase)
                    if self.g.low(end) == "to" and self.g.is_in(end + 1, "told_at_once"):
                        return None  # "it is my duty to | remind all": the verb tells the stance
                    if self.stands(place + 1, phrase[1:]) and self.g.low(end) in {"to", "that"}:
                        finite = VerbGroup("finite", before, group.modal, group.negated)
                        return Cue(row.act, "impersonal", row, before, end + 1, finite, "base", keyword=before)
        return None
