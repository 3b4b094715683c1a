"""What pages are made of: highlights, the axis of time, and the rows of the matrix."""

from __future__ import annotations

import doctest
import importlib
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.axis import Span, draw_axis
from api.dossier import Moment
from api.grid import roots_of, rows_of
from api.marks import Mark, Paragraph, mark, paragraphs
from api.models import EvidenceOut, PositionOut, Ref, SpanOut
from api.networks import Cell, Line, Matrix

DOCUMENT = "https://w3id.org/stancegraph/id/document/d"
Spans = list[tuple[int, int]]


@pytest.mark.parametrize("module", ["api.axis", "api.marks", "api.rendering"])
def test_examples_in_docstrings_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


def position(text: str, start: int, end: int) -> PositionOut:
    ref = Ref(id="document/d", iri=DOCUMENT, label="d")
    place = EvidenceOut.model_construct(
        document=ref, start=start, end=end, quote=text[start:end], cue=SpanOut(start=start, end=end, text=text[start:end]),
        target=None,
    )  # fmt: skip
    return PositionOut.model_construct(evidence=[place])


def texts(found: Sequence[Paragraph]) -> str:
    return "".join(
        "".join(piece.text for sentence in one.sentences for piece in sentence.pieces) + one.gap for one in found
    )


@given(st.text("ab \n.", max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6))
def test_paragraphs_join_to_the_text_and_each_number_to_its_quotation(text: str, spans: Spans) -> None:
    inside = [(min(a, b), min(max(a, b), len(text))) for a, b in spans if min(a, b) < min(max(a, b), len(text))]
    found = paragraphs(text, [position(text, *span) for span in inside], DOCUMENT)
    assert texts(found) == text
    pieces = [piece for one in found for sentence in one.sentences for piece in sentence.pieces]
    gaps = {one.gap for one in found}
    for number, (start, end) in enumerate(inside, 1):
        shown = "".join(piece.text for piece in pieces if number in piece.numbers)
        quoted = text[start:end]
        for gap in sorted(gaps - {""}, key=len, reverse=True):  # what stands between paragraphs is not marked
            quoted = quoted.replace(gap, "")
        assert shown.replace("\n", "").replace(" ", "") == quoted.replace("\n", "").replace(" ", "")


def test_nested_quotations_are_cut_at_each_border() -> None:
    [one] = paragraphs("abcdef", [position("abcdef", 0, 6), position("abcdef", 2, 4)], DOCUMENT)
    [sentence] = one.sentences
    assert [(piece.text, piece.numbers, piece.begins) for piece in sentence.pieces] == [
        ("ab", (1,), (1,)),
        ("cd", (1, 2), (2,)),
        ("ef", (1,), ()),
    ]


def test_quotations_that_only_touch_are_two_sentences() -> None:
    [one] = paragraphs("abcd", [position("abcd", 0, 2), position("abcd", 2, 4)], DOCUMENT)
    assert [sentence.quoted for sentence in one.sentences] == [True, True]


def test_an_empty_mark_marks_nothing() -> None:
    assert [piece.names for piece in mark("ab", [Mark(1, 1, "x")])] == [()]


def test_wrapped_lines_flow_and_lists_do_not() -> None:
    wrapped = "A line that a file of seventy columns broke where its width ended,\nand goes on here."
    assert [one.flows for one in paragraphs(f"{wrapped}\n\n- one\n- two", [], DOCUMENT)] == [True, False]


@given(
    st.lists(
        st.tuples(st.dates(), st.sampled_from([10, 7, 4]), st.integers(0, 9), st.integers(0, 9)),
        min_size=1,
        max_size=30,
    )
)
def test_every_position_is_in_a_dot_inside_the_picture(taken: list[tuple[object, int, int, int]]) -> None:
    moments = sorted(
        (Moment(str(day)[:digits], plus, minus, 0) for day, digits, plus, minus in taken), key=lambda one: one.date
    )
    axis = draw_axis(moments)
    assert axis is not None
    for sign, total in (("+", sum(one.support for one in moments)), ("-", sum(one.oppose for one in moments))):
        dots = [dot for dot in axis.dots if dot.sign == sign]
        assert sum(dot.count for dot in dots) == total
        assert all(axis.left <= dot.x <= axis.right for dot in dots)
        assert all(b.x - a.x >= 20 for a, b in pairwise(dots))


def test_a_span_that_lasts_reaches_the_end_and_an_odd_date_draws_nothing() -> None:
    axis = draw_axis([], [Span("in force", "1970-03-05", None, "force")])
    assert axis is not None
    [bar] = axis.bars
    assert bar.open
    assert bar.x + bar.width == axis.right
    assert draw_axis([]) is None
    assert draw_axis([Moment("around 1990", 1, 0, 0)]) is None


def line(name: str, positions: int) -> Line:
    return Line(id=name, iri=f"i:{name}", label=name, kind="threat", positions=positions)


def test_rows_fold_below_what_is_broader() -> None:
    broader = {"terrorism": ["threats"], "drugs": ["threats"], "cannabis": ["drugs"], "unsaid": ["threats"]}
    things = [
        line("threats", 9),
        line("peace", 4),
        line("drugs", 3),
        line("terrorism", 6),
        line("cannabis", 1),
        line("unsaid", 0),
    ]
    holder = line("SCO", 9)
    cells = [
        Cell("SCO", "threats", 0, 9, 0, 9, "-", "affirm", "2020", "2020", []),
        Cell("SCO", "drugs", 1, 3, 0, 3, "±", "affirm", "2020", "2020", []),
        Cell("SCO", "terrorism", 0, 6, 0, 6, "-", "affirm", "2020", "2020", []),
    ]
    matrix = Matrix([holder], things, cells, True, 1, 6, 0, 0)
    roots = roots_of(things, broader)
    assert [root.id for root in roots] == ["threats", "peace"]

    def shown(opened: set[str], order: str = "positions") -> list[tuple[str, int, int]]:
        rows = rows_of(matrix, roots, broader, opened, order)  # type: ignore[arg-type]
        return [(row.thing.id, row.depth, row.narrower) for row in rows]

    assert shown(set()) == [("threats", 0, 2), ("peace", 0, 0)]
    assert shown({"threats"}) == [("threats", 0, 2), ("terrorism", 1, 0), ("drugs", 1, 1), ("peace", 0, 0)]
    assert shown({"threats", "drugs"}, "name")[1:3] == [("threats", 0, 2), ("drugs", 1, 1)]
    assert ("cannabis", 2, 0) in shown({"threats", "drugs"})


def test_a_circle_of_broader_things_ends() -> None:
    broader = {"a": ["b"], "b": ["a"], "c": ["a"]}
    things = [line("a", 2), line("b", 1), line("c", 1)]
    matrix = Matrix([], things, [], True, 0, 3, 0, 0)
    rows = rows_of(matrix, [things[0]], broader, {"a", "b", "c"}, "name")
    assert [row.thing.id for row in rows] == ["a", "b", "c"]
