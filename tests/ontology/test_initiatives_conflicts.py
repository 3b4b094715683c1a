"""The vocabularies of initiatives and conflicts: complete concepts, trees without loops, labels of one concept each."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from graph_builder.reference import load
from graph_builder.reference.names import fold

SG = Namespace("https://w3id.org/stancegraph/ontology#")
ID = "https://w3id.org/stancegraph/id/"
CONCEPTS = Path(__file__).parents[2] / "ontology" / "concepts"
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
KINDS = {"initiatives": "Initiative", "conflicts": "Conflict"}


class Vocabulary(NamedTuple):
    """One file of concepts: its graph, its scheme, the beginning of its IRIs, and the concepts."""

    graph: Graph
    scheme: URIRef
    prefix: str
    concepts: tuple[URIRef, ...]


@functools.cache
def read(name: str) -> Vocabulary:
    graph = Graph().parse(CONCEPTS / f"{name}.ttl", format="turtle")
    kind = KINDS[name]
    concepts = sorted(node for node in graph.subjects(RDF.type, SG[kind]) if isinstance(node, URIRef))
    return Vocabulary(graph, SG[name], f"{ID}{kind.lower()}/", tuple(concepts))


@pytest.fixture(scope="module", params=KINDS)
def vocabulary(request: pytest.FixtureRequest) -> Vocabulary:
    return read(request.param)


def literals(graph: Graph, concept: URIRef, predicate: URIRef, language: str | None) -> list[str]:
    """The values of a predicate in one language; None stands for plain literals."""
    values = graph.objects(concept, predicate)
    return [str(value) for value in values if isinstance(value, Literal) and value.language == language]


def local_id(name: str) -> str:
    """The id of the topic that owns a name."""
    owners = {
        concept.id
        for concept in load().concepts
        for label in (concept.label, *concept.names)
        if fold(label) == fold(name)
    }
    (owner,) = owners
    return owner


@pytest.mark.parametrize(("name", "minimum"), [("initiatives", 200), ("conflicts", 75)])
def test_there_are_enough_concepts(name: str, minimum: int) -> None:
    assert len(read(name).concepts) >= minimum


def test_every_subject_is_a_concept_of_the_scheme(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.graph.subjects()) == set(vocabulary.concepts)
    for concept in vocabulary.concepts:
        assert re.fullmatch(re.escape(vocabulary.prefix) + r"[a-z0-9]+(-[a-z0-9]+)*", concept), concept
        assert list(vocabulary.graph.objects(concept, SKOS.inScheme)) == [vocabulary.scheme], concept


def test_every_concept_is_named_in_three_languages_and_their_scripts(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        names = {code: literals(vocabulary.graph, concept, SKOS.prefLabel, code) for code in ("en", "ru", "zh")}
        assert all(len(found) == 1 and found[0].strip() for found in names.values()), f"{concept}: {names}"
        assert literals(vocabulary.graph, concept, RDFS.label, None) == names["en"], concept
        assert re.search(r"[а-яё]", names["ru"][0].casefold()), f"{concept}: {names['ru']}"
        assert re.search(r"[\u4e00-\u9fff]", names["zh"][0]), f"{concept}: {names['zh']}"


def test_every_concept_is_defined_in_one_sentence_of_its_own(vocabulary: Vocabulary) -> None:
    definitions: dict[str, URIRef] = {}
    for concept in vocabulary.concepts:
        (text,) = literals(vocabulary.graph, concept, SKOS.definition, "en")
        assert text[0].isupper() and text.endswith("."), f"{concept}: {text}"
        assert not re.search(r"[a-z]{3}\. ", text), f"{concept}: more than one sentence: {text}"
        assert definitions.setdefault(text, concept) == concept, f"{concept} and {definitions[text]} share a definition"


def test_every_concept_is_top_or_has_a_broader_one_and_never_both(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        broader = list(vocabulary.graph.objects(concept, SKOS.broader))
        top = (concept, SKOS.topConceptOf, vocabulary.scheme) in vocabulary.graph
        assert top != bool(broader), f"{concept}: {'top and narrower' if top else 'an orphan'}"
        assert set(broader) <= set(vocabulary.concepts), f"{concept}: broader concept not in this file"


def test_no_concept_is_broader_than_itself(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        above = set(vocabulary.graph.transitive_objects(concept, SKOS.broader)) - {concept}
        loops = [node for node in above if concept in vocabulary.graph.objects(node, SKOS.broader)]
        assert not loops, f"{concept} is above and below {loops}"


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_no_label_belongs_to_two_concepts(language: str) -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for path in CONCEPTS.glob("*.ttl"):
        for concept, predicate, label in Graph().parse(path, format="turtle"):
            if predicate in LABELS and isinstance(label, Literal) and label.language == language:
                owners[fold(str(label))].add(str(concept).removeprefix(ID))
    assert {label: sorted(concepts) for label, concepts in owners.items() if len(concepts) > 1} == {}


def test_no_concept_gives_a_label_twice(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        names = [fold(name) for p in LABELS for name in literals(vocabulary.graph, concept, p, "en")]
        assert len(names) == len(set(names)), f"{concept}: {sorted({n for n in names if names.count(n) > 1})}"


@pytest.mark.parametrize(
    ("phrase", "owner"),
    [
        ("crisis in Syria", "conflict/syrian-conflict"),
        ("conflict in Eastern Ukraine", "conflict/eastern-ukraine"),
        ("Russia's war against Ukraine", "conflict/war-in-ukraine"),
        ("conflict in Ethiopia’s Tigray region", "conflict/tigray"),
        ("violence in Myanmar", "conflict/violence-in-myanmar"),
        ("hostilities", "conflict/hostilities"),
        ("Normandy Process", "initiative/normandy-format"),
        ("NATO’s Strategic Concept", "initiative/nato-strategic-concept"),
        ("negotiations on all final status issues", "initiative/final-status-negotiations"),
        ("inclusive political process", "initiative/inclusive-political-process"),
        ("Moscow Mechanism", "initiative/osce-moscow-mechanism"),
        ("Wales Pledge", "initiative/wales-pledge"),
    ],
)
def test_usual_phrasings_lead_to_their_concept(phrase: str, owner: str) -> None:
    assert local_id(phrase) == owner
