"""The exception tree. A message says what is wrong, where, and what would be right; it is made in the class, from fields."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = [
    "BuildError",
    "DocumentError",
    "InputError",
    "LexiconError",
    "QueryError",
    "QuerySyntaxError",
    "QueryTimeout",
    "ReferenceDataError",
    "ShapeError",
    "StancegraphError",
    "StoreError",
    "UnknownEntity",
    "UnknownRelease",
    "nearest",
]


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Up to `count` of the known names that look most like `word`, best first; letter case is ignored."""
    by_fold: dict[str, str] = {}
    for name in known:
        by_fold.setdefault(name.casefold(), name)
    return [by_fold[fold] for fold in difflib.get_close_matches(word.casefold(), by_fold, n=count, cutoff=0.5)]


class StancegraphError(Exception):
    """Anything that Stancegraph reports to its user."""


class InputError(StancegraphError):
    """A file that the user gave is wrong."""

    def __init__(self, path: Path | str, problem: str, remedy: str, line: int | None = None) -> None:
        self.path, self.problem, self.remedy, self.line = str(path), problem, remedy, line
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {problem} {remedy}".strip())

    def __reduce__(self) -> tuple[type[InputError], tuple[object, ...]]:
        return type(self), (self.path, self.problem, self.remedy, self.line)  # so it travels between processes


class DocumentError(InputError):
    """A document cannot be read."""


class LexiconError(InputError):
    """A row of the lexicon is wrong."""


class ReferenceDataError(InputError):
    """A row of the ontology's reference data is wrong."""


class BuildError(StancegraphError):
    """A build failed. Nothing was replaced; the graph before it stands."""


class ShapeError(BuildError):
    """The new graph breaks its SHACL shapes or a check."""

    def __init__(self, violations: Sequence[str]) -> None:
        self.violations = list(violations)
        shown = "\n".join(f"  - {violation}" for violation in self.violations[:20])
        more = f"\n  … and {len(self.violations) - 20} more" if len(self.violations) > 20 else ""
        super().__init__(f"The graph does not satisfy its shapes ({len(self.violations)} violations):\n{shown}{more}")

    def __reduce__(self) -> tuple[type[ShapeError], tuple[list[str]]]:
        return type(self), (self.violations,)


class StoreError(BuildError):
    """A store cannot be opened, read or written."""


class UnknownRelease(StoreError):
    """A store does not have a release, or not any more."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        listed = ", ".join(sorted(known)) or "none"
        super().__init__(f"The store has no release '{name}'. It has: {listed}.")


class QueryError(StancegraphError):
    """A question cannot be answered."""


class QuerySyntaxError(QueryError):
    """The SPARQL text is not SPARQL. `line` and `column` count from 1 where the parser tells them."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        super().__init__(message)


class QueryTimeout(QueryError):
    """A query ran past its time limit, in seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"The query ran longer than {seconds:g} seconds and was stopped. Ask for less (LIMIT, a more selective "
            "pattern first), or raise STANCEGRAPH_QUERY_SECONDS."
        )


class UnknownEntity(QueryError):
    """No such thing in the graph. `near` lists ids that look like it."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        self.name, self.near = name, list(near)
        hint = f" Did you mean {', '.join(self.near)}?" if self.near else ""
        super().__init__(f"The graph has no entity '{name}'.{hint}")
