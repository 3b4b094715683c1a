"""What can go wrong, and the problem document (RFC 9457) that says so. One table maps exceptions to statuses."""
# ruff: noqa: N818 – the names say what happened, as in graph_builder.errors

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from graph_builder import QueryError, QuerySyntaxError, QueryTimeout, StoreError, UnknownEntity

__all__ = [
    "BadParameter",
    "BodyTooLarge",
    "EngineFault",
    "NotAcceptable",
    "QueryCrash",
    "QueryFailed",
    "QueryMemory",
    "QueryRefused",
    "ServiceBusy",
    "UnsupportedBody",
    "WorkerLost",
    "problem",
    "problem_of",
    "register",
]

_TYPE_BASE = "https://w3id.org/stancegraph/errors/"


class BadParameter(QueryError):
    """A parameter is missing or has a value that it cannot have."""


class QueryRefused(QueryError):
    """A query asks for something that this service does not do."""


class QueryFailed(QueryError):
    """The engine gave up on a query that it could parse."""


class QueryMemory(QueryError):
    """A query took more memory than it may."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        super().__init__(
            f"The query needed more than {megabytes} MiB of memory and was stopped. Ask for less (LIMIT, no ORDER BY "
            "over everything), or raise STANCEGRAPH_QUERY_MEGABYTES."
        )


class QueryCrash(QueryError):
    """The process that evaluated a query died of it."""

    def __init__(self, how: str) -> None:
        super().__init__(
            f"The query ended the process that evaluated it ({how}), as very deep nesting does. "
            "Nothing else was harmed. Write the query with less nesting."
        )


class EngineFault(QueryError):
    """The engine met a fault of its own."""

    def __init__(self) -> None:
        super().__init__(
            "The engine met a fault of its own in this query, for example in ORDER BY over values of many kinds. "
            "Nothing else was harmed. Put it another way, for example ORDER BY STR(?x); the server's log says more."
        )


class WorkerLost(QueryError):
    """A worker ended for no reason that lies in its query."""

    def __init__(self, code: int) -> None:
        super().__init__(f"The process that evaluated the query ended (exit code {code}). Another has its place.")


class ServiceBusy(QueryError):
    """No worker became free in time."""

    retry_after = 5

    def __init__(self, seconds: float, workers: int) -> None:
        super().__init__(
            f"All {workers} workers (STANCEGRAPH_WORKERS) were busy for {seconds:g} seconds "
            "(STANCEGRAPH_QUEUE_SECONDS). Try again soon."
        )


class NotAcceptable(QueryError):
    """None of the media types that the client accepts is to be had. `offered` are those that are."""

    def __init__(self, offered: Sequence[str], wanted: str | None = None) -> None:
        self.offered = list(offered)
        what = f"'{wanted}'" if wanted else "any type that the Accept header names"
        super().__init__(f"This does not come as {what}. Ask for one of: {', '.join(offered)}.")


class UnsupportedBody(QueryError):
    """The request's body has a media type that is not read here."""

    def __init__(self, given: str, read: Sequence[str]) -> None:
        self.offered = list(read)
        super().__init__(f"A body of type '{given}' is not read here. Send one of: {', '.join(read)}.")


class BodyTooLarge(QueryError):
    """The request's body is larger than allowed."""

    def __init__(self, megabytes: float) -> None:
        super().__init__(f"The request's body is larger than {megabytes:g} MiB (STANCEGRAPH_BODY_MEGABYTES).")


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
    UnknownEntity: _Kind(404, "unknown-entity", "No such entity"),
    NotAcceptable: _Kind(406, "not-acceptable", "Not to be had in that format"),
    BodyTooLarge: _Kind(413, "body-too-large", "The body is too large"),
    UnsupportedBody: _Kind(415, "unsupported-body", "A body of that type is not read here"),
    # 503 and not 504: no gateway waited in vain; this server itself set the limit and stopped the work.
    QueryTimeout: _Kind(503, "query-timeout", "The query took too long"),
    QueryMemory: _Kind(503, "query-memory", "The query took too much memory"),
    EngineFault: _Kind(500, "engine-fault", "The engine has a fault"),
    WorkerLost: _Kind(500, "worker-lost", "A worker was lost"),
    ServiceBusy: _Kind(503, "busy", "All workers are busy"),
    StoreError: _Kind(503, "store", "The store cannot be read"),
}


def problem(status: int, slug: str, title: str, detail: str, **more: Any) -> JSONResponse:
    """A problem document. `more` are members of this kind of problem alone."""
    body = {"type": _TYPE_BASE + slug, "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


def problem_of(error: Exception) -> JSONResponse:
    """The problem document of an exception that the table knows; the rest is a 500 that tells nothing of the inside."""
    kind = next((_KINDS[cls] for cls in type(error).__mro__ if cls in _KINDS), None)
    if kind is None:
        return problem(500, "internal", "Something went wrong in here", "The fault is the server's. Its log says more.")
    response = problem(kind.status, kind.slug, kind.title, str(error), **_members(error))
    if isinstance(error, ServiceBusy):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, NotAcceptable):
        response.headers["Vary"] = "Accept"
    return response


def _members(error: Exception) -> dict[str, Any]:
    match error:
        case UnknownEntity():
            return {"nearest": error.near}
        case QuerySyntaxError(line=line, column=column) if line is not None:
            return {"line": line, "column": column}
        case QueryTimeout():
            return {"limit": "STANCEGRAPH_QUERY_SECONDS", "seconds": error.seconds}
        case QueryMemory():
            return {"limit": "STANCEGRAPH_QUERY_MEGABYTES", "megabytes": error.megabytes}
        case NotAcceptable() | UnsupportedBody():
            return {"offered": error.offered}
    return {}


async def _on_known(_request: Request, error: Exception) -> Response:
    return problem_of(error)


async def _on_http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    slug = phrase.lower().replace(" ", "-")
    detail = error.detail if error.detail != phrase else f"{phrase}."
    response = problem(error.status_code, slug, phrase, detail)
    response.headers.update(error.headers or {})
    return response


async def _on_invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [f"{'.'.join(str(part) for part in fault['loc'][1:])}: {fault['msg']}" for fault in error.errors()]
    return problem(422, "bad-parameter", "A parameter is wrong", "; ".join(faults) + ".")


def register(app: FastAPI) -> None:
    """Let every error of `app` be answered by a problem document."""
    for known in _KINDS:
        app.add_exception_handler(known, _on_known)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(Exception, _on_known)
