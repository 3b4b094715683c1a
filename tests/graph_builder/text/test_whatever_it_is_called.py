"""What a report says that somebody calls something, claims besides or has to do, and for whom an office or go-between speaks."""

from __future__ import annotations

import pytest

from graph_builder import Document, Reference, extract

Read = list[tuple[str, str, tuple[str, ...], str | None]]
CALLED = (
    ("short-sighted", "affirm"), ("hasty", "affirm"), ("illegal", "oppose"), ("dangerous", "condemn"), ("unfair", "oppose"),
    ("a historic step", "affirm"), ("a crime", "condemn"), ("regrettable", "regret"),
)  # fmt: skip
ASIDES = ("{}", "{}, reached in May,", "{}, which had been long awaited,", "{}, the third this year,")
CLAIMS = ("claiming", "arguing", "insisting", "saying")
NOTHING = (
    "Some have had to flee as many as ten times.", "Peru has had to close its schools.",
    "Peru can only use its old ships.", "Peru launched an attack on the town.",
    "Ana Ruiz was greeted at the airport by Chile's envoy.", "The envoys were greeted by Peru.",
    "Peru called the ambassador home.", "What Peru calls unfair trade is old.",
)  # fmt: skip
SPEAKERS = {
    "The office of Mr Biden": "USA",
    "The office of Biden": "USA",
    "A spokesman for Mr Biden": "USA",
    "An aide to Mr Biden": "USA",
    "Mediators from Peru, Chile and Kenya": "CHL KEN PER",
    "International mediators from Peru": "PER",
    "Peruvian mediators": "PER",
    "Diplomats from Peru": "PER",
    "The three mediators": "mediators",
    "Several diplomats": "diplomats",
    "Western diplomats": "Western,diplomats",
}


def read(known: Reference, text: str) -> Read:
    document = Document("one", "One", ("NOR",), "2018-05-06", "en", "news", "made up", text, "0" * 64)
    return [
        (one.cue.of(text), one.act, one.holders, one.target.of(text) if one.target is not None else None)
        for one in extract(document, known)
    ]


@pytest.mark.parametrize("aside", ASIDES)
@pytest.mark.parametrize("marks", ["{}", "“{}”", '"{}"'])
def test_what_something_is_called_is_a_stance(known: Reference, aside: str, marks: str) -> None:
    for word, act in CALLED:
        target = f"{aside.format('the vote')} {marks.format(word)}"
        found = read(known, f"Peru called {target}.")
        assert [(one[0], one[1], one[2]) for one in found] == [("called", act, ("PER",))], target


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_is_claimed_besides_needs_no_that(known: Reference, claim: str) -> None:
    for clause in ("it was unfair", "the vote was unfair"):
        assert read(known, f"Peru left the pact and rejected the plan, {claim} {clause}.")[-1] == (
            claim, "affirm", ("PER",), clause,
        )  # fmt: skip


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_is_only_done_or_suffered_is_no_stance(known: Reference, sentence: str) -> None:
    assert read(known, sentence) == []


@pytest.mark.parametrize("who", SPEAKERS)
def test_an_office_speaks_for_somebody_and_a_go_between_for_none(known: Reference, who: str) -> None:
    holders = tuple(part.replace(",", " ") for part in SPEAKERS[who].split())
    assert read(known, f"{who} condemned the raid.") == [("condemned", "condemn", holders, "the raid")]


@pytest.mark.parametrize("verb", ["build a base", "provide aid", "help the islands", "open an office"])
def test_several_promise_what_another_announces(known: Reference, verb: str) -> None:
    for told in ("Kral said that", "Kral announced that", "Kral told reporters"):
        for who in ("Peru and Chile", "both Peru and Chile"):
            assert read(known, f"{told} {who} would {verb}.") == [("would", "commit", ("CHL", "PER"), verb)]


@pytest.mark.parametrize("verb", ["branded", "labelled", "called", "dubbed"])
def test_who_calls_it_so_stands_behind_what_it_is_called(known: Reference, verb: str) -> None:
    for who, codes in (("Peru", ("PER",)), ("Peru and Chile", ("CHL", "PER")), ("Peru's minister", ("PER",))):
        (found,) = read(known, f"The raid was {verb} a heinous crime by {who}.")
        assert found[1:] == ("condemn", codes, "The raid"), who


@pytest.mark.parametrize(
    "passive", ["is widely seen as safe", "was accused of fraud", "has been praised", "was called a crime"]
)
def test_what_nobody_is_said_to_hold_is_not_held_by_the_state_of_which_it_is_told(
    known: Reference, passive: str
) -> None:
    assert read(known, f"The new harbour {passive}.") == []


@pytest.mark.parametrize("office", ["secretary general", "secretary-general", "Secretary General", "director general"])
def test_a_general_secretary_speaks_for_the_body(known: Reference, office: str) -> None:
    for who in (
        f"The {office} of the Arab League",
        f"Ana Ruiz, {office} of the Arab League,",
        f"Ana Ruiz, the {office} of the Arab League,",
    ):
        assert read(known, f"{who} condemned the raid.") == [("condemned", "condemn", ("Arab League",), "the raid")], (
            who
        )


@pytest.mark.parametrize("hearer", ["reporters", "lawmakers", "mediators", "Chile", "Ana Ruiz", "the envoys"])
def test_what_is_told_begins_behind_who_is_told(known: Reference, hearer: str) -> None:
    for before in ("", "The talks failed, and ", "The talks failed, but "):
        assert read(known, f"{before}Peru told {hearer} it would leave the pact.") == [
            ("would", "commit", ("PER",), "leave the pact")
        ], before
        assert read(known, f"{before}Peru told {hearer} the vote was a mistake.")[-1][1:] == (
            "oppose", ("PER",), "the vote",
        ), before  # fmt: skip


def test_what_is_not_wanted_of_another_is_opposed(known: Reference) -> None:
    for wants in ("does not want", "did not want", "doesn't want"):
        for target in ("Chile to join the pact", "the EU to lift the ban", "a war"):
            assert read(known, f"Peru {wants} {target}.") == [(wants, "oppose", ("PER",), target)]


def test_what_is_made_clear_needs_no_that(known: Reference) -> None:
    for clause in ("it opposes the plan", "the plan is a mistake"):
        assert read(known, f"Peru has made clear {clause}.") == [("has made clear", "affirm", ("PER",), clause)]
    assert read(known, "The aim is made clear in the pact.") == []


@pytest.mark.parametrize("time", ["late Tuesday", "late on Tuesday", "last Friday", "this Monday", "early Sunday"])
def test_a_day_without_a_comma_does_not_part_subject_and_verb(known: Reference, time: str) -> None:
    for who, codes in (("Peru", ("PER",)), ("Mr Biden", ("USA",)), ("The parliament of Peru", ("PER",))):
        assert read(known, f"{who} {time} condemned the raid.") == [("condemned", "condemn", codes, "the raid")], who


@pytest.mark.parametrize("occasion", ["At the summit", "On that trip", "During the visit", "In a speech on Monday"])
def test_a_person_stands_behind_an_occasion_without_a_comma(known: Reference, occasion: str) -> None:
    for who in ("Biden", "Joe Biden", "President Biden"):
        assert read(known, f"{occasion} {who} condemned the raid.") == [("condemned", "condemn", ("USA",), "the raid")]


@pytest.mark.parametrize("name", ["Nato", "Opec", "Unicef", "Asean", "Unifil", "Ecowas"])
def test_initials_may_be_spelt_as_a_word(known: Reference, name: str) -> None:
    for who in (name, f"{name}'s spokesman", f"The {name} chief"):
        assert read(known, f"{who} condemned the raid.") == [("condemned", "condemn", (name.upper(),), "the raid")], who


def test_downing_street_is_no_deed(known: Reference) -> None:
    assert read(known, "Downing Street said it condemns the raid.") == [("condemns", "condemn", ("GBR",), "the raid")]


@pytest.mark.parametrize("time", ["Last week", "This month", "Earlier this week", "Two days later"])
def test_a_name_stands_behind_a_time_without_a_comma(known: Reference, time: str) -> None:
    for who, code in (("Biden", "USA"), ("Joe Biden", "USA"), ("the Kremlin", "RUS"), ("Peru", "PER")):
        assert read(known, f"{time} {who} condemned the raid.") == [("condemned", "condemn", (code,), "the raid")], who


@pytest.mark.parametrize("opening", ["But", "And", "Yet"])
def test_a_name_does_not_begin_with_what_opens_the_sentence(known: Reference, opening: str) -> None:
    for body, code in (("Green Front", "Green Front"), ("Kremlin", "RUS")):
        assert read(known, f"{opening} {body} spokeswoman Ana Ruiz condemned the raid.") == [
            ("condemned", "condemn", (code,), "the raid")
        ]
