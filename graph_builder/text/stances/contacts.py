"""Clauses that no relative pronoun opens and that only tell which thing is meant: "the tools | it needs to win the war"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.words.marks import OPENERS

__all__ = ["is_inverted", "tells_which"]

_WHO = frozenset({"it", "they", "he", "she", "we", "i"})
_TURNING = frozenset({"nor", "neither", "so", "only", "not", "never", "why", "how", "what", "when", "where", "who"})
"""Words behind which a verb stands before its subject: "nor | should it be delayed"."""
_LACKING = frozenset({"need", "needs", "needed"})
"""Verbs that lack their object where "to" follows: "the aid it needs | to recover"."""
_HELD = frozenset({"opportunity", "chance", "right", "duty", "means", "power", "capacity", "ability", "occasion"})
"""Nouns with an infinitive that one has, where "have to" tells no duty: "the best chance | we have to bring peace"."""
_LINKS = frozenset({"of", "for", "to", "with", "about", "on", "by"})
"""Prepositions that tie a thing to what stands before it, so that no clause begins behind it."""
_WHENCE = frozenset({"reason", "way", "moment", "place", "point", "manner", "day", "extent"})
"""Nouns that tell why, how, when or where, of which no verb is short of its object: "the reason | we need to act"."""
_LONGEST = 5
"""How many words before its noun the thing meant may begin."""


def tells_which(sentence: Sentence, cue: Cue) -> bool:
    """Whether the verb of a cue only tells which thing is meant, which is its object: "spoke of the steps Peru | must take"."""
    if cue.group is None or cue.group.use != "finite" or cue.shape not in {"modal", "verb"}:
        return False
    g, first = sentence.g, cue.group.first
    who = _subject(sentence, g.back_over_adverbs(first)[0])
    if who is None or who < 3 or who == sentence.told or not _is_thing(sentence, who - 1):
        return False
    if cue.shape == "modal" or g.low(cue.end - 1) == "to":
        if g.is_have(first) and not g.bases(who - 1).isdisjoint(_HELD):
            return True
        return g.low(first) in _LACKING or _lacks_object(sentence, cue.end + (g.low(cue.end) == "be"))
    told = g.low(who) in _WHO and g.tokens[first].is_form("past") and cue.act not in {"oppose", "condemn"}
    return told and _ends_behind(sentence, cue.end)


def is_inverted(sentence: Sentence, cue: Cue) -> bool:
    """Whether "should" stands before its subject, as a condition has it: "it will act | should the talks fail"."""
    at = cue.keyword + 1
    g = sentence.g
    denied = g.low(cue.keyword - 2) == "no"  # "in no case | should we"
    if g.low(cue.keyword) != "should" or g.low(cue.keyword - 1) in _TURNING or denied:
        return False
    return g.is_in(at, "articles") or g.low(at) in _WHO


def _subject(sentence: Sentence, last: int) -> int | None:
    """Index where a pronoun or the name of an actor begins that ends there, with its article."""
    if sentence.g.low(last) in _WHO:
        return last
    named = (m.first for m in sentence.holders.actors if m.end == last + 1)
    return next((first - sentence.g.is_in(first - 1, "articles") for first in named), None)


def _is_thing(sentence: Sentence, head: int) -> bool:
    """Whether a thing with its article ends there, behind a verb or preposition: "has | the right tools"."""
    g = sentence.g
    token = g.tokens[head]
    if not token.nouns or token.is_capital or g.is_in(head, "times") or g.is_in(head, "subordinators"):
        return False
    if g.low(head) in _WHENCE:
        return False
    at = head - 1
    while (
        at > max(head - _LONGEST, 0)
        and (g.tokens[at].is_adjective or g.tokens[at].nouns or g.low(at) == "most")
        and not _opens(sentence, at)
    ):
        at -= 1
    if at < 2 or not _opens(sentence, at) or not g.has_verb(sentence.told, at):
        return False
    return g.low(at - 1) in _LINKS | OPENERS or bool(g.tokens[at - 1].verbs)


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether an article or pronoun stands there with which a thing begins."""
    return sentence.g.is_in(at, "determiners") and sentence.g.low(at) not in {"'s", "’s", "most"}


def _lacks_object(sentence: Sentence, verb: int) -> bool:
    """Whether a plain verb stands there that has no object of its own."""
    g = sentence.g
    if verb >= sentence.end or not g.tokens[verb].is_form("base"):
        return False
    after = verb + 1
    if after >= sentence.end or not g.tokens[after].is_word:
        return True
    return g.low(after) == "to" or g.is_in(after, "prepositions")


def _ends_behind(sentence: Sentence, at: int) -> bool:
    """Whether nothing but an adverb stands between there and the end: "the problems we mentioned | earlier"."""
    g = sentence.g
    while at < sentence.end and (g.is_plain_adverb(at) or g.low(at) in {"before", "earlier", "above"}):
        at += 1
    return at >= sentence.end or g.low(at) == "."
