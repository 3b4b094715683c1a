"""Stance nouns that somebody gives to what is told of: "the plan won the support of Peru", "the raid drew condemnation from Chile"."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import CueReader, noun_rows
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["GIVERS", "DrawnNouns"]

GIVERS = frozenset({"from", "by", "of", "among"})
"""Prepositions behind which stands who gives it."""
_GIVEN = frozenset({"condemn", "oppose", "regret", "concern", "welcome", "support"})


class DrawnNouns(CueReader):
    """The stance nouns of one segment that are drawn or won."""

    def read(self, at: int, lemma: str, group: VerbGroup) -> Cue | None:
        """The cue of the verb at `at` with its noun; what drew it is its subject, as of a passive."""
        if group.use not in {"finite", "passive"} or group.negated or lemma not in self.g.words["drawing_verbs"]:
            return None
        noun = self.g.skip_modifiers(at + 1 + (self.g.low(at + 1) == "with"), 4)
        if self.g.low(noun + 1) not in GIVERS or any(self.g.low(n) == "no" for n in range(at + 1, noun)):
            return None
        form = self.g.tokens[at].form(lemma)
        for row, phrase in noun_rows(self.lexicon, self.g.low(noun)):
            if len(phrase) == 1 and row.act in _GIVEN:
                passive = replace(group, use="passive")
                return Cue(row.act, "verb", row, group.first, noun + 1, passive, form, phrase=phrase, keyword=at)
        return None
