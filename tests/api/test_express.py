"""Queries on the short way: their answers are those of the long way, and what is not for it goes the long way."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from serving import Server
from wire import Connection
from writing import BEARER, TOKEN, E, tiny_store, update

from api.answering import Answering
from api.metrics import Metrics
from api.repeats import ASKED
from api.routers.express import Express
from api.routers.sparql import SENT
from api.settings import Settings
from api.workers import Answer, Pool, errand
from api.workers import Request as Query

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . FILTER (?a = ?o) VALUES ?z { %s } }"
MANY = " ".join(map(str, range(400)))


def get(query: str, accept: str = "text/csv", *headers: str, more: str = "") -> bytes:
    head = [f"GET /sparql?query={quote(query)}{more} HTTP/1.1", "Host: localhost", f"Accept: {accept}", *headers]
    return "\r\n".join([*head, "", ""]).encode()


# ---------------------------------------------------------------------- which way a request goes


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_store(tmp_path_factory.mktemp("express") / "store")


class Ways:
    """The short way, with the workers of a store, and without a server before it."""

    def __init__(self, store: Path, **settings: object) -> None:
        self.settings = Settings(store=store, workers=1, slow_workers=1, **settings)  # type: ignore[arg-type]
        self.pool = Pool(self.settings)
        self.answering = Answering(self.settings)
        self.express = Express(self._long, self.pool, self.answering, Metrics(), self.settings.query_seconds)
        self.went_long = 0

    async def _long(self, scope: Any, receive: Any, send: Any) -> None:
        self.went_long += 1

    async def learn(self, asked: bytes, **query: object) -> None:
        sent = Query(query="", solutions="csv", graph="turtle", seconds=1)
        sent.update(query)  # type: ignore[typeddict-item]
        await self.express({"path": "/sparql", ASKED: asked, SENT: sent}, None, None)  # type: ignore[arg-type]

    async def ask(self, asked: bytes) -> tuple[bytes, bytes] | str | None:
        """Headers and body on the short way, `begun` if it has left it under way, None if it is not for it."""
        done: asyncio.Future[tuple[bytes, bytes] | str] = asyncio.get_running_loop().create_future()

        def told(answer: tuple[bytes, bytes] | None, begun: Callable[[], Awaitable[Answer]] | None) -> None:
            self.begun = begun
            done.set_result(answer or "begun")

        return None if self.express.send(asked, "client", told) is None else await done


def run(store: Path, work: Callable[[Ways], Coroutine[Any, Any, None]], **settings: object) -> None:
    """Let work be done, on a machine of which nothing is too slow for the short way."""

    async def main() -> None:
        ways = Ways(store, **settings)
        await ways.pool.start()
        try:
            await work(ways)
        finally:
            await ways.pool.stop()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(errand, "PATIENCE_SECONDS", 600)
        asyncio.run(main())


def test_only_what_was_asked_for_before_goes_the_short_way(small: Path) -> None:
    async def work(ways: Ways) -> None:
        assert await ways.ask(get("ASK {}")) is None
        await ways.learn(get("ASK {}"))
        answer = await ways.ask(get("SELECT ?o { ?s <http://example.org/p> ?o }"))
        assert isinstance(answer, tuple)
        assert answer[1] == b"o\r\no\r\n"
        for other in (
            get("ASK {}", "text/tab-separated-values"),
            get("ASK {}").replace(b"GET", b"HEAD"),
            get("ASK {}").replace(b"/sparql", b"/query"),
            get("ASK {}", more="&format=xml"),
            get("ASK {}", more="&release=other"),
            get("ASK {}").replace(b"HTTP/1.1", b"HTTP/1.0"),
            get("ASK {}") + get("ASK {}"),
            get("ASK {}")[:-2],
            get("ASK { FILTER (RAND() > 2) }"),
            get("ASK { <relative> ?p ?o }"),
            b"GET /sparql?query=\xff " + get("").split(b" ", 2)[2],
            get("").replace(b"query=", b"query=%ff"),
        ):
            assert await ways.ask(other) is None, other
        assert ways.went_long == 1

    run(small, work)


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        (['If-None-Match: "a"'], {}),
        (["X-Forwarded-For: 192.0.2.7"], {}),
        (["Forwarded: for=192.0.2.7"], {}),
        ([f"X-Note: {'long' * 1024}"], {}),
        ([], {"solutions": None}),
        ([], {"graph": None}),
    ],
)
def test_what_is_of_one_request_alone_or_too_long_to_keep_is_not_learned(
    small: Path, headers: list[str], query: dict[str, Any]
) -> None:
    async def work(ways: Ways) -> None:
        await ways.learn(get("ASK {}", "text/csv", *headers), **query)
        assert await ways.ask(get("ASK {}", "text/csv", *headers)) is None

    run(small, work)


def test_what_is_kept_or_may_reach_others_or_is_not_paid_for_goes_the_long_way(small: Path) -> None:
    async def work(ways: Ways) -> None:
        await ways.learn(get("ASK {}"))
        assert isinstance(await ways.ask(get("ASK {}")), tuple)
        assert await ways.ask(get("ASK {}")) is None  # the cache has it now
        assert await ways.ask(get("ASK { SERVICE <http://127.0.0.1:9/> {} }")) is None
        ways.answering.budgets.charge("client", 1000)
        assert await ways.ask(get("ASK { ?s ?p 1 }")) is None

    run(small, work, allowed_services="http://127.0.0.1:9/")


def test_what_is_slow_long_or_wrong_is_gone_on_with(small: Path) -> None:
    async def work(ways: Ways) -> None:
        await ways.learn(get("ASK {}"))
        await ways.learn(get("ASK {}", "text/csv", "Accept-Encoding: gzip"))
        long = f"SELECT ?n {{ VALUES ?n {{ {MANY} }} }}"
        for query, length, accept in (
            (long, 1494, "Accept-Encoding: gzip"),
            (f"SELECT ?n ?m {{ VALUES ?n {{ {MANY} }} VALUES ?m {{ {MANY} }} }}", 65536, "X-Note: none"),
        ):
            if accept.startswith("X"):
                await ways.learn(get("ASK {}", "text/csv", accept))
            assert await ways.ask(get(query, "text/csv", accept)) == "begun"
            assert ways.begun is not None
            answer = await ways.begun()
            assert len(answer.first) >= length
            answer.close()
        assert isinstance(await ways.ask(get(long)), tuple)
        assert ways.pool.restarts <= 1  # only the worker with more to send was ended

    run(small, work)


def test_a_client_that_leaves_ends_nothing_that_is_quick(small: Path) -> None:
    async def work(ways: Ways) -> None:
        await ways.learn(get("ASK {}"))
        errand = ways.express.send(get("ASK { ?s ?p 2 }"), "client", lambda *_: pytest.fail("nobody is there"))
        waiting = ways.express.send(get("ASK { ?s ?p 3 }"), "client", lambda *_: pytest.fail("nobody is there"))
        assert errand is not None and waiting is not None
        errand.leave()
        waiting.leave()
        assert isinstance(await ways.ask(get("ASK { ?s ?p 4 }")), tuple)
        assert ways.pool.restarts == 0
        assert ways.pool.state() == {"workers": 1, "busy": 0, "queued": 0}

    run(small, work)


# ---------------------------------------------------------------------- on a running server


@pytest.fixture(scope="module")
def server(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = {"workers": 2, "slow_workers": 1, "query_seconds": 2, "write_token": TOKEN, "client_seconds": 10_000}
    server = Server(small, tmp_path_factory.mktemp("express") / "log", **settings)
    server.wait()
    yield server
    server.stop()


@pytest.fixture
def connect(server: Server) -> Iterator[Callable[[], Connection]]:
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(contextlib.closing(Connection(server)))


@pytest.mark.parametrize("accept", ["text/csv", "application/json", "application/sparql-results+xml", "*/*"])
@pytest.mark.parametrize(
    "query", [f"SELECT * {{ <{E}s> ?p ?o }}", "ASK { ?s ?p 'o' }", f"CONSTRUCT WHERE {{ <{E}s> ?p ?o }}"]
)
def test_the_answer_is_that_of_the_long_way(connect: Callable[[], Connection], accept: str, query: str) -> None:
    connection = connect()
    long = connection.asked(get(f"{query} # 1", accept, "If-None-Match: none"))
    connection.asked(get(f"{query} # 2", accept))
    short = connection.asked(get(f"{query} # 3", accept))
    assert short[0] == long[0] == "HTTP/1.1 200 OK"
    assert short[2] == long[2]
    tags = short[1].pop("etag"), long[1].pop("etag")
    assert short[1] == long[1]
    assert len({*tags}) == 2
    connection.send(get(f"{query} # 3", accept, f"If-None-Match: {tags[0]}"))
    assert connection.head()[0].startswith("HTTP/1.1 304")


def test_errors_are_those_of_the_long_way(connect: Callable[[], Connection]) -> None:
    connection = connect()
    connection.asked(get("ASK {}"))
    for number in range(2):
        for query, status, detail in (
            (f"SELECT * {{ ?s ?p }} # {number}", 400, "Line 1"),
            (f"ASK {{ SERVICE <http://127.0.0.1:9/> {{}} }} # {number}", 400, "SERVICE"),
            (ENDLESS % MANY + f"# {number}", 503, "STANCEGRAPH_QUERY_SECONDS"),
        ):
            told, headers, body = connection.asked(get(query))
            assert told.split()[1] == str(status), body
            assert headers["content-type"] == "application/problem+json"
            assert detail in json.loads(body)["detail"]
        assert connection.asked(get(f"ASK {{}} # {number}"))[0] == "HTTP/1.1 200 OK"


def test_what_is_long_is_compressed_and_what_is_longer_is_streamed(
    connect: Callable[[], Connection], server: Server
) -> None:
    connection, query = connect(), f"SELECT ?n {{ VALUES ?n {{ {MANY} }} }}"
    for number in range(3):
        _, headers, body = connection.asked(get(f"{query} # {number}", "text/csv", "Accept-Encoding: gzip"))
        assert headers["content-encoding"] == "gzip"
        assert gzip.decompress(body).split() == [b"n", *MANY.encode().split()]
    both = f"SELECT ?n ?m {{ VALUES ?n {{ {MANY} }} VALUES ?m {{ {MANY} }} }}"
    with httpx.Client(timeout=60) as http:
        for number in range(3):
            answer = http.get(server.sparql, params={"query": f"{both} # {number}"}, headers={"accept": "text/csv"})
            assert len(answer.text.splitlines()) == 160_001


def test_requests_sent_together_are_answered_in_their_order(connect: Callable[[], Connection]) -> None:
    connection = connect()
    connection.asked(get("ASK {}"))
    queries = [f"SELECT (1 AS ?n) {{}} # {n}" if n % 3 else f"SELECT ({n} AS ?n) {{ <{E}s> ?p ?o }}" for n in range(12)]
    expected = [f"n\r\n{1 if n % 3 else n}\r\n".encode() for n in range(12)]
    for number in range(2):
        connection.send(get(f"{queries[1]} first {number}"))
        connection.send(b"".join(get(f"{query} # {number}") for query in queries))
        assert connection.answer()[2] == b"n\r\n1\r\n"
        assert [connection.answer()[2] for _ in queries] == expected


def test_what_is_written_is_seen(connect: Callable[[], Connection], server: Server) -> None:
    connection = connect()
    connection.asked(get("ASK {}"))
    with httpx.Client(base_url=server.url, headers=BEARER, timeout=60) as http:
        for number in range(5):
            update(http, f"INSERT DATA {{ GRAPH <{E}written> {{ <{E}n> <{E}is> {number} }} }}").raise_for_status()
            assert connection.asked(get(f"ASK {{ ?n <{E}is> {number} }} # new"))[2] == b"boolean\r\ntrue\r\n"
        update(http, f"DROP GRAPH <{E}written>").raise_for_status()
        assert connection.asked(get(f"ASK {{ ?n <{E}is> 4 }} # gone"))[2] == b"boolean\r\nfalse\r\n"


def test_a_server_that_is_to_end_answers_first(small: Path, tmp_path: Path) -> None:
    server = Server(small, tmp_path / "log", workers=1, slow_workers=1, query_seconds=1)
    server.wait()
    connections = [Connection(server) for _ in range(4)]
    connections[0].asked(get("ASK {}"))
    for number, connection in enumerate(connections):
        connection.send(get(f"{ENDLESS.replace('?j ?k ?l . ', '')} # {number}" % "1 2 3"))
    server.stop()
    for connection in connections:
        status, _, body = connection.answer()
        assert status.split()[1] in {"200", "503"}, body
        connection.close()
