"""What a bare noun means on a day, whether the text has said it or not: "the pandemic" was that of COVID-19 for some years."""

from __future__ import annotations

from collections.abc import Mapping

from graph_builder.model import Concept, Document
from graph_builder.reference import Reference, covers
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["meant_on_the_day", "of_the_day"]


def of_the_day(document: Document, reference: Reference) -> Mapping[str, Concept]:
    """The events that nouns with "the" mean in a document, by the table of them."""
    return {
        row["noun"]: reference.by_id[row["concept"]]
        for row in reference.tables["events"]
        if covers(row["start"], row["end"], document.date)
    }


def meant_on_the_day(grammar: Grammar, thing: Mention, events: Mapping[str, Concept]) -> Concept:
    """The event that a thing of one word with "the" is, or the thing's own concept."""
    meant = events.get(grammar.low(thing.end - 1))
    if meant is None:
        return thing.concept
    alone = thing.end - 1 == thing.first or (thing.end - 2 == thing.first and grammar.low(thing.first) == "the")
    with_the = "the" in {grammar.low(thing.first), grammar.low(thing.first - 1)}
    return meant if alone and with_the else thing.concept
