"""The library for notebooks: what it is called, what it loads, and the notebook in docs/, run from top to bottom."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import polars
import pytest

import stancegraph
from graph_builder import InputError, QuerySyntaxError, StoreError

NOTEBOOK = Path(__file__).parents[2] / "docs" / "stancegraph.ipynb"


@pytest.fixture(scope="module")
def store(built_store: Path) -> stancegraph.Store:
    return stancegraph.open(built_store)


def run(cells: list[str]) -> list[Any]:
    """Run cells one after the other, as a kernel does: the value of a last expression is the cell's result."""
    names: dict[str, Any] = {}
    results = []
    for number, cell in enumerate(cells):
        tree = ast.parse(cell, f"cell {number}")
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"cell {number}", "exec"), names)
        assert last is None or isinstance(last, ast.Expr)
        results.append(
            None if last is None else eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names)
        )
    return results


def test_the_notebook_runs_on_the_bundled_report(built_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCEGRAPH_STORE", str(built_store))
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    results = run(["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"])
    _, head, counted, matrix, bound, quote, ways, central, acts = results
    assert {"terrorism"} <= {thing for thing, _ in counted.index}
    assert len(head) == 5
    assert "SCO" in set(matrix["actor"])
    assert len(bound) == 8
    assert "regret over the termination of the 1987 Treaty" in quote
    assert "INF Treaty" in set(ways["to"])
    assert central
    assert acts["positions"].sum() == 21


def test_the_notebook_has_no_output_that_could_grow_stale() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") for cell in cells)


def test_frames_of_pandas_and_polars_hold_the_same(store: stancegraph.Store) -> None:
    pandas_frame = store.positions(holders=["SCO"], polarity="-")
    polars_frame = store.positions(frame="polars", holders=["SCO"], polarity="-")
    assert isinstance(polars_frame, polars.DataFrame)
    assert polars_frame.columns == list(pandas_frame.columns)
    assert polars_frame.rows() == [tuple(row) for row in pandas_frame.itertuples(index=False)]
    assert set(pandas_frame["polarity"]) == {"-"}
    everything = store.positions()
    assert everything["position"].nunique() == 21
    assert store.positions(things=["terrorism"], hierarchy=True)["position"].nunique() == 3


@pytest.mark.parametrize("name", ["two-mode", "positions", "agreement", "co-mention", "membership", "knowledge"])
def test_graphs_are_networkx(store: stancegraph.Store, name: str) -> None:
    graph = store.graph(name)
    assert isinstance(graph, nx.Graph)
    assert all({"label", "kind", "iri"} <= set(data) for _, data in graph.nodes(data=True))


def test_mistakes_are_told(store: stancegraph.Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        stancegraph.open(tmp_path / "nothing")
    with pytest.raises(StoreError, match="cannot be asked"), stancegraph.open("http://127.0.0.1:9") as nowhere:
        nowhere.counts("SCO")
    with pytest.raises(InputError, match="One of two-mode"):
        store.graph("agrement")
    with pytest.raises(InputError, match="One of pandas, polars"):
        store.positions(frame="excel")  # type: ignore[call-overload]
    with pytest.raises(QuerySyntaxError):
        store.sparql("SELEKT")


def test_the_library_is_loaded_when_it_is_used() -> None:
    code = "import sys, stancegraph; print(sorted({'networkx', 'numpy', 'pandas', 'api'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
