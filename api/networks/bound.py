"""Whom a body's positions bind: the states that were its members on the day of the declaration.

The same rule as ontology/rules/binds-members.rq, worked out here for the ties that are shown: the pairs of positions
and states are many times the positions.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from .dates import within
from .evidence import SIGNS, basis_of, evidence
from .shapes import Tie
from .snapshot import Ints, Snapshot, Stances
from .ties import bound_states

__all__ = ["BoundGroup", "bound_groups", "bound_ties"]

BoundGroup = tuple[int, int, int, int, Ints]
"""State, body, thing, sign, and numbers of the rows."""


def bound_groups(snapshot: Snapshot, rows: Stances, state: int | None = None) -> list[BoundGroup]:
    """The rows by which states, or one of them, are bound, by state, body, thing and sign."""
    members = bound_states(snapshot)
    found: defaultdict[tuple[int, int, int, int], list[int]] = defaultdict(list)
    for body in np.unique(rows.holder).tolist():
        ties = [fact for fact in members.get(body, ()) if state is None or fact.start == state]
        if not ties:
            continue
        numbers = np.flatnonzero(rows.holder == body)
        bound = {
            date: sorted({fact.start for fact in ties if within(snapshot.dates[date], fact.first, fact.last)})
            for date in np.unique(rows.date[numbers]).tolist()
        }
        for at in numbers.tolist():
            for member in bound[int(rows.date[at])]:
                found[member, body, int(rows.thing[at]), int(rows.sign[at])].append(at)
    return [(*key, np.asarray(numbers, dtype=np.int32)) for key, numbers in sorted(found.items())]


def bound_ties(snapshot: Snapshot, rows: Stances, groups: list[BoundGroup], most_evidence: int) -> list[Tie]:
    """Ties of states to things, through the bodies whose positions bind them."""
    sentences = evidence(snapshot, [(rows, numbers) for *_, numbers in groups], most_evidence)
    ties = []
    for (member, body, thing, sign, numbers), said in zip(groups, sentences, strict=True):
        state, through, about = (snapshot.nodes[one] for one in (member, body, thing))
        basis = basis_of(snapshot, rows, numbers)
        ties.append(
            Tie(
                id=f"{state.id}/bound-by/{through.id}/{sign}/{about.id}",
                start=state.id,
                end=about.id,
                tie="bound",
                label=f"bound by {through.label}",
                weight=basis.count,
                act=basis.act,
                polarity=SIGNS[sign],
                first=basis.first,
                last=basis.last,
                note=f"member of {through.label} on the day of the declaration",
                evidence=said,
                positions=basis.positions,
            )
        )
    return ties
