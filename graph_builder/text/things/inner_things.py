"""Which things that stand inside wider ones are listed beside them, as ruling 7 of the annotation manual has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from graph_builder.model import Concept
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Named", "is_swallowed", "outermost"]


class Named(Protocol):
    """What names a concept by the tokens [first, end)."""

    @property
    def concept(self) -> Concept: ...
    @property
    def first(self) -> int: ...
    @property
    def end(self) -> int: ...


_INNER_KINDS: dict[str, frozenset[str]] = {
    "treaty": frozenset({"threat"}),
    "initiative": frozenset({"threat"}),
    "issue": frozenset({"threat"}),
    "principle": frozenset({"actor"}),
    "threat": frozenset({"principle", "actor"}),
    "actor": frozenset({"treaty", "initiative", "conflict", "issue", "threat"}),
}

_CLITICS = frozenset({"'s", "’s", "'", "’"})
_NAMED = frozenset({"treaty", "initiative", "actor"})
"""Kinds that have proper names."""
_ILLS = frozenset({"threat", "issue", "conflict"})
"""Kinds that nouns of wrong name."""
_COMMON = _ILLS | {"initiative", "principle"}
"""Kinds of what common nouns name."""
_WRONGED = frozenset({"principle", "issue"})
"""Kinds of rules that are listed beside a breach of them."""


def outermost(grammar: Grammar, mentions: Sequence[Mention]) -> list[Mention]:
    """Widest mentions, with those inside a wider one that the manual lists beside it."""
    kept: list[Mention] = []
    mentions = [mention for mention in mentions if not _is_cut(grammar, mention, mentions)]
    for mention in sorted(mentions, key=lambda item: (item.first - item.end, item.first)):
        covers = [outer for outer in kept if outer.first < mention.end and mention.first < outer.end]
        if all(_lists_inner(grammar, outer, mention) and not _shares_head(grammar, outer, mention) for outer in covers):
            kept.append(mention)
    return sorted(kept, key=lambda item: (item.first, -item.end))


def _is_cut(grammar: Grammar, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether its complement is only the beginning of another thing: the "lack of food" of "lack of | food security"."""
    for other in others:
        if mention.first < other.first < mention.end < other.end and grammar.is_in(other.first - 1, "prepositions"):
            return not any(grammar.is_in(at, "prepositions") for at in range(mention.end, other.end))
    return False


def _shares_head(grammar: Grammar, outer: Named, inner: Named) -> bool:
    """Whether the inner thing is the outer one without its adjectives: the violence of "sexual violence"."""
    if inner.end != outer.end or outer.first == inner.first or inner.concept.kind == "actor":
        return False
    return not any(
        grammar.is_in(at, "prepositions") or grammar.low(at) in {"to", "that", "which", "who"}
        for at in range(outer.first, inner.first)
    )


def _lists_inner(grammar: Grammar, outer: Named, inner: Named) -> bool:
    inside = outer.first <= inner.first and inner.end <= outer.end and inner.end - inner.first < outer.end - outer.first
    named = outer.concept.label[:1].isupper() and outer.concept.kind in _NAMED
    if inner.concept.kind == "conflict" and outer.first < inner.first and inner.end > outer.end:
        return True  # "political settlement of | the conflict | in Peru"
    if grammar.low(outer.first) == "those" and outer.concept.kind == "actor":
        return inside  # "those who fought against | fascism"
    if named and inner.concept.kind not in _NAMED and grammar.tokens[inner.first].is_capital:
        return False  # only a part of a name: "the Coalition to Address Drug Threats"
    if named and outer.concept.kind == "actor" and inner.concept.kind == "issue":
        return False  # the field of an office: "the Special Rapporteur on | the situation of human rights"
    if inner.concept.kind == "threat" and inner.end == outer.end - 1 and grammar.is_in(inner.end, "helps_against"):
        return False  # "disaster | relief"
    if inner.end - inner.first == 1 and grammar.is_in(inner.first, "urgent_ills") and inner.end < outer.end:
        return grammar.is_in(inner.end, "prepositions")  # "an emergency | meeting"
    if outer.concept.kind == "actor" and inner.concept.kind == "issue" and _is_of_head(grammar, outer, inner):
        return False  # whom it joins: "cultural | institutions | and groups"
    threats = outer.concept.provisional or outer.concept.kind == "threat"
    if threats and {outer.concept.kind, inner.concept.kind} <= _ILLS and _is_conjunct(grammar, outer, inner):
        return False  # "poverty | and famine in the islands"
    if outer.concept.kind == inner.concept.kind == "actor" and _is_same_group(grammar, outer, inner):
        return False  # the "states" of "member states"
    after = grammar.tokens[inner.end] if inner.end < outer.end else None
    common = inner.concept.kind == "actor" and not grammar.tokens[inner.first].is_capital
    if common and after is not None and after.nouns and not grammar.is_in(inner.end, "prepositions"):
        return False  # the "nuclear power" of "nuclear power plant"
    if outer.concept.kind == "actor" and inner.concept.is_country and grammar.is_in(outer.first, "populations"):
        return False  # "the people of | Peru"
    owner = inner.concept.kind == "actor" and grammar.low(inner.end) in _CLITICS and inner.first == outer.first
    attacked = inner.concept.kind == "actor" and inner.end == outer.end and grammar.low(inner.first - 1) == "against"
    if inside and (owner or attacked) and outer.concept.kind in {"conflict", "threat"}:
        return True  # whose it is, or against whom: "Russia's | war of aggression", "the war against | Ukraine"
    if outer.concept.kind == "threat" and inner.concept.kind == "principle":
        return inside and inner.end == outer.end and inner.first > outer.first + 1  # "challenges to stability"
    if inner.concept.kind in _WRONGED and inside and inner.end == outer.end and _is_wronged(grammar, outer, inner):
        return True  # "violations of | international law"
    if inner.concept.kind == "actor" and outer.concept.kind == "treaty" and _is_author(grammar, outer, inner):
        return inside  # "the Report of | the Peace and Security Council"
    return inside and inner.concept.kind in _inner_kinds(outer)


def _is_same_group(grammar: Grammar, outer: Named, inner: Named) -> bool:
    """Whether the inner actor is the outer one without what tells which ones are meant."""
    bare = inner.end - inner.first == 1 and not grammar.bases(inner.first).isdisjoint(grammar.words["group_nouns"])
    return bare and inner.end == outer.end and grammar.tokens[inner.first - 1].bases.isdisjoint({"of", "and", ","})


def _is_author(grammar: Grammar, outer: Named, inner: Named) -> bool:
    """Whether the outer thing is a text that the inner one has made."""
    tie = inner.first - 1 - grammar.is_in(inner.first - 1, "determiners")
    first = next((at for at in range(outer.first, inner.first) if grammar.is_in(at, "prepositions")), outer.first)
    tied = grammar.low(tie) == "by" or (grammar.low(tie) == "of" and tie == first)
    return tied and any(grammar.is_in(at, "tellings") for at in range(outer.first, first))


def _is_wronged(grammar: Grammar, outer: Named, inner: Named) -> bool:
    """Whether the outer thing is a wrong done to the inner one."""
    left = inner.first - 1
    owned = grammar.low(left) in _CLITICS  # "a breach of | Peru's | obligations"
    while left > outer.first and (grammar.is_in(left, "determiners") or owned):
        if grammar.is_in(left, "prepositions"):
            break
        left -= 1
    tied = left > outer.first and grammar.is_in(left, "prepositions")
    wrongs = grammar.words.any_of("wrong_deeds", "hindrances", "undoings")
    return tied and not grammar.bases(left - 1).isdisjoint(wrongs)


def _is_of_head(grammar: Grammar, outer: Named, inner: Named) -> bool:
    """Whether the inner thing stands in front of all that is tied to the head of the outer one."""
    joined = grammar.low(inner.end) in {"and", ","} and inner.first > outer.first
    return joined and not any(grammar.is_in(at, "prepositions") for at in range(outer.first, inner.first))


def _is_conjunct(grammar: Grammar, outer: Named, inner: Named) -> bool:
    """Whether the inner thing is one of several nouns that have one complement."""
    head = next((at for at in range(outer.first, outer.end) if grammar.is_in(at, "prepositions")), outer.first)
    return inner.end <= head and any(grammar.low(at) in {"and", "or"} for at in range(outer.first, head))


def _inner_kinds(cover: Named) -> frozenset[str]:
    """Kinds that are listed beside a wider thing that holds them."""
    kinds = _INNER_KINDS.get(cover.concept.kind, frozenset())
    if cover.concept.kind == "actor" and not cover.concept.provisional:
        return frozenset({"treaty"})  # not the field of a body: "the Conference on | Disarmament"
    if cover.concept.provisional and cover.concept.kind == "threat":
        return frozenset({"actor", "principle", "issue", "treaty", "initiative", "threat", "conflict"})
    common = cover.concept.provisional and cover.concept.label[:1].islower()
    if cover.concept.kind in {"issue", "initiative"} and common:
        return kinds | _NAMED
    return kinds | {"actor"} if cover.concept.kind == "issue" or common else kinds


def _is_head(grammar: Grammar, outer: Named, inner: Named) -> bool:
    """Whether the inner thing is but the first noun phrase of the outer one: "attempted annexation | of the territory"."""
    inside = outer.first <= inner.first and inner.end < outer.end and inner.concept.kind not in {"actor", "treaty"}
    if not inside or outer.concept.kind not in {"issue", "threat"} or not grammar.is_in(inner.end, "prepositions"):
        return False
    return not any(
        grammar.is_in(at, "prepositions") or grammar.low(at) in _CLITICS for at in range(outer.first, inner.end)
    )


def _is_shorter(grammar: Grammar, outer: Named, inner: Named) -> bool:
    """Whether the inner thing is the outer one without its last complement: "recruitment of children | in the war"."""
    if outer.first != inner.first or inner.end >= outer.end or not {outer.concept.kind, inner.concept.kind} <= _COMMON:
        return False
    tied = any(grammar.is_in(at, "prepositions") for at in range(inner.first, inner.end))
    return tied or grammar.is_in(inner.end, "prepositions")


def _is_origin(grammar: Grammar, outer: Named, inner: Named) -> bool:
    """Whether the inner thing is the state that somebody comes from: "the appointment of Maria Soto of | Chile"."""
    of = inner.first - 1
    if not inner.concept.is_country or inner.end != outer.end or grammar.low(of) != "of" or of - 2 < outer.first:
        return False
    named = all(grammar.tokens[at].is_capital and grammar.tokens[at].is_word for at in (of - 1, of - 2))
    return named and not grammar.tokens[of - 1].nouns


def is_swallowed(grammar: Grammar, inner: Named, things: Sequence[Named]) -> bool:
    """Whether a thing has become a part of a wider one: the "aggression" of "war of aggression"."""
    if any(_is_shorter(grammar, outer, inner) or _is_origin(grammar, outer, inner) for outer in things):
        return True
    if inner.concept.kind == "conflict":
        return False
    if any(_is_head(grammar, outer, inner) for outer in things):
        return True
    covers = (
        outer
        for outer in things
        if outer.first <= inner.first and inner.end <= outer.end and outer.end - outer.first > inner.end - inner.first
    )
    return any(
        (
            outer.concept.kind in {"conflict", "threat", "issue"}
            or (inner.concept.provisional and inner.concept.kind != "actor")
        )
        and (not _lists_inner(grammar, outer, inner) or _shares_head(grammar, outer, inner))
        for outer in covers
    )
