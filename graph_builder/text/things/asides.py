"""Asides of a target, in which nothing is what the holder takes a stance on: "much to the dismay of the rebels"."""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.text.words.grammar import Grammar

__all__ = ["feelings_of_others"]

_LONGEST = 4
"""Words from "to" to the feeling at most."""
_CLOSING = frozenset({",", ";", ".", ""})


def feelings_of_others(grammar: Grammar, target: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Token ranges that tell what others feel at it: "backed the truce, | much to the dismay of the rebels"."""
    first, end = target
    for at in grammar.places(frozenset({"to"}), first + 1, end - 3):
        if not (grammar.low(at + 1) == "the" and _is_set_off(grammar, at - 1)):
            continue
        for of in range(at + 3, min(at + 3 + _LONGEST, end)):
            if grammar.low(of) == "of" and grammar.is_in(of - 1, "felt_at"):
                stop = of + 1
                while stop < end and grammar.low(stop) not in _CLOSING:
                    stop += 1
                yield at, stop


def _is_set_off(grammar: Grammar, at: int) -> bool:
    """Whether a comma, a noun or "much" stands there, to which nothing is tied."""
    if grammar.low(at) in {",", "much", "greatly"}:
        return True
    return bool(grammar.tokens[at].nouns) and not grammar.tokens[at].verbs
