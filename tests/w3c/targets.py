"""Servers that the suites are run against: ours, and as its peer the `oxigraph serve` of the same engine."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import httpx
import pyoxigraph as ox
import zstandard
from answers import media_type_of, read_graph
from manifests import W3CTest, file_of
from serving import Server

from graph_builder import ReleaseStore
from graph_builder.graph.parts import Part

__all__ = ["EMPTY", "Ours", "Peer", "Target", "data_of", "graphs_inside", "store_with"]

EMPTY = "http://example.org/nothing-is-in-this-graph"


class Target(Protocol):
    """A running server."""

    http: httpx.Client
    query: str
    update: str
    graphs: str

    def is_syntax_error(self, response: httpx.Response) -> bool:
        """Whether an answer says that a query is no SPARQL."""

    def stop(self) -> None:
        """End it."""


class Ours:
    """Our service."""

    def __init__(self, store: Path, log: Path) -> None:
        token = secrets.token_hex(16)
        self._server = Server(
            store, log, query_seconds=30, workers=2, client_seconds=100_000, cache_megabytes=0, default_graph="separate",
            write_token=token,
        )  # fmt: skip
        self._server.wait()
        self.http = httpx.Client(timeout=60, headers={"authorization": f"Bearer {token}"})
        self.query, self.update = self._server.sparql, f"{self._server.url}/update"
        self.graphs = f"{self._server.url}/graphs"

    def is_syntax_error(self, response: httpx.Response) -> bool:
        return response.status_code == 400 and response.json()["type"].endswith("-syntax")

    def stop(self) -> None:
        self.http.close()
        self._server.stop()


class Peer:
    """`oxigraph serve`, from the package `oxigraph`. Raises FileNotFoundError if that is not installed."""

    def __init__(self, data: bytes, folder: Path) -> None:
        beside = Path(sys.executable).with_name("oxigraph")
        program = str(beside) if beside.exists() else shutil.which("oxigraph")
        if program is None:
            raise FileNotFoundError("the package `oxigraph` is not installed")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        with (folder / "peer.log").open("wb") as log:
            self._process = subprocess.Popen([program, "serve", "--bind", address], stdout=log, stderr=log)
        self.http = httpx.Client(timeout=60)
        self.query, self.update, self.graphs = (f"http://{address}/{name}" for name in ("query", "update", "store"))
        self._fill(data)

    def _fill(self, data: bytes) -> None:
        for _ in range(200):
            try:
                self.http.post(
                    self.graphs, content=data, headers={"content-type": "application/n-quads"}
                ).raise_for_status()
                return
            except httpx.ConnectError:
                time.sleep(0.05)
        raise TimeoutError("oxigraph does not answer")

    def is_syntax_error(self, response: httpx.Response) -> bool:
        return response.status_code == 400

    def stop(self) -> None:
        self.http.close()
        self._process.terminate()
        self._process.wait(120)


def data_of(tests: Iterable[W3CTest]) -> bytes:
    """All files of data that queries are asked about, each in a graph that goes by its address, as N-Quads.

    So one server answers all query tests: the protocol's parameters make the dataset of each.
    """
    files: dict[str, str] = {}
    for test in tests:
        if test.kind.startswith(("QueryEvaluation", "CSVResult")):
            files |= {file: file for file in test.data.default} | dict(test.data.named)
            if test.action:
                files |= _named_in(test.action)
    return b"".join(_in_graph(name, file) for name, file in sorted(files.items()))


def _named_in(query: str) -> dict[str, str]:
    """Files beside a query that it names in FROM."""
    text = file_of(query).read_text(encoding="utf-8")
    folder = query.rpartition("/")[0]
    names = [path.name for path in file_of(query).parent.iterdir() if f"<{path.name}>" in text]
    return {f"{folder}/{name}": f"{folder}/{name}" for name in names if name.endswith((".ttl", ".nt", ".rdf"))}


def _in_graph(name: str, file: str) -> bytes:
    quads = read_graph(file_of(file).read_bytes(), media_type_of(file), file)
    moved = [ox.Quad(*quad.triple, ox.NamedNode(name)) if _in_default(quad) else quad for quad in quads]
    dataset = ox.Dataset(moved)
    lines = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    mark = hashlib.sha256(name.encode()).hexdigest()[:12].encode()
    return lines.replace(b"_:", b"_:f" + mark) if b"_:" in lines else lines


def _in_default(quad: ox.Quad) -> bool:
    return isinstance(quad.graph_name, ox.DefaultGraph)


def graphs_inside(file: str) -> list[str]:
    """Names of the graphs that a file of data has itself."""
    quads = read_graph(file_of(file).read_bytes(), media_type_of(file), file) if file.endswith((".trig", ".nq")) else []
    return sorted({quad.graph_name.value for quad in quads if not _in_default(quad)})


def store_with(data: bytes, path: Path) -> Path:
    """A store of these N-Quads."""
    part = Part(hashlib.sha256(data).hexdigest(), data.count(b"\n"), zstandard.compress(data))
    ReleaseStore(path).write({"w3c": part}, inputs={})
    return path
