"""The head noun of a phrase that names actors or persons, and whether its words are a title with a name."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["PhraseHeads"]


class PhraseHeads:
    """The noun phrases of one segment in which `actors` are named."""

    def __init__(self, grammar: Grammar, actors: Sequence[Mention]) -> None:
        self.g, self.actors = grammar, actors

    def head(self, start: int, end: int) -> int:
        """Index of the head noun: the last word before the first preposition or clitic that ends the base noun phrase."""
        head = end - 1
        persons = self.g.words.any_of("persons", "heads_of_bodies")
        for at in range(start, end - 1):
            if not self.g.tokens[at].nouns.isdisjoint(persons):
                name = at + 1 + (self.g.low(at + 1) == "general")
                if name < end and self._is_name(name, end):
                    return at  # "Trade Minister Hajime Tamura"
        for at in range(start + 1, end):
            overseen = self.g.low(at).endswith("ing") and self.g.is_in(at + 1, "determiners")
            tells = overseen and bool(
                self.g.tokens[at].verbs and self.g.tokens[at - 1].nouns
            )  # "a force | overseeing the"
            tells = tells or self._tells_which(at)
            ends = tells or self.g.is_in(at, "prepositions") or self.g.low(at) in {",", "("}
            if ends and not any(actor.first < at < actor.end for actor in self.actors):
                head = at - 1
                break
        general = self.g.low(head) == "general" and not self.g.tokens[head].is_capital and head > start
        return head - (general and not self.g.tokens[head - 1].nouns.isdisjoint(persons))  # "the secretary general of"

    def _tells_which(self, at: int) -> bool:
        """Whether what stands behind a plural tells which of a group are meant: "the states | participating in", "ministers | present"."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1]
        group = not left.nouns.isdisjoint(self.g.words["group_nouns"]) and left.low not in left.nouns
        return group and (token.low in {"present", "responsible"} or (not token.is_capital and self._is_participle(at)))

    def _is_participle(self, at: int) -> bool:
        token = self.g.tokens[at]
        return bool(token.verbs) and not token.nouns - {token.low} and (token.is_form("ing") or token.is_form("past"))

    def is_title(self, at: int) -> bool:
        """Whether a person's title with a name begins at `at`: "President Biden"."""
        last = at + 1 if self.g.low(at) == "prime" else at
        tokens = self.g.tokens
        return (
            last + 1 < len(tokens)
            and not tokens[last].nouns.isdisjoint(self.g.words["persons"])
            and tokens[last + 1].is_capital
        )

    def _is_name(self, start: int, end: int) -> bool:
        """Whether all words are those of a person's name."""
        particles = self.g.words["particles"]
        tokens = self.g.tokens[start:end]
        opens = tokens[0].is_capital or (len(tokens) > 1 and tokens[0].low in particles)  # "de Gaulle"
        return (
            opens
            and tokens[-1].is_capital
            and all(token.is_capital or token.low in particles or token.low == "." for token in tokens)
        )
