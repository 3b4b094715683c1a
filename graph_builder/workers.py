"""Who makes the shards: this process, several of them, or the workers of a Dask cluster. The shards are the same."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder import reference
from graph_builder.errors import BuildError
from graph_builder.fingerprint import fingerprint
from graph_builder.graph.parts import Part, load_quads, unpack
from graph_builder.shards import Shard, Sharder, Source

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["batches", "in_processes", "in_this_process", "on_dask"]

_BATCH = (16, 64)
"""Documents that are read and checked together: of few the first number, of many up to the second."""
_SHARES = 32
"""Into so many batches a corpus is cut at least, if it is large enough, so that all workers have done at about the same time."""
_BYTES = 400_000
"""Text that is read and checked together, if it is more than one document: its quads are held in memory."""

_DIED = (
    "A process that reads documents died. Nothing was replaced. Is there enough memory? "
    "A script that builds must do so under `if __name__ == '__main__':`, for such processes import it."
)

Batch = Sequence[Source]
Facts = tuple[Part, ...]
"""What is known before a document is read, and beside which it is checked: parts with their bytes."""


def batches(sources: Sequence[Source]) -> Sequence[Batch]:
    """The sources, in order, in the portions that one worker takes at a time."""
    least, most = _BATCH
    length = min(most, max(least, len(sources) // _SHARES))
    portions: list[list[Source]] = []
    size = 0
    for source in sources:
        if not portions or len(portions[-1]) == length or size + len(source.data) > _BYTES:
            portions.append([])
            size = 0
        portions[-1].append(source)
        size += len(source.data)
    return portions


def in_this_process(portions: Sequence[Batch], facts: Facts) -> Iterator[list[Shard]]:
    """The shards of each batch, one batch after the other."""
    sharder = _sharder_of(facts)
    for batch in portions:
        yield list(sharder.shards(batch))


def in_processes(portions: Sequence[Batch], facts: Facts, processes: int | None = None) -> Iterator[list[Shard]]:
    """The shards of each batch, in order, made by as many processes as there are cores.

    Raises BuildError if a process dies.
    """
    # Processes are started afresh, not forked: a fork of a process with threads may hang.
    context = multiprocessing.get_context("spawn")
    count = min(processes or os.cpu_count() or 1, len(portions))
    with tempfile.TemporaryDirectory() as folder:
        # Not handed over directly: one that dies before it has read so much would leave this process waiting for ever.
        told = Path(folder) / "facts"
        told.write_bytes(pickle.dumps(facts))
        with ProcessPoolExecutor(count, context, _begin, (told,)) as pool:
            try:
                yield from pool.map(_make, portions)
            except BrokenProcessPool as error:
                raise BuildError(_DIED) from error


def on_dask(portions: Sequence[Batch], facts: Facts, address: str) -> Iterator[list[Shard]]:
    """The shards of each batch, in order, made by the workers of a Dask cluster.

    Every worker needs this version of Stancegraph. Raises BuildError if one has another, or if the cluster is lost.
    """
    with _client(address) as client:
        shared = client.scatter(facts, broadcast=True)
        futures = client.map(_make_elsewhere, portions, facts=shared, expected=fingerprint(), pure=False)
        for future in futures:
            yield future.result()


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise BuildError("Dask is not installed. Install it: pip install 'stancegraph[dask]'.") from error
    try:
        return Client(address, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise BuildError(f"There is no Dask scheduler at {address} ({error}). Start one: dask scheduler.") from error


_sharder: Sharder | None = None
"""Of a process that in_processes has started."""


def _begin(told: Path) -> None:
    global _sharder
    _sharder = _sharder_of(pickle.loads(told.read_bytes()))


def _make(batch: Batch) -> list[Shard]:
    assert _sharder is not None
    return list(_sharder.shards(batch))


@lru_cache(maxsize=1)
def _sharder_of(facts: Facts) -> Sharder:
    store = ox.Store()
    for part in facts:
        load_quads(store, unpack(part.packed, part.sha256))
    return Sharder(reference.load(), store)


def _make_elsewhere(batch: Batch, *, facts: Facts, expected: str) -> list[Shard]:
    _require_same_version(expected)
    return list(_sharder_of(facts).shards(batch))


@lru_cache(maxsize=1)
def _own_fingerprint() -> str:
    return fingerprint()


def _require_same_version(expected: str) -> None:
    if _own_fingerprint() != expected:
        import socket

        raise BuildError(
            f"The Dask worker on {socket.gethostname()} has another version of Stancegraph, or of its ontology. "
            "Install the same one everywhere. Nothing was replaced."
        )
