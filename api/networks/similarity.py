"""How alike two documents or declarations are: in what they take sides on, on which side, and in which words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .documents import Text, positions_of, text_of
from .evidence import SIGNS, Words, basis_of, read_words
from .shapes import Basis, Node, Polarity
from .snapshot import Snapshot, Stances

__all__ = ["Compared", "Repeated", "Similarity", "similarity"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A thing with the side that each text takes on it, and in which positions; None where it says nothing."""

    thing: Node
    a: Polarity | None
    b: Polarity | None
    basis_a: Basis | None
    basis_b: Basis | None


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same act in the same words in both."""

    act: str
    words: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Similarity:
    """Two texts side by side. Figures count things on which a text takes a side; `things` has the others too.

    `jaccard` and `cosine` are None where neither takes one.
    `jaccard` is the share of pairs (thing, side) that both have; `cosine` compares positions for less positions against.
    """

    a: Text
    b: Text
    shared: int
    agree: int
    conflict: int
    only_a: int
    only_b: int
    jaccard: float | None
    cosine: float | None
    repeated: list[Repeated]
    things: list[Compared]


def similarity(snapshot: Snapshot, a: str, b: str) -> Similarity:
    """Compare what two documents or declarations say. Raises UnknownEntity."""
    texts = text_of(snapshot, a), text_of(snapshot, b)
    stances = snapshot.stances
    parts = [stances.where(np.isin(stances.position, positions_of(snapshot, text))) for text in texts]
    nets = [_nets(part) for part in parts]
    told = [{thing: SIGNS[(net > 0) - (net < 0)] for thing, net in one.items()} for one in nets]
    sides = [{thing: side for thing, side in one.items() if side != "0"} for one in told]
    both = sides[0].keys() & sides[1].keys()
    agree = sum(sides[0][thing] == sides[1][thing] for thing in both)
    things = sorted(told[0].keys() | told[1].keys(), key=lambda thing: (thing not in both, snapshot.nodes[thing].label))
    return Similarity(
        *texts,
        shared=len(both),
        agree=agree,
        conflict=len(both) - agree,
        only_a=len(sides[0]) - len(both),
        only_b=len(sides[1]) - len(both),
        jaccard=round(agree / (len(sides[0]) + len(sides[1]) - agree), 6) if any(sides) else None,
        cosine=_cosine(*nets),
        repeated=_repeated(snapshot, *parts),
        things=[
            Compared(snapshot.nodes[thing], told[0].get(thing), told[1].get(thing), *_bases(snapshot, parts, thing))
            for thing in things
        ],
    )


def _bases(snapshot: Snapshot, parts: Sequence[Stances], thing: int) -> tuple[Basis | None, Basis | None]:
    """What each text says of a thing."""
    groups = [(rows, np.flatnonzero(rows.thing == thing)) for rows in parts]
    first, second = (basis_of(snapshot, rows, group) if len(group) else None for rows, group in groups)
    return first, second


def _nets(rows: Stances) -> dict[int, int]:
    """For each thing the positions for it less those against it."""
    found: Counter[int] = Counter()
    for thing, sign in zip(rows.thing.tolist(), rows.sign.tolist(), strict=True):
        found[thing] += sign
    return dict(found)


def _cosine(one: dict[int, int], other: dict[int, int]) -> float | None:
    lengths = [math.sqrt(sum(net * net for net in nets.values())) for nets in (one, other)]
    if not all(lengths):
        return None
    return round(sum(net * other.get(thing, 0) for thing, net in one.items()) / (lengths[0] * lengths[1]), 6)


def _repeated(snapshot: Snapshot, one: Stances, other: Stances) -> list[Repeated]:
    said = [_sayings(snapshot, part) for part in (one, other)]
    return [Repeated(*key, said[0][key], said[1][key]) for key in sorted(said[0].keys() & said[1].keys())]


def _sayings(snapshot: Snapshot, rows: Stances) -> dict[tuple[str, str], str]:
    """The position of each act and its words."""
    acts = dict(zip(rows.position.tolist(), rows.act.tolist(), strict=True))
    words: dict[int, Words] = read_words(snapshot, acts)
    return {
        (snapshot.acts[acts[number]], " ".join((one.target or one.quote).casefold().split())): snapshot.positions[
            number
        ]
        for number, one in sorted(words.items(), reverse=True)
    }
