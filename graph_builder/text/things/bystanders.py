"""Actors without a name that are no things of a target: somebody's own folk, and states that are only where something is."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["are_holders", "without_bystanders"]

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_OWNERS = frozenset({"its", "their", "his", "her", "our", "my"})
_PLACED = frozenset({"in", "within", "inside", "across", "throughout"})
_STATES = frozenset({"country", "state", "nation", "government"})


def without_bystanders(grammar: Grammar, things: Sequence[Mention], start: int) -> list[Mention]:
    """The things of a target that begins at `start`, bystanders left out unless it has no others."""
    told = [thing for thing in things if not (_is_own_folk(grammar, thing, start) or _is_where(grammar, thing, start))]
    return told or list(things)


def _is_own_folk(grammar: Grammar, thing: Mention, start: int) -> bool:
    """Whether one noun tells only who is somebody's own: "without their | families", "his | Administration"."""
    if thing.concept.kind != "actor" or not thing.concept.provisional or thing.end - thing.first > 1:
        return False
    owner = thing.first - 1
    while grammar.low(owner) in {"and", ","} and not grammar.bases(owner - 1).isdisjoint(grammar.words["own_folk"]):
        owner -= 2  # "our workers and | companies"
    if grammar.low(owner) not in _OWNERS or grammar.tokens[thing.first].text == "Allies":
        return False  # the Allies are those of a treaty
    if thing.first == start + 1 and grammar.is_in(thing.first, "people"):
        return False  # "our citizens deserve"
    return not grammar.bases(thing.first).isdisjoint(grammar.words["own_folk"])


def _is_where(grammar: Grammar, thing: Mention, start: int) -> bool:
    """Whether states without a name are only where something is: "the refugees in neighbouring | countries"."""
    if thing.concept.kind != "actor" or not thing.concept.label.islower() or grammar.tokens[thing.end - 1].is_capital:
        return False
    if grammar.bases(thing.end - 1).isdisjoint(_STATES):
        return False
    at = thing.first - 1
    while at > start and grammar.is_in(at, "determiners"):
        at -= 1
    if at < start or grammar.low(at) not in _PLACED:
        return False
    return not any(grammar.is_in(word, "needy") for word in range(thing.first, thing.end))


def are_holders(grammar: Grammar, thing: Mention, holders: int) -> bool:
    """Whether it is those who speak, by their number: "the two | countries" where two states do."""
    if (
        thing.concept.kind != "actor"
        or not thing.concept.provisional
        or grammar.bases(thing.end - 1).isdisjoint(_STATES)
    ):
        return False
    counts = (_COUNTS.get(grammar.low(at)) for at in range(thing.first - 1, thing.end - 1))
    both = holders == 2 and "both" in {grammar.low(thing.first - 1), grammar.low(thing.first)}
    return both or holders in counts
