"""Everything that the service and the command do, before an engine of others: the same answers as from its own workers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from commanding import command
from engines import TOKEN, Remote
from serving import Server

from graph_builder import ReleaseStore, RemoteStore, StoreError, fetch, publish, release_of

QUESTIONS = sorted(path.stem for path in (Path(__file__).parents[2] / "ontology" / "questions").glob("*.rq"))
PATHS = [
    "/api/positions?holder=SCO&limit=100",
    "/api/positions?thing=treaty/inf-treaty",
    "/api/positions?act=support&polarity=for",
    "/api/positions?q=outer+space",
    "/api/entities/actor/SCO",
    "/api/entities/treaty/inf-treaty",
    "/api/entities/threat/terrorism",
    "/api/graph/counts/SCO",
    "/api/graph/matrix?holder=SCO&kind=threat",
    "/api/search?q=terrorism",
]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_the_same_answer(name: str, remote: Remote, local: Server) -> None:
    def rows(server: Server) -> list[str]:
        answer = httpx.get(f"{server.url}/api/questions/{name}", timeout=60)
        assert answer.status_code == 200, answer.text
        return sorted(json.dumps(row, sort_keys=True) for row in answer.json()["rows"])

    assert rows(remote.server) == rows(local)


@pytest.mark.parametrize("path", PATHS)
def test_the_api_gives_the_same(path: str, remote: Remote, local: Server) -> None:
    here, there = httpx.get(local.url + path, timeout=60), httpx.get(remote.server.url + path, timeout=60)
    lines = [
        json.dumps(_plain(answer.json(), server), indent=0, sort_keys=True, ensure_ascii=False).splitlines()
        for answer, server in ((there, remote.server), (here, local))
    ]
    assert there.status_code == 200
    assert [pair for pair in zip(*lines, strict=False) if pair[0] != pair[1]] == []
    assert len(lines[0]) == len(lines[1])


def _plain(answer: Any, server: Server) -> Any:
    """An answer with its lists in one order and without the server's own address: engines differ in the order of rows."""
    if isinstance(answer, Mapping):
        return {name: _plain(value, server) for name, value in answer.items() if name != "release"}
    if isinstance(answer, list):
        return sorted((_plain(value, server) for value in answer), key=lambda value: json.dumps(value, sort_keys=True))
    return answer.replace(server.url, "") if isinstance(answer, str) else answer


@pytest.mark.parametrize(
    "path",
    ["/", "/entity/actor/SCO", "/entity/treaty/inf-treaty", "/document/sco-moscow-2020-news", "/search?q=terrorism"],
)
def test_pages_are_shown(path: str, remote: Remote, local: Server) -> None:
    here, there = httpx.get(local.url + path, timeout=60), httpx.get(remote.server.url + path, timeout=60)
    assert (here.status_code, there.status_code) == (200, 200), there.text


@pytest.mark.parametrize(
    ("accept", "begins"),
    [
        ("application/sparql-results+json", b'{"head"'),
        ("application/sparql-results+xml", b"<"),
        ("text/csv", b"s,b"),
        ("text/tab-separated-values", b"?s\t?b"),
    ],
)
def test_rows_come_in_every_format_with_true_booleans(accept: str, begins: bytes, remote: Remote) -> None:
    query = "SELECT ?s ?b WHERE { ?s <https://w3id.org/stancegraph/ontology#disputed> ?b } LIMIT 2"
    answer = httpx.get(remote.server.sparql, params={"query": query}, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert answer.content.startswith(begins)
    assert b"true" in answer.content


@pytest.mark.parametrize("form", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"])
def test_graphs_come_in_every_format(form: str, remote: Remote, local: Server) -> None:
    query = (
        "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?s { <https://w3id.org/stancegraph/id/treaty/inf-treaty> } ?s ?p ?o }"
    )

    def triples(server: Server) -> set[ox.Triple]:
        answer = httpx.post(server.sparql, data={"query": query}, headers={"Accept": form})
        assert answer.headers["content-type"].partition(";")[0] == form
        return {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.from_media_type(form))}

    assert triples(remote.server) == triples(local) != set()


def test_ask_and_a_long_result(remote: Remote) -> None:
    ask = httpx.get(remote.server.sparql, params={"query": "ASK { ?s ?p ?o }"}, headers={"Accept": "text/csv"})
    assert ask.text == "boolean\r\ntrue\r\n"
    answer = httpx.get(remote.server.sparql, params={"query": "SELECT * { ?s ?p ?o } LIMIT 9000"}, timeout=60)
    assert len(answer.json()["results"]["bindings"]) == 9000


def test_an_engine_that_cuts_results_off_is_found_out(remote: Remote) -> None:
    query = "SELECT ?s ?t { ?s a ?class . ?t a ?class } LIMIT 120000"
    answer = httpx.get(remote.server.sparql, params={"query": query}, timeout=60)
    if "Virtuoso" in httpx.post(remote.engine.query, data={"query": "ASK {}"}).headers.get("server", ""):
        assert answer.status_code >= 400
        assert "100000 rows at most" in answer.json()["detail"]
    else:
        assert len(answer.json()["results"]["bindings"]) == 120000


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("SELECT * WHERE {", 400, "not SPARQL"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400, "SERVICE"),
        (f"ASK {{ {'{' * 300} {'}' * 300} }}", 400, "nested"),
    ],
)
def test_what_is_wrong_is_told_as_before_its_own_workers(query: str, status: int, told: str, remote: Remote) -> None:
    answer = httpx.post(remote.server.sparql, data={"query": query})
    assert answer.status_code == status
    assert told in answer.text


def test_a_server_of_the_list_is_asked_by_the_engine_and_no_other(remote: Remote, local: Server) -> None:
    if "sparql-auth" in remote.engine.address:
        pytest.skip("Virtuoso lets nobody ask other servers unless its administrator grants it")
    ask = "ASK {{ SERVICE <{0}> {{ <https://w3id.org/stancegraph/id/treaty/inf-treaty> a ?class }} }}"
    listed = httpx.post(remote.server.sparql, data={"query": ask.format(local.sparql)})
    assert listed.json()["boolean"] is True
    other = httpx.post(remote.server.sparql, data={"query": ask.format(f"{local.url}/other")})
    assert other.status_code == 400
    assert "SERVICE" in other.json()["detail"]


def test_virtuosos_own_words_are_refused(remote: Remote) -> None:
    if "sparql-auth" not in remote.engine.address:
        pytest.skip("a word of Virtuoso's")
    answer = httpx.post(remote.server.sparql, data={"query": 'define get:soft "replace" SELECT * { ?s ?p ?o }'})
    assert answer.status_code == 400
    assert "DEFINE" in answer.json()["detail"]


def test_the_release_is_told_and_no_earlier_one_is_there(remote: Remote, built_store: Path) -> None:
    name = ReleaseStore(built_store).current().name
    assert httpx.get(f"{remote.server.url}/ready").text == name
    answer = httpx.get(remote.server.sparql, params={"query": "ASK {}", "release": "0123456789abcdef"})
    assert answer.status_code in {404, 503}


def _quads(remote: Remote) -> int:
    """How many quads the engine holds of documents."""
    ours = "FILTER (STRSTARTS(STR(?g), 'https://w3id.org/stancegraph/graph/document/'))"
    counted = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}"
    answer = httpx.post(remote.engine.query, data={"query": counted}, headers={"Accept": "text/csv"}, timeout=60)
    return int(answer.text.split()[1].strip('"'))


def test_what_was_published_comes_back_and_is_not_sent_again(remote: Remote, built_store: Path) -> None:
    releases = ReleaseStore(built_store)
    graph, name = releases.load(), releases.current().name
    assert {*map(str, fetch(remote.store))} == {*map(str, graph)}
    assert publish(graph, name, remote.store) == 0
    assert release_of(remote.store) == name


def test_a_document_more_sends_what_changed_and_one_less_takes_it_away(remote: Remote, built_store: Path) -> None:
    releases = ReleaseStore(built_store)
    graph, name = releases.load(), releases.current().name
    more = releases.load()
    more.update(
        "INSERT DATA { GRAPH <https://w3id.org/stancegraph/graph/document/more> "
        "{ <https://w3id.org/stancegraph/id/document/more> <http://purl.org/dc/terms/title> 'Über « quotes » \\n 中文'@en } }"
    )
    ask = {"query": "ASK { <https://w3id.org/stancegraph/id/document/more> ?p ?o }"}
    before = _quads(remote)
    try:
        assert publish(more, "another", remote.store) == 1
        assert release_of(remote.store) == "another"
        assert _quads(remote) == before + 1
        assert httpx.post(remote.server.sparql, data=ask).json()["boolean"] is True
    finally:
        publish(graph, name, remote.store)
    assert httpx.post(remote.server.sparql, data=ask).json()["boolean"] is False
    assert _quads(remote) == before


def test_a_failed_publication_leaves_what_was_there(remote: Remote, built_store: Path) -> None:
    releases = ReleaseStore(built_store)
    name, before = releases.current().name, _quads(remote)
    more = releases.load()
    more.update("INSERT DATA { GRAPH <https://w3id.org/stancegraph/graph/document/more> { <urn:a> <urn:b> <urn:c> } }")
    readable = RemoteStore(remote.store.query, "http://127.0.0.1:9/update")
    with pytest.raises(StoreError):
        publish(more, "another", readable)
    assert release_of(remote.store) == name
    assert _quads(remote) == before


def test_the_command_builds_asks_and_exports(remote: Remote, tmp_path: Path) -> None:
    report = Path(__file__).parents[2] / "declarations" / "sco-moscow-2020-news.md"
    place = ("--store", remote.engine.address)
    built = command("build", report, *place, "--record", tmp_path / "record")
    assert built.returncode == 0, built.stderr.decode()
    assert b"no graphs sent" in built.stdout
    assert b"dba" not in built.stdout
    asked = command("ask", "bound-states", *place, "--holder", "SCO", "--thing", "INF Treaty", "--format", "json")
    assert len(json.loads(asked.stdout)) == 8
    assert command("export", *place).stdout == command("export", "--store", tmp_path / "record").stdout
    assert b"not in a store elsewhere" in command("rollback", *place).stderr


def test_an_address_that_is_none_and_a_store_that_is_not_there(tmp_path: Path) -> None:
    wrong = command("ask", "acts", "--store", "http:/nowhere")
    assert (wrong.returncode, b"is not the address of a store" in wrong.stderr) == (2, True)
    gone = command("query", "ASK {}", "--store", "http://127.0.0.1:9/sparql")
    assert (gone.returncode, b"cannot be reached" in gone.stderr) == (1, True)
    assert b"Traceback" not in wrong.stderr + gone.stderr


def test_updates_are_handed_on_to_the_engine(remote: Remote) -> None:
    address, bearer = f"{remote.server.url}/update", {"Authorization": f"Bearer {TOKEN}"}
    ask = {"query": "ASK { GRAPH <urn:notes> { <urn:a> <urn:b> 'c' } }"}

    def update(text: str, headers: dict[str, str]) -> httpx.Response:
        return httpx.post(address, data={"update": text}, headers=headers)

    insert = "INSERT DATA { GRAPH <urn:notes> { <urn:a> <urn:b> 'c' } }"
    assert update(insert, {}).status_code == 401
    assert httpx.post(remote.server.sparql, data=ask).json()["boolean"] is False
    try:
        done = update(insert, bearer)
        assert done.status_code == 200, done.text
        assert (done.json()["added"], done.json()["removed"]) == (None, None)
        assert httpx.post(remote.server.sparql, data=ask).json()["boolean"] is True
        assert update("LOAD <http://127.0.0.1:9/> INTO GRAPH <urn:notes>", bearer).status_code == 400
    finally:
        gone = httpx.delete(f"{remote.server.url}/graphs", params={"graph": "urn:notes"}, headers=bearer)
    assert gone.status_code == 204, gone.text
    assert httpx.post(remote.server.sparql, data=ask).json()["boolean"] is False
