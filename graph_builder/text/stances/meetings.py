"""Stances told behind what somebody did at a meeting: "they discussed the war, and urged talks", "hosted talks where he reaffirmed"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.words.verb_or_noun import may_be_told

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
        """A stance that goes on, behind a comma and "and", with the subject of a deed: "they discussed the war, and | urged talks".

        So does what it is ready for or will do: "Peru left the talks, but | is ready to return".
        """
        joint = self.s.series.joint(first)
        told = cue.shape in {"verb", "wrapped"} and cue.form in {"past", "s"}
        promises = cue.act == "commit" and (
            cue.shape == "adjective" or (cue.shape == "modal" and cue.row.holder_subject)
        )
        if (
            self.s.open
            or not (told or promises)
            or self.g.low(joint) != ","
            or self.g.low(joint + 1) not in {"and", "but"}
        ):
            return None
        if self.g.is_in(cue.end, "prepositions") and self.g.low(cue.end) == "by":
            return None
        for at in range(self.s.told + 1, joint):
            if self._opens_clause(at):
                return None
            alike = told and self._is_alike(at, cue.form)
            if alike or (self._is_deed(at) and not any(self._opens_clause(n) for n in range(at, joint))):
                holders = self.s.holders.resolve(self.s.told, at, self.s.voices, documents=False)
                return None if holders is None else self.s.opening(cue, holders, first)
        return None

    def _opens_clause(self, at: int) -> bool:
        return self.g.is_in(at, "relatives") or self.g.is_in(at, "subordinators")

    def _is_alike(self, at: int, form: str) -> bool:
        """Whether a verb of that form stands there."""
        token = self.g.tokens[at]
        return (
            bool(token.verbs)
            and any(token.form(verb) == form for verb in token.verbs)
            and not (token.is_capital or self.g.is_in(at - 1, "determiners"))
        )

    def _is_deed(self, at: int) -> bool:
        """Whether a verb stands there that can be nothing else."""
        token = self.g.tokens[at]
        if token.is_capital or self.g.is_in(at - 1, "determiners") or token.low in {"'s", "’s"}:
            return False
        sure = bool(token.verbs) and not token.nouns and token.form(min(token.verbs)) in {"s", "past"}
        return sure or self.g.is_be(at) or self.g.is_have(at) or may_be_told(self.g, at)
