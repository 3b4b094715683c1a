"""What every answer carries, and what an answer to a fault of the service itself must not carry."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest
from fastapi import FastAPI
from serving import Server

from api import problems
from api.headers import CommonHeaders

SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "access-control-allow-origin": "*",
}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/sparql"),
        ("HEAD", "/sparql?query=ASK%7B%7D"),
        ("GET", "/sparql?query=ASK%7B"),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=%00"),
        ("PATCH", "/sparql"),
        ("OPTIONS", "/sparql"),
        ("OPTIONS", "/api/positions"),
        ("POST", "/sparql"),
        ("GET", "/graphs"),
        ("GET", "/graphs?graph=http://example.org/none"),
        ("GET", "/api/positions?limit=none"),
        ("GET", "/nothing"),
        ("GET", "/entity/none"),
        ("GET", "/static/none.js"),
        ("GET", "/.well-known/void"),
        ("GET", "/health"),
    ],
)
def test_every_answer_has_the_headers_of_a_safe_one(server: Server, method: str, path: str) -> None:
    response = httpx.request(method, server.url + path)
    assert {name: response.headers.get(name) for name in SAFE} == SAFE
    policy = dict(part.strip().partition(" ")[::2] for part in response.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy["script-src"]
    assert "server.py" not in response.text
    assert "Traceback" not in response.text


def test_a_fault_of_the_service_tells_nothing_but_the_id_that_the_log_has(caplog: pytest.LogCaptureFixture) -> None:
    app = FastAPI()
    app.add_middleware(CommonHeaders)
    problems.register(app)

    @app.get("/fault")
    def fault() -> None:
        raise RuntimeError("a secret of the inside")

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            return await client.get("/fault")

    response = asyncio.run(ask())
    assert (response.status_code, response.headers["content-type"]) == (500, "application/problem+json")
    assert {name: response.headers.get(name) for name in SAFE} == SAFE
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    id_ = response.json()["instance"].rpartition(":")[2]
    assert re.fullmatch("[0-9a-f]{16}", id_)
    [record] = [one for one in caplog.records if getattr(one, "facts", {}).get("problem") == id_]
    assert record.exc_info is not None
    assert "a secret of the inside" in str(record.exc_info[1])


def test_the_log_has_the_id_of_a_problem(server: Server) -> None:
    problem = httpx.get(server.sparql, params={"query": "SELECT * {"}).json()
    assert problem["instance"].rpartition(":")[2] in server.log.read_text()
