"""From documents to a release, on a real disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder import build as face_build
from graph_builder.build import build
from graph_builder.errors import DocumentError, ShapeError, StoreError
from graph_builder.graph.catalog import CATALOG
from graph_builder.graph.query import rows, text_of
from graph_builder.graph.store import ReleaseStore
from graph_builder.graph.validate import validate
from graph_builder.graph.vocab import RDFS, SG
from graph_builder.reference import Reference

TEXT = "The SCO member States condemn terrorism. They support the sovereignty of Syria."
Write = Callable[..., Path]
STEPS = sys.modules["graph_builder.build"]
SHARDS = sys.modules["graph_builder.shards"]


def positions_of(store: Path) -> set[str]:
    found = rows(ReleaseStore(store).load(), f"SELECT ?s {{ ?s a <{SG}Position> }}")
    return {row["s"].value for row in found}  # type: ignore[union-attr]


def data_of(store: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in store.glob("parts/*/*")}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_a_document_becomes_a_graph_that_satisfies_shapes_and_checks(write_document: Write, store: Path) -> None:
    report = build([write_document(TEXT)], store)
    assert (report.documents, report.unchanged, report.kept) == (1, 0, 0)
    assert report.positions == len(positions_of(store)) > 0
    graph = ReleaseStore(store).load()
    described = [quad for quad in graph if str(quad.graph_name) == f"<{CATALOG}>"]
    assert len(graph) == report.quads + len(described)
    assert validate(graph) == []


def test_the_face_keeps_the_function() -> None:
    assert face_build is build


def test_building_twice_is_the_same_release_byte_for_byte(write_document: Write, store: Path, tmp_path: Path) -> None:
    path = write_document(TEXT)
    first = build([path], store)
    data = data_of(store)
    again = build([path], store)
    assert (again.release, again.unchanged) == (first.release, 1)
    assert data_of(store) == data
    build([path], tmp_path / "other")
    assert data_of(tmp_path / "other") == data


def test_order_of_documents_and_of_builds_does_not_matter(write_document: Write, store: Path, tmp_path: Path) -> None:
    reports = [write_document(text, name) for name, text in (("one", TEXT), ("two", TEXT.upper()))]
    assert build(reports, store).release == build(reports[::-1], tmp_path / "reversed").release
    build(reports[1:], tmp_path / "later")
    assert build(reports[:1], tmp_path / "later").release == ReleaseStore(store).current().name


def test_documents_of_the_release_before_are_kept_and_changed_ones_replaced(write_document: Write, store: Path) -> None:
    build([write_document(TEXT, "one")], store)
    report = build([write_document("The SCO supports arms control.", "two")], store)
    assert (report.documents, report.kept) == (1, 1)
    both = positions_of(store)
    build([write_document("The SCO regrets the delay of the negotiations.", "two")], store)
    assert len(positions_of(store) - both) == len(both - positions_of(store)) == 1


def test_a_fresh_build_holds_only_what_is_given(write_document: Write, store: Path) -> None:
    build([write_document(TEXT, "one")], store)
    report = build([write_document("The SCO supports arms control.", "two")], store, fresh=True)
    assert report.kept == 0
    assert len(positions_of(store)) == report.positions == 1


def test_unchanged_documents_are_not_extracted_again(
    write_document: Write, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_document(TEXT)
    build([path], store)
    monkeypatch.setattr(SHARDS, "extract", lambda *_: pytest.fail("extracted again"))
    assert build([path], store).unchanged == 1


def test_another_lexicon_or_ontology_makes_documents_be_read_anew(
    write_document: Write, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_document(TEXT)
    build([path], store)
    monkeypatch.setattr(STEPS, "fingerprint", lambda: "another")
    assert build([path], store).unchanged == 0


def test_a_graph_that_breaks_a_shape_is_not_written(
    write_document: Write, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build([write_document(TEXT)], store)
    from graph_builder.graph.rdf import document_quads

    def without_holders(*given: object) -> list[ox.Quad]:
        return [quad for quad in document_quads(*given) if quad.predicate.value != f"{SG}holder"]  # type: ignore[arg-type]

    monkeypatch.setattr(SHARDS, "document_quads", without_holders)
    with pytest.raises(ShapeError, match="A position has at least one sg:holder that is an actor"):
        build([write_document(TEXT + " It opposes sanctions.")], store)
    assert ReleaseStore(store).current().name == first.release
    assert [path.name for path in (store / "releases").iterdir()] == [first.release]


def test_a_failing_first_build_leaves_no_store(
    write_document: Write, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SHARDS, "derive", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build([write_document(TEXT)], store)
    assert not store.exists()


def test_a_document_at_which_the_reading_fails_does_not_take_the_others_with_it(
    write_document: Write, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = SHARDS.extract
    monkeypatch.setattr(SHARDS, "extract", lambda text, known: 1 / 0 if text.name == "bad" else read(text, known))
    report = build([write_document(TEXT, "bad"), write_document(TEXT + " It opposes sanctions.", "good")], store)
    assert report.documents == 1
    [problem] = report.problems
    assert "bad.md: could not be read (ZeroDivisionError in test_build.py, line " in problem
    assert "a fault of Stancegraph" in problem
    with pytest.raises(DocumentError, match="a fault of Stancegraph"):
        build([write_document(TEXT, "bad")], store, fresh=True)


def test_two_documents_of_one_name_or_one_text_are_refused(write_document: Write, store: Path, tmp_path: Path) -> None:
    one = write_document(TEXT)
    other = tmp_path / "summit.md"
    other.write_bytes(one.read_bytes() + b"More.\n")
    [problem] = build([one, other], store, fresh=True).problems
    assert "has the same name as" in problem
    [problem] = build([one, write_document(TEXT, "copy")], store, fresh=True).problems
    assert "holds the same text as" in problem
    with pytest.raises(DocumentError, match="holds the same text as 'summit' in the store"):
        build([write_document(TEXT, "copy")], store)


def test_a_folder_with_other_contents_is_left_alone(write_document: Write, tmp_path: Path) -> None:
    path = write_document(TEXT)
    with pytest.raises(StoreError, match="not a store"):
        build([path], path.parent)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_two_reports_that_differ_in_case_agree_on_one_label(write_document: Write, store: Path) -> None:
    declaration = {"kind": 'news\nreports: {title: "Moscow %s", issuer: SCO, date: 2020-11-10}'}
    for name, text, word in (
        ("one", TEXT, "Declaration"),
        ("two", TEXT.replace("terrorism", "Terrorism"), "declaration"),
    ):
        path = write_document(text, name)
        header = declaration["kind"] % word
        path.write_text(path.read_text().replace("kind: declaration", f"kind: {header}"))
        build([path], store)
    assert validate(ReleaseStore(store).load()) == []


def test_a_document_that_cannot_be_read_is_told_and_the_rest_is_built(write_document: Write, store: Path) -> None:
    good, bad = write_document(TEXT), write_document(TEXT + " Indeed.", "bad", date="yesterday")
    report = build([bad, good], store)
    assert report.documents == 1
    [problem] = report.problems
    assert "bad.md" in problem and "yesterday" in problem
    with pytest.raises(DocumentError, match=r"bad\.md"):
        build([bad], store)
    bad.write_text(bad.read_text().replace("yesterday", "2021-01-01"))
    assert build([bad], store).problems == ()
    bad.write_text(bad.read_text().replace("2021-01-01", "tomorrow"))
    assert (build([bad, good], store).kept, len(ReleaseStore(store).current().manifest["documents"])) == (1, 2)


def test_the_bytes_of_each_document_are_kept(write_document: Write, store: Path) -> None:
    path = write_document(TEXT)
    build([path], store)
    [entry] = ReleaseStore(store).current().manifest["documents"].values()
    assert ReleaseStore(store).source(entry["sha256"]) == path.read_bytes()


def test_progress_is_told(write_document: Write, store: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build([write_document(TEXT)], store, progress=lambda *step: told.append(step))
    assert told == [("summit", 1, 1)]


KILLED = """
import os, signal, sys
from pathlib import Path
import graph_builder.graph.store as module
from graph_builder.build import build

def die(*_): os.kill(os.getpid(), signal.SIGKILL)
step = sys.argv[3]
if step == "switch": module.ReleaseStore._switch = die
if step == "put": module.os.fsync = die
if step == "derive": sys.modules["graph_builder.shards"].derive = die
build([Path(sys.argv[1])], Path(sys.argv[2]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("step", ["derive", "put", "switch"])
def test_a_killed_build_leaves_the_release_before(write_document: Write, store: Path, step: str) -> None:
    first = build([write_document(TEXT)], store)
    new = write_document("The SCO supports arms control.", "new")
    process = subprocess.run([sys.executable, "-c", KILLED, str(new), str(store), step], env=os.environ, check=False)
    assert process.returncode == -signal.SIGKILL
    assert ReleaseStore(store).current().name == first.release
    assert validate(ReleaseStore(store).load()) == []
    assert build([new], store).kept == 1


def test_binding_follows_the_members_of_the_day(write_document: Write, store: Path, known: Reference) -> None:
    build([write_document("The SCO supports arms control.", date="2016-06-24")], store)
    found = rows(ReleaseStore(store).load(), f"SELECT ?state {{ ?p <{SG}binds> ?state }}")
    states = sorted(row["state"].value.rpartition("/")[2] for row in found)  # type: ignore[union-attr]
    assert states == known.members("SCO", "2016-06-24")


def test_documents_that_spell_a_thing_in_two_ways_are_checked_together(
    write_document: Write, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[int] = []
    check = SHARDS.check_documents

    def counted(graph: ox.Store, graphs: list[str]) -> None:
        checked.append(len(graphs))
        check(graph, graphs)

    monkeypatch.setattr(SHARDS, "check_documents", counted)
    spellings = ("Lake Purple Quality Scheme", "Lake Purple quality scheme")
    paths = [write_document(f"We support the {name}.", name=f"doc-{n}") for n, name in enumerate(spellings)]
    report = build(paths, store)
    assert (report.documents, report.problems, checked) == (2, (), [2])
    graph = ReleaseStore(store).load()
    found = rows(graph, f"SELECT DISTINCT ?l {{ ?s <{SG}provisional> true ; <{RDFS}label> ?l }}")
    assert [text_of(row["l"]) for row in found if "Purple" in str(row["l"])] == [spellings[0]]
