"""Holds a graph against the SHACL shapes and the checks of ontology/. rdflib and pySHACL are imported where used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder import ontology
from graph_builder.errors import ShapeError
from graph_builder.graph.checks import Violation, run_checks
from graph_builder.graph.closure import CLOSURE
from graph_builder.graph.query import Term
from graph_builder.graph.shapes import SHAPES, UnknownConstraintError, find_violations
from graph_builder.graph.vocab import GRAPHS, PREFIXES, RDF, RDFS, SH, iri

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Violation", "check_documents", "check_facts", "report_graph", "validate", "violations_of"]

_FACTS = (f"{GRAPHS}ontology", f"{GRAPHS}reference")


def validate(store: ox.Store, graphs: Sequence[str] | None = None) -> list[Violation]:
    """Faults of a graph: those that the SHACL shapes find, then those that the checks find.

    The shapes look at the nodes of the named `graphs`, or of all, and at the classes of what these point to. The checks
    look at everything. A shape beyond what `shapes` evaluates is evaluated by pySHACL, which takes longer.
    """
    store = _as_said(store)
    return [*_shape_faults(store, graphs), *run_checks(store)]


def _as_said(store: ox.Store) -> ox.Store:
    """The store without what OWL 2 RL entails, which shapes are not made for: a superproperty would count twice."""
    closure = iri(CLOSURE)
    if not store.contains_named_graph(closure):
        return store
    said = ox.Store()
    said.bulk_extend(quad for quad in store if quad.graph_name != closure)
    return said


def _shape_faults(store: ox.Store, graphs: Sequence[str] | None) -> list[Violation]:
    if graphs is not None and not graphs:
        return []
    try:
        return find_violations(store, graphs)
    except UnknownConstraintError:
        return violations_of(report_graph(store, graphs))


def check_facts(store: ox.Store) -> None:
    """Check ontology and reference data. Raises ShapeError listing the faults."""
    _refuse([*_shape_faults(store, _FACTS), *run_checks(store, scopes={"document", "facts"})])


def check_documents(store: ox.Store, graphs: Sequence[str]) -> None:
    """Check the graphs of documents that lie in a store beside the facts. Raises ShapeError listing the faults."""
    _refuse([*_shape_faults(store, graphs), *run_checks(store, scopes={"document"})])


def _refuse(violations: Sequence[Violation]) -> None:
    if violations:
        raise ShapeError([str(violation) for violation in violations])


def report_graph(store: ox.Store, graphs: Sequence[str] | None = None) -> Graph:
    """The standard SHACL report on the named `graphs`, or on a whole store, by pySHACL, as an rdflib Graph."""
    import pyshacl
    import rdflib

    store = _as_said(store)
    triples = {quad.triple for quad in _quads(store, graphs)}
    focus = {triple.subject for triple in triples}
    context = _context(store, triples, focus) if graphs is not None else set()
    data = rdflib.Graph()
    data.parse(data=ox.serialize(triples | context, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    shapes = rdflib.Graph().parse(data=ontology.read_text("shapes", "data.ttl"), format="turtle")
    nodes: list[str | rdflib.URIRef] = [rdflib.URIRef(node.value) for node in focus if isinstance(node, ox.NamedNode)]
    only = nodes if graphs is not None else None
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, focus_nodes=only)
    assert isinstance(report, rdflib.Graph)
    for prefix, namespace in PREFIXES.items():
        report.bind(prefix, namespace, replace=True)
    return report


def _quads(store: ox.Store, graphs: Sequence[str] | None) -> Iterator[ox.Quad]:
    if graphs is None:
        yield from store
    for graph in graphs or ():
        yield from store.quads_for_pattern(None, None, None, iri(graph))


def _context(store: ox.Store, triples: set[ox.Triple], focus: Set[Term]) -> set[ox.Triple]:
    """Classes of the things that triples point to, and which class is below which."""
    outside = {triple.object for triple in triples if isinstance(triple.object, ox.NamedNode)} - focus
    types = {quad.triple for node in outside for quad in store.quads_for_pattern(node, iri(f"{RDF}type"), None, None)}
    return types | {quad.triple for quad in store.quads_for_pattern(None, iri(f"{RDFS}subClassOf"), None, None)}


def violations_of(report: Graph) -> list[Violation]:
    """The results of a SHACL report, in a fixed order."""
    from rdflib import URIRef

    def value(result: Node, name: str) -> str:
        return str(report.value(result, URIRef(SH + name)))

    found = []
    for result in report.subjects(URIRef(f"{RDF}type"), URIRef(f"{SH}ValidationResult")):
        shape = value(result, "sourceShape").removeprefix(SHAPES)
        found.append(Violation(value(result, "focusNode"), value(result, "resultMessage"), shape))
    return sorted(set(found))
