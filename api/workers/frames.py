"""How the service and a query worker talk over a socket: frames of a kind, a length and a payload."""

from __future__ import annotations

import json
import socket
import struct
from enum import IntEnum
from typing import Any, Literal, NotRequired, TypedDict

from graph_builder import Packed

__all__ = [
    "CHUNK",
    "Changed",
    "End",
    "ErrorFrame",
    "FrameKind",
    "Head",
    "Request",
    "Write",
    "loads",
    "pack",
    "receive_frame",
    "unpack",
]

CHUNK = 64 * 1024
"""Bytes of a result that are gathered before they are sent. An error in the first chunk still has its own status."""

_HEADER = struct.Struct("!BI")


class FrameKind(IntEnum):
    """What a frame holds."""

    REQUEST = 1
    HEAD = 2
    DATA = 3
    END = 4
    ERROR = 5
    WRITE = 6
    CHANGED = 7
    APPLY = 8


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


class Head(TypedDict):
    """What comes: the media type of the data frames."""

    media_type: str


class End(TypedDict):
    """What an answer's end tells, if that was asked for."""

    rows: int


class ErrorFrame(TypedDict):
    """Why nothing, or nothing more, comes. `kind`: syntax, upload, refused, missing, failed, memory, not-acceptable."""

    kind: str
    message: str
    line: NotRequired[int]
    column: NotRequired[int]


def pack(kind: FrameKind, payload: bytes | Request | Write | Head | Changed | End | ErrorFrame = b"") -> bytes:
    """The bytes of a frame."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return _HEADER.pack(kind, len(body)) + body


def receive_frame(sock: socket.socket) -> tuple[FrameKind, bytes] | None:
    """Wait for the next frame; None when the other side is gone. For the worker's side."""
    header = _receive(sock, _HEADER.size)
    if header is None:
        return None
    kind, length = _HEADER.unpack(header)
    body = _receive(sock, length)
    return None if body is None else (FrameKind(kind), body)


def _receive(sock: socket.socket, count: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < count:
        part = sock.recv(min(count - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)


def unpack(data: bytearray) -> tuple[list[tuple[FrameKind, bytes]], int]:
    """The whole frames at the beginning of some bytes, and how many bytes they take. For the service's side."""
    found, at = [], 0
    with memoryview(data) as view:
        while len(data) >= at + _HEADER.size:
            kind, length = _HEADER.unpack_from(data, at)
            end = at + _HEADER.size + length
            if len(data) < end:
                break
            found.append((FrameKind(kind), bytes(view[at + _HEADER.size : end])))
            at = end
    return found, at


def loads(payload: bytes) -> Any:
    """The object in a frame that carries JSON."""
    return json.loads(payload)


def changed_frames(kind: FrameKind, packed: Packed, **more: bool) -> bytes:
    """A change as frames."""
    told: Changed = {"graphs": packed.graphs, "added": packed.quads_added, "removed": packed.quads_removed, **more}  # type: ignore[typeddict-item]
    return pack(kind, told) + pack(FrameKind.DATA, packed.added) + pack(FrameKind.DATA, packed.removed)
