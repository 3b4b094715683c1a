"""The reader's language, and message files that say all that pages ask for."""

from __future__ import annotations

import doctest
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import api.language
from api.language import LANGUAGES, Words, reader_language

WEB = Path(api.language.__file__).parent / "web"
FILES = sorted((WEB / "messages").glob("*.yaml"))
PLURALS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}, "zh": {"other"}}


def messages(file: Path) -> dict[str, object]:
    def walk(prefix: str, value: object) -> Iterator[tuple[str, object]]:
        if isinstance(value, dict) and not set(value) <= {"zero", "one", "two", "few", "many", "other"}:
            for key, inner in value.items():
                yield from walk(f"{prefix}.{key}" if prefix else str(key), inner)
        else:
            yield prefix, value

    return dict(walk("", yaml.safe_load(file.read_text(encoding="utf-8"))))


def fields(message: object) -> set[str | None]:
    texts = message.values() if isinstance(message, dict) else [message]
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(str(text)) if name}


def test_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(api.language).failed == 0


@pytest.mark.parametrize(
    ("asked", "kept", "accept", "language"),
    [
        ("ru", "zh", "en", "ru"),
        (None, "zh", "en", "zh"),
        ("de", "fr", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        (None, None, "de, en;q=0.3, zh-Hant;q=0.7", "zh"),
        (None, None, "de", "en"),
        (None, None, "", "en"),
        (None, None, ";;,q=1;=", "en"),
    ],
)
def test_address_before_choice_before_browser_before_english(
    asked: str | None, kept: str | None, accept: str, language: str
) -> None:
    assert reader_language(asked, kept, accept) == language


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_messages_are_texts_or_whole_plurals_with_the_fields_of_the_english_ones(file: Path) -> None:
    english = messages(WEB / "messages" / "en.yaml")
    assert file.stem in LANGUAGES
    for key, message in messages(file).items():
        assert key in english, key
        assert isinstance(message, dict) == isinstance(english[key], dict), key
        assert fields(message) <= fields(english[key]), key
        if isinstance(message, dict):
            assert set(message) == PLURALS[file.stem], key
        else:
            assert isinstance(message, str), key


def test_every_message_that_a_template_names_exists_and_every_one_is_named() -> None:
    known = messages(WEB / "messages" / "en.yaml")
    sources = [*(WEB / "templates").glob("*.html"), *(WEB / "js").glob("*.js"), *WEB.parent.rglob("*.py")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    named = set(re.findall(r"\bt\('([\w.-]+)'", text)) - set(re.findall(r"\bt\('([\w.-]+)' ~", text))
    assert named <= set(known), sorted(named - set(known))
    beginnings = (*re.findall(r"\bt\('([\w.-]+\.)' ~", text), "island.", "graph.", "query.")
    plain = set(re.findall(r"['\"]([\w-]+(?:\.[\w-]+)+)['\"]", text))
    unused = [key for key in known if key not in plain and key not in named and not key.startswith(beginnings)]
    assert unused == []


def test_numbers_dates_and_plurals_are_those_of_the_language() -> None:
    words = Words("en")
    assert words.text("positions", n=1) == "1 position"
    assert words.text("positions", n=21_000) == "21,000 positions"
    assert words.date("2020") == "2020"
    assert words.date("soon") == "soon"


def test_values_are_escaped_in_messages() -> None:
    assert words_for("<b>") == "1 position for “&lt;b&gt;”"


def words_for(words: str) -> str:
    return str(Words("en").text("search.for", n=1, words=words))
