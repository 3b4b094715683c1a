"""Governments that are named by an adjective or a capital: "the Belarusian authorities", "Tokyo and Seoul agreed"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph_builder.model import Concept
from graph_builder.reference import Reference
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.tokens import Token, line_up, tokenize

__all__ = ["RULES_OF_OFFICE", "Governments", "Seats"]

_AT_PLACES = frozenset(
    {"in", "at", "from", "near", "outside", "inside", "around", "to", "via", "into", "through", "of", ",", "for"}
)
_TEXTS = frozenset({"agreement", "accord", "protocol", "treaty", "process", "declaration", "convention"})
RULES_OF_OFFICE = ("government", "authority", "regime", "leadership", "administration", "ruler")
"""Nouns of those who govern."""


class Governments:
    """Adjectives and names of states, for "the Belarusian authorities" and "the Fiji interim government"."""

    def __init__(self, reference: Reference) -> None:
        self.by_adjective = {
            adjective.casefold(): concept
            for concept in reference.concepts
            for adjective in (*concept.adjectives, *((concept.label,) if concept.is_country else ()))
        }
        self._firsts = frozenset(adjective.partition(" ")[0] for adjective in self.by_adjective)

    def find(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        end = 0
        for at, token in enumerate(tokens):
            if not token.is_capital or at < end or token.low not in self._firsts:
                continue
            concept, size = self._named(tokens, at)
            if concept is None:
                continue
            end = at + size
            while end < len(tokens) and tokens[end].low in {"federal", "transitional", "interim", "national"}:
                end += 1
            if end < len(tokens) and not tokens[end].nouns.isdisjoint(RULES_OF_OFFICE):
                yield Mention(concept, at, end + 1)

    def _named(self, tokens: Sequence[Token], at: int) -> tuple[Concept | None, int]:
        """The state whose adjective begins there, the longest first ("Papua New Guinean"), and its words."""
        for size in (3, 2, 1):
            concept = self.by_adjective.get(" ".join(token.low for token in tokens[at : at + size]))
            if concept is not None:
                return concept, size
        return None, 0


class Seats:
    """Capitals that stand for their government: "Tokyo and Seoul agreed", "talks with Tehran", but not "in Tokyo"."""

    def __init__(self, reference: Reference) -> None:
        self._by_words: dict[str, list[tuple[tuple[str, ...], Concept]]] = defaultdict(list)
        for row in reference.tables["leaders"]:
            if row["role"] == "seat of government":
                words = tuple(token.low for token in tokenize(row["name"]))
                self._by_words[words[0]].append((words, reference.actor_by_code[row["state"]]))

    def find(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        for at, token in enumerate(tokens):
            if not token.is_capital:
                continue
            for words, concept in self._by_words.get(token.low, ()):
                if line_up(tokens, words, at) and self._speaks(tokens, at, at + len(words)):
                    yield Mention(concept, at, at + len(words))

    @staticmethod
    def _speaks(tokens: Sequence[Token], first: int, end: int) -> bool:
        """Whether the name stands alone and not behind a word that makes it a place."""
        at = first
        while at > 1 and tokens[at - 1].low in {"and", ","} and tokens[at - 2].is_capital:
            at -= 2  # "to Paris and | Rome"
        left = tokens[at - 1] if at else None
        right = tokens[end] if end < len(tokens) else None
        named = right is not None and (
            right.is_capital
            or right.low in {"-", "–", "("}
            or (right.is_adjective and bool(right.nouns or not right.verbs))
        )
        if right is not None and right.low == "and" and end + 2 < len(tokens):
            named = tokens[end + 1].is_capital and not tokens[end + 2].nouns.isdisjoint(
                _TEXTS
            )  # "the | Lima and Oslo Accords"
        placed = left is not None and (left.low in _AT_PLACES or left.is_capital or left.low in {"-", "–"})
        return not named and not placed
