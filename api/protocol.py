"""What SPARQL's protocols have in common: endpoints, parameters from address and body, bodies with a limit, clients that leave."""

from __future__ import annotations

import asyncio
import re
from abc import ABC, abstractmethod
from binascii import a2b_qp
from collections.abc import Awaitable, Sequence
from typing import Any, ClassVar, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.encodings import decode, encodings_of
from api.errors import BadParameter, BodyStalled, BodyTooLarge, UnsupportedBody
from api.problems import problem, problem_of
from graph_builder import QueryError, StoreError

__all__ = ["FORM", "QUERY", "UPDATE", "Endpoint", "Parameters", "in_address", "in_body", "media_type_of", "read_body",
           "unescape", "unless_client_leaves", "values_of"]  # fmt: skip

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_NAMES = {QUERY: "query", UPDATE: "update"}
_STRAY = re.compile(rb"%(?![0-9A-Fa-f]{2})")
"""A percent sign that begins no escape; it stands for itself."""
_MOST_FIELDS = 1000
_LARGE = 1 << 16
"""Bytes of a body that is decoded beside the event loop, not on it."""
_UNWATCHED_SECONDS = 0.1
"""So long work is done before anybody looks whether its client is still there."""
_Got = TypeVar("_Got")


class Endpoint(ABC):
    """Bare ASGI at one address: a request, and the response to it, or the problem that there is.

    `allow` are the methods that it has, as the header says it.
    """

    allow: ClassVar[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self.respond(request, send)
        except (QueryError, StoreError) as error:
            response = problem_of(error)
        except ClientDisconnect:
            return
        if response is not None:
            await response(scope, receive, send)

    @abstractmethod
    async def respond(self, request: Request, send: Send) -> Response | None:
        """A response to send, or None where it was sent already or nobody waits for it any more."""

    def not_allowed(self, request: Request) -> Response:
        """The answer to a method that the address does not have."""
        detail = f"{request.method} is not for this address. Use {self.allow}."
        response = problem(405, "method-not-allowed", "Method not allowed", detail)
        response.headers["Allow"] = self.allow
        return response


Parameters = list[tuple[str, str]]
"""Names and values, as often as they were sent."""


def in_address(request: Request) -> Parameters:
    """The parameters of the query string. Raises BadParameter."""
    return _decode_form(request.scope["query_string"])


async def in_body(request: Request, megabytes: float, setting: str, read: Sequence[str]) -> Parameters:
    """The parameters of a body, then those of the query string. A direct body is a parameter too: `query` or `update`.

    `read` are the media types that are read here. Raises UnsupportedBody, BodyTooLarge (which names the `setting`) and BadParameter.
    """
    media_type = media_type_of(request)
    if media_type not in read:
        raise UnsupportedBody(request.headers.get("content-type") or "unknown", read)
    body = await read_body(request, megabytes, setting)
    if media_type == FORM:
        form = _decode_form(body) if len(body) < _LARGE else await asyncio.to_thread(_decode_form, body)
        return form + in_address(request)
    return [(_NAMES[media_type], _decode(body)), *in_address(request)]


def media_type_of(request: Request) -> str:
    """The media type of a body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def read_body(request: Request, megabytes: float, setting: str) -> bytes:
    """The body of a request, all of it and decoded, should it be encoded.

    Raises BodyTooLarge, BodyStalled, UnsupportedEncoding, BadParameter, and ClientDisconnect where it was cut off.
    """
    encodings, most = encodings_of(request.headers.get("content-encoding", "")), int(megabytes * 1024 * 1024)
    body = await _received(request, most)
    if encodings and body is not None:
        body = await asyncio.to_thread(decode, body, encodings, most)
    if body is None or len(body) > most:
        raise BodyTooLarge(megabytes, setting)
    return body


async def _received(request: Request, most: int) -> bytes | None:
    """The body as it comes; None if it is larger than it may be."""
    body = bytearray()
    seconds: float = request.app.state.settings.request_seconds
    parts = request.stream()
    try:
        while True:
            async with asyncio.timeout(seconds):
                body += await anext(parts)
            if len(body) > most:
                return None
    except StopAsyncIteration:
        return bytes(body)
    except TimeoutError:
        raise BodyStalled(seconds) from None


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadParameter(f"The body is not UTF-8: {error.reason} at byte {error.start}.") from None


def _decode_form(data: bytes) -> Parameters:
    """Names and values, decoded once."""
    fields = data.split(b"&", _MOST_FIELDS)
    if len(fields) > _MOST_FIELDS:
        raise BadParameter(f"There are more than {_MOST_FIELDS} parameters.")
    pairs = (field.partition(b"=") for field in fields if field)
    try:
        return [(unescape(name), unescape(value)) for name, _, value in pairs]
    except UnicodeDecodeError:
        raise BadParameter("The parameters are not percent-encoded UTF-8.") from None


def unescape(text: bytes) -> str:
    """Decode percent escapes: as quoted-printable, whose escapes differ in their sign alone, for that is done in C.

    >>> unescape(b"a%3Db=c+%e2%82%ac%")
    'a=b=c €%'
    """
    plain = text.replace(b"+", b" ")
    if b"%" in plain:
        if _STRAY.search(plain):
            plain = _STRAY.sub(b"%25", plain)
        plain = a2b_qp(plain.replace(b"=", b"=3D").replace(b"%", b"="))
    return plain.decode("utf-8")


def values_of(parameters: Parameters, name: str) -> list[str]:
    """All values of a parameter."""
    return [value for known, value in parameters if known == name]


async def unless_client_leaves(work: Awaitable[_Got], request: Request) -> _Got | None:
    """What comes of the work; None if the client left before, which also stops the work. The body must have been read."""
    watch = _Watch(request)
    # Most work ends before anybody could leave; only what takes longer is worth a watch.
    timer = watch.loop.call_later(_UNWATCHED_SECONDS, watch.begin)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.left and watch.task.uncancel() == 0:
            return None
        raise
    finally:
        timer.cancel()
        watch.end()


class _Watch:
    """Waits until a client is gone; then the task that works for it is cancelled."""

    __slots__ = ("_request", "_waiting", "left", "loop", "task")

    def __init__(self, request: Request) -> None:
        self._request, self.left, self.loop = request, False, asyncio.get_running_loop()
        task = asyncio.current_task()
        assert task is not None
        self.task: asyncio.Task[Any] = task
        self._waiting: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin to wait, beside what is done."""
        self._waiting = self.loop.create_task(self._wait())

    def end(self) -> None:
        """Wait no longer."""
        if self._waiting is not None:
            self._waiting.cancel()

    async def _wait(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self.left = True
        self.task.cancel()
