"""Counts of the W3C suites for docs/conformance.md: `python tests/w3c/report.py`, with STANCEGRAPH_W3C set."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from manifests import W3CTest, read_all
from runner import run
from targets import Ours, Peer, Target, data_of, store_with
from test_w3c import TESTS


def passed(tests: list[W3CTest], target: Target) -> Counter[str]:
    """How many tests of each manifest pass."""
    return Counter(test.group for test in tests if run(test, target) is None)


def main() -> None:
    """Print a row for each manifest."""
    data, folder = data_of(TESTS), Path(tempfile.mkdtemp())
    counts = []
    for target in (Ours(store_with(data, folder / "store"), folder / "log"), Peer(data, folder)):
        counts.append(passed(TESTS, target))
        target.stop()
    ours, peer = counts
    all_ = Counter(test.group for test in read_all())
    print("| manifest | tests | Stancegraph | `oxigraph serve` |\n| --- | ---: | ---: | ---: |")
    for group, total in all_.items():
        print(f"| {group} | {total} | {ours[group]} | {peer[group]} |")
    print(f"| all | {all_.total()} | {ours.total()} | {peer.total()} |")


if __name__ == "__main__":
    main()
