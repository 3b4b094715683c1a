"""What OWL 2 RL entails of a graph, in a graph of its own that says by which rules."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from graph_builder import ReleaseStore, build, validate
from graph_builder.graph.closure import CLOSURE, closure_quads
from graph_builder.graph.rdf import ontology_quads
from graph_builder.graph.vocab import ID, PREFIXES, PROV, RDF, SG, SKOS

owlrl = pytest.importorskip("owlrl")
pytest.importorskip("reasonable")
HEAD = "".join(f"@prefix {name}: <{value}> .\n" for name, value in PREFIXES.items())
EXAMPLE = (
    HEAD
    + """
id:actor\\/SCO a sg:Organization ; sg:code "SCO" .
id:position\\/1 a sg:Position ; sg:holder id:actor\\/SCO ; sg:attitude id:attitude\\/1 .
id:attitude\\/1 a sg:Attitude ; sg:referent id:threat\\/terrorism .
id:threat\\/terrorism a sg:Threat .
"""
)


def _example() -> ox.Store:
    store = ox.Store()
    store.bulk_extend(ontology_quads())
    store.bulk_load(EXAMPLE.encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("https://example.org/said"))
    return store


def _of(quads: list[ox.Quad], subjects: str) -> set[tuple[str, str, str]]:
    """Entailed statements about the example's own nodes, as text."""
    own = [quad for quad in quads if quad.graph_name.value == CLOSURE and quad.subject.value.startswith(ID + subjects)]  # type: ignore[union-attr]
    return {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in own}  # type: ignore[union-attr]


def test_superclasses_and_superproperties_are_entailed() -> None:
    quads = closure_quads(_example())
    assert (f"{ID}actor/SCO", f"{RDF}type", f"{SG}Actor") in _of(quads, "actor/")
    assert (f"{ID}actor/SCO", f"{SKOS}notation", "SCO") in _of(quads, "actor/")
    assert (f"{ID}threat/terrorism", f"{RDF}type", f"{SKOS}Concept") in _of(quads, "threat/")


def test_the_graph_says_by_which_rules() -> None:
    quads = closure_quads(_example())
    told = {
        (quad.subject.value, quad.object.value) for quad in quads if quad.predicate.value == f"{PROV}wasDerivedFrom"
    }  # type: ignore[union-attr]
    assert told == {(CLOSURE, f"{ID}rule/owl-rl")}


def test_the_reference_implementation_entails_the_same() -> None:
    store = _example()
    graph = rdflib.Graph().parse(
        data=ox.serialize({quad.triple for quad in store}, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt"
    )
    said = set(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    everything = str(rdflib.OWL.Thing)
    expected = {
        (str(s), str(p), str(o))
        for s, p, o in set(graph) - said
        if str(s).startswith(ID) and s != o and str(o) != everything
    }
    for subjects in ("actor/SCO", "position/1", "attitude/1", "threat/terrorism"):
        wanted = {row for row in expected if row[0] == ID + subjects}
        assert _of(closure_quads(store), subjects) == wanted


def test_a_build_keeps_it_apart_and_the_next_one_without_it_drops_it(tmp_path: Path) -> None:
    report = Path(__file__).parents[2] / "declarations" / "sco-moscow-2020-news.md"
    plain = build([report], tmp_path / "store")
    inferred = build([report], tmp_path / "store", infer=True)
    graph = ReleaseStore(tmp_path / "store").load()
    assert graph.contains_named_graph(ox.NamedNode(CLOSURE))
    assert validate(graph) == []
    assert inferred.release != plain.release
    assert build([report], tmp_path / "store").release == plain.release
