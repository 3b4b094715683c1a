"""The pages in a real browser: from a search to the sentence, and through the drawn graph."""

from __future__ import annotations

import re

import httpx
import pytest
from serving import Server


def test_from_search_to_the_marked_sentence(page: object, server: Server) -> None:
    page.goto("/")  # type: ignore[attr-defined]
    page.get_by_role("searchbox").fill("INF Treaty")  # type: ignore[attr-defined]
    page.keyboard.press("Enter")  # type: ignore[attr-defined]
    position = page.locator("article.position").first  # type: ignore[attr-defined]
    assert position.locator("mark.cue").inner_text() == "regret over"
    assert position.locator("mark.target").inner_text().startswith("the termination of the 1987 Treaty")
    assert "for INF Treaty" in " ".join(position.locator(".attitudes").inner_text().split())
    position.get_by_role("link", name=re.compile("SCO countries intend")).click()
    anchor = page.locator(":target")  # type: ignore[attr-defined]
    assert anchor.count() == 1
    assert anchor.is_visible()
    assert "regret over" in page.locator(".sentence", has_text="1987 Treaty").inner_text()  # type: ignore[attr-defined]


def test_text_of_the_reader_is_the_text_of_the_document(page: object, server: Server) -> None:
    page.goto("/document/sco-moscow-2020-news")  # type: ignore[attr-defined]
    shown = page.locator(".text").evaluate(  # type: ignore[attr-defined]
        "node => { for (const a of node.querySelectorAll('a.anchor')) a.remove(); return node.textContent }"
    )
    query = "SELECT ?t { ?v <https://w3id.org/stancegraph/ontology#text> ?t }"
    rows = httpx.get(server.sparql, params={"query": query}).json()["results"]["bindings"]
    assert shown == rows[0]["t"]["value"]


def test_drawn_graph_can_be_clicked_through(page: object) -> None:
    page.goto("/")  # type: ignore[attr-defined]
    page.locator("svg a.node", has_text="drug trafficking").click()  # type: ignore[attr-defined]
    assert page.get_by_role("heading", level=1).inner_text() == "drug trafficking"  # type: ignore[attr-defined]
    page.locator("svg a.node", has_text="SCO").click()  # type: ignore[attr-defined]
    assert page.get_by_role("heading", level=1).inner_text() == "SCO"  # type: ignore[attr-defined]
    page.locator("svg a.edge.against").first.focus()  # type: ignore[attr-defined]
    page.keyboard.press("Enter")  # type: ignore[attr-defined]
    page.wait_for_url(re.compile("/document/|about="))  # type: ignore[attr-defined]


def test_lines_tell_their_sign_without_colour(page: object) -> None:
    page.goto("/entity/SCO")  # type: ignore[attr-defined]

    def dash(sign: str) -> str:
        line = page.locator(f".edges .edge.{sign} .line").first  # type: ignore[attr-defined]
        return str(line.evaluate("node => getComputedStyle(node).strokeDasharray"))

    assert dash("for") == "none"
    assert dash("against") != "none"
    assert page.locator(".edges .edge.against text").first.text_content() == "−"  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize(
    "path", ["/", "/?q=drugs", "/entity/SCO", "/questions/stance-on", "/docs", "/query?query=ASK%7B%7D"]
)
def test_no_page_is_wider_than_its_window(page: object, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})  # type: ignore[attr-defined]
    page.goto(path)  # type: ignore[attr-defined]
    assert page.evaluate("document.documentElement.scrollWidth") <= width  # type: ignore[attr-defined]


def test_text_from_the_address_is_shown_as_text(page: object) -> None:
    hostile = "<img src=x onerror=document.title='hit'>"
    page.goto(f"/?q={hostile}")  # type: ignore[attr-defined]
    assert hostile in page.get_by_role("heading", level=1).inner_text()  # type: ignore[attr-defined]
    assert page.title() != "hit"  # type: ignore[attr-defined]


def test_a_terms_iri_leads_to_its_place_in_the_handbook(page: object) -> None:
    page.goto("/ontology#Position")  # type: ignore[attr-defined]
    place = page.locator(":target")  # type: ignore[attr-defined]
    assert place.locator("h3").inner_text().startswith("Position")
    place.get_by_role("link", name="declaration").first.click()
    assert page.url.endswith("#declaration")  # type: ignore[attr-defined]
    page.locator("#diagram a", has_text="Attestation").click()  # type: ignore[attr-defined]
    assert page.locator(":target h3").inner_text().startswith("Attestation")  # type: ignore[attr-defined]
