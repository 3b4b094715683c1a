"""The model on one page: a picture of the classes and of the properties between them, drawn from the ontology's files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import igraph
import pyoxigraph as ox

from graph_builder import PREFIXES, ontology

__all__ = ["Model", "draw_model", "read_model"]

_SG, _RDFS, _OWL, _RDF = PREFIXES["sg"], PREFIXES["rdfs"], PREFIXES["owl"], PREFIXES["rdf"]
_WIDTH, _LINE, _GAP_X, _LAYER = 168, 16, 26, 150
_SQUEEZE = 0.6
_DERIVED = "Derived"


@dataclass(frozen=True, slots=True)
class Model:
    """Classes by local name with the classes listed inside them, links as (from, to), and the properties of each link."""

    classes: Mapping[str, Sequence[str]]
    links: Mapping[tuple[str, str], Sequence[tuple[str, bool]]]
    below: Sequence[tuple[str, str]]


def _triples() -> dict[str, dict[str, list[str]]]:
    """Statements about terms of our own: subject → predicate → values, all as text."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in ontology.files("", ".ttl"):
        for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE):
            found[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return found


def read_model() -> Model:
    """The classes and object properties of ontology/*.ttl.

    A class that has a superclass of ours and no property of its own is listed inside that class.
    """
    terms = _triples()
    kinds = {subject: set(said[f"{_RDF}type"]) for subject, said in terms.items()}
    classes = {name for name, kind in kinds.items() if f"{_OWL}Class" in kind and name.startswith(_SG)}
    parents = {name: [up for up in terms[name][f"{_RDFS}subClassOf"] if up in classes] for name in classes}
    links: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    for name, kind in sorted(kinds.items()):
        if f"{_OWL}ObjectProperty" not in kind or not name.startswith(_SG):
            continue
        derived = any(_DERIVED in text for text in terms[name][f"{PREFIXES['skos']}definition"])
        for start in terms[name][f"{_RDFS}domain"]:
            for end in terms[name][f"{_RDFS}range"]:
                if start in classes and end in classes:
                    links[_local(start), _local(end)].append((_local(name), derived))
    for start, end, name in _shaped(classes):
        links[start, end].append((name, False))
    linked = {end for link in links for end in link}
    inner = {name for name in classes if parents[name] and _local(name) not in linked}
    shown: dict[str, list[str]] = {_local(name): [] for name in sorted(classes - inner)}
    for name in sorted(inner):
        shown[_top(name, parents, inner)].append(_local(name))
    below = [(_local(name), _local(up)) for name in sorted(classes - inner) for up in parents[name]]
    return Model(shown, dict(links), below)


def _shaped(classes: set[str]) -> list[tuple[str, str, str]]:
    """Links between classes of ours by properties of other vocabularies, as the shapes tell them."""
    shapes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(ontology.read_bytes("shapes", "data.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode):
            shapes[quad.subject.value][quad.predicate.value].append(quad.object.value)
    sh, org = PREFIXES["sh"], PREFIXES["org"]
    return sorted(
        (_local(start), _local(end), f"org:{path.removeprefix(org)}")
        for said in list(shapes.values())
        for start in said[f"{sh}targetClass"]
        for part in said[f"{sh}property"]
        for path in shapes[part][f"{sh}path"]
        for end in shapes[part][f"{sh}class"]
        if {start, end} <= classes and path.startswith(org)
    )


def _top(name: str, parents: Mapping[str, Sequence[str]], inner: set[str]) -> str:
    while name in inner:
        name = parents[name][0]
    return _local(name)


def _local(name: str) -> str:
    return name.removeprefix(_SG)


@dataclass(frozen=True, slots=True)
class _Box:
    name: str
    lines: Sequence[str]
    x: float
    y: float

    @property
    def height(self) -> int:
        return 34 + _LINE * len(self.lines)

    def edge_towards(self, other: _Box) -> tuple[float, float]:
        """Where a line to another box leaves this one."""
        dx, dy = other.x - self.x, other.y - self.y
        scale = max(abs(dx) / (_WIDTH / 2), abs(dy) / (self.height / 2)) or 1
        return self.x + dx / scale, self.y + dy / scale


def _placed(model: Model) -> dict[str, _Box]:
    """The boxes in layers, so that most lines point down and few cross (Sugiyama, Tagawa and Toda 1981, by igraph)."""
    names = list(model.classes)
    index = {name: number for number, name in enumerate(names)}
    pairs = [*model.links, *((up, name) for name, up in model.below)]
    graph = igraph.Graph(len(names), [(index[a], index[b]) for a, b in pairs if a != b], directed=True)
    layout = graph.layout_sugiyama(hgap=1, vgap=1, maxiter=500)
    spots = {name: layout[number] for name, number in index.items()}
    ranks = {x: rank for rank, x in enumerate(sorted({round(x, 3) for x, _ in spots.values()}))}
    unit = _WIDTH + _GAP_X
    ends: dict[float, float] = {}
    boxes = {}
    for name, (x, y) in sorted(spots.items(), key=lambda item: item[1]):
        # Wide gaps of the layout are closed, as long as boxes of one layer do not meet.
        middle = max(20 + _WIDTH / 2 + ranks[round(x, 3)] * unit * _SQUEEZE, ends.get(y, 0) + unit)
        ends[y] = middle
        boxes[name] = _Box(name, _wrapped(model.classes[name]), middle, 60 + y * _LAYER)
    return boxes


def _wrapped(names: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + len(name) < 22:
            lines[-1] += f", {name}"
        else:
            lines.append(name)
    return lines


def draw_model(model: Model) -> str:
    """The model as SVG, the same for the same files. Derived properties are dashed; hollow arrows lead to the wider class."""
    boxes = _placed(model)
    width = max(box.x for box in boxes.values()) + _WIDTH / 2 + 20
    height = max(box.y + box.height / 2 for box in boxes.values()) + 20
    parts = [_arrow(boxes[name], boxes[up], [], wider=True) for name, up in model.below]
    parts += [_arrow(boxes[a], boxes[b], names) for (a, b), names in model.links.items() if a != b]
    parts += [_box(box) for box in boxes.values()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>The classes of Stancegraph and what ties them</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>'
        '<defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0,0 8,4 0,8z" fill="#456"/></marker>'
        '<marker id="up" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="12" markerHeight="12" orient="auto">'
        '<path d="M1,1 11,6 1,11z" fill="#fff" stroke="#456"/></marker></defs>'
        f"{''.join(parts)}</svg>\n"
    )


def _arrow(start: _Box, end: _Box, names: Sequence[tuple[str, bool]], *, wider: bool = False) -> str:
    (x1, y1), (x2, y2) = start.edge_towards(end), end.edge_towards(start)
    dashed = ' stroke-dasharray="5 4"' if names and all(derived for _, derived in names) else ""
    marker = "up" if wider else "to"
    line = f'<path d="M{x1:.1f},{y1:.1f} L{x2:.1f},{y2:.1f}" stroke="#456" fill="none"{dashed} marker-end="url(#{marker})"/>'
    middle_y = (y1 + y2) / 2 - (len(names) - 1) * _LINE / 2
    texts = "".join(
        f'<text x="{(x1 + x2) / 2:.1f}" y="{middle_y + number * _LINE + 4:.1f}" text-anchor="middle" fill="#234" '
        f'stroke="#fff" stroke-width="4" paint-order="stroke">{escape(name)}</text>'
        for number, (name, _) in enumerate(names)
    )
    return line + texts


def _box(box: _Box) -> str:
    x, y = box.x - _WIDTH / 2, box.y - box.height / 2
    lines = "".join(
        f'<text x="{box.x:.1f}" y="{y + 40 + number * _LINE:.1f}" text-anchor="middle" fill="#456">{escape(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    return (
        f'<a href="#{box.name}"><rect x="{x:.1f}" y="{y:.1f}" width="{_WIDTH}" height="{box.height}" rx="6" '
        f'fill="#eef3f8" stroke="#456"/><text x="{box.x:.1f}" y="{y + 22:.1f}" text-anchor="middle" font-weight="bold" '
        f'fill="#123">{escape(box.name)}</text>{lines}</a>'
    )
