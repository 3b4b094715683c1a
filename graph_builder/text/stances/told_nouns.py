"""Stance nouns told to be firm, or to have been voiced: "Peru's commitment to it is absolute", "Concern about it was expressed"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.voiced_nouns import AMONG
from graph_builder.text.holders.pronouns import SUBJECT_OF
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening

__all__ = ["ToldNouns"]

_HELD = frozenset({"condemn", "oppose", "regret", "concern", "welcome", "support", "commit"})
"""Acts that somebody is said to hold firmly."""

_RENEWED = frozenset({"reiterate", "reaffirm"})
_OF_SOMEBODY = frozenset({"'s", "’s", "'", "’"})


class ToldNouns:
    """The stance nouns of one sentence that are the subject of its verb."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g

    def accepted(self, cue: Cue) -> Opening | None:
        """The opening of a noun of which it is told that it is firm or was voiced, its owner's or who voiced it; or None."""
        if cue.act not in _HELD or cue.form not in {"own", "headed"} or (verb := self._verb(cue)) is None:
            return None
        said = self.g.skip_forward(verb + 1)
        said = self.g.skip_forward(said + 1) if self.g.low(said) == "been" else said
        if said >= self.s.end:
            return None
        if self._was_voiced(said):
            by = self.g.skip_forward(said + 1)
            holders = self.s.agent(by) if self.g.low(by) == "by" else self._owner(cue) or self.s.issuer()
        else:
            holders = self._owner(cue) if self._is_firm(said) else None
        return self.s.opening(cue, holders, cue.first) if holders else None

    def voicer(self, cue: Cue) -> tuple[str, ...] | None:
        """Who is named inside the cue as having voiced it: "Concern was expressed | by Peru | about"; None if nobody is.

        Where it is said to be there, that is who is there: "There is concern | in Peru | about".
        """
        by = self.g.skip_forward(cue.keyword + 1)
        leads = self.g.low(by) == "by" or (self.g.low(cue.first) == "there" and self.g.low(by) in AMONG)
        if cue.shape != "wrapped" or not leads or by + 1 >= cue.end - 1:
            return None
        return self.s.holders.resolve(by + 1, cue.end - 1, self.s.voices)

    def _verb(self, cue: Cue) -> int | None:
        """Index of the form of be or have behind the noun's complement, where no clause begins before it."""
        for at in range(cue.end + 1, self.s.end - 1):
            if self.g.is_copula(at) or (self.g.is_have(at) and self.g.low(at + 1) == "been"):
                return None if self.g.low(at) in {"'s", "’s"} else at
            if not self.g.tokens[at].is_word or self.g.is_in(at, "subordinators") or self.g.is_in(at, "modals"):
                return None
        return None

    def _was_voiced(self, at: int) -> bool:
        token = self.g.tokens[at]
        voiced = token.verbs & self.g.words["voicing_verbs"] or token.verbs & _RENEWED
        return token.is_form("past") and bool(voiced)

    def _is_firm(self, at: int) -> bool:
        """Whether it is told there how firm or known a stance is."""
        at += self.g.low(at) in {"as", "so"}
        known = self.g.low(at) == "well" and self.g.low(at + 1) == "known"
        return known or self.g.is_in(at, "firm_adjectives")

    def _owner(self, cue: Cue) -> tuple[str, ...] | None:
        """Whose the noun is, if it is told before it."""
        if cue.form != "own":
            return None
        whose = self.g.low(cue.first)
        if whose in {"our", "my"}:
            return self.s.issuer()
        if whose in SUBJECT_OF:
            return self.s.voices.meant_by(SUBJECT_OF[whose]) if self.s.voices.recent else None
        behind = next((at for at in range(cue.first + 1, cue.keyword) if self.g.low(at) in _OF_SOMEBODY), None)
        return None if behind is None else self.s.holders.resolve(cue.first, behind, self.s.voices)
