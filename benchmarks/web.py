"""How fast the graph page draws, what pages weigh, and what memory a long use takes, in a real Chromium.

Networks of 300, 3,000 and 20,000 ties are made here and given in place of the API's answer: it is the page that is measured, not the
server. Frames are counted while the picture moves at each one. `--minutes 10` is the long form of the use that memory is measured by.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from machine import describe, table

from graph_builder import build

SIZES = ((300, 200), (3_000, 1_000), (20_000, 5_000))
"""Ties and things."""

FRAMES = """async (seconds) => {
  const stage = document.getElementById('stage');
  const press = (key) => stage.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  const began = performance.now();
  let frames = 0;
  while (performance.now() - began < seconds * 1000) {
    press(frames % 20 < 10 ? 'ArrowLeft' : 'ArrowRight');
    await frame();
    frames += 1;
  }
  return frames / ((performance.now() - began) / 1000);
}"""
WHOLE = {"/graph?": "#stage[data-things]", "/query": "#editor[data-learned]"}
"""What stands on a page once its scripts are done."""

READY = "document.querySelector('#stage[data-things]') && document.querySelector('#notice').dataset.kind !== 'loading'"


def network(ties: int, things: int) -> dict[str, Any]:
    """A network in the API's shape. The same for the same size; a few things have most of the ties."""
    chance = random.Random(ties)
    nodes = [
        {
            "data": {
                "id": f"n/{n}",
                "label": f"thing number {n}",
                "kind": "actor" if n % 5 == 0 else "threat",
                "iri": f"urn:n:{n}",
            },
            "position": {"x": chance.uniform(-1, 1) * 40 * things**0.5, "y": chance.uniform(-1, 1) * 30 * things**0.5},
        }
        for n in range(things)
    ]
    edges = []
    for n in range(ties):
        start, end = int(things * chance.random() ** 2), int(things * chance.random())
        told = {
            "tie": "stance",
            "act": "support",
            "polarity": chance.choice("+-0"),
            "weight": 1,
            "first": "2020-11-10",
            "last": "2020-11-10",
        }
        edges.append(
            {"data": {"id": f"e/{n}", "source": f"n/{start}", "target": f"n/{end}", "quote": "A sentence.", **told}}
        )
    return {"data": {"complete": True}, "elements": {"nodes": nodes, "edges": edges}}


def built(folder: Path) -> Path:
    """A store of the bundled declarations."""
    build(sorted((Path(__file__).parents[1] / "declarations").glob("*.md")), folder / "store")
    return folder / "store"


@contextmanager
def service(store: Path) -> Iterator[str]:
    """The service on a store, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "stancegraph", "serve", "--store", str(store), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=2)
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def ready(page: Any) -> float:
    """Milliseconds from the start of the visit until the picture stands."""
    while not page.evaluate(READY):
        page.wait_for_timeout(20)
    return float(page.evaluate("performance.now()"))


def draw(browser: Any, url: str, ties: int, things: int, view: str) -> list[object]:
    """Time to the picture and frames a second of one size in one view."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(180_000)
    answer = json.dumps(network(ties, things))
    page.route("**/api/graph/networks/**", lambda route: route.fulfill(body=answer, content_type="application/json"))
    page.goto(f"{url}/graph?network=two-mode&view={view}")
    first = ready(page)
    page.wait_for_timeout(500)
    frames = page.evaluate(FRAMES, 4)
    page.context.close()
    return [f"{ties:,} ties, {things:,} things", view, round(first / 1000, 2), round(frames, 1)]


def weigh(browser: Any, url: str, path: str) -> list[object]:
    """What a page's visit transfers, compressed, and when it was painted and whole."""
    page = browser.new_context().new_page()
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes: list[float] = []
    client.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.goto(url + path, wait_until="load")
    for address, mark in WHOLE.items():
        if address in path:
            page.wait_for_selector(mark, timeout=120_000)
    page.wait_for_timeout(1000)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    whole = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    page.context.close()
    return [path, round(sum(sizes) / 1000, 1), round(painted), round(whole)]


def memory(browser: Any, url: str, minutes: float) -> list[list[object]]:
    """Memory of the page's own objects at the beginning and after a time of expanding, filtering, laying out and going back."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(120_000)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")

    def held() -> float:
        client.send("HeapProfiler.collectGarbage")
        metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
        return float(metrics["JSHeapUsedSize"]) / 2**20

    page.goto(f"{url}/graph?entity=SCO")
    ready(page)
    rows: list[list[object]] = [["at the beginning", 0, round(held(), 1)]]
    names = page.locator("#things tbody button").all_inner_texts()[:12]
    began, rounds, ends = time.monotonic(), 0, time.monotonic() + minutes * 60
    half = False
    while time.monotonic() < ends:
        page.locator("#things tbody").get_by_role("button", name=names[rounds % len(names)], exact=True).first.click()
        page.get_by_role("button", name="Expand").click()
        ready(page)
        page.locator("#f-kind-actor").click()
        page.locator("#f-kind-actor").click()
        page.get_by_label("Layout").select_option("columns" if rounds % 2 else "force")
        ready(page)
        if rounds % len(names) == len(names) - 1:
            page.evaluate("history.go(-3)")
        rounds += 1
        if not half and time.monotonic() - began > minutes * 30:
            half = True
            rows.append([f"after {minutes / 2:g} minutes", rounds, round(held(), 1)])
    rows.append([f"after {minutes:g} minutes", rounds, round(held(), 1)])
    page.context.close()
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, help="otherwise one is built from declarations/")
    parser.add_argument("--minutes", type=float, default=1.0, help="of use, for the memory")
    parser.add_argument("--most", type=int, default=20_000, help="leave out networks with more ties")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("web.py: no Chromium is installed (Debian: apt-get install chromium)")
    arguments = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    with (
        TemporaryDirectory() as folder,
        service(given.store or built(Path(folder))) as url,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium, args=arguments)
        print(f"{describe()}; WebGL is drawn by the processor\n")
        pages = ("/", "/search?q=drugs", "/entity/actor/SCO", "/graph", "/graph?entity=SCO", "/query")
        print(table(("page", "kB", "painted, ms", "loaded, ms"), [weigh(browser, url, path) for path in pages]))
        rows = [
            draw(browser, url, *size, view) for size in SIZES if size[0] <= given.most for view in ("canvas", "webgl")
        ]
        print("\n" + table(("network", "view", "s to the picture", "frames a second"), rows))
        print("\n" + table(("memory of the page's objects", "rounds", "MiB"), memory(browser, url, given.minutes)))
        browser.close()


if __name__ == "__main__":
    main()
