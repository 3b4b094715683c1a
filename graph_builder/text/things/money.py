"""Sums of money that somebody gives or is to give: "€3 billion", "an additional | $1 million contribution"."""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.text.things.target_words import TargetWords

__all__ = ["sums_given"]

_SIGNS = frozenset("$€£¥")
_OF_WHAT = frozenset({"in", "of"})
_NEXT = frozenset({"to", "for", "towards", "toward", "over"})
"""Words behind a sum that tell for what or for how long it is given."""


def sums_given(words: TargetWords) -> Iterator[tuple[int, int]]:
    """Token ranges of the sums in a target, each with the noun that tells what it is: "$2 million | in new grants".

    A sum that only measures something else is none of them: "a fund of €5 billion", "cut the budget by $2 million".
    """
    g, done = words.grammar, words.first
    for sign in range(words.first, words.end - 1):
        if sign < done or not (g.low(sign) in _SIGNS or g.is_in(sign, "currencies")):
            continue
        number = sign + 1
        if not g.low(number)[:1].isdigit():
            number = next((at for at in range(sign - 1, sign - 3, -1) if not g.is_in(at, "large_units")), sign)
        if not g.low(number)[:1].isdigit():
            continue
        first, done = _amount(words, min(sign, number), max(sign, number))
        if _is_given(words, first) and (finish := _told_as(words, done)) is not None:
            yield first, finish
            done = finish


def _amount(words: TargetWords, first: int, last: int) -> tuple[int, int]:
    """The range of a sum with its unit and its currency: "NZ | $3 million", "$2 billion | USD"."""
    g, end = words.grammar, last + 1
    while end < words.end and (g.is_in(end, "large_units") or g.is_in(end, "currencies")):
        end += 1
    country = g.tokens[first - 1] if first > words.first else None
    joined = country is not None and country.end == g.tokens[first].start and country.is_capital
    return first - joined, end


def _is_given(words: TargetWords, first: int) -> bool:
    """Whether a sum is the object of a verb or of "with": "provide | $2 billion", "provide Peru with | $2 billion"."""
    g, at = words.grammar, first - 1
    while at >= words.first and (
        any(g.is_in(at, listed) for listed in ("approximating", "determiners"))
        or g.is_plain_adverb(at)
        or g.tokens[at].is_adjective
    ):
        at -= 1
    return at < words.first or g.low(at) in {"with", "and"} or bool(g.tokens[at].verbs)


def _told_as(words: TargetWords, end: int) -> int | None:
    """Index after what tells the sum: "in matched | funding"; the sum's own end if nothing does, None if it is put into something."""
    g = words.grammar
    if end >= words.end or not g.tokens[end].is_word or g.low(end) in _NEXT:
        return end
    begin = end + (g.low(end) in _OF_WHAT)
    if begin == end and g.is_in(end, "prepositions"):
        return end
    begin_noun = begin + (begin > end and g.tokens[begin].is_form("past"))  # "in | matched funding"
    finish = words.reader.phrase_end(begin_noun)
    if begin == end:
        return finish  # the sum's own end, if no noun follows
    return finish if finish > begin and g.is_in(finish - 1, "sums") else None
