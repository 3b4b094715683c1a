"""What commands print: tables and progress for people, one line for an error, and the exit code that goes with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

__all__ = ["errors", "fail", "guarded", "out", "print_table", "progress"]

out = Console(soft_wrap=False)
errors = Console(stderr=True, soft_wrap=True, highlight=False)

FAILED = 1


def fail(message: str) -> int:
    """Tell what went wrong on standard error, and give the exit code for failed work."""
    errors.print(Text("stancegraph: ", style="bold red") + Text(message))
    return FAILED


def guarded(run: Callable[[], None]) -> int:
    """Run a command and turn what it raises into one line and an exit code; the traceback shows with STANCEGRAPH_DEBUG=1."""
    from graph_builder import StancegraphError

    try:
        run()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has what it wanted
        return 0
    except StancegraphError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("stopped.")
    except Exception as error:
        if os.environ.get("STANCEGRAPH_DEBUG"):
            raise
        kind = type(error).__name__
        return fail(f"this is a fault of Stancegraph's own ({kind}: {error}). Set STANCEGRAPH_DEBUG=1 to see where, and report it.")
    return 0


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str | None = None) -> None:
    """Print rows as a table on a terminal, as tab-separated lines elsewhere, so that other commands can read them."""
    if not out.is_terminal:
        for row in (columns, *rows):
            sys.stdout.write("\t".join(" ".join(cell.split()) for cell in row) + "\n")
        return
    if title:
        out.print(Text(title, style="bold"))
    table = Table(*columns, show_lines=any(len(cell) > 60 for row in rows for cell in row))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error where that is a terminal; it shows after a second, so quick work stays quiet."""
    if not errors.is_terminal:
        yield lambda _what, _done, _of: None
        return
    import time

    began = time.monotonic()
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=errors, transient=True)
    task = bar.add_task("", total=None)

    def tell(what: str, done: int, of: int) -> None:
        bar.update(task, description=what, completed=done, total=of)
        if time.monotonic() - began > 1 and not bar.live.is_started:
            bar.start()

    try:
        yield tell
    finally:
        bar.stop()
