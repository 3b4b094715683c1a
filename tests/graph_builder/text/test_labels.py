"""What things are called that no label names: by the words, by what was said before, and by whose text it is."""

from __future__ import annotations

import pytest

from graph_builder import Document, extract, load_reference


def last_labels(
    body: str, issuers: tuple[str, ...] = ("SCO",), title: str = "Joint communiqué", date: str = "2021-05-04"
) -> list[str]:
    """Labels of the things of the last position of a text."""
    given = Document("a", title, issuers, date, "en", "declaration", "https://example.org/", body, "0" * 64)
    return [attitude.concept.label for attitude in extract(given, load_reference())[-1].attitudes]


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("We call for the release of all political prisoners.", "release of political prisoners"),
        ("We welcome all regional players.", "regional players"),
        (
            "We support global partnerships with farmers. We welcome such partnerships.",
            "global partnerships with farmers",
        ),
        ("We support the cooperation between Japan and ASEAN.", "Japan-ASEAN cooperation"),
        ("We welcome the dialogue between Cuba and the United States.", "US-Cuba dialogue"),
        ("We welcome President Maria Soto. We commend President Soto.", "Maria Soto"),
        ("We recall resolution 2106 (XX).", "UN General Assembly Resolution 2106 (XX)"),
        ("We recall General Assembly resolution 2106.", "UN General Assembly Resolution 2106"),
        ("We support the peaceful resolution of disputes.", "peaceful settlement of disputes"),
        ("We are concerned about the situation in northern Mali.", "situation in northern Mali"),
        ("We support Peru's electoral process.", "electoral process of Peru"),
        ("We support the Philippines' claims to the reef.", "Philippine claims to the reef"),
        ("We welcome international and regional organizations.", "international and regional organizations"),
        ("We support sustainable livelihoods.", "sustainable livelihoods"),
        ("We support just and lasting peace.", "peace"),
        ("We welcome China-US ties.", "China-US relations"),
        ("We reaffirm the sovereignty of the Philippines.", "sovereignty of the Philippines"),
        ("We support the right to self-determination.", "self-determination"),
        ("We are committed to world peace and security.", "international peace and security"),
        ("We must support growth and reduce emissions.", "greenhouse gas emissions"),
        ("We must support growth and reduce emissions.", "economic growth"),
        ("We welcome the Free Ports Accord (FPA) talks.", "Free Ports Accord talks"),
        ("We recall the Memorandum of 3 May 2019.", "Memorandum of 3 May 2019"),
        ("We support a just and lasting peace in Mali.", "peace in Mali"),
        ("We support the transatlantic bond.", "transatlantic partnership"),
        ("We support East Timor's people.", "people of Timor-Leste"),
        ("We back the SADC Mission in Mozambique (SAMIM). We commend SAMIM.", "SADC Mission in Mozambique"),
        ("We support the region's peoples.", "peoples of the region"),
        ("We support women’s political careers.", "women's political careers"),
        ("We support the democratization process.", "democratization"),
        ("We regret the effects of the storm and the pandemic.", "COVID-19 pandemic"),
        ("We demand the unconditional release of Syrian detainees.", "release of Syrian detainees"),
    ],
)
def test_a_thing_is_called_by_what_names_it(body: str, label: str) -> None:
    assert label in last_labels(body)


def test_what_a_bare_noun_means_depends_on_the_day() -> None:
    text = "We regret the effects of the storm and the pandemic."
    assert "pandemics" in last_labels(text, date="2009-06-30")


def test_ties_of_two_are_their_relations() -> None:
    assert last_labels("We welcome the historic ties between our countries.", ("PER", "CHL")) == [
        "Chile-Peru relations"
    ]
    assert last_labels("We welcome our longstanding partnership.", ("PER", "CHL")) == ["Chile-Peru partnership"]
    assert last_labels("We welcome bilateral dialogue and trade.", ("PER", "CHL")) == ["Chile-Peru dialogue and trade"]


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Statement on the situation in Yemen", "parties to the Yemeni conflict"),
        ("Statement on Yemen and Oman", "parties"),
    ],
)
def test_parties_are_those_to_the_conflict_that_a_text_is_about(title: str, label: str) -> None:
    assert label in last_labels("We call on all parties to show restraint.", title=title)


@pytest.mark.parametrize(
    ("issuer", "organ", "label"),
    [
        ("IAEA", "Board of Governors", "IAEA Board of Governors"),
        ("OAS", "Permanent Council", "OAS Permanent Council"),
        ("African Union", "Chairperson of the Commission", "Chairperson of the African Union Commission"),
        ("OAS", "UNFCCC Secretariat", "UNFCCC Secretariat"),
    ],
)
def test_an_organization_calls_its_organs_without_its_name(issuer: str, organ: str, label: str) -> None:
    assert label in last_labels(f"We commend the {organ}.", (issuer,))


def test_a_body_calls_the_members_of_its_organization_without_its_name() -> None:
    assert "EU member states" in last_labels("We call on Member States to act.", ("European Council",))
