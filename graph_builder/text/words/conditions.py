"""Conditions and times that no comma parts from their main clause: "When this happens | we must act"."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["CONDITIONS", "closes_condition"]

CONDITIONS = frozenset({"when", "if", "once", "unless", "because", "although", "though", "until", "whenever", "as"})
"""Words that open a clause which a main clause may follow."""


def closes_condition(grammar: Grammar, who: int) -> bool:
    """Whether "we" at an index begins a main clause behind one with no comma: "When this happens | we must"."""
    if grammar.low(who) not in {"we", "i", "it", "they"} or who < 3:
        return False
    lead = grammar.lead
    aims = grammar.low(lead + 2 * (grammar.low(lead) == "in" and grammar.low(lead + 1) == "order")) == "to"
    if aims and bool(grammar.tokens[who - 1].nouns) and all(token.is_word for token in grammar.tokens[lead:who]):
        return True  # "In order to end the war | we must"
    if grammar.said.isdisjoint(CONDITIONS):
        return False
    if grammar.is_in(who - 1, "subordinators") and grammar.low(who - 1) != "so":
        return False
    last = grammar.tokens[who - 1]
    for at in range(who - 2, max(who - 16, -1), -1):
        if grammar.low(at) in CONDITIONS and (at in {0, grammar.lead} or not grammar.tokens[at - 1].is_word):
            there = grammar.low(at + 1) == "there"  # "if there is no truce | we will"
            closes = there or (grammar.is_plain_adverb(who - 1) or grammar.low(who - 1) == "so") or not last.nouns
            owed = grammar.is_in(who + 1, "modals")  # "If we want peace | we must"
            ends = closes or owed or (bool(last.verbs) and not grammar.is_in(who - 2, "determiners"))
            told = grammar.has_verb(at + 2, who) or any(grammar.is_modal_or_do(n) for n in range(at + 2, who))
            told = told or (owed and grammar.is_in(at + 1, "pronouns") and bool(grammar.tokens[at + 2].verbs))
            return ends and told and not grammar.is_in(who - 1, "prepositions")
        if not grammar.tokens[at].is_word:
            return False
    return False
