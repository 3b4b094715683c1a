"""Writes to the store: one transaction after the other, evaluated in a worker, on disk before it is acknowledged."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from api.budget import turn, waiting
from api.errors import ServiceBusy, UpdateTimeout
from api.settings import Settings
from graph_builder import Packed, QueryError, QueryTimeout, ReleaseStore, StoreError, Transaction, Version

from . import frames
from .failures import error_of
from .frames import FrameKind, Write
from .generation import Generation, Worker
from .others import addresses, may_load
from .pool import Pool
from .staff import cause_of_death

__all__ = ["Outcome", "Writer"]

_WRITES = 500
"""After so many writes the worker that evaluates them is forked anew, for its copy grows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write did: the state of the graph after it, how many quads came and went (None: the engine does not tell), and
    whether its graph was there before."""

    version: str
    added: int | None
    removed: int | None
    existed: bool = True


@dataclass(slots=True)
class _Job:
    """A write, and the part of it that can be given up."""

    request: Write
    body: bytes
    evaluation: asyncio.Task[tuple[bool, Packed]] | None = None


class Writer:
    """The one that writes to a store. Others that write to it are waited for; what they wrote is taken in first."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool, self._settings = pool, settings
        assert isinstance(settings.store, Path)
        self._store = ReleaseStore(settings.store)
        self._allowed = addresses(settings.allowed_services)
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._worker: Worker | None = None
        self._taken_count = 0
        self._held: sqlite3.Connection | None = None

    @property
    def waiting(self) -> int:
        """How many writes wait for their turn."""
        return self._waiting

    async def write(self, request: Write, body: bytes) -> Outcome:
        """Do one transaction, whole or not at all. When this returns it is on disk, and queries that begin now see it.

        Raises a QueryError where it cannot be done and StoreError where the journal cannot be written; nothing has changed then.
        Cancelled while it is evaluated, it changes nothing either; later it is done to its end.
        """
        if request["kind"] == "update" and self._allowed and may_load(body.decode()):
            most = int(self._settings.upload_megabytes * 1024 * 1024)
            request = {**request, "reach": list(self._allowed), "most": most}
        job = _Job(request, body)
        task = asyncio.create_task(self._transact(job))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if job.evaluation is not None:
                job.evaluation.cancel()
            raise

    async def stop(self) -> None:
        """Let the write that is being done end, and no other begin."""
        await self._turn.acquire()
        self._forget_worker()
        if self._held is not None:
            self._held.close()

    async def _transact(self, job: _Job) -> Outcome:
        async with self._in_turn():
            with waiting():  # for others that write to the store
                transaction, stamp, last = await asyncio.to_thread(self._begin)
            try:
                generation = await self._present(stamp, last)
                job.evaluation = asyncio.create_task(self._evaluate(generation, job.request, job.body))
                existed, packed = await job.evaluation
                if not packed:
                    return Outcome(generation.version.name, 0, 0, existed)
                return await self._commit(transaction, generation, packed, existed)
            except BaseException:
                self._forget_worker()
                raise
            finally:
                if not transaction.closed:
                    await asyncio.to_thread(transaction.close)

    def _forget_worker(self) -> None:
        if self._worker is not None:
            self._pool.discard(self._worker)
            self._worker = None

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        if self._waiting > self._settings.queue_length:
            raise ServiceBusy.full(self._settings.queue_length)
        self._waiting += 1
        try:
            async with turn(self._settings.queue_seconds):
                await self._turn.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()

    def _begin(self) -> tuple[Transaction, tuple[int, int], int]:
        """The journal for this process alone, and what is on disk: which release, and the last transaction on top of it."""
        if self._held is None:
            self._store.mark()
            self._held = self._store.journal.hold()
        transaction = self._store.journal.begin(self._settings.queue_seconds)
        try:
            return transaction, self._store.stamp(), transaction.last(self._store.current_name())
        except BaseException:
            transaction.close()
            raise

    async def _present(self, stamp: tuple[int, int], last: int) -> Generation:
        """The processes that serve what is on disk. Nobody else can write while the transaction is open."""
        generation = self._pool.generation
        if generation is None or self._pool.stamp != stamp or generation.version.sequence != last:
            generation = await self._pool.catch_up()
        if generation.version.sequence != last:
            raise StoreError(f"{self._store.journal.path} does not end where it should. Start the service again.")
        return generation

    async def _commit(self, transaction: Transaction, generation: Generation, packed: Packed, existed: bool) -> Outcome:
        before, worker = generation.version, self._worker
        after = await asyncio.to_thread(self._append, transaction, before, packed)
        if worker is not None:
            worker.version = after.name  # it has done it on its own copy
        self._pool.remember(before.name, after.name, packed)
        await self._pool.catch_up()
        return Outcome(after.name, packed.quads_added, packed.quads_removed, existed)

    def _append(self, transaction: Transaction, before: Version, packed: Packed) -> Version:
        after = transaction.append(before, packed)
        transaction.commit()
        transaction.close()
        return after

    async def _evaluate(self, generation: Generation, request: Write, body: bytes) -> tuple[bool, Packed]:
        """What a write changes, told by a worker that does it on its own copy of the graph.

        The worker stays for the next one, unless it failed: then its copy is in no state that anybody should see.
        """
        reaching = bool(request.get("reach"))
        worker, self._worker = await self._taken(generation, reaching), None
        try:
            async with asyncio.timeout(request["seconds"]):
                worker.channel.send(frames.pack(FrameKind.WRITE, request) + frames.pack(FrameKind.DATA, body))
                await worker.channel.drain()
                found = await self._changed(worker)
        except TimeoutError:
            raise UpdateTimeout(request["seconds"]) from None
        except ConnectionError:
            raise await self._death(worker, request["seconds"]) from None
        else:
            self._worker = None if reaching else worker
            return found
        finally:
            if self._worker is not worker:
                self._pool.discard(worker)

    async def _taken(self, generation: Generation, reaching: bool) -> Worker:
        """A worker that has the present state: the one of the last write, or a new one, as for all that may reach other servers."""
        self._taken_count += 1
        if (worker := self._worker) is not None:
            if not reaching and worker.generation is generation and not worker.stale and self._taken_count % _WRITES:
                return worker
            self._pool.discard(worker)
        try:
            return await generation.fork(reaching=reaching)
        except ConnectionError:
            return await (await self._pool.catch_up(lost=generation)).fork(reaching=reaching)

    async def _death(self, worker: Worker, seconds: float) -> QueryError:
        error = await cause_of_death(worker, self._settings, seconds)
        return UpdateTimeout(seconds) if isinstance(error, QueryTimeout) else error

    async def _changed(self, worker: Worker) -> tuple[bool, Packed]:
        kind, payload = await worker.channel.receive()
        if kind is FrameKind.ERROR:
            raise error_of(frames.loads(kind, payload), self._settings)
        told: frames.Changed = frames.loads(kind, payload)
        _, added = await worker.channel.receive()
        _, removed = await worker.channel.receive()
        return told["existed"], Packed(added, removed, told["graphs"], told["added"], told["removed"])
