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
        if self._refuses(at):
            return True
        if self.g.low(self.first) != "no" or self.g.low(self.first - 1) != "be":
            return False
        return at == self.first or self.g.low(at - 1) in {"and", ",", "or"}

    def _refuses(self, no: int) -> bool:
        """Whether something is not given, or one has no right to it: "making | no concessions", "has | no lawful basis to"."""
        verb = self.g.tokens[no - 1]
        if no - 1 >= self.first and self.g.is_have(no - 1):
            return self.lacks_title(no)
        return no > 0 and not verb.verbs.isdisjoint(self.g.words["granting_verbs"])

    def lacks_title(self, no: int) -> bool:
        """Whether the "no" at `no` denies somebody a right or reason: "no right to", "no legal basis for"."""
        last = self.g.skip_modifiers(no + 1, 4)
        nouns = range(no + 1, min(last + 1, self.end))
        return any(not self.g.bases(at).isdisjoint(self.g.words["entitlements"]) for at in nouns)

    def is_needed(self, at: int) -> bool:
        """Whether "there is no X without Y" or its "without" stands there: both X and Y are wished."""
        if self.g.low(at) not in {"there", "without"}:
            return False
        if self.g.low(at) == "without" and self._is_impossible(at):
            return True
        there = (n for n in range(self.first, at) if self.g.low(n) == "there")
        first = at if self.g.low(at) == "there" else next(there, -1)
        if first < 0:
            return False
        places = range(first, min(self.end, first + 14))
        without = next((n for n in places if self._is_condition(n)), -1)
        none = any(self.g.low(n) == "no" for n in range(first, min(first + 5, self.end)))
        return none and without >= at

    def _is_condition(self, at: int) -> bool:
        """Whether what must be as well is told from `at`: "without", "unless", "if we do not"."""
        denied = any(self.g.low(n) in {"not", "no"} for n in range(at + 1, min(at + 6, self.end)))
        return self.g.low(at) in {"without", "unless", "until"} or (self.g.low(at) == "if" and denied)

    def _is_impossible(self, without: int) -> bool:
        """Whether it is said that something cannot be without the rest: "peace is impossible | without trust"."""
        for at in range(without - 1, max(self.first - 4, without - 16, -1), -1):
            if self.g.low(at) in {";", ":", ",", "that", "which"}:
                return False
            if self.g.low(at) in {"cannot", "impossible", "unthinkable", "inconceivable", "unimaginable"}:
                return True
            if self.g.low(at) in {"not", "never"} and (
                self.g.low(at - 1) in {"can", "could"} or self.g.low(at + 1) in {"possible", "conceivable", "be"}
            ):
                return True
        return False

    def is_denied(self, at: int) -> bool:
        """Whether a noun is said not to be: "no threat to"."""
        while at > self.first and self.g.tokens[at - 1].is_adjective:
            at -= 1
        return self.g.low(at - 1) == "no"
