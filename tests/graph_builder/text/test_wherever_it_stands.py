"""A sentence is read the same wherever it stands: in a paragraph, in a list, under a title, between marks."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest

from graph_builder import Document, Reference, extract
from graph_builder.text.document import DocumentKind
from graph_builder.text.soundness import clean

SENTENCES = (
    "We condemn the terrorist attack in Moscow.",
    "Our support for the Palestinian cause is unwavering.",
    "We remain gravely concerned about the humanitarian situation in Gaza.",
    "The proliferation of small arms is a matter of serious concern to us.",
    "The leaders voiced their support for the early conclusion of the treaty.",
    "We call on the parties to respect the ceasefire.",
)
BEFORE = (
    "The ship sailed away.", "The film was shot in the U.S.", "It was in Washington, D.C.", "They met at 5 p.m.",
    "It cost 5.3 dollars.", "Who was there?", "What a day!", "He said “good morning.”", "(It was raining.)", "It rained (a lot).",
    "It was plan B.", "George W. Bush sat there.", "There were chairs, tables, etc.", "It was so…", "It was so ...", "It rained.[1]",
    "See para. 7.", "It was 5 Jan. 2018.",
)  # fmt: skip
BEHIND = (
    "Mr. Soto sat there.", "“The ship has sailed.”", "(The ship has sailed.)", "The U.S. ship has sailed.", "5.3 dollars were there.",
    "… The ship has sailed.", "Who was there?",
)  # fmt: skip
MARKS = (
    "1. ", "1) ", "(1) ", "(a) ", "(iv) ", "A. ", "IV. ", "1.1 ", "3.2.1. ", "- ", "* ", "• ", "— ", "▪ ", "● ", "➢ ", "\uf0b7 ", "•",
    "1.", "(a)", "[1] ", "5 (b) ", "-- ", "1\t", "• \t",
)  # fmt: skip
ABOVE = (
    "# Peace\n\n", "# Peace\n", "## 2. Peace\n", "PEACE AND SECURITY\n", "Peace and Security\n\n", "**Peace and Security**\n\n",
    "Mr. President,\n\n", "Excellencies,\nLadies and gentlemen,\n", "(spoke in French) ", "(Applause.) ",
    "OSLO, 5 May (NTB) – ", "OSLO | ", "[Oslo] ", "5 May 2018 – ", "Article 5. ", "OP1. ", "| ",
)  # fmt: skip
ENDS = (
    "!", "…", "...", ".”", ".)", "; and", ".¹", ".[3]", ".[^2]", ". [Applause]", "; the ship has sailed.", " – they have sailed.",
    " -- they have sailed.", ".» The ship has sailed.",
)  # fmt: skip
PAIRS = ("“”", '""', "()", "[]", "‘’")


def halves(sentence: str, between: str) -> str:
    """The sentence with something between two of its words, the second of which is in lower case."""
    spaces = [found.start() for found in re.finditer(r" (?=[a-z])", sentence)]
    at = spaces[len(spaces) // 2]
    return sentence[:at] + between + sentence[at + 1 :]


def broken(sentence: str, mark: str) -> str:
    """The sentence with its longest word broken."""
    word = max(re.findall(r"[a-z]+", sentence), key=len)
    return sentence.replace(word, word[:4] + mark + word[4:], 1)


CHANGES: dict[str, Callable[[str], str]] = {
    **{f"behind {one}": lambda s, one=one: f"{one} {s}" for one in BEFORE},  # type: ignore[misc]
    **{f"before {one}": lambda s, one=one: f"{s} {one}" for one in BEHIND},  # type: ignore[misc]
    **{f"marked {one!r}": lambda s, one=one: f"{one}It rained.\n{one}{s}\n{one}It snowed." for one in MARKS},  # type: ignore[misc]
    **{f"under {one!r}": lambda s, one=one: one + s for one in ABOVE},  # type: ignore[misc]
    **{f"ends in {one}": lambda s, one=one: s[:-1] + one for one in ENDS},  # type: ignore[misc]
    **{f"within {a}{b}": lambda s, a=a, b=b: f"It rained. {a}{s}{b} It snowed." for a, b in PAIRS},  # type: ignore[misc]
    **{
        f"parted by {one!r}": lambda s, one=one: halves(s, one)  # type: ignore[misc]
        for one in ("\n", "[3] ", "\n   ", "\t", "  ", "\xa0", "\u202f", " \u200b", "\f", "\u2028")
    },
    "broken by a space of no width": lambda s: broken(s, "\u200b"),
    "in bold": lambda s: f"**{s}**",
    "with a word in italics": lambda s: re.sub(r"(support|condemn|concerned|call on|[Pp]roliferation|voiced)", r"*\1*", s, count=1),
}  # fmt: skip


def read(known: Reference, text: str) -> list[tuple[str, str, tuple[str, ...], str, list[tuple[str, str]]]]:
    body = clean(text)
    document = Document("one", "One", ("NOR",), "2018", "en", "declaration", "made up", body, "0" * 64)

    def plain(words: str) -> str:
        return " ".join(re.sub(r"[*_]|\[3]", "", words).split())

    return [
        (
            one.act,
            plain(one.cue.of(body)),
            one.holders,
            plain(one.target.of(body)) if one.target else "",
            [(about.concept.label, about.polarity) for about in one.attitudes],
        )
        for one in extract(document, known)
    ]


@pytest.mark.parametrize("change", CHANGES)
def test_a_sentence_is_read_wherever_it_stands(known: Reference, change: str) -> None:
    for sentence in SENTENCES:
        alone = read(known, sentence)
        assert alone
        text = CHANGES[change](sentence)
        found = read(known, text)
        assert [one for one in alone if one not in found] == [], (text, found)


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_keeps_no_sentences_together(known: Reference, mark: str) -> None:
    apart = read(known, "We condemn the raid.") + read(known, "Peru backs the plan.")
    assert read(known, f"{mark}We condemn the raid. Peru backs the plan.") == apart


PARAGRAPHS = (
    "The Kingdom of Norway, the Republic of Chile and the Republic of Peru as guarantors of the accord:",
    "1. Recall resolution 2232 (XXI) of 20 December 1966 and resolution 2357 (XXII) of 19 December 1967;",
    "2. Call on the Secretary-General to report on a regular basis – and at any time during the talks – on the truce.",
    "The Fund for Trade (FFT) – a body of the Union for the Pacific – will help farmers, and we support its work.",
    "Ana Ruiz, Chairperson of the Council of Ministers of Peru, said the war must end. All courts should be free.",
)


@pytest.mark.parametrize("kind", ["declaration", "news"])
@pytest.mark.parametrize("width", range(50, 90, 3))
def test_lines_do_not_matter(known: Reference, kind: DocumentKind, width: int) -> None:
    def told(body: str) -> list[tuple[str, tuple[str, ...], str]]:
        document = Document("one", "One", ("NOR",), "2018", "en", kind, "made up", body, "0" * 64)
        positions = extract(document, known)
        return [(p.act, p.holders, " ".join(p.target.of(body).split()) if p.target else "") for p in positions]

    whole = told("\n\n".join(PARAGRAPHS))
    assert len(whole) > 4
    assert told("\n\n".join(textwrap.fill(one, width, break_on_hyphens=False) for one in PARAGRAPHS)) == whole
