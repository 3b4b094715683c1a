"""What commands print: tables and progress for people, one message for an error, and the exit code that goes with it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loading rich is a third of the start, and not every command prints with it
    from rich.console import Console

__all__ = ["guarded", "is_terminal", "note", "print_table", "progress", "say", "warn"]

_FAILED = 1
_LONG_CELL = 60
_QUIET_SECONDS = 1.0


@cache
def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, soft_wrap=True, highlight=False)


def is_terminal() -> bool:
    """Whether a person reads standard output."""
    return _console().is_terminal


def say(line: str) -> None:
    """Print a line of result."""
    _console().print(line, markup=False)


def note(line: str) -> None:
    """Tell something beside the result, on standard error."""
    _console(stderr=True).print(line, markup=False)


def warn(message: str) -> None:
    """Tell of something that the user should look at; the work goes on."""
    _tell("stancegraph: warning: ", "yellow", message)


def _fail(message: str) -> int:
    _tell("stancegraph: ", "bold red", message)
    return _FAILED


def _tell(who: str, style: str, message: str) -> None:
    from rich.text import Text

    _console(stderr=True).print(Text(who, style=style) + Text(message))


def guarded(run: Callable[[], None]) -> int:
    """Run a command; what it raises becomes a message and an exit code. STANCEGRAPH_DEBUG=1 shows the traceback instead."""
    from graph_builder import StancegraphError

    try:
        run()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has what it wanted
        return 0
    except StancegraphError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("stopped.")
    except Exception as error:
        if os.environ.get("STANCEGRAPH_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        return _fail(f"a fault of the program itself ({what}). Set STANCEGRAPH_DEBUG=1 to see where, and report it.")
    return 0


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str | None = None) -> None:
    """Print rows as a table on a terminal, and elsewhere as tab-separated lines, which other commands can read."""
    if not is_terminal():
        for row in (columns, *rows):
            sys.stdout.write("\t".join(" ".join(cell.split()) for cell in row) + "\n")
        return
    from rich.table import Table
    from rich.text import Text

    long = any(len(cell) > _LONG_CELL for row in rows for cell in row)
    if title:
        _console().print(Text(title, style="bold"))
    table = Table(*columns, show_lines=long)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    _console().print(table, soft_wrap=False)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error where that is a terminal; it shows after a second, so quick work stays quiet."""
    errors = _console(stderr=True)
    if not errors.is_terminal:
        yield lambda _what, _done, _of: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=errors, transient=True)
    task = bar.add_task("", total=None)
    began = time.monotonic()

    def tell(what: str, done: int, of: int) -> None:
        bar.update(task, description=what, completed=done, total=of)
        if time.monotonic() - began > _QUIET_SECONDS and not bar.live.is_started:
            bar.start()

    try:
        yield tell
    finally:
        bar.stop()
