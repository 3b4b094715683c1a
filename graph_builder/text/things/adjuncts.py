"""Which noun phrases of a target only tell how, when, where, whence or by whom."""

from __future__ import annotations

from graph_builder.lexicon import Lexicon
from graph_builder.text.things.phrase_verbs import is_pointed
from graph_builder.text.words.grammar import Grammar

__all__ = ["is_doer", "tells_how", "tells_how_long", "tells_on_what", "tells_whence", "troubles_somebody"]

_MOST_DOERS = 12
"""Words of a list of those who do something at most."""

_DURING = frozenset({"for", "at", "in", "since", "during", "until", "after", "from", "of"})
"""What leads to a time at or for which something is."""


def tells_how(grammar: Grammar, lexicon: Lexicon, at: int, first: int) -> bool:
    """Whether a phrase tells by which means, when or where."""
    before, coordinate = at - 1, False
    if _are_grounds(grammar, at):
        return True
    while before >= first:
        low = grammar.low(before)
        if low == "of" and _are_grounds(grammar, before - 1):
            return True  # "discrimination on grounds of | race or religion"
        if low in lexicon.words["means"] and not (low == "to" or grammar.is_plain_adverb(before)):
            return not (_is_abided_by(grammar, before) or _is_taken(grammar, before))
        token = grammar.tokens[before]
        if low in {",", "and", "or"}:
            coordinate = True
        elif not token.is_word or (token.verbs and not token.nouns and not token.is_adjective):
            return False
        elif grammar.is_in(before, "prepositions"):
            if not (coordinate and low == "of") or not grammar.bases(before - 1).isdisjoint(grammar.words["fields_of"]):
                return False  # "in the fields of trade, | training and"
        elif not coordinate and not (grammar.is_in(before, "determiners") or token.is_adjective):
            return False
        before -= 1
    return False


def tells_how_long(grammar: Grammar, start: int, first: int, end: int) -> bool:
    """Whether a phrase of a target from `start` on tells for or at which time something is: "for a long | time"."""
    before = first - 1 - grammar.is_in(first - 1, "determiners")
    if grammar.low(end - 1) not in {"time", "times"} or grammar.low(end) == "of" or before < start:
        return False
    plain = all(grammar.tokens[at].is_adjective for at in range(first, end - 1))
    return plain and grammar.low(before) in _DURING


def _are_grounds(grammar: Grammar, at: int) -> bool:
    """Whether the grounds stand there on which something is done, or not: "on the | grounds of race", "irrespective of race"."""
    if grammar.low(at) in {"irrespective", "regardless"}:
        return True
    on = at - 1 - grammar.is_in(at - 1, "determiners")
    return grammar.low(at) == "grounds" and grammar.low(on) == "on" and grammar.low(at + 1) == "of"


def tells_on_what(grammar: Grammar, start: int, first: int, end: int) -> bool:
    """Whether a phrase behind "on" tells a place, a day or a way, or points back: "on the | border", "on 6 | May", "on these | issues"."""
    on = first - 1
    while on > 0 and (grammar.is_in(on, "determiners") or grammar.tokens[on].is_adjective):
        on -= 1
    if on < start or grammar.low(on) != "on" or _is_taken(grammar, on):
        return False
    head = next((at for at in range(first, end) if grammar.low(at + 1) == "of"), end - 1)
    if grammar.is_in(first, "months") or grammar.is_in(head, "adjunct_nouns") or is_pointed(grammar, first, end):
        return True
    return not grammar.bases(head).isdisjoint(grammar.words.any_of("place_nouns", "times_of", "stood_on"))


def tells_whence(grammar: Grammar, start: int, first: int) -> bool:
    """Whether a name tells where those come from who are spoken of: "countries from | Asia and Africa"."""
    at = first - 1
    while at > start and (
        grammar.low(at) in {",", "and", "the"} or grammar.tokens[at].is_capital or grammar.is_in(at, "place_nouns")
    ):
        at -= 1
    if at <= start or grammar.low(at) != "from" or not grammar.tokens[first].is_capital:
        return False
    return not grammar.bases(at - 1).isdisjoint(grammar.words.any_of("group_nouns", "people"))


def is_doer(grammar: Grammar, lexicon: Lexicon, first: int, end: int) -> bool:
    """Whether a phrase behind "by" tells who or what does something: "violence by extremist groups", "caused by the war"."""
    by = _by(grammar, first)
    if by is not None:
        ills = (lexicon.words["problem_nouns"], lexicon.words.kind_heads["conflict"])
        if end - first > 1 or by < first - 1 or any(not grammar.bases(end - 1).isdisjoint(ill) for ill in ills):
            return True
    if grammar.bases(end - 1).isdisjoint(lexicon.words.kind_heads["actor"]):
        return False
    left = first - 1
    for _ in range(_MOST_DOERS):
        token = grammar.tokens[left]
        listed = grammar.low(left) in {"and", "or", ","} or grammar.is_in(left, "determiners")
        if left <= 0 or not (listed or token.is_adjective or token.nouns):
            break
        left -= 1
    return grammar.low(left) == "by"


def _is_abided_by(grammar: Grammar, by: int) -> bool:
    """Whether "by" only ties a rule to the verb of keeping it: "abide scrupulously by"."""
    verb = grammar.back_over_adverbs(by)[0]
    return grammar.low(by) == "by" and verb >= 0 and not grammar.tokens[verb].verbs.isdisjoint({"abide", "stand"})


def _is_taken(grammar: Grammar, preposition: int) -> bool:
    """Whether a preposition ties its object to the verb before it: "build | on", "follow up | on", "delve | into"."""
    name = f"verbs_with_{grammar.low(preposition)}"
    if name not in grammar.words:
        return False
    verb = grammar.back_over_adverbs(preposition)[0]
    verb -= grammar.is_in(verb, "verb_particles")
    return verb >= 0 and not grammar.tokens[verb].verbs.isdisjoint(grammar.words[name])


def troubles_somebody(grammar: Grammar, start: int, first: int, end: int) -> bool:
    """Whether an ill is told there by which something is done: "is troubled by suspicion and | hatred"."""
    by = _by(grammar, first)
    return by is not None and by > start and not grammar.bases(end - 1).isdisjoint(grammar.words["problem_nouns"])


def _by(grammar: Grammar, first: int) -> int | None:
    """Index of the "by" behind a participle that the phrase at `first` belongs to, in a list too; None if there is none."""
    by = first - 1
    while by > 0 and (grammar.is_in(by, "determiners") or grammar.tokens[by].is_adjective):
        by -= 1
    while by > 0 and grammar.low(by) in {",", "and"} and (grammar.tokens[by - 1].nouns or grammar.low(by - 1) == ","):
        by -= 1 if grammar.low(by - 1) == "," else 2  # "troubled by division, hatred, and | enmity"
    return by if grammar.low(by) == "by" and grammar.tokens[by - 1].is_form("past") else None
