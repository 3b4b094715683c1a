"""Blocs, changes, whole networks and centrality of a small world, against answers worked out by hand."""

from __future__ import annotations

import networkx as nx
import pytest
import small_world

from api import networks
from api.networks import Snapshot


@pytest.fixture(scope="module")
def world() -> Snapshot:
    return small_world.snapshot()


# ---------------------------------------------------------------- blocs and balance


def test_blocs_are_those_of_the_least_frustration(world: Snapshot) -> None:
    answer = networks.blocs(world)
    assert [[node.label for node in bloc.members] for bloc in answer.blocs] == [
        ["Aland", "Cland", "Dland", "Union"],
        ["Bland"],
    ]
    assert (answer.frustration, answer.strength) == (1.0, 10.0)  # only B and C stand together across blocs


def test_tense_triangles_are_listed_with_their_signs(world: Snapshot) -> None:
    answer = networks.blocs(world)
    assert (answer.balance.triangles, answer.balance.balanced, answer.balance.tense) == (4, 2, 2)
    assert {tuple(node.label for node in one.nodes) for one in answer.tense} == {
        ("Aland", "Bland", "Cland"), ("Bland", "Cland", "Union"),
    }  # fmt: skip
    for triangle in answer.tense:
        assert len([tie for tie in triangle.ties if tie.polarity == "-"]) % 2 == 1


def test_two_mode_blocs_put_things_with_those_who_are_for_them(world: Snapshot) -> None:
    answer = networks.blocs(world, of="two-mode")
    bloc = next(bloc for bloc in answer.blocs if any(node.label == "Union" for node in bloc.members))
    labels = {node.label for node in bloc.members}
    assert "trade" in labels
    assert "terror" not in labels


# ---------------------------------------------------------------- change, timeline, similarity


def test_change_between_two_documents(world: Snapshot) -> None:
    answer = networks.change(world, "first", "document/second")
    assert [(item.kind, item.thing.label, item.word_for_word) for item in answer.items] == [
        ("reversed", "missiles", False),
        ("raised", "terror", True),
        ("new", "Pact", False),
        ("dropped", "bioterror", False),
        ("repeated", "trade", True),
    ]
    assert answer.counts["reversed"] == answer.counts["raised"] == answer.counts["dropped"] == 1
    missiles = answer.items[0]
    assert (missiles.before[0].quote, missiles.after[0].quote) == ("p3: missiles", "p7: missiles")


def test_change_between_two_dates_is_that_between_what_was_said_last(world: Snapshot) -> None:
    by_dates = networks.change(world, "2015", "2019-12", holders=["U"])
    by_texts = networks.change(world, "first", "second")
    assert [(item.kind, item.thing) for item in by_dates.items] == [(item.kind, item.thing) for item in by_texts.items]
    lowered = networks.change(world, "second", "first")
    assert {item.kind for item in lowered.items if item.thing.label == "terror"} == {"lowered"}


def test_timeline_has_each_date_and_the_turn(world: Snapshot) -> None:
    answer = networks.timeline(world, "U", "missiles")
    assert [(one.date, one.polarity) for one in answer.points] == [("2015-01-01", "-"), ("2019-01-01", "+")]
    assert [(one.before_date, one.before, one.date, one.after) for one in answer.turns] == [
        ("2015-01-01", "-", "2019-01-01", "+")
    ]
    assert networks.timeline(world, "B", "terror").points[0].positions == 1
    assert (
        networks.timeline(world, "B", "terror", hierarchy=False).reason
        == "Bland took no position on terror in this time."
    )


def test_similarity_of_two_documents(world: Snapshot) -> None:
    answer = networks.similarity(world, "first", "second")
    assert (answer.shared, answer.agree, answer.conflict, answer.only_a, answer.only_b) == (3, 2, 1, 1, 1)
    assert answer.jaccard == pytest.approx(2 / 6, abs=1e-6)
    assert answer.cosine == pytest.approx(
        (2 * 1 + 1 - 1) / (7**0.5 * 4**0.5), abs=1e-6
    )  # terror twice, trade, missiles
    assert [(one.act, one.words) for one in answer.repeated] == [
        ("condemn", "acts of terror"),
        ("support", "free trade"),
    ]


# ---------------------------------------------------------------- whole networks, centrality


def test_two_mode_network_is_signed_weighted_and_dated(world: Snapshot) -> None:
    graph = networks.two_mode(world)
    (edge,) = graph.get_edge_data("actor/U", "threat/terror").values()
    assert (edge["polarity"], edge["weight"], edge["first"], edge["last"]) == ("-", 3, "2015-01-01", "2019-01-01")
    assert graph.number_of_edges("actor/U", "issue/missiles") == 2
    assert sum(data["weight"] for *_, data in graph.edges(data=True)) == len(world.stances)


def test_a_position_is_in_force_until_its_holder_speaks_again(world: Snapshot) -> None:
    graph = networks.positions(world)
    until = {data["position"]: data.get("until") for *_, data in graph.edges(data=True)}
    assert until["position/p3"] == "2019-01-01"
    assert until["position/p7"] is None
    assert graph.number_of_edges() == 23


def test_projections(world: Snapshot) -> None:
    together = networks.co_mentions(world)
    assert list(together.edges) == [("threat/bioterror", "threat/terror")]
    actors = networks.agreement_network(world)
    assert actors["actor/A"]["actor/C"]["agree"] == 2
    assert actors["actor/A"]["actor/C"]["conflict"] == 1


def test_membership_is_that_of_a_date(world: Snapshot) -> None:
    assert sorted(networks.membership(world, date="2015-06-01").nodes) == ["actor/A", "actor/B", "actor/E", "actor/U"]
    assert sorted(networks.membership(world, date="2019").nodes) == [
        "actor/A",
        "actor/B",
        "actor/C",
        "actor/E",
        "actor/U",
    ]


def test_knowledge_network_has_stances_and_facts(world: Snapshot) -> None:
    graph = networks.knowledge(world)
    ties = nx.get_edge_attributes(graph, "tie").values()
    assert sorted(set(ties)) == ["broader", "member", "stance"]


def test_centrality_is_that_of_networkx(world: Snapshot) -> None:
    answer = networks.centrality(world, by="degree")
    plain = nx.Graph(networks.two_mode(world).to_undirected())
    assert (answer.nodes, answer.edges) == (plain.number_of_nodes(), plain.number_of_edges())
    assert {one.node.id: one.degree for one in answer.rows} == dict(plain.degree)
    expected = nx.betweenness_centrality(plain)
    assert {one.node.id: pytest.approx(one.betweenness) for one in answer.rows} == expected
