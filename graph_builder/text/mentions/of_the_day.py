"""What a bare noun means on a day, whether the text has said it or not: from 2020 to 2023 "the pandemic" is that of COVID-19."""

from __future__ import annotations

from collections.abc import Mapping

from graph_builder.model import Concept, Document
from graph_builder.reference import covers
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.mentions import Matcher
from graph_builder.text.words.grammar import Grammar

__all__ = ["meant_on_the_day", "of_the_day"]

_EVENTS = (("pandemic", "COVID-19 pandemic", "2020-01", "2023-12"),)
"""Nouns with the labels of the events that they mean, and the months from which and until which they do."""


def of_the_day(document: Document, known: Matcher) -> Mapping[str, Concept]:
    """The events that nouns with "the" mean in a document."""
    return {
        noun: known.by_label[label.casefold()]
        for noun, label, start, end in _EVENTS
        if covers(start, end, document.date) and label.casefold() in known.by_label
    }


def meant_on_the_day(grammar: Grammar, thing: Mention, events: Mapping[str, Concept]) -> Concept:
    """The event that a thing of one word with "the" is, or the thing's own concept."""
    alone = thing.end - 1 == thing.first or (thing.end - 2 == thing.first and grammar.low(thing.first) == "the")
    with_the = "the" in {grammar.low(thing.first), grammar.low(thing.first - 1)}
    return events.get(grammar.low(thing.end - 1), thing.concept) if alone and with_the else thing.concept
