"""The SPARQL endpoint: SPARQL 1.1 Protocol. Bare ASGI, since all queries pass here."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Send

from api.access import Access
from api.address import address_of
from api.answering import Answering
from api.description import describe
from api.errors import BadParameter
from api.negotiate import pick, query_formats
from api.protocol import FORM, QUERY, UPDATE, Endpoint, Parameters, in_address, in_body, values_of
from api.routers.update import UpdateEndpoint
from api.settings import Settings
from api.workers import GRAPH_FORMATS
from api.workers import Request as Query

__all__ = ["RELATIVE", "SENT", "SparqlEndpoint"]

SENT = "stancegraph.query"
"""Where a request's query is put in the scope."""
_WITH_BODY = ("POST", "QUERY")
_DESCRIPTION_OFFERS = {
    **{name: [fmt.media_type, *fmt.aliases] for name, fmt in GRAPH_FORMATS.items() if name != "rows"},
    "html": ["text/html", "application/xhtml+xml"],
}
_DESCRIBED = {"Vary": "Accept, X-Forwarded-Host, X-Forwarded-Proto, X-Forwarded-Prefix", "Cache-Control": "no-cache"}
RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.\-]*:)[^\x00-\x20<>\"{}|^`]*>")
"""What may be a relative IRI; the endpoint's address is then the base, as RFC 3986 has it."""


class SparqlEndpoint(Endpoint):
    """Answers queries; knows nothing of what they are about. Updates, which many clients send here too, it passes on."""

    allow = "GET, HEAD, POST, QUERY, OPTIONS"

    def __init__(self, settings: Settings, access: Access, answering: Answering, update: UpdateEndpoint) -> None:
        self._settings, self._access, self._answering, self._update = settings, access, answering, update

    async def respond(self, request: Request, send: Send) -> Response | None:
        if request.method not in {"GET", "HEAD", *_WITH_BODY}:
            return self.not_allowed(request)
        parameters = await self._parameters(request)
        if values_of(parameters, "update"):
            return await self._update.update(request, parameters)
        queries = values_of(parameters, "query")
        if not queries and request.method not in _WITH_BODY:
            return _description(request, self._settings)
        if len(queries) != 1:
            raise BadParameter(f"Send exactly one parameter 'query'; there are {len(queries)}.")
        release = next(iter(values_of(parameters, "release")), None)
        query = self._query(request, queries[0], parameters)
        request.scope[SENT] = query
        return await self._answering.respond(request, query, release, send)

    def _query(self, request: Request, text: str, parameters: Parameters) -> Query:
        wanted = next(iter(values_of(parameters, "format")), None)
        solutions, graph = query_formats(request.headers.get("accept", ""), wanted)
        query = Query(query=text, solutions=solutions, graph=graph, seconds=self._settings.query_seconds)
        if RELATIVE.search(text):
            query["base"] = address_of(request)
        if default := values_of(parameters, "default-graph-uri"):
            query["default_graphs"] = default
        if named := values_of(parameters, "named-graph-uri"):
            query["named_graphs"] = named
        return query

    async def _parameters(self, request: Request) -> Parameters:
        if request.method not in _WITH_BODY:
            return in_address(request)
        # Who may write may send as much as at /update; others send queries.
        if "authorization" in request.headers and self._access.allows(request):
            limit, setting = self._settings.upload_megabytes, "STANCEGRAPH_UPLOAD_MEGABYTES"
        else:
            limit, setting = self._settings.body_megabytes, "STANCEGRAPH_BODY_MEGABYTES"
        return await in_body(request, limit, setting, [FORM, QUERY, UPDATE])


def _description(request: Request, settings: Settings) -> Response:
    """Without a query: the description for programs, the page with the form for people."""
    chosen = pick(request.headers.get("accept", ""), None, _DESCRIPTION_OFFERS)
    if chosen == "html":
        return RedirectResponse(f"{request.scope.get('root_path', '')}/query", 303, headers={"Vary": "Accept"})
    updates, merged = settings.write_token is not None, settings.default_graph == "union"
    federates = bool(settings.allowed_services)
    body = describe(address_of(request), chosen, updates=updates, merged=merged, federates=federates)
    return Response(body, media_type=GRAPH_FORMATS[chosen].media_type, headers=_DESCRIBED)
