"""What an issuer calls itself by a short name that means another elsewhere: "the Commonwealth" in a text of the CIS, "America"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graph_builder.model import Concept, Document
from graph_builder.reference import Reference
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.mentions import Matcher
from graph_builder.text.words.tokens import Token

__all__ = ["with_own_names"]


_SHORT: Mapping[str, str] = {"USA": "america"}
"""What a state calls itself by the name of a continent."""
_PARTS = frozenset({"latin", "north", "south", "central", "inter"})
"""Words with which such a name means a part of the continent."""


def with_own_names(document: Document, reference: Reference, known: Matcher) -> Matcher:
    """The matcher itself, or one that takes such a name for the issuer."""
    meant: dict[str, Concept] = {}
    short: dict[str, Concept] = {}
    for issuer in filter(None, map(reference.resolve_actor, document.issuers)):
        if (called := _SHORT.get(issuer.code or "")) is not None:
            short[called] = issuer
        for name in (issuer.label, *issuer.names) if issuer.variety == "Organization" else ():
            first, of, _ = name.partition(" of ")
            other = reference.resolve_actor(first) if of else None
            if other is not None and other is not issuer:
                meant[other.id] = issuer
    return _OwnMatcher(known, meant, short) if meant or short else known


class _OwnMatcher(Matcher):
    def __init__(self, known: Matcher, meant: Mapping[str, Concept], short: Mapping[str, Concept]) -> None:
        self.__dict__.update(vars(known))
        self._meant, self._short = meant, short

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        found = [
            replace(one, concept=self._meant[one.concept.id])
            if one.concept.id in self._meant and one.end - one.first == 1
            else one
            for one in super().find(tokens)
        ]
        own = [Mention(concept, at, at + 1) for at, concept in self._called(tokens)] if self._short else []
        return sorted([*found, *own], key=lambda item: (item.first, -item.end, item.concept.id)) if own else found

    def _called(self, tokens: Sequence[Token]) -> Iterator[tuple[int, Concept]]:
        """Where the issuer calls itself so, outside of a longer name: not "Latin | America", "Bank of | America"."""
        for at, token in enumerate(tokens):
            if token.low not in self._short or not token.is_capital:
                continue
            part = at > 0 and tokens[at - 1].low in _PARTS
            named = at > 1 and tokens[at - 1].low == "of" and tokens[at - 2].is_capital
            if not (part or named):
                yield at, self._short[token.low]
