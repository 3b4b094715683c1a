"""Runs the rules of ontology/rules: what a reader infers from what is asserted, each rule in a graph of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph_builder import ontology
from graph_builder.graph.quads import QuadList
from graph_builder.graph.query import construct, rows, text_of
from graph_builder.graph.vocab import GRAPHS, ID, PROV, RDFS, SG, SH, iri

__all__ = ["DERIVED", "Rule", "derive", "derive_corpus", "header_of", "load_rules", "rule_quads"]

DERIVED = f"{GRAPHS}derived/"
"""The named graph of a rule is this followed by the rule's name."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A CONSTRUCT query kept as a file; its name is the file's.

    What a `facts` rule derives follows from the reference data alone, what a `document` rule derives from these and one
    document; a `corpus` rule looks across documents.
    """

    name: str
    title: str
    comment: str
    scope: str
    sparql: str

    @property
    def graph(self) -> str:
        """IRI of the named graph that holds what the rule derives."""
        return DERIVED + self.name


def header_of(sparql: str) -> Mapping[str, str]:
    """The `# key: value` lines at the head of a query file.

    >>> header_of("# title: Who is bound?\\nSELECT …")
    {'title': 'Who is bound?'}
    """
    head = re.match(r"(?:\s*#[^\n]*\n)*", sparql)
    return dict(re.findall(r"(?m)^\s*#\s*(\w+):\s*(.+?)\s*$", head[0] if head else ""))


def _rule(name: str, sparql: str) -> Rule:
    header = header_of(sparql)
    return Rule(name, header["title"], header["comment"], header.get("scope", "document"), sparql)


def load_rules() -> list[Rule]:
    """The rules of the ontology, by name."""
    files = ontology.files("rules", ".rq")
    return [_rule(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")) for file in files]


def rule_quads() -> list[ox.Quad]:
    """The rules themselves and which graph comes from which, in the graph `ontology`."""
    out = QuadList(f"{GRAPHS}ontology")
    for rule in load_rules():
        subject = out.node(f"{ID}rule/{rule.name}", f"{SG}InferenceRule", rule.title)
        out.add(subject, f"{RDFS}comment", rule.comment)
        out.add(subject, f"{SH}construct", rule.sparql)
        out.add(rule.graph, f"{RDFS}label", f"Derived: {rule.title}")
        out.link(rule.graph, f"{PROV}wasDerivedFrom", subject)
    return out.quads()


def derive(
    store: ox.Store, rules: Iterable[Rule] | None = None, graphs: Sequence[ox.NamedNode] | None = None
) -> list[ox.Quad]:
    """Quads that rules derive from the union of some graphs of a store, each rule in its own graph.

    By default all rules of the ontology, from all asserted graphs. Derived graphs are not read, so the order of the
    rules does not matter; corpus rules alone read all graphs, what the other rules derived before included. The store
    stays as it is.
    """
    quads: dict[ox.Quad, None] = {}
    asserted = _asserted(store) if graphs is None else graphs
    read = None if set(asserted).issuperset(store.named_graphs()) else asserted  # all of them: `construct` is quicker
    for rule in load_rules() if rules is None else rules:
        graph = iri(rule.graph)
        for triple in construct(store, rule.sparql, None if rule.scope == "corpus" else read):
            quads[ox.Quad(triple.subject, triple.predicate, triple.object, graph)] = None
    return list(quads)


def _asserted(store: ox.Store) -> list[ox.NamedNode]:
    named = [graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)]
    return [graph for graph in named if not graph.value.startswith(DERIVED)]


def derive_corpus(store: ox.Store) -> list[ox.Quad]:
    """Quads that the corpus rules that a store holds derive from its graphs, derived ones of its documents included."""
    query = f"SELECT ?rule ?sparql {{ ?rule a <{SG}InferenceRule> ; <{SH}construct> ?sparql }} ORDER BY STR(?rule)"
    held = [
        _rule(text_of(row["rule"]).removeprefix(f"{ID}rule/"), text_of(row["sparql"])) for row in rows(store, query)
    ]
    return derive(store, [rule for rule in held if rule.scope == "corpus"])
