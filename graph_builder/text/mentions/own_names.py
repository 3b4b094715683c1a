"""What an issuer calls itself by the first word of its name, another's name elsewhere: "the Commonwealth" in a text of the CIS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph_builder.model import Concept, Document
from graph_builder.reference import Reference
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.mentions import Matcher
from graph_builder.text.words.tokens import Token

__all__ = ["with_own_names"]


def with_own_names(document: Document, reference: Reference, known: Matcher) -> Matcher:
    """The matcher itself, or one that takes such a name for the issuer."""
    meant: dict[str, Concept] = {}
    for issuer in filter(None, map(reference.resolve_actor, document.issuers)):
        for name in (issuer.label, *issuer.names) if issuer.variety == "Organization" else ():
            first, of, _ = name.partition(" of ")
            other = reference.resolve_actor(first) if of else None
            if other is not None and other is not issuer:
                meant[other.id] = issuer
    return _OwnMatcher(known, meant) if meant else known


class _OwnMatcher(Matcher):
    def __init__(self, known: Matcher, meant: Mapping[str, Concept]) -> None:
        self.__dict__.update(vars(known))
        self._meant = meant

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        return [
            replace(one, concept=self._meant[one.concept.id])
            if one.concept.id in self._meant and one.end - one.first == 1
            else one
            for one in super().find(tokens)
        ]
