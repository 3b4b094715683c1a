"""How long a small update takes until it is acknowledged, and the query that sees it, by how large the graph is.

The peer is `oxigraph serve` (package `oxigraph`) in memory and on disk, over HTTP too, on the same data. It acknowledges before
anything is on disk; we do when it is (fsync), so "fsync" tells what one of those takes on this disk.

    python benchmarks/updates.py --triples 1000000 --updates 200
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox
from machine import describe, table

from graph_builder import ReleaseStore
from graph_builder.graph.parts import part_of

TOKEN = "a token of the benchmarks"
E = "http://example.org/"
_INSERT = f"INSERT DATA {{ GRAPH <{E}new> {{ <{E}n@> <{E}value> @ }} }}"
_CHANGE = f"""DELETE {{ GRAPH <{E}new> {{ ?s <{E}value> ?v }} }} INSERT {{ GRAPH <{E}new> {{ ?s <{E}was> ?v }} }}
WHERE {{ GRAPH <{E}new> {{ ?s <{E}value> ?v FILTER(?s = <{E}n@>) }} }}"""
_SEES = f"ASK {{ GRAPH ?g {{ <{E}n@> ?p @ }} }}"


def quads(count: int) -> Iterator[ox.Quad]:
    predicate, graphs = ox.NamedNode(f"{E}p"), [ox.NamedNode(f"{E}g{number}") for number in range(50)]
    for number in range(count):
        yield ox.Quad(ox.NamedNode(f"{E}s{number // 5}"), predicate, ox.Literal(f"value {number}"), graphs[number % 50])


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], address: str, **more: str) -> Iterator[httpx.Client]:
    with subprocess.Popen(
        command, env={**os.environ, **more}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            with httpx.Client(base_url=address, headers={"authorization": f"Bearer {TOKEN}"}, timeout=600) as http:
                _wait(http)
                yield http
        finally:
            process.terminate()


def _wait(http: httpx.Client) -> None:
    for _ in range(2400):
        try:
            http.get("/")
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError("the server does not answer")


@contextmanager
def ours(folder: Path, count: int) -> Iterator[httpx.Client]:
    store = ReleaseStore(folder / "store")
    store.write({"all": part_of(quads(count))}, inputs={"documents": {}})
    port = _port()
    command = [sys.executable, "-m", "stancegraph", "serve", "--store", str(store.path), "--port", str(port)]
    with _running(
        command, f"http://127.0.0.1:{port}", STANCEGRAPH_WRITE_TOKEN=TOKEN, STANCEGRAPH_CACHE_MEGABYTES="0"
    ) as http:
        yield http


@contextmanager
def peer(folder: Path, count: int, *, on_disk: bool) -> Iterator[httpx.Client]:
    program = Path(sys.executable).with_name("oxigraph")
    port = _port()
    command = [str(program if program.exists() else shutil.which("oxigraph")), "serve", "--bind", f"127.0.0.1:{port}"]
    with _running(
        [*command, "--location", str(folder / "peer")] if on_disk else command, f"http://127.0.0.1:{port}"
    ) as http:
        data = ox.serialize(quads(count), format=ox.RdfFormat.N_QUADS) or b""
        http.post("/store", content=data, headers={"content-type": "application/n-quads"}).raise_for_status()
        yield http


def measure(http: httpx.Client, update: str, query: str, count: int) -> tuple[float, float, float]:
    """Median milliseconds of an insertion, of a change by a pattern, and of the query that sees what was inserted."""

    def timed(work: Callable[[], httpx.Response]) -> float:
        began = time.perf_counter()
        work().raise_for_status()
        return (time.perf_counter() - began) * 1000

    inserts, sees, changes = [], [], []
    headers = {"content-type": "application/sparql-update"}
    for number in range(count):
        inserts.append(timed(lambda n=str(number): http.post(update, content=_INSERT.replace("@", n), headers=headers)))  # type: ignore[misc]
        sees.append(timed(lambda n=str(number): http.get(query, params={"query": _SEES.replace("@", n)})))  # type: ignore[misc]
        changes.append(timed(lambda n=str(number): http.post(update, content=_CHANGE.replace("@", n), headers=headers)))  # type: ignore[misc]
    return statistics.median(inserts), statistics.median(changes), statistics.median(sees)


def fsync(folder: Path) -> float:
    """Median milliseconds until 4 kB are on disk."""
    times = []
    with (folder / "probe").open("wb") as file:
        for _ in range(50):
            file.write(bytes(4096))
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--triples", type=int, default=100_000, help="triples in the graph before (default 100000)")
    words.add_argument("--updates", type=int, default=100, help="updates of each kind (default 100)")
    given = words.parse_args()
    has_peer = Path(sys.executable).with_name("oxigraph").exists() or shutil.which("oxigraph")
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ours(folder, given.triples) as http:
            own = measure(http, "/update", "/sparql", given.updates)
        rows.append(["ours, on disk when acknowledged", *own, fsync(folder)])
        for on_disk in (False, True) if has_peer else ():
            with peer(folder, given.triples, on_disk=on_disk) as http:
                other = measure(http, "/update", "/query", given.updates)
            label = "oxigraph serve, on disk, not synced" if on_disk else "oxigraph serve, in memory"
            rows += [
                [label, *other, "–"],
                ["ours as a ratio to it", *(a / b for a, b in zip(own, other, strict=True)), "–"],
            ]
    print(describe())
    print(f"{given.triples} triples, {given.updates} updates of each kind, milliseconds, medians")
    print(table(("", "insertion of a triple", "change by a pattern", "query that sees it", "fsync"), rows))


if __name__ == "__main__":
    main()
