"""What ontology and reference data add to a build, and what importing the package reads.

python benchmarks/facts.py
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from machine import describe, table

_IMPORT = """
import sys, time
read = []
sys.addaudithook(lambda event, given: read.append(str(given[0])) if event == "open" else None)
began = time.perf_counter()
import graph_builder
took = time.perf_counter() - began
print(took, sum(not name.endswith((".py", ".pyc", ".pth")) for name in read))
"""
_LOAD = """
import time
import pyoxigraph as ox
from graph_builder import reference
from graph_builder.graph.facts import fill
from graph_builder.graph.parts import part_of, unpack
from graph_builder.graph.validate import check_facts
from graph_builder.text.mentions.mentions import matcher
began = [time.perf_counter()]
known = reference.load()
began.append(time.perf_counter())
store = ox.Store()
fill(store, known)
began.append(time.perf_counter())
check_facts(store)
began.append(time.perf_counter())
part = part_of(store)
began.append(time.perf_counter())
ox.Store().bulk_load(unpack(part.packed, part.sha256), format=ox.RdfFormat.N_QUADS)
began.append(time.perf_counter())
matcher(known)
began.append(time.perf_counter())
print(*(after - before for before, after in zip(began, began[1:])), len(store))
"""
_STEPS = {
    "read and check the reference data": "each",
    "make quads of it and of the ontology": "first",
    "hold them against shapes and checks": "first",
    "pack them": "first",
    "load the packed ones": "each",
    "compile the labels": "each",
}
"""Which build takes the step: each, or the first with this ontology and these data."""


def _best(code: str, rounds: int) -> list[float]:
    """The quickest of each figure over several fresh processes."""
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(rounds)
    ]
    return [min(map(float, figures)) for figures in zip(*runs, strict=True)]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rounds", type=int, default=3, help="fresh processes for each; the best counts (default 3)")
    rounds = words.parse_args().rounds
    *seconds, quads = _best(_LOAD, rounds)
    imported, read = _best(_IMPORT, rounds)
    rows = [(step, when, took) for (step, when), took in zip(_STEPS.items(), seconds, strict=True)]
    again = sum(took for _, when, took in rows if when == "each")
    rows += [("all of them", "first", sum(seconds)), ("what each takes", "later ones", again)]
    print(describe(), table(["step", "build", "s"], rows), sep="\n\n")
    print(
        f"\n{quads:,.0f} quads. `import graph_builder` takes {imported:.3f} s; files but Python's that it opens: {read:.0f}."
    )


if __name__ == "__main__":
    main()
