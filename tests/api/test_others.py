"""SERVICE and LOAD reach those servers that the service's list has, and nobody else. The other server is a real one, beside this."""

from __future__ import annotations

import contextlib
import importlib
import re
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from serving import Server, processes

from api.settings import Settings
from graph_builder import ReleaseStore
from graph_builder.graph.parts import part_of

may_reach = importlib.import_module("api.workers.others").may_reach
refused = importlib.import_module("api.workers.errors").Refused

TOKEN = "a token of these tests alone"
BEARER = {"authorization": f"Bearer {TOKEN}"}
LABELS = "?s <http://www.w3.org/2000/01/rdf-schema#label> ?label"
SETTING = "STANCEGRAPH_ALLOWED_SERVICES"


class Neighbour(ThreadingHTTPServer):
    """Answers each path in its own way, and remembers who came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.came: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Answers(BaseHTTPRequestHandler):
    server: Neighbour

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.server.came.append(self.path)
        body, media_type, status = b"<http://e/s> <http://e/p> 'loaded' .", "text/turtle", 200
        if self.path.endswith(("/away", "/away.ttl")):
            status = 302
        if self.path.endswith("/bomb"):
            body, media_type = b"<!DOCTYPE r [<!ENTITY a 'a'>]><r/>", "application/rdf+xml"
        if self.path.endswith("/context"):
            body, media_type = f'{{"@context": "{self.server.url}/seen", "a": 1}}'.encode(), "application/ld+json"
        if self.path.endswith("/huge"):
            body = b"#" * 2_000_000
        if self.path.endswith("/page"):
            media_type = "text/html"
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Location", f"{self.server.url}/elsewhere")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def neighbour() -> Iterator[Neighbour]:
    server = Neighbour()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of which those in `data` may be loaded."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "data").mkdir()
    (folder / "data" / "one.ttl").write_text("<http://e/s> <http://e/p> 'from a file' .")
    (folder / "secret.ttl").write_text("<http://e/s> <http://e/p> 'secret' .")
    (folder / "data" / "way-out.ttl").symlink_to(folder / "secret.ttl")
    return folder


@pytest.fixture(scope="module")
def asking(
    shared_server: Server, neighbour: Neighbour, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that may ask the session's at /sparql and /graphs, and the neighbour below /open/."""
    own = tmp_path_factory.mktemp("asking")
    quad = ox.Quad(*(ox.NamedNode(f"http://e/{name}") for name in ("own", "p", "o", "g")))
    ReleaseStore(own / "store").write({"all": part_of([quad])}, inputs={"documents": {}})
    listed = f"{shared_server.sparql}, {shared_server.url}/graphs,{neighbour.url}/open/,{(folder / 'data').as_uri()}/"
    server = Server(
        own / "store", own / "log", allowed_services=listed, workers=1, write_token=TOKEN, upload_megabytes=1,
    )  # fmt: skip
    server.wait()
    yield server
    server.stop()


def ask(server: Server, query: str) -> httpx.Response:
    return httpx.post(server.sparql, data={"query": query}, headers={"accept": "application/json"})


def descriptors_of_workers(server: Server) -> set[int]:
    """How many descriptors each worker may let itself open at most, as the system says."""
    found = []
    for pid in processes(server.pid):
        with contextlib.suppress(OSError):  # it ends just now
            if b"api.workers.zygote" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found += re.findall(r"(?m)^Max open files +\d+ +(\d+)", Path(f"/proc/{pid}/limits").read_text())
    return {int(most) for most in found[1:]}  # the first is the zygote's own


def rows(answer: httpx.Response) -> list[dict[str, object]]:
    found: list[dict[str, object]] = answer.json()["results"]["bindings"]
    return found


def update(server: Server, text: str) -> httpx.Response:
    return httpx.post(f"{server.url}/update", data={"update": text}, headers=BEARER)


@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_a_listed_server_is_asked(asking: Server, shared_server: Server, silent: str) -> None:
    query = (
        f"SELECT ?own ?label {{ ?own <http://e/p> ?o SERVICE {silent}<{shared_server.sparql}> {{ {LABELS} }} }} LIMIT 3"
    )
    answer = ask(asking, query)
    assert answer.status_code == 200, answer.text
    assert [row["own"] for row in rows(answer)] == [{"type": "uri", "value": "http://e/own"}] * 3
    assert len({str(row["label"]) for row in rows(answer)}) >= 1
    assert answer.headers["cache-control"] == "no-store"  # what others say may change any moment
    assert "etag" not in answer.headers


def test_asking_others_leaves_the_service_as_it_was(
    asking: Server, shared_server: Server, neighbour: Neighbour
) -> None:
    """The worker that could reach others is gone; the next query's cannot, and can open nothing at all."""
    assert ask(asking, f"ASK {{ SERVICE <{shared_server.sparql}> {{ {LABELS} }} }}").json()["boolean"] is True
    ends = time.monotonic() + 60
    while sys.platform == "linux" and (most := descriptors_of_workers(asking)) != {0}:
        assert time.monotonic() < ends, most
        time.sleep(0.05)
    neighbour.came.clear()
    assert rows(ask(asking, f"SELECT * {{ SERVICE SILENT <{neighbour.url}/closed> {{ ?s ?p ?o }} }}")) == [{}]
    assert neighbour.came == []


@pytest.mark.parametrize(
    "pattern",
    [
        "SERVICE <{closed}> {{ ?s ?p ?o }}",
        "SERVICE <{open}../closed> {{ ?s ?p ?o }}",
        "SERVICE <{open}%2e%2e/closed> {{ ?s ?p ?o }}",
        "VALUES ?u {{ <{closed}> }} SERVICE ?u {{ ?s ?p ?o }}",
        "BIND (<{sparql}> AS ?u) SERVICE ?u {{ ?s ?p ?o }}",
        "SERVICE n:closed {{ ?s ?p ?o }}",
        "SERVICE <{sparql}> {{ ?s ?p ?o }} SERVICE <{closed}> {{ ?s ?p ?o }}",
        "SERVICE <{sparql}> {{ ?s ?p ?o }} SERVICE SILENT <{closed}> {{ ?s ?p ?o }}",
        "SERVICE <{sparql}> {{ ?s ?p ?o }} SERVICE SILENT n:closed {{ ?s ?p ?o }}",
        "SERVICE <{sparql}> {{ ?s ?p ?o }} VALUES ?u {{ <{closed}> }} SERVICE SILENT ?u {{ ?s ?p ?o }}",
        "SERVICE <{sparql}> {{ ?s ?p ?o }} SERVICE # \n <{closed}> {{ ?s ?p ?o }}",
        "SERVICE <{sparql}> {{ ?s ?p ?o }} \\u0053ERVICE SILENT <{closed}> {{ ?s ?p ?o }}",
        "SERVICE <{sparql}> {{ ?s ?p ?o }} SERVICE SILENT \\u003C{closed}> {{ ?s ?p ?o }}",
        "SERVICE <{sparql}> {{ SERVICE SILENT <{closed}> {{ ?s ?p ?o }} }}",
        "SERVICE <{sparql}> {{ ?s ?p ?o }} FILTER EXISTS {{ SERVICE SILENT<{closed}>{{ ?s ?p ?o }} }}",
    ],
)
def test_a_server_that_is_not_listed_is_not_asked(
    asking: Server, shared_server: Server, neighbour: Neighbour, pattern: str
) -> None:
    neighbour.came.clear()
    places = {"closed": f"{neighbour.url}/closed", "open": f"{neighbour.url}/open/", "sparql": shared_server.sparql}
    answer = ask(asking, f"PREFIX n: <{neighbour.url}/> SELECT * {{ {pattern.format(**places)} }}")
    assert answer.status_code == 400
    assert SETTING in answer.json()["detail"]
    assert neighbour.came == []


def test_the_word_in_names_and_variables_asks_nobody(asking: Server) -> None:
    query = "PREFIX e: <http://e/> SELECT ?service (e:service AS ?x) ('SERVICE' AS ?y) { ?service <http://e/p> ?o } # service"
    assert rows(ask(asking, query))[0]["service"] == {"type": "uri", "value": "http://e/own"}


def test_a_redirect_is_not_followed(asking: Server, neighbour: Neighbour) -> None:
    neighbour.came.clear()
    answer = ask(asking, f"SELECT * {{ SERVICE <{neighbour.url}/open/away> {{ ?s ?p ?o }} }}")
    assert answer.status_code == 400
    assert "redirect" in answer.json()["detail"]
    answer = update(asking, f"LOAD <{neighbour.url}/open/away.ttl>")
    assert answer.status_code == 400
    assert "Redirects are not followed" in answer.json()["detail"]
    assert neighbour.came == ["/open/away", "/open/away.ttl"]


def test_a_listed_document_is_loaded(asking: Server, shared_server: Server, neighbour: Neighbour) -> None:
    assert update(asking, f"LOAD <{neighbour.url}/open/x> INTO GRAPH <http://e/loaded>").json()["added"] == 1
    assert ask(asking, "ASK { GRAPH <http://e/loaded> { ?s ?p 'loaded' } }").json()["boolean"] is True
    graph = "https://w3id.org/stancegraph/graph/catalog"
    loaded = update(
        asking, f"PREFIX s: <{shared_server.url}/> LOAD <{shared_server.url}/graphs?graph={graph}> INTO GRAPH <{graph}>"
    )
    assert loaded.json()["added"] > 5
    assert update(asking, f"DROP GRAPH <{graph}> ; DROP GRAPH <http://e/loaded>").status_code == 200


def test_patterns_of_an_update_ask_listed_servers(asking: Server, shared_server: Server, neighbour: Neighbour) -> None:
    text = "INSERT {{ GRAPH <http://e/asked> {{ <http://e/n> <http://e/n> ?n }} }} WHERE {{ SERVICE <{}> {{ {} }} }}"
    count = f"SELECT (COUNT(*) AS ?n) {{ {LABELS} }}"
    assert update(asking, text.format(shared_server.sparql, count)).json()["added"] == 1
    assert ask(asking, "ASK { GRAPH <http://e/asked> { ?s ?p ?n FILTER (?n > 10) } }").json()["boolean"] is True
    neighbour.came.clear()
    answer = update(asking, text.format(f"{neighbour.url}/closed", count))
    assert answer.status_code == 400
    assert SETTING in answer.json()["detail"]
    assert neighbour.came == []


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/closed", SETTING),
        ("/open/../closed", SETTING),
        ("/openclosed", SETTING),
        ("/open/bomb", "DOCTYPE"),
        ("/open/context", "nothing is fetched"),
        ("/open/huge", "STANCEGRAPH_UPLOAD_MEGABYTES"),
        ("/open/page", "text/html"),
    ],
)
def test_what_is_not_listed_or_cannot_be_read_is_not_loaded(
    asking: Server, neighbour: Neighbour, path: str, why: str
) -> None:
    neighbour.came.clear()
    answer = update(asking, f"INSERT DATA {{ <http://e/not> <http://e/p> 1 }} ; LOAD <{neighbour.url}{path}>")
    assert answer.status_code == 400
    assert why in answer.json()["detail"]
    assert ask(asking, "ASK { <http://e/not> ?p ?o }").json()["boolean"] is False
    assert neighbour.came == ([path] if path.startswith("/open/") and why != SETTING else [])
    silent = update(asking, f"LOAD SILENT <{neighbour.url}{path}>")
    assert silent.json()["added"] == 0


def test_files_of_a_listed_folder_are_loaded_and_no_others(asking: Server, folder: Path) -> None:
    one = (folder / "data" / "one.ttl").as_uri()
    assert update(asking, f"LOAD <{one}> INTO GRAPH <http://e/file>").json()["added"] == 1
    for name in ("secret.ttl", "data/way-out.ttl", "data/../secret.ttl", "data/none.ttl", "data/"):
        answer = update(asking, f"LOAD <{folder.as_uri()}/{name}>")
        assert answer.status_code == 400, name
    assert ask(asking, "ASK { ?s ?p 'secret' }").json()["boolean"] is False
    assert ask(asking, f"SELECT * {{ SERVICE <{one}> {{ ?s ?p ?o }} }}").status_code == 400


def test_the_description_tells_whether_others_are_asked(asking: Server, shared_server: Server) -> None:
    for server, told in ((asking, True), (shared_server, False)):
        assert ("BasicFederatedQuery" in httpx.get(server.sparql, headers={"accept": "text/turtle"}).text) is told


@pytest.mark.parametrize(
    ("query", "reached"),
    [
        ("ASK { SERVICE <http://a/x> {} }", True),
        ("ASK { service silent <http://a/x> {} }", True),
        ("ASK {SERVICE<http://a/x>{}}", True),
        ("ASK { SERVICE <http://b/> {} }", False),
        ("ASK { ?service <http://b/> ?o }", False),
        ("ASK { ?s ?p 'a service to mankind' }", False),
        ("ASK { ?s ?p ?o }", False),
        ("ASK { SERVICE <http://a/x> { ?service <http://b/> 'any service, of <http://b/>' } }", True),
        ("ASK { SERVICE <http://a/x> {} SERVICE " + "x" * 500 + ":y {} }", None),
        ("# a service <http://b/> \n ASK { SERVICE <http://a/x> {} }", None),
        ("ASK { SERVICE <http://a/x> {} SERVICE <y> {} }", None),
        ("ASK { SERVICE <http://a/x> {} SERVICE SILENT:y {} }", None),
        ("ASK { SERVICE <http://a/x> {} 1SERVICE ?y {} }", None),
    ],
)
def test_what_a_query_may_reach(query: str, reached: bool | None) -> None:
    """None: it is refused, for it cannot be told from something that asks others too."""
    if reached is None:
        with pytest.raises(refused, match=SETTING):
            may_reach(query, ["http://a/"])
    else:
        assert may_reach(query, ["http://a/"]) is reached


@pytest.mark.parametrize("listed", ["wikidata.org", "ftp://a/", "http://a/?x=1", "https://user@a/", "file:data"])
def test_what_is_no_address_cannot_be_listed(listed: str) -> None:
    with pytest.raises(ValueError, match=r"is no address to allow\. Write https"):
        Settings(allowed_services=listed)
