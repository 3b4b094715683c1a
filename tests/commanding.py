"""Runs the command as its user does: a process of its own, real files as standard input and output.

The process is forked from one that has imported the command already, which saves the second that importing takes, some
hundred times. `test_cli.py` also starts it afresh.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["command"]

_context = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
if hasattr(os, "fork"):
    _context.set_forkserver_preload(
        ["stancegraph.cli", "stancegraph.reading", "stancegraph.asking", "graph_builder.build", "graph_builder.review"]
    )
_SECONDS = 300


def _run(words: list[str], streams: list[str], folder: str, environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for descriptor, (path, flags) in enumerate(zip(streams, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)):
        opened = os.open(path, flags)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdin, sys.stdout = os.fdopen(0, closefd=False), os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
    sys.argv = ["stancegraph", *words]
    try:
        runpy.run_module("stancegraph", run_name="__main__", alter_sys=True)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def command(
    *words: object, given: bytes = b"", folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """What `stancegraph WORDS` writes and its exit code; `given` is its standard input, `folder` where it runs."""
    with tempfile.TemporaryDirectory() as place:
        streams = [str(Path(place) / name) for name in ("in", "out", "err")]
        for path, content in zip(streams, (given, b"", b""), strict=True):
            Path(path).write_bytes(content)
        told = [*map(str, words)]
        process = _context.Process(
            target=_run, args=(told, streams, str(folder or Path.cwd()), dict(environment or os.environ))
        )
        process.start()
        process.join(_SECONDS)
        if process.exitcode is None:
            process.kill()
            raise AssertionError(f"stancegraph {' '.join(told)} did not end within {_SECONDS} s")
        return subprocess.CompletedProcess(
            ["stancegraph", *told], process.exitcode, *(Path(path).read_bytes() for path in streams[1:])
        )
