"""A stance is read the same whoever takes it: by state, office, name, list or with an aside, before the verb or behind it."""

from __future__ import annotations

import pytest

from graph_builder import Document, Reference, extract

SENTENCES = (
    "{} condemned the attack.", "{} strongly condemned the attack.", "{} called on Israel to end the blockade.",
    "{} expressed concern about the blockade.", "{} also welcomed the agreement.", "{} said that Israel must end the blockade.",
    "{} will ratify the treaty.", "{} warned against the sanctions.", "Today, {} called for a ceasefire.",
    "On Monday, {} urged restraint.", "The war goes on, and {} rejected the plan.",
)  # fmt: skip
BEHIND = (
    "The agreement was rejected by {}.", "According to {}, dialogue is essential.",
    "According to {}, Israel must end the blockade.", "The sanctions are unacceptable, said {}.",
    '"We condemn the attack," said {}.',
)  # fmt: skip
PERSONS = (
    "Ana Soto", "George W. Kral", "Jan van der Kral", "Adam al-Jabir", "Luc d'Escot", "Sean O'Bryne", "Kim Jong Um",
    "Đặng Minh Khôi", "Luis Soto Jr.", "Will Young", "August Must", "Mark Price", "João Inácio da Salva",
)  # fmt: skip
OFFICES = (
    "Peruvian President {}", "Peru's President {}", "Prime Minister {} of Peru", "{}, President of Peru,", "Mr. {} (Peru)",
    "the President of Peru, {},",
)  # fmt: skip
OTHERS = (
    "the Government of Peru", "the representative of Peru", "Peru's representative", "the Peruvian delegation",
    "the newly elected President of Peru", "the Chargé d'affaires of Peru", "the Crown Prince of Peru",
    "the Peruvian head of state", "the Minister for Foreign Affairs and Trade of Peru", "the Peruvian Foreign Ministry",
    "the Deputy Minister for Trade and Regional Integration of Peru", "the Government and people of Peru",
    "Peru, a member of the Council,", "Peru, having hosted the talks,",
)  # fmt: skip
ASIDES = (
    "Peru, which borders Chile,", "Peru, which supports the plan,", "Peru, recalling the treaty,", "Peru, in a statement,",
    "Peru, in a statement issued on Monday,", "the representative of Peru, noting the report,",
    "the Minister for Women, Family and Social Affairs of Peru", "the Peruvian President, Luis Soto, on Monday",
)  # fmt: skip
LISTS = (
    "Norway and Peru", "Norway, Peru and Chile", "Norway, Peru, Chile, and Kenya", "the United States, Norway and Peru",
    "the representatives of Norway, Peru and Chile", "the Foreign Ministers of Norway and Peru",
)  # fmt: skip
CODES = {"Norway": "NOR", "Peru": "PER", "Chile": "CHL", "Kenya": "KEN", "the United States": "USA"}
SOURCE = "According to "
"""A list behind it may end with its first comma."""
Read = list[tuple[str, frozenset[str], str]]


def read(known: Reference, sentence: str, who: str) -> Read:
    """Act, holders and target of each position where this subject stands in the sentence."""
    text = sentence.format(who).replace(",,", ",").replace(",.", ".").replace("..", ".")
    text = text[0].upper() + text[1:]
    document = Document("one", "One", ("UN",), "2014-05-06", "en", "news", "made up", text, "0" * 64)
    found = extract(document, known)
    return [(one.act, frozenset(one.holders), one.target.of(text).lower() if one.target else "") for one in found]


@pytest.mark.parametrize("sentence", (*SENTENCES, *BEHIND))
def test_a_person_or_office_stands_for_its_state(known: Reference, sentence: str) -> None:
    like = read(known, sentence, "Peru")
    assert like
    pairs = ((at + n, office, person) for at, office in enumerate(OFFICES) for n, person in enumerate(PERSONS))
    people = [office.format(person) for n, office, person in pairs if n % 2 == len(sentence) % 2]
    for who in (*OTHERS, *people):
        if sentence.endswith("essential.") and "(" in who:
            continue  # nobody writes so
        assert read(known, sentence, who) == like, who


@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_aside_does_not_part_the_subject_from_its_verb(known: Reference, sentence: str) -> None:
    like = read(known, sentence, "Peru")
    for who in ASIDES:
        assert set(like) <= set(read(known, sentence, who)), who


@pytest.mark.parametrize("sentence", (*SENTENCES, *BEHIND))
def test_several_take_it_as_one_does(known: Reference, sentence: str) -> None:
    like = read(known, sentence, "Peru")
    for who in () if sentence.startswith(SOURCE) else LISTS:
        holders = frozenset(code for name, code in CODES.items() if name in who)
        assert read(known, sentence, who) == [(act, holders, target) for act, _, target in like], who


def test_a_pronoun_means_all_that_were_named(known: Reference) -> None:
    for who in LISTS:
        holders = frozenset(code for name, code in CODES.items() if name in who)
        text = "{} met on Monday. They condemned the attack."
        assert read(known, text, who) == [("condemn", holders, "the attack")], who


def test_the_people_of_a_state_are_called_by_its_adjective(known: Reference) -> None:
    sentence = "{} reject the plan."
    assert read(known, sentence, "the people of Peru") == read(known, sentence, "the Peruvian people")


TOLD = (
    "{} left the room.", "{} cut its aid.", "Yesterday {} shut the port.", "{} has been hit by floods.",
    "{} sent a letter to Chile.",
    "{} held talks in Cairo on Monday.", "{} spent a day in Cairo.",
)  # fmt: skip
AGAIN = {
    "Peru": ("It", "The country", "Its foreign minister", "The Andean nation", "On Monday, it"),
    "Peru's president": ("He", "She", "The president"),
    "Peruvian President Ana Soto": ("She", "Soto", "The president"),
    "The Peruvian envoy": ("He", "She", "The envoy", "The diplomat"),
    "NATO": ("It", "The alliance", "The organization", "The 30-member bloc"),
    "Norway and Peru": ("They", "Both", "The two", "The two countries", "The countries"),
    "Norway, Peru and Chile": ("They", "The trio", "The three", "The three countries"),
}
IN_WHICH = (
    "{} released a statement in which {} condemned the attack.",
    "On Monday, {} sent a letter to Kenya in which {} condemned the attack.",
    "{} gave an interview in which {} strongly condemned the attack.", "{} posted a video in which {} condemned the attack.",
    "Iceland left the room after {} sent a letter in which {} condemned the attack.",
    "Iceland left the talks, and {} wrote a letter in which {} condemned the attack.",
    "Although {} left the room, {} condemned the attack.",
    "Iceland condemned the raid, and {} made a speech in which {} condemned the attack.",
)  # fmt: skip


def holders_of(who: str) -> frozenset[str]:
    return frozenset(code for name, code in {**CODES, "NATO": "NATO"}.items() if name in who) or frozenset({"PER"})


@pytest.mark.parametrize("who", AGAIN)
def test_who_took_no_stance_before_is_meant_again(known: Reference, who: str) -> None:
    for first in TOLD:
        for again in AGAIN[who]:
            text = f"{first} {again} condemned the attack."
            assert read(known, text, who) == [("condemn", holders_of(who), "the attack")], text


@pytest.mark.parametrize("sentence", IN_WHICH)
def test_what_is_said_in_a_text_is_said_by_its_author(known: Reference, sentence: str) -> None:
    whom = {"Peru": "it", "Peru's president": "she", "The envoy of Peru": "he", "Norway and Peru": "they", "NATO": "it"}
    for who, pronoun in whom.items():
        found = read(known, sentence.format(who, pronoun), "")
        assert found[-1] == ("condemn", holders_of(who), "the attack"), who


def test_a_thing_and_the_issuer_of_a_declaration_are_no_antecedents(known: Reference) -> None:
    for text in (
        "The treaty entered into force. It condemned the attack.",
        "The talks ended. It condemned the attack.",
    ):
        assert read(known, text, "") == [("condemn", frozenset({"UN"}), "the attack")]
    body = "Peru left the room. It condemns the attack."
    document = Document("one", "One", ("UN",), "2014-05-06", "en", "resolution", "made up", body, "0" * 64)
    assert [one.holders for one in extract(document, known)] == [("UN",)]


def test_of_two_the_former_and_the_latter_are_told_apart(known: Reference) -> None:
    for text in ("Norway met Peru in Cairo.", "Norway and Peru met in Cairo."):
        for word, code in (("former", "NOR"), ("latter", "PER")):
            found = read(known, f"{text} The {word} condemned the attack.", "")
            assert found == [("condemn", frozenset({code}), "the attack")], text


def test_neighbours_and_allies_are_not_whose_they_are(known: Reference) -> None:
    assert read(known, "{} condemned the attack.", "Peru and its neighbours") == read(
        known, "{} condemned the attack.", "Peru"
    )
    assert not read(known, "Peru left the room. Its ally condemned the attack.", "")
