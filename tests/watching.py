"""A server seen from outside: its answers, its processes and their memory, its data, and whom it connects to."""

from __future__ import annotations

import contextlib
import hashlib
import socket
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from serving import Server

__all__ = ["Listener", "State", "ask", "is_clean", "raw", "state_of"]

EVERYTHING = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"


@dataclass(frozen=True)
class State:
    """What must be the same afterwards: the processes, roughly their memory, and the data."""

    processes: tuple[int, ...]
    kilobytes: int
    data: str


class Listener:
    """Counts who connects."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.connections = 0
        self._thread = threading.Thread(target=self._count)
        self._thread.start()

    def _count(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                if connection.recv(4) == b"stop":
                    return
            self.connections += 1

    def close(self) -> None:
        with socket.create_connection(self._socket.getsockname()) as connection:
            connection.sendall(b"stop")
        self._thread.join()
        self._socket.close()


def ask(server: Server, query: str, **parameters: Any) -> httpx.Response:
    """A query in a form. The server must have an answer to it, not only end the connection."""
    return httpx.post(server.sparql, data={"query": query, **parameters}, timeout=60)


def is_clean(response: httpx.Response) -> bool:
    """Whether an answer is one that a server in order gives: a result, or a problem that tells nothing of the inside."""
    if response.status_code == 200:
        return True
    problem = response.json()
    return problem["status"] == response.status_code and problem["detail"] and "Traceback" not in response.text


def raw(server: Server, sent: bytes) -> bytes:
    """What a server answers to these bytes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(sent)
        answer = b""
        with contextlib.suppress(
            ConnectionResetError
        ):  # it may end the connection while there is still something to read
            while part := connection.recv(65536):
                answer += part
        return answer


def tree_of(pid: int) -> list[int]:
    """A process and all that come from it."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listed.splitlines())}
    return [pid, *(one for child, parent in parents.items() if parent == pid for one in tree_of(child))]


def state_of(server: Server) -> State:
    """The service and its zygote by their ids, the memory of all its processes, and the digest of its data."""
    ends = time.monotonic() + 120
    while (health := httpx.get(f"{server.url}/health").json())["busy"] or health["workers"] != 3:
        assert time.monotonic() < ends, health
        time.sleep(0.05)
    service = server.pid
    lasting = [pid for pid in tree_of(service) if pid == service or pid in tree_of(service)[1:2]]
    memory = sum(proportional_kilobytes(pid) for pid in tree_of(service))
    rows = ask(server, EVERYTHING, format="tsv").text.splitlines()
    return State(tuple(lasting), memory, hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest())


def proportional_kilobytes(pid: int) -> int:
    """Memory of a process, with its share of what it has in common with others."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
