"""SPARQL servers side by side: ours and those that are installed here, each a process of its own on loopback, on one graph."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
from load import Endpoint

__all__ = ["PEERS", "Absent", "Server", "serving"]

_PIECE = 16 << 20
"""Bytes of triples that Virtuoso is sent at once."""
_TICK = os.sysconf("SC_CLK_TCK")


class Absent(Exception):  # noqa: N818 – it says what is the case
    """A server that is not installed here, with where it comes from."""


@dataclass
class Server:
    """A server at work."""

    name: str
    endpoint: Endpoint
    process: subprocess.Popen[bytes]
    loaded: float = 0.0
    """Seconds from its start until it answered with all data."""

    def megabytes(self) -> float:
        """Memory of all its processes together; pages that they share count once."""
        return sum(map(_proportional, _tree(self.process.pid))) / 1024

    def seconds(self) -> float:
        """Processor time that all its processes have used."""
        return sum(map(_processor, _tree(self.process.pid)))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _tree(int(child))


def _proportional(pid: int) -> int:
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


def _processor(pid: int) -> float:
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, told[11:15])) / _TICK  # its own, and those of its children that have ended
    return 0.0


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _program(name: str, source: str) -> str:
    """A command beside this Python, or on the path."""
    found = shutil.which(name, path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))
    if found is None:
        raise Absent(f"{name} is not installed, so it is left out: {source}")
    return found


def _wait(process: subprocess.Popen[bytes], url: str, seconds: float = 3600) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(url, timeout=60).status_code < 500:
                return
        time.sleep(0.1)
    raise TimeoutError(url)


def _pieces(path: Path, size: int) -> Iterator[bytes]:
    """The lines of a file, in pieces of about a size."""
    with path.open("rb") as file:
        while lines := file.readlines(size):
            yield b"".join(lines)


class _Run:
    """Starts a program whose words go into a file of its own, and ends it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def __call__(self, name: str, command: Sequence[str], **environment: str) -> subprocess.Popen[bytes]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{name}.log").open("wb") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder, env={**os.environ, **environment}
            )
        return self.process

    def stop(self) -> None:
        """End the program and all that it started."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _stancegraph(run: _Run, store: Path, triples: Path) -> Server:
    port = _free_port()
    settings = {"CLIENT_SECONDS": "1000000", "START_SECONDS": "3600"}  # all clients come from one address
    given = {f"STANCEGRAPH_{name}": value for name, value in settings.items()}
    path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "stancegraph", "serve", "--store", str(store), "--port", str(port)]
    process = run("stancegraph", command, PYTHONPATH=path, **given)
    _wait(process, f"http://127.0.0.1:{port}/ready")
    return Server("stancegraph", Endpoint(f"http://127.0.0.1:{port}/sparql"), process)


def _oxigraph(run: _Run, store: Path, triples: Path) -> Server:
    program, port = _program("oxigraph", "pip install 'stancegraph[bench]'"), _free_port()
    # Without --timeout-s: with it each query leaves a thread behind that sleeps until the limit, and at some thousand
    # queries a second the server dies for want of threads (seen with 0.5.13).
    process = run("oxigraph", [program, "serve", "--bind", f"127.0.0.1:{port}"])
    url = f"http://127.0.0.1:{port}"
    _wait(process, f"{url}/query?query=ASK%20%7B%7D")
    with triples.open("rb") as file:
        headers = {"Content-Type": "application/n-triples"}
        httpx.post(f"{url}/store?default", content=file, headers=headers, timeout=3600).raise_for_status()
    return Server("oxigraph", Endpoint(f"{url}/query"), process)


def _rdflib_endpoint(run: _Run, store: Path, triples: Path) -> Server:
    program, port = _program("rdflib-endpoint", "pip install 'stancegraph[bench]'"), _free_port()
    process = run("rdflib-endpoint", [program, "serve", "--host", "127.0.0.1", "--port", str(port), str(triples)])
    _wait(process, f"http://127.0.0.1:{port}/?query=ASK%20%7B%7D")
    return Server("rdflib-endpoint", Endpoint(f"http://127.0.0.1:{port}/"), process)


_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 100
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
DirsAllowed = {folder}
ThreadsPerQuery = 4
AsyncQueueMaxThreads = 10
MaxQueryMem = 2G
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
MaxClientConnections = 100
ServerThreads = 100
MaxKeepAlives = 100
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryExecutionTime = 600
[Plugins]
"""
"""Buffers as the file that comes with it advises for 4 GB."""


def _virtuoso(run: _Run, store: Path, triples: Path) -> Server:
    program, port = _program("virtuoso-t", "Debian's virtuoso-opensource"), _free_port()
    folder = run.folder / "virtuoso"
    folder.mkdir(parents=True)
    configuration = folder / "virtuoso.ini"
    configuration.write_text(_VIRTUOSO.format(folder=folder, port=port, sql=_free_port()), encoding="ascii")
    process = run("virtuoso-t", [program, "-f", "+configfile", str(configuration)])
    url = f"http://127.0.0.1:{port}"
    _wait(process, f"{url}/sparql?query=ASK%20%7B%7D")
    with httpx.Client(auth=httpx.DigestAuth("dba", "dba"), timeout=3600) as client:
        for piece in _pieces(triples, _PIECE):
            client.post(
                f"{url}/sparql-graph-crud-auth",
                params={"graph": "http://example.org/"},
                content=piece,
                headers={"Content-Type": "text/turtle"},
            ).raise_for_status()
    return Server("virtuoso", Endpoint(f"{url}/sparql"), process)


PEERS = {
    "stancegraph": _stancegraph,
    "oxigraph": _oxigraph,
    "rdflib-endpoint": _rdflib_endpoint,
    "virtuoso": _virtuoso,
}


@contextlib.contextmanager
def serving(name: str, folder: Path, store: Path, triples: Path) -> Iterator[Server]:
    """Start a server with its data: ours with the store, the others with the triples. Raises Absent."""
    run, began = _Run(folder), time.perf_counter()
    try:
        server = PEERS[name](run, store, triples)
        server.loaded = time.perf_counter() - began
        yield server
    finally:
        run.stop()
