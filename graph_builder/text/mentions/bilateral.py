"""Ties without a name of their own that a text of two parties speaks of: "our partnership" is the partnership of the two."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph_builder.model import Concept
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import slug
from graph_builder.text.words.grammar import Grammar

__all__ = ["Parties", "short_name", "tie_of"]

_SHORT: Mapping[str, str] = {"USA": "U.S.", "GBR": "UK"}
"""How a name of two calls states that have a shorter name than their label."""
_BETWEEN = frozenset({"with", "between", "among"})
_MUTUAL = frozenset({"bilateral", "mutual", "two-way"})
_WIDER = frozenset({"multilateral", "trilateral", "transatlantic", "regional", "international", "global"})
"""What tells of ties of more than two."""
_THEIRS = frozenset({"their", "our", "the", "two", "both"})
_COUNTRIES = frozenset({"country", "nation", "people", "state", "side"})
_TIES = frozenset({"ties", "bonds", "relationship", "relationships", "relation"})
"""Nouns that say of two no more than that they have relations."""
_POINTING = frozenset({"our", "their", "this", "the", "these"})


class Parties:
    """The two whose ties are spoken of."""

    def __init__(self, actors: Sequence[Concept]) -> None:
        names = sorted(_SHORT.get(actor.code or "", actor.label) for actor in actors)
        self.actors = frozenset(actor.id for actor in actors)
        self.name = "-".join(sorted(names, key=lambda name: name != "U.S."))

    def tie(self, grammar: Grammar, mentions: Sequence[Mention], concept: Concept, first: int, end: int) -> Concept:
        """The tie of the two, if that is what the phrase [first, end) says without naming others; else the concept itself."""
        if concept.kind not in {"issue", "initiative", "principle"} or concept.aspect is not None:
            return concept
        head = next((at for at in range(first, end) if grammar.is_in(at + 1, "prepositions")), end - 1)
        if grammar.tokens[head].bases.isdisjoint(grammar.words["mutual_ties"]):
            return concept
        named = {m.concept.id for m in mentions if m.concept.kind == "actor" and first <= m.first < end}
        if not named <= self.actors or any(grammar.tokens[at].is_capital for at in range(first + 1, head + 1)):
            return concept
        if any(grammar.low(at) in _WIDER for at in range(first, head)):
            return concept
        told = grammar.low(head + 1) in _BETWEEN and head + 1 < end
        if told and not named and _names_both(grammar, head + 2, end):
            named = set(self.actors)  # "between their countries"
        if (grammar.low(head + 1) in _BETWEEN) != bool(named) and (told or not named):
            return concept
        if head + 1 < end and grammar.is_in(head + 1, "prepositions") and not named:
            return concept
        before = first - 1
        loose = ("empty_modifiers", "uncalled_modifiers") if head == first else ()
        while before > 0 and any(grammar.is_in(before, few) for few in loose):
            before -= 1  # "our longstanding | partnership"
        if (
            not named
            and grammar.low(before) not in _POINTING
            and not any(grammar.low(at) in _MUTUAL for at in range(max(first - 1, 0), head))
        ):
            return concept
        words = [
            grammar.low(at)
            for at in range(first, head + 1)
            if not any(grammar.is_in(at, few) for few in ("framing_words", "empty_modifiers", "uncalled_modifiers"))
            and grammar.low(at) not in _MUTUAL
            and (at == head or not grammar.tokens[at].is_capital)
        ]
        nouns = any(grammar.low(at) == "and" and not grammar.tokens[at - 1].is_adjective for at in range(first, head))
        if sum(word not in {"and", ","} for word in words) < 3 and not nouns:
            words = [word for word in words if word not in {"and", ","}]  # "a friendly and constructive partnership"
        label = tie_of(self.name, " ".join(words))
        above = concept.broader if concept.provisional else (concept.id,)
        return replace(
            concept, id=f"{concept.kind}/{slug(label)}", label=label, names=(), broader=above, provisional=True
        )


def _names_both(grammar: Grammar, first: int, end: int) -> bool:
    """Whether a phrase is only "their countries", "the two peoples" or the like."""
    last = end - 1
    return first < last < first + 3 and (
        not grammar.bases(last).isdisjoint(_COUNTRIES) and all(grammar.low(at) in _THEIRS for at in range(first, last))
    )


def tie_of(parties: str, tie: str) -> str:
    """The label of a tie: the ties of two, without more said of them, are their relations.

    >>> tie_of("Peru-Chile", "bonds"), tie_of("Peru-Chile", "economic ties")
    ('Peru-Chile relations', 'Peru-Chile economic ties')
    """
    return f"{parties} {'relations' if tie in _TIES else tie}"


def short_name(actor: Concept, body: str) -> str:
    """How a name of two calls one of them: the text's own short form of the United States, no "countries" of a group."""
    if actor.code == "USA":
        return "U.S." if "U.S." in body else "US"
    name = _SHORT.get(actor.code or "", actor.label)
    return re.sub(r" (member )?(states|countries)$", "", name)
