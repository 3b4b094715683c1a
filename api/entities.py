"""All that the graph tells of one thing."""

from __future__ import annotations

from collections.abc import Iterable

from api.directory import Directory, Thing
from api.models import Counts, EntityOut, MembershipOut, ParticipationOut, ThingRef
from api.positions import SIGNS, thing_ref
from api.reader import SG, Reader, Row, iri

__all__ = ["describe_entity", "entity"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_FACTS = (
    "officialName",
    "status",
    "signedOn",
    "inForceFrom",
    "inForceUntil",
    "startDate",
    "endDate",
    "alpha2",
    "numericCode",
)

_TIES = ("broader", "narrower", "part_of", "parts", "regulates", "regulated_by")

_STATEMENTS = """SELECT ?property ?value (LANG(?value) AS ?language) WHERE {{
  {thing} ?property ?value . FILTER(ISLITERAL(?value))
}} ORDER BY STR(?property) STR(?value)"""
_RELATIVES = """SELECT ?tie ?other WHERE {{
  {{ {thing} skos:broader ?other BIND("broader" AS ?tie) }}
  UNION {{ ?other skos:broader {thing} BIND("narrower" AS ?tie) }}
  UNION {{ {thing} org:subOrganizationOf ?other BIND("part_of" AS ?tie) }}
  UNION {{ ?other org:subOrganizationOf {thing} BIND("parts" AS ?tie) }}
  UNION {{ {thing} sg:regulates ?other BIND("regulates" AS ?tie) }}
  UNION {{ ?other sg:regulates {thing} BIND("regulated_by" AS ?tie) }}
}} ORDER BY ?tie STR(?other)"""
_MEMBERSHIPS = """SELECT * WHERE {{
  {{ ?tie org:member {thing} }} UNION {{ ?tie org:organization {thing} }}
  ?tie org:member ?member ; org:organization ?organization ; sg:role ?role .
  OPTIONAL {{ ?tie sg:startDate ?start }} OPTIONAL {{ ?tie sg:endDate ?end }} OPTIONAL {{ ?tie sg:sourceNote ?source }}
}} ORDER BY STR(?start) STR(?member) STR(?organization) STR(?tie)"""
_PARTICIPATIONS = """SELECT * WHERE {{
  {{ ?tie sg:participant {thing} }} UNION {{ ?tie sg:treaty {thing} }}
  ?tie sg:participant ?actor ; sg:treaty ?treaty ; sg:participationKind ?role .
  OPTIONAL {{ ?tie sg:startDate ?start }} OPTIONAL {{ ?tie sg:endDate ?end }} OPTIONAL {{ ?tie sg:sourceNote ?source }}
}} ORDER BY STR(?start) STR(?actor) STR(?treaty) STR(?tie)"""
_HELD = """SELECT ?act (COUNT(DISTINCT ?position) AS ?n) WHERE {{
  ?position sg:holder {thing} ; sg:act ?act
}} GROUP BY ?act ORDER BY DESC(?n) STR(?act)"""
_ABOUT = """SELECT ?polarity (COUNT(DISTINCT ?position) AS ?n) WHERE {{
  {thing} ^skos:broader* ?thing . ?attitude sg:referent ?thing ; sg:polarity ?polarity . ?position sg:attitude ?attitude
}} GROUP BY ?polarity"""


async def entity(reader: Reader, things: Directory, thing: Thing) -> EntityOut:
    """A thing with its names, dates, ties and counts of positions."""
    node = iri(thing.iri)
    literals = await reader.rows(_STATEMENTS.format(thing=node))
    relatives = _relatives(await reader.rows(_RELATIVES.format(thing=node)), things)
    memberships = await reader.rows(_MEMBERSHIPS.format(thing=node))
    participations = await reader.rows(_PARTICIPATIONS.format(thing=node))
    held = await reader.rows(_HELD.format(thing=node))
    about = await reader.rows(_ABOUT.format(thing=node))
    return EntityOut(
        **thing_ref(things, thing.iri).model_dump(),
        class_name=thing.class_name,
        code=thing.code,
        labels=_labels(literals),
        names=_other_names(thing, literals),
        definition=_first(literals, f"{_SKOS}definition"),
        facts={name: value for name in _FACTS if (value := _first(literals, SG + name))},
        memberships=[_membership(row, things) for row in memberships],
        participations=[_participation(row, things) for row in participations],
        positions=_counts(held, about),
        provisional=_first(literals, f"{SG}provisional") == "true",
        links=_links(thing),
        broader=relatives["broader"],
        narrower=relatives["narrower"],
        part_of=relatives["part_of"],
        parts=relatives["parts"],
        regulates=relatives["regulates"],
        regulated_by=relatives["regulated_by"],
    )


async def describe_entity(reader: Reader, value: str, format_name: str) -> bytes:
    """What the graph says with a thing as subject, and which positions bear on it, as RDF."""
    node = iri(value)
    return await reader.graph(
        f"""CONSTRUCT {{ {node} ?property ?value . ?attitude sg:referent {node} . ?held sg:holder {node} }} WHERE {{
  {{ {node} ?property ?value }} UNION {{ ?attitude sg:referent {node} }} UNION {{ ?held sg:holder {node} }}
}}""",
        format_name,
    )


def _first(rows: Iterable[Row], property_iri: str) -> str | None:
    found = [row for row in rows if row["property"] == property_iri]
    english = [row for row in found if row.get("language", "") in {"", "en"}]
    return (english or found)[0]["value"] if found else None


def _other_names(thing: Thing, rows: Iterable[Row]) -> list[str]:
    said = {
        thing.label,
        *(row["value"] for row in rows if row["property"] in {f"{_SKOS}prefLabel", f"{SG}officialName"}),
    }
    return [name for name in dict.fromkeys(thing.names) if name not in said]


def _labels(rows: Iterable[Row]) -> dict[str, str]:
    labels = {
        row["language"]: row["value"] for row in rows if row["property"] == f"{_SKOS}prefLabel" and row["language"]
    }
    return dict(sorted(labels.items()))


def _relatives(rows: Iterable[Row], things: Directory) -> dict[str, list[ThingRef]]:
    by_tie: dict[str, list[ThingRef]] = {tie: [] for tie in _TIES}
    for row in rows:
        by_tie[row["tie"]].append(thing_ref(things, row["other"]))
    return by_tie


def _membership(row: Row, things: Directory) -> MembershipOut:
    return MembershipOut(
        member=thing_ref(things, row["member"]),
        organization=thing_ref(things, row["organization"]),
        role=row["role"],
        start=row.get("start"),
        end=row.get("end"),
        source=row.get("source"),
    )


def _participation(row: Row, things: Directory) -> ParticipationOut:
    return ParticipationOut(
        actor=thing_ref(things, row["actor"]),
        treaty=thing_ref(things, row["treaty"]),
        role=row["role"],
        start=row.get("start"),
        end=row.get("end"),
        source=row.get("source"),
    )


def _counts(held: Iterable[Row], about: Iterable[Row]) -> Counts:
    by_sign: dict[str, int] = dict.fromkeys(SIGNS.values(), 0)
    by_sign |= {SIGNS[row["polarity"].rpartition("/")[2]]: int(row["n"]) for row in about}
    return Counts(by={row["act"].rpartition("/")[2]: int(row["n"]) for row in held}, about=by_sign)


def _links(thing: Thing) -> dict[str, str]:
    return {
        "page": f"/entity/{thing.id}",
        "rdf": f"/id/{thing.id}",
        "positions_by": f"/api/positions?holder={thing.id}",
        "positions_about": f"/api/positions?about={thing.id}",
        "graph": f"/api/graph?entity={thing.id}",
    }
