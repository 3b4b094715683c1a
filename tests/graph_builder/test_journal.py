"""The journal, and what becomes of it: exact changes, chained checksums, folding into releases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder import StoreError, Transaction, Version
from graph_builder.graph.changes import (
    NOTHING,
    Change,
    apply_change,
    combine_changes,
    merge_into_default,
    pack_change,
    unpack_change,
)
from graph_builder.graph.parts import part_of
from graph_builder.graph.store import ReleaseStore

E = "https://example.org/"


def quad(value: str, graph: str = "g") -> ox.Quad:
    return ox.Quad(ox.NamedNode(f"{E}s"), ox.NamedNode(f"{E}p"), ox.Literal(value), ox.NamedNode(E + graph))


def holding(quads: Iterable[ox.Quad]) -> ox.Store:
    graph = ox.Store()
    graph.extend(quads)
    return graph


def change(add: Iterable[str] = (), remove: Iterable[str] = ()) -> Change:
    return Change(frozenset(map(quad, add)), frozenset(map(quad, remove)))


def write(store: ReleaseStore, *changes: Change) -> Version:
    for one in changes:
        with store.journal.exclusive() as transaction:
            before = store.load_present()[1]
            version = transaction.append(before, pack_change(one))
    return version


def content(graph: ox.Store) -> set[str]:
    return {found.object.value for found in graph.quads_for_pattern(ox.NamedNode(f"{E}s"), None, None, None)}  # type: ignore[union-attr]


@pytest.fixture
def store(tmp_path: Path) -> ReleaseStore:
    store = ReleaseStore(tmp_path / "store")
    store.write({"x": part_of([quad("a"), quad("b")])}, inputs={"documents": {}})
    return store


# ------------------------------------------------------------------ changes

_SOME = st.sets(st.sampled_from("abcdef"))


@given(_SOME, st.lists(st.tuples(_SOME, _SOME), max_size=6))
def test_one_combined_change_does_what_many_do(start: set[str], steps: list[tuple[set[str], set[str]]]) -> None:
    one, other = holding(map(quad, start)), holding(map(quad, start))
    total, present = NOTHING, set(start)
    for added, removed in steps:
        exact = change(added - present, (removed & present) - added)
        present = (present - removed) | added
        apply_change(one, exact, merged=False)
        total = combine_changes(total, exact)
    apply_change(other, unpack_change(pack_change(total)), merged=False)
    assert content(one) == content(other) == present


def test_a_triple_leaves_the_merge_when_its_last_graph_loses_it() -> None:
    graph = holding([quad("a", "one"), quad("a", "two")])
    merge_into_default(graph)
    for name, left in (("one", 1), ("two", 0)):
        apply_change(graph, Change(removed=frozenset({quad("a", name)})), merged=True)
        assert len(list(graph.quads_for_pattern(None, None, None, ox.DefaultGraph()))) == left
    apply_change(graph, Change(added=frozenset({quad("b", "one")})), merged=True)
    assert ox.Quad(*quad("b").triple) in graph


# ------------------------------------------------------------------ the journal


def test_what_was_written_is_read_back_on_top_of_the_release(store: ReleaseStore) -> None:
    version = write(store, change("c"), change("d", "a"))
    graph, read = store.load_present()
    assert (content(graph), read) == ({"b", "c", "d"}, version)
    assert version.name == f"{store.current().name}-2-{version.sha256[:8]}"
    assert content(store.load(store.current())) == {"a", "b"}


def test_what_was_not_committed_is_as_if_it_had_never_been(store: ReleaseStore) -> None:
    transaction = store.journal.begin()
    transaction.append(Version(store.current().name), pack_change(change("c")))
    transaction.close()
    assert content(store.load()) == {"a", "b"}
    assert write(store, change("c")).sequence == 1


def test_a_second_writer_is_told_that_another_writes(store: ReleaseStore) -> None:
    with store.journal.exclusive(), pytest.raises(StoreError, match="in use by another process"):
        store.journal.begin(wait=0.05)


@pytest.mark.parametrize("sequence", [1, 2])
@pytest.mark.parametrize("column", ["added", "removed", "graphs", "base", "created", "sha256"])
def test_a_changed_row_is_named_and_nothing_is_served(store: ReleaseStore, column: str, sequence: int) -> None:
    write(store, change("c"), change("d", "a"))
    with sqlite3.connect(store.journal.path) as connection:
        value = f"CAST({column} || 'x' AS BLOB)" if column in {"added", "removed"} else f"{column} || 'x'"
        connection.execute(f"UPDATE entry SET {column} = {value} WHERE sequence = ?", (sequence,))
    connection.close()
    with pytest.raises(
        StoreError, match=rf"journal\.sqlite is damaged: transaction {sequence} .*SHA-256.*Restore a backup"
    ):
        store.load()


@pytest.mark.parametrize("sequence", [1, 2, 3])
def test_a_missing_row_is_noticed(store: ReleaseStore, sequence: int) -> None:
    write(store, change("c"), change("d"), change("e"))
    with sqlite3.connect(store.journal.path) as connection:
        connection.execute("DELETE FROM entry WHERE sequence = ?", (sequence,))
        connection.execute("UPDATE sqlite_sequence SET seq = (SELECT max(sequence) FROM entry)")
    connection.close()
    with pytest.raises(StoreError, match="is damaged"):
        store.load()


def test_a_log_that_sqlite_cuts_short_without_a_word_is_noticed(store: ReleaseStore) -> None:
    """SQLite drops what follows a damaged frame of its write-ahead log; an acknowledged update must not vanish so."""
    held = sqlite3.connect(store.journal.path)  # keeps the log from being folded into the database
    held.execute("SELECT * FROM entry").fetchall()
    write(store, change("c"), change("d"), change("e"))
    log = store.journal.path.with_name("journal.sqlite-wal")
    data = bytearray(log.read_bytes())
    copy = ReleaseStore(store.path.with_name("copy"))
    store.copy_to(copy.path)
    held.close()
    damaged = data[: len(data) - 4096] + bytes(byte ^ 0xFF for byte in data[-4096:-4032]) + data[-4032:]
    for file in store.path.glob("journal.sqlite-*"):
        file.unlink()
    log.write_bytes(damaged)
    with pytest.raises(StoreError, match=r"damaged: it ends at transaction 2, but 3 was acknowledged|damaged"):
        store.load()
    assert content(copy.load()) == {"a", "b", "c", "d", "e"}


def test_a_file_that_is_no_database_is_named(store: ReleaseStore) -> None:
    write(store, change("c"))
    store.journal.path.write_bytes(b"x" * 8192)
    with pytest.raises(StoreError, match=r"journal\.sqlite is damaged"):
        store.load()
    store.journal.path.unlink()
    with pytest.raises(StoreError, match="is missing, but 1 transactions were acknowledged"):
        store.load()


# ------------------------------------------------------------------ releases take the journal in


def test_compact_makes_a_release_and_empties_the_journal(store: ReleaseStore) -> None:
    before = store.current()
    assert store.compact().name == before.name
    write(store, change("c", "a"), Change(created=frozenset({f"{E}empty"})))
    graph = store.load()
    release = store.compact()
    assert release.name != before.name
    assert set(store.load()) == set(graph) == set(store.load(release))
    assert set(store.load().named_graphs()) == set(graph.named_graphs())
    assert store.load_present()[1] == Version(release.name)
    assert content(store.load(before)) == {"a", "b"}
    assert write(store, change("d")).sequence == 3, "a sequence number is never given twice"
    assert content(store.load(store.compact())) == {"b", "c", "d"}


def test_a_build_keeps_what_was_written(store: ReleaseStore) -> None:
    write(store, change("c", "a"))
    store.write({"x": part_of([quad("a"), quad("b"), quad("new")])}, inputs={"documents": {}})
    assert content(store.load()) == {"b", "c", "new"}
    assert store.journal.entries(Version(store.current().name)) == []
    store.write({"x": part_of([quad("a")])}, inputs={"documents": {}})
    assert content(store.load()) == {"c"}


def test_a_build_that_is_killed_before_it_emptied_the_journal_does_no_harm(
    store: ReleaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.current().name
    write(store, change("c", "a"))

    def killed(_: Transaction) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Transaction, "forget", killed)
    with pytest.raises(KeyboardInterrupt):
        store.compact()
    monkeypatch.undo()
    assert store.current().name != before, "it had switched"
    assert content(store.load()) == {"b", "c"}
    assert write(store, change("d")).sequence == 2
    assert content(store.load()) == {"b", "c", "d"}
    store.rollback()
    assert content(store.load()) == {"b", "c"}
    assert store.rollback(before).name == before
    assert content(store.load()) == {"a", "b"}


def test_edits_that_undo_each_other_give_the_release_before(store: ReleaseStore) -> None:
    name = store.current().name
    write(store, change("c", "a"), change("a", "c"))
    assert store.compact().name == name


def test_rollback_keeps_the_journal_as_a_release_of_its_own(store: ReleaseStore) -> None:
    first = store.current().name
    write(store, change("c"))
    assert store.rollback().name == first
    assert content(store.load()) == {"a", "b"}
    [newer, _] = [release.name for release in store.releases()]
    assert store.rollback(newer).name == newer
    assert content(store.load()) == {"a", "b", "c"}
    with pytest.raises(StoreError, match="has no release 'x'"):
        store.rollback("x")


def test_a_copy_has_the_journal_too(store: ReleaseStore, tmp_path: Path) -> None:
    write(store, change("c"))
    store.compact()
    version = write(store, change("d", "a"))
    store.copy_to(tmp_path / "copy")
    graph, read = ReleaseStore(tmp_path / "copy").load_present()
    assert (content(graph), read) == ({"b", "c", "d"}, version)


def test_blank_nodes_of_parts_can_be_removed_by_a_journal(tmp_path: Path) -> None:
    def blank(name: str, value: str) -> ox.Quad:
        return ox.Quad(ox.BlankNode(name), ox.NamedNode(f"{E}p"), ox.Literal(value), ox.NamedNode(f"{E}g"))

    store = ReleaseStore(tmp_path / "store")
    store.write({"x": part_of([blank("one", "x")]), "y": part_of([blank("one", "y")])}, inputs={})
    [gone] = store.load().quads_for_pattern(None, None, ox.Literal("x"), None)
    [stays] = store.load().quads_for_pattern(None, None, ox.Literal("y"), None)
    assert gone.subject != stays.subject, "two parts have no blank node in common"
    write(store, Change(removed=frozenset({gone})))
    for graph in (store.load(), store.load(store.compact())):
        assert {found.object for found in graph.quads_for_pattern(None, ox.NamedNode(f"{E}p"), None, None)} == {
            stays.object
        }


def test_a_store_of_the_format_before_is_read_and_becomes_one_of_this_format(store: ReleaseStore) -> None:
    import json

    marker = store.path / "stancegraph-store.json"
    marker.write_text(json.dumps({"format": 2}))
    store.journal.remove()
    assert content(store.load()) == {"a", "b"}
    assert json.loads(marker.read_text())["format"] == 2
    store.write({"x": part_of([quad("z")])}, inputs={})
    assert json.loads(marker.read_text())["format"] == 3
