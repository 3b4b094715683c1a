"""Where a store elsewhere is, behind SPARQL 1.1."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from graph_builder.errors import StoreError

__all__ = ["HINT", "RemoteStore", "without_user"]

HINT = "Write QUERY_URL, or QUERY_URL,UPDATE_URL, or QUERY_URL,UPDATE_URL,GRAPH_STORE_URL."


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """Addresses of a store's SPARQL query, SPARQL update and, if it has one, Graph Store HTTP Protocol.

    A user and a password stand in the address (``https://user:password@host/update``); Basic and Digest are understood.

    >>> str(RemoteStore.parse("http://localhost:3030/ds/query,http://me:secret@localhost:3030/ds/update"))
    'http://localhost:3030/ds/query'
    """

    query: str
    update: str | None = None
    graphs: str | None = None

    @classmethod
    def parse(cls, text: str) -> RemoteStore:
        """The store that a text names. Raises StoreError if a part is no http or https address."""
        parts = [part.strip() for part in text.split(",")]
        for part in parts:
            if urlsplit(part).scheme not in {"http", "https"} or not urlsplit(part).hostname:
                raise StoreError(f"'{without_user(part)}' is not the address of a store. {HINT}")
        if len(parts) > 3:
            raise StoreError(f"There are {len(parts)} addresses. {HINT}")
        return cls(*parts)

    @staticmethod
    def is_named_by(text: str) -> bool:
        """Whether a text names a store elsewhere, not a folder."""
        return text.startswith(("http:", "https:"))

    def __str__(self) -> str:
        return without_user(self.query)


def without_user(url: str) -> str:
    """An address that may be shown."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
