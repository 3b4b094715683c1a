"""Text of any length: the sentences of real documents, drawn anew in an order that is the same in each run."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph_builder import Document, Reference, read_document
from graph_builder.lexicon import load
from graph_builder.text.words.segment import segment

__all__ = ["DOCUMENTS", "PIECE", "documents", "sentences", "text"]

DOCUMENTS = Path(__file__).parents[1] / "declarations"
PIECE = 10_000
"""Characters of a document, about those of a short declaration."""
_SENTENCES_OF_A_PARAGRAPH = 4


def sentences(folder: Path, known: Reference) -> list[str]:
    """The sentences of the documents in a folder, in reading order, headings left out."""
    found = []
    for path in sorted(folder.glob("*.md")):
        body = read_document(path, known).body
        found += [part.span.of(body) for part in segment(body, load("en")) if part.kind != "heading"]
    return found


def _paragraphs(stock: Sequence[str], length: int, seed: int) -> Iterator[str]:
    draw, done = random.Random(seed), 0
    while done < length:
        paragraph = " ".join(draw.choices(stock, k=_SENTENCES_OF_A_PARAGRAPH))
        done += len(paragraph) + 2
        yield paragraph


def text(stock: Sequence[str], length: int, seed: int = 0) -> str:
    """At least `length` characters, in paragraphs."""
    return "\n\n".join(_paragraphs(stock, length, seed))


def documents(bodies: Sequence[str]) -> list[Document]:
    """A document for each body, issued by the same organization."""
    return [
        Document(
            name=f"text-{number}",
            title=f"Text {number}",
            issuers=("SCO",),
            date="2020-11-10",
            language="en",
            kind="declaration",
            source="the benchmark",
            body=body,
            sha256=hashlib.sha256(body.encode()).hexdigest(),
        )
        for number, body in enumerate(bodies)
    ]
