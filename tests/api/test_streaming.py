"""A long answer is sent as it comes; no process holds more of it than a few pieces."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from serving import Server, processes

ROWS = 1_000_000
QUERY = f"SELECT ('a row of some length, so that there is something to hold' AS ?text) {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {ROWS}"
PIECE = 4 << 20
MOST_KILOBYTES = 12 * 1024
"""How much memory may differ from the first piece to the last; the answer is several times as much."""


@pytest.fixture(scope="module")
def patient_server(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("streaming") / "log"
    server = Server(built_store, log, query_seconds=240, client_seconds=100_000, workers=1, slow_workers=1)
    server.wait()
    yield server
    server.stop()


def kilobytes(server: Server) -> int:
    """Memory of the service and all its processes; what they share counts once."""
    found = 0
    for pid in processes(server.pid):
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            found += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_is_flat_while_a_million_rows_go_out(patient_server: Server) -> None:
    parameters, headers = {"query": QUERY}, {"Accept": "text/csv", "Accept-Encoding": "identity"}
    taken, rows, size = [], 0, 0
    with httpx.stream("GET", patient_server.sparql, params=parameters, headers=headers, timeout=300) as response:
        for piece in response.iter_raw(PIECE):
            rows, size = rows + piece.count(b"\n"), size + len(piece)
            taken.append(kilobytes(patient_server))
    assert rows == 1 + ROWS
    assert size > 4 * MOST_KILOBYTES * 1024
    assert max(taken) - taken[0] < MOST_KILOBYTES, taken
