"""Asides that part a subject from its verb in what is told: "stressed that Peru, | together with Chile, | is committed"."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["closes_aside"]

_BESIDE = frozenset(
    {"together", "along", "as", "which", "who", "including", "like", "both", "especially", "particularly"}
)
"""Words, besides prepositions, with which an aside behind a subject begins."""


def closes_aside(grammar: Grammar, end: int, closing: int) -> bool:
    """Whether a comma closes an aside behind the subject of a clause that "that" opens before `end` and that has no verb yet."""
    begin = end + (grammar.low(end) == "that")
    if grammar.low(begin - 1) != "that":
        return False
    opening = next((at for at in range(begin, closing) if grammar.low(at) == ","), None)
    if opening is None or not (grammar.is_in(opening + 1, "prepositions") or grammar.low(opening + 1) in _BESIDE):
        return False
    return not any(
        grammar.is_copula(at)
        or grammar.is_have(at)
        or grammar.is_in(at, "modals")
        or (grammar.tokens[at].verbs and not (grammar.tokens[at].nouns or grammar.tokens[at].is_capital))
        for at in range(begin, opening)
        if grammar.low(at) not in {"'s", "’s"}
    )
