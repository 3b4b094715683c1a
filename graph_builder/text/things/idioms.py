"""Nouns that say nothing of their own where they stand: those of verbal idioms ("bring to | justice") and of manner ("with | urgency")."""

from __future__ import annotations

from graph_builder.lexicon import Lexicon
from graph_builder.text.words.grammar import Grammar

__all__ = ["is_idiom", "is_own_election"]

_REACH = 20
"""Words between the verb of an idiom and its noun at most."""
_JUSTICE = frozenset({"bring", "hand", "deliver", "turn"})
"""Verbs for what is done to somebody who shall come "to justice"."""


def is_idiom(grammar: Grammar, lexicon: Lexicon, first: int, end: int) -> bool:
    """Whether the noun phrase [first, end) is only part of an idiom or tells in which manner something is done."""
    head = end - 1
    if grammar.low(first) == "behalf":
        return True
    if grammar.low(first) == "bottom" and grammar.low(first - 2) == "from" and grammar.low(end) != "up":
        return True  # "from the | bottom of my heart"
    if end - first == 1 and grammar.low(first) == "heart" and grammar.low(first - 3) == "bottom":
        return True
    if end - first == 1 and grammar.is_in(first, "held_as") and not grammar.is_in(first - 1, "determiners"):
        return True  # "shall not be held | hostage"
    if grammar.low(head) == "justice" and grammar.low(first - 1) == "to":
        return any(grammar.tokens[at].verbs & _JUSTICE for at in range(max(first - _REACH, 0), first - 1))
    idioms = lexicon.words.partners("idioms_of_verbs", of_last=True)
    bases = grammar.bases(head)
    manner = grammar.is_in(head, "manner_nouns")
    if not manner and idioms.keys().isdisjoint(bases):
        return False
    verbs = frozenset[str]().union(*(idioms.get(noun, ()) for noun in bases))
    if first < head and grammar.low(first).endswith("ing") and not grammar.tokens[first].verbs.isdisjoint(verbs):
        return True  # "| taking precedence"
    start = first - 1
    while start > 0 and (
        grammar.is_in(start, "determiners")
        or grammar.is_in(start, "possessives")
        or grammar.tokens[start].is_adjective
        or grammar.is_in(start, "participles_of_degree")
    ):
        start -= 1
    plain = all(grammar.tokens[at].is_adjective or grammar.is_plain_adverb(at) for at in range(first, head))
    if plain and manner and grammar.low(start) in {"with", "without"}:
        led = grammar.low(end) == "to" and not (
            end + 1 < len(grammar.tokens) and grammar.tokens[end + 1].is_form("base")
        )
        return not led and grammar.low(end) not in {"of", "for"}  # "with respect | to trade"
    return plain and bool(verbs) and start >= 0 and not grammar.tokens[start].verbs.isdisjoint(verbs)


def is_own_election(grammar: Grammar, first: int, end: int) -> bool:
    """Whether [first, end) is only what somebody is congratulated on: "on his | election"."""
    left = first - 1
    while left > 0 and grammar.tokens[left].is_adjective:
        left -= 1
    if grammar.low(left) not in {"his", "her", "your", "their", "its"}:
        return False
    head = next((at for at in range(first, end) if grammar.low(at + 1) == "of"), end - 1)
    return not grammar.tokens[head].nouns.isdisjoint({"election", "appointment", "assumption"})
