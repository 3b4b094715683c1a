# ruff: noqa: E501  (a damage is one line)
"""Small damages to a valid graph, each caught by the shape or check that is made for it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph_builder import ontology
from graph_builder.graph.checks import load_checks
from graph_builder.graph.rdf import ontology_quads
from graph_builder.graph.validate import validate
from graph_builder.graph.vocab import GRAPHS, ID, SG

GRAPH = ox.NamedNode("https://w3id.org/stancegraph/graph/example")
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "id": "https://w3id.org/stancegraph/id/",
    "sg": "https://w3id.org/stancegraph/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

DAMAGES = [
    # evidence and its words
    ("offsets one too far", "quote-offsets", "9 to 29", "DELETE { ?s oa:start 8 } INSERT { ?s oa:start 9 } WHERE { ?s oa:start 8 }"),
    ("other quotation", "quote-offsets", "We condemn it.", 'DELETE { ?s oa:exact ?e } INSERT { ?s oa:exact "We condemn it." } WHERE { ?s oa:exact ?e }'),
    ("changed text", "quote-offsets", "8 to 29", 'DELETE { ?s sg:text ?t } INSERT { ?s sg:text "Nothing." } WHERE { ?s sg:text ?t }'),
    ("other text before", "quote-context", "You met.", 'DELETE { ?s oa:prefix ?p } INSERT { ?s oa:prefix "You met. " } WHERE { ?s oa:prefix ?p }'),
    ("other text after", "quote-context", " And.", 'DELETE { ?s oa:suffix ?p } INSERT { ?s oa:suffix " And." } WHERE { ?s oa:suffix ?p }'),
    ("cue before the quotation", "words-outside-quote", "attestation/1/cue", "DELETE { ?s oa:start 11 } INSERT { ?s oa:start 1 } WHERE { ?s oa:start 11 }"),
    ("other target text", "target-offsets", '"piracy"', 'DELETE { ?s sg:targetText ?t } INSERT { ?s sg:targetText "piracy" } WHERE { ?s sg:targetText ?t }'),
    ("no evidence", "position-without-attestation", "position/1", "DELETE WHERE { ?s sg:attests ?p }"),
    ("only one selector", "Attestation-selector", "attestation/1", "DELETE WHERE { ?s oa:hasSelector ?q . ?q oa:exact ?e }"),
    ("number as text", "end", "attestation/1/cue", 'DELETE { ?s oa:end 18 } INSERT { ?s oa:end "18" } WHERE { ?s oa:end 18 }'),
    ("ends before it begins", "start", "attestation/1/cue", "DELETE { ?s oa:end 18 } INSERT { ?s oa:end 10 } WHERE { ?s oa:end 18 }"),
    ("a report taken for the text", "attestation-kind", "document/summit reports",
     "DELETE { ?d sg:publishes ?x } INSERT { ?d sg:reports ?x } WHERE { ?d sg:publishes ?x }"),
    ("evidence in another document", "attestation-elsewhere", "document/summit", "DELETE WHERE { ?d sg:publishes ?x }"),
    ("words of another position", "mention-of-other-position", "attitude/2",
     "DELETE { ?m sg:expresses ?a } INSERT { ?m sg:expresses <attitude/2> } WHERE { ?m sg:expresses ?a }"),
    ("attitude without words", "attitude-without-words", "position/1", "DELETE WHERE { ?s sg:mention ?m }"),
    ("two documents of one version", "DocumentVersion-versionOf", "version/aaaa", "INSERT { ?v sg:versionOf <document/copy> } WHERE { ?v sg:versionOf ?d }"),
    ("one text under two versions", "version-twice", "version/bbbb", "INSERT { <version/bbbb> sg:sha256 ?h } WHERE { ?v sg:sha256 ?h }"),
    ("a hash cut short", "DocumentVersion-sha256", "version/aaaa", 'DELETE { ?v sg:sha256 ?h } INSERT { ?v sg:sha256 "aaaa" } WHERE { ?v sg:sha256 ?h }'),
    ("language in words", "Document-language", "document/summit", 'INSERT { ?d dcterms:language "English" } WHERE { ?d a sg:Document }'),
    # positions and attitudes
    ("two acts", "Position-act", "position/1", "INSERT { ?s sg:act <act/urge> } WHERE { ?s a sg:Position }"),
    ("two dates", "date", "declaration/summit", 'INSERT { ?s sg:date "2020"^^xsd:gYear } WHERE { ?s a sg:Declaration }'),
    ("a day that does not exist", "date", "declaration/summit", 'DELETE { ?s sg:date ?d } INSERT { ?s sg:date "2020-02-30"^^xsd:date } WHERE { ?s a sg:Declaration ; sg:date ?d }'),
    ("another date than the declaration", "position-date", "2020-11-09",
     'DELETE { ?s sg:date ?d } INSERT { ?s sg:date "2020-11-09"^^xsd:date } WHERE { ?s a sg:Position ; sg:date ?d }'),
    ("a year that cannot be", "date-out-of-range", "0202", 'DELETE { ?s sg:date ?d } INSERT { ?s sg:date "0202-11-10"^^xsd:date } WHERE { ?s a sg:Document ; sg:date ?d }'),
    ("holder that is no actor", "Position-holder", "position/1", "INSERT { ?s sg:holder <threat/terrorism> } WHERE { ?s a sg:Position }"),
    ("holder without a class", "Position-holder", "position/1", "DELETE WHERE { <actor/SCO> a ?c }"),
    ("holder that nothing describes", "dangling-reference", "actor/SC0", "INSERT { ?s sg:holder <actor/SC0> } WHERE { ?s a sg:Position }"),
    ("unknown modality", "Position-modality", "position/1", 'DELETE { ?s sg:modality ?m } INSERT { ?s sg:modality "hoped" } WHERE { ?s sg:modality ?m }'),
    ("attitude of no position", "Attitude-position", "attitude/1", "DELETE WHERE { ?s sg:attitude ?a }"),
    ("attitude of two positions", "Attitude-position", "attitude/1", "INSERT { <position/2> sg:attitude ?a } WHERE { ?s sg:attitude ?a }"),
    ("two signs", "Attitude-polarity", "attitude/1", "INSERT { ?a sg:polarity <polarity/for> } WHERE { ?a a sg:Attitude }"),
    ("a sign that its path contradicts", "sign-path", "polarity/against",
     'DELETE { ?a sg:signPath ?p } INSERT { ?a sg:signPath "- → termination of → +" } WHERE { ?a sg:signPath ?p }'),
    ("referent that nothing describes", "Attitude-referent", "attitude/1", "DELETE WHERE { <threat/terrorism> a ?c }"),
    # what rules derive
    ("no direct edge", "attitude-without-edge", "threat/terrorism", "DELETE WHERE { ?s sg:opposes ?o }"),
    ("an edge of no attitude", "edge-without-attitude", "threat/terrorism", "INSERT DATA { <actor/SCO> sg:supports <threat/terrorism> }"),
    ("a state bound that was no member", "binds-non-member", "actor/IND",
     'INSERT DATA { <position/1> sg:binds <actor/IND> . <actor/IND> a sg:State . <affiliation/x> org:member <actor/IND> ; '
     'org:organization <actor/SCO> ; sg:role "member" ; sg:startDate "2020-11-11"^^xsd:date }'),
    ("an observer bound", "binds-non-member", "actor/IRN",
     'INSERT DATA { <position/1> sg:binds <actor/IRN> . <affiliation/x> org:member <actor/IRN> ; org:organization <actor/SCO> ; sg:role "observer" }'),
    ("counts toward a narrower thing", "counts-toward-narrower", "threat/piracy", "INSERT DATA { <attitude/1> sg:countsToward <threat/piracy> }"),
    ("a disagreement of none", "disagreement-without-sides", "actor/SCO",
     "INSERT DATA { <disagreement/x> a sg:Disagreement ; sg:disputes <threat/terrorism> ; sg:proponent <actor/SCO> }"),
    ("a change without a turn", "change-without-turn", "attitude/1",
     "INSERT DATA { <change/x> a sg:ChangeOfPosition ; sg:from <attitude/1> ; sg:to <attitude/1> }"),
    # nodes and names
    ("no label", "instance-without-label", "threat/terrorism", "DELETE WHERE { <threat/terrorism> rdfs:label ?l }"),
    ("two labels", "label", "actor/SCO", 'INSERT DATA { <actor/SCO> rdfs:label "Shanghai Five" }'),
    ("a blank node", "blank-node", "Issue", 'INSERT DATA { [] a sg:Issue ; rdfs:label "nameless" }'),
    ("a term misspelt", "undefined-term", "ontology#suports", "INSERT DATA { <actor/SCO> sg:suports <threat/terrorism> }"),
    ("a class misspelt", "undefined-term", "ontology#Organisation", "INSERT DATA { <actor/SCO> a sg:Organisation }"),
    ("a threat under a treaty's name", "class-and-iri", "treaty/x", "INSERT DATA { <treaty/x> a sg:Threat }"),
    ("a state that is an organization", "disjoint-classes", "ontology#State", "INSERT DATA { <actor/SCO> a sg:State }"),
    ("a person who is an organization", "disjoint-classes", "ontology#Person", "INSERT DATA { <actor/SCO> a sg:Person }"),
    ("code of two actors", "code-twice", '"SCO"', 'INSERT DATA { <actor/other> sg:code "SCO" }'),
    ("label of two threats", "label-twice", "piracy",
     'INSERT DATA { <threat/a> skos:inScheme sg:threats ; skos:prefLabel "Piracy"@en . <threat/b> skos:inScheme sg:threats ; skos:altLabel "piracy"@en }'),
    ("label as its own synonym", "label-both", "'terrorism'", 'INSERT DATA { <threat/terrorism> skos:altLabel "terrorism"@en }'),
    ("label with markup", "label-markup", "'<b>terror</b>'", 'INSERT DATA { <threat/terrorism> skos:altLabel "<b>terror</b>"@en }'),
    ("label with a space too many", "label-markup", "'acts  of terror'", 'INSERT DATA { <threat/terrorism> skos:altLabel "acts  of terror"@en }'),
    ("Chinese tagged as Russian", "label-script", "恐怖主义", 'INSERT DATA { <threat/terrorism> skos:prefLabel "恐怖主义"@ru }'),
    ("German label", "label-script", "tagged de", 'INSERT DATA { <threat/terrorism> skos:prefLabel "Terrorismus"@de }'),
    ("two preferred labels", "prefLabel", "threat/terrorism", 'INSERT DATA { <threat/terrorism> skos:prefLabel "terror"@en }'),
    ("a label that is not the preferred one", "label-differs", "'terror'",
     'DELETE { ?t skos:prefLabel ?l } INSERT { ?t skos:prefLabel "terror"@en } WHERE { ?t a sg:Threat ; skos:prefLabel ?l }'),
    ("a note to oneself", "placeholder", "TODO", 'INSERT DATA { <threat/terrorism> skos:definition "TODO: what is it"@en }'),
    # hierarchies
    ("broader than itself", "broader-cycle", "issue/", "INSERT DATA { <issue/a> skos:broader <issue/b> . <issue/b> skos:broader <issue/a> }"),
    ("broader that does not exist", "broader", "threat/terrorism", "INSERT DATA { <threat/terrorism> skos:broader <threat/teror> }"),
    ("broader in another scheme", "broader-elsewhere", "issue/arms-control",
     "INSERT DATA { <threat/terrorism> skos:inScheme sg:threats ; skos:broader <issue/arms-control> }"),
    ("in no scheme", "concept-without-scheme", "Threat", "DELETE WHERE { <threat/terrorism> skos:inScheme ?s }"),
    ("in another scheme", "concept-in-other-scheme", "ontology#issues", "INSERT DATA { <threat/terrorism> skos:inScheme sg:issues }"),
    ("nowhere in the hierarchy", "orphan-concept", "threat/terrorism", "DELETE WHERE { <threat/terrorism> skos:topConceptOf ?s }"),
    ("on top and below", "top-concept-below", "threat/piracy", "INSERT DATA { <threat/terrorism> skos:broader <threat/piracy> }"),
    ("no definition", "concept-without-definition", "threat/terrorism", "DELETE WHERE { <threat/terrorism> skos:definition ?d }"),
    ("part of itself", "part-of-cycle", "actor/SCO", "INSERT DATA { <actor/SCO> org:subOrganizationOf <actor/RATS> . <actor/RATS> org:subOrganizationOf <actor/SCO> }"),
    ("two acts in one place", "precedence-twice", "act/condemn", "INSERT DATA { <act/praise> sg:precedence 1 }"),
    # dated facts
    ("membership ends before it starts", "ends-before-start", "2016-12-31",
     'INSERT DATA { <affiliation/x> sg:startDate "2017-06"^^xsd:gYearMonth ; sg:endDate "2016-12-31"^^xsd:date }'),
    ("in force before signed", "treaty-dates", "1987-12-08",
     'INSERT DATA { <treaty/x> sg:signedOn "1987-12-08"^^xsd:date ; sg:inForceFrom "1986"^^xsd:gYear }'),
    ("ended before in force", "treaty-dates", "1988-05-31",
     'INSERT DATA { <treaty/x> sg:inForceFrom "1988-06-01"^^xsd:date ; sg:inForceUntil "1988-05-31"^^xsd:date }'),
    ("in force and ended", "treaty-status", "2019-08-02", 'INSERT DATA { <treaty/x> sg:status "in force" ; sg:inForceUntil "2019-08-02"^^xsd:date }'),
    ("proposed and in force", "treaty-status", "1988", 'INSERT DATA { <treaty/x> sg:status "proposed" ; sg:inForceFrom "1988"^^xsd:gYear }'),
    ("a rule without a query", "rule-without-query", "rule/x", 'INSERT DATA { <rule/x> a sg:InferenceRule ; rdfs:label "x" }'),
    ("ended at no date", "treaty-status", "treaty/x", 'INSERT DATA { <treaty/x> sg:status "ended" }'),
    ("proposed, yet signed", "treaty-status", "1987", 'INSERT DATA { <treaty/x> sg:status "proposed" ; sg:signedOn "1987"^^xsd:gYear }'),
    ("party to an ended treaty", "party-too-long", "2019-08-02",
     'INSERT DATA { <treaty/x> sg:inForceUntil "2019-08-02"^^xsd:date . <participation/x> sg:treaty <treaty/x> ; sg:participationKind "party" }'),
    ("party after it withdrew", "party-too-long", "2020-11",
     """INSERT DATA { <participation/x> sg:treaty <treaty/x> ; sg:participant <actor/SCO> ; sg:participationKind "party" ; sg:endDate "2021"^^xsd:gYear .
        <participation/y> sg:treaty <treaty/x> ; sg:participant <actor/SCO> ; sg:participationKind "withdrawn" ; sg:startDate "2020-11"^^xsd:gYearMonth }"""),
    ("party before there was a treaty", "participation-dates", "1978-12-08",
     'INSERT DATA { <treaty/x> sg:signedOn "1987-12-08"^^xsd:date . <participation/x> sg:treaty <treaty/x> ; sg:startDate "1978-12-08"^^xsd:date }'),
    ("one membership twice", "fact-twice", "affiliation/y",
     'INSERT DATA { <affiliation/x> org:member <actor/IND> ; org:organization <actor/SCO> ; sg:role "member" . '
     '<affiliation/y> org:member <actor/IND> ; org:organization <actor/SCO> ; sg:role "member" }'),
]  # fmt: skip
"""What was done, the shape or check that must object, words by which the objection names the thing, and the update."""

OF_SEVERAL_GRAPHS = {"derived-without-rule"}
"""Checks on more than the example's one graph; other tests hold them."""


def _example() -> ox.Store:
    store = ox.Store()
    store.extend(ontology_quads())
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
    ("objects", "named", "update"), [damage[1:] for damage in DAMAGES], ids=[damage[0] for damage in DAMAGES]
)
def test_damage_is_found(objects: str, named: str, update: str) -> None:
    store = _example()
    _damage(store, update)
    found = [violation for violation in validate(store, [GRAPH.value]) if violation.shape == objects]
    assert any(named in str(violation) for violation in found)
    assert all("?" not in violation.message and "{" not in violation.message for violation in found)


def test_a_derived_graph_of_no_rule_is_found() -> None:
    store = _example()
    graph = ox.NamedNode(f"{GRAPHS}derived/guesses")
    edge = ox.Triple(
        ox.NamedNode(f"{ID}actor/SCO"), ox.NamedNode(f"{SG}takesAttitudeTo"), ox.NamedNode(f"{ID}threat/terrorism")
    )
    store.add(ox.Quad(*edge, graph))
    assert [(fault.node, fault.shape) for fault in validate(store, [])] == [(graph.value, "derived-without-rule")]


def test_every_check_has_a_damage_that_it_finds() -> None:
    assert {check.name for check in load_checks()} <= {damage[1] for damage in DAMAGES} | OF_SEVERAL_GRAPHS
