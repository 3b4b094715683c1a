"""Answers as networkx graphs: what files are written from, and what a notebook works on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from functools import singledispatch
from typing import Any

import networkx as nx

from .agreement import Agreement, Pair
from .blocs import Blocs
from .centrality import Centrality
from .change import Change
from .dates import before
from .disagreements import Disagreements
from .edge import Edge
from .ego import Ego
from .layout import places
from .matrix import Matrix
from .members import Members
from .paths import Paths
from .shapes import Basis, Evidence, Node, Polarity, Tie
from .similarity import Similarity
from .timeline import Timeline

__all__ = ["add_node", "add_tie", "network_of", "place", "resting", "to_graph"]


@singledispatch
def to_graph(answer: object) -> nx.Graph:
    """The answer to a question as a network: nodes with label, kind and iri, edges with their evidence."""
    raise TypeError(f"{type(answer).__name__} is no answer that can be drawn")


def network_of(nodes: Iterable[Node], ties: Iterable[Tie], **facts: Any) -> nx.MultiDiGraph:
    """A network of nodes and ties; `facts` are what it tells of itself."""
    graph = nx.MultiDiGraph(**{name: value for name, value in facts.items() if value is not None})
    for node in nodes:
        add_node(graph, node)
    found = list(ties)
    until = _until(found)
    for tie in found:
        add_tie(graph, tie, **({"until": until[tie.id]} if tie.id in until else {}))
    return graph


def _until(ties: Iterable[Tie]) -> dict[str, str]:
    """When a holder first took another side on a thing, after it had last taken this one: so long the tie holds."""
    by_ends: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        if tie.tie == "stance" and tie.first and tie.last:
            by_ends.setdefault((tie.start, tie.end), []).append(tie)
    found = {}
    for group in by_ends.values():
        for tie in group:
            later = [other.first for other in group if other.first and before(str(tie.last), other.first)]
            if later:
                found[tie.id] = min(later)
    return found


_IDS = {"id", "iri", "label", "kind"}


def add_node(graph: nx.Graph, node: Node, **more: Any) -> None:
    """Add a node with all that is known of it."""
    told = {one.name: getattr(node, one.name) for one in fields(node) if one.name not in _IDS}
    graph.add_node(node.id, label=node.label, kind=node.kind, iri=node.iri, **told, **more)


def add_tie(graph: nx.MultiDiGraph, tie: Tie, **more: Any) -> None:
    """Add an edge with its evidence: the latest sentence, its document and date, and the ids of its positions."""
    said = tie.evidence[0] if tie.evidence else None
    told = {
        "label": tie.label,
        "tie": tie.tie,
        "act": tie.act,
        "polarity": tie.polarity,
        "weight": tie.weight,
        "first": tie.first,
        "last": tie.last,
        "date": said.date if said else tie.last or tie.first,
        "quote": said.quote if said else None,
        "document": said.document if said else None,
        "title": said.title if said else None,
        "note": tie.note,
        "speaker": said.holder if said and tie.tie == "bound" else None,
        "positions": " | ".join(tie.positions),
        "position_count": tie.weight if tie.positions else None,
        "fact": tie.fact,
        "until": tie.last if tie.tie not in {"stance", "bound"} else None,
        **more,
    }
    key, again = tie.id, 2
    while graph.has_edge(tie.start, tie.end, key):
        key, again = f"{tie.id}#{again}", again + 1
    graph.add_edge(
        tie.start, tie.end, key=key, **{name: value for name, value in told.items() if value not in {None, ""}}
    )


def resting(basis: Basis, evidence: Iterable[Evidence]) -> dict[str, Any]:
    """What a tie between two actors, or two things, tells of its positions; `speaker` is who said what is quoted.

    The latest sentence is `quote`; where somebody else spoke too, the latest of theirs is `quote_other`.
    """
    said = list(evidence)
    first = said[0] if said else None
    second = next((one for one in said if first and one.holder != first.holder), None)
    told: dict[str, Any] = {
        "act": basis.act,
        "first": basis.first,
        "last": basis.last,
        "date": first.date if first else basis.last,
        "positions": " | ".join(basis.positions),
        "position_count": basis.count,
    }
    for one, ending in ((first, ""), (second, "_other")):
        if one:
            told |= {
                f"quote{ending}": one.quote,
                f"speaker{ending}": one.holder,
                f"document{ending}": one.document,
                f"title{ending}": one.title,
            }
    return told


def place(graph: nx.Graph, centre: str | None = None) -> nx.Graph:
    """The network with places for its nodes, as every page and file has them."""
    numbers = {node: at for at, node in enumerate(graph)}
    pairs = [(numbers[one], numbers[other]) for one, other in graph.edges()]
    weights = [float(data.get("weight", 1)) for _, _, data in graph.edges(data=True)]
    where = places(len(numbers), pairs, weights, numbers.get(centre) if centre else None)
    for node, (x, y) in zip(numbers, where, strict=True):
        graph.nodes[node].update(x=x, y=y)
    return graph


@to_graph.register
def _ego(answer: Ego) -> nx.MultiDiGraph:
    return network_of(
        answer.nodes,
        answer.edges,
        label=f"Around {answer.centre.label}",
        centre=answer.centre.id,
        complete=answer.complete,
        neighbours=answer.counts.neighbours,
    )


def _stance(
    holder: Node, thing: Node, polarity: Polarity | None, basis: Basis, said: Iterable[Evidence], what: str = ""
) -> Tie:
    """A tie of a holder to a thing that was not made of rows."""
    sign = {"+": "for", "-": "against"}.get(polarity or "", "neutral")
    return Tie(
        id="/".join((holder.id, what or sign, thing.id)),
        start=holder.id,
        end=thing.id,
        tie="stance",
        label=what or basis.act,
        weight=basis.count,
        act=basis.act,
        polarity=polarity,
        first=basis.first,
        last=basis.last,
        evidence=list(said),
        positions=basis.positions,
    )


def _plain(node: Node) -> Node:
    return Node(node.id, node.iri, node.label, node.kind)


@to_graph.register
def _paths(answer: Paths) -> nx.MultiDiGraph:
    nodes = {node.id: node for path in answer.paths for node in path.nodes}
    ties = {tie.id: tie for path in answer.paths for step in path.steps for tie in step.ties}
    ends = {node.id: node for node in (answer.start, answer.end)}
    label = f"From {answer.start.label} to {answer.end.label}"
    return network_of(
        (ends | nodes).values(), ties.values(), label=label, complete=answer.complete, reason=answer.reason
    )


@to_graph.register
def _matrix(answer: Matrix) -> nx.MultiDiGraph:
    graph = network_of((), (), label="Stances of actors on things", hierarchy=answer.hierarchy)
    nodes = {node.id: node for node in (*answer.holders, *answer.things)}
    for node in nodes.values():
        add_node(graph, _plain(node), weight=node.positions)
    for cell in answer.cells:
        basis = Basis(cell.act, cell.first, cell.last, cell.positions, cell.evidence)
        counts = {"support": cell.support, "oppose": cell.oppose, "neutral": cell.neutral}
        add_tie(graph, _stance(nodes[cell.holder], nodes[cell.thing], cell.polarity, basis, cell.said), **counts)
    return graph


@to_graph.register
def _agreement(answer: Agreement) -> nx.Graph:
    graph = nx.Graph(label="Agreement of actors", minimum=answer.minimum, total=answer.total)
    for pair in answer.pairs:
        for node in (pair.a, pair.b):
            add_node(graph, node)
        graph.add_edge(
            pair.a.id,
            pair.b.id,
            label=f"agree on {pair.agree} of {pair.shared}",
            tie="agreement",
            polarity="+" if pair.agree > pair.conflict else "-" if pair.agree < pair.conflict else "±",
            weight=pair.shared,
            agree=pair.agree,
            conflict=pair.conflict,
            share=pair.share,
            low=pair.low,
            high=pair.high,
            cosine=pair.cosine,
            **resting(pair.basis, pair.evidence),
            **{name: things for name, things in _shared(pair).items() if things},
        )
    return graph


def _shared(pair: Pair) -> dict[str, str]:
    """The things that a pair's figures rest on, as far as they are named."""
    return {
        name: " | ".join(one.thing.label for one in pair.things if (one.a == one.b) == agreed)
        for name, agreed in (("agree_on", True), ("differ_on", False))
    }


@to_graph.register
def _disagreements(answer: Disagreements) -> nx.MultiDiGraph:
    graph = network_of((), (), label="Disagreements", total=answer.total)
    for one in answer.things:
        add_node(graph, one.thing)
        for polarity, sides in (("+", one.proponents), ("-", one.opponents)):
            for side in sides:
                add_node(graph, side.holder)
                add_tie(graph, _stance(side.holder, one.thing, polarity, side.basis, side.evidence))  # type: ignore[arg-type]
    return graph


@to_graph.register
def _change(answer: Change) -> nx.MultiDiGraph:
    graph = network_of((), (), label=f"Change from {answer.before} to {answer.after}", total=answer.total)
    for item in answer.items:
        for node in (item.holder, item.thing):
            add_node(graph, node)
        polarity = item.polarity_after or item.polarity_before
        tie = _stance(item.holder, item.thing, polarity, item.basis, item.after or item.before, item.kind)
        add_tie(graph, tie, change=item.kind, before=item.polarity_before, after=item.polarity_after)
    return graph


@to_graph.register
def _timeline(answer: Timeline) -> nx.MultiDiGraph:
    graph = network_of((answer.holder, answer.thing), (), label=f"{answer.holder.label} on {answer.thing.label}")
    for at, point in enumerate(answer.points):
        tie = _stance(answer.holder, answer.thing, point.polarity, point.basis, point.evidence, point.date)
        until = answer.points[at + 1].date if at + 1 < len(answer.points) else None
        add_tie(graph, tie, date=point.date, first=point.date, until=until)
    return graph


@to_graph.register
def _similarity(answer: Similarity) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(label=f"{answer.a.title} and {answer.b.title}")
    for text in (answer.a, answer.b):
        graph.add_node(text.id, label=text.title, kind="document", iri=text.iri, date=text.date)
    for one in answer.things:
        add_node(graph, one.thing)
        for text, polarity, basis in ((answer.a, one.a, one.basis_a), (answer.b, one.b, one.basis_b)):
            if polarity is not None and basis is not None:
                key = f"{text.id}/{one.thing.id}"
                told = resting(basis, ()) | {
                    "label": basis.act,
                    "tie": "says",
                    "polarity": polarity,
                    "document": text.id,
                }
                graph.add_edge(text.id, one.thing.id, key=key, weight=basis.count, **told)
    return graph


@to_graph.register
def _members(answer: Members) -> nx.MultiDiGraph:
    nodes = (answer.body, *answer.members)
    graph = network_of(nodes, answer.memberships, label=f"{answer.body.label} and its members")
    for one in answer.apart:
        add_node(graph, one.thing)
        sides = (
            (one.member, one.member_polarity, one.member_basis, one.member_evidence),
            (answer.body, one.body_polarity, one.body_basis, one.body_evidence),
        )
        for holder, polarity, basis, said in sides:
            tie = _stance(holder, one.thing, polarity, basis, said)
            if not graph.has_edge(tie.start, tie.end, tie.id):
                add_tie(graph, tie)
    return graph


@to_graph.register
def _blocs(answer: Blocs) -> nx.Graph:
    """Members by bloc, and the tense triangles; the ties within blocs are those of the agreement network."""
    graph = nx.Graph(label="Blocs", method=answer.method, frustration=answer.frustration, strength=answer.strength)
    for bloc in answer.blocs:
        for node in bloc.members:
            add_node(graph, node, bloc=bloc.number)
    kind = "agreement" if answer.of == "actors" else "stance"
    for tie in answer.ties_listed:
        told = {"label": f"{tie.weight:+g}", "tie": kind, "polarity": tie.polarity, "weight": abs(tie.weight)}
        graph.add_edge(tie.a.id, tie.b.id, **told, **resting(tie.basis, tie.evidence))
    return graph


@to_graph.register
def _edge(answer: Edge) -> nx.MultiDiGraph:
    """An edge for each of its positions."""
    label = f"{answer.start.label} and {answer.end.label}: {answer.tie}"
    graph = network_of((answer.start, answer.end), (), label=label, total=answer.total, reason=answer.reason)
    for one in answer.positions:
        for node in (one.holder, one.thing):
            add_node(graph, node)
        basis = Basis(one.said.act, one.said.date, one.said.date, 1, [one.said.position])
        add_tie(graph, _stance(one.holder, one.thing, one.said.polarity, basis, [one.said], one.said.position))
    return graph


@to_graph.register
def _centrality(answer: Centrality) -> nx.Graph:
    graph = nx.Graph(label=f"The middle of the network {answer.network}", engine=answer.engine, total=answer.total)
    for one in answer.rows:
        figures = {"degree": one.degree, "pagerank": one.pagerank, "betweenness": one.betweenness}
        add_node(graph, one.node, weight=one.positions, **figures)
    return graph
