"""The sentences behind positions, read from the store for what is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from api.reader import ID, local_id, values

from .shapes import MOST_IDS, Basis, Evidence, Polarity
from .snapshot import Ints, Snapshot, Stances

__all__ = ["SIGNS", "Words", "acts_of", "basis_of", "evidence", "read_words"]

SIGNS: dict[int, Polarity] = {1: "+", -1: "-", 0: "0"}
_BATCH = 500
_WORDS = """SELECT ?position ?kind ?document ?title ?quote (MIN(?at) AS ?start) ?target ?intensity WHERE {{
  {given}
  ?attestation sg:attests ?position ; sg:attestationKind ?kind ; oa:hasSource/sg:versionOf ?document ;
    oa:hasSelector ?selector , ?place .
  ?selector oa:exact ?quote . ?place oa:start ?at . ?document dcterms:title ?title .
  OPTIONAL {{ ?position sg:targetText ?target }} OPTIONAL {{ ?position sg:intensity ?intensity }}
}} GROUP BY ?attestation ?position ?kind ?document ?title ?quote ?target ?intensity"""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a position, at the first place that states it; a declaration's own text comes before reports."""

    quote: str
    document: str
    title: str
    start: int
    end: int
    target: str
    intensity: str


def read_words(snapshot: Snapshot, positions: Iterable[int]) -> dict[int, Words]:
    """The words of positions by their numbers; one that the store has lost meanwhile is left out."""
    waiting = iter(dict.fromkeys(positions))
    found: dict[int, Words] = {}
    while batch := list(islice(waiting, _BATCH)):
        found |= _read(snapshot, batch)
    return found


def _read(snapshot: Snapshot, batch: Sequence[int]) -> dict[int, Words]:
    by_iri = {_iri(snapshot.positions[one]): one for one in batch}
    rows = snapshot.source.rows(_WORDS.format(given=values("position", by_iri)))
    best: dict[int, tuple[tuple[bool, str, int], Words]] = {}
    for position, kind, document, title, quote, start, target, intensity in rows:
        at = int(start)
        words = Words(quote, local_id(document), title, at, at + len(quote), target, intensity or "plain")
        rank = (kind != "verbatim", document, at)
        number = by_iri[position]
        if number not in best or rank < best[number][0]:
            best[number] = rank, words
    return {number: words for number, (_, words) in best.items()}


def _iri(local: str) -> str:
    return local if ":" in local else ID + local


def evidence(snapshot: Snapshot, groups: Sequence[tuple[Stances, Ints]], most: int) -> list[list[Evidence]]:
    """For each group of rows (their numbers in some columns): the latest `most` positions with their sentences.

    All sentences are read together, so many groups cost few queries.
    """
    chosen = [(rows, list(_latest(rows, numbers, most))) for rows, numbers in groups]
    words = read_words(snapshot, (int(rows.position[at]) for rows, ats in chosen for at in ats))
    return [
        [_evidence(snapshot, rows, at, words) for at in ats if int(rows.position[at]) in words] for rows, ats in chosen
    ]


def _latest(rows: Stances, numbers: Ints, most: int) -> Iterator[int]:
    """Rows from the last date back, one for each position."""
    if not most:
        return
    seen: set[int] = set()
    order = np.lexsort((rows.position[numbers], -rows.date[numbers].astype(np.int64)))
    for at in numbers[order].tolist():
        position = int(rows.position[at])
        if len(seen) >= most:
            return
        if position not in seen:
            seen.add(position)
            yield at


def _evidence(snapshot: Snapshot, rows: Stances, at: int, words: dict[int, Words]) -> Evidence:
    position = int(rows.position[at])
    said = words[position]
    return Evidence(
        position=snapshot.positions[position],
        act=snapshot.acts[rows.act[at]],
        polarity=SIGNS[int(rows.sign[at])],
        date=snapshot.dates[rows.date[at]],
        quote=said.quote,
        document=said.document,
        title=said.title,
        start=said.start,
        end=said.end,
        target=said.target,
        holder=snapshot.nodes[rows.holder[at]].id,
    )


def acts_of(snapshot: Snapshot, rows: Stances, numbers: Ints) -> str:
    """The acts of some rows, the most frequent first."""
    acts = Counter(snapshot.acts[act] for act in rows.act[numbers].tolist())
    return " | ".join(act for act, _ in sorted(acts.items(), key=lambda pair: (-pair[1], pair[0])))


def basis_of(snapshot: Snapshot, rows: Stances, numbers: Ints, most: int = MOST_IDS) -> Basis:
    """What some rows, at least one, are: their positions, the latest first."""
    dates = rows.date[numbers]
    order = np.lexsort((rows.position[numbers], -dates.astype(np.int64)))
    positions = list(dict.fromkeys(rows.position[numbers][order].tolist()))
    return Basis(
        act=acts_of(snapshot, rows, numbers),
        first=snapshot.dates[dates.min()],
        last=snapshot.dates[dates.max()],
        count=len(positions),
        positions=[snapshot.positions[one] for one in positions[:most]],
    )
