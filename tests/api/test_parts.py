"""Small parts of the service, without a server."""

from __future__ import annotations

import doctest
import importlib
import io
import socket
import threading

import pyoxigraph as ox
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from api.errors import BadParameter
from api.marks import Mark, mark
from api.metrics import Metrics
from api.questions import load_questions
from api.reader import text
from api.workers.counting import Counter
from api.workers.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from api.workers.frames import Connection, FrameKind, answer_in, pack, pack_answer, unpack
from api.workers.lexer import keywords


@pytest.mark.parametrize(
    "module",
    [
        "api.directory",
        "api.marks",
        "api.negotiate",
        "api.protocol",
        "api.reader",
        "api.settings",
        "api.table",
        "api.workers.lexer",
        "api.workers.others",
    ],
)
def test_examples_in_docstrings_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from("abc"))))
def test_marked_pieces_join_to_the_text(words: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [Mark(min(a, b), max(a, b), name) for a, b, name in spans]
    assert "".join(piece.text for piece in mark(words, marks)) == words


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_breaks_out_of_a_literal(words: str) -> None:
    assert keywords(f"SELECT {text(words)}") == {"SELECT"}


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("ASK { SERVICE <u> {} }", True),
        ("ASK {SERVICE<u>{}}", True),
        ("ASK { \\u0053ERVICE <u> {} }", True),
        ("ASK { ?x:SERVICE ?y ?z }", False),
        ('ASK { ?s <SERVICE> \'SERVICE\', """SERVICE "quoted" """ } # SERVICE', False),
        ("PREFIX service: <http://e/> ASK { ?s service:SERVICE ?service }", False),
        ("ASK { ?s ?p 'it\\'s' . SERVICE ?x {} }", True),
        ("ASK { FILTER(?a<?b) SERVICE ?x {} FILTER(?c>?d) }", True),
    ],
)
def test_lexer_sees_service_only_where_it_is_a_keyword(query: str, seen: bool) -> None:
    assert any(word.startswith("SERVICE") for word in keywords(query)) is seen


@given(st.lists(st.tuples(st.sampled_from(FrameKind), st.binary(max_size=40)), max_size=8), st.integers(1, 60))
def test_frames_come_out_whole_however_they_were_cut(sent: list[tuple[FrameKind, bytes]], size: int) -> None:
    data, rest, found = b"".join(pack(kind, payload) for kind, payload in sent), b"", []
    for start in range(0, len(data), size):
        rest += data[start : start + size]
        frames, used = unpack(rest)
        found += frames
        rest = rest[used:]
    assert found == sent
    assert not rest


@given(st.text(max_size=40), st.binary(max_size=80), st.none() | st.integers(0, 1 << 40))
def test_a_whole_answer_fits_in_a_frame(media_type: str, body: bytes, rows: int | None) -> None:
    [(kind, payload)], _ = unpack(pack_answer(media_type, body, rows))
    assert kind is FrameKind.ANSWER
    assert answer_in(payload) == (media_type, body, rows)


def test_requests_are_counted_as_prometheus_has_them() -> None:
    metrics = Metrics()
    for seconds in (0.0005, 0.001, 0.3, 100):
        metrics.count("sparql", 200, seconds)
    metrics.count("sparql", 503, 0.1)
    lines = metrics.text().decode().splitlines()
    for line in (
        'stancegraph_requests_total{kind="sparql",status="200"} 4.0',
        'stancegraph_requests_total{kind="sparql",status="503"} 1.0',
        'stancegraph_request_seconds_bucket{kind="sparql",le="0.001"} 2.0',
        'stancegraph_request_seconds_bucket{kind="sparql",le="0.1"} 3.0',
        'stancegraph_request_seconds_bucket{kind="sparql",le="30.0"} 4.0',
        'stancegraph_request_seconds_bucket{kind="sparql",le="+Inf"} 5.0',
        'stancegraph_request_seconds_count{kind="sparql"} 5.0',
    ):
        assert line in lines, line


@given(st.lists(st.tuples(st.sampled_from(FrameKind), st.binary(max_size=100_000)), max_size=4))
def test_a_worker_gets_the_frames_that_were_sent(sent: list[tuple[FrameKind, bytes]]) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        data = b"".join(pack(kind, payload) for kind, payload in sent)
        sending = threading.Thread(target=lambda: (ours.sendall(data), ours.shutdown(socket.SHUT_WR)))
        sending.start()
        connection = Connection(theirs, theirs)
        assert [connection.receive() for _ in sent] == sent
        assert connection.receive() is None
        sending.join()


def test_questions_stand_in_order_and_take_values() -> None:
    question = load_questions()["stance-on"]
    iri = "https://w3id.org/stancegraph/id/actor/NATO"
    assert iri in question.with_values(holder=iri)
    assert question.with_values() == question.sparql
    with pytest.raises(BadParameter, match="no parameter"):
        question.with_values(nobody="x")
    with pytest.raises(BadParameter, match="IRI"):
        question.with_values(holder="> } DELETE {")


_TEXTS = st.text(st.sampled_from('},{"\\[]<result>\n\t, é'), max_size=9)


@pytest.mark.parametrize("name", SOLUTION_FORMATS)
@given(rows=st.lists(st.tuples(_TEXTS, st.none() | _TEXTS), max_size=6), size=st.integers(1, 60))
def test_rows_are_counted_in_what_is_written(name: str, rows: list[tuple[str, str | None]], size: int) -> None:
    values = [value or "" for row in rows for value in row]
    assume(name != "json" or not any(",{}" in value or value.endswith("},{") for value in values))
    told = " ".join(f"({text(one)} {'UNDEF' if other is None else text(other)})" for one, other in rows)
    results = ox.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {told} }} }}")
    assert isinstance(results, ox.QuerySolutions)
    output = io.BytesIO()
    SOLUTION_FORMATS[name].write(results, output)
    data, counter, first = output.getvalue(), Counter(), 1000
    for part in [data[:first], *(data[start : start + size] for start in range(first, len(data), size))]:
        counter.see(SOLUTION_FORMATS[name].media_type, part)
    assert counter.rows == len(rows)


def test_rows_without_values_are_counted() -> None:
    results = ox.Store().query("SELECT ?a { VALUES ?a { UNDEF 1 UNDEF UNDEF } }")
    output, counter = io.BytesIO(), Counter()
    SOLUTION_FORMATS["json"].write(results, output)  # type: ignore[arg-type]
    counter.see(SOLUTION_FORMATS["json"].media_type, output.getvalue())
    assert counter.rows == 4


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_triples_that_are_counted_are_written_as_they_are(name: str) -> None:
    query, counter = (
        "CONSTRUCT { ?s ?p 1, 'two' } { VALUES (?s ?p) { (<urn:a> <urn:b>) (<urn:c> <urn:d>) } }",
        Counter(),
    )
    plain, counted = io.BytesIO(), io.BytesIO()
    GRAPH_FORMATS[name].write(ox.Store().query(query), plain)  # type: ignore[arg-type]
    GRAPH_FORMATS[name].write(counter.watch(ox.Store().query(query)), counted)  # type: ignore[arg-type]
    assert (counted.getvalue(), counter.rows) == (plain.getvalue(), 4)
