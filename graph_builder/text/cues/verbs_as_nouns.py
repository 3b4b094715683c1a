"""Words that may be a verb of the lexicon and are a noun where they stand: "venture capital funds", "the Innovation Fund", "AIDS"."""

from __future__ import annotations

from graph_builder.lexicon import CueRow
from graph_builder.text.cues.rows import CueReader

__all__ = ["VerbsAsNouns"]

_OF_STATES = ("ian", "ean", "can", "ish", "ese", "nch", "tch")
"""Ends of the adjectives of states, of which one does not say what they do."""


class VerbsAsNouns(CueReader):
    """The nouns of one segment that have the form of a stance verb."""

    def _is_noun(self, row: CueRow, at: int, end: int) -> bool:
        """Whether a word is a noun as an acronym, by the name it closes, or since nothing is behind it that it could govern."""
        token = self.g.tokens[at]
        if not token.nouns or at == 0:
            return False
        left = self.g.tokens[at - 1]
        if token.text.isupper() and self.g.is_in(at, "no_bodies"):
            return True  # "national | AIDS policy"
        if token.is_capital and (left.is_capital or left.low == ")") and left.is_word | (left.low == ")"):
            return row.form == "own" or left.low == ")"  # "the Innovation (INNO) | Fund"
        after = self.g.tokens[at + 1] if at + 1 < len(self.g.tokens) else None
        done = after is not None and after.is_form("past") and not (after.is_adjective or after.nouns)
        if done and token.is_form("base") and left.is_capital and left.low.endswith(_OF_STATES):
            return True  # "Australian | aid contributed to"
        bare = end >= len(self.g.tokens) or not self.g.tokens[end].is_word or self.g.low(end) in {"and", "or"}
        several = token.is_form("s") and bool(token.nouns - {token.low})
        return row.form == "own" and end == at + 1 and bare and several  # "capital | funds, and unions"

    def _is_attributive(self, at: int, end: int) -> bool:
        """Whether the word tells of what kind the noun behind it is: "a clear and | welcome step", "a much | valued friend"."""
        after = self.g.tokens[end] if end == at + 1 < len(self.g.tokens) else None
        if after is None or not after.nouns or after.is_capital or self.g.is_in(end, "determiners"):
            return False
        left = self.g.back_over_adverbs(at)[0]
        if self.g.is_in(left, "articles"):
            return left < at - 1
        first = self.g.tokens[left - 1] if left > 1 and self.g.low(left) == "and" else None
        joined = first is not None and (first.is_adjective or (first.is_form("past") and self.g.low(at).endswith("ed")))
        return joined and self.g.is_in(self.g.back_over_adverbs(left - 1)[0], "articles")

    def _is_described_noun(self, at: int) -> bool:
        """Whether a plural stands there with an adjective before it that is no noun: "positive | results in"."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1] if at else None
        plural = token.is_form("s") and bool(token.nouns - {token.low})
        if plural and left is not None and left.low.endswith("ing") and self.g.is_in(at - 2, "determiners"):
            return True  # "other pressing | needs that have"
        if not plural or left is None or self.g.back_over_adverbs(at)[0] < at - 1:
            return False
        if not left.is_adjective or left.is_capital or left.low == "longer":
            return False
        opens = self.g.is_in(at - 2, "prepositions") or self.g.is_in(at - 2, "determiners")
        return opens or not (left.nouns or left.is_adverb or left.verbs)

    def _names_texts(self, at: int) -> bool:
        """Whether the word at `at` is a plural noun, with no subject before it: "new | rules that"."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1] if at else None
        plural = bool(token.nouns) and token.low not in token.nouns
        return plural and not (left is not None and (left.nouns or left.is_capital or self.g.is_in(at - 1, "pronouns")))
