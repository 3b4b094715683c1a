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

from playwright.sync_api import Browser, sync_playwright

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
    "query": "/query",
    "missing": "/entity/SCOO",
    "api": "/docs",
}
DOCS = {"explorer": ("/entity/actor/SCO", 860), "reader": ("/document/sco-moscow-2020-news", 760)}
"""Pictures that the README shows: address and height."""

SIZES = {"wide": (1280, 860), "phone": (390, 780)}
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
            page = context.new_page()
            for view in views:
                page.goto(VIEWS[view], wait_until="networkidle")
                page.screenshot(path=out / f"{view}-{size}-{theme}.png", full_page=True)
            context.close()


def shoot_docs(browser: Browser, address: str, out: Path) -> None:
    """The pictures of the README: the first screen alone, the reader at the INF Treaty."""
    context = browser.new_context(base_url=address, viewport={"width": 1200, "height": 860}, color_scheme="light")
    page = context.new_page()
    for name, (path, height) in DOCS.items():
        page.set_viewport_size({"width": 1200, "height": height})
        page.goto(path, wait_until="networkidle")
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
