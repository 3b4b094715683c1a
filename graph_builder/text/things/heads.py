"""The noun that a target is about before all: the head of its first noun phrase, where no thing tells it yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.lists_of_names import names_end
from graph_builder.text.things.target_words import TargetWords
from graph_builder.text.words.grammar import Grammar

__all__ = ["heads_of", "with_deed"]

_LEADING = frozenset({"of", "for", "to", "with", "about", "that", "as", "than", "like", "whereby"})
"""Words behind which it is told what the noun leads to: "the importance | of", "the belief | that"."""
_JOINTS = frozenset({"and", "or"})
_RESTING = frozenset({"based", "founded", "grounded"})
"""Participles that tell how something is done as often as what it is."""
_KNOWN = frozenset({"threat", "principle", "conflict"})
"""Kinds of known things that are told enough by their names."""
_TYING = frozenset({"in", "on", "against", "towards", "toward"})
"""Words that tie to a noun what it says little without."""
_PERSONS = frozenset({"we", "they", "he", "she", "it", "you"})
_THEIRS = frozenset({"its", "their", "his", "her"})
_LONGEST = 10
"""Words of what the noun goes on with at most."""


def heads_of(words: TargetWords, things: Sequence[Mention]) -> list[Mention]:
    """The head of the target's first noun phrase, and of what is to be kept: "to uphold | the policies agreed in Lima"."""
    return [thing for first in (_opened(words), *_kept(words)) for thing in _head(words, things, first)]


def with_deed(words: TargetWords, thing: Mention, things: Sequence[Mention]) -> Mention:
    """A thing that a single common noun names with what it does or suffers: "the plan | endorsed by the ministers"."""
    end, grammar = thing.end, words.grammar
    noun = grammar.tokens[end - 1]
    if end - thing.first > 1 or noun.is_capital or not noun.nouns or _deed(words, end) == end:
        return thing
    if thing.concept.kind in _KNOWN and not thing.concept.provisional:
        return thing
    before = grammar.tokens[thing.first - 1]
    shares = before.is_capital or before.is_adjective or bool(before.nouns) or before.low in _JOINTS
    if thing.first > words.first and shares and not grammar.is_in(thing.first - 1, "determiners"):
        return thing  # "written | replies given by", "families and | communities hit by"
    finish = _with_tied(words, end, things)
    after = grammar.tokens[finish + 1] if finish + 1 < len(grammar.tokens) else None
    listed = grammar.low(finish) == "," and after is not None and after.is_capital  # "led by Chilean | , Peruvian and"
    if finish == end or listed:
        return thing
    made = words.made(thing.first, finish, thing.concept.kind) if thing.concept.provisional else None
    return replace(thing, end=finish) if made is None else made


def _deed(words: TargetWords, end: int) -> int:
    """Index after a participle that tells what the noun before `end` does or suffers; `end` if there is none."""
    grammar = words.grammar
    at = end + (grammar.is_plain_adverb(end) or grammar.low(end) == "still")
    if (
        at + 1 >= words.end
        or grammar.low(at) in _RESTING
        or grammar.is_be(at)
        or grammar.is_have(at)
        or grammar.is_in(at, "prepositions")
    ):
        return end
    if not grammar.tokens[at].verbs.isdisjoint(grammar.words["recording_verbs"]):
        return end  # "the abuses | documented in the report"
    doing = grammar.low(at).endswith("ing") and grammar.tokens[at].is_form("ing")
    return at + 1 if doing or grammar.tokens[at].is_form("past") else end


def _kept(words: TargetWords) -> Iterator[int]:
    """Indexes at which what is told to be kept, carried out or ended begins, behind its owner or article."""
    grammar = words.grammar
    keeping = grammar.words["keeping_verbs"]
    for at in range(words.first, words.end - 2):
        owned = grammar.low(at) == "and" and grammar.low(at + 1) in _THEIRS
        if owned and grammar.is_in(words.reader.phrase_end(at + 2) - 1, "kept_nouns"):
            yield at + 2  # "the report and its | recommendations"
        if grammar.tokens[at].verbs.isdisjoint(keeping):
            continue
        if grammar.tokens[at].is_form("base") and grammar.is_in(at + 1, "determiners"):
            start = words.reader.after_determiners(at + 1)
            head = words.reader.phrase_end(start) - 1
            if head >= start and grammar.is_in(head, "kept_nouns"):
                yield start


def _head(words: TargetWords, things: Sequence[Mention], first: int) -> list[Mention]:
    """The head of the noun phrase at `first` with what is tied to it, unless it is a thing already or only leads to one."""
    grammar = words.grammar
    end = words.reader.phrase_end(first)
    head = end - 1
    told = any(thing.first <= head < thing.end for thing in things)
    if end <= first or told or not _names(words, first, head) or not _says_enough(words, first, head):
        return []
    while first < head and (_is_empty(grammar, first) or not grammar.tokens[first].is_word):
        first += 1
    finish = _with_tied(words, end, things)
    if first == head and finish == end < words.end and grammar.low(end) in _TYING:
        return []  # "the difficulties | in providing aid"
    made = words.made(first, finish)
    return [] if made is None or made.concept.kind == "actor" else [made]


def _is_empty(grammar: Grammar, at: int) -> bool:
    """Whether an adjective of time or degree stands there that is no part of a name: "recent", but not "New | Zealand's"."""
    return grammar.is_in(at, "empty_modifiers") and not grammar.tokens[at].is_capital


def _opened(words: TargetWords) -> int:
    """Index behind what opens the target: "that", determiners."""
    at = words.first + (words.grammar.low(words.first) == "that")
    return at if words.grammar.low(at) == "no" else _described(words, words.reader.after_determiners(at))


def _described(words: TargetWords, at: int) -> int:
    """Index behind a participle that describes the noun behind it: "the deteriorating | situation"."""
    token = words.grammar.tokens[at] if at + 1 < words.end else None
    if token is None or not (token.is_form("ing") or token.is_form("past")) or token.nouns or at == words.first:
        return at
    return at + 1 if words.grammar.is_in(at - 1, "determiners") and words.reader.phrase_end(at + 1) > at + 1 else at


def _names(words: TargetWords, first: int, head: int) -> bool:
    """Whether a common noun stands there, no adjective, time or verb: "the need", but not "Peru | refrain from"."""
    token = words.grammar.tokens[head]
    named = token.is_capital and not (head == first == words.grammar.lead and token.low not in token.nouns)
    if not token.nouns or named or len(token.low) < 4 or words.grammar.is_in(head, "times_of"):
        return False  # "| Attacks on peacekeepers" that open a sentence are no name
    told = head > first and words.grammar.tokens[head - 1].is_capital and token.is_form("base")
    verb = (told and token.low in words.lexicon.words["rather_verbs"]) or words.reader.is_verb(head)
    out = token.is_form("ing") and words.grammar.is_in(head + 1, "verb_particles")  # "the | winding down of"
    return not (verb or out) and (not token.is_adjective or token.low.endswith("s"))


def _says_enough(words: TargetWords, first: int, head: int) -> bool:
    """Whether a noun says something by itself: it leads to nothing behind it and is no word of little content."""
    grammar, end = words.grammar, head + 1
    light = not grammar.bases(head).isdisjoint(words.lexicon.words["light_nouns"])
    bare = head == first and (first == words.first or grammar.is_in(first - 1, "determiners"))
    if grammar.low(end) == "that" and not (_is_told_of(words, end + 1) and (not light or _is_deed(words, head))):
        return False
    if grammar.low(end) in _LEADING - {"that"}:
        return False
    if grammar.low(end) in _JOINTS:
        begin = words.reader.after_determiners(end + 1)
        shares = begin == end + 1 and grammar.low(words.reader.phrase_end(begin)) in {"of", "for", "to"}
        both = (head, words.reader.phrase_end(begin) - 1)
        given = all(_is_deed(words, at) or grammar.is_in(at, "thanked_for") for at in both)
        if shares or (light and bare and not given):
            return False  # "the purposes | and principles of the Charter"
    if light and grammar.low(end) == "," and bare:
        return False  # "acts | , methods and practices of terrorism"
    if end < words.end and grammar.is_in(head, "passing_deeds"):
        done = grammar.low(end) == "by" or grammar.tokens[end].is_form("past") or _with_clause(words, end) > end
        if done and not (grammar.is_be(end) or grammar.is_have(end)):
            return False  # "the progress | made on reform"
    against = grammar.low(end) == "against" and grammar.bases(head) & {"fight", "struggle", "battle", "war"}
    return not against and (not light or _is_deed(words, head) or (grammar.low(end) == "and" and bare))


def _is_deed(words: TargetWords, head: int) -> bool:
    return words.grammar.is_in(head, "named_deeds")


def _is_told_of(words: TargetWords, at: int) -> bool:
    """Whether the verb of a relative clause stands behind "that": "opportunities that | flow from", not "the belief that | peace"."""
    grammar = words.grammar
    token = grammar.tokens[at] if at < words.end else None
    if token is None:
        return False
    helped = grammar.is_in(at, "modals") or grammar.is_be(at) or grammar.is_have(at)
    return helped or (bool(token.verbs) and not token.nouns)


def _with_tied(words: TargetWords, end: int, things: Sequence[Mention]) -> int:
    """Index after what a preposition ties to the noun before `end`: "| from Gaza", "| taken by Peru"; `end` if nothing is tied."""
    grammar = words.grammar
    if (done := _with_clause(words, end)) > end:
        return done
    tie = _deed(words, end)
    if tie > end and grammar.is_in(tie - 1, "meeting_participles"):
        tie -= 1
    elif (
        grammar.low(tie) == "via"
        or not grammar.is_in(tie, "prepositions")
        or grammar.low(tie) in _LEADING - ({"to"} if tie > end else set())
    ):
        return end
    start = tie + 1 + grammar.is_in(tie + 1, "articles")
    names = names_end(grammar, words.reader.ends, start, words.end)
    finish = max(_complement(words, tie + 1, things), names if names > start else tie)
    if grammar.low(finish) == "of" and finish > tie + 1:
        finish = max(_complement(words, finish + 1, things), finish)
    last = finish - 1
    how = grammar.is_in(last, "adjunct_nouns") and not grammar.tokens[last].is_capital  # "measures | in order to"
    return finish if tie < last < min(words.end, end + _LONGEST) and not how else end


def _with_clause(words: TargetWords, end: int) -> int:
    """Index after what somebody has done with the noun before `end`: "the document | we have adopted"; `end` if nothing is told so."""
    grammar = words.grammar
    verb = end + 2 + grammar.is_plain_adverb(end + 2)
    if grammar.low(end) not in _PERSONS or verb >= words.end or not grammar.is_have(end + 1):
        return end
    return verb + 1 if grammar.tokens[verb].is_form("past") else end


def _complement(words: TargetWords, at: int, things: Sequence[Mention]) -> int:
    """Index after the noun phrase or the thing that begins at `at`."""
    start = words.reader.after_determiners(at)
    while start < words.end and words.grammar.is_in(start, "possessives"):
        start += 1
    known = [thing.end for thing in things if thing.first == start]
    finish = max([*known, words.reader.phrase_end(start)])
    return finish if finish > start else at
