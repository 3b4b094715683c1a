"""Engines of others, started for the tests on loopback: Virtuoso (Debian's virtuoso-opensource) and Oxigraph (PyPI's oxigraph)."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from serving import Server

from graph_builder import RemoteStore

__all__ = ["TOKEN", "Engine", "Remote", "oxigraph", "virtuoso"]

TOKEN = "a-token-of-the-tests"

_VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 100000
"""


class Engine:
    """A running engine: `address` is what `--store` takes, `stop` ends it."""

    def __init__(self, command: list[str], address: str, query: str, log: Path) -> None:
        self.address, self.query, self._log = address, query, log
        self._output = log.open("wb")
        self._process = subprocess.Popen(command, stdout=self._output, stderr=subprocess.STDOUT, cwd=log.parent)

    def wait(self, seconds: float = 120) -> Engine:
        """Wait until it answers queries."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and self._process.poll() is None:
            try:
                if httpx.post(self.query, data={"query": "ASK {}"}).is_success:
                    return self
            except httpx.TransportError:
                time.sleep(0.1)
        self.stop()
        pytest.fail(f"the engine did not start:\n{self._log.read_text(errors='replace')}")

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        self._output.close()


@dataclass
class Remote:
    """An engine, and the service before it."""

    engine: Engine
    server: Server

    @property
    def store(self) -> RemoteStore:
        return RemoteStore.parse(self.engine.address)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def oxigraph(folder: Path) -> Engine:
    """Oxigraph in memory. Its default graph is not the union of the others. Skips the test where it is not installed."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("no oxigraph program here; it comes with the extra 'test'")
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    address = f"{url}/query,{url}/update"
    return Engine([program, "serve", "--bind", f"127.0.0.1:{port}"], address, f"{url}/query", folder / "log").wait()


def virtuoso(folder: Path) -> Engine:
    """Virtuoso, with its usual administrator. Skips the test where it is not installed."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("no Virtuoso here; on Debian: apt-get install virtuoso-opensource")
    port = _free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO_INI.format(folder=folder, port=port, sql_port=_free_port()))
    writing = f"http://dba:dba@127.0.0.1:{port}"
    query = f"http://127.0.0.1:{port}/sparql"
    address = f"{query},{writing}/sparql-auth,{writing}/sparql-graph-crud-auth"
    return Engine([program, "-f", "+configfile", str(settings)], address, query, folder / "log").wait()
