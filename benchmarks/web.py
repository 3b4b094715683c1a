"""How soon pages stand and what they weigh, how fast the graph page draws, and what memory a long use takes, in a real Chromium.

Pages are measured as Lighthouse does, by the browser's own observers: first and largest contentful paint, layout shift, blocking time;
on loopback, with an empty cache, and nothing slowed down. Networks of 300, 3,000 and 20,000 ties are made here and given in place of the
API's answer: it is the page that is measured, not the server. Frames are counted while the picture moves at each one. Without a graphics
card WebGL is drawn by the processor (SwiftShader), and so are these frames.

Each part runs in a process and a browser of its own and is given up after `--patience` seconds. The short form takes about a minute;
`--minutes 10 --visits 5` is the long one, a quarter of an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import socket
import statistics
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

PAGES = (
    "/",
    "/search?q=drugs",
    "/entity/actor/SCO",
    "/document/sco-moscow-2020-news",
    "/matrix",
    "/graph",
    "/graph?entity=SCO",
    "/query",
)
SIZES = {300: 200, 3_000: 1_000, 20_000: 5_000}
"""Ties and things."""
DRAWINGS = [(ties, view) for ties in SIZES for view in ("canvas", "webgl")]
"""Past 3,000 things or 6,000 ties the page takes WebGL by itself, where there is a graphics card."""

PLAIN = ["--no-sandbox", "--disable-gpu"]
WEBGL = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
"""Without a graphics card pages are painted by the processor; to do that by way of WebGL, too, takes twice as long."""
SECONDS = 3
"""How long the picture is moved."""
OBSERVERS = """
const seen = (window.seen = { lcp: 0, shifts: [], tasks: [] });
const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
observe('largest-contentful-paint', (one) => (seen.lcp = one.startTime));
observe('layout-shift', (one) => one.hadRecentInput || seen.shifts.push([one.startTime, one.value]));
observe('longtask', (one) => seen.tasks.push([one.startTime, one.duration]));
"""
TIMES = """() => {
  const [visit] = performance.getEntriesByType('navigation');
  const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  return { answered: visit.responseStart, painted, loaded: visit.loadEventEnd, ...window.seen };
}"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"
FRAMES = """async (seconds) => {
  const stage = document.getElementById('stage');
  const press = (key) => stage.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let n = 0; n < 4; n += 1) {
    press(n % 2 ? 'ArrowLeft' : 'ArrowRight');
    await frame(); // shaders are compiled
  }
  const began = performance.now();
  let frames = 0;
  while (performance.now() - began < seconds * 1000 || frames < 3) {
    press(frames % 20 < 10 ? 'ArrowLeft' : 'ArrowRight');
    await frame();
    frames += 1;
  }
  return frames / ((performance.now() - began) / 1000);
}"""
SETTLED = "#stage[data-things][aria-busy=false]"
WHOLE = {"/graph?": SETTLED, "/query": "#editor[data-learned]"}
"""What stands on a page once its scripts are done."""


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
    """The service on a store, on a free port, ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "stancegraph", "serve", "--store", str(store), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=10)
                break
            except OSError:
                time.sleep(0.1)
        else:
            sys.exit("web.py: the service ended at its start")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def visit(browser: Any, url: str, path: str) -> list[float]:
    """One visit with an empty cache: kB and requests, then milliseconds and the shift, in the order of the table."""
    page = browser.new_context(viewport={"width": 1350, "height": 940}).new_page()
    page.set_default_timeout(0)
    page.add_init_script(OBSERVERS)
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes: list[float] = []
    client.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.goto(url + path, wait_until="load")
    for address, mark in WHOLE.items():
        if address in path:
            page.wait_for_selector(mark)
    stands = page.evaluate("performance.now()")
    page.wait_for_timeout(1000)
    while not page.evaluate(PAINTED):
        page.wait_for_timeout(100)
    told = page.evaluate(TIMES)
    page.context.close()
    blocked = sum(max(0, took - 50) for start, took in told["tasks"] if start + took > told["painted"])
    times = [told["answered"], told["painted"], told["lcp"], told["loaded"], stands, blocked]
    return [sum(sizes) / 1000, len(sizes), *times, shift(told["shifts"])]


def shift(shifts: list[list[float]]) -> float:
    """Cumulative Layout Shift: the worst window of at most five seconds in which shifts follow each other within one."""
    worst = total = began = last = 0.0
    for when, value in sorted(shifts):
        if when - last > 1000 or when - began > 5000:
            began, total = when, 0.0
        total, last = total + value, when
        worst = max(worst, total)
    return worst


def weigh(browser: Any, url: str, path: str, visits: int) -> list[object]:
    """The middle of some visits, after one that the browser gets ready by."""
    visit(browser, url, "/docs")
    found = [
        statistics.median(column) for column in zip(*(visit(browser, url, path) for _ in range(visits)), strict=True)
    ]
    return [path, round(found[0], 1), *(round(value) for value in found[1:8]), round(found[8], 3)]


def draw(browser: Any, url: str, ties: int, view: str) -> list[object]:
    """Time to the picture and frames a second of one size in one view."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(0)
    answer = json.dumps(network(ties, SIZES[ties]))
    page.route("**/api/graph/networks/**", lambda route: route.fulfill(body=answer, content_type="application/json"))
    page.goto(f"{url}/graph?network=two-mode&view={view}")
    page.wait_for_selector(SETTLED)
    first = page.evaluate("performance.now()")
    page.wait_for_timeout(500)
    frames = page.evaluate(FRAMES, SECONDS)
    page.context.close()
    return [f"{ties:,} ties, {SIZES[ties]:,} things", view, round(first / 1000, 2), round(frames, 1)]


def use(browser: Any, url: str, minutes: float) -> list[list[object]]:
    """Memory at the beginning, half way and at the end of a use that always comes back to the picture that it began with.

    A round selects a thing, expands it, filters a kind out and in again, lays out, and goes back.
    """
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(0)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")
    page.goto(f"{url}/graph?entity=SCO")
    page.wait_for_selector(SETTLED)
    names = page.locator("#things tbody button").all_inner_texts()[1:13]
    whole = page.locator("#stage").get_attribute("data-things")

    def held(when: str, rounds: int) -> list[object]:
        client.send("HeapProfiler.collectGarbage")
        told = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
        return [
            when,
            rounds,
            round(told["JSHeapUsedSize"] / 2**20, 1),
            int(told["Nodes"]),
            int(told["JSEventListeners"]),
            resident(browser),
        ]

    def round_of(number: int) -> None:
        name = names[number % len(names)]
        page.locator("#things tbody").get_by_role("button", name=name, exact=True).first.click()
        page.locator("#panel .buttons button").first.click()
        page.wait_for_selector(SETTLED)
        page.locator("#f-kind-actor").click()
        page.locator("#f-kind-actor").click()
        page.get_by_label("Layout").select_option("columns" if number % 2 else "force")
        page.wait_for_selector(SETTLED)
        page.evaluate("history.go(-4)")
        page.wait_for_selector(f"#stage[data-things='{whole}'][aria-busy=false]")

    round_of(0)  # modules and bundles are loaded and compiled
    rows = [held("at the beginning", 0)]
    began, rounds = time.monotonic(), 0
    for part in (0.5, 1.0):
        while time.monotonic() - began < minutes * 60 * part:
            rounds += 1
            round_of(rounds)
        rows.append(held(f"after {minutes * part:g} minutes", rounds))
    page.context.close()
    return rows


def resident(browser: Any) -> object:
    """MiB of main memory that the page's process holds, where the system tells (Linux)."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = []
    for one in told:
        status = Path(f"/proc/{one['id']}/status")
        if one["type"] == "renderer" and status.exists():
            [line] = [line for line in status.read_text().splitlines() if line.startswith("VmRSS")]
            sizes.append(int(line.split()[1]) // 1024)
    return max(sizes, default="?")


def measure(part: str, url: str, chromium: str) -> list[list[object]]:
    """Rows of one part, which is named by its words."""
    from playwright.sync_api import sync_playwright

    what, *given = part.split(" ")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=WEBGL if "webgl" in given else PLAIN)
        if what == "page":
            rows = [weigh(browser, url, given[0], int(given[1]))]
        elif what == "draw":
            rows = [draw(browser, url, int(given[0]), given[1])]
        else:
            rows = use(browser, url, float(given[0]))
        browser.close()
    return rows


def apart(part: str, url: str, chromium: str, patience: float) -> list[list[object]]:
    """The same in a process of its own, which is ended with its browser when it takes too long."""
    command = [sys.executable, __file__, "--part", part, "--url", url, "--chromium", chromium]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        told, _ = process.communicate(timeout=patience)
        if process.returncode == 0:
            rows: list[list[object]] = json.loads(told)
            return rows
        return [[part, "failed"]]
    except subprocess.TimeoutExpired:
        return [[part, f"given up after {patience:g} s"]]
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, help="otherwise one is built from declarations/")
    parser.add_argument("--minutes", type=float, default=0.2, help="of use, for the memory")
    parser.add_argument("--visits", type=int, default=1, help="to each page, of which the middle is told")
    parser.add_argument("--pages", nargs="+", default=PAGES, metavar="PATH", help="which pages are visited")
    parser.add_argument("--most", type=int, default=20_000, help="ties of the largest network that is drawn")
    parser.add_argument("--views", nargs="+", default=["canvas", "webgl"], choices=["canvas", "webgl"])
    parser.add_argument(
        "--patience", type=float, default=120, help="seconds that a part may take; the use, beyond its minutes"
    )
    parser.add_argument("--part", help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--chromium", help="otherwise it is looked for")
    given = parser.parse_args()
    chromium = given.chromium or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("web.py: no Chromium is installed (Debian: apt-get install chromium)")
    if given.part:
        print(json.dumps(measure(given.part, given.url, chromium)))
        return
    version = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    with TemporaryDirectory() as folder, service(given.store or built(Path(folder))) as url:
        print(
            f"{describe()}; {version}, headless; WebGL is drawn by the processor; load average {os.getloadavg()[0]:.1f}\n"
        )

        def rows_of(part: str, beyond: float = 0) -> list[list[object]]:
            return apart(part, url, chromium, given.patience + beyond)

        pages = [row for path in given.pages for row in rows_of(f"page {path} {given.visits}")]
        heads = (
            "page",
            "kB",
            "files",
            "answered, ms",
            "FCP, ms",
            "LCP, ms",
            "loaded, ms",
            "stands, ms",
            "TBT, ms",
            "CLS",
        )
        print(_table(heads, pages), flush=True)
        drawings = [(ties, view) for ties, view in DRAWINGS if ties <= given.most and view in given.views]
        drawn = [row for ties, view in drawings for row in rows_of(f"draw {ties} {view}")]
        print("\n" + _table(("network", "view", "s to the picture", "frames a second"), drawn), flush=True)
        used = rows_of(f"use {given.minutes}", given.minutes * 60)
        heads = ("use of the graph page", "rounds", "heap, MiB", "DOM nodes", "listeners", "process, MiB")
        print("\n" + _table(heads, used))
        print(f"\nload average at the end {os.getloadavg()[0]:.1f}")


def _table(heads: tuple[str, ...], rows: list[list[object]]) -> str:
    return table(heads, [[*row, *[""] * (len(heads) - len(row))] for row in rows])


if __name__ == "__main__":
    main()
