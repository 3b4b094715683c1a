"""States and partners without a name whom somebody helps or works with: "help | other countries", "with | like-minded partners"."""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.text.things.target_words import TargetWords

__all__ = ["groups_met"]

_OTHERS = frozenset({"other", "third"})


def groups_met(words: TargetWords) -> Iterator[tuple[int, int]]:
    """Token ranges of such groups; "other countries" are one only where they are helped, thanked or worked with."""
    g = words.grammar
    for at in g.places(g.words["group_nouns_plural"], words.first + 1, words.end):
        left = g.low(at - 1)
        others = left in _OTHERS and g.low(at) != "parties"  # "the other parties", to what is spoken of
        if left in g.words["told_groups"] or (others and _is_met(words, at - 2)):
            yield at - 1, at + 1


def _is_met(words: TargetWords, before: int) -> bool:
    """Whether the word before a group has it as its partner, or as whom it helps: "with |", "helping |", "with Peru and |"."""
    g = words.grammar
    if g.low(before) == "and":
        named = before
        while named > words.first and (g.tokens[named - 1].is_capital or g.is_in(named - 1, "articles")):
            named -= 1
        return named < before and (g.low(named - 1) == "with")
    helps = not g.tokens[before].verbs.isdisjoint(g.words["helping_verbs"])
    return g.low(before) == "with" or before < words.first or helps
