"""Courtesies with which a speaker leads to a stance: "may I add that we are grateful", "I must express our regret"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.words.grammar import Grammar

__all__ = ["is_told_at_once", "only_says"]

_ASKING = frozenset({"let", "may", "allow", "permit"})
"""Words with which one asks to be allowed to say something."""


def only_says(sentence: Sentence, cue: Cue) -> bool:
    """Whether a courtesy leads to a stance of the speaker: "may I add that | we are grateful"."""
    g, who = sentence.g, cue.end
    if g.low(who - 1) != "that" or g.low(cue.first) not in _ASKING or g.low(who) not in {"we", "i"}:
        return False
    return any(
        later.group is not None
        and later.group.use == "finite"
        and later.shape in {"verb", "wrapped", "adjective"}
        and g.back_over_adverbs(later.group.first)[0] == who
        for later in sentence.cues
    )


def is_told_at_once(grammar: Grammar, cue: Cue, first: int) -> bool:
    """Whether the speaker, who stands before `first`, tells what it says must be told: "I must express our regret"."""
    who = grammar.low(first - 1)
    lists = {"i": "told_at_once", "we": "told_together"}
    verbs = grammar.tokens[cue.keyword].verbs
    starts = cue.shape == "wrapped" and not verbs.isdisjoint(grammar.words["starting_verbs"])
    return who in lists and (starts or not verbs.isdisjoint(grammar.words[lists[who]]))
