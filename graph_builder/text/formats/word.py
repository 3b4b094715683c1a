"""The text of a Word document (.docx), by python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from graph_builder.errors import DocumentError
from graph_builder.text.formats import Readout

__all__ = ["read"]


def read(data: bytes, where: str) -> Readout:
    """Paragraphs, list items and cells of tables in reading order, with the document's title, date and language."""
    import docx

    try:
        document: Any = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(document))
    except Exception as error:  # python-docx lets through whatever its XML and ZIP readers raise
        raise DocumentError(
            where, f"is no Word document that can be read: {error}.", "Save it anew as .docx."
        ) from error
    if not blocks:
        raise DocumentError(where, "is a Word document without text.", "If it holds pictures of pages, run OCR on it.")
    told = document.core_properties
    header = {
        "title": (told.title or "").strip(),
        "date": told.created.date().isoformat() if told.created else "",
        "language": (told.language or "")[:2].lower(),
    }
    return Readout("\n\n".join(blocks), {name: value for name, value in header.items() if value})


def _blocks(document: Any) -> Iterator[str]:
    import docx.table

    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            for row in block.rows:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                yield from (text for text in cells if text)
        elif text := " ".join(block.text.split()):
            style = block.style.name if block.style is not None else ""
            mark = "# " if style.startswith(("Heading", "Title")) else "- " if style.startswith("List") else ""
            yield mark + text
