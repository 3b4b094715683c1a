"""Positions as the network that pages draw: each attitude of each holder is an edge. Questions are in `api.networks`."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from api.directory import Directory
from api.models import PositionOut
from api.positions import SIGNS, thing_ref
from api.reader import Reader, Row, local_id, values

__all__ = ["ego_network", "network_of", "whole_network"]

_EDGES = """SELECT ?position ?attitude ?holder ?thing ?polarity ?act ?date (SAMPLE(?exact) AS ?quote)
  (SAMPLE(?doc) AS ?document) WHERE {{
  {given}
  ?attitude sg:referent ?thing ; sg:polarity ?polarity .
  ?position sg:attitude ?attitude ; sg:holder ?holder ; sg:act ?act ; sg:date ?date .
  ?attestation sg:attests ?position ; oa:hasSelector/oa:exact ?exact ; oa:hasSource/sg:versionOf ?doc .
}} GROUP BY ?position ?attitude ?holder ?thing ?polarity ?act ?date
ORDER BY DESC(STR(?date)) STR(?position) STR(?holder) STR(?attitude) LIMIT {limit}"""


def network_of(positions: Iterable[PositionOut]) -> nx.MultiDiGraph:
    """The network of positions that were read already."""
    network = nx.MultiDiGraph(complete=True)
    for position in positions:
        for holder in position.holders:
            for attitude in position.attitudes:
                for thing in (holder, attitude):
                    network.add_node(thing.id, label=thing.label, kind=thing.kind, iri=thing.iri)
                network.add_edge(
                    holder.id,
                    attitude.id,
                    act=position.act,
                    polarity=attitude.polarity,
                    position=position.id,
                    document=position.document.id,
                )
    return network


async def whole_network(reader: Reader, things: Directory, limit: int) -> nx.MultiDiGraph:
    """The network of all positions, the latest first, up to a number of edges."""
    rows = await reader.rows(_EDGES.format(given="", limit=limit + 1))
    return _network(rows, things, limit)


async def ego_network(reader: Reader, things: Directory, centre: str, depth: int, limit: int) -> nx.MultiDiGraph:
    """The network around a thing: what is linked to it, then what is linked to that, `depth` times."""
    edges: dict[tuple[str, str], Row] = {}
    seen: set[str] = set()
    frontier = {centre}
    for _ in range(depth):
        seen |= frontier
        given = sorted(frontier)
        both = f"{{ {values('holder', given)} ?position sg:holder ?holder }} UNION {{ {values('thing', given)} }}"
        rows = await reader.rows(_EDGES.format(given=both, limit=limit + 1))
        edges |= {(row["attitude"], row["holder"]): row for row in rows}
        frontier = {row[end] for row in rows for end in ("holder", "thing")} - seen
        if not frontier or len(edges) > limit:
            break
    network = _network(edges.values(), things, limit)
    network.graph["centre"] = local_id(centre)
    if centre not in {data["iri"] for _, data in network.nodes(data=True)}:
        _add_node(network, things, centre)
    return network


def _network(rows: Iterable[Row], things: Directory, limit: int) -> nx.MultiDiGraph:
    """A network of the first `limit` edges; `complete` says whether there were no more."""
    found = list(rows)
    network = nx.MultiDiGraph(complete=len(found) <= limit, limit=limit)
    for row in found[:limit]:
        source, target = (_add_node(network, things, row[end]) for end in ("holder", "thing"))
        edge = f"{local_id(row['attitude'])}/{local_id(row['holder'])}"
        network.add_edge(
            source,
            target,
            key=edge,
            id=edge,
            label=row["act"].rpartition("/")[2],
            act=row["act"].rpartition("/")[2],
            polarity=SIGNS[row["polarity"].rpartition("/")[2]],
            date=row["date"],
            quote=row["quote"],
            document=local_id(row["document"]),
            position=local_id(row["position"]),
        )
    return network


def _add_node(network: nx.MultiDiGraph, things: Directory, value: str) -> str:
    thing = thing_ref(things, value)
    network.add_node(thing.id, label=thing.label, kind=thing.kind, iri=thing.iri)
    return thing.id
