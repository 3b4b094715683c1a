"""A graph that a process holds: what asks for the merge of its named graphs alone is answered from a store of that alone."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.workers import memory
from api.workers.held import Held
from graph_builder import Change

PLAIN = (
    "SELECT ?s { ?s ?p ?o }",
    "PREFIX sg: <https://w3id.org/stancegraph/ontology#> SELECT ?s { ?s sg:act ?act }",
    "DESCRIBE <https://w3id.org/stancegraph/id/actor/TKM>",
)
NAMING = (
    "SELECT ?s { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?s { graph<urn:g>{ ?s ?p ?o } }",
    "SELECT ?s FROM <urn:g> { ?s ?p ?o }",
    "SELECT ?s from named <urn:g> { graph ?g { ?s ?p ?o } }",
    "PREFIX stancegraph: <urn:> SELECT ?s { ?s stancegraph:p ?o . GrApH ?stancegraph { ?s ?p ?o } }",
    "SELECT ?s { ?s ?p 1GRAPH ?g { ?s ?p ?o } }",
    r"SELECT ?s { GR\u0041PH ?g { ?s ?p ?o } }",
    r"SELECT ?s { \U00000047RAPH ?g { ?s ?p ?o } }",
)
pytestmark = pytest.mark.skipif(memory.available() is None, reason="this system does not tell of its memory")


def quad(name: str, graph: str) -> ox.Quad:
    subject = ox.BlankNode("b") if name == "b" else ox.NamedNode(f"urn:{name}")
    return ox.Quad(subject, ox.NamedNode("urn:p"), ox.Literal(name), ox.NamedNode(f"urn:{graph}"))


QUADS = st.sets(st.builds(quad, st.sampled_from("abc"), st.sampled_from("gh")))


def holding(quads: set[ox.Quad]) -> Held:
    store = ox.Store()
    store.extend(quads)
    held = Held(store)
    held.merge(alone=True)
    return held


def of_default(store: ox.Store) -> set[ox.Quad]:
    return set(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


@pytest.mark.parametrize("query", PLAIN)
def test_what_names_no_graph_is_put_to_the_merge_alone(query: str) -> None:
    held = holding(set())
    assert held.answering(query) is held.alone


@pytest.mark.parametrize("query", NAMING)
def test_what_may_name_a_graph_is_put_to_all(query: str) -> None:
    held = holding(set())
    assert held.answering(query) is held.store


@given(QUADS, st.lists(st.tuples(QUADS, QUADS), max_size=5))
def test_the_merge_alone_stays_that_of_all_graphs(
    start: set[ox.Quad], steps: list[tuple[set[ox.Quad], set[ox.Quad]]]
) -> None:
    held = holding(start)
    assert held.alone is not None
    present = set(start)
    for added, removed in steps:
        held.apply(Change(added=frozenset(added - present), removed=frozenset((removed & present) - added)))
        present = (present - removed) | added
        merge = {ox.Quad(*quad.triple) for quad in present}
        assert set(held.alone) == of_default(held.store) == merge


def test_without_memory_for_it_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    store = ox.Store()
    for left in (1, None):
        monkeypatch.setattr(memory, "available", lambda left=left: left)
        held = Held(store)
        held.merge(alone=True)
        assert held.alone is None
        assert held.answering("ASK {}") is store
