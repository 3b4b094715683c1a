"""Queries that follow others in a worker's socket: each gets its own answer, whatever becomes of the one before it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest
from serving import Server
from writing import BEARER, TOKEN, tiny_store, update

from api.errors import WorkerLost
from api.settings import Settings
from api.workers import CHUNK, Errand, Pool, Request, channel, errand, rows
from graph_builder import QuerySyntaxError

SOME = " ".join(map(str, range(160)))
LONG = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {SOME} }} VALUES ?b {{ {SOME} }} VALUES ?c {{ {' '.join(map(str, range(40)))} }} }}"
"""Takes some tenths of a second."""
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {SOME} }} VALUES ?b {{ {SOME} }} VALUES ?c {{ {SOME} }} VALUES ?d {{ {SOME} }} }}"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_store(tmp_path_factory.mktemp("rows") / "store")


class Asking:
    """Queries on the short way, sent without waiting for the one before."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    def send(self, query: str) -> tuple[Errand, asyncio.Future[bytes | None]]:
        """A query, and what will be its answer; None if it is not quick."""
        come: asyncio.Future[bytes | None] = asyncio.get_running_loop().create_future()
        request = Request(query=query, solutions="csv", graph="turtle", seconds=60)
        sent = self.pool.send(request, CHUNK, lambda errand: come.set_result(errand.body))
        assert sent is not None
        return sent, come

    def number(self, number: int) -> tuple[Errand, asyncio.Future[bytes | None]]:
        return self.send(f"SELECT ?n {{ VALUES ?n {{ {number} }} }}")


def follows(one: Errand) -> bool:
    return one.done() and one.begun is None


def run(store: Path, work: Callable[[Asking], Coroutine[Any, Any, None]], workers: int = 1) -> None:
    async def main() -> None:
        pool = Pool(Settings(store=store, workers=workers, slow_workers=1, quick_seconds=20))
        await pool.start()
        try:
            await work(Asking(pool))
        finally:
            await pool.stop()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(errand, "PATIENCE_SECONDS", 600)
        asyncio.run(main())


def test_each_gets_its_own_answer(small: Path) -> None:
    async def work(asking: Asking) -> None:
        sent = [asking.number(number) for number in range(200)]
        assert follows(sent[1][0])
        assert [await come for _, come in sent] == [b"n\r\n%d\r\n" % number for number in range(200)]
        assert asking.pool.state() == {"workers": 1, "busy": 0, "queued": 0}

    run(small, work)


def test_a_worker_is_heard_however_much_it_has_answered(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "_MOST", 1000)  # bytes that may lie unread

    async def work(asking: Asking) -> None:
        for number in range(300):
            assert await asking.number(number)[1] == b"n\r\n%d\r\n" % number

    run(small, work)


def test_a_connection_that_is_given_up_leaves_no_socket_open() -> None:
    async def main() -> None:
        for turns in range(1, 5):
            (requests, theirs), (answers, others) = socket.socketpair(), socket.socketpair()
            with theirs, others:
                connecting = asyncio.create_task(channel.Channel.connect(requests, answers))
                for _ in range(turns):
                    await asyncio.sleep(0)
                connecting.cancel()
                done = await asyncio.gather(connecting, return_exceptions=True)
                if isinstance(done[0], channel.Channel):
                    done[0].close()
                await asyncio.sleep(0.01)
                assert (requests.fileno(), answers.fileno()) == (-1, -1)

    asyncio.run(main())


def test_none_waits_behind_one_that_takes_its_time(small: Path) -> None:
    async def work(asking: Asking) -> None:
        for first in (0, 10):
            _, long = asking.send(LONG)
            sent = [asking.number(number) for number in range(first, first + 4)]
            assert any(follows(one) for one, _ in sent)
            assert [await come for _, come in sent] == [b"n\r\n%d\r\n" % number for number in range(first, first + 4)]
            assert not long.done()
            assert await long == b"n\r\n1024000\r\n"
            # Its worker answers those, too; that is taken for the answer to nothing else.
            while asking.pool.state() != {"workers": 2, "busy": 0, "queued": 0}:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.3)
            for number in range(100):  # all is quick again
                assert await asking.number(number)[1] == b"n\r\n%d\r\n" % number
        assert asking.pool.restarts == 0

    run(small, work, workers=2)


def test_those_behind_one_whose_worker_dies_are_answered_by_others(small: Path) -> None:
    async def work(asking: Asking) -> None:
        first, endless = asking.send(ENDLESS)
        sent = [asking.number(number) for number in range(4)]
        assert all(follows(one) for one, _ in sent)
        assert first.begun is not None
        os.kill(first.begun.worker.pid, signal.SIGKILL)
        assert await endless is None
        with pytest.raises(WorkerLost):
            await asking.pool.go_on(first.begun, Request(query=ENDLESS, solutions="csv", graph="turtle", seconds=60))
        assert [await come for _, come in sent] == [b"n\r\n%d\r\n" % number for number in range(4)]

    run(small, work)


def test_no_answer_goes_to_one_behind_whoever_has_waited_too_long(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_LOOK_SECONDS", 600)

    async def work(asking: Asking) -> None:
        _, long = asking.send(LONG)
        tired, given_up = asking.number(1)
        sent = [asking.number(number) for number in range(2, 5)]
        assert follows(tired) and follows(sent[0][0])
        tired.end()
        assert await given_up is None
        assert [await come for _, come in sent] == [b"n\r\n%d\r\n" % number for number in range(2, 5)]
        assert await long == b"n\r\n1024000\r\n"
        assert asking.pool.restarts == 0

    run(small, work)


def test_who_asks_wrongly_takes_nobody_along(small: Path) -> None:
    async def work(asking: Asking) -> None:
        async def ask_wrongly() -> None:
            with pytest.raises(QuerySyntaxError):
                await asking.pool.ask(Request(query="SELECT", solutions="csv", graph="turtle", seconds=60))

        wrong = [asyncio.create_task(ask_wrongly()) for _ in range(20)]
        await asyncio.sleep(0)
        sent = [asking.number(number) for number in range(20)]
        assert [await come for _, come in sent] == [b"n\r\n%d\r\n" % number for number in range(20)]
        await asyncio.gather(*wrong)
        assert asking.pool.restarts == 0

    run(small, work)


def test_who_leaves_takes_nobody_along(small: Path) -> None:
    async def work(asking: Asking) -> None:
        sent = [asking.number(number) for number in range(8)]
        assert follows(sent[2][0])
        for number in (0, 2, 7):
            sent[number][0].leave()
        for number in (1, 3, 4, 5, 6):
            assert await sent[number][1] == b"n\r\n%d\r\n" % number
        assert await asking.number(9)[1] == b"n\r\n9\r\n"
        assert not any(sent[number][1].done() for number in (0, 2, 7))
        assert asking.pool.restarts == 0

    run(small, work)


def test_what_was_written_is_seen_by_whoever_asks_then(small: Path, tmp_path: Path) -> None:
    server = Server(
        tiny_store(tmp_path / "store"), tmp_path / "log", workers=2, write_token=TOKEN, client_seconds=10_000
    )
    server.wait()
    done = threading.Event()
    faults: list[str] = []

    def look_up() -> None:
        with httpx.Client(base_url=server.url, headers={"accept": "text/csv"}, timeout=60) as client:
            number = 0
            while not done.is_set():
                number += 1
                answer = client.get("/sparql", params={"query": f"SELECT ?n {{ VALUES ?n {{ {number} }} }}"})
                if answer.text != f"n\r\n{number}\r\n":
                    faults.append(answer.text)

    others = [threading.Thread(target=look_up) for _ in range(6)]
    try:
        for one in others:
            one.start()
        with httpx.Client(base_url=server.url, headers={**BEARER, "accept": "text/csv"}, timeout=60) as client:
            for number in range(8):
                assert update(client, f"INSERT DATA {{ <urn:s> <urn:written> {number} }}").is_success
                query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { <urn:s> <urn:written> ?o } } # %d"
                answer = client.get("/sparql", params={"query": query % number})
                assert answer.text == f"n\r\n{number + 1}\r\n"
    finally:
        done.set()
        for one in others:
            one.join()
        server.stop()
    assert not faults
