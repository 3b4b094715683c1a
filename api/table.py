"""Positions as CSV: one row for each attitude, so that a table program can filter and count."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from api.models import AttitudeOut, PositionOut

__all__ = ["HEADER", "guard", "rows", "to_csv"]

HEADER = (
    "position", "date", "holders", "act", "target", "thing", "kind", "polarity", "sign_path", "quote", "cue",
    "start", "end", "document", "declaration", "issuers", "attested", "rule", "thing_iri", "position_iri",
    "document_iri",
)  # fmt: skip
_WORDS = {"+": "for", "-": "against", "0": "neutral"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guard(cell: str) -> str:
    """A cell that no table program takes for a formula: one that begins like one gets an apostrophe in front.

    >>> guard("=1+1"), guard("regret")
    ("'=1+1", 'regret')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def rows(positions: Iterable[PositionOut]) -> Iterable[Sequence[str]]:
    """The cells of positions; one without an attitude has one row too."""
    for position in positions:
        attitudes: Sequence[AttitudeOut | None] = position.attitudes or [None]
        for attitude in attitudes:
            yield [guard(cell) for cell in _cells(position, attitude)]


def _cells(position: PositionOut, attitude: AttitudeOut | None) -> Sequence[str]:
    about = [attitude.label, attitude.kind, _WORDS[attitude.polarity], attitude.sign_path] if attitude else [""] * 4
    return [
        position.id,
        position.date,
        " | ".join(holder.label for holder in position.holders),
        position.act,
        position.target or "",
        *about,
        position.quote,
        position.cue,
        str(position.start),
        str(position.end),
        position.document.label,
        position.declaration.label,
        " | ".join(issuer.label for issuer in position.issuers),
        position.attested,
        position.rule,
        attitude.iri if attitude else "",
        position.iri,
        position.document.iri,
    ]


def to_csv(lines: Iterable[Sequence[str]]) -> str:
    """Lines of CSV as RFC 4180 has them."""
    output = io.StringIO()
    csv.writer(output).writerows(lines)
    return output.getvalue()
