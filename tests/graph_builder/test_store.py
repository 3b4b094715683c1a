"""The store: releases on a real disk, one pointer, one writer."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder import build
from graph_builder.errors import StoreError
from graph_builder.graph.catalog import CATALOG
from graph_builder.graph.parts import Part, canonical, part_of
from graph_builder.graph.store import FORMAT, KEPT, Release, ReleaseStore

THING = "https://example.org/"


def _quads(*values: str) -> list[ox.Quad]:
    graph, subject, predicate = (ox.NamedNode(THING + name) for name in "gsp")
    return [ox.Quad(subject, predicate, ox.Literal(value), graph) for value in values]


def _parts(*values: str) -> dict[str, Part]:
    """One part a value."""
    return {value: part_of(_quads(value)) for value in values}


def _content(store: ReleaseStore, release: Release | None = None) -> set[ox.Quad]:
    """What a release holds besides its description."""
    return {quad for quad in store.load(release) if str(quad.graph_name) != f"<{CATALOG}>"}


def _file(store: ReleaseStore, release: Release, part: str) -> Path:
    [path] = store.path.glob(f"parts/*/{release.parts[part]['sha256']}.nq.zst")
    return path


def _files(path: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(path)): file.read_bytes()
        for file in path.rglob("*")
        if file.is_file() and file.name != "lock"
    }


@pytest.fixture
def store(tmp_path: Path) -> ReleaseStore:
    return ReleaseStore(tmp_path / "store")


@pytest.fixture
def other_process(store: ReleaseStore) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the writer's lock."""
    code = (
        "import sys; from graph_builder.graph.store import ReleaseStore\n"
        "with ReleaseStore(sys.argv[1]).writing(): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(store.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_written_quads_come_back(store: ReleaseStore) -> None:
    release = store.write(_parts("a", "b"), inputs={"documents": {}})
    assert _content(store) == set(_quads("a", "b"))
    assert (release.manifest["quads"], release.manifest["format"]) == (2, FORMAT)
    assert release.name == release.manifest["sha256"][:16]


def test_same_quads_in_any_order_are_the_same_bytes_and_add_nothing(store: ReleaseStore) -> None:
    first = store.write({"x": part_of(_quads("a", "b"))}, inputs={})
    data = _file(store, first, "x").read_bytes()
    second = store.write({"x": part_of(_quads("b", "a", "b"))}, inputs={})
    assert second.name == first.name
    assert [release.name for release in store.releases()] == [first.name]
    assert _file(store, second, "x").read_bytes() == data


def test_releases_share_the_parts_that_did_not_change(store: ReleaseStore) -> None:
    first = store.write(_parts("a", "b"), inputs={})
    before = _file(store, first, "a").stat()
    kept = Part(first.parts["a"]["sha256"], 1, b"")
    second = store.write({"a": kept, **_parts("c")}, inputs={})
    assert _file(store, second, "a").stat() == before
    assert _content(store) == set(_quads("a", "c"))
    assert len([*store.path.glob("parts/*/*")]) == 3


@given(st.lists(st.text()))
def test_any_text_survives_canonical_form(values: list[str]) -> None:
    data = canonical(_quads(*values))
    assert set(ox.parse(data, format=ox.RdfFormat.N_QUADS)) == set(_quads(*values))
    assert data.splitlines() == sorted(set(data.splitlines()))


def test_blank_nodes_get_the_same_labels_whatever_they_were_called() -> None:
    def lists(name: str) -> list[ox.Quad]:
        return [ox.Quad(ox.BlankNode(name), ox.NamedNode(f"{THING}p"), ox.Literal("x"), ox.NamedNode(f"{THING}g"))]

    assert canonical(lists("one")) == canonical(lists("two")) != b""


def test_a_missing_an_empty_and_a_foreign_folder_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no store at .*stancegraph build"):
        ReleaseStore(tmp_path / "none").current()
    with pytest.raises(StoreError, match="is not a store"):
        ReleaseStore(tmp_path).current()
    empty = ReleaseStore(tmp_path / "empty")
    empty.path.mkdir()
    (empty.path / "stancegraph-store.json").write_text(json.dumps({"format": FORMAT}))
    with pytest.raises(StoreError, match=r"is empty.*stancegraph build"):
        empty.current()


def test_a_folder_with_other_contents_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    before = _files(tmp_path)
    with pytest.raises(StoreError, match="not a store and not empty"):
        ReleaseStore(tmp_path).write(_parts("a"), inputs={})
    assert _files(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_the_place_of_the_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("")
    with pytest.raises(StoreError, match="is not a store but a file"):
        ReleaseStore(tmp_path / "store").write(_parts("a"), inputs={})


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    assert ReleaseStore(tmp_path).write(_parts("a"), inputs={}).manifest["quads"] == 1


def test_another_format_says_to_build_anew(store: ReleaseStore) -> None:
    store.write(_parts("a"), inputs={})
    (store.path / "stancegraph-store.json").write_text(json.dumps({"format": FORMAT + 1}))
    with pytest.raises(StoreError, match=f"has store format {FORMAT + 1}.*Build it anew"):
        store.load()


def test_damaged_data_are_not_loaded(store: ReleaseStore) -> None:
    older = store.write(_parts("a"), inputs={})
    release = store.write(_parts("b"), inputs={})
    file = _file(store, release, "b")
    file.write_bytes(_file(store, older, "a").read_bytes())
    with pytest.raises(StoreError, match=f"is damaged.*Go back to release {older.name}"):
        store.load()
    file.write_bytes(b"no archive")
    with pytest.raises(StoreError, match="is damaged: it is no zstd archive"):
        store.load()
    file.unlink()
    with pytest.raises(StoreError, match="cannot be read"):
        store.load()


def test_a_damaged_part_that_is_given_again_is_mended(store: ReleaseStore) -> None:
    release = store.write(_parts("a"), inputs={})
    _file(store, release, "a").write_bytes(b"no archive")
    store.write(_parts("a"), inputs={})
    assert _content(store) == set(_quads("a"))


def test_rollback_goes_one_release_back(store: ReleaseStore) -> None:
    names = [store.write(_parts(value), inputs={}).name for value in "ab"]
    assert store.rollback().name == names[0]
    assert _content(store) == set(_quads("a"))
    with pytest.raises(StoreError, match="no release before"):
        store.rollback()


def test_a_release_can_be_loaded_by_name(store: ReleaseStore) -> None:
    first = store.write(_parts("a"), inputs={})
    store.write(_parts("b"), inputs={})
    assert _content(store, store.release(first.name)) == set(_quads("a"))
    with pytest.raises(StoreError, match="has no release 'x'"):
        store.release("x")


def test_only_the_last_releases_are_kept(store: ReleaseStore) -> None:
    names = [store.write(_parts(str(number)), inputs={}).name for number in range(KEPT + 3)]
    assert [release.name for release in store.releases()] == names[: -KEPT - 1 : -1]
    assert len([*store.path.glob("parts/*/*")]) == KEPT


def test_a_writer_that_ends_while_it_drops_a_release_leaves_whole_ones(
    store: ReleaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(path: Path, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            (path / "manifest.json").unlink()
            raise KeyboardInterrupt

    for number in range(KEPT):
        store.write(_parts(str(number)), inputs={})
    with monkeypatch.context() as patch:
        patch.setattr("graph_builder.graph.sweeping.shutil.rmtree", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.write(_parts("last"), inputs={})
    again = ReleaseStore(store.path)
    assert len(again.releases()) == KEPT
    again.write(_parts("next"), inputs={})
    assert len([*store.path.glob("parts/*/*")]) == len(again.releases()) == KEPT
    assert not [*store.path.glob("releases/.*")]


def test_parts_that_a_kept_release_has_too_stay_when_another_is_dropped(store: ReleaseStore) -> None:
    shared = _parts("a")["a"]
    for number in range(KEPT + 3):
        store.write({"shared": shared, **_parts(str(number))}, inputs={})
    assert len([*store.path.glob("parts/*/*")]) == KEPT + 1
    assert all(store.part(release, "shared").packed for release in store.releases())


@pytest.mark.parametrize("same_object", [True, False])
def test_what_a_failed_build_left_behind_goes_with_the_next(store: ReleaseStore, same_object: bool) -> None:
    store.write(_parts("a"), inputs={})
    with pytest.raises(RuntimeError), store.writing():
        store.keep(_parts("lost").values(), {"0" * 64: b"lost"})
        raise RuntimeError
    lost = {*store.path.glob("parts/*/*"), *store.path.glob("sources/*/*")}
    assert len(lost) == 3
    next_one = store if same_object else ReleaseStore(store.path)
    next_one.write(_parts("b"), inputs={})
    assert len([*store.path.glob("parts/*/*")]) == 2
    assert not [*store.path.glob("sources/*")]
    assert not (store.path / "unlisted").exists()


def test_a_release_of_other_documents_altogether_is_swept_as_well(store: ReleaseStore) -> None:
    store.write(_parts(*(f"old {number}" for number in range(600))), inputs={})
    for number in range(KEPT):
        store.write(_parts(str(number)), inputs={})
    assert len([*store.path.glob("parts/*/*")]) == KEPT


def test_a_second_writer_is_told_which_lock_stands_in_its_way(
    store: ReleaseStore, other_process: subprocess.Popen[str]
) -> None:
    with pytest.raises(StoreError, match=r"in use by another process: .*lock"):
        store.write(_parts("a"), inputs={})
    other_process.communicate("")
    assert store.write(_parts("a"), inputs={}).manifest["quads"] == 1


def test_readers_do_not_wait_for_a_writer(store: ReleaseStore) -> None:
    store.write(_parts("a"), inputs={})
    with store.writing():
        assert _content(ReleaseStore(store.path)) == set(_quads("a"))


def test_a_failed_first_build_leaves_no_folder_behind(store: ReleaseStore) -> None:
    with pytest.raises(ZeroDivisionError), store.writing():
        raise ZeroDivisionError
    assert not store.path.exists()


def test_a_full_disk_leaves_the_release_before(store: ReleaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    first = store.write(_parts("a"), inputs={})
    before = _files(store.path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("graph_builder.graph.store.os.fsync", full)
    with pytest.raises(StoreError, match=r"No space left on device\. Nothing was replaced"):
        store.write(_parts("b"), inputs={})
    monkeypatch.undo()
    assert store.current().name == first.name
    assert _files(store.path) == before


def test_leftovers_of_a_killed_writer_are_swept_away(store: ReleaseStore) -> None:
    store.write(_parts("a"), inputs={})
    before = _files(store.path)
    (store.path / "unlisted").touch()  # as whoever puts files there does first
    leftover = store.path / "releases" / ".0123456789abcdef.99999"
    leftover.mkdir()
    (leftover / "manifest.json").write_bytes(b"half")
    for name in ("parts/ab/abc.nq.zst", "parts/ab/.abc.nq.zst.99999", "sources/ab/abc"):
        (store.path / name).parent.mkdir(parents=True, exist_ok=True)
        (store.path / name).write_bytes(b"half")
    assert len(store.releases()) == 1
    store.write(_parts("a"), inputs={})
    assert _files(store.path).keys() == before.keys()


def test_nothing_is_swept_away_for_a_manifest_that_is_not_whole(store: ReleaseStore) -> None:
    first = store.write(_parts("a"), inputs={})
    store.write(_parts("b"), inputs={})
    manifest = first.path / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:-20])
    with pytest.raises(StoreError, match=f"manifest of release {first.name} .* is not whole"):
        store.write(_parts("c"), inputs={})
    assert all((store.path / "parts" / sha256[:2] / f"{sha256}.nq.zst").exists() for sha256 in first.files)


def test_the_bytes_of_documents_are_kept_as_long_as_a_release_names_them(store: ReleaseStore) -> None:
    sha256 = hashlib.sha256(b"text").hexdigest()
    store.write(_parts("a"), inputs={"documents": {"one": {"sha256": sha256}}}, sources={sha256: b"text"})
    assert store.source(sha256) == b"text"
    for number in range(KEPT):
        store.write(_parts(str(number)), inputs={})
    with pytest.raises(StoreError, match="has no document with the SHA-256"):
        store.source(sha256)


def test_a_copy_is_a_store_of_its_own_with_the_same_release(
    tmp_path: Path, write_document: Callable[..., Path]
) -> None:
    build([write_document("The SCO member States condemn terrorism.")], tmp_path / "store")
    store = ReleaseStore(tmp_path / "store")
    copy = store.copy_to(tmp_path / "backup")
    assert copy.name == store.current().name
    assert ReleaseStore(tmp_path / "backup").nquads() == store.nquads()
    [entry] = copy.manifest["documents"].values()
    assert ReleaseStore(tmp_path / "backup").source(entry["sha256"])
    with pytest.raises(StoreError, match="exists already"):
        store.copy_to(tmp_path / "backup")


def test_a_damaged_store_is_not_copied_and_nothing_is_left(tmp_path: Path, write_document: Callable[..., Path]) -> None:
    build([write_document("The SCO member States condemn terrorism.")], tmp_path / "store")
    part = max((tmp_path / "store" / "parts").glob("*/*.zst"), key=lambda path: path.stat().st_size)
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 0xFF
    part.write_bytes(data)
    with pytest.raises(StoreError, match="is damaged"):
        ReleaseStore(tmp_path / "store").copy_to(tmp_path / "backup")
    assert sorted(path.name for path in tmp_path.iterdir() if "backup" in path.name) == []
