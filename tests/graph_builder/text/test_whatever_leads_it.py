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


CUES = {
    "condemn": "condemn", "deride": "condemn", "reject": "oppose", "praise": "welcome", "back": "support", "call for": "urge",
    "express concern about": "concern",
}  # fmt: skip
BESIDES = (
    "{Ing} the plan, {} left the room.", "{Ing} the plan, {} cut the visit short.", "Having {done} the plan, {} left the room.",
    "After {ing} the plan, {} left the room.", "Before {ing} the plan, {} left the room.", "{} left the room after {ing} the plan.",
    "{} left the room while {ing} the plan.", "{}, after {ing} the plan, left the room.", "{}, while {ing} the plan, left the room.",
    "The talks ended with {} {ing} the plan.", "{} was among those {ing} the plan.", "Among those {ing} the plan was {}.",
    "Also {ing} the plan was {}.", "{} reacted by {ing} the plan.", "{} concluded by {ing} the plan.",
    "{} will conclude by {ing} the plan.", "{} kept {ing} the plan.", "{} has never stopped {ing} the plan.",
    "{} began {ing} the plan.", "{} spent the day {ing} the plan.", "{} spent much of the meeting {ing} the plan.",
    "{} was busy {ing} the plan.", "{} wasted no time in {ing} the plan.", "{} was alone in {ing} the plan.",
    "{} issued a statement {ing} the plan.", "{} sent a letter {ing} the plan.", "{} made remarks {ing} the plan.",
    "{} held a rally {ing} the plan.", "In a statement {ing} the plan, {} left the room.",
    "In a letter to the Council {ing} the plan, {} left the room.",
)  # fmt: skip
NO_STANCES = (
    "could respond by {ing} the plan.", "did not react by {ing} the plan.", "has stopped {ing} the plan.",
    "was not alone in {ing} the plan.", "did not keep {ing} the plan.", "left the room without {ing} the plan.",
)  # fmt: skip


def forms(cue: str) -> dict[str, str]:
    """The participles of a cue."""
    verb, *rest = cue.split()
    stem = verb.removesuffix("e")
    ing, done = (" ".join([form, *rest]) for form in (f"{stem}ing", f"{stem}ed"))
    return {"ing": ing, "Ing": ing.capitalize(), "done": done}


@pytest.mark.parametrize("sentence", BESIDES)
def test_who_does_something_else_takes_it_besides(known: Reference, sentence: str) -> None:
    for cue, act in CUES.items():
        for body, code in BODIES.items():
            text = sentence.format(body, **forms(cue))
            assert read(known, text[0].upper() + text[1:]) == [(act, (code,), "the plan")], text


@pytest.mark.parametrize("rest", NO_STANCES)
def test_what_was_not_done_is_no_stance(known: Reference, rest: str) -> None:
    assert read(known, f"Brazil {rest.format(**forms('condemn'))}") == []


def test_several_participles_lead_to_one_clause(known: Reference) -> None:
    found = read(known, "Condemning the raid, urging calm and rejecting the plan, Brazil and Nepal left the room.")
    assert [(act, holders) for act, holders, _ in found] == [
        (act, ("BRA", "NPL")) for act in ("condemn", "urge", "oppose")
    ]


@pytest.mark.parametrize(
    "noun", ["Concerned about", "Alarmed by", "Voicing its concern over", "Expressing concern about"]
)
def test_a_feeling_leads_to_a_clause(known: Reference, noun: str) -> None:
    assert read(known, f"{noun} the plan, Brazil left the room.") == [("concern", ("BRA",), "the plan")]
    assert read(known, f"{noun} the plan,")[0][1] == ("NOR", "PER")


@pytest.mark.parametrize("tense", ["was", "has been", "will be"])
def test_who_joins_in_it_takes_it_too(known: Reference, tense: str) -> None:
    assert read(known, f"Brazil {tense} joined by Nepal in condemning the raid.") == [
        ("condemn", ("BRA", "NPL"), "the raid")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Brazil worked with partners backing the plan.", "Brazil kept trying to grow.", "Ana Kral fell while greeting guests in Lima.",
        "The text on recognizing rights passed.", "In the end, Brazil grew by agreeing to trade.",
    ],
)  # fmt: skip
def test_a_deed_beside_another_is_no_stance(known: Reference, sentence: str) -> None:
    assert read(known, sentence) == []


def test_participles_of_a_resolution_are_its_own(known: Reference) -> None:
    text = "Noting the raids, the report of Brazil, and the talks held in Lima,"
    assert read(known, text) == [("note", ("NOR", "PER"), text[7:-1])]


@pytest.mark.parametrize("who", ["Ana Kral, Brazil's foreign minister,", "however, Brazil"])
def test_the_target_ends_before_whoever_is_named(known: Reference, who: str) -> None:
    assert read(known, f"Condemning the raid, {who} left the room.") == [("condemn", ("BRA",), "the raid")]


def test_what_somebody_kept_doing_goes_on(known: Reference) -> None:
    assert read(known, "Brazil kept condemning the raid and calling for talks.") == [
        ("condemn", ("BRA",), "the raid"), ("urge", ("BRA",), "talks"),
    ]  # fmt: skip


LEADS = (
    "{} was the first to", "{} became the first state to", "{} has become the latest country to", "{} was the only one to",
    "{} was among the countries to", "{} was one of the few states to", "{} was quick to", "{} was right to",
    "{} felt compelled to", "{} felt the need to", "{} was moved to", "{} found it necessary to", "{} chose to", "{} rushed to",
    "{} moved swiftly to", "{} did not hesitate to", "{} convened a meeting to", "{} issued a statement on Monday to",
    "{} sent a letter to Chile to", "The war went on, and {} was the first to",
)  # fmt: skip
BARE = (
    ("welcome", "welcome", "the plan"),
    ("reject", "oppose", "the plan"),
    ("deride", "condemn", "the plan"),
    ("voice concern about", "concern", "the raid"),
    ("angrily condemn", "condemn", "the raid"),
)
UNTOLD = (
    "Nepal was not the first to condemn the raid.", "Nepal was not among the states to condemn the raid.",
    "Nepal may become the first state to condemn the raid.", "Nepal failed to condemn the raid.",
    "Nepal was slow to condemn the raid.", "The latest step to condemn the raid is a draft.",
    "Nepal became the first state to sign the treaty.", "Nepal held talks to promote trade.",
)  # fmt: skip


@pytest.mark.parametrize("lead", LEADS)
def test_what_leads_to_a_deed_told_by_to(known: Reference, lead: str) -> None:
    for verb, act, thing in BARE:
        text = f"{lead.format('Nepal')} {verb} {thing}."
        assert read(known, text) == [(act, ("NPL",), thing)], text


@pytest.mark.parametrize("text", UNTOLD)
def test_what_is_not_done_is_no_stance(known: Reference, text: str) -> None:
    assert read(known, text) == []


def test_who_is_among_those_to_have_done_it_did_it(known: Reference) -> None:
    for text in (
        "Nepal is one of the few states to have condemned the raid.",
        "Nepal is the only one to have condemned the raid.",
    ):
        assert read(known, text) == [("condemn", ("NPL",), "the raid")]


def test_a_speaker_sides_with_what_was_right(known: Reference) -> None:
    text = "Brazil said that Nepal was right to condemn the raid."
    assert [one[:2] for one in read(known, text)] == [("support", ("BRA",))]


@pytest.mark.parametrize("lead", ["decided", "chose", "vowed"])
def test_what_one_decides_not_to_back_is_opposed(known: Reference, lead: str) -> None:
    assert read(known, f"Nepal {lead} not to support the plan.") == [("oppose", ("NPL",), "the plan")]


@pytest.mark.parametrize(
    "text",
    [
        "Nepal left the room – and then {}.",
        "Nepal left the room — but {}.",
        "Nepal left the room, returned and {}.",
        "Nepal left the room, met Brazil's envoy and {}.",
        "On Monday in Lima Nepal {}.",
        "On Monday in Lima Nepal's foreign minister {}.",
        "The war went on, and in the evening Nepal {}.",
        "The war went on, and on Monday in Lima Nepal {}.",
        "There is hope: Nepal {}.",
        "No matter how long it takes, Nepal {}.",
        "Nepal, which has close ties with Brazil — ties of trade — {}.",
        "Nepal, a friend of Brazil – a close one – {}.",
        "Like most others – and the summit made this clear – Nepal {}.",
    ],
)
def test_odd_openings_and_parted_verbs(known: Reference, text: str) -> None:
    for verb, act, thing in STANCES:
        assert read(known, text.format(f"{verb} {thing}")) == [(act, ("NPL",), thing)], text


@pytest.mark.parametrize(
    "aside", ["throughout", "repeatedly – here and elsewhere –", "on many occasions — in Lima too —"]
)
def test_what_is_told_stands_behind_an_aside(known: Reference, aside: str) -> None:
    assert read(known, f"Nepal has stated {aside} that the raid was wrong.") == [
        ("affirm", ("NPL",), "the raid was wrong")
    ]


def test_a_circumstance_or_deed_between_two_stances_is_in_no_target(known: Reference) -> None:
    first = ("oppose", ("NPL",), "the plan")
    assert read(known, "Nepal rejected the plan, and in the evening Brazil welcomed the talks.") == [
        first,
        ("welcome", ("BRA",), "the talks"),
    ]
    assert read(known, "Nepal rejected the plan, returned and condemned the raid.") == [
        first,
        ("condemn", ("NPL",), "the raid"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The importance Nepal attaches to the treaty is well known.", ("emphasize", ("NPL",), "the treaty")),
        ("The concern that Nepal has about the raid is well known.", ("concern", ("NPL",), "the raid")),
        ("Nepal's rejection of the plan came on Monday.", ("oppose", ("NPL",), "the plan")),
        ("The Nepalese government's criticism of the plan drew praise.", ("condemn", ("NPL",), "the plan")),
    ],
)
def test_a_sentence_without_a_stance_tells_one_by_the_way(
    known: Reference, text: str, wanted: tuple[str, tuple[str, ...], str]
) -> None:
    assert read(known, text) == [wanted]


def test_a_comma_behind_an_adverb_parts_nothing(known: Reference) -> None:
    assert read(known, "There is therefore, an urgent need for talks.") == [("urge", ("NOR", "PER"), "talks")]
