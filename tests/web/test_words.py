"""The words of the interface: all in the message files, in every language whole, and shown in the reader's."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel import Locale
from browsing import Open, expect
from serving import Server

WEB = Path(__file__).parents[2] / "api" / "web"
LANGUAGES = sorted(path.stem for path in (WEB / "messages").glob("*.yaml"))
PLURALS = {"zero", "one", "two", "few", "many", "other"}
NAMES = {
    "API",
    "SPARQL",
    "Stancegraph",
    "VoID",
    "IRI",
    "CSV",
    "JSON",
    "GET",
    "stancegraph",
    "build",
    "FILE",
    "openapi",
    "json",
}
"""What is called so in every language."""


@cache
def messages(language: str) -> dict[str, Any]:
    """Messages by their keys, joined by dots."""
    flat: dict[str, Any] = {}

    def walk(prefix: str, value: Any) -> None:
        if isinstance(value, str) or value.keys() <= PLURALS:
            flat[prefix] = value
        else:
            for key, inner in value.items():
                assert isinstance(key, str), f"{language}.yaml: {prefix}.{key} is read as {key!r}; write it in quotes"
                walk(f"{prefix}.{key}" if prefix else key, inner)

    walk("", yaml.safe_load((WEB / "messages" / f"{language}.yaml").read_text(encoding="utf-8")))
    return flat


def forms(message: Any) -> dict[str, str]:
    return {"": message} if isinstance(message, str) else message


def test_languages_are_those_of_the_labels() -> None:
    assert LANGUAGES == ["en", "ru", "zh"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_missing_and_none_is_left_over(language: str) -> None:
    english, own = messages("en"), messages(language)
    assert sorted(english.keys() - own.keys()) == []
    assert sorted(own.keys() - english.keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_has_the_values_of_the_english_one_and_every_plural_of_its_language(language: str) -> None:
    wanted = set(Locale.parse(language).plural_form.tags) | {"other"}
    for key, english in messages("en").items():
        own = messages(language)[key]
        assert isinstance(own, str) == isinstance(english, str), key
        if not isinstance(own, str):
            assert set(own) == wanted, key
        named = {name for form in forms(english).values() for name in re.findall(r"\{(\w+)\}", form)}
        for form in forms(own).values():
            assert set(re.findall(r"\{(\w+)\}", form)) == named, key


@pytest.mark.parametrize(("language", "letters"), [("ru", "[а-яё]"), ("zh", "[\u4e00-\u9fff]")], ids=("ru", "zh"))
def test_a_translation_is_in_its_script(language: str, letters: str) -> None:
    for key, message in messages(language).items():
        for form in forms(message).values():
            words = re.sub(r"\{\w+\}", "", form)
            if re.search(r"[^\W\d_]", words) and not set(re.findall(r"\w+", words)) <= NAMES:
                assert re.search(letters, words, re.IGNORECASE), f"{key}: {form}"


@pytest.mark.parametrize("path", sorted((WEB / "templates").glob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"<kbd>.*?</kbd>", " ", text)
    said = [*re.findall(r'(?:aria-label|title|alt)="([^"]*)"', text), re.sub(r"<[^>]*>", " ", text)]
    assert {word for words in said for word in re.findall(r"[^\W\d_]{2,}", words)} <= NAMES


@pytest.mark.parametrize(
    ("language", "title", "actor", "thing", "act", "sign"),
    [
        ("ru", "Вокруг: ШОС", "ШОС", "Договор о РСМД", "сожалеет", "за"),
        ("zh", "上海合作组织及其相邻节点", "上海合作组织", "《中导条约》", "遗憾", "支持"),
    ],
    ids=("ru", "zh"),
)
def test_graph_page_is_in_the_readers_language(
    open_page: Open, server: Server, language: str, title: str, actor: str, thing: str, act: str, sign: str
) -> None:
    page = open_page(server)
    page.goto(f"/graph?entity=SCO&lang={language}&select=treaty/inf-treaty")
    row = page.locator("#ties tbody tr", has_text=thing).filter(has_text=act)
    page.locator("#stage[data-things][aria-busy=false]").wait_for()
    expect(row.locator("td").nth(0)).to_have_text(actor)
    expect(row.locator("td").nth(2)).to_contain_text(sign)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("#panel h2")).to_have_text(thing)
    with page.expect_download() as saved:
        page.locator("#downloads").get_by_role("button", name="SVG").click()
    assert f">{thing}<" in saved.value.path().read_text(encoding="utf-8")


def test_what_is_drawn_on_a_page_is_in_the_readers_language(open_page: Open, server: Server) -> None:
    page = open_page(server, locale="ru-RU")
    page.goto("/entity/treaty/inf-treaty")
    expect(page.locator("svg a.edge.for").first).to_have_attribute("aria-label", "ШОС: сожалеет – за Договор о РСМД")
