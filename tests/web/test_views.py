"""Every view: readable without JavaScript, on a phone, by axe, and unharmed by labels that mean no good."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from browsing import HOSTILE, Open, axe_faults, expect
from serving import Server

VIEWS = {
    "home": "/",
    "search": "/search?q=drugs",
    "nothing found": "/search?q=zzzz",
    "treaty": "/entity/treaty/inf-treaty",
    "actor": "/entity/actor/SCO",
    "threat": "/entity/threat/terrorism",
    "reader": "/document/sco-moscow-2020-news",
    "position": "",  # found in the store
    "matrix": "/matrix",
    "matrix, opened": "/matrix?kind=threat&sort=dispute&open=threat/transnational-threats",
    "pairs": "/compare",
    "two actors": "/compare?a=SCO&b=NATO",
    "two declarations": "/compare/declarations?before=document/sco-2015&after=document/sco-2019",
    "timeline": "/timeline?holder=SCO&thing=missile+defence",
    "vocabulary": "/vocabulary",
    "scheme": "/vocabulary/threats",
    "actors": "/vocabulary/actors",
    "documents": "/documents",
    "questions": "/questions",
    "question": "/questions/threats-named",
    "API": "/docs",
    "missing": "/entity/SCOO",
}


def address(server: Server, view: str) -> str:
    if view != "position":
        return VIEWS[view]
    found = httpx.get(f"{server.url}/api/positions?about=INF%20Treaty").json()["positions"]
    return f"/{found[0]['id']}"


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(open_page: Open, rich_server: Server, complaints: list[str], view: str) -> None:
    page = open_page(rich_server, color_scheme="light")
    page.goto(address(rich_server, view))
    assert axe_faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe_faults(page, "color-contrast") == []
    complaints[:] = [one for one in complaints if view != "missing" or "404" not in one]  # the page itself is a 404


@pytest.mark.parametrize("view", VIEWS)
def test_view_fits_a_phone_and_says_its_name_without_javascript(
    open_page: Open, rich_server: Server, complaints: list[str], view: str
) -> None:
    page = open_page(rich_server, width=390, java_script_enabled=False)
    page.goto(address(rich_server, view))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("html").evaluate("node => node.scrollWidth") <= 390
    complaints[:] = [one for one in complaints if view != "missing" or "404" not in one]
    assert " – Stancegraph" in page.title() or page.title().startswith("Stancegraph: ")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_label_does_no_harm(open_page: Open, rich_server: Server, name: str) -> None:
    label = HOSTILE[name].strip()
    found = httpx.get(
        f"{rich_server.url}/api/positions?about={quote({'markup': 'grey', 'override': 'black', 'long': 'green'}[name])}%20goo"
    )
    thing = next(
        one
        for one in found.json()["positions"][0]["attitudes"]
        if one["iri"].startswith("http://example.org/t/") or one["label"].startswith(label[:5])
    )
    for width in (1200, 390):
        page = open_page(rich_server, width=width)
        for path in (f"/entity/{thing['id']}", "/matrix?rows=100", "/search?q=goo", "/document/hostile", "/"):
            page.goto(path)
            assert page.title() != "hit"
            assert page.locator("main img, main script").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"/entity/{thing['id']}")
        heading = page.get_by_role("heading", level=1)
        assert heading.inner_text().startswith(label[:20])
        assert len(heading.inner_text()) <= 300
        assert heading.locator("bdi").count() == 1


def test_text_of_a_hostile_document_is_shown_as_text(open_page: Open, rich_server: Server) -> None:
    page = open_page(rich_server)
    page.goto("/document/hostile")
    assert "<img src=x onerror=document.title='hit'> everywhere" in page.locator(".text").inner_text()
    assert "</script><script>document.title='hit'</script> in all its forms" in page.locator(".text").inner_text()
    assert "<script>document.title='hit'</script>" in page.locator(".lead").inner_text()
    page.goto("/search?q=<img src=x onerror=document.title='hit'>")
    assert page.title() != "hit"


def test_matrix_cell_leads_to_its_quotations_and_csv_says_the_same(open_page: Open, rich_server: Server) -> None:
    page = open_page(rich_server)
    page.goto("/matrix?holder=SCO,NATO&thing=arms+control,missile+defence")
    cells = {
        (a, b): page.get_by_role("link", name=re.compile(f"^{a} on {b}"))
        for a, b in (("SCO", "missile defence"), ("NATO", "arms control"))
    }
    assert "".join(cells["SCO", "missile defence"].inner_text().split()) == "+1−1"
    assert cells["NATO", "arms control"].inner_text() == "−1"
    rows = list(
        csv.DictReader(
            io.StringIO(
                httpx.get(
                    f"{rich_server.url}/matrix?holder=SCO,NATO&thing=arms+control,missile+defence&format=csv"
                ).text
            )
        )
    )
    one = next(row for row in rows if (row["holder"], row["thing"]) == ("SCO", "missile defence"))
    assert (one["for"], one["against"]) == ("1", "1")
    assert cells_of(rich_server, "/matrix?holder=SCO,NATO&thing=arms+control,missile+defence") == rows
    cells["SCO", "missile defence"].click()
    shown = page.locator("article.position blockquote")
    expect(shown).to_have_count(2)
    assert sorted(shown.all_inner_texts()) == [
        "The SCO member States oppose missile defence.",
        "The SCO member States support missile defence.",
    ]


def cells_of(server: Server, address: str) -> list[dict[str, str]]:
    """The cells that the JSON of a matrix has, as its CSV writes them."""
    told = httpx.get(f"{server.url}{address}&format=json").json()
    holders = {one["id"]: one for one in told["holders"]}
    return [
        {
            **{"thing": row["thing"]["label"], "kind": row["thing"]["kind"], "depth": str(row["depth"])},
            **{"holder": holders[cell["holder"]]["label"], "for": str(cell["for"]), "against": str(cell["against"])},
            **{"neither": str(cell["neither"]), "thing_iri": row["thing"]["iri"]},
            "holder_iri": holders[cell["holder"]]["iri"],
        }
        for row in told["rows"]
        for cell in row["cells"]
    ]


def test_data_of_the_matrix_have_the_rows_that_are_open(rich_server: Server) -> None:
    opened = "/matrix?kind=threat&open=threat/transnational-threats"
    rows = list(csv.DictReader(io.StringIO(httpx.get(f"{rich_server.url}{opened}&format=csv").text)))
    assert "1" in {row["depth"] for row in rows}
    assert cells_of(rich_server, opened) == rows


def image_of(page: Any, ending: str) -> bytes:
    button = page.locator(".image-files").get_by_role("button", name=ending)
    with page.expect_download() as saved:
        button.click()
    assert saved.value.suggested_filename.endswith(f".{ending.lower()}")
    return bytes(saved.value.path().read_bytes())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "/timeline?holder=SCO&thing=missile+defence",
            {"Positions on missile defence over time", "for", "against", "2019"},
        ),
        ("/", {"Actors and what they are for and against", "SCO", "for", "against", "neither", "actor"}),
        ("/matrix", {"Stance matrix", "SCO", "NATO", "arms control", "+1 −1", "for, twice"}),
    ],
)
def test_a_drawing_is_taken_away_as_an_image_with_title_legend_and_source(
    open_page: Open, rich_server: Server, address: str, said: set[str]
) -> None:
    page = open_page(rich_server)
    page.goto(address)
    root = ElementTree.fromstring(image_of(page, "SVG"))
    words = {" ".join("".join(node.itertext()).split()) for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert said <= words
    assert page.url in words
    assert not [node for node in root.iter() if node.get("class") and "url(" in str(node.attrib)]
    assert image_of(page, "PNG")[:8] == b"\x89PNG\r\n\x1a\n"


def test_image_of_the_matrix_has_a_cell_for_each_of_the_table(open_page: Open, rich_server: Server) -> None:
    page = open_page(rich_server)
    page.goto("/matrix?kind=threat&open=threat/transnational-threats")
    root = ElementTree.fromstring(image_of(page, "SVG"))
    groups = [node.get("class") for node in root.iter("{http://www.w3.org/2000/svg}g")]
    expect(page.locator("table.matrix tbody tr")).to_have_count(groups.count("row"))
    legend = page.locator(".matrix-key > span").count()
    expect(page.locator("table.matrix td a")).to_have_count(groups.count("cell") - legend)


def test_matrix_opens_what_is_narrower_and_the_address_keeps_it(open_page: Open, rich_server: Server) -> None:
    page = open_page(rich_server)
    page.goto("/matrix?kind=threat")
    opener = page.get_by_role("button", name=re.compile("^Show .* under transnational threats"))
    expect(opener).to_be_visible()
    expect(page.locator("tbody th", has_text="terrorism")).to_have_count(0)
    opener.click()
    below = page.locator("tbody tr.depth-1 th", has_text=re.compile("^.?terrorism$"))
    expect(below).to_have_count(1)
    page.reload()
    expect(below).to_have_count(1)
    page.go_back()
    expect(opener).to_be_visible()
    expect(page.locator("tbody tr.depth-1")).to_have_count(0)


def test_two_actors_are_set_against_each_other_in_their_own_words(open_page: Open, rich_server: Server) -> None:
    page = open_page(rich_server)
    page.goto("/compare?a=NATO&b=SCO")
    versus = page.locator("article.versus", has_text="arms control")
    left, right = versus.locator(".two > div").all()
    assert "They support arms control." in left.inner_text()
    assert "The Allies oppose arms control." in right.inner_text()
    assert "terrorism" in page.locator("section[aria-labelledby=agree]").inner_text()
    right.get_by_role("link", name="Read it in place").click()
    expect(page).to_have_url(re.compile("/document/.*#position-"))
    expect(page.locator("mark.current").first).to_be_visible()
    assert "The Allies oppose arms control." in "".join(page.locator("mark.current").all_inner_texts())


def test_two_declarations_tell_what_turned_what_is_new_and_what_was_said_again(
    open_page: Open, rich_server: Server
) -> None:
    page = open_page(rich_server)
    page.goto("/compare/declarations")
    page.get_by_label("Earlier").select_option("document/sco-2015")
    page.get_by_label("Later").select_option("document/sco-2019")
    page.get_by_role("button", name="Compare").click()
    for _ in range(2):
        for change, thing in (("reversed", "missile defence"), ("new", "drug policy"), ("repeated", "arms control")):
            expect(page.locator(f"section[aria-labelledby={change}]")).to_contain_text(thing)
        page.reload()


def test_a_change_of_sides_is_on_the_timeline(open_page: Open, rich_server: Server) -> None:
    page = open_page(rich_server)
    page.goto("/timeline")
    page.get_by_label("Whose").fill("SCO")
    page.get_by_label("About").fill("missile defence")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".axis .dot")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("14 June 2019: changed sides")
    page.locator(".axis .dot.against").click()
    expect(page.locator("article.position blockquote")).to_have_text(["The SCO member States oppose missile defence."])


def test_every_call_and_download_that_a_view_names_answers(rich_server: Server) -> None:
    seen = set()
    for view in VIEWS:
        page = httpx.get(rich_server.url + address(rich_server, view)).text
        section = page.partition('<section class="data"')[2]
        links = re.findall(r'href="([^"]+)"', section.partition("</section>")[0])
        calls = re.findall(r"<code>GET ([^<]+)</code>", section)
        seen |= {link.replace("&amp;", "&") for link in [*links, *calls]}
    assert len(seen) > 40
    for link in sorted(seen):
        answer = httpx.get(rich_server.url + link, follow_redirects=True)
        assert answer.is_success, (link, answer.text[:300])
        if answer.headers["content-type"].startswith("application/json"):
            json.loads(answer.content)
