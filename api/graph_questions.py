"""The questions on networks and their parameters: what routes, commands and the description are made from.

Only words and numbers stand here, nothing heavy is loaded: the command reads this to print its help. The functions are in
`api.networks`, under the same names; a test holds their parameters against these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

__all__ = ["NETWORK_PARAMETERS", "QUESTIONS", "SIGNS", "Parameter", "Question"]

SIGNS: Mapping[str, str] = {"+": "+", "-": "-", "0": "0", "for": "+", "against": "-", "neutral": "0", " ": "+"}
"""How a sign may be written, and what it is; a plus in an address is read as a blank."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: the name that the function has for it, and the word that addresses and options have."""

    name: str
    about: str
    type: type = str
    default: Any = None
    word: str = ""
    option: str = ""
    many: bool = False
    needed: bool = False
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()
    example: str | None = None

    @property
    def said(self) -> str:
        """The word for it in addresses."""
        return self.word or self.name

    @property
    def flag(self) -> str:
        """The option of the command."""
        return self.option or f"--{self.said.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: the name that its address, command and function share. `in_path`: the first parameter is in the path."""

    name: str
    about: str
    answer: str
    parameters: tuple[Parameter, ...]
    in_path: bool = False


def _needed(name: str, about: str, example: str, word: str = "") -> Parameter:
    return Parameter(name, about, needed=True, example=example, word=word)


def _number(name: str, about: str, default: int, **more: Any) -> Parameter:
    return Parameter(name, about, int, default, **more)


_THING = "A code, a name, an id or an IRI."
_HOLDERS = Parameter("holders", "An actor: a code, a name, an id or an IRI; again for more.", word="holder", many=True)
_THINGS = Parameter("things", "A thing; again for more.", word="thing", many=True)
_KINDS = Parameter(
    "kinds", "Only things of this kind: actor, threat, treaty, conflict, issue, principle, initiative; again for more.",
    word="kind", many=True,
)  # fmt: skip
_TIES = Parameter(
    "ties", "Only this tie: stance, bound, member, party, broader, part-of, regulates, composed; again for more.",
    word="tie", many=True,
)  # fmt: skip
_POLARITY = Parameter("polarity", "for, against or neutral.", choices=tuple(SIGNS))
_FROM = Parameter("date_from", "First day, month or year.", option="--from", example="2020-11-10")
_TO = Parameter("date_to", "Last day, month or year.", option="--to", example="2020-11-10")
_DATE = Parameter("date", "A day, a month or a year.", example="2020-11-10")
_DATES = (_FROM, _TO)
_EVIDENCE = _number("evidence", "Most sentences a tie, 0 to 20.", 3)
_ONE_SENTENCE = replace(_EVIDENCE, default=1)
_OFFSET = _number("offset", "How many to pass over.", 0)
_LIMIT = _number("limit", "How many a page has, 1 to 1000.", 50, least=1, most=1000)
_NARROW = Parameter("hierarchy", "Whether what is said of a narrower thing counts for a broader one.", bool, False)
_WIDE = replace(_NARROW, default=True)
_MINIMUM = _number("minimum", "Fewest things on which two actors both took a side.", 1)
_TEXT = "A document or declaration: its id or title."

QUESTIONS: tuple[Question, ...] = (
    Question(
        "ego", "What a thing is tied to: holders, things, bound states, members, parties; the heaviest first, in pages.",
        "Ego",
        (
            _needed("entity", _THING, "SCO"), _number("depth", "How far from the centre, 1 to 3.", 1), _KINDS, _TIES, _POLARITY,
            *_DATES, _number("limit", "Most nodes beside the centre, 1 to 2000.", 200), _OFFSET, _EVIDENCE,
        ), in_path=True,
    ),
    Question(
        "counts", "How much a thing is tied to, before it is drawn: ties and neighbours by kind.", "EgoCounts",
        (_needed("entity", _THING, "SCO"), _KINDS, _TIES, _POLARITY, *_DATES), in_path=True,
    ),
    Question(
        "paths", "What ties two things, with the evidence of every step. No path is an answer too, with the reason.", "Paths",
        (
            _needed("start", _THING, "SCO", word="from"), _needed("end", _THING, "USA", word="to"),
            Parameter("mode", "shortest, or all up to `longest` steps.", default="shortest"),
            _number("longest", "Most steps, 1 to 6.", 4), _TIES, *_DATES, _number("limit", "Most paths, 1 to 1000.", 20),
            _EVIDENCE,
        ),
    ),
    Question(
        "edge", "What an edge rests on: all its positions with their words, in pages.", "Edge",
        (
            _needed("start", "One end: a code, a name, an id or an IRI.", "SCO", word="from"),
            _needed("end", "The other.", "terrorism", word="to"),
            Parameter("tie", "stance, bound, agreement or co-mention.", default="stance"), _THINGS, _KINDS, _POLARITY, _NARROW,
            *_DATES, replace(_LIMIT, default=100), _OFFSET,
        ),
    ),
    Question(
        "matrix", "The stance matrix of actors and things; terrorism counts its kinds. Cells without positions are not listed.",
        "Matrix",
        (
            _HOLDERS, _THINGS, _KINDS, _WIDE, *_DATES, _number("rows", "Most rows, 1 to 500.", 20),
            _number("columns", "Most columns, 1 to 500.", 20), _number("row_offset", "Rows to pass over.", 0),
            _number("column_offset", "Columns to pass over.", 0),
            _number("evidence", "Most sentences a cell, 0 to 20; none beyond 20,000 cells.", 1),
        ),
    ),
    Question(
        "agreement", "How far actors agree on the things both took a side on; never without the number of those things.",
        "Agreement",
        (
            _HOLDERS, _THINGS, _KINDS, _MINIMUM, _NARROW,
            Parameter("order", "agreement, conflict or shared.", default="agreement"), *_DATES,
            _number("listed", "Shared things to name for each pair, 0 to 1000.", 20, word="things"),
            _number("evidence", "Most sentences of each of the two, 0 to 20.", 1), _LIMIT, _OFFSET,
        ),
    ),
    Question(
        "disagreements", "On what actors stand on opposite sides, with the words of both.", "Disagreements",
        (
            _HOLDERS, _THINGS, _KINDS, _NARROW, *_DATES, _number("sides", "Most holders a side, 1 to 1000.", 50), _EVIDENCE,
            replace(_LIMIT, about="How many a page has, 1 to 500."), _OFFSET,
        ),
    ),
    Question(
        "blocs", "What splits actors into blocs, and which triangles of them are tense.", "Blocs",
        (
            Parameter("of", "actors, tied by agreement, or two-mode.", default="actors"), _KINDS, _MINIMUM,
            Parameter("resolution", "0 for the least frustration; higher for closer blocs.", float, 0.0),
            _number("seed", "The same seed gives the same blocs.", 0),
            _number("triangles", "Most tense triangles to list, 0 to 1000.", 50), _ONE_SENTENCE, *_DATES,
        ),
    ),
    Question(
        "centrality", "Who stands in the middle: degree, PageRank and betweenness.", "Centrality",
        (
            Parameter("of", "two-mode, agreement or knowledge.", default="two-mode"),
            Parameter("by", "pagerank, degree, betweenness or positions.", default="pagerank"), _KINDS,
            replace(_MINIMUM, about="Of agreement: fewest shared things."), *_DATES, _LIMIT, _OFFSET,
        ),
    ),
    Question(
        "timeline", "How an actor stood on a thing over time, and where it changed sides.", "Timeline",
        (_needed("holder", _THING, "SCO"), _needed("thing", "On what.", "terrorism"), _WIDE, *_DATES, _EVIDENCE),
    ),
    Question(
        "change",
        "How stances moved between two dates or two texts: reversed, raised, lowered, new, dropped, reworded, repeated.",
        "Change",
        (
            _needed("before", "A date, or a document or declaration.", "2019"),
            _needed("after", "A later date, or another text.", "2021"), _HOLDERS, _THINGS, _KINDS, _EVIDENCE,
            _number("limit", "How many a page has, 1 to 5000.", 500), _OFFSET,
        ),
    ),
    Question(
        "similarity", "How alike two texts are: in what they take sides on, on which side, and in which words.", "Similarity",
        (_needed("a", _TEXT, "sco-moscow-2020-news"), _needed("b", "Another.", "sco-moscow-2020-news")),
    ),
    Question(
        "members", "Who of a body's members, on a date or ever, spoke apart from it.", "Members",
        (_needed("body", "An organization: a code, a name or an id.", "SCO"), _THINGS, _DATE, _NARROW, *_DATES, _EVIDENCE),
        in_path=True,
    ),
)  # fmt: skip
"""In the order in which they are told."""

NETWORK_PARAMETERS: tuple[Parameter, ...] = (
    _HOLDERS, _THINGS, _KINDS, _TIES,
    Parameter("around", "Of positions: those that this actor or thing holds, or that are about it.", example="SCO"),
    Parameter("roles", "Of membership: member, observer …", word="role", many=True),
    replace(_DATE, about="Of membership: a day, a month or a year."),
    _number("minimum", "Of projections: the least weight of a tie.", 1), *_DATES,
    replace(_ONE_SENTENCE, about="Most sentences an edge reads, 0 to 20; it shows the latest."),
    _number("limit", "Most edges, 1 to 50000; `complete` says whether that was all.", 2000, least=1, most=50_000),
)  # fmt: skip
"""Parameters of whole networks: each takes those that concern it."""
