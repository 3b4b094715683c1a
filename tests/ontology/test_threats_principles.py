"""The vocabularies of threats and principles: complete concepts, trees without loops, labels of one concept each."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

SG = Namespace("https://w3id.org/stancegraph/ontology#")
ID = "https://w3id.org/stancegraph/id/"
CONCEPTS = Path(__file__).parents[2] / "ontology" / "concepts"
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
LANGUAGES = ("en", "ru", "zh")
KINDS = {"threats": "Threat", "principles": "Principle"}


class Vocabulary(NamedTuple):
    """One file of concepts: its graph, the scheme they are in, the beginning of their IRIs, and the concepts."""

    graph: Graph
    scheme: URIRef
    prefix: str
    concepts: tuple[URIRef, ...]


@functools.cache
def load(name: str, kind: str) -> Vocabulary:
    graph = Graph().parse(CONCEPTS / f"{name}.ttl", format="turtle")
    concepts = sorted(node for node in graph.subjects(RDF.type, SG[kind]) if isinstance(node, URIRef))
    return Vocabulary(graph, SG[name], f"{ID}{kind.lower()}/", tuple(concepts))


@pytest.fixture(scope="module", params=KINDS)
def vocabulary(request: pytest.FixtureRequest) -> Vocabulary:
    return load(request.param, KINDS[request.param])


def literals(graph: Graph, concept: URIRef, predicate: URIRef, language: str | None) -> list[str]:
    """The values of a predicate in one language; None stands for plain literals."""
    values = graph.objects(concept, predicate)
    return [str(value) for value in values if isinstance(value, Literal) and value.language == language]


def folded(label: str) -> str:
    """A label as the matcher sees it: hyphens, commas, letter case and a leading article aside."""
    words = re.sub(r"[-‑–,]+", " ", label.casefold().replace("’", "'")).split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) and len(words) > 1 else words)


@functools.cache
def all_concepts() -> Graph:
    """The concepts of every kind together."""
    graph = Graph()
    for path in sorted(CONCEPTS.glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def shared_labels(language: str) -> dict[str, list[str]]:
    """Labels that concepts of any kind have in common, with the concepts that have them."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for predicate in LABELS:
        for concept, label in all_concepts().subject_objects(predicate):
            if isinstance(label, Literal) and label.language == language:
                owners[folded(str(label))].add(str(concept).removeprefix(ID))
    return {label: sorted(concepts) for label, concepts in owners.items() if len(concepts) > 1}


@pytest.mark.parametrize(("name", "kind", "minimum"), [("threats", "Threat", 150), ("principles", "Principle", 130)])
def test_there_are_enough_concepts(name: str, kind: str, minimum: int) -> None:
    assert len(load(name, kind).concepts) >= minimum


def test_every_subject_is_a_concept_of_the_scheme(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.graph.subjects()) == set(vocabulary.concepts)
    for concept in vocabulary.concepts:
        assert re.fullmatch(re.escape(vocabulary.prefix) + r"[a-z0-9]+(-[a-z0-9]+)*", concept), concept
        assert list(vocabulary.graph.objects(concept, SKOS.inScheme)) == [vocabulary.scheme], concept


def test_every_concept_has_one_plain_label_equal_to_its_english_name(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        plain = literals(vocabulary.graph, concept, RDFS.label, None)
        assert len(plain) == 1, concept
        assert literals(vocabulary.graph, concept, SKOS.prefLabel, "en") == plain, concept


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_is_named_once_in_each_language(vocabulary: Vocabulary, language: str) -> None:
    for concept in vocabulary.concepts:
        names = literals(vocabulary.graph, concept, SKOS.prefLabel, language)
        assert len(names) == 1 and names[0].strip(), f"{concept} in {language}"


def test_names_are_written_in_the_script_of_their_language(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        (russian,) = literals(vocabulary.graph, concept, SKOS.prefLabel, "ru")
        (chinese,) = literals(vocabulary.graph, concept, SKOS.prefLabel, "zh")
        assert re.search(r"[а-яё]", russian.casefold()), f"{concept}: {russian}"
        assert re.search(r"[\u4e00-\u9fff]", chinese), f"{concept}: {chinese}"


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


def test_the_way_up_never_comes_back(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        way: list[URIRef] = []
        ahead = [concept]
        while ahead:
            here = ahead.pop()
            assert here not in way, f"broader goes round: {' → '.join(way)} → {here}"
            way.append(here)
            ahead += [node for node in vocabulary.graph.objects(here, SKOS.broader) if isinstance(node, URIRef)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_belongs_to_two_concepts_of_any_kind(language: str) -> None:
    assert shared_labels(language) == {}


def test_no_concept_gives_a_label_twice(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        names = [folded(name) for p in LABELS for name in literals(vocabulary.graph, concept, p, "en")]
        assert len(names) == len(set(names)), f"{concept}: {sorted({n for n in names if names.count(n) > 1})}"


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("illegal distribution of drugs", "drug trafficking"),
        ("illicit trafficking in narcotic drugs and psychotropic substances", "drug trafficking"),
        ("terrorism, separatism and extremism", "three evils"),
        ("transnational challenges and security threats", "transnational threats"),
        ("use of a chemical weapon", "use of chemical weapons"),
        ("placement of weapons in outer space", "weaponization of outer space"),
        ("use or threat of force", "threat or use of force"),
        ("food security challenges", "food insecurity"),
        ("peaceful resolution of disputes", "peaceful settlement of disputes"),
        ("international rules-based order", "rules-based international order"),
        ("goals and principles of the UN Charter", "purposes and principles of the UN Charter"),
        ("security and stability of the region", "regional security and stability"),
        ("community of common destiny for mankind", "community with a shared future for mankind"),
    ],
)
def test_usual_phrasings_lead_to_their_concept(phrase: str, label: str) -> None:
    found = {
        str(vocabulary.graph.value(concept, RDFS.label))
        for vocabulary in (load(name, kind) for name, kind in KINDS.items())
        for concept in vocabulary.concepts
        for predicate in LABELS
        if folded(phrase) in map(folded, literals(vocabulary.graph, concept, predicate, "en"))
    }
    assert found == {label}
