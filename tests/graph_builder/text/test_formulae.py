"""Set phrases are read the same whatever opens their sentence and whoever says them: relations that hold without gold positions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from graph_builder import Document, Reference, extract

FORMULAE = yaml.safe_load((Path(__file__).parents[2] / "cases" / "formulae.yaml").read_text(encoding="utf-8"))
SENTENCES = [(act, sentence) for act, sentences in FORMULAE.items() for sentence in sentences]
OPENINGS = (
    "In this regard,", "Against this backdrop,", "Mr. President,", "At the same time, however,", "And so,", "Secondly,",
    "As a founding member of the United Nations,", "For these reasons, and in line with our long-standing position,",
    "While much has been achieved in recent years,", "Today, as the talks begin again,", "After years of war,",
    "The war goes on;", "The world is watching —", "Because the war goes on,", "With regard to the Middle East,",
    "Let me be clear:", "That is why",
)  # fmt: skip
SUBJECTS = (
    "The Ministers", "Both sides", "The Heads of State and Government", "Norway and Peru", "The Parties",
    "The leaders of Norway and Peru", "Both countries", "The Foreign Ministers of the two countries",
)  # fmt: skip
NAMES = ("China", "Israel", "Japan", "Iceland")
OF_US = ("need", "cannot", "must", "have")
"""Verbs whose target is the whole clause, subject included."""


def read(known: Reference, text: str, kind: str, *issuers: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Act, holders and target of each position with a target."""
    document = Document("one", "One", issuers, "2018", "en", kind, "made up", text, "0" * 64)  # type: ignore[arg-type]
    for position in extract(document, known):
        if position.target is not None:
            yield position.act, position.holders, position.target.of(text).lower()


def within(sentence: str) -> str:
    return sentence if sentence.startswith(NAMES) else sentence[0].lower() + sentence[1:]


@pytest.mark.parametrize(("act", "sentence"), SENTENCES)
def test_a_formula_is_read_whatever_opens_its_sentence(known: Reference, act: str, sentence: str) -> None:
    alone = [found for found in read(known, sentence, "speech", "NOR") if found[0] == act]
    assert alone
    for opening in OPENINGS:
        text = f"{opening} {within(sentence)}"
        assert any(
            found[:2] == alone[0][:2] and alone[0][2] in found[2] for found in read(known, text, "speech", "NOR")
        ), text


@pytest.mark.parametrize(
    ("act", "sentence"), [(act, s) for act, s in SENTENCES if s.startswith("We ") and s.split()[1] not in OF_US]
)
def test_a_formula_is_read_whoever_says_it(known: Reference, act: str, sentence: str) -> None:
    ours = [found for found in read(known, sentence, "declaration", "NOR", "PER") if found[0] == act]
    assert ours
    assert ours[0][1] == ("NOR", "PER")
    said = sentence.removeprefix("We ").replace(" our ", " their ").replace("ourselves", "themselves")
    begins = ours[0][2].replace("our ", "their ")[:20]
    for subject in SUBJECTS:
        found = list(read(known, f"{subject} {said}", "declaration", "NOR", "PER"))
        assert any(one[:2] == ours[0][:2] and one[2].startswith(begins) for one in found), subject


BROKEN = (
    "We warmly welcome President Zelenskyy to the",
    "Tanzania will continue to diligently",
    "They took note with satisfaction of the study and, in particular,",
    "Ministers conveyed their condolences to the people of all nations and in particular",
)
"""Sentences that broke off where a word was looked for."""


KINDS = ("speech", "news", "declaration", "resolution")


def test_a_sentence_may_break_off_anywhere(known: Reference) -> None:
    broken = [(sentence, kind) for sentence in BROKEN for kind in KINDS]
    broken += [(sentence, KINDS[number % len(KINDS)]) for number, (_, sentence) in enumerate(SENTENCES)]
    for sentence, kind in broken:
        words = sentence.split()
        for end in range(1, len(words) + 1):
            text = " ".join(words[:end])
            for _, _, target in read(known, text, kind, "NOR"):
                assert target in text.lower()
