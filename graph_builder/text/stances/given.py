"""Stances that somebody is given or assured of: "gave Peru its full support", "assured Peru of its readiness to help"."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.cues.cue import Cue
from graph_builder.text.words.grammar import Grammar

__all__ = ["given_noun"]


def given_noun(grammar: Grammar, cue: Cue, end: int) -> tuple[Cue, tuple[int, int]] | None:
    """The noun of such a stance as its cue, and who receives it, or what it is about, as its target; None if it has none.

    The cue given is that of the verb, the clause ends before `end`.
    """
    if cue.phrase[2] == "of":
        return _assured(grammar, cue, end)
    if not grammar.words["possessives"].issuperset(cue.phrase[2:3]):
        return None
    own = next((at for at in range(cue.end + 1, end) if grammar.low(at) == cue.phrase[2]), end)
    noun = next((at for at in range(own, end) if cue.phrase[-1] in grammar.tokens[at].nouns), None)
    if noun is None:
        return None
    quoted = grammar.low(own + 1) in {"“", '"'} and grammar.low(noun + 1) in {"”", '"'}
    return replace(cue, first=own, end=noun + 1 + quoted), (cue.end, own)


def _assured(grammar: Grammar, cue: Cue, end: int) -> tuple[Cue, tuple[int, int]] | None:
    of = next((at for at in range(cue.end + 1, end) if grammar.low(at) == "of"), end)
    noun = next((at for at in range(of + 1, end) if cue.phrase[-1] in grammar.tokens[at].nouns), None)
    if noun is None:
        return None
    if grammar.low(noun + 1) == "to":  # "of our readiness to help"
        return replace(cue, first=of + 1, end=noun + 2), (noun + 2, end)
    second = grammar.skip_modifiers(noun + 2) if grammar.low(noun + 1) == "and" else end
    if second + 1 < end and grammar.tokens[second].nouns and grammar.low(second + 1) == "to":
        return replace(cue, first=of + 1, end=second + 2), (
            second + 2,
            end,
        )  # "of our readiness and firm resolve to help"
    last = noun
    if grammar.low(noun + 1) == "and" and second < end and grammar.tokens[second].nouns:
        last = second  # "of our full support and cooperation in"
    if grammar.low(last + 1) in {"in", "for"} and last + 2 < end:
        return replace(cue, first=of + 1, end=last + 2), (last + 2, end)  # "of our support in | your work"
    asides = (at for at in range(cue.end, of) if grammar.low(at) == "," and _opens_aside(grammar, at + 1))
    return replace(cue, first=of + 1, end=noun + 1), (cue.end, next(asides, of))


def _opens_aside(grammar: Grammar, at: int) -> bool:
    """Whether no other name stands behind a comma, but an aside: "you, | Mr. President", "the envoy, | once again"."""
    spoken_to = grammar.is_in(at, "addressed") or grammar.is_in(at, "courtesies")
    return spoken_to or not grammar.tokens[at].is_capital
