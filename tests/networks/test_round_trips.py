"""Any graph that is written and read back is the same graph, in every format that keeps all of it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from api.export import write

GEXF = "{http://gexf.net/1.3}"

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
names = st.sampled_from(["act", "quote", "document", "note"])


@st.composite
def graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for at in range(draw(st.integers(1, 5))):
        graph.add_node(
            f"n{at}", label=draw(words), kind="actor", iri=f"urn:{at}", weight=draw(st.integers(0, 99)),
            x=float(at), y=-float(at),
        )  # fmt: skip
    ends = st.integers(0, len(graph) - 1)
    for at in range(draw(st.integers(0, 6))):
        told: dict[str, Any] = draw(st.dictionaries(names, words, max_size=3))
        told |= {
            "label": draw(words),
            "tie": "stance",
            "weight": draw(st.integers(1, 9)),
            "share": draw(st.floats(0, 1)),
        }
        graph.add_edge(f"n{draw(ends)}", f"n{draw(ends)}", key=f"e{at}", **told)
    return graph


def read_graphml(data: bytes) -> nx.MultiDiGraph:
    return nx.MultiDiGraph(nx.read_graphml(io.BytesIO(data), force_multigraph=True))


def read_d3(data: bytes) -> nx.MultiDiGraph:
    told, graph = json.loads(data), nx.MultiDiGraph()
    for node in told["nodes"]:
        graph.add_node(node.pop("id"), **node)
    for link in told["links"]:
        graph.add_edge(link.pop("source"), link.pop("target"), key=link.pop("id"), **link)
    return graph


def read_jgf(data: bytes) -> nx.MultiDiGraph:
    told, graph = json.loads(data)["graph"], nx.MultiDiGraph()
    for name, node in told["nodes"].items():
        graph.add_node(name, label=node["label"], **node["metadata"])
    for edge in told["edges"]:
        graph.add_edge(edge["source"], edge["target"], key=edge["id"], label=edge["label"], **edge["metadata"])
    return graph


def read_cx2(data: bytes) -> nx.MultiDiGraph:
    aspects = {name: value for aspect in json.loads(data) for name, value in aspect.items()}
    graph, ids = nx.MultiDiGraph(), {}
    for node in aspects["nodes"]:
        told = dict(node["v"])
        ids[node["id"]] = told.pop("represents")
        told.pop("name")
        graph.add_node(ids[node["id"]], x=node["x"], y=node["y"], **told)
    for edge in aspects["edges"]:
        told = dict(edge["v"])
        told.pop("interaction")
        graph.add_edge(ids[edge["s"]], ids[edge["t"]], key=told.pop("edge"), **told)
    return graph


def read_cytoscape(data: bytes) -> nx.MultiDiGraph:
    told, graph = json.loads(data), nx.MultiDiGraph()
    for node in told["elements"]["nodes"]:
        rest = {name: value for name, value in node["data"].items() if name not in {"id", "value", "name"}}
        graph.add_node(node["data"]["id"], **rest, **node["position"])
    for edge in told["elements"]["edges"]:
        rest = {name: value for name, value in edge["data"].items() if name not in {"id", "key", "source", "target"}}
        graph.add_edge(edge["data"]["source"], edge["data"]["target"], key=edge["data"]["id"], **rest)
    return graph


def read_node_link(data: bytes) -> nx.MultiDiGraph:
    return nx.node_link_graph(json.loads(data), edges="edges")


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("graphml", read_graphml), ("node-link", read_node_link), ("d3", read_d3), ("jgf", read_jgf), ("cx2", read_cx2),
        ("cytoscape", read_cytoscape),
    ],
)  # fmt: skip
@given(graph=graphs())
@settings(max_examples=30, deadline=None)
def test_export_and_reimport_is_the_identity(
    name: str, read: Callable[[bytes], nx.MultiDiGraph], graph: nx.MultiDiGraph
) -> None:
    back = read(write(graph, name)[0])
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {(a, b, key): data for a, b, key, data in back.edges(keys=True, data=True)} == {
        (a, b, key): data for a, b, key, data in graph.edges(keys=True, data=True)
    }


@given(graph=graphs())
@settings(max_examples=30, deadline=None)
def test_gexf_holds_every_value(graph: nx.MultiDiGraph) -> None:
    """networkx does not read a kind of edge, so parallel ones are told apart by their ids here."""
    root = etree.fromstring(write(graph, "gexf")[0])
    types = {one.get("title"): one.get("type") for one in root.iter(f"{GEXF}attribute")}
    read = {"long": int, "double": float, "string": str}

    def values(element: Any) -> dict[str, Any]:
        return {
            one.get("for"): read[str(types[one.get("for")])](one.get("value"))
            for one in element.iter(f"{GEXF}attvalue")
        }

    for node in root.iter(f"{GEXF}node"):
        known = graph.nodes[node.get("id")]
        assert {"label": node.get("label"), **values(node)} == {name: known[name] for name in known if name not in "xy"}
    for edge in root.iter(f"{GEXF}edge"):
        known = graph.edges[edge.get("source"), edge.get("target"), edge.get("id")]
        assert {"label": edge.get("label"), "weight": int(float(edge.get("weight"))), **values(edge)} == known
    assert len(list(root.iter(f"{GEXF}edge"))) == graph.number_of_edges()
