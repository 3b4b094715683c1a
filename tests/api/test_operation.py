"""How the service is run: its log, how it ends, and what it does when its journal is damaged."""

from __future__ import annotations

import asyncio
import concurrent.futures
import gc
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from commanding import command
from serving import Server

from api.errors import ServiceBusy
from api.settings import Settings
from api.workers import Pool, Request
from graph_builder import Change, ReleaseStore, pack_change
from graph_builder.graph.parts import part_of
from stancegraph.serving import listen

TOKEN = "a token of the tests, long enough"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?c)) > STRLEN(STR(?i))) }"
LONG = "INSERT { GRAPH <urn:g> { <urn:x> <urn:n> ?n } } WHERE { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } }"


def quad(value: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(value), ox.NamedNode("urn:g"))


@pytest.fixture
def store(tmp_path: Path) -> ReleaseStore:
    store = ReleaseStore(tmp_path / "store")
    store.write({"all": part_of([quad("a")])}, inputs={"documents": {}})
    return store


@contextmanager
def served(store: Path, log: Path, **settings: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`stancegraph serve` on a free port: the process and its address."""
    settings = {"warm_up": False, **settings}  # tests wait for a worker to be at work
    given = {f"STANCEGRAPH_{name.upper()}": str(value) for name, value in settings.items()}
    serve = [sys.executable, "-m", "stancegraph", "serve", "--store", str(store), "--port", "0"]
    with (
        log.open("w") as output,
        subprocess.Popen(serve, stderr=output, text=True, env={**os.environ, **given}) as process,
    ):
        ends = time.monotonic() + 120
        while not (address := re.search(r"http://\S+", log.read_text())):
            assert process.poll() is None and time.monotonic() < ends, log.read_text()
            time.sleep(0.05)
        try:
            while True:
                try:
                    httpx.get(f"{address.group()}/ready")
                    break
                except httpx.TransportError:
                    assert process.poll() is None and time.monotonic() < ends, log.read_text()
                    time.sleep(0.05)
            yield process, address.group()
        finally:
            process.kill()


def test_the_log_tells_each_request_and_each_problem_by_the_id_that_its_client_has(
    store: ReleaseStore, tmp_path: Path
) -> None:
    settings = {
        "log_level": "info", "log_format": "json", "write_token": TOKEN, "shutdown_seconds": 1, "default_graph": "separate",
    }  # fmt: skip
    with served(store.path, tmp_path / "log", **settings) as (process, address):
        with httpx.Client(base_url=address) as http:
            counted = {"query": "SELECT * { VALUES ?x { 1 2 3 } }", "format": "csv"}
            for _ in range(3):  # from a worker, from the cache, and as it was sent before
                http.get("/sparql", params=counted, headers={"x-test": "rows"})
            asked = http.get("/sparql", params={"query": "ASK { ?s ?p ?o }"})
            wrong = http.get("/sparql", params={"query": "nonsense"}).json()
            http.post(
                "/update",
                data={"update": "INSERT DATA { <urn:a> <urn:b> 1 }"},
                headers={"authorization": f"Bearer {TOKEN}"},
            )
            default = http.get("/graphs?default", headers={"accept": "application/n-triples"}).text
            assert default == '<urn:a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n', (
                "it is a graph of its own"
            )
            everything = http.get("/graphs", headers={"accept": "application/n-quads"}).text
            assert "<urn:s>" in everything
        process.send_signal(signal.SIGTERM)
        process.wait(120)
    said, *others = (tmp_path / "log").read_text().splitlines()
    assert "serves release" in said
    lines = [json.loads(line) for line in others]
    requests = {(line["message"], line["status"]): line for line in lines if line["logger"] == "stancegraph.access"}
    query = requests["GET /sparql", 200]
    assert re.fullmatch(r"[0-9a-f]{16}", query["query"])
    assert query["bytes"] == len(asked.content)
    assert query["seconds"] > 0
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", query["time"])
    told_rows = [line["rows"] for line in lines if line["logger"] == "stancegraph.access" and "rows" in line]
    assert told_rows == [3, 3, 3, 1, everything.count("\n")]
    id_ = wrong["instance"].rpartition(":")[2]
    assert requests["GET /sparql", 400]["problem"] == id_
    [told] = [line["message"] for line in lines if line["logger"] == "stancegraph.problems"]
    assert told.startswith("query-syntax: Line 1")
    assert requests["POST /update", 200]["added"] == 1
    assert TOKEN not in (tmp_path / "log").read_text()


def test_answers_that_are_being_given_are_ended_before_the_service_is(built_store: Path, tmp_path: Path) -> None:
    with served(built_store, tmp_path / "log", query_seconds=2, shutdown_seconds=20) as (process, address):
        with concurrent.futures.ThreadPoolExecutor(1) as other:
            answer = other.submit(httpx.get, f"{address}/sparql", params={"query": SLOW}, timeout=60)
            ends = time.monotonic() + 120
            while httpx.get(f"{address}/health").json()["busy"] == 0 and time.monotonic() < ends:
                time.sleep(0.02)
            process.send_signal(signal.SIGTERM)
            assert answer.result().json()["limit"] == "STANCEGRAPH_QUERY_SECONDS", (
                "it had its answer, if only that it was slow"
            )
        process.wait(120)
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{address}/health")
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_any_server_of_asgi_may_run_the_application(store: ReleaseStore, tmp_path: Path) -> None:
    server = Server(store.path, tmp_path / "log", by_command=False, workers=1)
    try:
        server.wait()
        for _ in range(3):
            answer = httpx.get(
                server.sparql, params={"query": "SELECT ?o { <urn:s> ?p ?o }"}, headers={"accept": "text/csv"}
            )
            assert answer.text.split() == ["o", "a"]
    finally:
        server.stop()


def test_what_takes_longer_than_the_end_may_take_is_given_up(built_store: Path, tmp_path: Path) -> None:
    with served(built_store, tmp_path / "log", shutdown_seconds=1, write_token=TOKEN) as (process, address):
        with concurrent.futures.ThreadPoolExecutor(2) as others:
            query = others.submit(httpx.get, f"{address}/sparql", params={"query": SLOW}, timeout=60)
            data, headers = {"update": LONG}, {"authorization": f"Bearer {TOKEN}"}
            update = others.submit(httpx.post, f"{address}/update", data=data, headers=headers, timeout=60)
            ends = time.monotonic() + 120
            while httpx.get(f"{address}/health").json()["busy"] == 0 and time.monotonic() < ends:
                time.sleep(0.02)
            process.send_signal(signal.SIGTERM)
            for one in (query, update):
                with suppress(httpx.TransportError):
                    assert one.result().status_code >= 500
        process.wait(120)
    assert ReleaseStore(built_store).journal.head() == 0, "a half-done update was written"


def test_a_query_that_is_given_up_while_its_workers_end_sets_nothing_going(store: ReleaseStore) -> None:
    faults: list[dict[str, Any]] = []
    values = " ".join(f"VALUES ?v{at} {{ {' '.join(map(str, range(60)))} }}" for at in range(5))
    query = Request(query=f"SELECT (SUM(?v1) AS ?n) {{ {values} }}", solutions="csv", graph=None, seconds=60)

    async def ask() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context))
        pool = Pool(Settings(store=store.path, workers=1))
        await pool.start()
        asked = [asyncio.create_task(pool.ask(query)) for _ in range(2)]
        while not pool.state()["busy"]:
            await asyncio.sleep(0)
        ending = asyncio.create_task(pool.stop())
        await asyncio.sleep(0)
        asked[0].cancel()
        await ending
        told = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(one) for one in told] == [asyncio.CancelledError, ServiceBusy], "one was at work, one waited"
        with pytest.raises(ServiceBusy):
            await pool.ask(query)

    asyncio.run(asyncio.wait_for(ask(), 120))
    gc.collect()
    assert faults == []


def test_a_damaged_journal_is_named_and_not_served(store: ReleaseStore, tmp_path: Path) -> None:
    with store.journal.exclusive() as transaction:
        transaction.append(store.load_present()[1], pack_change(Change(added=frozenset({quad("b")}))))
    store.journal.path.write_bytes(
        store.journal.path.read_bytes().replace(b"urn", b"xyz").replace(store.current().name.encode(), b"0" * 16)
    )
    done = command("serve", "--store", store.path, "--port", "0")
    assert done.returncode != 0
    assert b"journal.sqlite is damaged: transaction 1 does not have the SHA-256" in done.stderr
    for words in (["export"], ["compact"], ["query", "ASK {}"]):
        failed = command(*words, "--store", store.path)
        assert (failed.returncode, b"is damaged: transaction 1" in failed.stderr) == (1, True), (words, failed.stderr)


@pytest.mark.skipif(not Path("/proc").exists(), reason="there is no /proc that tells of processes")
def test_a_process_that_holds_the_graph_may_die(store: ReleaseStore, tmp_path: Path) -> None:
    server = Server(store.path, tmp_path / "log", workers=1, write_token=TOKEN)
    try:
        server.wait()
        headers = {"authorization": f"Bearer {TOKEN}"}
        for number in range(3):
            if number:
                os.kill(zygote_of(server.pid), signal.SIGKILL)
            data = {"update": f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:s> <urn:n> {number} }} }}"}
            assert httpx.post(f"{server.url}/update", data=data, headers=headers, timeout=60).json()["added"] == 1
            query = {"query": "SELECT (COUNT(*) AS ?n) { <urn:s> <urn:n> ?n }"}
            answer = httpx.get(server.sparql, params=query, headers={"accept": "text/csv"}, timeout=60)
            assert answer.text == f"n\r\n{number + 1}\r\n"
    finally:
        server.stop()


def zygote_of(pid: int) -> int:
    """The child of a server that holds the graph; another may be there for a moment, to read it for the search."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int([child for child in children if b"zygote" in Path(f"/proc/{child}/cmdline").read_bytes()][-1])


def test_two_services_write_to_one_store_one_after_the_other(store: ReleaseStore, tmp_path: Path) -> None:
    servers = [
        Server(store.path, tmp_path / f"log{n}", workers=1, write_token=TOKEN, queue_seconds=1) for n in range(2)
    ]
    try:
        for server in servers:
            server.wait()
        for number in range(6):
            text = f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:s> <urn:n> {number} }} }}"
            headers = {"authorization": f"Bearer {TOKEN}"}
            answer = httpx.post(f"{servers[number % 2].url}/update", data={"update": text}, headers=headers, timeout=60)
            assert answer.json()["added"] == 1
        query = {"query": "SELECT (COUNT(*) AS ?n) { <urn:s> <urn:n> ?n }"}
        ends = time.monotonic() + 120
        for server in servers:  # the one that did not write last sees it within a second
            while (text := httpx.get(server.sparql, params=query, headers={"accept": "text/csv"}).text) != "n\r\n6\r\n":
                assert time.monotonic() < ends, text
                time.sleep(0.1)
        with store.journal.exclusive():
            refused = httpx.post(f"{servers[0].url}/update", data={"update": text}, headers=headers, timeout=60)
        assert refused.status_code == 503
        assert "in use by another process" in refused.json()["detail"]
    finally:
        for server in servers:
            server.stop()


def test_small_answers_do_not_wait_for_more() -> None:
    """asyncio turns Nagle's algorithm off for sockets whose protocol is named, and leaves others to wait 40 ms."""
    listener = listen("127.0.0.1", 0)
    assert listener.proto == socket.IPPROTO_TCP
    listener.close()


def test_a_setting_that_cannot_be_is_named(tmp_path: Path) -> None:
    environment = {**os.environ, "STANCEGRAPH_WRITE_TOKEN": "short", "STANCEGRAPH_DEFAULT_GRAPH": "both"}
    done = command("serve", "--show-config", environment=environment)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "STANCEGRAPH_WRITE_TOKEN: " in said
    assert "STANCEGRAPH_DEFAULT_GRAPH: Input should be 'union' or 'separate'" in said
    assert "short" not in said.replace("too short", "")
