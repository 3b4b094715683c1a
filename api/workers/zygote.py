"""The process that loads a release once and forks the query workers, which inherit it without a copy.

It has no thread when it forks, and evaluates nothing. It is told over a socket what to do, one order at a time:
``fork`` (with the worker's two sockets) → ``PID``; ``fork reaching`` → the same, of a worker that may open
connections; ``reap PID`` → the wait status and the worker's last words; ``follow`` → it takes in what
the journal has beyond what it holds, and tells where it is.
Workers forked before go on with what they had. When that socket closes it ends all workers.
Only an order reaps a worker, so the service can kill by process id without hitting a stranger.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, NoReturn

from graph_builder import ReleaseStore, StancegraphError, StoreError, Version

from . import worker
from .errors import MOVED
from .held import Held
from .own_pages import room_for

__all__ = ["main"]

_WORDS = 4096
"""How much of a worker's error output is kept: the first lines name the cause."""


def main(control_fd: int, store: Path, release: str, megabytes: int, live: bool, merged: bool, ahead: int) -> None:
    """Load the release, say ``ready`` and where it is (or ``error`` and why), then obey until the service is gone.

    `live`: the journal's transactions belong to it. `merged`: the default graph is the merge of all named ones.
    `ahead`: how many workers are to read the graph through while nothing is asked of them, if there is memory for that.
    """
    control = socket.socket(fileno=control_fd)
    with contextlib.suppress(ConnectionError):  # the service was killed
        try:
            graph = _apart(lambda: _Graph(ReleaseStore(store), release, live, merged))
        except StancegraphError as error:
            control.sendall(f"error {' '.join(str(error).split())}\n".encode())
            return
        gc.collect()
        gc.freeze()  # keeps the collector from touching, and so from copying, pages that workers share
        children = _Children(control, graph, megabytes, ahead=ahead > 0 and room_for(ahead))
        try:
            control.sendall(f"ready {graph.where}\n".encode())
            _obey(control, graph, children)
        finally:
            children.kill()


def _apart(make: Callable[[], _Graph]) -> _Graph:
    """What a thread makes that has ended then, so that what it left of memory in small pieces is not what queries are given.

    With glibc each thread has memory of its own. Where the graph was loaded into that of the first thread, a third of the time of a
    lookup went into the search for a piece of the right size.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(make).result()


class _Graph:
    """The graph in memory, and which state of it that is."""

    def __init__(self, store: ReleaseStore, name: str, live: bool, merged: bool) -> None:
        self._store, self._live = store, live
        stamp = store.stamp()
        self.held = Held(store.load(store.release(name)))
        self._version = Version(name)
        self.follow(at_start=True)
        if live and (store.stamp() != stamp or store.current_name() != name):
            raise StoreError(MOVED)
        self._quads = len(self.held.store)
        if merged:
            self.held.merge(alone=live)

    @property
    def where(self) -> str:
        """Sequence and SHA-256 of the last transaction, and how many quads there are."""
        return f"{self._version.sequence} {self._version.sha256 or '-'} {self._quads}"

    def follow(self, *, at_start: bool = False) -> None:
        """Take in the transactions that are new. Raises StoreError if the journal is damaged."""
        if not self._live:
            return
        entries = self._store.journal.entries(self._version)
        for entry in entries:
            self.held.apply(entry.change)
            self._version = entry.version
            if not at_start:
                self._quads += entry.packed.quads_added - entry.packed.quads_removed


class _Children:
    """The workers that live, each with the file that its error output goes to."""

    def __init__(self, control: socket.socket, graph: _Graph, megabytes: int, *, ahead: bool) -> None:
        self._control, self._graph, self._megabytes, self._ahead = control, graph, megabytes, ahead
        self._words: dict[int, IO[bytes]] = {}

    def fork(self, descriptors: Sequence[int], *, reaching: bool) -> int:
        words = tempfile.TemporaryFile()  # noqa: SIM115 – closed when the worker is reaped
        pid = os.fork()
        if pid == 0:
            self._work(descriptors, words, reaching)
        for descriptor in descriptors:
            os.close(descriptor)
        self._words[pid] = words
        return pid

    def _work(self, descriptors: Sequence[int], words: IO[bytes], reaching: bool) -> NoReturn:
        status = 1
        try:
            os.dup2(words.fileno(), 2)
            self._control.close()
            worker.confine(self._megabytes, reaching=reaching)
            ahead = self._ahead and not reaching
            requests, answers = (socket.socket(fileno=descriptor) for descriptor in descriptors)
            worker.serve(requests, answers, self._graph.held, ahead=ahead)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)

    def reap(self, pid: int) -> tuple[int, str]:
        _, status = os.waitpid(pid, 0)
        with self._words.pop(pid) as words:
            words.seek(0)
            said = words.read(_WORDS).decode(errors="replace")
        sys.stderr.write(said)
        return status, " ".join(said.split())

    def kill(self) -> None:
        for pid in self._words:
            os.kill(pid, signal.SIGKILL)


def _obey(control: socket.socket, graph: _Graph, children: _Children) -> None:
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 64, 2)
        if not message:
            break
        order, _, argument = message.decode().strip().partition(" ")
        if order == "fork":
            control.sendall(f"{children.fork(descriptors, reaching=argument == 'reaching')}\n".encode())
        elif order == "follow":
            control.sendall(_followed(graph))
        else:
            status, said = children.reap(int(argument))
            control.sendall(f"{status} {said}\n".encode())


def _followed(graph: _Graph) -> bytes:
    try:
        graph.follow()
    except StancegraphError as error:
        return f"error {' '.join(str(error).split())}\n".encode()
    return f"ready {graph.where}\n".encode()


if __name__ == "__main__":
    main(
        int(sys.argv[1]),
        Path(sys.argv[2]),
        sys.argv[3],
        int(sys.argv[4]),
        "live" in sys.argv[6:],
        "merged" in sys.argv[6:],
        int(sys.argv[5]),
    )
