"""`ask` and `query`: answers out of a store, by the same workers and under the same limits as the service, without it."""

from __future__ import annotations

import asyncio
import csv
import json
import sys
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal, TypeVar

from api.directory import Directories, given_values
from api.questions import Question, load_questions
from api.reader import Reader
from api.settings import Settings
from api.workers import Answer, Pool, Request
from graph_builder import PREFIXES, InputError, QuerySyntaxError, UnknownEntity, nearest
from stancegraph.terminal import is_terminal, note, print_table

__all__ = ["Form", "ask", "finish", "list_questions", "query", "read_query", "workers"]

Form = Literal["table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml"]
Result = TypeVar("Result")

_PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(PREFIXES.items()))
_SOLUTIONS = {"table": "json", "json": "json", "xml": "xml", "csv": "csv", "tsv": "tsv"}
_GRAPHS = {"turtle": "turtle", "ntriples": "n-triples", "jsonld": "json-ld", "rdfxml": "rdf-xml"}


# ------------------------------------------------------------------ the workers


@asynccontextmanager
async def workers(store: Path) -> AsyncIterator[tuple[Pool, Settings]]:
    """The workers of a store, with one to begin queries."""
    settings = Settings(store=store, workers=1)
    pool = Pool(settings)
    await pool.start()
    try:
        yield pool, settings
    finally:
        await pool.stop()


def finish(work: Coroutine[Any, Any, Result]) -> Result:
    """Run to the end. Ctrl+C ends it at once: the query runs in another process, which goes down with this one."""
    return asyncio.run(work)


# ------------------------------------------------------------------ questions


def list_questions() -> None:
    """Print the questions with their parameters."""
    rows = [
        (name, question.question, ", ".join(f"--{parameter.replace('_', '-')}" for parameter in question.parameters))
        for name, question in load_questions().items()
    ]
    print_table(("question", "in words", "parameters"), rows)


def _question(name: str) -> Question:
    questions = load_questions()
    if name not in questions:
        near = nearest(name, questions)
        hint = f"Did you mean {', '.join(near)}?" if near else f"There are {', '.join(questions)}."
        raise UnknownQuestionError(name, hint)
    return questions[name]


class UnknownQuestionError(UnknownEntity):
    """No question has this name."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(name)
        self.args = (f"there is no question '{name}'. {hint} See them all: stancegraph ask --list",)


def _only(wanted: Sequence[str], columns: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """The wanted columns in their order, and each row that they make once."""
    for name in wanted:
        if name not in columns:
            raise InputError("--columns", f"the answer has no column '{name}'.", f"It has: {', '.join(columns)}.")
    places = [columns.index(name) for name in wanted]
    return [*wanted], [[*row] for row in dict.fromkeys(tuple(row[place] for place in places) for row in rows)]


def ask(
    store: Path,
    name: str,
    given: Mapping[str, str],
    form: Literal["table", "json", "csv"],
    wanted: Sequence[str] = (),
) -> None:
    """Answer a question and print the answer as a table, as JSON objects or as CSV; only the `wanted` columns, if any.

    Raises UnknownEntity for a question or a thing that there is not, BadParameter for a parameter that it does not have.
    """
    question = _question(name)
    columns, rows = finish(_answers(store, question, given))
    if wanted:
        columns, rows = _only(wanted, columns, rows)
    if form == "json":
        json.dump([dict(zip(columns, row, strict=True)) for row in rows], sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    elif form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *rows])
    else:
        print_table(columns, rows, title=question.question)
    if not rows:
        note("Nothing in the graph answers this.")


async def _answers(store: Path, question: Question, given: Mapping[str, str]) -> tuple[list[str], list[list[str]]]:
    question.with_values(**dict.fromkeys(given, PREFIXES["id"]))  # a wrong parameter is told before anything is loaded
    async with workers(store) as (pool, settings):
        reader = Reader(pool, settings.query_seconds)
        values = await given_values(question, dict(given), await Directories(reader).current()) if given else {}
        return _rows(await reader.results(question.with_values(**values)))


def _rows(found: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    columns = list(found["columns"])
    return columns, [[_shown(row.get(column, "")) for column in columns] for row in found["rows"]]


def _shown(value: str) -> str:
    return value.removeprefix(PREFIXES["id"])


# ------------------------------------------------------------------ SPARQL


def read_query(file: Path) -> str:
    """Text of a file with a query; `-` is standard input. Raises InputError if it cannot be read."""
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(file, "cannot be read as a query.", "Give a UTF-8 text file with one SPARQL query.") from error


def query(store: Path, sparql: str, form: Form | None) -> None:
    """Evaluate a query and print its result: a table for rows and Turtle for a graph, unless a format is named.

    The prefixes of the graph need no declaration. Raises a QueryError where the query is wrong or takes too long.
    """
    finish(_print_answer(store, sparql, form))


async def _print_answer(store: Path, sparql: str, form: Form | None) -> None:
    async with workers(store) as (pool, settings):
        request = Request(
            query=_PROLOGUE + sparql,
            solutions=_SOLUTIONS.get(form or "table"),
            graph=_GRAPHS.get(form or "turtle", "rdf-xml" if form == "xml" else None),
            seconds=settings.query_seconds,
        )
        try:
            answer = await pool.ask(request)
        except QuerySyntaxError as error:
            raise _without_prologue(error) from None
        try:
            await _print(answer, form)
        finally:
            answer.close()


async def _print(answer: Answer, form: Form | None) -> None:
    if form in {None, "table"} and answer.media_type == "application/sparql-results+json":
        _print_solutions(json.loads(await answer.read()))
        return
    sys.stdout.buffer.write(answer.first)
    async for part in answer.rest():
        sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()


def _print_solutions(document: Mapping[str, Any]) -> None:
    if "boolean" in document:
        sys.stdout.write("yes\n" if document["boolean"] else "no\n")
        return
    columns: Sequence[str] = document["head"]["vars"]
    rows = [
        [_shown(row.get(name, {"value": ""})["value"]) for name in columns] for row in document["results"]["bindings"]
    ]
    print_table(columns, rows)
    if not rows and is_terminal():
        note("No rows.")


def _without_prologue(error: QuerySyntaxError) -> QuerySyntaxError:
    """The same error, with the line counted from where the user's own text begins."""
    if error.line is None:
        return error
    rest = str(error).removeprefix(f"Line {error.line}, column {error.column}: ")
    line = max(1, error.line - _PROLOGUE.count("\n"))
    return QuerySyntaxError(f"the query is not SPARQL: line {line}, column {error.column}: {rest}", line, error.column)
