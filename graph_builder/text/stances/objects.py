"""Where the object of a stance stands if it is not right behind its verb: behind an aside, or before the subject."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.holders import Holders
from graph_builder.text.words.circumstances import after_circumstances
from graph_builder.text.words.grammar import Grammar

__all__ = ["Objects"]

_SUBJECTS = frozenset({"we", "i", "they", "he", "she"})
_JOINED = frozenset({"and", "or", "of"})
"""What makes a name the end of a subject that begins before it: "the leaders of Chile and | Peru"."""
_STOPS = frozenset({".", ",", ";", "!", "?"})
"""Marks with which a clause ends."""


class Objects:
    """The displaced objects of one sentence."""

    def __init__(self, grammar: Grammar, holders: Holders) -> None:
        self.g, self.holders = grammar, holders

    def behind_aside(self, at: int, end: int) -> int:
        """`at`, or the index behind an aside that parts a verb from its object: "reject | , now as ever, | the use of force"."""
        if self.g.low(at) == "to" and self.g.low(at - 1) in {"welcome", "welcomes", "welcomed"}:
            near = range(at + 3, min(at + 9, end))  # "welcomes | to the Council | the new chair"
            return next((n for n in near if self.g.is_in(n, "determiners") and self.g.tokens[n - 1].is_capital), at)
        if self.g.low(at) != "," and self.g.low(at - 1) != "that":
            told = after_circumstances(self.g, at)  # "condemned | in a statement on Friday | the raid"
            opens = self.g.is_in(told, "determiners") or self.g.is_in(at, "weekdays")  # "defended | Saturday | her"
            return told if told < end and opens else at
        if self.g.low(at - 1) == "that":
            return at
        comma = next((place for place in range(at + 2, min(at + 14, end - 1)) if self.g.low(place) == ","), None)
        low = self.g.low(at + 1)
        aside = low in {"as", "like"} or self.g.is_in(at + 1, "prepositions") or self.g.is_plain_adverb(at + 1)
        if comma is None or not aside or low == "including":
            return at
        return comma + 1 + (self.g.low(comma + 1) == "that")

    def lacks_object(self, cue: Cue, end: int) -> bool:
        """Whether nothing that the stance could be about stands behind its verb: "such raids we condemn | in the strongest terms"."""
        verb = cue.shape in {"verb", "wrapped"} and cue.group is not None and cue.group.use == "finite"
        ends = cue.end >= end or self.g.low(cue.end) in _STOPS or self.g.parenthetical(cue.end) >= end
        return verb and ends and self.g.low(cue.end - 1) not in {"that", "to"}

    def before_subject(self, cue: Cue) -> tuple[int, int] | None:
        """The object that stands before the subject: "| this raid | we condemn", "it is | terror | that we condemn"."""
        group = cue.group
        assert group is not None
        subject = self.g.back_over_adverbs(group.first)[0]
        named = next((actor.first for actor in self.holders.actors if actor.end == subject + 1), None)
        subject = subject if named is None else named - self.g.is_in(named - 1, "articles")
        if (named is None and self.g.low(subject) not in _SUBJECTS) or self.g.low(subject - 1) in _JOINED:
            return None
        end = subject - (self.g.low(subject - 1) in {"that", "which", "whom", ","})
        if cue.shape == "wrapped" and self.g.low(0) == "to":
            return 1, end  # "To the victims | we offer our condolences"
        begin = end
        while begin > 0 and self.g.tokens[begin - 1].is_word and not self.g.is_be(begin - 1):
            if self.g.is_in(begin - 1, "subordinators") or self.g.is_in(begin - 1, "modals"):
                return None
            begin -= 1
        nouns = any(token.nouns or token.is_capital or token.low == "something" for token in self.g.tokens[begin:end])
        cleft = self.g.is_be(begin - 1) and self.g.low(subject - 1) != ","  # but "much has been | achieved, we say"
        presents = cleft or (begin == 0 and self.g.is_in(0, "determiners") and self.g.low(0) != "all")
        return (begin, end) if nouns and presents and not self.g.is_in(begin, "prepositions") else None
