"""YASGUI, both of them, in a real browser: a page of another origin that asks a running server."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import CHROMIUM, MISSING
from npm import bundle
from serving import Server

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright's Python package is not installed")
PACKAGES = {"@triply/yasgui": "4.2.28", "@zazuko/yasgui": "4.6.2"}
PAGE = """<!doctype html><meta charset="utf-8"><title>YASGUI</title>
<link rel="stylesheet" href="build/yasgui.min.css">
<div id="here"></div><script src="build/yasgui.min.js"></script>
<script>
  const address = new URLSearchParams(location.search).get("endpoint");
  const Editor = typeof Yasgui === "function" ? Yasgui : Yasgui.default;
  window.yasgui = new Editor(document.getElementById("here"), {
    requestConfig: { endpoint: address }, copyEndpointOnNewTab: false, endpointInfo: undefined, persistenceId: null,
  });
  window.ask = (query) => { const tab = yasgui.getTab(); tab.setQuery(query); return tab.query().catch(() => null); };
</script>"""
SCO = "https://w3id.org/stancegraph/id/actor/SCO"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip(MISSING)
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(params=PACKAGES)
def origin(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a page with the editor, on a server of its own."""
    shutil.copytree(bundle(request.param, PACKAGES[request.param]) / "build", tmp_path / "build")
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    files = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=files.serve_forever)
    thread.start()
    yield f"http://localhost:{files.server_port}"
    files.shutdown()
    files.server_close()
    thread.join()


def test_yasgui_shows_rows_graphs_and_errors(browser: object, origin: str, server: Server) -> None:
    page = browser.new_page()  # type: ignore[attr-defined]
    page.goto(f"{origin}/?endpoint={server.sparql}")
    answers = page.locator(".yasr")
    page.evaluate(f"ask('SELECT ?label {{ <{SCO}> <http://www.w3.org/2000/01/rdf-schema#label> ?label }}')")
    playwright.expect(answers.locator("td", has_text=re.compile("SCO"))).to_have_count(1)
    page.evaluate(f"ask('CONSTRUCT WHERE {{ <{SCO}> <http://www.w3.org/2000/01/rdf-schema#label> ?label }}')")
    playwright.expect(answers).to_contain_text("rdf-schema#label")
    page.evaluate("ask('SELECT * { ?s ?p }')")
    playwright.expect(answers).to_contain_text("Line 1, column")
    page.close()
