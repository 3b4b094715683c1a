"""Names while one types, in a real browser: in the search box, and in the box of the graph page."""

from __future__ import annotations

import re
from typing import Any

from browsing import expect


def test_suggestions_by_keyboard_and_choice_draws(page: Any) -> None:
    page.goto("/graph")
    box = page.get_by_role("combobox", name="Start from")
    box.click()
    page.keyboard.type("inf tr")
    option = page.get_by_role("option", name=re.compile("INF Treaty"))
    option.wait_for()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    option.wait_for()
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(box).to_have_value("INF Treaty")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("entity=treaty(%2F|/)inf-treaty"))
    expect(page.locator("#stage[data-things][aria-busy=false]")).to_be_visible()


def test_suggestion_of_the_search_box_opens_its_page(page: Any) -> None:
    page.goto("/graph")
    page.get_by_role("searchbox").or_(page.locator("#q")).first.click()
    page.keyboard.type("terrori")
    page.get_by_role("option", name=re.compile("^terrorism")).first.click()
    expect(page).to_have_url(re.compile("/entity/threat/terrorism"))
