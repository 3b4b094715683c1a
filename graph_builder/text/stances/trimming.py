"""What of a clause is left as a target, without the marks, conjunctions and forms of address at its ends."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import CLOSERS, OPENERS

__all__ = ["trimmed"]


_GOES_ON = frozenset({"for", "in", "who", "whose", "and", "especially", "particularly", "notably"})
"""Words behind a comma with which more is told of whom a title and a name before it mean."""
_ENDS = CLOSERS | {"and", "but", "while", "whereas", "whilst", "although", "because", "“"}
_BEFORE_ITEMS = frozenset({"by", "through", "including"})


def trimmed(grammar: Grammar, target: tuple[int, int]) -> tuple[int, int] | None:
    """The target without marks and conjunctions at its ends; None if nothing is left."""
    first, end = target
    first = _after_address(grammar, first, end)
    furthers = grammar.low(first) == "further" and grammar.is_in(
        first + 1, "determiners"
    )  # "pledged to | further its aims"
    while first < end and not furthers and (grammar.low(first) in OPENERS or grammar.parenthetical(first) > first):
        first = max(grammar.parenthetical(first), first + 1) if grammar.low(first) not in OPENERS - {","} else first + 1
    first = _after_address(grammar, first, end)  # "And second, | all must help"
    first += grammar.low(first) == "also" and first + 1 < end and grammar.tokens[first + 1].is_capital
    while end > first and grammar.low(end - 1) in _ENDS:
        end -= 1
    listing = next((at for at in range(end - 2, end) if grammar.low(at) == "including"), None)
    if grammar.low(end) == ":" and listing is not None and listing > first + 1:
        end = listing - (grammar.low(listing - 1) == ",")  # "support open societies | , including by:"
    if grammar.low(end) == ":" and first + 2 < end:
        tail = 2 if grammar.low(end - 1) == "at" and "aim" in grammar.tokens[end - 2].verbs else 1
        end -= tail * (
            grammar.low(end - 1) in _BEFORE_ITEMS or tail == 2
        )  # "meet this challenge | by:", "talks | aimed at:"
    told = end - 1 - grammar.is_have(end - 2)
    describes = grammar.low(told - 1) in {"which", "who"} and grammar.low(told - 2) == "," and told - 2 > first
    if describes and grammar.tokens[end - 1].verbs & grammar.words["speech_verbs"]:
        end = told - 2  # "the plan of Peru | , which says"
    end -= 2 * (
        grammar.low(end - 1) == "which" and grammar.low(end - 2) == "," and end - 2 > first
    )  # "the talks failed | , which is sad"
    end = _before_address(grammar, first, end)
    return (first, end) if first < end else None


def _before_address(grammar: Grammar, first: int, end: int) -> int:
    """`end`, or the index of the comma before whom the speaker turns to at the end: "reject this | , Mr. President"."""
    comma = next((at for at in range(end - 1, max(end - 6, first), -1) if grammar.low(at) == ","), end)
    named = grammar.words.any_of("addressed", "beside_addressed")
    spoken_to = comma < end - 1 and all(grammar.low(at) in named for at in range(comma + 1, end))
    return comma if spoken_to else end


def _after_address(grammar: Grammar, first: int, end: int) -> int:
    """`first`, or the index after who is addressed or which point it is: "Second, | all must help"."""
    if not (grammar.is_in(first, "ordinals") or grammar.is_in(first, "addressed")):
        return first
    comma = next((at for at in range(first + 1, min(first + 4, end)) if grammar.low(at) == ","), None)
    if comma is None or comma >= end - 1 or (comma > first + 1 and grammar.low(comma + 1) in _GOES_ON):
        return first  # "congratulate | President Ruiz, in particular for"
    return comma + 1
