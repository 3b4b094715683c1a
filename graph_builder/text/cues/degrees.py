"""What weighs an adjective behind a form of be, and what only seems to deny it: "all the more grateful", "not only unfair"."""

from __future__ import annotations

from graph_builder.text.cues.rows import CueReader

__all__ = ["Degrees"]

_WEIGHING = (("all", "the", "more"), ("every", "bit", "as"), ("no", "less"), ("just", "as"), ("equally", "as"))
"""Words, besides adverbs, that weigh an adjective."""
_ONLY = frozenset({"only", "merely", "just", "simply", "solely"})
"""Words behind "not" that deny no more than that it is all."""


class Degrees(CueReader):
    """The words of degree of one segment."""

    def behind(self, at: int) -> int:
        """Index behind adverbs and what weighs the adjective behind them: "is | therefore all the more | grateful"."""
        first = self.g.skip_forward(at)
        before = first - (self.g.low(first - 1) in {"just", "equally"})  # adverbs by themselves
        for words in _WEIGHING:
            behind = before + len(words)
            if self.stands(before, words) and self.may_judge(weighed := self.g.skip_forward(behind)):
                return weighed
        if self.g.low(first) == "as" and self.may_judge(first + 1) and self.stands(first + 2, ("as", "ever")):
            return first + 1
        begin = self.g.skip_forward(at + (self.g.low(at) in {"both", "all", "each"}))
        begin += self.g.low(begin) in {'"', "“"}
        if self.g.low(begin) == "far" and self.g.low(begin + 1) in {"more", "less"}:
            begin = self.g.skip_forward(begin + 1)
        if self.stands(begin, ("more", "and", "more")):
            begin = self.g.skip_forward(begin + 3)  # "is becoming more and more | indispensable"
        return begin

    def ever(self, at: int) -> int:
        """Index behind a comparison with what was ever so, or `at`: "more determined | than ever", "as committed | as ever".

        "Like never before" stands for it, too.
        """
        if self.stands(at, ("like", "never", "before")):
            return at + 3
        return at + 2 * (self.g.low(at) in {"than", "as"} and self.g.low(at + 1) == "ever")

    def denies(self, at: int) -> bool:
        """Whether a word there denies what follows it: not in "no | less important", "not | only unfair"."""
        if not self.g.is_in(at, "negations"):
            return False
        weighs = (self.g.low(at), self.g.low(at + 1)) == ("no", "less")
        return not (weighs or (self.g.low(at) == "not" and self.g.low(at + 1) in _ONLY))

    def heightens(self, at: int, end: int) -> bool:
        """Whether a denial only says that it is so as never before: "have never been | more optimistic"."""
        more = any(self.g.low(place) in {"more", "so", "as"} for place in range(at + 1, end - 1))
        return more and any(self.g.low(place) == "never" for place in range(max(at - 3, 0), at + 1))

    def as_well(self, at: int) -> int | None:
        """Index of what something is besides: "is not only costly but also | unfair"; None if nothing is told so."""
        if self.g.low(at) != "not" or self.g.low(at + 1) not in _ONLY:
            return None
        for but in range(at + 2, min(at + 9, len(self.g.tokens) - 1)):
            if self.g.low(but) == "but":
                return self.g.skip_forward(but + 1)
            if not self.g.tokens[but].is_word and self.g.low(but) != ",":
                return None
        return None
