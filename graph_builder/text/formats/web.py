"""The article of an HTML page, without its menus and footers, by trafilatura."""

from __future__ import annotations

import re
from typing import Any

from graph_builder.errors import DocumentError
from graph_builder.text.formats import Readout

__all__ = ["read"]

_FEWEST_WORDS = 10


def read(data: bytes, where: str) -> Readout:
    """Paragraphs of the page's article, with title, date, language and address as far as the page tells them."""
    import trafilatura

    page = trafilatura.load_html(data)
    found: Any = None if page is None else trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    text = (found.text or "") if found is not None else ""
    if found is None or len(text.split()) < _FEWEST_WORDS:
        remedy = "Save the page after it has loaded, or copy its text into a file."
        raise DocumentError(where, "holds no article, only menus or scripts.", remedy)
    paragraphs = [" ".join(line.split()) for line in text.split("\n")]
    title = found.title or ""
    body = "\n\n".join(line for line in paragraphs if line and line != title)
    language = re.search(rb"<html[^>]*\slang\s*=\s*[\"']?([A-Za-z]{2})", data[:4096])
    told = {
        "title": title,
        "date": found.date or "",
        "source": found.url or "",
        "language": language[1].decode().lower() if language else "",
    }
    return Readout(body, {name: value for name, value in told.items() if value})
