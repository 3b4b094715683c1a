"""What OWL 2 RL entails of a graph, by a maintained reasoner, in a graph of its own. It needs the extra `infer`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pyoxigraph as ox

from graph_builder.errors import BuildError
from graph_builder.graph.derive import DERIVED
from graph_builder.graph.quads import QuadList
from graph_builder.graph.vocab import GRAPHS, ID, OWL, PROV, RDF, RDFS, SG, iri

__all__ = ["CLOSURE", "closure_quads"]

CLOSURE = f"{DERIVED}owl-rl"
"""The named graph of what is entailed."""

_RULE = f"{ID}rule/owl-rl"
_STANDARD = "https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules"
_TYPE = f"{RDF}type"
_OF_TERMS = frozenset(
    {f"{OWL}Class", f"{OWL}Thing", f"{RDFS}Datatype", f"{OWL}ObjectProperty", f"{OWL}DatatypeProperty"}
)


def closure_quads(store: ox.Store) -> list[ox.Quad]:
    """What the OWL 2 RL rules entail of all graphs of a store and none of them says, with the rule set that says so.

    Left out is what holds of everything and tells nothing: that a thing is an owl:Thing and the same as itself, and what
    is entailed of terms rather than of things. Raises BuildError if the reasoner is not installed.
    """
    if find_spec("reasonable") is None:
        raise BuildError("--infer needs the reasoner 'reasonable'. Install it: pip install 'stancegraph[infer]'")
    said = {quad.triple for quad in store}
    entailed = {triple for triple in _entailed(said) if _tells(triple)} - said
    out = QuadList(f"{GRAPHS}ontology")
    out.node(_RULE, f"{SG}InferenceRule", "What OWL 2 RL entails")
    out.add(_RULE, f"{RDFS}comment", "The entailment rules of OWL 2 RL over ontology, reference data and positions.")
    out.link(_RULE, f"{RDFS}seeAlso", _STANDARD)
    out.add(CLOSURE, f"{RDFS}label", "Derived: What OWL 2 RL entails")
    out.link(CLOSURE, f"{PROV}wasDerivedFrom", _RULE)
    graph = iri(CLOSURE)
    return [*out.quads(), *(ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in entailed)]


def _tells(triple: ox.Triple) -> bool:
    if triple.subject == triple.object:
        return False
    value = getattr(triple.object, "value", "")
    of_terms = triple.predicate.value in {f"{RDFS}subClassOf", f"{RDFS}subPropertyOf"}
    return not of_terms and not (triple.predicate.value == _TYPE and value in _OF_TERMS)


def _entailed(triples: set[ox.Triple]) -> Iterator[ox.Triple]:
    import reasonable

    with tempfile.NamedTemporaryFile(suffix=".ttl") as file:
        ox.serialize(triples, file, format=ox.RdfFormat.N_TRIPLES)
        file.flush()
        reasoner = reasonable.PyReasoner()
        reasoner.load_file(file.name)
        for subject, predicate, value in reasoner.reason():
            if (known := _term(subject)) is not None and not isinstance(known, ox.Literal):
                yield ox.Triple(known, ox.NamedNode(str(predicate)), _term(value) or known)


def _term(term: Any) -> ox.NamedNode | ox.Literal | None:
    """A term of rdflib as one of Oxigraph; None for a blank node, of which the graph has none."""
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        datatype = ox.NamedNode(str(term.datatype)) if term.datatype and not term.language else None
        return ox.Literal(str(term), language=term.language, datatype=datatype)
    return None
