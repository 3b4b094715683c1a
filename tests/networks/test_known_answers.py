"""Every question on the small world has the answer that one finds by eye in small.csv."""

from __future__ import annotations

import pytest
import small_world

from api import networks
from api.errors import BadParameter
from api.networks import Snapshot
from graph_builder import UnknownEntity


@pytest.fixture(scope="module")
def world() -> Snapshot:
    return small_world.snapshot()


def test_every_position_is_read_once_though_two_documents_attest_one(world: Snapshot) -> None:
    assert len(world.positions) == len(small_world.rows()) == 21
    assert len(world.stances) == 23  # p4 is about two things, j1 has two holders
    assert list(world.dates) == sorted(world.dates)


# ---------------------------------------------------------------- ego


def test_ego_counts_come_first_and_cover_what_is_not_shown(world: Snapshot) -> None:
    counts = networks.ego_counts(world, "Union")
    assert counts.ties == {"stance": 6, "member": 4}  # terror-, trade+, missiles-, missiles+, bioterror-, pact+
    assert counts.kinds == {"actor": 4, "issue": 2, "threat": 2, "treaty": 1}
    assert counts.neighbours == 9
    assert counts.positions == 8
    page = networks.ego(world, "U", limit=3)
    assert page.counts == counts
    assert not page.complete
    assert [node.label for node in page.nodes] == ["Union", "terror", "missiles", "trade"]


def test_pages_of_an_ego_network_hold_each_neighbour_once(world: Snapshot) -> None:
    pages = [networks.ego(world, "U", limit=4, offset=offset) for offset in (0, 4, 8)]
    shown = [node.id for page in pages for node in page.nodes[1:]]
    assert len(shown) == len(set(shown)) == 9
    assert all(page.nodes[0].id == "actor/U" and page.nodes[0].ring == 0 for page in pages)


def test_ties_of_an_ego_network_tell_sign_weight_dates_and_words(world: Snapshot) -> None:
    answer = networks.ego(world, "terror", ties=["stance"])
    tie = next(tie for tie in answer.edges if tie.start == "actor/U")
    assert (tie.polarity, tie.weight, tie.first, tie.last) == ("-", 3, "2015-01-01", "2019-01-01")
    assert tie.act == "condemn | urge"
    assert tie.positions == ["position/p5", "position/p1", "position/p4"]
    assert tie.evidence[0].quote == "p5: acts of terror"
    assert (tie.evidence[0].document, tie.evidence[0].start) == ("document/second", 0)


def test_a_position_binds_who_was_a_member_on_its_day(world: Snapshot) -> None:
    answer = networks.ego(world, "Pact", ties=["bound"])
    assert sorted(tie.start for tie in answer.edges) == ["actor/A", "actor/B", "actor/C", "actor/E"]
    earlier = networks.ego(world, "missiles", ties=["bound"], polarity="-")
    assert sorted(tie.start for tie in earlier.edges) == ["actor/A", "actor/B", "actor/E"]  # C came in 2018
    of_state = networks.ego(world, "C", ties=["bound"])
    assert sorted(tie.end for tie in of_state.edges) == [
        "issue/missiles",
        "issue/trade",
        "threat/terror",
        "treaty/pact",
    ]


def test_depth_reaches_what_neighbours_are_tied_to(world: Snapshot) -> None:
    near = networks.ego(world, "D")
    assert {node.id for node in near.nodes} == {"actor/D", "issue/ocean"}
    far = networks.ego(world, "D", depth=2)
    assert {node.id: node.ring for node in far.nodes} == {"actor/D": 0, "issue/ocean": 1, "actor/A": 2, "actor/C": 2}


def test_kinds_and_dates_narrow_an_ego_network(world: Snapshot) -> None:
    answer = networks.ego(world, "U", kinds=["threat"], date_to="2016")
    assert {node.label for node in answer.nodes} == {"Union", "terror", "bioterror"}
    assert {(tie.end, tie.weight) for tie in answer.edges if tie.tie == "stance"} == {
        ("threat/terror", 2),
        ("threat/bioterror", 1),
    }


# ---------------------------------------------------------------- paths


def steps(answer: networks.Paths) -> list[str]:
    return [" ".join(node.id.rpartition("/")[2] for node in path.nodes) for path in answer.paths]


def test_shortest_paths_are_all_of_them_with_the_evidence_of_each_step(world: Snapshot) -> None:
    answer = networks.paths(world, "A", "B")
    assert answer.distance == 2
    assert steps(answer) == ["A pact B", "A U B", "A trade B"]  # by label: Pact, Union, trade
    first = answer.paths[0].steps
    assert [tie.evidence[0].position for step in first for tie in step.ties] == ["position/a3", "position/b3"]
    assert [step.forward for step in first] == [True, False]
    member = answer.paths[1].steps[0].ties[0]
    assert (member.tie, member.first, member.note) == ("member", "2010", "small_world.py")


def test_all_paths_up_to_a_length(world: Snapshot) -> None:
    answer = networks.paths(world, "A", "B", mode="all", longest=3)
    assert answer.complete
    assert steps(answer)[:3] == ["A pact B", "A U B", "A trade B"]
    assert sorted(steps(answer)[3:]) == sorted(
        ["A terror bioterror B", "A terror U B", "A trade U B", "A pact U B", "A U trade B", "A U pact B",
         "A U bioterror B", "A U missiles B"]
    )  # fmt: skip


def test_a_limit_on_paths_is_told(world: Snapshot) -> None:
    answer = networks.paths(world, "A", "B", mode="all", longest=3, limit=5)
    assert len(answer.paths) == 5
    assert not answer.complete


def test_a_path_that_does_not_exist_has_a_reason(world: Snapshot) -> None:
    nothing = networks.paths(world, "A", "F")
    assert nothing.paths == []
    assert nothing.reason == "Nothing ties Fland to anything, under these filters."
    too_far = networks.paths(world, "D", "B", longest=2)
    assert too_far.paths == []
    assert too_far.reason == "No path of at most 2 steps ties Dland and Bland, under these filters."
    assert networks.paths(world, "D", "B", longest=4).distance == 4
    assert networks.paths(world, "A", "A").reason == "Both are the same thing."


# ---------------------------------------------------------------- matrix


def test_matrix_counts_positions_and_terror_counts_its_kinds(world: Snapshot) -> None:
    answer = networks.matrix(world, holders=["U", "B", "D"], things=["terror", "missiles"])
    assert [(line.label, line.positions) for line in answer.holders] == [("Union", 5), ("Bland", 2), ("Dland", 0)]
    assert [(cell.holder, cell.thing, cell.polarity, cell.positions) for cell in answer.cells] == [
        ("actor/U", "threat/terror", "-", 3),  # p4 is about terror and bioterror, and counts once
        ("actor/U", "issue/missiles", "±", 2),
        ("actor/B", "threat/terror", "-", 1),  # what B says of bioterror
        ("actor/B", "issue/missiles", "+", 1),
    ]
    first = answer.cells[0]
    assert (first.act, first.first, first.last) == ("condemn | urge", "2015-01-01", "2019-01-01")
    assert first.evidence == ["position/p5", "position/p1", "position/p4"]
    alone = networks.matrix(world, holders=["U", "B", "D"], things=["terror"], hierarchy=False)
    assert [(cell.holder, cell.positions) for cell in alone.cells] == [("actor/U", 3)]


def test_matrix_comes_in_parts_and_says_how_much_there_is(world: Snapshot) -> None:
    answer = networks.matrix(world, rows=2, columns=2, column_offset=1, hierarchy=False)
    assert (answer.total_holders, answer.total_things) == (5, 6)
    assert [line.label for line in answer.holders] == ["Union", "Cland"]
    assert [line.label for line in answer.things] == ["trade", "Pact"]


# ---------------------------------------------------------------- agreement


@pytest.mark.parametrize(
    ("a", "b", "hierarchy", "shared", "agree"),
    [
        ("A", "B", False, 2, 0),
        ("A", "B", True, 3, 1),
        ("A", "C", False, 3, 2),
        ("B", "C", False, 3, 2),
        ("U", "A", False, 3, 3),
        ("U", "B", False, 3, 1),  # on missiles U is on both sides, which is none
        ("U", "C", False, 3, 2),
        ("A", "D", False, 1, 1),
    ],
)
def test_agreement_is_over_things_on_which_both_took_a_side(
    world: Snapshot, a: str, b: str, hierarchy: bool, shared: int, agree: int
) -> None:
    answer = networks.agreement(world, holders=[a, b], hierarchy=hierarchy)
    (pair,) = answer.pairs
    assert (pair.shared, pair.agree, pair.conflict) == (shared, agree, shared - agree)
    assert pair.share == pytest.approx(agree / shared, abs=1e-6)
    assert pair.cosine == pytest.approx((2 * agree - shared) / shared, abs=1e-6)  # all are one-sided here
    assert pair.low <= pair.share <= pair.high


def test_agreement_names_what_it_rests_on(world: Snapshot) -> None:
    (pair,) = networks.agreement(world, holders=["A", "C"]).pairs
    assert [(one.thing.label, one.a, one.b) for one in pair.things] == [
        ("Pact", "+", "-"),
        ("terror", "-", "-"),
        ("trade", "+", "+"),
    ]
    assert (pair.low, pair.high) == (pytest.approx(0.207660, abs=1e-6), pytest.approx(0.938508, abs=1e-6))


def test_agreement_never_comes_without_a_basis(world: Snapshot) -> None:
    everyone = networks.agreement(world)
    assert {(pair.a.id, pair.b.id) for pair in everyone.pairs}.isdisjoint(
        {("actor/C", "actor/D"), ("actor/D", "actor/U")}
    )
    assert everyone.total == 7
    assert networks.agreement(world, minimum=3).total == 5
    assert networks.agreement(world, holders=["F"]).pairs == []


def test_one_actor_is_compared_with_all_others(world: Snapshot) -> None:
    answer = networks.agreement(world, holders=["U"])
    assert [(pair.a.id, pair.b.id) for pair in answer.pairs] == [
        ("actor/U", "actor/A"), ("actor/U", "actor/C"), ("actor/U", "actor/B")
    ]  # fmt: skip
    by_conflict = networks.agreement(world, holders=["U"], order="conflict")
    assert by_conflict.pairs[0].b.id == "actor/B"


# ---------------------------------------------------------------- disagreements, members


def test_disagreements_have_the_words_of_both_sides(world: Snapshot) -> None:
    answer = networks.disagreements(world)
    told = {
        one.thing.label: ([side.holder.label for side in one.proponents], [side.holder.label for side in one.opponents])
        for one in answer.things
    }
    assert told == {
        "Pact": (["Aland", "Union"], ["Bland", "Cland"]),
        "trade": (["Union", "Aland", "Cland"], ["Bland"]),
        "missiles": (["Bland", "Cland", "Union"], ["Union"]),
    }
    pact = next(one for one in answer.things if one.thing.label == "Pact")
    assert pact.proponents[0].evidence[0].quote == "a3: the pact"
    assert pact.opponents[0].evidence[0].quote == "b3: the pact"


def test_disagreements_of_two_are_those_between_them(world: Snapshot) -> None:
    assert {one.thing.label for one in networks.disagreements(world, holders=["A", "B"]).things} == {"Pact", "trade"}
    assert {one.thing.label for one in networks.disagreements(world, holders=["A"]).things} == {"Pact", "trade"}


def test_actors_side_by_side_agree_disagree_or_are_on_both_sides(world: Snapshot) -> None:
    answer = networks.compare(world, ["A", "B", "U"], None, 10)
    assert [(one.thing.label, one.verdict) for one in answer.things] == [
        ("trade", "disagree"), ("missiles", "mixed"), ("Pact", "disagree"), ("terror", "agree"), ("bioterror", "agree"),
    ]  # fmt: skip
    missiles = answer.things[1].stands
    assert {one.holder.label: (one.positions, one.latest) for one in missiles} == {
        "Union": ({"+": 1, "-": 1}, {"+": "position/p7", "-": "position/p3"}),
        "Bland": ({"+": 1}, {"+": "position/b4"}),
    }
    assert answer.verdicts == {"agree": 2, "disagree": 2, "mixed": 1}
    below = networks.compare(world, ["A", "B", "U"], "terror", 10)
    assert {one.thing.label for one in below.things} == {"terror", "bioterror"}
    assert networks.compare(world, ["A", "B", "U"], None, 1, 4).things == answer.things[4:]


def test_members_apart_from_their_body(world: Snapshot) -> None:
    answer = networks.members(world, "U")
    assert [node.label for node in answer.members] == ["Aland", "Bland", "Cland", "Eland"]
    assert [(one.member.label, one.thing.label, one.member_polarity, one.body_polarity) for one in answer.apart] == [
        ("Bland", "Pact", "-", "+"), ("Bland", "trade", "-", "+"), ("Cland", "Pact", "-", "+"),
    ]  # fmt: skip
    assert answer.together == 6
    assert [node.label for node in answer.silent] == ["Eland"]
    assert answer.apart[0].member_evidence[0].quote == "b3: the pact"
    assert [node.label for node in networks.members(world, "U", date="2012").members] == ["Aland", "Bland", "Eland"]
    assert networks.members(world, "D").reason == "No members of Dland are known."


# ---------------------------------------------------------------- what is asked wrongly


def test_an_unknown_thing_is_told_with_what_looks_like_it(world: Snapshot) -> None:
    with pytest.raises(UnknownEntity) as caught:
        networks.ego(world, "terrr")
    assert "terror" in caught.value.near


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda world: networks.ego(world, "U", depth=4), "depth: 4 is out of bounds. It is at least 1 and at most 3."),
        (lambda world: networks.ego(world, "U", limit=0), "limit: 0 is out of bounds"),
        (lambda world: networks.ego(world, "U", date_from="last year"), "date_from: 'last year' is not a date"),
        (lambda world: networks.ego(world, "U", date_from="2020-02-30"), "date_from: '2020-02-30' is not a date"),
        (lambda world: networks.ego(world, "U", ties=["love"]), "tie: 'love' is no kind of tie. One of stance,"),
        (lambda world: networks.matrix(world, kinds=["planet"]), "kind: 'planet' is no kind of thing"),
        (lambda world: networks.paths(world, "A", "B", longest=9), "longest: 9 is out of bounds"),
        (
            lambda world: networks.change(world, "2019", "2015", holders=["U"]),
            "2015 does not come after 2019",
        ),
        (lambda world: networks.change(world, "2015", "2019"), "name a holder or a thing"),
        (lambda world: networks.membership(world, date="soon"), "date: 'soon' is not a date"),
        (lambda world: networks.blocs(world, of="planets"), "of: 'planets' is no network of blocs"),
        (lambda world: networks.centrality(world, by="beauty"), "by: 'beauty' is no measure"),
    ],
)
def test_a_bad_value_is_told_with_what_would_be_right(world: Snapshot, ask, told: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadParameter) as caught:
        ask(world)
    assert told in str(caught.value)
