"""Formats that are XML: GEXF 1.3 and GraphML."""

from __future__ import annotations

import calendar
import io
from collections.abc import Iterable, Mapping

import networkx as nx
from lxml import etree

from .parts import Attributes, colour, column_types, edges_of, facts_of, node_size, nodes_of, place_of, sign_colour

__all__ = ["gexf", "graphml"]

_GEXF = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{_GEXF} http://gexf.net/1.3/gexf.xsd"


def gexf(graph: nx.Graph, *, dynamic: bool = False) -> bytes:
    """GEXF 1.3 with places, sizes and colours. `dynamic`: edges last from their first date to when they end.

    Parallel edges differ by `kind`, their act or tie, so that Gephi keeps them apart.
    """
    root = etree.Element(f"{{{_GEXF}}}gexf", nsmap={None: _GEXF, "viz": _VIZ, "xsi": _XSI}, version="1.3")
    root.set(f"{{{_XSI}}}schemaLocation", _SCHEMA)
    facts = facts_of(graph)
    meta = etree.SubElement(root, f"{{{_GEXF}}}meta")
    etree.SubElement(meta, f"{{{_GEXF}}}creator").text = "Stancegraph"
    etree.SubElement(meta, f"{{{_GEXF}}}description").text = _clean(facts.get("label", "A network of positions"))
    body = etree.SubElement(root, f"{{{_GEXF}}}graph", mode="dynamic" if dynamic else "static")
    body.set("defaultedgetype", "directed" if graph.is_directed() else "undirected")
    if dynamic:
        body.set("timeformat", "date")
        body.set("timerepresentation", "interval")
    nodes, edges = list(nodes_of(graph)), list(edges_of(graph))
    node_columns = _declare(body, "node", (data for _, data in nodes), {"label"})
    edge_columns = _declare(body, "edge", (data for *_, data in edges), {"label", "weight"})
    within = etree.SubElement(body, f"{{{_GEXF}}}nodes", count=str(len(nodes)))
    for at, (node, data) in enumerate(nodes):
        element = etree.SubElement(within, f"{{{_GEXF}}}node", id=_clean(node), label=_clean(data.get("label", node)))
        _values(element, data, node_columns)
        _draw(element, place_of(graph, node) or (float(at % 100), float(at // 100)), data)
    within = etree.SubElement(body, f"{{{_GEXF}}}edges", count=str(len(edges)))
    for key, source, target, data in edges:
        element = etree.SubElement(
            within, f"{{{_GEXF}}}edge", id=_clean(key), source=_clean(source), target=_clean(target)
        )
        element.set("label", _clean(data.get("label", key)))
        element.set("kind", _clean(_kind(data)))
        element.set("weight", str(float(data.get("weight", 1))))
        if dynamic:
            _spell(element, data)
        _values(element, data, edge_columns)
        _coloured(element, sign_colour(data.get("polarity")))
    return _bytes(root)


def _kind(data: Attributes) -> str:
    """What keeps an edge apart from others of the same ends."""
    named = [str(data[name]) for name in ("tie", "act", "polarity") if name in data]
    return " ".join(named) or str(data.get("label", "tie"))


def _declare(body: etree._Element, name: str, rows: Iterable[Attributes], left_out: set[str]) -> Mapping[str, str]:
    """One block of attributes a class, whose ids are their titles."""
    types = {title: kind for title, kind in column_types(rows).items() if title not in left_out}
    block = etree.SubElement(body, f"{{{_GEXF}}}attributes")
    block.set("class", name)
    block.set("mode", "static")
    for title, kind in types.items():
        etree.SubElement(block, f"{{{_GEXF}}}attribute", id=title, title=title, type=kind)
    return types


def _values(element: etree._Element, data: Attributes, columns: Mapping[str, str]) -> None:
    block = etree.SubElement(element, f"{{{_GEXF}}}attvalues")
    for name, value in data.items():
        if name in columns:
            etree.SubElement(block, f"{{{_GEXF}}}attvalue", {"for": name, "value": _text(value)})


def _draw(element: etree._Element, place: tuple[float, float], data: Attributes) -> None:
    _coloured(element, colour(data.get("kind")))
    etree.SubElement(element, f"{{{_VIZ}}}position", x=str(place[0]), y=str(0.0 - place[1]), z="0.0")  # y goes up here
    etree.SubElement(element, f"{{{_VIZ}}}size", value=str(node_size(data)))


def _coloured(element: etree._Element, rgb: tuple[int, int, int]) -> None:
    etree.SubElement(element, f"{{{_VIZ}}}color", r=str(rgb[0]), g=str(rgb[1]), b=str(rgb[2]))


def _spell(element: etree._Element, data: Attributes) -> None:
    """From when to when an edge holds; both ends are included."""
    first = data.get("first") or data.get("date")
    until = data.get("until")
    if first:
        element.set("start", _day(str(first)))
    if until:
        element.set("end", _day(str(until), last=True))


def _day(date: str, *, last: bool = False) -> str:
    """The first or the last day of a month or a year."""
    year, month, day = (int(part) if part else 0 for part in (*date.split("-"), "", "")[:3])
    month = month or (12 if last else 1)
    day = day or (calendar.monthrange(year, month)[1] if last else 1)
    return f"{year:04}-{month:02}-{day:02}"


def graphml(graph: nx.Graph) -> bytes:
    """GraphML with edge ids; types are those that every reader knows: boolean, long, double, string."""
    plain = nx.MultiDiGraph() if graph.is_directed() else nx.MultiGraph()
    plain.graph.update({name: _value(value) for name, value in facts_of(graph).items()})
    for node, data in nodes_of(graph):
        place = place_of(graph, node)
        drawn = {"x": place[0], "y": place[1]} if place else {}
        plain.add_node(_clean(node), **{name: _value(value) for name, value in {**data, **drawn}.items()})
    for key, source, target, data in edges_of(graph):
        told = {name: _value(value) for name, value in data.items()}
        plain.add_edge(_clean(source), _clean(target), key=_clean(key), **told)
    output = io.BytesIO()
    nx.write_graphml_lxml(plain, output, infer_numeric_types=True, named_key_ids=True)
    return output.getvalue()


def _value(value: object) -> object:
    return _clean(value) if isinstance(value, str) else value


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _clean(value)


def _clean(value: object) -> str:
    """Text without the characters that XML cannot hold."""
    return "".join(char for char in str(value) if char in "\t\n\r" or " " <= char <= "\ud7ff" or char >= "\ue000")


def _bytes(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written
