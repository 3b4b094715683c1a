"""Keeps the index in step with the store: the old one answers until the new one is ready."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from api.errors import SearchNotReady
from api.reader import Reader
from api.search.feed import feed
from api.search.find import Finder, FoundThing, Hits, Wanted
from api.search.folder import SETTLED, Damaged, Folder, Opened, unsettled
from api.search.indexer import pack
from api.settings import Settings
from api.workers import Pool
from graph_builder import QueryError, StancegraphError

__all__ = ["Search"]

_log = logging.getLogger("stancegraph")
_LOOK_SECONDS = 1.0
"""How often the store is looked at. After an index was made, as long as that took passes at least before the next."""
_WAIT_SECONDS = 10.0
"""How long a search waits for the first index."""
_AGAIN_SECONDS = 30.0
"""After how long the making of an index is tried again that failed."""
_WORDS = 2000
"""So much of what a failed process said is told."""
Answer = TypeVar("Answer")


class Search:
    """Search in the store of a pool."""

    def __init__(self, pool: Pool, settings: Settings, wait_seconds: float = _WAIT_SECONDS) -> None:
        self._pool, self._wait_seconds = pool, wait_seconds
        self._reader = Reader(pool, settings.query_seconds)
        self._folder = Folder(settings.store)
        self._finder: Finder | None = None
        self._version = ""
        self._failed = ""
        self._ready, self._wake = asyncio.Event(), asyncio.Event()
        self._keeping: asyncio.Task[None] | None = None

    @property
    def version(self) -> str:
        """The version of the store that searches are answered from; empty while there is no index."""
        return self._version

    def start(self) -> None:
        """Begin to keep the index; the pool must have started."""
        self._keeping = asyncio.get_running_loop().create_task(self._keep())

    async def stop(self) -> None:
        """Stop; an index that is being made is given up."""
        if self._keeping is not None:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
        self._folder.close()

    async def find(self, wanted: Wanted) -> Hits:
        """What there is for some words. Raises BadParameter for words that are none, SearchNotReady without an index."""
        return await self._ask(lambda finder: finder.find(wanted))

    async def suggest(self, words: str, limit: int, language: str, kinds: Sequence[str] = ()) -> list[FoundThing]:
        """Things by the beginning of their names, the best first. Raises BadParameter, SearchNotReady without an index."""
        return await self._ask(lambda finder: finder.suggest(words, limit, language, kinds))

    async def _ask(self, work: Callable[[Finder], Answer]) -> Answer:
        finder = await self._current()
        try:
            return await asyncio.to_thread(work, finder)
        except StancegraphError:
            raise
        except BaseException as error:
            if not isinstance(error, ValueError | OSError) and type(error).__name__ != "PanicException":
                raise
            await self._give_up(finder, error)
            raise SearchNotReady("The search index was damaged and is being made anew.") from error

    async def _current(self) -> Finder:
        if self._finder is None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._wait_seconds):
                    await self._ready.wait()
        if self._finder is None:
            raise SearchNotReady(self._failed or "The search index of this store is being made for the first time.")
        return self._finder

    async def _give_up(self, finder: Finder, error: BaseException) -> None:
        """Take away an index that the engine stumbles over, and have it made anew."""
        _log.error("the search index %s is damaged (%s); making it anew", finder.path, error)
        await asyncio.to_thread(shutil.rmtree, finder.path, ignore_errors=True)
        if self._finder is finder:
            self._finder, self._version = None, ""
            self._ready.clear()
            self._wake.set()

    async def _keep(self) -> None:
        while True:
            self._wake.clear()
            pause = await self._catch_up()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._wake.wait()

    async def _catch_up(self) -> float:
        """Take up or make the index of the store as it is now; how long to wait before the next look."""
        version = self._pool.look()
        if not version or version == self._version:
            return _LOOK_SECONDS
        began = time.monotonic()
        try:
            self._finder = Finder(await self._opened(version))
        except (QueryError, _NotMade, Damaged, OSError) as error:
            self._failed = f"The search index cannot be made: {error}"
            _log.error("%s Tried again in %g s.", self._failed, _AGAIN_SECONDS)
            return _AGAIN_SECONDS
        self._version, self._failed = version, ""
        self._ready.set()
        return max(_LOOK_SECONDS, time.monotonic() - began)

    async def _opened(self, version: str) -> Opened:
        try:
            found = await asyncio.to_thread(self._folder.open, version)
        except Damaged as error:
            _log.warning("%s; making it anew", error)
            found = None
        if found is None:
            named = await self._make(version)
            found = await asyncio.to_thread(self._folder.open, named)
        if found is None:
            raise _NotMade("it was taken away while it was made.")
        return found

    async def _make(self, version: str) -> str:
        """Let a process write the index; how it is called."""
        folder = await asyncio.to_thread(self._folder.writable)
        process = await _indexer(folder, version)
        assert process.stdin is not None and process.stderr is not None
        saying = asyncio.create_task(process.stderr.read())
        final = SETTLED

        async def send(name: str, data: bytes) -> None:
            assert process.stdin is not None
            process.stdin.write(pack(name, data))
            await process.stdin.drain()

        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it ended: its exit code says how
                await feed(self._reader, send)
                if self._pool.look() != version:
                    final = b""
                await send("end", final)
                process.stdin.close()
            if await process.wait():
                raise _NotMade((await saying).decode(errors="replace")[-_WORDS:])
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
            saying.cancel()
        return version if final == SETTLED else unsettled(version)


class _NotMade(Exception):  # noqa: N818
    """The process that writes the index failed; the message is what it said."""


async def _indexer(folder: Path, version: str) -> asyncio.subprocess.Process:
    path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path)
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-m", "api.search", str(folder.resolve()), version),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": path, "RUST_BACKTRACE": "0"},
    )
