"""Clauses that begin without "that": "are grateful | they came", "is pleased | the Council renewed the mandate"."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.verb_groups import verb_group

__all__ = ["begins_clause"]

_SUBJECTS = frozenset({"we", "they", "it", "he", "she", "there"})
"""Pronouns that are subjects."""
_CONDITIONS = frozenset({"if", "unless"})


def begins_clause(grammar: Grammar, at: int) -> bool:
    """Whether a subject with its verb begins at `at`."""
    if grammar.low(at) in _SUBJECTS:
        return True
    if grammar.low(at) in _CONDITIONS:  # "think | if talks fail, they will go on"
        comma = next((n for n in range(at + 2, min(at + 20, len(grammar.tokens))) if grammar.low(n) == ","), None)
        return comma is not None and begins_clause(grammar, comma + 1)
    if grammar.low(at) == "you":
        return grammar.is_in(at + 1, "modals") or grammar.is_copula(at + 1) or grammar.is_have(at + 1)
    if at >= len(grammar.tokens) or not (grammar.is_in(at, "determiners") or grammar.tokens[at].is_capital):
        return False
    near = range(at + 1, min(at + 7, len(grammar.tokens)))
    closers = grammar.words["prepositions"] - {"of"}  # "the day of peace | has come"
    end = next((n for n in near if not grammar.tokens[n].is_word or grammar.low(n) in closers), near.stop)
    if any(grammar.is_in(n, "relatives") for n in range(at + 2, end)):
        return _has_two_verbs(grammar, at + 2, min(end + 5, len(grammar.tokens)))
    if any(grammar.is_in(n, "modals") or grammar.is_copula(n) or grammar.is_have(n) for n in range(at + 1, end)):
        return True
    points = at + 1 if grammar.low(at) in {"this", "that"} and grammar.is_in(at + 2, "determiners") else None
    return any(  # "think | this shows the need for"
        verb_group(grammar, n, lemma) is not None
        for n in range(at + 1, end)
        for lemma in grammar.tokens[n].verbs
        if (not grammar.tokens[n].nouns or n == points) and grammar.tokens[n].form(lemma) in {"s", "past"}
    )


def _has_two_verbs(grammar: Grammar, start: int, end: int) -> bool:
    """Whether the head of a relative clause has a verb of its own: "the pact that they made | is good", not "a fund that is large"."""
    told, at = 0, start
    while at < end and grammar.tokens[at].is_word and grammar.low(at) != "and":
        token = grammar.tokens[at]
        helps = grammar.is_in(at, "modals") or grammar.is_copula(at) or grammar.is_have(at)
        plain = token.verbs and not (token.nouns or token.is_adjective) and bool(token.forms & {"s", "past"})
        told += helps or bool(plain)
        at += 1 + helps  # "is | meant to"
    return told > 1
