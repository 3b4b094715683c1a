"""Figures that tell how good an ontology with its reference data is, each with the faults that speak against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph_builder import ontology, reference
from graph_builder.graph.checks import Violation, run_checks
from graph_builder.graph.facts import fill
from graph_builder.graph.profile import profile_faults
from graph_builder.graph.query import rows, text_of
from graph_builder.graph.rdf import ontology_quads
from graph_builder.graph.reasoner import consistency, missing
from graph_builder.graph.shapes import find_violations
from graph_builder.graph.vocab import GRAPHS, OWL, PREFIXES, RDFS, SG, SH, SKOS, iri

__all__ = ["MINIMA", "Figure", "figures"]

MINIMA: Mapping[str, int] = {
    "Organization": 60,
    "Threat": 120,
    "Treaty": 80,
    "Conflict": 60,
    "Issue": 250,
    "Principle": 60,
    "Initiative": 60,
}
"""How many things of a class there should be at least."""

_PROLOGUE = "".join(f"PREFIX {name}: <{value}>\n" for name, value in {**PREFIXES, "owl": OWL, "sh": SH}.items())
_TERM = (
    "?term a ?type ; rdfs:isDefinedBy ?module . FILTER (?type IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty))"
)
_GROUPS = {
    "orphan concepts": {"orphan-concept"},
    "cycles in broader": {"broader-cycle"},
    "labels claimed twice": {"label-twice", "label-both"},
}
_LANGUAGES = {
    "State": ("en", "ru", "zh", "fr", "es", "ar"),
    "Organization": ("en", "ru", "zh"),
    "Treaty": ("en", "ru", "zh"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure, what is wanted of it ("" if nothing is), and the faults that keep it from that."""

    name: str
    value: str
    wanted: str = ""
    faults: tuple[Violation, ...] = ()


def figures() -> list[Figure]:
    """All figures of the ontology in use. Raises ReferenceDataError for data that cannot be read at all."""
    store = ox.Store()
    fill(store, reference.load())
    data = [f"{GRAPHS}ontology", f"{GRAPHS}reference", f"{GRAPHS}mappings"]
    faults = [*find_violations(store, data), *run_checks(store, scopes={"document", "facts"})]
    return [
        *_terms(store),
        *_things(store),
        *_coverage(store),
        *_checked(faults),
        _undefined(store),
        _profile(),
        _verdict(store),
        _shapes(store),
    ]


def _ask(store: ox.Store, query: str) -> list[list[str]]:
    found = rows(store, f"{_PROLOGUE}{query}")
    names = [variable.value for variable in found.variables]
    return [[text_of(value) if (value := row[name]) is not None else "" for name in names] for row in found]


def _terms(store: ox.Store) -> Iterator[Figure]:
    every = [term for (term,) in _ask(store, f"SELECT DISTINCT ?term {{ {_TERM} }} ORDER BY STR(?term)")]
    own = [term for term in every if term.startswith(SG)]
    yield Figure("terms, reused ones included", str(len(every)))
    yield Figure("terms of our own", str(len(own)))
    for name, property_, terms in (
        ("label", f"{RDFS}label", every),
        ("definition", f"{SKOS}definition", own),
        ("reason to exist", f"{SKOS}editorialNote", own),
    ):
        lacking = [term for term in terms if not any(store.quads_for_pattern(iri(term), iri(property_), None, None))]
        what = f"{'own ' if terms is own else ''}terms with a {name}"
        faults = (Violation(term, f"it has no {name}. Write one.", what) for term in lacking)
        yield Figure(what, _share(len(terms) - len(lacking), len(terms)), "100 %", tuple(faults))


def _things(store: ox.Store) -> Iterator[Figure]:
    counted = dict(_ask(store, "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) { ?thing a ?class } GROUP BY ?class"))
    counted[f"{SG}Organization"] = str(
        sum(int(counted.get(SG + name, 0)) for name in ("Organization", "Body", "Coalition"))
    )
    for name in ("State", "HistoricState", *MINIMA):
        count, least = int(counted.get(SG + name, 0)), MINIMA.get(name, 1)
        short = Violation(SG + name, f"there are {count}, fewer than {least}. Add some.", "things")
        yield Figure(f"things of class {name}", str(count), f"≥ {least}", () if count >= least else (short,))


def _coverage(store: ox.Store) -> Iterator[Figure]:
    for name in ("State", "Organization", "Treaty", "Threat", "Conflict", "Issue", "Principle", "Initiative"):
        [[total]] = _ask(store, f"SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ ?thing a sg:{name} }}")
        named = dict(
            _ask(
                store,
                f"""SELECT ?language (COUNT(DISTINCT ?thing) AS ?n) {{
            ?thing a sg:{name} ; skos:prefLabel ?label . BIND (LANG(?label) AS ?language) }} GROUP BY ?language""",
            )
        )
        shares = ", ".join(
            f"{tag} {_share(int(named.get(tag, 0)), int(total))}" for tag in _LANGUAGES.get(name, ("en", "ru", "zh"))
        )
        yield Figure(f"labels of class {name}", shares)


def _checked(faults: Sequence[Violation]) -> Iterator[Figure]:
    for name, checks in _GROUPS.items():
        found = tuple(fault for fault in faults if fault.shape in checks)
        yield Figure(name, str(len(found)), "0", found)
    grouped = frozenset().union(*_GROUPS.values())
    rest = tuple(fault for fault in faults if fault.shape not in grouped)
    yield Figure("other faults that shapes and checks find", str(len(rest)), "0", rest)


def _undefined(store: ox.Store) -> Figure:
    defined = {quad.subject.value for quad in store.quads_for_pattern(None, None, None, iri(f"{GRAPHS}ontology"))}  # type: ignore[union-attr]
    folders = {"": ".ttl", "concepts": ".ttl", "shapes": ".ttl", "checks": ".rq", "rules": ".rq", "questions": ".rq"}
    faults = []
    for folder, suffix in folders.items():
        for file in ontology.files(folder, suffix):
            used = set(re.findall(r"\bsg:(\w+)", file.read_text(encoding="utf-8")))
            wrong = sorted(name for name in used if SG + name not in defined)
            faults += [
                Violation(f"{folder}/{file.name}", f"sg:{name} is defined nowhere. Correct it.", "undefined term")
                for name in wrong
            ]
    return Figure("undefined terms used", str(len(faults)), "0", tuple(faults))


def _profile() -> Figure:
    faults = tuple(profile_faults(quad.triple for quad in ontology_quads()))
    return Figure("OWL 2 profile", "RL" if not faults else f"outside RL in {len(faults)} places", "RL", faults)


def _verdict(store: ox.Store) -> Figure:
    if reason := missing():
        return Figure("reasoner (HermiT)", f"not asked: {reason}")
    verdict = consistency(quad.triple for quad in store)
    fault = Violation(
        "ontology", f"HermiT finds it {verdict}. Look at what you last added and at disjoint.ttl.", "reasoner"
    )
    good = verdict.consistent and not verdict.unsatisfiable
    return Figure("reasoner (HermiT)", str(verdict), "consistent, 0 unsatisfiable classes", () if good else (fault,))


def _shapes(store: ox.Store) -> Figure:
    found = _ask(store, "SELECT DISTINCT ?class { ?class a owl:Class ; rdfs:isDefinedBy ?module }")
    classes = {term for (term,) in found if term.startswith(SG)}
    shapes = ox.Store()
    shapes.load(ontology.read_bytes("shapes", "data.ttl"), format=ox.RdfFormat.TURTLE)
    covered = {text_of(quad.object) for quad in shapes.quads_for_pattern(None, iri(f"{SH}targetClass"), None, None)}
    message = "no shape has it as sh:targetClass. Add one to shapes/data.ttl."
    faults = tuple(Violation(name, message, "shapes") for name in sorted(classes - covered))
    return Figure("own classes with a shape", _share(len(classes & covered), len(classes)), "100 %", faults)


def _share(part: int, whole: int) -> str:
    return f"{100 * part // whole if whole else 0} %"
