"""Questions on networks of 10,000, 100,000 and 1,000,000 edges, beside plain networkx on the same network in the same run.

Seconds are of the processor, so that what else a machine does hardly counts.

python benchmarks/graph.py --edges 10000 100000 1000000 --plot benchmarks/graph.svg

Each size runs in a process of its own, which tells its memory. What would take networkx many minutes is measured on a
part and stretched to the whole: betweenness by its sources, Louvain on a smaller network by the growth that was found;
both are marked.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
from machine import describe, peak_megabytes, table

from api import networks
from api.directory import Directory, Thing
from api.networks import Snapshot
from api.networks.blocs import communities, signed_pairs
from api.networks.centrality import betweenness, pagerank
from api.networks.engines import pairs_of
from api.networks.snapshot import Stances

_SOURCES = 10
"""Sources of sampled betweenness; DESIGN measured as many."""
_LOUVAIN_EDGES = 100_000
"""The largest network on which networkx's Louvain is run."""
_PAIRS = 5
_DATES = [f"{year}-{month:02}-01" for year in range(2000, 2025) for month in range(1, 13)]


class _NoWords:
    """The sentences are the store's work, not the network's."""

    version = "benchmark"

    def rows(self, query: str) -> Any:
        return iter(())


def snapshot(edges: int) -> Snapshot:
    """Positions of holders on things: few speak much and many little, few things are spoken of by all (Zipf)."""
    draw = np.random.default_rng(edges)
    holders, things = max(20, edges // 200), max(50, edges // 8)
    keys: Any = np.empty(0, dtype=np.int64)
    while len(keys) < edges:
        holder = (holders * draw.random(edges) ** 1.5).astype(np.int64)
        thing = (things * draw.random(edges) ** 1.5).astype(np.int64)
        keys = np.unique(np.concatenate((keys, holder * things + thing)))
    keys = draw.permutation(keys)[:edges]
    holder, thing = keys // things, keys % things
    side = np.where((holder % 3 == 0) == (thing % 2 == 0), 1, -1)  # two camps, and one in ten out of line
    sign = np.where(draw.random(edges) < 0.1, -side, side)
    nodes = [Thing(f"urn:h{at}", f"holder {at}", "actor", "State") for at in range(holders)]
    nodes += [Thing(f"urn:t{at}", f"thing {at}", "issue", "Issue") for at in range(things)]
    position = np.arange(edges, dtype=np.int32)
    date = np.sort(draw.integers(0, len(_DATES), edges)).astype(np.int32)
    columns = (position, holder.astype(np.int32), (thing + holders).astype(np.int32), sign.astype(np.int8))
    found = [networks.Node(one.iri, one.iri, one.label, one.kind) for one in nodes]
    return Snapshot(
        source=_NoWords(),
        version="benchmark",
        directory=Directory(nodes),
        nodes=found,
        number={node.iri: at for at, node in enumerate(found)},
        stances=Stances(*columns, np.zeros(edges, dtype=np.int8), date),
        positions=[f"position/{at:07}" for at in range(edges)],
        acts=["support"],
        dates=_DATES,
        facts=[],
    )


def _processor() -> float:
    """Seconds of processor time so far, those of ended child processes included."""
    return time.process_time() + sum(os.times()[2:4])


def timed(work: Callable[[], Any], rounds: int = 1) -> float:
    """Seconds of processor time of the fastest round, other processes of ours included: what else runs does not count."""
    best = math.inf
    for _ in range(rounds):
        began = _processor()
        work()
        best = min(best, _processor() - began)
    return best


def measure_nothing() -> None:
    """Load what is loaded once, before anything is timed."""
    small = snapshot(200)
    networks.ego(small, "urn:h0", evidence=0)
    networks.agreement(small)
    networks.blocs(small)
    networks.centrality(small)
    pagerank(pairs_of(small.stances.holder, small.stances.thing), large=True)


_KEPT = ("agreement of all", "disagreements", "centrality, all measures", "blocs of actors and their balance")
"""What is worked out once for a release: how long the next answer takes is measured too."""


def _asked(world: Snapshot) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Whole questions, as the service asks them, but for the sentences."""
    yield "ego network", lambda: networks.ego(world, "urn:h0", evidence=0, limit=200)
    yield "stance matrix", lambda: networks.matrix(world, rows=20, columns=20, evidence=0)
    yield "agreement of one", lambda: networks.agreement(world, holders=["urn:h0"], minimum=3, evidence=0)
    yield "agreement of all", lambda: networks.agreement(world, minimum=3, evidence=0)
    yield "disagreements", lambda: networks.disagreements(world, evidence=0)
    yield "timeline", lambda: networks.timeline(world, "urn:h0", "urn:t0", evidence=0)
    yield "change of one", lambda: networks.change(world, "2010", "2020", holders=["urn:h0"], evidence=0)
    yield "two-mode network, 2,000 edges", lambda: networks.two_mode(world, limit=2000)
    yield "agreement network, 2,000 edges", lambda: networks.agreement_network(world, minimum=3, limit=2000)
    yield "co-mention network", lambda: networks.co_mentions(world, limit=2000)
    yield "centrality, all measures", lambda: networks.centrality(world)
    yield "blocs of actors and their balance", lambda: networks.blocs(world, evidence=0)


def measure(edges: int) -> dict[str, Any]:
    """Seconds of each question, ours and networkx's, at one size."""
    measure_nothing()
    world = snapshot(edges)
    after_columns = peak_megabytes()
    rows = world.stances
    pairs = pairs_of(rows.holder, rows.thing)
    ours: dict[str, float] = {}
    # ------------------------------------------------------------- ours
    ours["build"] = timed(lambda: pairs_of(rows.holder, rows.thing), 3)
    ours["PageRank"] = timed(lambda: pagerank(pairs, large=True), 3)
    ours["betweenness, 10 sources"] = timed(lambda: betweenness(pairs, sample=_SOURCES, large=True))
    signed = signed_pairs(rows, "two-mode")
    ours["blocs"] = timed(lambda: communities(signed, 0.0, 0))
    ends = [(f"urn:h{at}", f"urn:h{at + 7}") for at in range(0, _PAIRS)]
    ours["neighbours, once a release"] = timed(lambda: networks.paths(world, *ends[0], evidence=0))
    ours["paths"] = (
        timed(lambda: [networks.paths(world, a, b, limit=20, longest=6, evidence=0) for a, b in ends]) / _PAIRS
    )
    for name, ask in _asked(world):
        ours[name] = timed(ask)
        if name in _KEPT:
            ours[f"{name}, again"] = timed(ask)
    our_memory = peak_megabytes()
    # ------------------------------------------------------------- networkx
    theirs: dict[str, float] = {}
    stretched: list[str] = []
    graph = nx.Graph()
    lines = list(zip(pairs.one.tolist(), pairs.other.tolist(), pairs.weight.tolist(), strict=True))
    theirs["build"] = timed(lambda: graph.add_weighted_edges_from(lines))
    theirs["PageRank"] = timed(lambda: nx.pagerank(graph, tol=1e-10 / len(graph), max_iter=1000))
    sources = 2 if edges > 200_000 else _SOURCES
    sampled = timed(lambda: nx.betweenness_centrality(graph, k=sources, seed=0))
    theirs["betweenness, 10 sources"] = sampled * _SOURCES / sources
    if sources < _SOURCES:
        stretched.append("betweenness, 10 sources")
    number = {int(node): at for at, node in enumerate(pairs.nodes.tolist())}
    nodes = [(number[world.number[a]], number[world.number[b]]) for a, b in ends]
    theirs["paths"] = timed(lambda: [_some(nx.all_shortest_paths(graph, a, b)) for a, b in nodes]) / _PAIRS
    if edges <= _LOUVAIN_EDGES:
        theirs["blocs"] = timed(lambda: nx.community.louvain_communities(graph, seed=0))
    centre = number[0]
    theirs["ego network"] = timed(lambda: nx.ego_graph(graph, centre))
    return {
        "edges": edges,
        "nodes": len(pairs.nodes),
        "ours": ours,
        "theirs": theirs,
        "stretched": stretched,
        "memory": {
            "columns": after_columns,
            "with all questions": our_memory,
            "with the networkx graph": peak_megabytes(),
        },
    }


def _some(paths: Any) -> list[Any]:
    return [path for path, _ in zip(paths, range(20), strict=False)]


def growth(sizes: list[int], seconds: list[float]) -> float:
    """The power of the size by which the time grows, fitted to the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def plot(results: list[dict[str, Any]], path: Path) -> None:
    """Seconds by size, ours as lines and networkx's dashed."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(11, 7))
    for name in results[0]["ours"]:
        sizes = [result["edges"] for result in results]
        (line,) = axes.loglog(sizes, [result["ours"][name] for result in results], marker="o", label=name)
        theirs = [(result["edges"], result["theirs"][name]) for result in results if name in result["theirs"]]
        if theirs:
            axes.loglog(*zip(*theirs, strict=True), marker="x", linestyle="--", color=line.get_color(), alpha=0.7)
    axes.set_xlabel("edges")
    axes.set_ylabel("seconds of processor time")
    axes.set_title("Questions on networks: ours (lines) and networkx (dashed)")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(fontsize=7, loc="upper left", bbox_to_anchor=(1.01, 1))
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--edges", type=int, nargs="+", default=[10_000, 100_000], help="sizes (default 10000 100000)")
    words.add_argument("--plot", type=Path, help="file for the plot, .svg or .png")
    words.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.one:
        print(json.dumps(measure(given.one)))
        return
    results = []
    for edges in given.edges:
        command = [sys.executable, __file__, "--one", str(edges)]
        results.append(
            json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
        )
    _stretch_louvain(results)
    report(results)
    if given.plot:
        plot(results, given.plot)


def _stretch_louvain(results: list[dict[str, Any]]) -> None:
    """What networkx's Louvain would take on the largest networks, by how its time grew on the smaller ones."""
    known = [result for result in results if "blocs" in result["theirs"]]
    if len(known) < 2:
        return
    power = growth([result["edges"] for result in known], [result["theirs"]["blocs"] for result in known])
    for result in results:
        if "blocs" not in result["theirs"]:
            last = known[-1]
            result["theirs"]["blocs"] = last["theirs"]["blocs"] * (result["edges"] / last["edges"]) ** power
            result["stretched"].append("blocs")


def report(results: list[dict[str, Any]]) -> None:
    """The tables."""
    print(describe())
    for result in results:
        rows = []
        for name, seconds in result["ours"].items():
            theirs = result["theirs"].get(name)
            mark = " (stretched)" if name in result["stretched"] else ""
            ratio = theirs / seconds if theirs else None
            rows.append(
                [
                    name,
                    seconds,
                    "" if theirs is None else f"{theirs:.3g}{mark}",
                    "" if ratio is None else f"{ratio:.3g}",
                ]
            )
        print(f"\n{result['edges']:,} edges, {result['nodes']:,} nodes\n")
        print(table(["question", "CPU seconds", "networkx", "times faster"], rows))
        print("\nMiB: " + ", ".join(f"{name} {size:,.0f}" for name, size in result["memory"].items()))
    if len(results) > 1:
        sizes = [result["edges"] for result in results]
        rows = [[name, growth(sizes, [result["ours"][name] for result in results])] for name in results[0]["ours"]]
        print("\nThe time grows with this power of the edges:\n")
        print(table(["question", "power"], rows))


if __name__ == "__main__":
    main()
