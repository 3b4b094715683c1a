"""What analysts decided on provisional things: the decisions as statements, and what they change in reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

import pyoxigraph as ox

from graph_builder.graph.quads import QuadList, date_literal, tagged
from graph_builder.graph.query import rows, text_of
from graph_builder.graph.vocab import DCTERMS, GRAPHS, ID, OWL, RDF, RDFS, SG, SKOS
from graph_builder.model import KINDS, Concept, Kind
from graph_builder.reference import Reference

__all__ = [
    "ADOPTABLE",
    "OUTCOMES",
    "REVIEW",
    "Decision",
    "Outcome",
    "decision_quads",
    "kind_of",
    "read_decisions",
    "with_decisions",
]

REVIEW = f"{GRAPHS}review"
"""The named graph of the decisions."""

Outcome = Literal["adopt", "merge", "drop"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
ADOPTABLE: tuple[Kind, ...] = ("threat", "conflict", "issue", "principle", "initiative")
"""Kinds whose concepts need no more than a name; treaties and actors are rows of a table, with dates and codes."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a provisional thing.

    `thing` and `into` are concept ids (`issue/ready-forces`). A thing is adopted as the concept `into`, which is itself
    unless its kind or name was wrong; merged into the known concept `into`; or dropped, and then is nothing.
    """

    thing: str
    label: str
    outcome: Outcome
    into: str = ""
    name: str = ""
    """Label of the concept that it is adopted as."""
    broader: str = ""
    note: str = ""
    date: str = ""


def kind_of(id_: str) -> Kind | None:
    """The kind that a concept id tells.

    >>> kind_of("issue/ready-forces")
    'issue'
    """
    return next((kind for kind in KINDS if id_.startswith(f"{kind}/")), None)


def _iri(id_: str) -> str:
    return id_ if "://" in id_ else ID + id_


def decision_quads(decisions: Iterable[Decision]) -> list[ox.Quad]:
    """The decisions as statements on the things, in a graph of their own.

    An adopted thing is a concept of its scheme. Merged ones say what replaces them, and their label is a hidden label
    of that; dropped ones are deprecated.
    """
    out = QuadList(REVIEW)
    for decision in sorted(decisions, key=lambda item: item.thing):
        thing, into = _iri(decision.thing), _iri(decision.into)
        out.once(thing, f"{RDFS}label", decision.name if into == thing else decision.label)
        out.once(thing, f"{DCTERMS}title", decision.label)
        out.once(thing, f"{DCTERMS}modified", date_literal(decision.date))
        out.once(thing, f"{SG}reviewOutcome", decision.outcome)
        if decision.note:
            out.add(thing, f"{SKOS}changeNote", tagged(decision.note, "en"))
        if decision.outcome == "drop":
            out.add(thing, f"{OWL}deprecated", True)
            continue
        if decision.outcome == "adopt":
            _adopted(out, into, decision)
        if into != thing:
            out.link(thing, f"{DCTERMS}isReplacedBy", into)
        if decision.outcome == "merge" or decision.name.casefold() != decision.label.casefold():
            out.add(into, f"{SKOS}hiddenLabel", tagged(decision.label, "en"))
    return out.quads()


def _adopted(out: QuadList, node: str, decision: Decision) -> None:
    kind = kind_of(decision.into) or "issue"
    out.node(node, SG + kind.capitalize(), decision.name)
    out.link(node, f"{RDF}type", f"{SKOS}Concept")
    out.once(node, f"{SKOS}prefLabel", tagged(decision.name, "en"))
    meaning = f"What declarations call “{decision.label}”; adopted from their words by an analyst."
    out.once(node, f"{SKOS}definition", tagged(meaning, "en"))
    out.link(node, f"{SKOS}inScheme", f"{SG}{kind}s")
    if decision.broader:
        out.link(node, f"{SKOS}broader", _iri(decision.broader))
    else:
        out.link(node, f"{SKOS}topConceptOf", f"{SG}{kind}s")


_DECIDED = f"""SELECT ?thing ?label ?outcome ?into ?name ?broader ?note ?date WHERE {{ GRAPH <{REVIEW}> {{
  ?thing <{SG}reviewOutcome> ?outcome ; <{DCTERMS}title> ?label ; <{DCTERMS}modified> ?date .
  OPTIONAL {{ ?thing <{DCTERMS}isReplacedBy> ?other }}
  BIND (COALESCE(?other, ?thing) AS ?into)
  OPTIONAL {{ ?into <{SKOS}prefLabel> ?name }}
  OPTIONAL {{ ?into <{SKOS}broader> ?broader }}
  OPTIONAL {{ ?thing <{SKOS}changeNote> ?note }}
}} }} ORDER BY STR(?thing)"""


def read_decisions(store: ox.Store) -> tuple[Decision, ...]:
    """The decisions that a store has, sorted by thing."""
    return tuple(_decision(row) for row in rows(store, _DECIDED))


def _decision(row: ox.QuerySolution) -> Decision:
    said = {name: "" if row[name] is None else text_of(row[name]).removeprefix(ID) for name in _VARIABLES}
    outcome = next(one for one in OUTCOMES if one == said["outcome"])
    adopted = outcome == "adopt"
    return Decision(
        thing=said["thing"],
        label=said["label"],
        outcome=outcome,
        into="" if outcome == "drop" else said["into"],
        name=said["name"] if adopted else "",
        broader=said["broader"] if adopted else "",
        note=said["note"],
        date=said["date"],
    )


_VARIABLES = ("thing", "label", "outcome", "into", "name", "broader", "note", "date")


def with_decisions(known: Reference, store: ox.Store) -> Reference:
    """The reference data with the decisions in a store: adopted concepts, labels of merged things, and what things are now."""
    decisions = read_decisions(store)
    if not decisions:
        return known
    by_id = {concept.id: concept for concept in known.concepts}
    for decision in decisions:
        if decision.outcome == "adopt":
            broader = (decision.broader,) if decision.broader else ()
            concept = Concept(decision.into, decision.name, kind_of(decision.into) or "issue", broader=broader)
            by_id.setdefault(decision.into, concept)
    for decision in decisions:
        if decision.into:
            by_id[decision.into] = _with_name(by_id[decision.into], decision.label)
    actors = {code: by_id[concept.id] for code, concept in known.actor_by_code.items()}
    decided = {decision.thing: by_id[decision.into] if decision.into else None for decision in decisions}
    return replace(known, concepts=tuple(by_id.values()), by_id=by_id, actor_by_code=actors, decided=decided)


def _with_name(concept: Concept, name: str) -> Concept:
    return concept if name in {concept.label, *concept.names} else replace(concept, names=(*concept.names, name))
