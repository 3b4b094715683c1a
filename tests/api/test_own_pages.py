"""Workers that have nothing to do copy the pages of the graph, so that a query need not wait for that."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest
from serving import processes

from api.settings import Settings
from api.workers import Pool, Request, memory, own_pages

SECONDS = 60
EVERYTHING = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
pytestmark = pytest.mark.skipif(memory.available() is None, reason="this system does not tell of its memory")


def copied(pid: int) -> int:
    """How many pages a process has copied or been given."""
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[7])


def worker_of_this() -> int:
    """The only worker below this process: the last in the line from service over zygote."""
    return [pid for pid in processes(os.getpid()) if b"zygote" in Path(f"/proc/{pid}/cmdline").read_bytes()][-1]


async def copied_by_a_query(store: Path, *, before: int) -> int:
    """How many pages a worker copies for the first query, if it had copied so many before it was asked."""
    settings = Settings(store=store, workers=1, warm_up=before > 0, quick_seconds=600, query_seconds=600)
    pool = Pool(settings)
    await pool.start()
    try:
        worker, ends = worker_of_this(), time.monotonic() + SECONDS
        while copied(worker) < 0.8 * before:  # the query itself takes some memory, too
            assert time.monotonic() < ends, "the worker never read the graph through"
            await asyncio.sleep(0.05)
        at_first = copied(worker)
        answer = await pool.ask(Request(query=EVERYTHING, solutions="csv", graph="turtle", seconds=600))
        assert int(answer.first.split()[1]) > 10_000
        return copied(worker) - at_first
    finally:
        await pool.stop()


def test_an_idle_worker_has_its_own_pages(built_store: Path) -> None:
    shared = asyncio.run(copied_by_a_query(built_store, before=0))
    assert asyncio.run(copied_by_a_query(built_store, before=shared)) < shared / 2


def test_pages_are_not_copied_where_memory_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    held = memory.resident()
    assert held is not None
    for left, enough in ((held * 100, True), (held * 10, False), (None, False)):
        monkeypatch.setattr(memory, "available", lambda left=left: left)
        assert own_pages.room_for(4) is enough


def test_the_memory_that_is_left_is_that_of_the_container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_CGROUP", tmp_path)
    of_the_machine = memory.available()
    assert of_the_machine is not None
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "memory.current").write_text("4096\n")
    assert (memory.available() or 0) > of_the_machine / 2
    (tmp_path / "memory.max").write_text("1048576\n")
    assert memory.available() == 1048576 - 4096
