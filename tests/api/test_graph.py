"""Questions on networks over HTTP, on the bundled report: answers, files, pages, and what is asked wrongly."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import networkx as nx
import pyoxigraph as ox
import pytest
from serving import Server
from starlette.requests import Request

import stancegraph
from api.answers import add_links
from api.export import FORMATS
from api.graphs import Graphs
from api.networks import LocalSource, ego, ego_counts, load
from api.settings import Settings
from api.workers import Pool
from graph_builder import ReleaseStore, build

MEMBERS_IN_2020 = {"China", "India", "Kazakhstan", "Kyrgyzstan", "Pakistan", "Russia", "Tajikistan", "Uzbekistan"}


def fetch(address: str, **more: Any) -> httpx.Response:
    """A GET that waits as long as a busy machine needs."""
    return httpx.get(address, timeout=60, **more)


def get(server: Server, path: str, **headers: str) -> Any:
    response = fetch(f"{server.url}/api/graph/{path}", headers=headers)
    assert response.status_code == 200, response.text
    return response.json()


def test_ego_network_of_the_inf_treaty_has_the_eight_bound_states(server: Server) -> None:
    answer = get(server, "ego/INF Treaty")
    labels = {node["id"]: node["label"] for node in answer["nodes"]}
    bound = [tie for tie in answer["edges"] if tie["tie"] == "bound"]
    assert {labels[tie["start"]] for tie in bound} == MEMBERS_IN_2020
    for tie in bound:
        assert (tie["polarity"], tie["label"], tie["evidence"][0]["act"]) == ("+", "bound by SCO", "regret")
        assert "regret over the termination of the 1987 Treaty" in tie["evidence"][0]["quote"]
    (stance,) = [tie for tie in answer["edges"] if tie["tie"] == "stance"]
    assert (stance["start"], stance["polarity"], stance["weight"]) == ("actor/SCO", "+", 1)
    assert answer["complete"] is True
    assert answer["next"] is None


def test_bound_states_are_those_of_the_rule(built_store: Path) -> None:
    """What networks work out is what ontology/rules/binds-members.rq derives."""
    graph = ReleaseStore(built_store).load()
    query = """PREFIX sg: <https://w3id.org/stancegraph/ontology#>
      SELECT DISTINCT ?state ?thing { ?position sg:binds ?state ; sg:attitude/sg:referent ?thing }"""
    found = graph.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    derived = {(row["state"].value, row["thing"].value) for row in found}  # type: ignore[union-attr]
    snapshot = load(LocalSource(built_store))
    iris = {node.id: node.iri for node in snapshot.nodes}
    told = {
        (iris[tie.start], iris[tie.end])
        for thing in {thing for _, thing in derived}
        for tie in ego(snapshot, thing, ties=["bound"], evidence=0, limit=2000).edges
        if iris[tie.end] == thing
    }
    assert told == derived


def test_the_eight_states_open_as_gexf(server: Server) -> None:
    response = fetch(f"{server.url}/api/graph/ego/inf-treaty?tie=bound&format=gexf")
    assert response.headers["content-type"] == "application/gexf+xml"
    assert response.headers["content-disposition"] == 'inline; filename="stancegraph-ego-inf-treaty.gexf"'
    graph = nx.read_gexf(io.BytesIO(response.content), version="1.3")
    assert {data["label"] for _, data in graph.nodes(data=True)} == MEMBERS_IN_2020 | {"INF Treaty"}
    for start, end, data in graph.edges(data=True):
        assert end == "treaty/inf-treaty", start
        assert (data["polarity"], data["act"], data["date"]) == ("+", "regret", "2020-11-10")
        assert data["document"] == "document/sco-moscow-2020-news"


def test_stance_matrix_of_the_report(server: Server) -> None:
    answer = get(server, "matrix?holder=SCO&kind=threat")
    terrorism = next(cell for cell in answer["cells"] if cell["thing"] == "threat/terrorism")
    assert (terrorism["polarity"], terrorism["support"]) == ("-", 0)
    positions = fetch(f"{server.url}/api/positions?holder=SCO&about=terrorism").json()
    assert terrorism["positions"] == positions["total"]  # what the positions' own endpoint counts, kinds included
    response = fetch(f"{server.url}/api/graph/matrix?holder=SCO&kind=threat&format=csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    header, row = list(csv.reader(io.StringIO(response.text)))
    assert header[1:] == [line["label"] for line in answer["things"]]
    assert row[header.index("terrorism")] == f"− {terrorism['positions']}"


def test_a_path_has_the_words_of_each_step_and_none_has_a_reason(server: Server) -> None:
    answer = get(server, "paths?from=SCO&to=USA")
    through = next(path for path in answer["paths"] if path["nodes"][1]["id"] == "treaty/inf-treaty")
    assert "1987 Treaty" in through["steps"][0]["ties"][0]["evidence"][0]["quote"]
    assert through["steps"][1]["ties"][0]["tie"] == "party"
    nothing = get(server, "paths?from=SCO&to=AIA")
    assert (nothing["paths"], nothing["distance"]) == ([], None)
    assert nothing["reason"] == "Nothing ties Anguilla to anything, under these filters."


def test_pages_of_neighbours_are_linked(server: Server) -> None:
    seen: list[str] = []
    path: str | None = "/api/graph/ego/SCO?tie=stance&limit=20&evidence=0"
    while path:
        response = fetch(server.url + path)
        answer = response.json()
        seen += [node["id"] for node in answer["nodes"][1:]]
        path = answer["next"]
        assert (path is not None) == ("link" in response.headers)
    assert len(seen) == len(set(seen)) == answer["counts"]["neighbours"] > 20


@pytest.mark.parametrize("name", ["two-mode", "positions", "agreement", "co-mention", "membership", "knowledge"])
def test_whole_networks_say_whether_they_are_whole(server: Server, name: str) -> None:
    assert get(server, f"networks/{name}?limit=50000")["data"]["complete"] is True
    cut = get(server, f"networks/{name}?limit=1")
    if name != "agreement":  # the report has one holder
        assert cut["data"]["complete"] is False
        assert len(cut["elements"]["edges"]) == 1


@pytest.mark.parametrize(
    "path",
    [
        "ego/SCO", "counts/SCO", "paths?from=SCO&to=USA", "edge?from=SCO&to=terrorism", "matrix", "agreement",
        "disagreements", "blocs", "centrality", "timeline?holder=SCO&thing=terrorism",
        "change?before=2019&after=2021&holder=SCO", "members/SCO?date=2020",
        "similarity?a=sco-moscow-2020-news&b=sco-moscow-2020-news",
    ],
)  # fmt: skip
def test_every_question_comes_as_json_and_as_every_file(server: Server, path: str) -> None:
    joined = "&" if "?" in path else "?"
    for form, one in FORMATS.items():
        if path.startswith("counts"):
            continue
        response = fetch(f"{server.url}/api/graph/{path}{joined}format={form}")
        assert response.status_code == 200, (form, response.text)
        assert response.content
        name = response.headers["content-disposition"]
        assert name.startswith('inline; filename="stancegraph-')
        if not path.startswith("ego"):
            continue
        by_accept = fetch(f"{server.url}/api/graph/{path}", headers={"accept": one.media_types[0]})
        assert by_accept.content == response.content
        assert by_accept.headers["content-type"].partition(";")[0] in {one.media_types[0], "text/csv"}
    assert get(server, path, accept="*/*")


def test_an_edge_tells_its_positions_in_pages(server: Server) -> None:
    path: str | None = "/api/graph/edge?from=SCO&to=terrorism&hierarchy=true&limit=2"
    seen: list[str] = []
    while path:
        answer = fetch(server.url + path).json()
        seen += [one["said"]["position"] for one in answer["positions"]]
        assert all(one["said"]["quote"] and one["holder"]["id"] == "actor/SCO" for one in answer["positions"])
        path = answer["next"]
    cells = get(server, "matrix?holder=SCO&thing=terrorism&evidence=0")["cells"]
    assert set(seen) == set(cells[0]["evidence"])
    assert len(seen) == answer["total"]


def test_an_edge_that_names_the_latest_only_says_where_all_are(server: Server) -> None:
    graph = nx.node_link_graph(
        get(server, "matrix?holder=SCO&thing=terrorism&date_from=2020&format=node-link"), edges="edges"
    )
    (edge,) = (data for *_, data in graph.edges(data=True))
    assert "all_positions" not in edge
    assert edge["quote"]
    busy = nx.MultiDiGraph(hierarchy=True)
    for node in ("actor/SCO", "threat/terrorism"):
        busy.add_node(node)
    told = {"tie": "stance", "polarity": "-", "positions": "position/a | position/b", "position_count": 3}
    busy.add_edge("actor/SCO", "threat/terrorism", **told)
    request = Request(
        {
            "type": "http", "method": "GET", "path": "/api/graph/matrix", "query_string": b"date_from=2020&rows=5",
            "headers": [(b"host", b"stances.example")], "scheme": "https", "server": ("127.0.0.1", 80),
            "app": SimpleNamespace(state=SimpleNamespace(settings=Settings())),
        }
    )  # fmt: skip
    add_links(busy, request)
    ((_, _, data),) = busy.edges(data=True)
    assert data["all_positions"] == (
        "https://stances.example/api/graph/edge?from=actor%2FSCO&to=threat%2Fterrorism&tie=stance&polarity=against"
        "&date_from=2020&hierarchy=true"
    )
    path = data["all_positions"].removeprefix("https://stances.example")
    assert fetch(server.url + path).json()["total"] > 0


def test_who_accepts_csv_gets_one_table(server: Server) -> None:
    for path in ("ego/SCO?limit=5", "matrix", "networks/two-mode?limit=5"):
        response = fetch(f"{server.url}/api/graph/{path}", headers={"accept": "text/csv"})
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        assert len({len(row) for row in csv.reader(io.StringIO(response.text))}) == 1


def test_a_format_that_is_none_is_told_with_those_that_are(server: Server) -> None:
    for response in (
        fetch(f"{server.url}/api/graph/ego/SCO?format=xlsx"),
        fetch(f"{server.url}/api/graph/ego/SCO", headers={"accept": "image/png"}),
    ):
        assert response.status_code == 406
        offered = " ".join(response.json()["offered"])
        assert all(word in offered for word in ("json", "gexf", "graphml", "cytoscape"))


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("ego/Terorism", 404, "Did you mean terrorism"),
        ("ego/SCO?depth=7", 400, "depth: 7 is out of bounds"),
        ("ego/SCO?limit=0", 400, "limit: 0 is out of bounds"),
        ("ego/SCO?offset=-1", 400, "offset: -1 is out of bounds"),
        ("ego/SCO?date_from=2020-13", 400, "date_from: '2020-13' is not a date"),
        ("ego/SCO?tie=love", 400, "tie: 'love' is no kind of tie"),
        ("ego/SCO?polarity=maybe", 422, "polarity"),
        ("matrix?kind=planet", 400, "kind: 'planet' is no kind of thing"),
        ("matrix?rows=0", 400, "rows: 0 is out of bounds"),
        ("paths?from=SCO", 422, "to: Field required"),
        ("paths?from=SCO&to=USA&mode=longest", 400, "mode: 'longest' is no mode"),
        ("agreement?minimum=0", 400, "minimum: 0 is out of bounds"),
        ("agreement?limit=100000", 422, "limit"),
        ("change?before=2020&after=2019&holder=SCO", 400, "2019 does not come after 2020"),
        ("change?before=some-text&after=other", 404, "some-text"),
        ("similarity?a=sco-moscow-2020&b=sco-moscow-2020-news", 404, "Did you mean sco-moscow-2020-news"),
        ("networks/agrement", 404, "Did you mean agreement"),
        ("networks/membership?date=soon", 400, "date: 'soon' is not a date"),
        ("ego/SCO?format=csv&part=half", 400, "part: 'half' is no part"),
        ("edge?from=SCO&to=Terorism", 404, "Did you mean terrorism"),
        ("edge?from=SCO&to=terrorism&tie=party", 400, "tie: 'party' is no edge that rests on positions"),
        ("matrix?evidence=21", 400, "evidence: 21 is out of bounds"),
        ("disagreements?sides=0", 400, "sides: 0 is out of bounds"),
    ],
)
def test_what_is_asked_wrongly_is_told(server: Server, path: str, status: int, told: str) -> None:
    response = fetch(f"{server.url}/api/graph/{path}")
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert told in response.json()["detail"]


def test_the_description_has_the_shape_of_each_answer(server: Server) -> None:
    described = fetch(f"{server.url}/openapi.json").json()
    shapes = described["components"]["schemas"]
    for path in (path for path in described["paths"] if path.startswith("/api/graph/") and "networks" not in path):
        content = described["paths"][path]["get"]["responses"]["200"]["content"]
        assert {"application/json", "application/gexf+xml", "application/graphml+xml"} <= set(content)
        assert content["application/json"]["schema"]["$ref"].rpartition("/")[2] in shapes
    references = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(described)))
    assert references <= set(shapes)


def test_a_notebook_asks_a_service_as_it_asks_a_folder(server: Server, built_store: Path) -> None:
    here = stancegraph.open(built_store)
    with stancegraph.open(server.url) as there:
        assert here.ego("INF Treaty") == there.ego("INF Treaty")
        assert here.matrix(kinds=["threat"]) == there.matrix(kinds=["threat"])
        assert here.positions(holders=["SCO"]).equals(there.positions(holders=["SCO"]))
        query = "SELECT ?position ?date { ?position a sg:Position ; sg:date ?date } ORDER BY STR(?position)"
        assert here.sparql(query).equals(there.sparql(query))
        assert here.sparql("ASK { ?position a sg:Position }") is there.sparql("ASK { ?position a sg:Position }") is True
        describe = "DESCRIBE <https://w3id.org/stancegraph/id/treaty/inf-treaty>"
        assert len(here.sparql(describe)) == len(there.sparql(describe)) > 5


def test_answers_of_the_service_are_those_of_the_library(server: Server, built_store: Path) -> None:
    from api.answers import as_json

    local = stancegraph.open(built_store)
    for path, answer in (
        ("matrix?kind=threat", local.matrix(kinds=["threat"])),
        ("blocs", local.blocs()),
        ("timeline?holder=SCO&thing=terrorism", local.timeline("SCO", "terrorism")),
    ):
        told = get(server, path)
        assert {name: told[name] for name in json.loads(as_json(answer))} == json.loads(as_json(answer))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_networks_are_kept_for_a_release_and_read_again_for_the_next(
    tmp_path: Path, write_document: Callable[..., Path]
) -> None:
    # A pool leaves its workers' sockets to the end of its process, which here is that of the tests.
    store = tmp_path / "store"
    build([write_document("The SCO member States condemn terrorism.")], store)

    async def ask() -> None:
        settings = Settings(store=store, workers=1)
        pool = Pool(settings)
        await pool.start()
        try:
            graphs = Graphs(pool, settings)
            first = await graphs.snapshot()
            assert (await graphs.answer(ego_counts, "SCO", ties=["stance"])).neighbours == 1
            assert await graphs.snapshot() is first
            text = "The SCO member States support arms control."
            await asyncio.to_thread(build, [write_document(text, "second", date="2021-01-01")], store)
            while (await graphs.snapshot()) is first:
                await asyncio.sleep(0.1)
            assert (await graphs.answer(ego_counts, "SCO", ties=["stance"])).neighbours == 2
            assert (await graphs.answer(ego_counts, "SCO", ties=["stance"], date_to="2020")).neighbours == 1
        finally:
            await pool.stop()

    asyncio.run(asyncio.wait_for(ask(), 120))
