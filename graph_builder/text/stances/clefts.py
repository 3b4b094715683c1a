"""Sentences that set apart what a stance is about, or whose it is: "what we reject is A", "it was Peru that opposed A"."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening

__all__ = ["Clefts"]

_TAKING = frozenset({"condemn", "oppose", "regret", "concern", "welcome", "support", "urge", "emphasize"})
_LONGEST = 5
"""Words at most between the stance and the form of be: "what we condemn | in the strongest terms | is"."""
_POINTING = frozenset({"it", "this", "that", "these", "those", "here"})
_ANOTHER_REASON = frozenset({"another", "one", "the", "reason", "reasons", "part", "of", "main", "very"})
"""Words that may stand in "that is | one reason | why"."""


class Clefts:
    """The cleft sentences of one segment."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g

    def accepted(self, cue: Cue, start: int, first: int) -> Opening | None:
        """The opening of a cue whose subject begins at `start` and whose verb group at `first`, if it stands in a cleft; or None."""
        if self.s.open:
            return None
        bound = self.g.low(start - 1) if start else ""
        takes = cue.shape in {"verb", "wrapped", "adjective", "predicate"} or (
            cue.row.id == "urge.requirement" and cue.group is not None and not cue.group.negated
        )
        if cue.act in _TAKING and takes:
            what = start if self.g.low(start) == "what" and start == first else start - 1
            if self.g.low(what) in {"what", "all"} and self._heads(what):
                return self._what(cue, what, first)
        if cue.shape not in {"verb", "wrapped"} or cue.act == "note":
            return None
        if bound in {"who", "which", "that"} and self._presents(start - 1):
            if start == self.g.back_over_adverbs(first)[0] + 1:
                return self._who(cue, start - 1, first)
            if self.g.low(start) in {"we", "i"}:
                return self.s.opening(cue, self.s.voices.own, start)  # "this is a step that | we welcome"
        return None

    def tells_of(self, start: int, first: int) -> bool:
        """Whether a relative clause says of what "it is" sets apart what its verb at `first` tells: "it is the war that | harms trade"."""
        lead = self.g.lead
        apart = self.g.low(lead) == "it" and start > lead + 3
        apart = apart and not any(self.g.low(at) in {"for", "in"} for at in (lead + 2, lead + 3))
        return apart and self._presents(start - 1) and start == self.g.back_over_adverbs(first)[0] + 1

    def is_cleft(self, start: int) -> bool:
        """Whether the clause hangs on "it is … that" or "that is why" at the head of the sentence."""
        at = self.g.lead
        if self.s.open or start < at + 2:
            return False
        if self.g.low(start - 1) == "why" and self.g.is_be(start - 2) and self.g.low(start - 3) in {"that", "this"}:
            return True  # "the need is great, and that is why | we call on all to give"
        if self.g.low(start - 1) == "why" and self.g.low(start - 2) in {"precisely", "exactly"}:
            return self.g.is_be(start - 3)  # "the need for law is precisely why | we condemn the raid"
        low, be = self.g.low(at), self.g.low(at + 1)
        if low in {"that", "this"} and be == "then":
            at, be = at + 1, self.g.low(at + 2)  # "that then is why | we must"
        return (low == "it" and be in {"is", "was"}) or (
            low in {"that", "this", "there"}
            and self.g.is_be(at + 1)
            and (
                (
                    self.g.low(start - 1) == "why"
                    and all(
                        self.g.low(n) in _ANOTHER_REASON or self.g.is_plain_adverb(n) for n in range(at + 2, start - 1)
                    )
                )
                or (self.g.low(at + 2), self.g.low(at + 3)) == ("the", "reason")  # "that is the reason | we need"
            )
        )

    def is_presented(self, start: int, bound: str) -> bool:
        """Whether the main clause only presents what its relative clause tells: "this is a case in which | all must be heard"."""
        loose = bound in {"where", "when"} or (bound == "which" and self.g.low(start - 2) in {"in", "on", "at"})
        lead = self.g.lead
        pointing = {"this", "that", "these", "those", "it", "here", "there"}
        presents = self.g.low(lead) in pointing and self.g.is_be(lead + 1)
        owed = bound in {"that", "which"}  # "this is a wrong that | must be righted"
        loose = loose or (owed and self.g.low(lead) != "it")
        return loose and presents and not self.s.open and not any(self.g.low(at) == "," for at in range(lead, start))

    def _heads(self, what: int) -> bool:
        """Whether a clause begins the sentence at `what`, or stands behind what opens it: "In the end, | what we reject is"."""
        if what in {0, self.g.begin, self.g.lead}:
            return True
        opens = self.g.low(what - 1) == "," and self.g.is_in(self.g.lead, "prepositions")
        return opens and not self.g.has_verb(self.g.lead, what - 1)

    def _what(self, cue: Cue, what: int, first: int) -> Opening | None:
        """A clause behind "what" of which is told what it means: "what we reject is", "what is unacceptable is"."""
        for at in range(cue.end, min(cue.end + _LONGEST + 1, self.s.end - 1)):
            if self.g.low(at) in {"is", "are", "was"}:
                holders: tuple[str, ...] | None
                if what + 1 >= first or cue.shape == "assessment":
                    holders = self.s.issuer() if cue.shape in {"predicate", "assessment"} else None
                else:
                    holders = self.s.holders.resolve(what + 1, first, self.s.voices)
                end = at + 1 + (self.g.low(at + 1) == "that")
                moved = replace(cue, first=what, end=end, shape="impersonal")
                return self.s.opening(moved, holders, what) if holders else None
            if self.g.low(at) == ",":
                continue  # "what is vital, therefore, | is"
            if not self.g.tokens[at].is_word or self.g.is_in(at, "modals"):
                return None
        return None

    def _presents(self, relative: int) -> bool:
        """Whether the main clause before a relative only presents somebody or something: "it was Peru | that", "this is a step | which"."""
        lead = self.g.lead
        presents = self.g.low(lead) in _POINTING and self.g.is_be(lead + 1)
        return presents and not any(self.g.low(at) == "," for at in range(lead, relative))

    def _who(self, cue: Cue, relative: int, first: int) -> Opening | None:
        """Who takes the stance, where that is what the sentence is about: "it was Peru that | opposed A"."""
        if self.g.low(self.g.lead) != "it":
            return None
        holders = self.s.holders.resolve(self.g.lead + 2, relative, self.s.voices, documents=False)
        return self.s.opening(cue, holders, first) if holders else None
