"""People who stand inside a thing that tells what is done to them: "discrimination against | minorities"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.target_words import TargetWords

__all__ = ["sufferers"]

_TIES = frozenset({"of", "against", "to", "for", "on"})
_ENDED = frozenset({"release", "liberation", "rescue"})
"""What ends a suffering is done to those who are freed, and is one thing with them."""
_HOLDERS = frozenset({"issue", "threat", "principle"})


def sufferers(words: TargetWords, things: Sequence[Mention]) -> Iterator[Mention]:
    """Those whose suffering, rights or needs a thing tells, and who are no thing of their own yet."""
    grammar = words.grammar
    told = grammar.words.any_of("victim_nouns", "wrong_deeds", "relational_nouns", "hardships") - _ENDED
    for thing in things:
        if thing.concept.kind not in _HOLDERS:
            continue
        tie = max((at for at in range(thing.first + 1, thing.end - 1) if grammar.low(at) in _TIES), default=thing.first)
        start = tie + 1 + grammar.is_in(tie + 1, "determiners")
        if grammar.bases(tie - 1).isdisjoint(told) or not _are_people(words, start, thing.end):
            continue
        if any(other.concept.kind == "actor" and other.first < thing.end and start < other.end for other in things):
            continue
        if (made := words.made(start, thing.end, "actor")) is not None:
            yield made


def _are_people(words: TargetWords, first: int, end: int) -> bool:
    """Whether a noun phrase tells which people are meant: "Rohingya refugees", not all "civilians"."""
    grammar = words.grammar
    plain = all(grammar.tokens[at].is_word and not grammar.is_in(at, "prepositions") for at in range(first, end))
    people = grammar.words.any_of("people", "populations")
    return end - first > 1 and plain and not grammar.bases(end - 1).isdisjoint(people)
