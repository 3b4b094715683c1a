"""What who speaks claims of the world by a verb of wrong, good or proof, where a sentence takes no other stance: "they burn our fields"."""

from __future__ import annotations

import itertools
from collections.abc import Set

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Stance
from graph_builder.text.stances.trimming import trimmed
from graph_builder.text.words.clause_bounds import clause_start
from graph_builder.text.words.verb_groups import VerbGroup, verb_group

__all__ = ["charged"]

_OTHERS = frozenset({"they", "he", "she"})
_LONE = frozenset(
    {"we", "i", "my", "there", "it", "you", "some", "many", "what", "neither", "nor", "one", "that", "who", "which"}
)
"""With which begins what is told of oneself, of nobody or of some."""


def charged(sentence: Sentence) -> Stance | None:
    """The claim of a sentence in a declaration or speech, or None where it only describes."""
    g = sentence.g
    narrated = sentence.holders.strangers is not None or sentence.holders.persons.house is not None
    if narrated or sentence.led or sentence.is_item or sentence.teller or sentence.attributed:
        return None
    start = g.behind_opening(g.lead, sentence.end)
    counted = any(g.low(at)[:1].isdigit() for at in range(g.lead, sentence.end))
    row = sentence.claimed
    if row is None or not sentence.voices.own or counted or g.low(start) in _LONE:
        return None
    found = next((found for at in range(start + 1, sentence.end) if (found := _group(sentence, start, at))), None)
    if found is None:
        return None
    group, at = found
    target = (start, group.first if group.use == "passive" else sentence.end)
    return Stance(
        Cue(row.act, "telling", row, group.first, at + 1, group, keyword=at), sentence.voices.own, trimmed(g, target)
    )


def _group(sentence: Sentence, start: int, at: int) -> tuple[VerbGroup, int] | None:
    """The group of the verb there and its index, if it is the main verb and itself says good or ill of its subject at `start`."""
    g, token = sentence.g, sentence.g.tokens[at]
    charging = token.verbs & g.words.any_of("wrongdoing", "verdict_verbs", "evidence_verbs", "improving_verbs")
    named = token.is_capital or g.low(at + 1) == "of"  # "means of transport"
    if not charging or named or "commit" in charging or (token.is_adjective and token.is_form("ing")):
        return None
    group = verb_group(g, at, min(charging))
    if group is None or group.use not in {"finite", "passive"} or group.negated or group.first <= start:
        return None
    _, bound = clause_start(g, group.first, stop=start)
    inside = bound in g.words.any_of("relatives", "subordinators") or g.low(group.first - 1) in {"to", ","}
    if (
        inside
        or g.has_verb(start, group.first)
        or any(g.is_copula(n) or g.is_have(n) for n in range(start, group.first))
    ):
        return None
    return (group, at) if _is_charged(sentence, group, start, at) else None


def _is_charged(sentence: Sentence, group: VerbGroup, start: int, at: int) -> bool:
    """Whether the verb, with who or what its subject is, tells more than that something happened."""
    g, verbs = sentence.g, sentence.g.tokens[at].verbs
    if group.use == "passive":
        return not verbs.isdisjoint(g.words["verdict_verbs"])  # "the trade has been distorted by"
    others = _is_of_others(sentence, start, group.first)
    if not verbs.isdisjoint(g.words["wrongdoing"]) and others:
        return not _names(sentence, at + 1, g.words["problem_nouns"])  # "has dismantled many barriers"
    bare = group.first == at and not g.tokens[at].is_form("s")
    if bare and (g.tokens[at].is_form("past") or not g.low(at - 1).endswith("s")):
        return False  # "the revolution showed": what happened once
    if not verbs.isdisjoint(g.words["evidence_verbs"]):
        return True
    goods = g.words.any_of("goods_that_grow", "good_deeds")
    return not verbs.isdisjoint(g.words["improving_verbs"]) and (not others or _names(sentence, at + 1, goods))


def _is_of_others(sentence: Sentence, start: int, end: int) -> bool:
    """Whether somebody else than who speaks is the subject: "they", "the regime", "Peru"."""
    g, own = sentence.g, sentence.voices.own
    named = any(start <= actor.first < end and actor.concept.code not in own for actor in sentence.holders.actors)
    return named or g.low(start) in _OTHERS or g.has_any(start, end, "accused")


def _names(sentence: Sentence, at: int, nouns: Set[str]) -> bool:
    """Whether the noun phrase at an index, behind a preposition or not, names one of these: "on long-standing | cooperation"."""
    g = sentence.g
    at += g.is_in(at, "prepositions")
    phrase = itertools.takewhile(
        lambda n: g.tokens[n].is_word and not g.is_in(n, "prepositions"), range(at, sentence.end)
    )
    return any(not g.bases(n).isdisjoint(nouns) for n in itertools.islice(phrase, 6))
