"""Engines that hold the graph of the bundled declaration, each with the service before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import engines
import pytest
from engines import TOKEN, Remote
from serving import Server

from graph_builder import ReleaseStore, RemoteStore, publish


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def remote(
    request: pytest.FixtureRequest, built_store: Path, local: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Remote]:
    folder = tmp_path_factory.mktemp(request.param)
    engine = getattr(engines, request.param)(folder)
    try:
        releases = ReleaseStore(built_store)
        publish(releases.load(), releases.current().name, RemoteStore.parse(engine.address))
        settings = {"query_seconds": 60, "write_token": TOKEN, "allowed_services": local.sparql}
        server = Server(engine.address, folder / "server.log", **settings)
        server.wait()
        yield Remote(engine, server)
        server.stop()
    finally:
        engine.stop()


@pytest.fixture(scope="session")
def local(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service with its own workers, to hold the others against."""
    server = Server(built_store, tmp_path_factory.mktemp("local") / "log", query_seconds=20)
    server.wait()
    yield server
    server.stop()
