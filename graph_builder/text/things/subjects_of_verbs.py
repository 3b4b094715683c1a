"""Whether what stands before a word of a target can be its subject: the verb of a clause agrees with it."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Subjects"]

_CLOSED = ("negations", "prepositions", "determiners", "conjunctions", "subordinators", "pronouns", "modals", "adverbs")
"""Lists of words that no noun phrase has, but in front."""
_WHEN = frozenset({"currently", "recently", "presently", "daily", "weekly", "monthly", "yearly", "early", "only"})
"""Adverbs in ly that do not tell how something is done."""
_LONGEST_TIE = 6
"""Words from a plural to its verb at most."""


@functools.lru_cache(maxsize=4)
def _lists(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """The words that no noun phrase has, but in front, and those with which it may begin."""
    return lexicon.words.any_of(*_CLOSED), lexicon.words.any_of("determiners", "possessives")


class Subjects:
    """The subjects and objects of words between the tokens `first` and `end` of one target."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], first: int, end: int) -> None:
        self.g = grammar
        self.words = lexicon.words
        self.ends = {mention.first: mention.end for mention in sorted(known, key=lambda item: item.end)}
        self.closed, self.governing = _lists(lexicon)
        self.first, self.end = first, end

    def _follows_many(self, at: int) -> bool:
        """Whether a noun in the plural stands before the word."""
        left = self.g.tokens[at - 1] if at > self.first else None
        return left is not None and bool(left.nouns) and left.low.endswith("s") and not left.verbs

    def _follows_noun(self, at: int) -> bool:
        """Whether a noun or name stands before the word, and no verb or adjective."""
        left = self.g.tokens[at - 1]
        return bool(left.nouns or left.is_capital) and not (left.is_adjective or self.g.low(at - 1) in self.closed)

    def _is_plural(self, at: int) -> bool:
        token = self.g.tokens[at] if at >= self.first else None
        return token is not None and bool(token.nouns) and token.low.endswith("s") and token.low not in token.nouns

    def _is_said_of_many(self, at: int) -> bool:
        """Whether a plural stands before the word, or before what is tied to it: "programmes of the Bank | benefit"."""
        if at > self.first and (self._is_plural(at - 1) or (self.g.low(at - 1) == "ahead" and self._is_plural(at - 2))):
            return True
        if at - 2 <= self.first or not self._follows_noun(at):
            return False
        for place in range(at - 2, max(self.first, at - _LONGEST_TIE) - 1, -1):
            token = self.g.tokens[place]
            if self.g.is_in(place, "prepositions"):
                return self._is_plural(place - 1)
            if not token.is_word or self.g.is_in(place, "modals") or (token.verbs and not token.nouns):
                return False
        return False

    def _ends_relative(self, at: int) -> bool:
        """Whether the word is the verb of a relative clause: "the role that small enterprises play", "that Peru | plays"."""
        if at - 1 <= self.first:
            return False
        left, several = self.g.tokens[at - 1], self.g.low(at).endswith("s")
        agrees = left.is_capital or (bool(left.nouns) and left.low.endswith("s") != several)
        if not agrees and not (left.nouns and left.low not in left.nouns and not several):
            return False  # "that women | play"
        closes = at + 1 >= self.end or not self.g.tokens[at + 1].is_word or self.g.is_in(at + 1, "prepositions")
        return closes and any(self._opens_gap(place) for place in range(max(self.first, at - 6), at - 1))

    def _opens_gap(self, at: int) -> bool:
        """Whether a relative pronoun stands there with another subject behind it: "that | the Agency plays", not "that | fights for"."""
        if not self.g.is_in(at, "relatives") or self.g.low(at) == "who":
            return False
        after = self.g.tokens[at + 1]
        begins = self.g.is_in(at + 1, "determiners") or after.is_capital or after.is_adjective
        return begins or (bool(after.nouns) and not after.verbs)

    def _is_said_of_one(self, at: int) -> bool:
        """Whether the word in s is the verb of the noun before it: "aid | reaches those in need", "support | meets Kenya's needs"."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1]
        single = bool(left.nouns) and left.low in left.nouns and not left.is_adjective and not left.is_capital
        if not single or token.is_capital or at + 1 >= self.end or not self.follows_object(at + 1):
            return False
        return bool(token.verbs & self.words["rather_verbs"]) or self.g.tokens[at + 1].is_capital

    def _is_told_of_one(self, at: int) -> bool:
        """Whether a word in s that is hardly ever a plural, or that closes a clause with how, is the verb of what stands before it."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1]
        if token.is_capital or not (left.nouns or left.is_capital) or left.is_adjective or self.g.low(at + 1) == "of":
            return False
        if not token.verbs.isdisjoint(self.words["seldom_plurals"]):
            return True
        how = self.g.low(at + 1).endswith("ly") and self.g.is_plain_adverb(at + 1) and at + 2 == self.end
        return how and self.g.low(at + 1) not in _WHEN

    def _is_let(self, at: int) -> bool:
        """Whether the words that end there open what all are asked to do: "let | us", "let | 's"."""
        return self.g.low(at) in {"us", "'s", "’s"} and self.g.low(at - 1) == "let"

    def _is_doing(self, at: int) -> bool:
        """Whether the noun before a form in ing does what that tells, where or with whom: "forces | fighting in the east"."""
        left, token = self.g.tokens[at - 1], self.g.tokens[at]
        if not (left.nouns or left.is_capital) or left.is_adjective or self.g.is_in(at - 1, "prepositions"):
            return False
        told = self.g.is_in(at + 1, "prepositions") or self.g.is_in(at + 1, "adverbs") or self.g.low(at + 1) == "to"
        told = told or self.g.tokens[min(at + 1, self.end - 1)].is_adverb or self.g.is_in(at + 1, "taken")
        return told and self.g.low(at + 1) != "of" and not token.verbs.isdisjoint(self.words["going_ons"])

    def follows_object(self, at: int) -> bool:
        """Whether an object can begin at `at`."""
        if at >= self.end:
            return False
        described = self.g.low(at).endswith("ed") or self.g.is_in(
            at, "modifiers_in_ing"
        )  # "address | shared challenges"
        described = described and self._is_nominal(at + 1)
        return self.g.low(at) in self.governing or self._is_nominal(at) or at in self.ends or described

    def _is_nominal(self, at: int) -> bool:
        if not 0 <= at < self.end:
            return False
        token = self.g.tokens[at]
        if not token.is_word or token.low in self.closed:
            return False
        named = bool(token.nouns) or token.low in self.words["problem_nouns"]  # "shelling"
        return named or token.is_adjective or token.is_capital or not token.verbs
