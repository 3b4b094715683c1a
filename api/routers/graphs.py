"""SPARQL 1.1 Graph Store HTTP Protocol: graphs by their names, read by all, written by those who may."""

from __future__ import annotations

import asyncio
import re
import uuid
from email.message import MIMEPart
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Send

from api.access import Access
from api.address import address_of
from api.answering import Answering
from api.errors import BadParameter, UnknownGraph, UnsupportedBody
from api.negotiate import pick
from api.pools import AnyPool
from api.protocol import Endpoint, in_address, media_type_of, read_body, values_of
from api.routers.update import written
from api.settings import Settings
from api.workers import DATASET_FORMATS, GRAPH_FORMATS, UPLOAD_FORMATS, Outcome, Write
from api.workers import Request as Query

__all__ = ["GraphStore"]

_READ, _WRITE = {"GET", "HEAD"}, {"PUT", "POST", "DELETE"}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]*\Z")
_FORM_DATA = "multipart/form-data"
_QUADS = {"application/n-quads", "application/trig", "application/x-trig"}
_GRAPH_OFFERS = {name: [fmt.media_type, *fmt.aliases] for name, fmt in GRAPH_FORMATS.items() if name != "rows"}
_DATASET_OFFERS = {name: [fmt.media_type, *fmt.aliases] for name, fmt in DATASET_FORMATS.items()}
_DEFAULT, _ALL = "default", "all"


class GraphStore(Endpoint):
    """Answers for the graph that a request names: by `?graph=`, by `?default`, or by its address; without a name for all of them."""

    allow = "GET, HEAD, PUT, POST, DELETE, OPTIONS"

    def __init__(self, settings: Settings, access: Access, answering: Answering) -> None:
        self._settings, self._access, self._answering = settings, access, answering

    async def respond(self, request: Request, send: Send) -> Response | None:
        if request.method not in _READ | _WRITE:
            return self.not_allowed(request)
        if request.method in _WRITE:
            self._access.check(request)
        name = _named(request)
        return await (self._read(request, name, send) if request.method in _READ else self._write(request, name))

    # ------------------------------------------------------------------ reading

    async def _read(self, request: Request, name: str, send: Send) -> Response | None:
        parameters = in_address(request)
        wanted = next(iter(values_of(parameters, "format")), None)
        offers = _DATASET_OFFERS if name == _ALL else _GRAPH_OFFERS
        query = Query(
            query=_query(name), solutions="json", graph=pick(request.headers.get("accept", ""), wanted, offers),
            seconds=self._settings.query_seconds,
        )  # fmt: skip
        release = next(iter(values_of(parameters, "release")), None)
        if name == _ALL:
            query["dataset"] = True
        elif name != _DEFAULT and not await self._exists(request, name, release):
            raise UnknownGraph(f"There is no graph <{name}>.")
        return await self._answering.respond(request, query, release, send)

    async def _exists(self, request: Request, name: str, release: str | None) -> bool:
        pool: AnyPool = request.app.state.pool
        asked = Query(
            query=f"ASK {{ GRAPH <{name}> {{}} }}", solutions="csv", graph=None, seconds=self._settings.query_seconds
        )
        answer = await pool.ask(asked, release)
        try:
            return b"true" in await answer.read()
        finally:
            answer.close()

    # ------------------------------------------------------------------ writing

    async def _write(self, request: Request, name: str) -> Response | None:
        kind = request.method.lower()
        write = Write(kind=kind, target="graph", base=name, seconds=self._settings.update_seconds)  # type: ignore[typeddict-item]
        body = b""
        if kind != "delete":
            body = await read_body(request, self._settings.upload_megabytes, "STANCEGRAPH_UPLOAD_MEGABYTES")
            body, write["parts"] = await asyncio.to_thread(_parts, request, body)
        location = None
        if name == _ALL:
            name = location = self._unnamed(request, write)
        if name == _DEFAULT or name == "":
            write["base"] = address_of(request)
        else:
            write["graph"] = write["base"] = name
        outcome = await written(request, write, body)
        return None if outcome is None else _done(outcome, location or None)

    def _unnamed(self, request: Request, write: Write) -> str:
        """What a write without a name is about: all graphs if it brings quads, otherwise a new graph, whose name it gives."""
        if write["kind"] == "delete":
            raise BadParameter("Name the graph to delete: ?graph=IRI, or ?default.")
        brings_quads = {media_type in _QUADS for media_type, _ in write["parts"]}
        if brings_quads == {True}:
            write["target"] = "dataset"
            return ""
        if write["kind"] == "put" or True in brings_quads:
            raise BadParameter(
                "Name the graph: ?graph=IRI, or ?default. Without a name only N-Quads and TriG are taken."
            )
        return f"{address_of(request).rstrip('/')}/{uuid.uuid4()}"


def _named(request: Request) -> str:
    """The graph that a request is about: an IRI, or that it is the default graph, or all. Raises BadParameter."""
    parameters = in_address(request)
    graphs, defaults = values_of(parameters, "graph"), values_of(parameters, "default")
    if len(graphs) + len(defaults) > 1:
        raise BadParameter("Name one graph: either ?graph=IRI or ?default, once.")
    if graphs and not _IRI.match(graphs[0]):
        raise BadParameter(f"'{graphs[0]}' is no absolute IRI. Write ?graph=https://…, percent-encoded.")
    if request.path_params.get("name"):
        if graphs or defaults:
            raise BadParameter("This address is the name of a graph; then ?graph and ?default cannot name another.")
        return address_of(request)
    return graphs[0] if graphs else _DEFAULT if defaults else _ALL


def _query(name: str) -> str:
    if name == _ALL:
        return "CONSTRUCT WHERE { ?s ?p ?o }"
    return (
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {'?s ?p ?o' if name == _DEFAULT else f'GRAPH <{name}> {{ ?s ?p ?o }}'} }}"
    )


def _parts(request: Request, body: bytes) -> tuple[bytes, list[tuple[str, int]]]:
    """The data in a body, and media type and length of each part. Raises UnsupportedBody or BadParameter."""
    media_type = media_type_of(request)
    if media_type != _FORM_DATA:
        return body, [(_known(media_type), len(body))]
    head = b"Content-Type: " + request.headers["content-type"].encode("latin-1") + b"\r\n\r\n"
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise BadParameter(
            "The body is no multipart/form-data, or its boundary is not the one that Content-Type names."
        )
    found = [(_payload(part), _known(part.get_content_type())) for part in message.iter_parts()]
    return b"".join(data for data, _ in found), [(one, len(data)) for data, one in found]


def _payload(part: MIMEPart[Any, Any]) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _known(media_type: str) -> str:
    if media_type not in UPLOAD_FORMATS:
        raise UnsupportedBody(media_type or "unknown", [*UPLOAD_FORMATS])
    return media_type


def _done(outcome: Outcome, location: str | None) -> Response:
    headers = {"Cache-Control": "no-store"} | ({"Location": location} if location else {})
    return Response(status_code=204 if outcome.existed else 201, headers=headers)
