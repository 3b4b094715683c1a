"""Things that stand side by side with nothing between them are one: "the Yemen | truce", "English language | education"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import provisional
from graph_builder.text.words.grammar import Grammar

__all__ = ["side_by_side"]

_NAMED = frozenset({"treaty", "initiative"})
"""Kinds of which a known one keeps its own name, whoever stands before it."""
_MARKS = frozenset({")"})
_LONGEST = 12
"""Words of the whole at most."""


def side_by_side(grammar: Grammar, lexicon: Lexicon, body: str, things: Sequence[Mention]) -> list[Mention]:
    """The things with neighbours joined."""
    joined: list[Mention] = []
    for thing in sorted(things, key=lambda item: (item.first, -item.end)):
        left = next((item for item in reversed(joined) if item.end == thing.first), None)
        whole = _whole(grammar, lexicon, body, left, thing) if left is not None else None
        if whole is None:
            joined.append(thing)
        else:
            named = left is not None and left.concept.code is not None and whole.concept.kind != "actor"
            joined = [item for item in joined if item is not left or named]
            joined.append(whole)
    return joined


def _whole(grammar: Grammar, lexicon: Lexicon, body: str, left: Mention, right: Mention) -> Mention | None:
    """What the two are together, of the kind of the second; None if the first is no part of the second."""
    named = right.concept.kind in _NAMED and right.concept.label[:1].isupper() and not right.concept.provisional
    numbered = right.concept.kind == "treaty" and grammar.tokens[right.end - 1].low in _MARKS
    if right.concept.kind == "actor" and left.concept.kind != "actor" and right.concept.code is not None:
        return None  # "the technology | Russia is using"
    office = right.end - right.first == 1 and not grammar.bases(right.first).isdisjoint(lexicon.words["governments"])
    if office and left.concept.is_country:
        return Mention(left.concept, left.first, right.end)  # "the United States | Government"
    if named or numbered:
        return Mention(right.concept, left.first, right.end)  # "the Council's | resolution 1540 (2004)"
    if grammar.low(right.first) == "such":
        return None  # "any threat | such groups pose"
    if right.end - left.first > _LONGEST or not _modifies(grammar, left):
        return None
    concept = provisional(grammar, lexicon, body, left.first, right.end, right.concept.kind)
    if concept is None:
        return None
    known = not right.concept.provisional
    return Mention(replace(concept, broader=(right.concept.id,)) if known else concept, left.first, right.end)


def _modifies(grammar: Grammar, thing: Mention) -> bool:
    """Whether a thing can stand before a noun as its modifier: a name, an adjective or a noun in the singular."""
    last = grammar.tokens[thing.end - 1]
    if last.low.isdigit() or grammar.is_in(thing.end - 1, "determiners") or not last.is_word:
        return last.text == ")"
    plural = bool(last.nouns) and last.low not in last.nouns and not last.is_capital
    return not plural or thing.concept.kind != "actor"
