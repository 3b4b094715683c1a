"""The tables of treaties and participations: complete, consistent, and telling a treaty's status on any day."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pyoxigraph as ox
import pytest

from graph_builder import ontology
from graph_builder.graph.checks import run_checks
from graph_builder.graph.facts import fill
from graph_builder.model import Concept
from graph_builder.reference import Row, covers, load

TREATIES = {row["id"]: row for row in load().tables["treaties"]}
PARTICIPATIONS = load().tables["participations"]
COLLECTIONS = {
    "counter-terrorism-conventions",
    "three-joint-communiques",
    "un-drug-conventions",
    "un-resolutions",
    "unga-resolutions",
    "unsc-resolutions",
    "unsc-resolutions-north-korea",
}
"""Rows that stand for several texts and so have no date of their own."""

UNREGULATED = {
    *("alma-ata-declaration", "eu-uk-withdrawal-agreement", "good-friday-agreement", "statelessness-convention"),
    *("un-resolutions", "unga-resolutions", "unsc-resolutions", "unsc-resolution-598", "windsor-framework"),
}
"""Rows that govern nothing which the schemes have."""


def parties(treaty: str, date: str, *, disputed: bool = False) -> set[str]:
    """Codes of those who were party to a treaty on a date."""
    return {
        row["actor"]
        for row in PARTICIPATIONS
        if (row["treaty"], row["kind"]) == (treaty, "party")
        and covers(row["start"] or None, row["end"] or None, date)
        and (disputed or not row["disputed"])
    }


def in_force(row: Row, date: str) -> bool:
    return bool(row["in_force"]) and covers(row["in_force"], row["ended"] or None, date)


def kinds(actor: str, treaty: str) -> dict[str, list[str]]:
    """Kinds of an actor's participations in a treaty, with the starts of each."""
    found: dict[str, list[str]] = {}
    for row in PARTICIPATIONS:
        if (row["actor"], row["treaty"]) == (actor, treaty):
            found.setdefault(row["kind"], []).append(row["start"])
    return found


def test_there_are_the_treaties_that_declarations_speak_of() -> None:
    assert len(TREATIES) >= 110
    assert len({row["treaty"] for row in PARTICIPATIONS}) >= 80


def test_every_treaty_has_a_date_unless_proposed_or_a_collection() -> None:
    undated = {id_ for id_, row in TREATIES.items() if not row["signed"] and row["status"] != "proposed"}
    assert undated == COLLECTIONS


def test_a_treaty_in_force_tells_since_when_or_stands_in_this_list() -> None:
    unknown = {id_ for id_, row in TREATIES.items() if row["status"] == "in force" and not row["in_force"]}
    # Their dates are known here by nobody beyond doubt.
    assert unknown - COLLECTIONS == {
        "disengagement-agreement-1974",
        "schengen-agreement",
        "sco-counter-terrorism-convention",
        "sco-extremism-convention",
        "sco-good-neighbourliness-treaty",
        "shanghai-agreement-1996",
        "treaty-of-tlatelolco",
    }


@pytest.mark.parametrize(
    "id_",
    ["ppwt", "paros-instrument", "fmct", "ccit", "convention-chemical-biological-terrorism", "negative-security-assurances-instrument"],
)  # fmt: skip
def test_what_is_only_proposed_is_marked(id_: str) -> None:
    assert TREATIES[id_]["status"] == "proposed"
    assert not any(TREATIES[id_][column] for column in ("signed", "opened", "in_force", "ended"))


def test_every_treaty_says_what_it_regulates() -> None:
    assert {id_ for id_, row in TREATIES.items() if not row["regulates"]} == UNREGULATED


@pytest.mark.parametrize(
    ("treaty", "day", "expected"),
    [
        ("inf-treaty", "1988-05-31", False),
        ("inf-treaty", "1988-06-01", True),
        ("inf-treaty", "2019-08-02", True),
        ("inf-treaty", "2020-11-10", False),
        ("new-start", "2020-11-10", True),
        ("new-start", "2026-03-01", False),
        ("npt", "1970-03-04", False),
        ("npt", "2020-11-10", True),
        ("ctbt", "2020-11-10", False),
        ("ppwt", "2020-11-10", False),
        ("abm-treaty", "2002-06-14", False),
        ("shanghai-convention", "2003-03-29", True),
    ],
)
def test_a_treaty_is_in_force_from_its_start_to_its_end(treaty: str, day: str, *, expected: bool) -> None:
    assert in_force(TREATIES[treaty], day) is expected


@pytest.mark.parametrize(
    ("treaty", "day", "expected"),
    [
        ("inf-treaty", "1990-01-01", {"USA", "SUN"}),
        ("inf-treaty", "2018-06-10", {"USA", "RUS"}),
        ("inf-treaty", "2020-11-10", set()),
        ("new-start", "2020-11-10", {"USA", "RUS"}),
        ("start-i", "2000-01-01", {"USA", "RUS", "BLR", "KAZ", "UKR"}),
        ("open-skies-treaty", "2021-01-01", {"RUS", "CAN", "HUN", "GBR", "FRA", "DEU", "ITA", "POL", "UKR", "BLR", "TUR"}),
        ("collective-security-treaty", "2000-01-01", {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}),
        ("warsaw-treaty", "1980-01-01", {"BGR", "HUN", "POL", "ROU", "CSK", "DDR", "SUN"}),
    ],
)  # fmt: skip
def test_parties_on_a_day(treaty: str, day: str, expected: set[str]) -> None:
    assert parties(treaty, day) == expected


def test_who_left_and_came_back_is_a_party_in_both_periods_only() -> None:
    days = {"2020-01-01": True, "2020-12-01": False, "2023-01-01": True, "2026-06-01": False}
    assert {day: "USA" in parties("paris-agreement", day) for day in days} == days


def test_a_contested_party_is_there_for_who_asks() -> None:
    assert "PRK" not in parties("npt", "2000-01-01")
    assert "PRK" in parties("npt", "2000-01-01", disputed=True)
    assert parties("inf-treaty", "2018-06-10", disputed=True) == {"USA", "RUS", "BLR", "KAZ", "UKR"}


def test_the_nuclear_weapon_states_are_parties_to_the_npt() -> None:
    assert {"USA", "RUS", "GBR", "FRA", "CHN"} <= parties("npt", "1992-12-31")
    assert not {"IND", "PAK", "ISR", "SSD"} & parties("npt", "2020-11-10", disputed=True)


@pytest.mark.parametrize("actor", ["USA", "CHN", "EGY", "IRN", "ISR", "RUS"])
def test_signatories_that_the_test_ban_waits_for(actor: str) -> None:
    assert "signatory" in kinds(actor, "ctbt")
    assert "party" not in kinds(actor, "ctbt")


def test_rows_are_sorted_and_none_stands_twice() -> None:
    keys = [tuple(row[column] for column in ("actor", "treaty", "kind", "start", "end")) for row in PARTICIPATIONS]
    assert keys == sorted(keys)
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_disputed_facts_say_who_disagrees() -> None:
    disputed = [row for row in PARTICIPATIONS if row["disputed"]]
    assert disputed
    assert all(any(word in row["source"] for word in ("disagree", "contested", "rejects")) for row in disputed)
    assert all(row["disputed"] for row in PARTICIPATIONS if "disagree" in row["source"])


def test_spells_of_one_party_do_not_overlap() -> None:
    spells: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in PARTICIPATIONS:
        if row["kind"] == "party" and not row["disputed"]:
            spells.setdefault((row["actor"], row["treaty"]), []).append((row["start"] or "0000", row["end"] or "9999"))
    for key, spans in spells.items():
        for (_, end), (start, _) in pairwise(sorted(spans)):
            assert end <= start, (key, spans)


def test_no_one_is_party_and_not_party_to_one_treaty() -> None:
    both = {
        (row["actor"], row["treaty"])
        for row in PARTICIPATIONS
        if row["kind"] == "not party" and "party" in kinds(row["actor"], row["treaty"])
    }
    assert both == set()


def test_nobody_is_party_to_what_never_was_in_force() -> None:
    idle = {id_ for id_, row in TREATIES.items() if row["status"] in {"proposed", "not in force", "adopted"}}
    assert [row for row in PARTICIPATIONS if row["treaty"] in idle and row["kind"] == "party"] == []


def test_successors_take_over_where_the_former_state_ends() -> None:
    soviet = {row["treaty"] for row in PARTICIPATIONS if (row["actor"], row["kind"]) == ("SUN", "party")}
    russian = {row["treaty"] for row in PARTICIPATIONS if (row["actor"], row["kind"]) == ("RUS", "party")}
    # The two treaties that ended before the Soviet Union did.
    assert soviet - russian == {"salt-i", "warsaw-treaty"}


@pytest.fixture(scope="module")
def facts() -> ox.Store:
    """Ontology and reference data as the graph has them."""
    store = ox.Store()
    fill(store, load())
    return store


@pytest.mark.parametrize("check", ["treaty-dates", "treaty-status", "party-too-long", "ends-before-start"])
def test_the_tables_pass_the_checks_of_treaties(facts: ox.Store, check: str) -> None:
    assert (ontology.folder() / "checks" / f"{check}.rq").is_file()
    assert [found for found in run_checks(facts) if found.shape == check] == []


def test_names_find_their_treaty() -> None:
    by_name: dict[str, Concept] = {
        name.casefold(): concept
        for concept in load().concepts
        if concept.kind == "treaty"
        for name in (concept.label, *concept.names)
    }
    for name, id_ in (
        ("Intermediate-Range Nuclear Forces Treaty", "inf-treaty"),
        ("NPT", "npt"),
        ("draft Treaty on the Prevention of the Placement of Weapons in Outer Space", "ppwt"),
        ("Iran nuclear deal", "jcpoa"),
        ("Washington Treaty", "north-atlantic-treaty"),
    ):
        assert by_name[name.casefold()].id == f"treaty/{id_}"
