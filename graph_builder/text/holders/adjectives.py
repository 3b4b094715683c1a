"""Which state an adjective tells: "Peruvian", "South Korean", but none by "Latin American"."""

from __future__ import annotations

from collections.abc import Mapping

from graph_builder.model import Concept
from graph_builder.text.words.grammar import Grammar

__all__ = ["state_adjective"]


def state_adjective(grammar: Grammar, adjectives: Mapping[str, Concept], at: int) -> Concept | None:
    """The state whose adjective ends at an index, by one word or several; None for a part of the world."""
    if not 0 <= at < len(grammar.tokens) or not grammar.tokens[at].is_capital:
        return None
    if at and grammar.tokens[at - 1].is_capital:
        for words in (3, 2):
            name = " ".join(grammar.low(place) for place in range(max(at + 1 - words, 0), at + 1))
            if (several := adjectives.get(name)) is not None:
                return several
        if grammar.is_in(at - 1, "parts_of_continents"):
            return None
    return adjectives.get(grammar.low(at))
