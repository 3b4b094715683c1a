"""The table of formats: names, media types, endings, writers; and what a file is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from . import json_forms, text_forms, xml_forms

__all__ = ["FORMATS", "GraphFormat", "file_name", "write"]


@dataclass(frozen=True, slots=True)
class GraphFormat:
    """A format: its media types, the first being sent, its file ending, and who reads it."""

    name: str
    media_types: tuple[str, ...]
    ending: str
    readers: str
    write: Callable[[nx.Graph], bytes]


FORMATS: Mapping[str, GraphFormat] = {
    one.name: one
    for one in (
        GraphFormat("cytoscape", ("application/vnd.cytoscape+json",), "cyjs", "Cytoscape.js, Cytoscape, networkx",
                    json_forms.cytoscape),
        GraphFormat("graphology", ("application/vnd.graphology+json",), "graphology.json", "graphology, sigma, Gephi Lite",
                    json_forms.graphology),
        GraphFormat("node-link", ("application/vnd.networkx+json",), "node-link.json", "networkx", json_forms.node_link),
        GraphFormat("d3", ("application/vnd.d3+json",), "d3.json", "d3-force, force-graph, Observable", json_forms.d3),
        GraphFormat("jgf", ("application/vnd.jgf+json",), "jgf.json", "JSON Graph Format tools", json_forms.jgf),
        GraphFormat("cx2", ("application/vnd.cx2+json",), "cx2", "Cytoscape Web, NDEx, Cytoscape 3.10", json_forms.cx2),
        GraphFormat("graphml", ("application/graphml+xml",), "graphml", "yEd, Gephi, igraph, networkx, Neo4j",
                    xml_forms.graphml),
        GraphFormat("gexf", ("application/gexf+xml",), "gexf", "Gephi, Gephi Lite, networkx", xml_forms.gexf),
        GraphFormat("csv", ("application/zip",), "zip", "Gephi, Excel, pandas", text_forms.csv_zip),
        GraphFormat("dot", ("text/vnd.graphviz",), "dot", "GraphViz", text_forms.dot),
        GraphFormat("pajek", ("application/x-pajek",), "net", "Pajek, igraph, networkx", text_forms.pajek),
    )
}  # fmt: skip
"""Formats of networks by name, the default first. Those that are JSON are sent as such to who asks by `?format=`."""


def write(graph: nx.Graph, name: str, *, dynamic: bool = False, part: str | None = None) -> tuple[bytes, str, str]:
    """A network in a format: its bytes, media type and file ending.

    `dynamic` concerns GEXF: edges have the time in which they hold. `part` concerns CSV: `nodes` or `edges` alone.
    """
    form = FORMATS[name]
    if name == "gexf" and dynamic:
        return xml_forms.gexf(graph, dynamic=True), form.media_types[0], form.ending
    if name == "csv" and part in {"nodes", "edges"}:
        return text_forms.csv_part(graph, part), "text/csv; charset=utf-8", f"{part}.csv"  # type: ignore[arg-type]
    return form.write(graph), form.media_types[0], form.ending


def file_name(words: Iterable[object], ending: str) -> str:
    """A telling name for a file, of letters that every system takes.

    >>> file_name(["ego", "treaty/inf-treaty", None, "2015"], "gexf")
    'stancegraph-ego-inf-treaty-2015.gexf'
    """
    parts = ["stancegraph", *(str(word).rpartition("/")[2] for word in words if word)]
    return re.sub(r"[^A-Za-z0-9._-]+", "-", "-".join(parts)).strip("-")[:120] + f".{ending}"
