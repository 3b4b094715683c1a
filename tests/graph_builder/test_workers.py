"""Documents read by several processes, by a real Dask cluster, and by processes that are killed."""

from __future__ import annotations

import multiprocessing
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph_builder.build import build
from graph_builder.errors import BuildError
from graph_builder.graph.store import ReleaseStore
from graph_builder.graph.validate import validate
from graph_builder.shards import Source
from graph_builder.workers import batches

Write = Callable[..., Path]
WORDS = ["terrorism", "separatism", "piracy at sea", "cybercrime", "drug trafficking", "sanctions", "arms control"]


@pytest.fixture
def corpus(write_document: Write) -> list[Path]:
    """Seventy documents that differ, and one that cannot be read."""
    texts = (
        f"The SCO member States {act} {thing}. They met for the {number}th time."
        for number, (act, thing) in enumerate((act, thing) for act in ("condemn", "support") for thing in WORDS * 5)
    )
    paths = [write_document(text, f"summit-{number}") for number, text in enumerate(texts)]
    return [*paths, write_document("The SCO condemns terrorism.", "late", date="never")]


def test_batches_keep_the_order_and_grow_with_the_corpus_but_not_with_its_bytes() -> None:
    def sizes(documents: int, size: int) -> list[int]:
        sources = [Source(str(number), "", b"x" * size) for number in range(documents)]
        portions = batches(sources)
        assert [source for portion in portions for source in portion] == sources
        return [len(portion) for portion in portions]

    assert sizes(0, 10) == []
    assert sizes(40, 10) == [16, 16, 8]
    assert set(sizes(6400, 10)) == {64}
    assert sizes(4, 300_000) == [1, 1, 1, 1]


def test_several_processes_make_the_release_that_one_makes(corpus: list[Path], tmp_path: Path) -> None:
    alone = build(corpus, tmp_path / "alone", processes=1)
    together = build(corpus, tmp_path / "together", processes=2)
    assert (together.release, together.documents) == (alone.release, len(corpus) - 1)
    assert together.problems == alone.problems
    assert "late.md" in alone.problems[0]


def test_a_script_that_does_not_expect_to_be_imported_is_told_so_and_does_not_hang(
    corpus: list[Path], tmp_path: Path
) -> None:
    script, store = tmp_path / "script.py", tmp_path / "store"
    files = ", ".join(f"Path({str(path)!r})" for path in corpus)
    script.write_text(
        "from pathlib import Path\nfrom graph_builder import build\n"
        f"build([{files}], Path({str(store)!r}), processes=2)\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "if __name__ == '__main__':" in done.stderr.splitlines()[-1]
    assert not store.exists()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """Address of a Dask scheduler that has two worker processes."""
    log = (tmp_path / "dask.log").open("w+")

    def start(module: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", "--no-dashboard", *words]
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path)

    processes = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        address = _awaited(tmp_path / "dask.log", r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)")
        processes += [start("dask_worker", address, "--nthreads", "1", "--no-nanny") for _ in range(2)]
        yield address
    finally:
        for process in processes:
            process.kill()
            process.wait()
        log.close()


def _awaited(log: Path, pattern: str) -> str:
    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        if found := re.search(pattern, log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_a_dask_cluster_makes_the_release_that_one_process_makes(
    cluster: str, corpus: list[Path], tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    alone = build(corpus, tmp_path / "alone", processes=1)
    spread = build(corpus, tmp_path / "spread", dask=cluster)
    assert (spread.release, spread.problems) == (alone.release, alone.problems)
    assert build(corpus, tmp_path / "spread", dask=cluster).unchanged == len(corpus) - 1


def test_a_scheduler_that_is_not_there_is_named(corpus: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(BuildError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9"):
        build(corpus, tmp_path / "store", dask="tcp://127.0.0.1:9")
    assert not (tmp_path / "store").exists()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.filterwarnings(
    "ignore:.*use of fork:DeprecationWarning"
)  # what runs the tests has threads that hold no lock
def test_builds_killed_at_random_moments_leave_the_old_release_or_the_new(
    corpus: list[Path], write_document: Write, tmp_path: Path
) -> None:
    """Twenty builds in which a document changes are killed anywhere from their first moment to about their end."""
    store = tmp_path / "store"
    build(corpus[:3], store)
    moments = random.Random(0)
    seen = {"old": 0, "new": 0}
    whole = 0.0
    for number in range(100, 121):
        changed = write_document(f"The SCO condemns {WORDS[number % 7]} for the {number}th time.", "summit-0")
        old, new = ReleaseStore(store).current().name, _release_of(changed, store, tmp_path / f"copy-{number}")
        started = time.monotonic()
        ended = _build_until(changed, store, moments.uniform(0, 1.2) * whole if whole else None)
        took = time.monotonic() - started
        whole = min(whole or took, took) if ended else whole  # the machine may have been busy with something else
        assert ReleaseStore(store).current().name in {old, new}
        ReleaseStore(store).load()  # raises if a part is not what its SHA-256 says
        seen["old" if ReleaseStore(store).current().name == old else "new"] += 1
    assert validate(ReleaseStore(store).load()) == []
    assert min(seen.values()) > 0


def _release_of(document: Path, store: Path, copy: Path) -> str:
    """The release that adding a document makes."""
    shutil.copytree(store, copy)
    return build([document], copy).release


def _build_until(document: Path, store: Path, seconds: float | None) -> bool:
    """Whether a build ended before it was killed; its process is forked from this one, so that most of its time is the build's."""
    process = multiprocessing.get_context("fork").Process(target=build, args=([document], store))
    process.start()
    process.join(seconds)
    ended = not process.is_alive()
    if not ended:
        process.kill()
        process.join()
    assert process.exitcode in {0, -signal.SIGKILL}
    return ended
