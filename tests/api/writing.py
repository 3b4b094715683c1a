"""What tests write to: a small store of its own under a running server, and short ways to write and to read."""

from __future__ import annotations

from pathlib import Path

import httpx
import pyoxigraph as ox

from graph_builder import ReleaseStore
from graph_builder.graph.parts import part_of

__all__ = ["BEARER", "DIRECT", "FORM", "TOKEN", "TURTLE", "E", "state", "tiny_store", "update", "values"]

TOKEN = "a token of the tests, long enough"
BEARER = {"authorization": f"Bearer {TOKEN}"}
FORM, DIRECT, TURTLE = "application/x-www-form-urlencoded", "application/sparql-update", "text/turtle"
E = "http://example.org/"


def tiny_store(path: Path) -> Path:
    quad = ox.Quad(ox.NamedNode(f"{E}s"), ox.NamedNode(f"{E}p"), ox.Literal("o"), ox.NamedNode(f"{E}first"))
    ReleaseStore(path).write({"all": part_of([quad])}, inputs={"documents": {}})
    return path


def update(http: httpx.Client, text: str, path: str = "/update", **parameters: object) -> httpx.Response:
    return http.post(path, content=text, params=parameters, headers={"content-type": DIRECT})  # type: ignore[arg-type]


def values(http: httpx.Client, pattern: str) -> set[str]:
    answer = http.get("/sparql", params={"query": f"SELECT ?x {{ {pattern} }}"}, headers={"accept": "application/json"})
    return {row["x"]["value"] for row in answer.raise_for_status().json()["results"]["bindings"]}


def state(http: httpx.Client) -> str:
    return str(http.get("/health").json()["release"])
