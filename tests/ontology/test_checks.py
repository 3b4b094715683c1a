# ruff: noqa: E501  (a damage is one line)
"""Small damages to a valid graph, each caught by the shape or check that is made for it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph_builder import ontology
from graph_builder.graph.checks import load_checks
from graph_builder.graph.rdf import ontology_quads
from graph_builder.graph.validate import validate

GRAPH = ox.NamedNode("https://w3id.org/stancegraph/graph/example")
PREFIXES = {
    "id": "https://w3id.org/stancegraph/id/",
    "sg": "https://w3id.org/stancegraph/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

DAMAGES = [
    ("offsets one too far", "quote-offsets", "DELETE { ?s oa:start 8 } INSERT { ?s oa:start 9 } WHERE { ?s oa:start 8 }"),
    ("other quotation", "quote-offsets", 'DELETE { ?s oa:exact ?e } INSERT { ?s oa:exact "We condemn it." } WHERE { ?s oa:exact ?e }'),
    ("changed text", "quote-offsets", 'DELETE { ?s sg:text ?t } INSERT { ?s sg:text "Nothing." } WHERE { ?s sg:text ?t }'),
    ("other text before", "quote-context", 'DELETE { ?s oa:prefix ?p } INSERT { ?s oa:prefix "You met. " } WHERE { ?s oa:prefix ?p }'),
    ("other text after", "quote-context", 'DELETE { ?s oa:suffix ?p } INSERT { ?s oa:suffix " And." } WHERE { ?s oa:suffix ?p }'),
    ("cue before the quotation", "words-outside-quote", "DELETE { ?s oa:start 11 } INSERT { ?s oa:start 1 } WHERE { ?s oa:start 11 }"),
    ("other target text", "target-offsets", 'DELETE { ?s sg:targetText ?t } INSERT { ?s sg:targetText "piracy" } WHERE { ?s sg:targetText ?t }'),
    ("no evidence", "position-without-attestation", "DELETE WHERE { ?s sg:attests ?p }"),
    ("no label", "instance-without-label", "DELETE WHERE { <threat/terrorism> rdfs:label ?l }"),
    ("a blank node", "blank-node", 'INSERT DATA { [] a sg:Issue ; rdfs:label "nameless" }'),
    ("no direct edge", "attitude-without-edge", "DELETE WHERE { ?s sg:opposes ?o }"),
    ("label of two threats", "label-twice",
     'INSERT DATA { <threat/a> skos:inScheme sg:threats ; skos:prefLabel "Piracy"@en . <threat/b> skos:inScheme sg:threats ; skos:altLabel "piracy"@en }'),
    ("membership ends before it starts", "ends-before-start",
     'INSERT DATA { <affiliation/x> sg:startDate "2017-06"^^xsd:gYearMonth ; sg:endDate "2016-12-31"^^xsd:date }'),
    ("in force before signed", "treaty-dates",
     'INSERT DATA { <treaty/x> sg:signedOn "1987-12-08"^^xsd:date ; sg:inForceFrom "1986"^^xsd:gYear }'),
    ("ended before in force", "treaty-dates",
     'INSERT DATA { <treaty/x> sg:inForceFrom "1988-06-01"^^xsd:date ; sg:inForceUntil "1988-05-31"^^xsd:date }'),
    ("broader than itself", "broader-cycle", "INSERT DATA { <issue/a> skos:broader <issue/b> . <issue/b> skos:broader <issue/a> }"),
    ("another date than the declaration", "position-date",
     'DELETE { ?s sg:date ?d } INSERT { ?s sg:date "2020-11-09"^^xsd:date } WHERE { ?s a sg:Position ; sg:date ?d }'),
    ("code of two actors", "code-twice", 'INSERT DATA { <actor/other> sg:code "SCO" }'),
    ("two acts", "Position-act", "INSERT { ?s sg:act <act/urge> } WHERE { ?s a sg:Position }"),
    ("two dates", "date", 'INSERT { ?s sg:date "2020"^^xsd:gYear } WHERE { ?s a sg:Declaration }'),
    ("holder that is no actor", "Position-holder", "INSERT { ?s sg:holder <threat/terrorism> } WHERE { ?s a sg:Position }"),
    ("unknown modality", "Position-modality", 'DELETE { ?s sg:modality ?m } INSERT { ?s sg:modality "hoped" } WHERE { ?s sg:modality ?m }'),
    ("attitude of no position", "Attitude-position", "DELETE WHERE { ?s sg:attitude ?a }"),
    ("only one selector", "Attestation-selector", "DELETE WHERE { ?s oa:hasSelector ?q . ?q oa:exact ?e }"),
    ("number as text", "end", 'DELETE { ?s oa:end 18 } INSERT { ?s oa:end "18" } WHERE { ?s oa:end 18 }'),
    ("referent that nothing describes", "Attitude-referent", "DELETE WHERE { <threat/terrorism> a ?c }"),
]  # fmt: skip


def _example() -> ox.Store:
    store = ox.Store()
    store.extend(quad for quad in ontology_quads() if quad.predicate.value.endswith("subClassOf"))
    text = ontology.read_text("examples", "Position.ttl")
    store.extend(ox.Quad(*quad.triple, GRAPH) for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    return store


def _damage(store: ox.Store, update: str) -> None:
    """Run an update on the example's graph, whatever its form."""
    plain = ox.Store()
    plain.extend(ox.Quad(*quad.triple) for quad in store.quads_for_pattern(None, None, None, GRAPH))
    plain.update(update, base_iri=PREFIXES["id"], prefixes=PREFIXES)
    store.remove_graph(GRAPH)
    store.extend(ox.Quad(*quad.triple, GRAPH) for quad in plain)


def test_the_example_is_sound() -> None:
    assert validate(_example(), [GRAPH.value]) == []


@pytest.mark.parametrize(
    ("objects", "update"), [damage[1:] for damage in DAMAGES], ids=[damage[0] for damage in DAMAGES]
)
def test_damage_is_found(objects: str, update: str) -> None:
    store = _example()
    _damage(store, update)
    found = [violation for violation in validate(store, [GRAPH.value]) if violation.shape == objects]
    assert found
    assert all("?" not in violation.message and "{" not in violation.message for violation in found)


def test_every_check_has_a_damage_that_it_finds() -> None:
    assert {check.name for check in load_checks()} <= {damage[1] for damage in DAMAGES}
