"""SPARQL 1.1 Protocol, update operation."""

from __future__ import annotations

import hashlib

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from api.access import Access
from api.address import address_of
from api.answering import Answering
from api.budget import Budgets, client_of
from api.errors import BadParameter
from api.logs import tell
from api.metrics import Metrics
from api.pools import AnyWriter
from api.problems import problem_of
from api.protocol import FORM, UPDATE, Parameters, in_body, not_allowed, unless_client_leaves, values_of
from api.settings import Settings
from api.workers import Outcome, Write
from graph_builder import QueryError, StoreError

__all__ = ["UpdateEndpoint", "written"]


class UpdateEndpoint:
    """Takes updates of those who may write, one transaction each."""

    def __init__(self, settings: Settings, access: Access, answering: Answering) -> None:
        self._settings, self._access, self._answering = settings, access, answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except (QueryError, StoreError) as error:
            response = problem_of(error)
        except ClientDisconnect:
            return
        if response is not None:
            await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response | None:
        if request.method != "POST":
            return not_allowed(request, "POST, OPTIONS")
        self._access.check(request)
        parameters = await in_body(
            request, self._settings.upload_megabytes, "STANCEGRAPH_UPLOAD_MEGABYTES", [FORM, UPDATE]
        )
        return await self.update(request, parameters)

    async def update(self, request: Request, parameters: Parameters) -> Response | None:
        """Do the update that the parameters hold. None if the client left before it was done; nothing has changed then."""
        if request.method != "POST":
            return not_allowed(request, "POST, OPTIONS")
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
        tell(update=hashlib.sha256(updates[0].encode()).hexdigest()[:16])
        outcome = await written(request, write, updates[0].encode())
        if outcome is None:
            return None
        body = {"committed": outcome.version, "added": outcome.added, "removed": outcome.removed}
        return JSONResponse(body, headers={"Cache-Control": "no-store"})


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
