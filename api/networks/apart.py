"""Work on large networks in a process of its own: igraph holds Python's lock while it computes, and would stop the service.

What is worked on travels there and back as arrays. The process is ended when it takes too long.
"""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from api.errors import QueryFailed
from graph_builder import QueryTimeout

__all__ = ["APART", "SECONDS", "apart", "main"]

APART = 100_000
"""Networks with more edges than this are computed apart: below it, igraph takes less than a process does to start."""
SECONDS = 120.0
"""How long a process may work."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


def apart(function: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
    """What a function of a module gives, worked out in another process. Raises QueryTimeout, or QueryFailed if it dies."""
    path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path)
    work = pickle.dumps((function.__module__, function.__qualname__, given, named), protocol=5)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", "from api.networks.apart import main; main()"],
            input=work,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired:
        raise QueryTimeout(SECONDS) from None
    if done.returncode != 0:
        last = (done.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise QueryFailed(f"The process that works on large networks ended: {last}.")
    found: Result = pickle.loads(done.stdout)  # of our own process, by our own pipe
    return found


def main() -> None:
    """In the other process: take the work from standard input, give what comes of it."""
    module, name, given, named = pickle.load(sys.stdin.buffer)
    found = getattr(importlib.import_module(module), name)(*given, **named)
    pickle.dump(found, sys.stdout.buffer, protocol=5)
