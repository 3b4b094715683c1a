"""Rules and labels speak of language: none holds a long run of words of the bundled report, unless it is a proper name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_builder.lexicon import load as load_lexicon
from graph_builder.reference import Reference

REPORT = Path(__file__).parents[1] / "declarations" / "sco-moscow-2020-news.md"
LONGEST = 6


def words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))


def lexicon_phrases() -> Iterator[str]:
    lexicon = load_lexicon("en")
    for row in (*lexicon.cues, *lexicon.inverters):
        yield from (" ".join(phrase) for phrase in row.phrases)
        yield str(row.example["text"])
    yield from (phrase for phrases in lexicon.words.values() for phrase in phrases)


@pytest.fixture(scope="module")
def runs_of_the_report() -> set[tuple[str, ...]]:
    text = words(REPORT.read_text(encoding="utf-8").split("\n---\n", 1)[1])
    return {text[at : at + LONGEST + 1] for at in range(len(text) - LONGEST)}


def copied(phrase: str, runs: set[tuple[str, ...]]) -> bool:
    spoken = words(phrase)
    return any(spoken[at : at + LONGEST + 1] in runs for at in range(len(spoken) - LONGEST))


def test_no_phrase_of_the_lexicon_is_taken_from_the_report(runs_of_the_report: set[tuple[str, ...]]) -> None:
    assert [phrase for phrase in lexicon_phrases() if copied(phrase, runs_of_the_report)] == []


def test_no_label_but_a_proper_name_is_taken_from_the_report(
    known: Reference, runs_of_the_report: set[tuple[str, ...]]
) -> None:
    common = [concept for concept in known.concepts if concept.kind not in {"actor", "treaty"}]
    names = {(concept.id, name) for concept in common for name in (concept.label, *concept.names)}
    assert [name for name in sorted(names) if copied(name[1], runs_of_the_report)] == []
