"""The things of a target that are made of several words by rule: compounds, joined nouns, who is addressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graph_builder.model import Act, Concept
from graph_builder.text.mentions.anaphora import addressee, back_references, groups
from graph_builder.text.mentions.compose import composed
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.short_names import short_names
from graph_builder.text.things.attachments import attached
from graph_builder.text.things.complements import Complements
from graph_builder.text.things.compounds import Compounds
from graph_builder.text.things.coordination import Coordination
from graph_builder.text.things.known import is_means
from graph_builder.text.things.shared_heads import shared_heads
from graph_builder.text.things.target_words import TargetWords

__all__ = ["known_and_compound"]

_NAMED = frozenset({"actor", "treaty", "initiative"})
"""Kinds that have proper names."""


def known_and_compound(
    target: TargetWords,
    inside: Sequence[Mention],
    around: Sequence[Mention],
    means: Sequence[tuple[int, int]],
    *,
    act: Act,
    antecedents: Mapping[str, Concept],
    addresses: bool,
) -> list[Mention]:
    """The known things `inside` a target, those that they make together, and whom it points back to or speaks to.

    `around` is all that the sentence names.
    """
    grammar, lexicon, span = target.grammar, target.lexicon, target.span
    complements = Complements(grammar, lexicon, inside, span)
    made = list(target.all_made(Compounds(grammar, lexicon, complements, span).find()))
    made += [_with_name(target, thing, made) for thing in _attached(target, complements)]
    made += Coordination(grammar, lexicon, target.body, complements, span).find()
    made = [thing for thing in made if not (thing.concept.kind == "issue" and is_means(grammar, thing, means))]
    known = _with_composed(inside, composed(grammar, inside, span, antecedents))
    known += back_references(grammar, known, span, antecedents, around)
    known += short_names(grammar, lexicon, [*known, *made], span, antecedents)
    addressed = addressee(grammar, act, known, span, addresses=addresses)
    conflicts = [m.concept for m in known if m.concept.kind == "conflict" and not m.concept.label.islower()]
    spoken_of = {**antecedents, "conflict": conflicts[-1]} if conflicts else antecedents
    made += [_addressed(target, addressed, spoken_of)] if addressed is not None else []
    told = groups(grammar, [*known, *made], span)
    told = (group for group in told if act == "urge" or not _are_own_members(target, group, antecedents))
    made += [_group(target, group, spoken_of) for group in told]
    return _uncrossed(target, [*known, *made])


def _uncrossed(target: TargetWords, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with those one that share a head: "the political and economic | crisis | in Peru"."""
    found = list(mentions)
    for left in mentions:
        plain = left.concept.provisional and not any(
            target.grammar.is_in(at, "prepositions") for at in range(left.first, left.end)
        )
        for right in mentions if plain else ():
            headed = left.first < right.first < left.end < right.end
            if headed and right.concept.kind not in _NAMED and target.grammar.is_in(left.end, "prepositions"):
                if left in found:
                    found.remove(left)
                if right in found:
                    whole = (
                        target.made(left.first, right.end, right.concept.kind) if right.concept.provisional else None
                    )
                    found[found.index(right)] = whole or replace(right, first=left.first)
    return found


def _attached(target: TargetWords, complements: Complements) -> Iterator[Mention]:
    """Nouns with what is tied to them, and nouns with the modifiers that share them."""
    inside = complements.known
    grammar, lexicon, reader = target.grammar, target.lexicon, target.reader
    shared = list(shared_heads(grammar, lexicon, inside, target.span, reader))
    for first, end in attached(grammar, lexicon, complements, target.span, reader):
        begin = min([first, *(start for start, stop in shared if start < first < stop < end)])
        if (thing := target.made(begin, end)) is None:
            continue
        heads = (m.concept for m in inside if begin <= m.first < end and grammar.is_in(m.end, "prepositions"))
        head = next((c for c in heads if c.kind == thing.concept.kind and not c.provisional), None)
        yield thing if head is None else replace(thing, concept=replace(thing.concept, broader=(head.id,)))
    yield from target.all_made((first, end, None) for first, end in shared)


def _with_name(target: TargetWords, thing: Mention, names: Sequence[Mention]) -> Mention:
    """The thing with the whole name that ends what is tied to it: "engagement with the Committee | on the Rights of the Child"."""
    tokens = target.grammar.tokens
    named = (name for name in names if name.concept.kind in _NAMED and name.first < thing.end < name.end)
    end = max((name.end for name in named if thing.first < name.first), default=thing.end)
    if end > thing.end and not any(tokens[at].is_capital for at in range(thing.end, end)):
        return thing  # "influence over parties | to armed conflict"
    whole = target.made(thing.first, end, thing.concept.kind) if end > thing.end else None
    return thing if whole is None else whole


def _with_composed(mentions: Sequence[Mention], made: Iterable[Mention]) -> list[Mention]:
    """Mentions with composed ones in the place of the aspects that they are made of."""
    composed_ones = list(made)
    replaced = {(mention.concept.aspect, mention.end) for mention in composed_ones}
    return [*(mention for mention in mentions if (mention.concept.id, mention.end) not in replaced), *composed_ones]


def _are_own_members(target: TargetWords, span: tuple[int, int], antecedents: Mapping[str, Concept]) -> bool:
    """Whether "Member States" are those of the organization that speaks, not of the United Nations."""
    return target.grammar.low(span[0]) == "member" and "group member states" not in antecedents


def _addressed(target: TargetWords, span: tuple[int, int], antecedents: Mapping[str, Concept]) -> Mention:
    """Who is addressed, or what is to have something done to it: "call for the embargo | to be lifted"."""
    grammar, (first, end) = target.grammar, span
    suffers = grammar.low(end) == "to" and grammar.is_be(end + 1) and grammar.low(target.first - 1) == "for"
    first += grammar.is_in(first, "determiners") and end - first > 1
    made = target.made(first, end) if suffers else None
    return _group(target, span, antecedents) if made is None or made.concept.kind == "actor" else made


def _group(target: TargetWords, span: tuple[int, int], antecedents: Mapping[str, Concept]) -> Mention:
    """A group without a name: the parties to the conflict spoken of, if that has a name, else called by its words."""
    conflict = antecedents.get("conflict")
    first, end = span
    span = first, end = first + (target.grammar.low(first) == "the" and end - first > 1), end
    first += target.grammar.low(first) == "all" and end - first > 1
    words = [target.grammar.tokens[at] for at in range(first, end)]
    if (known := antecedents.get(f"group {' '.join(word.low for word in words)}")) is not None:
        return Mention(known, *span)
    if conflict is not None and not conflict.provisional and words[-1].low in {"parties", "sides"}:
        return target.actor(f"parties to the {conflict.label}", span)
    return target.actor(" ".join(word.text for word in words), span)
