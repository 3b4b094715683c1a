"""Verbs at the head of a point of a list, and bare verbs: what tells them from nouns and adjectives."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["is_bare_verb", "lists_verbs", "opens_item"]


def is_bare_verb(grammar: Grammar, at: int) -> bool:
    """Whether a word is a verb behind "to" or a modal; "member States" and "Heads of State" are none."""
    led = grammar.low(at - 1) == "to" or grammar.is_in(at - 1, "modals")
    return led and bool(grammar.tokens[at].verbs)


def lists_verbs(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a list of base-form verbs runs between: "to host A, raise B, and …"."""
    for at in range(start, end - 1):
        after = grammar.skip_forward(at + 1) if grammar.low(at) == "," else end
        token = grammar.tokens[after] if after < end else None
        if token is None or token.is_adjective:
            continue
        if any(token.form(verb) == "base" for verb in token.verbs):
            return True
    return False


def _is_object(grammar: Grammar, at: int) -> bool:
    """Whether a noun or gerund with its complement stands there: "support | for", "signing | of"."""
    token = grammar.tokens[at]
    return (bool(token.nouns) or token.low.endswith("ing")) and grammar.low(at + 1) in {
        "for",
        "to",
        "of",
        "about",
        "over",
        "at",
        "with",
    }


def opens_item(grammar: Grammar, at: int) -> bool:
    """Whether a verb in the past heads a point of a list whose subject stands before it: "3. Condemned the attack;"."""
    heads = grammar.tokens[at].verbs & grammar.words.any_of("strong_verbs", "leading_verbs", "carriers", "item_verbs")
    after = grammar.parenthetical(at + 1)  # "rejected | in this regard all attempts"
    governs = grammar.is_in(after, "determiners") or grammar.low(after) in {"on", "upon", "for", "that", "to", "note"}
    carries = bool(grammar.tokens[at].verbs & grammar.words["carriers"]) or after > at + 1
    carries = carries and after < len(grammar.tokens)
    governs = governs or (carries and grammar.tokens[after].is_adjective)  # "expressed deep concern"
    governs = governs or (carries and _is_object(grammar, after))
    described = grammar.tokens[at].is_adjective and not grammar.is_in(after, "determiners")  # but "noted | the report"
    return bool(heads) and governs and not described
