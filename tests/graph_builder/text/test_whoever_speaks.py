"""What one state says for itself in a speech: what it is against, notes, offers and foretells, and what "it" is there."""

from __future__ import annotations

import pytest

from graph_builder import Document, Reference, extract

Read = list[tuple[str, str | None]]


def read(known: Reference, text: str) -> Read:
    document = Document("one", "One", ("PER",), "2018-05-06", "en", "speech", "made up", text, "0" * 64)
    return [(one.act, one.target.of(text) if one.target is not None else None) for one in extract(document, known)]


@pytest.mark.parametrize("background", ["this background", "that backdrop", "such a grim backdrop"])
@pytest.mark.parametrize(
    ("verb", "act"),
    [("welcomes", "welcome"), ("has condemned", "condemn"), ("calls for", "urge"), ("backs", "support")],
)
def test_nobody_is_against_a_background(known: Reference, background: str, verb: str, act: str) -> None:
    assert read(known, f"It is against {background} that Peru {verb} the plan.") == [(act, "the plan")]


@pytest.mark.parametrize(
    ("noted", "act"),
    [
        ("We regretfully note the delay.", "regret"),
        ("My delegation sadly notes the delay.", "regret"),
        ("We note regretfully the delay.", "regret"),
        ("We gratefully acknowledge the help.", "welcome"),
        ("We also note the delay.", "note"),
    ],
)
def test_an_adverb_tells_how_something_is_noted(known: Reference, noted: str, act: str) -> None:
    assert [one[0] for one in read(known, noted)] == [act]


@pytest.mark.parametrize("aside", ["with others", "with Chile", "together with Chile", "with our partners"])
def test_who_does_the_same_parts_a_verb(known: Reference, aside: str) -> None:
    assert read(known, f"We call, {aside}, for a truce.") == [("urge", "a truce")]


@pytest.mark.parametrize(
    ("nouns", "act"),
    [
        ("our sadness, sympathy and condolences to", "regret"),
        ("our pain and solidarity to", "support"),
        ("our thanks, respect and praise to", "welcome"),
        ("praise and support to", "support"),
        ("our sincere encouragement to", "support"),
    ],
)
def test_feelings_are_listed_before_whom_they_are_for(known: Reference, nouns: str, act: str) -> None:
    for verb in ("offer", "extend", "express"):
        assert read(known, f"We {verb} {nouns} the miners.") == [(act, "the miners")]


@pytest.mark.parametrize("modal", ["must", "should", "has to"])
def test_what_must_be_said_is_so(known: Reference, modal: str) -> None:
    assert read(known, f"It {modal} be said that the war is over.") == [("affirm", "the war is over")]
    assert read(known, f"It {modal} be clearly said that the war is over.") == [("affirm", "the war is over")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("There will be no peace if Chile continues to block aid.", ["affirm"]),
        ("Both will require more time and money.", []),
        ("A stronger Council will create trust.", ["affirm"]),
        ("I appeal for bilateral and international solidarity to equip the force.", ["urge"]),
        ("The rebels were invited to join the talks.", []),
        ("We believe that the force must stay, as it is mandated to help.", ["affirm"]),
        ("The miners were named for special thanks.", []),
        ("The institutions have not risen to the occasion.", ["regret"]),
        ("The treaty has made a great contribution to peace.", ["affirm"]),
        ("The mission has made a great contribution to peace.", ["welcome"]),
        ("We urge Chile to give the miners the aid they need to live.", ["urge"]),
        ("It should not be forgotten that the war goes on.", ["emphasize"]),
        ("The need for law is precisely why we condemn the raid.", ["condemn"]),
        ("It is by trading that we can grow.", ["affirm"]),
        ("It is right that all should help.", ["urge"]),
        ("There can no longer be any doubt that trade helps.", ["affirm"]),
        ("The drought forces us to act.", ["urge"]),
        ("Dialogue is the way to peace.", ["affirm"]),
        ("Our sympathy is also extended to the miners.", ["regret"]),
    ],
)
def test_whatever_a_speaker_tells(known: Reference, text: str, wanted: list[str]) -> None:
    assert [one[0] for one in read(known, text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "We welcome the rules, which are short, clear and are consistent with the treaty.",
            ("welcome", "the rules, which are short, clear and are consistent with the treaty"),
        ),
        (
            "The plan is old, costly and is a threat to peace.",
            ("affirm", "The plan is old, costly and is a threat to peace"),
        ),
        ("The plan is old, costly and must end.", ("urge", "The plan is old, costly and must end")),
        (
            "Among other steps, ending hunger and war, teaching all and healing many are vital.",
            ("emphasize", "ending hunger and war, teaching all and healing many"),
        ),
        ("It is still not a given that all can trade.", ("affirm", "all can trade")),
        ("It is by no means a given that all can trade.", ("affirm", "all can trade")),
    ],
)
def test_what_is_listed_has_one_subject(known: Reference, text: str, wanted: tuple[str, str]) -> None:
    assert read(known, text) == [wanted]


@pytest.mark.parametrize(
    ("thinks", "act", "rest"),
    [
        ("hope", "support", "will be adopted"),
        ("firmly believe", "affirm", "can help all"),
        ("consider to be", "affirm", "a step towards peace"),
    ],
)
def test_what_is_hoped_of_a_thing_is_told_besides(known: Reference, thinks: str, act: str, rest: str) -> None:
    wanted = [("welcome", "the plan"), (act, rest)]
    assert read(known, f"We welcome the plan, which we {thinks} {rest}.") == wanted


def test_it_is_not_who_says_we(known: Reference) -> None:
    assert read(known, "We thank the Court. It has condemned the raid.") == [("welcome", "the Court")]
    assert read(known, "Peru thanks the Court. It has condemned the raid.")[-1] == ("condemn", "the raid")
    text = "The United Nations helps all. The plan is clear. It requires the United Nations to report."
    document = Document("one", "One", ("PER",), "2018-05-06", "en", "speech", "made up", text, "0" * 64)
    assert [one.holders for one in extract(document, known) if one.act == "urge"] == [("PER",)]


CHARGED = [
    "They burned our villages and destroyed our schools",
    "The regime has limited the inspectors' reach",
    "He is forcing his own people to leave",
    "Chile has deprived our fishermen of their catch",
    "These figures illustrate the size of the task",
    "A regional fund would complement this plan",
    "The Lima process has boosted trade in the region",
    "The joint task force builds on long-standing cooperation",
]


@pytest.mark.parametrize("sentence", CHARGED)
def test_good_or_ill_is_claimed_by_the_verb_alone(known: Reference, sentence: str) -> None:
    assert read(known, f"{sentence}.") == [("affirm", sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile has built a road to the coast.",
        "The war has been long.",
        "Many civilians have been killed.",
        "In 1999 they burned our villages.",
        "The means of transport have changed.",
        "The early years illustrated that spirit.",
        "The villages that they burned lie in the north.",
        "The Charter committed its members.",
    ],
)
def test_what_happened_is_no_claim(known: Reference, sentence: str) -> None:
    assert read(known, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "act", "target"),
    [
        (
            "It is unacceptable in human terms for those who did it to go unpunished.",
            "oppose",
            "for those who did it to go unpunished",
        ),
        ("It is unacceptable in our eyes for Chile to leave the pact.", "oppose", "for Chile to leave the pact"),
        ("That means investing in farms.", "urge", "investing in farms"),
        ("That means fully opening the ports.", "urge", "fully opening the ports"),
        ("It also means ensuring that all can vote.", "urge", "ensuring that all can vote"),
        ("This means that the war goes on.", "affirm", "the war goes on"),
        ("We are doing everything to end the war.", "commit", "end the war"),
        ("We understand the urgency of reform.", "emphasize", "reform"),
        ("Glory to all who defend the coast!", "welcome", "all who defend the coast"),
        (
            "Chile has demonstrated that it cannot be trusted.",
            "affirm",
            "Chile has demonstrated that it cannot be trusted",
        ),
    ],
)
def test_what_it_is_that_is_judged_meant_or_shown(known: Reference, sentence: str, act: str, target: str) -> None:
    assert read(known, sentence) == [(act, target)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Its recommendations are being carried out.",
        "Our priorities are already being met.",
        "The bodies envisaged in the accords have met.",
    ],
)
def test_what_is_being_done_with_proposals_is_no_proposal(known: Reference, sentence: str) -> None:
    assert read(known, sentence) == []


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("The plan isn't acceptable.", "The plan is not acceptable."),
        ("We aren't ready to pay.", "We are not ready to pay."),
        ("It wasn’t fair.", "It was not fair."),
        ("We're not going to support the raid.", "We do not support the raid."),
        ("Let's be clear: the raid was a crime.", "The raid was a crime."),
    ],
)
def test_short_forms_are_read_as_full_ones(known: Reference, short: str, full: str) -> None:
    found = read(known, short)
    assert [(act, (target or "").lower()) for act, target in found] == [
        (act, (target or "").lower()) for act, target in read(known, full)
    ]
    assert found
