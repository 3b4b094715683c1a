"""Texts with the day that tells which of them is meant: "the Memorandum | of 22 October 2019"."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.target_words import TargetWords
from graph_builder.text.words.grammar import Grammar

__all__ = ["with_date"]

_YEAR = 4
"""Digits of a year."""
_LONGEST = 5
"""Words of a date at most: "June 30, 2012"."""


def with_date(words: TargetWords, thing: Mention) -> Mention:
    """The thing with its date if it is a text without a number; one with a proper name of its own is called without it."""
    grammar = words.grammar
    if thing.concept.kind != "treaty" or not thing.concept.provisional or grammar.low(thing.end) not in {"of", "dated"}:
        return thing
    if any(grammar.low(at)[:1].isdigit() for at in range(thing.first, thing.end)):
        return thing
    if grammar.bases(thing.end - 1).isdisjoint(words.lexicon.words.any_of("treaty", "tellings")):
        return thing
    finish = _date_end(grammar, thing.end + 1, words.end)
    if finish == thing.end + 1:
        return thing
    named = thing.end - thing.first > 1 and grammar.tokens[thing.first].is_capital and "'" not in thing.concept.label
    made = None if named else words.made(thing.first, finish, "treaty")
    return replace(thing, end=finish) if made is None else made


def _date_end(grammar: Grammar, start: int, end: int) -> int:
    """Index after the date that begins at `start`; `start` if none does: a month or a year at least."""
    at, told = start, False
    while at < min(end, start + _LONGEST):
        low = grammar.low(at)
        day = low[:1].isdigit() and (not told or grammar.is_in(at - 1, "months") or len(low) == _YEAR)
        if not (day or grammar.is_in(at, "months") or (low == "," and grammar.low(at + 1)[:_YEAR].isdigit())):
            break
        if grammar.is_in(at, "months") and told:
            break
        told = told or grammar.is_in(at, "months")
        at += 1
    while at > start and grammar.low(at - 1) == ",":
        at -= 1
    return at if told or (at == start + 1 and len(grammar.low(start)) == _YEAR) else start
