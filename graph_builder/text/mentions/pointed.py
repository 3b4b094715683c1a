"""What "this cooperation" or "such crimes" means: the last thing that the text called by the same noun with more words."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph_builder.model import Concept
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["pointed", "remember_nouns"]

_POINTERS = frozenset({"this", "that", "these", "those", "such"})
_TOLD = frozenset({"of", "for", "between"})
"""Words that tell behind a noun which one is meant."""


def remember_nouns(antecedents: dict[str, Concept], concepts: Iterable[Concept], small: frozenset[str]) -> None:
    """Keep what the head of a longer label can point back to: after "counter-terrorism cooperation", "this cooperation".

    `small` are the words before which the head of a label stands.
    """
    for concept in concepts:
        if (head := _head(concept.label, small)) is not None:
            antecedents[f"noun {head}"] = concept


@functools.lru_cache(maxsize=4096)
def _head(label: str, small: frozenset[str]) -> str | None:
    """The common noun that is the head of a label of several words."""
    words = label.split()
    head = next((at for at, word in enumerate(words) if at and word.lower() in small), len(words)) - 1
    return words[head] if len(words) > 1 and words[head].islower() else None


def pointed(grammar: Grammar, thing: Mention, antecedents: Mapping[str, Concept]) -> Mention:
    """The thing, or what it points back to, if it is one noun behind "this" or "such"."""
    head = thing.end - 1
    if " " in thing.concept.label or grammar.tokens[head].is_capital:
        return thing
    at = head - 1
    while at >= 0 and (grammar.is_in(at, "empty_modifiers") or grammar.is_in(at, "uncalled_modifiers")):
        at -= 1
    if at < thing.first - 1 or grammar.low(at) not in _POINTERS:
        return thing
    if grammar.low(at) == "that" and not grammar.is_in(at - 1, "prepositions"):
        return thing  # "ensure that | democracy delivers"
    meant = None if grammar.low(thing.end) in _TOLD else antecedents.get(f"noun {grammar.low(head)}")
    return thing if meant is None else replace(thing, concept=meant)
