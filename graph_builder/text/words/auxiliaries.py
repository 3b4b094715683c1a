"""The group of a verb: where its auxiliaries begin, the modal among them, and whether they deny it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graph_builder.text.words.grammar import Grammar

__all__ = ["VerbGroup", "auxiliaries", "contracted_group"]

Use = Literal["finite", "passive", "participle", "heading", "infinitive", "reported", "adjunct", "described"]
_CONTRACTED: Mapping[str, str] = {
    "cannot": "can", "can't": "can", "won't": "will", "don't": "do", "doesn't": "do", "didn't": "do", "wouldn't": "would",
    "shouldn't": "should", "couldn't": "could", "mustn't": "must", "needn't": "need",
}  # fmt: skip
"""Modals and forms of do with their negation, in one word."""


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: `first` is the index of the leftmost word of the group, `modal` the modal in it.

    Where another verb only tells that it is done, the group begins there, and `deed` is where its own words begin:
    "was the first state | to condemn". It may tell only what it is done for: "issued a statement | to condemn".
    """

    use: Use
    first: int
    modal: str | None = None
    negated: bool = False
    deed: int | None = None
    is_purpose: bool = False


def contracted_group(grammar: Grammar, before: int, at: int) -> VerbGroup | None:
    """The group of a verb behind "cannot" or "don't"."""
    place = next((place for place in range(at - 1, before, -1) if grammar.low(place) in _CONTRACTED), None)
    return None if place is None else VerbGroup("finite", place, _CONTRACTED[grammar.low(place)], negated=True)


def auxiliaries(grammar: Grammar, at: int) -> tuple[int, str | None, bool]:
    """Where the auxiliaries begin of which the last is at `at`, the modal among them, and whether they are denied."""
    first, modal, negated = at, None, False
    while at >= 0 and (grammar.is_be(at) or grammar.is_have(at) or grammar.is_modal_or_do(at)):
        if grammar.is_in(at, "modals"):
            word = grammar.low(at).lstrip("'’")
            modal = "would" if word == "d" else word
        first = at
        at, denied = grammar.back_over_adverbs(at)
        negated |= denied
        if (
            denied
            and (place := next((n for n in range(at + 1, first) if grammar.low(n) in _CONTRACTED), None)) is not None
        ):
            return place, _CONTRACTED[grammar.low(place)], True  # "cannot be tolerated"
    return first, modal, negated
