"""What a thing that nobody has a label for is called: its words, with the actors and treaties in them by their own labels.

"Engagement with the PRC" is engagement with China whoever writes of it, and "Peru's prosperity" is the prosperity of Peru.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import Concept
from graph_builder.text.mentions.bilateral import short_name, tie_of
from graph_builder.text.mentions.compose import articled, aspect_of
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import slug
from graph_builder.text.words.grammar import Grammar

__all__ = ["of_owner", "with_labels"]

_NAMED = frozenset({"actor", "treaty"})
"""Kinds with names of their own."""
_OWNED = frozenset({"issue", "principle", "actor", "initiative"})
"""Kinds that are told with whose they are behind them."""
_TALKS = frozenset({"dialogue", "talk"})
"""Ties that are talks."""
_POSSESSED = frozenset({"issue", "principle", "initiative", "threat"})
"""Kinds of what is called with the state whose it is."""
_MARKS = frozenset({"'s", "’s", "'", "’"})
_SHARED = re.compile(r"\b(of|for|to|with|between|among|against|from|on|by) (?:our|their) (?!two|times?\b|days?\b)")
"""Where a label tells of things of those who speak, which it calls without them if they are many: "the resilience of our societies"."""
_DONE_BY = re.compile(
    r"^(.*\w) (?:taken|undertaken|made|played|adopted|expressed|voiced|shown|issued|registered|achieved|delivered) by "
)
"""Where a label tells what somebody did or had, which it calls theirs: "the role | played by | women"."""
_PLACING = frozenset({"in", "with", "within", "across", "between", "among", "against", "from", "for", "and", "or"})
"""Words before a state that is not the one spoken of."""
_TIES = re.compile(r"([A-Z][\w.]*[-–][A-Z]\w*) (\w+)")
_OWNER = re.compile(r"(?P<owner>.+?)(?:(?P<one>[’']s)|(?<=s)[’']) (?P<what>.+)")


def with_labels(grammar: Grammar, lexicon: Lexicon, body: str, thing: Mention, mentions: Sequence[Mention]) -> Mention:
    """The thing, if nobody has a label for it, called with the labels of the actors and treaties in its words."""
    concept = thing.concept
    if not concept.provisional or _is_name(concept.label):
        return thing
    label = concept.label
    for inner in _inside(thing, mentions):
        if "/" in {grammar.low(inner.first - 1), grammar.low(inner.end)}:
            continue  # "OAU/AU decisions", "Assembly/AU/Res.1"
        words = " ".join(body[grammar.tokens[inner.first].start : grammar.tokens[inner.end - 1].end].split())
        ends = inner.end == thing.end or grammar.is_in(inner.end, "prepositions") or grammar.low(inner.end) == "and"
        organ = inner.concept.code is not None and not inner.concept.is_country and not inner.concept.label.islower()
        short = organ and inner.end - inner.first == 1  # "the Council"
        if (words in inner.concept.names or short) and (ends or not inner.concept.is_country) and _is_proper(words):
            label = _called(label, words.replace("’", "'"), inner, lexicon)
    label = tie_of(*found.groups()) if (found := _TIES.fullmatch(label)) else label
    label = _between(grammar, body, label, thing, mentions)
    label = _owned(grammar, label, thing, mentions, lexicon) if concept.kind in _OWNED else label
    label = _DONE_BY.sub(r"\1 of ", label)
    last = grammar.tokens[thing.end - 1]
    label = _SHARED.sub(r"\1 ", label) if last.nouns and last.low not in last.nouns else label
    if label == concept.label:
        return thing
    return replace(thing, concept=replace(concept, id=f"{concept.kind}/{slug(label)}", label=label))


def _between(grammar: Grammar, body: str, label: str, thing: Mention, mentions: Sequence[Mention]) -> str:
    """The label of a tie with the two before it whose it is: "the dialogue between Peru and Chile" is the Peru-Chile dialogue."""
    at = next((at for at in range(thing.first, thing.end) if grammar.low(at) == "between"), thing.first)
    if at == thing.first or grammar.tokens[at - 1].bases.isdisjoint(grammar.words["mutual_ties"] | _TALKS):
        return label
    two = [one.concept for one in _widest(mentions, at, thing.end)]
    joined = sum(grammar.low(place) == "and" for place in range(at, thing.end))
    if len(two) != 2 or joined != 1 or any(not (one.code or one.variety == "Coalition") for one in two):
        return label
    names = sorted((short_name(one, body) for one in two), key=lambda name: name not in {"U.S.", "US"})
    return tie_of("-".join(names), label.partition(" between ")[0])


def _widest(mentions: Sequence[Mention], first: int, end: int) -> Iterator[Mention]:
    """The widest actors of a stretch, in reading order."""
    for mention in mentions:  # longer ones first
        if first <= mention.first and mention.end <= end and mention.concept.kind == "actor":
            yield mention
            first = mention.end


def _is_proper(words: str) -> bool:
    """Whether words name somebody, and do not tell of what sort they are: "the Andean | states"."""
    return words[:1].isupper() and words.split()[-1][:1].isupper()


def _is_name(label: str) -> bool:
    """Whether a label is a proper name, which is left as it is."""
    return _is_proper(label)


def _inside(thing: Mention, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The widest known actors and treaties within a thing, and not all of it."""
    until = thing.first
    for mention in mentions:  # in reading order, longer ones first
        inner = until <= mention.first and mention.end <= thing.end and mention.concept.kind in _NAMED
        if inner and not mention.concept.provisional and mention.end - mention.first < thing.end - thing.first:
            until = mention.end
            yield mention


def _called(label: str, words: str, inner: Mention, lexicon: Lexicon) -> str:
    """The label with the label of a thing in it in place of the words that name it there."""
    name = inner.concept.label
    bare = lexicon.words["unarticled_names"]
    state = inner.concept.is_country and lexicon.words["words_of_articled_names"].isdisjoint(name.lower().split())
    kept = not state and name.lower() not in bare
    before, after = _parted(label, words)
    if after is None:
        return label
    before = f"{before.removesuffix('our ')}the " if before.endswith("our ") else before  # "by our | Organization"
    return f"{before if kept else before.removesuffix('the ')}{name}{after}"


def _parted(label: str, words: str) -> tuple[str, str | None]:
    """What stands before and after whole words in a label; None after them where they do not stand in it."""
    at = label.find(words)
    while at >= 0:
        end = at + len(words)
        if not (label[at - 1 : at].isalnum() or label[end : end + 1].isalnum()):
            return label[:at], label[end:]
        at = label.find(words, at + 1)
    return label, None


def of_owner(grammar: Grammar, lexicon: Lexicon, thing: Mention, mentions: Sequence[Mention], start: int) -> Mention:
    """The thing of a state whose name stands before it, called with it: "Peru's | claims", "Iran's | attack on a ship".

    "Its" are those of the only state that the target names before, which begins at `start`: "encourage Peru to reform its | economy".
    """
    concept, at = thing.concept, thing.first - 1
    organ = concept.kind == "actor" and concept.provisional and concept.label.islower()
    if not (organ or concept.kind in _POSSESSED) or concept.aspect is not None:
        return thing
    its = next((place for place in range(thing.first, thing.end) if grammar.low(place) == "its"), None)
    if its is not None and (owner := _named_before(grammar, its, mentions, start)) is not None:
        return _called_so(thing, concept.label.replace(" its ", f" {_adjective(owner)} "))
    if grammar.low(at) == "its" and not _is_for_others(grammar, lexicon, thing):
        owner = _named_before(grammar, at, mentions, start)
    elif grammar.low(at) in _MARKS:
        owner = next((m.concept for m in mentions if m.end == at and m.concept.is_country), None)
    else:
        return thing
    if owner is None or _is_name(concept.label) or _names(concept.label, owner):
        return thing
    if concept.label in grammar.words["aspects"] and not concept.provisional:
        return replace(thing, concept=aspect_of(concept, owner, grammar.words))
    tied = any(grammar.is_in(place, "prepositions") for place in range(thing.first, thing.end))
    label = f"{_adjective(owner)} {concept.label}" if tied else f"{concept.label} of {articled(owner, lexicon.words)}"
    return _called_so(thing, label)


def _called_so(thing: Mention, label: str) -> Mention:
    """The thing as one of its own with that label, under what it was."""
    concept = thing.concept
    above = concept.broader if concept.provisional else (concept.id,)
    id_ = f"{concept.kind}/{slug(label)}"
    return replace(thing, concept=replace(concept, id=id_, label=label, names=(), broader=above, provisional=True))


def _named_before(grammar: Grammar, at: int, mentions: Sequence[Mention], start: int) -> Concept | None:
    """The only state named between `start` and `at`, if it is no place or partner there."""
    named = [m for m in mentions if start <= m.first and m.end <= at and m.concept.is_country]
    if len({m.concept.id for m in named}) != 1:
        return None
    before = named[0].first - 1 - (grammar.low(named[0].first - 1) == "the")
    return None if before >= start and grammar.low(before) in _PLACING else named[0].concept


def _is_for_others(grammar: Grammar, lexicon: Lexicon, thing: Mention) -> bool:
    """Whether a thing is a duty or a deed towards others, which is called the same whoever has it: "international obligations"."""
    head = next((at for at in range(thing.first, thing.end) if grammar.is_in(at + 1, "prepositions")), thing.end - 1)
    return not grammar.tokens[head].bases.isdisjoint(lexicon.words["owed_to_others"])


def _adjective(country: Concept) -> str:
    """The adjective of a country, or its name if there is only a noun for its people."""
    return next((word for word in country.adjectives if not word.endswith("er")), country.label)


def _names(label: str, owner: Concept) -> bool:
    """Whether a label tells of a state already."""
    return any(name in label for name in (owner.label, *owner.adjectives))


def _owned(grammar: Grammar, label: str, thing: Mention, mentions: Sequence[Mention], lexicon: Lexicon) -> str:
    """The label with whose it is behind it: "interests of China", "efforts of the UN", "peoples of the region"."""
    found = _OWNER.fullmatch(label)
    if found is None:
        return label
    owner, what = found["owner"].removeprefix("the "), found["what"]
    if not owner.strip():
        return label
    named = (m.concept for m in mentions if m.first == thing.first)
    known = next((one for one in named if owner in {one.label, *one.names}), None)
    if any(grammar.is_in(at, "prepositions") for at in range(thing.first, thing.end)):
        return f"{_adjective(known)} {what}" if known is not None and known.is_country else label
    if known is not None and known.is_country:
        return f"{what} of {articled(known, lexicon.words)}"
    if known is None and (owner.split()[-1] in lexicon.words["genitives_of_sort"] or owner[:1].isupper()):
        return label  # "women's rights", "the Chairman's Statement"
    bare = known is not None and owner.lower() in lexicon.words["unarticled_names"]
    return f"{what} of {owner}" if bare or found["one"] is None else f"{what} of the {owner}"
