"""A stance is read the same whatever it is about: relations of targets, things and signs that hold without gold positions."""

from __future__ import annotations

import pytest

from graph_builder import Concept, Document, Reference, extract

SENTENCES = {
    "We condemn {}.": "condemn", "We reject {}.": "oppose", "We regret {}.": "regret", "We are concerned about {}.": "concern",
    "We welcome {}.": "welcome", "We support {}.": "support", "We stand for {}.": "support", "We will strengthen {}.": "commit",
    "We call for {}.": "urge", "We stress the importance of {}.": "emphasize", "We reaffirm {}.": "affirm",
}  # fmt: skip
"""One core cue of each act that has a sign."""
PASSIVE = "{} was condemned by the Ministers."
KINDS = ("threat", "treaty", "conflict", "issue", "principle", "initiative")
EVERY = 29
"""So many of the known concepts are passed over between two that are tried."""
BEHIND = (
    " today", " worldwide", " once again", " in 2019", " on 5 May 2019", " by 2030", " between 2010 and 2020", " [1]",
    " as soon as possible", " (resolution 1540 (2004))",
)  # fmt: skip
"""What tells when, where or whence, and nothing of the thing."""
Read = list[tuple[str, tuple[str, ...], str, dict[str, str]]]


def read(known: Reference, text: str) -> Read:
    """Act, holders, target and signs by label of each position."""
    document = Document("one", "One", ("NOR", "PER"), "2018-05-06", "en", "declaration", "made up", text, "0" * 64)
    return [
        (
            one.act,
            one.holders,
            one.target.of(text) if one.target else "",
            {felt.concept.label: felt.polarity for felt in one.attitudes},
        )
        for one in extract(document, known)
    ]


def said_of(sentence: str, what: str) -> str:
    text = sentence.format(what)
    return text[0].upper() + text[1:]


def called(concept: Concept) -> str:
    """The label as a sentence has it, with an article where it is a name or tells one of many."""
    label = concept.label
    plain = label.startswith(("the ", "UN ", "ICJ", "Our ", "Article")) or (label.islower() and " of " not in label)
    return label if plain and concept.kind != "conflict" else f"the {label}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_target_is_what_stands_behind_the_cue(known: Reference, kind: str) -> None:
    concepts = [one for one in known.concepts if one.kind == kind and not set(one.label) & set(",–'’")]
    concepts = [one for one in concepts if not one.label.startswith("inadmissibility")]  # a stance by itself
    for concept in concepts[::EVERY]:
        name = called(concept)
        for sentence, act in SENTENCES.items():
            found = read(known, said_of(sentence, name))
            assert [one[:2] for one in found] == [(act, ("NOR", "PER"))], name
            assert found[0][2] in {name, f"strengthen {name}"}


@pytest.mark.parametrize(
    "label", ["Egypt–Israel Peace Treaty", "Russia–Africa Summit", "United States–Mexico–Canada Agreement"]
)
def test_a_dash_in_a_name_is_a_hyphen(known: Reference, label: str) -> None:
    for text in (f"We support the {label}.", f"The {label} is vital.", f"The {label} was welcomed by the Ministers."):
        (found,) = read(known, text)
        assert found[2].lower() == f"the {label}".lower()
        assert label in found[3], text


@pytest.mark.parametrize("actor", ["UN", "African Union", "Iraq"])
@pytest.mark.parametrize(
    "said",
    [
        "a {}",
        "a strong {}",
        "a stronger {}",
        "an effective {}",
        "a more effective {}",
        "an independent {}",
        "a free {}",
    ],
)
def test_adjectives_make_no_other_actor(known: Reference, actor: str, said: str) -> None:
    name = "United Nations" if actor == "UN" else actor
    for sentence in ("We support {}.", "We oppose the weakening of {}.", "The importance of {} was underlined."):
        (found,) = read(known, said_of(sentence, said.format(name)))
        assert found[3] == {actor: "+"}, found


@pytest.mark.parametrize(
    "sentence", [*SENTENCES, PASSIVE, "We support the fight against {}.", "We urge all parties to respect {}."]
)
@pytest.mark.parametrize(
    "thing", ["terrorism", "the Arms Trade Treaty", "the war in Yemen", "arms control", "drug trafficking"]
)
def test_times_and_places_change_nothing(known: Reference, sentence: str, thing: str) -> None:
    (alone,) = read(known, said_of(sentence, thing))
    for behind in BEHIND:
        (found,) = read(known, said_of(sentence, f"{thing}").removesuffix(".") + f"{behind}.")
        assert found[:2] == alone[:2], behind
        assert found[2].startswith(alone[2])
        assert {label: sign for label, sign in found[3].items() if "1540" not in label} == alone[3], behind


@pytest.mark.parametrize("behind", ["", " today", " in 2019", " by 2030", " on 5 May 2019", " now"])
def test_what_must_end_is_unwanted_whenever(known: Reference, behind: str) -> None:
    (found,) = read(known, f"Fishing subsidies must end{behind}.")
    assert found[3] == {"fishing subsidies": "-"}


@pytest.mark.parametrize(
    "where", ["", " in Lima", " on 5 May 2019", " [1]", " worldwide", " in line with the UN Charter"]
)
def test_a_place_is_not_who_did_it(known: Reference, where: str) -> None:
    (found,) = read(known, f"Terrorism was condemned by the Ministers{where}.")
    assert found[:2] == ("condemn", ("NOR", "PER"))


@pytest.mark.parametrize(
    "joined", ["{} and {}", "{}, and {}", "{} as well as {}", "{} or {}", "both {} and {}", "{} together with {}"]
)
def test_what_is_noted_beside_something_is_noted_too(known: Reference, joined: str) -> None:
    (found,) = read(known, f"We note {joined.format('education', 'climate finance')}.")
    assert found[3] == {"education": "0", "climate finance": "0"}


@pytest.mark.parametrize("verb", ["increase", "support", "boost", "expand", "improve"])
def test_a_bare_verb_ends_what_turned(known: Reference, verb: str) -> None:
    found = read(known, f"We support the elimination of child labour and {verb} funding for schools.")
    signs = {label: sign for one in found for label, sign in one[3].items()}
    assert signs["child labour"] == "-"
    assert all(sign == "+" for label, sign in signs.items() if label != "child labour"), signs


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("We oppose the so-called “zone of peace”.", "the so-called “zone of peace”"),
        ('We support the fight against "terrorism".', 'the fight against "terrorism"'),
        ("“Climate change” must be tackled.", "“Climate change” must be tackled"),
    ],
)
def test_quotation_marks_are_not_torn_apart(known: Reference, text: str, target: str) -> None:
    assert read(known, text)[0][2] == target


@pytest.mark.parametrize(
    "thing",
    [
        "tax reform",
        "drug development",
        "oil sanctions",
        "farm investment",
        "market corruption",
        "boat safety",
        "wage growth",
    ],
)
@pytest.mark.parametrize("text", ["We discussed and condemned the {}.", "We condemn {}.", "We speak out against {}."])
def test_a_noun_that_might_be_a_verb_belongs_to_the_thing_behind_it(known: Reference, text: str, thing: str) -> None:
    assert [[*felt] for *_, felt in read(known, text.format(thing))] == [[thing]]
