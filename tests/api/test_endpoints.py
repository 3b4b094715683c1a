"""The JSON endpoints of a running server, on the bundled report."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import networkx as nx
import pytest
import rdflib
from serving import Server

from api import table
from api.questions import load_questions


def get(server: Server, path: str, **headers: str) -> Any:
    response = httpx.get(server.url + path, headers=headers)
    assert response.status_code == 200, response.text
    return response.json()


def test_regret_over_the_termination_is_for_the_treaty(server: Server) -> None:
    (position,) = get(server, "/api/positions?about=INF%20Treaty")["positions"]
    assert position["act"] == "regret"
    assert [holder["id"] for holder in position["holders"]] == ["actor/SCO"]
    treaty = next(thing for thing in position["attitudes"] if thing["id"] == "treaty/inf-treaty")
    assert (treaty["polarity"], treaty["sign_path"]) == ("+", "- → termination of → +")
    assert (position["date"], position["evidence"][0]["document_date"]) == ("2020-11-10", "2020-11-23")
    assert position["attested"] == "indirect"


def test_offsets_give_every_quotation_cue_and_target_back(server: Server) -> None:
    query = "SELECT ?t { ?v <https://w3id.org/stancegraph/ontology#text> ?t }"
    text = httpx.get(server.sparql, params={"query": query}).json()["results"]["bindings"][0]["t"]["value"]
    positions = get(server, "/api/positions?limit=1000")["positions"]
    assert len(positions) > 15
    for position in positions:
        for place in position["evidence"]:
            assert text[place["start"] : place["end"]] == place["quote"]
            for words in (place["cue"], place["target"], *place["mentions"]):
                assert words is None or text[words["start"] : words["end"]] == words["text"]


@pytest.mark.parametrize("name", ["SCO", "sco", "actor/SCO", "https://w3id.org/stancegraph/id/actor/SCO", "ШОС"])
def test_holder_goes_by_code_name_or_iri(server: Server, name: str) -> None:
    assert get(server, f"/api/positions?holder={name}")["total"] == get(server, "/api/positions")["total"]


def test_filters_narrow(server: Server) -> None:
    regrets = get(server, "/api/positions?act=regret&polarity=for&date_from=2020&date_to=2020-11")
    assert [position["act"] for position in regrets["positions"]] == ["regret"]
    assert get(server, "/api/positions?date_from=2021")["total"] == 0
    assert get(server, "/api/positions?document=nothing")["total"] == 0


def test_about_counts_narrower_things(server: Server) -> None:
    labels = {
        thing["label"]
        for position in get(server, "/api/positions?about=terrorism")["positions"]
        for thing in position["attitudes"]
    }
    assert any("chemical" in label for label in labels)


def test_pages_lead_to_each_other_and_hold_everything_once(server: Server) -> None:
    path, seen = "/api/positions?limit=8", []
    while path:
        page = get(server, path)
        seen += [position["iri"] for position in page["positions"]]
        path = page["next"]
    assert len(seen) == len(set(seen)) == page["total"]


def test_csv_has_all_rows_and_no_formula(server: Server) -> None:
    text = httpx.get(f"{server.url}/api/positions", headers={"accept": "text/csv"}).text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len({row["position"] for row in rows}) == get(server, "/api/positions")["total"]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert table.guard('=HYPERLINK("x")') == '\'=HYPERLINK("x")'


def test_entity_tells_names_dates_and_ties(server: Server) -> None:
    treaty = get(server, "/api/entities/inf-treaty")
    assert treaty["facts"]["inForceUntil"] == "2019-08-02"
    assert treaty["positions"]["about"]["+"] == 1
    bloc = get(server, "/api/entities/SCO")
    members = {tie["member"]["label"] for tie in bloc["memberships"] if tie["role"] == "member"}
    assert {"Russia", "China", "India"} <= members


def test_unknown_entity_names_the_nearest(server: Server) -> None:
    response = httpx.get(f"{server.url}/api/entities/SCOO")
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert response.json()["nearest"][0] == "SCO"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/positions?holder=nobody-at-all", 404),
        ("/api/positions?act=shout", 422),
        ("/api/positions?date_from=yesterday", 422),
        ("/api/positions?limit=0", 422),
        ("/api/positions?format=xlsx", 406),
        ("/api/positions/0000", 404),
        ("/api/graph?format=png", 406),
        ("/api/graph?depth=9", 422),
        ("/api/questions/nothing", 404),
        ("/api/nothing", 404),
    ],
)
def test_mistakes_are_problem_documents(server: Server, path: str, status: int) -> None:
    response = httpx.get(server.url + path)
    assert response.status_code == response.json()["status"] == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert "Traceback" not in response.text


def test_graph_formats_are_read_by_their_readers(server: Server) -> None:
    elements = get(server, "/api/graph?entity=SCO")
    by_cytoscape = nx.cytoscape_graph(elements)
    by_node_link = nx.node_link_graph(get(server, "/api/graph?entity=SCO&format=node-link"), edges="edges")
    assert nx.utils.graphs_equal(nx.MultiDiGraph(by_cytoscape.edges), nx.MultiDiGraph(by_node_link.edges))
    stances = [edge["data"] for edge in elements["elements"]["edges"] if edge["data"]["tie"] == "stance"]
    for edge in stances:
        assert {"id", "source", "target", "act", "polarity", "date", "quote", "document", "positions"} <= set(edge)
    assert stances
    force = get(server, "/api/graph?entity=SCO&format=d3")
    known = {node["id"] for node in force["nodes"]}
    assert all({link["source"], link["target"]} <= known for link in force["links"])


def test_graph_says_when_it_is_cut(server: Server) -> None:
    assert get(server, "/api/graph?limit=3")["data"]["complete"] is False
    assert get(server, "/api/graph")["data"]["complete"] is True


ACROSS = {"changes-of-position", "deadlines", "disagreements", "for-and-against", "on-the-same-side", "reaffirmed"}
"""What the bundled report alone says nothing about."""


@pytest.mark.parametrize("name", load_questions())
def test_every_question_is_answered_with_its_query(server: Server, name: str) -> None:
    answer = get(server, f"/api/questions/{name}")
    assert answer["rows"] or name in ACROSS
    again = httpx.get(server.sparql, params={"query": answer["sparql"]}).json()
    assert len(again["results"]["bindings"]) == len(answer["rows"])


def test_question_takes_names_for_its_parameters(server: Server) -> None:
    assert get(server, "/api/questions/stance-on?holder=SCO&thing=drug%20trafficking")["rows"][0]["stance"] == "against"
    assert get(server, "/api/questions/stance-on?holder=NATO")["rows"] == []


def test_eight_states_are_bound(server: Server) -> None:
    assert len(get(server, "/api/questions/bound-states")["rows"]) == 8


def test_iri_gives_rdf_to_programs_and_a_page_to_people(server: Server) -> None:
    address = f"{server.url}/id/treaty/inf-treaty"
    graph = rdflib.Graph().parse(data=httpx.get(address, headers={"accept": "text/turtle"}).text, format="turtle")
    assert rdflib.URIRef("https://w3id.org/stancegraph/id/treaty/inf-treaty") in set(graph.subjects())
    page = httpx.get(address, headers={"accept": "text/html"}, follow_redirects=True)
    assert "INF Treaty" in page.text
    assert httpx.get(f"{server.url}/id/treaty/none", headers={"accept": "text/turtle"}).status_code == 404


def test_openapi_tells_every_path_and_every_field(server: Server) -> None:
    schema = get(server, "/openapi.json")
    assert {"/sparql", "/api/positions", "/api/graph", "/health"} <= set(schema["paths"])
    for name, model in schema["components"]["schemas"].items():
        if "HTTPValidation" in name or name == "ValidationError":
            continue
        for field, about in model.get("properties", {}).items():
            assert "$ref" in about or about.get("examples") is not None, f"{name}.{field}"


def test_pages_and_documentation_forbid_foreign_origins(server: Server) -> None:
    for path in ("/", "/docs", "/query", "/entity/SCO"):
        response = httpx.get(server.url + path)
        assert "default-src 'none'" in response.headers["content-security-policy"]
        assert "//cdn" not in response.text
    assert httpx.get(f"{server.url}/entity/nope").status_code == 404
