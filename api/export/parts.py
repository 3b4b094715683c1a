"""What all formats share: nodes and edges in one order with unique ids, the type of each attribute, and the colours."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import networkx as nx

__all__ = [
    "COLOURS", "Attributes", "Type", "colour", "column_types", "edges_of", "facts_of", "node_size", "nodes_of",
    "place_of", "sign_colour",
]  # fmt: skip

Attributes = dict[str, Any]
Type = Literal["boolean", "long", "double", "string"]

COLOURS: Mapping[str, tuple[int, int, int]] = {
    "actor": (0, 114, 178),
    "threat": (213, 94, 0),
    "treaty": (0, 158, 115),
    "conflict": (204, 121, 167),
    "issue": (230, 159, 0),
    "principle": (86, 180, 233),
    "initiative": (170, 160, 40),
}
"""Okabe and Ito's colours, which most readers tell apart; shapes and labels say the same."""
_OTHER = (120, 120, 120)
_SIGNS = {"+": (0, 114, 178), "-": (213, 94, 0), "0": (120, 120, 120), "±": (120, 80, 120)}
_DRAWING = {"x", "y"}


def nodes_of(graph: nx.Graph) -> Iterator[tuple[str, Attributes]]:
    """Ids and attributes of the nodes, without their places."""
    for node, data in graph.nodes(data=True):
        yield str(node), _known({name: value for name, value in data.items() if name not in _DRAWING})


def place_of(graph: nx.Graph, node: str) -> tuple[float, float] | None:
    """Where a node is drawn, if it is placed."""
    data = graph.nodes[node]
    return (float(data["x"]), float(data["y"])) if "x" in data and "y" in data else None


def edges_of(graph: nx.Graph) -> Iterator[tuple[str, str, str, Attributes]]:
    """Id, source, target and attributes of the edges; ids are unique among nodes and edges."""
    taken = {str(node) for node in graph}
    for name, source, target, data in _edges(graph):
        key, again = name, 2
        while key in taken:
            key, again = f"{name}#{again}", again + 1
        taken.add(key)
        yield key, str(source), str(target), _known(data)


def _edges(graph: nx.Graph) -> Iterator[tuple[str, Any, Any, Attributes]]:
    if graph.is_multigraph():
        for source, target, key, data in graph.edges(keys=True, data=True):
            yield str(key), source, target, data
    else:
        for source, target, data in graph.edges(data=True):
            yield f"{source}--{target}", source, target, data


def facts_of(graph: nx.Graph) -> Attributes:
    """What the network tells of itself."""
    return _known(graph.graph)


def _known(data: Mapping[str, Any]) -> Attributes:
    """Values that are known, lists joined by bars: most readers have no lists."""
    known = {}
    for name, value in data.items():
        plain = " | ".join(map(str, value)) if isinstance(value, list | tuple) else value
        if plain is not None and plain != "" and plain == plain:  # NaN differs from itself
            known[name] = plain
    return known


def column_types(rows: Iterable[Attributes]) -> dict[str, Type]:
    """The type of each attribute over all rows: numbers of two kinds are doubles, other mixtures text."""
    found: dict[str, Type] = {}
    for row in rows:
        for name, value in row.items():
            here = _type(value)
            before = found.setdefault(name, here)
            if before != here:
                found[name] = "double" if {before, here} == {"long", "double"} else "string"
    return found


def _type(value: object) -> Type:
    match value:
        case bool():
            return "boolean"
        case int():
            return "long"
        case float():
            return "double"
    return "string"


def colour(kind: object) -> tuple[int, int, int]:
    """Colour of a node of some kind."""
    return COLOURS.get(str(kind), _OTHER)


def sign_colour(polarity: object) -> tuple[int, int, int]:
    """Colour of an edge of some sign."""
    return _SIGNS.get(str(polarity), _OTHER)


def node_size(data: Attributes) -> float:
    """Diameter of a node: its area grows with the positions that it has."""
    return round(10.0 + 4.0 * math.sqrt(min(float(data.get("weight", 1)), 400.0)), 1)
