"""The graph that describes the dataset to clients: VoID counts, prefixes, and the questions as SHACL executables."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from graph_builder import ontology
from graph_builder.graph.derive import header_of
from graph_builder.graph.quads import QuadList
from graph_builder.graph.query import rows, text_of
from graph_builder.graph.vocab import DCTERMS, GRAPHS, ID, PREFIXES, RDF, RDFS, SG, SH, VOID, XSD, iri

__all__ = ["CATALOG", "DATASET", "catalog_quads"]

CATALOG = f"{GRAPHS}catalog"
DATASET = f"{ID}dataset/stancegraph"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_FORMS = {
    "SELECT": ("SPARQLSelectExecutable", "select"),
    "ASK": ("SPARQLAskExecutable", "ask"),
    "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
}


def catalog_quads(store: ox.Store) -> list[ox.Quad]:
    """Description of all other graphs of a store, so run it last. Counts are of distinct triples and without it."""
    out = QuadList(CATALOG)
    _dataset(out)
    _counts(out, store)
    _prefixes(out)
    _questions(out)
    return out.quads()


def _dataset(out: QuadList) -> None:
    out.node(DATASET, f"{VOID}Dataset", "Stancegraph")
    out.add(DATASET, f"{DCTERMS}title", "Stancegraph")
    out.add(DATASET, f"{DCTERMS}description", "Who stands where in world politics, with the sentence that says so.")
    out.link(DATASET, f"{DCTERMS}license", _LICENCE)
    out.add(DATASET, f"{VOID}uriSpace", ID)
    vocabularies = (value for value in PREFIXES.values() if not value.startswith((ID, GRAPHS)))
    out.link(DATASET, f"{VOID}vocabulary", *vocabularies)


def _counts(out: QuadList, store: ox.Store) -> None:
    """Totals, then a part for each class, each property and each named graph, of those that an IRI names."""
    # The engine's union of graphs gives a triple once for each graph that has it.
    distinct = "SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o }"
    properties = _grouped(store, f"SELECT (?p AS ?key) (COUNT(*) AS ?n) WHERE {{ {{ {distinct} }} }} GROUP BY ?p")
    classes = _grouped(
        store, "SELECT ?key (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?key FILTER(isIRI(?key)) } GROUP BY ?key"
    )
    graphs = _grouped(
        store, "SELECT ?key (COUNT(*) AS ?n) WHERE { GRAPH ?key { ?s ?p ?o } FILTER(isIRI(?key)) } GROUP BY ?key"
    )
    out.add(DATASET, f"{VOID}triples", sum(properties.values()))
    for name, variable in (("distinctSubjects", "s"), ("distinctObjects", "o")):
        [row] = rows(store, f"SELECT (COUNT(DISTINCT ?{variable}) AS ?n) WHERE {{ ?s ?p ?o }}")
        out.add(DATASET, VOID + name, int(text_of(row["n"])))
    out.add(DATASET, f"{VOID}properties", len(properties))
    out.add(DATASET, f"{VOID}classes", len(classes))
    _parts(out, classes, "class", f"{VOID}classPartition", f"{VOID}class", f"{VOID}entities")
    _parts(out, properties, "property", f"{VOID}propertyPartition", f"{VOID}property", f"{VOID}triples")
    for graph, count in graphs.items():
        out.link(DATASET, f"{VOID}subset", graph)
        out.link(graph, f"{RDF}type", f"{VOID}Dataset")
        if next(store.quads_for_pattern(iri(graph), iri(f"{RDFS}label"), None, None), None) is None:
            out.add(graph, f"{RDFS}label", f"Graph {graph.removeprefix(GRAPHS)}")
        out.add(graph, f"{VOID}triples", count)


def _grouped(store: ox.Store, sparql: str) -> dict[str, int]:
    """Counts by key, in the order of the keys."""
    counts = {text_of(row["key"]): int(text_of(row["n"])) for row in rows(store, sparql)}
    return dict(sorted(counts.items()))


def _parts(out: QuadList, counts: Mapping[str, int], kind: str, partition: str, of: str, measure: str) -> None:
    for term, count in counts.items():
        short = _short(term)
        local = re.sub("[^A-Za-z0-9]+", "-", short)
        part = out.node(f"{DATASET}/{kind}/{local}", f"{VOID}Dataset", f"All {kind} {short}")
        out.link(DATASET, partition, part)
        out.link(part, of, term)
        out.add(part, measure, count)


def _short(term: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if term.startswith(namespace) and prefix != "id":
            return f"{prefix}:{term.removeprefix(namespace)}"
    return term


def _prefixes(out: QuadList) -> None:
    for prefix, namespace in PREFIXES.items():
        subject = out.node(f"{ID}prefix/{prefix}", f"{SH}PrefixDeclaration", prefix)
        out.link(DATASET, f"{SH}declare", subject)
        out.add(subject, f"{SH}prefix", prefix)
        out.add(subject, f"{SH}namespace", ox.Literal(namespace, datatype=iri(f"{XSD}anyURI")))


def _questions(out: QuadList) -> None:
    for file in ontology.files("questions", ".rq"):
        sparql = file.read_text(encoding="utf-8")
        header = header_of(sparql)
        form = re.search(r"(?mi)^\s*(SELECT|ASK|CONSTRUCT)\b", sparql)
        kind, text = _FORMS[form[1].upper() if form else "SELECT"]
        name = file.name.removesuffix(".rq")
        subject = out.node(f"{ID}question/{name}", f"{SH}SPARQLExecutable", header.get("title", name))
        out.link(subject, f"{RDF}type", SH + kind)
        out.add(subject, f"{RDFS}comment", header.get("question", name))
        out.link(subject, f"{SH}prefixes", DATASET)
        out.add(subject, SH + text, sparql)
        out.link(subject, f"{RDFS}isDefinedBy", SG.removesuffix("#"))
