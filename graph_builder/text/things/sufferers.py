"""People who stand inside a thing that tells what is done to, for or with them: "discrimination against | ethnic minorities"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.target_words import TargetWords

__all__ = ["sufferers"]

_TIES = frozenset({"of", "against", "to", "for", "on", "with", "by"})
_PARTNERS = frozenset({"with", "for", "by"})
"""Ties behind which people take part in or profit from whatever the thing is."""
_ENDED = frozenset({"release", "liberation", "rescue"})
"""What ends a suffering is done to those who are freed, and is one thing with them."""
_ENDS = frozenset({",", "and", "or", "from"})
_HOLDERS = frozenset({"issue", "threat", "principle"})
_TIED = frozenset({"issue", "principle", "initiative"})
"""Kinds of things that are had or done with somebody."""


@functools.lru_cache(maxsize=4)
def _told(lexicon: Lexicon) -> frozenset[str]:
    """What somebody suffers, has or needs."""
    return lexicon.words.any_of("victim_nouns", "wrong_deeds", "relational_nouns", "hardships") - _ENDED


def sufferers(words: TargetWords, things: Sequence[Mention]) -> Iterator[Mention]:
    """Those whose suffering, rights, needs or partnership a thing tells, and who are no thing of their own yet."""
    grammar = words.grammar
    told = _told(words.lexicon)
    for thing in things:
        if thing.concept.kind in _HOLDERS and (made := _leaving(words, thing)) is not None:
            yield made
            continue
        tie = max(grammar.places(_TIES, thing.first + 1, thing.end - 1), default=thing.first)
        start = tie + 1
        while start < thing.end and (grammar.is_in(start, "determiners") or grammar.is_in(start, "possessives")):
            start += 1
        if tie == thing.first or start >= thing.end:
            continue
        kind = thing.concept.kind
        grouped = grammar.low(tie) == "with" and kind in _TIED
        grouped = grouped or (kind in _HOLDERS and not grammar.bases(tie - 1).isdisjoint(told))
        named = kind in _HOLDERS and (grammar.tokens[start].is_capital or grammar.low(tie) in _PARTNERS)
        if not (grouped or named) or not _are_people(words, start, thing.end, grouped=grouped):
            continue
        if any(other.concept.kind == "actor" and other.first < thing.end and start < other.end for other in things):
            continue
        if (made := words.made(start, thing.end, "actor")) is not None:
            yield made


def _leaving(words: TargetWords, thing: Mention) -> Mention | None:
    """The troops that are to leave: "the withdrawal of | foreign troops"."""
    grammar = words.grammar
    heads = (at for at in range(thing.first, thing.end - 2) if grammar.is_in(at, "withdrawing"))
    head = next((at for at in heads if grammar.low(at + 1) == "of"), None)
    if head is None:
        return None
    start = head + 2
    while start < thing.end and grammar.is_in(start, "determiners"):
        start += 1
    end = next((at for at in range(start, thing.end) if grammar.low(at) in _ENDS), thing.end)
    troops = any(grammar.is_in(at, "troops") for at in range(start, end))
    return words.made(start, end, "actor") if troops else None


def _are_people(words: TargetWords, first: int, end: int, *, grouped: bool) -> bool:
    """Whether a noun phrase tells which people are meant, or with `grouped` which states or bodies: not all "civilians"."""
    grammar = words.grammar
    plain = all(grammar.tokens[at].is_word and not grammar.is_in(at, "prepositions") for at in range(first, end))
    people = grammar.words.any_of("people", "populations", *(["group_nouns"] if grouped else []))
    plain = plain and not any(grammar.low(at) in {"and", "or", ","} for at in range(first, end))
    return end - first > 1 and plain and not grammar.bases(end - 1).isdisjoint(people)
