"""Verbs of judging with what they judge behind "it": "believe it is wrong to", "find it essential that", "deem it necessary to"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import CueReader
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["Judgements"]


class Judgements(CueReader):
    """The judgements of one segment: whoever judges takes the stance that the predicate tells."""

    def read(self, at: int, lemma: str, group: VerbGroup) -> Cue | None:
        """The cue of the verb of judging at `at`; None if it judges nothing that "it" stands for."""
        if lemma not in self.g.words["judging_verbs"] or group.negated or self.g.low(at + 1) != "it":
            return None
        start = at + 2
        if self.g.low(start) == "to" and self.g.low(start + 1) == "be":
            start += 2
        elif self.g.low(start) in {"is", "was"}:
            start += 1
        start = self.g.skip_forward(start)
        for row, phrase in self.index.others.get(self.g.low(start), ()):
            end = start + len(phrase)
            if row.kind != "predicate" or row.act == "affirm" or not self.stands(start, phrase):
                continue
            if self.g.low(end) in {"to", "that", "for"}:
                end = self._after_saying(end)
                return Cue(
                    row.act, "verb", row, group.first, end, group, self.g.tokens[at].form(lemma),
                    strong=self.is_strong(group.first - 2, end), phrase=phrase, keyword=at,
                )  # fmt: skip
        return None

    def _after_saying(self, to: int) -> int:
        """Index after "to" or "that", and after what is only said: "believe it is important to | underscore that"."""
        verb = self.g.skip_forward(to + 1)
        verbs = self.g.tokens[verb].verbs if verb < len(self.g.tokens) else frozenset[str]()
        if verbs.isdisjoint(self.g.words["told_at_once"]):
            return to + 1
        near = range(verb + 1, min(verb + 5, len(self.g.tokens)))
        return next((at + 1 for at in near if self.g.low(at) == "that"), to + 1)
