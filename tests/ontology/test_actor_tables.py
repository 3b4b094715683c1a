"""The tables of actors and events of the reference data: complete, well formed, and free of contradictions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import pycountry
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "reference"
COLUMNS = {
    "states": "alpha3 label names adjectives label_ru label_zh source",
    "historic_states": "id code label names adjectives start end successors label_ru label_zh source",
    "polities": "id label names adjectives start end note label_ru label_zh label_fr label_es label_ar source",
    "organizations": "id code label class names adjectives part_of founded label_ru label_zh label_fr label_es label_ar source",
    "memberships": "member organization role start end source",
    "leaders": "name state role start end source",
    "events": "noun concept start end source",
}
SORTED_BY = {
    "states": ("alpha3",),
    "historic_states": ("id", "code"),
    "polities": ("id",),
    "organizations": ("id",),
    "memberships": ("member", "organization", "start"),
    "leaders": ("name",),
    "events": ("noun", "start"),
}
REQUIRED = {
    "states": ("alpha3", "label", "source"),
    "historic_states": ("id", "code", "label", "start", "end", "successors", "source"),
    "polities": ("id", "label", "note", "source"),
    "organizations": ("id", "code", "label", "class", "source"),
    "memberships": ("member", "organization", "role", "source"),
    "leaders": ("name", "state", "role", "source"),
    "events": ("noun", "concept", "start", "end", "source"),
}
DATES = ("start", "end", "founded")
LISTS = ("name", "names", "adjectives", "successors")
DATE = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
BEFORE_ALL, AFTER_ALL = "0000", "9999"

Row = dict[str, str]


class Claim(NamedTuple):
    """A phrase that stands for an actor between two dates."""

    actor: str
    start: str
    end: str


def read(table: str) -> list[Row]:
    header, *lines = (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


def values(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def claim(actor: str, row: Row) -> Claim:
    return Claim(actor, row.get("start") or BEFORE_ALL, row.get("end") or AFTER_ALL)


def share_a_day(one: Claim, other: Claim) -> bool:
    return one.start <= other.end and other.start <= one.end


def state_codes() -> set[str]:
    return {row["alpha3"] for row in read("states")}


def historic_codes() -> set[str]:
    return {row["code"] for row in read("historic_states")}


def polity_codes() -> set[str]:
    return {row["label"] for row in read("polities")}


def organization_codes() -> set[str]:
    return {row["code"] for row in read("organizations")}


def claimed_phrases(*columns: str) -> Iterator[tuple[str, Claim]]:
    for table, key in (
        ("states", "alpha3"),
        ("historic_states", "code"),
        ("polities", "label"),
        ("organizations", "code"),
    ):
        for row in read(table):
            for column in columns:
                for phrase in values(row[column]):
                    yield phrase.casefold(), claim(row[key], row)


def leaders_phrases() -> Iterator[tuple[str, Claim]]:
    for row in read("leaders"):
        for phrase in values(row["name"]):
            yield phrase.casefold(), claim(row["state"], row)


def contested(phrases: Iterator[tuple[str, Claim]]) -> set[str]:
    """Phrases that two actors claim for one day, each with the two."""
    claims: dict[str, set[Claim]] = {}
    for phrase, holder in phrases:
        claims.setdefault(phrase, set()).add(holder)
    return {
        f"{phrase}: {one.actor}, {other.actor}"
        for phrase, holders in claims.items()
        for one, other in combinations(sorted(holders), 2)
        if one.actor != other.actor and share_a_day(one, other)
    }


@pytest.mark.parametrize("table", COLUMNS)
def test_header_is_the_documented_one(table: str) -> None:
    header = (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").split("\n", 1)[0]
    assert header == COLUMNS[table].replace(" ", "\t")


@pytest.mark.parametrize("table", COLUMNS)
def test_rows_are_sorted_and_none_stands_twice(table: str) -> None:
    keys = [tuple(row[column] for column in SORTED_BY[table]) for row in read(table)]
    assert keys == sorted(keys)
    lines = (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    assert [line for line, count in Counter(lines).items() if count > 1] == []


@pytest.mark.parametrize("table", COLUMNS)
def test_required_cells_are_filled(table: str) -> None:
    assert [row for row in read(table) if not all(row[column] for column in REQUIRED[table])] == []


@pytest.mark.parametrize("table", COLUMNS)
def test_cells_have_no_stray_spaces_and_lists_no_empty_or_double_values(table: str) -> None:
    for row in read(table):
        for column, cell in row.items():
            parts = cell.split("|") if column in LISTS and cell else [cell]
            assert all(part == " ".join(part.split()) for part in parts), (row, column)
            if column in LISTS and cell:
                assert all(parts), (row, column)
                assert len(set(parts)) == len(parts), (row, column)


@pytest.mark.parametrize("table", COLUMNS)
def test_dates_are_well_formed(table: str) -> None:
    for row in read(table):
        for column in DATES:
            assert not row.get(column) or DATE.fullmatch(row[column]), (row, column)


@pytest.mark.parametrize("table", ["historic_states", "polities", "memberships", "leaders"])
def test_what_ends_starts_before(table: str) -> None:
    for row in read(table):
        assert (row["start"] or BEFORE_ALL) < (row["end"] or AFTER_ALL), row


def test_every_iso_3166_1_code_has_exactly_one_row() -> None:
    assert [row["alpha3"] for row in read("states")] == sorted(country.alpha_3 for country in pycountry.countries)


def test_former_states_have_their_iso_3166_3_code_where_it_is_theirs_alone() -> None:
    known = {country.alpha_3 for country in pycountry.historic_countries}
    coded = {row["label"]: row["code"] for row in read("historic_states") if len(row["code"]) == 3}
    assert coded.pop("Federal Republic of Yugoslavia") == "FRY"  # YUG stands for the one before it, too
    assert set(coded.values()) <= known
    assert all(row["code"] == row["label"] for row in read("historic_states") if len(row["code"]) != 3)


def test_codes_and_ids_name_one_actor() -> None:
    codes = [
        *(row["alpha3"] for row in read("states")),
        *(row["code"] for table in ("historic_states", "organizations") for row in read(table)),
    ]
    assert [code for code, count in Counter(codes).items() if count > 1] == []
    ids = [
        *state_codes(),
        *(row["id"] for table in ("historic_states", "polities", "organizations") for row in read(table)),
    ]
    assert [name for name, count in Counter(name.casefold() for name in ids).items() if count > 1] == []


@pytest.mark.parametrize("table", ["historic_states", "polities", "organizations"])
def test_ids_can_stand_in_an_iri(table: str) -> None:
    assert [row["id"] for row in read(table) if not re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", row["id"])] == []


def test_a_name_belongs_to_one_actor_on_one_day() -> None:
    assert contested(claimed_phrases("label", "names")) == set()


def test_an_adjective_belongs_to_one_actor_on_one_day() -> None:
    assert contested(claimed_phrases("adjectives")) == set()


def test_a_name_of_one_actor_is_no_adjective_of_another() -> None:
    assert contested(claimed_phrases("label", "names", "adjectives")) == set()


def test_a_name_does_not_repeat_the_label() -> None:
    for table in ("states", "historic_states", "polities", "organizations"):
        for row in read(table):
            assert row["label"].casefold() not in {name.casefold() for name in values(row["names"])}, row


def test_organizations_have_a_known_class_and_parent() -> None:
    rows = {row["id"]: row for row in read("organizations")}
    for row in rows.values():
        assert row["class"] in {"Organization", "Body", "Coalition", "ArmedGroup"}, row
        assert not row["part_of"] or row["part_of"] in rows, row


def test_no_organization_is_part_of_itself() -> None:
    parent = {row["id"]: row["part_of"] for row in read("organizations")}
    for start in parent:
        chain = [start]
        while parent[chain[-1]]:
            chain.append(parent[chain[-1]])
            assert len(set(chain)) == len(chain), chain


def test_successors_of_former_states_are_known() -> None:
    known = state_codes() | historic_codes()
    for row in read("historic_states"):
        assert set(values(row["successors"])) <= known - {row["code"]}, row


def test_memberships_name_known_actors_and_roles() -> None:
    organizations = organization_codes()
    members = state_codes() | historic_codes() | polity_codes() | organizations
    for row in read("memberships"):
        assert row["member"] in members, row
        assert row["organization"] in organizations - {row["member"]}, row
        assert row["role"] in {"member", "observer", "disputed member"}, row


def test_spells_of_one_membership_do_not_overlap() -> None:
    spells: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in read("memberships"):
        span = (row["start"] or BEFORE_ALL, row["end"] or AFTER_ALL)
        spells.setdefault((row["member"], row["organization"]), []).append(span)
    for key, spans in spells.items():
        for (_, end), (start, _) in pairwise(sorted(spans)):
            assert end <= start, (key, spans)


def test_leaders_stand_for_known_actors() -> None:
    known = state_codes() | historic_codes() | organization_codes()
    assert {row["state"] for row in read("leaders")} - known == set()


def test_a_leaders_phrase_stands_for_one_actor_on_one_day() -> None:
    assert contested(leaders_phrases()) == set()


def test_a_leaders_phrase_is_no_actors_name() -> None:
    names = {phrase for phrase, _ in claimed_phrases("label", "names", "adjectives")}
    assert {phrase for phrase, _ in leaders_phrases()} & names == set()


def test_a_polity_is_no_entry_of_iso_3166_1() -> None:
    listed = {name for country in pycountry.countries for name in (country.name, getattr(country, "common_name", ""))}
    for row in read("polities"):
        assert not {row["label"], *values(row["names"])} & listed, row


def test_groups_under_arms_are_no_coalitions() -> None:
    classes = {row["id"]: row["class"] for row in read("organizations")}
    assert {classes[name] for name in ("Taliban", "Hizbullah", "Hamas", "ISIL", "Al-Qaida", "Houthis")} == {
        "ArmedGroup"
    }
    assert {classes[name] for name in ("P5", "E3", "international-community")} == {"Coalition"}
