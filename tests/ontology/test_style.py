"""What every term of the ontology carries, and that no term is used or written that none defines."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from graph_builder import ontology
from graph_builder.graph import vocab
from graph_builder.graph.rdf import ontology_quads
from graph_builder.graph.vocab import SG


def _modules() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in ontology.files("", ".ttl"):
        graph.parse(data=file.read_bytes(), format="turtle")
    return graph


def _objections(graph: rdflib.Graph) -> list[str]:
    shapes = rdflib.Graph().parse(data=ontology.read_text("shapes", "style.ttl"), format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, advanced=True, inplace=True)
    results = rdflib.Namespace(vocab.SH)
    return sorted(f"{report.value(r, results.focusNode)}: {report.value(r, results.resultMessage)}"
                  for r in report.subjects(rdflib.RDF.type, results.ValidationResult))  # fmt: skip


def test_every_term_has_label_definition_module_and_classes_an_example() -> None:
    assert _objections(_modules()) == []


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        (rdflib.RDFS.label, "A term has one plain rdfs:label."),
        (rdflib.SKOS.definition, "A term has one skos:definition in English."),
        (rdflib.RDFS.isDefinedBy, "A term says by rdfs:isDefinedBy which module defines it."),
        (
            rdflib.SKOS.editorialNote,
            "A term of our own says in one skos:editorialNote why none of the reused vocabularies has it.",
        ),
        (rdflib.SKOS.example, "A class has at least one skos:example."),
    ],
)
def test_a_term_that_lacks_something_is_objected_to(missing: rdflib.URIRef, message: str) -> None:
    graph = _modules()
    graph.remove((rdflib.URIRef(f"{SG}Position"), missing, None))
    assert _objections(graph) == [f"{SG}Position: {message}"]


def test_terms_that_are_used_are_defined() -> None:
    defined = {quad.subject.value for quad in ontology_quads()}
    files = [*ontology.files("", ".ttl"), *ontology.files("concepts", ".ttl"), *ontology.files("shapes", ".ttl")]
    queries = [file for folder in ("checks", "rules", "questions") for file in ontology.files(folder, ".rq")]
    used = {name for file in (*files, *queries) for name in re.findall(r"\bsg:(\w+)", file.read_text(encoding="utf-8"))}
    assert sorted(name for name in used if SG + name not in defined) == []


def test_terms_that_the_code_writes_are_defined() -> None:
    defined = {quad.subject.value.removeprefix(SG) for quad in ontology_quads()}
    code = "".join(path.read_text(encoding="utf-8") for path in Path(vocab.__file__).parent.glob("*.py"))
    assert sorted(set(re.findall(r"\{SG\}(\w+)", code)) - defined) == []


def test_ontology_and_reference_have_no_blank_nodes() -> None:
    assert not any(isinstance(term, ox.BlankNode) for quad in ontology_quads() for term in (quad.subject, quad.object))


def test_the_root_imports_every_module_and_all_have_one_version() -> None:
    graph = _modules()
    root = rdflib.URIRef(SG.removesuffix("#"))
    modules = set(graph.subjects(rdflib.RDF.type, rdflib.OWL.Ontology))
    assert set(graph.objects(root, rdflib.OWL.imports)) == modules - {root}
    assert len({str(graph.value(module, rdflib.OWL.versionInfo)) for module in modules}) == 1
    for module in modules:
        assert (
            str(graph.value(module, rdflib.OWL.versionIRI)) == f"{module}/{graph.value(module, rdflib.OWL.versionInfo)}"
        )
    assert f"## {graph.value(root, rdflib.OWL.versionInfo)}" in ontology.read_text("CHANGELOG.md")
