"""The reader's language: which one it is, the words of the interface in it, and its numbers and dates."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from api.negotiate import choose

__all__ = ["LANGUAGES", "Words", "reader_language"]

LANGUAGES: Mapping[str, str] = {"en": "English", "ru": "Русский", "zh": "中文"}
"""Languages that labels of the reference data come in, by what they call themselves."""

_Message = str | Mapping[str, str]
"""Words, or words for each plural category of the language (CLDR), chosen by the value ``n``."""


_PLURALS = {"zero", "one", "two", "few", "many", "other"}


def reader_language(asked: str | None, kept: str | None, accept: str) -> str:
    """The language that the address asks for, otherwise the one chosen before, otherwise the browser's, otherwise English.

    >>> reader_language(None, None, "de;q=0.9, zh-CN;q=0.8")
    'zh'
    """
    for language in (asked, kept):
        if language in LANGUAGES:
            return str(language)
    return choose(",".join(_parts(accept or "en")), {language: [language] for language in LANGUAGES}) or "en"


def _parts(accept: str) -> Iterable[str]:
    """Ranges of an Accept-Language header, each with its weight behind the bare language.

    >>> list(_parts("zh-CN;q=0.8, en"))
    ['zh;q=0.8', 'en']
    """
    for part in accept.split(","):
        name, _, weight = part.strip().partition(";")
        yield name.partition("-")[0] + (f";{weight}" if weight else "")


@cache
def _messages(language: str) -> Mapping[str, _Message] | None:
    """The message file of a language, its keys joined by dots; None if there is none."""
    file = files("api").joinpath("web", "messages", f"{language}.yaml")
    if not file.is_file():
        return None
    flat: dict[str, _Message] = {}

    def walk(prefix: str, value: Any) -> None:
        if isinstance(value, str) or set(value) <= _PLURALS:
            flat[prefix] = value
        else:
            for key, inner in value.items():
                walk(f"{prefix}.{key}" if prefix else key, inner)

    walk("", yaml.safe_load(file.read_text(encoding="utf-8")))
    return flat


class Words:
    """What the interface says, in a language; what has not been translated yet is said in English."""

    def __init__(self, language: str) -> None:
        self.language = language if _messages(language) is not None else "en"
        self._locale = Locale.parse(self.language)
        self._said = {**(_messages("en") or {}), **(_messages(self.language) or {})}

    def __contains__(self, key: str) -> bool:
        return key in self._said

    def text(self, key: str, **values: Any) -> Markup:
        """A message with its values filled in, safe to show. A plural is chosen by `n`; whole numbers are grouped."""
        message = self._said[key]
        if not isinstance(message, str):
            message = message.get(self._locale.plural_form(values["n"]), message["other"])
        if not values:
            return escape(message)
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return Markup(escape(message)).format(**shown)

    def number(self, value: int) -> str:
        """A whole number with its groups.

        >>> Words("en").number(53223)
        '53,223'
        """
        return format_decimal(value, locale=self._locale)

    def date(self, value: str) -> str:
        """A day, month or year as people write it; what is none stays as it is.

        >>> Words("en").date("2020-11-10"), Words("en").date("2020-11")
        ('10 November 2020', 'November 2020')
        """
        try:
            day = date.fromisoformat((value + "-01-01")[:10])
        except ValueError:
            return value
        if len(value) == 10:
            return format_date(day, "d MMMM y" if self.language == "en" else "long", locale=self._locale)
        return format_skeleton("yMMMM", day, locale=self._locale) if len(value) == 7 else value

    def group(self, prefix: str) -> str:
        """The messages below a key as JSON, for scripts; plurals as they stand in the file."""
        start = f"{prefix}."
        found = {key.removeprefix(start): value for key, value in self._said.items() if key.startswith(start)}
        # What could end a script element is written as an escape of JSON.
        return Markup(json.dumps(found, ensure_ascii=False).replace("<", "\\u003c"))
