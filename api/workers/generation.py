"""One release in memory: a zygote that holds it and the workers forked from that."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from api.settings import Settings
from graph_builder import StoreError

__all__ = ["Generation", "Worker"]


@dataclass(eq=False, slots=True)
class Worker:
    """A worker process and the connection to it."""

    generation: Generation
    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    dead: bool = False

    def kill(self) -> None:
        """End the process, whatever it does. Its id stays reserved until it is reaped, so this cannot hit another."""
        if not self.dead:
            self.dead = True
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self.writer.close()


@dataclass(eq=False, slots=True)
class Generation:
    """The processes that serve one release."""

    release: str
    _process: subprocess.Popen[bytes]
    _control: socket.socket
    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter
    statements: int = 0
    _order: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    async def start(cls, settings: Settings, release: str) -> Generation:
        """Start a zygote and wait until it has loaded the release. Raises StoreError if it cannot."""
        ours, theirs = socket.socketpair()
        arguments = [str(theirs.fileno()), str(settings.store), release, str(settings.query_megabytes)]
        path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path)
        # A session of its own: Ctrl-C is the service's to handle. Both ends close with their process.
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "api.workers.zygote", *arguments],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "RUST_BACKTRACE": "0", "PYTHONPATH": path},
        )
        theirs.close()
        reader, writer = await asyncio.open_connection(sock=ours)
        generation = cls(release, process, ours, reader, writer)
        try:
            async with asyncio.timeout(settings.start_seconds):
                word, _, reason = (await reader.readline()).decode().strip().partition(" ")
        except TimeoutError:
            word, reason = "error", f"Loading took more than {settings.start_seconds:g} s (STANCEGRAPH_START_SECONDS)."
        if word != "ready":
            await generation.stop()
            raise StoreError(reason or f"The process that loads release {release} died; its message stands above.")
        return generation

    async def fork(self) -> Worker:
        """A new worker. Raises ConnectionError if the zygote is gone."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                answer = await self._ask(b"fork", theirs)
        except BaseException:
            ours.close()
            raise
        reader, writer = await asyncio.open_connection(sock=ours, limit=1 << 18)
        return Worker(self, int(answer), reader, writer)

    async def reap(self, worker: Worker) -> tuple[int, str]:
        """Exit code and last words of a worker that has died or was killed; negative: the signal that ended it."""
        worker.dead = True
        worker.writer.close()
        status, _, said = (await self._ask(f"reap {worker.pid}".encode())).decode().strip().partition(" ")
        return os.waitstatus_to_exitcode(int(status)), said

    async def stop(self) -> None:
        """End the zygote and with it all workers."""
        self._writer.close()
        try:
            await asyncio.to_thread(self._process.wait, 5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)

    async def _ask(self, order: bytes, descriptor: socket.socket | None = None) -> bytes:
        async with self._order:
            descriptors = [descriptor.fileno()] if descriptor else []
            socket.send_fds(self._control, [order + b"\n"], descriptors)
            answer = await self._reader.readline()
        if not answer:
            raise ConnectionResetError("the zygote is gone")
        return answer
