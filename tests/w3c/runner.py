"""One test of a W3C suite against a running server: None if it passes, otherwise what went wrong in a line."""

from __future__ import annotations

import re

import httpx
import pyoxigraph as ox
from answers import Answer, canonical, media_type_of, read_answer, read_graph, same
from manifests import Dataset, Exchange, W3CTest, file_of
from targets import EMPTY, Target, graphs_inside

__all__ = ["run"]

_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_ANY_GRAPH = "text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.8"


class Failed(AssertionError):  # noqa: N818 – the name says what happened
    """What went wrong."""


def run(test: W3CTest, target: Target) -> str | None:
    """Run a test. What a server sends is judged, however it fails: also a broken connection is a failure of the test."""
    try:
        _RUNNERS[test.kind](test, target)
    except (Failed, httpx.HTTPError, ValueError, SyntaxError) as error:
        return f"{type(error).__name__}: {error}"
    return None


def _check(holds: bool, what: str) -> None:
    if not holds:
        raise Failed(what)


def _text(iri: str) -> str:
    return file_of(iri).read_bytes().decode("utf-8")


# ---------------------------------------------------------------- queries


def _evaluate(test: W3CTest, target: Target) -> None:
    wanted = _wanted(test)
    text = f"BASE <{test.action}>\n{_text(test.action)}"
    accept = _accept(test)
    response = target.http.post(target.query, data={"query": text, **_dataset(test, text)}, headers={"accept": accept})
    _check(response.status_code == 200, f"{response.status_code} {response.text[:200]}")
    got = read_answer(response.content, response.headers["content-type"].partition(";")[0], test.action)
    _check(same(wanted, got, lax=test.lax), f"another answer: {response.text[:300]}")


def _wanted(test: W3CTest) -> Answer:
    assert test.result is not None
    return read_answer(file_of(test.result).read_bytes(), media_type_of(test.result), test.result)


def _accept(test: W3CTest) -> str:
    """The format of the file with the answer, so that all of them have their turn; a table in RDF comes as XML."""
    media_type = media_type_of(test.result or "")
    return f"application/sparql-results+xml, {media_type}" if media_type in _ANY_GRAPH else media_type


def _dataset(test: W3CTest, text: str) -> dict[str, list[str]]:
    if re.search(r"\bFROM\b", re.sub(r"#.*|<[^<>]*>", "", text)) and not test.data.default:
        return {}
    named = [name for name, _ in test.data.named] + [name for file in test.data.default for name in graphs_inside(file)]
    return {"default-graph-uri": list(test.data.default) or [EMPTY], "named-graph-uri": named or [EMPTY]}


def _query_syntax(test: W3CTest, target: Target) -> None:
    text = _text(test.action)
    parameters = {"default-graph-uri": EMPTY, "named-graph-uri": EMPTY}
    response = target.http.post(target.query, data={"query": text, **parameters})
    _judge_syntax(test, target, response)


def _judge_syntax(test: W3CTest, target: Target, response: httpx.Response) -> None:
    wrong = target.is_syntax_error(response)
    _check(wrong is test.kind.startswith("Negative"), f"{response.status_code} {response.text[:200]}")


# ---------------------------------------------------------------- updates


def _update(test: W3CTest, target: Target) -> None:
    _fill(test.data, target)
    text = f"BASE <{test.action}>\n{_text(test.action)}"
    response = target.http.post(target.update, content=text.encode(), headers={"content-type": _UPDATE})
    _check(response.status_code in {200, 204}, f"{response.status_code} {response.text[:200]}")
    wanted = canonical(_quads(test.after))
    got = canonical(_all_quads(target))
    _check(wanted == got, f"another dataset: {got[:300]}")


def _quads(data: Dataset) -> list[ox.Quad]:
    default = [
        quad for file in data.default for quad in read_graph(file_of(file).read_bytes(), media_type_of(file), file)
    ]
    named = [
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(name))
        for name, file in data.named
        for quad in read_graph(file_of(file).read_bytes(), media_type_of(file), file)
    ]
    return default + named


def _fill(data: Dataset, target: Target) -> None:
    """Let a dataset be all that the server has."""
    lines = ox.serialize(ox.Dataset(_quads(data)), format=ox.RdfFormat.N_QUADS) or b""
    response = target.http.put(target.graphs, content=lines, headers={"content-type": "application/n-quads"})
    _check(response.is_success, f"cannot be filled: {response.status_code} {response.text[:200]}")


def _all_quads(target: Target) -> list[ox.Quad]:
    response = target.http.get(target.graphs, headers={"accept": "application/n-quads"})
    _check(response.is_success, f"{response.status_code} {response.text[:200]}")
    return list(ox.parse(response.content, format=ox.RdfFormat.N_QUADS))


def _update_syntax(test: W3CTest, target: Target) -> None:
    response = target.http.post(target.update, content=_text(test.action).encode(), headers={"content-type": _UPDATE})
    _judge_syntax(test, target, response)


# ---------------------------------------------------------------- protocols


def _protocol(test: W3CTest, target: Target) -> None:
    if test.data.named:
        _fill(test.data, target)
    for number, exchange in enumerate(test.exchanges, 1):
        address = _operation(exchange, target)
        query = exchange.path.partition("?")[2]
        response = _send(exchange, f"{address}?{query}" if query else address, target)
        _judge(exchange, response, f"request {number}")


def _operation(exchange: Exchange, target: Target) -> str:
    """The query endpoint or the update endpoint: the suite has one address for both."""
    query = exchange.path.partition("?")[2]
    kind = dict(exchange.headers).get("content-type", "")
    form = (exchange.body or b"")[:7] + query[:7].encode()
    return target.update if kind.startswith(_UPDATE) or b"update=" in form or "using-" in query else target.query


def _send(exchange: Exchange, address: str, target: Target) -> httpx.Response:
    headers = dict(exchange.headers)
    if exchange.body is not None and "content-type" not in headers:
        headers["content-type"] = ""
    request = target.http.build_request(exchange.method, address, content=exchange.body, headers=headers)
    if not request.headers.get("content-type"):
        request.headers.pop("content-type", None)
    return target.http.send(request)


def _judge(exchange: Exchange, response: httpx.Response, where: str) -> None:
    _check(
        any(_status_fits(status, response.status_code) for status in exchange.statuses) or not exchange.statuses,
        f"{where}: {response.status_code}, not {sorted(exchange.statuses)}: {response.text[:200]}",
    )
    media_type = response.headers.get("content-type", "").partition(";")[0]
    if exchange.boolean is not None:
        _check(
            read_answer(response.content, media_type, EMPTY).boolean is exchange.boolean, f"{where}: another boolean"
        )
    if exchange.format == "tabular":
        _check(read_answer(response.content, media_type, EMPTY).columns is not None, f"{where}: no table")
    if exchange.format == "RDF":
        _check(ox.RdfFormat.from_media_type(media_type) is not None, f"{where}: {media_type} is no RDF")


_STATUSES = {"OK": 200, "Created": 201, "NoContent": 204, "BadRequest": 400, "NotFound": 404}


def _status_fits(wanted: str, status: int) -> bool:
    if wanted.startswith("StatusCode"):
        return wanted == f"StatusCode{status // 100}xx"
    return _STATUSES[wanted] == status


def _graph_store(test: W3CTest, target: Target) -> None:
    _fill(Dataset(), target)
    known: dict[str, str] = {}
    for number, exchange in enumerate(test.exchanges, 1):
        path = exchange.path
        for name, value in known.items():
            path = path.replace(name, value)
        address = path if path.startswith("http") else target.graphs + path.removeprefix("/gsp")
        response = _send(exchange, address, target)
        _judge(exchange, response, f"request {number}")
        if exchange.location is not None:
            _check("location" in response.headers, f"request {number}: no Location")
            known[exchange.location] = str(response.url.join(response.headers["location"]))
        if exchange.answer is not None:
            base = str(response.url)
            wanted = read_graph(exchange.answer.encode(), (exchange.answer_type or "").partition(";")[0], base)
            got = read_graph(response.content, response.headers["content-type"].partition(";")[0], base)
            _check(canonical(wanted) == canonical(got), f"request {number}: another graph: {response.text[:300]}")


def _description(test: W3CTest, target: Target) -> None:
    response = target.http.get(target.query, headers={"accept": _ANY_GRAPH})
    _check(response.status_code == 200, f"{response.status_code}")
    quads = read_graph(response.content, response.headers["content-type"].partition(";")[0], target.query)
    facts = {(quad.predicate.value.removeprefix(_SD), quad.object) for quad in quads}
    name = test.iri.rpartition("#")[2]
    if name == "has-endpoint-triple":
        _check(("endpoint", ox.NamedNode(target.query)) in facts, "no sd:endpoint with its own address")
    if name == "conforms-to-schema":
        _check_schema(quads)


def _check_schema(quads: list[ox.Quad]) -> None:
    """What the vocabulary demands: a service with an endpoint; dataset, graphs and features are of their classes."""
    kinds = {
        (quad.subject, quad.object.value.removeprefix(_SD)) for quad in quads if quad.predicate.value.endswith("#type")
    }
    services = [node for node, kind in kinds if kind == "Service"]
    _check(len(services) == 1, "there is not one sd:Service")
    ranges = {"defaultDataset": "Dataset", "availableGraphs": "GraphCollection", "defaultGraph": "Graph", "graph": "Graph",
              "namedGraph": "NamedGraph"}  # fmt: skip
    for quad in quads:
        name = quad.predicate.value.removeprefix(_SD)
        if name in {"endpoint", "feature", "supportedLanguage", "resultFormat", "inputFormat", "defaultDataset"}:
            _check(quad.subject == services[0], f"sd:{name} is not said of the service")
        if name in ranges:
            _check((quad.object, ranges[name]) in kinds, f"what sd:{name} names is no sd:{ranges[name]}")
        if name in {"feature", "supportedLanguage", "resultFormat", "inputFormat"}:
            _check(isinstance(quad.object, ox.NamedNode), f"sd:{name} is no IRI")


_RUNNERS = {
    "QueryEvaluationTest": _evaluate,
    "CSVResultFormatTest": _evaluate,
    "UpdateEvaluationTest": _update,
    "PositiveSyntaxTest": _query_syntax,
    "PositiveSyntaxTest11": _query_syntax,
    "NegativeSyntaxTest": _query_syntax,
    "NegativeSyntaxTest11": _query_syntax,
    "PositiveUpdateSyntaxTest": _update_syntax,
    "PositiveUpdateSyntaxTest11": _update_syntax,
    "NegativeUpdateSyntaxTest": _update_syntax,
    "NegativeUpdateSyntaxTest11": _update_syntax,
    "ProtocolTest": _protocol,
    "GraphStoreProtocolTest": _graph_store,
    "ServiceDescriptionTest": _description,
}
