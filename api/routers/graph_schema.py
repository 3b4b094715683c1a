"""The answers of questions on networks in the OpenAPI description: their shapes, with an example for each field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

__all__ = ["components", "reference_to"]

_NODE = {
    "id": "treaty/inf-treaty",
    "iri": "https://w3id.org/stancegraph/id/treaty/inf-treaty",
    "label": "INF Treaty",
    "kind": "treaty",
}
_ACTOR = {"id": "actor/SCO", "iri": "https://w3id.org/stancegraph/id/actor/SCO", "label": "SCO", "kind": "actor"}
_POSITION = "position/d9e855575e2d2573"
_EXAMPLES: dict[str, Any] = {
    **_NODE,
    "a": _ACTOR, "b": {**_ACTOR, "id": "actor/USA", "label": "United States"}, "act": "regret", "actors": 14,
    "after": "2021", "agree": 3, "apart": [], "balance": {"triangles": 4, "balanced": 2, "tense": 2, "share": 0.5},
    "balanced": 2, "before": "2019", "before_date": "2015-07-10", "betweenness": 0.17, "blocs": [], "body": _ACTOR,
    "body_evidence": [], "body_polarity": "+", "by": "pagerank", "cells": [], "centre": _NODE, "column_offset": 0,
    "complete": True, "confidence": 0.95, "conflict": 1, "cosine": 0.5, "counts": {"new": 4, "dropped": 2}, "date": "2020-11-10",
    "degree": 81, "depth": 1, "distance": 2, "document": "document/sco-moscow-2020-news", "edges": [], "end": _NODE,
    "engine": "networkx (PageRank), networkx (betweenness)", "evidence": [], "first": "2020-11-10", "forward": True,
    "frustration": 1.0, "hierarchy": True, "high": 0.94, "holder": _ACTOR, "holders": [], "items": [], "jaccard": 0.33,
    "kinds": {"actor": 13, "issue": 2}, "last": "2020-11-10", "length": 2, "limit": 50, "longest": 4, "low": 0.21, "member": _ACTOR,
    "member_evidence": [], "member_polarity": "-", "members": [], "method": "Leiden, constant Potts model on signed weights",
    "minimum": 1, "mode": "shortest", "neighbours": 15, "network": "two-mode", "neutral": 0, "node": _ACTOR, "nodes": [],
    "note": "UN Treaty Collection", "number": 1, "of": "actors", "offset": 0, "only_a": 1, "only_b": 1, "opponents": [],
    "oppose": 3, "pagerank": 0.02, "pairs": [], "paths": [], "points": [], "polarity": "+", "polarity_after": "+",
    "polarity_before": "-", "position": _POSITION, "positions": 3, "proponents": [],
    "quote": "… regret over the termination of the 1987 Treaty …", "reason": "Nothing ties Anguilla to anything, under these filters.",
    "repeated": [], "resolution": 0.0, "ring": 1, "row_offset": 0, "rows": [], "sample": 32, "seed": 0, "share": 0.67, "shared": 3,
    "silent": [], "start": _ACTOR, "steps": [], "strength": 10.0, "support": 0, "target": "the termination of the 1987 Treaty …",
    "tense": 2, "thing": _NODE, "things": [], "tie": "stance", "ties": {"stance": 1, "bound": 8, "party": 9}, "ties_listed": [],
    "title": "The SCO countries intend to strengthen …", "together": 6, "total": 7, "total_holders": 8, "total_things": 68,
    "count": 3, "fact": "affiliation/rus-sco-member-2001", "memberships": [], "said": [], "total_opponents": 3, "total_proponents": 5,
    "triangles": 4, "turns": [], "weight": 1, "word_for_word": True, "words": "acts of terror", "x": 119.3, "y": 6.2,
}  # fmt: skip
_TYPES = {"string": str, "integer": int, "number": float, "boolean": bool, "array": list, "object": dict}
_PLAIN: dict[str, Any] = {
    "string": "actor/SCO",
    "integer": 0,
    "number": 0.5,
    "boolean": True,
    "array": [],
    "object": {},
}


_PLACE = "#/components/schemas/{model}"


def reference_to(model: type) -> dict[str, str]:
    """How the description refers to the shape of an answer."""
    return {"$ref": _PLACE.format(model=model.__name__)}


def components(models: Iterable[type]) -> dict[str, Any]:
    """Shapes of answers, and of what is in them, by name; each field with an example."""
    found: dict[str, Any] = {}
    for model in models:
        schema = TypeAdapter(model).json_schema(mode="serialization", ref_template=_PLACE)
        found |= schema.pop("$defs", {})
        found[model.__name__] = schema
    for part in found.values():
        for name, about in part.get("properties", {}).items():
            if "$ref" not in about:
                about["examples"] = [_example(name, about)]
    return found


def _example(name: str, about: dict[str, Any]) -> Any:
    """The field's example, or a plain value where a field of that name has another type here."""
    kinds = [about.get("type"), *(one.get("type") for one in about.get("anyOf", ()))]
    known = [kind for kind in kinds if kind in _TYPES]
    example = _EXAMPLES.get(name)
    if "enum" in about and example not in about["enum"]:
        return about["enum"][0]
    if known and not any(isinstance(example, _TYPES[kind]) for kind in known):
        return _PLAIN[known[0]]
    return example
