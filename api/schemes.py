"""The vocabulary as trees: classes of the ontology, concepts of a scheme, actors and treaties by class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from api.directory import Directory, fold
from api.models import ThingRef
from api.positions import thing_ref
from api.reader import SG, Reader

__all__ = ["SCHEMES", "Branch", "ClassBranch", "classes", "grouped", "scheme_tree"]

SCHEMES = ("threats", "issues", "principles", "conflicts", "initiatives")
"""Schemes of things that positions bear on; sg:acts and sg:polarities are shown with the classes."""

_CONCEPTS = f"""SELECT ?thing ?broader ?definition WHERE {{{{
  ?thing skos:inScheme <{SG}{{scheme}}> .
  OPTIONAL {{{{ ?thing skos:broader ?broader }}}}
  OPTIONAL {{{{ ?thing skos:definition ?definition FILTER(LANG(?definition) IN ("", "en")) }}}}
}}}} ORDER BY STR(?thing)"""
_COUNTS = """SELECT ?thing (COUNT(DISTINCT ?position) AS ?n) WHERE {
  { ?attitude sg:referent ?thing . ?position sg:attitude ?attitude } UNION { ?position sg:holder ?thing }
} GROUP BY ?thing"""
_CLASSES = """SELECT ?class ?label ?up ?definition WHERE {
  ?class a <http://www.w3.org/2002/07/owl#Class> .
  OPTIONAL { ?class rdfs:label ?label FILTER(LANG(?label) IN ("", "en")) }
  OPTIONAL { ?class rdfs:subClassOf ?up FILTER(ISIRI(?up)) }
  OPTIONAL { ?class skos:definition ?definition FILTER(LANG(?definition) IN ("", "en")) }
} ORDER BY STR(?class)"""
_INSTANCES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) WHERE { ?thing a ?class } GROUP BY ?class"


@dataclass(slots=True)
class Branch:
    """A concept with the narrower ones below it. `positions` are those by or about itself, `below` those further down."""

    thing: ThingRef
    definition: str = ""
    positions: int = 0
    below: int = 0
    narrower: list[Branch] = field(default_factory=list)


@dataclass(slots=True)
class ClassBranch:
    """A class with its subclasses; `instances` counts what is asserted to be one."""

    name: str
    label: str
    definition: str = ""
    instances: int = 0
    narrower: list[ClassBranch] = field(default_factory=list)


async def _position_counts(reader: Reader) -> dict[str, int]:
    return {row["thing"]: int(row["n"]) for row in await reader.rows(_COUNTS)}


async def scheme_tree(reader: Reader, things: Directory, scheme: str, words: str = "") -> list[Branch]:
    """The concepts of a scheme as trees. With words: those whose names have them, below what is broader."""
    counts = await _position_counts(reader)
    broader: defaultdict[str, list[str]] = defaultdict(list)
    definitions: dict[str, str] = {}
    for row in await reader.rows(_CONCEPTS.format(scheme=scheme)):
        broader[row["thing"]] += [row["broader"]] if row.get("broader") else []
        definitions[row["thing"]] = row.get("definition", "")
    kept = _kept(things, broader, words) if words else set(broader)
    narrower: defaultdict[str, list[str]] = defaultdict(list)
    for thing in kept:
        for up in dict.fromkeys(broader[thing]):
            narrower[up].append(thing)

    def branch(value: str, above: frozenset[str]) -> Branch:
        inside = above | {value}
        below = [branch(one, inside) for one in narrower[value] if one not in inside]
        below.sort(key=lambda one: one.thing.label)
        total = sum(one.positions + one.below for one in below)
        ref = thing_ref(things, value)
        return Branch(ref, definitions.get(value, ""), counts.get(value, 0), total, below)

    tops = [branch(thing, frozenset()) for thing in kept if not any(up in kept for up in broader[thing])]
    return sorted(tops, key=lambda one: one.thing.label)


def _kept(things: Directory, broader: Mapping[str, Sequence[str]], words: str) -> set[str]:
    """The concepts that go by some words, and all that is broader."""
    wanted = fold(words)
    waiting = [value for value in broader if _called(things, value, wanted)]
    kept: set[str] = set()
    while waiting:
        value = waiting.pop()
        if value not in kept and value in broader:
            kept.add(value)
            waiting += broader[value]
    return kept


def _called(things: Directory, value: str, wanted: str) -> bool:
    thing = things.by_iri.get(value)
    return thing is not None and any(wanted in fold(name) for name in (thing.label, thing.slug, *thing.names))


async def grouped(reader: Reader, things: Directory, kind: str, words: str = "") -> dict[str, list[Branch]]:
    """The things of a kind by class, those with the most positions first."""
    counts = await _position_counts(reader)
    wanted = fold(words)
    groups: defaultdict[str, list[Branch]] = defaultdict(list)
    for value, thing in things.by_iri.items():
        if thing.kind == kind and (not wanted or _called(things, value, wanted)):
            groups[thing.class_name].append(Branch(thing_ref(things, value), positions=counts.get(value, 0)))
    for group in groups.values():
        group.sort(key=lambda one: (-one.positions, one.thing.label))
    return dict(sorted(groups.items(), key=lambda group: (-sum(one.positions for one in group[1]), group[0])))


async def classes(reader: Reader) -> list[ClassBranch]:
    """The classes of the ontology as trees."""
    instances = {row["class"]: int(row["n"]) for row in await reader.rows(_INSTANCES)}
    ups: defaultdict[str, set[str]] = defaultdict(set)
    known: dict[str, ClassBranch] = {}
    for row in await reader.rows(_CLASSES):
        value = row["class"]
        if not value.startswith(SG):
            continue
        name = value.removeprefix(SG)
        known[value] = ClassBranch(name, row.get("label", name), row.get("definition", ""), instances.get(value, 0))
        if row.get("up", "").startswith(SG):
            ups[value].add(row["up"])
    for value, one in known.items():
        for up in ups[value]:
            if up in known and up != value:
                known[up].narrower.append(one)
    return _sorted(one for value, one in known.items() if not ups[value] & set(known))


def _sorted(branches: Iterable[ClassBranch]) -> list[ClassBranch]:
    found = sorted(branches, key=lambda one: one.label)
    for one in found:
        one.narrower = _sorted(one.narrower)
    return found
