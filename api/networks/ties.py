"""Rows and facts as ties: one for each holder, thing and sign, with how many positions it rests on and which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from api.errors import BadParameter

from .dates import checked, within
from .evidence import SIGNS, basis_of, evidence
from .shapes import TIES, Evidence, Tie, TieKind
from .snapshot import Fact, Ints, Snapshot, Stances

__all__ = ["bound_states", "checked_ties", "fact_tie", "facts_in", "grouped", "stance_ties"]


def checked_ties(ties: Iterable[str]) -> tuple[TieKind, ...]:
    """Kinds of ties, all without any. Raises BadParameter for a word that is none."""
    wanted = set(ties)
    for tie in sorted(wanted - set(TIES)):
        raise BadParameter(f"tie: '{tie}' is no kind of tie. One of {', '.join(TIES)}.")
    return tuple(tie for tie in TIES if not wanted or tie in wanted)


def grouped(snapshot: Snapshot, rows: Stances, most: int | None = None) -> tuple[list[Ints], int]:
    """Numbers of the rows of each holder, thing and sign, the largest groups first, then by these; at most so many groups,
    and how many there are.
    """
    if not len(rows):
        return [], 0
    key = (rows.holder.astype(np.int64) * len(snapshot.nodes) + rows.thing) * 3 + rows.sign
    order = np.argsort(key, kind="stable")
    starts = np.concatenate(([0], np.flatnonzero(np.diff(key[order])) + 1, [len(rows)]))
    largest = np.argsort(-np.diff(starts), kind="stable")[:most]
    return [order[starts[at] : starts[at + 1]] for at in largest.tolist()], len(starts) - 1


def stance_ties(snapshot: Snapshot, rows: Stances, most_evidence: int, most: int | None = None) -> list[Tie]:
    """Ties of holders to things, the heaviest first."""
    groups, _ = grouped(snapshot, rows, most)
    sentences = evidence(snapshot, [(rows, group) for group in groups], most_evidence)
    return [_stance(snapshot, rows, group, said) for group, said in zip(groups, sentences, strict=True)]


def _stance(snapshot: Snapshot, rows: Stances, group: Ints, said: list[Evidence]) -> Tie:
    holder, thing = (snapshot.nodes[column[group[0]]].id for column in (rows.holder, rows.thing))
    polarity = SIGNS[int(rows.sign[group[0]])]
    basis = basis_of(snapshot, rows, group)
    return Tie(
        id=f"{holder}/{ {'+': 'for', '-': 'against', '0': 'neutral'}[polarity] }/{thing}".replace(" ", ""),
        start=holder,
        end=thing,
        tie="stance",
        label=basis.act,
        act=basis.act,
        polarity=polarity,
        weight=basis.count,
        first=basis.first,
        last=basis.last,
        evidence=said,
        positions=basis.positions,
    )


def facts_in(snapshot: Snapshot, ties: Sequence[TieKind], date_from: str | None, date_to: str | None) -> list[Fact]:
    """Facts of some kinds that held at some time of a period. Raises BadParameter for what is no date."""
    first, last = checked("date_from", date_from), checked("date_to", date_to)
    wanted = set(ties)
    return [fact for fact in snapshot.facts if fact.tie in wanted and _held(fact, first, last)]


def _held(fact: Fact, first: str | None, last: str | None) -> bool:
    """Whether the time of a fact meets a period; one without dates holds always."""
    return (last is None or fact.first is None or within(fact.first, None, last)) and (
        first is None or fact.last is None or within(fact.last, first, None)
    )


def fact_tie(snapshot: Snapshot, fact: Fact) -> Tie:
    """A fact as a tie."""
    start, end = snapshot.nodes[fact.start].id, snapshot.nodes[fact.end].id
    dated = f"/{fact.first}" if fact.first else ""
    return Tie(
        id=f"{start}/{fact.label.replace(' ', '-')}/{end}{dated}",
        start=start,
        end=end,
        tie=fact.tie,
        label=fact.label,
        weight=1,
        first=fact.first,
        last=fact.last,
        note=fact.note,
        fact=fact.id,
    )


def bound_states(snapshot: Snapshot) -> dict[int, list[Fact]]:
    """For each organization the memberships of states, by which its positions bind them."""
    return snapshot.kept("bound", lambda: _memberships(snapshot))


def _memberships(snapshot: Snapshot) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = {}
    for fact in snapshot.facts:
        if fact.tie == "member" and fact.label == "member" and _is_state(snapshot, snapshot.nodes[fact.start].iri):
            found.setdefault(fact.end, []).append(fact)
    return found


def _is_state(snapshot: Snapshot, iri: str) -> bool:
    thing = snapshot.directory.by_iri.get(iri)
    return thing is not None and thing.class_name == "State"
