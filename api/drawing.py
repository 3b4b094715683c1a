"""A network of positions as a picture that can be read.

Holders stand in the middle, what they are for at the right, what they are against at the left. Places follow from the
network alone, so the same network is always the same picture.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import networkx as nx

from api.models import PositionOut

__all__ = ["Drawing", "Edge", "Node", "draw", "network_of"]

_ROW = 30
_HEAD = 34
_HEIGHT = 22
_LETTER = 6.9
"""Width of an average letter of the labels."""
_LONGEST = 40
_MARGIN = 8
_GAP = 170
"""Room between columns, for the lines."""
_ARC = 160
"""Room for lines between holders."""
_MOST_LINES = 70
"""More lines than these are a tangle."""
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
    width: float


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
    others = {thing for _, thing, _ in lines} - all_holders
    for most in range(most_things, 7, -2):
        shown = holders | _heaviest(others, weight, most, centre)
        kept = {line: acts for line, acts in lines.items() if line[0] in shown and line[1] in shown}
        if len(kept) <= _MOST_LINES:
            break
    if not kept:
        return None
    columns = _columns(kept, holders)
    places = _places(network, columns)
    drawn = {node.id for node in places.values()}
    return Drawing(
        height=max(node.y + node.height for node in places.values()) + _MARGIN,
        nodes=list(places.values()),
        edges=[_edge(places, *line, acts) for line, acts in kept.items()],
        heads=_heads(columns, places),
        left_out=len(set(weight) - drawn),
        width=max(node.x + node.width for node in places.values()) + _MARGIN + _ARC * _has_arcs(kept, holders),
    )


def _has_arcs(lines: Iterable[_Line], holders: set[str]) -> bool:
    """Whether a line from one holder to another swings out where no column is at the right."""
    return all(thing in holders for _, thing, _ in lines)


def network_of(positions: Iterable[PositionOut]) -> nx.MultiDiGraph:
    """The network of positions that were read already, as `api.networks.positions` makes it of those in a store."""
    network = nx.MultiDiGraph(complete=True)
    for position in positions:
        for holder in position.holders:
            for attitude in position.attitudes:
                for thing in (holder, attitude):
                    network.add_node(thing.id, label=thing.label, kind=thing.kind, iri=thing.iri)
                network.add_edge(
                    holder.id,
                    attitude.id,
                    act=position.act,
                    polarity=attitude.polarity,
                    position=position.id,
                    document=position.document.id,
                )
    return network


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
    tops: dict[str, float] = {thing: _HEAD + place * _ROW for side in (left, right) for place, thing in enumerate(side)}
    under_left = _neutral_at_left(columns)
    shorter = left if under_left else right
    start = _HEAD + len(shorter) * _ROW + (_HEAD if shorter else 0)
    tops |= {thing: start + place * _ROW for place, thing in enumerate(columns["neutral"])}
    (left if under_left else right).extend(columns["neutral"])
    bottom = max(tops.values(), default=0) + _ROW
    middle = columns["holders"]
    step = max(_ROW * 1.2, (bottom - _HEAD) / len(middle))
    tops |= {holder: _HEAD + place * step + (step - _ROW) / 2 for place, holder in enumerate(middle)}
    at = float(_MARGIN)
    places: dict[str, Node] = {}
    for side, share in ((left, 1.0), (middle, 0.5), (right, 0.0)):
        widest = max((_width(network, node) for node in side), default=0.0)
        for node in side:
            places[node] = _node(network, node, at + (widest - _width(network, node)) * share, tops[node])
        at += widest + _GAP if side else 0
    return places


def _neutral_at_left(columns: Mapping[str, Sequence[str]]) -> bool:
    return 0 < len(columns["against"]) < len(columns["for"])


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"


def _width(network: nx.MultiDiGraph, node: str) -> float:
    return len(_short(network.nodes[node]["label"])) * _LETTER + 18


def _node(network: nx.MultiDiGraph, node: str, x: float, y: float) -> Node:
    data = network.nodes[node]
    width = round(_width(network, node), 1)
    return Node(node, _short(data["label"]), data["label"], data["kind"], round(x, 1), round(y, 1), width)


def _heads(columns: Mapping[str, Sequence[str]], places: Mapping[str, Node]) -> list[tuple[float, float, str, str]]:
    """Headings of the columns: place, words and where the words are anchored."""
    heads = []
    for side, words in (("against", "against"), ("for", "for"), ("neutral", "either")):
        if columns[side]:
            first = places[columns[side][0]]
            at_left = side == "against" or (side == "neutral" and _neutral_at_left(columns))
            x = first.x + first.width if at_left else first.x
            heads.append((x, first.y - 12, words, "end" if at_left else "start"))
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
    acts = ", ".join(
        f"{act} ({count})" if count > 1 else act for act, count in Counter(d["act"] for d in found).items()
    )
    title = f"{start.full_label}: {acts} – {_SIGNS[polarity]} {end.full_label}"
    sign_x = x2 + (10 if x2 >= end.x + end.width else -10)
    return Edge(path, _SIGNS[polarity], title, _href(holder, thing, polarity, found), sign_x, y2, _GLYPHS[polarity])


_GLYPHS = {"+": "+", "-": "−", "0": "0"}


def _href(holder: str, thing: str, polarity: str, found: Sequence[Mapping[str, str]]) -> str:
    """A line that stands for one position leads to its sentence, one that stands for several to their list."""
    if len({data["position"] for data in found}) == 1:
        return f"/{found[0]['document']}#{found[0]['position'].replace('/', '-')}"
    return f"/?{urlencode({'holder': holder, 'about': thing, 'polarity': _SIGNS[polarity]})}"
