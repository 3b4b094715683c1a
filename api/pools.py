"""What answers queries: the workers of a store of releases, or a store elsewhere. Both look the same to the service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from api.settings import Settings
from api.workers import Outcome, Pool, Request, Write, Writer
from graph_builder import ReleaseStore, RemoteStore

__all__ = ["AnyAnswer", "AnyPool", "AnyWriter", "pool_for", "writer_for"]


class AnyAnswer(Protocol):
    """The answer to one query, of which the first part has come. Close it, read or not."""

    release: str
    media_type: str
    first: bytes

    @property
    def rows(self) -> int | None:
        """How many rows or triples there were, once all of it has come, if that was asked for and the engine tells."""

    @property
    def ends(self) -> float:
        """When, by the event loop's time, it is broken off."""

    @property
    def whole(self) -> bool:
        """Whether `first` is all of it."""

    def rest(self) -> AsyncIterator[bytes]:
        """The parts after the first. Raises a QueryError where the answer breaks off."""

    async def read(self) -> bytes:
        """All of it."""

    def close(self) -> None:
        """Stop the query, if it still runs."""


class AnyPool(Protocol):
    """Answers queries, within the limits that the settings give."""

    tells_changes: bool
    """Whether `release` changes with everything that is written, so that an answer may be kept for as long as it does not."""

    @property
    def restarts(self) -> int:
        """Workers that were killed or died, and replaced."""

    @property
    def release(self) -> str:
        """Name of the release that is served."""

    @property
    def base(self) -> str:
        """Name of the release alone, without what was written since."""

    @property
    def edited(self) -> bool:
        """Whether it may say something else than its catalog tells."""

    @property
    def quads(self) -> int:
        """How many quads it has, as far as is known here."""

    def state(self) -> dict[str, int]:
        """How many workers there are, how many of them work, and how many queries wait for one."""

    def look(self) -> str:
        """Name of the release, after a look whether there is another by now."""

    async def start(self) -> None:
        """Make ready. Raises StoreError."""

    async def stop(self) -> None:
        """End all that was begun."""

    async def ask(self, request: Request, release: str | None = None) -> AnyAnswer:
        """Evaluate a query. Raises a QueryError."""


class AnyWriter(Protocol):
    """Writes to the store."""

    @property
    def waiting(self) -> int:
        """How many writes wait for their turn."""

    async def write(self, request: Write, body: bytes) -> Outcome:
        """Do one transaction. Raises a QueryError or StoreError."""

    async def stop(self) -> None:
        """Let the write that is being done end, and no other begin."""


def pool_for(settings: Settings) -> AnyPool:
    """What answers for the store of the settings. Raises StoreError if a folder is none, or holds nothing."""
    if isinstance(settings.store, RemoteStore):
        from api.remote import RemotePool  # and with it an HTTP client, which a store of releases has no use for

        return RemotePool(settings)
    ReleaseStore(settings.store).current()
    return Pool(settings)


def writer_for(pool: AnyPool, settings: Settings) -> AnyWriter:
    """What writes to the store of a pool."""
    if isinstance(pool, Pool):
        return Writer(pool, settings)
    from api.remote import RemotePool, RemoteWriter

    assert isinstance(pool, RemotePool)
    return RemoteWriter(pool, settings)
