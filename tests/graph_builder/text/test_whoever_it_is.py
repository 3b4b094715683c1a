"""What is said of one state or body is read of any other, also where its name ends as adjectives do or is a word in lower case."""

from __future__ import annotations

import re

import pytest

from graph_builder import Document, Reference, extract

SENTENCES = (
    "{label} condemns the attack.", "{label} calls for a truce.", "{label} is concerned about the war.",
    "{label} will host the next summit.", "{label} therefore rejects the plan.", "{label} and Iceland support the truce.",
    "{label}, as a neighbour, supports the truce.", "The Government of {label} welcomed the report.",
    "The {adjective} Government condemned the attack.", "The representative of {label} said that the war must end.",
    "The attack was condemned by {label}.", "We call on {label} to release the prisoners.",
    "We support the sovereignty of {label}.",
)  # fmt: skip
Read = list[tuple[str, str, tuple[str, ...], str]]


def read(known: Reference, text: str) -> Read:
    document = Document("one", "One", ("UN",), "2014-05-06", "en", "news", "made up", text, "0" * 64)
    found = extract(document, known)
    return [(one.act, one.cue.of(text), one.holders, one.target.of(text) if one.target else "") for one in found]


def of_anybody(found: Read, label: str, adjective: str, code: str) -> list[object]:
    """The same, whoever it is."""
    names = {code: "CODE", label: "LABEL", adjective: "ADJECTIVE"}

    def named(text: str) -> str:
        for name, stands in names.items():
            text = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", stands, text) if name else text
        return text

    return [(act, named(cue), {named(one) for one in who}, named(target)) for act, cue, who, target in found]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_state_is_read_as_any_other(known: Reference, sentence: str) -> None:
    like = of_anybody(read(known, sentence.format(label="Peru", adjective="Peruvian")), "Peru", "Peruvian", "PER")
    assert like
    for row in known.tables["states"]:
        label, adjective = row["label"], (row.many("adjectives") or ("",))[0] if "{adjective}" in sentence else ""
        # "British Virgin Islander" holds another state's adjective, and a comma would part a name.
        if label == "Iceland" or "," in label or "British" in label or (not adjective and "{adjective}" in sentence):
            continue
        found = read(known, sentence.format(label=label, adjective=adjective))
        assert of_anybody(found, label, adjective, row["alpha3"]) == like, label


def test_every_body_is_read_as_a_holder(known: Reference) -> None:
    codes = {row["id"]: row["code"] for row in known.tables["organizations"]}
    for row in known.tables["organizations"]:
        label, whole = row["label"], {codes[part] for part in row.many("part_of")}
        whole.add(row["code"].partition(" Secretary")[0])
        if not label[0].isupper() or "," in label or label == "Palestinian Authority":
            continue  # "developing countries" are many, a comma would part a name, and that body speaks for Palestine
        sentences = (f"{label} condemned the attack.", f"The {label} condemned the attack.")
        holders = {one[2] for text in sentences for one in read(known, text)}
        assert any(not {row["code"], *whole}.isdisjoint(who) for who in holders), label  # an envoy speaks for the body


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ("The president of the European Union, Portuguese Prime Minister Rui Moe,", ["EU"]),
        ("The current chair of ASEAN, Thai Prime Minister Rui Moe,", ["ASEAN"]),
        ("AU chairman President Rui Moe", ["African Union"]),
        ("AU chairman and Ghanaian President Rui Moe", ["African Union"]),
        ("EU President Jana Kral and Peruvian President Rui Moe", ["EU", "PER"]),
        ("Ghanaian President Rui Moe", ["GHA"]),
    ],
)
def test_a_head_of_state_who_is_told_to_preside_over_a_body_speaks_for_that(
    known: Reference, told: str, codes: list[str]
) -> None:
    found = read(known, f"{told} condemned the raid. Moe praised the plan.")
    assert [holders for _, _, holders, _ in found] == [tuple(codes), tuple(codes[-1:])]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("Jana Kral, director of the Trade Division at the World Trade Organization,", "WTO"),
        ("Jana Kral, the Peruvian ambassador at the United Nations,", "PER"),
        ("Commonwealth Secretary-General Jana Kral", "Commonwealth"),
        ("Jana Kral, secretary general of the Commonwealth,", "Commonwealth"),
        ("The Commonwealth", "Commonwealth"),
        ("The Secretary General of NATO, Jana Kral,", "NATO"),
        ("The SCO Secretary-General", "SCO"),
        ("The UN Secretary-General", "UN Secretary-General"),
        ("The U.S. House of Representatives", "USA"),
        ("The British House of Commons", "GBR"),
    ],
)
def test_a_body_is_told_behind_at_by_one_word_or_by_its_chief(known: Reference, told: str, code: str) -> None:
    assert [holders for _, _, holders, _ in read(known, f"{told} condemned the raid.")] == [(code,)]


@pytest.mark.parametrize(("issuer", "code"), [("CIS", "CIS"), ("PER", "Commonwealth")])
def test_the_first_word_of_an_issuers_name_is_the_issuer(known: Reference, issuer: str, code: str) -> None:
    text = "The Commonwealth condemns the raid."
    document = Document("one", "One", (issuer,), "2014-05-06", "en", "declaration", "made up", text, "0" * 64)
    assert [one.holders for one in extract(document, known)] == [(code,)]


def test_an_organ_of_one_of_several_issuers_speaks_for_it(known: Reference) -> None:
    text = "The United States and the European Commission condemn the raid."
    document = Document("one", "One", ("USA", "EU"), "2014-05-06", "en", "declaration", "made up", text, "0" * 64)
    assert [one.holders for one in extract(document, known)] == [("EU", "USA")]


def test_a_leader_named_in_full_is_meant_by_a_family_name_that_is_anothers(known: Reference) -> None:
    text = "Simon Harris, the Irish leader, met the envoy. Mr Harris backed the treaty."
    document = Document("one", "One", ("UN",), "2024-07-05", "en", "news", "made up", text, "0" * 64)
    assert [one.holders for one in extract(document, known)] == [("IRL",)]


@pytest.mark.parametrize(
    "office", ["National Security Advisor", "Deputy Secretary", "Advisor to the Vice President Dr."]
)
def test_an_aide_without_a_state_is_of_the_state_whose_statement_it_is(known: Reference, office: str) -> None:
    text = (
        f"{office} Jane Moe met Peruvian Vice Minister Ana Ruiz. Ms. Moe condemned the raid. Ms. Ruiz praised the plan."
    )
    document = Document("one", "One", ("USA",), "2024-07-05", "en", "declaration", "made up", text, "0" * 64)
    assert [one.holders for one in extract(document, known)] == [("USA",), ("PER",)]
