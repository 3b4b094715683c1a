"""Those who oppose a state's government, and not the state: "the Peruvian opposition", "Peru's opposition parties"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_builder.model import Concept
from graph_builder.text.holders.adjectives import state_adjective
from graph_builder.text.holders.voices import Voices
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["opposition"]

_OPPOSITION = "opposition"


def opposition(
    grammar: Grammar,
    adjectives: Mapping[str, Concept],
    actors: Sequence[Mention],
    voices: Voices,
    span: tuple[int, int],
) -> tuple[str, ...] | None:
    """Holder of the noun phrase `span` of a report: the opposition of the state that is named beside it or of which the report is."""
    start, end = span
    at = next((n for n in range(start, end) if grammar.low(n) == _OPPOSITION), None)
    if at is None or grammar.low(at + 1) in {"to", "from"} or grammar.is_in(start, "possessives"):
        return None  # "Peru's opposition to"
    last = at + 1
    while last < end and grammar.tokens[last].nouns and not grammar.tokens[last].is_capital:
        last += 1
    if last > at + 2 or (last < end and grammar.low(last) not in {"in", "of"}):
        return None  # "opposition | Green Party", "opposition leader | Jana Kral"
    named = " ".join(grammar.low(n) for n in range(at, last))
    if last == at + 2 and grammar.low(at + 1) in grammar.tokens[at + 1].nouns:
        return None  # "an opposition | party"
    if last == at + 2 and grammar.bases(at + 1).isdisjoint(grammar.words["civil_groups"]):
        return None
    told = next((n for n in range(start, at) if state_adjective(grammar, adjectives, n) is not None), None)
    if told is not None:
        text = _adjective_of(adjectives, state_adjective(grammar, adjectives, told))
        return (f"{text} {named}",) if text else None
    beside = (a for a in actors if start <= a.first and a.end <= end and a.concept.variety == "State")
    state = next(beside, None)
    if state is not None:
        text = _adjective_of(adjectives, state.concept)
        return (f"{text} {named}",) if text else None
    if last < end or at != start + 1 or grammar.low(start) != "the":
        return None
    known = (item.holders for item in voices.recent if item.holders and item.holders[0].endswith(_OPPOSITION))
    return next(known, (_OPPOSITION,))


def _adjective_of(adjectives: Mapping[str, Concept], state: Concept | None) -> str | None:
    """The adjective of a state with its capitals: "Peruvian"; None if it has none."""
    if state is None:
        return None
    text = next((word for word, concept in adjectives.items() if concept.code == state.code), None)
    return None if text is None else text.title()
