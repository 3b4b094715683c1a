"""The terms stay inside OWL 2 RL, and the check that says so knows what lies outside."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph_builder.graph.profile import profile_faults
from graph_builder.graph.rdf import ontology_quads
from graph_builder.graph.vocab import OWL, RDF, RDFS, SG, XSD

PREFIXES = f"""@prefix : <x:> . @prefix owl: <{OWL}> . @prefix rdf: <{RDF}> . @prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> .
:A a owl:Class . :B a owl:Class . :C a owl:Class . :o a owl:ObjectProperty . :p a owl:ObjectProperty .
:d a owl:DatatypeProperty . :n a owl:AnnotationProperty . :i a :A . """

INSIDE = {
    "union on the left": "[] a owl:Class ; owl:unionOf ( :A :B ) ; rdfs:subClassOf :C .",
    "enumeration on the left": "[] owl:oneOf ( :i ) ; rdfs:subClassOf :C .",
    "some on the left": "[] a owl:Restriction ; owl:onProperty :o ; owl:someValuesFrom :A ; rdfs:subClassOf :C .",
    "some thing on the left": "[] owl:onProperty :o ; owl:someValuesFrom owl:Thing ; rdfs:subClassOf :C .",
    "some text on the left": "[] owl:onProperty :d ; owl:someValuesFrom xsd:string ; rdfs:subClassOf :C .",
    "all on the right": ":A rdfs:subClassOf [ owl:onProperty :o ; owl:allValuesFrom [ owl:complementOf :B ] ] .",
    "all numbers on the right": ":A rdfs:subClassOf [ owl:onProperty :d ; owl:allValuesFrom xsd:integer ] .",
    "at most one on the right": ":A rdfs:subClassOf [ owl:onProperty :o ; owl:maxCardinality 1 ] .",
    "at most one of a class": ":A rdfs:subClassOf [ owl:onProperty :o ; owl:maxQualifiedCardinality 1 ; owl:onClass :B ] .",
    "both of two": ":A owl:equivalentClass [ owl:intersectionOf ( :B [ owl:onProperty :o ; owl:hasValue :i ] ) ] .",
    "disjoint classes": "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) . :A owl:disjointWith :B .",
    "different things": "[] a owl:AllDifferent ; owl:distinctMembers ( :i :j ) . :i owl:differentFrom :j .",
    "a chain": ":o owl:propertyChainAxiom ( :p :p ) ; owl:inverseOf :p ; a owl:TransitiveProperty .",
    "a key": ":A owl:hasKey ( :o :d ) .",
    "domain and range": ":d rdfs:domain :A ; rdfs:range xsd:dateTime ; a owl:FunctionalProperty . :o rdfs:range :B .",
    "a fact": ':i :o :j ; :d "text" ; :n :j , "note" ; rdfs:label "i" .',
}

OUTSIDE = {
    "union on the right": (":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ] .", "unionOf"),
    "some on the right": (":A rdfs:subClassOf [ owl:onProperty :o ; owl:someValuesFrom :B ] .", "someValuesFrom"),
    "all on the left": ("[] owl:onProperty :o ; owl:allValuesFrom :B ; rdfs:subClassOf :A .", "allValuesFrom"),
    "enumeration on the right": (":A rdfs:subClassOf [ owl:oneOf ( :i ) ] .", "oneOf"),
    "at most two": (":A rdfs:subClassOf [ owl:onProperty :o ; owl:maxCardinality 2 ] .", "cardinality of 2"),
    "at least one": (":A rdfs:subClassOf [ owl:onProperty :o ; owl:minCardinality 1 ] .", "minCardinality"),
    "exactly one": (":A rdfs:subClassOf [ owl:onProperty :o ; owl:cardinality 1 ] .", "owl#cardinality"),
    "itself": (":A rdfs:subClassOf [ owl:onProperty :o ; owl:hasSelf true ] .", "hasSelf"),
    "complement on the left": ("[] owl:complementOf :A ; rdfs:subClassOf :B .", "complementOf"),
    "equal to a union": (":A owl:equivalentClass [ owl:unionOf ( :B :C ) ] .", "unionOf"),
    "nested deep": (
        ":A rdfs:subClassOf [ owl:intersectionOf ( :B [ owl:onProperty :o ; owl:allValuesFrom [ owl:unionOf ( :B :C ) ] ] ) ] .",
        "unionOf",
    ),
    "every thing": ("owl:Thing rdfs:subClassOf :A .", "owl:Thing"),
    "a range of every thing": (":o rdfs:range owl:Thing .", "owl:Thing"),
    "a union as range": (":o rdfs:range [ owl:unionOf ( :A :B ) ] .", "unionOf"),
    "disjoint union": (":A owl:disjointUnionOf ( :B :C ) .", "disjointUnionOf"),
    "reflexive": (":o a owl:ReflexiveProperty .", "ReflexiveProperty"),
    "a date": (":d rdfs:range xsd:date .", "XMLSchema#date"),
    "a real number": (":d rdfs:range owl:real .", "owl#real"),
    "a datatype of our own": (":t a rdfs:Datatype ; owl:equivalentClass xsd:string .", "rdf-schema#Datatype"),
    "no declared class": (":A rdfs:subClassOf :Z .", "x:Z, which is not declared"),
    "disjoint from nothing declared": ("[] a owl:AllDisjointClasses ; owl:members ( :A :Z ) .", "x:Z"),
    "no declared property": (":i :z :j .", "x:z, which is not declared"),
    "no declared property in a restriction": (":A rdfs:subClassOf [ owl:onProperty :z ; owl:allValuesFrom :B ] .", "x:z"),
    "two kinds of property": (":o a owl:DatatypeProperty .", "more than one kind"),
    "below another kind": (":d rdfs:subPropertyOf :o .", "of one kind"),
    "a text for a thing": (':i :o "text" .', "object property"),
    "a thing for a text": (":i :d :j .", "datatype property"),
    "functional and transitive": (":o a owl:TransitiveProperty , owl:FunctionalProperty .", "composite"),
    "above a transitive one": (
        ":p a owl:TransitiveProperty ; rdfs:subPropertyOf :o . :o a owl:AsymmetricProperty .", "composite",
    ),
    "a symmetric text": (":d a owl:SymmetricProperty .", "object property"),
    "a rule of another language": (":A owl:madeUp :B .", "owl#madeUp"),
    "a kind that OWL lacks": (":A a owl:MadeUp .", "owl#MadeUp"),
}  # fmt: skip


def faults(text: str) -> list[str]:
    quads = ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)
    return [str(fault) for fault in profile_faults(quad.triple for quad in quads)]


@pytest.mark.parametrize("text", INSIDE.values(), ids=INSIDE)
def test_inside_the_profile(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(("text", "named"), OUTSIDE.values(), ids=OUTSIDE)
def test_outside_the_profile(text: str, named: str) -> None:
    found = faults(text)
    assert found
    assert any(named in fault for fault in found)


def test_our_terms_are_inside() -> None:
    assert profile_faults(quad.triple for quad in ontology_quads()) == []


def test_one_axiom_too_strong_takes_our_terms_out() -> None:
    triples = [quad.triple for quad in ontology_quads()]
    position = ox.NamedNode(f"{SG}Position")
    triples.append(ox.Triple(position, ox.NamedNode(f"{RDFS}subClassOf"), ox.NamedNode(f"{OWL}Thing")))
    assert [fault.node for fault in profile_faults(triples)] == [position.value]
