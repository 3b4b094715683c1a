"""What a gerund tells that somebody does: goes on or begins with it, spends time on it, does it before, after or by something else."""

from __future__ import annotations

from graph_builder.text.words.auxiliaries import VerbGroup, auxiliaries
from graph_builder.text.words.grammar import Grammar

__all__ = ["governing_verb", "is_done_besides", "is_in_row", "joint_group", "was_joined"]

_ENDING = frozenset({"stop", "cease", "quit", "tire", "weary"})
_GOING_ON = frozenset({"keep", "begin", "start", "resume", "restart", "finish", "persist"})
_SPENDING = frozenset({"spend", "waste", "lose", "devote"})
_WORKING = frozenset(
    {"work", "try", "strive", "aim", "build", "develop", "help", "implement", "attempt", "look", "move", "fight", "use"}
)
"""Verbs of deeds rather than words: "kept | trying to"."""
_BESIDES = frozenset({"after", "before", "while", "whilst", "when", "upon", "besides"})
"""Words behind which a participle tells what the subject does besides: "left the room after | condemning the raid"."""

_JOINTS = frozenset({",", ";", "and", "or"})
_LEADING = frozenset({"by", "through", "via", "including", "on", "in", "of", "for"})
"""Prepositions and the like behind which gerunds are listed."""


def governing_verb(grammar: Grammar, before: int, gerund: int) -> tuple[int, bool] | None:
    """Index of the verb that goes on with what a gerund behind `before` says, and whether it must be denied; None if none does.

    "Peru kept | condemning", "never stopped | condemning", "spent the whole day | condemning", "is busy | condemning".
    """
    if not grammar.tokens[gerund].verbs.isdisjoint(_WORKING):
        return None
    at = before - (grammar.low(before) in {"on", "of", "in"})
    if not 0 < at < len(grammar.tokens):
        return None
    verbs = grammar.tokens[at].verbs
    if verbs & _ENDING:
        return at, True
    if verbs & _GOING_ON:
        return at, False
    if grammar.low(at) == "busy" and grammar.is_copula(copula := grammar.back_over_adverbs(at)[0]):
        return copula, False
    if not grammar.tokens[at].nouns:
        return None
    spending = frozenset({"spend"}) if grammar.low(at) != "time" else _SPENDING
    for place in range(at - 1, max(at - 7, 0), -1):
        if grammar.tokens[place].verbs & spending:
            return place, False
        if not grammar.tokens[place].is_word:
            return None
    return None


def is_done_besides(grammar: Grammar, before: int, *, parted: bool = False) -> bool:
    """Whether a participle behind an index tells what is done before, after or during something else: "left after | condemning".

    With `parted` a comma stands before it: ", after | condemning".
    """
    if before < 2 or grammar.low(before) not in _BESIDES:
        return False
    return grammar.low(before - 1) == "," if parted else grammar.tokens[before - 1].is_word


def was_joined(grammar: Grammar, at: int) -> int | None:
    """Index of the "by" behind a passive of joining: "was joined | by Peru in condemning"; None if there is none."""
    joined = "join" in grammar.tokens[at].verbs and grammar.is_be(grammar.back_over_adverbs(at)[0])
    return at + 1 if joined and grammar.low(at + 1) == "by" else None


def joint_group(grammar: Grammar, preposition: int) -> VerbGroup | None:
    """The group by which somebody is said to be so in what follows "in": "is unanimous | in condemning", "stood alone | in"."""
    if not grammar.is_in(at := preposition - 1, "ways_of_holding"):
        return None
    copula, denied = grammar.back_over_adverbs(at)
    if not grammar.is_copula(copula) and not grammar.is_have(copula):
        return None
    first, modal, also = auxiliaries(grammar, copula)
    return None if denied or also else VerbGroup("finite", first, modal)


def is_in_row(grammar: Grammar, at: int, start: int) -> bool:
    """Whether a gerund stands in a list of them behind a preposition: "by opening roads, lifting bans, | recognizing A and helping B".

    Nothing before `start` belongs to it.
    """
    joint = grammar.low(grammar.back_over_adverbs(at)[0])
    if joint not in _JOINTS or not grammar.tokens[at].is_form("ing"):
        return False
    row, place = [], at
    while (place := place - 1) > start:
        before = place - 1 - (grammar.low(place - 1) == ":")
        gerund = grammar.tokens[place].is_form("ing") and not grammar.tokens[place].is_capital
        if not gerund or grammar.low(place) == "including" or grammar.low(before) not in _JOINTS | _LEADING:
            continue
        row.append(place)
        if grammar.low(before) in _LEADING:
            break
        if grammar.low(before) != joint and joint != ";" and grammar.low(before) in {"and", "or"}:
            return False  # "by sending aid and opening roads, | welcoming A and helping B"
    else:
        return False
    bare = grammar.low(row[0] + 1) in _JOINTS  # "on preventing, | monitoring and ending violence"
    closed = joint in {"and", "or"} or any(
        grammar.low(n) in {"and", "or"} and grammar.tokens[n + 1].is_form("ing")
        for n in range(at + 1, len(grammar.tokens) - 1)
    )
    return closed and (len(row) > 1 or bare or joint == ";")
