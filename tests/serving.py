"""A running server to test against."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

__all__ = ["Server", "processes"]

_ROOT = Path(__file__).resolve().parent.parent


class Server:
    """A real server process on a free port, on a store built from declarations/. When it dies, its output is told.

    It is started by `stancegraph serve`, or, if not `by_command`, as an application that uvicorn is given.
    """

    def __init__(
        self, store: Path | str, log: Path, port: int = 0, *, by_command: bool = True, **settings: object
    ) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.sparql = f"{self.url}/sparql"
        self.log = log
        # Tests count workers at work and time queries: the server reads nothing ahead unless a test asks for it.
        given = {f"STANCEGRAPH_{name.upper()}": str(value) for name, value in {"warm_up": False, **settings}.items()}
        command = ["stancegraph", "serve", "--store", str(store)] if by_command else ["uvicorn", "api.asgi:app"]
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command, "--port", str(self.port)],
                cwd=_ROOT,
                env={**os.environ, "STANCEGRAPH_STORE": str(store), **given},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait(self, seconds: float = 180) -> None:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            self.check()
            try:
                if httpx.get(f"{self.url}/health").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        pytest.fail(f"the server did not start:\n{self.log.read_text()}")

    def check(self) -> None:
        """Fail with the server's output if it has died."""
        if self.process.poll() is not None:
            pytest.fail(f"the server died:\n{self.log.read_text()}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(120)


def processes(pid: int) -> Iterator[int]:
    """A process and all that come from it."""
    yield pid
    with contextlib.suppress(OSError):  # it has ended meanwhile
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from processes(int(child))
