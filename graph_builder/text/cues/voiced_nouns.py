"""Stance nouns as subjects of a passive: "Concern was expressed about", "Thanks were extended to"."""

from __future__ import annotations

from graph_builder.lexicon import CueRow
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import CueReader, noun_rows
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["AMONG", "VoicedNouns"]

AMONG = frozenset({"in", "among", "amongst", "within", "across"})
"""What leads to those by whom something is felt: "there is concern | among"."""
_FELT = frozenset({"condemn", "oppose", "regret", "concern", "welcome", "support"})

_NAMING = frozenset({"by", "of", "in", "with"})
"""Prepositions that may stand in a name, or lead to one."""


class VoicedNouns(CueReader):
    """The voiced stance nouns of one segment."""

    def read(self, at: int) -> Cue | None:
        """A stance noun as the subject of a passive: "Concern was expressed about", "Support for it was reaffirmed"."""
        rows = noun_rows(self.lexicon, self.g.low(at))
        if self.g.is_in(at, "modals"):
            return None  # "will be recalled for"
        if self.g.is_in(at + 1, "pronouns") or self.g.low(at + 1) == "to":
            return None  # "the commitments we have made", "the pressure | needs to be maintained in"
        if self.g.low(at + 1) in AMONG:
            return self._felt_there(at)
        be = at + (1 if self.g.is_be(at + 1) or self.g.is_have(at + 1) else 2)
        if be >= len(self.g.tokens) or not (self.g.is_be(be) or self.g.is_have(be)):
            return None
        verb = self.g.skip_forward(be + 1 + self.g.is_be(be + 1))
        token = self.g.tokens[verb] if verb < len(self.g.tokens) else None
        if token is None or token.verbs.isdisjoint(self.g.words["carriers"]):
            return None
        for row, phrase in rows:
            begin = self._behind_agent(verb + 1, row)
            tail = next((words for words in row.after if self.stands(begin, words)), None)
            to_somebody = tail == ("to",) and row.act in {
                "welcome",
                "regret",
                "emphasize",
                "oppose",
            }  # "thanks were extended to"
            if len(phrase) == 1 and tail not in {None, ("by",)} and (tail != ("to",) or to_somebody):
                first = self._before_adjectives(at)
                end = begin + len(tail or ())
                return Cue(row.act, "wrapped", row, first, end, VerbGroup("heading", first), "past", keyword=verb)
        return None

    def _felt_there(self, at: int) -> Cue | None:
        """A noun of what is felt somewhere: "There is | growing concern in Peru about"."""
        first = self._before_adjectives(at)
        be = self.g.back_over_adverbs(first)[0]
        there = be - (2 if self.g.low(be) == "been" else 1)
        heads = there == self.g.lead or self.g.low(there - 1) in {",", ";", "and", "but"}
        if self.g.low(there) != "there" or not self.g.is_be(be) or not heads:
            return None
        for row, phrase in noun_rows(self.lexicon, self.g.low(at)):
            felt = (n for n in range(at + 3, min(at + 9, len(self.g.tokens))) if (self.g.low(n),) in row.after)
            tail = next((n for n in felt if self.g.low(n) not in _NAMING), None)
            if len(phrase) == 1 and row.act in _FELT and tail is not None:
                return Cue(row.act, "wrapped", row, there, tail + 1, VerbGroup("heading", there), "past", keyword=at)
        return None

    def _behind_agent(self, at: int, row: CueRow) -> int:
        """Index behind who voiced it, or `at`: "concerns were expressed | by some | on the delays"."""
        if self.g.low(at) != "by" or self.g.tokens[at - 1].verbs.isdisjoint(self.g.words["voicing_verbs"]):
            return at
        near = range(at + 2, min(at + 10, len(self.g.tokens)))
        said = (n for n in near if (self.g.low(n),) in row.after and self.g.low(n) not in _NAMING)
        return next(said, at)

    def _before_adjectives(self, at: int) -> int:
        while at > 0 and (self.g.tokens[at - 1].is_adjective or self.g.is_in(at - 1, "participles_of_degree")):
            at -= 1
        return at
