"""Takes a picture of every view, light and dark, wide and on a phone, into build/screenshots; `make screenshots` runs it.

A server that runs already is named by its address; otherwise one is started on the store.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as Timeout

_ACTS = """PREFIX sg: <https://w3id.org/stancegraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?act (COUNT(*) AS ?positions) WHERE {
  ?position a sg:Position ; sg:act/rdfs:label ?act .
} GROUP BY ?act ORDER BY DESC(?positions)"""

VIEWS = {
    "home": "/",
    "search": "/search?q=drugs",
    "treaty": "/entity/treaty/inf-treaty",
    "actor": "/entity/actor/SCO",
    "threat": "/entity/threat/terrorism",
    "reader": "/document/sco-moscow-2020-news",
    "matrix": "/matrix",
    "compare": "/compare?a=SCO&b=NATO",
    "pairs": "/compare",
    "declarations": "/compare/declarations?before=document/sco-2015&after=document/sco-2019",
    "timeline": "/timeline?holder=SCO&thing=missile+defence",
    "vocabulary": "/vocabulary",
    "scheme": "/vocabulary/threats",
    "documents": "/documents",
    "questions": "/questions",
    "question": "/questions/threats-named",
    "graph": "/graph?entity=treaty/inf-treaty",
    "query": "/query#as=chart&query=" + quote(_ACTS),
    "missing": "/entity/SCOO",
    "api": "/docs",
}
DOCS = {"explorer": ("/entity/actor/SCO", 720), "reader": ("/document/sco-moscow-2020-news", 620)}
"""Pictures that the README shows: address and height."""

SIZES = {"wide": (1280, 860), "phone": (390, 780)}
_PATIENCE = 60_000
"""Milliseconds that a page may take, and its picture; a busy machine draws slowly. What takes longer is named and left out."""

WHOLE = {"/graph?": "#stage[data-things][aria-busy=false]", "/query": ".chart"}
"""What stands on a page once its scripts are done."""

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--font-render-hinting=none"]


@contextmanager
def served(address: str, store: Path) -> Iterator[str]:
    """The address of a server; one that was started here is stopped in the end."""
    if address:
        yield address.rstrip("/")
        return
    command = [sys.executable, "-m", "stancegraph", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            found = re.search(r"http://[\w.:]+", server.stderr.readline())
            assert found is not None, "the server did not say its address"
            yield found.group()
        finally:
            server.terminate()


def shoot(browser: Browser, address: str, views: list[str], out: Path) -> None:
    """Every view in every theme and size."""
    for size, (width, height) in SIZES.items():
        for theme in ("light", "dark"):
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": height},
                color_scheme=theme,  # type: ignore[arg-type]
                device_scale_factor=1 if size == "wide" else 2,
            )
            context.set_default_timeout(_PATIENCE)
            page = context.new_page()
            for view in views:
                name = f"{view}-{size}-{theme}.png"
                try:
                    visit(page, VIEWS[view])
                    page.screenshot(path=out / name, full_page=True)
                except Timeout:
                    print(f"screenshots: {name} took too long", file=sys.stderr)
                    page.close()
                    page = context.new_page()
            context.close()


def visit(page: Page, path: str) -> None:
    """Open a page and wait until it stands."""
    page.goto("about:blank")  # a fragment alone would load nothing
    page.goto(path)
    for start, mark in WHOLE.items():
        if path.startswith(start):
            page.locator(mark).wait_for()


def shoot_docs(browser: Browser, address: str, out: Path) -> None:
    """The pictures of the README: the first screen alone, the reader at the INF Treaty."""
    context = browser.new_context(
        base_url=address, viewport={"width": 1100, "height": 720}, color_scheme="light", reduced_motion="reduce"
    )
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    for name, (path, height) in DOCS.items():
        page.set_viewport_size({"width": 1100, "height": height})
        visit(page, path)
        if name == "reader":
            page.locator(".notes > li a.to", has_text="regret").click()
            page.locator(".notes > li.current summary").click()
            page.mouse.move(5, 5)
        page.screenshot(path=out / f"{name}.png")
    context.close()


def main() -> None:
    """Take the pictures that the arguments name; all without any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("views", nargs="*", help=f"of {', '.join(VIEWS)}")
    parser.add_argument("--server", default="", help="address of a server that runs")
    parser.add_argument("--store", type=Path, default=Path("store"))
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--docs", type=Path, help="write the pictures of the README here, too")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    given.out.mkdir(parents=True, exist_ok=True)
    with served(given.server, given.store) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        shoot(browser, address, given.views or list(VIEWS), given.out)
        if given.docs:
            shoot_docs(browser, address, given.docs)
        browser.close()


if __name__ == "__main__":
    main()
