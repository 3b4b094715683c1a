"""The tools for agents, driven by the SDK's own client over HTTP and over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import mcp
import pytest
from serving import Server

from graph_builder import build

ROOT = Path(__file__).parents[2]
TOOLS = {"search", "entity", "positions", "compare", "sparql"}


def web(method: str, url: str, **more: Any) -> httpx.Response:
    """An answer, however busy the machine is."""
    return httpx.request(method, url, timeout=120, **more)


def drive(target: Any, work: Callable[[mcp.Client], Awaitable[None]]) -> None:
    """Do something as a client of the tools."""

    async def run() -> None:
        async with mcp.Client(target) as client:
            await work(client)

    asyncio.run(run())


def over_stdio(*arguments: str) -> mcp.StdioServerParameters:
    return mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "stancegraph", "mcp", *arguments], cwd=str(ROOT)
    )


async def call(client: mcp.Client, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert isinstance(result.structured_content, dict)
    return result.structured_content


async def refused(client: mcp.Client, tool: str, **arguments: Any) -> str:
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    (said,) = result.content
    assert isinstance(said, mcp.types.TextContent)
    return said.text


@pytest.fixture(scope="module")
def two_sides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which two actors took a side on the same things."""
    store = tmp_path_factory.mktemp("sides") / "store"
    documents = ROOT / "tests" / "ontology" / "questions"
    build([documents / "sco-2019.md", documents / "nato-2019.md"], store)
    return store


def test_tools_are_few_described_and_read_only(server: Server) -> None:
    async def look(client: mcp.Client) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS
        for tool in tools:
            assert tool.annotations is not None and tool.annotations.read_only_hint
            assert tool.description and len(tool.description) > 80
            assert tool.output_schema
            for name, parameter in tool.input_schema["properties"].items():
                assert parameter["description"], f"{tool.name} {name}"
        assert "never what" in str(client.instructions)

    drive(f"{server.url}/mcp", look)


def test_answers_carry_quotations_and_links_that_lead_to_them(server: Server) -> None:
    async def ask(client: mcp.Client) -> None:
        found = await call(client, "positions", about="INF Treaty", holder="SCO")
        (position,) = found["positions"]
        assert (found["total"], found["next_offset"]) == (1, None)
        assert (position["act"], position["stances"], position["reported"]) == ("regret", ["for INF Treaty"], True)
        async with httpx.AsyncClient(timeout=120) as web:
            page = await web.get(position["url"])
            document = await web.get(position["document_url"])
        assert position["quote"][:40] in page.text
        assert f'id="{position["document_url"].partition("#")[2]}"' in document.text

        searched = await call(client, "search", words="drug traficking", limit=2)
        assert searched["read_as"] == [{"word": "traficking", "how": "fuzzy", "words": ["trafficking"]}]
        assert searched["things"][0]["id"] == "threat/drug-trafficking"
        assert searched["counts"]["positions"] == len(searched["positions"]) == 2

        entity = await call(client, "entity", name="ШОС")
        assert (entity["id"], entity["labels"]["zh"]) == ("actor/SCO", "上海合作组织")
        assert entity["holds"]["commit"] == 6
        member = {"who": "China", "where": "SCO", "role": "member", "start": "2001-06-15", "end": None}
        assert member in entity["ties"]

        counted = await call(client, "sparql", query="SELECT (COUNT(*) AS ?n) { ?p a sg:Position }")
        assert (counted["media_type"], counted["text"].split()) == ("text/csv", ["n", "21"])
        graph = await call(client, "sparql", query="CONSTRUCT { ?p a sg:Position } { ?p a sg:Position }")
        assert graph["text"].count("https://w3id.org/stancegraph/id/position/") == 21

    drive(f"{server.url}/mcp", ask)


def test_pages_of_positions_follow_one_another(server: Server) -> None:
    async def ask(client: mcp.Client) -> None:
        offset, seen = 0, []
        while offset is not None:
            page = await call(client, "positions", limit=8, offset=offset)
            seen += [position["id"] for position in page["positions"]]
            offset = page["next_offset"]
        assert len(seen) == len(set(seen)) == page["total"] == 21

    drive(f"{server.url}/mcp", ask)


def test_what_goes_wrong_is_told_in_words(server: Server) -> None:
    cases: list[tuple[str, dict[str, Any], str]] = [
        ("entity", {"name": "SCOO"}, "Did you mean SCO"),
        ("positions", {"act": "hate"}, "There are condemn, oppose"),
        ("positions", {"date_from": "last year"}, "Write a year, a month or a day"),
        ("positions", {"limit": 1000}, "less than or equal to 100"),
        ("search", {"words": "…"}, "no word to search for"),
        ("search", {"words": "x", "kind": ["planet"]}, "There are actor"),
        ("compare", {"actors": ["SCO"]}, "at least 2"),
        ("compare", {"actors": ["SCO", "ШОС"]}, "These are one actor"),
        ("sparql", {"query": "SELECT * {"}, "line 1, column 11"),
        ("sparql", {"query": "SELECT * { ?s ?p ?o }"}, "larger than 200 kB"),
        ("sparql", {"query": "ASK { SERVICE <http://example.org/> {} }"}, "SERVICE is not allowed"),
        ("sparql", {"query": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}, "line 1"),
        (
            "sparql",
            {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?d && ?d = ?g && ?c > ?i) }"},
            "seconds",
        ),
    ]

    async def ask(client: mcp.Client) -> None:
        for tool, arguments, said in cases:
            told = await refused(client, tool, **arguments)
            assert said in told, (tool, arguments, told)
            assert "Traceback" not in told

    drive(f"{server.url}/mcp", ask)


def test_address_takes_messages_only_and_any_name_of_the_service(server: Server) -> None:
    address = f"{server.url}/mcp"
    for method in ("GET", "DELETE"):
        answer = web(method, address)
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST, OPTIONS")
        assert answer.headers["content-type"] == "application/problem+json"
    headers = {
        "Accept": "application/json, text/event-stream",
        "Host": "stances.example.org",
        "Origin": "https://a.example",
    }
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    listed = web("POST", address, json=message, headers=headers)
    assert listed.status_code == 200
    assert {tool["name"] for tool in listed.json()["result"]["tools"]} == TOOLS
    assert listed.headers["access-control-allow-origin"] == "*"
    preflight = web("OPTIONS", address, headers={"Access-Control-Request-Method": "POST"})
    assert "mcp-protocol-version" in preflight.headers["access-control-allow-headers"].lower()
    garbage = web("POST", address, content=b"{", headers={**headers, "Content-Type": "application/json"})
    assert garbage.status_code == 400
    assert "error" in garbage.json()
    too_large = web("POST", address, content=b" " * 3_000_000, headers={**headers, "Content-Type": "application/json"})
    assert too_large.status_code == 413


def test_store_is_served_over_standard_input_and_output(two_sides: Path) -> None:
    async def ask(client: mcp.Client) -> None:
        assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
        compared = await call(client, "compare", actors=["SCO", "NATO"])
        assert (compared["agree"], compared["disagree"], compared["mixed"]) == (1, 1, 0)
        by_thing = {thing["label"]: thing for thing in compared["things"]}
        assert compared["things"][0] is by_thing["arms control"]  # disagreements first
        assert by_thing["terrorism"]["verdict"] == "agree"
        said = {
            side["actor"]: (side["positions"], side["latest"][0]["quote"]) for side in by_thing["arms control"]["sides"]
        }
        assert said == {
            "NATO": ({"-": 1}, "The Allies oppose arms control."),
            "SCO": ({"+": 1}, "They reaffirm their support for arms control."),
        }
        narrowed = await call(client, "compare", actors=["SCO", "NATO"], about="terrorism")
        assert [thing["label"] for thing in narrowed["things"]] == ["terrorism"]
        found = await call(client, "search", words="terrorism", kind=["position"])
        assert found["positions"][0]["url"].startswith("https://w3id.org/stancegraph/id/position/")
        assert "Did you mean" in await refused(client, "entity", name="NATTO")

    drive(over_stdio("--store", str(two_sides)), ask)


def test_service_elsewhere_is_handed_on(server: Server) -> None:
    async def ask(client: mcp.Client) -> None:
        assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
        found = await call(client, "positions", about="INF Treaty")
        assert found["positions"][0]["url"].startswith(server.url)
        assert "Did you mean SCO" in await refused(client, "entity", name="SCOO")

    drive(over_stdio("--url", server.url), ask)
