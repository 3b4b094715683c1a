"""Words before "to" that tell that what it says is done: "was the first state | to condemn", "issued a statement | to condemn"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph_builder.text.words.auxiliaries import VerbGroup, auxiliaries
from graph_builder.text.words.grammar import Grammar

__all__ = ["deed_told"]

ReadGroup = Callable[[Grammar, int, str], VerbGroup | None]
_LONGEST_NAME = 10
"""Words between the "to" and what tells that its subject is the first of some."""
_FAR = 10
"""Words between the "to" and the verb of the deed by which something is said."""
_UNTOLD = frozenset({"to", "be", "been", "being"})


def deed_told(grammar: Grammar, to: int, lead: int, deed: int, read: ReadGroup) -> VerbGroup | None:
    """The group of the verb that tells that what stands behind a "to" was done, whose words begin at `deed`; None if none tells it.

    `lead` is the index of the word before the "to", and `read` reads the group of a verb.
    """
    if to < 2 or grammar.is_copula(deed) or grammar.is_have(deed):
        return None
    last = lead if grammar.low(to - 1) == "," else to - 1  # "the first | to", though "first" is an adverb too
    if grammar.is_in(last, "done_readily") or grammar.is_in(last, "done_rightly"):
        first = _told(grammar, last)
        lasting = first is None or grammar.low(first) in {"is", "are"}  # "are quick to condemn": whenever it may be
        return None if first is None or lasting else VerbGroup("finite", first)
    if (first := _first_of_all(grammar, last)) is not None:
        return VerbGroup("finite", first, deed=deed)
    if lead > 0 and (chosen := grammar.tokens[lead].verbs & grammar.words["setting_out"]):
        group = read(grammar, lead, min(chosen))
        told = group is not None and group.use == "finite" and not (group.modal or group.negated)
        return VerbGroup("finite", group.first) if group is not None and told else None
    return _said_by(grammar, last, deed, read)


def _first_of_all(grammar: Grammar, lead: int) -> int | None:
    """Where the verb group begins that tells its subject to be the first, the latest or one of those who do something.

    "Became the first state | to", "is one of the few leaders | to", "was among the countries | to".
    """
    somebody, ranked = False, False
    whom = grammar.words.any_of("persons", "group_nouns", "bodies", "ranked")
    for at in range(lead, max(lead - _LONGEST_NAME, 0), -1):
        low = grammar.low(at)
        if not grammar.tokens[at].is_word or grammar.is_in(at, "subordinators") or low in {"to", "and"}:
            return None
        somebody |= low == "those" or not grammar.bases(at).isdisjoint(whom)
        several = low == "of" and grammar.low(at - 1) == "one" and not grammar.is_in(at - 2, "ranks")
        if low in {"among", "amongst"} or several:
            return _told(grammar, at - several) if somebody or ranked else None
        if grammar.is_in(at, "ranks") and (somebody or at == lead):
            ranked = True
            if grammar.is_be(grammar.back_over_adverbs(at)[0]):
                return _told(grammar, at)  # "was first | to condemn"
            the = at - 1 - (grammar.low(at - 1) in {"very", "most"})
            if grammar.low(the) not in {"the", "a", "an"} or grammar.low(the - 1) in {"of", "among", "amongst"}:
                continue
            return _told(grammar, the)
    return None


def _told(grammar: Grammar, end: int) -> int | None:
    """Where the group of a form of be or become begins that ends before `end`; None if none does, or it is denied or not yet so."""
    at, denied = grammar.back_over_adverbs(end)
    if grammar.low(at) == ",":  # "became | , on Monday, the first"
        at = next((n - 1 for n in range(at - 2, max(at - 8, 0), -1) if grammar.low(n) == ","), at)
    verbs = grammar.tokens[at].verbs if at > 0 else frozenset[str]()
    if verbs.isdisjoint({"be", "become"}):
        return None
    before, also = grammar.back_over_adverbs(at)
    first, modal, denied = at, None, denied or also
    if grammar.is_have(before) or grammar.is_modal_or_do(before):
        first, modal, also = auxiliaries(grammar, before)
    loose = grammar.low(before) in _UNTOLD or (first == at and grammar.low(at) in {"be", "being", "becoming"})
    return None if modal or denied or also or loose or grammar.low(first - 1) == "to" else first


def _said_by(grammar: Grammar, lead: int, deed: int, read: ReadGroup) -> VerbGroup | None:
    """The group of a verb of speaking out before its object: "issued a statement in Lima | to", "took to Twitter | to"."""
    said = False
    for at in range(lead, max(lead - _FAR, 0), -1):
        low = grammar.low(at)
        if not grammar.tokens[at].is_word or grammar.is_in(at, "subordinators"):
            return None
        takes = said and grammar.tokens[at].verbs & grammar.words.any_of("issuing_verbs", "convening_verbs")
        governs = not grammar.is_in(at + 1, "prepositions") or (takes and "take" in takes)  # but "convene | for"
        if takes and governs and not grammar.is_in(at - 1, "determiners"):
            group = read(grammar, at, min(takes))  # "sent a letter to Chile | to"
            told = group is not None and group.use == "finite" and not group.negated
            return replace(group, deed=deed, is_purpose=True) if group is not None and told else None
        received = at < lead and (grammar.tokens[at + 1].is_capital or grammar.is_in(at + 1, "determiners"))
        if low == "to" and not (received or (at < lead and "take" in grammar.tokens[at - 1].verbs)):
            return None
        said |= not grammar.bases(at).isdisjoint(
            grammar.words.any_of("stated_in", "posted", "gatherings", "occasions", "spoken_from")
        )
    return None
