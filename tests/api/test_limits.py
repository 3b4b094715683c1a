"""What stands between queries and the service: lanes, queues, budgets, sizes, tags and counts. On a running server."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import gzip
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from serving import Server

from api.budget import Budgets, waiting
from api.cache import AnswerCache
from api.errors import BudgetSpent, ServiceBusy
from api.settings import Settings
from api.workers import Answer, Pool
from api.workers import Request as Query
from api.workers.kinds import SlowKinds

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?c)) > STRLEN(STR(?i))) }"
CHEAP = "ASK { ?s a ?class }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


def ask(server: Server, query: str, **headers: str) -> httpx.Response:
    return httpx.get(server.sparql, params={"query": query}, headers=headers, timeout=60)


@pytest.fixture(scope="module")
def narrow(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with few workers, a short queue and a small largest result."""
    server = Server(
        built_store, tmp_path_factory.mktemp("narrow") / "server.log",
        workers=2, slow_workers=1, query_seconds=3, queue_seconds=6, queue_length=20, result_megabytes=2, client_seconds=1000,
    )  # fmt: skip
    server.wait()
    yield server
    server.stop()


def test_a_full_queue_turns_queries_away(narrow: Server) -> None:
    with concurrent.futures.ThreadPoolExecutor(100) as clients:
        answers = [one.result() for one in [clients.submit(ask, narrow, f"{SLOW} # {n}") for n in range(100)]]
    details = [answer.json()["detail"] for answer in answers]
    assert any("STANCEGRAPH_QUEUE_LENGTH" in detail for detail in details)
    assert all(answer.headers["retry-after"].isdigit() for answer in answers if "wait already" in answer.text)
    assert ask(narrow, CHEAP).is_success
    narrow.check()


def test_a_result_beyond_the_limit_is_broken_off_and_never_taken_for_whole(narrow: Server) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        ask(narrow, LONG)
    assert ask(narrow, CHEAP).is_success
    assert "STANCEGRAPH_RESULT_MEGABYTES" in narrow.log.read_text()


def test_workers_come_back_after_slow_queries(narrow: Server) -> None:
    ask(narrow, SLOW)
    at_rest, ends = {"workers": 2, "busy": 0, "queued": 0}, time.monotonic() + 120
    while not at_rest.items() <= (state := httpx.get(f"{narrow.url}/health").json()).items():
        assert time.monotonic() < ends, state
        time.sleep(0.05)


class Asking:
    """A pool with one worker and one slow slot, asked in one process."""

    def __init__(self, store: Path, quick_seconds: float) -> None:
        given = {"workers": 1, "slow_workers": 1, "quick_seconds": quick_seconds, "queue_seconds": 60}
        self._settings = Settings(store=store, **given)
        self.pool = Pool(self._settings)
        self._asked: list[asyncio.Task[Answer]] = []

    async def __aenter__(self) -> Asking:
        await self.pool.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        for one in self._asked:
            one.cancel()
        await asyncio.gather(*self._asked, return_exceptions=True)
        await self.pool.stop()

    def ask(self, text: str) -> asyncio.Task[Answer]:
        query = Query(query=text, solutions="csv", graph="turtle", seconds=600)
        self._asked.append(asyncio.create_task(self.pool.ask(query)))
        return self._asked[-1]

    async def until(self, **state: int) -> None:
        ends = time.monotonic() + 120
        while not state.items() <= self.pool.state().items():
            assert time.monotonic() < ends, self.pool.state()
            await asyncio.sleep(0.02)

    def be_patient(self) -> None:
        """From now on no query counts as slow."""
        self.pool._settings = self._settings.model_copy(update={"quick_seconds": 600})


def test_a_slow_query_gives_way_sooner_when_slow_ones_wait_already(built_store: Path) -> None:
    async def work() -> None:
        async with Asking(built_store, quick_seconds=0.3) as asking:
            asking.ask(SLOW)
            await asking.until(workers=2, busy=1)  # it has a slow slot, and another worker took its place
            asking.ask(SLOW.replace("?d", "?x"))
            await asking.until(busy=1, queued=1)  # it was stopped, since there is no slot
            asking.be_patient()
            slow = asking.ask(SLOW.replace("?e", "?y"))
            await asking.until(busy=2)
            assert (await asking.ask(CHEAP)).first == b"boolean\r\ntrue\r\n"
            assert not slow.done()

    asyncio.run(work())


def test_a_query_like_a_slow_one_is_not_tried_while_there_is_no_slow_slot(built_store: Path) -> None:
    async def work() -> None:
        async with Asking(built_store, quick_seconds=0.3) as asking:
            first = asking.ask(SLOW)
            await asking.until(workers=2, busy=1)
            asking.be_patient()
            like = asking.ask(f"{SLOW} # 2")
            await asking.until(busy=1, queued=1)  # and not two at work
            assert (await asking.ask(CHEAP)).first == b"boolean\r\ntrue\r\n"
            assert not like.done()
            first.cancel()
            await asking.until(busy=1, queued=0)  # the slot is free for it
            assert not like.done()

    asyncio.run(work())


@pytest.mark.parametrize("other", ['ASK { ?s ?p "b\\"x" }', "ASK { ?s ?p 'c' } # 7", '  ASK { ?s ?p "" }'])
def test_queries_that_differ_in_what_they_name_are_of_one_kind(other: str) -> None:
    kinds = SlowKinds()
    kinds.add('ASK { ?s ?p "a" }')
    assert other in kinds
    assert "ASK { ?s ?q 'c' }" not in kinds
    kinds.discard(other)
    assert 'ASK { ?s ?p "a" }' not in kinds


def test_few_kinds_of_slow_queries_are_known_and_none_that_are_long() -> None:
    kinds = SlowKinds()
    for number in range(1000):
        kinds.add(f"ASK {{ ?{'a' * number} ?p ?o }}")
    kinds.add("ASK { } # " + "a" * 100_000)
    assert "ASK { ?s ?p ?o }" not in kinds
    assert f"ASK {{ ?{'a' * 999} ?p ?o }}" in kinds
    assert "ASK { } # " + "a" * 100_000 not in kinds


def test_a_client_that_used_up_its_time_waits_and_is_told_how_long(built_store: Path, tmp_path: Path) -> None:
    token = "a token of this test alone"
    server = Server(
        built_store, tmp_path / "server.log", client_seconds=1, query_seconds=1.5, write_token=token, update_seconds=1.5
    )
    server.wait()
    slow = {"query": {"query": SLOW}, "update": {"update": f"INSERT {{ <urn:a> <urn:b> ?n }} WHERE {{ {{ {SLOW} }} }}"}}
    try:
        for number, (kind, fields) in enumerate(slow.items(), 2):
            transport = httpx.HTTPTransport(local_address=f"127.0.0.{number}")  # each a client of its own
            bearer = {"authorization": f"Bearer {token}"}
            with httpx.Client(base_url=server.url, transport=transport, headers=bearer, timeout=60) as client:
                assert client.post("/sparql", data=fields).status_code == 503, kind
                for refused in (
                    client.post("/sparql", data={"query": CHEAP}),
                    client.post("/update", data={"update": "INSERT DATA { <urn:a> <urn:b> 1 }"}),
                    client.get("/query", params={"query": CHEAP}),
                ):
                    assert refused.status_code == 429, kind
                    assert "STANCEGRAPH_CLIENT_SECONDS" in refused.text
                    assert 1 <= int(refused.headers.get("retry-after", 1)) <= 3600
        assert ask(server, CHEAP).is_success  # another client
    finally:
        server.stop()


def test_a_budget_fills_as_time_passes() -> None:
    now = [0.0]
    budgets = Budgets(60, lambda: now[0])
    with budgets.metered("a"):
        now[0] = 70
    with pytest.raises(BudgetSpent) as spent, budgets.metered("a"):
        pass
    assert spent.value.retry_after == 10
    with budgets.metered("b"):
        pass
    now[0] = 81
    with budgets.metered("a"):
        pass


def test_waiting_for_ones_turn_is_not_charged() -> None:
    now = [0.0]
    budgets = Budgets(60, lambda: now[0])
    with contextlib.suppress(ServiceBusy), budgets.metered("a"), waiting():
        now[0] = 1000
        raise ServiceBusy
    with budgets.metered("a"):
        now[0] = 1050
        with waiting():
            now[0] = 2000
    with budgets.metered("a"):
        pass


def test_answers_have_strong_tags_and_are_not_sent_twice(server: Server) -> None:
    query = "SELECT ?s { ?s a ?class } ORDER BY STR(?s) LIMIT 5"
    first = ask(server, query, **{"accept-encoding": "identity"})
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    again = ask(server, query, **{"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert ask(server, query, accept="text/csv").headers["etag"] != tag
    assert ask(server, query + " ").headers["etag"] != tag
    assert ask(server, query).text == first.text


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()"])
def test_what_differs_each_time_has_no_tag_and_is_not_kept(server: Server, function: str) -> None:
    answers = [ask(server, f"SELECT ({function} AS ?x) {{}}") for _ in range(2)]
    assert all("etag" not in answer.headers for answer in answers)
    assert answers[0].headers["cache-control"] == "no-store"
    assert answers[0].text != answers[1].text or function == "NOW()"


def test_an_answer_that_was_compressed_leaves_the_next_as_it_is(server: Server) -> None:
    query = "SELECT ?s ?p (RAND() AS ?x) { ?s ?p ?o } LIMIT 2000"  # neither kept nor in one piece
    for encoding in ("gzip", "identity", "zstd", "identity"):
        answer = ask(server, query, **{"accept-encoding": encoding})
        assert answer.headers.get("content-encoding", "identity") == encoding
        assert len(answer.json()["results"]["bindings"]) == 2000


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_answers_are_compressed_as_the_client_likes(server: Server, encoding: str) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 5000"
    plain = ask(server, query, **{"accept-encoding": "identity"})
    with httpx.stream("GET", server.sparql, params={"query": query}, headers={"accept-encoding": encoding}) as packed:
        assert packed.headers["content-encoding"] == encoding
        raw = b"".join(packed.iter_raw())
        assert packed.headers["etag"] == f'{plain.headers["etag"][:-1]}-{encoding}"'
    assert len(raw) < len(plain.content) / 3
    if encoding == "gzip":
        assert json.loads(gzip.decompress(raw)) == plain.json()


def test_the_query_method_is_a_post_that_changes_nothing(server: Server) -> None:
    response = httpx.request(
        "QUERY", server.sparql, content=CHEAP, headers={"content-type": "application/sparql-query"}
    )
    assert response.json()["boolean"] is True


def test_head_has_the_headers_of_get_and_no_body(server: Server) -> None:
    response = httpx.head(server.sparql, params={"query": CHEAP})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize(
    ("accept", "form"), [("application/trig", ox.RdfFormat.TRIG), ("application/n-quads", ox.RdfFormat.N_QUADS)]
)
def test_graphs_come_as_datasets_too(server: Server, accept: str, form: ox.RdfFormat) -> None:
    response = ask(server, "CONSTRUCT WHERE { ?s a ?class } LIMIT 10", accept=accept)
    assert response.headers["content-type"] == accept
    assert len(list(ox.parse(response.text, format=form))) == 10


def test_void_tells_counts_by_class_and_property(server: Server) -> None:
    graph = rdflib.Graph().parse(f"{server.url}/.well-known/void")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    counted = {
        str(kind): int(n)
        for part, kind in graph.subject_objects(void["class"])
        for n in graph.objects(part, void.entities)
    }
    asked = ask(
        server, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a <https://w3id.org/stancegraph/ontology#Position> }"
    ).json()
    assert counted["https://w3id.org/stancegraph/ontology#Position"] == int(
        asked["results"]["bindings"][0]["n"]["value"]
    )
    assert set(graph.subjects(void.property))


def test_counts_are_told_to_prometheus(server: Server) -> None:
    ask(server, "SELECT * {")
    text = httpx.get(f"{server.url}/metrics").text
    assert re.search(r'stancegraph_requests_total\{kind="sparql",status="400"\} [1-9]', text)
    assert re.search(r'stancegraph_request_seconds_bucket\{kind="sparql",le="0.1"\} [1-9]', text)
    assert re.search(r"stancegraph_workers [1-9]", text)
    assert re.search(r'stancegraph_release_statements\{release="[0-9a-f]{16}"\} [1-9]', text)


def test_readiness_is_told_apart_from_life(server: Server) -> None:
    ready = httpx.get(f"{server.url}/ready")
    assert (ready.status_code, ready.text) == (200, httpx.get(f"{server.url}/health").json()["release"])


def test_a_problem_has_an_id_that_stays_its_own(server: Server) -> None:
    ids = {ask(server, "SELECT * {").json()["instance"] for _ in range(3)}
    assert len(ids) == 3
    assert all(re.fullmatch(r"urn:stancegraph:problem:[0-9a-f]{16}", one) for one in ids)


def test_the_cache_keeps_what_was_used_last_and_nothing_too_large() -> None:
    cache = AnswerCache(1)
    cache.put("large", "text/csv", b"x" * (1 << 20))
    assert cache.get("large") is None
    for number in range(40):
        cache.put(str(number), "text/csv", b"x" * (1 << 15))
        assert cache.get("0") is not None
    assert cache.get("1") is None
    assert cache.get("39") is not None
