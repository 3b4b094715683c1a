"""Runs the rules of ontology/rules: what a reader infers from what is asserted, each rule in a graph of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph_builder import ontology
from graph_builder.graph.quads import QuadList
from graph_builder.graph.query import construct, text_of
from graph_builder.graph.vocab import GRAPHS, ID, PROV, RDFS, SG, SH, iri

__all__ = ["DERIVED", "Rule", "derive", "header_of", "load_rules"]

DERIVED = f"{GRAPHS}derived/"
"""The named graph of a rule is this followed by the rule's name."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A CONSTRUCT query kept as a file; its name is the file's."""

    name: str
    title: str
    comment: str
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


def load_rules() -> list[Rule]:
    """The rules, by name."""
    rules = []
    for file in ontology.files("rules", ".rq"):
        sparql = file.read_text(encoding="utf-8")
        header = header_of(sparql)
        rules.append(Rule(file.name.removesuffix(".rq"), header["title"], header["comment"], sparql))
    return rules


def _description(rule: Rule) -> list[ox.Quad]:
    out = QuadList(rule.graph)
    subject = out.node(f"{ID}rule/{rule.name}", f"{SG}InferenceRule", rule.title)
    out.add(subject, f"{RDFS}comment", rule.comment)
    out.add(subject, f"{SH}construct", rule.sparql)
    out.add(rule.graph, f"{RDFS}label", f"Derived: {rule.title}")
    out.link(rule.graph, f"{PROV}wasDerivedFrom", subject)
    return out.quads()


def derive(store: ox.Store) -> list[ox.Quad]:
    """Quads that the rules derive from the asserted graphs of a store, and what each graph was derived from.

    Derived graphs in the store are not read, so the order of the rules does not matter. The store stays as it is.
    """
    asserted = [graph for graph in store.named_graphs() if not text_of(graph).startswith(DERIVED)]
    quads: dict[ox.Quad, None] = {}
    for rule in load_rules():
        graph = iri(rule.graph)
        for triple in construct(store, rule.sparql, asserted):
            quads[ox.Quad(triple.subject, triple.predicate, triple.object, graph)] = None
        quads |= dict.fromkeys(_description(rule))
    return list(quads)
