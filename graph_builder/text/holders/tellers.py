"""Where the one who tells a sentence ends, and where the sentence and its quotation do."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import CLOSERS

__all__ = ["before_closers", "closes_quotation", "end_of_name"]


def before_closers(grammar: Grammar) -> int:
    """Index after the last word of a sentence."""
    size = len(grammar.tokens)
    while size and grammar.low(size - 1) in CLOSERS:
        size -= 1
    return size


def closes_quotation(grammar: Grammar, at: int) -> bool:
    """Whether a mark there ends a quotation; a straight one does so where no space is before it."""
    token = grammar.tokens[at]
    return token.low == "”" or (token.low == '"' and token.span.start == grammar.tokens[at - 1].span.end)


def end_of_name(grammar: Grammar, start: int) -> int:
    """Index where the teller behind the verb ends: '…," said the minister after …'."""
    at = start
    particles = grammar.words["particles"]
    while at < len(grammar.tokens) and (grammar.tokens[at].is_word or grammar.is_initial(at)):
        if grammar.low(at) in {"'s", "’s"} and grammar.tokens[at - 1].is_capital:
            at += 1  # "said Peru | 's minister"
            continue
        text = any(grammar.is_in(place, "stated_in") for place in range(start, at))
        links = particles | {"of", "for"} | ({"by", "from"} if text else set())
        if grammar.is_in(at, "prepositions") and grammar.low(at) not in links:
            break
        if grammar.is_in(at, "modals") or grammar.is_be(at) or grammar.is_have(at) or grammar.low(at) == "that":
            break
        at += 1
    return at
