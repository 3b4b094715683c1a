"""The conjunctions, commas and asides that join a stance to what stands before it: "A, | and in this regard urges B"."""

from __future__ import annotations

from graph_builder.text.words.circumstances import after_circumstances
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import COORDINATORS

__all__ = ["Joints"]

_REASONS = frozenset({"because", "since", "as", "whereas"})
_THINKING = frozenset({"we", "i", "it", "they"})
"""Who may tell the reason of a stance."""
_LONGEST_ASIDE = 12
_JOINING = frozenset({"and", "but"})
_LONGEST_CIRCUMSTANCE = 8


class Joints:
    """The joints of one sentence."""

    def __init__(self, grammar: Grammar) -> None:
        self.g = grammar

    def joint(self, at: int) -> int:
        """Index of the conjunction, comma or "as well as" that joins what begins at `at` to what stands before."""
        joint = at
        while at > 0:
            low = self.g.low(at - 1)
            if low == "as" and self.g.low(at - 2) == "well" and self.g.low(at - 3) == "as":
                joint = at = at - 3
            elif low == "," and (aside := self._before_aside(at - 1)) is not None:
                joint = at = aside
            elif low in COORDINATORS | {",", ";"} or (low in _REASONS and self.g.low(at) in _THINKING):
                joint = at = at - 1
            elif low == ")" and self.g.low(at - 2) in COORDINATORS and self.g.low(at - 3) == "(":
                joint = at = at - 3
            elif self.g.is_plain_adverb(at - 1) or self.g.low(at - 1) == "indeed":
                at -= 1
            elif low in self.g.words.set_phrases_by_end and -1 < (before := self.g.before_set_phrase(at - 1)) < at - 1:
                at = before + 1
            else:
                break
        return joint

    def clause_joint(self, at: int) -> int:
        """The joint of a clause whose subject begins there, before what tells when or where: "| , and in the evening Peru"."""
        joint = self.joint(at)
        if joint == at and (circumstance := self._before_circumstance(at)) is not None:
            return self.joint(circumstance)
        return joint

    def before_deed(self, start: int, joint: int, form: str) -> int:
        """`joint`, or the comma before a deed between two stances of one subject: "rejected the plan | , met the envoy and condemned"."""
        for comma in self.g.places(frozenset({","}), start + 1, joint - 1) if form == "past" else ():
            token = self.g.tokens[comma + 1]
            told = token.is_form("past") and not (token.nouns or token.is_adjective or token.is_capital)
            object_ = self.g.is_in(comma + 2, "determiners") or self.g.tokens[comma + 2].is_capital
            if told and (object_ or not token.verbs.isdisjoint(self.g.words["without_passive"])):
                return comma
        return joint

    def _before_circumstance(self, at: int) -> int | None:
        """Index where a time or place begins, behind a conjunction, that ends before a subject: ", and | in the evening Peru"."""
        near = self.g.places(_JOINING, max(at - _LONGEST_CIRCUMSTANCE, 1), at - 2)
        joint = near[-1] if near else 0
        begins = self.g.low(joint - 1) == "," and self.g.is_in(joint + 1, "prepositions")
        return joint + 1 if begins and after_circumstances(self.g, joint + 1) >= at else None

    def _before_aside(self, closing: int) -> int | None:
        """Index of the conjunction with an aside that the comma at `closing` ends: "condemned A | and, since last year, have helped B"."""
        for at in range(closing - 2, max(closing - _LONGEST_ASIDE, 0), -1):
            if self.g.low(at) == ",":
                led = self.g.is_in(at + 1, "prepositions") or self.g.low(at + 1) in {"since", "as"}
                return at - 1 if led and self.g.low(at - 1) in COORDINATORS else None
        return None
