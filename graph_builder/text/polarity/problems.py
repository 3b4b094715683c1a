"""Which things of a target are bad in themselves, or something that one settles: "the problem", "outstanding issues"."""

from __future__ import annotations

from graph_builder.text.polarity.setting import Setting
from graph_builder.text.things.bad_things import is_to_be_solved
from graph_builder.text.things.things import Thing

__all__ = ["Problems"]

_NAMES_OF_OTHERS = {
    "measure": "restrictive", "measures": "restrictive", "assurance": "negative", "assurances": "negative",
}  # fmt: skip
"""Nouns that with an adjective that sounds bad name something else: sanctions, a promise."""


class Problems:
    """Tells problems among the things of one target."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.g, self.words = setting, setting.g, setting.words

    def is_problem(self, thing: Thing) -> bool:
        """Whether what a thing is called, what is done about it, or an adjective tells that it is bad."""
        head_at = self.setting.head(thing)
        head = self.g.tokens[head_at]
        if self.is_none(thing):
            return False
        if "surge" in head.bases and self.g.low(head_at + 1) == "of":
            return self._is_of_problem(thing, head_at)  # "a surge of aid"
        pairs = self.words.partners("problem_nouns").get(self.g.low(head_at - 1) or " ", frozenset())
        if not head.bases.isdisjoint(self.words["problem_nouns"]) or not head.bases.isdisjoint(pairs):
            return True
        if self._is_of_problem(thing, head_at):
            return True
        if self.g.low(head_at + 1) in {"of", "in"} and not head.bases.isdisjoint(self.words["lacks"]):
            return True
        if thing.concept.kind == "issue" and (head.bases & self.words["wrongdoers"]) - {"regime", "formation"}:
            return True
        if thing.concept.kind == "issue" and head.bases.isdisjoint(self.words["wants"]) and self.is_solved(thing):
            return True
        return self.is_ill(thing)

    def is_none(self, thing: Thing) -> bool:
        """Whether it is that there be nothing of what it names: "the goal of | zero emissions"."""
        return any(self.g.low(at) in {"zero", "net-zero"} for at in range(thing.first, min(thing.first + 2, thing.end)))

    def _is_of_problem(self, thing: Thing, head: int) -> bool:
        """Whether its head only tells in what form a problem comes: "the systematic use of rape", "acts of torture"."""
        if self.g.low(head + 1) != "of" or self.g.bases(head).isdisjoint(self.words["forms_of_deeds"]):
            return False
        ends = (at for at in range(head + 3, thing.end) if self.g.is_in(at, "prepositions"))
        inner = self.g.tokens[next(ends, thing.end) - 1]
        return not inner.bases.isdisjoint(self.words["problem_nouns"])

    def is_ill(self, thing: Thing) -> bool:
        """Whether an adjective tells that a thing is bad: "a colonial order"."""
        head = self.setting.head(thing)
        if thing.concept.kind == "initiative" and self.g.tokens[head].is_capital and head > thing.first:
            return False  # a name: "the Terrorist Financing | Forum"
        ill = (at for at in range(thing.first, head + 1) if self.g.is_in(at, "problem_adjectives"))
        named = _NAMES_OF_OTHERS.get(self.g.low(head))
        return any(self.g.low(at) != named for at in ill)

    def is_solved(self, thing: Thing) -> bool:
        """Whether somebody is to settle it: "address the outstanding issues", not "the troubles confronting the islands"."""
        if is_to_be_solved(self.g, thing.end):
            return True
        left = self.setting.before(thing)
        owned = self.g.low(left + 1) in {"'s", "’s"}
        while owned and left > self.setting.first and self.g.tokens[left].is_capital:
            left = self.setting.before_words(left - 1)  # "address | Peru's concerns"
        if self.g.is_in(self.setting.head(thing), "good_deeds"):
            return False  # "address | the protection of children"
        if any(one.at == left and one.leaves == "+" for one in self.setting.governing(thing)):
            return False
        return left >= 0 and not self.g.tokens[left].verbs.isdisjoint(self.words["solving_verbs"])
