"""Stances that a sentence which takes none tells by the way: "the importance Peru attaches to A", "Peru's rejection of A came"."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Stance
from graph_builder.text.stances.trimming import trimmed
from graph_builder.text.words.clause_bounds import clause_start

__all__ = ["held", "is_owned", "owned"]

_OWNERS = frozenset({"'s", "’s", "'", "’"})
_TAKEN = frozenset({"condemn", "oppose", "regret", "concern", "welcome", "support", "urge"})


def held(sentence: Sentence, cue: Cue) -> Stance | None:
    """The stance of the noun of a cue, which a clause behind it tells to be its subject's: "the concern | Peru has about"."""
    g = sentence.g
    start = g.skip_forward(cue.keyword + 1)
    start += g.low(start) in {"that", "which"}
    verb = cue.end - 2
    while g.is_have(verb - 1) or g.is_plain_adverb(verb - 1):
        verb -= 1
    holders = sentence.holders.resolve(start, verb, sentence.voices, documents=False)
    if g.low(start) in {"it", "they", "he", "she"}:  # "Peru repeated the concern it has about"
        holders = sentence.shared_subject(sentence.told, cue.first) or holders
    if not holders:
        return None
    return Stance(cue, holders, trimmed(g, (cue.end, _end(sentence, cue.end))))


def is_owned(cue: Cue) -> bool:
    """Whether a stance noun is told with whose it is: "Peru's rejection of"."""
    return cue.shape == "noun" and cue.form == "own" and cue.act in _TAKEN


def owned(sentence: Sentence, cue: Cue) -> Stance | None:
    """The stance of a noun that is the subject of a verb which only tells when it came or what came of it."""
    g = sentence.g
    owner = next((at for at in range(cue.first, cue.keyword) if g.low(at) in _OWNERS), None)
    begin, bound = clause_start(g, cue.keyword)
    begin = g.behind_opening(begin, cue.keyword)
    heads = bound in {"", "but"} or (bound == "," and sentence.is_adverbial(begin))
    if owner is None or not heads or any(g.is_in(at, "prepositions") for at in range(begin, owner)):
        return None
    end = _end(sentence, cue.end)
    verb = g.skip_forward(end + 1) if g.is_be(end) or g.is_have(end) else end
    narrated = verb < sentence.end and not g.tokens[verb].verbs.isdisjoint(g.words["narrated"])
    holders = sentence.holders.resolve(begin, owner, sentence.voices, documents=False) if narrated else None
    first = cue.first + (g.low(cue.first) in _OWNERS)
    return None if not holders else Stance(replace(cue, first=first), holders, trimmed(g, (cue.end, end)))


def _end(sentence: Sentence, begin: int) -> int:
    """Index where the thing ends that the noun is about: before the main verb, a comma or another clause."""
    g = sentence.g
    for at in range(begin + 1, sentence.end):
        token = g.tokens[at]
        plain = token.verbs and not (token.nouns or token.is_adjective or token.is_capital)
        plain = plain or not token.verbs.isdisjoint(g.words["narrated"])
        told = token.is_form("past") and (token.low == "came" or not g.is_in(at + 1, "prepositions"))
        helps = g.is_copula(at) or g.is_have(at) or g.is_in(at, "modals")
        told = plain and (told or token.is_form("s"))
        if helps or told or g.low(at) in {",", ";", ":"} or g.is_in(at, "subordinators"):
            return at
    return sentence.end
