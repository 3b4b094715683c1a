"""The log: one line a request and one a problem, as text or as JSON, on standard error."""

from __future__ import annotations

import json
import logging
import time
from contextvars import ContextVar
from typing import Any

from api.settings import Settings

__all__ = ["ACCESS", "configure", "facts_of_request", "tell", "tells_requests"]

ACCESS = logging.getLogger("stancegraph.access")
"""The log that has a line for each request."""

facts_of_request: ContextVar[dict[str, Any] | None] = ContextVar("facts_of_request", default=None)
"""What the log is to say of the request that is being answered."""


def tell(**facts: Any) -> None:
    """Let the line of this request's log say something more; None is left out."""
    known = facts_of_request.get()
    if known is not None:
        known |= {name: value for name, value in facts.items() if value is not None}


def tells_requests() -> bool:
    """Whether there is a line for each request, so that it is worth while to find out what it should say."""
    return ACCESS.isEnabledFor(logging.INFO)


class _Json(logging.Formatter):
    """An object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, logger, the message, and what the record tells beside."""
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class _Text(logging.Formatter):
    """A line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The message, and what the record tells beside as name=value."""
        more = "".join(f" {name}={value}" for name, value in getattr(record, "facts", {}).items() if value is not None)
        return super().format(record) + more


def configure(settings: Settings) -> None:
    """Write the log of the service and of the HTTP server as the settings say."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if settings.log_format == "json" else _Text("%(asctime)s %(levelname)s %(message)s"))
    for name in ("stancegraph", "uvicorn"):
        log = logging.getLogger(name)
        log.handlers = [handler]
        log.propagate = False  # a library of ours gives the root logger a handler, too
        log.setLevel(settings.log_level.upper())
