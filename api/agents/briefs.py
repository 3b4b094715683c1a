"""What tools answer with: short forms of what the API tells, each with the words that it rests on and links to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.models import EntityOut, PositionOut, SearchOut, ThingRef
from api.networks import ComparedThing, Comparison, Node
from api.reader import anchor_of

__all__ = [
    "ComparisonBrief",
    "EntityBrief",
    "Links",
    "PositionBrief",
    "PositionsBrief",
    "SearchBrief",
    "SharedBrief",
    "TableBrief",
    "ThingBrief",
]

_MOST_TIES = 60
_SIGN_WORDS = {"+": "for", "-": "against", "0": "neutral on"}

Url = Annotated[str, Field(description="Page to show to people.")]


class Links:
    """Makes links: to pages of the service that is asked, or to IRIs where there is none."""

    def __init__(self, base: str = "") -> None:
        self._base = base.rstrip("/")

    def page(self, path: str, iri: str) -> str:
        """A page of ours by its path; without a service the IRI of what it is about."""
        return f"{self._base}{path}" if self._base else iri


class _Brief(BaseModel):
    model_config = ConfigDict(frozen=True)


class ThingBrief(_Brief):
    """A thing or an actor."""

    id: str = Field(description="Its id; other tools take it as a name.")
    label: str
    kind: str
    url: Url

    @classmethod
    def of(cls, thing: ThingRef | Node, links: Links) -> ThingBrief:
        """The short form."""
        return cls(id=thing.id, label=thing.label, kind=thing.kind, url=links.page(f"/entity/{thing.id}", thing.iri))


class FoundBrief(ThingBrief):
    """A thing that a search found."""

    positions: int = Field(description="Positions that it holds or that are about it.")
    matched: str | None = Field(description="The other name that fits.")


class PositionBrief(_Brief):
    """Who declared what, in which words, and where they stand."""

    id: str
    date: str = Field(description="Date of the declaration.")
    holders: list[str]
    act: str
    stances: list[str] = Field(description="What the position implies for each thing in it.")
    quote: str = Field(description="The sentence, word for word.")
    reported: bool = Field(
        description="True if a report tells of the declaration; false if the declaration itself says so."
    )
    document: str = Field(description="Title of the document that has the sentence.")
    start: int = Field(description="First code point of the sentence in the document.")
    end: int
    places: int = Field(description="How many places state it in all.")
    url: Url
    document_url: Annotated[str, Field(description="The sentence in its document.")]

    @classmethod
    def of(cls, position: PositionOut, links: Links) -> PositionBrief:
        """The short form, with the first place that states it."""
        return cls(
            id=position.id,
            date=position.date,
            holders=[holder.label for holder in position.holders],
            act=position.act,
            stances=[f"{_SIGN_WORDS[one.polarity]} {one.label}" for one in position.attitudes],
            quote=position.quote,
            reported=position.attested != "verbatim",
            document=position.document.label,
            start=position.start,
            end=position.end,
            places=len(position.evidence),
            url=links.page(f"/{position.id}", position.iri),
            document_url=links.page(f"/{position.document.id}#{anchor_of(position.id)}", position.document.iri),
        )


class DocumentBrief(_Brief):
    """A document that a search found."""

    id: str
    title: str
    kind: str
    date: str
    positions: int
    excerpt: str | None = Field(description="Words around the first hit.")
    url: Url


class ReadAsBrief(_Brief):
    """A word that nothing has as it stands, and what it was taken for."""

    word: str
    how: Literal["prefix", "fuzzy"]
    words: list[str]


class SearchBrief(_Brief):
    """What was found; `counts` says how much there is in all."""

    counts: dict[str, int]
    read_as: list[ReadAsBrief]
    things: list[FoundBrief]
    positions: list[PositionBrief]
    documents: list[DocumentBrief]

    @classmethod
    def of(cls, found: SearchOut, links: Links) -> SearchBrief:
        """The short form."""
        return cls(
            counts=found.counts,
            read_as=[ReadAsBrief(**one.model_dump()) for one in found.read_as],
            things=[
                FoundBrief(**ThingBrief.of(one, links).model_dump(), positions=one.positions, matched=one.matched)
                for one in found.things
            ],
            positions=[PositionBrief.of(one, links) for one in found.positions.positions],
            documents=[
                DocumentBrief(
                    id=one.id,
                    title=one.label,
                    kind=one.kind,
                    date=one.date,
                    positions=one.positions,
                    excerpt=one.excerpt.text if one.excerpt else None,
                    url=links.page(one.page, one.iri),
                )
                for one in found.documents
            ],
        )


class PositionsBrief(_Brief):
    """A page of positions."""

    total: int = Field(description="How many there are in all.")
    next_offset: int | None = Field(description="Offset of the next page; none after the last.")
    positions: list[PositionBrief]


class TieBrief(_Brief):
    """A dated membership, or a dated part in a treaty."""

    who: str
    where: str
    role: str
    start: str | None
    end: str | None


class EntityBrief(ThingBrief):
    """What the graph knows of a thing."""

    class_name: str = Field(description="Its class in the ontology.")
    iri: str
    labels: dict[str, str] = Field(description="Preferred label by language.")
    names: list[str] = Field(description="Other names.")
    definition: str | None
    facts: dict[str, str] = Field(description="Dates and status.")
    broader: list[str]
    narrower: list[str]
    holds: dict[str, int] = Field(description="Positions that it holds, by act.")
    spoken_of: dict[str, int] = Field(
        description="Positions about it or what is narrower: + for, - against, 0 neither."
    )
    ties: list[TieBrief] = Field(description="Memberships and parts in treaties.")
    ties_left_out: int = Field(description="Ties beyond those; all are at the page.")
    provisional: bool = Field(description="True if no curated label names it.")

    @classmethod
    def of_entity(cls, entity: EntityOut, links: Links) -> EntityBrief:
        """The short form."""
        ties = [
            *(
                TieBrief(
                    who=one.member.label, where=one.organization.label, role=one.role, start=one.start, end=one.end
                )
                for one in entity.memberships
            ),
            *(
                TieBrief(who=one.actor.label, where=one.treaty.label, role=one.role, start=one.start, end=one.end)
                for one in entity.participations
            ),
        ]
        return cls(
            **ThingBrief.of(entity, links).model_dump(),
            class_name=entity.class_name,
            iri=entity.iri,
            labels=entity.labels,
            names=entity.names,
            definition=entity.definition,
            facts=entity.facts,
            broader=[one.label for one in entity.broader],
            narrower=[one.label for one in entity.narrower],
            holds=entity.positions.by,
            spoken_of=entity.positions.about,
            ties=ties[:_MOST_TIES],
            ties_left_out=max(0, len(ties) - _MOST_TIES),
            provisional=entity.provisional,
        )


class SideBrief(_Brief):
    """Where an actor stands on a thing: numbers of positions, and the latest for each side."""

    actor: str
    positions: dict[str, int] = Field(description="How many are + for, - against, 0 neither.")
    latest: list[PositionBrief]


class SharedBrief(ThingBrief):
    """A thing on which several actors took a side."""

    verdict: Literal["agree", "disagree", "mixed"]
    sides: list[SideBrief]

    @classmethod
    def of_compared(cls, one: ComparedThing, loaded: Mapping[str, PositionOut], links: Links) -> SharedBrief:
        """The short form; `loaded` has the positions by their ids."""
        sides = [
            SideBrief(
                actor=stand.holder.label,
                positions={str(sign): count for sign, count in stand.positions.items()},
                latest=[PositionBrief.of(loaded[at], links) for at in stand.latest.values() if at in loaded],
            )
            for stand in one.stands
        ]
        return cls(**ThingBrief.of(one.thing, links).model_dump(), verdict=one.verdict, sides=sides)


class ComparisonBrief(_Brief):
    """Actors side by side. The numbers rest on the things on which at least two of them took a side."""

    actors: list[ThingBrief]
    agree: int = Field(description="Things on which all who took a side took the same.")
    disagree: int = Field(description="Things on which they took opposite sides.")
    mixed: int = Field(description="Things on which one of them is on both sides.")
    next_offset: int | None
    things: list[SharedBrief] = Field(description="The things, disagreements first.")

    @classmethod
    def of(
        cls,
        found: Comparison,
        actors: list[ThingBrief],
        loaded: Mapping[str, PositionOut],
        links: Links,
        following: int,
    ) -> ComparisonBrief:
        """The short form; `following` is where the next page begins, if there is one."""
        return cls(
            actors=actors,
            agree=found.verdicts["agree"],
            disagree=found.verdicts["disagree"],
            mixed=found.verdicts["mixed"],
            next_offset=following if following < found.verdicts.total() else None,
            things=[SharedBrief.of_compared(one, loaded, links) for one in found.things],
        )


class TableBrief(_Brief):
    """The answer to a SPARQL query: CSV for rows, Turtle for a graph."""

    media_type: str
    text: str
    url: Annotated[str, Field(description="Page with the query, where it can be changed; empty without a service.")]
