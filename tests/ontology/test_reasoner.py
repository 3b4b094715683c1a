"""HermiT on the ontology with all its reference data and a built graph; and on contradictions, which it must find."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.graph.rdf import ontology_quads
from graph_builder.graph.reasoner import Verdict, consistency, missing
from graph_builder.graph.store import ReleaseStore
from graph_builder.graph.vocab import GRAPHS, ID, OWL, PREFIXES, RDF, RDFS, SG

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

CATALOG = ox.NamedNode(f"{GRAPHS}catalog")
HEAD = "".join(f"@prefix {name}: <{value}> . " for name, value in {**PREFIXES, "owl": OWL, "rdf": RDF}.items())

CONTRADICTIONS = {
    "a state that is an organization": "actor:IND a sg:State , sg:Organization .",
    "a body that is a coalition": "actor:X a sg:Body , sg:Coalition .",
    "a threat that is a treaty": "threat:x a sg:Threat , sg:Treaty .",
    "a position held by a threat": "<x:p> sg:holder threat:terrorism . threat:terrorism a sg:Threat .",
    "an attitude for and against": "<x:a> sg:polarity polarity:for , polarity:against .",
    "a position by two acts": "<x:p> sg:act act:urge , act:regret .",
    "evidence that is a position": "<x:e> sg:attests <x:e> .",
}


def _ontology() -> list[ox.Triple]:
    return [quad.triple for quad in ontology_quads()]


def _with(text: str) -> list[ox.Triple]:
    return [*_ontology(), *(quad.triple for quad in ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE))]


def test_ontology_reference_data_and_a_built_graph_are_consistent(built_store: Path) -> None:
    graph = ReleaseStore(built_store).load()
    triples = [quad.triple for quad in graph if quad.graph_name != CATALOG]
    assert ox.Triple(ox.NamedNode(f"{ID}actor/IND"), ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{SG}State")) in triples
    assert consistency(triples) == Verdict(consistent=True)


@pytest.mark.parametrize("text", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_is_found(text: str) -> None:
    assert not consistency(_with(text)).consistent


def test_a_class_that_can_have_no_instance_is_found() -> None:
    verdict = consistency(_with("sg:Junta a owl:Class ; rdfs:subClassOf sg:State , sg:Organization ."))
    assert verdict == Verdict(consistent=True, unsatisfiable=(f"{SG}Junta",))


def test_every_class_with_a_kin_stands_apart_from_something() -> None:
    """Without disjointness nothing could ever be inconsistent, and the verdict above would say nothing."""
    triples = _ontology()
    apart = {t.subject for t in triples if t.predicate.value == f"{OWL}disjointWith"}
    apart |= {t.object for t in triples if t.predicate.value == f"{OWL}disjointWith"}  # type: ignore[misc]
    above = {t.subject: t.object for t in triples if t.predicate.value == f"{RDFS}subClassOf" and SG in str(t.object)}
    classes = {t.subject for t in triples if t.object == ox.NamedNode(f"{OWL}Class") and SG in str(t.subject)}
    alone = {str(cls) for cls in classes if cls not in apart and above.get(cls) not in apart}
    assert alone == set()
