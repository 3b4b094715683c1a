"""How stances moved between two dates or two texts: new, dropped, repeated, reworded, raised, lowered, reversed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from api.errors import BadParameter

from .dates import after as is_after
from .dates import checked, looks_dated
from .documents import positions_of, text_of
from .evidence import Words, basis_of, evidence, read_words
from .selection import Choice, bounded, from_zero
from .shapes import Basis, Evidence, Node, Polarity, sign_of
from .snapshot import Ints, Snapshot, Stances

__all__ = ["CHANGES", "Change", "ChangeItem", "ChangeKind", "change"]

ChangeKind = Literal["reversed", "raised", "lowered", "new", "dropped", "reworded", "repeated"]
CHANGES: tuple[ChangeKind, ...] = ("reversed", "raised", "lowered", "new", "dropped", "reworded", "repeated")
"""In the order in which they are told."""
_STRENGTH = {"weak": 0, "plain": 1, "strong": 2}
_SIDED = {"+": 2, "-": 2, "±": 1, "0": 0}
"""How far a side is taken: clearly, with words for the other side too, or not at all."""


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """What became of a holder's stance on a thing. `word_for_word`: the same act in the same words."""

    kind: ChangeKind
    holder: Node
    thing: Node
    polarity_before: Polarity | None
    polarity_after: Polarity | None
    word_for_word: bool
    before: list[Evidence]
    after: list[Evidence]
    basis: Basis
    """The positions of both sides."""


@dataclass(frozen=True, slots=True)
class Change:
    """What moved between `before` and `after`, which are dates or ids of texts."""

    before: str
    after: str
    counts: dict[str, int]
    items: list[ChangeItem]
    total: int
    limit: int
    offset: int


def change(
    snapshot: Snapshot,
    before: str,
    after: str,
    *,
    holders: Iterable[str] = (),
    things: Iterable[str] = (),
    kinds: Iterable[str] = (),
    evidence: int = 3,
    limit: int = 500,
    offset: int = 0,
) -> Change:
    """How stances moved between two dates, or two documents or declarations.

    Of dates: what was last said up to the first beside what was last said after it and up to the second; a holder or a
    thing must be named. Of texts: what one says beside what the other says. Raises UnknownEntity, or BadParameter for a
    value that is none.
    """
    bounded("evidence", evidence, 0, 20)
    bounded("limit", limit, 1, 5000)
    from_zero(offset=offset)
    chosen = Choice(snapshot.need_all(holders), snapshot.need_all(things), tuple(kinds))
    sides = _of_dates if looks_dated(before) else _of_texts
    return _change(snapshot, *sides(snapshot, before, after, chosen), evidence, limit, offset)


_Parts = tuple[str, str, Stances, Stances]
"""What is compared, and the rows of either."""


def _of_dates(snapshot: Snapshot, before: str, after: str, chosen: Choice) -> _Parts:
    first, last = checked("before", before), checked("after", after)
    if not first or not last:
        raise BadParameter("before, after: a change lies between two dates; give both.")
    if not is_after(last, first):
        raise BadParameter(f"after: {last} does not come after {first}.")
    if not chosen.holders and not chosen.things:
        raise BadParameter("holder: name a holder or a thing whose stances are compared.")
    found = replace(chosen, date_to=last).rows(snapshot)
    later = np.fromiter((is_after(date, first) for date in snapshot.dates), dtype=bool, count=len(snapshot.dates))
    return first, last, _latest(found.where(~later[found.date])), _latest(found.where(later[found.date]))


def _of_texts(snapshot: Snapshot, before: str, after: str, chosen: Choice) -> _Parts:
    texts = text_of(snapshot, before), text_of(snapshot, after)
    found = chosen.rows(snapshot)
    one, other = (found.where(np.isin(found.position, positions_of(snapshot, text))) for text in texts)
    return texts[0].id, texts[1].id, one, other


def _latest(rows: Stances) -> Stances:
    """The rows of the last date on which each holder spoke of each thing."""
    if not len(rows):
        return rows
    width = int(rows.thing.max()) + 1
    _, groups = np.unique(rows.holder.astype(np.int64) * width + rows.thing, return_inverse=True)
    last = np.zeros(groups.max() + 1, dtype=np.int64)
    np.maximum.at(last, groups, rows.date)
    return rows.where(rows.date == last[groups])


_Key = tuple[int, int]
"""Holder and thing."""


def _by_key(rows: Stances) -> dict[_Key, Ints]:
    groups: dict[_Key, list[int]] = {}
    for at, key in enumerate(zip(rows.holder.tolist(), rows.thing.tolist(), strict=True)):
        groups.setdefault(key, []).append(at)
    return {key: np.asarray(numbers) for key, numbers in groups.items()}


def _change(
    snapshot: Snapshot, before: str, after: str, old: Stances, new: Stances, most: int, limit: int, offset: int
) -> Change:
    ones, others = _by_key(old), _by_key(new)
    both = ones.keys() & others.keys()
    words = read_words(
        snapshot,
        [int(rows.position[at]) for rows, keys in ((old, ones), (new, others)) for key in both for at in keys[key]],
    )
    told: list[tuple[_Key, ChangeKind, tuple[Polarity | None, Polarity | None], bool]] = []
    for key in ones.keys() | others.keys():
        sides = _sign(old, ones.get(key)), _sign(new, others.get(key))
        if key not in both:
            told.append((key, "dropped" if key in ones else "new", sides, False))
            continue
        sayings = _said(snapshot, old, ones[key], words), _said(snapshot, new, others[key], words)
        kind, same = _kind(sides, sayings)
        told.append((key, kind, sides, same))
    told.sort(key=lambda one: (CHANGES.index(one[1]), *(snapshot.nodes[node].label for node in one[0])))
    page = told[offset : offset + limit]
    empty = np.empty(0, dtype=np.int64)
    said_before = evidence(snapshot, [(old, ones.get(key, empty)) for key, *_ in page], most)
    said_after = evidence(snapshot, [(new, others.get(key, empty)) for key, *_ in page], most)
    counts = Counter(kind for _, kind, _, _ in told)
    items = [
        ChangeItem(
            kind,
            snapshot.nodes[key[0]],
            snapshot.nodes[key[1]],
            *sides,
            same,
            one,
            other,
            _both(snapshot, old, ones.get(key), new, others.get(key)),
        )
        for (key, kind, sides, same), one, other in zip(page, said_before, said_after, strict=True)
    ]
    return Change(before, after, {kind: counts[kind] for kind in CHANGES}, items, len(told), limit, offset)


def _both(snapshot: Snapshot, old: Stances, ones: Ints | None, new: Stances, others: Ints | None) -> Basis:
    """What was said before and after, together; a text that both report counts once."""
    parts = [rows.where(numbers) for rows, numbers in ((old, ones), (new, others)) if numbers is not None]
    rows = Stances(*(np.concatenate([getattr(part, name) for part in parts]) for name in Stances.__slots__))
    return basis_of(snapshot, rows, np.arange(len(rows)))


def _sign(rows: Stances, numbers: Ints | None) -> Polarity | None:
    if numbers is None:
        return None
    signs = rows.sign[numbers]
    return sign_of(int((signs > 0).sum()), int((signs < 0).sum()))


_Sayings = Mapping[str, Sequence[tuple[str, int]]]
"""For each act: its target words and how strongly."""


def _said(snapshot: Snapshot, rows: Stances, numbers: Ints, words: Mapping[int, Words]) -> _Sayings:
    said: dict[str, list[tuple[str, int]]] = {}
    for at in numbers.tolist():
        one = words.get(int(rows.position[at]))
        if one is not None:
            text = " ".join((one.target or one.quote).casefold().split())
            said.setdefault(snapshot.acts[rows.act[at]], []).append((text, _STRENGTH.get(one.intensity, 1)))
    return said


def _kind(sides: tuple[Polarity | None, Polarity | None], said: tuple[_Sayings, _Sayings]) -> tuple[ChangeKind, bool]:
    """What a change is. Strength is an order within one act; between acts there is none, only whether a side is taken."""
    before, after = (side or "0" for side in sides)
    same = any(
        {text for text, _ in said[0][act]} & {text for text, _ in said[1][act]}
        for act in said[0].keys() & said[1].keys()
    )
    if {before, after} == {"+", "-"}:
        return "reversed", same
    if _SIDED[before] != _SIDED[after]:
        return ("raised" if _SIDED[after] > _SIDED[before] else "lowered"), same
    acts = said[0].keys() & said[1].keys()
    if acts:
        strength = [max(strong for act in acts for _, strong in one[act]) for one in said]
        if strength[0] != strength[1]:
            return ("raised" if strength[1] > strength[0] else "lowered"), same
    return ("repeated" if same else "reworded"), same
