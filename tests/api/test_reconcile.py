"""Reconciliation, by exact requests and answers of the protocol (Reconciliation Service API 0.2)."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from serving import Server


def web(method: str, url: str, **more: Any) -> httpx.Response:
    """An answer, however busy the machine is."""
    return httpx.request(method, url, timeout=120, **more)


def reconcile(server: Server, **queries: Any) -> dict[str, Any]:
    answer = web("POST", f"{server.url}/api/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_manifest_says_where_everything_is(server: Server) -> None:
    answer = web("GET", f"{server.url}/api/reconcile")
    assert answer.headers["access-control-allow-origin"] == "*"
    manifest = answer.json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/stancegraph/id/"
    page = manifest["view"]["url"].replace("{{id}}", "treaty/inf-treaty")
    assert web("GET", page).status_code == 200
    for name, prefix in (("entity", "terr"), ("type", "thr")):
        service = manifest["suggest"][name]
        suggested = web("GET", service["service_url"] + service["service_path"], params={"prefix": prefix})
        assert {"id", "name"} <= suggested.json()["result"][0].keys()
    assert suggested.json() == {"result": [{"id": "threat", "name": "threat"}]}


def test_names_are_matched_in_a_batch(server: Server) -> None:
    found = reconcile(
        server,
        q0={"query": "Shanghai Cooperation Organization", "type": "actor", "type_strict": "should", "limit": 3},
        q1={"query": "terorism", "properties": [{"pid": "P1", "v": "x"}]},
        q2={"query": "Китай"},
        q3={"query": "SCO", "type": ["treaty", "threat"]},
        q4={"query": "no such thing at all"},
        q5={"query": "…"},
        q6={"query": "SCO", "type": "Q42"},
    )
    assert found.keys() == {"q0", "q1", "q2", "q3", "q4", "q5", "q6"}
    first = found["q0"]["result"][0]
    assert first == {
        "id": "actor/SCO",
        "name": "SCO",
        "description": "21 positions; also Shanghai Cooperation Organization",
        "type": [{"id": "actor", "name": "actor"}],
        "notable": [{"id": "actor", "name": "actor"}],
        "score": 100.0,
        "match": True,
    }
    assert len(found["q0"]["result"]) <= 3
    close = found["q1"]["result"][0]
    assert (close["id"], close["match"]) == ("threat/terrorism", False)
    assert 80 < close["score"] < 100
    assert (found["q2"]["result"][0]["id"], found["q2"]["result"][0]["match"]) == ("actor/CHN", True)
    assert {one["type"][0]["id"] for one in found["q3"]["result"]} <= {"treaty", "threat"}
    assert [found[key] for key in ("q4", "q5", "q6")] == [{"result": []}] * 3


def test_queries_may_come_by_get(server: Server) -> None:
    queries = json.dumps({"a": {"query": "INF Treaty"}})
    found = web("GET", f"{server.url}/api/reconcile", params={"queries": queries}).json()
    assert found["a"]["result"][0]["id"] == "treaty/inf-treaty"


@pytest.mark.parametrize(
    ("queries", "said"),
    [
        ("{", "not JSON"),
        ("[]", "not as the protocol has it"),
        ('{"q0": {}}', "q0.query"),
        ('{"q0": {"query": "x", "limit": 0}}', "q0.limit"),
        (json.dumps({str(number): {"query": "x"} for number in range(101)}), "100 is the most"),
    ],
)
def test_queries_that_are_wrong_are_told_so(server: Server, queries: str, said: str) -> None:
    answer = web("POST", f"{server.url}/api/reconcile", data={"queries": queries})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert said in answer.json()["detail"]


def test_body_of_another_type_or_without_queries_is_refused(server: Server) -> None:
    assert web("POST", f"{server.url}/api/reconcile", json={"queries": {}}).status_code == 415
    assert web("POST", f"{server.url}/api/reconcile", data={"q": "x"}).status_code == 400
    assert web("GET", f"{server.url}/api/reconcile/suggest/entity", params={"prefix": "…"}).json() == {"result": []}
