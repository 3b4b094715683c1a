"""Answers that were given before, and the tags by which clients recognise what they have."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from typing import NamedTuple

from api.workers import Request

__all__ = ["AnswerCache", "Kept", "tag_of"]

_CHANGING = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\s*\(", re.IGNORECASE)
"""Functions whose values differ each time they are asked for."""
_LONGEST = 100_000
"""Characters of the longest query whose answer has a tag."""
_LARGEST_SHARE = 16
"""One answer may take this part of the cache."""


def tag_of(release: str, request: Request) -> str | None:
    """A strong entity tag of an answer: of the release and all that the request says.

    None where it differs each time, or where the query is so long that looking at it would hold others up.
    """
    query = request["query"]
    if len(query) > _LONGEST or ("(" in query and _CHANGING.search(query)):
        return None
    get = request.get
    told = f"{release} {get('solutions')} {get('graph')} {get('base')!r} {get('default_graphs')!r} {get('named_graphs')!r} {query}"
    return f'"{hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


class Kept(NamedTuple):
    """An answer that is kept."""

    media_type: str
    body: bytes
    rows: int | None = None


class AnswerCache:
    """Answers by their tags, the least recently used given up first. A new release has new tags, so nothing grows stale."""

    def __init__(self, megabytes: int) -> None:
        self._most = megabytes << 20
        self._size = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def get(self, tag: str) -> Kept | None:
        """The answer with a tag, if it is kept."""
        kept = self._kept.get(tag)
        if kept is not None:
            self._kept.move_to_end(tag)
        return kept

    def put(self, tag: str | None, media_type: str, body: bytes, rows: int | None = None) -> None:
        """Keep a whole answer, if it is not too large."""
        if tag is None or tag in self._kept or len(body) > self._most // _LARGEST_SHARE:
            return
        self._kept[tag] = Kept(media_type, body, rows)
        self._size += len(body)
        while self._size > self._most:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone.body)
