"""What it takes to add one document to a store, by how many the store has already.

python benchmarks/incremental.py --documents 10000
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus import DOCUMENTS, sentences, text
from machine import describe, table

from graph_builder import build, load_reference

_HEADER = """---
title: Statement {number}
issuer: SCO
date: 2020-11-10
language: en
kind: declaration
source: the benchmark
---
"""
_LENGTH = 300
_ADD = """
import sys, time
from graph_builder import build
began = time.perf_counter()
report = build([sys.argv[1]], sys.argv[2])
print(time.perf_counter() - began, report.kept)
"""


def _write(folder: Path, stock: Sequence[str], number: int) -> Path:
    path = folder / f"statement-{number}.md"
    body = f"This is statement {number}.\n\n{text(stock, _LENGTH, number)}\n"
    path.write_text(_HEADER.format(number=number) + body, encoding="utf-8")
    return path


def _add(path: Path, store: Path) -> tuple[float, int]:
    """Seconds to add a document, in a process of its own, and how many the store had."""
    command = [sys.executable, "-c", _ADD, str(path), str(store)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, kept = done.stdout.split()
    return float(seconds), int(kept)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--documents", type=int, default=1000, help="the most documents in the store (default 1000)")
    words.add_argument("--rounds", type=int, default=3, help="documents added one by one to each; the best counts")
    given = words.parse_args()
    stock = sentences(DOCUMENTS, load_reference())
    sizes = sorted({1, *(size for size in (100, 1000, 10_000) if size < given.documents), given.documents})
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory() as folder:
        files = [_write(Path(folder), stock, number) for number in range(given.documents + given.rounds * len(sizes))]
        store, built = Path(folder) / "store", 0
        for size in sizes:
            new, extra = files[built:size], files[size : size + given.rounds]
            report = build(new, store)
            took, had = min(_add(path, store) for path in extra)
            built = size + given.rounds
            rows.append([had, len(new), report.seconds, took, took / float(str(rows[0][3])) if rows else 1.0])
    columns = ["documents in the store", "built before", "in s", "s to add one", "ratio"]
    print(describe(), table(columns, rows), sep="\n\n")


if __name__ == "__main__":
    main()
