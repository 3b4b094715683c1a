"""Every edge, of whatever network, tells its act, sign, weight, dates and positions; in every file that has room for them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import igraph
import networkx as nx
import numpy as np
import pydot
import pytest
import small_world
from lxml import etree

from api import networks
from api.errors import BadParameter
from api.export import FORMATS, write
from api.networks import Snapshot
from api.networks.snapshot import Stances

GEXF = "{http://gexf.net/1.3}"
RESTING = ("act", "polarity", "weight", "first", "last", "positions", "position_count")


@pytest.fixture(scope="module")
def world() -> Snapshot:
    return small_world.snapshot()


def ids(*names: str) -> str:
    return " | ".join(f"position/{name}" for name in names)


# ---------------------------------------------------------------- known answers


def test_an_edge_of_agreement_rests_on_what_both_said_of_what_they_share(world: Snapshot) -> None:
    edge = networks.agreement_network(world)["actor/A"]["actor/C"]  # they share terror, trade and the pact
    assert edge["act"] == "support | condemn | oppose"  # three times, twice, once
    assert (edge["first"], edge["last"]) == ("2016-05-01", "2019-06")
    assert edge["positions"] == ids("c1", "c2", "c3", "a1", "a2", "a3")  # the latest first
    assert (edge["position_count"], edge["weight"], edge["polarity"]) == (6, 3, "+")
    assert (edge["speaker"], edge["quote"]) == ("actor/C", "c1: trade")
    assert (edge["speaker_other"], edge["quote_other"]) == ("actor/A", "a1: open trade")
    assert (edge["document"], edge["document_other"]) == ("document/speech-c", "document/speech-a")


def test_an_edge_of_co_mention_rests_on_what_is_about_both(world: Snapshot) -> None:
    edge = networks.co_mentions(world)["threat/bioterror"]["threat/terror"]
    told = {name: edge[name] for name in RESTING}
    assert told == {
        "act": "urge", "polarity": "+", "weight": 1, "first": "2015-01-01", "last": "2015-01-01", "positions": ids("p4"),
        "position_count": 1,
    }  # fmt: skip
    assert edge["quote"] == "p4: an end of terror and of bioterror"
    assert edge["speaker"] == "actor/U"


def test_an_edge_of_blocs_rests_on_what_an_edge_of_agreement_does(world: Snapshot) -> None:
    agreed = networks.agreement_network(world)
    for of in ("actors", "two-mode"):
        graph = networks.to_graph(networks.blocs(world, of=of, evidence=1))  # type: ignore[arg-type]
        assert graph.number_of_edges()
        for one, other, data in graph.edges(data=True):
            if of == "actors":
                same = {name: agreed[one][other][name] for name in RESTING if name not in {"polarity", "weight"}}
                assert {name: data[name] for name in same} == same
            assert data["quote"]
    blocs = networks.blocs(world)
    (triangle,) = [one for one in blocs.tense if [node.label for node in one.nodes] == ["Aland", "Bland", "Cland"]]
    assert [(tie.a.label, tie.b.label, tie.basis.count) for tie in triangle.ties] == [
        ("Aland", "Bland", 4), ("Aland", "Cland", 6), ("Bland", "Cland", 6),
    ]  # fmt: skip


def test_an_edge_of_two_mode_blocs_rests_on_what_one_holds_on_the_other(world: Snapshot) -> None:
    graph = networks.to_graph(networks.blocs(world, of="two-mode"))
    edge = graph["actor/U"]["threat/terror"]
    assert (edge["tie"], edge["act"], edge["positions"]) == ("stance", "condemn | urge", ids("p5", "p1", "p4"))


def test_a_cell_of_the_matrix_has_its_words(world: Snapshot) -> None:
    answer = networks.matrix(world, holders=["U"], things=["terror"], evidence=2)
    (cell,) = answer.cells
    assert [one.quote for one in cell.said] == ["p5: acts of terror", "p1: acts of terror"]
    (edge,) = (data for *_, data in networks.to_graph(answer).edges(data=True))
    assert (edge["quote"], edge["document"], edge["date"]) == ("p5: acts of terror", "document/second", "2019-01-01")
    assert (edge["positions"], edge["position_count"], edge["polarity"]) == (ids("p5", "p1", "p4"), 3, "-")
    assert networks.matrix(world, holders=["U"], things=["terror"], evidence=0).cells[0].said == []


def test_a_membership_has_its_dates_and_its_record(world: Snapshot) -> None:
    graph = networks.to_graph(networks.members(world, "U"))
    (edge,) = graph.get_edge_data("actor/C", "actor/U").values()
    assert (edge["first"], edge["last"], edge["fact"]) == ("2018-01-01", "2020-12-31", "affiliation/C")
    assert edge["note"] == "small_world.py"
    (apart,) = graph.get_edge_data("actor/C", "treaty/pact").values()
    assert (apart["act"], apart["polarity"], apart["positions"]) == ("oppose", "-", ids("c2"))


def test_edges_of_changes_timelines_and_texts_have_their_positions(world: Snapshot) -> None:
    change = networks.to_graph(networks.change(world, "first", "second"))
    (edge,) = change.get_edge_data("actor/U", "issue/missiles").values()
    assert (edge["change"], edge["positions"], edge["first"], edge["last"]) == (
        "reversed", ids("p7", "p3"), "2015-01-01", "2019-01-01"
    )  # fmt: skip
    line = networks.to_graph(networks.timeline(world, "U", "terror"))
    assert [data["positions"] for *_, data in line.edges(data=True)] == [ids("p1", "p4"), ids("p5")]
    alike = networks.to_graph(networks.similarity(world, "first", "second"))
    (edge,) = alike.get_edge_data("document/first", "threat/terror").values()
    assert (edge["act"], edge["polarity"], edge["weight"], edge["positions"]) == (
        "condemn | urge", "-", 2, ids("p1", "p4")
    )  # fmt: skip


# ---------------------------------------------------------------- all of them, in pages


@pytest.mark.parametrize(
    ("ends", "tie", "expected"),
    [
        (("A", "C"), "agreement", ["c1", "c2", "c3", "a1", "a2", "a3"]),
        (("C", "A"), "agreement", ["c1", "c2", "c3", "a1", "a2", "a3"]),
        (("terror", "bioterror"), "co-mention", ["p4", "p4"]),  # it is about each of them
        (("U", "terror"), "stance", ["p5", "p1", "p4"]),
        (("C", "missiles"), "bound", ["p7"]),  # what the Union said while it was a member
        (("A", "F"), "agreement", []),
    ],
)
def test_an_edge_tells_all_of_its_positions(
    world: Snapshot, ends: tuple[str, str], tie: Any, expected: list[str]
) -> None:
    answer = networks.edge(world, *ends, tie=tie)
    assert [one.said.position.removeprefix("position/") for one in answer.positions] == expected
    assert answer.total == len(expected)
    assert (answer.reason is None) == bool(expected)
    pages = [networks.edge(world, *ends, tie=tie, limit=2, offset=at) for at in range(0, answer.total, 2)]
    assert [one for page in pages for one in page.positions] == answer.positions


def test_what_is_no_edge_is_told(world: Snapshot) -> None:
    with pytest.raises(BadParameter, match="'member' is no edge that rests on positions"):
        networks.edge(world, "A", "U", tie="member")  # type: ignore[arg-type]


def test_an_edge_names_the_latest_positions_and_counts_the_rest(world: Snapshot) -> None:
    many = 250
    (trade,) = (at for at, node in enumerate(world.nodes) if node.label == "trade")
    holders = [at for at, node in enumerate(world.nodes) if node.label in {"Aland", "Bland"}]
    whole = np.arange(many, dtype=np.int32)
    rows = Stances(
        whole, np.asarray(holders, dtype=np.int32)[whole % 2], np.full(many, trade, dtype=np.int32),
        np.ones(many, dtype=np.int8), np.zeros(many, dtype=np.int8), np.zeros(many, dtype=np.int32),
    )  # fmt: skip
    names = [f"position/x{at:03}" for at in range(many)]
    busy = replace(world, stances=rows, positions=names, _kept={}, _recent=type(world._recent)())
    edge = networks.agreement_network(busy)["actor/A"]["actor/B"]
    assert edge["position_count"] == many
    assert len(edge["positions"].split(" | ")) == 20
    (stance,) = networks.two_mode(busy).get_edge_data("actor/A", "issue/trade").values()
    assert (stance["position_count"], stance["weight"]) == (125, 125)
    assert len(stance["positions"].split(" | ")) == 100


# ---------------------------------------------------------------- files


def every_network(world: Snapshot) -> Iterator[tuple[str, nx.Graph]]:
    yield "two-mode", networks.two_mode(world)
    yield "positions", networks.positions(world)
    yield "agreement", networks.agreement_network(world)
    yield "co-mention", networks.co_mentions(world)
    for answer in (
        networks.ego(world, "missiles", ties=["stance", "bound"]),
        networks.matrix(world, evidence=1),
        networks.agreement(world, evidence=1),
        networks.disagreements(world),
        networks.blocs(world, evidence=1),
        networks.blocs(world, of="two-mode", evidence=1),
        networks.timeline(world, "U", "terror"),
        networks.change(world, "first", "second"),
        networks.edge(world, "A", "C", tie="agreement"),
    ):
        yield type(answer).__name__, networks.to_graph(answer)


def test_every_edge_of_every_network_rests_on_positions(world: Snapshot) -> None:
    for name, graph in every_network(world):
        assert graph.number_of_edges(), name
        for *_, data in graph.edges(data=True):
            assert {*RESTING, "label", "tie", "date", "quote", "document", "title"} <= set(data), name
    for *_, data in networks.membership(world).edges(data=True):
        assert {"label", "tie", "weight", "first", "fact", "note"} <= set(data)  # a fact is no act of speech


def _json(key: str, inside: str | None) -> Callable[[bytes], list[dict[str, Any]]]:
    def read(data: bytes) -> list[dict[str, Any]]:
        found: Any = json.loads(data)
        for part in key.split("."):
            found = found[part]
        return [one[inside] if inside else one for one in found]

    return read


def _xml(data: bytes) -> list[dict[str, Any]]:
    return [
        {"weight": edge.get("weight")} | {one.get("for"): one.get("value") for one in edge.iter(f"{GEXF}attvalue")}
        for edge in etree.fromstring(data).iter(f"{GEXF}edge")
    ]


def _csv(data: bytes) -> list[dict[str, Any]]:
    text = zipfile.ZipFile(io.BytesIO(data)).read("edges.csv").decode()
    return [{name.lower(): value for name, value in row.items()} for row in csv.DictReader(io.StringIO(text))]


def _dot(data: bytes) -> list[dict[str, Any]]:
    (drawn,) = pydot.graph_from_dot_data(data.decode()) or []
    return [{name: value.strip('"') for name, value in line.get_attributes().items()} for line in drawn.get_edges()]


def _cx2(data: bytes) -> list[dict[str, Any]]:
    return [edge["v"] for aspect in json.loads(data) for edge in aspect.get("edges", ())]


READERS: dict[str, Callable[[bytes], list[dict[str, Any]]]] = {
    "cytoscape": _json("elements.edges", "data"), "graphology": _json("edges", "attributes"),
    "node-link": _json("edges", None), "d3": _json("links", None), "jgf": _json("graph.edges", "metadata"), "cx2": _cx2,
    "graphml": lambda data: [told for *_, told in nx.read_graphml(io.BytesIO(data), force_multigraph=True).edges(data=True)],
    "gexf": _xml, "csv": _csv, "dot": _dot,
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot's own, about its parser
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_files_carry_what_edges_rest_on(world: Snapshot, name: str) -> None:
    for about, graph in every_network(world):
        body = write(graph, name)[0]
        if name == "pajek":  # no attributes in the format: ends and weights are all that its readers find
            assert [float(line.split()[2]) for line in body.decode().split("s\n")[-1].splitlines()] == [
                float(data["weight"]) for *_, data in graph.edges(data=True)
            ]
            continue
        read = sorted(tuple(_plain(told[one]) for one in RESTING) for told in READERS[name](body))
        known = sorted(tuple(_plain(told[one]) for one in RESTING) for *_, told in graph.edges(data=True))
        assert read == known, about


def _plain(value: object) -> str:
    """A value as text, without what a format does to numbers and to cells that look like formulas."""
    text = str(value).removeprefix("'")
    return text.removesuffix(".0")


def test_igraph_reads_what_edges_rest_on(world: Snapshot, tmp_path: Any) -> None:
    for at, (about, graph) in enumerate(every_network(world)):
        path = tmp_path / f"{at}.graphml"
        path.write_bytes(write(graph, "graphml")[0])
        read = igraph.Graph.Read(str(path), format="graphml")
        assert sorted(read.es["positions"]) == sorted(data["positions"] for *_, data in graph.edges(data=True)), about
