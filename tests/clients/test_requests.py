"""The very requests that clients send (measured with a logging proxy before them), replayed against a running server."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus, urlencode

import httpx
import pyoxigraph as ox
import pytest
from serving import Server

SCO = "https://w3id.org/stancegraph/id/actor/SCO"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
QUERIES = {
    "select": f"SELECT ?label {{ <{SCO}> <{LABEL}> ?label }}",
    "ask": f"ASK {{ <{SCO}> <{LABEL}> ?label }}",
    "construct": f"CONSTRUCT {{ <{SCO}> <{LABEL}> ?label }} WHERE {{ <{SCO}> <{LABEL}> ?label }}",
    "describe": f"DESCRIBE <{SCO}>",
}
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
FORM, SPARQL = "application/x-www-form-urlencoded", "application/sparql-query"
WRAPPER_JSON = "application/sparql-results+json,application/json,text/javascript,application/javascript"
RDFLIB = "application/rdf+xml, application/sparql-results+xml"
COMUNICA_ROWS = f"{JSON};q=1.0,{XML};q=0.7"
JENA_ROWS = (
    f"{JSON}, {XML};q=0.9, text/tab-separated-values;q=0.7, text/csv;q=0.5, application/json;q=0.2, "
    "application/xml;q=0.2, */*;q=0.1"
)
JENA_GRAPHS = (
    "text/turtle, application/n-triples;q=0.9, application/ld+json;q=0.8, application/rdf+xml;q=0.7, "
    "application/n-quads;q=0.4, application/trig;q=0.4, */*;q=0.1"
)
DETECTION = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,"
    "application/rdf+xml;q=0.5,application/json;q=0.45,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,"
    "text/xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18,text/shaclc;q=0.1,text/shaclc-ext;q=0.05"
)


def send(server: Server, method: str, query: str, accept: str | None, **more: Any) -> httpx.Response:
    """A query as GET, as a form, or as a body of its own type; `type` and `extra` are the content type and parameters."""
    headers = {"accept": accept} if accept is not None else {}
    extra: dict[str, str] = more.get("extra", {})
    with httpx.Client(timeout=60) as client:
        if accept is None:
            client.headers.pop("accept")
        if method == "GET":
            return client.get(server.sparql, params={"query": query, **extra}, headers=headers)
        headers["content-type"] = more.get("type", FORM if method == "FORM" else SPARQL)
        if method == "FORM":
            return client.post(server.sparql, content=urlencode({"query": query, **extra}), headers=headers)
        return client.post(server.sparql, params=extra, content=query.encode(), headers=headers)


def says_sco(response: httpx.Response) -> bool:
    """Whether an answer, read as its type says, holds the label, or is true."""
    media_type = response.headers["content-type"]
    results = ox.QueryResultsFormat.from_media_type(media_type)
    if results is None:
        form = ox.RdfFormat.from_media_type(media_type)
        return any(quad.object == ox.Literal("SCO") for quad in ox.parse(response.content, format=form))
    if results == ox.QueryResultsFormat.CSV:
        return "SCO" in response.text.splitlines()
    answer = ox.parse_query_results(response.content, format=results)
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    return any(value == ox.Literal("SCO") for row in answer for value in row)


# client, method, form of the query, Accept, what else it sends, the media type that it can read
SENT = [
    *(
        ("SPARQLWrapper", method, form, WRAPPER_JSON, {"extra": dict.fromkeys(("format", "output", "results"), "json")}, JSON)
        for method in ("GET", "FORM", "POST") for form in ("select", "ask")
    ),
    *(
        ("SPARQLWrapper", "GET", "construct", accept, {"extra": dict.fromkeys(("format", "output", "results"), name)}, wanted)
        for accept, name, wanted in (
            ("application/ld+json,application/x-json+ld", "json-ld", "application/ld+json"),
            ("application/turtle,text/turtle", "turtle", "text/turtle"),
            ("application/rdf+xml", "rdf+xml", "application/rdf+xml"),
        )
    ),
    ("SPARQLWrapper", "GET", "select", "application/sparql-results+xml",
     {"extra": dict.fromkeys(("format", "output", "results"), "xml")}, XML),
    ("SPARQLWrapper", "GET", "select", "text/csv", {"extra": dict.fromkeys(("format", "output", "results"), "csv")}, "text/csv"),
    *(
        ("rdflib SPARQLStore", method, form, RDFLIB, {}, XML if form in {"select", "ask"} else "application/rdf+xml")
        for method in ("GET", "POST", "FORM") for form in ("select", "ask", "construct")
    ),
    ("rdflib SERVICE", "FORM", "select", JSON, {"extra": {"output": "json"}}, JSON),
    *(("Comunica", method, "select", COMUNICA_ROWS, {}, JSON) for method in ("FORM", "GET")),
    ("Comunica", "FORM", "ask", COMUNICA_ROWS, {}, JSON),
    ("Comunica", "FORM", "construct", "text/turtle", {}, "text/turtle"),
    *(("sparql-http-client", method, "select", JSON, {}, JSON) for method in ("GET", "FORM")),
    ("sparql-http-client", "POST", "select", JSON, {"type": f"{SPARQL}; charset=utf-8"}, JSON),
    ("sparql-http-client", "POST", "construct", "application/n-triples, text/turtle", {"type": f"{SPARQL}; charset=utf-8"},
     "application/n-triples"),
    ("YASGUI", "FORM", "select", f"{JSON},*/*;q=0.9", {}, JSON),
    ("YASGUI", "FORM", "construct", "application/n-triples,*/*;q=0.9", {}, "application/n-triples"),
    ("Reactodia", "GET", "select", JSON, {}, JSON),
    ("Reactodia", "POST", "select", JSON, {"type": f"{SPARQL}; charset=UTF-8"}, JSON),
    ("Reactodia", "POST", "construct", "text/turtle", {"type": f"{SPARQL}; charset=UTF-8"}, "text/turtle"),
    ("SIB editor", "GET", "select", JSON, {"extra": {"ac": "1"}}, JSON),
    *(("graph-explorer", "FORM", form, JSON, {}, JSON) for form in ("select", "ask", "construct", "describe")),
    ("Jena", "GET", "select", JENA_ROWS, {}, JSON),
    ("Jena", "FORM", "select", JENA_ROWS, {"type": f"{FORM};charset=utf-8"}, JSON),
    ("Jena", "GET", "construct", JENA_GRAPHS, {}, "text/turtle"),
    ("roqet", "GET", "select", XML, {}, XML),
    ("pandas", "GET", "select", "text/csv", {}, "text/csv"),
    ("pandas", "GET", "select", None, {"extra": {"format": "csv"}}, "text/csv"),
    ("pandas", "GET", "select", None, {}, JSON),
]  # fmt: skip


@pytest.mark.parametrize(
    ("client", "method", "form", "accept", "more", "media_type"),
    SENT,
    ids=[f"{number}-{row[0]}-{row[1]}-{row[2]}" for number, row in enumerate(SENT)],
)
def test_what_a_client_sends_is_answered_as_it_can_read(
    server: Server, client: str, method: str, form: str, accept: str | None, more: dict[str, Any], media_type: str
) -> None:
    response = send(server, method, QUERIES[form], accept, **more)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert response.headers["access-control-allow-origin"] == "*"
    assert says_sco(response)


def test_comunica_detects_the_endpoint(server: Server) -> None:
    response = httpx.get(server.sparql, headers={"accept": DETECTION})
    assert response.headers["content-type"] == "application/n-quads"
    quads = list(ox.parse(response.content, format=ox.RdfFormat.N_QUADS))
    told = {(quad.predicate.value.rpartition("#")[2], quad.object.value) for quad in quads}
    assert ("endpoint", server.sparql) in told
    assert ("supportedLanguage", "http://www.w3.org/ns/sparql-service-description#SPARQL11Query") in told


def test_rdflib_parses_the_description_by_what_it_accepts(server: Server) -> None:
    accept = "application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, */*;q=0.1"
    assert httpx.get(server.sparql, headers={"accept": accept}).headers["content-type"] == "application/rdf+xml"


def test_an_error_reaches_a_page_of_another_origin(server: Server) -> None:
    headers = {"origin": "https://yasgui.example", "accept": f"{JSON},*/*;q=0.9"}
    response = httpx.post(server.sparql, data={"query": "SELECT * { ?s"}, headers=headers)
    assert response.status_code == 400
    assert response.headers["access-control-allow-origin"] == "*"
    assert "Line 1, column" in response.json()["detail"]


def test_reactodia_may_send_its_type_after_it_has_asked(server: Server) -> None:
    headers = {
        "origin": "https://reactodia.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    response = httpx.options(server.sparql, headers=headers)
    assert response.status_code == 204
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "content-type" in response.headers["access-control-allow-headers"].lower()


def test_roqets_escapes_of_plain_letters_are_read(server: Server) -> None:
    query = quote_plus(QUERIES["select"]).replace("SELECT", "%53%45LECT")
    response = httpx.get(f"{server.sparql}?query={query}", headers={"accept": XML})
    assert says_sco(response)


CLASSES = "SELECT ?class (COUNT(?start) AS ?instancesCount) { ?start a ?class } GROUP BY ?class"
LITERALS = """SELECT ?class ?p ?value { { SELECT ?class ?sample {
    VALUES ?class { <https://w3id.org/stancegraph/ontology#Organization> } ?sample a ?class } LIMIT 1 }
    ?sample ?p ?value FILTER(isLiteral(?value)) }"""
NEIGHBOURS = f"""SELECT DISTINCT ?subject ?p ?value {{ {{ SELECT DISTINCT ?neighbor ?class {{
      BIND(<{SCO}> AS ?source) {{ ?neighbor ?pIncoming ?source }} UNION {{ ?source ?pOutgoing ?neighbor }}
      ?neighbor a ?class FILTER(!isLiteral(?neighbor)) FILTER NOT EXISTS {{ ?neighbor a <http://example.org/none> }}
      FILTER(?neighbor NOT IN (<http://example.org/seen>)) }} LIMIT 10 }}
    {{ ?neighbor ?p ?value FILTER(isLiteral(?value)) BIND(?neighbor AS ?subject) }}
    UNION {{ ?neighbor a ?value BIND(<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> AS ?p) BIND(?neighbor AS ?subject) }}
    UNION {{ BIND(<{SCO}> AS ?subject) ?subject ?p ?neighbor BIND(?neighbor AS ?value) }} }}"""
SEARCH = f"""SELECT DISTINCT ?start {{ ?start a ?class ; <{LABEL}> ?v FILTER(CONTAINS(LCASE(STR(?v)), "shanghai")) }} LIMIT 10"""
TOTAL = f"""SELECT ?resource (COUNT(?neighbor) AS ?totalCount) {{ VALUES ?resource {{ <{SCO}> }}
    {{ ?resource ?p ?neighbor }} UNION {{ ?neighbor ?p ?resource }} FILTER(!isLiteral(?neighbor)) }} GROUP BY ?resource"""


@pytest.mark.parametrize(
    ("query", "count"),
    [(CLASSES, "instancesCount"), (LITERALS, None), (NEIGHBOURS, None), (SEARCH, None), (TOTAL, "totalCount")],
    ids=["classes", "literals", "neighbours", "search", "total"],
)
def test_graph_explorers_queries_have_rows_with_typed_counts_and_absolute_iris(
    server: Server, query: str, count: str | None
) -> None:
    rows = send(server, "FORM", query, JSON).json()["results"]["bindings"]
    assert rows
    for row in rows:
        assert all("://" in cell["value"] for cell in row.values() if cell["type"] == "uri")
        if count is not None:
            assert row[count]["datatype"] == "http://www.w3.org/2001/XMLSchema#integer"


def test_graph_explorer_gets_the_summary_that_spares_it_counting(server: Server) -> None:
    response = httpx.get(f"{server.url}/rdf/statistics/summary?mode=basic")
    summary = response.json()["payload"]["graphSummary"]
    counted = send(server, "FORM", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c FILTER(isIRI(?c)) }", JSON).json()
    assert summary["numClasses"] == len(summary["classes"])
    assert abs(summary["numClasses"] - int(counted["results"]["bindings"][0]["n"]["value"])) < 20  # the catalog's own
    assert "https://w3id.org/stancegraph/ontology#Position" in summary["classes"]
    predicates = {iri: n for one in summary["predicates"] for iri, n in one.items()}
    assert predicates[LABEL] > 100
    assert sum(predicates.values()) == summary["numQuads"]


def test_graph_explorers_construct_gives_rows(server: Server) -> None:
    document = send(server, "FORM", QUERIES["construct"], JSON).json()
    assert document["head"]["vars"] == ["subject", "predicate", "object"]
    [row] = document["results"]["bindings"]
    assert row["subject"] == {"type": "uri", "value": SCO}
