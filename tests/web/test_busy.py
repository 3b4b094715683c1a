"""A service that has no worker to spare, or whose client has used up its time, says so on a page; what was read ahead stands."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from browsing import PATIENCE, Open, axe_faults, expect
from serving import Server

SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def narrow_server(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with one worker, before which none may wait, that has read ahead what pages show. A client may use hardly any time."""
    log = tmp_path_factory.mktemp("narrow") / "log"
    settings = {"workers": 1, "queue_length": 0, "quick_seconds": 900, "query_seconds": 900, "client_seconds": 0.01}
    server = Server(built_store, log, warm_up=True, **settings)
    try:
        server.wait()
        ends = time.monotonic() + PATIENCE / 1000
        while not httpx.get(f"{server.url}/ready").is_success:
            server.check()
            assert time.monotonic() < ends, log.read_text()
            time.sleep(0.05)
        yield server
    finally:
        server.stop()


def wait_for_workers(server: Server, busy: int) -> None:
    ends = time.monotonic() + PATIENCE / 1000
    while httpx.get(f"{server.url}/health").json()["busy"] != busy:
        server.check()
        assert time.monotonic() < ends, f"{busy} workers were never at work"
        time.sleep(0.02)


@contextmanager
def at_work(server: Server) -> Iterator[None]:
    """The only worker is at work."""
    asking = http.client.HTTPConnection("127.0.0.1", server.port)
    asking.request("POST", "/sparql", SLOW, {"Content-Type": "application/sparql-query"})
    wait_for_workers(server, busy=1)
    yield
    asking.close()
    wait_for_workers(server, busy=0)


def test_a_busy_service_says_so_on_a_page_and_shows_what_it_has_read_ahead(
    narrow_server: Server, open_page: Open, complaints: list[str]
) -> None:
    page = open_page(narrow_server)
    with at_work(narrow_server):
        answer = httpx.get(f"{narrow_server.url}/entity/actor/SCO", headers=HTML)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        page.goto("/entity/actor/SCO")
        expect(page.get_by_role("heading", level=1)).to_have_text("Not now")
        again = page.get_by_role("link", name="Try again")
        expect(again).to_have_attribute("href", "/entity/actor/SCO")
        assert axe_faults(page) == []
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Who stands where, and the sentence that says so")
        page.go_back()
    again.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SCO")
    assert all("503" in one for one in complaints)
    complaints.clear()


def test_a_client_that_has_used_up_its_time_is_told_so_on_a_page(
    narrow_server: Server, open_page: Open, complaints: list[str]
) -> None:
    address = f"{narrow_server.url}/query?query=ASK+%7B%7D"
    while (answer := httpx.get(address, headers=HTML)).is_success:
        narrow_server.check()  # each takes its time from the budget
    assert answer.status_code == 429
    assert answer.headers["retry-after"] in answer.text
    page = open_page(narrow_server)
    page.goto("/query?query=ASK+%7B%7D")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not now")
    assert axe_faults(page) == []
    assert all("429" in one for one in complaints)
    complaints.clear()
