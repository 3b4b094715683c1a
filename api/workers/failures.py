"""What a worker's error frame, or its death, means to whoever asked."""

from __future__ import annotations

import logging
import signal

from api.errors import (
    EngineFault,
    NotAcceptable,
    QueryCrash,
    QueryFailed,
    QueryMemory,
    QueryRefused,
    UnknownGraph,
    UploadSyntaxError,
    WorkerLost,
)
from api.settings import Settings
from graph_builder import QueryError, QuerySyntaxError, QueryTimeout

from .frames import ErrorFrame

__all__ = ["death_of", "error_of"]

_log = logging.getLogger("stancegraph")


def error_of(error: ErrorFrame, settings: Settings) -> QueryError:
    """The exception that an error frame stands for."""
    message = error["message"]
    match error["kind"]:
        case "syntax":
            return QuerySyntaxError(message, error.get("line"), error.get("column"))
        case "upload":
            return UploadSyntaxError(message, error.get("line"), error.get("column"))
        case "refused":
            return QueryRefused(message)
        case "missing":
            return UnknownGraph(message)
        case "memory":
            return QueryMemory(settings.query_megabytes)
        case "not-acceptable":
            return NotAcceptable(message.split(", "))
    return QueryFailed(message)


def death_of(code: int, said: str, settings: Settings, seconds: float) -> QueryError:
    """The exception that a worker's end stands for: by its exit code, its last words and how long it might have taken."""
    ended_by = -code if code < 0 else 0
    if "memory allocation of" in said:  # the engine's allocator says so before it aborts
        return QueryMemory(settings.query_megabytes)
    if ended_by == signal.SIGALRM:
        return QueryTimeout(seconds)
    if ended_by in {signal.SIGSEGV, signal.SIGBUS}:
        return QueryCrash(signal.Signals(ended_by).name)
    if ended_by == signal.SIGABRT:
        _log.error("the engine panicked: %s", said)
        return EngineFault()
    return WorkerLost(code)
