"""What tells when, at a place or left of it: "a statement | on Saturday", "a resolution | late Tuesday", "a note | last week"."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["before_date", "before_delay", "before_long", "is_when", "text_before"]

_POINTING = frozenset({"last", "this", "next", "earlier", "later", "late", "early"})
_SPANS = frozenset({"week", "weekend", "month", "year", "night", "morning", "evening", "afternoon", "day"})
_TODAY = frozenset({"today", "yesterday", "tonight"})
_IN = frozenset({"on", "in"})
_LONG = frozenset({"long", "already", "once"})
_LONGEST = 7
"""Words between a text and its end: "telegrams | to the President of the Republic"."""


def before_date(grammar: Grammar, at: int) -> int:
    """Index of the last word before the time, the place or both that end at `at`: "a statement | in Lima on Monday"; else `at`."""
    place = _before_time(grammar, at)
    start = place
    while start > 1 and grammar.tokens[start].is_capital and place - start < 3:
        start -= 1
    return start - 1 if start < place and grammar.low(start) in {"in", "at", "from"} else place


def _before_time(grammar: Grammar, at: int) -> int:
    place, low = at, grammar.low(at)
    if low in _TODAY or low in grammar.words["weekdays"] or (low in _SPANS and grammar.low(at - 1) in _POINTING):
        place -= 1
    elif low.isdigit() or low in grammar.words["months"]:
        while place > 0 and (
            grammar.low(place).isdigit() or grammar.is_in(place, "months") or grammar.low(place) == ","
        ):
            place -= 1
        return place - 1 if grammar.low(place) in _IN and place > 0 else at
    if place < at:
        while place > 0 and (grammar.low(place) in _POINTING or grammar.low(place) in _IN):
            place -= 1
    return place


def text_before(grammar: Grammar, at: int) -> int | None:
    """Index of the text whose phrase ends at `at`: "a statement | on Saturday", "telegrams | to the President"; None if none does."""
    noun = before_date(grammar, at)
    texts = grammar.words.any_of("stated_in", "posted")
    if not grammar.bases(noun).isdisjoint(texts):
        return noun
    for place in range(noun, max(noun - _LONGEST, 0), -1):
        if grammar.low(place) == "to":
            return None if grammar.bases(place - 1).isdisjoint(texts) else place - 1
        if grammar.low(place) == "by" and (issued := _issued(grammar, place - 1)) is not None:
            return issued
        if not grammar.tokens[place].is_word:
            return None
    return None


def _issued(grammar: Grammar, verb: int) -> int | None:
    """Index of the text that is said to be issued by the verb at an index: "a statement was | issued by"; None if none is."""
    token = grammar.tokens[verb]
    if not token.is_form("past") or token.verbs.isdisjoint(grammar.words["issuing_verbs"]):
        return None
    near = range(verb - 1, max(verb - 7, -1), -1)
    return next((at for at in near if grammar.is_in(at, "stated_in")), None)


def before_delay(grammar: Grammar, at: int) -> int:
    """Index where it begins to be told how long after something a clause at `at` was: "left |, just two hours after he"."""
    times = grammar.words.any_of("times_of", "cardinals") - grammar.words["weekdays"]
    while (
        grammar.low(at - 1) in times or grammar.is_plain_adverb(at - 1) or grammar.low(at - 1) in {"a", "just", "even"}
    ):
        at -= 1
    return at - (grammar.low(at - 1) == ",")


def before_long(grammar: Grammar, verb: int) -> int:
    """Index before a verb, its adverbs and what tells since when: "the plan |, long opposed"."""
    before = grammar.back_over_adverbs(verb)[0]
    return before - (grammar.low(before) in _LONG)


def is_when(grammar: Grammar, at: int) -> bool:
    """Whether a word tells on which day something was said: "today", "on Monday", "this morning"."""
    days = grammar.words["weekdays"] | _TODAY
    on = grammar.low(at) == "on" and grammar.low(at + 1) in grammar.words["weekdays"]
    return grammar.low(at) in days or on or (grammar.low(at) == "this" and grammar.is_in(at + 1, "parts_of_days"))
