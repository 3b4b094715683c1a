"""How the service and a query worker talk over a socket: frames of a kind, a length and a payload."""

from __future__ import annotations

import json
import marshal
import socket
import struct
from enum import IntEnum
from typing import Any, Literal, NotRequired, TypedDict

from graph_builder import Packed

__all__ = [
    "CHUNK",
    "LAST",
    "Changed",
    "Connection",
    "ErrorFrame",
    "FrameKind",
    "Request",
    "Write",
    "answer_in",
    "loads",
    "pack",
    "pack_answer",
    "unpack",
]

CHUNK = 64 * 1024
"""Bytes of a result that are gathered before they are sent. An error in the first chunk still has its own status."""

_HEADER = struct.Struct("!BI")
_WHOLE = struct.Struct("!Hq")
"""Bytes of the media type, and rows (-1: not counted)."""
_TIMEVAL = struct.Struct("@ll")
"""Seconds and microseconds, as the kernel takes them."""
_AT_ONCE = 1 << 16


class FrameKind(IntEnum):
    """What a frame holds.

    HEAD tells the media type of the data frames that follow, END how many rows or triples they held, if that was asked for; both as text.
    ANSWER is all three of an answer that is short.
    """

    REQUEST = 1
    HEAD = 2
    DATA = 3
    END = 4
    ERROR = 5
    WRITE = 6
    CHANGED = 7
    APPLY = 8
    ANSWER = 9


LAST = (FrameKind.ANSWER, FrameKind.END, FrameKind.ERROR)
"""The kinds of which one ends each answer to a query."""
_KINDS = {int(kind): kind for kind in FrameKind}
_ORDERS = (FrameKind.REQUEST, FrameKind.WRITE, FrameKind.APPLY)
"""What the service says, which a worker trusts; `marshal` does that, and is much quicker than JSON."""


class Request(TypedDict):
    """A query, and the format in which each form of answer is wanted (a name of `formats`, None: not acceptable)."""

    query: str
    solutions: str | None
    graph: str | None
    seconds: float
    base: NotRequired[str]
    default_graphs: NotRequired[list[str]]
    named_graphs: NotRequired[list[str]]
    count: NotRequired[bool]
    """The end is to tell how many rows or triples there were."""
    dataset: NotRequired[bool]
    """All quads are wanted in the format of `graph`; there is no query."""
    reach: NotRequired[list[str]]
    """Addresses that may be reached. All that the query asks by SERVICE is among them; another worker than usual evaluates it."""


class Write(TypedDict):
    """Something to write; its text or data follow in a data frame."""

    kind: Literal["update", "put", "post", "delete"]
    target: Literal["graph", "dataset"]
    base: str
    """What relative IRIs are resolved against."""
    seconds: float
    graph: NotRequired[str]
    """The graph to write to; without it the default one."""
    parts: NotRequired[list[tuple[str, int]]]
    """Media type and length of each part of the data."""
    default_graphs: NotRequired[list[str]]
    named_graphs: NotRequired[list[str]]
    reach: NotRequired[list[str]]
    """Addresses that SERVICE and LOAD may reach; then another worker than usual evaluates it."""
    most: NotRequired[int]
    """How many bytes LOAD may fetch at once."""


class Changed(TypedDict):
    """What a write changes, or what is to be changed. Two data frames follow: the quads added and those removed, as they are kept."""

    existed: NotRequired[bool]
    graphs: str
    added: int
    removed: int


class ErrorFrame(TypedDict):
    """Why nothing, or nothing more, comes. `kind`: syntax, upload, refused, missing, failed, memory, not-acceptable."""

    kind: str
    message: str
    line: NotRequired[int]
    column: NotRequired[int]


def pack(kind: FrameKind, payload: bytes | Request | Write | Changed | ErrorFrame = b"") -> bytes:
    """The bytes of a frame."""
    body = payload if isinstance(payload, bytes) else _dumps(kind, payload)
    return _HEADER.pack(kind, len(body)) + body


def pack_answer(media_type: str, body: bytes, rows: int | None) -> bytes:
    """The frame of a whole answer."""
    told = media_type.encode()
    size = _WHOLE.size + len(told) + len(body)
    return b"%b%b%b%b" % (
        _HEADER.pack(FrameKind.ANSWER, size), _WHOLE.pack(len(told), -1 if rows is None else rows), told, body,
    )  # fmt: skip


def answer_in(payload: bytes) -> tuple[str, bytes, int | None]:
    """Media type and body of a whole answer, and how many rows or triples it has, if that was asked for."""
    length, rows = _WHOLE.unpack_from(payload)
    begins = _WHOLE.size + length
    return payload[_WHOLE.size : begins].decode(), payload[begins:], None if rows < 0 else rows


class Connection:
    """The worker's side: two sockets, since one that waits for a request would be woken when its answer is read.

    What comes together is taken together.
    """

    def __init__(self, requests: socket.socket, answers: socket.socket) -> None:
        self._requests, self._answers, self._held = requests, answers, b""

    def send(self, data: bytes) -> None:
        """Send frames, and wait until they are on their way."""
        self._answers.sendall(data)

    def is_asked(self, seconds: float) -> bool:
        """Whether something has come, or the other side has gone, within so many seconds (more than none).

        The kernel waits, and not `poll` or `select`: a worker may have no descriptors to give them, and one may have a large number.
        """
        if self._held:
            return True
        self._wait_at_most(seconds)
        try:
            self._requests.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        finally:
            self._wait_at_most(0)  # for ever
        return True

    def _wait_at_most(self, seconds: float) -> None:
        limit = _TIMEVAL.pack(int(seconds), round(seconds % 1 * 1e6))
        self._requests.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)

    def receive(self) -> tuple[FrameKind, bytes] | None:
        """Wait for the next frame; None when the other side is gone."""
        held = self._held or self._requests.recv(_AT_ONCE)
        if len(held) >= _HEADER.size:  # most often one whole frame
            kind, length = _HEADER.unpack_from(held)
            if len(held) == _HEADER.size + length:
                self._held = b""
                return _KINDS[kind], held[_HEADER.size :]
        self._held = held
        if (header := self._take(_HEADER.size)) is None:
            return None
        kind, length = _HEADER.unpack(header)
        body = self._take(length)
        return None if body is None else (_KINDS[kind], body)

    def _take(self, count: int) -> bytes | None:
        if len(self._held) < count:
            parts, missing = [self._held], count - len(self._held)
            while missing > 0:
                part = self._requests.recv(max(_AT_ONCE, min(missing, 1 << 20)))
                if not part:
                    return None
                parts.append(part)
                missing -= len(part)
            self._held = b"".join(parts)
        taken, self._held = self._held[:count], self._held[count:]
        return taken


def unpack(data: bytes) -> tuple[list[tuple[FrameKind, bytes]], int]:
    """The whole frames at the beginning of some bytes, and how many bytes they take. For the service's side."""
    found, at, size = [], 0, len(data)
    while size >= at + _HEADER.size:
        kind, length = _HEADER.unpack_from(data, at)
        start = at + _HEADER.size
        if size < start + length:
            break
        at = start + length
        found.append((_KINDS[kind], data[start:at]))
    return found, at


def _dumps(kind: FrameKind, told: object) -> bytes:
    return marshal.dumps(told) if kind in _ORDERS else json.dumps(told).encode()  # type: ignore[arg-type]


def loads(kind: FrameKind, payload: bytes) -> Any:
    """The object in a frame that carries one."""
    if kind in _ORDERS:
        return marshal.loads(payload)
    return json.loads(payload.decode())  # bytes it would look through for their encoding


def changed_frames(kind: FrameKind, packed: Packed, **more: bool) -> bytes:
    """A change as frames."""
    told: Changed = {"graphs": packed.graphs, "added": packed.quads_added, "removed": packed.quads_removed, **more}  # type: ignore[typeddict-item]
    return pack(kind, told) + pack(FrameKind.DATA, packed.added) + pack(FrameKind.DATA, packed.removed)
