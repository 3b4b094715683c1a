"""What the rules for compounds of every kind know of the target in which they look."""

from __future__ import annotations

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.names import Names
from graph_builder.text.things.complements import Complements
from graph_builder.text.words.grammar import Grammar

__all__ = ["JOINTS", "CompoundRules"]

JOINTS = frozenset({",", "and", "or"})


class CompoundRules:
    """The words of one target [first, end), what is known in it, and how far names and complements reach.

    A rule takes the index where a compound may begin and returns the index behind it; the same index where it does not fit.
    """

    def __init__(self, grammar: Grammar, lexicon: Lexicon, complements: Complements, target: tuple[int, int]) -> None:
        self.g, self.words = grammar, lexicon.words
        self.known = known = complements.known
        self.first, self.end = target
        self.complements = complements
        self.actors = {mention.first for mention in known if mention.concept.kind == "actor"}
        self.names = Names(grammar, lexicon, known, target)

    def is_noun(self, at: int) -> bool:
        """Whether the word at an index can be a noun, and no preposition, modal nor form of be."""
        token = self.g.tokens[at]
        closed = self.g.is_in(at, "prepositions") or (self.g.is_in(at, "modals") and not token.is_capital)
        return bool(token.nouns) and not (closed or self.g.is_be(at) or self.complements.reader.is_verb(at))

    def begins_known_actor(self, at: int) -> bool:
        """Whether an actor that is known begins at an index."""
        return at in self.actors

    def complement(self, start: int, head: int) -> int:
        """Where the complement that begins at `start` and belongs to the noun at `head` ends."""
        return self.complements.end_of(start, head)
