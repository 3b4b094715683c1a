"""Holds a graph against the SHACL shapes and the checks of ontology/. rdflib and pySHACL are imported where used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder import ontology
from graph_builder.errors import ShapeError
from graph_builder.graph.checks import Violation, run_checks
from graph_builder.graph.vocab import GRAPHS, ID, PREFIXES, RDF, RDFS, SH, iri

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Violation", "check_release", "report_graph", "validate"]

_FACTS = (f"{GRAPHS}ontology", f"{GRAPHS}reference")


def validate(store: ox.Store, graphs: Sequence[str] | None = None) -> list[Violation]:
    """Faults of a graph: those that the SHACL shapes find, then those that the checks find.

    The shapes look at the nodes of the named `graphs`, or of all; what these nodes point to is looked at only as far as
    its class. The checks look at everything.
    """
    found = _violations(_shacl(store, graphs)) if graphs is None or graphs else []
    return [*found, *run_checks(store)]


def check_release(store: ox.Store, documents: Iterable[str], *, facts: bool) -> None:
    """Check a release before it is written: the graphs of these documents and, if asked, ontology and reference data.

    Raises ShapeError listing the faults.
    """
    violations = validate(store, [*documents, *(_FACTS if facts else ())])
    if violations:
        raise ShapeError([str(violation) for violation in violations])


def report_graph(store: ox.Store) -> Graph:
    """The standard SHACL report on a whole graph, as an rdflib Graph."""
    return _shacl(store, None)


def _shacl(store: ox.Store, graphs: Sequence[str] | None) -> Graph:
    import pyshacl
    import rdflib

    triples = {quad.triple for graph in graphs for quad in store.quads_for_pattern(None, None, None, iri(graph))} if graphs else {quad.triple for quad in store}
    focus = {triple.subject for triple in triples}
    data = rdflib.Graph()
    context = _context(store, triples, focus) if graphs else set()
    data.parse(data=ox.serialize(triples | context, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    shapes = rdflib.Graph().parse(data=ontology.read_text("shapes", "data.ttl"), format="turtle")
    nodes = [rdflib.URIRef(node.value) for node in focus if isinstance(node, ox.NamedNode)] if graphs else None
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, focus_nodes=nodes)
    for prefix, namespace in PREFIXES.items():
        report.bind(prefix, namespace, replace=True)
    return report


def _context(store: ox.Store, triples: set[ox.Triple], focus: set[ox.NamedNode]) -> set[ox.Triple]:
    """Classes of the things that triples point to, and which class is below which."""
    outside = {triple.object for triple in triples if isinstance(triple.object, ox.NamedNode)} - focus
    types = {quad.triple for node in outside for quad in store.quads_for_pattern(node, iri(f"{RDF}type"), None, None)}
    return types | {quad.triple for quad in store.quads_for_pattern(None, iri(f"{RDFS}subClassOf"), None, None)}


def _violations(report: Graph) -> list[Violation]:
    from rdflib import URIRef

    def value(result: Node, name: str) -> str:
        return str(report.value(result, URIRef(SH + name)))

    found = []
    for result in report.subjects(URIRef(f"{RDF}type"), URIRef(f"{SH}ValidationResult")):
        shape = value(result, "sourceShape").removeprefix("https://w3id.org/stancegraph/shape/")
        found.append(Violation(value(result, "focusNode"), value(result, "resultMessage"), shape))
    return sorted(set(found))
