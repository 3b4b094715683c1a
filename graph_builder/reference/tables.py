"""The tables under ontology/reference: their columns, and rows that know the line they stand on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import NoReturn

from graph_builder.errors import ReferenceDataError

__all__ = ["COLUMNS", "Row", "read_table"]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "states": ("alpha3", "label", "names", "adjectives", "label_ru", "label_zh", "source"),
    "historic_states": (
        "id", "code", "label", "names", "adjectives", "start", "end", "successors", "label_ru", "label_zh", "source",
    ),
    "polities": (
        "id", "label", "names", "adjectives", "start", "end", "note", "label_ru", "label_zh", "label_fr", "label_es",
        "label_ar", "source",
    ),
    "organizations": (
        "id", "code", "label", "class", "names", "adjectives", "part_of", "founded", "label_ru", "label_zh", "label_fr",
        "label_es", "label_ar", "source",
    ),
    "memberships": ("member", "organization", "role", "start", "end", "source"),
    "leaders": ("name", "state", "role", "start", "end", "source"),
    "treaties": (
        "id", "label", "official_name", "names", "signed", "opened", "in_force", "ended", "status", "regulates",
        "label_ru", "label_zh", "source",
    ),
    "participations": ("actor", "treaty", "kind", "start", "end", "disputed", "source"),
    "events": ("noun", "concept", "start", "end", "source"),
}  # fmt: skip
"""The tables under ontology/reference and their columns."""

_CHOICES: Mapping[tuple[str, str], frozenset[str]] = {
    ("organizations", "class"): frozenset({"Organization", "Body", "Coalition", "ArmedGroup"}),
    ("memberships", "role"): frozenset({"member", "observer", "disputed member"}),
    ("treaties", "status"): frozenset({"in force", "not in force", "ended", "proposed", "adopted"}),
    ("participations", "kind"): frozenset(
        {
            "party", "signatory", "ratified", "acceded", "participant", "suspended", "withdrawal announced", "withdrawn",
            "ratification revoked", "not party", "depositary",
        }
    ),
    ("participations", "disputed"): frozenset({"yes"}),
}  # fmt: skip
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_DATES = ("start", "end", "founded", "signed", "opened", "in_force", "ended")
_MAY_BE_EMPTY = frozenset(
    {
        "names", "adjectives", "label_ru", "label_zh", "label_fr", "label_es", "label_ar", "part_of", "official_name",
        "regulates", "successors", "disputed", *_DATES,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, with the place where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several, without doubles."""
        values = (value.strip() for value in self.cells[column].split("|"))
        return tuple(dict.fromkeys(value for value in values if value))

    def fail(self, problem: str, remedy: str) -> NoReturn:
        """Report the row as wrong."""
        raise ReferenceDataError(self.file, problem, remedy, self.line)


def _checked_date(row: Row, column: str) -> None:
    value = row[column]
    try:
        if not _DATE.fullmatch(value):
            raise ValueError(value)
        datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        row.fail(f'{column} "{value}" is not a date.', "Write 2001-06-15, 2001-06 or 2001; leave it empty if unknown.")


def _check(row: Row, table: str) -> None:
    for column, value in row.cells.items():
        if not value:
            if column not in _MAY_BE_EMPTY:
                row.fail(f"'{column}' is empty.", "Every row needs it.")
        elif column in _DATES:
            _checked_date(row, column)
        elif value not in _CHOICES.get((table, column), {value}):
            row.fail(f'{column} "{value}" is not known.', f"Allowed: {', '.join(sorted(_CHOICES[table, column]))}.")
    start, end = row.cells.get("start"), row.cells.get("end")
    if start and end and end[: len(start)] < start[: len(end)]:
        row.fail(f"it ends ({end}) before it starts ({start}).", "Correct one of the two dates.")


def read_table(folder: Traversable, name: str) -> tuple[Row, ...]:
    """Rows of one table, checked one by one; a folder that lacks the table has no rows."""
    source = folder / "reference" / f"{name}.tsv"
    file = f"ontology/reference/{name}.tsv"
    if not source.is_file():
        return ()
    header, *lines = source.read_text(encoding="utf-8").rstrip("\n").split("\n")
    columns = tuple(header.rstrip("\r").split("\t"))
    if columns != COLUMNS[name]:
        wrong = [column for column in columns if column not in COLUMNS[name]]
        problem = f"unknown column '{wrong[0]}'." if wrong else "columns are missing or in another order."
        raise ReferenceDataError(file, problem, f"The header is: {' '.join(COLUMNS[name])} (tab separated).", 1)
    rows = []
    for number, line in enumerate(lines, 2):
        cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
        if len(cells) != len(columns):
            remedy = f"It needs {len(columns)}, separated by tabs."
            raise ReferenceDataError(file, f"{len(cells)} cells.", remedy, number)
        row = Row(file, number, dict(zip(columns, cells, strict=True)))
        _check(row, name)
        rows.append(row)
    return tuple(rows)
