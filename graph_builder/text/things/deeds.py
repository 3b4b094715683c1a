"""Deeds told by the harm that they do, "actions that endanger the truce", or by who is thanked: "for its | support"."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from graph_builder.lexicon import Lexicon
from graph_builder.text.words.grammar import Grammar

__all__ = ["harmful_deeds", "thanked_deeds"]

_REACH = 5
"""Words between "that" and the verb of harm at most."""
_LONGEST = 9
"""Words of what the harm is done to at most."""
_RELATIVES = frozenset({"that", "which"})
_FOR = frozenset({"for"})
_OWN = frozenset({"its", "their", "his", "her", "your"})
_LEADING = frozenset({"of", "to", "for"})
_ENDS = frozenset({"including", "such", "as"})


@functools.lru_cache(maxsize=4)
def _harming(lexicon: Lexicon) -> frozenset[str]:
    """Verbs that do harm or make things worse."""
    rows = (row for row in lexicon.inverters if row.pos == "verb" and row.leaves == "+")
    return (
        frozenset(phrase[0] for row in rows for phrase in row.phrases if len(phrase) == 1)
        | lexicon.words["aggravating"]
    )


def harmful_deeds(grammar: Grammar, lexicon: Lexicon, target: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Token ranges of such deeds; one that an adjective tells already ("unilateral actions that …") is not among them."""
    first, end = target
    for relative in grammar.places(_RELATIVES, first + 1, end - 2):
        at = relative - 1
        if not grammar.is_in(at, "deeds"):
            continue
        if at > first and grammar.tokens[at - 1].is_adjective and not grammar.is_in(at - 1, "determiners"):
            continue
        places = range(at + 2, min(at + 2 + _REACH, end))
        verb = next((n for n in places if not grammar.tokens[n].verbs.isdisjoint(_harming(lexicon))), None)
        if verb is not None and (finish := _end(grammar, verb, end)) > verb + 1:
            yield at, finish


def thanked_deeds(grammar: Grammar, target: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Token ranges of what somebody before them is thanked for: "their generous | support", but not "their efforts to"."""
    first, end = target
    for at in grammar.places(_FOR, first + 1, end - 2):
        noun = grammar.skip_modifiers(at + 2, 3)
        leads = grammar.low(noun + 1) in _LEADING and noun + 1 < end
        if grammar.low(at + 1) in _OWN and noun < end and grammar.is_in(noun, "thanked_for") and not leads:
            yield at + 2, noun + 1


def _end(grammar: Grammar, verb: int, end: int) -> int:
    """Index after what the harm is done to."""
    at = verb + 1
    while at < min(end, verb + _LONGEST) and grammar.tokens[at].is_word and grammar.low(at) not in _ENDS:
        after = grammar.tokens[at + 1] if at + 1 < end else None
        aim = after is not None and (after.low == "to" or (after.verbs and not after.nouns))
        if grammar.low(at) in {"and", "or"} and aim:
            break
        at += 1
    return at + (at < end and grammar.tokens[at - 1].is_adjective and bool(grammar.tokens[at].nouns))
