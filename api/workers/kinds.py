"""Which queries are like ones that were slow: the same but for IRIs, strings, numbers and comments."""

from __future__ import annotations

import re

__all__ = ["SlowKinds"]

_CHANGING = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|[0-9]+|#[^\n]*""")
_LONGEST = 8_192
"""Longer queries are like no others: to find out would take long."""
_MOST = 256
"""So many kinds are known, the latest."""


class SlowKinds:
    """The kinds of queries of which one was slow, and none quick since."""

    def __init__(self) -> None:
        self._kinds: dict[str, None] = {}

    def __contains__(self, query: str) -> bool:
        return bool(self._kinds) and _kind(query) in self._kinds

    def add(self, query: str) -> None:
        """A query was slow."""
        if (kind := _kind(query)) is not None:
            self._kinds[kind] = None
            if len(self._kinds) > _MOST:
                del self._kinds[next(iter(self._kinds))]

    def discard(self, query: str) -> None:
        """A query was quick."""
        if (kind := _kind(query)) is not None:
            self._kinds.pop(kind, None)


def _kind(query: str) -> str | None:
    if len(query) > _LONGEST:
        return None
    return _CHANGING.sub(lambda found: "" if found[0][0] == "#" else "_", query).strip()
