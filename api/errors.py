"""What can go wrong in the service, beside what graph_builder.errors names. api.problems says it to clients."""
# ruff: noqa: N818 – the names say what happened, as in graph_builder.errors

from __future__ import annotations

import math
from collections.abc import Sequence

from graph_builder import QueryError

__all__ = [
    "BadParameter",
    "BodyStalled",
    "BodyTooLarge",
    "BudgetSpent",
    "EngineFault",
    "ForeignOrigin",
    "NotAcceptable",
    "QueryCrash",
    "QueryFailed",
    "QueryMemory",
    "QueryRefused",
    "ReadOnly",
    "ResultTooLarge",
    "SearchNotReady",
    "ServiceBusy",
    "Unauthorized",
    "UnknownGraph",
    "UnsupportedBody",
    "UnsupportedEncoding",
    "UpdateTimeout",
    "UploadSyntaxError",
    "WorkerLost",
]


class BadParameter(QueryError):
    """A parameter is missing or has a value that it cannot have."""


class UploadSyntaxError(QueryError):
    """Data that were sent are not in the format that they claim. `line` and `column` count from 1 where the parser tells them."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        super().__init__(message)


class UnknownGraph(QueryError):
    """There is no named graph of that name."""


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


class UpdateTimeout(QueryError):
    """An update ran past its time limit, in seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"The update took longer than {seconds:g} seconds and was stopped; nothing was changed. Split it, or raise "
            "STANCEGRAPH_UPDATE_SECONDS."
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
    """There is no worker to be had now."""

    retry_after = 5

    @classmethod
    def waited(cls, seconds: float) -> ServiceBusy:
        """None became free in time."""
        return cls(
            f"All workers were busy for {seconds:g} seconds (STANCEGRAPH_QUEUE_SECONDS). Try again soon; more workers are "
            "had by STANCEGRAPH_WORKERS and STANCEGRAPH_SLOW_WORKERS."
        )

    @classmethod
    def full(cls, length: int) -> ServiceBusy:
        """Too many wait already."""
        return cls(f"{length} queries wait already (STANCEGRAPH_QUEUE_LENGTH). Try again soon.")

    @classmethod
    def ending(cls) -> ServiceBusy:
        """The service was told to end."""
        return cls("The service is about to end. Try again when it is back.")


class SearchNotReady(QueryError):
    """There is no search index yet."""

    retry_after = 5

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Try again soon; everything but search answers meanwhile.")


class BudgetSpent(QueryError):
    """A client has used up its time for queries."""

    def __init__(self, seconds: float, wait: float) -> None:
        self.retry_after = math.ceil(wait)
        super().__init__(
            f"Your queries took more than {seconds:g} seconds of the last minute's (STANCEGRAPH_CLIENT_SECONDS). "
            f"Send the next in {self.retry_after} seconds."
        )


class ResultTooLarge(QueryError):
    """A result is larger than allowed."""

    def __init__(self, megabytes: int, message: str | None = None) -> None:
        super().__init__(
            message
            or f"The result is larger than {megabytes} MiB and was broken off. Ask for less (LIMIT), or raise "
            "STANCEGRAPH_RESULT_MEGABYTES."
        )

    @classmethod
    def for_agents(cls, size: int) -> ResultTooLarge:
        """More than an agent can read."""
        return cls(0, f"The result is larger than {size // 1000} kB. Ask for less: LIMIT, fewer columns, or COUNT.")


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


class UnsupportedEncoding(QueryError):
    """The request's body is encoded in a way that is not read here. `read` are those that are, as Accept-Encoding says it."""

    def __init__(self, given: str, read: Sequence[str]) -> None:
        self.read = ", ".join(read)
        super().__init__(
            f"A body with Content-Encoding '{given}' is not read here. Send it as it is, or as one of: {self.read}."
        )


class BodyStalled(QueryError):
    """The request's body does not come."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Nothing of the request's body came for {seconds:g} seconds (STANCEGRAPH_REQUEST_SECONDS).")


class BodyTooLarge(QueryError):
    """The request's body is larger than allowed."""

    def __init__(self, megabytes: float, setting: str = "STANCEGRAPH_BODY_MEGABYTES") -> None:
        super().__init__(f"The request's body is larger than {megabytes:g} MiB ({setting}).")


class ReadOnly(QueryError):
    """Nobody may write."""

    def __init__(self) -> None:
        super().__init__(
            "This service only reads. Whoever runs it lets others write by setting STANCEGRAPH_WRITE_TOKEN."
        )


class Unauthorized(QueryError):
    """Who asks to write has not shown that it may. `challenge` is what the standard wants to be said."""

    challenge = 'Bearer realm="stancegraph"'

    @classmethod
    def missing(cls) -> Unauthorized:
        """Nothing was shown."""
        return cls("Writing needs the token: send the header 'Authorization: Bearer TOKEN'.")

    @classmethod
    def wrong(cls) -> Unauthorized:
        """It was not the token."""
        error = cls(
            "That is not the token. Send the header 'Authorization: Bearer TOKEN' with the one of this service."
        )
        error.challenge = f'{cls.challenge}, error="invalid_token"'
        return error


class ForeignOrigin(QueryError):
    """A web page of another origin asks to write."""

    def __init__(self, origin: str) -> None:
        super().__init__(
            f"Pages of '{origin}' may not write here. Whoever runs this service allows them by STANCEGRAPH_WRITE_ORIGINS."
        )
