"""Text out of files that are none: HTML, PDF and Word. The library of a format is loaded when a file of that format is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_builder.errors import DocumentError

__all__ = ["SUFFIXES", "Readout", "format_of", "read_out"]

SUFFIXES = (".md", ".markdown", ".txt", ".html", ".htm", ".pdf", ".docx")
"""What the names of documents end with, where a folder is searched for them."""

_ZIP = b"PK\x03\x04"
_OLD_WORD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Readout:
    """What a file holds: paragraphs with blank lines between them, and header fields that its own metadata tell.

    `pages` are the offsets in `body` at which its pages begin, the first at 0; empty where there are no pages.
    """

    body: str
    header: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()


def format_of(data: bytes, where: str) -> str:
    """Format of a file by its first bytes, and by the end of its name for HTML: text, html, pdf or docx.

    Raises DocumentError for an archive or an old Word file.
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in head:
        return "pdf"
    if data.startswith(_ZIP):
        if b"word/" not in data:
            raise DocumentError(where, "is a ZIP archive, but no Word document.", "Unpack it and give the files in it.")
        return "docx"
    if data.startswith(_OLD_WORD):
        raise DocumentError(where, "is in the old Word format (.doc).", "Save it as .docx or as PDF.")
    if head.startswith((b"<!doctype html", b"<html")) or where.lower().endswith((".html", ".htm")):
        return "html"
    return "text"


def read_out(data: bytes, form: str, where: str) -> Readout:
    """Text and metadata of a file in one of the formats. Raises DocumentError that says why there are none."""
    if form == "pdf":
        from graph_builder.text.formats import pdf as reader
    elif form == "docx":
        from graph_builder.text.formats import word as reader  # type: ignore[no-redef]
    else:
        from graph_builder.text.formats import web as reader  # type: ignore[no-redef]
    return reader.read(data, where)
