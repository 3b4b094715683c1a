"""One browser for all tests of pages, and a page that may neither complain nor leave its origin."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from browsing import CHROMIUM, HOSTILE, MISSING, PATIENCE, Open
from serving import Server

from graph_builder import build, import_skos

ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
# A test machine has no graphics card. Pages are drawn by the processor anyway, WebGL only where that is asked for, which is slow.
PLAIN, WEBGL = ["--disable-gpu"], ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
ROOT = Path(__file__).parents[2]

_THESAURUS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/t> a skos:ConceptScheme ; skos:prefLabel "Hostile"@en .
"""
_CONCEPT = """<http://example.org/t/{name}> a skos:Concept ; skos:inScheme <http://example.org/t> ;
  skos:prefLabel "{label}"@en ; skos:altLabel "{word} goo"@en .
"""
_WORDS = {"markup": "grey", "override": "black", "long": "green"}
_DOCUMENT = """---
title: "{markup} {override}"
issuer: SCO
date: 2021-05-05
language: en
kind: declaration
source: "<script>document.title='hit'</script>"
---
The SCO member States condemn grey goo. They support black goo and <img src=x onerror=document.title='hit'> everywhere.

They oppose green goo and </script><script>document.title='hit'</script> in all its forms.
"""


@pytest.fixture(scope="module")
def launch() -> Iterator[Callable[..., Any]]:
    """Starts Chromium. Playwright keeps an event loop running, which tests of other files could not bear."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright's Python package is not installed")
    if CHROMIUM is None:
        pytest.skip(MISSING)
    with playwright.sync_playwright() as driver:
        yield lambda *more: driver.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *more])


@pytest.fixture(scope="module")
def browser(launch: Callable[..., Any]) -> Iterator[Any]:
    """Chromium, for all tests of a file."""
    chromium = launch(*PLAIN)
    yield chromium
    chromium.close()


@pytest.fixture
def webgl_browser(launch: Callable[..., Any]) -> Iterator[Any]:
    """Chromium that has WebGL."""
    chromium = launch(*WEBGL)
    yield chromium
    chromium.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the page complained of, and requests to other origins. A test that provokes a complaint takes it out."""
    return []


@pytest.fixture(scope="session")
def indexed(shared_server: Server) -> None:
    """The server of the session has its search index, so that suggestions are no complaint."""
    wait_for_index(shared_server)


def wait_for_index(server: Server) -> None:
    ends = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < ends:
        server.check()
        if httpx.get(f"{server.url}/api/suggest?q=a").is_success:
            return
        time.sleep(0.2)
    pytest.fail(f"there is no search index:\n{server.log.read_text()}")


@pytest.fixture
def page(browser: Any, server: Server, indexed: None, complaints: list[str]) -> Iterator[Any]:
    """A page at the server of the session."""
    yield from _page(browser, server, complaints)


@pytest.fixture
def webgl_page(webgl_browser: Any, server: Server, indexed: None, complaints: list[str]) -> Iterator[Any]:
    """The same in a browser that has WebGL."""
    yield from _page(webgl_browser, server, complaints)


def _page(browser: Any, server: Server, complaints: list[str]) -> Iterator[Any]:
    context = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield watched(context.new_page(), server.url, complaints)
    context.close()
    assert complaints == []


def watched(page: Any, origin: str, complaints: list[str]) -> Any:
    """The page, with all that it must not do written down."""
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request", lambda request: request.url.startswith((origin, "data:", "blob:")) or complaints.append(request.url)
    )
    return page


@pytest.fixture(scope="session")
def rich_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the bundled report, a short series of declarations, and a document and labels that mean no good."""
    folder = tmp_path_factory.mktemp("rich")
    concepts = (_CONCEPT.format(name=name, label=label, word=_WORDS[name]) for name, label in HOSTILE.items())
    (folder / "hostile.ttl").write_text(_THESAURUS + "".join(concepts), encoding="utf-8")
    (folder / "hostile.md").write_text(_DOCUMENT.format_map(HOSTILE), encoding="utf-8")
    series = sorted((ROOT / "tests" / "ontology" / "questions").glob("*.md"))
    import_skos(folder / "hostile.ttl", folder / "store")
    build([ROOT / "declarations" / "sco-moscow-2020-news.md", *series, folder / "hostile.md"], folder / "store")
    server = Server(folder / "store", folder / "log", workers=3)
    try:
        server.wait(180)
        wait_for_index(server)
        yield server
    finally:
        server.stop()


@pytest.fixture
def open_page(browser: Any, complaints: list[str]) -> Iterator[Open]:
    """Opens pages at servers, with settings of the browser's context."""
    contexts: list[Any] = []

    def opened(server: Server, width: int = 1200, height: int = 900, **settings: Any) -> Any:
        context = browser.new_context(base_url=server.url, viewport={"width": width, "height": height}, **settings)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return watched(context.new_page(), server.url, complaints)

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def positions_are_read(shared_server: Server) -> None:
    """The first question reads all positions; on a busy machine that takes longer than the two seconds that this server gives."""
    ends = time.monotonic() + PATIENCE / 1000
    while not httpx.get(f"{shared_server.url}/api/graph/counts/SCO").is_success:
        shared_server.check()
        assert time.monotonic() < ends, "positions were not read"
