"""Queries made up by hypothesis: the service gives the answers that the engine gives without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from serving import Server

from graph_builder import ReleaseStore
from graph_builder.graph.parts import part_of

NS = "http://example.org/"
NAMES = ["a", "b", "c", "d"]
TERMS = [f"<{NS}{name}>" for name in NAMES]
LITERALS = ['"x"', '"é\\n\\"q"', '"x"@en', "1", "2.5", "true", '"2020-11-10"^^<http://www.w3.org/2001/XMLSchema#date>']
VARIABLES = ["?v", "?w", "?x", "?y"]


def quads() -> list[ox.Quad]:
    """A small graph in two named graphs, that share a triple."""
    iris = [ox.NamedNode(NS + name) for name in NAMES]
    store = ox.Store()
    triples = [(a, b, c) for i, a in enumerate(iris) for j, b in enumerate(iris[:2]) for c in iris[(i + j) % 3 :: 2]]
    for graph, part in (("one", triples[::2]), ("two", triples[1::2] + triples[:1])):
        store.extend(ox.Quad(*triple, ox.NamedNode(f"{NS}graph/{graph}")) for triple in part)
        values = " ".join(
            f"<{NS}{name}> <{NS}value> {value} ." for name, value in zip(NAMES * 2, LITERALS, strict=False)
        )
        store.update(f"INSERT DATA {{ GRAPH <{NS}graph/{graph}> {{ {values} }} }}")
    return list(store)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("generated") / "store"
    ReleaseStore(path).write({"all": part_of(quads())}, inputs={})
    return path


@pytest.fixture(scope="module")
def engine(path: Path) -> ox.Store:
    """The engine by itself, with the merge of all graphs as its default graph."""
    store = ReleaseStore(path).load()
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    return store


@pytest.fixture(scope="module")
def service(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(
        path, tmp_path_factory.mktemp("generated") / "log", workers=2, query_seconds=60, client_seconds=100_000
    )
    server.wait()
    yield server
    server.stop()


variable, term, literal = st.sampled_from(VARIABLES), st.sampled_from(TERMS), st.sampled_from(LITERALS)
path_ = st.recursive(
    st.sampled_from([*TERMS[:2], f"<{NS}value>"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("/|"), inner).map(lambda parts: f"({''.join(parts)})"),
        inner.map(lambda one: f"^({one})"),
        st.tuples(inner, st.sampled_from("*+?")).map(lambda parts: f"({parts[0]}){parts[1]}"),
    ),
    max_leaves=3,
)
triple = st.tuples(variable | term, variable | path_, variable | term | literal).map(
    lambda parts: f"{' '.join(parts)} ."
)
test_ = st.one_of(
    st.tuples(variable, st.sampled_from(["=", "!=", "<", ">="]), variable | literal).map(" ".join),
    variable.map(lambda one: f"BOUND({one})"),
    variable.map(lambda one: f"isLiteral({one}) && STRLEN(STR({one})) > 1"),
    st.tuples(variable, st.lists(term | literal, min_size=1, max_size=3)).map(
        lambda two: f"{two[0]} IN ({', '.join(two[1])})"
    ),
    triple.map(lambda one: f"NOT EXISTS {{ {one} }}"),
)


def _groups(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    wrapped = st.one_of(
        inner.map(lambda one: f"OPTIONAL {{ {one} }}"),
        inner.map(lambda one: f"MINUS {{ {one} }}"),
        st.tuples(inner, inner).map(lambda two: f"{{ {two[0]} }} UNION {{ {two[1]} }}"),
        inner.map(lambda one: f"GRAPH ?g {{ {one} }}"),
        inner.map(lambda one: f"GRAPH <{NS}graph/one> {{ {one} }}"),
        inner.map(lambda one: f"{{ SELECT DISTINCT ?v ?w {{ {one} }} }}"),
        test_.map(lambda one: f"FILTER({one})"),
        st.lists(term | literal, max_size=3).map(lambda some: f"VALUES ?v {{ {' '.join(some)} }}"),
    )
    return st.tuples(inner, wrapped).map(" ".join)


pattern = st.recursive(triple, _groups, max_leaves=4)
aggregate = st.sampled_from(["COUNT(*)", "COUNT(DISTINCT ?w)", "SUM(?x)", "MIN(STR(?w))", "SAMPLE(1)"])
query = st.one_of(
    pattern.map(lambda one: f"SELECT ?v ?w ?x ?y ?g {{ {one} }}"),
    pattern.map(lambda one: f"SELECT DISTINCT * {{ {one} }}"),
    pattern.map(lambda one: f"ASK {{ {one} }}"),
    pattern.map(lambda one: f"CONSTRUCT {{ ?v <{NS}made> ?w . ?w ?v ?x }} WHERE {{ {one} }}"),
    st.tuples(aggregate, pattern).map(lambda two: f"SELECT ?v ({two[0]} AS ?n) {{ {two[1]} }} GROUP BY ?v"),
    pattern.map(lambda one: f"SELECT ?v FROM <{NS}graph/one> FROM NAMED <{NS}graph/two> {{ {one} }}"),
    term.map(lambda one: f"DESCRIBE {one}"),
)
FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}


def plain(engine: ox.Store, text: str) -> object:
    """The engine's own answer as a value to compare."""
    return value_of(engine.query(text))


def value_of(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> object:
    match answer:
        case ox.QueryBoolean():
            return bool(answer)
        case ox.QueryTriples():
            return {str(one) for one in answer}
    names = [variable.value for variable in answer.variables]
    return names, Counter(tuple(str(row[name]) for name in names) for row in answer)


def served(server: Server, text: str, format_name: str) -> object:
    """The service's answer as a value to compare."""
    asks = text.startswith("ASK") and format_name == "tsv"
    wanted = "json" if asks else format_name
    if text.startswith(("CONSTRUCT", "DESCRIBE")):
        response = httpx.post(
            server.sparql, data={"query": text}, headers={"accept": "application/n-triples"}, timeout=60
        )
        assert response.status_code == 200, response.text
        return {str(quad.triple) for quad in ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES)}
    response = httpx.post(server.sparql, data={"query": text, "format": wanted}, timeout=60)
    assert response.status_code == 200, response.text
    return value_of(ox.parse_query_results(response.content, format=FORMATS[wanted]))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=query, format_name=st.sampled_from(sorted(FORMATS)))
@example(text="SELECT * { }", format_name="json")
@example(text=f"SELECT ?g {{ GRAPH ?g {{ <{NS}a> ?p ?o }} }}", format_name="xml")
def test_generated_queries_have_the_engines_answers(
    service: Server, engine: ox.Store, text: str, format_name: str
) -> None:
    try:
        wanted = plain(engine, text)
    except (SyntaxError, ValueError):
        response = httpx.post(service.sparql, data={"query": text})
        assert response.status_code == 400, response.text
        return
    assert served(service, text, format_name) == wanted, text
