"""Questions on networks through the service: how long it takes to read many positions, and to answer, first and again.

python benchmarks/networks.py --positions 1000000

The graph has what networks read and no more: of each position its act, date, holder and attitude, on the holders and things of
`graph.py`. Sentences are not in it, so no quotation is read. Seconds are of the clock; those of the processor, of the
service and its workers, stand beside.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import httpx
import pyoxigraph as ox
from graph import snapshot
from machine import describe, table
from peers import Server, serving

from graph_builder import PREFIXES, ReleaseStore
from graph_builder.graph.parts import Part, part_of

_ID, _SG, _RDFS, _XSD, _RDF = (PREFIXES[name] for name in ("id", "sg", "rdfs", "xsd", "rdf"))
_PART = 20_000
"""Positions in a part of the release."""
_ASKED = (
    ("what the busiest actor is tied to, counted", "counts/h0"),
    ("its ego network, a page of 200", "ego/h0"),
    ("paths between two actors", "paths?from=h0&to=h7"),
    ("stance matrix, 20 × 20", "matrix"),
    ("agreement of one actor with all", "agreement?holder=h0&minimum=3"),
    ("agreement of all with all", "agreement?minimum=3"),
    ("disagreements", "disagreements"),
    ("centrality", "centrality"),
    ("blocs of actors, balance", "blocs"),
    ("blocs of actors and things", "blocs?of=two-mode"),
    ("timeline", "timeline?holder=h0&thing=t0"),
    ("two-mode network as GEXF, 2,000 edges", "networks/two-mode?format=gexf"),
    ("agreement network as GEXF, 2,000 edges", "networks/agreement?format=gexf&minimum=3"),
)


def _parts(many: int) -> Iterator[Part]:
    """The graph of so many positions."""
    world = snapshot(many)
    end = f"<{PREFIXES['id'].removesuffix('id/')}graph/benchmark> .\n"
    kinds = {"actor": ("State", "actor"), "issue": ("Issue", "issue")}
    names = [f"<{_ID}{kinds[node.kind][1]}/{node.iri.removeprefix('urn:')}>" for node in world.nodes]
    lines = [
        f'{name} <{_RDF}type> <{_SG}{kinds[node.kind][0]}> {end}{name} <{_RDFS}label> "{node.label}" {end}'
        for name, node in zip(names, world.nodes, strict=True)
    ]
    yield _part(lines)
    signs, rows = {1: "for", -1: "against", 0: "neutral"}, world.stances
    columns = [column.tolist() for column in (rows.position, rows.holder, rows.thing, rows.sign, rows.date)]
    cells = zip(*columns, strict=True)
    while batch := list(islice(cells, _PART)):
        lines = []
        for number, holder, thing, sign, date in batch:
            position, attitude = f"<{_ID}position/{number:07}>", f"<{_ID}attitude/{number:07}>"
            lines += [
                f"{position} <{_SG}act> <{_ID}act/support> {end}",
                f"{position} <{_SG}attitude> {attitude} {end}",
                f'{position} <{_SG}date> "{world.dates[date]}"^^<{_XSD}date> {end}',
                f"{position} <{_SG}holder> {names[holder]} {end}",
                f"{attitude} <{_SG}polarity> <{_ID}polarity/{signs[sign]}> {end}",
                f"{attitude} <{_SG}referent> {names[thing]} {end}",
            ]
        yield _part(lines)


def _part(lines: list[str]) -> Part:
    return part_of(ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS))


def _store(path: Path, many: int) -> ReleaseStore:
    store = ReleaseStore(path)
    with store.writing():
        parts = {}
        for part in _parts(many):
            [parts[f"documents/{len(parts):06}"]] = store.keep([part], {})
        store.write(parts, inputs={})
    return store


def _asked(server: Server, path: str) -> tuple[float, float]:
    """Seconds of the clock and of the processor that an answer takes."""
    began, used = time.perf_counter(), server.seconds()
    httpx.get(f"{server.endpoint.url.removesuffix('/sparql')}/api/graph/{path}", timeout=600).raise_for_status()
    return time.perf_counter() - began, server.seconds() - used


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--positions", type=int, default=100_000, help="how many there are (default 100000)")
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        began = time.perf_counter()
        _store(folder / "store", given.positions)
        made = time.perf_counter() - began
        os.environ["STANCEGRAPH_WARM_UP"] = "false"  # the first question is to be the first
        with serving("stancegraph", folder, folder / "store", folder / "none") as server:
            rows: list[list[object]] = []
            for about, path in _ASKED:
                first, again = _asked(server, path), _asked(server, path)
                rows.append([about, first[0], first[1], again[0]])
            memory = server.megabytes()
            loaded = server.loaded
    print(describe(), end="\n\n")
    print(
        f"{given.positions:,} positions. Making the release took {made:,.0f} s; the service started in {loaded:,.0f} s and held "
        f"{memory:,.0f} MiB at the end. The first question waits until the network has been read.\n"
    )
    print(table(["asked", "first, s", "processor, s", "again, s"], rows))


if __name__ == "__main__":
    main()
