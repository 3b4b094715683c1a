"""Who speaks in verbatim records, as they are set by different secretariats."""

from __future__ import annotations

import pytest

from graph_builder import extract
from graph_builder.lexicon import load as load_lexicon
from graph_builder.model import Document
from graph_builder.reference import Reference
from graph_builder.text.holders.speakers import Speaker, speaker_at

SAID = "We regret this."


@pytest.mark.parametrize(
    ("head", "holders"),
    [
        ("Mr. Wood (United States of America): ", ("USA",)),
        ("Mr. Fu Cong (spoke in Chinese) (China): ", ("CHN",)),
        ("The President (United Kingdom): ", ("GBR",)),
        ("Ms. Nobody (Atlantis): ", ()),
        ("The President: ", ()),
        ("The Chair (spoke in French): ", ()),
        ("The representative of Chile: ", ("CHL",)),
        ("The Minister for Foreign Affairs of Kazakhstan: ", ("KAZ",)),
        ("The Permanent Representative of the Russian Federation (spoke in Russian): ", ("RUS",)),
        ("Ana Rossi, Ambassador for Climate of Italy: ", ("ITA",)),
        ("President Lee, Republic of Korea: ", ("KOR",)),
    ],
)
def test_who_speaks_stands_before_the_colon(head: str, holders: tuple[str, ...], known: Reference) -> None:
    text = head + SAID
    assert speaker_at(text, 0, len(text), known, load_lexicon()) == Speaker(holders, len(head))


@pytest.mark.parametrize(
    "text",
    [
        "The ministers agreed on three things: trade, energy and transport.",
        "The representative of Chile spoke. He said: we regret this.",
        "China: an overview",
        "The President of the Council: a portrait",
        "The delegation of experts: a report",
    ],
)
def test_other_words_before_a_colon_name_no_speaker(text: str, known: Reference) -> None:
    assert speaker_at(text, 0, len(text), known, load_lexicon()) is None


def test_a_chair_speaks_for_a_state_until_it_is_the_chair_again(known: Reference) -> None:
    body = (
        "Mr. Diaz (Peru): We welcome the ceasefire.\n\n"
        "The President: I shall now make a statement in my national capacity as the representative of Chile. "
        "We support the mission. We condemn the attacks.\n\n"
        "I now resume my functions as President of the Council. We regret the violence.\n"
    )
    document = Document(
        "record", "A record", ("UN Security Council",), "2020-02-14", "en", "speech", "a test", body, "0" * 64
    )
    spoken = [(position.act, *position.holders) for position in extract(document, known)]
    assert spoken == [("welcome", "PER"), ("support", "CHL"), ("condemn", "CHL"), ("regret", "UN Security Council")]
