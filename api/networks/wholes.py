"""Whole networks: holders and things, its two projections, memberships on a date, and all of the graph at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import networkx as nx
import numpy as np

from .agreement import agreement
from .dates import checked, within
from .drawn import add_node, add_tie, network_of, to_graph
from .evidence import SIGNS
from .evidence import evidence as read_evidence
from .mentions import co_mentions
from .selection import MANY, bounded, most_edges, select
from .shapes import Tie
from .snapshot import Ints, Snapshot, Stances
from .ties import checked_ties, fact_tie, facts_in, grouped, stance_ties

__all__ = [
    "NETWORKS",
    "agreement_network",
    "co_mentions",
    "knowledge",
    "membership",
    "network",
    "positions",
    "two_mode",
]

NETWORKS = {
    "two-mode": "holders and things; an edge for each sign, weighted by positions, dated",
    "positions": "holders and things; an edge for each position, with the time in which it was the last word",
    "agreement": "actors, tied by the things on which both took a side; agreement and conflict apart",
    "co-mention": "things, tied by the positions that are about both",
    "membership": "members and organizations on a date",
    "knowledge": "all of it: stances and facts",
}
"""Whole networks and what they are."""


def two_mode(
    snapshot: Snapshot,
    *,
    holders: Iterable[str] = (),
    things: Iterable[str] = (),
    kinds: Iterable[str] = (),
    date_from: str | None = None,
    date_to: str | None = None,
    evidence: int = 1,
    limit: int | None = None,
) -> nx.MultiDiGraph:
    """Holders and things: one edge for each sign, weighted by positions, with its dates, ids and latest sentences."""
    rows = _rows(snapshot, holders, things, kinds, date_from, date_to)
    return _with_ties(snapshot, rows, evidence, limit, "Holders and things")


def positions(
    snapshot: Snapshot,
    *,
    holders: Iterable[str] = (),
    things: Iterable[str] = (),
    kinds: Iterable[str] = (),
    around: str | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    evidence: int = 1,
    limit: int | None = None,
) -> nx.MultiDiGraph:
    """Holders and things: one edge for each position on each thing, the latest first; of all, or those `around` a thing,
    which it holds or which are about it.

    `until` is when the holder next spoke of the thing: between its date and that one, a position was the last word.
    """
    rows = _rows(snapshot, holders, things, kinds, date_from, date_to)
    centre = None if around is None else snapshot.need(around)
    if centre is not None:
        rows = rows.where((rows.holder == centre) | (rows.thing == centre))
    until = _next_dates(snapshot, rows)
    most = most_edges(limit)
    latest = _latest(rows, most)
    order = np.lexsort(
        (rows.thing[latest], rows.holder[latest], rows.position[latest], -rows.date[latest].astype(np.int64))
    )
    shown = latest[order[:most]]
    most_said = bounded("evidence", evidence, 0, 20)
    said = read_evidence(snapshot, [(rows, np.asarray([at])) for at in shown.tolist()], most_said)
    graph = network_of((), (), label="Positions", complete=len(shown) == len(rows), total=len(rows))
    if centre is not None:
        graph.graph["centre"] = snapshot.nodes[centre].id
        add_node(graph, snapshot.nodes[centre])
    for at, sentences in zip(shown.tolist(), said, strict=True):
        holder, thing = snapshot.nodes[rows.holder[at]], snapshot.nodes[rows.thing[at]]
        for node in (holder, thing):
            add_node(graph, node)
        act, date = snapshot.acts[rows.act[at]], snapshot.dates[rows.date[at]]
        position = snapshot.positions[rows.position[at]]
        polarity = SIGNS[int(rows.sign[at])]
        key = f"{position}/{holder.id}/{ {'+': 'for', '-': 'against'}.get(polarity, 'neutral') }/{thing.id}"
        tie = Tie(key, holder.id, thing.id, "stance", act, 1, act, polarity, date, date, None, sentences, [position])
        add_tie(graph, tie, position=position, until=snapshot.dates[until[at]] if until[at] >= 0 else None)
    return graph


def _latest(rows: Stances, most: int) -> Ints:
    """Numbers of the rows of the last dates, as many as it takes to have so many rows."""
    if len(rows) <= most:
        return np.arange(len(rows))
    since = np.cumsum(np.bincount(rows.date)[::-1])[::-1]
    return np.flatnonzero(rows.date >= np.flatnonzero(since >= most)[-1])


def _next_dates(snapshot: Snapshot, rows: Stances) -> Ints:
    """For each row the number of the next date on which its holder spoke of its thing, -1 if it did not again."""
    found = np.full(len(rows), -1, dtype=np.int64)
    if not len(rows):
        return found
    ends = rows.holder.astype(np.int64) * len(snapshot.nodes) + rows.thing
    order = np.lexsort((rows.date, ends))
    ends, dates = ends[order], rows.date[order]
    same = ends[1:] == ends[:-1]
    begins = np.concatenate(([True], ~same | (dates[1:] != dates[:-1])))
    run = np.cumsum(begins) - 1
    first = np.flatnonzero(begins)
    follows = np.append(ends[first][1:] == ends[first][:-1], False)
    following = np.where(follows, np.append(dates[first][1:], -1), -1)
    found[order] = following[run]
    return found


def agreement_network(
    snapshot: Snapshot,
    *,
    kinds: Iterable[str] = (),
    minimum: int = 1,
    date_from: str | None = None,
    date_to: str | None = None,
    evidence: int = 1,
    limit: int | None = None,
) -> nx.Graph:
    """Actors, tied by the things on which both took a side: agree, conflict, share with its interval, cosine; and the
    positions of both on those things, with their latest words.
    """
    answer = agreement(
        snapshot,
        kinds=kinds,
        minimum=minimum,
        order="shared",
        date_from=date_from,
        date_to=date_to,
        listed=0,
        evidence=evidence,
        limit=min(most_edges(limit), MANY),
    )
    graph = to_graph(answer)
    graph.graph["complete"] = answer.total == len(answer.pairs)
    return graph


def membership(
    snapshot: Snapshot, *, date: str | None = None, roles: Iterable[str] = (), limit: int | None = None
) -> nx.MultiDiGraph:
    """Members and organizations on a date, or all there ever were; `roles` are member, observer and others.

    Raises BadParameter for what is no date.
    """
    day = checked("date", date)
    wanted = set(roles)
    ties = [
        fact_tie(snapshot, fact)
        for fact in snapshot.facts
        if fact.tie == "member"
        and (not wanted or fact.label in wanted)
        and (day is None or within(day, fact.first, fact.last))
    ]
    label = "Memberships" + (f" on {day}" if day else "")
    kept = ties[: most_edges(limit)]
    return _of_ties(snapshot, kept, label=label, date=day, complete=len(kept) == len(ties), total=len(ties))


def knowledge(
    snapshot: Snapshot,
    *,
    kinds: Iterable[str] = (),
    ties: Iterable[str] = (),
    date_from: str | None = None,
    date_to: str | None = None,
    evidence: int = 1,
    limit: int | None = None,
) -> nx.MultiDiGraph:
    """All of the graph: stances and facts. Raises BadParameter for a value that is none."""
    wanted = tuple(tie for tie in checked_ties(ties) if tie != "bound")
    rows = _rows(snapshot, (), (), kinds, date_from, date_to)
    if "stance" not in wanted:
        rows = rows.where(np.zeros(len(rows), dtype=bool))
    graph = _with_ties(snapshot, rows, evidence, limit, "All of it")
    chosen = set(kinds)
    facts = facts_in(snapshot, [tie for tie in wanted if tie != "stance"], date_from, date_to)
    room = most_edges(limit) - graph.number_of_edges()
    for fact in facts[: max(0, room)]:
        ends = snapshot.nodes[fact.start], snapshot.nodes[fact.end]
        if not chosen or all(node.kind in chosen for node in ends):
            for node in ends:
                add_node(graph, node)
            add_tie(graph, fact_tie(snapshot, fact))
    graph.graph["complete"] = graph.graph["complete"] and len(facts) <= max(0, room)
    return graph


def network(name: str) -> Callable[..., nx.Graph]:
    """The function that gives a whole network, by its name in `NETWORKS`."""
    found: dict[str, Callable[..., nx.Graph]] = {
        "two-mode": two_mode,
        "positions": positions,
        "agreement": agreement_network,
        "co-mention": co_mentions,
        "membership": membership,
        "knowledge": knowledge,
    }
    return found[name]


def _rows(
    snapshot: Snapshot,
    holders: Iterable[str],
    things: Iterable[str],
    kinds: Iterable[str],
    date_from: str | None,
    date_to: str | None,
) -> Stances:
    return select(
        snapshot,
        holders=snapshot.need_all(holders),
        things=snapshot.need_all(things),
        kinds=kinds,
        date_from=date_from,
        date_to=date_to,
    )


def _with_ties(snapshot: Snapshot, rows: Stances, evidence: int, limit: int | None, label: str) -> nx.MultiDiGraph:
    most = most_edges(limit)
    groups, total = grouped(snapshot, rows, most)
    if len(groups) < total:
        rows = rows.where(np.sort(np.concatenate(groups)))
    ties = stance_ties(snapshot, rows, bounded("evidence", evidence, 0, 20))
    return _of_ties(snapshot, ties, label=label, complete=len(groups) == total, total=total)


def _of_ties(snapshot: Snapshot, ties: list[Tie], **facts: Any) -> nx.MultiDiGraph:
    by_id = {node.id: node for node in snapshot.nodes}
    used = dict.fromkeys(end for tie in ties for end in (tie.start, tie.end))
    return network_of((by_id[one] for one in used), ties, **facts)
