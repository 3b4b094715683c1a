"""How far a known thing reaches where it stands: over a second name, a part of a continent, and not over "in all its forms"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_builder.model import Concept
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import slug
from graph_builder.text.words.grammar import Grammar

__all__ = ["with_direction", "with_other_name", "without_forms"]


def with_other_name(grammar: Grammar, mention: Mention, others: Sequence[Mention]) -> Mention:
    """What is named twice with a stroke between: "Burma/Myanmar"."""
    if grammar.low(mention.end) != "/" or mention.concept.kind != "actor":
        return mention
    ends = (m.end for m in others if m.first == mention.end + 1 and m.concept.kind == "actor")
    return replace(mention, end=max(ends, default=mention.end))


def with_direction(grammar: Grammar, mention: Mention, others: Sequence[Mention], first: int) -> Mention:
    """The countries of a part of a continent: "North | African countries"."""
    at = mention.first - 1
    if at < first or mention.concept.kind != "actor" or mention.concept.variety != "Coalition":
        return mention
    part = grammar.is_in(at, "quarters") or grammar.is_in(at, "directions")
    if not part or not grammar.tokens[at].is_capital:
        return mention
    if any(other.first <= at < other.end for other in others):
        return mention
    label = f"{grammar.tokens[at].text} {mention.concept.label}"
    above = (mention.concept.id,)
    return Mention(Concept(f"actor/{slug(label)}", label, "actor", provisional=True, broader=above), at, mention.end)


def without_forms(grammar: Grammar, mention: Mention) -> Mention:
    """A threat without "in all its forms", which says nothing of its own."""
    if mention.concept.kind != "threat":
        return mention
    forms = (
        at
        for at in range(mention.first + 1, mention.end - 1)
        if grammar.low(at) == "in" and grammar.low(at + 1) == "all"
    )
    end = next(forms, mention.end)
    return mention if end == mention.end else replace(mention, end=end)
