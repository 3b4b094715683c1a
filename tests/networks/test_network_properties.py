"""What holds of any positions: symmetry, bounds, conservation; and that the engines agree."""

from __future__ import annotations

import itertools
import sys
import time
from collections import defaultdict
from functools import cache

import networkx as nx
import numpy as np
import pytest
import small_world
from hypothesis import given, settings
from hypothesis import strategies as st

from api import networks
from api.directory import Directory, Thing
from api.errors import QueryFailed
from api.networks import Snapshot
from api.networks.apart import apart
from api.networks.balance import balance_of
from api.networks.blocs import communities, signed_pairs
from api.networks.centrality import betweenness, pagerank
from api.networks.engines import Pairs, pairs_of
from api.networks.paths import simple_paths
from api.networks.selection import select
from api.networks.sides import wilson
from api.networks.snapshot import Fact, Stances
from api.networks.timeline import timeline
from graph_builder import QueryTimeout

HOLDERS, THINGS = 5, 6
some = settings(max_examples=40, deadline=None)
"""How fast a machine is decides nothing."""

Row = tuple[int, int, int, int]
"""Position, holder, thing, sign."""


@cache
def directory() -> Directory:
    actors = [Thing(f"urn:h{at}", f"holder {at}", "actor", "State") for at in range(HOLDERS)]
    return Directory([*actors, *(Thing(f"urn:t{at}", f"thing {at}", "issue", "Issue") for at in range(THINGS))])


class _NoWords:
    version = ""

    def rows(self, query: str):  # type: ignore[no-untyped-def]
        return iter(())


def world(found: set[Row], broader: set[tuple[int, int]] = frozenset()) -> Snapshot:  # type: ignore[assignment]
    """A snapshot of positions, each with the date of its number."""
    rows = sorted(found)
    table = np.asarray(rows, dtype=np.int32).reshape(-1, 4)
    date = table[:, 0] % 3
    stances = Stances(table[:, 0], table[:, 1], table[:, 2] + HOLDERS, table[:, 3], np.zeros_like(date), date)
    things = [*directory().by_iri.values()]
    nodes = [networks.Node(thing.id, thing.iri, thing.label, thing.kind) for thing in things]
    facts = [Fact("broader", a + HOLDERS, b + HOLDERS, "narrower than", None, None, None) for a, b in broader]
    return Snapshot(
        source=_NoWords(),
        version="",
        directory=directory(),
        nodes=nodes,
        number={node.iri: at for at, node in enumerate(nodes)},
        stances=stances,
        positions=[f"position/{at:03}" for at in range(1000)],
        acts=["support"],
        dates=["2001", "2002", "2003"],
        facts=facts,
    )


any_rows = st.sets(
    st.tuples(st.integers(0, 30), st.integers(0, HOLDERS - 1), st.integers(0, THINGS - 1), st.sampled_from([-1, 0, 1])),
    max_size=40,
)
below = st.sets(st.tuples(st.integers(0, THINGS - 1), st.integers(0, THINGS - 1)), max_size=6)


@given(any_rows)
@some
def test_agreement_is_symmetric_bounded_and_as_counted_by_hand(found: set[Row]) -> None:
    net: dict[tuple[int, int], int] = defaultdict(int)
    for _, holder, thing, sign in found:
        net[holder, thing] += sign
    snapshot = world(found)
    answer = networks.agreement(snapshot, limit=1000)
    seen = {}
    for pair in answer.pairs:
        a, b = (snapshot.number[node.iri] for node in (pair.a, pair.b))
        shared = [t for t in range(THINGS) if net[a, t] and net[b, t]]
        assert pair.shared == len(shared) > 0
        assert pair.agree == sum((net[a, t] > 0) == (net[b, t] > 0) for t in shared)
        assert pair.agree + pair.conflict == pair.shared
        assert 0 <= pair.low <= pair.share <= pair.high <= 1
        assert -1 <= pair.cosine <= 1
        seen[a, b] = pair
    expected = {
        (a, b)
        for a, b in itertools.combinations(range(HOLDERS), 2)
        if any(net[a, t] and net[b, t] for t in range(THINGS))
    }
    assert {(min(pair), max(pair)) for pair in seen} == expected
    for (a, b), pair in seen.items():
        for one, other in ((a, b), (b, a)):
            (same,) = [
                it for it in networks.agreement(snapshot, holders=[f"urn:h{one}"]).pairs
                if snapshot.number[it.b.iri] == other
            ]  # fmt: skip
            assert (same.shared, same.agree, same.cosine) == (pair.shared, pair.agree, pytest.approx(pair.cosine))


@given(st.integers(0, 50), st.integers(1, 50))
@some
def test_an_interval_holds_the_share_and_narrows_with_its_basis(agree: int, shared: int) -> None:
    agree = min(agree, shared)
    low, high = wilson(agree, shared)
    assert 0 <= low <= agree / shared <= high <= 1
    wide = wilson(agree * 3, shared * 3)
    assert wide[1] - wide[0] < high - low


@given(any_rows)
@some
def test_the_two_mode_network_has_each_position_once_for_holder_thing_and_sign(found: set[Row]) -> None:
    graph = networks.two_mode(world(found), evidence=0)
    assert sum(data["weight"] for *_, data in graph.edges(data=True)) == len(found)
    apart = networks.positions(world(found))
    assert apart.number_of_edges() == len(found)


@given(any_rows)
@some
def test_projections_sum_to_the_two_mode_network(found: set[Row]) -> None:
    """Of each holder, agreements and conflicts over all others are its sides met on the other end of each thing."""
    snapshot = world(found)
    sides: dict[int, dict[int, int]] = defaultdict(dict)
    weights: dict[tuple[str, str], int] = defaultdict(int)
    for one, other, data in networks.two_mode(snapshot, evidence=0).edges(data=True):
        weights[one, other] += {"+": 1, "-": -1, "0": 0}[data["polarity"]] * data["weight"]
    for (one, other), net in weights.items():
        if net:
            sides[snapshot.nodes.index(next(n for n in snapshot.nodes if n.id == other))][one] = 1 if net > 0 else -1
    graph = networks.agreement_network(snapshot)
    assert sum(data["weight"] for *_, data in graph.edges(data=True)) == sum(
        len(by) * (len(by) - 1) // 2 for by in sides.values()
    )
    net_of_pairs = sum(data["agree"] - data["conflict"] for *_, data in graph.edges(data=True))
    assert net_of_pairs == sum((sum(by.values()) ** 2 - len(by)) // 2 for by in sides.values())
    about: dict[int, set[int]] = defaultdict(set)
    for position, _, thing, _ in found:
        about[position].add(thing)
    together = networks.co_mentions(snapshot)
    assert sum(data["weight"] for *_, data in together.edges(data=True)) == sum(
        len(things) * (len(things) - 1) // 2 for things in about.values()
    )


@given(any_rows, below)
@some
def test_in_the_matrix_a_position_counts_once_whatever_the_hierarchy(
    found: set[Row], broader: set[tuple[int, int]]
) -> None:
    snapshot = world(found, broader)
    above = nx.DiGraph([pair for pair in broader if pair[0] != pair[1]])
    for cell in networks.matrix(snapshot, rows=500, columns=500).cells:
        holder, thing = snapshot.nodes, cell.thing
        numbers = {node.id: at for at, node in enumerate(holder)}
        top = numbers[thing] - HOLDERS
        kinds = {top} | (nx.ancestors(above, top) if top in above else set())
        counted = {p for p, h, t, _ in found if h == numbers[cell.holder] and t in kinds}
        assert cell.positions == len(counted)
        assert (
            max(cell.support, cell.oppose, cell.neutral) <= cell.positions <= cell.support + cell.oppose + cell.neutral
        )


@given(any_rows)
@some
def test_a_timeline_has_every_position_of_its_actor_and_thing(found: set[Row]) -> None:
    points = timeline(world(found), "urn:h0", "urn:t0", hierarchy=False).points
    assert sum(point.positions for point in points) == len({p for p, h, t, _ in found if (h, t) == (0, 0)})


@given(any_rows)
@some
def test_ego_networks_are_symmetric_and_whole(found: set[Row]) -> None:
    snapshot = world(found)
    near = {at: {node.id for node in networks.ego(snapshot, f"urn:h{at}", evidence=0).nodes} for at in range(HOLDERS)}
    for at in range(HOLDERS):
        for thing in near[at] - {f"urn:h{at}"}:
            assert f"urn:h{at}" in {node.id for node in networks.ego(snapshot, thing, evidence=0).nodes}
        counts = networks.ego_counts(snapshot, f"urn:h{at}")
        assert counts.positions == len({p for p, h, _, _ in found if h == at})


# ---------------------------------------------------------------- the engines give the same


def random_pairs(seed: int, nodes: int, edges: int) -> Pairs:
    draw = np.random.default_rng(seed)
    return pairs_of(draw.integers(0, nodes, edges), draw.integers(0, nodes, edges), draw.integers(1, 5, edges))


@pytest.mark.parametrize("seed", range(5))
def test_scipy_and_networkx_rank_alike(seed: int) -> None:
    pairs = random_pairs(seed, 60, 120)
    assert pagerank(pairs, large=True) == pytest.approx(pagerank(pairs, large=False), abs=1e-9)
    assert pagerank(pairs, large=True).sum() == pytest.approx(1)


@pytest.mark.parametrize("sample", [None, 7])
@pytest.mark.parametrize("seed", range(3))
def test_scipy_and_networkx_find_the_same_betweenness(seed: int, sample: int | None) -> None:
    pairs = random_pairs(seed, 40, 70)
    found = betweenness(pairs, sample=sample, large=True)
    assert found == pytest.approx(betweenness(pairs, sample=sample, large=False), abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_paths_are_those_of_networkx(seed: int) -> None:
    draw = np.random.default_rng(seed)
    one, other = draw.integers(0, 12, 22), draw.integers(0, 12, 22)
    graph = nx.Graph(zip(one.tolist(), other.tolist(), strict=True))
    graph.remove_edges_from(nx.selfloop_edges(graph))
    source, target = 0, 11
    expected = sorted(map(tuple, nx.all_simple_paths(graph, source, target, cutoff=4))) if {0, 11} <= set(graph) else []
    found = simple_paths(one, other, 12, source, target, 4)
    assert sorted(found) == expected
    assert [len(path) for path in found] == sorted(len(path) for path in found)


def test_betweenness_reaches_far_and_leaves_out_what_is_not_tied() -> None:
    chain = np.arange(300)
    pairs = pairs_of(np.concatenate((chain, [400])), np.concatenate((chain + 1, [401])))
    found = betweenness(pairs, sample=20, large=True)
    assert found == pytest.approx(betweenness(pairs, sample=20, large=False), abs=1e-12)
    assert found[-2:].tolist() == [0, 0]


@pytest.mark.parametrize("seed", range(4))
def test_balance_is_the_same_by_bits_and_by_rows(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(seed)
    pairs = random_pairs(seed, 150, 2500)
    pairs = Pairs(pairs.nodes, pairs.one, pairs.other, np.where(draw.random(len(pairs)) < 0.4, -1, 1) * pairs.weight)
    by_rows = balance_of(pairs, 20)
    assert by_rows[0].tense > 20
    monkeypatch.setattr("api.networks.balance._CHEAP", -1)
    assert balance_of(pairs, 20) == by_rows
    monkeypatch.setattr("api.networks.balance._LISTED", 10**9)  # all are looked at, instead of the heaviest first
    all_of_them = balance_of(pairs, 10**6)[1]
    assert len(all_of_them) == len(set(all_of_them)) == by_rows[0].tense
    lightest = [min(abs(_weight(pairs, *two)) for two in itertools.combinations(three, 2)) for three in all_of_them]
    assert lightest == sorted(lightest, reverse=True)
    assert [min(abs(_weight(pairs, *two)) for two in itertools.combinations(one, 2)) for one in by_rows[1]] == lightest[
        :20
    ]


def _weight(pairs: Pairs, one: int, other: int) -> float:
    (at,) = np.flatnonzero((pairs.one == min(one, other)) & (pairs.other == max(one, other)))
    return float(pairs.weight[at])


@given(any_rows)
@some
def test_balance_counts_the_triangles_that_networkx_lists(found: set[Row]) -> None:
    pairs = signed_pairs(select(world(found)), "actors")
    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(pairs.one.tolist(), pairs.other.tolist(), pairs.weight.tolist(), strict=True))
    triangles = [clique for clique in nx.enumerate_all_cliques(graph) if len(clique) == 3]
    tense = {
        tuple(sorted(three)) for three in triangles
        if np.prod([graph[a][b]["weight"] for a, b in itertools.combinations(three, 2)]) < 0
    }  # fmt: skip
    balance, listed = balance_of(pairs, 1000)
    assert (balance.triangles, balance.tense) == (len(triangles), len(tense))
    assert set(listed) == tense
    assert len(listed) == len(tense)


@given(any_rows)
@some
def test_blocs_are_never_more_frustrated_than_one_bloc_or_none(found: set[Row]) -> None:
    pairs = signed_pairs(select(world(found)), "actors")
    groups = communities(pairs, 0.0, 0)

    def frustration(of: np.ndarray) -> float:  # type: ignore[type-arg]
        return float(abs(pairs.weight[(of[pairs.one] == of[pairs.other]) != (pairs.weight > 0)]).sum())

    assert frustration(groups) <= frustration(np.arange(len(pairs.nodes)))
    assert frustration(groups) <= frustration(np.zeros(len(pairs.nodes), dtype=int))
    assert (communities(pairs, 0.0, 0) == groups).all()  # the same seed, the same blocs


def test_a_snapshot_is_read_the_same_whatever_the_order_of_rows() -> None:
    first, second = small_world.snapshot(), networks.load(_Reversed())
    for name in ("position", "holder", "thing", "sign", "date"):
        assert (getattr(first.stances, name) == getattr(second.stances, name)).all()
    assert first.positions == second.positions


class _Reversed:
    """The small world by an engine that sends rows the other way round."""

    version = "small"

    def rows(self, query: str):  # type: ignore[no-untyped-def]
        return iter(list(small_world.source().rows(query))[::-1])


def test_work_in_another_process_gives_the_same() -> None:
    pairs = random_pairs(1, 50, 200)
    assert (apart(communities, pairs, 0.0, 0) == communities(pairs, 0.0, 0)).all()
    assert apart(betweenness, pairs, sample=None, large=True) == pytest.approx(
        betweenness(pairs, sample=None, large=True)
    )


def test_a_process_that_dies_or_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QueryFailed, match="ended: exit code 3"):
        apart(sys.exit, 3)
    monkeypatch.setattr("api.networks.apart.SECONDS", 0.5)
    with pytest.raises(QueryTimeout):
        apart(time.sleep, 30)
