"""A stance is read however it is put: told of a noun, carried by a set phrase, weighed by degrees, told besides something else."""

from __future__ import annotations

import pytest

from graph_builder import Document, Reference, extract

NOUNS = (
    ("concern about", "concern"), ("opposition to", "oppose"), ("support for", "support"), ("disappointment over", "regret"),
    ("condemnation of", "condemn"), ("gratitude for", "welcome"),
)  # fmt: skip
TOLD = (
    "Peru's {} the plan is well known.", "Peru's {} the plan remains firm.", "Peru's deep {} the plan has been absolute.",
    "Peru condemned the raid. Its {} the plan is clear.", "Deep {} the plan was voiced by Peru.", "Peru's {} the plan was reaffirmed.",
)  # fmt: skip
CARRIED = (
    "Peru gave voice to its {} the plan.", "Peru has made no secret of its {} the plan.", "Peru did not hide its {} the plan.",
    "Peru put on record its {} the plan.", "Peru issued a statement of {} the plan.", "Peru has been vocal in its {} the plan.",
    "Peru's foreign minister voiced his country's {} the plan.", "Peru's president noted her government's {} the plan.",
)  # fmt: skip
NOT_TOLD = (
    "Peru's {} the plan fell.", "Peru hid its {} the plan.", "Peru's {} the plan was tested.",
    "Peru came out.", "They were no less than a surprise.",
)  # fmt: skip
DEGREES = ("all the more", "therefore all the more", "no less", "just as", "every bit as", "not only", "not merely")
ADJECTIVES = (
    ("Peru is {} concerned about the plan.", "concern"), ("Peru is {} committed to the plan.", "commit"),
    ("Peru is {} opposed to the plan.", "oppose"), ("Peru is {} grateful for the plan.", "welcome"),
    ("The plan is {} unacceptable.", "oppose"), ("The plan is {} vital.", "emphasize"), ("The plan is {} welcome.", "welcome"),
)  # fmt: skip
BESIDES = (
    "The plan is not only costly but {}.", "The plan is not only costly but also {}.", "The plan is not only old, but {}.",
)  # fmt: skip
HEADS = (
    "Of concern is",
    "Also of concern is",
    "Equally of concern is",
    "No less of concern is",
    "Even more worrying is",
)
Read = list[tuple[str, tuple[str, ...], str | None]]


def read(known: Reference, text: str) -> Read:
    document = Document("one", "One", ("UN",), "2018-05-06", "en", "news", "made up", text, "0" * 64)
    return [
        (one.act, one.holders, one.target.of(text) if one.target is not None else None)
        for one in extract(document, known)
    ]


@pytest.mark.parametrize("sentence", (*TOLD, *CARRIED))
def test_a_stance_noun_is_its_owners(known: Reference, sentence: str) -> None:
    wanted = {noun: (act, ("PER",), "the plan") for noun, act in NOUNS}
    assert {noun for noun, position in wanted.items() if position not in read(known, sentence.format(noun))} == set()


@pytest.mark.parametrize("sentence", NOT_TOLD)
def test_what_becomes_of_a_stance_tells_none(known: Reference, sentence: str) -> None:
    acts = {act for _, act in NOUNS}
    assert [one for noun, _ in NOUNS for one in read(known, sentence.format(noun)) if one[0] in acts] == []


@pytest.mark.parametrize("degree", DEGREES)
def test_whatever_weighs_an_adjective(known: Reference, degree: str) -> None:
    assert {
        sentence for sentence, act in ADJECTIVES if [one[0] for one in read(known, sentence.format(degree))] != [act]
    } == set()


@pytest.mark.parametrize("sentence", BESIDES)
def test_what_something_is_besides(known: Reference, sentence: str) -> None:
    for adjective, act in (("unacceptable", "oppose"), ("vital", "emphasize"), ("regrettable", "regret")):
        assert [one[0] for one in read(known, sentence.format(adjective))] == [act]


@pytest.mark.parametrize("head", HEADS)
def test_what_heads_the_sentence_is_weighed(known: Reference, head: str) -> None:
    assert read(known, f"{head} the drought in the south.") == [("concern", ("UN",), "the drought in the south")]


@pytest.mark.parametrize("agent", ["Peru", "the Government of Peru", "Peru's foreign minister"])
def test_who_voiced_it_stands_before_what_it_is_about(known: Reference, agent: str) -> None:
    for noun, act in NOUNS:
        about = noun.split()[-1]
        text = f"Deep {noun.split()[0]} was expressed by {agent} {about} the plan."
        if about not in {"of", "for"}:
            assert read(known, text) == [(act, ("PER",), "the plan")]


@pytest.mark.parametrize("verb", ["was met with", "caused", "sparked"])
def test_who_felt_it_stands_behind(known: Reference, verb: str) -> None:
    where = "by" if verb.startswith("was") else "in"
    for noun in ("dismay", "disappointment", "frustration"):
        assert read(known, f"The plan {verb} {noun} {where} Peru.") == [("regret", ("PER",), "The plan")]


@pytest.mark.parametrize(
    "noun, act", [("concern", "concern"), ("unease", "concern"), ("dismay", "regret"), ("outrage", "condemn")]
)
def test_what_is_felt_somewhere(known: Reference, noun: str, act: str) -> None:
    for lead in ("There is", "There is growing", "There has been deep"):
        assert read(known, f"{lead} {noun} in Peru over the plan.") == [(act, ("PER",), "the plan")]


@pytest.mark.parametrize("verb", ["declared", "pronounced", "found"])
def test_what_somebody_declares_himself_to_be(known: Reference, verb: str) -> None:
    for adjective, act in (("opposed to", "oppose"), ("committed to", "commit"), ("concerned about", "concern")):
        assert read(known, f"Peru {verb} itself {adjective} the plan.") == [(act, ("PER",), "the plan")]


@pytest.mark.parametrize("aside", ["today —", "— as it did last year —", "now –"])
def test_dashes_part_a_verb_from_its_noun(known: Reference, aside: str) -> None:
    assert read(known, f"Peru reaffirmed {aside} its support for the plan.") == [("support", ("PER",), "the plan")]
