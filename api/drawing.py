"""A network of positions as a picture that can be read: holders in the middle, what they are for at the right, against at
the left. Places follow from the network alone, so the same network is always the same picture."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import networkx as nx

__all__ = ["Drawing", "Edge", "Node", "draw"]

WIDTH = 960
_ROW = 30
_HEAD = 34
_HEIGHT = 22
_LETTER = 6.6
"""Width of an average letter of the labels."""
_LONGEST = 40
_MARGIN = 8
_SIDES = ("against", "for", "neutral")
_SIGNS = {"+": "for", "-": "against", "0": "neutral"}


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its box, its label and where it leads."""

    id: str
    label: str
    full_label: str
    kind: str
    x: float
    y: float
    width: float
    height: float = _HEIGHT

    @property
    def href(self) -> str:
        """Page of the thing."""
        return f"/entity/{self.id}"

    @property
    def middle(self) -> float:
        """Height of the middle."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """All attitudes of one sign from a holder to a thing, as one line."""

    path: str
    polarity: str
    title: str
    href: str
    sign_x: float
    sign_y: float
    sign: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture. `left_out` nodes had fewer positions than those that are drawn."""

    height: float
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    heads: Sequence[tuple[float, float, str, str]]
    left_out: int
    width: int = WIDTH


def draw(network: nx.MultiDiGraph, most_things: int = 36, most_holders: int = 14) -> Drawing | None:
    """Draw the holders and things with the most positions; None if there is nothing to draw."""
    lines = _lines(network)
    weight: Counter[str] = Counter()
    for (holder, thing, _), acts in lines.items():
        weight[holder] += len(acts)
        weight[thing] += len(acts)
    centre = network.graph.get("centre", "")
    all_holders = {holder for holder, _, _ in lines}
    holders = _heaviest(all_holders, weight, most_holders, centre)
    things = _heaviest({thing for _, thing, _ in lines} - all_holders, weight, most_things, centre)
    kept = {line: acts for line, acts in lines.items() if line[0] in holders and line[1] in holders | things}
    if not kept:
        return None
    columns = _columns(kept, holders)
    places = _places(network, columns)
    drawn = {node.id for node in places.values()}
    return Drawing(
        height=max(node.y + node.height for node in places.values()) + _MARGIN,
        nodes=list(places.values()),
        edges=[_edge(places, *line, acts) for line, acts in kept.items()],
        heads=_heads(columns),
        left_out=len(set(weight) - drawn),
    )


_Line = tuple[str, str, str]
"""Holder, thing, polarity."""


def _lines(network: nx.MultiDiGraph) -> dict[_Line, list[Mapping[str, str]]]:
    lines: defaultdict[_Line, list[Mapping[str, str]]] = defaultdict(list)
    for holder, thing, data in network.edges(data=True):
        lines[holder, thing, data["polarity"]].append(data)
    return dict(sorted(lines.items()))


def _heaviest(nodes: Iterable[str], weight: Mapping[str, int], most: int, centre: str) -> set[str]:
    return set(sorted(nodes, key=lambda node: (node != centre, -weight[node], node))[:most])


def _columns(lines: Mapping[_Line, Sequence[object]], holders: set[str]) -> dict[str, list[str]]:
    """Nodes of each column from top to bottom, ordered so that few lines cross."""
    balance: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (_, thing, polarity), acts in lines.items():
        if thing not in holders:
            balance[thing][_SIGNS[polarity]] += len(acts)
    columns: dict[str, list[str]] = {side: [] for side in _SIDES}
    for thing, counts in sorted(balance.items()):
        tied = counts["for"] == counts["against"]
        columns["neutral" if tied else max(("for", "against"), key=counts.__getitem__)].append(thing)
    order = {holder: float(place) for place, holder in enumerate(sorted(holders))}
    for _ in range(4):
        for side in _SIDES:
            columns[side] = _by_neighbours(columns[side], lines, order)
            order |= {thing: place / max(1, len(columns[side])) for place, thing in enumerate(columns[side])}
        middle = _by_neighbours(sorted(holders), lines, order)
        order |= {holder: place / len(middle) for place, holder in enumerate(middle)}
    return {**columns, "holders": middle}


def _by_neighbours(nodes: Sequence[str], lines: Iterable[_Line], order: Mapping[str, float]) -> list[str]:
    neighbours: defaultdict[str, list[float]] = defaultdict(list)
    for holder, thing, _ in lines:
        neighbours[holder].append(order.get(thing, 0.5))
        neighbours[thing].append(order.get(holder, 0.5))
    return sorted(nodes, key=lambda node: (sum(neighbours[node]) / max(1, len(neighbours[node])), node))


def _places(network: nx.MultiDiGraph, columns: Mapping[str, Sequence[str]]) -> dict[str, Node]:
    """Boxes: against at the left, for at the right, things with neither under the shorter of the two."""
    left, right = list(columns["against"]), list(columns["for"])
    shorter, side = (left, "left") if len(left) < len(right) else (right, "right")
    start = _HEAD + len(shorter) * _ROW + (_HEAD if shorter else 0)
    places = _stack(network, left, "left", _HEAD) | _stack(network, right, "right", _HEAD)
    places |= _stack(network, columns["neutral"], side, start)
    bottom = max((node.y + _ROW for node in places.values()), default=_HEAD + _ROW)
    middle = columns["holders"]
    step = max(_ROW * 1.2, (bottom - _HEAD) / max(1, len(middle)))
    top = _HEAD + max(0.0, (bottom - _HEAD - step * len(middle)) / 2) + (step - _ROW) / 2
    for place, holder in enumerate(middle):
        places[holder] = _node(network, holder, "middle", top + place * step)
    return places


def _stack(network: nx.MultiDiGraph, nodes: Sequence[str], side: str, top: float) -> dict[str, Node]:
    return {node: _node(network, node, side, top + place * _ROW) for place, node in enumerate(nodes)}


def _node(network: nx.MultiDiGraph, node: str, side: str, y: float) -> Node:
    data = network.nodes[node]
    label = data["label"]
    short = label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
    width = len(short) * _LETTER + 20
    x = {"left": _MARGIN, "right": WIDTH - _MARGIN - width, "middle": (WIDTH - width) / 2}[side]
    return Node(node, short, label, data["kind"], round(x, 1), round(y, 1), round(width, 1))


def _heads(columns: Mapping[str, Sequence[str]]) -> list[tuple[float, float, str, str]]:
    """Headings of the columns: place, words and where the words are anchored."""
    left, right = len(columns["against"]), len(columns["for"])
    heads = []
    if left:
        heads.append((float(_MARGIN), 20.0, "against", "start"))
    if right:
        heads.append((float(WIDTH - _MARGIN), 20.0, "for", "end"))
    if columns["neutral"]:
        y = 20.0 + min(left, right) * _ROW + (_HEAD if min(left, right) else 0)
        at_left = left < right
        heads.append((float(_MARGIN if at_left else WIDTH - _MARGIN), y, "neither, or both", "start" if at_left else "end"))
    return heads


def _edge(
    places: Mapping[str, Node], holder: str, thing: str, polarity: str, found: Sequence[Mapping[str, str]]
) -> Edge:
    start, end = places[holder], places[thing]
    to_right = end.x + end.width / 2 >= start.x + start.width / 2
    x1 = start.x + start.width if to_right else start.x
    if abs(end.x + end.width / 2 - start.x - start.width / 2) < 1:  # both in the middle: round the side
        x2 = end.x + end.width
        bend = 60 + abs(end.y - start.y) / 4
        control = (x1 + bend, x2 + bend)
    else:
        x2 = end.x if to_right else end.x + end.width
        control = ((x1 + x2) / 2, (x1 + x2) / 2)
    shift = {"+": -3, "-": 3, "0": 0}[polarity] if holder != thing else 0
    y1, y2 = start.middle, end.middle + shift
    path = f"M{x1:.1f},{y1:.1f} C{control[0]:.1f},{y1:.1f} {control[1]:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
    acts = ", ".join(f"{act} ({count})" if count > 1 else act for act, count in Counter(d["act"] for d in found).items())
    title = f"{start.full_label}: {acts} – {_SIGNS[polarity]} {end.full_label}"
    sign_x = x2 + (10 if x2 >= end.x + end.width else -10)
    return Edge(path, _SIGNS[polarity], title, _href(holder, thing, polarity, found), sign_x, y2, _GLYPHS[polarity])


_GLYPHS = {"+": "+", "-": "−", "0": "0"}


def _href(holder: str, thing: str, polarity: str, found: Sequence[Mapping[str, str]]) -> str:
    """A line that stands for one position leads to its sentence, one that stands for several to their list."""
    if len({data["position"] for data in found}) == 1:
        return f"/{found[0]['document']}#{found[0]['position'].replace('/', '-')}"
    return f"/?{urlencode({'holder': holder, 'about': thing, 'polarity': _SIGNS[polarity]})}"
