"""With what feeling something is noted: "take note with appreciation of", "recognize the envoy for her work"."""

from __future__ import annotations

from graph_builder.lexicon import Lexicon
from graph_builder.model import Act
from graph_builder.text.cues.nouns import NounCues
from graph_builder.text.cues.rows import CueReader
from graph_builder.text.words.grammar import Grammar

__all__ = ["Noted"]


class Noted(CueReader):
    """The feelings that go with the verbs of notice of one segment."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, nouns: NounCues) -> None:
        super().__init__(grammar, lexicon)
        self.nouns = nouns

    def felt(self, first: int, at: int, end: int) -> Act | None:
        """The act of the feeling told with a verb at `at`, whose group begins at `first` and whose phrase ends at `end`."""
        return self._felt_with(end) or self._felt_before(first) or self._felt_so(first, at) or self._credited(end)

    def _felt_with(self, at: int) -> Act | None:
        """The act of the feeling with which something is noted, told behind it: "take note of the report | with appreciation"."""
        for place in range(at + 1, min(at + 15, len(self.g.tokens) - 1)):
            low = self.g.low(place)
            if low in {",", ";", ":", "and"} or self.g.is_in(place, "subordinators"):
                return None
            if low == "with" and self.g.low(place - 1) not in {"that", "those"}:
                cue = self.nouns.stance_noun(self.g.skip_modifiers(place + 1, 2), with_before=True)
                return cue.act if cue is not None and cue.row.before else None
        return None

    def _felt_before(self, first: int) -> Act | None:
        """The act of the feeling that heads the sentence: "With great regret, we | note the delays"."""
        if self.g.low(0) != "with" or first > 10:
            return None
        noun = self.g.skip_modifiers(1, 3)
        cue = self.nouns.stance_noun(noun, with_before=True)
        closes = self.g.low(noun + 1) in {",", "we", "i"}
        return cue.act if cue is not None and cue.row.before and closes else None

    def _felt_so(self, first: int, at: int) -> Act | None:
        """The act of the feeling that an adverb tells of what is noted: "we | regretfully note", "note | with thanks" has none."""
        adverbs = {self.g.low(n) for n in (*range(first - 1, at), at + 1)}
        if not adverbs.isdisjoint(self.g.words["regretting_adverbs"]):
            return "regret"
        return None if adverbs.isdisjoint(self.g.words["thanking_adverbs"]) else "welcome"

    def _credited(self, at: int) -> Act | None:
        """The act where somebody is recognized for something: "recognized | the envoy for her work", "recognize | Peru for signing"."""
        end = at
        while end < len(self.g.tokens) and (
            self.g.tokens[end].is_capital or self.g.is_in(end, "articles") or self.g.is_in(end, "persons")
        ):
            end += 1
        done = self.g.is_in(end + 1, "possessives") or self.g.low(end + 1).endswith("ing")
        return "welcome" if end > at and self.g.low(end) == "for" and done else None
