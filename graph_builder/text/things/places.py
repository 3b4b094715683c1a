"""Which countries of a target are merely places: "in Myanmar", "the South | China | Sea"."""

from __future__ import annotations

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["is_of_sea", "is_place"]

_SPOTS = frozenset({"places", "locations", "areas", "hotspots", "spots", "theatres", "theaters"})
"""Nouns by which countries are called where something happens."""


def is_place(grammar: Grammar, mention: Mention, start: int) -> bool:
    """Whether it is merely a place in the target that begins at `start`: "in Myanmar", "within its recognized borders"."""
    before = mention.first - 1
    if before < start:
        return False  # "confidence in | Peru"
    if not grammar.bases(mention.end - 1).isdisjoint(grammar.words["place_nouns"]):
        bound = next((at for at in range(before, max(before - 3, 0), -1) if grammar.is_in(at, "determiners")), before)
        if grammar.low(bound) in {"its", "their", "his", "her"} and grammar.low(bound - 1) == "within":
            return True
    if grammar.low(before) == "," and before > 1 and grammar.tokens[before - 1].is_capital:
        before -= 2  # "in Putrajaya, Malaysia"
    while grammar.low(before) in {"the", "and", ","} or _is_listed_before(grammar, before):
        named = (
            grammar.low(before) == "the" and grammar.low(before - 1) == "of" and grammar.tokens[before - 2].is_capital
        )
        before -= 1 + named  # "in the Republic | of the Fiji Islands and Tonga"
    if not mention.concept.is_country:
        return False
    if grammar.is_in(mention.end, "possessives") and grammar.is_in(
        grammar.skip_modifiers(mention.end + 1, 4), "affairs"
    ):
        return False  # "meddling in | Peru's internal affairs"
    if grammar.low(before) == "as" and grammar.low(before - 1) == "such" and grammar.low(before - 2) in _SPOTS:
        return True  # "in places such as Mali"
    if grammar.low(before) == "of" and not grammar.bases(before - 1).isdisjoint(grammar.words["place_nouns"]):
        return True  # "on the streets of Ukraine"
    return grammar.is_in(before, "directions") or grammar.low(before) in {
        "in",
        "across",
        "throughout",
        "inside",
        "outside",
        "around",
    }


def is_of_sea(grammar: Grammar, mention: Mention) -> bool:
    """Whether a country is only in the name of waters: "the South | China | Sea"."""
    if not mention.concept.is_country or not grammar.tokens[mention.end - 1].is_capital:
        return False
    waters = mention.end < len(grammar.tokens) and grammar.is_in(mention.end, "waters")
    return waters and grammar.tokens[mention.end].is_capital


def _is_listed_before(grammar: Grammar, at: int) -> bool:
    """Whether a name stands there that goes on a list: the first place of "in Lebanon and Jordan"."""
    if at <= 0 or not grammar.tokens[at].is_capital:
        return False
    goes_on = grammar.low(at + 1) == "of" and grammar.tokens[min(at + 3, len(grammar.tokens) - 1)].is_capital
    return goes_on or grammar.low(at + 1) in {"and", ","} or grammar.tokens[at + 1].is_capital
