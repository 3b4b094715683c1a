"""The region that "the region" is: one that the sentence has named just before."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import provisional, slug
from graph_builder.text.words.grammar import Grammar

__all__ = ["in_named_region"]

_POINTING = frozenset({"the", "this", "that"})
_NEAR = 30
"""Words at most between a region's name and what points back to it."""
_LONGEST = 3
"""Words of a region's name at most."""
_BARE = frozenset({"asia", "africa", "america", "europe"})
"""Continents, whose parts have no article: "Central Asia", but "the Horn of Africa"."""


def in_named_region(grammar: Grammar, lexicon: Lexicon, body: str, thing: Mention) -> Mention:
    """The thing called with the region that it is in: after "in the Sahel", "peace in | the region" is peace in the Sahel."""
    last = thing.end - 1
    if grammar.low(last) != "region" or grammar.low(last - 1) not in _POINTING or last - 1 <= thing.first:
        return thing
    name = _named_before(grammar, lexicon, thing.first)
    concept = provisional(grammar, lexicon, body, thing.first, thing.end, thing.concept.kind)
    if name is None or concept is None:
        return thing
    label = concept.label.removesuffix(f"{grammar.low(last - 1)} region") + name
    above = thing.concept.broader if thing.concept.provisional else (thing.concept.id,)
    return replace(thing, concept=replace(concept, id=f"{concept.kind}/{slug(label)}", label=label, broader=above))


def _named_before(grammar: Grammar, lexicon: Lexicon, first: int) -> str | None:
    """The last region named before, with its article; no part of another name ("the East Asia | Summit")."""
    for at in range(first - 1, max(first - _NEAR, 0), -1):
        if grammar.low(at) not in lexicon.words["ends_of_regions"] or not grammar.tokens[at].is_capital:
            continue
        if grammar.tokens[at + 1].is_capital and grammar.tokens[at + 1].is_word:
            continue
        for begin in range(max(at - _LONGEST + 1, 0), at + 1):
            words = [token.text for token in grammar.tokens[begin : at + 1]]
            if " ".join(words).lower() in lexicon.words["regions"]:
                tail = " region" if words[-1] == "Lakes" else ""
                article = "" if grammar.low(at) in _BARE and len(words) < _LONGEST else "the "
                return f"{article}{' '.join(words)}{tail}"
    return None
