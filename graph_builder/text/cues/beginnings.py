"""Verbs by which somebody begins or ends something "with" a stance: "the summit ended | with a call for calm"."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["ended_with"]

_FAR = 16
"""How many words before "with" the verb may stand."""


def ended_with(grammar: Grammar, at: int) -> int | None:
    """Index of the verb that has the "with" at `at`; None if none has."""
    if grammar.low(at) != "with":
        return None
    for verb in range(at - 1, max(at - _FAR, 0), -1):
        token = grammar.tokens[verb]
        if (found := token.verbs & grammar.words["beginning_and_ending"]) and not token.is_capital:
            return verb if token.form(min(found)) in {"s", "past"} else None
    return None
