"""What a server does when its store changes."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from serving import Server

from api.app import create_app
from api.settings import Settings
from graph_builder import ReleaseStore, StoreError
from graph_builder.graph.parts import part_of


def quad(subject: str, graph: str) -> ox.Quad:
    rest = ox.NamedNode("http://example.org/p"), ox.Literal("o"), ox.NamedNode(f"http://example.org/{graph}")
    return ox.Quad(ox.NamedNode(f"http://example.org/{subject}"), *rest)


def count(server: Server) -> int:
    response = httpx.get(server.sparql, params={"query": "SELECT (COUNT(*) AS ?n) { ?s <http://example.org/p> ?o }"})
    assert response.status_code == 200
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def test_new_release_takes_over_without_a_failed_query(tmp_path: Path) -> None:
    store = ReleaseStore(tmp_path / "store")
    first = store.write({"all": part_of([quad("a", "one"), quad("a", "two")])}, inputs={})
    server = Server(store.path, tmp_path / "log", workers=2)
    try:
        server.wait()
        assert count(server) == 1  # one triple, though two graphs have it
        quads = [quad("a", "one"), quad("b", "one"), quad("c", "two")]
        second = store.write({"all": part_of(quads)}, inputs={})
        ends = time.monotonic() + 120
        while count(server) != 3:
            assert time.monotonic() < ends
            time.sleep(0.1)
        settled = {"status": "ok", "release": second.name, "workers": 2, "busy": 0, "queued": 0}
        while (health := httpx.get(f"{server.url}/health").json()) != settled:
            assert time.monotonic() < ends, health  # on a busy machine a query may be slow, and another worker stand in
            time.sleep(0.1)
        assert first.name != second.name
    finally:
        server.stop()


def test_folder_that_is_no_store_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="stancegraph build"):
        create_app(Settings(store=tmp_path / "nothing"))


def test_an_earlier_release_is_asked_by_its_name(tmp_path: Path) -> None:
    store = ReleaseStore(tmp_path / "store")
    first = store.write({"all": part_of([quad("a", "one")])}, inputs={})
    store.write({"all": part_of([quad("a", "one"), quad("b", "one")])}, inputs={})
    server = Server(store.path, tmp_path / "log", workers=2)
    try:
        server.wait()
        query = "SELECT (COUNT(*) AS ?n) { ?s <http://example.org/p> ?o }"
        for _ in range(3):
            earlier = httpx.get(server.sparql, params={"query": query, "release": first.name}, timeout=60)
            assert earlier.json()["results"]["bindings"][0]["n"]["value"] == "1"
            assert count(server) == 2
        assert "immutable" in earlier.headers["cache-control"]
        unknown = httpx.get(server.sparql, params={"query": query, "release": "0000000000000000"})
        assert unknown.status_code == 404
        assert first.name in unknown.json()["detail"]
        assert str(tmp_path) not in unknown.text
    finally:
        server.stop()
