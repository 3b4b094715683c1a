"""Runs the command as its user does: a process of its own, real files as standard input and output.

The process is forked from one that has imported the command and read what comes with the package already, which saves the
seconds that this takes, some hundred times. `test_cli.py`, `test_operation.py` and `test_wheel.py` also start it afresh.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

__all__ = ["command", "start"]

_context = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
if hasattr(os, "fork"):
    _context.set_forkserver_preload(
        [
            "stancegraph.cli", "stancegraph.reading", "stancegraph.asking", "stancegraph.commands.services",
            "graph_builder.build", "graph_builder.review", "api.app", "warmed",
        ]
    )  # fmt: skip
_SECONDS = 300


@functools.cache
def _ready() -> None:
    """Start the process that others are forked from; it imports `warmed.py` from beside this file."""
    if hasattr(os, "fork"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
            forkserver.ensure_running()


def _run(
    module: str, words: Sequence[str], streams: Sequence[str], folder: str, environment: Mapping[str, str]
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for descriptor, (path, flags) in enumerate(zip(streams, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)):
        opened = os.open(path, flags | os.O_APPEND)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdin, sys.stdout = os.fdopen(0, closefd=False), os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
    sys.argv = [module, *words]
    try:
        if module.endswith(".py"):
            sys.path.insert(0, str(Path(module).parent))
            runpy.run_path(module, run_name="__main__")
        else:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def start(
    words: Sequence[object],
    streams: Sequence[Path],
    folder: Path,
    environment: Mapping[str, str],
    *,
    module: str = "stancegraph",
) -> BaseProcess:
    """`python -m MODULE WORDS`, or the script of that name, begun in a folder.

    `streams` are the files of its standard input, output and error output.
    """
    _ready()
    told, files = [*map(str, words)], [*map(str, streams)]
    process = _context.Process(target=_run, args=(module, told, files, str(folder), dict(environment)))
    process.start()
    return process


def command(
    *words: object,
    given: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    module: str = "stancegraph",
    afresh: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """What `stancegraph WORDS`, or another module or script, writes and its exit code.

    `given` is its standard input, `folder` where it runs. With `afresh` nothing was read before, as where another ontology is given.
    """
    if afresh:
        told = [sys.executable, "-m", module, *map(str, words)]
        return subprocess.run(told, input=given, capture_output=True, cwd=folder, env=environment, timeout=_SECONDS)
    with tempfile.TemporaryDirectory() as place:
        streams = [Path(place) / name for name in ("in", "out", "err")]
        for path, content in zip(streams, (given, b"", b""), strict=True):
            path.write_bytes(content)
        process = start(words, streams, folder or Path.cwd(), environment or os.environ, module=module)
        process.join(_SECONDS)
        told = [module, *map(str, words)]
        if process.exitcode is None:
            process.kill()
            raise AssertionError(f"{' '.join(told)} did not end within {_SECONDS} s")
        return subprocess.CompletedProcess(told, process.exitcode, *(path.read_bytes() for path in streams[1:]))
