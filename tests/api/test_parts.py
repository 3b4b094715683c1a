"""Small parts of the service, without a server."""

from __future__ import annotations

import doctest
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import BadParameter
from api.marks import Mark, mark
from api.questions import load_questions
from api.reader import text
from api.workers.frames import FrameKind, pack, unpack
from api.workers.lexer import keywords


@pytest.mark.parametrize(
    "module",
    [
        "api.directory",
        "api.marks",
        "api.negotiate",
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
    data, rest, found = b"".join(pack(kind, payload) for kind, payload in sent), bytearray(), []
    for start in range(0, len(data), size):
        rest += data[start : start + size]
        frames, used = unpack(rest)
        found += frames
        del rest[:used]
    assert found == sent
    assert not rest


def test_questions_stand_in_order_and_take_values() -> None:
    question = load_questions()["stance-on"]
    iri = "https://w3id.org/stancegraph/id/actor/NATO"
    assert iri in question.with_values(holder=iri)
    assert question.with_values() == question.sparql
    with pytest.raises(BadParameter, match="no parameter"):
        question.with_values(nobody="x")
    with pytest.raises(BadParameter, match="IRI"):
        question.with_values(holder="> } DELETE {")
