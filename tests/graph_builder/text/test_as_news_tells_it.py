"""What a report tells of is read by whom it tells it, and no further than that was told."""

from __future__ import annotations

import pytest

from graph_builder import Document, Reference, extract

TELLERS = (
    "said Foreign Minister Ana Ruiz of Peru here on Monday", "said Peruvian Foreign Minister Ana Ruiz here Monday",
    "said Peruvian envoy Ana Ruiz yesterday", "said the Peruvian minister there on Monday",
)  # fmt: skip
DESCRIBED = (
    "Ana Ruiz, the minister of policy planning and the spokeswoman of the whole government, told reporters",
    "Professor Ana Maria Ruiz, who heads the large institute for peace and for trade in the capital, said this week",
    "Ana Ruiz, an expert on trade at the School of Economics in the old town of London, told the paper",
)
REPORTS = (
    "The NATO report condemned the raid.", "A NATO report condemned the raid.", "NATO's report condemned the raid.",
    "NATO presented a report on Monday. The report condemned the raid.",
    "NATO released a study. The study condemned the raid.",
)  # fmt: skip
WHICH = (
    "Norway has the tools it needs to support trade.", "Norway spoke of the harmful role Chile continues to play in the region.",
    "Norway was one of the states of the pact Chile must meet.", "Norway has the funds and the right aid they need to recover.",
    "Norway and Chile drew up the plan should the talks fail.", "Norway halted the projects should a war break out.",
)  # fmt: skip


def read(known: Reference, text: str) -> list[tuple[str, str, tuple[str, ...], str]]:
    document = Document("one", "One", ("UN",), "2014-05-06", "en", "news", "made up", text, "0" * 64)
    found = extract(document, known)
    return [(one.act, one.cue.of(text), one.holders, one.target.of(text) if one.target else "") for one in found]


@pytest.mark.parametrize("teller", TELLERS)
def test_where_and_when_it_was_told_is_no_part_of_it(known: Reference, teller: str) -> None:
    text = f"Peru is ready to help the two neighbours, {teller}."
    assert read(known, text) == [("commit", "is ready to", ("PER",), "help the two neighbours")]


@pytest.mark.parametrize("teller", DESCRIBED)
def test_a_quotation_ends_before_whoever_told_it(known: Reference, teller: str) -> None:
    (found,) = read(known, f'"We oppose the ban," {teller}.')
    assert (found[0], found[3]) == ("oppose", "the ban")
    assert "Ruiz" in found[2][0]


@pytest.mark.parametrize("text", REPORTS)
def test_a_report_speaks_for_its_author(known: Reference, text: str) -> None:
    assert read(known, text)[-1] == ("condemn", "condemned", ("NATO",), "the raid")


@pytest.mark.parametrize("text", WHICH)
def test_a_clause_that_tells_which_or_on_which_condition_is_no_stance(known: Reference, text: str) -> None:
    assert read(known, text) == []
