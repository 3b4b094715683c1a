"""Which way imports may point is written in pyproject.toml as contracts of import-linter; here they are held."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMPORT_LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_imports_point_downwards() -> None:
    run = subprocess.run(
        [sys.executable, "-c", IMPORT_LINTER, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_module_of_the_builder_stands_in_a_layer() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    steps = next(contract for contract in contracts if contract.get("containers") == ["graph_builder"])
    assert steps["exhaustive"]
    assert not steps.get("exhaustive_ignores"), "a module outside the layers is a module that no contract holds"


def test_help_loads_none_of_the_heavy_libraries() -> None:
    """`stancegraph --help` must be quick, and `import graph_builder` must read nothing."""
    heavy = {"fastapi", "lemminflect", "networkx", "numpy", "pyoxigraph", "pyshacl", "rdflib", "uvicorn", "pycountry"}
    code = f"import sys, stancegraph.cli, graph_builder; print(sorted({heavy!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
