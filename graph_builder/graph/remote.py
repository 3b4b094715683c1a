"""How a release comes whole to a store elsewhere, behind SPARQL 1.1.

What is said of a release lies in a graph of its own there: its name, and for each graph the SHA-256 of its canonical
N-Triples, so that publishing sends only what has changed. New graphs are sent under other names first; one request
then puts them in place. Where an engine runs a request as one transaction, readers see the earlier release or the new
one; where it does not, the time between is that one request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

import httpx
import pyoxigraph as ox

from graph_builder.errors import StoreError
from graph_builder.graph.address import HINT, RemoteStore, without_user
from graph_builder.graph.vocab import DCTERMS, GRAPHS, OWL

__all__ = ["auth_of", "fetch", "publish", "release_of"]

RECORD = f"{GRAPHS}record"
"""The graph that tells which release a store holds."""
_STAGING = f"{GRAPHS}staging/"
_TRIPLES = 500
"""Triples of one INSERT DATA: engines that compile a request take no more than some thousand lines of it."""
_SECONDS = 600.0

Progress = Callable[[str, int, int], None]


class _Either(httpx.Auth):
    """Digest where the server asks for that, else Basic."""

    def __init__(self, user: str, password: str) -> None:
        self._basic, self._digest = httpx.BasicAuth(user, password), httpx.DigestAuth(user, password)
        self._wants_basic = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        if self._wants_basic:
            yield from self._basic.auth_flow(request)
            return
        flow = self._digest.auth_flow(request)
        response = yield next(flow)
        asked = response.headers.get("www-authenticate", "").lower()
        if response.status_code == 401 and asked.startswith("basic"):
            self._wants_basic = True
            yield from self._basic.auth_flow(request)
            return
        with suppress(StopIteration):
            yield flow.send(response)


def auth_of(url: str) -> tuple[str, httpx.Auth | None]:
    """An address without its user, and how that user is told."""
    parts = urlsplit(url)
    if parts.username is None:
        return url, None
    return without_user(url), _Either(unquote(parts.username), unquote(parts.password or ""))


class _Client:
    """Speaks to the three addresses of a store. Raises StoreError for whatever goes wrong."""

    def __init__(self, remote: RemoteStore) -> None:
        self.remote = remote
        self._http = httpx.Client(timeout=_SECONDS)
        self._known = {url: auth_of(url) for url in (remote.query, remote.update, remote.graphs) if url}

    def close(self) -> None:
        self._http.close()

    def rows(self, query: str) -> list[Mapping[str, str]]:
        answer = self._send(
            "POST", self.remote.query, data={"query": query}, headers={"Accept": "application/sparql-results+json"}
        )
        found = answer.json()
        if "boolean" in found:
            return [{}] if found["boolean"] else []
        return [{name: term["value"] for name, term in row.items()} for row in found["results"]["bindings"]]

    def triples(self, query: str) -> list[ox.Triple]:
        headers = {"Accept": "application/n-triples, text/turtle;q=0.9"}
        answer = self._send("POST", self.remote.query, data={"query": query}, headers=headers)
        return [quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)]

    def update(self, text: str) -> None:
        if self.remote.update is None:
            raise StoreError(f"The store {self.remote} was given without an address for updates. {HINT}")
        self._send("POST", self.remote.update, data={"update": text})

    def put(self, graph: str, triples: Sequence[str]) -> None:
        """Put lines of N-Triples into a graph, which is emptied before."""
        if self.remote.graphs is not None:
            body, headers = "".join(triples).encode(), {"Content-Type": "text/turtle; charset=utf-8"}
            self._send("PUT", self.remote.graphs, params={"graph": graph}, content=body, headers=headers)
            return
        self.update(f"DROP SILENT GRAPH <{graph}>")
        for start in range(0, len(triples), _TRIPLES):
            lines = "".join(triples[start : start + _TRIPLES])
            self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{lines}}} }}")

    def _send(self, method: str, url: str, **given: object) -> httpx.Response:
        address, auth = self._known[url]
        try:
            answer = self._http.request(method, address, auth=auth, **given)  # type: ignore[arg-type]
        except httpx.HTTPError as error:
            raise StoreError(f"The store at {address} cannot be reached: {error or type(error).__name__}.") from error
        if answer.is_success:
            return answer
        words = " ".join(answer.text.split())[:300]
        raise StoreError(f"The store at {address} answered {answer.status_code} {answer.reason_phrase}: {words}")


@contextmanager
def _speaking(remote: RemoteStore) -> Iterator[_Client]:
    client = _Client(remote)
    try:
        yield client
    finally:
        client.close()


_RELEASE = f"SELECT ?release {{ GRAPH <{RECORD}> {{ <{RECORD}> <{OWL}versionInfo> ?release }} }}"
_HELD = f"SELECT ?graph ?hash {{ GRAPH <{RECORD}> {{ ?graph <{DCTERMS}identifier> ?hash }} }}"
_NAMES = "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }"


def release_of(remote: RemoteStore) -> str | None:
    """Name of the release that a store holds; None if it was not put there by `publish`. Raises StoreError."""
    with _speaking(remote) as client:
        found = client.rows(_RELEASE)
    return found[0]["release"] if found else None


def fetch(remote: RemoteStore) -> ox.Store:
    """All graphs of a store, but the record, in memory. Raises StoreError."""
    store = ox.Store()
    with _speaking(remote) as client:
        for row in client.rows(_NAMES):
            graph = ox.NamedNode(row["graph"])
            if graph.value.startswith((RECORD, _STAGING)) or not graph.value.startswith(GRAPHS):
                continue  # a store of its own maker's graphs: Virtuoso has some
            triples = client.triples(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
            store.extend(ox.Quad(s, p, o, graph) for s, p, o in triples)
    return store


def publish(store: ox.Store, release: str, remote: RemoteStore, progress: Progress | None = None) -> int:
    """Make a store elsewhere hold a release, loaded as `store`; how many graphs were sent.

    Raises StoreError; then what was sent so far is taken away, and the release that was there stands.
    """
    graphs = {graph.value: _lines(store, graph) for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    hashes = {name: f"sha256:{hashlib.sha256(''.join(lines).encode()).hexdigest()}" for name, lines in graphs.items()}
    with _speaking(remote) as client:
        held = {row["graph"]: row["hash"] for row in client.rows(_HELD)}
        changed = sorted(name for name, known in hashes.items() if held.get(name) != known)
        gone = sorted(held.keys() - hashes.keys())
        try:
            for number, name in enumerate(changed):
                if progress is not None:
                    progress(name, number, len(changed))
                client.put(_staged(name), graphs[name])
            client.update(_switch(changed, gone, _joins(client), _record(release, hashes)))
        except StoreError:
            with suppress(StoreError):
                client.update(";\n".join(f"DROP SILENT GRAPH <{_staged(name)}>" for name in changed))
            raise
    return len(changed)


def _lines(store: ox.Store, graph: ox.NamedNode) -> list[str]:
    return sorted(f"{quad.triple} .\n" for quad in store.quads_for_pattern(None, None, None, graph))


def _staged(graph: str) -> str:
    return _STAGING + graph.removeprefix(GRAPHS)


def _record(release: str, hashes: Mapping[str, str]) -> str:
    held = "".join(f'<{graph}> <{DCTERMS}identifier> "{known}" .\n' for graph, known in sorted(hashes.items()))
    return f'<{RECORD}> <{OWL}versionInfo> "{release}" .\n{held}'


def _switch(changed: Sequence[str], gone: Sequence[str], joins: bool, record: str) -> str:
    """One request that puts the staged graphs in place, takes away those that are gone, and tells the release."""
    steps = []
    for name in (*gone, *changed):
        if not joins:
            steps.append(_leave_default(name))
        steps.append(f"DROP SILENT GRAPH <{name}>")
    for name in changed:
        steps.append(f"MOVE SILENT GRAPH <{_staged(name)}> TO GRAPH <{name}>")
        if not joins:
            steps.append(f"ADD GRAPH <{name}> TO DEFAULT")
    steps += [f"DROP SILENT GRAPH <{RECORD}>", f"INSERT DATA {{ GRAPH <{RECORD}> {{\n{record}}} }}"]
    return ";\n".join(steps)


def _leave_default(graph: str) -> str:
    """Take the triples that a graph alone has out of the default graph, where that holds a copy of them all."""
    return (
        f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} "
        f'FILTER(?other != <{graph}> && !STRSTARTS(STR(?other), "{_STAGING}")) }} }}'
    )


_PROBE = f"{GRAPHS}staging/probe"


def _joins(client: _Client) -> bool:
    """Whether the default graph of queries is all graphs together. Found by trying: engines and their settings differ."""
    triple = f"<{_PROBE}> <{DCTERMS}type> <{_PROBE}>"
    client.update(f"INSERT DATA {{ GRAPH <{_PROBE}> {{ {triple} }} }}")
    try:
        return bool(client.rows(f"ASK {{ {triple} }}"))
    finally:
        client.update(f"DROP SILENT GRAPH <{_PROBE}>")
