"""The pages in a real browser: from a search to the sentence, through the reader, and through the drawn graph."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from browsing import Open, expect
from serving import Server

INF = "/entity/treaty/inf-treaty"
REPORT = "/document/sco-moscow-2020-news"


def test_from_home_to_the_marked_sentence_in_one_search_and_one_click(page: Any) -> None:
    page.goto("/")
    page.locator("#q").fill("INF Treaty")
    page.keyboard.press("Enter")
    position = page.locator("article.position").first
    expect(position.locator("mark.cue")).to_have_text("regret over")
    expect(position.locator("mark.target").first).to_contain_text("the termination of the 1987")
    expect(position.locator(".attitudes")).to_contain_text("for INF Treaty")
    position.get_by_role("link", name="Read it in place").click()
    expect(page).to_have_url(re.compile(f"{REPORT}#position-"))
    expect(page.locator(":target")).to_be_visible()
    expect(page.locator("mark.current", has_text="regret over")).to_be_visible()


def test_from_home_by_the_treatys_page_to_the_passage(page: Any) -> None:
    page.goto("/")
    page.locator("#q").fill("INF Treaty")
    page.keyboard.press("Enter")
    page.locator("#things + ul a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("INF Treaty")
    expect(page.locator(".verdict")).to_have_text("+ for")
    page.get_by_role("link", name="Read it in place").click()
    expect(page).to_have_url(re.compile(f"{REPORT}#position-"))


def test_text_of_the_reader_is_the_text_of_the_document(page: Any, server: Server) -> None:
    page.goto(REPORT)
    shown = page.locator(".text").evaluate(
        "node => { for (const a of node.querySelectorAll('a.anchor')) a.remove(); return node.textContent }"
    )
    query = "SELECT ?t { ?v <https://w3id.org/stancegraph/ontology#text> ?t }"
    rows = httpx.get(server.sparql, params={"query": query}).json()["results"]["bindings"]
    assert shown == rows[0]["t"]["value"]


def test_every_highlight_is_the_quotation_that_the_api_gives(page: Any, server: Server) -> None:
    page.goto(REPORT)
    positions = httpx.get(f"{server.url}/api/positions?limit=1000").json()["positions"]
    shown = page.evaluate(
        "[...document.querySelectorAll('.notes > li')].map((note, i) =>"
        " [...document.querySelectorAll(`mark[data-p~=\"${i + 1}\"]`)].map(mark => mark.textContent).join(''))"
    )
    assert shown == [position["quote"] for position in positions]


def test_keys_go_from_position_to_position_and_the_address_follows(page: Any) -> None:
    page.goto(REPORT)
    page.locator(".text").focus()
    page.keyboard.press("n")
    current = page.locator(".notes > li.current")
    expect(current).to_have_attribute("data-n", "1")
    page.keyboard.press("n")
    expect(current).to_have_attribute("data-n", "2")
    expect(page).to_have_url(re.compile("#position-"))
    here = page.url
    page.keyboard.press("p")
    expect(current).to_have_attribute("data-n", "1")
    page.goto(here)
    expect(current).to_have_attribute("data-n", "2")
    page.reload()
    expect(current).to_have_attribute("data-n", "2")


def test_keys_do_nothing_while_one_writes(page: Any) -> None:
    page.goto(REPORT)
    page.locator("#q").press_sequentially("nnp")
    expect(page.locator("#q")).to_have_value("nnp")
    expect(page.locator(".notes > li.current")).to_have_count(0)


def test_pointer_over_a_note_lights_its_words(page: Any) -> None:
    page.goto(REPORT)
    page.locator(".notes > li").first.hover()
    expect(page.locator("mark.over", has_text="intend to")).to_be_visible()


def test_why_tells_cue_rule_and_the_words_that_turned_the_sign(page: Any) -> None:
    page.goto(REPORT)
    note = page.locator(".notes > li", has_text="regret")
    note.locator("summary").click()
    told = note.locator("dl")
    expect(told).to_be_visible()
    for words in ("“regret over”", "regret.noun", "− → termination of → +"):
        expect(told).to_contain_text(words)


def test_what_is_copied_brings_its_citation(page: Any) -> None:
    page.goto(REPORT)
    copied = page.evaluate(
        """() => {
          const mark = document.querySelector('mark.cue')
          getSelection().selectAllChildren(mark)
          const data = new DataTransfer()
          mark.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }))
          return data.getData('text/plain')
        }"""
    )
    assert copied.startswith(
        "“intend to”\nThe SCO countries intend to strengthen foreign policy coordination within the UN."
    )
    assert re.search(r"TASS, 2020-11-23\. Position 1\. http://\S+#position-\w+\Z", copied)


def test_drawn_graph_can_be_clicked_through(page: Any) -> None:
    page.goto("/")
    page.locator("svg a.node", has_text="drug trafficking").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("drug trafficking")
    page.locator("svg a.node", has_text="SCO").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SCO")
    page.locator("svg a.edge.against").first.press("Enter")
    expect(page).to_have_url(re.compile("/document/|about="))


def test_lines_tell_their_sign_without_colour(page: Any) -> None:
    page.goto("/entity/SCO")

    def dash(sign: str) -> str:
        line = page.locator(f".edges .edge.{sign} .line").first
        return str(line.evaluate("node => getComputedStyle(node).strokeDasharray"))

    assert dash("for") == "none"
    assert dash("against") != "none"
    assert page.locator(".edges .edge.against text").first.text_content() == "−"


def test_a_treatys_life_and_the_positions_on_it_share_an_axis(page: Any) -> None:
    page.goto(INF)
    force = page.locator(".axis .span.force")
    assert "1 June 1988 – 2 August 2019" in str(force.text_content())
    ends = force.locator("rect").evaluate("bar => bar.getBoundingClientRect().right")
    dot = page.locator(".axis .dot.for")
    assert dot.locator("circle").evaluate("dot => dot.getBoundingClientRect().left") > ends
    dot.click()
    expect(page.locator("article.position mark.cue")).to_have_text("regret over")


def test_labels_come_in_the_readers_language(open_page: Open, server: Server) -> None:
    russian = open_page(server, locale="ru-RU")
    russian.goto(INF)
    heading = russian.get_by_role("heading", level=1)
    expect(heading).to_have_text("Договор о РСМД")
    russian.goto(f"{INF}?lang=zh")
    expect(heading).to_have_text("《中导条约》")
    russian.get_by_role("link", name="上海合作组织").first.click()
    expect(heading).to_have_text("上海合作组织")
    russian.goto("/search?q=РСМД")
    expect(russian.locator("article.position mark.cue")).to_have_text("regret over")


def test_a_choice_of_language_and_appearance_is_kept(open_page: Open, server: Server) -> None:
    page = open_page(server, java_script_enabled=False)
    page.goto(INF)
    page.get_by_role("button", name="Русский").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Договор о РСМД")
    page.locator("button[name=theme][value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("heading", level=1)).to_have_text("Договор о РСМД")
    expect(page).to_have_url(re.compile(f"{INF}$"))


def test_going_back_after_a_choice_leads_nowhere_else(server: Server) -> None:
    for back in ("https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"):
        answer = httpx.post(f"{server.url}/preferences", data={"theme": "dark", "back": back})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/entity/SCOO", 404, "Did you mean"),
        ("/nothing/here", 404, "Nothing has this address"),
        ("/search?page=0", 422, "page"),
        ("/matrix?date_from=yesterday", 422, "date_from"),
        ("/vocabulary/threat", 404, "threats"),
    ],
)
def test_what_goes_wrong_is_said_on_a_page(server: Server, path: str, status: int, words: str) -> None:
    answer = httpx.get(server.url + path, headers={"Accept": "text/html"})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert words in answer.text


def test_programs_are_told_the_same_as_a_problem(server: Server) -> None:
    assert httpx.get(f"{server.url}/nothing/here").headers["content-type"] == "application/problem+json"
    assert httpx.get(f"{server.url}/api/entities/SCOO", headers={"Accept": "text/html"}).json()["nearest"][0] == "SCO"


@pytest.mark.parametrize("path", ["/", INF, REPORT, "/matrix", "/search?q=drugs", "/vocabulary", "/compare"])
def test_a_first_view_is_under_60_kilobytes(server: Server, path: str) -> None:
    page = httpx.get(server.url + path, headers={"Accept-Encoding": "gzip"})
    sizes = {path: page.num_bytes_downloaded}
    waiting = re.findall(r'(?:href|src)="(/(?:style\.css|favicon\.svg|js/|vendor/)[^"]*)"', page.text)
    while waiting:
        link = waiting.pop()
        if link in sizes:
            continue
        part = httpx.get(server.url + link, headers={"Accept-Encoding": "gzip"})
        assert part.is_success
        sizes[link] = part.num_bytes_downloaded
        if "/js/" in link:
            waiting += [f"/js/{name}" for name in re.findall(r"from ['\"]\./([\w.]+)['\"]", part.text)]
    assert len(sizes) > 5
    assert sum(sizes.values()) < 60_000


def test_files_are_kept_by_their_hash_and_by_nothing_else(server: Server) -> None:
    [style] = re.findall(r'href="(/style\.css\?v=\w+)"', httpx.get(server.url).text)
    kept = httpx.get(server.url + style)
    assert "immutable" in kept.headers["cache-control"]
    assert httpx.get(f"{server.url}/style.css?v=0").headers["cache-control"] == "no-cache"
    again = httpx.get(server.url + style, headers={"If-None-Match": kept.headers["etag"]})
    assert again.status_code == 304
    for path in ("/js/..%2f..%2fapp.py", "/vendor/.hidden", "/js/reader.py"):
        assert httpx.get(server.url + path).status_code == 404


def test_a_terms_iri_leads_to_its_place_in_the_handbook(page: Any) -> None:
    page.goto("/ontology#Position")
    place = page.locator(":target")
    expect(place.locator("h3")).to_have_text(re.compile("^Position"))
    place.get_by_role("link", name="declaration").first.click()
    expect(page).to_have_url(re.compile("#declaration$"))
    page.locator("#diagram a", has_text="Attestation").click()
    expect(place.locator("h3")).to_have_text(re.compile("^Attestation"))


def test_an_answer_leads_to_the_things_and_documents_that_it_names(page: Any) -> None:
    page.goto("/questions/threats-named")
    row = page.get_by_role("row").filter(has_text="cybercrime").first
    expect(row.get_by_role("link")).to_have_count(3)  # the act is no thing
    row.get_by_role("link", name="cybercrime", exact=True).click()
    expect(page).to_have_url(re.compile("/entity/threat/cybercrime$"))
    page.go_back()
    row.get_by_role("link").last.click()
    expect(page).to_have_url(re.compile(f"{REPORT}$"))
    page.go_back()
    quotation = row.get_by_role("link").nth(1)
    words = quotation.inner_text()
    quotation.click()
    expect(page).to_have_url(re.compile(f"{REPORT}#position-\\w+$"))
    expect(page.locator(".sentence:has(:target)")).to_contain_text(words[:40])


def test_a_quotation_that_a_document_does_not_have_leads_to_its_beginning(page: Any) -> None:
    page.goto(f"{REPORT}?quote=Nobody%20said%20so")
    expect(page).to_have_url(re.compile(r"quote="))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_each_name_of_a_list_in_an_answer_is_a_link(open_page: Open, rich_server: Server) -> None:
    page = open_page(rich_server)
    page.goto("/questions/disagreements")
    for cell in page.locator("tbody td").all():
        expect(cell.get_by_role("link")).to_have_count(len(cell.inner_text().split(", ")))
