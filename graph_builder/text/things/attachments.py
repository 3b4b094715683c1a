"""Nouns that are one thing with what a preposition ties to them: "access to global markets", "sovereignty over the islands"."""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.lexicon import Lexicon
from graph_builder.text.things.complements import Complements
from graph_builder.text.things.phrases import Chunker
from graph_builder.text.words.grammar import Grammar

__all__ = ["attached"]

_NAMED = frozenset({"treaty", "initiative"})
"""Kinds of what stays a thing of its own behind the preposition."""
_AIMING = frozenset({"to", "for", "in", "towards", "toward"})
"""Ties behind which a good is the thing, not what leads to it."""
_SIDES = frozenset({"eastern", "western", "northern", "southern", "central"})
_GROUNDS = frozenset({"region", "subregion", "sub-region", "country", "territory", "continent"})
"""Places without names."""
_TIMED = frozenset({"for", "by"})
_HELP = frozenset({"assistance", "aid"})
"""What is a thing by itself if it has a name, unless it goes to somebody with one."""
_A = frozenset({"a", "an"})
_EARLIER = 14
"""Words between a predicate and the verb before the one that it is joined to at most."""
_DESCRIBING = 4
"""Words in front of the noun that belong to it at most."""


def attached(
    grammar: Grammar, lexicon: Lexicon, complements: Complements, target: tuple[int, int], reader: Chunker
) -> Iterator[tuple[int, int]]:
    """Token ranges of such nouns with what is tied to them, in reading order; `reader` tells verbs of the target."""
    ties = lexicon.words.partners("attachments")
    first, end = target
    known = complements.known
    for at in range(first, end - 2):
        bases = grammar.tokens[at].bases
        tied = not ties.keys().isdisjoint(bases) and any(
            grammar.low(at + 1) in ties[noun] for noun in bases if noun in ties
        )
        if not tied and (grammar.low(at + 1) != "in" or not _is_placed(grammar, at)):
            continue
        if not grammar.tokens[at].is_capital and reader.is_verb(at) and bases.isdisjoint(lexicon.words["wrong_deeds"]):
            continue
        named = grammar.tokens[at].is_capital and at > first
        if (named and not _is_gathering(grammar, at)) or (grammar.low(at - 1) == "in" and grammar.low(at) in bases):
            continue  # "in violation of the Charter"
        covers = [
            m for m in known if m.first <= at and at + 2 < m.end and not ("right" in bases and _is_open(grammar, m.end))
        ]
        told = (m for m in known if m.first < at and m.end == at + 1 and m.concept.kind == "threat")
        if grammar.low(at + 1) == "in" and any(told):
            continue  # "drug trafficking | in the region"
        if any(mention.first < at or grammar.is_in(mention.end, "prepositions") for mention in covers):
            continue  # "the threat or use of force | against a state"
        if not bases.isdisjoint(lexicon.words.any_of("rule_breakings", "hindrances")) and _is_verdict(
            grammar, at, first
        ):
            continue
        start = at + 2
        while start < end and (grammar.is_in(start, "determiners") or grammar.low(start) in {"all", "both"}):
            start += 1
        if grammar.low(start)[:1].isdigit() and (grammar.low(at + 1) in _TIMED or grammar.is_in(start + 1, "months")):
            continue  # "arms control | on 5 May", "the agenda | for 2016"
        lacking = not bases.isdisjoint(lexicon.words["lacks"])
        named_deed = lacking and start < end and bool(grammar.tokens[start].nouns)  # "the lack of training"
        if (
            start >= end
            or (grammar.low(start).endswith("ing") and not grammar.tokens[start].is_adjective and not named_deed)
            or (grammar.low(at + 1) == "to" and reader.is_verb(start) and bases.isdisjoint({"right", "access"}))
        ):
            continue
        if "access" not in bases and any(m.first == start and m.concept.kind in _NAMED for m in known):
            continue
        if not bases.isdisjoint(lexicon.words["attacks"]) and not any(
            m.first == start and m.concept.kind == "actor" for m in known
        ):
            continue  # what is attacked is a thing by itself, unless it is somebody
        entitled = "right" in bases and grammar.low(at + 1) == "to"
        kept = (m for m in known if m.first < at and m.end == at + 1 and not m.concept.provisional)
        if grammar.low(at + 1) == "to" and bases & _HELP and not grammar.tokens[start].is_capital and any(kept):
            continue  # "humanitarian assistance | to people in need"
        finish = _with_right(grammar, complements, start, at) if entitled else complements.end_of(start, at)
        aiming = grammar.low(at + 1) in _AIMING and bases.isdisjoint({"right", "access"})
        if aiming and any(m.first == start and m.end == finish and m.concept.kind == "principle" for m in known):
            continue  # "contribution to | world peace": the good is the thing
        if lacking and grammar.low(finish) == "of" and finish + 1 < end:  # "the lack of training | of officials"
            finish = complements.end_of(finish + 1 + grammar.is_in(finish + 1, "determiners"), finish)
        if lacking and (_is_good_or_cut(grammar, finish - 1) or grammar.low(at - 2) == "in"):
            continue  # "the mere absence of war", "in the absence of proof"
        if "right" in bases and grammar.low(finish) == "to" and finish + 1 < end:
            finish = _with_right(grammar, complements, finish + 1, finish)
        adjunct = grammar.low(at + 1) != "of" and complements.is_adjunct(start, finish)
        adjunct = adjunct or (grammar.low(at + 1) in _TIMED and grammar.is_in(finish - 1, "times_of"))
        if finish > start and not adjunct and grammar.low(finish) != "-":  # "the trust in U.S. | -Peruvian relations"
            ending = (m.first for m in known if m.end == at + 1 and m.first >= first)
            whole = (
                begin for begin in ending if grammar.tokens[begin].is_capital
            )  # "Security Council sanctions | against"
            begin = _begin_of_name(grammar, at, first) if named else _begin(grammar, reader, at, first)
            memorandum = grammar.low(begin - 1) == "of" and "memorandum" in grammar.bases(begin - 2)
            yield min([begin - 2 * memorandum, *whole]), finish


def _is_placed(grammar: Grammar, at: int) -> bool:
    """Whether a noun stands before "in" that is one with the place behind it: "peace | in South Asia", "instability | in the region"."""
    if grammar.is_in(at - 1, "possessives") or grammar.low(at - 1) == "of":
        return False  # "a zone of | peace in the Pacific"
    if not grammar.is_in(at, "placed_nouns") and grammar.tokens[at].bases.isdisjoint(grammar.words["placed_nouns"]):
        return False
    place = at + 2
    while grammar.is_in(place, "determiners") and not grammar.is_in(place, "possessives"):
        place += 1
    place += grammar.low(place) in _SIDES
    if grammar.is_in(place, "months") or place >= len(grammar.tokens):
        return False
    return grammar.tokens[place].is_capital or grammar.low(place) in _GROUNDS


def _is_good_or_cut(grammar: Grammar, last: int) -> bool:
    """Whether what is lacking is bad, or a noun that belongs to it is not read."""
    token = grammar.tokens[last]
    return not token.bases.isdisjoint(grammar.words["problem_nouns"]) or (token.is_adjective and not token.nouns)


def _is_verdict(grammar: Grammar, noun: int, first: int) -> bool:
    """Whether a bad noun is only what something else is said to be or is done in: "is a clear | breach of", "in grave | violation of"."""
    at = noun - 1
    while at >= first and (
        grammar.tokens[at].is_adjective or grammar.is_in(at, "articles") or grammar.is_plain_adverb(at)
    ):
        at -= 1
    if at < first or grammar.low(at + 1) == "particular":
        return False
    if grammar.low(at) in {"in", "as"} and grammar.low(at - 1) not in {"such", "well"}:
        return True
    joined = grammar.low(at) in {"and", ","} and grammar.low(at + 1) in _A
    if joined:  # "is a breach of the law | and a grave obstacle to"
        back = range(at - 1, max(first, at - _EARLIER) - 1, -1)
        return any(grammar.low(n + 1) in _A and _is_said(grammar, n) for n in back)
    return _is_said(grammar, at)


def _is_said(grammar: Grammar, at: int) -> bool:
    """Whether what stands behind the word at `at` tells what its subject is."""
    at -= grammar.low(at) == "to"  # "amounts | to a breach of"
    said = grammar.is_copula(at) and not grammar.is_in(at, "possessives")
    return said or not grammar.tokens[at].verbs.isdisjoint(grammar.words["amounting_verbs"] | {"pose"})


def _is_gathering(grammar: Grammar, at: int) -> bool:
    """Whether a gathering named there is told by what follows in small letters: "the High-level Meeting | on desertification"."""
    told = grammar.low(at + 1) == "on" and not grammar.tokens[at + 2].is_capital
    return told and not grammar.is_in(at + 2, "determiners")


def _begin_of_name(grammar: Grammar, at: int, first: int) -> int:
    """Index of the first of the capitalized words that end in the one at `at`."""
    while at > first and grammar.tokens[at - 1].is_capital and grammar.tokens[at - 1].is_word:
        at -= 1
    return at


def _is_open(grammar: Grammar, at: int) -> bool:
    """Whether what ends before `at` goes on: "the rights of all | its people", "the right of peoples | to"."""
    return grammar.is_in(at, "prepositions") or grammar.is_in(at, "determiners")


def _with_right(grammar: Grammar, complements: Complements, start: int, end: int) -> int:
    """End of what somebody has a right to: "the right of peoples | to self-determination"."""
    while grammar.is_in(start, "determiners"):
        start += 1
    if start + 1 >= complements.end or not grammar.tokens[start].is_word:
        return end if start >= complements.end or not grammar.tokens[start].is_word else start + 1
    start += start + 1 < complements.end and grammar.is_plain_adverb(start)  # "to | freely choose"
    begin = start + 1 if grammar.tokens[start].is_form("base") else start
    series = begin > start and grammar.low(begin) in {"and", "or"} and begin + 1 < complements.end
    if series and grammar.tokens[begin + 1].is_form("base"):
        begin += 2  # "to choose | and pursue their own policy"
    while grammar.is_in(begin, "determiners"):
        begin += 1
    return max(complements.end_of(begin, end), start + 1)


def _begin(grammar: Grammar, reader: Chunker, head: int, first: int) -> int:
    """Index of the first adjective or noun before the head that says what sort it is."""
    at = head
    while at > max(first, head - _DESCRIBING):
        token = grammar.tokens[at - 1]
        joined = token.low in {"and", ","} and grammar.tokens[at].is_adjective and grammar.tokens[at - 2].is_adjective
        if joined and at - 2 >= first:
            at -= 1
            continue
        if not token.is_word or token.is_adverb or grammar.is_in(at - 1, "determiners") or token.is_capital:
            break
        if not (token.is_adjective or token.nouns) or reader.is_verb(at - 1) or grammar.is_in(at - 1, "prepositions"):
            break
        if token.verbs and not token.is_adjective:
            break
        at -= 1
    while at < head and (grammar.is_in(at, "empty_modifiers") or grammar.low(at) in {"and", ","}):
        at += 1
    return at
