"""Triples as JSON-LD in which `@type` is the keyword and the context is inside (the engine writes neither)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import IO, Any

import pyoxigraph as ox

from graph_builder import PREFIXES

__all__ = ["write_jsonld"]

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_SAFE_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-/]*\Z")


def write_jsonld(triples: Iterable[ox.Triple], output: IO[bytes]) -> None:
    """Write triples as one object a subject. Lists stay triples; no remote context is named.

    Literals keep their lexical form (``9.1E-1`` stays as it is), so any processor gives the same triples back.
    """
    subjects: dict[str, dict[str, Any]] = {}
    for subject, predicate, value in triples:
        key = _id(subject)
        node = subjects.setdefault(key, {"@id": key})
        if predicate.value == _RDF_TYPE:
            node.setdefault("@type", []).append(_id(value))
        else:
            node.setdefault(_compact(predicate.value), []).append(_value(value))
    document = {"@context": dict(sorted(PREFIXES.items())), "@graph": list(subjects.values())}
    output.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")


def _id(term: object) -> str:
    match term:
        case ox.NamedNode(value=value):
            return _compact(value)
        case ox.BlankNode(value=value):
            return f"_:{value}"
    raise ValueError("JSON-LD 1.1 has no quoted triples; ask for text/turtle")


def _value(term: object) -> Any:
    if not isinstance(term, ox.Literal):
        return {"@id": _id(term)}
    if term.language:
        direction = {"@direction": term.direction.value} if term.direction else {}
        return {"@value": term.value, "@language": term.language, **direction}
    if term.datatype.value == _XSD_STRING:
        return term.value
    return {"@value": term.value, "@type": _compact(term.datatype.value)}


def _compact(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _SAFE_LOCAL.match(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
