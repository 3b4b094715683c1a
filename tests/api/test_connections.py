"""Clients that connect and say nothing, or not enough, take nobody else's place."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from graph_builder import ReleaseStore
from graph_builder.graph.parts import part_of

DESCRIPTORS = 250
HEAD = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Port and log of the command `serve`, with few descriptors."""
    folder = tmp_path_factory.mktemp("connections")
    name = ox.NamedNode("http://example.org/x")
    ReleaseStore(folder / "store").write({"all": part_of([ox.Quad(name, name, name, name)])}, inputs={"documents": {}})
    log = folder / "log"
    command = [sys.executable, "-m", "stancegraph", "serve", "--store", str(folder / "store"), "--port", "0"]
    environment = {**os.environ, "STANCEGRAPH_REQUEST_SECONDS": "2", "STANCEGRAPH_WORKERS": "2"}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stderr=output, env=environment, cwd=Path(__file__).parents[2])
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))
    ends = time.monotonic() + 120
    while not (found := re.search(r"http://127.0.0.1:(\d+)", log.read_text())):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < ends
        time.sleep(0.05)
    yield int(found[1]), log
    process.terminate()
    process.wait(120)


def answered(port: int) -> bool:
    """Whether a query is answered before long."""
    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"http://127.0.0.1:{port}/sparql", params={"query": "ASK {}"}, timeout=60).is_success:
                return True
        time.sleep(0.1)
    return False


def test_more_connections_than_there_may_be_are_closed_and_silent_ones_end(address: tuple[int, Path]) -> None:
    port, log = address
    assert answered(port)
    with contextlib.ExitStack() as stack:
        for number in range(2 * DESCRIPTORS):
            with contextlib.suppress(OSError):
                idle = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
                idle.sendall(HEAD if number % 2 else b"")
        assert answered(port)
    assert "Traceback" not in log.read_text()


def test_a_second_request_that_does_not_come_ends_its_connection(address: tuple[int, Path]) -> None:
    with socket.create_connection(("127.0.0.1", address[0]), timeout=60) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" in connection.recv(65536)
        connection.sendall(HEAD)
        while connection.recv(65536):
            pass


def test_a_body_that_does_not_come_is_told(address: tuple[int, Path]) -> None:
    told = b"Content-Type: application/sparql-query\r\nContent-Length: 100\r\nConnection: close\r\n\r\nASK"
    with socket.create_connection(("127.0.0.1", address[0]), timeout=60) as connection:
        connection.sendall(HEAD + told)
        answer = b""
        while part := connection.recv(65536):
            answer += part
    assert b"408" in answer.splitlines()[0]
    assert b"STANCEGRAPH_REQUEST_SECONDS" in answer
