"""The SPARQL endpoint of a running server, as clients use it."""

from __future__ import annotations

import concurrent.futures
import json
import socket
import threading
import time

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from serving import Server

SELECT = (
    "SELECT ?label { <https://w3id.org/stancegraph/id/actor/SCO> <http://www.w3.org/2000/01/rdf-schema#label> ?label }"
)
CONSTRUCT = "CONSTRUCT WHERE { <https://w3id.org/stancegraph/id/treaty/inf-treaty> a ?class ; ?p ?o }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?c)) > STRLEN(STR(?i))) }"


def ask(server: Server, query: str, **headers: str) -> httpx.Response:
    return httpx.get(server.sparql, params={"query": query}, headers=headers, timeout=60)


def labels_of(response: httpx.Response) -> list[str]:
    return [row["label"]["value"] for row in response.json()["results"]["bindings"]]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml;q=0.9, text/csv;q=0.1", "application/sparql-results+xml"),
        ("application/rdf+xml, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/turtle", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
    ],
)
def test_select_comes_in_the_format_that_fits_the_client(server: Server, accept: str, media_type: str) -> None:
    response = ask(server, SELECT, accept=accept)
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert "SCO" in response.text


@pytest.mark.parametrize(
    ("accept", "media_type", "parser"),
    [
        ("", "text/turtle", "turtle"),
        ("application/n-triples, text/turtle;q=0.5", "application/n-triples", "nt"),
        ("application/ld+json,application/x-json+ld", "application/ld+json", "json-ld"),
        ("application/rdf+xml, text/n3, text/turtle", "application/rdf+xml", "xml"),
    ],
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own parser
def test_construct_comes_in_the_format_that_fits_the_client(
    server: Server, accept: str, media_type: str, parser: str
) -> None:
    response = ask(server, CONSTRUCT, accept=accept)
    assert response.headers["content-type"] == media_type
    graph = rdflib.Graph().parse(data=response.text, format=parser)
    assert (None, rdflib.RDF.type, rdflib.URIRef("https://w3id.org/stancegraph/ontology#Treaty")) in graph


def test_json_ld_has_types_as_the_keyword(server: Server) -> None:
    document = ask(server, CONSTRUCT, accept="application/ld+json").json()
    assert document["@graph"][0]["@type"] == ["sg:Treaty"]


def test_construct_as_json_results_gives_rows_of_triples(server: Server) -> None:
    document = ask(server, CONSTRUCT, accept="application/sparql-results+json").json()
    assert document["head"]["vars"] == ["subject", "predicate", "object"]


@pytest.mark.parametrize(("name", "begins"), [("json", '{"head"'), ("csv", "boolean\r\ntrue"), ("xml", "<?xml")])
def test_ask_answers_in_every_format(server: Server, name: str, begins: str) -> None:
    response = httpx.get(server.sparql, params={"query": "ASK { ?s ?p ?o }", "format": name})
    assert response.text.startswith(begins)


@pytest.mark.parametrize(
    "request_arguments",
    [
        {"data": {"query": SELECT, "output": "json", "ac": "1"}},
        {"content": SELECT, "headers": {"content-type": "application/sparql-query; charset=utf-8"}},
        {"content": SELECT, "headers": {"content-type": "APPLICATION/SPARQL-QUERY"}},
    ],
)
def test_posts_of_either_kind_are_read(server: Server, request_arguments: dict[str, object]) -> None:
    assert labels_of(httpx.post(server.sparql, **request_arguments)) == ["SCO"]  # type: ignore[arg-type]


def test_parameters_are_decoded_once(server: Server) -> None:
    response = ask(server, 'SELECT ("a%20b+c" AS ?label) {}')
    assert labels_of(response) == ["a%20b+c"]


def test_default_graph_is_the_merge_of_all_graphs(server: Server) -> None:
    merged = "SELECT ?s ?p ?o { ?s ?p ?o }"
    rows = ask(server, merged, accept="text/tab-separated-values").text.splitlines()
    assert len(rows) == len(set(rows)) > 10_000


def test_graphs_of_the_protocol_make_up_the_dataset(server: Server) -> None:
    ontology = "https://w3id.org/stancegraph/graph/ontology"
    count = "SELECT (COUNT(*) AS ?label) { ?s ?p ?o }"
    by_protocol = httpx.get(server.sparql, params={"query": count, "default-graph-uri": ontology})
    by_query = ask(server, count.replace("{", f"FROM <{ontology}> {{", 1))
    assert labels_of(by_protocol) == labels_of(by_query) != labels_of(ask(server, count))


def test_description_stands_at_the_endpoint_and_names_it(server: Server) -> None:
    graph = rdflib.Graph().parse(server.sparql)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert rdflib.URIRef(server.sparql) in set(graph.objects(None, sd.endpoint))
    assert sd.SPARQL11Query in set(graph.objects(None, sd.supportedLanguage))


def test_people_without_a_query_are_sent_to_the_form(server: Server) -> None:
    response = httpx.get(server.sparql, headers={"accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert (response.status_code, response.headers["location"]) == (303, "/query")


def test_syntax_error_tells_line_and_column(server: Server) -> None:
    response = ask(server, "SELECT * {\n  ?s ?p }")
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (problem["line"], problem["column"]) == (2, 10)
    assert "Line 2, column 10" in problem["detail"]


@pytest.mark.parametrize(
    ("method", "arguments", "status"),
    [
        ("GET", {"params": {"query": SELECT}, "headers": {"accept": "image/png"}}, 406),
        ("PUT", {}, 405),
        ("DELETE", {}, 405),
        ("POST", {"content": SELECT, "headers": {"content-type": "text/plain"}}, 415),
        ("POST", {"data": {"nothing": "here"}}, 400),
        ("GET", {"params": [("query", SELECT), ("query", SELECT)]}, 400),
        ("POST", {"content": b"\xff", "headers": {"content-type": "application/sparql-query"}}, 400),
        ("POST", {"content": b" " * 3_000_000, "headers": {"content-type": "application/sparql-query"}}, 413),
        ("OPTIONS", {}, 204),
    ],
)
def test_every_answer_has_its_status_and_may_be_read_from_anywhere(
    server: Server, method: str, arguments: dict[str, object], status: int
) -> None:
    response = httpx.request(method, server.sparql, **arguments)  # type: ignore[arg-type]
    assert response.status_code == status
    assert response.headers["access-control-allow-origin"] == "*"
    if status >= 400:
        assert response.json()["status"] == status
    if status == 405:
        assert "POST" in response.headers["allow"]


def test_slow_query_is_stopped_and_others_are_answered_meanwhile(server: Server) -> None:
    with concurrent.futures.ThreadPoolExecutor() as threads:
        slow = threads.submit(ask, server, CROSS)
        time.sleep(0.3)
        assert httpx.get(f"{server.url}/health").json()["busy"] == 1
        assert labels_of(ask(server, SELECT)) == ["SCO"]
        assert not slow.done()
        response = slow.result()
    assert response.status_code == 503
    assert response.json()["limit"] == "STANCEGRAPH_QUERY_SECONDS"


def test_client_that_leaves_frees_its_worker(server: Server) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(server.sparql, params={"query": CROSS}, timeout=0.3)
    ends = time.monotonic() + 120
    while httpx.get(f"{server.url}/health").json() != {**httpx.get(f"{server.url}/health").json(), "busy": 0}:
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_query_that_crashes_its_worker_is_one_error(server: Server) -> None:
    for deep in ("SELECT (" + "1+" * 20_000 + "1 AS ?x) {}", "SELECT (" + "!" * 20_000 + "true AS ?x) {}"):
        response = httpx.post(server.sparql, data={"query": deep})
        assert response.status_code == 400
        assert response.json()["type"].endswith("query-crash")
    assert labels_of(ask(server, SELECT)) == ["SCO"]


@pytest.mark.parametrize(("opens", "closes"), ["{}", "()", ("OPTIONAL {", "}")])
def test_deep_nesting_is_refused_before_it_is_parsed(server: Server, opens: str, closes: str) -> None:
    inside = opens * 5000 + closes * 5000
    query = f"SELECT ({inside} AS ?x) {{}}" if opens == "(" else f"ASK {{ {inside} }}"
    response = httpx.post(server.sparql, data={"query": query})
    assert (response.status_code, "nested 500" in response.json()["detail"]) == (400, True)


def test_query_that_takes_too_much_memory_is_stopped(server: Server) -> None:
    response = ask(server, "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY STR(?c)")
    assert response.status_code == 503
    assert response.json()["limit"] in {"STANCEGRAPH_QUERY_MEGABYTES", "STANCEGRAPH_QUERY_SECONDS"}


@pytest.mark.parametrize(
    "pattern",
    [
        "SERVICE <{url}> {{ ?s ?p ?o }}",
        "service silent <{url}> {{ ?s ?p ?o }}",
        "VALUES ?u {{ <{url}> }} SERVICE ?u {{ ?s ?p ?o }}",
        "SERVICE:x {{ ?s ?p ?o }}",
        "SERVICE SILENT SERVICE:x {{ ?s ?p ?o }}",
        "FILTER EXISTS {{ SERVICE<{url}>{{ ?s ?p ?o }} }}",
    ],
)
def test_no_query_reaches_the_network(server: Server, pattern: str) -> None:
    connected = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.4)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"

        def listen() -> None:
            try:
                listener.accept()[0].close()
                connected.set()
            except TimeoutError:
                pass

        thread = threading.Thread(target=listen)
        thread.start()
        declared = f"PREFIX : <{url}> PREFIX SERVICE: <{url}> "
        response = ask(server, declared + "SELECT * { " + pattern.format(url=url) + " }")
        thread.join()
    assert not connected.is_set()
    assert response.status_code == 400 or not response.json()["results"]["bindings"][0]


def test_word_service_in_names_and_strings_is_no_service(server: Server) -> None:
    query = """PREFIX ex: <http://example.org/SERVICE#> # SERVICE <http://example.org/>
    SELECT ("SERVICE <x>" AS ?label) { OPTIONAL { ?service ex:SERVICE ?x } }"""
    assert labels_of(ask(server, query)) == ["SERVICE <x>"]


def test_long_answer_is_streamed_whole(server: Server) -> None:
    query = "SELECT * { ?s ?p ?o } "
    document = json.loads(ask(server, query).text)
    counted = ask(server, "SELECT (COUNT(*) AS ?label) { ?s ?p ?o }")
    assert len(document["results"]["bindings"]) == int(labels_of(counted)[0])


RDF12 = 'CONSTRUCT { <http://e/r> <http://e/p> <<( <http://e/a> <http://e/b> 1 )>>, "שלום"@he--rtl } WHERE {}'


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples", "application/trig", "application/rdf+xml"])
def test_triple_terms_and_directions_of_rdf_1_2_are_written(server: Server, accept: str) -> None:
    response = ask(server, RDF12, accept=accept)
    parsed = [quad.object for quad in ox.parse(response.content, format=ox.RdfFormat.from_media_type(accept))]
    [triple] = [term for term in parsed if isinstance(term, ox.Triple)]
    [words] = [term for term in parsed if isinstance(term, ox.Literal)]
    assert triple.subject == ox.NamedNode("http://e/a")
    assert (words.language, str(words.direction)) == ("he", "rtl")


def test_rdf_1_2_stands_in_rows_and_json_ld_says_what_it_cannot(server: Server) -> None:
    rows = ask(server, RDF12, accept="application/sparql-results+json").json()["results"]["bindings"]
    objects = {row["object"]["type"]: row["object"] for row in rows}
    assert objects["triple"]["value"]["subject"] == {"type": "uri", "value": "http://e/a"}
    assert objects["literal"]["its:dir"] == "rtl"
    refused = ask(server, RDF12, accept="application/ld+json")
    assert (refused.status_code, "text/turtle" in refused.json()["detail"]) == (400, True)
    assert ask(server, 'VERSION "1.2" SELECT ("x"@en--ltr AS ?label) {}').json()["results"]["bindings"][0]["label"] == {
        "type": "literal", "value": "x", "xml:lang": "en", "its:dir": "ltr",
    }  # fmt: skip


def test_relative_iris_are_relative_to_the_endpoint(server: Server) -> None:
    rows = ask(server, "SELECT (<x> AS ?label) (<> AS ?self) {}").json()["results"]["bindings"]
    assert [rows[0]["label"]["value"], rows[0]["self"]["value"]] == [f"{server.url}/x", server.sparql]


@pytest.mark.parametrize(
    ("headers", "endpoint"),
    [
        ({"host": "graph.example"}, "http://graph.example/sparql"),
        ({"x-forwarded-host": "graph.example", "x-forwarded-proto": "https"}, "https://graph.example/sparql"),
        ({"x-forwarded-host": "graph.example, inner", "x-forwarded-prefix": "/kg/"}, "http://graph.example/kg/sparql"),
        ({"x-forwarded-host": 'evil"><script>'}, None),
        ({"x-forwarded-prefix": "//evil.example"}, None),
    ],
)
def test_description_names_the_endpoint_as_clients_reach_it(
    server: Server, headers: dict[str, str], endpoint: str | None
) -> None:
    response = httpx.get(server.sparql, headers={**headers, "accept": "application/n-triples"})
    assert f"<{endpoint or server.sparql}>" in response.text
    assert "evil" not in response.text


def test_an_update_by_get_is_refused(server: Server) -> None:
    response = httpx.get(server.sparql, params={"update": "CLEAR ALL"})
    assert response.status_code in {400, 403, 405}
