"""HTML, PDF and Word files, folders, patterns and manifests; and all that can be wrong with them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import fpdf
import pytest
from commanding import command

from graph_builder import (
    DocumentError,
    ReleaseStore,
    StancegraphError,
    build,
    extract,
    find_inputs,
    load_reference,
    read_document,
    to_record,
)

HEADER = {"title": "Summit communiqué", "issuer": "NATO", "date": "2024-07-10"}
TEXT = [
    "The leaders met in Washington to mark the anniversary of the Alliance, and adopted the text that follows here.",
    "We condemn terrorism in all its forms and manifestations. We support the United Nations.",
    "We regret the termination of the INF Treaty, and we call for a dialogue on arms control.",
]
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>"


def pdf(
    pages: Sequence[Sequence[str]], *, head: str = "", password: str = "", columns: bool = False, **told: str
) -> bytes:
    """A PDF file with paragraphs on its pages, a running header and page numbers; empty pages have a picture's frame."""
    file = fpdf.FPDF()
    file.set_margin(20)
    file.set_auto_page_break(auto=False)
    if told:
        file.set_title(told["title"])
    if password:
        file.set_encryption(owner_password=password, user_password=password)
    for number, paragraphs in enumerate(pages, 1):
        file.add_page()
        file.set_font("Helvetica", size=11)
        if head:
            file.text(20, 10, head)
            file.text(100, 290, str(number))
        if not paragraphs:
            file.rect(20, 30, 100, 100)
        for at, paragraph in enumerate(paragraphs):
            if columns:
                file.set_xy(20 + 90 * at, 40)
                file.multi_cell(80, 6, paragraph)
            else:
                file.set_xy(20, 40 + 45 * at)
                file.multi_cell(160, 6, paragraph)
    return bytes(file.output())


def word(paragraphs: Sequence[str], **told: str) -> bytes:
    file: Any = docx.Document()
    file.core_properties.title = told.get("title", "")
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def page(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = "<head><title>Summit communiqué</title><meta property='article:published_time' content='2024-07-10'></head>"
    return f"<!doctype html><html lang='en'>{head}<body>{MENU}<article><h1>Summit communiqué</h1>{body}</article></body></html>".encode()


def records(path: Path, **given: Any) -> list[dict[str, Any]]:
    document = read_document(path, load_reference(), given=given or HEADER)
    found = [to_record(document, position) for position in extract(document, load_reference())]
    assert all(document.body[row["start"] : row["end"]] == row["quote"] for row in found)
    return found


def refused(path: Path, **given: Any) -> str:
    with pytest.raises(StancegraphError) as caught:
        read_document(path, load_reference(), given=given or HEADER)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "data"),
    [("plain.txt", "\n\n".join(TEXT).encode()), ("page.html", page(TEXT)), ("file.pdf", pdf([TEXT])), ("file.docx", word(TEXT))],
)  # fmt: skip
def test_every_format_gives_the_same_positions(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = [(row["act"], row["holders"], row["target"]) for row in records(path)]
    assert found == [
        ("condemn", ["NATO"], "terrorism in all its forms and manifestations"),
        ("support", ["NATO"], "the United Nations"),
        ("regret", ["NATO"], "the termination of the INF Treaty"),
        ("urge", ["NATO"], "a dialogue on arms control"),
    ]


def test_a_page_tells_its_title_date_and_language_and_its_menu_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(TEXT))
    document = read_document(path, load_reference(), given={"issuer": "NATO"})
    assert (document.title, document.date, document.language) == ("Summit communiqué", "2024-07-10", "en")
    assert "Home" not in document.body


def test_a_pdf_keeps_pages_and_loses_headers_page_numbers_and_broken_lines(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    pages = [
        ["We support the United Nations."],
        ["We condemn terrorism. We oppose the use of"],
        ["force against anybody."],
        ["We support dialogue."],
    ]
    path.write_bytes(pdf(pages, head="Official text of the summit", title="Told by the file"))
    document = read_document(path, load_reference(), given={"issuer": "NATO", "date": "2024-07-10"})
    assert document.title == "Told by the file"
    assert document.body == (
        "We support the United Nations.\n\nWe condemn terrorism. We oppose the use of force against anybody.\n\nWe support dialogue."
    )
    assert [row["page"] for row in records(path)] == [1, 2, 2, 4]


def test_columns_are_read_one_after_the_other_and_hyphens_mended(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    left = "We condemn interna-\ntional terrorism and the\nfinancing of it wherever it may be found in the whole of this world of ours."
    right = "We support counter-\nterrorism and the work of\nall who take part in it, in every region, by all lawful means they have."
    path.write_bytes(pdf([[left, right]], columns=True))
    body = read_document(path, load_reference(), given=HEADER).body
    assert "international terrorism and the financing of it" in body
    assert body.index("We condemn") < body.index("this world of ours") < body.index("We support")


def test_the_page_is_kept_in_the_graph(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf([["We support the United Nations."], ["We condemn terrorism in all its forms."]]))
    build([path], tmp_path / "store", given=HEADER)
    graph = ReleaseStore(tmp_path / "store").load()
    query = """SELECT ?page ?quote WHERE { ?a <https://w3id.org/stancegraph/ontology#page> ?page ;
        <http://www.w3.org/ns/oa#hasSelector>/<http://www.w3.org/ns/oa#exact> ?quote } ORDER BY ?page"""
    rows = [(row["page"].value, row["quote"].value) for row in graph.query(query, use_default_graph_as_union=True)]
    assert rows == [("1", "We support the United Nations."), ("2", "We condemn terrorism in all its forms.")]


# ------------------------------------------------------------------ bad files


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("locked.pdf", pdf([TEXT], password="secret"), "is an encrypted PDF"),
        ("scan.pdf", pdf([[], []]), "is a PDF without text (2 pages)"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", "is a damaged PDF"),
        ("menu.html", f"<html><body>{MENU}<script>go()</script></body></html>".encode(), "holds no article"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word format"),
        ("empty.docx", word([]), "is a Word document without text"),
        ("russian.txt", "Мы осуждаем терроризм во всех его формах.".encode(), "in English, but is in Russian"),
        ("french.txt", ("Nous condamnons le terrorisme sous toutes ses formes. " * 4).encode(), "but is in French"),
        ("long.txt", b"We support peace. " * 2_800_000, "line 1 of the text has 50,400,000 characters"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_what_would_be_right(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    said = refused(path)
    assert message in said
    assert str(path) in said


def test_a_zip_archive_is_no_word_document(tmp_path: Path) -> None:
    path = tmp_path / "renamed.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "We support peace.")
    assert "is a ZIP archive, but no Word document" in refused(path)


def test_unseen_characters_hide_nothing(tmp_path: Path) -> None:
    path = tmp_path / "hidden.txt"
    path.write_text("\u2067We con\u200bdemn ter\u200brorism\u2069 in all its forms.\ufeff", "utf-8")
    (found,) = records(path)
    assert (found["act"], found["target"]) == ("condemn", "terrorism in all its forms")


def test_what_nothing_tells_is_asked_for_by_its_option(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf([TEXT]))
    assert "nothing says its 'title'. Give --title" in refused(path, issuer="NATO", date="2024")
    assert "nothing says its 'issuer'. Give --issuer" in refused(path, title="Summit", date="2024")
    assert 'issuer "NATTO" is not a known actor. Near: NATO' in refused(path, **{**HEADER, "issuer": "NATTO"})


# ------------------------------------------------------------------ folders, patterns, manifests


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024" / "summit.txt").write_text(TEXT[1], "utf-8")
    (folder / "talks.html").write_bytes(page(TEXT))
    (folder / "notes.json").write_text("{}", "utf-8")
    (folder / ".hidden.txt").write_text(TEXT[1], "utf-8")
    return folder


def test_a_folder_and_a_pattern_stand_for_the_documents_in_them(corpus: Path) -> None:
    found, problems = find_inputs([corpus])
    assert ([item.path.name for item in found], problems) == (["summit.txt", "talks.html"], [])
    found, problems = find_inputs([corpus / "*.html", corpus / "**" / "*.txt"])
    assert [item.path.name for item in found] == ["talks.html", "summit.txt"]
    _, [problem] = find_inputs([corpus / "*.pdf"])
    assert "matches no file" in str(problem)


def test_a_manifest_gives_each_document_its_header(corpus: Path, tmp_path: Path) -> None:
    rows = [
        {"file": "2024/summit.txt", "title": "A summit", "issuer": "KAZ|UZB", "date": "2024-03"},
        {"file": "talks.html", "title": "Talks", "issuer": "SCO", "date": ""},
    ]
    with (corpus / "corpus.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    (corpus / "corpus.yaml").write_text("- {file: talks.html, issuer: [KAZ, UZB]}\n", "utf-8")
    report = build([corpus / "corpus.csv"], tmp_path / "store")
    assert (report.documents, report.problems) == (2, ())
    [item], _ = find_inputs([corpus / "corpus.yaml"])
    assert item.given == {"issuer": ["KAZ", "UZB"]}
    first = find_inputs([corpus / "corpus.csv"])[0][0]
    assert read_document(first.path, load_reference(), given=first.given).issuers == ("KAZ", "UZB")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("file,titel\nsummit.txt,A\n", "line 2: unknown column 'titel'. Did you mean title?"),
        ("file,title\nnone.txt,A\n", "there is no file"),
        ("file,title\n,A\n", "the row names no file"),
        ("file,title\nsummit.txt,A,B\n", "more cells than the header"),
    ],
)
def test_a_bad_manifest_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "corpus.csv").write_text(text, "utf-8")
    found, [problem] = find_inputs([tmp_path / "corpus.csv"])
    assert found == []
    assert message in str(problem)


def test_a_changed_header_makes_a_document_be_read_anew_and_nothing_else_does(corpus: Path, tmp_path: Path) -> None:
    store, file = tmp_path / "store", corpus / "2024" / "summit.txt"
    first = build([file], store, given=HEADER)
    assert build([file], store, given=HEADER).unchanged == 1
    second = build([file], store, given={**HEADER, "issuer": "SCO"})
    assert (second.unchanged, second.release == first.release) == (0, False)


def test_one_bad_document_among_many_is_named_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1000):
        (folder / f"{number:04}.txt").write_text(f"We support point {number} of the agenda for peace.", "utf-8")
    (folder / "0500.txt").write_bytes(pdf([[]]))
    words = ["build", str(folder), "--store", str(tmp_path / "store")]
    given = ["--title", "Statement", "--issuer", "SCO", "--date", "2024-01-01"]
    done = command(*words, *given)
    assert done.returncode == 1
    assert b"1 left out, the rest is built" in done.stderr
    assert b"0500.txt" in done.stderr
    assert b"is a PDF without text" in done.stderr
    assert len(ReleaseStore(tmp_path / "store").current().manifest["documents"]) == 999


def test_options_stand_in_for_a_header_on_the_command_line(corpus: Path) -> None:
    words = ["extract", str(corpus / "2024" / "summit.txt")]
    given = ["--title", "Summit", "--issuer", "KAZ", "--issuer", "UZB", "--date", "2024-03"]
    done = command(*words, *given)
    assert {tuple(json.loads(line)["holders"]) for line in done.stdout.splitlines()} == {("KAZ", "UZB")}
    bare = command(*words)
    assert bare.returncode == 1
    assert b"no header" in bare.stderr


def test_problems_are_of_one_kind(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        read_document(tmp_path / "none.pdf", load_reference(), given=HEADER)
