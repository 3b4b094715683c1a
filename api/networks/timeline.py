"""How an actor stood on a thing over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .dates import before
from .evidence import basis_of
from .evidence import evidence as read_evidence
from .selection import bounded, select
from .shapes import Basis, Evidence, Node, Polarity, sign_of
from .snapshot import Snapshot

__all__ = ["Point", "Timeline", "Turn", "timeline"]


@dataclass(frozen=True, slots=True)
class Point:
    """All that was said on a date. `positions` counts each once, also one that is for and against."""

    date: str
    support: int
    oppose: int
    neutral: int
    positions: int
    polarity: Polarity
    evidence: list[Evidence]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Turn:
    """The first date of the other side, and the last of the side before."""

    date: str
    before_date: str
    before: Polarity
    after: Polarity


@dataclass(frozen=True, slots=True)
class Timeline:
    """Points from the first date to the last. Without any, `reason` says why."""

    holder: Node
    thing: Node
    hierarchy: bool
    points: list[Point]
    turns: list[Turn]
    reason: str | None


def timeline(
    snapshot: Snapshot,
    holder: str,
    thing: str,
    *,
    hierarchy: bool = True,
    date_from: str | None = None,
    date_to: str | None = None,
    evidence: int = 3,
) -> Timeline:
    """What a holder said of a thing, and of narrower ones with `hierarchy`, by date; and where it changed sides.

    A date with words for both sides is no turn; what comes before and after it is compared (as in
    ontology/rules/change-of-position.rq). Raises UnknownEntity, or BadParameter.
    """
    bounded("evidence", evidence, 0, 20)
    who, what = snapshot.need(holder), snapshot.need(thing)
    rows = select(snapshot, holders=[who], things=[what], date_from=date_from, date_to=date_to, hierarchy=hierarchy)
    dates = np.unique(rows.date).tolist()
    groups = [np.flatnonzero(rows.date == date) for date in dates]
    sentences = read_evidence(snapshot, [(rows, numbers) for numbers in groups], evidence)
    points = []
    for date, numbers, said in zip(dates, groups, sentences, strict=True):
        signs = rows.sign[numbers]
        support, oppose, neutral = (int((signs == sign).sum()) for sign in (1, -1, 0))
        count = len(np.unique(rows.position[numbers]))
        basis = basis_of(snapshot, rows, numbers)
        points.append(
            Point(snapshot.dates[date], support, oppose, neutral, count, sign_of(support, oppose), said, basis)
        )
    names = snapshot.nodes[who].label, snapshot.nodes[what].label
    reason = None if points else f"{names[0]} took no position on {names[1]} in this time."
    return Timeline(snapshot.nodes[who], snapshot.nodes[what], hierarchy, points, _turns(points), reason)


def _turns(points: list[Point]) -> list[Turn]:
    sided = [point for point in points if point.polarity in {"+", "-"}]
    turns = []
    for point in sided:
        earlier = [one for one in sided if before(one.date, point.date)]
        if earlier and earlier[-1].polarity != point.polarity:
            turns.append(Turn(point.date, earlier[-1].date, earlier[-1].polarity, point.polarity))
    return turns
