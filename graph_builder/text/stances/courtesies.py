"""Courtesies that are no stance, or lead to one: "may I add that we are grateful", "has welcomed 5,000 refugees"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.words.grammar import Grammar

__all__ = ["is_told_at_once", "only_says", "takes_in"]

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


def takes_in(grammar: Grammar, cue: Cue) -> bool:
    """Whether it is told how many people were let in, which is no praise: "has welcomed more than 5,000 refugees"."""
    if "welcome" not in grammar.tokens[cue.keyword].verbs or cue.shape != "verb" or cue.form not in {"past", "s"}:
        return False
    at = cue.end
    while any(grammar.is_in(at, words) for words in ("approximating", "articles")) or grammar.is_plain_adverb(at):
        at += 1
    many = len(grammar.low(at)) > 2 and grammar.low(at)[0].isdigit()
    counted = [n for n in range(at, at + 4) if grammar.is_in(n, "large_units") or grammar.is_in(n, "counts")]
    last = counted[-1] if counted else at
    who = last + 1 + (grammar.low(last + 1) == "of")
    who = who if grammar.tokens[min(who, len(grammar.tokens) - 1)].is_capital else grammar.skip_modifiers(who, 3)
    if not (many or counted) or who >= len(grammar.tokens):
        return False
    folk = grammar.tokens[who].is_capital and grammar.low(who).endswith("s")
    return folk or not grammar.bases(who).isdisjoint(grammar.words["people"])
