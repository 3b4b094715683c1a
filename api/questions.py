"""Competency questions: SPARQL files that run as they stand, whose parameters can be given other values."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from api.errors import BadParameter
from graph_builder import InputError, ontology

__all__ = ["Parameter", "Question", "load_questions"]

_HEADER = re.compile(r"#\s*(title|question|parameter):\s*(.+?)\s*\Z")
_PARAMETER = re.compile(r'(\w+)\s+(\w+)\s+"([^"]+)"\Z')


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question. `kind` is actor, thing, date or text; `default` is in SPARQL's terms."""

    name: str
    kind: str
    about: str
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question, with the query that answers it for the default values of its parameters."""

    name: str
    title: str
    question: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    sparql: str = ""

    def with_values(self, **given: str) -> str:
        """The query with other values: an IRI for an actor or a thing, a plain text for the rest.

        Raises BadParameter for a parameter that the question does not have, or a value that it cannot have.
        """
        sparql = self.sparql
        for name, value in given.items():
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise BadParameter(f"The question '{self.name}' has no parameter '{name}'. It has: {known}.")
            clause = f"VALUES ?{name} {{ {_term(self.parameters[name], value)} }}"
            sparql = _values_line(name).sub(clause.replace("\\", r"\\"), sparql, count=1)
        return sparql


def _term(parameter: Parameter, value: str) -> str:
    if parameter.kind in {"actor", "thing"}:
        try:
            return str(ox.NamedNode(value))
        except ValueError:
            raise BadParameter(f"The parameter '{parameter.name}' takes an IRI; '{value}' is none.") from None
    if parameter.kind == "date" and not _is_date(value):
        raise BadParameter(f"The parameter '{parameter.name}' takes a date; '{value}' is none. Write 2020-11-10.")
    return str(ox.Literal(value))


def _is_date(value: str) -> bool:
    try:
        datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return len(value) in {4, 7, 10}


def _values_line(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES\s+\?{name}\s*\{{\s*(.*?)\s*\}}")


@cache
def load_questions() -> dict[str, Question]:
    """The questions of ontology/questions by name. Raises InputError for a file that is not in order."""
    files = ontology.files("questions", ".rq")
    return {file.name.removesuffix(".rq"): _parse(file.name, file.read_text(encoding="utf-8")) for file in files}


def _parse(file: str, sparql: str) -> Question:
    headers: dict[str, list[str]] = {"title": [], "question": [], "parameter": []}
    for line in sparql.splitlines():
        if found := _HEADER.match(line):
            headers[found.group(1)].append(found.group(2))
    for name in ("title", "question"):
        if len(headers[name]) != 1:
            raise InputError(file, f"It has {len(headers[name])} lines '# {name}: …'.", "It needs one.")
    parameters = [_parameter(file, sparql, line) for line in headers["parameter"]]
    by_name = {parameter.name: parameter for parameter in parameters}
    return Question(file.removesuffix(".rq"), headers["title"][0], headers["question"][0], by_name, sparql)


def _parameter(file: str, sparql: str, line: str) -> Parameter:
    found = _PARAMETER.match(line)
    if found is None:
        raise InputError(
            file, f"The parameter '{line}' is not in order.", 'Write: # parameter: holder actor "whose stance"'
        )
    name, kind, about = found.groups()
    default = _values_line(name).search(sparql)
    if default is None:
        raise InputError(file, f"The parameter '{name}' has no default.", f"Write a line: VALUES ?{name} {{ … }}")
    return Parameter(name, kind, about, default.group(1))
