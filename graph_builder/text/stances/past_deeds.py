"""Which past deeds and harms are judged and not only told: "the vote was marred by fraud", "the accord marked a milestone"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.effects import Effects
from graph_builder.text.stances.sentence import Sentence

__all__ = ["PastDeeds"]

_LIGHT = frozenset({"play", "provide", "offer", "have", "give", "make", "present", "create", "do", "be"})
"""Verbs that, with a noun, may tell a plain event: "played a role in"."""


class PastDeeds:
    """The past deeds of one sentence."""

    def __init__(self, sentence: Sentence, effects: Effects) -> None:
        self.s, self.g = sentence, sentence.g
        self.effects = effects

    def is_judged(self, cue: Cue, start: int) -> bool:
        """Whether what is told of the past is a need, a wrong, a harm or a good."""
        return (
            self._is_needed(cue)
            or self._is_suffered(cue)
            or self._marks(cue)
            or self._was_wrong(cue, start)
            or self._was_brought_about(cue, start)
        )

    def is_past(self, cue: Cue, start: int) -> bool:
        """Whether it is told what once happened, not what has or would have."""
        modal = cue.group.modal if cue.group is not None else None
        bad = self.g.words["problem_nouns"]
        present = (self.g.low(cue.first) in {"is", "are"} and self.g.low(cue.end) == "by") and (
            not self.effects.is_weak(cue) or any(not self.g.bases(at).isdisjoint(bad) for at in range(start, cue.first))
        )  # "the conflict is fuelled by", but not "the islands are affected by"
        present = present or self.effects.befalls_valued(cue, start)
        return cue.form == "past" and modal is None and not (present or self.g.is_have(cue.first))

    def _was_wrong(self, cue: Cue, start: int) -> bool:
        """Whether the past tells a wrong of another actor, by a verb that is no mere event: "Peru thwarted every attempt"."""
        if cue.row.id != "affirm.harm" or self.g.is_in(cue.end, "prepositions"):
            return False
        judged = not self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["verdict_verbs"])
        if judged and self.s.holders.strangers is None and not self._is_told():
            return True  # "they betrayed the people"
        return self.effects.is_accused(cue, start) and not self.effects.is_weak(cue)

    def _is_needed(self, cue: Cue) -> bool:
        """Whether it is told what there was a need of: "the delegate said that farmers | needed seed"."""
        needed = not self.g.tokens[cue.keyword].verbs.isdisjoint({"need", "require", "deserve"})
        return needed and cue.act == "urge" and self._is_told()

    def _marks(self, cue: Cue) -> bool:
        """Whether it is said what a thing of the past was: "the accord marked a milestone", "breathed new life into"."""
        figurative = len(cue.phrase) > 2 and "…" not in cue.phrase and cue.row.act == "affirm"
        figurative = figurative and cue.phrase[0] not in _LIGHT
        return (cue.phrase[:1] == ("mark",) or figurative) and not self._is_told()

    def _was_brought_about(self, cue: Cue, start: int) -> bool:
        """Whether the past tells what bad thing came of a deed: "the actions of the regime | led to a degradation of security"."""
        if self._is_told() or self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["bringing_about"]):
            return False
        worse = self.g.has_any(cue.end, min(cue.end + 5, self.s.end), "problem_nouns")
        own = self.s.voices.own
        others = any(
            start <= actor.first < cue.first and actor.concept.code not in own for actor in self.s.holders.actors
        )
        blamed = others or self.g.has_any(start, cue.first, "accused")
        return worse and blamed and cue.row.sign == "-" and self.s.holders.strangers is None

    def _is_suffered(self, cue: Cue) -> bool:
        """Whether a harm is said to be done now, and by what ("exports are hampered by tariffs"), or was done to what is valued."""
        if cue.row.id == "affirm.harm" and cue.group is not None and cue.group.use == "finite" and not self._is_told():
            return self.s.holders.is_valued(self.g.skip_modifiers(cue.end, 2), cue.end)  # "it violated the Charter"
        done = (
            cue.row.sign == "-"
            and cue.group is not None
            and cue.group.use == "passive"
            and not self.effects.is_weak(cue)
        )
        judged = not self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["verdict_verbs"])
        told = self.g.low(cue.first) not in {"was", "were"} or (judged and self.s.holders.strangers is None)
        return done and self.g.low(cue.end) == "by" and told

    def _is_told(self) -> bool:
        """Whether somebody tells the sentence or goes on to."""
        return bool(self.s.teller or self.s.attributed or self.s.voices.untold)
