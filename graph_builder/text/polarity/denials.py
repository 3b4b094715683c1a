"""What is said not to be, or not to be without something else."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["Denials"]


class Denials:
    """The "no" and "without" of one target [first, end)."""

    def __init__(self, grammar: Grammar, target: tuple[int, int]) -> None:
        self.g = grammar
        self.first, self.end = target

    def denies(self, at: int) -> bool:
        """Whether a "no" says that something is not to be, or is one of such: "there must be | no bias and no favour"."""
        if self.g.low(self.first) != "no" or self.g.low(self.first - 1) != "be":
            return False
        return at == self.first or self.g.low(at - 1) in {"and", ",", "or"}

    def is_needed(self, at: int) -> bool:
        """Whether "there is no X without Y" or its "without" stands there: both X and Y are wished."""
        first = (
            at
            if self.g.low(at) == "there"
            else next((n for n in range(self.first, at) if self.g.low(n) == "there"), -1)
        )
        if first < 0 or self.g.low(at) not in {"there", "without"}:
            return False
        places = range(first, min(self.end, first + 14))
        without = next((n for n in places if self.g.low(n) == "without"), -1)
        none = any(self.g.low(n) == "no" for n in range(first, min(first + 5, self.end)))
        return none and without >= at

    def is_denied(self, at: int) -> bool:
        """Whether a noun is said not to be: "no threat to"."""
        while at > self.first and self.g.tokens[at - 1].is_adjective:
            at -= 1
        return self.g.low(at - 1) == "no"
