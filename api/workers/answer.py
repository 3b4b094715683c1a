"""The answer to one query, as its parts come from a worker."""

from __future__ import annotations

from collections.abc import AsyncIterator

from api.errors import ResultTooLarge
from api.settings import Settings
from graph_builder import QueryError, QueryTimeout

from . import frames
from .failures import error_of
from .frames import FrameKind
from .generation import Worker
from .staff import Staff

__all__ = ["Answer"]


async def _read_frame(staff: Staff, worker: Worker, ends: float, settings: Settings) -> tuple[FrameKind, bytes]:
    """A worker's next frame. Past the limit it is killed; raises QueryTimeout, or what its death or its ERROR frame tells."""
    try:
        kind, payload = await worker.channel.receive(ends)
    except TimeoutError:
        staff.drop(worker)
        raise QueryTimeout(settings.query_seconds) from None
    except ConnectionError:
        raise await staff.post_mortem(worker) from None
    if kind is FrameKind.ERROR:
        staff.give_back(worker)
        raise error_of(frames.loads(kind, payload), settings)
    return kind, payload


class Answer:
    """The answer to one query, of which the first part has come (`begin`). Close it, read or not."""

    def __init__(
        self, staff: Staff, settings: Settings, media_type: str, first: bytes, worker: Worker, ends: float
    ) -> None:
        self.release, self.media_type, self.first = worker.version, media_type, first
        self.ends = ends
        """When all of it must have been sent, in the event loop's time."""
        self.rows: int | None = None
        """How many rows or triples there were, once all of it has come, if that was asked for."""
        self._staff, self._settings, self._sent = staff, settings, len(first)
        self._worker: Worker | None = worker

    @classmethod
    async def begin(cls, staff: Staff, settings: Settings, worker: Worker, ends: float) -> Answer:
        """Wait for the first part; an answer that is short is whole then, and its worker given back. Raises a QueryError."""
        kind, payload = await _read_frame(staff, worker, ends, settings)
        if kind is not FrameKind.ANSWER:
            _, first = await _read_frame(staff, worker, ends, settings)
            return cls(staff, settings, payload.decode(), first, worker, ends)
        media_type, body, rows = frames.answer_in(payload)
        answer = cls(staff, settings, media_type, body, worker, ends)
        answer._end(rows)
        return answer

    @property
    def whole(self) -> bool:
        """Whether `first` is all of it."""
        return self._worker is None

    async def rest(self) -> AsyncIterator[bytes]:
        """The parts after the first. Raises a QueryError where the answer breaks off."""
        while (part := await self.next()) is not None:
            yield part

    async def next(self) -> bytes | None:
        """The next part; None at the end. Raises a QueryError where the answer breaks off."""
        if (worker := self._worker) is None:
            return None
        try:
            kind, payload = await _read_frame(self._staff, worker, self.ends, self._settings)
        except QueryError:
            self._worker = None
            raise
        if kind is FrameKind.DATA:
            self._sent += len(payload)
            if self._sent > self._settings.result_megabytes << 20:
                self.close()
                raise ResultTooLarge(self._settings.result_megabytes)
            return payload
        self._end(int(payload) if payload else None)
        return None

    def _end(self, rows: int | None) -> None:
        """All of it has come."""
        if self._worker is not None:
            worker, self._worker, self.rows = self._worker, None, rows
            self._staff.give_back(worker)

    async def read(self) -> bytes:
        """All of it."""
        return self.first + b"".join([part async for part in self.rest()])

    def close(self) -> None:
        """Free the worker; a query that is still running is stopped."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            self._staff.drop(worker)
