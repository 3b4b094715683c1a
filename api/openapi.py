"""The SPARQL endpoint's part of the OpenAPI description, written by hand since no route of FastAPI serves it."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api import networks
from api.routers.graph_schema import components
from api.workers import GRAPH_FORMATS, SOLUTION_FORMATS

__all__ = ["describe_app"]

_ABOUT = """Who takes which position on what in international declarations, with the exact sentence behind each.

Positions are acts of speech: they say what was declared, not what is the case."""

_TEXT = {"type": "string"}
_QUERY = {**_TEXT, "examples": ["SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 10"]}
_GRAPHS = {"type": "array", "items": {"type": "string", "format": "uri"}}
_FORM = {
    "type": "object",
    "required": ["query"],
    "properties": {"query": _QUERY, "default-graph-uri": _GRAPHS, "named-graph-uri": _GRAPHS, "format": _TEXT},
}


def describe_app(app: FastAPI, version: str) -> None:
    """Let `app` describe itself with the SPARQL endpoint among its paths."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=version, description=_ABOUT, routes=app.routes)
            schema["components"]["schemas"] |= components(networks.ANSWERS)
            schema["paths"] = {"/sparql": _sparql(), **schema["paths"]}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _sparql() -> dict[str, Any]:
    media_types = dict.fromkeys(fmt.media_type for fmt in (*SOLUTION_FORMATS.values(), *GRAPH_FORMATS.values()))
    problem = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    responses = {
        "200": {"description": "The answer", "content": {media_type: {} for media_type in media_types}},
        "400": {"description": "Not SPARQL, or not allowed; with line and column", **problem},
        "406": {"description": "Not to be had in that format", **problem},
        "503": {"description": "Past the limit of time or memory, or all workers are busy", **problem},
    }
    bodies = {
        "application/x-www-form-urlencoded": {"schema": _FORM},
        "application/sparql-query": {"schema": _QUERY},
    }
    graphs = [_parameter("default-graph-uri", _GRAPHS, "Graphs that make up the default graph; otherwise all."),
              _parameter("named-graph-uri", _GRAPHS, "Graphs that GRAPH may name; otherwise all.")]  # fmt: skip
    wanted = _parameter(
        "format", _TEXT, "json, xml, csv, tsv; turtle, n-triples, json-ld, rdf-xml. Otherwise Accept decides."
    )
    query = _parameter("query", _QUERY, "A SPARQL 1.1 query. Without it: the service description.")
    about = (
        "SPARQL 1.1 Protocol. SELECT, ASK, CONSTRUCT and DESCRIBE over the merge of all graphs; no SERVICE, no update."
    )
    return {
        "get": {"tags": ["sparql"], "summary": "SPARQL query", "operationId": "sparql_get", "description": about,
                "parameters": [query, *graphs, wanted], "responses": responses},
        "post": {"tags": ["sparql"], "summary": "SPARQL query", "operationId": "sparql_post", "description": about,
                 "parameters": [*graphs, wanted], "requestBody": {"required": True, "content": bodies},
                 "responses": {**responses, "413": {"description": "The body is too large", **problem},
                               "415": {"description": "A body of that type is not read", **problem}}},
    }  # fmt: skip


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
