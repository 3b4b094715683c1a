"""The reader: a document's text with every position in its place."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import PlainTextResponse, Response

from api import documents
from api.deps import TheDirectory, TheReader
from api.marks import paragraphs
from api.reader import anchor_of
from api.rendering import PageRoute, render, see

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/document/{name}")
async def document_page(
    name: str,
    request: Request,
    reader: TheReader,
    things: TheDirectory,
    format: Annotated[str, Query(max_length=20)] = "",
    quote: Annotated[str, Query(max_length=1000)] = "",
) -> Response:
    """The document, from where a quotation of a position begins with `quote`; at its beginning, if none does."""
    document = await documents.read_document(reader, things, name)
    if quote and (place := _quoted(document, quote)):
        return see(request, f"/{document.id}#{place}")
    if format == "text":
        return PlainTextResponse(document.text)
    if format:
        return see(request, "/api/positions", document=document.id, format=format)
    return render(
        request,
        "document.html",
        document=document,
        paragraphs=paragraphs(document.text, document.positions, document.iri),
        anchored=set(),
    )


def _quoted(document: documents.Document, words: str) -> str:
    """The anchor of the first position whose quotation in the document begins with some words; empty if there is none."""
    found = (
        anchor_of(position.id)
        for position in document.positions
        for place in position.evidence
        if place.document.iri == document.iri and place.quote.startswith(words)
    )
    return next(found, "")
