"""What a document may look like, and what is said of one that does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph_builder.errors import DocumentError
from graph_builder.model import Report
from graph_builder.records import to_record
from graph_builder.reference import load as load_reference
from graph_builder.text.document import read_document
from graph_builder.text.extract import extract

HEADER = {
    "title": "A statement",
    "issuer": "SCO",
    "date": "2020-11-10",
    "language": "en",
    "kind": "declaration",
    "source": "a test",
}


def write(path: Path, body: str = "We support peace.\n", **changes: str | None) -> Path:
    fields = {**HEADER, **changes}
    header = "".join(f"{name}: {value}\n" for name, value in fields.items() if value is not None)
    path.write_text(f"---\n{header}---\n{body}", encoding="utf-8")
    return path


def test_header_and_body_are_read(tmp_path: Path) -> None:
    document = read_document(write(tmp_path / "a.md"), load_reference())
    assert (document.name, document.issuers, document.date, document.kind) == (
        "a",
        ("SCO",),
        "2020-11-10",
        "declaration",
    )
    assert document.body == "We support peace.\n"
    assert re.fullmatch(r"[0-9a-f]{64}", document.sha256)


@pytest.mark.parametrize("date", ["2024", "2024-09", "2024-09-28"])
def test_date_may_be_a_year_a_month_or_a_day(tmp_path: Path, date: str) -> None:
    assert read_document(write(tmp_path / "a.md", date=date), load_reference()).date == date


def test_issuers_may_be_several_and_are_given_their_codes(tmp_path: Path) -> None:
    document = read_document(write(tmp_path / "a.md", issuer='["United States", "GCC"]'), load_reference())
    assert document.issuers == ("USA", "GCC")


def test_records_name_an_organization_as_the_header_does(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", body="We support peace. Peru supports trade.\n", issuer="[ALBA-TCP, Peru]")
    document = read_document(path, load_reference())
    assert document.issuers == ("ALBA", "PER")
    positions = extract(document, load_reference())
    assert [position.holders for position in positions] == [("ALBA", "PER"), ("PER",)]
    assert [to_record(document, position)["holders"] for position in positions] == [["ALBA-TCP", "PER"], ["PER"]]


def test_report_names_the_declaration_it_reports(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", kind="news", reports="{title: The Declaration, issuer: SCO, date: 2020-11-10}")
    assert read_document(path, load_reference()).reports == Report("The Declaration", ("SCO",), "2020-11-10")


def test_windows_line_ends_and_byte_order_mark_do_not_matter(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.md")
    dos = tmp_path / "b.md"
    dos.write_bytes(b"\xef\xbb\xbf" + plain.read_bytes().replace(b"\n", b"\r\n"))
    assert read_document(dos, load_reference()).body == read_document(plain, load_reference()).body


@pytest.mark.parametrize(
    ("changes", "line", "says"),
    [
        ({"title": None}, 1, "the header has no 'title'"),
        ({"source": "''"}, 7, "the header has no 'source'"),
        ({"date": "12 Sept 2021"}, 4, 'date "12 Sept 2021" is not a date. Write 2021-09-12.'),
        ({"date": "2021-02-30"}, 4, 'date "2021-02-30" is not a date'),
        ({"kind": "blog"}, 6, 'kind "blog" is not known. Allowed: declaration, news, resolution, speech.'),
        ({"language": "fr"}, 5, "Allowed: en."),
        ({"issuer": "SCOO"}, 3, 'issuer "SCOO" is not a known actor. Near: SCO'),
        (
            {"issuer": '"USA, EU"'},
            3,
            'issuer "USA, EU" is not a known actor. Several issuers are a list: issuer: [USA, EU].',
        ),
        ({"issuer": "Reuters", "kind": "news"}, 3, "its agency or paper is the source"),
        ({"issuer": "[1, {}]"}, 3, "'issuer' is neither a name nor a list of names"),
        ({"author": "me"}, 8, "unknown field 'author'"),
        ({"title": "a: b: c"}, 2, "the header is not YAML"),
        ({"reports": "yes"}, 8, "'reports' is not a group of fields"),
    ],
)
def test_wrong_header_names_file_line_and_remedy(
    tmp_path: Path, changes: dict[str, str | None], line: int, says: str
) -> None:
    path = write(tmp_path / "wrong.md", **changes)
    with pytest.raises(DocumentError) as error:
        read_document(path, load_reference())
    assert str(error.value).startswith(f"{path}, line {line}: ")
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"We support peace.\n", "no header"),
        (b"---\ntitle: x\nWe support peace.\n", "the header does not end"),
        (b"---\ntitle: x\n---\n  \n", "there is no text after the header"),
        (b"---\n- a\n- b\n---\ntext\n", "the header is not a list of 'field: value' lines"),
        (b"---\ntitle: caf\xe9\n---\ntext\n", "is not UTF-8"),
        (b"---\ntitle: x\x00\n---\ntext\n", "NUL"),
    ],
)
def test_wrong_file_says_what_would_be_right(tmp_path: Path, raw: bytes, says: str) -> None:
    path = tmp_path / "wrong.md"
    path.write_bytes(raw)
    with pytest.raises(DocumentError) as error:
        read_document(path, load_reference())
    assert says in str(error.value)
    assert str(path) in str(error.value)


def test_folder_and_missing_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path, load_reference())
    with pytest.raises(DocumentError, match="there is no such file"):
        read_document(tmp_path / "none.md", load_reference())


def test_unknown_issuer_stands_as_written_when_only_reading(tmp_path: Path) -> None:
    document = read_document(write(tmp_path / "a.md", issuer="Hanseatic League"), load_reference(), strict_issuer=False)
    assert document.issuers == ("Hanseatic League",)
