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
OPPOSED = (
    "The plan is opposed by Peru.", "The plan is being opposed by Peru.", "The plan has been fiercely opposed by Peru.",
    "The plan was opposed on Monday by Peru.",
)  # fmt: skip
NOTHING_TOLD = (
    "Peru asked Chile about the plan.", "Peru has not announced plans to leave the pact.",
    "Peru is denying inspectors access to the sites.", "The envoy will be assured by Peru that the bill will pass.",
    "Peru's ministry did not respond to a request for comment.", "Ana Ruiz, who hails from Peru, met him.",
    "Peru and Chile held talks to discuss matters important to both sides.", "Peru is a donor of humanitarian aid in Chile.",
)  # fmt: skip

BESIDES = (
    ("Norway accused Chile of breaking the truce, a charge rejected by Peru as unfair.", "oppose", "a charge"),
    ("Norway called for a ban on fish, an idea backed by Peru.", "support", "an idea"),
    ("Norway said Chile must go, comments that were also condemned by Peru.", "condemn", "comments"),
    ("Norway accused Chile of breaking the truce – claims that Peru denies.", "oppose", "claims"),
    ("Norway met Peru, whose government has condemned the raid.", "condemn", "the raid"),
    ("Peru's foreign ministry, which had condemned the raid, summoned the envoy of Chile.", "condemn", "the raid"),
)
TOGETHER = (
    "Norwegian President Jana Kral and Peruvian minister Ana Ruiz met on Monday with both leaders voicing support for the truce.",
    "Norway and Peru met on Monday, with both sides voicing support for the truce.",
    "Norway's president met Peru's president, with the two leaders voicing support for the truce.",
)
MUST_END = (
    "The Peruvian envoy said in a statement carried by local media that the war must end.",
    "The Peruvian envoy said in remarks quoted by Reuters that the war must end.",
    "The Peruvian envoy left the talks, telling reporters that the war must end.",
    "The Peruvian envoy left the talks, telling them the war must end.",
    "Saying the war must end, the Peruvian envoy left.", "Telling reporters the war must end, the Peruvian envoy left.",
    "Saying that the war must end, the Peruvian envoy said talks were held.",
    "The Peruvian envoy told them the war must end.",
)  # fmt: skip
REGIONS = ("West African governments", "North African foreign ministers", "Central Asian leaders")


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


@pytest.mark.parametrize("text", OPPOSED)
def test_who_opposes_something_is_named_behind_by(known: Reference, text: str) -> None:
    (found,) = read(known, text)
    assert (found[0], found[2], found[3]) == ("oppose", ("PER",), "The plan")


@pytest.mark.parametrize("text", NOTHING_TOLD)
def test_what_is_asked_withheld_or_held_is_no_stance(known: Reference, text: str) -> None:
    assert read(known, text) == []


@pytest.mark.parametrize("envoy", ["UN envoy for Peru", "UN special envoy to Peru, Ana Ruiz,", "UN envoy on Peru"])
def test_an_envoy_speaks_for_who_sends_him(known: Reference, envoy: str) -> None:
    assert read(known, f"The {envoy} condemned the raid.") == [("condemn", "condemned", ("UN",), "the raid")]


def test_whoever_it_will_be_done_by_promises_it(known: Reference) -> None:
    assert read(known, "The talks will be hosted by Peru in June.") == [("commit", "will", ("PER",), "The talks")]
    assert read(known, "The rebels have vowed to attack Peru.")[0][:3] == ("commit", "have vowed to", ("rebels",))


def test_a_clause_told_within_what_is_told_is_no_second_one(known: Reference) -> None:
    text = "Analysts have pointed out that the tone indicates that Peru prefers to discuss it."
    assert [found[3] for found in read(known, text)] == ["the tone indicates that Peru prefers to discuss it"]


def test_being_sure_is_a_belief(known: Reference) -> None:
    text = "Peru is sure the plan will help."
    assert read(known, text) == [("affirm", "is sure", ("PER",), "the plan will help")]


def test_a_transcript_names_speakers_in_capitals(known: Reference) -> None:
    body = (
        "PRESIDENT DUDA: We condemn the raid.\n\nWe reject the plan.\n\nPRESIDENT BIDEN: We welcome the truce.\n\n"
        "PRIME MINISTER MODI: We regret the war.\n\nTHE PRESIDENT: We back the pact."
    )
    document = Document("one", "One", ("USA",), "2023-05-06", "en", "speech", "made up", body, "0" * 64)
    assert [one.holders for one in extract(document, known)] == [("POL",), ("POL",), ("USA",), ("IND",), ("USA",)]


def test_the_president_is_that_of_the_state_whose_text_it_is(known: Reference) -> None:
    body = "The President met President Marcos. The President welcomed the truce. The Vice President backed the pact."
    document = Document("one", "One", ("USA",), "2023-05-06", "en", "declaration", "made up", body, "0" * 64)
    assert {one.holders for one in extract(document, known)} == {("USA",)}


@pytest.mark.parametrize(("text", "act", "target"), BESIDES)
def test_another_judges_what_was_just_told(known: Reference, text: str, act: str, target: str) -> None:
    found = read(known, text)
    assert [(one[0], one[3]) for one in found if one[2] == ("PER",)] == [(act, target)]
    assert all(target not in one[3] for one in found if one[2] != ("PER",))


@pytest.mark.parametrize("text", TOGETHER)
def test_two_who_were_just_named_take_it_together(known: Reference, text: str) -> None:
    assert read(known, text) == [("support", "voicing support for", ("NOR", "PER"), "the truce")]


@pytest.mark.parametrize("verb", ["condemned", "was disappointed by", "rejected"])
def test_what_is_about_it_ends_before_a_quotation(known: Reference, verb: str) -> None:
    assert read(known, f'Peru {verb} the ruling: "It will not do."')[0][3] == "the ruling"


@pytest.mark.parametrize("verb", ["think", "believe"])
def test_what_is_believed_on_a_condition_is_whole(known: Reference, verb: str) -> None:
    (found,) = read(known, f'"I {verb} if the talks fail, the war will go on," the Peruvian envoy said.')
    assert (found[2], found[3]) == (("PER",), "if the talks fail, the war will go on")


@pytest.mark.parametrize("text", MUST_END)
def test_what_is_told_by_the_way_is_told_by_the_subject(known: Reference, text: str) -> None:
    assert read(known, text)[0] == ("urge", "must", ("PER",), "the war must end")


@pytest.mark.parametrize("hearers", ["the conference", "lawmakers", "parliament", "reporters"])
def test_who_must_act_is_named_right_behind_who_hears_it(known: Reference, hearers: str) -> None:
    assert read(known, f"Norway told {hearers} Peru must act.") == [("urge", "must", ("NOR",), "Peru must act")]


@pytest.mark.parametrize("who", REGIONS)
def test_states_of_a_part_of_the_world_are_called_by_it(known: Reference, who: str) -> None:
    assert len(found := read(known, f"{who} condemned the raid.")) == 1
    assert found[0][2] not in {("UN",), ()}


@pytest.mark.parametrize(
    ("how", "act"), [("an", "support"), ("great", "support"), ("little", "oppose"), ("no", "oppose")]
)
def test_how_much_interest_is_shown_tells_the_act(known: Reference, how: str, act: str) -> None:
    assert read(known, f"Peru has shown {how} interest in the pact.")[0][0] == act


@pytest.mark.parametrize("denied", ["don't need to", "do not need to", "don’t have to"])
def test_nobody_is_urged_to_do_what_is_not_needed(known: Reference, denied: str) -> None:
    assert "urge" not in {one[0] for one in read(known, f'"We {denied} wait," the Peruvian envoy said.')}


AGAIN = (
    ("Former Prime Minister Boris Johnson left. Johnson condemned the raid.", "Boris Johnson"),
    ("Norway met former Prime Minister Boris Johnson. Mr Johnson condemned the raid.", "Boris Johnson"),
    ("A former aide to Prime Minister Boris Johnson left. Johnson condemned the raid.", "GBR"),
    ("Green Alliance members condemned the raid.", "Green Alliance"), ("Green Alliance activists condemned the raid.", "Green Alliance"),
    ('"I condemn the raid," said a tired-looking Jana Kral.', "Jana Kral"),
    ('"I condemn the raid," said a visibly angry Kral.', "Kral"), ("Acting Prime Minister Jana Kral condemned the raid.", "PER"),
    ("Oxfam left. \"We condemn the raid,\" said the charity's spokeswoman Jana Kral.", "Oxfam"),
    ("Oxfam urged talks. The charity's spokeswoman Jana Kral condemned the raid.", "Oxfam"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "who"), AGAIN)
def test_whoever_it_is_speaks_for_no_one_else(known: Reference, text: str, who: str) -> None:
    document = Document("one", "One", ("PER",), "2014-05-06", "en", "news", "made up", text, "0" * 64)
    assert [one.holders for one in extract(document, known) if one.act == "condemn"] == [(who,)]


def test_a_clause_may_begin_with_more(known: Reference) -> None:
    assert read(known, "Peru said more than 1,000 people had been killed.")[0][3].startswith("more than")


def test_a_suspicion_raised_is_no_part_of_what_is_demanded(known: Reference) -> None:
    found = read(known, "Peru demanded a recall of the envoy, and raised suspicion that the government was lying.")
    assert [(one[0], one[3]) for one in found] == [
        ("urge", "a recall of the envoy"),
        ("concern", "the government was lying"),
    ]


@pytest.mark.parametrize("when", ["Monday", "this weekend"])
def test_a_day_is_no_part_of_the_thing(known: Reference, when: str) -> None:
    document = Document(
        "one", "One", ("UN",), "2014-05-06", "en", "news", "made up", f"Peru condemned the plan {when}.", "0" * 64
    )
    assert [thing.concept.label for one in extract(document, known) for thing in one.attitudes] == ["plan"]


@pytest.mark.parametrize("which", ["that it gives", "that were given", "it gives"])
def test_a_participle_follows_a_clause_with_a_relative_in_it(known: Reference, which: str) -> None:
    body = f"Underlining that the mandates {which} are due, stressing the need for peace,"
    document = Document("one", "One", ("UN",), "2014-05-06", "en", "resolution", "made up", body, "0" * 64)
    assert [one.cue.of(body) for one in extract(document, known)] == ["Underlining that", "stressing the need for"]
