"""Where positions come from: one method that gives rows, over the service's workers, a store's folder or another endpoint."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from api.errors import QueryFailed, QueryRefused
from api.reader import PROLOGUE
from api.workers.lexer import keywords
from graph_builder import QuerySyntaxError, ReleaseStore, StoreError

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["LocalSource", "RemoteSource", "Row", "Source", "rows_of_csv"]

Row = tuple[str, ...]
"""Values in the order of the query's variables; an unbound one is empty."""
_MEDIA_TYPE = "text/csv"


class Source(Protocol):
    """Something that answers SELECT queries over the merge of all graphs."""

    @property
    def version(self) -> str:
        """What state the data are in; another state has another version."""

    def rows(self, query: str) -> Iterator[Row]:
        """Rows of a SELECT; the usual prefixes are declared. Raises a QueryError."""


def rows_of_csv(parts: Iterable[bytes]) -> Iterator[Row]:
    """Rows of SPARQL 1.1 CSV that comes in parts cut anywhere, without its header."""
    binary: Any = io.BufferedReader(_Parts(parts))
    rows = csv.reader(io.TextIOWrapper(binary, encoding="utf-8", newline=""))
    next(rows, None)
    return (tuple(row) for row in rows)


class _Parts(io.RawIOBase):
    """Parts of bytes as a file to read."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts, self._left = iter(parts), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._left:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._left = part
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count


class LocalSource:
    """A store's folder, read into this process. Raises StoreError if there is none, or no such release."""

    def __init__(self, store: Path | str, release: str | None = None) -> None:
        releases = ReleaseStore(store)
        found = releases.release(release) if release else releases.current()
        self._version = found.name
        self._store: ox.Store = releases.load(found)
        # As the service's workers have it: a triple of two graphs is one triple of their merge.
        self._store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")

    @classmethod
    def of(cls, store: ox.Store, version: str = "") -> LocalSource:
        """A graph in memory, whose default graph is asked."""
        made = cls.__new__(cls)
        made._store, made._version = store, version
        return made

    @property
    def version(self) -> str:
        """Name of the release."""
        return self._version

    def rows(self, query: str) -> Iterator[Row]:
        """Rows of a SELECT."""
        results: Any = self.ask(PROLOGUE + query)
        names = [variable.value for variable in results.variables]
        for row in results:
            values = (row[name] for name in names)
            yield tuple("" if value is None else value.value for value in values)

    def ask(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Evaluate any query, which brings its own prefixes. Raises QuerySyntaxError, QueryRefused or QueryFailed."""
        if any(word.startswith("SERVICE") for word in keywords(query)):
            raise QueryRefused("SERVICE is not allowed: a local store asks no other. Open the other one by its URL.")
        try:
            return self._store.query(query)
        except SyntaxError as error:
            raise QuerySyntaxError(str(error)) from None
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryFailed(str(error)) from None


class RemoteSource:
    """An endpoint of the SPARQL 1.1 Protocol, ours or another's whose default graph is the merge of all."""

    def __init__(self, url: str, seconds: float = 60) -> None:
        import httpx

        self.url = url.rstrip("/")
        self.url += "" if self.url.endswith(("/sparql", "/query")) else "/sparql"
        self._client = httpx.Client(timeout=seconds, headers={"Accept": _MEDIA_TYPE})

    @property
    def version(self) -> str:
        """The address: another endpoint does not tell when its data change."""
        return self.url

    def rows(self, query: str) -> Iterator[Row]:
        """Rows of a SELECT, as they come. Raises StoreError if it cannot be reached, QueryFailed if it refuses."""
        import httpx

        try:
            with self._client.stream("POST", self.url, data={"query": PROLOGUE + query}) as answer:
                if not answer.is_success:
                    raise QueryFailed(
                        f"{self.url} answers {answer.status_code}: {answer.read().decode(errors='replace')}"
                    )
                yield from rows_of_csv(answer.iter_bytes())
        except httpx.HTTPError as error:
            raise StoreError(f"{self.url} cannot be asked: {error}.") from error

    def ask(self, query: str, accept: str) -> tuple[str, bytes]:
        """Media type and body of the answer to any query."""
        import httpx

        try:
            answer = self._client.post(self.url, data={"query": query}, headers={"Accept": accept})
        except httpx.HTTPError as error:
            raise StoreError(f"{self.url} cannot be asked: {error}.") from error
        if not answer.is_success:
            raise QueryFailed(f"{self.url} answers {answer.status_code}: {answer.text}")
        return answer.headers["content-type"].partition(";")[0], answer.content

    def close(self) -> None:
        """End the connections."""
        self._client.close()
