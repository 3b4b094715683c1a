"""Asides that part a subject from its verb: "stressed that Peru, | together with Chile, | is committed"."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.parted_verbs import is_of_name

__all__ = ["closes_aside", "is_of_other"]

_RELATIVE = frozenset({"who", "which", "whose", "whom"})
_TURNING = frozenset({"while", "whilst", "whereas", "but", "and"})

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


def is_of_other(grammar: Grammar, end: int, closing: int) -> bool:
    """Whether a comma closes what a relative tells of a new subject: "backed A, while Chile, which left the pact, | rejected it"."""
    if grammar.said.isdisjoint(_RELATIVE):
        return False
    opening = next(
        (n for n in range(closing - 1, end, -1) if grammar.low(n) == "," and grammar.low(n + 1) in _RELATIVE), end
    )
    joint = opening - 1
    while joint > end and grammar.low(joint) not in _TURNING and is_of_name(grammar, joint):
        joint -= 1
    return end < joint < opening - 1 and grammar.low(joint) in _TURNING and grammar.low(joint - 1) == ","
