"""How many rows or triples an answer has, for the log, counted while it is written.

The engine writes rows itself and does not tell how many, and taking them out of it one by one would halve its speed. So rows are counted
by what their formats put between them; triples, of which Python gets a hold cheaply, one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["Counter"]

_One = TypeVar("_One")

_MARKS = {
    "application/sparql-results+json": (b'},{"',),
    "application/sparql-results+xml": (b"<result>",),
    "text/csv": (b"\r\n",),
    "text/tab-separated-values": (b"\n",),
}
"""What begins or ends a row. Values have them escaped, with exceptions: in CSV a value with a line end counts as two rows, and so does in
JSON one that ends with `},{`, or that holds `,{}` where rows without any value are counted."""
_EMPTY = b",{}"
"""A row of JSON without any value. Each mark takes a twelfth of the time that the engine needs for the rows, so this one is looked for
only if the first part of the answer has such a row."""
_TAIL = max(len(mark) for mark in (_EMPTY, *(mark for marks in _MARKS.values() for mark in marks))) - 1
_FIRST_ROW = b'"bindings":[{'


class Counter:
    """Counts while an answer is written. `rows` is None as long as there was nothing to count."""

    def __init__(self) -> None:
        self.rows: int | None = None
        self._marks: tuple[bytes, ...] = ()
        self._tail = b""

    def watch(self, items: Iterable[_One]) -> Iterator[_One]:
        """The same items, counted."""
        self.rows = 0
        for item in items:
            self.rows += 1
            yield item

    def see(self, media_type: str, part: bytes) -> None:
        """Count the rows in the next part of what the engine writes."""
        if self.rows is None:
            self.rows = _before_the_marks(media_type, part)
            self._marks = _MARKS[media_type] + ((_EMPTY,) if media_type.endswith("+json") and b"{}" in part else ())
        tail = self._tail
        seen = tail + part if tail else part
        for mark in self._marks:
            self.rows += seen.count(mark) - tail.count(mark)
        self._tail = seen[-_TAIL:]


def _before_the_marks(media_type: str, first: bytes) -> int:
    """The first row of JSON has no mark; the head of a table has one."""
    if media_type.endswith("+json"):
        return int(_FIRST_ROW in first)
    return 0 if media_type.endswith("+xml") else -1
