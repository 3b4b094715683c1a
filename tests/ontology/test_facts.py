"""Memberships, parties and treaty dates are those of the verified facts, which the owner keeps beside the repository."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_builder.reference import load

FACTS = Path(__file__).parents[3] / "shared" / "facts.tsv"
pytestmark = pytest.mark.skipif(not FACTS.is_file(), reason="the verified facts lie in ../shared")

REFERENCE = load()
BY_NAME = {
    name.casefold(): concept
    for concept in REFERENCE.concepts
    if concept.kind in {"actor", "treaty"}
    for name in (concept.label, concept.code or concept.label, *concept.names)
}


def facts(*properties: str) -> Iterator[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["property"] in properties:
                yield row


def named(text: str) -> str | None:
    """Code of an actor, or the last part of a treaty's id."""
    plain = re.sub(r"^UNTOC | \(.*| (?:19|20)\d\d$", "", text)
    concept = BY_NAME.get(text.casefold()) or BY_NAME.get(plain.casefold())
    if concept is None:
        return None
    return concept.code or concept.id.partition("/")[2]


def agrees(known: str, told: str) -> bool:
    """Whether two dates say the same, as far as both go: 1992 and 1992-05-15 do."""
    return known[: len(told)] == told[: len(known)]


def test_every_dated_membership_is_there_with_its_dates() -> None:
    rows = defaultdict(list)
    for row in REFERENCE.tables["memberships"]:
        rows[row["member"], row["organization"]].append(row)
    for row in REFERENCE.tables["participations"]:  # the facts call a party to a treaty its member
        if row["kind"] == "party":
            rows[row["actor"], row["treaty"]].append(row)
    missing = []
    for fact in facts("member", "observer"):
        member, organization = named(fact["value"]), named(fact["subject"])
        found = rows.get((member or "", organization or ""), [])
        starts = [row for row in found if agrees(row["start"], fact["from"] or "")]
        ends = [row for row in starts if not fact["to"] or agrees(row["end"], fact["to"])]
        if not ends:
            missing.append((fact["subject"], fact["property"], fact["value"], fact["from"], fact["to"]))
    assert missing == []


@pytest.mark.parametrize(
    ("property_", "column", "told"),
    [
        ("signed", "signed", "value"),
        ("in force", "in_force", "from"),
        ("in force", "ended", "to"),
        ("opened for signature", "opened", "value"),
    ],
)
def test_dates_of_treaties_are_those_of_the_facts(property_: str, column: str, told: str) -> None:
    treaties = {row["id"]: row for row in REFERENCE.tables["treaties"]}
    wrong = []
    for fact in facts(property_):
        treaty, date = named(fact["subject"]), fact[told]
        if date and (treaty not in treaties or not agrees(treaties[treaty][column], date)):
            wrong.append((fact["subject"], property_, date, treaties.get(treaty or "", {column: None})[column]))
    assert wrong == []


def test_parties_and_those_who_left_are_those_of_the_facts() -> None:
    rows = {(row["actor"], row["treaty"], row["kind"]) for row in REFERENCE.tables["participations"]}
    kinds = {
        "party": ["party"],
        "suspended by": ["suspended"],
        "withdrawn": ["withdrawn"],
        "acceded": ["acceded", "party"],
        "not party": ["not party"],
    }
    missing = []
    for fact in facts(*kinds):
        treaty = named(fact["subject"])
        for name in fact["value"].split("; "):
            actor = named(name)
            if actor is None:
                assert name == "NATO allied states parties"  # which names nobody in particular
            elif not any((actor, treaty, kind) in rows for kind in kinds[fact["property"]]):
                missing.append((fact["subject"], fact["property"], name, actor, treaty))
    assert missing == []
