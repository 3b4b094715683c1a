"""The Graph Store Protocol: graphs read, put, added to and deleted by name, from bodies of every kind. On a running server."""

from __future__ import annotations

import gzip
import json
import socket
import zlib
from functools import partial

import brotli
import httpx
import pyoxigraph as ox
import pytest
import zstandard
from serving import Server
from writing import FORM, TOKEN, TURTLE, E, state, values

from graph_builder import DEFAULT_GRAPH


def turtle(*triples: str) -> str:
    return f"@prefix e: <{E}> . " + " ".join(f"{triple} ." for triple in triples)


def read(answer: httpx.Response) -> set[str]:
    return {str(triple) for triple in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)}


@pytest.mark.parametrize("direct", [True, False])
def test_a_graph_is_put_read_added_to_and_deleted(written: Server, http: httpx.Client, direct: bool) -> None:
    address = f"/graphs/person/{direct}.ttl" if direct else f"/graphs?graph={E}person"
    headers = {"content-type": "text/turtle; charset=utf-8"}
    assert http.get(address).status_code == http.head(address).status_code == http.delete(address).status_code == 404
    assert http.put(address, content=turtle("e:a e:p 1", "e:a e:p 2"), headers=headers).status_code == 201
    assert http.put(address, content=turtle("e:a e:p 3"), headers=headers).status_code == 204
    got = http.get(address, headers={"accept": TURTLE})
    assert (got.status_code, got.headers["content-type"]) == (200, TURTLE)
    assert len(read(got)) == 1
    assert http.post(address, content=turtle("e:b e:p <>"), headers=headers).status_code == 204
    assert len(read(http.get(address))) == 2
    graph = f"{written.url}/graphs/person/True.ttl" if direct else f"{E}person"
    assert values(http, f"GRAPH <{graph}> {{ ?s <{E}p> ?x FILTER(isIRI(?x)) }}") == {graph}
    head = http.head(address)
    assert (head.status_code, head.headers["content-type"], head.content) == (200, TURTLE, b"")
    assert http.delete(address).status_code == 204
    assert http.get(address).status_code == 404


def test_an_empty_graph_is_there_until_it_is_deleted(http: httpx.Client) -> None:
    address = f"/graphs?graph={E}empty"
    assert http.put(address, content=b"", headers={"content-type": TURTLE}).status_code == 201
    assert http.get(address).status_code == 200
    assert http.delete(address).status_code == 204
    assert http.get(address).status_code == 404


def test_a_graph_without_a_name_gets_one(http: httpx.Client) -> None:
    made = http.post("/graphs", content=turtle("[] e:p [ e:p 1 ]"), headers={"content-type": TURTLE})
    assert made.status_code == 201
    assert len(read(http.get(made.headers["location"]))) == 2
    assert len(read(http.get("/graphs", params={"graph": made.headers["location"]}))) == 2


def test_the_default_graph_is_read_as_the_merge_and_written_to_its_own(http: httpx.Client) -> None:
    assert (
        http.put("/graphs?default", content=turtle("e:dd e:p 1"), headers={"content-type": TURTLE}).status_code == 204
    )
    everything = read(http.get("/graphs?default"))
    assert f'<{E}dd> <{E}p> "1"^^<http://www.w3.org/2001/XMLSchema#integer>' in everything
    assert f'<{E}s> <{E}p> "o"' in everything
    assert http.delete("/graphs?default").status_code == 204
    assert f'<{E}s> <{E}p> "o"' in read(http.get("/graphs?default"))
    assert values(http, f"<{E}dd> ?p ?x") == set()


def test_all_graphs_are_read_and_written_as_quads(http: httpx.Client) -> None:
    lines = f'<{E}q> <{E}p> "1" <{E}quads> .\n<{E}q> <{E}p> "2" .\n'
    assert http.post("/graphs", content=lines, headers={"content-type": "application/n-quads"}).status_code == 204
    everything = http.get("/graphs", headers={"accept": "application/n-quads"})
    found = everything.text.splitlines()
    assert f'<{E}q> <{E}p> "1" <{E}quads> .' in found
    assert f'<{E}q> <{E}p> "2" <{DEFAULT_GRAPH}> .' in found
    assert all(line.count(" <") >= 2 for line in found), "copies in the default graph are not told"
    trig = http.get("/graphs")
    assert trig.headers["content-type"] == "application/trig"
    assert len(list(ox.parse(trig.content, format=ox.RdfFormat.TRIG))) == len(found)


BODIES = {
    TURTLE: turtle("e:a e:p 'x'"),
    "application/n-triples": f'<{E}a> <{E}p> "x" .',
    "application/rdf+xml": f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="{E}">'
    f'<rdf:Description rdf:about="{E}a"><e:p>x</e:p></rdf:Description></rdf:RDF>',
    "application/ld+json": json.dumps({"@context": {"e": E}, "@id": "e:a", "e:p": "x"}),
    "application/n-quads": f'<{E}a> <{E}p> "x" .',
    "application/trig": turtle("e:a e:p 'x'"),
}


@pytest.mark.parametrize("media_type", BODIES)
def test_every_format_is_read(http: httpx.Client, media_type: str) -> None:
    address = f"/graphs?graph={E}formats"
    http.put(
        address, content=BODIES[media_type], headers={"content-type": f"{media_type}; charset=utf-8; q=1"}
    ).raise_for_status()
    assert read(http.get(address)) == {f'<{E}a> <{E}p> "x"'}


def test_files_of_a_form_are_read_too(http: httpx.Client) -> None:
    address = f"/graphs?graph={E}files"
    files = [
        ("one", ("1.ttl", turtle("e:a e:p 1"), TURTLE)),
        ("two", ("2.nt", f'<{E}b> <{E}p> "\u00e9" .', "application/n-triples")),
    ]
    assert http.post(address, files=files).status_code == 201
    assert len(read(http.get(address))) == 2


BOMB = (
    '<!DOCTYPE b [<!ENTITY a "x">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
    + "]>"
)


@pytest.mark.parametrize(
    ("media_type", "body", "status", "said"),
    [
        (TURTLE, "<a> <b> 'x' .\n <c> <d> ", 400, "Line 2, column 10"),
        ("application/rdf+xml", f"{BOMB}<b>&i;</b>", 400, "DOCTYPE"),
        (
            "application/ld+json",
            '{"@context": "http://127.0.0.1:9/c", "@id": "urn:a", "http://p": 1}',
            400,
            "nothing is fetched",
        ),
        ("application/trig", "<urn:g> { <urn:a> <urn:b> 1 }", 400, "Named graphs are not allowed"),
        (TURTLE, "<urn:a> <urn:b> " + "[ <urn:c> " * 50_000, 400, "nested"),
        (TURTLE, "<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * 20_000, 400, "nested"),
        ("application/ld+json", '{"urn:a":' * 50_000, 400, "nested"),
        (TURTLE, "#" * 1_100_000, 413, "STANCEGRAPH_UPLOAD_MEGABYTES"),
        ("text/csv", "a,b", 415, TURTLE),
        ("", "a,b", 415, TURTLE),
    ],
)
def test_bad_data_are_refused_and_change_nothing(
    http: httpx.Client, media_type: str, body: str, status: int, said: str
) -> None:
    before = state(http)
    answer = http.put(f"/graphs?graph={E}bad", content=body, headers={"content-type": media_type})
    assert (answer.status_code, said in answer.text) == (status, True), answer.text
    assert state(http) == before


_ENCODERS = {
    "gzip": gzip.compress,
    "br": partial(brotli.compress, quality=3),
    "zstd": zstandard.compress,
    "deflate": zlib.compress,
}


@pytest.mark.parametrize("name", _ENCODERS)
def test_bodies_may_come_compressed(http: httpx.Client, name: str) -> None:
    def send(data: bytes, encoding: str = name) -> httpx.Response:
        headers = {"content-type": TURTLE, "content-encoding": encoding}
        return http.put(f"/graphs?graph={E}packed", content=data, headers=headers)

    encode = _ENCODERS[name]
    packed = encode(turtle("e:a e:p 1").encode())
    assert send(packed).status_code in {201, 204}
    assert values(http, f"GRAPH <{E}packed> {{ ?s ?p ?x }}") == {"1"}
    before = state(http)
    for broken in (packed[:-3], turtle("e:a e:p 2").encode(), packed + b"x"):
        answer = send(broken)
        assert (answer.status_code, f"no {name}" in answer.text) == (400, True)
    large = encode(b"#" * 30_000_000)
    assert len(large) < 1_000_000
    assert send(large).status_code == 413
    assert send(encode(encode(b"#" * 30_000_000)), f"{name}, {name}").status_code == 413
    assert state(http) == before
    assert send(gzip.compress(packed), f"{name}, gzip").status_code == 204


def test_queries_may_come_compressed(http: httpx.Client) -> None:
    body = gzip.compress(b"query=ASK+%7B%7D")
    headers = {"content-type": FORM, "content-encoding": "gzip", "accept": "application/json"}
    assert http.post("/sparql", content=body, headers=headers).json()["boolean"] is True


def test_an_encoding_that_is_not_read_is_told_with_those_that_are(http: httpx.Client) -> None:
    answer = http.post("/sparql", content=b"x", headers={"content-type": FORM, "content-encoding": "compress"})
    assert answer.status_code == 415
    assert answer.headers["accept-encoding"] == "gzip, deflate, zstd, br"


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", f"/graphs?default&graph={E}x", 400),
        ("GET", f"/graphs?graph={E}x&graph={E}y", 400),
        ("GET", "/graphs?graph=relative", 400),
        ("GET", "/graphs?graph=urn:x%20y", 400),
        ("GET", "/graphs/x?default", 400),
        ("DELETE", "/graphs", 400),
        ("PUT", "/graphs", 400),
        ("PATCH", "/graphs?default", 405),
        ("GET", "/graphs?default&format=png", 406),
    ],
)
def test_a_graph_must_be_named_rightly(http: httpx.Client, method: str, address: str, status: int) -> None:
    content = {"content": "", "headers": {"content-type": TURTLE}} if method == "PUT" else {}
    answer = http.request(method, address, **content)  # type: ignore[arg-type]
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("chunked", [True, False])
def test_an_upload_that_is_cut_off_changes_nothing(written: Server, http: httpx.Client, chunked: bool) -> None:
    before = state(http)
    line = f"<{E}cut> <{E}p> 1 .\n".encode()
    length = b"Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(line) * 2}".encode()
    with socket.create_connection(("127.0.0.1", written.port)) as connection:
        connection.sendall(b"PUT /graphs?graph=urn:cut HTTP/1.1\r\nHost: x\r\nContent-Type: application/n-triples\r\n" + length
                           + f"\r\nAuthorization: Bearer {TOKEN}\r\n\r\n".encode())  # fmt: skip
        connection.sendall(f"{len(line):x}\r\n".encode() + line + b"\r\n" if chunked else line)
    assert http.get("/graphs?graph=urn:cut").status_code == 404
    assert state(http) == before
