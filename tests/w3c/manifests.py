"""Test manifests of the W3C suites, read into plain records. The suites lie in a folder that the environment names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

__all__ = ["BASE", "FOLDER", "MANIFESTS", "Dataset", "Exchange", "Headers", "W3CTest", "file_of", "read_all"]

FOLDER = os.environ.get("STANCEGRAPH_W3C", "")
"""The checkout of github.com/w3c/rdf-tests, or its folder `sparql`."""
BASE = "https://w3c.github.io/rdf-tests/sparql/"
MANIFESTS = (
    "sparql10/manifest-syntax.ttl",
    "sparql10/manifest-evaluation.ttl",
    "sparql11/manifest-all.ttl",
    "sparql12/manifest.ttl",
)
Headers = tuple[tuple[str, str], ...]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_UT = "http://www.w3.org/2009/sparql/tests/test-update#"
_HT = "http://www.w3.org/2011/http#"
_CNT = "http://www.w3.org/2011/content#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@dataclass(frozen=True, slots=True)
class Dataset:
    """Files of the default graph, and of each named graph by its IRI."""

    default: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request of a protocol test, and what must come of it."""

    method: str
    path: str
    headers: Headers
    body: bytes | None
    statuses: frozenset[str]
    boolean: bool | None
    format: str | None
    location: str | None
    answer_type: str | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class W3CTest:
    """One test of a manifest. `kind` is the name of its class; `group` the folder of its manifest."""

    iri: str
    kind: str
    group: str
    name: str
    action: str | None
    data: Dataset
    result: str | None
    after: Dataset
    lax: bool
    exchanges: tuple[Exchange, ...]


def file_of(iri: str) -> Path:
    """The file behind an IRI of the suites."""
    folder = Path(FOLDER)
    inner = folder / "sparql"
    return (inner if inner.is_dir() else folder) / iri.removeprefix(BASE)


def read_all() -> list[W3CTest]:
    """Every test that is reached from the manifests; none where there is no folder."""
    if not FOLDER:
        return []
    found: dict[str, W3CTest] = {}
    for name in MANIFESTS:
        for test in _read(BASE + name):
            found.setdefault(test.iri, test)
    return list(found.values())


def _read(manifest: str) -> Iterator[W3CTest]:
    graph = _Graph(manifest)
    for included in graph.items(_MF + "include"):
        yield from _read(included.value)
    for entry in graph.items(_MF + "entries"):
        yield _test(graph, entry, manifest.removeprefix(BASE).rpartition("/")[0])


class _Graph:
    """A manifest's triples."""

    def __init__(self, manifest: str) -> None:
        self._store = ox.Store()
        data = file_of(manifest).read_bytes()
        self._store.load(data, format=ox.RdfFormat.TURTLE, base_iri=manifest)

    def all(self, subject: ox.Subject | None, predicate: str) -> list[ox.Term]:  # type: ignore[name-defined]
        return [quad.object for quad in self._store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]

    def one(self, subject: object, predicate: str) -> object:
        return next(iter(self.all(subject, predicate)), None) if subject is not None else None

    def text(self, subject: object, predicate: str) -> str | None:
        return getattr(self.one(subject, predicate), "value", None)

    def items(self, predicate: str, subject: object = None) -> list[ox.NamedNode]:
        """Members of the lists that a predicate leads to."""
        return [item for head in self.all(subject, predicate) for item in self._list(head)]

    def _list(self, head: object) -> Iterator[ox.NamedNode]:
        while head is not None and getattr(head, "value", "") != _RDF + "nil":
            yield self.one(head, _RDF + "first")
            head = self.one(head, _RDF + "rest")

    def dataset(self, node: object, namespace: str) -> Dataset:
        named = []
        for graph in self.all(node, namespace + "graphData") if node is not None else []:
            file = graph if isinstance(graph, ox.NamedNode) else self.one(graph, namespace + "graph")
            named.append((self.text(graph, _LABEL) or file.value, file.value))
        default = self.all(node, namespace + "data") if node is not None else []
        return Dataset(tuple(file.value for file in default), tuple(named))


def _test(graph: _Graph, entry: ox.NamedNode, group: str) -> W3CTest:
    kinds = [kind.value for kind in graph.all(entry, _RDF + "type")]
    kind = next(kind.removeprefix(_MF) for kind in kinds if kind.startswith(_MF))
    action, result = graph.one(entry, _MF + "action"), graph.one(entry, _MF + "result")
    update = kind == "UpdateEvaluationTest"
    namespace = _UT if update else _QT
    given = graph.dataset(action, namespace) if isinstance(action, ox.BlankNode) else Dataset()
    if kind == "ProtocolTest":
        given = graph.dataset(entry, _UT)
    wanted = (
        action if isinstance(action, ox.NamedNode) else graph.one(action, _UT + "request" if update else _QT + "query")
    )
    return W3CTest(
        iri=entry.value,
        kind=kind,
        group=group,
        name=graph.text(entry, _MF + "name") or "",
        action=getattr(wanted, "value", None),
        data=given,
        result=result.value if isinstance(result, ox.NamedNode) else None,
        after=graph.dataset(result, _UT) if update else Dataset(),
        lax=graph.one(entry, _MF + "resultCardinality") is not None,
        exchanges=tuple(_exchange(graph, item) for item in graph.items(_HT + "requests", action)) if action else (),
    )


def _exchange(graph: _Graph, request: object) -> Exchange:
    response = graph.one(request, _HT + "resp")
    body, answer = graph.one(request, _HT + "body"), graph.one(response, _HT + "body")
    encoding = graph.text(body, _CNT + "characterEncoding") or "utf-8"
    text = graph.text(body, _CNT + "chars")
    headers = _headers(graph, response)
    boolean = graph.text(response, _MF + "expectedBoolean")
    return Exchange(
        method=graph.text(request, _HT + "methodName") or "GET",
        path=graph.text(request, _HT + "absolutePath") or "",
        headers=_headers(graph, request),
        body=text.encode(encoding) if text is not None else None,
        statuses=frozenset(status.value.rpartition("#")[2] for status in graph.all(response, _MF + "expectedStatus")),
        boolean=None if boolean is None else boolean == "true",
        format=graph.text(response, _MF + "expectedFormat"),
        location=graph.text(response, _MF + "expectedLocation"),
        answer_type=dict(headers).get("content-type"),
        answer=graph.text(answer, _CNT + "chars"),
    )


def _headers(graph: _Graph, node: object) -> Headers:
    headers = graph.items(_HT + "headers", node) if node is not None else []
    return tuple(
        ((graph.text(one, _HT + "fieldName") or "").lower(), graph.text(one, _HT + "fieldValue") or "")
        for one in headers
    )
