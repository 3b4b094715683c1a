"""Clients written in Python, unchanged, against a running server."""

from __future__ import annotations

import warnings
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import Server

SCO = "https://w3id.org/stancegraph/id/actor/SCO"
SELECT = f"SELECT ?label {{ <{SCO}> <http://www.w3.org/2000/01/rdf-schema#label> ?label }}"
CONSTRUCT = "CONSTRUCT WHERE { <https://w3id.org/stancegraph/id/treaty/inf-treaty> a ?class ; ?p ?o }"
ASK = "ASK { ?s a <https://w3id.org/stancegraph/ontology#Position> }"


@pytest.mark.parametrize("how", ["GET", "POST form", "POST direct"])
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_sparqlwrapper_reads_every_kind_of_answer(server: Server, how: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of SPARQLWrapper's own imports
        import SPARQLWrapper
    client = SPARQLWrapper.SPARQLWrapper(server.sparql)
    client.setMethod(how.partition(" ")[0])
    client.setRequestMethod(SPARQLWrapper.POSTDIRECTLY if how == "POST direct" else SPARQLWrapper.URLENCODED)
    client.setQuery(SELECT)
    client.setReturnFormat(SPARQLWrapper.JSON)
    assert client.queryAndConvert()["results"]["bindings"][0]["label"]["value"] == "SCO"
    client.setReturnFormat(SPARQLWrapper.XML)
    assert "SCO" in client.queryAndConvert().toxml()
    client.setReturnFormat(SPARQLWrapper.CSV)
    assert b"SCO" in client.queryAndConvert()
    client.setQuery(ASK)
    client.setReturnFormat(SPARQLWrapper.JSON)
    assert client.queryAndConvert()["boolean"] is True
    client.setQuery(CONSTRUCT)
    for wanted in (SPARQLWrapper.TURTLE, SPARQLWrapper.XML, SPARQLWrapper.JSONLD, SPARQLWrapper.N3):
        client.setReturnFormat(wanted)
        answer = client.queryAndConvert()
        graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
        assert len(graph) > 3


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_endpoint_as_a_store(server: Server, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(server.sparql, method=method))
    assert [str(row.label) for row in graph.query(SELECT)] == ["SCO"]
    assert bool(graph.query(ASK))
    constructed = graph.query(CONSTRUCT).graph
    assert constructed is not None
    assert len(constructed) > 3
    assert (rdflib.URIRef(SCO), rdflib.RDFS.label, rdflib.Literal("SCO")) in graph


def test_rdflib_federates_to_the_endpoint(server: Server) -> None:
    here = rdflib.Graph()
    here.add((rdflib.URIRef(SCO), rdflib.RDFS.seeAlso, rdflib.Literal("here")))
    query = f"SELECT ?label ?here {{ ?s rdfs:seeAlso ?here SERVICE <{server.sparql}> {{ ?s rdfs:label ?label }} }}"
    assert [(str(row.label), str(row.here)) for row in here.query(query)] == [("SCO", "here")]


def test_rdflib_parses_what_an_address_gives(server: Server) -> None:
    construct = f"{server.sparql}?{urlencode({'query': CONSTRUCT})}"
    for address in (server.sparql, construct, f"{server.url}/.well-known/void", f"{server.url}/ontology"):
        assert len(rdflib.Graph().parse(address)) > 3


def test_pandas_reads_a_table(server: Server) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    address = f"{server.sparql}?{urlencode({'query': SELECT})}"
    for frame in (
        pandas.read_csv(f"{address}&format=csv"),
        pandas.read_csv(address, storage_options={"Accept": "text/csv"}),
        pandas.read_csv(address, storage_options={"Accept": "text/tab-separated-values"}, sep="\t").rename(
            columns={"?label": "label"}
        ),
    ):
        assert list(frame["label"]) == ["SCO"]
