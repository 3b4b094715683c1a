"""Fixtures that several folders share. Add one only when a second folder needs it."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import hypothesis
import pytest
from serving import Server

from graph_builder import build
from graph_builder.reference import Reference, load

os.environ.pop(
    "PYTHONDONTWRITEBYTECODE", None
)  # else each of some hundred processes compiles all modules anew, a second each
sys.dont_write_bytecode = False
hypothesis.settings.register_profile("suite", deadline=None)  # how long an example takes tells of the machine
hypothesis.settings.load_profile("suite")
httpx._transports.default.create_ssl_context = functools.cache(
    httpx.create_ssl_context
)  # 45 ms of the processor for each request
httpx._config.DEFAULT_TIMEOUT_CONFIG.read = 60.0  # httpx gives up after five seconds, which a busy machine may take


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: half of its time a test waits, for a process, a browser or a limit."""
    return (os.cpu_count() or 1) + 1


_LONGEST = (
    "remote/", "test_canvas.py", "test_views.py", "test_benchmarks.py", "test_review.py", "test_cli.py",
    "text/test_extract.py", "test_workers.py", "test_build.py", "test_operation.py", "web/",
)  # fmt: skip
"""What takes longest begins first, so that no core is idle at the end."""


_ALONE = ("graph_builder/", "networks/", "ontology/")
"""Where what fails is a fault, whatever the machine does meanwhile: no server, no browser, no limit has a part in it."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    def rank(item: pytest.Item) -> int:
        return next((at for at, name in enumerate(_LONGEST) if name in item.nodeid), len(_LONGEST))

    items.sort(key=rank)
    if config.pluginmanager.hasplugin("rerunfailures"):  # what may fail for a busy machine is tried once more
        for item in items:
            if not any(name in item.nodeid for name in _ALONE):
                item.add_marker(pytest.mark.flaky(reruns=1))


DECLARATION = """---
title: {title}
issuer: {issuer}
date: {date}
language: en
kind: declaration
source: the organization
---
{body}
"""


@pytest.fixture(scope="session")
def known() -> Reference:
    """The reference data that come with the package."""
    return load()


@pytest.fixture(scope="session")
def built_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the bundled declaration; tests read it and do not write."""
    store = tmp_path_factory.mktemp("built") / "store"
    build([Path(__file__).parents[1] / "declarations" / "sco-moscow-2020-news.md"], store)
    return store


@pytest.fixture
def write_document(tmp_path: Path) -> Callable[..., Path]:
    """Write a declaration file; keywords change its header."""

    def write(body: str, name: str = "summit", **header: str) -> Path:
        fields = {"title": "Summit declaration", "issuer": "SCO", "date": "2020-11-10", **header}
        path = tmp_path / "documents" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(DECLARATION.format(body=body, **fields), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def shared_server(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("server") / "log"
    server = Server(built_store, log, query_seconds=5, query_megabytes=512, workers=3)
    server.wait()
    yield server
    server.stop()


@pytest.fixture
def server(shared_server: Server) -> Iterator[Server]:
    """The server of the session, alive before and after the test. Queries are stopped after five seconds."""
    shared_server.check()
    yield shared_server
    shared_server.check()
