"""Words of one meaning turn a sign alike: what is ended, denied, blamed or judged has one sign under all of them."""

from __future__ import annotations

import pytest

from graph_builder import Document, Reference, extract

ENDING = (
    "end", "halt", "stop", "cease", "abolish", "ban", "suspend", "cancel", "call off", "put an end to", "bring an end to",
    "do away with", "phase out", "shut down", "scrap", "terminate", "discontinue", "eliminate", "outlaw", "repudiate",
    "stall", "denounce", "object to", "exclude", "shelve",
)  # fmt: skip
ENDINGS = (
    "an end to", "a halt to", "a stop to", "the abolition of", "the cessation of", "the suspension of", "the termination of",
    "the elimination of", "the repeal of", "the revocation of", "the banning of", "the condemnation of", "the scrapping of",
    "the replacement of", "the outlawing of", "the withholding of",
)  # fmt: skip
PARTED = ("bring {} to an end", "keep {} at bay", "shut {} down", "put {} to rest", "hold {} in check", "call {} off")
VERDICTS = (
    "are illegal", "are completely unacceptable", "are a mistake", "are not helpful", "will not be beneficial",
    "are one of the worst mistakes", "have led to tragic consequences", "are doomed", "are a grave threat to peace",
    "have caused great suffering", "are contrary to the Charter", "constitute a flagrant provocation",
    "are not in the interest of peace", "resulted in chaos", "remain a serious obstacle to trade",
)  # fmt: skip
WRONGS = (
    "has not complied with its obligations", "has not stopped its attacks", "refuses to ratify the treaty",
    "continues its attacks", "continues to endanger peace", "has no right to intervene", "is in breach of the Charter",
    "has undermined peace", "seeks to undermine the truce", "has failed to release the hostages",
)  # fmt: skip
THINGS = ("the drills", "the land reform", "the manoeuvres", "the school inspections")


def sign(known: Reference, text: str, word: str) -> str | None:
    """The sign of the thing that begins with the last word of `word`; None where none is listed."""
    document = Document("one", "One", ("NOR", "PER"), "2018-05-06", "en", "declaration", "made up", text, "0" * 64)
    felts = [felt for one in extract(document, known) for felt in one.attitudes]
    return next((felt.polarity for felt in felts if word in felt.span.of(text)), None)


@pytest.mark.parametrize("thing", THINGS)
def test_what_is_ended_has_one_sign(known: Reference, thing: str) -> None:
    word = thing.removeprefix("the ")
    wanted = [f"We call on the islands to {verb} {thing}." for verb in ENDING]
    wanted += [f"We call for {noun} {thing}." for noun in ENDINGS]
    wanted += [f"We will {verb.format(thing)}." for verb in PARTED]
    assert {text for text in wanted if sign(known, text, word) not in {"-", None}} == set()


@pytest.mark.parametrize("thing", THINGS)
def test_what_is_judged_has_one_sign(known: Reference, thing: str) -> None:
    texts = [f"The minister said that {thing} {verdict}." for verdict in VERDICTS]
    word = thing.removeprefix("the ")
    assert {text for text in texts if sign(known, text, word) not in {"-", None}} == set()


@pytest.mark.parametrize("start", ["We note that", "We believe that", "We regret that", "We stress that"])
def test_who_does_wrong_has_one_sign(known: Reference, start: str) -> None:
    texts = [f"{start} Israel {wrong}." for wrong in WRONGS]
    assert {text: sign(known, text, "Israel") for text in texts} == dict.fromkeys(texts, "-")


@pytest.mark.parametrize("verb", ["combat", "fight", "end", "reduce", "prevent"])
@pytest.mark.parametrize("good", ["encourage", "support", "promote", "increase"])
def test_what_is_set_against_what_is_fought_is_not_fought(known: Reference, verb: str, good: str) -> None:
    text = f"They will {verb} corruption but {good} trade."
    assert sign(known, text, "corruption") == "-"
    assert sign(known, text, "trade") == "+"


@pytest.mark.parametrize("verb", ["sign", "ratify", "accept", "adopt", "join", "endorse"])
def test_a_text_that_somebody_refuses_to_join_is_opposed(known: Reference, verb: str) -> None:
    assert sign(known, f"They refuse to {verb} the Torbay Convention.", "Torbay Convention") == "-"


@pytest.mark.parametrize("verb", ["punished", "prosecuted", "swiftly jailed", "held to account"])
def test_who_must_be_punished_did_wrong(known: Reference, verb: str) -> None:
    assert sign(known, f"Those who break the law must be {verb}.", "Those who break the law") == "-"
