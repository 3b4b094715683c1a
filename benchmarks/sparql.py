"""The SPARQL service beside other servers, on one graph of positions, in one run: rates, latencies, long answers.

Servers are asked in turn, round after round, so that a machine that slows down slows all of them; the best round counts.
"lookup" is the holder, act and date of a position: another one each time, or the same one again ("cached"). "analytic"
is the stance matrix: who holds what about which thing, counted. "rows" is an answer of 100,000 rows. "beside slow" is
the p99 of a lookup by one client while as many others as there were clients ask what takes minutes. Processor time is
that of the server alone, for a lookup with most clients; it tells of a busy machine more than the rate does.

    python benchmarks/sparql.py --triples 1000000 --seconds 5 --rounds 5
    python benchmarks/sparql.py --triples 10000000 --servers stancegraph oxigraph virtuoso --data FOLDER
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import multiprocessing
import os
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from load import Burst, Endpoint, asking, burst, ceiling, fetch
from machine import describe, table
from peers import PEERS, Absent, Server, serving
from positions import make_store

from graph_builder import ReleaseStore, merge_into_default

_PREFIXES = "PREFIX sg: <https://w3id.org/stancegraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
_LOOKUP = _PREFIXES + "SELECT ?holder ?act ?date WHERE {{ <{0}> sg:holder ?holder ; sg:act ?act ; sg:date ?date }}"
_MATRIX = (
    _PREFIXES + "SELECT ?holder ?thing ?polarity (COUNT(*) AS ?n) WHERE { ?attitude sg:polarity ?polarity ; "
    "sg:referent ?thing . ?position sg:attitude ?attitude ; sg:holder ?holder } GROUP BY ?holder ?thing ?polarity"
)
_ROWS = _PREFIXES + "SELECT ?thing ?label WHERE {{ ?thing rdfs:label ?label }} LIMIT {0}"
_SLOW = "SELECT (COUNT(*) AS ?n) WHERE {{ ?a ?b ?c . ?d ?e ?f . FILTER (STR(?c) > CONCAT(STR(?f), '{0}')) }}"


@dataclass
class _Found:
    """What was measured of a server, the best round of each."""

    server: Server
    bursts: dict[tuple[str, int], Burst] = field(default_factory=dict)
    p99: dict[tuple[str, int], float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)
    analytic: float = float("inf")
    rows: float = 0.0
    beside: float = float("inf")
    failed_beside: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    megabytes: float = 0.0


class _Lookups:
    """Requests for lookups, no two alike: another position each, and when all were asked for, with a comment."""

    def __init__(self, positions: list[str]) -> None:
        self._numbers = itertools.count()
        self._positions = positions

    def take(self, endpoint: Endpoint, count: int) -> list[bytes]:
        """So many that were not taken before."""
        return [endpoint.request(self._query(next(self._numbers))) for _ in range(count)]

    def _query(self, number: int) -> str:
        turn, at = divmod(number, len(self._positions))
        return _LOOKUP.format(self._positions[at]) + (f" # {turn}" if turn else "")


def _measure_lookups(found: _Found, lookups: _Lookups, seconds: float, numbers: Sequence[int]) -> None:
    endpoint = found.server.endpoint
    for kind, clients in itertools.product(("uncached", "cached"), numbers):
        expected = found.bursts.get((kind, clients))
        many = 1 if kind == "cached" else int(1.5 * seconds * (expected.rate if expected else 12_000)) + clients
        requests = lookups.take(endpoint, many)
        before = found.server.seconds()
        now, _ = burst(endpoint, requests, clients, seconds)
        used = found.server.seconds() - before
        if not now.latencies:
            raise RuntimeError(f"{found.server.name} answered no lookup; {now.failed} failed")
        if expected is None or now.rate > expected.rate:
            found.bursts[kind, clients] = now
        key = kind, clients
        found.p99[key] = min(found.p99.get(key, float("inf")), now.percentile(0.99))
        if clients == max(numbers):
            each = used / len(now.latencies)
            found.processor[kind] = min(found.processor.get(kind, float("inf")), each)


def _measure_answers(found: _Found, rows: int, number: int) -> None:
    endpoint = found.server.endpoint
    took, body = fetch(endpoint, endpoint.request(f"{_MATRIX} # {number}"))
    found.analytic = min(found.analytic, took)
    found.answers["cells of the matrix"] = _count(body)
    took, body = fetch(endpoint, endpoint.request(f"{_ROWS.format(rows)} # {number}"))
    found.rows = max(found.rows, len(body) / took / 1e6)
    found.answers["rows"] = _count(body)


def _count(body: bytes) -> int:
    return len(json.loads(body)["results"]["bindings"])


def _measure_beside_slow(found: _Found, lookups: _Lookups, seconds: float, slow: int) -> None:
    """p99 of a lookup while slow queries run; they are left when it is done."""
    endpoint = found.server.endpoint
    with asking(endpoint, [endpoint.request(_SLOW.format(number)) for number in range(slow)]):
        time.sleep(1)
        now, _ = burst(endpoint, lookups.take(endpoint, int(seconds * 12_000)), 1, seconds)
    found.beside, found.failed_beside = now.percentile(0.99), now.failed


def _data(folder: Path, triples: int) -> tuple[Path, Path, list[str], str]:
    """A store, the triples of all its graphs in a file, its positions, and what is to be said of it; made if not there."""
    store, file, listed = folder / "store", folder / "triples.nt", folder / "positions"
    if not (store / "CURRENT").exists():
        make_store(store, triples)
    began = time.perf_counter()
    graph = ReleaseStore(store).load()
    took, quads = time.perf_counter() - began, len(graph)
    if not listed.exists():
        merge_into_default(graph)
        graph.dump(str(file), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        found = graph.query(f"{_PREFIXES} SELECT ?position {{ ?position sg:holder ?holder ; sg:act ?act }}")
        positions = sorted({row["position"].value for row in found})  # type: ignore[union-attr]
        listed.write_text("\n".join(positions), encoding="utf-8")
    positions = listed.read_text(encoding="utf-8").splitlines()
    with file.open("rb") as lines:
        count = sum(1 for _ in lines)
    size = f"{quads:,} quads ({count:,} distinct triples, {len(positions):,} positions)"
    return store, file, positions, f"{size}, loaded by ReleaseStore.load in {took:.1f} s"


def _servers(names: list[str], folder: Path, store: Path, triples: Path, stack: contextlib.ExitStack) -> list[Server]:
    found = []
    for name in names:
        try:
            found.append(stack.enter_context(serving(name, folder / name, store, triples)))
        except Absent as absent:
            print(absent)
    return found


def _table_of_lookups(all_found: list[_Found]) -> str:
    ours = all_found[0]
    rows: list[list[object]] = []
    for kind, clients in ours.bursts:
        for found in all_found:
            best, own = found.bursts[kind, clients], ours.bursts[kind, clients]
            row = [kind, clients, found.server.name, best.rate, best.percentile(0.5), found.p99[kind, clients]]
            rows.append([*row, own.rate / best.rate, best.failed])
    return table(["lookup", "clients", "server", "requests/s", "p50, ms", "p99, ms", "ours : its rate", "failed"], rows)


def _table_of_answers(all_found: list[_Found]) -> str:
    ours = all_found[0]
    rows: list[list[object]] = []
    for found in all_found:
        used = [found.processor[kind] * 1e6 for kind in ("uncached", "cached")]
        alone = found.p99[min(found.p99, key=lambda key: (key[0] == "cached", key[1]))]
        row = [found.server.name, found.analytic, found.analytic / ours.analytic, found.rows, ours.rows / found.rows]
        beside = f"{found.beside:.3g}" + (f" ({found.failed_beside} failed)" if found.failed_beside else "")
        rows.append([*row, alone, beside, *used, found.server.loaded, found.megabytes])
    columns = ["server", "analytic, s", "ours : its rate", "rows, MB/s", "ours : its rate", "p99 alone, ms"]
    columns += ["p99 beside slow, ms", "processor us a lookup", "cached", "s to load", "MB"]
    return table(columns, rows)


def _measure(
    servers: list[Server], lookups: _Lookups, seconds: float, rounds: int, rows: int, clients: Sequence[int]
) -> list[_Found]:
    all_found = [_Found(server, megabytes=server.megabytes()) for server in servers]
    for number in range(rounds):
        for found in all_found:
            _measure_lookups(found, lookups, seconds, clients)
        for found in all_found:
            _measure_answers(found, rows, number)
    for found in all_found:
        _measure_beside_slow(found, lookups, seconds, max(clients))
    return all_found


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--triples", type=int, default=100_000, help="size of the graph (default 100000)")
    words.add_argument("--seconds", type=float, default=1, help="length of each burst (default 1)")
    words.add_argument("--rounds", type=int, default=2, help="how often each is measured; the best counts (default 2)")
    words.add_argument("--rows", type=int, default=100_000, help="rows of the long answer (default 100000)")
    words.add_argument("--clients", nargs="+", type=int, default=[1, 8, 64], help="of lookups (default 1 8 64)")
    words.add_argument("--servers", nargs="+", choices=PEERS, default=[*PEERS], help="which; ours comes first")
    words.add_argument("--data", type=Path, help="folder that keeps the graph for the next run")
    given = words.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        # In a process of its own, whose memory is free again before the servers need theirs: of 10 million triples some GB.
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as apart:
            store, triples, positions, size = apart.submit(_data, given.data or folder, given.triples).result()
        print(f"{describe()}; load average {os.getloadavg()[0]:.1f}\n\n{size}")
        servers = _servers(given.servers, folder / "servers", store, triples, stack)
        most = ceiling(max(given.clients), given.seconds).rate
        print(f"The clients ask at most {most:,.0f} requests a second, of a server in Python that does nothing.\n")
        found = _measure(servers, _Lookups(positions), given.seconds, given.rounds, given.rows, given.clients)
        print(_table_of_lookups(found), _table_of_answers(found), sep="\n\n")
        same = {tuple(one.answers.items()) for one in found}
        print("\nAnswers:", *(f"{one.server.name} {one.answers}" for one in found) if len(same) > 1 else same)
        print(f"Load average at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
