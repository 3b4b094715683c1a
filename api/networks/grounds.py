"""The positions that ties between two actors, or two things, rest on: those of both, on what ties them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .engines import Lookup
from .evidence import basis_of, evidence
from .shapes import FEW_IDS, MOST_IDS, Basis, Evidence
from .sides import Sides
from .snapshot import Ints, Snapshot, Stances

__all__ = ["Ground", "grounds_of", "grounds_of_ends", "told"]

Ground = tuple[Basis, list[Evidence]]
"""What a tie rests on, and the latest sentences of it."""


def grounds_of(snapshot: Snapshot, rows: Stances, sides: Sides, one: Ints, other: Ints, most: int) -> list[Ground]:
    """For each pair of rows of `sides`, which were taken in `rows`: the positions of both on what both took a side on.

    `most` sentences of each of the two are read.
    """
    by_holder = Lookup(rows.holder, sides.holders[np.concatenate((one, other))])
    groups: list[Ints] = []
    shared = np.zeros(len(snapshot.nodes), dtype=bool)
    for pair in zip(one.tolist(), other.tolist(), strict=True):
        things = sides.things[sides.on(*pair)]
        shared[things] = True
        both = (by_holder.of(int(sides.holders[row])) for row in pair)
        groups += [numbers[shared[rows.thing[numbers]]] for numbers in both]
        shared[things] = False
    return told(snapshot, rows, groups, most, apiece=2, ids=FEW_IDS)


def grounds_of_ends(snapshot: Snapshot, rows: Stances, one: Ints, other: Ints, most: int) -> list[Ground]:
    """For each pair of nodes: the positions that one of them holds on the other."""
    by_holder = Lookup(rows.holder, np.concatenate((one, other)))
    groups = []
    for a, b in zip(one.tolist(), other.tolist(), strict=True):
        ends = ((by_holder.of(holder), thing) for holder, thing in ((a, b), (b, a)))
        groups.append(np.concatenate([numbers[rows.thing[numbers] == thing] for numbers, thing in ends]))
    return told(snapshot, rows, groups, most)


def told(
    snapshot: Snapshot, rows: Stances, groups: Sequence[Ints], most: int, apiece: int = 1, ids: int = MOST_IDS
) -> list[Ground]:
    """What each group of rows rests on, or each `apiece` groups together, with the latest sentences of each group."""
    sentences = evidence(snapshot, [(rows, group) for group in groups], most)
    found = []
    for at in range(0, len(groups), apiece):
        numbers = np.concatenate(groups[at : at + apiece])
        said = [one for each in sentences[at : at + apiece] for one in each]
        found.append((basis_of(snapshot, rows, numbers, ids), sorted(said, key=lambda one: one.date, reverse=True)))
    return found
