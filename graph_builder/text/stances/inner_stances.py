"""Stances of other actors told inside what is noted or recalled: "Recalling the summit, which condemned A and called for B"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.nesting import Nesting
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening, Stance
from graph_builder.text.words.clause_bounds import clause_start
from graph_builder.text.words.marks import COORDINATORS

__all__ = ["InnerStances"]


_SHAPES = frozenset({"verb", "wrapped", "adjective"})
_SUPPOSING = frozenset({"if", "unless", "whether", "until"})


class InnerStances:
    """The inner stances of one sentence: each has a finite verb with a named actor as its subject."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.nesting = Nesting(sentence)
        self.found: list[Opening] = []

    def take(self, cue: Cue) -> None:
        """Keep the cue if it is a stance that a named actor takes inside an open target."""
        group = cue.group
        if not self.s.open or cue.shape not in _SHAPES or group is None or group.modal is not None:
            return
        if cue.row.form == "own" or self._is_claimed(group.first) or self._is_supposed(group.first):
            return
        if group.use != "finite" or cue.form not in {"s", "past"}:
            return
        last = self.found[-1] if self.found else None
        if last is not None and cue.first < last.cue.end:
            return
        noted = self.s.open[-1].cue.act in {"note", "affirm"}
        told = cue.phrase not in cue.row.weak and self._is_told_in(group.first)
        if not (noted or self.found or told):
            return
        joint = self.s.series.joint(cue.first)
        joined = last is not None and last.cue.end < joint < cue.first
        if last is not None and joined and (last.cue.form == cue.form or self.g.low(joint) in COORDINATORS):
            self.found.append(Opening(cue, last.holders, last.subject, joint))
            return
        holders = self._holders(group.first)
        if holders and not set(holders) & {*self.s.open[-1].holders, *self.s.voices.own}:
            self.found.append(Opening(cue, holders, group.first, group.first))

    def goes_on(self, cue: Cue) -> bool:
        """Whether a cue goes on with an inner stance, not the outer one: "I thank Peru, which backs talks and | rejected the coup"."""
        if not self.found or not self.s.open or cue.shape not in _SHAPES or cue.group is None:
            return False
        last, outer = self.found[-1].cue, self.s.open[-1].cue
        if last.first <= cue.first < last.end:
            return True  # the same words once more
        joint = self.s.series.joint(cue.first)
        behind = outer.end <= last.first and last.end < joint < cue.first and self.g.low(joint) in COORDINATORS
        return behind and cue.form in {"s", "past"} and cue.form != outer.form and self.g.low(joint - 1) != ","

    def _is_claimed(self, verb: int) -> bool:
        """Whether the outer cue claims what the verb at an index tells: "believes that Peru | continues to commit"."""
        outer = self.s.open[-1].cue
        start, bound = clause_start(self.g, verb)
        claimed = (start, bound) == (outer.end, "that") or self.nesting.follows_opening(self.s.open[-1], start)
        return self.g.low(outer.end - 1) == "that" and claimed

    def _is_supposed(self, verb: int) -> bool:
        """Whether the verb at an index only tells a condition: "there will be no peace if Peru | continues to deny it"."""
        return clause_start(self.g, verb)[1] in _SUPPOSING

    def _is_told_in(self, verb: int) -> bool:
        """Whether it is told of a text what somebody says in it: "the communiqué, in which | the Union condemned A"."""
        start, bound = clause_start(self.g, verb)
        return bound == "which" and (self.g.low(start - 2) == "in" or self.g.low(start - 2) == ",")

    def _holders(self, verb: int) -> tuple[str, ...] | None:
        """The actor that is the subject of the verb at an index, or that the "which" before it points to."""
        which = next((at for at in range(verb - 1, max(verb - 14, 1), -1) if self.g.low(at) == "which"), None)
        if which is not None and self.g.low(which - 1) == "," and self._is_near(which, verb):
            named = next((actor for actor in self.s.holders.actors if actor.end == which - 1), None)
            if (
                named is None
                or named.concept.code is None
                or self._is_place(named.first)
                or self._is_of_text(named.first)
            ):
                return None
            joint = named.first - 1 - self.g.is_in(named.first - 1, "articles")
            both = (a.concept.code for a in self.s.holders.actors if a.end == joint and self.g.low(joint) == "and")
            other = next(both, None)
            return (named.concept.code,) if other is None else (other, named.concept.code)
        start = self.s.subject_start(verb)
        return self.s.holders.resolve(start, verb, Voices(())) if start < verb else None

    def _is_place(self, at: int) -> bool:
        """Whether who is named at an index only tells where or to whom: "the mission to | Chad, which"."""
        before = at - 1 - self.g.is_in(at - 1, "determiners")
        return self.g.is_in(before, "prepositions") and self.g.low(before) not in {"of", "by", "including"}

    def _is_of_text(self, at: int) -> bool:
        """Whether who is named at an index only tells whose text it is: "the Charter of | the Union, which"."""
        of = at - 1 - self.g.is_in(at - 1, "determiners")
        texts = self.g.words.kind_heads["treaty"]
        return (
            self.g.low(of) == "of" and self.g.tokens[of - 1].is_capital and not self.g.bases(of - 1).isdisjoint(texts)
        )

    def _is_near(self, which: int, verb: int) -> bool:
        """Whether nothing, or an aside between commas, parts "which" from its verb."""
        return self.g.back_over_adverbs(verb)[0] == which or (
            self.g.low(which + 1) == "," and self.g.low(verb - 1) == ","
        )

    def stances(self) -> list[Stance]:
        """The inner stances with their targets."""
        begun = [opening.begins for opening in (*self.found[1:], *self.s.open)]
        ends = [min((at for at in begun if at > inner.cue.first), default=self.s.end) for inner in self.found]
        return [self.s.targets.close(inner, end) for inner, end in zip(self.found, ends, strict=True)]
