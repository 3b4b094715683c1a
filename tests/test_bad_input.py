"""Bad input: each message says what is wrong and what to do, and the graph before stands."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commanding import command

from graph_builder import ReleaseStore

REPORT = Path(__file__).parents[1] / "declarations" / "sco-moscow-2020-news.md"
HEADER = "---\ntitle: A\nissuer: {issuer}\ndate: {date}\nlanguage: en\nkind: declaration\nsource: a test\n---\n{body}"


def refused(*words: object, code: int = 1) -> str:
    """What `stancegraph WORDS` says on standard error; it must fail with the exit code and show no traceback."""
    done = command(*words)
    assert done.returncode == code, (done.stdout, done.stderr)
    assert b"Traceback" not in done.stderr
    return " ".join(done.stderr.decode().split())


@pytest.fixture
def store(tmp_path: Path, built_store: Path) -> Iterator[Path]:
    """A store with a graph; after the test its bytes must be what they were."""
    store = tmp_path / "store"
    shutil.copytree(built_store, store)
    before = contents(store)
    yield store
    assert contents(store) == before


def contents(store: Path) -> dict[str, bytes]:
    """All that is kept. Who reads the journal leaves what SQLite shares (-shm) there, and an empty log (-wal)."""
    files = (path for path in store.rglob("*") if path.is_file() and path.name != "lock")
    kept = (path for path in files if not path.name.endswith("-shm"))
    return {
        str(path.relative_to(store)): data
        for path in kept
        if (data := path.read_bytes()) or not path.name.endswith("-wal")
    }


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("We support peace.\n", "no header: the first line is not '---'. Begin with '---'"),
        (
            HEADER.format(issuer="SCO", date="12 Sept 2021", body="We support peace."),
            'date "12 Sept 2021" is not a date. Write 2021-09-12.',
        ),
        (
            HEADER.format(issuer="SCOO", date="2021", body="We support peace."),
            'issuer "SCOO" is not a known actor. Near: SCO',
        ),
        (
            HEADER.format(issuer="SCO", date="2021", body="  \n"),
            "there is no text after the header. Put the declaration's text",
        ),
        (b"---\ntitle: caf\xe9\n---\ntext", "is not UTF-8. Save the file as UTF-8"),
    ],
    ids=["no header", "no date", "unknown issuer", "empty body", "not UTF-8"],
)
def test_wrong_document_is_named_and_the_graph_stands(
    tmp_path: Path, store: Path, content: str | bytes, says: str
) -> None:
    wrong = written(tmp_path / "wrong.md", content)
    message = refused("build", wrong, "--store", store)
    assert str(wrong) in message
    assert says in message


def test_folder_without_a_document(tmp_path: Path, store: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert "holds no document. Documents end with .md" in refused("build", tmp_path / "folder", "--store", store)


def test_file_that_is_not_there(tmp_path: Path, store: Path) -> None:
    assert "there is no such file. Check the name." in refused("build", tmp_path / "none.md", "--store", store)


def test_one_wrong_document_does_not_keep_extract_from_the_others(tmp_path: Path) -> None:
    wrong = written(tmp_path / "wrong.md", "no header")
    assert "no header" in refused("extract", wrong, REPORT, "--out", tmp_path / "out")
    assert (tmp_path / "out" / f"{REPORT.stem}.jsonl").exists()


def test_query_that_is_not_sparql_is_told_where(store: Path) -> None:
    message = refused("query", "SELECT ?s WHERE {\n ?s ?p }", "--store", store)
    assert "not SPARQL" in message
    assert "line 2" in message


def test_unknown_question_thing_and_parameter(store: Path) -> None:
    assert "Did you mean stance-on" in refused("ask", "stance-onn", "--store", store)
    assert "SCO" in refused("ask", "commitments", "--holder", "SCOO", "--store", store)
    assert "has no parameter 'colour'" in refused("ask", "commitments", "--colour", "red", "--store", store)
    assert "It has: act, target" in refused("ask", "commitments", "--columns", "acts", "--store", store)


def test_store_that_is_none(tmp_path: Path) -> None:
    assert "Make one: stancegraph build FILE…" in refused("query", "ASK {}", "--store", tmp_path / "none")
    assert "Make one: stancegraph build FILE…" in refused("serve", "--store", tmp_path / "none")
    other = tmp_path / "other"
    other.mkdir()
    written(other / "letter.txt", "dear")
    assert "is not a store" in refused("query", "ASK {}", "--store", other)
    assert "nothing was written" in refused("build", REPORT, "--store", other)
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_store_in_use_by_another_process(store: Path) -> None:
    code = "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, store / "lock"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert "in use by another process" in refused("build", REPORT, "--store", store)
        other.communicate()


def test_port_in_use(store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        message = refused("serve", "--store", store, "--port", port)
    assert f"port {port}" in message
    assert "--port" in message


def test_damaged_release_is_named_and_not_served(tmp_path: Path, built_store: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(built_store, store)
    data = next(store.glob("parts/*/*.nq.zst"))
    data.write_bytes(data.read_bytes()[:-40])
    assert data.name in refused("export", "--store", store)


@pytest.mark.parametrize(
    "words", [["extract"], ["query"], ["export", "--format", "docx"], ["serve", "--port", "99999"], ["unknown"]]
)
def test_wrong_usage_has_its_own_exit_code(words: list[str]) -> None:
    assert refused(*words, code=2)


def test_one_bad_document_is_named_at_the_end_and_the_rest_is_built(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_bytes(REPORT.read_bytes())
    written(bad, "no header")
    message = refused("build", bad, good, "--store", tmp_path / "store")
    assert "1 left out, the rest is built" in message
    assert "bad.md" in message
    assert list(ReleaseStore(tmp_path / "store").current().manifest["documents"]) == ["good"]
