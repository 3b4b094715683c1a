"""The picture of the graph page: how it fills its window, and the files that it is saved as."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from browsing import drawn, expect
from serving import Server

SVG = "{http://www.w3.org/2000/svg}"
pytestmark = pytest.mark.usefixtures("positions_are_read")


def test_picture_as_svg_has_labels_legend_and_signs(page: Any) -> None:
    things, ties = drawn(page)
    with page.expect_download() as saved:
        page.locator("#downloads").get_by_role("button", name="SVG").click()
    assert saved.value.suggested_filename == "around-sco.svg"
    root = ElementTree.parse(saved.value.path()).getroot()
    groups = [node.get("class", "") for node in root.iter(f"{SVG}g")]
    assert sum(name.startswith("thing") for name in groups) == things
    assert sum(name.startswith("tie") for name in groups) == ties
    words = [node.text for node in root.iter(f"{SVG}text")]
    assert {"Around SCO", "INF Treaty", "terrorism", "for", "against", "threat"} <= set(words)
    legend = next(node for node in root.iter(f"{SVG}g") if node.get("class") == "legend")
    dashes = [
        path.get("stroke-dasharray") for path in legend.iter(f"{SVG}path") if path.get("d", "").startswith("M2 9")
    ]
    assert len(dashes) == len(set(dashes) | {None}) + dashes.count(None) - 1


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (1920, 1000), (700, 1100)])
def test_boxes_fill_the_window_and_none_covers_another(
    width: int, height: int, open_page: Callable[..., Any], server: Server
) -> None:
    page = open_page(server, width, height)
    drawn(page)
    stage = page.locator("#stage").bounding_box()
    with page.expect_download() as saved:
        page.locator("#downloads").get_by_role("button", name="SVG").click()
    things = [
        node for node in ElementTree.parse(saved.value.path()).iter(f"{SVG}g") if "thing" in node.get("class", "")
    ]
    boxes = [_box(node.find(f"{SVG}polygon").get("points")) for node in things]
    assert [pair for pair in itertools.combinations(boxes, 2) if _overlap(*pair)] == []
    left, top, right, bottom = (
        choose(side) for choose, side in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
    )
    covered = sum((box[2] - box[0]) * (box[3] - box[1]) for box in boxes)
    side = max((right - left) / stage["width"], (bottom - top) / stage["height"])
    assert covered / (side**2 * stage["width"] * stage["height"]) > 0.15


def _box(points: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a polygon."""
    across, down = zip(*(map(float, point.split(",")) for point in points.split()), strict=True)
    return min(across), min(down), max(across), max(down)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_picture_as_png_and_rows_as_csv(page: Any) -> None:
    _, ties = drawn(page)
    with page.expect_download() as saved:
        page.locator("#downloads").get_by_role("button", name="PNG").click()
    assert saved.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    with page.expect_download() as saved:
        page.locator("#downloads").get_by_role("button", name="CSV").click()
    rows = list(csv.reader(io.StringIO(saved.value.path().read_text(encoding="utf-8"))))
    assert len(rows) == ties + 1
    assert rows[0][:4] == ["holder", "act", "polarity", "thing"]


def test_hostile_words_do_no_harm(open_page: Callable[..., Any], rich_server: Server) -> None:
    page = open_page(rich_server)
    drawn(page)
    row = page.locator("#ties tbody tr", has_text="<img src=x onerror")
    row.locator("td:nth-child(5) button").first.click()
    expect(page.locator("#panel h2")).to_contain_text("<img src=x onerror")
    assert page.locator("#panel img, #ties img, #panel script").count() == 0
    assert page.title() != "hit"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as saved:
        page.locator("#downloads").get_by_role("button", name="SVG").click()
    words = [node.text or "" for node in ElementTree.parse(saved.value.path()).iter(f"{SVG}text")]
    assert any(word.startswith("<img src=x") for word in words)
    assert all(len(word) <= 200 and "\u202e" not in word for word in words)
