"""Positions read from sentences (cases as data), and what holds for any text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.lexicon import load as load_lexicon
from graph_builder.model import ACTS, Document, Position
from graph_builder.reference import load as load_reference
from graph_builder.text.extract import extract

Kind = Literal["declaration", "news", "resolution", "speech"]
CASES = yaml.load((Path(__file__).parents[2] / "cases" / "positions.yaml").read_bytes(), yaml.CSafeLoader)


def document(body: str, kind: Kind = "declaration", issuer: str | list[str] = "SCO") -> Document:
    issuers = (issuer,) if isinstance(issuer, str) else tuple(issuer)
    return Document("case", "A case", issuers, "2020-11-10", "en", kind, "a test", body, "0" * 64)


def told(body: str, position: Position) -> dict[str, Any]:
    return {
        "act": position.act,
        "holders": list(position.holders),
        "cue": position.cue.of(body),
        "target": position.target.of(body) if position.target else None,
        "about": {attitude.span.of(body): attitude.polarity for attitude in position.attitudes},
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_sentence_is_read_as_a_careful_reader_does(case: dict[str, Any]) -> None:
    given = document(case["text"], case.get("kind", "declaration"), case.get("issuer", "SCO"))
    read = [told(case["text"], position) for position in extract(given, load_reference())]
    assert [(row["act"], row["cue"]) for row in read] == [(want["act"], want["cue"]) for want in case["positions"]]
    for row, want in zip(read, case["positions"], strict=True):
        assert row["holders"] == want.get("holders", ["SCO"])
        assert row["target"] == want.get("target", row["target"])
        assert row["about"].items() >= want.get("about", {}).items()
        assert row["about"].keys().isdisjoint(want.get("without", []))


def check_spans(body: str, kind: Kind = "declaration") -> None:
    for position in extract(document(body, kind), load_reference()):
        assert position.act in ACTS
        assert position.holders
        assert position.quote.covers(position.cue)
        assert 0 <= position.quote.start < position.quote.end <= len(body)
        if position.target is not None:
            assert position.quote.covers(position.target)
        for attitude in position.attitudes:
            assert position.target is not None
            assert position.target.covers(attitude.span)
            assert attitude.path[-1] == attitude.polarity


WORDS = st.sampled_from(
    (Path(__file__).parents[2] / "cases" / "words_of_stance.txt").read_text(encoding="utf-8").rstrip("\n").split(" ")
)


LEXICON = sorted(
    {" ".join(phrase) for row in (*load_lexicon().cues, *load_lexicon().inverters) for phrase in row.phrases}
    | set().union(*load_lexicon().words.values())
)
KINDS: st.SearchStrategy[Kind] = st.sampled_from(["declaration", "news", "resolution", "speech"])
PIECES = st.tuples(
    st.sampled_from([case["text"].split(" ") for case in CASES]), st.integers(0, 40), st.integers(0, 12)
).map(lambda drawn: " ".join(drawn[0][drawn[1] % len(drawn[0]) :][: drawn[2]]))
"""Pieces of the cases' sentences, cut anywhere: a text may begin or end with any word."""
PHRASES = st.lists(WORDS | PIECES | st.sampled_from(LEXICON), max_size=8).map(" ".join)
TELLERS = st.sampled_from(
    ["the minister", "President Lee of Korea", "Mr. Wood (United States of America)", "he", "Beijing", "Reuters", ""]
)
TELLINGS = st.sampled_from(
    ["said", "told reporters", "added", "warned that", "was quoted as saying", "say", "according to", ""]
)
SENTENCES = st.builds(
    lambda pattern, words, more, teller, telling: pattern.format(
        words=words, more=more, teller=teller, telling=telling
    ),
    st.sampled_from(
        [
            "{words}, {teller} {telling}.",
            "{words}, {telling} {teller}",
            "{teller} {telling} {words}; {more}.",
            '"{words}," {telling} {teller} {more}.',
            '{teller} {telling}: "{words}. {more}"',
            "“{words}. {more},” {teller} {telling} on Monday, adding that {words}",
            "CITY, May 1 (Reuters) - {teller} {telling} {words}",
            "{teller}: {words}\n\n- {more}\n- {words};",
            "{words}: (a) {more}; (b) {words}; and {more}",
            "{telling} {words}",
            "{words} {teller}",
        ]
    ),
    PHRASES,
    PHRASES,
    TELLERS,
    TELLINGS,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS | PIECES, max_size=40).map(" ".join), KINDS)
def test_spans_stand_in_the_text_for_any_words_of_stance(body: str, kind: Kind) -> None:
    check_spans(body, kind)


@settings(max_examples=150, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), KINDS)
def test_spans_stand_in_the_text_for_any_report(body: str, kind: Kind) -> None:
    check_spans(body, kind)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), KINDS)
def test_any_text_at_all_is_read(body: str, kind: Kind) -> None:
    check_spans(body, kind)


def test_a_text_may_end_anywhere() -> None:
    for number, case in enumerate(CASES):
        words = case["text"].split(" ")
        for end in range(3 + number % 9, len(words), 12):
            mark = (",", "", "”")[(number + end) % 3]
            check_spans(" ".join(words[:end]).rstrip(",;:.") + mark, case.get("kind", "declaration"))


def test_reading_twice_gives_the_same() -> None:
    body = "\n\n".join(case["text"] for case in CASES[::3])
    assert extract(document(body), load_reference()) == extract(replace(document(body)), load_reference())


def labels(body: str, issuers: tuple[str, ...] = ("SCO",)) -> list[tuple[str, tuple[str, ...]]]:
    """Labels of the things of the first position, with the concepts that they stand under."""
    read = extract(replace(document(body), issuers=issuers), load_reference())
    return [(attitude.concept.label, attitude.concept.broader) for attitude in read[0].attitudes]


def test_a_phrase_that_says_more_than_a_label_is_a_thing_under_that_concept() -> None:
    assert labels("We support global growth.") == [("global growth", ("issue/economic-growth",))]
    assert labels("We support balanced growth.") == [("balanced growth", ("issue/economic-growth",))]


def test_other_words_for_the_same_are_the_concept_itself() -> None:
    (made,) = labels("We support full respect for human rights.")
    assert made == labels("We support human rights.")[0]
    assert labels("We support just, lasting and comprehensive peace.") == labels("We support peace.")
    assert labels("We support food, energy, and ecological systems.") == labels(
        "We support food, energy and ecological systems."
    )


def test_a_tie_without_a_name_is_between_the_two_parties() -> None:
    assert [label for label, _ in labels("We support our economic cooperation.", ("USA", "IND"))] == [
        "U.S.-India economic cooperation"
    ]
    assert [label for label, _ in labels("We support our economic cooperation.")] == ["economic cooperation"]


def test_actors_and_treaties_in_labels_have_their_own() -> None:
    assert labels("We support constructive engagement with the PRC.")[0][0] == "engagement with China"
    assert labels("We support the needs of the DPRK.")[0][0] == "needs of North Korea"


def test_labels_have_no_praise_nor_blame() -> None:
    assert [label for label, _ in labels("We regret the immense human losses.")] == ["human losses"]


def test_a_position_has_one_attitude_to_a_thing() -> None:
    text = "We will work with Peru, combat terrorism, help the Republic of Peru and deter acts of terrorism."
    (position,) = extract(document(text), load_reference())
    assert [attitude.span.of(text) for attitude in position.attitudes] == ["terrorism", "Republic of Peru"]


def test_its_are_those_of_the_only_state_named_before() -> None:
    assert labels("We urge Peru to carry out its development plan.")[1][0] == "development plan of Peru"
    assert labels("We urge Peru to honour its international obligations.")[1][0] == "international obligations"
    assert labels("We urge Peru to defend its sovereignty.")[1] == labels("We support the sovereignty of Peru.")[0]
    assert labels("We support Peru and the diversity of its society.")[1][0] == "diversity of Peruvian society"
    assert labels("We support cooperation with our African partners.")[0][0] == "cooperation with African partners"


def test_violations_and_abuses_of_human_rights_are_one_thing() -> None:
    (made, *_) = labels("We condemn violations and abuses of human rights.")
    assert made == labels("We condemn human rights violations.")[0]


def test_the_region_is_the_one_that_the_sentence_has_named() -> None:
    assert labels("We discussed the Middle East and support peace and security in the region.")[-1][0] == (
        "peace and security in the Middle East"
    )
    assert labels("We spoke with Central Asia and support trade in the region.")[-1][0] == "trade in Central Asia"
    assert labels("We left the East Asia Summit and support trade in the region.")[-1][0] == "trade in the region"


def test_a_war_of_aggression_against_ukraine_is_the_war_in_ukraine() -> None:
    (war, *_) = labels("We condemn Russia's war of aggression against Ukraine.")
    assert war == labels("We condemn the war in Ukraine.")[0]


def test_a_name_that_begins_with_a_thing_is_a_thing_of_its_own() -> None:
    assert labels("We support Human Rights Watch.")[0][0] == "Human Rights Watch"
    assert labels("We support the Republic of China (Taiwan).")[0][0] == "Taiwan"
    assert labels("We support the People's Republic of China.")[0][0] == "China"
    assert labels("We recall the NATO-Ukraine Council.", ("NATO",))[0][0] == "NATO-Ukraine Council"


def test_what_somebody_did_is_theirs() -> None:
    assert labels("We welcome the statement delivered by Peru.")[0][0] == "statement of Peru"
    assert labels("We urge Peru to withdraw its armed forces.")[1][0] == "armed forces of Peru"


def test_names_in_labels_are_short() -> None:
    assert [label for label, _ in labels("We support peace and stability in the Altai region.")] == [
        "peace and stability in the Altai"
    ]


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Security Council resolution 9101 (2031) on Aridia", "UN Security Council Resolution 9101"),
        ("Draft resolution S/2031/17 (Aridia and others)", "Draft resolution S/2031/17"),
    ],
)
def test_this_resolution_is_the_one_that_says_so(title: str, label: str) -> None:
    body = "Recalling resolution 1540 (2004),\n\nCalls upon all States to implement this resolution fully;"
    given = replace(document(body, "resolution", "UN Security Council"), title=title)
    named = [attitude.concept.label for position in extract(given, load_reference()) for attitude in position.attitudes]
    assert label in named


def test_efforts_are_nobody_who_is_addressed() -> None:
    named = [label for label, _ in labels("We call for efforts to reform the World Trade Organization.")]
    assert "WTO" in named
    assert "efforts" not in named


@pytest.mark.parametrize(("noun", "same"), [("resolution", True), ("agreement", False)])
def test_only_a_resolution_is_called_one(noun: str, same: bool) -> None:
    read = extract(document(f"We welcome resolution 2231.\n\nWe support the {noun}."), load_reference())
    (named,), (meant,) = (position.attitudes for position in read)
    assert (named.concept == meant.concept) is same
