"""What the first readers would wait for, read before they come: directory, overview, positions, the templates of
pages, and the tools for agents."""

from __future__ import annotations

import asyncio
import gc
import logging

from starlette.datastructures import State

from api import networks
from api.agents.http import AgentEndpoint
from api.drawing import draw
from api.errors import ServiceBusy
from api.rendering import prepare
from graph_builder import StancegraphError

__all__ = ["Warming"]

_log = logging.getLogger("stancegraph.warming")
_TRIES, _PAUSE_SECONDS = 200, 0.5
"""How often it is begun again while others take all workers, and after how long."""


class Warming:
    """Reads ahead once, beside what is asked meanwhile."""

    def __init__(self, state: State, agents: AgentEndpoint) -> None:
        self._state, self._agents = state, agents
        self._task: asyncio.Task[None] | None = None

    @property
    def done(self) -> bool:
        """Whether there is nothing left to read ahead; also where that failed, for pages read again what they need."""
        return self._task is None or self._task.done()

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Leave off."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _run(self) -> None:
        try:
            for _ in range(_TRIES):
                try:
                    await self._read()
                    return
                except ServiceBusy:
                    await asyncio.sleep(_PAUSE_SECONDS)
            await self._read()
        except StancegraphError as error:
            _log.warning("pages are not read ahead: %s", error)
        finally:
            gc.freeze()  # looking through all of that again and again would hold everybody up, each time for a quarter of a second

    async def _read(self) -> None:
        graphs = self._state.graphs
        await asyncio.to_thread(prepare)
        things = await self._state.directories.current()
        overview = await self._state.overviews.current(things)
        await asyncio.to_thread(draw, overview.network)
        for holder in overview.holders[:1]:
            await graphs.answer(networks.agreement, holders=[holder.iri], order="shared", listed=0, limit=1)
            await graphs.answer(networks.ego, holder.iri, limit=10, evidence=1)
        await self._agents.load()
