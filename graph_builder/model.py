"""The records that travel between the steps. All are frozen; spans are [start, end) in code points of the document's body."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "ACTS",
    "KINDS",
    "Act",
    "Attitude",
    "Concept",
    "Document",
    "Kind",
    "Membership",
    "Modality",
    "Polarity",
    "Position",
    "Report",
    "Segment",
    "SegmentKind",
    "Span",
]

Act = Literal[
    "condemn", "oppose", "regret", "concern", "welcome", "support", "commit", "urge", "emphasize", "affirm", "note"
]
Kind = Literal["actor", "threat", "treaty", "conflict", "issue", "principle", "initiative"]
Polarity = Literal["+", "-", "0"]
Modality = Literal["asserted", "intended", "obligation", "possible", "conditional"]
SegmentKind = Literal["sentence", "item", "heading"]

ACTS: tuple[Act, ...] = (
    "condemn", "oppose", "regret", "concern", "welcome", "support", "commit", "urge", "emphasize", "affirm", "note",
)  # fmt: skip
"""The eleven acts in order of precedence: when two fit, the first one holds."""

KINDS: tuple[Kind, ...] = ("actor", "threat", "treaty", "conflict", "issue", "principle", "initiative")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in a document's body."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Report:
    """The declaration that a news report reports."""

    title: str
    issuers: tuple[str, ...]
    date: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its header and its body.

    `issuers` are canonical holder names (ISO 3166 alpha-3 or an organization's usual short name). `date` is an
    xsd:date, xsd:gYearMonth or xsd:gYear in its lexical form. `sha256` is of the file's bytes, in hexadecimal.
    """

    name: str
    title: str
    issuers: tuple[str, ...]
    date: str
    language: str
    kind: Literal["declaration", "news", "resolution", "speech"]
    source: str
    body: str
    sha256: str
    reports: Report | None = None
    pages: tuple[int, ...] = ()
    """Offsets in `body` at which the pages of the file begin, the first at 0; empty where it has none."""
    spellings: Mapping[str, str] = field(default_factory=dict, hash=False)
    """By the canonical name of an issuer that is no state, how the header writes it, if otherwise: ``ALBA-TCP`` for ``ALBA``."""

    def page_at(self, offset: int) -> int | None:
        """Number of the page on which a code point of the body stands, from 1 on; None where there are no pages."""
        return bisect_right(self.pages, offset) or 1 if self.pages else None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that is read as one sentence: a sentence, a list item or a clause of a resolution."""

    span: Span
    kind: SegmentKind = "sentence"
    opens_item: bool = False
    """Whether it begins an item of a list: after a bullet, a number or a letter."""
    speaker: tuple[str, ...] = ()
    """Holders for whom a named speaker of a meeting record talks; empty: the issuer."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that texts name: an entry of the ontology's reference data, or a provisional one.

    `id` is the local part of its IRI (`threat/terrorism`, `actor/SCO`). `names` are phrasings that are sure,
    `weak_names` those that mean it only in some contexts. `code` is the canonical holder name of an actor.
    """

    id: str
    label: str
    kind: Kind
    names: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    code: str | None = None
    variety: str | None = None
    """Class of an actor: State, HistoricState, Polity, Organization, Body, Coalition or ArmedGroup."""
    broader: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    provisional: bool = False
    synonyms: frozenset[str] = frozenset()
    """Lower-case names of a threat that say the same as its label; other names may say more or less."""
    aspect: str | None = None
    subject: str | None = None
    """Ids of the aspect and of the thing whose aspect it is, for a concept made of the two ("sovereignty of Syria")."""

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def is_country(self) -> bool:
        """Whether it is a state, or a polity that texts speak of as of one."""
        return self.variety in {"State", "Polity"}


@dataclass(frozen=True, slots=True)
class Membership:
    """A dated affiliation of a state with an organization; open where an end is None."""

    member: str
    organization: str
    role: str
    start: str | None
    end: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Attitude:
    """The holder's attitude to one thing inside a target.

    `path` tells how the sign came about: the act's sign, then each word that turned it with the sign after it,
    for example ``("-", "termination of", "+")``.
    """

    span: Span
    concept: Concept
    polarity: Polarity
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """One expression of a stance: holders —act→ target, and the attitudes inside the target.

    `quote`, `cue` and `target` are spans of the body. `rule` is the id of the lexicon row that found it.
    """

    quote: Span
    cue: Span
    act: Act
    holders: tuple[str, ...]
    target: Span | None
    attitudes: tuple[Attitude, ...]
    rule: str
    negated: bool = False
    modality: Modality = "asserted"
    intensity: Literal["weak", "plain", "strong"] = "plain"
    reaffirmed: bool = False
