"""The W3C suites for SPARQL, over HTTP, against the running server, and beside it `oxigraph serve` of the same version.

STANCEGRAPH_W3C names the folder of the suites (a checkout of github.com/w3c/rdf-tests); nothing of them is in this
repository. What fails is listed in `failing.tsv` with its reason; a listed test that passes fails the list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from manifests import FOLDER, W3CTest, read_all
from runner import run
from targets import Ours, Peer, data_of, store_with

FAILING = Path(__file__).with_name("failing.tsv")
PAGE = Path(__file__).parents[2] / "docs" / "conformance.md"
WRITING = {"UpdateEvaluationTest", "ProtocolTest", "GraphStoreProtocolTest"}
"""Kinds of tests that change what the server holds: they come last."""

pytestmark = pytest.mark.skipif(not FOLDER, reason="STANCEGRAPH_W3C names no folder with the W3C test suites")


def reasons() -> dict[str, str]:
    """Why a test fails, by its IRI."""
    lines = FAILING.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines[1:])


TESTS = sorted(read_all(), key=lambda test: test.kind in WRITING or "Update" in test.kind)


@pytest.fixture(scope="module")
def data() -> bytes:
    return data_of(TESTS)


@pytest.fixture(scope="module")
def ours(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ours]:
    folder = tmp_path_factory.mktemp("w3c")
    target = Ours(store_with(data, folder / "store"), folder / "log")
    yield target
    target.stop()


@pytest.fixture(scope="module")
def peer(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    try:
        target = Peer(data, tmp_path_factory.mktemp("peer"))
    except FileNotFoundError as error:
        pytest.skip(str(error))
    yield target
    target.stop()


@pytest.mark.parametrize("test", TESTS, ids=[test.iri for test in TESTS])
def test_w3c(test: W3CTest, ours: Ours) -> None:
    outcome, reason = run(test, ours), reasons().get(test.iri)
    if reason is None:
        assert outcome is None, f"{test.name} ({test.iri}): {outcome}"
    else:
        assert outcome is not None, f"{test.iri} passes: take it off the list"


def test_the_list_names_tests_of_the_suites() -> None:
    assert set(reasons()) <= {test.iri for test in TESTS}


def test_the_page_on_conformance_has_these_counts() -> None:
    all_, failing = (
        Counter(test.group for test in TESTS),
        Counter(test.group for test in TESTS if test.iri in reasons()),
    )
    rows = re.findall(r"^\| (sparql1\d/\S+) \| (\d+) \| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = {group: (int(total), int(passing)) for group, total, passing in rows}
    assert told == {group: (total, total - failing[group]) for group, total in all_.items()}


def test_what_fails_here_fails_in_the_same_engine_served_by_itself(peer: Peer) -> None:
    assert version("oxigraph") == version("pyoxigraph"), "the peer is another version"
    failing = reasons()
    assert [test.iri for test in TESTS if test.iri in failing and run(test, peer) is None] == []
