"""One release in memory, and what was written to it: a zygote that holds it and the workers forked from that."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from api.settings import Settings
from graph_builder import StoreError, Version

from .channel import Channel
from .errors import MOVED

__all__ = ["Generation", "ReleaseMoved", "Worker"]

_Got = TypeVar("_Got")


class ReleaseMoved(StoreError):  # noqa: N818 – it says what happened
    """Another release has become the current one while one was loaded."""


async def _to_its_end(work: Coroutine[Any, Any, _Got]) -> _Got:
    """What is awaited goes on even when whoever awaits it is cancelled."""
    task = asyncio.create_task(work)
    task.add_done_callback(
        lambda done: done.cancelled() or done.exception()
    )  # what nobody waits for any more is no fault
    return await asyncio.shield(task)


@dataclass(eq=False, slots=True)
class Worker:
    """A worker process and the connection to it."""

    generation: Generation
    pid: int
    channel: Channel
    version: str
    """Name of the state of the graph that it has."""
    since: float = field(default_factory=time.monotonic)
    """When it was forked."""
    dead: bool = False
    ghosts: int = 0
    """Queries that it was sent and others have answered, or nobody waits for; it will answer them, too."""

    @property
    def stale(self) -> bool:
        """Whether something was written since it was forked."""
        return self.version != self.generation.version.name

    def kill(self) -> None:
        """End the process, whatever it does. Its id stays reserved until it is reaped, so this cannot hit another."""
        if not self.dead:
            self.dead = True
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self.channel.close()


@dataclass(eq=False, slots=True)
class Generation:
    """The processes that serve one release and the transactions on top of it."""

    version: Version
    _process: subprocess.Popen[bytes]
    _control: socket.socket
    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter
    quads: int = 0
    """How many quads the named graphs hold, and the default one if it is no merge of theirs."""
    _order: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    async def start(cls, settings: Settings, release: str, *, live: bool = True) -> Generation:
        """Start a zygote and wait until it has loaded the release, with the journal if it is to be `live`.

        Raises ReleaseMoved if there is another current release by then, and StoreError if it cannot be loaded.
        """
        ours, theirs = socket.socketpair()
        ahead = settings.workers if live and settings.warm_up else 0
        arguments = [str(theirs.fileno()), str(settings.store), release, str(settings.query_megabytes), str(ahead)]
        arguments += ["live"] * live + ["merged"] * (settings.default_graph == "union")
        path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path)
        # What queries allocate and free again is found at once if it is kept by size; glibc keeps 7 pieces of each by default.
        kept = ":".join(filter(None, (os.environ.get("GLIBC_TUNABLES"), "glibc.malloc.tcache_count=100")))
        # A process group of its own: Ctrl-C is the service's to handle. Not a session: Linux shares processors out by
        # session first, and the low priority of slow queries would then not hold against the service itself.
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "api.workers.zygote", *arguments],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            process_group=0,
            env={**os.environ, "RUST_BACKTRACE": "0", "GLIBC_TUNABLES": kept, "PYTHONPATH": path},
        )
        theirs.close()
        reader, writer = await asyncio.open_connection(sock=ours)
        generation = cls(Version(release), process, ours, reader, writer)
        try:
            async with asyncio.timeout(settings.start_seconds):
                word, _, reason = (await reader.readline()).decode().strip().partition(" ")
        except TimeoutError:
            word, reason = "error", f"Loading took more than {settings.start_seconds:g} s (STANCEGRAPH_START_SECONDS)."
        if word != "ready":
            await generation.stop()
            if reason == MOVED:
                raise ReleaseMoved(f"Release {release} is not the current one any more.")
            raise StoreError(reason or f"The process that loads release {release} died; its message stands above.")
        generation._arrive(reason)
        return generation

    @property
    def release(self) -> str:
        """Name of the release."""
        return self.version.base

    def _arrive(self, where: str) -> None:
        sequence, sha256, quads = where.split()
        self.version = Version(self.version.base, int(sequence), sha256.strip("-"))
        self.quads = int(quads)

    async def follow(self) -> None:
        """Take in what was written since; workers that are forked from now on have it.

        Raises StoreError if the journal is damaged, ConnectionError if the zygote is gone.
        """
        await _to_its_end(self._follow())

    async def _follow(self) -> None:
        async with self._order:
            word, _, where = (await self._say(b"follow")).decode().strip().partition(" ")
            if word != "ready":
                raise StoreError(where)
            self._arrive(where)

    async def fork(self, *, reaching: bool = False) -> Worker:
        """A new worker; one that may open connections only if it is to be `reaching`. Raises ConnectionError if the zygote is gone."""
        (requests, their_requests), (answers, their_answers) = socket.socketpair(), socket.socketpair()
        try:
            # An order that was given is waited for, or the next one would get its answer.
            order = self._fork(b"fork reaching" if reaching else b"fork", their_requests, their_answers)
            pid, version = await _to_its_end(order)
        except BaseException:
            requests.close()
            answers.close()
            raise
        return Worker(self, pid, await Channel.connect(requests, answers), version)

    async def _fork(self, order: bytes, requests: socket.socket, answers: socket.socket) -> tuple[int, str]:
        with requests, answers:
            async with self._order:
                return int(await self._say(order, requests, answers)), self.version.name

    async def reap(self, worker: Worker) -> tuple[int, str]:
        """Exit code and last words of a worker that has died or was killed; negative: the signal that ended it.

        Raises ConnectionError if the zygote is gone.
        """
        worker.dead = True
        worker.channel.close()
        status, _, said = (await _to_its_end(self._ask(f"reap {worker.pid}".encode()))).decode().strip().partition(" ")
        return os.waitstatus_to_exitcode(int(status)), said

    async def stop(self) -> None:
        """End the zygote and with it all workers."""
        self._writer.close()
        try:
            await asyncio.to_thread(self._process.wait, 5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)

    async def _ask(self, order: bytes) -> bytes:
        async with self._order:
            return await self._say(order)

    async def _say(self, order: bytes, *sockets: socket.socket) -> bytes:
        """Give an order, and wait for the answer; `_order` must be held. Raises ConnectionError if the zygote is gone."""
        try:
            socket.send_fds(self._control, [order + b"\n"], [one.fileno() for one in sockets])
        except OSError:  # closed on this side by `stop`, or on that side
            raise ConnectionResetError("the zygote is gone") from None
        answer = await self._reader.readline()
        if not answer:
            raise ConnectionResetError("the zygote is gone")
        return answer
