"""Those that a text tells of at large: a people ("Peruvians", "the Peruvian people"), and who is listed among many."""

from __future__ import annotations

from collections.abc import Mapping

from graph_builder.model import Concept
from graph_builder.reference import Reference
from graph_builder.text.holders.adjectives import state_adjective
from graph_builder.text.words.grammar import Grammar

__all__ = ["listed_among", "people", "people_of"]

_LISTING = frozenset({"including", "notably", "particularly"})


def people(
    grammar: Grammar, adjectives: Mapping[str, Concept], reference: Reference, start: int, end: int
) -> tuple[str, str] | None:
    """The people of a state that a noun phrase names, and the code of the state: "Peruvians", "the brave Peruvian people"."""
    start += grammar.is_in(start, "determiners")
    while start < end - 1 and grammar.tokens[start].is_adjective and not grammar.tokens[start].is_capital:
        start += 1
    last, text = grammar.tokens[end - 1], grammar.tokens[start].text if start < end else ""
    if last.low == "people" and end - start > 1:
        state = state_adjective(grammar, adjectives, end - 2)
        named = all(token.is_capital for token in grammar.tokens[start : end - 1])
        text = " ".join(token.text for token in grammar.tokens[start : end - 1])
    else:
        named = end - start == 1 and text.endswith("ns") and last.is_capital
        text = text.removesuffix("s")
        state = adjectives.get(text.lower())
    return (_holder(f"{text} people", reference), state.code) if named and state is not None and state.code else None


def people_of(adjectives: Mapping[str, Concept], reference: Reference, state: str) -> str:
    """How the people of a state is called: "Peruvian people"; the state itself where it has no adjective."""
    adjective = next((text for text, concept in adjectives.items() if concept.code == state), None)
    return state if adjective is None else _holder(f"{adjective.title()} people", reference)


def _holder(name: str, reference: Reference) -> str:
    """The code of a people that the reference data have as an actor; another people's name as it is."""
    actor = reference.resolve_actor(name)
    return actor.code if actor is not None and actor.code else name


def listed_among(grammar: Grammar, start: int, end: int) -> int | None:
    """Index of the names of some of many: "leaders from all regions, including | the Union and Peru"; None if none are listed."""
    at = next((at for at in range(start + 1, end - 1) if grammar.low(at) in {",", "such", "including"}), None)
    if at is None or grammar.low(at - 1) in {"'s", "’s"} or (grammar.tokens[start].is_capital and start > 0):
        return None
    at += grammar.low(at) == ","
    if grammar.low(at) == "such" and grammar.low(at + 1) == "as":
        return at + 2
    return at + 1 if grammar.low(at) in _LISTING else None
