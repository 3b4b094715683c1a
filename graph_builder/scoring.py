"""How well positions agree with gold ones: the measures of the annotation manual, and the errors by cause.

A gold and a read position are paired when their cues share characters, one to one, the greatest overlap and the same act
first. ATTITUDE compares (holder, thing, polarity) triples, things paired when the F1 of their words is at least 0.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from graph_builder.errors import DocumentError
from graph_builder.model import ACTS, Span

__all__ = ["EvaluationError", "Miss", "Scores", "Tally", "evaluate", "parse_rows"]

_WORD = re.compile(r"\w+")
_SAME_THING = 0.5
Row = Mapping[str, Any]


class EvaluationError(DocumentError):
    """A row of a gold or predicted file cannot be found in its document."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and F1, each between 0 and 1."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, given: int, wanted: int) -> Scores:
        """Scores of `right` out of `given` answers where `wanted` were to be found."""
        precision = right / given if given else 0.0
        recall = right / wanted if wanted else 0.0
        return cls(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


@dataclass(frozen=True, slots=True)
class Miss:
    """One disagreement: its cause, what gold says, what was read, and the sentence or phrase."""

    cause: str
    gold: str
    read: str
    text: str


@dataclass(slots=True)
class Tally:
    """Counts over one or more documents; add tallies with ``+``."""

    gold: int = 0
    read: int = 0
    found: int = 0
    act: int = 0
    holder: int = 0
    target: int = 0
    right: int = 0
    attitudes_gold: int = 0
    attitudes_read: int = 0
    attitudes_right: int = 0
    label: int = 0
    misses: list[Miss] = field(default_factory=list)

    def __add__(self, other: Tally) -> Tally:
        return Tally(**{item.name: getattr(self, item.name) + getattr(other, item.name) for item in fields(self)})

    @property
    def find(self) -> Scores:
        """Positions found at all."""
        return Scores.of(self.found, self.read, self.gold)

    @property
    def position(self) -> Scores:
        """Positions found with act, holders and target right."""
        return Scores.of(self.right, self.read, self.gold)

    @property
    def attitude(self) -> Scores:
        """(holder, thing, polarity) triples."""
        return Scores.of(self.attitudes_right, self.attitudes_read, self.attitudes_gold)


@dataclass(frozen=True, slots=True)
class _Located:
    row: Row
    cue: Span
    target: Span | None
    things: tuple[tuple[Span, str, str], ...]


class _Text:
    """A body with white space folded, in which quotations are looked for."""

    def __init__(self, body: str) -> None:
        self.flat = re.sub(r"\s+", " ", body)

    def locate(self, rows: Sequence[Row], where: str) -> list[_Located]:
        found: list[_Located] = []
        quotes: list[Span] = []
        cursor = 0
        for number, row in enumerate(rows, 1):
            quote = self._find(row["quote"], cursor) or self._find(row["quote"], 0)
            if quote is None:
                raise EvaluationError(
                    where, "the quote is not in the document.", "Quote it character by character.", number
                )
            cursor = quote.start
            taken = {item.cue for item, span in zip(found, quotes, strict=True) if span == quote}
            cue = self._find(row["cue"], quote.start, quote.end)
            while cue is not None and cue in taken:
                cue = self._find(row["cue"], cue.start + 1, quote.end)
            if cue is None:
                raise EvaluationError(
                    where, f"the cue {row['cue']!r} is not in its quote.", "Quote it character by character.", number
                )
            target = self._find(row["target"], quote.start, quote.end) if row.get("target") else None
            things = tuple(self._things(row, quote, target))
            found.append(_Located(row, cue, target, things))
            quotes.append(quote)
        return found

    def _things(self, row: Row, quote: Span, target: Span | None) -> Iterator[tuple[Span, str, str]]:
        inside = target or quote
        for thing in row.get("about", ()):
            span = self._find(thing["text"], inside.start, inside.end) or self._find(
                thing["text"], quote.start, quote.end
            )
            if span is not None:
                yield span, str(thing["polarity"]), str(thing.get("label") or "")

    def _find(self, words: str, start: int, end: int | None = None) -> Span | None:
        needle = re.sub(r"\s+", " ", words).strip()
        at = self.flat.find(needle, start, len(self.flat) if end is None else end) if needle else -1
        return None if at < 0 else Span(at, at + len(needle))

    def agreement(self, one: Span | None, other: Span | None) -> float:
        """F1 of the words of two stretches."""
        if one is None or other is None:
            return float(one is other)
        left, right = self._words(one), self._words(other)
        return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0

    def _words(self, span: Span) -> set[int]:
        return {match.start() + span.start for match in _WORD.finditer(span.of(self.flat))}


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _pairs(gold: Sequence[_Located], read: Sequence[_Located]) -> dict[int, int]:
    """Index of the read position for each gold one that has a partner."""
    ranked = sorted(
        (
            -_shared(g.cue, r.cue) / max(g.cue.end - g.cue.start, r.cue.end - r.cue.start)
            - (g.row["act"] == r.row["act"]),
            i,
            j,
        )
        for i, g in enumerate(gold)
        for j, r in enumerate(read)
        if _shared(g.cue, r.cue)
    )
    chosen: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return chosen


def _compare_positions(text: _Text, gold: Sequence[_Located], read: Sequence[_Located], tally: Tally) -> None:
    pairs = _pairs(gold, read)
    for i, wanted in enumerate(gold):
        if i not in pairs:
            tally.misses.append(Miss("missed", f"{wanted.row['act']}: {wanted.row['cue']}", "", wanted.row["quote"]))
            continue
        given = read[pairs[i]]
        agree = {
            "act": wanted.row["act"] == given.row["act"],
            "holder": set(wanted.row["holders"]) == set(given.row["holders"]),
            "target": text.agreement(wanted.target, given.target) >= _SAME_THING,
        }
        tally.found += 1
        tally.right += all(agree.values())
        for name, same in agree.items():
            setattr(tally, name, getattr(tally, name) + same)
            if not same:
                field_name = "holders" if name == "holder" else name
                tally.misses.append(
                    Miss(name, str(wanted.row.get(field_name)), str(given.row.get(field_name)), wanted.row["quote"])
                )
    for j, given in enumerate(read):
        if j not in pairs.values():
            tally.misses.append(Miss("spurious", "", f"{given.row['act']}: {given.row['cue']}", given.row["quote"]))


def _triples(positions: Iterable[_Located]) -> list[tuple[str, Span, str, str]]:
    seen: dict[tuple[str, Span, str], tuple[str, Span, str, str]] = {}
    for position in positions:
        for span, polarity, label in position.things:
            for holder in position.row["holders"]:
                seen.setdefault((holder, span, polarity), (holder, span, polarity, label))
    return list(seen.values())


def _plain(label: str) -> str:
    return re.sub(r"^the\s+", "", label.strip().casefold())


def _compare_attitudes(text: _Text, gold: Sequence[_Located], read: Sequence[_Located], tally: Tally) -> None:
    wanted, given = _triples(gold), _triples(read)
    tally.attitudes_gold, tally.attitudes_read = len(wanted), len(given)
    used: set[int] = set()
    for holder, span, polarity, label in wanted:
        ranked = [
            (text.agreement(span, other), -k)
            for k, (who, other, sign, _) in enumerate(given)
            if k not in used and who == holder and sign == polarity and _shared(span, other)
        ]
        score, k = max(ranked, default=(0.0, 0))
        if score >= _SAME_THING:
            used.add(-k)
            tally.attitudes_right += 1
            tally.label += _plain(given[-k][3]) == _plain(label)
        else:
            tally.misses.append(Miss("attitude missed", f"{holder} {polarity} {label}", "", span.of(text.flat)))
    for k, (holder, span, polarity, label) in enumerate(given):
        if k not in used:
            tally.misses.append(Miss("attitude spurious", "", f"{holder} {polarity} {label}", span.of(text.flat)))


def evaluate(body: str, gold: Sequence[Row], read: Sequence[Row], *, name: str = "document") -> Tally:
    """Compare positions read from `body` with gold ones; both are rows with the fields of the annotation manual.

    Raises EvaluationError if a quotation or cue does not stand in the body.
    """
    text = _Text(body)
    wanted, given = text.locate(gold, f"gold of {name}"), text.locate(read, f"positions of {name}")
    tally = Tally(gold=len(wanted), read=len(given))
    _compare_positions(text, wanted, given, tally)
    _compare_attitudes(text, wanted, given, tally)
    return tally


def parse_rows(rows: Iterable[Row], where: str) -> list[Row]:
    """Check that each row has an act that is one and at least one holder. Raises EvaluationError naming the row."""
    checked: list[Row] = []
    for number, row in enumerate(rows, 1):
        if row.get("act") not in ACTS:
            raise EvaluationError(
                where, f"act {row.get('act')!r} is not an act.", f"The acts are {', '.join(ACTS)}.", number
            )
        if not row.get("holders"):
            raise EvaluationError(where, "no holders.", "Name at least one.", number)
        checked.append(row)
    return checked
