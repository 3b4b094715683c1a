"""A stance is read the same whatever parts its subject from its verb or stands before its clause, and however its words are spelt."""

from __future__ import annotations

import pytest

from graph_builder import Document, Reference, extract

Read = list[tuple[str, tuple[str, ...], str, set[tuple[str, str]]]]
ASIDES = (
    ", in this regard,", ", however,", ", inter alia,", ", as a matter of priority,", ", on 12 May 2019,",
    ", together with all partners,", " therefore", " once again", " in particular", " in this regard", " also, inter alia,",
)  # fmt: skip
PARTED = (
    "We{} must support the talks.", "They{} condemned the raid.", "The war goes on and we{} urge restraint.",
    "The war goes on, and they{} welcomed the truce.", "While deploring the raid, they{} agreed to launch talks.",
    "Noting the report, it{} recognized the right to water.", "The war goes on and Chile{} calls for restraint.",
    "The leaders made a declaration in which they{} deplored the raid.",
)  # fmt: skip
OPENINGS = ("Indeed, {}", "In this regard, {}", "At the same time, {}", "However, {}", "But {}", "And {}")
OPENED = (
    "while deploring the raid, they agreed to launch talks.", "recognizing the right to water, we call for talks.",
    "as a first step, Chile needs to keep the truce.",
    "for years, the treaty has been crucial to security.", "to achieve peace, the next step must be disarmament.",
    "it must be underscored that the raids are a threat.", "it will be recalled that the treaty is in force.",
    "the decision undermines the search, and weakens the treaty.", "that would be a step towards peace.",
    "our commitment to a sustainable economy is reflected in the treaty.", "no country can solve the problems alone.",
    "as Chile pointed out in its report, democracy is in decline.", "these are the pillars of our security.",
    "as underscored by Chile, this undermines the treaty.", "as we celebrate the anniversary, we commit to a pact.",
    "this attack undermines the order which serves stability.",
)  # fmt: skip
TOLD = (
    "We are convinced that the day of peace is coming.", "The Ministers expressed the hope that the talks will go on.",
    "The Ministers voiced concern that the talks would fail.", "They expressed confidence that the talks would succeed.",
    "We are confident that the new rules will end the war.",
)  # fmt: skip
GROUPS = ("victims of terrorism", "families", "farmers", "warring parties")


def read(known: Reference, text: str, aside: str = "") -> Read:
    """Act, holders, target and things with their signs, in small letters; the aside is left out of a target."""
    document = Document("one", "One", ("NOR", "PER"), "2018-05-06", "en", "declaration", "made up", text, "0" * 64)
    return [
        (
            one.act,
            one.holders,
            (one.target.of(text) if one.target is not None else "").lower().replace(aside.lower(), ""),
            {(thing.span.of(text).lower(), thing.polarity) for thing in one.attitudes},
        )
        for one in extract(document, known)
    ]


@pytest.mark.parametrize("sentence", PARTED)
def test_whatever_parts_a_subject_from_its_verb(known: Reference, sentence: str) -> None:
    alone = read(known, sentence.format(""))
    assert alone
    assert {aside for aside in ASIDES if read(known, sentence.format(aside), aside) != alone} == set()


@pytest.mark.parametrize("sentence", OPENED)
def test_whatever_opens_a_sentence(known: Reference, sentence: str) -> None:
    alone = read(known, sentence[0].upper() + sentence[1:])
    assert alone
    assert {opening for opening in OPENINGS if read(known, opening.format(sentence)) != alone} == set()


@pytest.mark.parametrize("sentence", TOLD)
def test_that_may_be_left_out(known: Reference, sentence: str) -> None:
    told = read(known, sentence)
    assert told
    assert read(known, sentence.replace(" that ", " ")) == told


def test_a_relative_clause_without_that_tells_nothing(known: Reference) -> None:
    assert [one[0] for one in read(known, "We confirm the commitment each of us has undertaken.")] == ["affirm"]


@pytest.mark.parametrize("spelt", ["closer {} with Chile", "the {} of all States", "{} on energy and trade"])
def test_cooperation_is_spelt_in_two_ways(known: Reference, spelt: str) -> None:
    one, other = (read(known, f"We welcome {spelt.format(word)}.")[0][3] for word in ("cooperation", "co-operation"))
    assert {(text.replace("co-", "co"), sign) for text, sign in other} == one


@pytest.mark.parametrize(
    "phrase", ["fair and lasting solution", "broad and inclusive dialogue", "stable and lasting peace"]
)
def test_adjectives_stay_with_their_noun_at_the_head_of_a_sentence(known: Reference, phrase: str) -> None:
    for text in (f"A {phrase} is vital.", f"The {phrase} is vital.", f"In Lima, a {phrase} is vital."):
        assert read(known, text)[0][3] == {(phrase, "+")}, text


@pytest.mark.parametrize("group", GROUPS)
def test_whom_an_urging_addresses_is_named_without_the_article(known: Reference, group: str) -> None:
    for text in (f"We call on the {group} to meet.", f"The {group} must be heard."):
        names = {name for name, _ in read(known, text)[0][3]}
        assert group in names, text
        assert f"the {group}" not in names, text
