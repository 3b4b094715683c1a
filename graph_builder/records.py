"""JSON records: of a position, with the fields of the annotation manual and where in the body they stand; of how a text was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph_builder.graph import iri
from graph_builder.model import Document, Position, Span
from graph_builder.reference import Reference
from graph_builder.text.extract import Reading, readings

__all__ = ["explain", "to_record"]


def to_record(document: Document, position: Position) -> dict[str, Any]:
    """JSON object of a position: `quote, cue, act, holders, target, about`, and offsets in code points of the body.

    An organization that issued the document is written among the `holders` as the header writes it. `about` lists `text,
    polarity, label, kind`, with `start`, `end`, the thing's `iri` and the `path` of its sign.
    """
    body = document.body
    return {
        "quote": position.quote.of(body),
        "cue": position.cue.of(body),
        "act": position.act,
        "holders": [document.spellings.get(holder, holder) for holder in position.holders],
        "target": position.target.of(body) if position.target else None,
        "about": [
            {
                "text": attitude.span.of(body),
                "polarity": attitude.polarity,
                "label": attitude.concept.label,
                "kind": attitude.concept.kind,
                "iri": iri.thing(attitude.concept),
                "start": attitude.span.start,
                "end": attitude.span.end,
                "path": list(attitude.path),
            }
            for attitude in position.attitudes
        ],
        "iri": iri.position(document, position),
        "start": position.quote.start,
        "end": position.quote.end,
        "cue_start": position.cue.start,
        "cue_end": position.cue.end,
        **({"page": document.page_at(position.quote.start)} if document.pages else {}),
        "rule": position.rule,
        "modality": position.modality,
        "intensity": position.intensity,
        "reaffirmed": position.reaffirmed,
    }


def explain(document: Document, reference: Reference) -> Iterator[dict[str, Any]]:
    """How each sentence, item or clause of a document was read, in reading order: a JSON object for each.

    `kind, text, start, end` are its own; `mentions` lists the concepts that labels name in it (`text, label, kind, iri, start,
    end`), `cues` the words that may express an act (`text, act, rule, start, end`) with whether they became a `position`, and
    `positions` its positions, as `to_record` gives them.
    """
    return (_to_explanation(document, reading) for reading in readings(document, reference))


def _to_explanation(document: Document, reading: Reading) -> dict[str, Any]:
    body, tokens = document.body, reading.tokens
    begun = {position.cue.start: position.act for position in reading.positions}

    def told(first: int, end: int) -> dict[str, Any]:
        span = Span(tokens[first].start, tokens[end - 1].end)
        return {"text": span.of(body), "start": span.start, "end": span.end}

    def is_position(cue: dict[str, Any]) -> dict[str, Any]:
        return {**cue, "position": begun.get(cue["start"]) == cue["act"]}

    return {
        "kind": reading.segment.kind,
        "text": reading.segment.span.of(body),
        "start": reading.segment.span.start,
        "end": reading.segment.span.end,
        "mentions": [
            {
                **told(mention.first, mention.end),
                "label": mention.concept.label,
                "kind": mention.concept.kind,
                "iri": iri.thing(mention.concept),
            }
            for mention in reading.mentions
        ],
        "cues": [is_position({**told(cue.first, cue.end), "act": cue.act, "rule": cue.row.id}) for cue in reading.cues],
        "positions": [to_record(document, position) for position in reading.positions],
    }
