"""What the service counts of its data, before and after something is written."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from serving import Server

from graph_builder import ReleaseStore
from graph_builder.graph.parts import part_of

E = "http://example.org/"
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DATASET = rdflib.URIRef("https://w3id.org/stancegraph/id/dataset/stancegraph")
BEARER = {"authorization": "Bearer a token for these counts"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("void")
    quads = [
        ox.Quad(ox.NamedNode(f"{E}{name}"), ox.NamedNode(f"{E}p"), ox.Literal("o"), ox.NamedNode(f"{E}g"))
        for name in "ab"
    ]
    ReleaseStore(folder / "store").write({"all": part_of(quads)}, inputs={"documents": {}})
    server = Server(folder / "store", folder / "log", workers=2, write_token="a token for these counts")
    server.wait()
    yield server
    server.stop()


def void(server: Server) -> rdflib.Graph:
    return rdflib.Graph().parse(f"{server.url}/.well-known/void")


def partition(graph: rdflib.Graph, kind: str, term: str, measure: str) -> int | None:
    found = [
        int(n) for part in graph.subjects(VOID[kind], rdflib.URIRef(term)) for n in graph.objects(part, VOID[measure])
    ]  # type: ignore[call-overload]
    assert len(found) < 2, "two counts of one thing"
    return found[0] if found else None


def count(server: Server, pattern: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT {pattern} }}"
    return int(httpx.get(server.sparql, params={"query": query}).json()["results"]["bindings"][0]["n"]["value"])


def test_counts_follow_what_is_written(small: Server) -> None:
    before = void(small)
    assert partition(before, "property", f"{E}p", "triples") == 2
    assert partition(before, "class", f"{E}C", "entities") is None
    update = f"INSERT DATA {{ GRAPH <{E}h> {{ <{E}a> a <{E}C> ; <{E}p> 'o', 'new' . <{E}b> a _:nameless }} }}"
    for _ in range(2):
        assert httpx.post(f"{small.url}/update", data={"update": update}, headers=BEARER).is_success
    after = void(small)
    assert partition(after, "property", f"{E}p", "triples") == 3
    assert partition(after, "class", f"{E}C", "entities") == 1
    assert int(after.value(DATASET, VOID.triples)) == count(small, "?s ?p ?o { ?s ?p ?o }")
    assert int(after.value(DATASET, VOID.distinctSubjects)) == count(small, "?s { ?s ?p ?o }")
    assert rdflib.URIRef(f"{E}h") in set(after.objects(DATASET, VOID.subset))
    summary = httpx.get(f"{small.url}/rdf/statistics/summary").json()["payload"]["graphSummary"]
    assert f"{E}C" in summary["classes"]
    assert {f"{E}p": 3} in summary["predicates"]
    assert summary["numQuads"] == count(small, "?s ?p ?o { ?s ?p ?o }")
    assert len(list(after.objects(DATASET, rdflib.URIRef("http://purl.org/dc/terms/license")))) == 1
