"""A report tells stances besides its main clause: in a clause of time or reason, a relative clause, an aside with the agent."""

from __future__ import annotations

import pytest

from graph_builder import Document, Reference, extract

Read = list[tuple[str, tuple[str, ...], str | None]]
VERBS = (
    ("condemned", "condemn"), ("rejected", "oppose"), ("deplored", "regret"), ("welcomed", "welcome"), ("endorsed", "support"),
)  # fmt: skip
WHO = (
    "Peru", "the Peruvian government", "Peru's foreign minister", "Peruvian President Ana Ruiz",
    "the Peruvian foreign minister, Ana Ruiz,",
)  # fmt: skip
CLAUSES = (
    "Chile left the room after {} {} the pact.", "Chile left the room hours after {} {} the pact on Monday.",
    "Chile left the room as {} publicly {} the pact.", "Chile left the room because {} had {} the pact.",
    "The talks ended when {} {} the pact.", "Chile left the room, even though {} {} the pact.",
    "After {} {} the pact, Chile left the room.", "Chile's envoy said that the talks ended after {} {} the pact.",
)  # fmt: skip
ASIDES = (
    "The pact, which was {} by Peru, is old.", "The pact, {} by Peru, is old.", "The pact, long {} by Peru, is old.",
    "The pact, which Peru {}, is old.", "Chile signed the pact, which Peru's minister had {} in May.",
    "Chile signed the pact, which was {} by Peru.", "Chile left the room after the pact was {} by Peru.",
    "Among those who {} the pact was Peru.",
)  # fmt: skip
NOTHING = (
    "Chile will leave if Peru rejects the pact.", "Chile stayed unless Peru rejected the pact.",
    "Chile left before Peru rejected the pact.",
    "Chile will leave when Peru rejects the pact.", "Chile asked whether Peru rejected the pact.",
    "Chile left the room after Peru celebrated its anniversary.", "Chile left the room because Peru wants to talk.",
    "The troops, backed by Peru, left the room.",
)  # fmt: skip


def read(known: Reference, text: str) -> Read:
    document = Document("one", "One", ("UN",), "2018-05-06", "en", "news", "made up", text, "0" * 64)
    return [
        (one.act, one.holders, one.target.of(text).lower() if one.target is not None else None)
        for one in extract(document, known)
    ]


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_beside_the_main_one_tells_a_stance(known: Reference, clause: str) -> None:
    for n, who in enumerate(WHO):
        verb, act = VERBS[n]
        (found,) = read(known, clause.format(who, verb))
        assert found[:2] == (act, ("PER",)), who
        assert (found[2] or "").startswith("the pact"), who


@pytest.mark.parametrize("aside", ASIDES)
def test_an_aside_tells_a_stance_on_what_it_is_about(known: Reference, aside: str) -> None:
    for verb, act in VERBS:
        assert read(known, aside.format(verb)) == [(act, ("PER",), "the pact")], verb


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_is_supposed_or_only_done_is_no_stance(known: Reference, sentence: str) -> None:
    assert [one for one in read(known, sentence) if "PER" in one[1]] == []


def test_the_main_clause_keeps_its_own_stance(known: Reference) -> None:
    assert read(known, "Chile rejected the plan a week after Peru condemned the raid and urged restraint.") == [
        ("oppose", ("CHL",), "the plan"), ("condemn", ("PER",), "the raid"), ("urge", ("PER",), "restraint"),
    ]  # fmt: skip
    assert read(known, "Chile left the room a week after Peru closed the port and urged restraint.") == [
        ("urge", ("PER",), "restraint")
    ]
    assert read(known, "Chile welcomed the pact, which was rejected by Peru.") == [
        ("welcome", ("CHL",), "the pact"), ("oppose", ("PER",), "the pact"),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["“Peru,” the minister said, “{}”", '"Peru," said the minister, "{}"'])
def test_who_tells_a_quotation_may_part_it(known: Reference, who: str) -> None:
    assert read(known, who.format("condemns the raid.")) == [("condemn", ("PER",), "the raid")]


@pytest.mark.parametrize("worry", ["has been a source of concern for", "is of great concern to", "is unacceptable to"])
def test_a_worry_is_of_whom_it_is_told(known: Reference, worry: str) -> None:
    (found,) = read(known, f"The raid {worry} Peru.")
    assert found[1:] == (("PER",), "the raid")


@pytest.mark.parametrize(
    "told",
    [
        "during talks with the Chilean minister in Lima", "at a meeting of the Council", "in a phone call with Chile",
        "in a statement on Monday", "during his visit to Lima", "in a post on X", ", while Chile remained silent",
        ", while Chile showed resolve", ", and today the country is free",
    ],
)  # fmt: skip
@pytest.mark.parametrize(("verb", "act"), VERBS)
def test_what_is_told_of_the_occasion_or_of_others_is_no_part_of_a_target(
    known: Reference, told: str, verb: str, act: str
) -> None:
    assert read(known, f"Peru {verb} the pact {told}.".replace(" ,", ",")) == [(act, ("PER",), "the pact")]


@pytest.mark.parametrize(
    ("sentence", "act", "target"),
    [
        ("The ministers spoke of the pact, which Chile condemned.", "condemn", "the pact"),
        ("The ministers spoke of Cyprus, which Chile does not recognize.", "oppose", "cyprus"),
        (
            "Chile tabled a new plan for the north, which Chile has rejected before.",
            "oppose",
            "a new plan for the north",
        ),
    ],
)
def test_what_which_points_to_is_the_target(known: Reference, sentence: str, act: str, target: str) -> None:
    assert read(known, sentence) == [(act, ("CHL",), target)]


@pytest.mark.parametrize(
    ("told", "act"),
    [("assured", "commit"), ("has assured", "commit"), ("promised", "commit"), ("warned", "concern"), ("reminded", "note")],
)  # fmt: skip
@pytest.mark.parametrize("hearer", ["Chile", "the Council", "the people of Chile", "its partners", "them"])
def test_who_is_told_is_no_part_of_what_is_told(known: Reference, told: str, act: str, hearer: str) -> None:
    [(read_as, _, target)] = read(known, f"Peru {told} {hearer} that it would pay.")
    assert (read_as, target) == (act, "it would pay")


@pytest.mark.parametrize(
    ("sentence", "act", "holder", "target"),
    [
        ("The pact that was signed days ago has been condemned by Peru.", "condemn", "PER", "the pact that was signed days ago"),
        ("The pact, which was signed in May, has been condemned by Peru.", "condemn", "PER", "the pact, which was signed in may"),
        ("The pact was endorsed and welcomed by Peru.", "support", "PER", "the pact"),
        ("The bank helps Chile, a goal that Peru strongly supports.", "support", "PER", "a goal"),
        ("A statement was issued by Peru condemning the pact.", "condemn", "PER", "the pact"),
        ("A statement has been released by Peru expressing concern over the pact.", "concern", "PER", "the pact"),
        ("Leaders of Peru left the capital expressing satisfaction with the pact.", "welcome", "PER", "the pact"),
    ],
)  # fmt: skip
def test_who_takes_it_is_told_behind_or_before_an_aside(
    known: Reference, sentence: str, act: str, holder: str, target: str
) -> None:
    assert read(known, sentence) == [(act, (holder,), target)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru has neither confirmed nor denied the raid.", "Peru has not confirmed or denied the raid.",
        "Peru would not confirm or deny the raid.", "The minister left, Peru's envoy announced here.",
    ],
)  # fmt: skip
def test_what_is_left_open_or_told_of_no_thing_is_no_stance(known: Reference, sentence: str) -> None:
    assert read(known, sentence) == []


def test_a_target_ends_where_the_holder_has_done_something_else(known: Reference) -> None:
    assert read(known, "Peru backs the plan but has doubts.") == [("support", ("PER",), "the plan")]


@pytest.mark.parametrize("told", ["Ms Kral", "Mr Kral", "Mr. Kral", "Ana Kral"])
def test_somebody_in_a_report_on_a_state_whom_nothing_ties_to_it_speaks_alone(known: Reference, told: str) -> None:
    text = f'"We are happy with the truce," {told} said.'
    document = Document("one", "One", ("PER",), "2018-05-06", "en", "news", "made up", text, "0" * 64)
    [position] = extract(document, known)
    assert position.holders == (told.removeprefix("Ms ").removeprefix("Mr ").removeprefix("Mr. "),)


@pytest.mark.parametrize("denied", ["isn't", "wasn't", "is not", "hasn't been", "has not been"])
def test_what_is_denied_in_short_is_denied(known: Reference, denied: str) -> None:
    assert read(known, f"Peru {denied} backing the plan.") == [("oppose", ("PER",), "the plan")]
    assert read(known, f"Peru {denied} calling for a truce.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru has not urged restraint or called for a truce.", "Peru hasn't asked for talks or urged restraint.",
        "He was recalled to Lima after the raid.", "The ambassador was recalled from Lima.",
    ],
)  # fmt: skip
def test_what_is_denied_with_another_or_told_of_a_person_is_no_stance(known: Reference, sentence: str) -> None:
    assert read(known, sentence) == []


@pytest.mark.parametrize(
    ("added", "act", "target"),
    [
        ('adding "It is time to act."', "urge", "act"), ('adding "We urge restraint."', "urge", "restraint"),
        ("adding that it backs the plan.", "support", "the plan"),
        ("adding it does not accept the plan.", "oppose", "the plan"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("told", ['"We condemn the raid," Peru said', "Peru condemned the raid"])
def test_what_is_added_is_told_by_its_own_words(known: Reference, told: str, added: str, act: str, target: str) -> None:
    [first, second] = read(known, f"{told}, {added}")
    assert first == ("condemn", ("PER",), "the raid")
    assert second == (act, ("PER",), target)
