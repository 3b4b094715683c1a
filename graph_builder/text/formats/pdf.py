"""The text of a PDF in reading order, by pdfminer.six: page headers left out, lines and words that were broken made whole."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.errors import DocumentError
from graph_builder.text.formats import Readout
from graph_builder.text.words.cleaning import mended

__all__ = ["read"]

_MARGIN = 0.12
"""Share of a page's height, at its top and at its foot, in which running headers and page numbers stand."""
_LINE_MARGIN = 0.7
"""Gap between lines of one paragraph, at most, in heights of a line; pdfminer's 0.5 cuts text set with wide leading."""
_OFTEN = 3
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—\s]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.I)
_HYPHENATED = re.compile(r"(\w+)[-\u00ad]\n(\w+)")
_ENDS = (".", "!", "?", ":", ";", "”", '"', ")")
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of a page that the layout sets apart; `edge` tells whether it stands in a margin."""

    text: str
    edge: bool


def read(data: bytes, where: str) -> Readout:
    """Paragraphs with the offsets at which pages begin, and title and date of the file's metadata.

    Raises DocumentError for a PDF that is encrypted, damaged, or scanned without text.
    """
    from pdfminer.pdfdocument import (
        PDFDocument,
        PDFEncryptionError,
        PDFPasswordIncorrect,
        PDFTextExtractionNotAllowed,
    )
    from pdfminer.pdfparser import PDFParser

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        pages = [list(page) for page in _pages(document)]
    except (PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise DocumentError(where, "is an encrypted PDF.", "Save it without a password.") from error
    except Exception as error:  # pdfminer lets through whatever a broken structure leads to
        why = str(error) or type(error).__name__
        raise DocumentError(
            where, f"is a damaged PDF: {why}.", "Get the file again, or print it to a new PDF."
        ) from error
    if not pages:
        raise DocumentError(
            where, "is a damaged PDF: it has no pages.", "Get the file again, or print it to a new PDF."
        )
    if not any(block.text.strip() for page in pages for block in page):
        remedy = "It is probably scanned. Run OCR on it first (for example ocrmypdf)."
        raise DocumentError(where, f"is a PDF without text ({len(pages)} pages).", remedy)
    body, starts = _joined(_without_running(pages))
    return Readout(body, _told(document.info), starts)


def _pages(document: object) -> Iterator[Iterator[_Block]]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTTextContainer
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(line_margin=_LINE_MARGIN))
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.create_pages(document):  # type: ignore[arg-type]
        interpreter.process_page(page)
        layout = device.get_result()
        top, foot = layout.y1 - _MARGIN * layout.height, layout.y0 + _MARGIN * layout.height
        boxes = [box for box in layout if isinstance(box, LTTextContainer)]
        yield iter([_Block(box.get_text(), box.y0 >= top or box.y1 <= foot) for box in boxes])


def _without_running(pages: Sequence[Sequence[_Block]]) -> list[list[str]]:
    """Texts of the pages without page numbers and without what stands in a margin of many pages."""
    seen = Counter(_shape(block.text) for page in pages for block in page if block.edge)
    often = max(_OFTEN, len(pages) // 3)
    return [
        [
            block.text
            for block in page
            if not (block.edge and (seen[_shape(block.text)] >= often or _PAGE_NUMBER.fullmatch(block.text.strip())))
        ]
        for page in pages
    ]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split())).lower()


def _joined(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[int, ...]]:
    """Paragraphs of all pages with blank lines between; one that a page or column breaks is made whole."""
    body, starts = "", []
    for page in pages:
        begins = len(body)
        for number, block in enumerate(page):
            text = " ".join(_HYPHENATED.sub(mended, block.strip()).split())
            if not text:
                continue
            goes_on = body and text[0].islower() and not body.endswith(_ENDS)
            if goes_on and re.search(r"\w-$", body):
                body, gap = body[:-1], ""
            else:
                gap = " " if goes_on else "\n\n" if body else ""
            begins = len(body) + len(gap) if number == 0 else begins
            body += gap + text
        starts.append(min(begins, len(body)))
    return body, tuple(starts)


def _told(info: Sequence[dict[str, object]]) -> dict[str, str]:
    from pdfminer.utils import decode_text

    told = {key: value for entry in info for key, value in entry.items()}
    title, created = (
        decode_text(value) if isinstance(value, bytes) else str(value or "")
        for value in (told.get("Title"), told.get("CreationDate"))
    )
    date = _DATE.match(created)
    header = {"title": title.strip(), "date": "-".join(date.groups()) if date else ""}
    return {name: value for name, value in header.items() if value}
