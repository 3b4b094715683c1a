"""Every competency question has an answer that was checked by hand against the text and the facts.

The answers lie in questions/NAME.csv. Most are of the bundled report; what takes two declarations to tell is asked of
three short ones that were written for it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from api.errors import BadParameter
from api.questions import Question, load_questions
from graph_builder import ReleaseStore, build
from graph_builder.graph.vocab import ID

FOLDER = Path(__file__).parent / "questions"
QUESTIONS = load_questions()
ACROSS = {
    "changes-of-position", "deadlines", "disagreements", "documents", "for-and-against", "on-the-same-side", "reaffirmed",
}  # fmt: skip
"""Questions that are asked of the three declarations in `questions/`."""
OTHER_VALUES: Mapping[str, Mapping[str, str]] = {
    "bound-on-day": {"day": "2020-12-31"},
    "treaties-in-force": {"day": "1930-01-01"},
    "stance-on": {"thing": f"{ID}issue/drug-legalization"},
}
"""Where the default value would give a long answer, or the one of another question."""


@pytest.fixture(scope="module")
def report(built_store: Path) -> ox.Store:
    return ReleaseStore(built_store).load()


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    store = tmp_path_factory.mktemp("three") / "store"
    build(sorted(FOLDER.glob("*.md")), store)
    return ReleaseStore(store).load()


def answer(graph: ox.Store, question: Question, values: Mapping[str, str]) -> list[dict[str, str]]:
    found = graph.query(question.with_values(**values), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: "" if row[name] is None else row[name].value for name in names} for row in found]  # type: ignore[union-attr]


def expected(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer_is_the_one_that_was_checked(name: str, report: ox.Store, three: ox.Store) -> None:
    graph = three if name in ACROSS else report
    wanted = expected(name)
    columns = list(wanted[0])
    found = answer(graph, QUESTIONS[name], OTHER_VALUES.get(name, {}))
    shown = [dict(row) for row in dict.fromkeys(tuple((column, row[column]) for column in columns) for row in found)]
    assert shown == wanted


def test_there_are_thirty_each_with_an_answer_that_is_not_empty() -> None:
    assert len(QUESTIONS) >= 30
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(QUESTIONS)
    assert all(expected(name) for name in QUESTIONS)


@pytest.mark.parametrize("day", ["yesterday", "2020-13-01", "20-1-1", "2020-1"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(BadParameter, match="takes a date"):
        QUESTIONS["members-on-day"].with_values(day=day)
