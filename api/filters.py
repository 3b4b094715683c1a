"""The filters of positions as the URL has them, for the API and the pages alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from fastapi import Depends, Query

from api.deps import TheDirectory
from api.directory import Directory
from api.errors import BadParameter
from api.models import Sign
from api.positions import Filters
from api.reader import ID
from graph_builder import ACTS

__all__ = ["ActName", "Day", "PolarityWord", "TheFilters", "check_filters", "make_filters"]

ActName = StrEnum("ActName", {act: act for act in ACTS})  # type: ignore[misc]

PolarityWord = Literal["for", "against", "neutral", "+", "-", "0", " "]
_WORDS: dict[str, Sign] = {"for": "+", "against": "-", "neutral": "0", " ": "+", "+": "+", "-": "-", "0": "0"}
"""A plus sign that nobody encoded arrives as a blank."""

_DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
Day = Annotated[str | None, Query(pattern=_DAY, description="Day, month or year, itself included.")]


async def make_filters(
    things: Directory,
    *,
    holder: str | None = None,
    act: str | None = None,
    about: str | None = None,
    polarity: str | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    document: str | None = None,
    q: str | None = None,
) -> Filters:
    """Filters in the graph's terms; empty text is none given. Raises UnknownEntity for a name that nothing has."""
    words = (q or "").strip()
    return Filters(
        holder=(await things.need(holder)).iri if holder else None,
        act=act or None,
        about=(await things.need(about)).iri if about else None,
        polarity=_WORDS[polarity] if polarity else None,
        date_from=date_from or None,
        date_to=date_to or None,
        document=_document(document) if document else None,
        words=words or None,
        things=tuple(thing.iri for thing in things.search(words, 50)),
    )


def check_filters(given: Mapping[str, str]) -> None:
    """Hold filters that did not come through a URL against what they may be. Raises BadParameter."""
    for name, value in given.items():
        known = {"act": tuple(ACTS), "polarity": ("for", "against", "neutral")}.get(name)
        if known is not None and value not in known:
            raise BadParameter(f"'{value}' is no {name}. There are {', '.join(known)}.")
        if name in {"date_from", "date_to"} and not re.match(_DAY, value):
            raise BadParameter(f"'{value}' is not a date. Write a year, a month or a day: 2020, 2020-11, 2020-11-10.")


def _document(name: str) -> str:
    return name if name.startswith(("http:", "https:")) else f"{ID}document/{name.removeprefix('document/')}"


async def _from_url(
    things: TheDirectory,
    holder: Annotated[
        str | None, Query(max_length=500, description="Whose stance: a code, a name or an IRI.", examples=["SCO"])
    ] = None,
    act: Annotated[ActName | None, Query(description="One of the eleven acts.", examples=["regret"])] = None,
    about: Annotated[
        str | None,
        Query(max_length=500, description="What it is about, narrower things included.", examples=["terrorism"]),
    ] = None,
    polarity: Annotated[PolarityWord | None, Query(description="for, against or neutral; or +, -, 0.")] = None,
    date_from: Annotated[str | None, Query(pattern=_DAY, description="First day, month or year.")] = None,
    date_to: Annotated[str | None, Query(pattern=_DAY, description="Last day, month or year.")] = None,
    document: Annotated[
        str | None, Query(max_length=500, description="Where it stands: id or IRI.", examples=["sco-moscow-2020-news"])
    ] = None,
    q: Annotated[str | None, Query(max_length=500, description="Words of the quotation, or of a thing's name.")] = None,
) -> Filters:
    return await make_filters(
        things,
        holder=holder,
        act=act,
        about=about,
        polarity=polarity,
        date_from=date_from,
        date_to=date_to,
        document=document,
        q=q,
    )


TheFilters = Annotated[Filters, Depends(_from_url)]
