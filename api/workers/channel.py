"""The service's end of the connection to a worker: bytes out, whole frames in.

An answer to a cheap query comes in one frame; so it costs one turn of the event loop, and no task: what is there is
taken at once, and only what is not yet there is waited for.
"""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from collections.abc import Callable
from typing import cast

from .frames import FrameKind, answer_in, unpack

__all__ = ["Channel"]

_MOST = 1 << 18
"""Bytes of frames that may lie unread before the worker is made to wait."""


class _Requests(asyncio.Protocol):
    """What goes to a worker. The transport reports here whether it takes more."""

    def __init__(self) -> None:
        self.writable = asyncio.Event()
        self.writable.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by the event loop, as are the next two. Nothing more goes."""
        self.writable.set()

    def pause_writing(self) -> None:
        """The worker does not read as fast as is written."""
        self.writable.clear()

    def resume_writing(self) -> None:
        """It caught up."""
        self.writable.set()


class Channel(asyncio.Protocol):
    """One worker's connection: what comes from it, and a transport for what goes to it. One reader at a time."""

    def __init__(self, requests: asyncio.Transport, writable: asyncio.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._requests, self._writable = requests, writable
        self._transport: asyncio.Transport | None = None
        self._partial = b""
        self._frames: deque[tuple[FrameKind, bytes]] = deque()
        self._unread = 0
        self._halted = False
        self._ended = False
        self._waiting: asyncio.Future[None] | None = None
        self.watcher: Callable[[], None] | None = None
        """Called, as long as it is there, when frames have come or the connection has ended; nobody may wait then."""

    @classmethod
    async def connect(cls, requests: socket.socket, answers: socket.socket) -> Channel:
        """A channel over two sockets: to a worker, and from it. If that is given up, both are closed."""
        loop = asyncio.get_running_loop()
        try:
            transport, protocol = await loop.create_connection(_Requests, sock=requests)
        except BaseException:
            answers.close()
            raise
        try:
            _, channel = await loop.create_connection(lambda: cls(transport, protocol.writable), sock=answers)
        except BaseException:
            transport.close()
            raise
        return channel

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the event loop, as are the next two."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Take the whole frames out of what has come."""
        data = self._partial + data if self._partial else data
        found, used = unpack(data)
        self._partial = data[used:]
        self._frames += found
        self._unread += used
        if self._unread > _MOST and self._transport is not None and not self._halted:
            self._halted = True
            self._transport.pause_reading()
        if found:
            self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more comes."""
        self._ended = True
        self._requests.close()
        self._wake()

    def _wake(self) -> None:
        if self.watcher is not None:
            self.watcher()
        elif self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def send(self, data: bytes) -> None:
        """Send frames; see `drain`. To a worker that is gone nothing is sent, which `receive` tells."""
        if not self._ended:
            self._requests.write(data)

    async def drain(self) -> None:
        """Wait until most of what was sent is on its way."""
        await self._writable.wait()

    async def ready(self, until: float | None = None) -> bool:
        """Wait for a frame or the end of the connection, at most until a moment of the loop's clock; whether it came."""
        if self._frames or self._ended:
            return True
        self._waiting = self._loop.create_future()
        timer = None if until is None else self._loop.call_at(until, self._wake)
        try:
            await self._waiting
        finally:
            self._waiting = None
            if timer is not None:
                timer.cancel()
        return bool(self._frames) or self._ended

    async def receive(self, until: float | None = None) -> tuple[FrameKind, bytes]:
        """The next frame. Raises TimeoutError if none comes by then, and ConnectionError when the worker is gone."""
        if not self._frames and not await self.ready(until):
            raise TimeoutError
        if not self._frames:
            raise ConnectionResetError("the worker is gone")
        return self._take()

    def _take(self) -> tuple[FrameKind, bytes]:
        kind, payload = self._frames.popleft()
        self._unread -= len(payload)
        if not self._frames:
            self._unread = 0
            if self._halted and self._transport is not None:
                self._halted = False
                self._transport.resume_reading()
        return kind, payload

    def take_answer(self, most: int) -> tuple[str, bytes, int | None] | None:
        """A whole answer (`answer_in`), if that is what has come first, and it has so many bytes at most."""
        if not self._frames:
            return None
        kind, payload = self._frames[0]
        if kind is not FrameKind.ANSWER or len((answer := answer_in(payload))[1]) > most:
            return None
        self._take()
        return answer

    @property
    def has_come(self) -> bool:
        """Whether a frame is there, or the connection has ended."""
        return bool(self._frames) or self._ended

    def close(self) -> None:
        """End the connection."""
        self._requests.close()
        if self._transport is not None:
            self._transport.close()
