"""Of which of two states somebody is the head where only one of them has such an office: "the Chancellor", "Prime Minister Kral"."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph_builder.reference import Reference
from graph_builder.text.words.grammar import Grammar

__all__ = ["full_office", "sole_heads"]

_HEADS = frozenset({"president", "prime minister", "chancellor", "premier", "king", "queen", "emir", "sultan"})


def full_office(grammar: Grammar, at: int) -> str:
    """The office that ends at an index: "prime minister" of "the Prime | Minister", else the one word."""
    return f"{grammar.low(at - 1)} {grammar.low(at)}" if at > 0 and grammar.low(at - 1) == "prime" else grammar.low(at)


def sole_heads(reference: Reference, two: Sequence[str]) -> Mapping[str, str]:
    """The offices at the head of a state that one of two states has, whereas the other has another; each with the state."""
    holding = {office: [code for code in two if code in states] for office, states in _heads(reference).items()}
    if len(two) != 2 or len({code for codes in holding.values() for code in codes}) < len(two):
        return {}
    return {office: codes[0] for office, codes in holding.items() if len(codes) == 1}


@functools.lru_cache(maxsize=4)
def _heads(reference: Reference) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in reference.tables["leaders"]:
        if (office := row["role"].lower()) in _HEADS:
            found[office].add(row["state"])
    return {office: frozenset(states) for office, states in found.items()}
