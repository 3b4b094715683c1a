"""Which words of a subject tell who it is: not the marks and adverbs at its end, nor what stands before a comma or tells a role."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.words.grammar import Grammar

__all__ = ["SubjectWords"]

_LIKENING = frozenset({"like", "unlike"})
"""Prepositions with which others are compared to the subject."""


_DATING = (["on"], ["late"], ["last"], ["this"], ["next"])
"""What stands before a weekday at the end of a subject: "Peru | late Tuesday"."""


class SubjectWords:
    """The words of the subjects of one segment."""

    def __init__(self, grammar: Grammar) -> None:
        self.g = grammar

    def tail(self, words: Sequence[str], start: int) -> int:
        """How many words at the end of a subject are none of it: marks, adverbs, "on Monday", "last year", "strongly and", "do not and"."""
        last = start + len(words) - 1
        if words[-1] == "and" and len(words) > 2:
            if words[-2] == "not" and self.g.is_modal_or_do(last - 2):
                return 3
            return 2 if words[-2].endswith("ly") and self.g.is_plain_adverb(last - 1) else 0
        if words[-1] in {",", "“", '"', "neither"} or self.g.is_plain_adverb(last):
            return 2 if words[-1] in self.g.words["weekdays"] and words[-2:-1] in _DATING else 1
        if words[-1] == "late" and len(words) > 1 and self.g.low(last + 1) == "on":
            return 1  # "Peru | late on Monday"
        if words[-2:-1] in (["last"], ["this"]) and words[-1] in self.g.words["periods"] and len(words) > 2:
            return 2  # "a resolution | last year"
        return 0

    def behind_comma(self, start: int, words: Sequence[str]) -> int | None:
        """Index of a subject behind "In opening remarks,"; None if none begins there."""
        at = start + words.index(",") + 1 if "," in words else len(self.g.tokens)
        named = at < start + len(words) and (self.g.tokens[at].is_capital or self.g.is_in(at, "determiners"))
        return at if named else None

    def is_gerund(self, at: int) -> bool:
        """Whether an action is the subject: "Drafting a resolution | would …"."""
        token = self.g.tokens[at]
        gerund = token.low.endswith("ing") and bool(token.verbs) and not token.nouns
        after = self.g.tokens[min(at + 1, len(self.g.tokens) - 1)]
        named = token.is_capital and after.is_capital and bool(after.nouns)
        return gerund and not named and token.low not in self.g.words["said_of_persons"]  # but "Downing Street"

    def is_sure_verb(self, at: int) -> bool:
        """Whether the word at `at` can only be a verb in the present."""
        token = self.g.tokens[at]
        return bool(token.verbs) and not token.nouns and not token.is_capital and token.form(min(token.verbs)) == "base"

    def before_role(self, words: Sequence[str]) -> int:
        """How many words stand before what somebody or something is there as: "the Council's credibility | as an active body"."""
        for at in range(1, len(words) - 2):
            likened = words[at + 1] in _LIKENING or (words[at + 1] == "as" and words[at + 2] != "well")
            if words[at] == "," and likened and words[0] not in self.g.words["prepositions"]:
                return at  # "Peru | , like Chile,", "Peru | , as a member of the Union,"
        roles = (
            at for at in range(1, len(words) - 1) if words[at] == "as" and words[at + 1] in {"a", "an", "the", "one"}
        )
        return next((at for at in roles if words[at - 1] not in {"such", "well", ","}), len(words))
