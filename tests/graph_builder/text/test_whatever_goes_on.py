"""What goes on in a sentence stays with what it belongs to: listed gerunds, a recital's verbs, a text's own words, a subject."""

from __future__ import annotations

import pytest

from graph_builder import Document, Reference, extract
from graph_builder.text.document import DocumentKind

Read = list[tuple[str, tuple[str, ...], str]]
WHOLE = (
    "We will help, including by opening roads, lifting bans, recognizing the rules and building trust",
    "We will help, including by: opening roads; encouraging trade; and ending the blockade",
    "We will investigate the raid, including its planners, sponsors, organizers and accomplices",
    "We support the safe storage, monitoring and security of arms",
    "We stressed that the union of both markets, and our commitment to trade, will help growth",
    "We note the resolution stressing the need for peace, and urging all to help",
    "We want a region that is stable, safe, and respectful of the law",
    "We will act together as a force for good to find an answer",
    "We agreed a plan that is good for all",
    "We announced a fund that is large",
    "We welcome the plan to end the war, promote growth and ensure peace",
    "We support the plan to help end the war, protect farmers and foster growth",
    "We condemn racism, hate and violence",
    "We emphasize the importance of trust and financial support for farmers",
)
NOTHING = (
    "The rebels have called for a vote.", "The protesters have demanded a vote.", "The rebels said they would leave the town.",
    "All others will be left voiceless by this vote.", "We cannot say that it is fair.", "We continue to hear such claims.",
    "The report can be accessed in Lima.", "The leaders agreed yesterday.", "The Union supports may fail.",
    "The minister called on the Speaker of the House.", "Such cases relate to the threats we mentioned earlier.",
    "It is the most solemn opportunity we have to end the war.", "The world we seek will come.",
    "Certain states reject the truce.", "Many delegations welcome the plan.", "The truce is rejected by some states.",
    "Our calls are being heeded.",
    "They accuse us: we are allegedly planning a raid.", "I am addressing the Assembly today.", "I will cite only one figure.",
    "The parties condemned in the report have answered.", "The claim that our policy is too reliant on trade is odd.",
)  # fmt: skip
RECITALS = {
    "Condemning the raid, and underscores that the raid was a crime,": ["condemn", "emphasize"],
    "Noting the report, and calls upon all parties to help,": ["note", "urge"],
    "Noting that the report stresses the need for peace, and calls upon all parties to help,": ["note"],
    "Noting that the fund will serve peace, and will need to last,": ["note"],
    "Thanking the police for keeping order, and taking note of the report,": ["welcome", "note"],
    "Reiterating its concern, as reflected in resolution 2818 (2026), over the war,": ["concern"],
    "Reiterating its concern, expressed in resolution 2818 (2026), over the war,": ["concern"],
    "Renewing its request that all parties help, and its call on all parties to meet,": ["urge", "urge"],
    "Calls upon all parties to give such facts as may be required by the Committee;": ["urge"],
}
TWO = {
    "Although we support the plan, we regret its cost.": ["support", "regret"],
    "Even though we condemn the raid, we urge calm.": ["condemn", "urge"],
    "They backed the plan and in this regard they called for peace.": ["support", "urge"],
    "They backed the plan and in particular they called for peace.": ["support", "urge"],
    "We remain committed to diplomacy and welcome and support the plan.": ["commit", "welcome", "support"],
    "The Council condemns attacks, rejects threats and urges talks.": ["condemn", "oppose", "urge"],
    "Norway is building a base and plans to open it soon.": ["commit", "commit"],
    "We are working to end the war and, in this regard, welcome the truce.": ["commit", "welcome"],
    "We are working to end the war, and in this regard, urge restraint.": ["commit", "urge"],
    "We welcome the plan to end the war and support the envoy.": ["welcome", "support"],
}
TARGETS = {
    "The war goes on and therefore the Council must act.": ("urge", "the Council must act"),
    "The crisis is deep and hence no country should stand apart.": ("urge", "no country should stand apart"),
    "We support the plan and are also engaged elsewhere.": ("support", "the plan"),
    "Peru played a key role in this regard, which we commend.": ("welcome", "a key role in this regard"),
    "We do not blame Peru.": ("note", "Peru"),
    "We have never criticized the truce.": ("note", "the truce"),
    "We will step up our efforts at the summit to be held in Lima.": (
        "commit",
        "step up our efforts at the summit to be held in Lima",
    ),
}
PROMISES = (
    "Our purpose as partners is to build trust.", "Our goal as allies remains to build trust.", "We agreed the plan.",
    "The leaders have agreed a new road map.", "We will not tire in our resolve to build trust.",
    "We commit to eliminate tariffs.",
)  # fmt: skip


def read(
    known: Reference, text: str, kind: DocumentKind = "declaration", issuer: tuple[str, ...] = ("NOR", "PER")
) -> Read:
    document = Document("one", "One", issuer, "2018-05-06", "en", kind, "made up", text, "0" * 64)
    return [
        (one.act, one.holders, one.target.of(text) if one.target is not None else "")
        for one in extract(document, known)
    ]


@pytest.mark.parametrize("sentence", WHOLE)
def test_what_goes_on_is_one_stance(known: Reference, sentence: str) -> None:
    ((_, holders, target),) = read(known, f"{sentence}.")
    assert holders == ("NOR", "PER")
    assert sentence.endswith(target)


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_others_ask_or_undergo_is_no_stance_of_who_tells_it(known: Reference, sentence: str) -> None:
    assert read(known, sentence, "speech", ("NOR",)) == []


@pytest.mark.parametrize("sentence", RECITALS)
def test_a_recital_may_go_on_with_other_verbs(known: Reference, sentence: str) -> None:
    assert [one[0] for one in read(known, sentence, "resolution", ("UN",))] == RECITALS[sentence]


@pytest.mark.parametrize("sentence", TWO)
def test_what_follows_is_a_stance_too(known: Reference, sentence: str) -> None:
    assert [one[0] for one in read(known, sentence)] == TWO[sentence]


@pytest.mark.parametrize("sentence", TARGETS)
def test_what_goes_on_is_in_no_target_of_another(known: Reference, sentence: str) -> None:
    assert [(act, target) for act, _, target in read(known, sentence)] == [TARGETS[sentence]]


@pytest.mark.parametrize("sentence", PROMISES)
def test_what_is_settled_or_aimed_at_is_promised(known: Reference, sentence: str) -> None:
    assert [one[:2] for one in read(known, sentence)] == [("commit", ("NOR", "PER"))]


def test_who_promises_to_end_tariffs_does_no_wrong(known: Reference) -> None:
    assert read(known, "Nepal commits to eliminate tariffs on goods.") == [
        ("commit", ("NPL",), "eliminate tariffs on goods")
    ]


def test_what_is_welcomed_is_welcomed_by_who_speaks(known: Reference) -> None:
    text = "We welcome the IAEA Director General's report, in which he reported his hopes."
    assert [one[:2] for one in read(known, text)] == [("welcome", ("NOR", "PER"))]


def test_an_item_takes_its_own_act_without_a_lead(known: Reference) -> None:
    text = "- Condemn all acts of violence in the region and beyond;\n\n- Third, we support the new plan of the region;"
    assert [one[0] for one in read(known, text)] == ["condemn", "support"]


@pytest.mark.parametrize(
    ("text", "thing", "sign"),
    [
        ("We will prohibit or otherwise prevent the sale of arms.", "arms", "-"),
        ("We support the outer limits of maritime zones.", "zones", "+"),
        ("We condemn discrimination on the grounds of race or religion.", "religion", None),
    ],
)
def test_signs_of_what_is_limited_prevented_or_a_ground(
    known: Reference, text: str, thing: str, sign: str | None
) -> None:
    document = Document("one", "One", ("NOR", "PER"), "2018", "en", "declaration", "made up", text, "0" * 64)
    felts = [felt for one in extract(document, known) for felt in one.attitudes]
    assert next((felt.polarity for felt in felts if thing in felt.span.of(text)), None) == sign
