"""Files for graph tools, read back by the tools' own readers: what was written is what is read."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import igraph
import jgf
import networkx as nx
import pydot
import pytest
import small_world
from lxml import etree
from ndex2.cx2 import CX2NetworkXFactory, RawCX2NetworkFactory

from api import networks
from api.export import FORMATS, file_name, write
from api.networks.drawn import place

GEXF = "{http://gexf.net/1.3}"
RESERVED = {"type", "id", "source", "target", "parent", "index", "hidden", "key"}
"""Names that are never ours: graph tools give them a meaning (size and color only draw, x and y are places)."""


@pytest.fixture(scope="module")
def ego() -> nx.MultiDiGraph:
    answer = networks.ego(small_world.snapshot(), "missiles", depth=2)
    return networks.to_graph(answer)


def written(graph: nx.Graph, name: str, **more: Any) -> bytes:
    return write(graph, name, **more)[0]


def edges(graph: nx.Graph, *names: str) -> list[tuple[Any, ...]]:
    """Ends and some attributes of all edges."""
    return sorted((str(a), str(b), *(str(data.get(name)) for name in names)) for a, b, data in graph.edges(data=True))


# ---------------------------------------------------------------- Python's readers


def test_networkx_reads_gexf_graphml_node_link_and_cytoscape(ego: nx.MultiDiGraph) -> None:
    known = edges(ego, "act", "polarity", "weight", "quote", "first")
    gexf = nx.read_gexf(io.BytesIO(written(ego, "gexf")), version="1.3")
    assert edges(gexf, "act", "polarity", "quote", "first") == edges(ego, "act", "polarity", "quote", "first")
    assert {node: data["label"] for node, data in gexf.nodes(data=True)} == dict(ego.nodes(data="label"))
    graphml = nx.read_graphml(io.BytesIO(written(ego, "graphml")), force_multigraph=True)
    assert edges(graphml, "act", "polarity", "weight", "quote", "first") == known
    assert set(graphml.edges(keys=True)) == set(ego.edges(keys=True))
    node_link = nx.node_link_graph(json.loads(written(ego, "node-link")), edges="edges")
    assert nx.utils.graphs_equal(nx.MultiDiGraph(node_link.edges), nx.MultiDiGraph(ego.edges))
    assert edges(node_link, "act", "polarity", "weight", "quote", "first") == known
    cytoscape = nx.cytoscape_graph(json.loads(written(ego, "cytoscape")))
    assert edges(cytoscape, "act", "polarity", "weight", "quote", "first") == known
    assert set(cytoscape.edges(keys=True)) == set(ego.edges(keys=True))


def test_igraph_reads_graphml_and_pajek(ego: nx.MultiDiGraph, tmp_path: Path) -> None:
    for name, ending in (("graphml", "graphml"), ("pajek", "net")):
        path = tmp_path / f"small.{ending}"
        path.write_bytes(written(ego, name))
        graph = igraph.Graph.Read(str(path), format=name)
        assert (graph.vcount(), graph.ecount(), graph.is_directed()) == (len(ego), ego.number_of_edges(), True)
        if name == "graphml":
            assert sorted(graph.es["polarity"], key=str) == sorted(
                (data.get("polarity", "") for *_, data in ego.edges(data=True)), key=str
            )
            assert sorted(graph.vs["label"]) == sorted(dict(ego.nodes(data="label")).values())


def test_networkx_reads_pajek(ego: nx.MultiDiGraph) -> None:
    graph = nx.parse_pajek(written(ego, "pajek").decode().splitlines())
    assert sorted(graph.nodes) == sorted(ego.nodes)
    assert sorted((a, b) for a, b, _ in graph.edges(keys=True)) == sorted((a, b) for a, b, _ in ego.edges(keys=True))


def test_csv_has_the_headers_that_gephi_knows(ego: nx.MultiDiGraph) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(ego, "csv")))
    assert archive.namelist() == ["nodes.csv", "edges.csv"]
    nodes = list(csv.DictReader(io.StringIO(archive.read("nodes.csv").decode())))
    lines = list(csv.DictReader(io.StringIO(archive.read("edges.csv").decode())))
    assert [*nodes[0]][:2] == ["Id", "Label"]
    assert [*lines[0]][:6] == ["Source", "Target", "Type", "Id", "Label", "Weight"]
    assert {row["Id"]: row["Label"] for row in nodes} == dict(ego.nodes(data="label"))
    assert sorted((row["Source"], row["Target"], row["Id"]) for row in lines) == sorted(ego.edges(keys=True))
    assert written(ego, "csv", part="edges").decode() == archive.read("edges.csv").decode()


def test_cells_that_look_like_formulas_are_guarded() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", label="=cmd|'/c calc'!A1", kind="issue", iri="urn:a")
    graph.add_edge("a", "a", key="e", label="+1", polarity="-", weight=1)
    nodes = list(csv.DictReader(io.StringIO(written(graph, "csv", part="nodes").decode())))
    (edge,) = csv.DictReader(io.StringIO(written(graph, "csv", part="edges").decode()))
    assert nodes[0]["Label"] == "'=cmd|'/c calc'!A1"
    assert (edge["Label"], edge["Polarity"]) == ("'+1", "'-")


def test_d3_jgf_and_cx2_have_the_shape_that_their_readers_want(ego: nx.MultiDiGraph) -> None:
    force = json.loads(written(ego, "d3"))
    ids = {node["id"] for node in force["nodes"]}
    assert {end for link in force["links"] for end in (link["source"], link["target"])} <= ids == set(ego)
    told = json.loads(written(ego, "jgf"))["graph"]
    assert set(told["nodes"]) == set(ego)
    assert all(set(edge) >= {"source", "target", "relation", "directed", "metadata"} for edge in told["edges"])
    aspects = json.loads(written(ego, "cx2"))
    assert aspects[0] == {"CXVersion": "2.0", "hasFragments": False}
    assert aspects[-1] == {"status": [{"success": True}]}
    by_name = {name: value for aspect in aspects[1:-1] for name, value in aspect.items()}
    declared = by_name["attributeDeclarations"][0]
    for kind in ("nodes", "edges"):
        for element in by_name[kind]:
            assert set(element["v"]) <= set(declared[kind])
    assert all(isinstance(node["id"], int) and "name" in node["v"] for node in by_name["nodes"])
    assert {node["v"]["represents"] for node in by_name["nodes"]} == set(ego)


def test_ndex2_reads_cx2(ego: nx.MultiDiGraph) -> None:
    """The client of NDEx and Cytoscape Web, which turns values into the types that are declared."""
    read = RawCX2NetworkFactory().get_cx2network(json.loads(written(ego, "cx2")))
    nodes = {at: node["v"] for at, node in read.get_nodes().items()}
    assert {node["represents"]: (node["name"], node["kind"]) for node in nodes.values()} == {
        name: (data["label"], data["kind"]) for name, data in ego.nodes(data=True)
    }
    asked = ("act", "polarity", "weight", "first", "positions", "quote")
    lines = sorted(
        (nodes[edge["s"]]["represents"], nodes[edge["t"]]["represents"], *(str(edge["v"].get(name)) for name in asked))
        for edge in read.get_edges().values()
    )
    assert lines == edges(ego, *asked)
    assert all(isinstance(edge["v"]["weight"], int) for edge in read.get_edges().values())
    drawn = CX2NetworkXFactory().get_graph(read, networkx_graph=nx.MultiDiGraph())
    assert (len(drawn), drawn.number_of_edges()) == (len(ego), ego.number_of_edges())


def test_jgf_reads_jgf(ego: nx.MultiDiGraph, tmp_path: Path) -> None:
    path = tmp_path / "small.jgf.json"
    path.write_bytes(written(ego, "jgf"))
    (read,) = jgf.load(str(path))
    assert (read["node-count"], read["directed"], read["label"]) == (len(ego), True, ego.graph["label"])
    labels = read["node-properties"]["label"]
    assert sorted(labels.values() if isinstance(labels, dict) else labels) == sorted(
        dict(ego.nodes(data="label")).values()
    )
    assert len(read["edges"]) == ego.number_of_edges()
    properties = read["edge-properties"]
    for name in ("weight", "positions", "quote", "polarity"):
        told = properties[name].values() if isinstance(properties[name], dict) else properties[name]
        known = [data[name] for *_, data in ego.edges(data=True) if name in data]
        assert sorted(str(one) for one in told if one is not None) == sorted(map(str, known)), name


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot's own, about its parser
def test_pydot_reads_dot(ego: nx.MultiDiGraph) -> None:
    (drawn,) = pydot.graph_from_dot_data(written(ego, "dot").decode()) or []
    read = {node.get_name().strip('"'): node.get("label").strip('"') for node in drawn.get_nodes() if node.get("iri")}
    assert read == dict(ego.nodes(data="label"))
    lines = [
        (line.get_source().strip('"'), line.get_destination().strip('"'), (line.get("quote") or "").strip('"'))
        for line in drawn.get_edges()
    ]
    assert sorted(lines) == sorted((a, b, data.get("quote", "")) for a, b, data in ego.edges(data=True))


@pytest.mark.skipif(shutil.which("dot") is None, reason="GraphViz is not installed")
def test_graphviz_reads_dot(ego: nx.MultiDiGraph) -> None:
    done = subprocess.run(["dot", "-Tjson"], input=written(ego, "dot"), capture_output=True, check=True)
    drawn = json.loads(done.stdout)
    assert {node["name"] for node in drawn["objects"]} == set(ego)
    assert len(drawn["edges"]) == ego.number_of_edges()


# ---------------------------------------------------------------- what every format must hold


def test_no_format_says_none_or_uses_a_name_that_means_something_else(ego: nx.MultiDiGraph) -> None:
    for name in FORMATS:
        body = written(ego, name)
        if name != "csv":
            text = body.decode()
            assert "None" not in text
            assert "nan" not in text.split()
    for _, data in ego.nodes(data=True):
        assert not RESERVED & set(data)
    for *_, data in ego.edges(data=True):
        assert not RESERVED & set(data)
        if data["tie"] == "stance":
            assert {"quote", "document", "date", "act", "polarity", "weight", "positions"} <= set(data)


def test_gexf_is_as_gephi_and_gephi_lite_want_it(ego: nx.MultiDiGraph) -> None:
    root = etree.fromstring(written(ego, "gexf"))
    assert root.tag == f"{GEXF}gexf"
    assert root.get("version") == "1.3"
    blocks = root.findall(f".//{GEXF}attributes")
    assert [block.get("class") for block in blocks] == ["node", "edge"]  # graphology reads the last of a class only
    for attribute in root.iter(f"{GEXF}attribute"):
        assert attribute.get("id") == attribute.get("title")
    for node in root.iter(f"{GEXF}node"):
        assert {etree.QName(child).localname for child in node} == {"attvalues", "color", "position", "size"}
    lines = list(root.iter(f"{GEXF}edge"))
    assert len({line.get("id") for line in lines}) == len(lines)
    parallel = [(line.get("source"), line.get("target"), line.get("kind")) for line in lines]
    assert len(set(parallel)) == len(parallel)  # of those of one kind Gephi keeps one


def test_dynamic_gexf_holds_each_position_until_the_next_one() -> None:
    graph = place(networks.positions(small_world.snapshot(), holders=["U"], things=["missiles"]))
    root = etree.fromstring(written(graph, "gexf", dynamic=True))
    body = root.find(f"{GEXF}graph")
    assert body is not None
    assert (body.get("mode"), body.get("timeformat"), body.get("timerepresentation")) == ("dynamic", "date", "interval")
    times = sorted((line.get("start"), line.get("end")) for line in root.iter(f"{GEXF}edge"))
    assert times == [("2015-01-01", "2019-01-01"), ("2019-01-01", None)]
    by_sign = networks.to_graph(networks.ego(small_world.snapshot(), "missiles", ties=["stance"]))
    lines = etree.fromstring(written(by_sign, "gexf", dynamic=True)).iter(f"{GEXF}edge")
    assert ("2015-01-01", "2019-01-01") in {(line.get("start"), line.get("end")) for line in lines}
    month = place(networks.positions(small_world.snapshot(), holders=["C"], things=["trade"]))
    (line,) = etree.fromstring(written(month, "gexf", dynamic=True)).iter(f"{GEXF}edge")
    assert line.get("start") == "2019-06-01"


def test_the_same_network_is_the_same_picture_and_the_same_bytes() -> None:
    first, second = (networks.to_graph(networks.ego(small_world.snapshot(), "U", depth=2)) for _ in range(2))
    for name in FORMATS:
        assert written(first, name) == written(second, name), name
    assert first.nodes["actor/U"]["x"] == first.nodes["actor/U"]["y"] == 0


def test_files_have_telling_names() -> None:
    assert file_name(["ego", "treaty/inf-treaty", None, "2015"], "gexf") == "stancegraph-ego-inf-treaty-2015.gexf"


# ---------------------------------------------------------------- JavaScript's readers

NODE = shutil.which("node")
PACKAGES = ("graphology@0.26.0", "graphology-gexf@0.13.2", "graphology-graphml@0.5.2", "cytoscape@3.33.1")


@pytest.fixture(scope="module")
def readers() -> Path:
    """A folder outside of the tree in which Node finds the readers; npm fills it once."""
    if NODE is None or shutil.which("npm") is None:
        pytest.skip("Node.js is not installed")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "stancegraph-tests" / "readers"
    cache.mkdir(parents=True, exist_ok=True)
    if not (cache / "node_modules" / "cytoscape").exists():
        (cache / "package.json").write_text('{"private": true, "type": "module"}', encoding="utf-8")
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", *PACKAGES]
        done = subprocess.run(command, cwd=cache, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            pytest.skip(f"npm cannot install the readers: {done.stderr.strip()[-300:]}")
    return cache


def test_readers_of_javascript_read_what_is_written(ego: nx.MultiDiGraph, readers: Path, tmp_path: Path) -> None:
    for name, file in (
        ("gexf", "small.gexf"), ("graphml", "small.graphml"), ("graphology", "graphology.json"), ("cytoscape", "cytoscape.json")
    ):  # fmt: skip
        (tmp_path / file).write_bytes(written(ego, name))
    (tmp_path / "dynamic.gexf").write_bytes(written(ego, "gexf", dynamic=True))
    shutil.copy(Path(__file__).with_name("readers.mjs"), tmp_path)
    (tmp_path / "node_modules").symlink_to(readers / "node_modules")
    done = subprocess.run(["node", "readers.mjs"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    nodes = sorted([node, data["label"], data["kind"], True] for node, data in ego.nodes(data=True))
    lines = sorted(([a, b, data.get("polarity"), data.get("quote")] for a, b, data in ego.edges(data=True)), key=str)
    for reader, found in read.items():
        assert sorted(found["nodes"]) == nodes, reader
        assert sorted(found["edges"], key=str) == lines, reader
    assert math.isfinite(ego.nodes["actor/U"]["x"])
