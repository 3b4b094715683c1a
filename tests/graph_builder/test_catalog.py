"""What the catalog tells clients about the dataset, and the dataset as rdflib sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import graph_builder
from graph_builder import ontology
from graph_builder.graph.catalog import CATALOG, DATASET, catalog_quads
from graph_builder.graph.validate import report_graph
from graph_builder.graph.vocab import PREFIXES, RDF, SH, VOID


@pytest.fixture
def store(tmp_path: Path, write_document: Callable[..., Path]) -> Path:
    graph_builder.build([write_document("The SCO member States condemn terrorism.")], tmp_path / "store")
    return tmp_path / "store"


def values(graph: ox.Store, subject: str, predicate: str) -> list[str]:
    found = graph.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, ox.NamedNode(CATALOG))
    return sorted(quad.object.value for quad in found)


def test_counts_are_those_of_the_data(store: Path) -> None:
    graph = graph_builder.ReleaseStore(store).load()
    triples = {quad.triple for quad in graph if quad.graph_name.value != CATALOG}
    assert values(graph, DATASET, f"{VOID}triples") == [str(len(triples))]
    assert values(graph, DATASET, f"{VOID}distinctSubjects") == [str(len({triple.subject for triple in triples}))]
    kinds = {triple.object for triple in triples if triple.predicate.value == f"{RDF}type"}
    assert values(graph, DATASET, f"{VOID}classes") == [str(len(kinds))]


def test_prefixes_and_questions_are_declared(store: Path) -> None:
    graph = graph_builder.ReleaseStore(store).load()
    declared = {quad.object.value for quad in graph.quads_for_pattern(None, ox.NamedNode(f"{SH}prefix"), None, None)}
    assert declared == set(PREFIXES)
    kept = {quad.object.value for quad in graph.quads_for_pattern(None, ox.NamedNode(f"{SH}select"), None, None)}
    asked = [file.read_text(encoding="utf-8") for file in ontology.files("questions", ".rq")]
    assert kept <= set(asked)
    assert len(kept) == len([text for text in asked if "SELECT" in text])


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib warns of itself
def test_notebooks_get_the_union_with_prefixes(store: Path) -> None:
    dataset = graph_builder.dataset(store)
    assert isinstance(dataset, rdflib.Dataset)
    found = dataset.query("SELECT ?label { ?s a sg:Position ; rdfs:label ?label }")
    assert [str(row["label"]) for row in found] == ["SCO: condemn – terrorism"]  # type: ignore[index, call-overload]


def test_pyshacl_finds_a_built_document_in_order(store: Path) -> None:
    graph = graph_builder.ReleaseStore(store).load()
    report = report_graph(graph, ["https://w3id.org/stancegraph/graph/document/summit"])
    [conforms] = report.objects(None, rdflib.URIRef(f"{SH}conforms"))
    assert conforms.toPython() is True


def test_classes_and_graphs_without_a_name_are_left_out(store: Path) -> None:
    graph = graph_builder.ReleaseStore(store).load()
    nameless = ox.BlankNode()
    graph.add(ox.Quad(ox.NamedNode("http://example.org/x"), ox.NamedNode(f"{RDF}type"), nameless, nameless))
    classes = {quad.object for quad in catalog_quads(graph) if quad.predicate.value == f"{VOID}class"}
    assert classes
    assert all(isinstance(one, ox.NamedNode) for one in classes)
