"""Stance nouns as subjects of a passive: "Concern was expressed about", "Thanks were extended to"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import CueReader, noun_rows
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["VoicedNouns"]


class VoicedNouns(CueReader):
    """The voiced stance nouns of one segment."""

    def read(self, at: int) -> Cue | None:
        """A stance noun as the subject of a passive: "Concern was expressed about", "Support for it was reaffirmed"."""
        rows = noun_rows(self.lexicon, self.g.low(at))
        if self.g.is_in(at, "modals"):
            return None  # "will be recalled for"
        if self.g.is_in(at + 1, "pronouns") or self.g.low(at + 1) == "to":
            return None  # "the commitments we have made", "the pressure | needs to be maintained in"
        be = at + (1 if self.g.is_be(at + 1) or self.g.is_have(at + 1) else 2)
        if be >= len(self.g.tokens) or not (self.g.is_be(be) or self.g.is_have(be)):
            return None
        verb = self.g.skip_forward(be + 1 + self.g.is_be(be + 1))
        token = self.g.tokens[verb] if verb < len(self.g.tokens) else None
        if token is None or token.verbs.isdisjoint(self.g.words["carriers"]):
            return None
        for row, phrase in rows:
            tail = next((words for words in row.after if self.stands(verb + 1, words)), None)
            to_somebody = tail == ("to",) and row.act in {"welcome", "regret", "emphasize"}  # "thanks were extended to"
            if len(phrase) == 1 and tail is not None and (tail != ("to",) or to_somebody):
                first = self._before_adjectives(at)
                group = VerbGroup("heading", first)
                end = verb + 1 + len(tail)
                if tail == ("by",):  # "concerns were expressed by some | on the delays"
                    about = (n + 1 for n in range(end + 1, end + 7) if self.g.low(n) in {"on", "over", "about", "at"})
                    end = next(about, end)
                return Cue(row.act, "wrapped", row, first, end, group, "past", keyword=verb)
        return None

    def _before_adjectives(self, at: int) -> int:
        while at > 0 and self.g.tokens[at - 1].is_adjective:
            at -= 1
        return at
