"""The process that loads a release once and forks the query workers, which inherit it without a copy.

It has no thread and evaluates nothing. It is told over a socket what to do, one order at a time:
``fork`` (with the worker's socket) → ``PID``; ``reap PID`` → the wait status and the worker's last
words. When that socket closes it ends all workers.
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
from pathlib import Path
from typing import IO, NoReturn

import pyoxigraph as ox

from graph_builder import ReleaseStore, StancegraphError

from . import worker

__all__ = ["main"]

_WORDS = 4096
"""How much of a worker's error output is kept: the first lines name the cause."""


def main(control_fd: int, store: Path, release: str, megabytes: int) -> None:
    """Load the release, say ``ready`` (or ``error`` and why), then obey until the service is gone."""
    control = socket.socket(fileno=control_fd)
    try:
        graph = _loaded(store, release)
    except StancegraphError as error:
        control.sendall(f"error {' '.join(str(error).split())}\n".encode())
        return
    gc.collect()
    gc.freeze()  # keeps the collector from touching, and so from copying, pages that workers share
    control.sendall(b"ready\n")
    _obey(control, _Children(control, graph, megabytes))


def _loaded(path: Path, name: str) -> ox.Store:
    """The release, with the merge of all its graphs as the default graph.

    The engine's own union of graphs gives a triple once for each graph that has it, which the standard does
    not allow and which would count a declaration twice that two documents report.
    """
    store = ReleaseStore(path)
    graph = store.load(store.release(name))
    graph.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    return graph


class _Children:
    """The workers that live, each with the file that its error output goes to."""

    def __init__(self, control: socket.socket, graph: ox.Store, megabytes: int) -> None:
        self._control, self._graph, self._megabytes = control, graph, megabytes
        self._words: dict[int, IO[bytes]] = {}

    def fork(self, descriptor: int) -> int:
        words = tempfile.TemporaryFile()  # noqa: SIM115 – closed when the worker is reaped
        pid = os.fork()
        if pid == 0:
            self._work(descriptor, words)
        os.close(descriptor)
        self._words[pid] = words
        return pid

    def _work(self, descriptor: int, words: IO[bytes]) -> NoReturn:
        status = 1
        try:
            os.dup2(words.fileno(), 2)
            self._control.close()
            worker.confine(self._megabytes)
            worker.serve(socket.socket(fileno=descriptor), self._graph)
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


def _obey(control: socket.socket, children: _Children) -> None:
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 64, 1)
        if not message:
            break
        order, _, argument = message.decode().strip().partition(" ")
        if order == "fork":
            control.sendall(f"{children.fork(descriptors[0])}\n".encode())
        else:
            status, said = children.reap(int(argument))
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the service left meanwhile
                control.sendall(f"{status} {said}\n".encode())
    children.kill()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
