"""What the JSON API answers with. The examples are of the bundled report."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "AttitudeOut", "Counts", "EntityOut", "EvidenceOut", "ExcerptOut", "FoundDocumentOut", "FoundPosition",
    "FoundPositions", "Health", "LabelsIn", "LabelsOut", "MembershipOut", "ParticipationOut", "PositionOut", "PositionPage", "Problem",
    "QuestionAnswer", "QuestionOut", "ReadAs", "Ref", "SearchOut", "SpanOut", "Suggestion", "Suggestions", "ThingRef",
]  # fmt: skip

_INF = "https://w3id.org/stancegraph/id/treaty/inf-treaty"
_QUOTE = "In their Declaration, the SCO countries expressed concern about unilateral actions …"


def _example(value: Any, description: str, **more: Any) -> Any:
    return Field(examples=[value], description=description, **more)


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


Sign = Literal["+", "-", "0"]
Iri = Annotated[str, _example(_INF, "IRI; opens in a browser and gives RDF to programs.")]


class Problem(_Out):
    """A problem document (RFC 9457)."""

    type: str = _example("https://w3id.org/stancegraph/errors/unknown-entity", "What kind of problem.")
    title: str = _example("No such entity", "The kind in words.")
    status: int = _example(404, "The HTTP status.")
    detail: str = _example("The graph has no entity 'SCOO'. Did you mean SCO?", "What happened and what to do.")
    nearest: list[str] = _example(["SCO"], "Names that look like an unknown one.", default=[])


class Ref(_Out):
    """Something that has an IRI and a label."""

    id: str = _example("document/sco-moscow-2020-news", "Local part of the IRI.")
    iri: Iri
    label: str = _example("The SCO countries intend to strengthen …", "Its label.")


class ThingRef(_Out):
    """A thing that positions bear on, or that holds them."""

    id: str = _example("treaty/inf-treaty", "Local part of the IRI.")
    iri: Iri
    label: str = _example("INF Treaty", "Its usual English name.")
    kind: str = _example("treaty", "actor, threat, treaty, conflict, issue, principle or initiative.")


class LabelsIn(_Out):
    """Things that are to be called in a language."""

    language: Literal["en", "ru", "zh"] = _example("ru", "Language of the labels.")
    ids: list[Annotated[str, Field(max_length=500)]] = _example(
        ["actor/SCO", "treaty/inf-treaty"], "Local parts of IRIs, or IRIs of other vocabularies.", max_length=5000
    )


class LabelsOut(_Out):
    """Labels of things."""

    labels: dict[str, str] = _example(
        {"actor/SCO": "ШОС"}, "Preferred label by id, of those things that have one in the language."
    )


class SpanOut(_Out):
    """Words of a document."""

    start: int = _example(2013, "First code point in the document's text.", ge=0)
    end: int = _example(2024, "Code point after the last.", ge=0)
    text: str = _example("regret over", "The words.")


class MentionOut(SpanOut):
    """Words that name a thing."""

    thing: str = _example("treaty/inf-treaty", "The thing that they name.")


class AttitudeOut(ThingRef):
    """What a position implies for one thing."""

    attitude: str = _example("https://w3id.org/stancegraph/id/attitude/0c5b…", "IRI of the attitude.")
    polarity: Sign = _example("+", "`+` for it, `-` against it, `0` neither.")
    sign_path: str = _example("- → termination of → +", "The act's sign, and each word that turned it.")


class EvidenceOut(_Out):
    """One place where a position is stated or reported."""

    iri: Iri
    attested: str = _example("indirect", "verbatim: the declaration itself speaks; indirect: a report tells of it.")
    document: Ref
    document_date: str = _example("2020-11-23", "Date of the document; the position has the date of the declaration.")
    quote: str = _example(_QUOTE, "The sentence, exactly as it stands.")
    start: int = _example(1876, "First code point of the quotation in the document's text.")
    end: int = _example(2137, "Code point after its last.")
    prefix: str = _example("internally displaced persons is emphasized.\n\n", "Text before it.")
    suffix: str = _example("\n\nThe SCO countries also support", "Text after it.")
    cue: SpanOut
    target: SpanOut | None = _example(None, "The words that the stance is about.", default=None)
    mentions: list[MentionOut] = _example([], "The words that name each thing.")
    rule: str = _example("regret.noun.over", "Rule that found it.")
    page: int | None = _example(None, "Page of the file on which the quotation begins, if it has pages.", default=None)


class PositionOut(_Out):
    """A position. Fields of its evidence that stand here are those of the first place; `evidence` has all."""

    id: str = _example("position/5e4a8d2a11f0c9b7", "Local part of the IRI.")
    iri: Iri
    label: str = _example("SCO: regret – the termination of the 1987 Treaty …", "Its label.")
    holders: list[ThingRef] = _example([], "Whose stance it is.")
    act: str = _example("regret", "One of the eleven acts.")
    target: str | None = _example("the termination of the 1987 Treaty …", "What it is about, in the text's words.")
    attitudes: list[AttitudeOut] = _example([], "The holder's attitude to each thing in the target.")
    date: str = _example("2020-11-10", "Date of the declaration: a day, a month or a year.")
    declaration: Ref
    issuers: list[ThingRef] = _example([], "In whose name the declaration speaks.")
    negated: bool = _example(False, "Whether the cue is negated; the act takes it into account.")
    modality: str = _example("asserted", "asserted, intended, obligation, possible or conditional.")
    intensity: str = _example("plain", "weak, plain or strong.")
    reaffirmed: bool = _example(False, "Whether the words say that it was said before.")
    quote: str = _example(_QUOTE, "The sentence that says so.")
    start: int = _example(1876, "Where the quotation starts, in code points.")
    end: int = _example(2137, "Where it ends.")
    prefix: str = _example("internally displaced persons is emphasized.\n\n", "Text before it.")
    suffix: str = _example("\n\nThe SCO countries also support", "Text after it.")
    cue: str = _example("regret over", "The words that express the act.")
    document: Ref
    rule: str = _example("regret.noun.over", "Rule that found it.")
    attested: str = _example("indirect", "verbatim or indirect.")
    evidence: list[EvidenceOut] = _example([], "Every place that states or reports it.")


class PositionPage(_Out):
    """A page of positions."""

    total: int = _example(21, "How many positions there are in all.")
    limit: int = _example(50, "How many a page has at most.")
    offset: int = _example(0, "How many come before this page.")
    next: str | None = _example("/api/positions?holder=SCO&offset=50", "The next page; none after the last.")
    positions: list[PositionOut] = _example([], "The positions, the latest first, then as the text has them.")


class MembershipOut(_Out):
    """A dated tie between an actor and an organization."""

    member: ThingRef
    organization: ThingRef
    role: str = _example("member", "member, observer or another role.")
    start: str | None = _example("2017-06-09", "First day, month or year.")
    end: str | None = _example(None, "Last day, month or year.")
    source: str | None = _example("SCO secretariat", "Where the fact was taken from.")


class ParticipationOut(_Out):
    """A dated part of an actor in a treaty."""

    actor: ThingRef
    treaty: ThingRef
    role: str = _example("party", "party, signatory, withdrawn, suspended, not party …")
    start: str | None = _example("1988-06-01", "First day, month or year.")
    end: str | None = _example("2019-08-02", "Last day, month or year.")
    source: str | None = _example("UN Treaty Collection", "Where the fact was taken from.")


class Counts(_Out):
    """How many positions there are."""

    by: dict[str, int] = _example({"commit": 6, "regret": 1}, "Positions that it holds, by act.")
    about: dict[str, int] = _example({"+": 1, "-": 0, "0": 0}, "Positions about it, by polarity.")


class EntityOut(ThingRef):
    """Everything the graph tells of a thing."""

    class_name: str = _example("Treaty", "Its class in the ontology.", serialization_alias="class")
    code: str | None = _example(None, "Code of an actor: ISO 3166-1 alpha-3 or usual acronym.")
    labels: dict[str, str] = _example({"en": "INF Treaty", "ru": "ДРСМД"}, "Preferred label by language.")
    names: list[str] = _example(["Intermediate-Range Nuclear Forces Treaty"], "Other names.")
    definition: str | None = _example(None, "What it is.")
    facts: dict[str, str] = _example({"inForceUntil": "2019-08-02"}, "Its dates and status, by property.")
    broader: list[ThingRef] = _example([], "More general things.")
    narrower: list[ThingRef] = _example([], "More special things.")
    part_of: list[ThingRef] = _example([], "What it is a part of.")
    parts: list[ThingRef] = _example([], "What is a part of it.")
    regulates: list[ThingRef] = _example([], "What a treaty governs, limits or forbids.")
    regulated_by: list[ThingRef] = _example([], "Treaties that govern it.")
    memberships: list[MembershipOut] = _example([], "Who belonged to whom, and when.")
    participations: list[ParticipationOut] = _example([], "Who took part in which treaty, and when.")
    positions: Counts
    provisional: bool = _example(False, "True for a thing that no curated label names yet.")
    links: dict[str, str] = _example({"page": "/entity/treaty/inf-treaty"}, "Where to go from here.")


MarkOut = Annotated[tuple[int, int], Field(description="First code point, and the one after the last.")]


class Suggestion(ThingRef):
    """A thing that goes by some words."""

    page: str = _example("/entity/threat/terrorism", "Path of its page.")
    positions: int = _example(12, "Positions that it holds or that are about it.")
    matched: str | None = _example("терроризм", "The name that fits, where that is not the label.")
    marks: list[MarkOut] = _example([[0, 4]], "Where the words stand in `matched`, or else in `label`.")


class Suggestions(_Out):
    """Things whose names begin as asked."""

    query: str = _example("терр", "The words.")
    suggestions: list[Suggestion] = _example([], "The things, the best first.")


class FoundPosition(PositionOut):
    """A position that a search found."""

    marks: list[MarkOut] = _example([[10, 15]], "Where the words stand in `quote`.")


class FoundPositions(_Out):
    """A page of positions that a search found."""

    total: int = _example(21, "How many positions there are in all.")
    limit: int = _example(20, "How many a page has at most.")
    offset: int = _example(0, "How many come before this page.")
    next: str | None = _example("/api/search?q=drugs&offset=20", "The next page; none after the last.")
    positions: list[FoundPosition] = _example([], "The positions, the best match first.")


class ExcerptOut(SpanOut):
    """Words of a document around the first hit."""

    marks: list[MarkOut] = _example([[10, 15]], "Where the words stand in `text`.")


class FoundDocumentOut(Ref):
    """A document that a search found."""

    kind: str = _example("news", "declaration, news, resolution or speech.")
    date: str = _example("2020-11-23", "Its date.")
    page: str = _example("/document/sco-moscow-2020-news", "Path of its page.")
    positions: int = _example(21, "Positions that rest on it.")
    marks: list[MarkOut] = _example([[4, 7]], "Where the words stand in `label`.")
    excerpt: ExcerptOut | None = _example(None, "Where they stand in its text.")


class ReadAs(_Out):
    """How a word was read that nothing has as it stands."""

    word: str = _example("terorism", "The word.")
    how: Literal["prefix", "fuzzy"] = _example("fuzzy", "As the beginning of words, or as a typo.")
    words: list[str] = _example(["terrorism"], "Words of this page that fit, the most frequent first.")


class SearchOut(_Out):
    """What a search finds."""

    query: str = _example("terorism", "What was asked for.")
    read_as: list[ReadAs] = _example([], "Words that were read otherwise than they stand.")
    counts: dict[str, int] = _example({"things": 2, "positions": 9, "documents": 1}, "How much there is in all.")
    kinds: dict[str, int] = _example(
        {"threat": 2, "position": 9}, "How many of each kind, whatever kinds were asked for."
    )
    acts: dict[str, int] = _example({"affirm": 5}, "Positions by act.")
    polarities: dict[str, int] = _example({"-": 8}, "Positions by polarity to anything in them.")
    things: list[Suggestion] = _example([], "Things that go by these words.")
    positions: FoundPositions
    documents: list[FoundDocumentOut] = _example([], "Documents with these words in title or text.")
    next: str | None = _example("/api/search?q=drugs&offset=20", "The next page, while any of the three has more.")


class QuestionOut(_Out):
    """A question that the graph answers."""

    name: str = _example("stance-on", "Its name.")
    title: str = _example("Stance on a thing", "Its title.")
    question: str = _example("Where does a holder stand on a thing?", "The question.")
    parameters: dict[str, str] = _example({"holder": "whose stance"}, "What can be given.")


class QuestionAnswer(QuestionOut):
    """A question with its answer and the query that gave it."""

    columns: list[str] = _example(["quotation", "document", "date"], "Names of the columns.")
    rows: list[dict[str, str]] = _example([], "The rows; an empty cell has no key.")
    sparql: str = _example("SELECT …", "The query, as it can be sent to /sparql.")


class Health(_Out):
    """Whether the service lives."""

    status: Literal["ok"] = _example("ok", "It answers.", default="ok")
    release: str = _example(
        "409ef55261b1608b", "Name of the state that is served: a release, and what was written since."
    )
    workers: int = _example(4, "Processes that evaluate queries.")
    busy: int = _example(0, "How many of them work now.")
    queued: int = _example(0, "Queries that wait for one.")
