"""A running server to test against."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from commanding import start

__all__ = ["Server", "processes"]

_ROOT = Path(__file__).resolve().parent.parent


class Server:
    """A real server process on a free port, on a store built from declarations/. When it dies, its output is told.

    It is `stancegraph serve`, or, if not `by_command`, the application that uvicorn is given.
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
        environment = {**os.environ, "STANCEGRAPH_STORE": str(store), **given}
        module, words = ("stancegraph", ["serve", "--store", store]) if by_command else ("uvicorn", ["api.asgi:app"])
        log.touch()
        streams = [Path(os.devnull), log, log]
        self._process = start([*words, "--port", self.port], streams, _ROOT, environment, module=module)
        assert self._process.pid is not None
        self.pid = self._process.pid

    def wait(self, seconds: float = 180) -> None:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            self.check()
            try:
                if httpx.get(f"{self.url}/health").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        self._process.kill()
        pytest.fail(f"the server did not start:\n{self.log.read_text()}")

    def check(self) -> None:
        """Fail with the server's output if it has died."""
        if self.ended:
            pytest.fail(f"the server died:\n{self.log.read_text()}")

    @property
    def ended(self) -> bool:
        """Whether the process is no more."""
        return self._process.exitcode is not None

    def stop(self) -> None:
        """Let it end, and wait for that."""
        self._process.terminate()
        self._process.join(120)
        assert self.ended, "the server does not end when it is told to"


def processes(pid: int) -> Iterator[int]:
    """A process and all that come from it."""
    yield pid
    with contextlib.suppress(OSError):  # it has ended meanwhile
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from processes(int(child))
