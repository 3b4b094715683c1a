"""The ontology under its own address."""

from __future__ import annotations

import re

import httpx
import pyoxigraph as ox
import pytest
from serving import Server

from graph_builder import PREFIXES, ontology

SG = PREFIXES["sg"]
TYPES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}


def get(server: Server, path: str, accept: str = "text/html") -> httpx.Response:
    return httpx.get(f"{server.url}{path}", headers={"Accept": accept}, timeout=60)


def file_of(module: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(ontology.read_bytes(f"{module}.ttl"), format=ox.RdfFormat.TURTLE)}


@pytest.mark.parametrize("media_type", TYPES)
def test_a_module_comes_back_in_each_format_as_it_is_in_its_file(server: Server, media_type: str) -> None:
    for path in ("/ontology/core", "/ontology/core/0.2.0"):
        response = get(server, path, media_type)
        assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, media_type)
        assert "Accept" in response.headers["vary"]
        assert {quad.triple for quad in ox.parse(response.content, format=TYPES[media_type])} == file_of("core")


def test_the_whole_has_every_module_also_as_json_ld(server: Server) -> None:
    turtle = get(server, "/ontology", "text/turtle")
    whole = {quad.triple for quad in ox.parse(turtle.content, format=ox.RdfFormat.TURTLE)}
    assert whole >= file_of("core") | file_of("treaties") | file_of("stancegraph")
    named = {node["@id"] for node in get(server, "/ontology?format=json-ld").json()["@graph"]}
    assert "sg:Position" in named


def test_each_term_has_its_place_on_the_page(server: Server) -> None:
    page = get(server, "/ontology")
    assert page.headers["content-type"].startswith("text/html")
    places = set(re.findall(r'id="(\w+)"', page.text))
    terms = {triple.subject.value for name in ("core", "actors", "acts", "topics", "treaties") for triple in file_of(name)
             if triple.object.value.startswith(PREFIXES["owl"])}  # type: ignore[union-attr]  # fmt: skip
    own = {term.removeprefix(SG) for term in terms if term.startswith(SG)}
    assert len(own) > 90
    assert own <= places
    assert 'href="#Position"' in page.text
    assert "<svg" in page.text
    assert not re.search(
        r"<script(?! id=\"schema| type=\"application/json\"| type=\"module\" src=\"/)|<style| style=|src=\"http",
        page.text,
    )


def test_a_module_sends_people_to_the_page(server: Server) -> None:
    response = get(server, "/ontology/core")
    assert (response.status_code, response.headers["location"]) == (303, "/ontology")


def test_what_is_not_there_is_named(server: Server) -> None:
    assert get(server, "/ontology/cores", "text/turtle").status_code == 404
    assert "ontology/core" in get(server, "/ontology/core/9.9.9", "text/turtle").text
    refused = get(server, "/ontology", "image/png")
    assert (refused.status_code, "text/turtle" in refused.text) == (406, True)


def test_an_instance_is_rdf_for_programs_and_a_page_for_people(server: Server) -> None:
    turtle = get(server, "/id/threat/terrorism", "text/turtle")
    subjects = {quad.subject for quad in ox.parse(turtle.content, format=ox.RdfFormat.TURTLE)}
    assert ox.NamedNode(f"{PREFIXES['threat']}terrorism") in subjects
    assert get(server, "/id/threat/terrorism").status_code == 303
