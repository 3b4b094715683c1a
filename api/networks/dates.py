"""Dates as declarations have them: a day, a month or a year, which stands for all its days."""

from __future__ import annotations

import datetime
import re

from api.errors import BadParameter

__all__ = ["after", "before", "checked", "looks_dated", "within"]

_FORM = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


def checked(name: str, value: str | None) -> str | None:
    """The date, None for none. Raises BadParameter, naming the parameter, for what is no date.

    >>> checked("date_from", "2020-11")
    '2020-11'
    """
    if value is None or not value.strip():
        return None
    given = value.strip()
    try:
        if not _FORM.match(given):
            raise ValueError(given)
        datetime.date.fromisoformat((given + "-01-01")[:10])
    except ValueError:
        raise BadParameter(
            f"{name}: '{value}' is not a date. Write a day, a month or a year: 2020-11-10, 2020-11, 2020."
        ) from None
    return given


def before(one: str, other: str) -> bool:
    """Whether all days of a date come before all days of another: they are compared as far as both go.

    >>> before("2019", "2020-11-10"), before("2020", "2020-11-10")
    (True, False)
    """
    return one[: len(other)] < other[: len(one)]


def after(one: str, other: str) -> bool:
    """Whether all days of a date come after all days of another."""
    return before(other, one)


def within(date: str, first: str | None, last: str | None) -> bool:
    """Whether a date lies in a period, both ends included; one that is less exact than an end counts as inside.

    >>> within("2020", "2020-11-10", None), within("2019-12", "2020", None)
    (True, False)
    """
    return not (first and before(date, first)) and not (last and after(date, last))


def looks_dated(value: str) -> bool:
    """Whether a word is written like a date, rather than like the name of a text.

    >>> looks_dated("2020-11"), looks_dated("sco-moscow-2020-news")
    (True, False)
    """
    return re.fullmatch(r"[\d\s./-]+", value) is not None
