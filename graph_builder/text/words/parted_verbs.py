"""What parts a verb from its auxiliary, or from what leads to it: an aside, a time, its subject."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = [
    "are_others",
    "before_aside",
    "before_outset",
    "cannot_but",
    "is_absolute",
    "is_of_name",
    "leads_participle",
    "parted",
    "remiss",
    "turned",
    "with_before",
]


_WITHIN_NAMES = frozenset({"and", "of", "both", "'s", "’s", "for"})
"""Words between the names of those "with" whose stance something ends: "with the ministers of Peru and Chile | condemning"."""
_SHORT_ASIDE = 16
_LONGEST_SUBJECT = 10
_LONGEST_ASIDE = 30
"""Tokens at most between whom one asks to be allowed to speak and what one says."""


def before_aside(grammar: Grammar, to: int) -> int:
    """Index of the comma that opens a short aside before "to", or `to`: "we wish | , therefore, to", "allow me | , at this stage, to"."""
    if grammar.low(to - 1) != ",":
        return to
    for at in range(to - 3, max(to - _LONGEST_ASIDE, 0), -1):
        if grammar.low(at) in {"me", "us"} and grammar.low(at - 1) in {"allow", "permit", "let"}:
            begins = grammar.low(at + 1) == "," or _opens_aside(grammar, at + 1)
            return at + 1 if begins else to  # "allow me | , Sir, on behalf of all, to"
    return next((at for at in range(to - 3, max(to - _SHORT_ASIDE, 0), -1) if grammar.low(at) == ","), to)


def _opens_aside(grammar: Grammar, at: int) -> bool:
    """Whether a time or order of speech begins there that a comma closes soon: "allow me | at the outset, on behalf of all, to"."""
    begins = grammar.is_in(at, "prepositions") or grammar.is_plain_adverb(at) or grammar.low(at) in {"first", "again"}
    return begins and any(grammar.low(n) == "," for n in range(at + 1, at + 6))


def before_outset(grammar: Grammar, at: int) -> int:
    """Index before "at the outset" where that ends at an index, else the index: "let me | at the outset thank"."""
    if not grammar.is_in(at, "points_of_speech"):
        return at
    return next((place - 1 for place in range(at, max(at - 4, 0), -1) if grammar.low(place) in {"at", "from"}), at)


def is_absolute(grammar: Grammar, before: int) -> bool:
    """Whether a participle has the subject that ends there, behind a comma and "with": ", with Peru | stressing that"."""
    some = grammar.is_in(before, "some_of_all")
    if not (grammar.tokens[before].nouns or grammar.tokens[before].is_capital or some):
        return False
    return with_before(grammar, before) is not None or (some and are_others(grammar, before) is not None)


def with_before(grammar: Grammar, before: int) -> int | None:
    """Index of the "with" behind a comma that leads to the subject that ends there: ", | with Peru stressing that"; None if none does."""
    near = range(before - 1, max(before - _LONGEST_SUBJECT, 0), -1)
    at = next((place for place in near if grammar.low(place) == "with" or not is_of_name(grammar, place)), 0)
    return at if at > 0 and (grammar.low(at - 1), grammar.low(at)) == (",", "with") else None


def is_of_name(grammar: Grammar, at: int) -> bool:
    """Whether a word may stand inside the name or office of somebody: "the | deputy | prime minister | of Peru, Ana Ruiz"."""
    token = grammar.tokens[at]
    named = token.is_capital or bool(token.nouns) or token.is_adjective or token.low in _WITHIN_NAMES
    return named or grammar.is_in(at, "determiners")


def are_others(grammar: Grammar, others: int) -> int | None:
    """Index of the "and" behind which others are told of: ", with some urging calm | and others calling for war"; None if none are."""
    joint = others - 1
    if grammar.low(others) not in {"others", "several", "some", "many"} or grammar.low(joint) not in {
        "and",
        "while",
        ",",
    }:
        return None
    with_ = (at for at in range(joint - 3, max(joint - 30, 0), -1) if grammar.low(at) == "with")
    return joint if any(grammar.low(at - 1) == "," for at in with_) else None


def cannot_but(grammar: Grammar, but: int) -> int | None:
    """Index of the modal before a "but" at an index behind which one can do nothing else: "cannot but", "can't help but"."""
    at = but - 1 - (grammar.low(but - 1) in {"help", "do"})
    while grammar.low(at) in {"not", "nothing"}:
        at -= 1
    return at if grammar.low(at) in {"can", "cannot", "can't", "could", "couldn't"} else None


def leads_participle(grammar: Grammar, last: int) -> bool:
    """Whether a sentence begins with words, up to an index, that lead to what its subject does too: "Besides | welcoming A"."""
    return 0 <= last < 3 and " ".join(grammar.low(at) for at in range(last + 1)) in grammar.words["participle_leads"]


def remiss(grammar: Grammar, did: int) -> int | None:
    """Index of the modal with which one says that one would be wrong not to say something: "I | would be remiss if I did not thank"."""
    who = did - 1
    if grammar.low(who) not in {"i", "we"} or grammar.low(who - 1) != "if":
        return None
    near = range(who - 2, max(who - 8, -1), -1)
    if not any(grammar.is_in(at, "remiss") for at in near):
        return None
    return next((at for at in near if grammar.is_in(at, "modals")), None)


def turned(grammar: Grammar, before: int) -> int | None:
    """Index of the auxiliary that stands before its subject, behind a word that denies: "nor | do we accept", "in no way | will we"."""
    for at in range(before - 1, max(before - 7, -1), -1):
        low = grammar.low(at)
        denied = low in {"nor", "neither", "never"} or (low in grammar.words["no_ways"] and grammar.low(at - 1) == "no")
        if denied and (grammar.is_modal_or_do(at + 1) or grammar.is_have(at + 1)):
            return at + 1
        if not grammar.tokens[at].is_word:
            return None
    return None


def parted(grammar: Grammar, before: int) -> int | None:
    """Index of a form of have that a time or place parts from its verb: "have in recent weeks | expressed"."""
    for at in range(before - 1, max(before - 7, -1), -1):
        if grammar.is_have(at):
            timed = grammar.low(at + 1) in {"in", "on", "over", "for", "since", "during", "at"}
            last = grammar.tokens[before]
            noun = not last.verbs or (bool(last.nouns) and last.low not in last.nouns)  # "on many | occasions"
            return at if timed and noun else None
        if not grammar.tokens[at].is_word:
            return None
    return None
