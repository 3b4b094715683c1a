"""Things with what "and" joins to their words: "legal and | diplomatic processes", "misuse of drugs | and other substances".

Rulings 7 and 17 of the annotation manual: what shares one head, or one complement, is one thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.text.grammar import Grammar
from graph_builder.text.mentions import Mention
from graph_builder.text.phrases import Chunker
from graph_builder.text.provisional import provisional

__all__ = ["JoinedWords"]

_JOINTS = frozenset({"and", "or"})
_APART = frozenset({"actor", "treaty"})
"""Kinds with names, which "and" joins to nothing."""
_MOST = 6
"""Adjectives joined in front at most."""


class JoinedWords:
    """What is joined to the things of one target; `reader` tells its verbs and noun phrases."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, body: str, reader: Chunker) -> None:
        self.g, self.lexicon, self.body, self.reader = grammar, lexicon, body, reader
        self.said_of_all = lexicon.words.any_of("determiners", "uncalled_modifiers")

    def whole(self, thing: Mention, others: Sequence[Mention]) -> Mention:
        """The thing with the adjectives before it that share its head, and the noun behind it that shares what stands before."""
        if not thing.concept.provisional and thing.concept.kind in _APART:
            return thing
        first, end = self._first(thing, others), self._end(thing, others)
        if (first, end) == (thing.first, thing.end):
            return thing
        made = provisional(self.g, self.lexicon, self.body, first, end, thing.concept.kind)
        if made is None:
            return thing
        above = thing.concept.broader if thing.concept.provisional else (thing.concept.id,)
        return Mention(replace(made, broader=above), first, end)

    def _first(self, thing: Mention, others: Sequence[Mention]) -> int:
        first = thing.first
        if thing.end - first < 2 or self.g.is_in(first, "prepositions"):
            return first
        for _ in range(_MOST):
            left = first - 1
            while left > self.reader.first and self.g.low(left) in _JOINTS | {","}:
                left -= 1
            apart = left == first - 1 or left < self.reader.first or not self._describes(left)
            if apart or any(other.first <= left < other.end for other in others):
                break
            first = left
        return first

    def _describes(self, at: int) -> bool:
        """Whether an adjective stands there, or a participle that is used as one: "illegal, unreported and unregulated"."""
        token = self.g.tokens[at]
        named = token.is_capital and not ("-" in token.low and token.is_adjective)  # "Yemeni-led"
        if named or not token.is_word or token.low in self.said_of_all:
            return False
        return token.is_adjective or token.is_form("past")

    def _end(self, thing: Mention, others: Sequence[Mention]) -> int:
        """Index after a second noun that goes with the complement of the first: "use of water | and energy resources"."""
        end = thing.end
        tied = any(self.g.is_in(at, "prepositions") for at in range(thing.first + 1, end - 1))
        begin = end + 1
        if not tied or not thing.concept.provisional or self.g.low(end) not in _JOINTS or begin >= self.reader.end:
            return end
        if any(other.first == begin and other.concept.kind in _APART for other in others):
            return end  # "the people of Peru | and Chile"
        finish = self.reader.phrase_end(begin)
        closes = finish >= self.reader.end or self.g.low(finish) != "of"
        return finish if finish > begin and closes and not self._may_be_verb(begin) else end

    def _may_be_verb(self, at: int) -> bool:
        """Whether a verb in its base form, with its object, may begin there: "and | increase tensions"."""
        token = self.g.tokens[at]
        base = token.is_form("base")
        return base and not token.is_adjective and self.reader.follows_object(at + 1)
