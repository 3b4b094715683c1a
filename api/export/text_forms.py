"""Formats that are lines of text: CSV node and edge lists, Pajek and GraphViz DOT."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import networkx as nx

from api.table import guard

from .parts import Attributes, colour, edges_of, nodes_of, place_of, sign_colour

__all__ = ["csv_part", "csv_zip", "dot", "pajek"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same network gives the same bytes: no file in the archive has a time."""


def csv_part(graph: nx.Graph, part: Literal["nodes", "edges"]) -> bytes:
    """A table of the nodes, or of the edges, with the headers that Gephi knows; cells that look like formulas are guarded."""
    if part == "nodes":
        rows: list[Attributes] = []
        for node, data in nodes_of(graph):
            place = place_of(graph, node)
            drawn = {"X": place[0], "Y": place[1]} if place else {}
            rows.append({"Id": node, "Label": data.get("label", node), **_others(data), **drawn})
        return _table(["Id", "Label"], rows)
    kind = "Directed" if graph.is_directed() else "Undirected"
    lines = [
        {
            "Source": source,
            "Target": target,
            "Type": kind,
            "Id": key,
            "Label": data.get("label", key),
            "Weight": data.get("weight", 1),
            **_others(data),
        }
        for key, source, target, data in edges_of(graph)
    ]
    return _table(["Source", "Target", "Type", "Id", "Label", "Weight"], lines)


def _others(data: Attributes) -> Attributes:
    return {name.capitalize(): value for name, value in data.items() if name not in {"label", "weight"}} | (
        {"Weight": data["weight"]} if "weight" in data else {}
    )


def _table(first: Sequence[str], rows: Sequence[Attributes]) -> bytes:
    columns = list(dict.fromkeys((*first, *(name for row in rows for name in row))))
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name, "")) for name in columns] for row in rows)
    return output.getvalue().encode()


def _cell(value: Any) -> str:
    return guard(value) if isinstance(value, str) else str(value)


def csv_zip(graph: nx.Graph) -> bytes:
    """Both tables in an archive: nodes.csv and edges.csv."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in ("nodes", "edges"):
            name = zipfile.ZipInfo(f"{part}.csv", _EPOCH)
            name.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(name, csv_part(graph, part))
    return output.getvalue()


def pajek(graph: nx.Graph) -> bytes:
    """Pajek .net: numbers, ids as labels, places and weights; there is no room for evidence."""
    numbers = {str(node): at for at, node in enumerate(graph, 1)}
    lines = [f"*Vertices {len(numbers)}"]
    for node, at in numbers.items():
        x, y = place_of(graph, node) or (0.0, 0.0)
        lines.append(f"{at} {_quoted(node)} {x} {y}")
    lines.append("*Arcs" if graph.is_directed() else "*Edges")
    lines += [
        f"{numbers[source]} {numbers[target]} {float(data.get('weight', 1))}"
        for _, source, target, data in edges_of(graph)
    ]
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    """A Pajek label: it cannot hold the mark that it stands in."""
    return '"' + " ".join(text.replace('"', "'").split()) + '"'


def dot(graph: nx.Graph) -> bytes:
    """GraphViz DOT: what is against is dashed, and each edge has its sentence as tooltip."""
    arrow, word = ("->", "digraph") if graph.is_directed() else ("--", "graph")
    lines = [f"{word} stancegraph {{", '  node [shape=box style="rounded,filled" fillcolor="#ffffff"];']
    for node, data in nodes_of(graph):
        place = place_of(graph, node)
        drawn = {"pos": f"{place[0]},{-place[1]}"} if place else {}
        told = {"label": data.get("label", node), "color": _hex(colour(data.get("kind"))), **_named(data), **drawn}
        lines.append(f"  {_id(node)} [{_listed(told)}];")
    for key, source, target, data in edges_of(graph):
        style = {"-": "dashed", "0": "dotted"}.get(str(data.get("polarity")), "solid")
        told = {"label": data.get("label", ""), "style": style, "color": _hex(sign_colour(data.get("polarity")))}
        told |= {"edge": key, **_named(data)} | ({"tooltip": data["quote"]} if "quote" in data else {})
        lines.append(f"  {_id(source)} {arrow} {_id(target)} [{_listed(told)}];")
    lines.append("}")
    return ("\n".join(lines) + "\n").encode()


def _named(data: Attributes) -> Attributes:
    return {name: value for name, value in data.items() if name != "label"}


def _listed(told: Attributes) -> str:
    return " ".join(f"{name}={_id(str(value))}" for name, value in told.items())


def _id(text: str) -> str:
    """A quoted DOT id. A backslash would begin an escape, a quotation mark end it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _hex(rgb: Iterable[int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)
