"""Formats that are JSON: Cytoscape.js, graphology, networkx node-link, D3, JGF 2 and CX2."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import networkx as nx

from .parts import Attributes, colour, column_types, edges_of, facts_of, node_size, nodes_of, place_of, sign_colour

__all__ = ["cx2", "cytoscape", "d3", "graphology", "jgf", "node_link"]


def _json(make: Callable[[nx.Graph], Any]) -> Callable[[nx.Graph], bytes]:
    def write(graph: nx.Graph) -> bytes:
        return json.dumps(make(graph), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()

    write.__doc__ = make.__doc__
    return write


def _xy(graph: nx.Graph, node: str) -> dict[str, float]:
    place = place_of(graph, node)
    return {} if place is None else {"x": place[0], "y": place[1]}


@_json
def cytoscape(graph: nx.Graph) -> Any:
    """Elements of Cytoscape.js; networkx reads them back (it wants `value` and `name` on nodes, `key` on edges)."""
    nodes = []
    for node, data in nodes_of(graph):
        told = {**data, "id": node, "value": node, "name": data.get("label", node)}
        place = _xy(graph, node)
        nodes.append({"data": told, "position": place} if place else {"data": told})
    edges = [
        {"data": {**data, "id": key, "key": key, "source": source, "target": target}}
        for key, source, target, data in edges_of(graph)
    ]
    return {
        "data": facts_of(graph),
        "directed": graph.is_directed(),
        "multigraph": graph.is_multigraph(),
        "elements": {"nodes": nodes, "edges": edges},
    }


@_json
def graphology(graph: nx.Graph) -> Any:
    """What graphology's `import` takes; sigma wants `x`, `y`, `size` and `color` on every node, and has them."""
    nodes = []
    for at, (node, data) in enumerate(nodes_of(graph)):
        place = place_of(graph, node) or (float(at % 100), float(at // 100))
        drawn = {"x": place[0], "y": 0.0 - place[1],  # sigma's y goes up
                  "size": node_size(data) / 4, "color": _hex(colour(data.get("kind")))}  # fmt: skip
        nodes.append({"key": node, "attributes": {**data, **drawn}})
    edges = []
    for key, source, target, data in edges_of(graph):
        drawn = {"size": 1.0, "color": _hex(sign_colour(data.get("polarity")))}
        edge = {"key": key, "source": source, "target": target, "attributes": {**data, **drawn}}
        edges.append(edge if graph.is_directed() else {**edge, "undirected": True})
    options = {
        "type": "directed" if graph.is_directed() else "undirected",
        "multi": graph.is_multigraph(),
        "allowSelfLoops": True,
    }
    return {"attributes": facts_of(graph), "options": options, "nodes": nodes, "edges": edges}


def _hex(rgb: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


@_json
def node_link(graph: nx.Graph) -> Any:
    """What `networkx.node_link_graph(data, edges="edges")` reads."""
    edges = []
    for key, source, target, data in edges_of(graph):
        ends = {"source": source, "target": target}
        edges.append({**data, **ends, "key": key} if graph.is_multigraph() else {**data, **ends})
    return {
        "directed": graph.is_directed(),
        "multigraph": graph.is_multigraph(),
        "graph": facts_of(graph),
        "nodes": [{**data, **_xy(graph, node), "id": node} for node, data in nodes_of(graph)],
        "edges": edges,
    }


@_json
def d3(graph: nx.Graph) -> Any:
    """Nodes and links as d3-force takes them with ``.id(d => d.id)``; places are where its simulation begins."""
    return {
        "directed": graph.is_directed(),
        "graph": facts_of(graph),
        "nodes": [{**data, **_xy(graph, node), "id": node} for node, data in nodes_of(graph)],
        "links": [
            {**data, "id": key, "source": source, "target": target} for key, source, target, data in edges_of(graph)
        ],
    }


@_json
def jgf(graph: nx.Graph) -> Any:
    """JSON Graph Format, version 2: nodes are a map from id to label and metadata."""
    nodes = {
        node: {"label": str(data.get("label", node)), "metadata": {**_without(data, "label"), **_xy(graph, node)}}
        for node, data in nodes_of(graph)
    }
    edges = [
        {
            "id": key,
            "source": source,
            "target": target,
            "relation": str(data.get("tie", data.get("label", ""))),
            "directed": graph.is_directed(),
            "label": str(data.get("label", "")),
            "metadata": _without(data, "label"),
        }
        for key, source, target, data in edges_of(graph)
    ]
    told = facts_of(graph)
    label = str(told.pop("label", "Stancegraph"))
    return {
        "graph": {"directed": graph.is_directed(), "label": label, "metadata": told, "nodes": nodes, "edges": edges}
    }


def _without(data: Attributes, name: str) -> Attributes:
    return {key: value for key, value in data.items() if key != name}


@_json
def cx2(graph: nx.Graph) -> Any:
    """CX2 of NDEx and Cytoscape: whole numbers as ids, our own in the attributes `name` and `edge`."""
    numbers = {str(node): at for at, node in enumerate(graph)}
    nodes: list[Attributes] = []
    for node, data in nodes_of(graph):
        told = {**data, "name": data.get("label", node), "represents": node}
        nodes.append({"id": numbers[node], **_xy(graph, node), "v": told})
    edges: list[Attributes] = []
    for at, (key, source, target, data) in enumerate(edges_of(graph)):
        told = {**data, "interaction": data.get("label", data.get("tie", "tie")), "edge": key}
        edges.append({"id": at, "s": numbers[source], "t": numbers[target], "v": told})
    facts = facts_of(graph)
    facts = {**facts, "name": str(facts.get("label", "Stancegraph"))}
    declared = {
        "networkAttributes": _declared([facts]),
        "nodes": _declared(node["v"] for node in nodes),
        "edges": _declared(edge["v"] for edge in edges),
    }
    counts = [("attributeDeclarations", 1), ("networkAttributes", 1), ("nodes", len(nodes)), ("edges", len(edges))]
    return [
        {"CXVersion": "2.0", "hasFragments": False},
        {"metaData": [{"name": name, "elementCount": count} for name, count in counts]},
        {"attributeDeclarations": [declared]},
        {"networkAttributes": [facts]},
        {"nodes": nodes},
        {"edges": edges},
        {"status": [{"success": True}]},
    ]


def _declared(rows: Any) -> dict[str, dict[str, str]]:
    return {name: {"d": kind} for name, kind in column_types(rows).items()}
