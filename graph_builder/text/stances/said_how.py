"""Where a target ends before what tells why, on what occasion and how strongly its stance was taken, and who else takes it."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.words.grammar import Grammar

__all__ = ["before_echo", "before_manner", "before_occasion", "before_reason"]

_ECHOING = frozenset({"as", "so", "which"})
_ON_OCCASIONS = frozenset({"during", "in", "at", "on"})


def before_reason(grammar: Grammar, cue: Cue, end: int) -> int:
    """Index before a clause that tells why the holder takes the stance: "rejects the plan | because it harms trade"."""
    for at in range(cue.end + 1, end - 2):
        if grammar.low(at) in {"not", "just", "merely", "only", "simply"} or grammar.is_in(at, "relatives"):
            return end
        if grammar.low(at) == "because":
            return end if grammar.low(at + 1) == "of" else at - (grammar.low(at - 1) == ",")
        if grammar.is_in(at, "subordinators") or grammar.may_help(at):
            return end
    return end


def before_occasion(grammar: Grammar, cue: Cue, end: int) -> int:
    """Index before what tells at which event or in which text it was said: "condemned the raid | during talks with Peru"."""
    for at in range(cue.end + 1, end - 1):
        if grammar.is_in(at, "subordinators") or grammar.may_help(at) or grammar.low(at) == "to":
            return end  # what a clause inside tells
        if grammar.low(at) not in _ON_OCCASIONS or not (
            grammar.tokens[at - 1].nouns or grammar.tokens[at - 1].is_capital
        ):
            continue
        head = grammar.skip_modifiers(at + 1, 4)
        some = grammar.low(at) == "during" or grammar.low(at + 1) in {"a", "an", "his", "her", "their"}
        some = some or grammar.low(at + 1) in {"remarks", "comments"}
        held = grammar.bases(head) | (grammar.bases(head + 1) if head + 1 < end else frozenset())
        if some and not held.isdisjoint(grammar.words.any_of("occasions", "stated_in", "gatherings", "posted")):
            return at
    return end


def before_manner(grammar: Grammar, cue: Cue, end: int) -> int:
    """Index before what tells how strongly something is said: "condemn the raids | in the strongest possible terms"."""
    last = end - 1
    while last > cue.end and not grammar.tokens[last].is_word:
        last -= 1
    at = next((n for n in range(last - 1, max(last - 6, cue.end), -1) if grammar.low(n) == "in"), None)
    if grammar.low(last) != "terms" or at is None or cue.shape not in {"verb", "wrapped"}:
        return end
    strongly = any(grammar.low(n).endswith("est") or grammar.low(n) in {"most", "no"} for n in range(at + 1, last))
    return at if strongly else end


def before_echo(grammar: Grammar, cue: Cue, end: int) -> int:
    """Index before a clause that tells who else does, or what follows: "back the plan | , as does Peru", "| , and so do we"."""
    for at in grammar.places(_ECHOING, cue.end + 1, end - 1):
        verb, comma = at + 1, at - 1 - (grammar.low(at) == "so" and grammar.low(at - 1) in {"and", "but"})
        if grammar.low(comma) != ",":
            continue
        if grammar.low(at) == "which":
            if grammar.is_be(verb) and grammar.low(verb + 1) in {"why", "how"}:
                return comma  # "back the plan | , which is why we are here"
            continue
        does = grammar.is_modal_or_do(verb) and grammar.low(verb + 1) not in {"not", "n't"}
        whoever = grammar.tokens[min(verb + 1, len(grammar.tokens) - 1)].is_capital or grammar.is_in(
            verb + 1, "pronouns"
        )
        if does or ((grammar.is_be(verb) or grammar.is_have(verb)) and whoever):
            return comma
    return end
