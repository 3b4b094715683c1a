"""The browser of the tests, and what they ask of its pages.

It is Chromium, by its headless shell where that is installed, which opens a page in a third of the time.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from typing import Any

import pytest

__all__ = [
    "CHROMIUM",
    "GRAPH",
    "HOSTILE",
    "MISSING",
    "PATIENCE",
    "Open",
    "axe_faults",
    "drawn",
    "expect",
    "figures",
    "until",
]

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None
)
MISSING = "no Chromium is installed (Debian: apt-get install chromium-headless-shell)"
_AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

HOSTILE = {
    "markup": "<img src=x onerror=document.title='hit'>",
    "override": "\u202egoing backwards\u202e",
    "long": "endless " * 1250,
}
"""Labels of a thesaurus that means no good; the long one has 10,000 characters."""

Open = Callable[..., Any]

GRAPH = "/graph?entity=SCO"

PATIENCE = 120_000
"""Milliseconds that whatever a test waits for may take. Drawing by the processor takes long on a busy machine."""


def expect(actual: Any) -> Any:
    """Playwright's assertions on a page or locator: they wait for what is said to hold. What follows a click is read in no other way."""
    from playwright.sync_api import expect as waiting

    waiting.set_options(timeout=PATIENCE)
    return waiting(actual)


def until(page: Any, expression: str) -> None:
    """Wait for an expression to hold; the policy of the pages forbids Playwright's own way of asking."""
    ends = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < ends:
        if page.evaluate(expression):
            return
        page.wait_for_timeout(25)
    pytest.fail(f"never came true: {expression}")


def axe_faults(page: Any, *rules: str) -> list[tuple[str, str, list[str]]]:
    """What axe has against a page, by all its rules for WCAG 2.2 AA and good practice or by those that are named."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    chosen = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": _AXE_TAGS}
    found = axe.Axe().run(page, options={"resultTypes": ["violations"], "runOnly": chosen}).response["violations"]
    return [(one["id"], one["help"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]


def drawn(page: Any, address: str = GRAPH) -> tuple[int, int]:
    """Open an address and wait for its picture: how many things and ties it has."""
    page.goto(address)
    return figures(page)


def figures(page: Any) -> tuple[int, int]:
    """How much the picture has, once it is settled: the page says so when all of its parts show the same state."""
    stage = page.locator("#stage[data-things][aria-busy=false]")
    stage.wait_for()
    return int(stage.get_attribute("data-things")), int(stage.get_attribute("data-ties"))
