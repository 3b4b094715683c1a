"""A position as a JSON record: the fields of the annotation manual, and where in the body they stand."""

from __future__ import annotations

from typing import Any

from graph_builder.graph import iri
from graph_builder.model import Document, Position

__all__ = ["to_record"]


def to_record(document: Document, position: Position) -> dict[str, Any]:
    """JSON object of a position: `quote, cue, act, holders, target, about`, and offsets in code points of the body.

    `about` lists `text, polarity, label, kind`, with `start`, `end`, the thing's `iri` and the `path` of its sign.
    """
    body = document.body
    return {
        "quote": position.quote.of(body),
        "cue": position.cue.of(body),
        "act": position.act,
        "holders": list(position.holders),
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
