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
                end = self.after_saying(end + 1) if self.g.low(end) == "to" else end + 1
                return Cue(
                    row.act, "verb", row, group.first, end, group, self.g.tokens[at].form(lemma),
                    strong=self.is_strong(group.first - 2, end), phrase=phrase, keyword=at,
                )  # fmt: skip
        return None
