"""Bodies and their members: who spoke apart from the body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .dates import checked, within
from .grounds import told
from .selection import bounded, select
from .shapes import Basis, Evidence, Node, Polarity, Tie, sign_of
from .snapshot import Fact, Ints, Mask, Snapshot, Stances
from .ties import fact_tie

__all__ = ["Apart", "Members", "members"]


@dataclass(frozen=True, slots=True)
class Apart:
    """A thing on which a member, while it was one, stood on the other side than its body."""

    member: Node
    thing: Node
    member_polarity: Polarity
    body_polarity: Polarity
    member_evidence: list[Evidence]
    body_evidence: list[Evidence]
    member_basis: Basis
    body_basis: Basis


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a body (on a date, or ever), and where they stood apart from it.

    `together` counts pairs of a member and a thing on the body's own side; `silent` took no side on any of its things.
    """

    body: Node
    date: str | None
    members: list[Node]
    memberships: list[Tie]
    """Each time that one of them was a member."""
    apart: list[Apart]
    together: int
    silent: list[Node]
    reason: str | None


def members(
    snapshot: Snapshot,
    body: str,
    *,
    things: Iterable[str] = (),
    date: str | None = None,
    hierarchy: bool = False,
    date_from: str | None = None,
    date_to: str | None = None,
    evidence: int = 3,
) -> Members:
    """Who of a body's members spoke apart from it. Positions that both hold together are the body's own.

    Raises UnknownEntity, or BadParameter for a value that is none.
    """
    bounded("evidence", evidence, 0, 20)
    day = checked("date", date)
    number = snapshot.need(body)
    ties = [
        fact
        for fact in snapshot.facts
        if fact.tie == "member" and fact.end == number and fact.label == "member"
        and (day is None or within(day, fact.first, fact.last))
    ]  # fmt: skip
    periods: dict[int, list[Fact]] = {}
    for fact in ties:
        periods.setdefault(fact.start, []).append(fact)
    rows = select(
        snapshot,
        holders=[number, *periods],
        things=snapshot.need_all(things),
        date_from=date_from,
        date_to=date_to,
        hierarchy=hierarchy,
    )
    own = rows.holder == number
    sides = _sides(rows, np.flatnonzero(own))
    apart, together, spoke = _compared(snapshot, rows, own, periods, sides, evidence)
    everyone = sorted(periods, key=lambda member: snapshot.nodes[member].label)
    return Members(
        body=snapshot.nodes[number],
        date=day,
        members=[snapshot.nodes[member] for member in everyone],
        memberships=[fact_tie(snapshot, fact) for member in everyone for fact in periods[member]],
        apart=apart,
        together=together,
        silent=[snapshot.nodes[member] for member in everyone if member not in spoke],
        reason=_reason(snapshot, number, day, bool(periods), bool(sides)),
    )


def _sides(rows: Stances, numbers: Ints) -> dict[int, Polarity]:
    """The side on each thing, where one was taken."""
    found: dict[int, Polarity] = {}
    for thing in np.unique(rows.thing[numbers]).tolist():
        signs = rows.sign[numbers[rows.thing[numbers] == thing]]
        found[thing] = sign_of(int((signs > 0).sum()), int((signs < 0).sum()))
    return {thing: side for thing, side in found.items() if side in {"+", "-"}}


def _compared(
    snapshot: Snapshot,
    rows: Stances,
    own: Mask,
    periods: dict[int, list[Fact]],
    sides: dict[int, Polarity],
    most: int,
) -> tuple[list[Apart], int, set[int]]:
    joint = set(rows.position[own].tolist())
    found: list[tuple[int, int, Polarity, Ints]] = []
    together, spoke = 0, set()
    for member, facts in periods.items():
        numbers = np.asarray(
            [
                at for at in np.flatnonzero(rows.holder == member).tolist()
                if int(rows.position[at]) not in joint
                and any(within(snapshot.dates[rows.date[at]], fact.first, fact.last) for fact in facts)
            ], dtype=np.int64,
        )  # fmt: skip
        for thing, side in _sides(rows, numbers).items():
            if thing in sides:
                spoke.add(member)
                together += side == sides[thing]
                if side != sides[thing]:
                    found.append((member, thing, side, numbers[rows.thing[numbers] == thing]))
    found.sort(key=lambda one: (snapshot.nodes[one[0]].label, snapshot.nodes[one[1]].label))
    theirs = told(snapshot, rows, [numbers for *_, numbers in found], most)
    its = told(snapshot, rows, [np.flatnonzero(own & (rows.thing == thing)) for _, thing, _, _ in found], most)
    apart = [
        Apart(snapshot.nodes[member], snapshot.nodes[thing], side, sides[thing], said, body_said, basis, body_basis)
        for (member, thing, side, _), (basis, said), (body_basis, body_said) in zip(found, theirs, its, strict=True)
    ]
    return apart, together, spoke


def _reason(snapshot: Snapshot, body: int, day: str | None, has_members: bool, has_sides: bool) -> str | None:
    label = snapshot.nodes[body].label
    if not has_members:
        return f"No members of {label} are known" + (f" on {day}." if day else ".")
    return None if has_sides else f"{label} took no side on anything, under these filters."
