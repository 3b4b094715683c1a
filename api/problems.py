"""The problem document (RFC 9457) that tells a client what went wrong. One table maps exceptions to statuses."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.errors import (
    BadParameter,
    BodyStalled,
    BodyTooLarge,
    BudgetSpent,
    EngineFault,
    ForeignOrigin,
    NotAcceptable,
    QueryCrash,
    QueryFailed,
    QueryMemory,
    QueryRefused,
    ReadOnly,
    ResultTooLarge,
    SearchNotReady,
    ServiceBusy,
    Unauthorized,
    UnknownGraph,
    UnsupportedBody,
    UnsupportedEncoding,
    UpdateTimeout,
    UploadSyntaxError,
    WorkerLost,
)
from api.logs import tell
from graph_builder import QuerySyntaxError, QueryTimeout, StoreError, UnknownEntity, UnknownRelease

__all__ = ["http_problem", "invalid", "problem", "problem_of", "register"]

_log = logging.getLogger("stancegraph.problems")
_TYPE_BASE = "https://w3id.org/stancegraph/errors/"


@dataclass(frozen=True, slots=True)
class _Kind:
    status: int
    slug: str
    title: str


_KINDS: dict[type[Exception], _Kind] = {
    QuerySyntaxError: _Kind(400, "query-syntax", "The query is not SPARQL"),
    BadParameter: _Kind(400, "bad-parameter", "A parameter is wrong"),
    QueryRefused: _Kind(400, "query-refused", "The query is not allowed"),
    QueryFailed: _Kind(400, "query-failed", "The query cannot be evaluated"),
    QueryCrash: _Kind(400, "query-crash", "The query is nested too deep"),
    UploadSyntaxError: _Kind(400, "upload-syntax", "The data are not in that format"),
    Unauthorized: _Kind(401, "unauthorized", "Writing needs the token"),
    ReadOnly: _Kind(403, "read-only", "This service only reads"),
    ForeignOrigin: _Kind(403, "foreign-origin", "Pages of that origin may not write"),
    UnknownGraph: _Kind(404, "unknown-graph", "No such graph"),
    UnknownEntity: _Kind(404, "unknown-entity", "No such entity"),
    NotAcceptable: _Kind(406, "not-acceptable", "Not to be had in that format"),
    BodyStalled: _Kind(408, "body-stalled", "The body does not come"),
    BodyTooLarge: _Kind(413, "body-too-large", "The body is too large"),
    UnsupportedBody: _Kind(415, "unsupported-body", "A body of that type is not read here"),
    UnsupportedEncoding: _Kind(415, "unsupported-encoding", "A body of that encoding is not read here"),
    # 503 and not 504: no gateway waited in vain; this server itself set the limit and stopped the work.
    QueryTimeout: _Kind(503, "query-timeout", "The query took too long"),
    UpdateTimeout: _Kind(503, "update-timeout", "The update took too long"),
    QueryMemory: _Kind(503, "query-memory", "The query took too much memory"),
    EngineFault: _Kind(500, "engine-fault", "The engine has a fault"),
    WorkerLost: _Kind(500, "worker-lost", "A worker was lost"),
    SearchNotReady: _Kind(503, "search-not-ready", "Search is not ready"),
    ServiceBusy: _Kind(503, "busy", "All workers are busy"),
    BudgetSpent: _Kind(429, "budget-spent", "Too much query time"),
    ResultTooLarge: _Kind(503, "result-too-large", "The result is too large"),
    UnknownRelease: _Kind(404, "unknown-release", "No such release"),
    StoreError: _Kind(503, "store", "The store cannot be read"),
}


def problem(
    status: int, slug: str, title: str, detail: str, *, cause: Exception | None = None, **more: Any
) -> JSONResponse:
    """A problem document, with an id that the log has too. `more` are members of this kind of problem alone.

    The log, and it alone, also gets the traceback of the `cause`.
    """
    id_ = secrets.token_hex(8)
    tell(problem=id_)
    level = logging.ERROR if status >= 500 and status != 503 else logging.WARNING
    if slug == "not-ready":  # whoever waits for it asks each second
        level = logging.DEBUG
    _log.log(level, "%s: %s", slug, detail, exc_info=cause, extra={"facts": {"problem": id_, "status": status}})
    instance = f"urn:stancegraph:problem:{id_}"
    body = {"type": _TYPE_BASE + slug, "title": title, "status": status, "detail": detail, "instance": instance, **more}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


def problem_of(error: Exception) -> JSONResponse:
    """The problem document of an exception that the table knows; the rest is a 500 that tells nothing of the inside."""
    kind = next((_KINDS[cls] for cls in type(error).__mro__ if cls in _KINDS), None)
    if kind is None:
        detail = "The fault is the server's. Its log says more."
        return problem(500, "internal", "Something went wrong in here", detail, cause=error)
    response = problem(kind.status, kind.slug, kind.title, str(error), **_members(error))
    if isinstance(error, ServiceBusy | BudgetSpent | SearchNotReady):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, Unauthorized):
        response.headers["WWW-Authenticate"] = error.challenge
    if isinstance(error, UnsupportedEncoding):
        response.headers["Accept-Encoding"] = error.read
    if isinstance(error, NotAcceptable):
        response.headers["Vary"] = "Accept"
    return response


def _members(error: Exception) -> dict[str, Any]:
    match error:
        case UnknownEntity():
            return {"nearest": error.near}
        case QuerySyntaxError(line=line, column=column) | UploadSyntaxError(line=line, column=column) if (
            line is not None
        ):
            return {"line": line, "column": column}
        case QueryTimeout():
            return {"limit": "STANCEGRAPH_QUERY_SECONDS", "seconds": error.seconds}
        case UpdateTimeout():
            return {"limit": "STANCEGRAPH_UPDATE_SECONDS", "seconds": error.seconds}
        case QueryMemory():
            return {"limit": "STANCEGRAPH_QUERY_MEGABYTES", "megabytes": error.megabytes}
        case NotAcceptable() | UnsupportedBody():
            return {"offered": error.offered}
    return {}


async def _on_known(_request: Request, error: Exception) -> Response:
    return problem_of(error)


def http_problem(error: HTTPException) -> JSONResponse:
    """The problem document of what the framework says: no such address, no such method."""
    phrase = HTTPStatus(error.status_code).phrase
    slug = phrase.lower().replace(" ", "-")
    detail = error.detail if error.detail != phrase else f"{phrase}."
    response = problem(error.status_code, slug, phrase, detail)
    response.headers.update(error.headers or {})
    return response


async def _on_http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return http_problem(error)


def invalid(error: RequestValidationError) -> JSONResponse:
    """The problem document of parameters that do not fit."""
    faults = [f"{'.'.join(str(part) for part in fault['loc'][1:])}: {fault['msg']}" for fault in error.errors()]
    return problem(422, "bad-parameter", "A parameter is wrong", "; ".join(faults) + ".")


async def _on_invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return invalid(error)


def register(app: FastAPI) -> None:
    """Let every error that is known be answered by a problem document; CommonHeaders does so for the rest."""
    for known in _KINDS:
        app.add_exception_handler(known, _on_known)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
