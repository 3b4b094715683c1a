"""The issues vocabulary: complete concepts, one tree under each field, labels that point to one concept."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Namespace, URIRef

SG = Namespace("https://w3id.org/stancegraph/ontology#")
ISSUE = "https://w3id.org/stancegraph/id/issue/"
CONCEPTS = Path(__file__).parents[2] / "ontology" / "concepts"
MINIMUM = 330
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
LANGUAGES = ("en", "ru", "zh")


def folded(label: str) -> str:
    """A label as the matcher sees it: hyphens, commas, letter case and a leading article aside."""
    words = re.sub(r"[-‑–,]+", " ", label.casefold().replace("’", "'")).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(CONCEPTS / "issues.ttl", format="turtle")


@pytest.fixture(scope="module")
def issues(graph: Graph) -> list[URIRef]:
    return sorted(node for node in graph.subjects(RDF.type, SG.Issue) if isinstance(node, URIRef))


def ancestors(graph: Graph, issue: URIRef) -> list[URIRef]:
    """The way up through `broader`; it ends at a concept without one or at the first concept met twice."""
    way = [issue]
    while isinstance(above := graph.value(way[-1], SKOS.broader, any=False), URIRef):
        way.append(above)
        if above in way[:-1]:
            break
    return way


def test_there_are_enough_issues(issues: list[URIRef]) -> None:
    assert len(issues) >= MINIMUM


def test_every_subject_is_an_issue_of_the_scheme(graph: Graph, issues: list[URIRef]) -> None:
    assert set(graph.subjects()) == set(issues)
    for issue in issues:
        assert re.fullmatch(re.escape(ISSUE) + r"[a-z0-9]+(-[a-z0-9]+)*", issue), issue
        assert list(graph.objects(issue, SKOS.inScheme)) == [SG.issues], issue


def test_every_issue_has_one_plain_label_equal_to_its_english_name(graph: Graph, issues: list[URIRef]) -> None:
    for issue in issues:
        (label,) = graph.objects(issue, RDFS.label)
        english = [name for name in graph.objects(issue, SKOS.prefLabel) if getattr(name, "language", None) == "en"]
        assert getattr(label, "language", None) is None, issue
        assert [str(name) for name in english] == [str(label)], issue


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_issue_is_named_once_in_each_language(graph: Graph, issues: list[URIRef], language: str) -> None:
    for issue in issues:
        names = [n for n in graph.objects(issue, SKOS.prefLabel) if getattr(n, "language", None) == language]
        assert len(names) == 1 and str(names[0]).strip(), f"{issue} in {language}"


def test_every_issue_is_defined_in_one_sentence(graph: Graph, issues: list[URIRef]) -> None:
    definitions: dict[str, URIRef] = {}
    for issue in issues:
        (definition,) = graph.objects(issue, SKOS.definition)
        text = str(definition)
        assert text.endswith(".") and not re.search(r"[a-z]{3}\. ", text), f"{issue}: {text}"
        assert definitions.setdefault(text, issue) == issue, f"{issue} and {definitions[text]} share a definition"


def test_every_issue_stands_under_a_field_of_the_scheme(graph: Graph, issues: list[URIRef]) -> None:
    for issue in issues:
        way = ancestors(graph, issue)
        assert len(way) == len(set(way)), f"broader goes round: {' → '.join(way)}"
        assert (way[-1], SKOS.topConceptOf, SG.issues) in graph, f"{issue} ends at {way[-1]}, which is no top concept"
        assert way[1:] == [] or (issue, SKOS.topConceptOf, SG.issues) not in graph, f"{issue} is top and narrower"


def test_no_label_is_given_to_two_concepts_of_any_kind() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(CONCEPTS.glob("*.ttl")):
        vocabulary = Graph().parse(path, format="turtle")
        for predicate in LABELS:
            for concept, label in vocabulary.subject_objects(predicate):
                if getattr(label, "language", None) == "en":
                    owners[folded(str(label))].add(str(concept))
    shared = {label: sorted(concepts) for label, concepts in owners.items() if len(concepts) > 1}
    assert not shared


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("outer space free of weapons", "prevention of an arms race in outer space"),
        ("current legal regime of outer space", "space law"),
        ("efforts to combat terrorism", "counter-terrorism"),
        ("unilateral coercive measures", "unilateral sanctions"),
        ("settlement activity", "Israeli settlements"),
        ("contacts with international organizations", "contacts with international organizations"),
    ],
)
def test_usual_phrasings_lead_to_their_issue(graph: Graph, issues: list[URIRef], phrase: str, label: str) -> None:
    found = {
        str(graph.value(issue, RDFS.label))
        for issue in issues
        for predicate in LABELS
        for name in graph.objects(issue, predicate)
        if folded(str(name)) == folded(phrase)
    }
    assert found == {label}
