"""The server that tests of several files write to."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from serving import Server
from writing import BEARER, TOKEN, tiny_store


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("written")
    server = Server(
        tiny_store(folder / "store"), folder / "log", workers=2, write_token=TOKEN, update_seconds=3, upload_megabytes=1,
        write_origins="https://editor.example", client_seconds=10_000, query_megabytes=512,
    )  # fmt: skip
    server.wait()
    yield server
    server.stop()


@pytest.fixture
def http(written: Server) -> Iterator[httpx.Client]:
    written.check()
    with httpx.Client(base_url=written.url, headers=BEARER, timeout=60) as client:
        yield client
    written.check()
