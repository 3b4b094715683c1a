"""What people do to a service on the open internet, each bounded and on loopback; then the same processes still answer.

The tests of this file share a server and run in order; the last looks at what the others left behind.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from serving import Server
from watching import Listener, State, ask, is_clean, raw, state_of

from graph_builder import ReleaseStore
from graph_builder.graph.parts import part_of

NODES = 100
TOKEN = "a token for these tests alone"
BEARER = {"authorization": f"Bearer {TOKEN}"}
CHEAP = "ASK { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?c)) > STRLEN(STR(?i))) }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph rich in cycles: everything is tied to everything."""
    nodes = [ox.NamedNode(f"http://example.org/{number}") for number in range(NODES)]
    tie, graph = ox.NamedNode("http://example.org/tie"), ox.NamedNode("http://example.org/graph")
    path = tmp_path_factory.mktemp("abuse") / "store"
    ReleaseStore(path).write({"all": part_of(ox.Quad(a, tie, b, graph) for a in nodes for b in nodes)}, inputs={})
    return path


@pytest.fixture(scope="module")
def target(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(
        store, tmp_path_factory.mktemp("abused") / "server.log",
        workers=3, slow_workers=2, query_seconds=1.5, queue_seconds=6, result_megabytes=4, query_megabytes=256,
        client_seconds=100_000, body_megabytes=12, cache_megabytes=1, write_token=TOKEN, update_seconds=1.5, upload_megabytes=1,
    )  # fmt: skip
    server.wait()
    yield server
    server.stop()


@pytest.fixture(scope="module", autouse=True)
def before(target: Server) -> State:
    """How things stand before anything was done to the server."""
    ask(target, CHEAP)
    return state_of(target)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """Something that must never be connected to."""
    listener = Listener()
    yield listener
    listener.close()


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(SLOW, id="cross-product"),
        pytest.param("SELECT (COUNT(*) AS ?n) { ?a (<http://example.org/tie>|!<http://example.org/x>)* ?b . "
                     "?b <http://example.org/tie>+ ?c . ?c ^<http://example.org/tie>+ ?d }", id="paths-on-cycles"),
        pytest.param("SELECT * { " + " ".join(f"OPTIONAL {{ ?a ?p{n} ?b{n} }}" for n in range(1000)) + " }", id="flat-optionals"),
        pytest.param("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c DESC(?a)", id="sort-everything"),
    ],
)  # fmt: skip
def test_a_query_without_end_is_ended(target: Server, query: str) -> None:
    response = ask(target, query)
    assert response.status_code == 503
    assert response.json()["limit"] in {"STANCEGRAPH_QUERY_SECONDS", "STANCEGRAPH_QUERY_MEGABYTES"}


@pytest.mark.parametrize(
    "pattern", ["^(a+)+$", "(a*)*b", "((a{200}){200}){200}", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$"]
)
def test_a_regular_expression_does_not_run_away(target: Server, pattern: str) -> None:
    text = "a" * 50_000 + "!"
    response = ask(
        target, f'SELECT (REGEX("{text}", "{pattern}") AS ?x) (REPLACE("{text}", "{pattern}", "b") AS ?y) {{}}'
    )
    assert is_clean(response)


def test_a_cheap_query_does_not_wait_for_64_slow_ones(target: Server) -> None:
    with concurrent.futures.ThreadPoolExecutor(64) as clients:
        slow = [clients.submit(ask, target, f"{SLOW} # {number}") for number in range(64)]
        while httpx.get(f"{target.url}/health").json()["queued"] < 20:
            assert not all(one.done() for one in slow)
            time.sleep(0.05)
        assert ask(target, f"{CHEAP} # beside").json()["boolean"] is True
        assert sum(not one.done() for one in slow) > 8, "it was answered after the slow ones"
        assert {one.result().status_code for one in slow} == {503}


def test_fifty_million_rows_are_broken_off_and_told(target: Server) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        ask(target, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 50000000")
    assert "STANCEGRAPH_RESULT_MEGABYTES" in target.log.read_text()


def test_a_client_that_leaves_in_mid_result_frees_its_worker(target: Server) -> None:
    for _ in range(5):
        body = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"}
        with httpx.stream("POST", target.sparql, data=body, headers={"accept-encoding": "identity"}) as answer:
            next(answer.iter_raw())
    ends = time.monotonic() + 120
    while httpx.get(f"{target.url}/health").json()["busy"]:
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_a_client_that_does_not_read_holds_no_worker(target: Server) -> None:
    query = "query=SELECT%20*%20%7B%20%3Fa%20%3Fb%20%3Fc%20.%20%3Fd%20%3Fe%20%3Ff%20%7D"
    request = f"GET /sparql?{query} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n".encode()
    with contextlib.ExitStack() as stack:
        for _ in range(4):
            idle = stack.enter_context(socket.socket())
            idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            idle.connect(("127.0.0.1", target.port))
            idle.sendall(request)
        ends = time.monotonic() + 120
        while not httpx.get(f"{target.url}/health").json()["busy"]:
            assert time.monotonic() < ends
        while httpx.get(f"{target.url}/health").json()["busy"]:
            assert time.monotonic() < ends, "workers wait for clients that do not read"
            time.sleep(0.1)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("ASK {} #" + " " * 10_000_000, id="10-megabytes-of-comment"),
        pytest.param("ASK { FILTER(?x = '" + "x" * 10_000_000 + "') }", id="10-megabytes-of-text"),
        pytest.param("ASK { VALUES ?x { " + "1 " * 1_000_000 + "} }", id="a-million-values"),
        pytest.param("ASK { ?x <http://example.org/" + "a" * 1_000_000 + "> ?y }", id="long-iri"),
        pytest.param("SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}", id="5000-parentheses"),
        pytest.param("ASK { " + "OPTIONAL { ?s ?p ?o " * 2000 + "}" * 2002, id="2000-optionals"),
        pytest.param("ASK { FILTER " + "EXISTS { FILTER " * 1000 + "true" + " }" * 1001, id="1000-exists"),
        pytest.param("SELECT (" + "-" * 50_000 + "1 AS ?x) {}", id="signs"),
        pytest.param("SELECT (" + "1+" * 50_000 + "1 AS ?x) {}", id="sums"),
        pytest.param("ASK { ?s " + "<http://example.org/tie>/" * 3000 + "<http://example.org/tie> ?o }", id="long-path"),
        pytest.param("ASK { ?s " + "!" * 3000 + "<http://example.org/tie> ?o }", id="negated-path"),
        pytest.param("ASK { ?s ?p " + "<<( ?s ?p " * 2000 + "?o" + " )>>" * 2000 + " }", id="nested-triples"),
        pytest.param("ASK { ?s ?p " + "[ ?p " * 2000 + "?o" + " ]" * 2000 + " }", id="nested-blank-nodes"),
        pytest.param("SELECT ('a\0b' AS ?x) { FILTER(?y = '\0') }", id="nul"),
        pytest.param("\0" * 10_000, id="only-nul"),
        pytest.param("ASK { ?s ?p '\\uD800' }", id="half-a-character"),
        pytest.param("ASK { ?s ?p \"\ufffe\U0010ffff\" }", id="non-characters"),
    ],
)  # fmt: skip
def test_a_query_of_an_odd_size_or_shape_has_a_clean_answer(target: Server, query: str) -> None:
    assert is_clean(ask(target, query))


def test_more_than_a_body_may_hold_is_refused(target: Server) -> None:
    assert ask(target, "ASK {} #" + " " * 13_000_000).status_code == 413


@pytest.mark.parametrize(
    "target_of_request",
    [
        f"/sparql?query={'a' * 200_000}",
        "/sparql?query=%ff%fe",
        "/sparql?query=ASK%20%7B%7D%00",
        "/sparql?query=ASK%7B%7D&default-graph-uri=%00",
        "/sparql?query=ASK%7B%7D&named-graph-uri=not%20an%20iri",
        "/sparql?query=ASK%7B%7D&release=../../../etc/passwd",
        "/sparql?query=ASK%7B%7D&release=%00",
        "/sparql?" + "&".join(f"a{n}=b" for n in range(3000)),
        "/sparql?query=%",
        "/%00",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/ontology/../../etc/passwd",
    ],
)
def test_an_odd_address_has_a_clean_answer(target: Server, target_of_request: str) -> None:
    answer = raw(target, f"GET {target_of_request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    status = int(answer.split(b" ", 2)[1])
    assert status < 500
    assert b"root:" not in answer
    assert b"Traceback" not in answer


def test_bodies_that_are_no_text_are_told(target: Server) -> None:
    headers = {"content-type": "application/sparql-query"}
    for body in (b"ASK { ?s ?p '\xff\xfe' }", b"\x00\xd8", "ASK {}".encode("utf-16"), b"\x1f\x8b\x08\x00"):
        response = httpx.post(target.sparql, content=body, headers=headers)
        assert response.status_code == 400
        assert is_clean(response)


def test_a_request_that_breaks_off_harms_nobody(target: Server) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 1000\r\n\r\n"
    for sent in (head + b"ASK {", head[:40], b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", target.port)) as connection:
            connection.sendall(sent)


@pytest.mark.parametrize(
    "dataset",
    [
        "FROM <file:///etc/passwd>",
        "FROM <{url}> FROM NAMED <{url}>",
        "FROM NAMED <file:/etc/passwd>",
    ],
)
def test_from_names_graphs_of_the_store_and_fetches_nothing(target: Server, listener: Listener, dataset: str) -> None:
    dataset = dataset.format(url=listener.url)
    answer = ask(target, f"SELECT * {dataset} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}")
    assert answer.json()["results"]["bindings"] == []
    assert listener.connections == 0


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_graphs_of_the_protocol_are_not_fetched(target: Server, listener: Listener, parameter: str) -> None:
    for graph in (listener.url, "file:///etc/passwd"):
        assert ask(target, CHEAP, **{parameter: graph}).json()["boolean"] is False
    assert listener.connections == 0


@pytest.mark.parametrize(
    "pattern",
    [
        "SERVICE <{url}> {{ ?s ?p ?o }}",
        "SERVICE SILENT <{url}> {{ ?s ?p ?o }}",
        "sErViCe silent <{url}> {{ ?s ?p ?o }}",
        "VALUES ?u {{ <{url}> }} SERVICE SILENT ?u {{ ?s ?p ?o }}",
        "SERVICE:x {{ ?s ?p ?o }}",
        "SERVICE SILENT:x {{ ?s ?p ?o }}",
        "SERVICE SILENT SERVICE:x {{ ?s ?p ?o }}",
        "FILTER EXISTS {{ SERVICE<{url}>{{ ?s ?p ?o }} }}",
        "\\u0053ERVICE <{url}> {{ ?s ?p ?o }}",
        "SERVICE # \n SILENT # \n <{url}> {{ ?s ?p ?o }}",
        "SERVICE SILENT <{url}> {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "SERVICE SILENT <file:///etc/passwd> {{ ?s ?p ?o }}",
    ],
)
def test_no_query_reaches_the_network(target: Server, listener: Listener, pattern: str) -> None:
    declared = f"PREFIX : <{listener.url}> PREFIX SERVICE: <{listener.url}> "
    response = ask(target, f"{declared} SELECT * {{ {pattern.format(url=listener.url)} }}")
    assert is_clean(response)
    assert response.status_code == 400 or response.json()["results"]["bindings"] in (
        [{}],
        [{"u": {"type": "uri", "value": listener.url}}],
    )
    assert listener.connections == 0


def test_a_service_that_may_stay_silent_gives_nothing(target: Server, listener: Listener) -> None:
    query = f"SELECT * {{ VALUES ?x {{ 1 2 }} SERVICE SILENT <{listener.url}> {{ ?s ?p ?o }} }}"
    rows = ask(target, query).json()["results"]["bindings"]
    assert [set(row) for row in rows] == [{"x"}, {"x"}]
    assert listener.connections == 0


INSERT = "INSERT DATA { GRAPH <http://example.org/graph> { <http://e/x> <http://e/p> <http://e/y> } }"


@pytest.mark.parametrize(
    "given",
    [None, "", "Bearer", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer \xff", TOKEN],
)
def test_nobody_writes_without_the_token(target: Server, given: str | None) -> None:
    headers = {} if given is None else {"authorization": given.encode("latin-1")}
    turtle = {**headers, "content-type": "text/turtle"}
    answers = [
        httpx.post(f"{target.url}/update", data={"update": INSERT}, headers=headers),
        httpx.post(target.sparql, data={"update": INSERT}, headers=headers),
        httpx.put(f"{target.url}/graphs?default", content=b"<http://e/x> <http://e/p> 1 .", headers=turtle),
        httpx.post(f"{target.url}/graphs?graph=http://e/g", content=b"<http://e/x> <http://e/p> 1 .", headers=turtle),
        httpx.delete(f"{target.url}/graphs?graph=http://example.org/graph", headers=headers),
    ]
    assert [answer.status_code for answer in answers] == [401] * 5
    assert all(answer.headers["www-authenticate"].startswith("Bearer") for answer in answers)
    assert TOKEN not in "".join(answer.text for answer in answers)


def put(server: Server, body: bytes, media_type: str) -> httpx.Response:
    """A graph that is sent by one who may write."""
    address = f"{server.url}/graphs?graph=http://example.org/sent"
    return httpx.put(address, content=body, headers={**BEARER, "content-type": media_type}, timeout=60)


LOL = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
XML = "<?xml version='1.0'?>{doctype}<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e/'>"
END = "<rdf:Description rdf:about='http://e/x'><e:p>{text}</e:p></rdf:Description></rdf:RDF>"


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        pytest.param(f"{XML}{END}".format(doctype=f'<!DOCTYPE r [<!ENTITY l0 "lol">{LOL}]>', text="&l9;"),
                     "application/rdf+xml", id="xml-bomb"),
        pytest.param(f"{XML}{END}".format(doctype="<!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>", text="&f;"),
                     "application/rdf+xml", id="xml-file"),
        pytest.param(f"{XML}{END}".format(doctype="<!DOCTYPE r SYSTEM '{url}'>", text="x"), "application/rdf+xml", id="xml-dtd"),
        pytest.param('{{"@context": "{url}", "@id": "http://e/x", "p": "y"}}', "application/ld+json", id="json-ld-context"),
        pytest.param('{{"@context": {{"@import": "{url}"}}, "@id": "http://e/x", "p": 1}}', "application/ld+json", id="json-ld-import"),
        pytest.param('{{"@context": "file:///etc/passwd", "@id": "http://e/x", "p": "y"}}', "application/ld+json", id="json-ld-file"),
        pytest.param('{{"a":' * 20_000 + "1" + "}}" * 20_000, "application/ld+json", id="deep-json"),
        pytest.param("<http://e/x> <http://e/p> " + "[ <http://e/p> " * 50_000 + "1" + " ]" * 50_000 + " .", "text/turtle",
                     id="deep-blank-nodes"),
        pytest.param("<http://e/x> <http://e/p> " + "( " * 50_000 + ") " * 50_000 + " .", "text/turtle", id="deep-lists"),
        pytest.param("<http://e/x> <http://e/p> " + "<<( <http://e/x> <http://e/p> " * 10_000 + "1" + " )>>" * 10_000 + " .",
                     "text/turtle", id="deep-triples"),
        pytest.param("<http://e/x> <http://e/p> '\0' . <http://e/x> <http://e/p> ", "text/turtle", id="cut-off-text"),
        pytest.param("<http://e/x> <http://e/p> <file:///etc/passwd\0> .", "application/n-triples", id="nul-in-iri"),
    ],
)  # fmt: skip
def test_a_hostile_graph_is_refused_and_nothing_of_it_stays(
    target: Server, listener: Listener, body: str, media_type: str
) -> None:
    text = body.replace("{url}", listener.url).replace("{{", "{").replace("}}", "}")
    response = put(target, text.encode(), media_type)
    assert 400 <= response.status_code < 500
    assert is_clean(response)
    assert "root:" not in response.text
    assert ask(target, "ASK { GRAPH <http://example.org/sent> { ?s ?p ?o } }").json()["boolean"] is False
    assert listener.connections == 0


def test_a_graph_that_is_no_text_or_too_large_is_refused(target: Server) -> None:
    assert put(target, b"<http://e/x> <http://e/p> '\xff\xfe' .", "text/turtle").status_code == 400
    assert put(target, b"\x1f\x8b\x08\x00", "text/turtle").status_code == 400
    assert put(target, b"# " + b"x" * 2_000_000, "text/turtle").status_code == 413
    assert put(target, b"a,b", "text/csv").status_code == 415


@pytest.mark.parametrize("framing", [b"Content-Length: 100000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n1f\r\n"])
def test_an_upload_that_is_cut_off_changes_nothing(target: Server, framing: bytes) -> None:
    head = f"PUT /graphs?graph=http://example.org/sent HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n"
    with socket.create_connection(("127.0.0.1", target.port)) as connection:
        connection.sendall(
            head.encode() + b"Content-Type: text/turtle\r\n" + framing + b"<http://e/x> <http://e/p> 1 .\r\n"
        )
    time.sleep(0.2)
    assert ask(target, "ASK { GRAPH <http://example.org/sent> { ?s ?p ?o } }").json()["boolean"] is False


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <{url}>",
        "LOAD <{url}> INTO GRAPH <http://example.org/sent>",
        "LOAD SILENT <{url}>",
        "load # \n <{url}>",
        "\\u004COAD <{url}>",
        "LOAD <file:///etc/passwd>",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://example.org/sent>",
        "PREFIX e: <{url}> LOAD e:x",
        "CREATE SILENT GRAPH <http://example.org/graph> ; LOAD SILENT <{url}>",
        "INSERT {{ GRAPH <http://example.org/sent> {{ ?s ?p ?o }} }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "INSERT {{ GRAPH <http://example.org/sent> {{ ?s ?p ?o }} }} WHERE {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "INSERT {{ GRAPH <http://example.org/sent> {{ ?s ?p ?o }} }} USING <{url}> WHERE {{ ?s ?p ?o }}",
        "DELETE {{ ?s ?p ?o }} USING <file:///etc/passwd> WHERE {{ ?s ?p ?o }}",
    ],
)
def test_no_update_reaches_the_network_or_the_files(target: Server, listener: Listener, update: str) -> None:
    response = httpx.post(
        f"{target.url}/update", data={"update": update.format(url=listener.url)}, headers=BEARER, timeout=60
    )
    assert is_clean(response)
    assert response.status_code in {200, 400}
    assert ask(target, "ASK { GRAPH <http://example.org/sent> { ?s ?p ?o } }").json()["boolean"] is False
    assert listener.connections == 0


@pytest.mark.parametrize(
    "update",
    [
        "INSERT { GRAPH <http://e/x> { ?a ?b ?i } } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) > STR(?i)) }",
        "DELETE { ?a ?b ?c } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) > STR(?i)) }",
    ],
)
def test_an_update_without_end_is_ended_and_changes_nothing(target: Server, update: str) -> None:
    response = httpx.post(f"{target.url}/update", data={"update": update}, headers=BEARER, timeout=60)
    assert response.status_code == 503
    assert is_clean(response)


def test_deep_updates_are_refused(target: Server) -> None:
    deep_triple = "<<( <http://e/x> <http://e/p> " * 3000 + "1" + " )>>" * 3000
    for update in (
        "INSERT DATA { " * 3000 + "}" * 3000,
        "DELETE WHERE { " + "OPTIONAL { ?s ?p ?o " * 2000 + "}" * 2001,
        f"INSERT DATA {{ <http://e/x> <http://e/p> {deep_triple} }}",
    ):
        response = httpx.post(f"{target.url}/update", data={"update": update}, headers=BEARER, timeout=60)
        assert response.status_code == 400
        assert is_clean(response)


def test_afterwards_the_same_processes_answer_from_the_same_data(target: Server, before: State) -> None:
    after = state_of(target)
    assert after.processes == before.processes
    assert len(after.processes) == 2
    assert after.data == before.data
    assert after.kilobytes < before.kilobytes + 100 * 1024, "memory was not given back"
