"""The benchmarks run, on next to nothing; how fast is not for tests to say."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import CHROMIUM, MISSING
from commanding import command

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
RUNS = {
    "facts.py": "--rounds 1",
    "graph.py": "--edges 300 600",
    "incremental.py": "--documents 1 --rounds 1",
    "labels.py": "--labels 21000 --megabytes 0.01",
    "updates.py": "--triples 10 --updates 1",
    "search.py": "--quotations 2000 --rounds 1",
    "networks.py": "--positions 300",
    "web.py": "--pages /matrix --most 300 --views canvas --minutes 0.01 --patience 120",
    "sparql.py": "--triples 58000 --seconds 0.1 --rounds 1 --clients 2 --rows 100 --servers stancegraph oxigraph",
    "throughput.py": "--pipelines reading --megabytes 0.02 --longest 0 --rounds 1",
}
SCRIPTS = sorted(path.name for path in BENCHMARKS.glob("*.py") if "__main__" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_benchmark_prints_its_table_and_the_machine(script: str) -> None:
    words = RUNS[script].split()
    if script == "web.py":
        if CHROMIUM is None:
            pytest.skip(MISSING)
        words += ["--chromium", CHROMIUM]
    done = command(*words, module=str(BENCHMARKS / script))
    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode()
    assert "cores" in said
    rows = [line for line in said.splitlines() if line.startswith("|")]
    assert len(rows) >= 3
    assert any(character.isdigit() for character in rows[2])


def test_every_benchmark_is_in_the_readme_of_its_folder_and_made_by_make() -> None:
    readme = (BENCHMARKS / "README.md").read_text(encoding="utf-8")
    makefile = (BENCHMARKS.parent / "Makefile").read_text(encoding="utf-8")
    for script in SCRIPTS:
        assert f"`{script}`" in readme
        assert f"benchmarks/{script}" in makefile
