"""Ontology, rules and reference data in a store: what is known before any document is read."""

from __future__ import annotations

import gettext
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pyoxigraph as ox

from graph_builder import ontology
from graph_builder.graph.derive import derive, load_rules, rule_quads
from graph_builder.graph.iri import slug
from graph_builder.graph.quads import QuadList, date_literal, tagged
from graph_builder.graph.vocab import DCTERMS, GRAPHS, ID, ORG, SG, SKOS
from graph_builder.graph.vocab import iri as node
from graph_builder.model import Concept
from graph_builder.reference import Reference, Row

__all__ = ["fill"]

_LANGUAGES: Mapping[str, str] = {"ru": "ru", "zh": "zh_CN", "fr": "fr", "es": "es", "ar": "ar"}
"""Languages of state names, with the names of pycountry's catalogues."""

_TREATY_DATES: Mapping[str, str] = {
    "signed": "signedOn",
    "opened": "openedOn",
    "in_force": "inForceFrom",
    "ended": "inForceUntil",
}
"""Columns of dates of a treaty, with the property of each."""

_OTHER_SCRIPTS = frozenset({"ru", "zh", "ar"})


class _Facts:
    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.graph = f"{GRAPHS}reference"
        self.out = QuadList(self.graph)
        self._used: Counter[str] = Counter()

    def quads(self) -> list[ox.Quad]:
        tables = self.reference.tables
        for row in tables["states"]:
            self._state(row)
        for row in tables["historic_states"]:
            self._historic_state(row)
        for row in tables["polities"]:
            self._polity(row)
        for row in tables["organizations"]:
            self._organization(row)
        for row in tables["treaties"]:
            self._treaty(row)
        for row in tables["memberships"]:
            self._affiliation(row)
        for row in tables["participations"]:
            self._participation(row)
        return self.out.quads()

    def _thing(self, row: Row, concept: Concept, kind: str) -> str:
        """Class, labels, names and source of the thing that a row describes."""
        out = self.out
        subject = out.node(ID + concept.id, SG + kind, concept.label)
        out.add(subject, f"{SKOS}prefLabel", tagged(concept.label, "en"))
        for language in _LANGUAGES:
            if label := row.cells.get(f"label_{language}"):
                out.add(subject, f"{SKOS}prefLabel", tagged(label, language))
        official = row.cells.get("official_name")
        names = [name for name in (*concept.names, *concept.weak_names) if name not in {concept.label, official}]
        shown = {concept.label, *names}
        out.add(subject, f"{SKOS}altLabel", *(tagged(name, "en") for name in names))
        out.add(
            subject, f"{SKOS}hiddenLabel", *(tagged(name, "en") for name in concept.adjectives if name not in shown)
        )
        self._source(subject, row)
        return subject

    def _source(self, subject: str, row: Row) -> None:
        self.out.add(subject, f"{SG}sourceNote", row["source"])

    def _dates(self, subject: str, row: Row, columns: Mapping[str, str]) -> None:
        for column, property_ in columns.items():
            if row[column]:
                self.out.add(subject, SG + property_, date_literal(row[column]))

    def _concept(self, code: str) -> Concept:
        return self.reference.actor_by_code[code]

    def _state(self, row: Row) -> None:
        import pycountry

        country: Any = pycountry.countries.get(alpha_3=row["alpha3"])
        subject = self._thing(row, self._concept(row["alpha3"]), "State")
        for language, name in _translated(country).items():
            if not row.cells.get(f"label_{language}"):
                self.out.add(subject, f"{SKOS}prefLabel", tagged(name, language))
        self.out.add(subject, f"{SG}code", country.alpha_3)
        self.out.add(subject, f"{SG}alpha2", country.alpha_2)
        self.out.add(subject, f"{SG}numericCode", country.numeric)

    def _historic_state(self, row: Row) -> None:
        subject = self._thing(row, self._concept(row["code"]), "HistoricState")
        self.out.add(subject, f"{SG}code", row["code"])
        self._dates(subject, row, {"start": "startDate", "end": "endDate"})
        successors = (ID + self._concept(code).id for code in row.many("successors"))
        self.out.link(subject, f"{DCTERMS}isReplacedBy", *successors)

    def _polity(self, row: Row) -> None:
        subject = self._thing(row, self._concept(row["label"]), "Polity")
        self.out.add(subject, f"{SG}code", row["label"])
        self.out.add(subject, f"{SKOS}scopeNote", tagged(row["note"], "en"))
        self._dates(subject, row, {"start": "startDate", "end": "endDate"})

    def _organization(self, row: Row) -> None:
        subject = self._thing(row, self._concept(row["code"]), row["class"])
        self.out.add(subject, f"{SG}code", row["code"])
        self.out.link(subject, f"{ORG}subOrganizationOf", *(f"{ID}actor/{parent}" for parent in row.many("part_of")))
        self._dates(subject, row, {"founded": "startDate"})

    def _treaty(self, row: Row) -> None:
        subject = self._thing(row, self.reference.by_id[f"treaty/{row['id']}"], "Treaty")
        self.out.add(subject, f"{SG}officialName", *(tagged(name, "en") for name in row.many("official_name")))
        self.out.add(subject, f"{SG}status", row["status"])
        self.out.link(subject, f"{SG}regulates", *(ID + topic for topic in row.many("regulates")))
        self._dates(subject, row, _TREATY_DATES)

    def _fact(self, kind: str, *parts: str) -> str:
        """IRI of a dated fact; sources that disagree give two facts, told apart by a number."""
        local = f"{kind}/{'-'.join(slug(part) for part in parts if part)}"
        self._used[local] += 1
        return ID + local + (f"-{self._used[local]}" if self._used[local] > 1 else "")

    def _affiliation(self, row: Row) -> None:
        member, organization = self._concept(row["member"]), self._concept(row["organization"])
        subject = self._fact("affiliation", row["member"], row["organization"], row["role"], row["start"])
        label = f"{member.label}, {row['role']} of {row['organization']}{_period(row)}"
        self.out.node(subject, f"{SG}Affiliation", label)
        self.out.link(subject, f"{ORG}member", ID + member.id)
        self.out.link(subject, f"{ORG}organization", ID + organization.id)
        self.out.add(subject, f"{SG}role", row["role"])
        self._dates(subject, row, {"start": "startDate", "end": "endDate"})
        self._source(subject, row)

    def _participation(self, row: Row) -> None:
        actor, treaty = self._concept(row["actor"]), self.reference.by_id[f"treaty/{row['treaty']}"]
        subject = self._fact("participation", row["actor"], row["treaty"], row["kind"], row["start"])
        self.out.node(subject, f"{SG}Participation", f"{actor.label}, {row['kind']}, {treaty.label}{_period(row)}")
        self.out.link(subject, f"{SG}participant", ID + actor.id)
        self.out.link(subject, f"{SG}treaty", ID + treaty.id)
        self.out.add(subject, f"{SG}participationKind", row["kind"])
        if row["disputed"]:
            self.out.add(subject, f"{SG}disputed", True)
        self._dates(subject, row, {"start": "startDate", "end": "endDate"})
        self._source(subject, row)


def _period(row: Row) -> str:
    start, end = row["start"] and f" from {row['start']}", row["end"] and f" until {row['end']}"
    return start + end


@cache
def _catalogue(name: str) -> Callable[[str], str]:
    import pycountry

    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[name]).gettext


def _translated(country: Any) -> dict[str, str]:
    """Names of a state by language, as far as pycountry's catalogues have them."""
    names = {}
    for language, catalogue in _LANGUAGES.items():
        translate = _catalogue(catalogue)
        for name in (getattr(country, "common_name", None), country.name):
            # A catalogue without an entry gives the English name back, which is no name in another script.
            if name and (translate(name) != name or language not in _OTHER_SCRIPTS):
                names[language] = translate(name)
                break
    return names


def fill(store: ox.Store, reference: Reference) -> None:
    """Put ontology, rules, reference data and alignments into a store, each kind in its graph; all nodes are IRIs.

    What rules derive from them alone is there too.
    """
    store.bulk_extend(rule_quads())
    for file in ontology.files("", ".ttl"):
        store.bulk_load(file.read_bytes(), format=ox.RdfFormat.TURTLE, to_graph=node(f"{GRAPHS}ontology"))
    store.bulk_extend(_Facts(reference).quads())
    store.bulk_extend(_alignments(reference))
    for text in reference.topics:
        store.bulk_load(text.encode(), format=ox.RdfFormat.TURTLE, to_graph=node(f"{GRAPHS}reference"))
    store.bulk_extend(derive(store, [rule for rule in load_rules() if rule.scope == "facts"]))


def _alignments(reference: Reference) -> list[ox.Quad]:
    out = QuadList(f"{GRAPHS}mappings")
    for alignment in reference.alignments:
        out.link(ID + alignment.subject, alignment.predicate, alignment.object)
    return out.quads()
