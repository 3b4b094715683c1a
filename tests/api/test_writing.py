"""Updates over HTTP, who may write, and that a write is whole or not at all. On a running server."""

from __future__ import annotations

import concurrent.futures
import re
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from serving import Server
from SPARQLWrapper import JSON, POST, SPARQLWrapper
from writing import BEARER, DIRECT, TOKEN, TURTLE, E, state, tiny_store, update, values

from graph_builder import DEFAULT_GRAPH, ReleaseStore, Version
from graph_builder.graph.parts import part_of

# ------------------------------------------------------------------ updates


@pytest.mark.parametrize("path", ["/update", "/sparql"])
@pytest.mark.parametrize("form", [True, False])
def test_an_update_is_seen_by_the_next_query_and_changes_the_state_and_its_tags(
    http: httpx.Client, path: str, form: bool
) -> None:
    name = f"{path[1:]}{form}"
    text = f"INSERT DATA {{ GRAPH <{E}{name}> {{ <{E}{name}> <{E}is> 1 , 2 }} }}"
    query = {"query": f"SELECT ?x {{ <{E}{name}> <{E}is> ?x }}"}
    before, tag = state(http), http.get("/sparql", params=query).headers["etag"]
    answer = http.post(path, data={"update": text}) if form else update(http, text, path)
    assert (answer.status_code, answer.json()["added"], answer.json()["removed"]) == (200, 2, 0)
    assert state(http) == answer.json()["committed"] != before
    assert http.get("/sparql", params=query).headers["etag"] != tag
    assert values(http, f"<{E}{name}> <{E}is> ?x") == {"1", "2"}
    again = http.post(path, data={"update": text})
    assert (again.json()["added"], again.json()["committed"]) == (0, answer.json()["committed"])


def test_an_answer_that_is_asked_for_again_and_again_is_of_the_present_state(http: httpx.Client) -> None:
    """The second request is answered by the cache, the third before anything of it is looked at; a write ends both."""
    parameters = {"query": f"SELECT ?x {{ <{E}again> <{E}p> ?x }}"}
    for number in range(2):
        update(http, f"INSERT DATA {{ GRAPH <{E}again> {{ <{E}again> <{E}p> {number} }} }}").raise_for_status()
        first, *later = [http.get("/sparql", params=parameters).raise_for_status() for _ in range(4)]
        assert len(first.json()["results"]["bindings"]) == number + 1
        for answer in later:
            assert (answer.content, answer.headers["etag"]) == (first.content, first.headers["etag"])
            assert {**answer.headers, "date": ""} == {**first.headers, "date": ""}
        assert http.head("/sparql", params=parameters).headers["content-length"] == first.headers["content-length"]
        assert http.get("/sparql", params=parameters, headers={"accept": "text/csv"}).text.startswith("x\r\n")
    update(http, f"DROP GRAPH <{E}again>").raise_for_status()


def test_what_is_written_without_a_graph_is_in_a_graph_of_its_own(http: httpx.Client) -> None:
    update(http, f"INSERT DATA {{ <{E}own> <{E}is> 'x' }}")
    assert values(http, f"GRAPH ?x {{ <{E}own> ?p ?o }}") == {DEFAULT_GRAPH}
    assert values(http, f"<{E}own> ?p ?x") == {"x"}
    update(http, f"DELETE DATA {{ <{E}own> <{E}is> 'x' }}")
    assert values(http, f"<{E}own> ?p ?x") == set()


def test_operations_of_one_update_are_whole_or_not_at_all(http: httpx.Client) -> None:
    before = state(http)
    answer = update(http, f"INSERT DATA {{ <{E}half> <{E}is> 1 }}; CLEAR GRAPH <{E}none>")
    assert (answer.status_code, answer.json()["title"]) == (400, "The query cannot be evaluated")
    assert state(http) == before
    assert values(http, f"<{E}half> ?p ?x") == set()
    whole = update(http, f"INSERT DATA {{ <{E}w> <{E}is> 1 }}; DELETE {{ ?s <{E}is> ?o }} INSERT {{ ?s <{E}was> ?o }} WHERE "
                         f"{{ ?s <{E}is> ?o FILTER(?s = <{E}w>) }}")  # fmt: skip
    assert (whole.json()["added"], whole.json()["removed"]) == (1, 0)
    assert values(http, f"<{E}w> <{E}was> ?x") == {"1"}


def test_datasets_of_the_protocol_hold_for_patterns(http: httpx.Client) -> None:
    update(http, f"INSERT DATA {{ GRAPH <{E}d1> {{ <{E}d> <{E}in> 1 }} GRAPH <{E}d2> {{ <{E}d> <{E}in> 2 }} }}")
    text = f"INSERT {{ GRAPH <{E}d3> {{ <{E}d> <{E}saw> ?o }} }} WHERE {{ <{E}d> <{E}in> ?o }}"
    update(http, text, **{"using-graph-uri": f"{E}d2"})
    assert values(http, f"<{E}d> <{E}saw> ?x") == {"2"}
    conflict = update(http, f"WITH <{E}d1> {text}", **{"using-named-graph-uri": f"{E}d2"})
    assert (conflict.status_code, conflict.json()["type"].rpartition("/")[2]) == (400, "query-refused")


@pytest.mark.parametrize(
    ("request_", "status", "said"),
    [
        ({"method": "GET", "url": "/update", "params": {"update": "CLEAR ALL"}}, 405, "POST"),
        ({"method": "PUT", "url": "/update", "content": "CLEAR ALL"}, 405, "POST"),
        ({"method": "GET", "url": "/sparql", "params": {"update": "CLEAR ALL"}}, 405, "POST"),
        ({"method": "POST", "url": "/update", "data": {"update": ["CLEAR ALL", "CLEAR ALL"]}}, 400, "exactly one"),
        ({"method": "POST", "url": "/update", "data": {"other": "CLEAR ALL"}}, 400, "exactly one"),
        ({"method": "POST", "url": "/sparql", "data": {"update": "CLEAR ALL", "query": "ASK {}"}}, 400, "no 'query'"),
        ({"method": "POST", "url": "/update", "content": "CLEAR ALL", "headers": {"content-type": "text/plain"}}, 415, DIRECT),
        ({"method": "POST", "url": "/update", "content": "CLEAR ALL"}, 415, DIRECT),
        ({"method": "POST", "url": "/update", "content": b"INSERT DATA { <a:a> <a:a> '\xff' }", "headers": {"content-type": DIRECT}},
         400, "UTF-8"),
        ({"method": "POST", "url": "/update", "content": "CLEAR XYZ", "headers": {"content-type": DIRECT}}, 400, "Line 1, column 10"),
        ({"method": "POST", "url": "/update", "content": " " * 1_100_000, "headers": {"content-type": DIRECT}}, 413,
         "STANCEGRAPH_UPLOAD_MEGABYTES"),
        ({"method": "POST", "url": "/update", "data": {"update": "LOAD <file:///etc/passwd>"}}, 400, "LOAD is not allowed"),
        ({"method": "POST", "url": "/update", "data": {"update": f"INSERT {{}} WHERE {{ SERVICE <{E}> {{}} }}"}}, 400, "SERVICE"),
        ({"method": "POST", "url": "/update", "data": {"update": f"INSERT {{}} WHERE {'{' * 5000}{'}' * 5000}"}}, 400, "nested"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_changes_nothing(
    http: httpx.Client, request_: dict[str, object], status: int, said: str
) -> None:
    before = state(http)
    answer = http.request(**request_)  # type: ignore[arg-type]
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said in answer.text
    assert state(http) == before


def test_an_update_that_takes_too_long_is_stopped_and_changes_nothing(http: httpx.Client) -> None:
    numbers = " ".join(map(str, range(400)))
    many = f"VALUES ?s {{ <urn:a> <urn:b> }} VALUES ?n {{ {numbers} }}"
    update(http, f"INSERT {{ GRAPH <urn:many> {{ ?s <urn:c> ?n }} }} WHERE {{ {many} }}").raise_for_status()
    before = state(http)
    answer = update(http, "INSERT { <urn:x> <urn:slow> ?n } WHERE { SELECT (COUNT(*) AS ?n) { GRAPH <urn:many> { ?a ?b ?c . ?d ?e ?f . "
                          "?g ?h ?i FILTER(?c + ?f + ?i < 0) } } }")  # fmt: skip
    assert (answer.status_code, answer.json()["limit"]) == (503, "STANCEGRAPH_UPDATE_SECONDS")
    assert state(http) == before
    assert update(http, "DROP GRAPH <urn:many>").json()["removed"] == 800


def test_an_update_whose_client_leaves_changes_nothing_and_makes_room(written: Server, http: httpx.Client) -> None:
    numbers = " ".join(map(str, range(300)))
    update(http, f"INSERT {{ GRAPH <urn:left> {{ <urn:a> <urn:c> ?n }} }} WHERE {{ VALUES ?n {{ {numbers} }} }}")
    before = state(http)
    patterns = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
    text = f"INSERT {{ <urn:x> <urn:slow> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ GRAPH <urn:left> {{ {patterns} }} }} }}"
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{written.url}/update", data={"update": text}, headers=BEARER, timeout=0.5)
    assert update(http, "INSERT DATA {}").json()["committed"] == before
    assert 'stancegraph_writes_total{kind="update",outcome="left"} 1.0' in http.get("/metrics").text


# ------------------------------------------------------------------ who may write


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "POST", "url": "/update", "data": {"update": "CLEAR ALL"}},
        {"method": "POST", "url": "/sparql", "data": {"update": "CLEAR ALL"}},
        {"method": "PUT", "url": "/graphs?default", "content": "", "headers": {"content-type": TURTLE}},
        {"method": "POST", "url": "/graphs", "content": "", "headers": {"content-type": TURTLE}},
        {"method": "DELETE", "url": f"/graphs?graph={E}first"},
    ],
)
@pytest.mark.parametrize(
    ("given", "status", "slug"),
    [
        (None, 401, "unauthorized"),
        ("Bearer wrong", 401, "unauthorized"),
        (f"Bearer {TOKEN}x", 401, "unauthorized"),
        (f"Basic {TOKEN}", 401, "unauthorized"),
        ("Bearer \u00e9", 401, "unauthorized"),
    ],
)
def test_without_the_token_nothing_is_written(
    written: Server, request_: dict[str, object], given: str | None, status: int, slug: str
) -> None:
    with httpx.Client(base_url=written.url) as http:
        before = state(http)
        headers = {**request_.get("headers", {}), **({"authorization": given.encode("latin-1")} if given else {})}  # type: ignore[dict-item]
        answer = http.request(**{**request_, "headers": headers})  # type: ignore[arg-type]
        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (status, slug)
        assert answer.headers["www-authenticate"].startswith('Bearer realm="stancegraph"')
        assert state(http) == before


def test_a_service_without_a_token_only_reads(server: Server) -> None:
    answer = httpx.post(f"{server.url}/update", data={"update": "CLEAR ALL"}, headers={"authorization": "Bearer x"})
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, "read-only")
    assert httpx.delete(f"{server.url}/graphs?default").status_code == 403
    assert "STANCEGRAPH_WRITE_TOKEN" in answer.json()["detail"]


def test_pages_of_other_origins_read_and_only_those_of_named_ones_write(http: httpx.Client) -> None:
    for origin, status in (
        ("https://evil.example", 403),
        ("null", 403),
        ("https://editor.example", 200),
        (str(http.base_url), 200),
    ):
        answer = http.post("/sparql", data={"update": "INSERT DATA {}"}, headers={"origin": origin.rstrip("/")})
        assert answer.status_code == status, origin
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    for path in ("/update", "/graphs"):
        for origin, allowed in (("https://evil.example", None), ("https://editor.example", "https://editor.example")):
            preflight = http.options(path, headers={"origin": origin, **asked})
            assert preflight.headers.get("access-control-allow-origin") == allowed
    reading = http.options(
        "/graphs", headers={"origin": "https://evil.example", "access-control-request-method": "GET"}
    )
    assert reading.headers["access-control-allow-origin"] == "*"
    assert (
        http.get("/graphs?default", headers={"origin": "https://evil.example"}).headers["access-control-allow-origin"]
        == "*"
    )


def test_the_token_is_told_nowhere(written: Server, http: httpx.Client) -> None:
    http.post("/update", data={"update": "nonsense"})
    assert TOKEN not in written.log.read_text()


# ------------------------------------------------------------------ many at once


def test_updates_of_many_clients_are_done_one_after_the_other_and_a_backup_meanwhile_is_one_state(
    written: Server, tmp_path: Path
) -> None:
    headers = {**BEARER, "content-type": DIRECT}
    start = f"INSERT DATA {{ GRAPH <{E}n> {{ <{E}n> <{E}counts> 0 }} }}"
    more = (
        f"WITH <{E}n> DELETE {{ ?n <{E}counts> ?v }} INSERT {{ ?n <{E}counts> ?w }} "
        f"WHERE {{ ?n <{E}counts> ?v BIND(?v + 1 AS ?w) }}"
    )
    address = f"{written.url}/update"
    httpx.post(address, content=start, headers=headers).raise_for_status()
    with concurrent.futures.ThreadPoolExecutor(8) as clients:
        waiting = [clients.submit(httpx.post, address, content=more, headers=headers, timeout=60) for _ in range(24)]
        ReleaseStore(written.log.with_name("store")).copy_to(tmp_path / "backup")
        answers = [one.result() for one in waiting]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["committed"] for answer in answers}) == 24
    with httpx.Client(base_url=written.url) as http:
        assert values(http, f"<{E}n> <{E}counts> ?x") == {"24"}
    backup = ReleaseStore(tmp_path / "backup").load()
    [count] = backup.quads_for_pattern(ox.NamedNode(f"{E}n"), ox.NamedNode(f"{E}counts"), None, ox.NamedNode(f"{E}n"))
    assert 0 <= int(count.object.value) <= 24


def test_counts_of_writes_are_told_to_prometheus(http: httpx.Client) -> None:
    update(http, f"INSERT DATA {{ <{E}m> <{E}p> {id(http)} }}")
    update(http, "nonsense")
    text = http.get("/metrics").text
    assert re.search(r'stancegraph_writes_total\{kind="update",outcome="committed"\} [1-9]', text)
    assert re.search(r'stancegraph_writes_total\{kind="update",outcome="failed"\} [1-9]', text)
    assert re.search(r'stancegraph_requests_total\{kind="update",status="200"\} [1-9]', text)


# ------------------------------------------------------------------ clients


def test_rdflib_writes_through_its_update_store(written: Server, http: httpx.Client) -> None:
    store = SPARQLUpdateStore(written.sparql, f"{written.url}/update", context_aware=True, headers=BEARER)
    graph = rdflib.Graph(store, rdflib.URIRef(f"{E}rdflib"))
    subject, predicate = rdflib.URIRef(f"{E}r"), rdflib.URIRef(f"{E}p")
    graph.add((subject, predicate, rdflib.Literal('caf\u00e9 "x"')))
    graph.addN([(subject, predicate, rdflib.Literal(number), graph) for number in range(3)])
    assert len(graph) == 4
    graph.remove((subject, predicate, rdflib.Literal(1)))
    assert set(graph.objects(subject, predicate)) == {
        rdflib.Literal('caf\u00e9 "x"'),
        rdflib.Literal(0),
        rdflib.Literal(2),
    }
    store.update(f"CLEAR GRAPH <{E}rdflib>")
    assert len(graph) == 0


@pytest.mark.parametrize("path", ["/update", "/sparql"])
def test_sparqlwrapper_writes(written: Server, http: httpx.Client, path: str) -> None:
    wrapper = SPARQLWrapper(written.sparql, written.url + path)
    wrapper.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(f"INSERT DATA {{ GRAPH <{E}wrapper> {{ <{E}sw{path[1:]}> <{E}p> 'x' }} }}")
    wrapper.query()
    assert values(http, f"<{E}sw{path[1:]}> ?p ?x") == {"x"}


# ------------------------------------------------------------------ the journal beside a running server


def test_the_journal_is_folded_backed_up_and_built_on_while_the_server_writes(tmp_path: Path) -> None:
    store = ReleaseStore(tiny_store(tmp_path / "store"))
    server = Server(store.path, tmp_path / "log", workers=2, write_token=TOKEN)
    try:
        server.wait()
        with httpx.Client(base_url=server.url, headers=BEARER, timeout=60) as http:
            seen = []
            for number in range(12):
                update(http, f"INSERT DATA {{ <{E}live> <{E}n> {number} }}").raise_for_status()
                seen.append(str(number))
                match number:
                    case 2:
                        store.copy_to(tmp_path / "backup")
                    case 4:
                        folded = store.compact()
                        assert store.journal.entries(Version(folded.name)) == []
                    case 6:
                        old = store.current()
                        store.write({"all": part_of([])}, inputs={"documents": {}})
                        assert store.current().name != old.name
                    case 8:
                        store.rollback()
                        seen = seen[:7]
                assert values(http, f"<{E}live> <{E}n> ?x") >= set(seen[-1:])
            assert values(http, f"<{E}live> <{E}n> ?x") == {*map(str, range(7)), "9", "10", "11"}
            earlier = http.get("/sparql", params={"query": f"SELECT ?x {{ <{E}live> ?p ?x }}", "release": folded.name})
            assert len(earlier.json()["results"]["bindings"]) == 5
    finally:
        server.stop()
    backup = ReleaseStore(tmp_path / "backup").load()
    assert len(list(backup.quads_for_pattern(ox.NamedNode(f"{E}live"), None, None, None))) == 3
    present = {
        found.object.value for found in store.load().quads_for_pattern(ox.NamedNode(f"{E}live"), None, None, None)
    }
    assert present == {*map(str, range(7)), "9", "10", "11"}
