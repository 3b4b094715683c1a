"""The SPARQL page in a real browser: completion, examples, errors in place, cancelling, views of an answer, files, links."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from browsing import PATIENCE, axe_faults, expect
from serving import Server

PREFIX = "PREFIX sg: <https://w3id.org/stancegraph/ontology#>\n"
COUNTS = (
    PREFIX + "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "SELECT ?act (COUNT(*) AS ?n) WHERE { ?p a sg:Position ; sg:act/rdfs:label ?act } GROUP BY ?act ORDER BY DESC(?n)"
)
TRIPLES = PREFIX + "CONSTRUCT { ?a sg:supports ?b } WHERE { ?a sg:supports ?b }"
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(autouse=True, scope="module")
def vocabulary_is_known(shared_server: Server) -> None:
    """The server has answered what the editor asks first, and keeps it; on a busy machine that takes longer than the time it gives."""
    source = (Path(__file__).parents[2] / "api" / "web" / "js" / "vocabulary.js").read_text(encoding="utf-8")
    catalog, query = (re.search(rf"const {name} = ([`\"])(.*?)\1;", source, re.DOTALL) for name in ("CATALOG", "QUERY"))
    assert catalog and query
    asked = {"query": query[2].replace("${CATALOG}", catalog[2]), "format": "json"}
    ends = time.monotonic() + PATIENCE / 1000
    while not httpx.get(shared_server.sparql, params=asked).is_success:
        shared_server.check()
        assert time.monotonic() < ends, "the vocabulary was not read"


def opened(page: Any, query: str = "", shown_as: str = "") -> None:
    state = f"#query={quote(query)}" + (f"&as={shown_as}" if shown_as else "") if query else ""
    page.goto(f"/query{state}")
    page.wait_for_selector("#editor[data-learned]")


def shows(page: Any, query: str) -> None:
    """Wait until the editor holds a query; it shows a line for each of its own."""
    expect(page.locator(".cm-line")).to_have_text(query.split("\n"))


def write(page: Any, text: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def test_completion_offers_our_class_and_declares_its_prefix(page: Any) -> None:
    opened(page)
    write(page, "SELECT * WHERE { ?x a ")
    page.keyboard.type("Posi")
    page.locator(".cm-tooltip-autocomplete li", has_text="sg:Position").first.click()
    expect(page.locator(".cm-line").first).to_have_text(PREFIX.strip())
    expect(page.locator(".cm-line").last).to_contain_text("?x a sg:Position")


def test_completion_knows_only_what_the_endpoint_has(page: Any, server: Server) -> None:
    opened(page)
    query = "SELECT DISTINCT ?c WHERE { ?x a ?c }"
    held = {
        row["c"]["value"] for row in httpx.get(server.sparql, params={"query": query}).json()["results"]["bindings"]
    }
    offered = page.evaluate(
        "async () => (await (await import('/js/vocabulary.js')).loadVocabulary()).terms"
        ".filter(one => one.kind === 'class').map(one => one.iri)"
    )
    assert "https://w3id.org/stancegraph/ontology#Position" in offered
    assert set(offered) <= held


def test_example_runs_and_its_rows_are_the_endpoints(page: Any, server: Server) -> None:
    opened(page)
    page.get_by_label("Find a question").fill("which threats does")
    link = page.locator("#examples a:visible")
    expect(link).to_have_count(1)
    link.click()
    page.locator("#result tbody tr").first.wait_for()
    query = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('query')")
    rows = httpx.get(server.sparql, params={"query": query}).json()["results"]["bindings"]
    assert len(rows) > 5
    expect(page.locator("#result tbody tr")).to_have_count(len(rows))
    expect(page.locator("#figures")).to_have_text(re.compile(rf"^{len(rows)} rows, [\d.]+ s, [\d.]+ kB$"))


def test_syntax_error_is_marked_at_its_place_and_told(page: Any, complaints: list[str]) -> None:
    opened(page)
    write(page, "SELECT * WHERE {\n  ?x ?y LIMIT 3\n}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notice[data-kind=failed]")).to_contain_text("Line 2, column")
    fault = page.locator(".cm-lintRange-error, .cm-lintPoint-error")
    expect(fault).to_have_count(1)
    expect(page.locator(".cm-line", has=fault)).to_have_text("?x ?y LIMIT 3")
    write(page, "ASK {}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result .answer")).to_have_text("yes")
    expect(fault).to_have_count(0)
    assert [one for one in complaints if "400" not in one] == []
    complaints.clear()


def test_cancelled_query_frees_its_worker_at_once(page: Any, server: Server) -> None:
    opened(page)
    write(page, SLOW)
    page.get_by_role("button", name="Run").click()
    page.get_by_text("Running for").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.locator("#notice", has_text="Cancelled after").wait_for()
    while httpx.get(f"{server.url}/health").json()["busy"]:  # that it ends is what is tested
        server.check()
        page.wait_for_timeout(20)
    expect(page.get_by_role("button", name="Cancel")).to_be_disabled()


def test_query_past_the_servers_limit_says_so(page: Any, complaints: list[str]) -> None:
    opened(page, SLOW)
    expect(page.locator("#notice[data-kind=failed]")).to_contain_text("too long")
    complaints.clear()


def test_chart_has_a_bar_for_each_row(page: Any, server: Server) -> None:
    opened(page, COUNTS, "chart")
    page.locator(".chart").wait_for()
    rows = httpx.get(server.sparql, params={"query": COUNTS}).json()["results"]["bindings"]
    expect(page.locator(".chart g[data-part=bar] rect")).to_have_count(len(rows))
    page.get_by_role("button", name="Table").click()
    expect(page.locator("#result tbody tr")).to_have_count(len(rows))
    expect(page).not_to_have_url(re.compile("as="))


def test_construct_is_drawn_as_a_graph(page: Any, server: Server) -> None:
    opened(page, TRIPLES, "graph")
    page.locator("#result .stage[data-things]").wait_for()
    answer = httpx.get(server.sparql, params={"query": TRIPLES, "format": "n-triples"}).text.splitlines()
    ends = {end for line in answer for end in (line.split()[0], line.split()[2])}
    expect(page.locator("#result .stage")).to_have_attribute("data-things", str(len(ends)))


def test_csv_download_has_the_answer(page: Any) -> None:
    opened(page, COUNTS)
    page.locator("#result tbody tr").first.wait_for()
    with page.expect_download() as saved:
        page.locator("#files a", has_text="csv").click()
    rows = list(csv.reader(saved.value.path().read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["act", "n"]
    expect(page.locator("#result tbody tr")).to_have_count(len(rows) - 1)


def test_link_reload_and_back_restore_query_and_view(page: Any) -> None:
    opened(page, COUNTS, "chart")
    page.locator(".chart").wait_for()
    page.reload()
    page.locator(".chart").wait_for()
    write(page, "ASK {}")
    page.keyboard.press("Control+Enter")
    page.locator("#result .answer").wait_for()
    page.go_back()
    page.locator(".chart").wait_for()
    shows(page, COUNTS)


def test_hostile_text_of_an_answer_is_text(page: Any) -> None:
    hostile = "<img src=x onerror=document.title='hit'>\u202egnp" + "x" * 10_000
    for shown_as in ("table", "graph", "chart"):
        opened(page, f'SELECT ?a ?b WHERE {{ VALUES (?a ?b) {{ ("{hostile}" "<script>") }} }}', shown_as)
        page.locator("#result table, #result .stage, #result .chart, #result .empty").first.wait_for()
        assert page.locator("#result img, #result script").count() == 0
        assert page.title() != "hit"


def test_page_works_without_scripts(browser: Any, server: Server) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/query")
    page.get_by_label("Query").fill("SELECT (1 + 1 AS ?two) {}")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#server-result tbody td")).to_have_text("2")
    expect(page.locator("#cancel")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("shown_as", ["table", "graph", "chart"])
def test_editor_page_passes_axe(page: Any, shown_as: str) -> None:
    opened(page, COUNTS, shown_as)
    page.locator("#result table, #result .stage[data-things], #result .chart").first.wait_for()
    assert axe_faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe_faults(page, "color-contrast") == []


def test_keyboard_alone_writes_runs_and_reaches_the_answer(page: Any) -> None:
    opened(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "editor":
            break
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(COUNTS)
    shows(page, COUNTS)
    page.keyboard.press("Tab")
    expect(page.locator("#run")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("#result tbody tr").first.wait_for()
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "as-chart":
            break
    page.keyboard.press("Space")
    page.locator(".chart").wait_for()
