"""`kill -9` at any moment of a stream of updates: what was acknowledged is there after it, and no half of anything."""

from __future__ import annotations

import concurrent.futures
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pyoxigraph as ox

from graph_builder import ReleaseStore
from graph_builder.graph.parts import part_of

KILLS = 50
STORES = 2
"""Stores beside each other, so that one's server starts while the other's is written to."""
TOKEN = "a token of the tests, long enough"
E = "http://example.org/"
ROOT = Path(__file__).parents[2]


@dataclass
class Stream:
    """A store, the process that starts its servers, and what they acknowledged."""

    store: Path
    log: Path
    rng: random.Random
    acknowledged: set[int] = field(default_factory=set)
    sent: int = 0
    unsure: int = 0

    def run(self, kills: int) -> None:
        command = [sys.executable, str(ROOT / "tests" / "forked.py"), str(self.store), TOKEN]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with (
            self.log.open("wb") as log,
            subprocess.Popen(command, stdin=-1, stdout=-1, stderr=log, text=True, env=environment) as self.starter,
        ):
            try:
                for number in range(kills):
                    pid, port = self.order("start").split()
                    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as http:
                        self.verify(http)
                        self.write(http, pid, fold=number % 10 == 9)
                pid, port = self.order("start").split()
                with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as http:
                    self.verify(http)
                self.order(f"kill {pid}")
            finally:
                self.starter.kill()

    def order(self, text: str) -> str:
        assert self.starter.stdin is not None
        assert self.starter.stdout is not None
        self.starter.stdin.write(f"{text}\n")
        self.starter.stdin.flush()
        answer = self.starter.stdout.readline()
        assert answer, self.log.read_text()
        return answer

    def write(self, http: httpx.Client, pid: str, *, fold: bool) -> None:
        """Send updates until the server is killed, which happens after some of them at a random moment."""
        with concurrent.futures.ThreadPoolExecutor(1) as other:
            killing = None
            while True:
                self.sent += 1
                try:
                    answer = http.post(
                        "/update", data={"update": update(self.sent)}, headers={"authorization": f"Bearer {TOKEN}"}
                    )
                except httpx.TransportError:
                    self.unsure += 1
                    break
                assert answer.status_code == 200, answer.text
                self.acknowledged.add(self.sent)
                if killing is None:
                    killing = other.submit(self.kill_soon, pid, fold)
            assert killing is not None
            killing.result()

    def kill_soon(self, pid: str, fold: bool) -> None:
        if fold:
            ReleaseStore(self.store).compact()
        time.sleep(self.rng.random() * 0.15)
        self.order(f"kill {pid}")

    def verify(self, http: httpx.Client) -> None:
        """Every acknowledged update is there, each is whole, and of the others only such as were on their way."""
        left, right, last = (numbers(http, name) for name in ("left", "right", "last"))
        assert left == right, "half of an update"
        assert left >= self.acknowledged, "an acknowledged update is lost"
        assert len(left - self.acknowledged) <= self.unsure
        assert last == ({max(left)} if left else set())


def update(number: int) -> str:
    """Three operations: in two graphs, and one that depends on what the update before wrote."""
    return f"""PREFIX e: <{E}>
        INSERT DATA {{ GRAPH e:one {{ e:s e:left {number} }} }};
        DELETE {{ GRAPH e:two {{ e:s e:last ?n }} }} WHERE {{ GRAPH e:two {{ e:s e:last ?n }} }};
        INSERT DATA {{ GRAPH e:two {{ e:s e:last {number} ; e:right {number} }} }}"""


def numbers(http: httpx.Client, name: str) -> set[int]:
    query = f"SELECT ?n {{ <{E}s> <{E}{name}> ?n }}"
    answer = http.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    return {int(line) for line in answer.raise_for_status().text.split()[1:]}


def test_what_was_acknowledged_survives_kill_9_and_nothing_is_there_by_half(tmp_path: Path) -> None:
    streams = []
    for number in range(STORES):
        quad = ox.Quad(*(ox.NamedNode(E + name) for name in "spog"))
        store = tmp_path / f"store{number}"
        ReleaseStore(store).write({"all": part_of([quad])}, inputs={"documents": {}})
        streams.append(Stream(store, tmp_path / f"log{number}", random.Random(number)))
    with concurrent.futures.ThreadPoolExecutor(STORES) as pool:
        for done in [pool.submit(stream.run, KILLS // STORES) for stream in streams]:
            done.result()
    assert sum(len(stream.acknowledged) for stream in streams) > KILLS, "the streams were too short to say anything"
    assert all("Traceback" not in stream.log.read_text() for stream in streams)
