"""The graph page in a real browser: it draws what the API gives, keeps its state in the address, and says so when it cannot."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from browsing import GRAPH, PATIENCE, axe_faults, drawn, expect, figures, until
from serving import Server

pytestmark = pytest.mark.usefixtures("positions_are_read")


def has(page: Any, things: int) -> None:
    """Wait until the picture is settled and has so many things."""
    expect(page.locator(f"#stage[data-things='{things}'][aria-busy=false]")).to_be_visible()


def expanded(page: Any, before: int) -> tuple[int, int]:
    """Wait until the picture is settled and has more things than before."""
    until(page, f"+document.querySelector('#stage').dataset.things > {before}")
    return figures(page)


def ego(server: Server, **query: Any) -> Any:
    return httpx.get(f"{server.url}/api/graph/ego/SCO", params={"limit": 200, **query}).json()


def ids_and_places(page: Any) -> Any:
    """What the downloaded picture has: each thing, and its place."""
    with page.expect_download() as saved:
        page.locator("#downloads").get_by_role("button", name="JSON").click()
    nodes = json.loads(saved.value.path().read_text(encoding="utf-8"))["elements"]["nodes"]
    return {node["data"]["id"]: (round(node["position"]["x"]), round(node["position"]["y"])) for node in nodes}


def same_places(one: Any, other: Any) -> bool:
    """Whether the same things have the same places; an address has them in whole pixels."""
    return set(one) == set(other) and all(
        abs(a - b) <= 1 for thing in one for a, b in zip(one[thing], other[thing], strict=True)
    )


def test_canvas_draws_what_the_api_gives(page: Any, server: Server) -> None:
    told = ego(server)
    assert drawn(page) == (len(told["nodes"]), len(told["edges"]))
    assert set(ids_and_places(page)) == {node["id"] for node in told["nodes"]}
    expect(page.locator("#ties p")).to_have_text(re.compile(f"^{len(told['edges'])} rows"))


def test_filters_leave_what_the_api_leaves(page: Any, server: Server) -> None:
    drawn(page)
    kinds = {node["kind"] for node in ego(server)["nodes"]}
    for kind in sorted(kinds - {"threat"}):
        page.locator(f"#f-kind-{kind}").uncheck()
    told = ego(server, kind="threat", tie="stance")
    shown = page.locator("#things tbody tr td:nth-child(2)")
    expect(shown).to_have_count(len(told["nodes"]))
    assert sorted(shown.all_inner_texts()) == sorted(["actor"] + ["threat"] * (len(told["nodes"]) - 1))
    expect(page).to_have_url(re.compile("kind=threat"))
    page.locator("#f-sign-against").uncheck()
    expect(page.locator("#ties tbody")).not_to_contain_text("against")
    page.go_back()
    expect(page.locator("#ties tbody")).to_contain_text("against")


def test_act_filter_and_nothing_left(page: Any) -> None:
    drawn(page)
    acts = page.locator("[id^=f-act-]").evaluate_all("boxes => boxes.map(box => box.id)")
    for act in acts:
        if act != "f-act-regret":
            page.locator(f"#{act}").uncheck()
    rows = page.locator("#ties tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("INF Treaty")
    page.locator("#f-sign-for").uncheck()
    page.locator("#notice", has_text="Nothing passes").wait_for()
    page.get_by_role("button", name="Clear them").click()
    expect(rows.nth(20)).to_be_visible()


def test_evidence_of_a_line_is_its_sentence_and_leads_into_the_document(page: Any) -> None:
    drawn(page)
    row = page.locator("#ties tbody tr", has_text="INF Treaty").filter(has_text="regret")
    row.get_by_role("button", name=re.compile("SCO – INF Treaty")).click()
    expect(page.locator("#panel blockquote")).to_contain_text("regret over the termination of the 1987 Treaty")
    expect(page.locator("#panel h2")).to_contain_text("for")
    page.locator("#panel .source a").first.click()
    expect(page).to_have_url(re.compile(r"/document/sco-moscow-2020-news#position-"))
    expect(page.locator(":target")).to_be_visible()


def test_neighbours_are_counted_before_they_are_drawn_and_one_kind_can_be_expanded(page: Any, server: Server) -> None:
    before, _ = drawn(page)
    page.locator("#things").get_by_role("button", name="China", exact=True).click()
    counts = httpx.get(f"{server.url}/api/graph/counts/CHN").json()["kinds"]
    chip = page.locator("#panel .chip", has_text="treaty")
    expect(chip).to_have_text(f"treaty {counts['treaty']}")
    assert figures(page)[0] == before
    chip.click()
    expanded(page, before)
    assert sum(thing.startswith("treaty/") for thing in ids_and_places(page)) >= counts["treaty"]
    expect(page).to_have_url(re.compile("expand=actor/CHN~treaty"))


def test_reload_and_back_restore_the_picture_with_its_places(page: Any) -> None:
    first = drawn(page)
    page.locator("#things").get_by_role("button", name="China", exact=True).click()
    page.locator("#panel .chip", has_text="treaty").click()
    shown = expanded(page, first[0])
    expect(page).to_have_url(re.compile("#at="))
    places = ids_and_places(page)
    page.reload()
    assert figures(page) == shown
    assert same_places(ids_and_places(page), places)
    page.go_back()
    has(page, first[0])
    page.go_forward()
    has(page, shown[0])


def test_layout_of_the_readers_choice_is_kept(page: Any) -> None:
    drawn(page)
    served = ids_and_places(page)
    page.get_by_label("Layout").select_option("columns")
    expect(page).to_have_url(re.compile("layout=columns.*#at="))
    figures(page)
    columns = ids_and_places(page)
    assert columns != served
    actors = {place[0] for thing, place in columns.items() if thing.startswith("actor/")}
    assert max(actors) < min(place[0] for thing, place in columns.items() if thing.startswith("threat/"))
    page.reload()
    figures(page)
    assert same_places(ids_and_places(page), columns)


def test_hidden_things_are_gone_until_they_are_shown_again(page: Any) -> None:
    before = drawn(page)
    page.locator("#things").get_by_role("button", name="China", exact=True).click()
    page.get_by_role("button", name="Hide").click()
    has(page, before[0] - 1)
    page.get_by_role("button", name="Show what was hidden").click()
    has(page, before[0])
    assert figures(page) == before


def test_path_between_two_things_is_told_hop_by_hop(page: Any, server: Server) -> None:
    drawn(page)
    page.get_by_label("From", exact=True).fill("China")
    page.get_by_label("To", exact=True).fill("INF Treaty")
    page.get_by_role("button", name="Find").click()
    query = {"from": "China", "to": "INF Treaty"}
    told = httpx.get(f"{server.url}/api/graph/paths", params=query).json()
    hops = page.locator("#paths .hops")
    expect(hops).to_have_count(len(told["paths"]))
    expect(hops.first.locator("li")).to_have_count(told["distance"])
    expect(page).to_have_url(re.compile("path="))
    page.reload()
    expect(hops).to_have_count(len(told["paths"]))
    page.get_by_role("button", name="Clear").click()
    expect(hops).to_have_count(0)


def test_every_file_link_gives_a_file_and_gephi_lite_gets_one(page: Any, server: Server) -> None:
    drawn(page)
    links = page.locator("#downloads a[download]").evaluate_all("links => links.map(link => link.href)")
    assert len(links) == 11
    for link in links:
        assert httpx.get(link).status_code == 200, link
    lite = page.get_by_role("link", name="Open in Gephi Lite").get_attribute("href")
    assert lite.startswith("https://gephi.org/gephi-lite/?file=http")
    assert "format%3Dgexf" in lite


def test_days_can_be_played(open_page: Callable[..., Any], rich_server: Server) -> None:
    page = open_page(rich_server)
    drawn(page)
    page.evaluate(
        "() => { window.seen = []; const keep = history.replaceState.bind(history);"
        " history.replaceState = (...given) => { window.seen.push(given[2]); keep(...given); }; }"
    )
    days = int(page.locator("#f-to").get_attribute("max"))
    page.get_by_role("button", name="Play").click()
    until(page, "window.seen.some(one => one.includes('to='))")
    until(page, "!location.search.includes('to=') && document.querySelector('#f-play').innerText === 'Play'")
    assert len({one for one in page.evaluate("window.seen") if "to=" in one}) == days


def test_keyboard_alone_reaches_the_evidence_and_moves_the_picture(page: Any) -> None:
    drawn(page)
    page.locator("#stage").focus()
    for key in ("+", "ArrowLeft", "0", "-"):
        page.keyboard.press(key)
    page.locator("#ties").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#ties td:nth-child(5) button')"):
            break
    page.keyboard.press("Enter")
    page.locator("#panel blockquote").first.wait_for()
    expect(page).to_have_url(re.compile("select="))


@pytest.mark.parametrize(
    "address", ["/graph?entity=SCO%00", "/graph?entity=" + "x" * 400, "/graph?network=nonsense", "/graph?path=,"]
)
def test_address_that_names_nothing_is_told_in_words(page: Any, complaints: list[str], address: str) -> None:
    page.goto(address)
    expect(page.locator("main h1")).not_to_be_empty()
    assert "Traceback" not in page.content()
    assert all("404" in one or "400" in one for one in complaints)
    complaints.clear()


def test_page_without_scripts_is_a_table_with_sentences(browser: Any, server: Server) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(GRAPH)
    row = page.locator("#ties tbody tr", has_text="INF Treaty").filter(has_text="regret")
    expect(row).to_contain_text("regret over the termination")
    expect(page.locator(".graph-view")).to_be_hidden()
    page.goto("/graph")
    expect(page.locator(".chips a", has_text="SCO")).to_have_count(1)
    context.close()


@pytest.mark.parametrize("address", ["/graph", GRAPH + "&select=treaty/inf-treaty"])
def test_graph_page_passes_axe(page: Any, address: str) -> None:
    page.goto(address)
    if "entity" in address:
        figures(page)
        page.locator("#panel .chip").first.wait_for()
    assert axe_faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe_faults(page, "color-contrast") == []


def test_graph_page_is_not_wider_than_its_window(page: Any) -> None:
    drawn(page)
    for width in (390, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        until(page, f"innerWidth === {width} && document.documentElement.scrollWidth <= {width}")


def test_webgl_view_draws_and_selects_the_same(webgl_page: Any) -> None:
    page = webgl_page
    shown = drawn(page, GRAPH + "&view=webgl")
    assert page.locator("#stage canvas").count() > 0
    assert page.evaluate("performance.getEntriesByType('resource').some(one => one.name.includes('/vendor/sigma.js'))")
    assert not page.evaluate(
        "performance.getEntriesByType('resource').some(one => one.name.includes('/vendor/cytoscape.js'))"
    )
    page.locator("#things").get_by_role("button", name="China", exact=True).click()
    page.locator("#panel .chip").first.wait_for()
    assert set(ids_and_places(page)) and len(ids_and_places(page)) == shown[0]


@pytest.fixture
def frail_server(built_store: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of its own, which may be stopped."""
    server = Server(built_store, tmp_path / "log", workers=1)
    server.wait()
    yield server
    if not server.ended:
        server.stop()


def test_stopped_server_is_told_and_work_goes_on_when_it_is_back(
    browser: Any, frail_server: Server, built_store: Path, tmp_path: Path
) -> None:
    context = browser.new_context(base_url=frail_server.url)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    before = drawn(page)
    page.locator("#things").get_by_role("button", name="China", exact=True).click()
    page.locator("#panel .chip").first.wait_for()
    frail_server.stop()
    page.get_by_role("button", name="Expand").click()
    expect(page.locator("#notice[data-kind=failed]")).to_contain_text("The server does not answer")
    expect(page.locator("#ties tbody tr").first).to_be_visible()
    again = Server(built_store, tmp_path / "log2", port=frail_server.port, workers=1)
    try:
        again.wait()
        expanded(page, before[0])
        expect(page.locator("#notice")).to_be_empty()
        expect(page).to_have_url(re.compile("expand=actor/CHN"))
    finally:
        again.stop()
        context.close()
