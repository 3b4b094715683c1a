"""A stance is its subject's whatever leads to it: a time or town without a comma, a clause before, a participle."""

from __future__ import annotations

import pytest

from graph_builder import Document, Reference, extract

BODIES = {"Brazil": "BRA", "the European Union": "EU", "NATO": "NATO", "Nepal": "NPL", "ASEAN": "ASEAN"}
TIMES = (
    "On Monday",
    "On 3 May",
    "On 3 May 2014",
    "On May 3",
    "In May",
    "In May 2014",
    "In 2014",
    "Last year",
    "In Lima,",
)
CLAUSES = (
    "Although {} is far away, it", "Because {} has seen war, it", "{} is far away, but it", "Even though {} is near, it",
)  # fmt: skip
STANCES = (
    ("welcomed", "welcome", "the plan"),
    ("rejected", "oppose", "the plan"),
    ("called for", "urge", "talks"),
    ("condemned", "condemn", "the raid"),
)


def read(known: Reference, text: str) -> list[tuple[str, tuple[str, ...], str | None]]:
    document = Document("one", "One", ("NOR", "PER"), "2018-05-06", "en", "news", "made up", text, "0" * 64)
    return [
        (one.act, one.holders, one.target.of(text) if one.target is not None else None)
        for one in extract(document, known)
    ]


@pytest.mark.parametrize("body", BODIES)
def test_a_stance_is_its_subjects(known: Reference, body: str) -> None:
    named = body[0].upper() + body[1:]
    for verb, act, thing in STANCES:
        wanted = [(act, (BODIES[body],), thing)]
        texts = [f"{time} {body} {verb} {thing}." for time in TIMES]
        texts += [f"{clause.format(named if clause[0] == '{' else body)} {verb} {thing}." for clause in CLAUSES]
        assert {text for text in texts if read(known, text) != wanted} == set()


@pytest.mark.parametrize("body", BODIES)
def test_what_heads_the_clause_is_of_its_subject(known: Reference, body: str) -> None:
    for done in ("Having condemned", "Condemning"):
        assert read(known, f"{done} the raid, {body} withdrew from the talks.") == [
            ("condemn", (BODIES[body],), "the raid")
        ]


@pytest.mark.parametrize("verb", ["backing", "defending", "advocating", "opposing"])
def test_a_side_is_taken_in_passing(known: Reference, verb: str) -> None:
    first, second = read(known, f"Brazil called for restraint, {verb} the plan.")
    assert first == ("urge", ("BRA",), "restraint")
    assert second[1:] == (("BRA",), "the plan")


@pytest.mark.parametrize("named", ["Chile", "the Taliban", "the regime"])
def test_who_is_held_responsible_is_in_the_target(known: Reference, named: str) -> None:
    assert read(known, f"We hold {named} fully responsible for the raid.") == [
        ("condemn", ("NOR", "PER"), f"{named} fully responsible for the raid")
    ]
