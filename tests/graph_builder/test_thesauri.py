"""Thesauri of others: read in every format, kept over builds, their labels found in texts."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import zstandard

from graph_builder import build, import_skos, list_thesauri, remove_thesaurus
from graph_builder.errors import InputError, StoreError
from graph_builder.graph.query import rows, text_of
from graph_builder.graph.store import ReleaseStore
from graph_builder.graph.validate import validate
from graph_builder.graph.vocab import SG, SKOS

Write = Callable[..., Path]
TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix x: <http://example.org/thesaurus/> .
x: a skos:ConceptScheme ; dcterms:title "Test thesaurus"@en ; dcterms:license <http://example.org/licence> .
x:1 a skos:Concept ; skos:inScheme x: ; skos:prefLabel "glacier retreat"@en , "recul des glaciers"@fr ;
    skos:altLabel "melting of glaciers"@en ; skos:broader x:2 .
x:2 a skos:Concept ; skos:inScheme x: ; skos:prefLabel "CRYOSPHERE CHANGE"@en .
x:3 a skos:Concept ; skos:inScheme x: ; skos:prefLabel "terrorism"@en .
x:4 a skos:Concept ; skos:inScheme x: ; skos:prefLabel "old words"@en ; owl:deprecated true .
x:5 a skos:Concept ; skos:inScheme x: ; skos:prefLabel "nur deutsch"@de .
x:6 a skos:Concept ; skos:inScheme x: ; skos:prefLabel "time"@en .
x:7 a skos:Concept ; skos:inScheme x: ; skos:prefLabel "river basins"@en .
x:8 a skos:Concept ; skos:inScheme x: ; skos:prefLabel "hydrology"@en ; skos:altLabel "river basins"@en .
"""
TEXT = "The SCO member States express concern over the melting of glaciers. They condemn terrorism. They support cryosphere change."
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML, "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD,
}  # fmt: skip


def thesaurus(folder: Path, suffix: str = "ttl") -> Path:
    path = folder / f"water.{suffix}"
    triples = [quad.triple for quad in ox.parse(TURTLE, format=ox.RdfFormat.TURTLE)]
    data = ox.serialize(triples, format=FORMATS[suffix.partition(".")[0]]) or b""
    if suffix.endswith(".gz"):
        data = gzip.compress(data)
    elif suffix.endswith(".zst"):
        data = zstandard.ZstdCompressor().compress(data)
    path.write_bytes(data)
    return path


def things(store: Path) -> dict[str, str]:
    """Label and sign of each thing that a position is about."""
    query = f"""SELECT ?thing ?sign {{ ?a <{SG}referent> ?thing ; <{SG}polarity>/<{SKOS}notation> ?sign }}"""
    return {text_of(row["thing"]): text_of(row["sign"]) for row in rows(ReleaseStore(store).load(), query)}


@pytest.mark.parametrize("suffix", [*FORMATS, "ttl.gz", "nt.zst"])
def test_every_format_gives_the_same(tmp_path: Path, suffix: str) -> None:
    report = import_skos(thesaurus(tmp_path, suffix), tmp_path / "store")
    assert (report.name, report.concepts, report.deprecated, report.without_label) == ("water", 6, 1, 1)
    assert report.offered == 3
    graph = ReleaseStore(tmp_path / "store").load()
    licence = ox.NamedNode("http://purl.org/dc/terms/license")
    assert [*graph.quads_for_pattern(ox.NamedNode("http://example.org/thesaurus/"), licence, None, None)]


def test_texts_are_read_with_its_labels_and_ours_come_first(tmp_path: Path, write_document: Write) -> None:
    store = tmp_path / "store"
    import_skos(thesaurus(tmp_path), store)
    build([write_document(TEXT)], store)
    found = things(store)
    assert found["http://example.org/thesaurus/1"] == "-"
    assert found["http://example.org/thesaurus/2"] == "+"
    assert found["https://w3id.org/stancegraph/id/threat/terrorism"] == "-"
    assert "http://example.org/thesaurus/3" not in found
    assert validate(ReleaseStore(store).load()) == []


def test_it_stays_over_builds_and_makes_documents_be_read_anew(tmp_path: Path, write_document: Write) -> None:
    store, path = tmp_path / "store", write_document(TEXT)
    build([path], store)
    import_skos(thesaurus(tmp_path), store)
    assert build([path], store).unchanged == 0
    assert build([path], store).unchanged == 1
    build([path], store, fresh=True)
    assert list(list_thesauri(store)) == ["water"]
    assert "http://example.org/thesaurus/1" in things(store)
    assert build([path], store, processes=2).unchanged == 1


def test_one_of_the_same_name_is_replaced_and_one_can_be_removed(tmp_path: Path, write_document: Write) -> None:
    store = tmp_path / "store"
    first = import_skos(thesaurus(tmp_path), store)
    assert import_skos(thesaurus(tmp_path, "nt"), store, name="water").release != first.release
    assert list_thesauri(store)["water"]["file"] == "water.nt"
    with pytest.raises(StoreError, match=r"no thesaurus 'watr'. Did you mean water"):
        remove_thesaurus(store, "watr")
    remove_thesaurus(store, "water")
    assert list_thesauri(store) == {}
    import_skos(thesaurus(tmp_path), store)
    build([write_document(TEXT)], store)
    with pytest.raises(InputError, match="documents were read with this thesaurus"):
        remove_thesaurus(store, "water")


def test_labels_of_skos_xl_are_labels(tmp_path: Path) -> None:
    path = tmp_path / "xl.ttl"
    path.write_text("""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xl: <http://www.w3.org/2008/05/skos-xl#> . @prefix x: <http://example.org/> .
        x:1 a skos:Concept ; xl:prefLabel x:l , [ xl:literalForm "sequía"@es ] . x:l xl:literalForm "severe drought"@en .""")
    report = import_skos(path, tmp_path / "store")
    assert (report.concepts, report.labels, report.offered) == (1, 2, 1)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.ttl", "@prefix broken", "is not well-formed"),
        ("a.ttl", "<http://a> <http://b> <http://c> .", "has no skos:Concept"),
        ("a.csv", "label", "its format is not known"),
        ("a.ttl.gz", "no archive", "cannot be read"),
        ("a.ttl", TURTLE.replace("@en", "@nl"), "has no label in the language 'en'. It has: de, fr, nl"),
    ],
)
def test_a_wrong_file_changes_nothing(tmp_path: Path, name: str, content: str, says: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=says):
        import_skos(tmp_path / name, tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_thesaurus_of_seven_thousand_concepts(tmp_path: Path, write_document: Write) -> None:
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."]
    lines += [
        f'<http://example.org/{n}> a skos:Concept ; skos:prefLabel "subject matter {n} of trade"@en , "sujet {n}"@fr ;'
        f' skos:altLabel "topic {n}"@en ; skos:broader <http://example.org/{n // 10}> .'
        for n in range(7000)
    ]
    (tmp_path / "big.ttl").write_text("\n".join(lines))
    report = import_skos(tmp_path / "big.ttl", tmp_path / "store")
    assert (report.concepts, report.offered) == (7000, 7000)
    build([write_document("The SCO supports subject matter 4711 of trade.")], tmp_path / "store")
    assert things(tmp_path / "store") == {"http://example.org/4711": "+"}
