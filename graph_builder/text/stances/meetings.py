"""Stances told behind what somebody did at a meeting: "they discussed the war, and urged talks", "hosted talks where he reaffirmed"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening

__all__ = ["Meetings"]


class Meetings:
    """The deeds of one sentence behind which a stance is told."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g

    def is_told_there(self, cue: Cue, start: int, first: int) -> bool:
        """Whether a report tells what was said at a meeting: "hosted talks where he | reaffirmed the commitment to"."""
        said = cue.shape in {"verb", "wrapped"} and cue.form == "past" and not self.s.open
        if not said or start != first - 1 or not self.g.is_in(start, "pronouns") or self.s.holders.strangers is None:
            return False
        host = self.s.shared_subject(self.s.told, start - 1)
        if host is not None:
            self.s.name(host)
        return host is not None

    def behind_deed(self, cue: Cue, first: int) -> Opening | None:
        """A stance that goes on, behind a comma and "and", with the subject of a deed: "they discussed the war, and | urged talks"."""
        joint = self.s.series.joint(first)
        told = cue.shape in {"verb", "wrapped"} and cue.form in {"past", "s"} and not self.s.open
        if not told or self.g.low(joint) != "," or self.g.low(joint + 1) not in {"and", "but"}:
            return None
        if self.g.is_in(cue.end, "prepositions") and self.g.low(cue.end) == "by":
            return None
        for at in range(self.s.told + 1, joint):
            token = self.g.tokens[at]
            if self.g.is_in(at, "relatives") or self.g.is_in(at, "subordinators"):
                return None
            if token.is_form(cue.form) and not token.is_capital and not self.g.is_in(at - 1, "determiners"):
                holders = self.s.holders.resolve(self.s.told, at, self.s.voices, documents=False)
                return None if holders is None else self.s.opening(cue, holders, first)
        return None
