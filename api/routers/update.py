"""SPARQL 1.1 Protocol, update operation."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Send

from api.access import Access
from api.address import address_of
from api.answering import Answering
from api.budget import Budgets, client_of
from api.errors import BadParameter
from api.logs import tell, tells_requests
from api.metrics import Metrics
from api.pools import AnyWriter
from api.protocol import FORM, UPDATE, Endpoint, Parameters, in_body, unless_client_leaves, values_of
from api.settings import Settings
from api.workers import Outcome, Write

__all__ = ["UpdateEndpoint", "written"]


class UpdateEndpoint(Endpoint):
    """Takes updates of those who may write, one transaction each."""

    allow = "POST, OPTIONS"

    def __init__(self, settings: Settings, access: Access, answering: Answering) -> None:
        self._settings, self._access, self._answering = settings, access, answering

    async def respond(self, request: Request, send: Send) -> Response | None:
        if request.method != "POST":
            return self.not_allowed(request)
        self._access.check(request)
        parameters = await in_body(
            request, self._settings.upload_megabytes, "STANCEGRAPH_UPLOAD_MEGABYTES", [FORM, UPDATE]
        )
        return await self.update(request, parameters)

    async def update(self, request: Request, parameters: Parameters) -> Response | None:
        """Do the update that the parameters hold. None if the client left before it was done; nothing has changed then."""
        if request.method != "POST":
            return self.not_allowed(request)
        self._access.check(request)
        updates, queries = values_of(parameters, "update"), values_of(parameters, "query")
        if len(updates) != 1 or queries:
            raise BadParameter(
                f"Send exactly one parameter 'update', and no 'query'; there are {len(updates)} and {len(queries)}."
            )
        write = Write(kind="update", target="graph", base=address_of(request), seconds=self._settings.update_seconds)
        for name, key in (("using-graph-uri", "default_graphs"), ("using-named-graph-uri", "named_graphs")):
            if given := values_of(parameters, name):
                write[key] = given  # type: ignore[literal-required]
        body = updates[0].encode()
        if tells_requests():
            tell(update=hashlib.sha256(body).hexdigest()[:16])
        outcome = await written(request, write, body)
        if outcome is None:
            return None
        told = {"committed": outcome.version, "added": outcome.added, "removed": outcome.removed}
        return JSONResponse(told, headers={"Cache-Control": "no-store"})


async def written(request: Request, write: Write, body: bytes) -> Outcome | None:
    """What a write did; None if the client left before it was done. Counted by its outcome, and charged to its client."""
    writer: AnyWriter = request.app.state.writer
    metrics: Metrics = request.app.state.metrics
    budgets: Budgets = request.app.state.budgets
    outcome = "failed"
    try:
        with budgets.metered(client_of(request)):
            done = await unless_client_leaves(writer.write(write, body), request)
        if done is None:
            outcome = "left"
            return None
        outcome = "unchanged" if (done.added, done.removed) == (0, 0) else "committed"
        tell(added=done.added, removed=done.removed, committed=done.version)
        return done
    finally:
        metrics.count_write(write["kind"], outcome)
