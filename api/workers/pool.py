"""Queries to the store's current state: ask, get an answer or an error, whole or not at all.

The event loop only moves bytes. When the store gets a new release, a new generation of workers is loaded beside the old one and
takes over.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from api.settings import Settings
from graph_builder import Packed, QueryError, ReleaseStore, StoreError

from .answer import Answer
from .errand import Begun, Errand, Patience, begin
from .frames import Request
from .generation import Generation, ReleaseMoved, Worker
from .kinds import SlowKinds
from .lanes import PATIENCE_SECONDS
from .others import addresses, reaches
from .staff import Staff

__all__ = ["Answer", "Pool"]

_log = logging.getLogger("stancegraph")
_LOOK_SECONDS = 1.0
"""How often, at most, the store is looked at for a new release."""


class Pool:
    """The workers of a store's current release."""

    tells_changes = True

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        assert isinstance(settings.store, Path)
        self._store = ReleaseStore(settings.store)
        self._allowed = addresses(settings.allowed_services)
        self._staff = Staff(settings, lambda lost: self.catch_up(lost=lost))
        self._kinds = SlowKinds()
        self._patience = Patience()
        self._earlier: OrderedDict[str, Generation] = OrderedDict()
        self._loading, self._renewing = asyncio.Lock(), asyncio.Lock()
        self.stamp = (0, 0)
        """Which choice of a release the store had made when it was loaded."""
        self._looked = 0.0
        self._seen = 0
        """The last transaction of the journal that was looked at; a release may have taken it in."""
        self._edited = False
        self._begun: asyncio.Task[None] | None = None

    @property
    def restarts(self) -> int:
        """Workers that were killed or died, and replaced."""
        return self._staff.restarts

    @property
    def generation(self) -> Generation | None:
        """The processes that serve what is served."""
        return self._staff.generation

    @property
    def release(self) -> str:
        """Name of the state of the graph that is served: that of the release, and what was written since.

        It changes with every committed update, and no two states have the same.
        """
        generation = self._staff.generation
        return generation.version.name if generation else ""

    @property
    def base(self) -> str:
        """Name of the release alone."""
        return self.generation.release if self.generation else ""

    @property
    def edited(self) -> bool:
        """Whether anything was written beyond what documents say; the counts in the catalog do not tell of that."""
        return self._edited or self.release != self.base

    @property
    def quads(self) -> int:
        """How many quads the named graphs hold."""
        return self.generation.quads if self.generation else 0

    def state(self) -> dict[str, int]:
        """How many workers there are, how many of them work, and how many queries wait for one."""
        return self._staff.state()

    async def start(self) -> None:
        """Load the current release and the journal. Raises StoreError if there is none or it is damaged."""
        await self.catch_up()

    async def stop(self) -> None:
        """End all processes."""
        if self._begun is not None:
            self._begun.cancel()
            await asyncio.gather(self._begun, return_exceptions=True)
        await self._staff.stop()

    # ------------------------------------------------------------------ queries

    def send(self, request: Request, most: int, told: Callable[[Errand], None]) -> Errand | None:
        """Send a query that reaches no others to a worker, without waiting; see `Errand`. Raises ServiceBusy.

        None if it has to wait for a slow slot.
        """
        if self._is_to_wait(request):
            return None
        return Errand(self._staff, self._patience, request, most, told)

    async def ask(self, request: Request, release: str | None = None) -> Answer:
        """Evaluate a query. Returns when the first part of the answer is there; raises a QueryError if none comes.

        A query that is not quick is stopped and begun again later if all slow slots are taken. With `release` an earlier
        release of the store answers; raises StoreError if it is not there.
        """
        if reaching := reaches(request["query"], self._allowed):
            request = {**request, "reach": list(self._allowed)}
        worker = await self._take(release, reaching)
        if not self._staff.is_slow(worker) and self._is_to_wait(request):
            worker = await self._staff.take_behind(worker)
        return await self.go_on(begin(worker, request), request)

    def _is_to_wait(self, request: Request) -> bool:
        """Whether a query is like one that was slow, and there is no slow slot for it: it need not be tried."""
        return self._staff.slow_is_full and request["query"] in self._kinds

    async def go_on(self, begun: Begun, request: Request) -> Answer:
        """The answer to what a worker was sent, as `ask` has it."""
        (worker, began, ends), staff = begun, self._staff
        over = False
        try:
            quick = staff.is_slow(worker) or await self._is_quick(worker, began, ends)
            if not quick:
                self._kinds.add(request["query"])
                if not staff.try_slow():
                    worker = await staff.take_again(worker)
                    _, began, ends = begin(worker, request)
                staff.slow_down(worker)
            in_slot = staff.is_slow(worker)
            try:
                answer = await Answer.begin(staff, self._settings, worker, ends)
            except QueryError:
                over = True  # the worker was given back, or ended: it may be at work for somebody else
                raise
            if in_slot and asyncio.get_running_loop().time() - began < self._settings.quick_seconds:
                self._kinds.discard(request["query"])
            if not answer.whole:
                await staff.stream(worker)
        except BaseException:
            if not over:
                staff.drop(worker)
            raise
        return answer

    async def _is_quick(self, worker: Worker, began: float, ends: float) -> bool:
        """Whether a worker begins to answer before its query counts as slow, which is sooner if others are in need of it."""
        latest = min(began + self._settings.quick_seconds, ends)
        at = began
        while (at := at + PATIENCE_SECONDS) < latest:
            if await worker.channel.ready(at):
                return True
            if self._staff.pressed:
                return False
        return await worker.channel.ready(latest)

    async def _take(self, release: str | None, reaching: bool) -> Worker:
        self._look()
        if release is not None and release != self.release:  # its name alone: without what was written to it
            earlier = release
            return await self._staff.take_apart(lambda: self._load_earlier(earlier), reaching=reaching)
        if reaching:
            return await self._staff.take_apart(self._present, reaching=True)
        return await self._staff.take()

    async def _present(self) -> Generation:
        assert self.generation is not None
        return self.generation

    async def _load_earlier(self, release: str) -> Generation:
        """An earlier release in memory; of those, as many are kept as the settings say, the last ones asked for."""
        self._store.release(release)
        async with self._loading:
            if release not in self._earlier:
                self._earlier[release] = await Generation.start(self._settings, release, live=False)
            self._earlier.move_to_end(release)
            gone = [
                self._earlier.popitem(last=False)[1]
                for _ in range(len(self._earlier) - self._settings.earlier_releases)
            ]
            self._staff.earlier = {*self._earlier.values()}
            for generation in gone:
                await self._staff.stop_if_unused(generation)
            return self._earlier[release]

    def discard(self, worker: Worker) -> None:
        """End a worker that has done what it was forked for, unless it has ended itself."""
        self._staff.discard(worker)

    # ------------------------------------------------------------------ the state that is served

    def look(self) -> str:
        """Name of the state that is served, after a look whether the store has another by now."""
        if time.monotonic() - self._looked >= _LOOK_SECONDS:
            self._look()
        return self.release

    def _look(self) -> None:
        """See, at most once a second, whether the store has a new release or transaction; if so, begin to take it up."""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS or self._renewing.locked() or self.generation is None:
            return
        self._looked = now
        try:
            stamp = self._store.stamp()
        except StoreError as error:
            _log.error("%s Release %s is served on.", error, self.release)
            return
        if stamp != self.stamp or self._store.journal.head() > max(self.generation.version.sequence, self._seen):
            self._begun = asyncio.get_running_loop().create_task(self._catch_up_or_stay())

    async def _catch_up_or_stay(self) -> None:
        try:
            await self.catch_up()
        except (StoreError, ConnectionError) as error:
            _log.error("the store cannot be loaded: %s Release %s is served on.", error, self.release)

    async def catch_up(self, *, lost: Generation | None = None) -> Generation:
        """Serve what the store has now: load its release if it is another, or `lost`, and take in what was written since.

        Raises StoreError if it cannot be read; then what was served before is served on.
        """
        async with self._renewing:
            while True:
                head, stamp, current = self._store.journal.head(), self._store.stamp(), self._store.current_name()
                try:
                    if self.generation is None or self.generation is lost or stamp != self.stamp:
                        await self._renew(current)
                        self.stamp = stamp
                    else:
                        await self.generation.follow()
                except ReleaseMoved:
                    continue
                except ConnectionError:
                    _log.error("the zygote of release %s died; loading it again", current)
                    lost = self.generation
                    continue
                assert self.generation is not None
                self._seen = head
                self._staff.refresh()
                return self.generation

    def remember(self, before: str, after: str, packed: Packed) -> None:
        """Keep what led from one state to the next, so that workers need not be forked anew to have it."""
        self._staff.remember(before, after, packed)

    async def _renew(self, release: str) -> None:
        """Load a release beside the present one and let it take over."""
        generation = await Generation.start(self._settings, release)
        self._edited = bool(self._store.release(release).edits)
        await self._staff.change(generation)
        _log.info("serving release %s with %d workers", generation.version.name, self._settings.workers)
