"""What was asked before, in the same bytes, is answered before it is parsed; nobody but the log can tell."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

import httpx
import pytest
from serving import Server
from wire import Connection
from writing import BEARER, TOKEN, E, tiny_store, update

_QUERY = f"SELECT ?o {{ <{E}s> <{E}p> ?o }}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("repeats")
    server = Server(
        tiny_store(folder / "store"),
        folder / "log",
        workers=1,
        write_token=TOKEN,
        log_format="json",
        log_level="info",
    )
    server.wait()
    yield server
    server.stop()


def request(mark: str, *headers: str) -> bytes:
    """A query that no other test asks."""
    head = [f"GET /sparql?query={quote(f'{_QUERY} #{mark}')} HTTP/1.1", "Host: localhost", "Accept: text/csv", *headers]
    return "\r\n".join([*head, "", ""]).encode()


@pytest.fixture
def connect(server: Server) -> Iterator[Callable[[], Connection]]:
    """Opens connections that are closed at the end."""
    with contextlib.ExitStack() as stack:

        def opened() -> Connection:
            return stack.enter_context(contextlib.closing(Connection(server)))

        yield opened


def logged(server: Server, mark: str, count: int) -> list[dict[str, object]]:
    """The log's lines on queries of a text; waits until there are so many, for a line follows its answer."""
    found = hashlib.sha256(f"{_QUERY} #{mark}".encode()).hexdigest()[:16]
    ends = time.monotonic() + 60
    while True:
        whole = (line for line in server.log.read_text().splitlines(keepends=True) if line.endswith("\n"))
        lines = [json.loads(line) for line in whole if line.startswith("{")]
        told = [line for line in lines if line.get("query") == found]
        if len(told) >= count or time.monotonic() > ends:
            assert len(told) == count
            return told
        time.sleep(0.05)


def test_a_connection_on_which_nothing_is_asked_ends(connect: Callable[[], Connection]) -> None:
    repeated, others_between = connect(), connect()
    repeated.asked(request("rest"))
    for _ in range(2):
        repeated.asked(request("rest"))
        time.sleep(1)
    others_between.asked(request("rest"))
    others_between.asked(request("rest").replace(b" HTTP", b"&format=tsv HTTP"))
    began = time.monotonic()
    assert repeated.ended()
    assert 2 < time.monotonic() - began < 60
    assert others_between.ended()


def test_the_same_answer_comes_again_and_is_logged_and_counted(
    server: Server, connect: Callable[[], Connection]
) -> None:
    connection = connect()
    before = _counted(server)
    answers = [connection.asked(request("same")) for _ in range(5)]
    assert answers[0][0] == "HTTP/1.1 200 OK"
    assert answers[0][2] == b"o\r\no\r\n"
    assert all(answer == answers[0] for answer in answers)
    lines = logged(server, "same", 5)
    assert _counted(server) == before + 5
    assert {(line["status"], line["bytes"], line["rows"], line["client"]) for line in lines} == {
        (200, 6, 1, "127.0.0.1")
    }


def _counted(server: Server) -> float:
    text = httpx.get(f"{server.url}/metrics").text
    name = 'stancegraph_requests_total{kind="sparql",status="200"} '
    return sum(float(line.removeprefix(name)) for line in text.splitlines() if line.startswith(name))


def test_a_change_of_the_graph_is_seen_at_once(server: Server, connect: Callable[[], Connection]) -> None:
    connection = connect()
    for _ in range(4):
        assert connection.asked(request("change"))[2] == b"o\r\no\r\n"
    with httpx.Client(base_url=server.url, headers=BEARER, timeout=60) as http:
        update(http, f"INSERT DATA {{ GRAPH <{E}second> {{ <{E}s> <{E}p> 'new' }} }}").raise_for_status()
        assert sorted(connection.asked(request("change"))[2].split()) == [b"new", b"o", b"o"]
        update(http, f"DROP GRAPH <{E}second>").raise_for_status()
    assert connection.asked(request("change"))[2] == b"o\r\no\r\n"


def test_requests_sent_together_are_answered_in_their_order(server: Server, connect: Callable[[], Connection]) -> None:
    connection = connect()
    for _ in range(4):
        connection.asked(request("together"))
    for _ in range(4):
        connection = connect()
        connection.send(request("first") + request("other") + request("together"))
        answers = [connection.answer() for _ in range(3)]
        assert len({headers["etag"] for _, headers, _ in answers}) == 3
        assert connection.asked(request("together")) == answers[2]


def test_the_body_of_a_request_is_not_taken_for_another(server: Server, connect: Callable[[], Connection]) -> None:
    inner = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for _ in range(5):
        connection = connect()
        # The answer to GET does not wait for the body, so that it is there before the body is sent.
        assert connection.asked(request("body", f"Content-Length: {len(inner)}"))[2] == b"o\r\no\r\n"
        connection.send(inner)
        assert connection.asked(request("body"))[2] == b"o\r\no\r\n"
    post = (
        f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: {len(inner)}\r\n\r\n"
    )
    connection.send(post.encode())
    connection.send(inner)
    assert connection.answer()[0].startswith("HTTP/1.1 415")
    assert connection.asked(request("body"))[2] == b"o\r\no\r\n"


def test_a_request_in_pieces_is_answered_too(server: Server, connect: Callable[[], Connection]) -> None:
    connection, whole = connect(), request("pieces")
    for cut in (1, 20, len(whole) - 1):
        connection.send(whole[:cut])
        assert connection.asked(whole[cut:])[2] == b"o\r\no\r\n"
    for _ in range(4):
        connect().asked(whole)
    for _ in range(2):
        connection = connect()
        connection.send(b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Note: ")
        time.sleep(0.2)  # so that they come by themselves
        assert connection.asked(whole)[1]["content-type"] == "application/json"


def test_a_connection_that_is_to_be_closed_is_closed(server: Server, connect: Callable[[], Connection]) -> None:
    for _ in range(5):
        connection = connect()
        status, headers, _ = connection.asked(request("close", "Connection: close"))
        assert (status, headers["connection"]) == ("HTTP/1.1 200 OK", "close")
        assert connection.ended()


def test_head_has_no_body_and_what_a_client_has_is_not_sent_again(
    server: Server, connect: Callable[[], Connection]
) -> None:
    connection = connect()
    tag = {connection.asked(request("tag"))[1]["etag"] for _ in range(4)}.pop()
    known = request("tag", f"If-None-Match: {tag}")
    for _ in range(4):
        connection.send(known)
        assert connection.head()[0].startswith("HTTP/1.1 304")
    head = request("tag").replace(b"GET", b"HEAD", 1)
    for _ in range(4):
        connection.send(head)
        assert connection.head()[0] == "HTTP/1.1 200 OK"
    assert connection.asked(request("tag"))[2] == b"o\r\no\r\n"


def test_whom_a_proxy_asks_for_is_logged_each_time(server: Server, connect: Callable[[], Connection]) -> None:
    connection = connect()
    for _ in range(4):
        connection.asked(request("proxy", "X-Forwarded-For: 192.0.2.7"))
    assert {line["client"] for line in logged(server, "proxy", 4)} == {"192.0.2.7"}
