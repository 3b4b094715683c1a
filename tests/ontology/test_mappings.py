"""Alignments to other vocabularies: those in the tables are verified, those by rule follow the ISO codes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder import ontology
from graph_builder.errors import ReferenceDataError
from graph_builder.graph.facts import fill
from graph_builder.graph.query import rows, text_of
from graph_builder.reference import Reference
from graph_builder.reference.mappings import read_mappings

IDENTIFIERS = Path(__file__).parents[3] / "shared" / "identifiers.tsv"
SCHEMES = {
    "wikidata": "http://www.wikidata.org/entity/",
    "eurovoc": "http://eurovoc.europa.eu/",
    "unbis": "http://metadata.un.org/thesaurus/",
    "eu-country": "http://publications.europa.eu/resource/authority/country/",
}
NOT_OURS = {
    "Conference on Disarmament in Europe (not the CD in Geneva)",
    "UN International Drug Control Programme (predecessor of UNODC)",
    "START I / START agreement",  # a heading for both START treaties
    "terrorist attack", "interference / intervention", "internet", "narcotic drugs", "psychotropic substances",
    "UN resolution", "civil war", "armed conflicts", "Yugoslavia (FR)", "Kosovo",
}  # fmt: skip
"""Things that we have no concept for."""


@pytest.fixture(scope="module")
def facts(known: Reference) -> ox.Store:
    store = ox.Store()
    fill(store, known)
    return store


def matches(store: ox.Store) -> set[tuple[str, str, str]]:
    query = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?s ?p ?o { VALUES ?p { skos:exactMatch skos:closeMatch } ?s ?p ?o }"""
    return {(text_of(row["s"]), text_of(row["p"]), text_of(row["o"])) for row in rows(store, query)}


@pytest.mark.skipif(not IDENTIFIERS.exists(), reason="the verified identifiers lie in ../shared")
def test_alignments_are_the_verified_ones_and_no_others(facts: ox.Store) -> None:
    with IDENTIFIERS.open(encoding="utf-8") as file:
        listed = [row for row in csv.DictReader(file, delimiter="\t") if row["scheme"] in SCHEMES and row["id"]]
    verified = {
        SCHEMES[row["scheme"]] + row["id"]: row["label"]
        for row in listed
        if row["source where seen"].startswith("verified") and row["kind"].partition("-")[0] != "wikidata"
    }
    made = {thing for _, _, thing in matches(facts) if not thing.startswith(SCHEMES["eu-country"])}
    assert made <= verified.keys()
    left_out = {label for thing, label in verified.items() if thing not in made and "country/" not in thing}
    assert {label for label in left_out if "subject of the INF" not in label} <= NOT_OURS


def test_every_state_is_linked_by_its_code(facts: ox.Store) -> None:
    linked = {(s, o) for s, _, o in matches(facts) if o.startswith(SCHEMES["eu-country"])}
    assert ("https://w3id.org/stancegraph/id/actor/KAZ", f"{SCHEMES['eu-country']}KAZ") in linked
    assert ("https://w3id.org/stancegraph/id/actor/soviet-union", f"{SCHEMES['eu-country']}SUN") in linked
    assert len(linked) >= 249


def test_one_thing_is_not_exactly_two_of_ours(facts: ox.Store) -> None:
    exact = [(s, o) for s, p, o in matches(facts) if p.endswith("exactMatch")]
    assert len({o for _, o in exact}) == len(exact)


def test_tables_are_sorted_and_name_things_as_we_do(known: Reference) -> None:
    for file in ontology.files("mappings", ".tsv"):
        table = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line[0] != "#"][1:]
        assert table == sorted(table)
        assert all(known.by_id[row[0].removeprefix("id:")].label == row[1] for row in table)


HEAD = "#curie_map:\n#  id: https://w3id.org/stancegraph/id/\n#  wd: http://www.wikidata.org/entity/\n"
HEAD += "#  skos: http://www.w3.org/2004/02/skos/core#\n"
COLUMNS = "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tcomment\n"
ROW = "id:threat/terrorism\tterrorism\tskos:exactMatch\twd:Q7283\t\tsemapv:ManualMappingCuration\ta list\n"


@pytest.fixture
def table(tmp_path: Path, known: Reference) -> Callable[[str], object]:
    def read(text: str) -> object:
        (tmp_path / "mappings").mkdir()
        (tmp_path / "mappings" / "wikidata.sssom.tsv").write_text(text, encoding="utf-8")
        return read_mappings(tmp_path, known.by_id)

    return read


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (COLUMNS + ROW, r"line 1: it has no curie_map"),
        (HEAD + COLUMNS.replace("comment", "remark") + ROW, r"line 5: the columns are others"),
        (HEAD + COLUMNS + ROW.replace("threat/terrorism", "threat/terorism"), r"line 6: .*Near: threat/terrorism"),
        (HEAD + COLUMNS + ROW.replace("exactMatch", "sameAs"), r'line 6: "skos:sameAs" is no mapping relation'),
        (HEAD + COLUMNS + ROW.replace("wd:Q", "wikidata:Q"), r'line 6: "wikidata:Q7283" is not a short name'),
        (HEAD + COLUMNS + ROW.replace("a list", ""), r"line 6: it has no source"),
        (HEAD + COLUMNS + ROW + ROW.replace("threat/terrorism", "threat/piracy"), r"line 7: wd:Q7283 is exactly"),
        (HEAD + COLUMNS + ROW.replace("\t\t", "\t"), r"line 6: 6 cells"),
    ],
)
def test_a_wrong_row_is_named(table: Callable[[str], object], text: str, says: str) -> None:
    with pytest.raises(ReferenceDataError, match=says):
        table(text)
