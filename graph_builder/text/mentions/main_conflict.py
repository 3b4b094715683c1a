"""The conflict that a text is about, named or not: in a text on Syria "all parties" are those to the Syrian conflict."""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.model import Concept, Document
from graph_builder.text.mentions.mentions import Matcher
from graph_builder.text.words.tokens import tokenize

__all__ = ["main_conflict"]

_OF_COUNTRIES = (
    "{adjective} conflict",
    "{adjective} crisis",
    "conflict in {name}",
    "crisis in {name}",
    "war in {name}",
)
"""How labels call the conflict of a country."""


def main_conflict(document: Document, known: Matcher) -> Concept | None:
    """The conflict of the title, or that of the only country of the title; None if the title has neither."""
    mentions = known.find(tokenize(document.title))
    named = [m.concept for m in mentions if m.concept.kind == "conflict" and not m.concept.label.islower()]
    if named:
        return named[0]
    countries = {m.concept.id: m.concept for m in mentions if m.concept.is_country}
    return next(_conflicts_of(next(iter(countries.values())), known), None) if len(countries) == 1 else None


def _conflicts_of(country: Concept, known: Matcher) -> Iterator[Concept]:
    for adjective in (*country.adjectives, country.label):
        for form in _OF_COUNTRIES:
            found = known.by_label.get(form.format(adjective=adjective, name=country.label).casefold())
            if found is not None and found.kind == "conflict":
                yield found
