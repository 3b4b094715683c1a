"""The SPARQL protocols' part of the OpenAPI description, written by hand since no route of FastAPI serves them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.workers import DATASET_FORMATS, GRAPH_FORMATS, SOLUTION_FORMATS, UPLOAD_FORMATS

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
    """Let `app` describe itself with the endpoints of SPARQL's protocols among its paths."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=version, description=_ABOUT, routes=app.routes)
            schema["paths"] = {"/sparql": _sparql(), "/update": _update(), "/graphs": _graphs(), **schema["paths"]}
            schema["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
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
    about = "SPARQL 1.1 Protocol. SELECT, ASK, CONSTRUCT and DESCRIBE over the merge of all graphs. Takes updates as /update does."
    return {
        "get": {"tags": ["sparql"], "summary": "SPARQL query", "operationId": "sparql_get", "description": about,
                "parameters": [query, *graphs, wanted], "responses": responses},
        "post": {"tags": ["sparql"], "summary": "SPARQL query", "operationId": "sparql_post", "description": about,
                 "parameters": [*graphs, wanted], "requestBody": {"required": True, "content": bodies},
                 "responses": {**responses, "413": {"description": "The body is too large", **problem},
                               "415": {"description": "A body of that type is not read", **problem}}},
    }  # fmt: skip


def _parameter(name: str, schema: dict[str, Any], description: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description, **more}


_PROBLEM = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
_WRITTEN = {
    "400": {"description": "Not in that language, or not allowed; nothing has changed", **_PROBLEM},
    "401": {"description": "Without the token, or with a wrong one", **_PROBLEM},
    "403": {"description": "The service only reads, or a page of another origin asks", **_PROBLEM},
    "413": {"description": "The body is too large", **_PROBLEM},
    "415": {"description": "A body of that type is not read", **_PROBLEM},
    "503": {"description": "Past a limit, or the store cannot be written; nothing has changed", **_PROBLEM},
}


def _update() -> dict[str, Any]:
    text = {
        **_TEXT,
        "examples": [
            "INSERT DATA { GRAPH <https://example.org/g> { <https://example.org/s> <https://example.org/p> 1 } }"
        ],
    }
    form = {"type": "object", "required": ["update"],
            "properties": {"update": text, "using-graph-uri": _GRAPHS, "using-named-graph-uri": _GRAPHS}}  # fmt: skip
    bodies = {"application/x-www-form-urlencoded": {"schema": form}, "application/sparql-update": {"schema": text}}
    done = {
        "type": "object",
        "properties": {"committed": _TEXT, "added": {"type": "integer"}, "removed": {"type": "integer"}},
    }
    return {
        "post": {
            "tags": ["sparql"], "summary": "SPARQL update", "operationId": "update", "security": [{"token": []}],
            "description": "SPARQL 1.1 Update: one transaction, whole or not at all, on disk when it is answered.",
            "parameters": [_parameter("using-graph-uri", _GRAPHS, "Graphs that make up the default graph of all patterns."),
                           _parameter("using-named-graph-uri", _GRAPHS, "Graphs that GRAPH may name in patterns.")],
            "requestBody": {"required": True, "content": bodies},
            "responses": {"200": {"description": "On disk", "content": {"application/json": {"schema": done}}}, **_WRITTEN},
        }
    }  # fmt: skip


def _graphs() -> dict[str, Any]:
    named = [_parameter("graph", {"type": "string", "format": "uri"}, "The graph's IRI."),
             _parameter("default", {"type": "boolean"}, "The default graph; without a name all graphs.", allowEmptyValue=True)]  # fmt: skip
    media_types = dict.fromkeys(fmt.media_type for fmt in (*GRAPH_FORMATS.values(), *DATASET_FORMATS.values()))
    missing = {"404": {"description": "There is no such graph", **_PROBLEM}}
    body = {"required": True, "content": {media_type: {"schema": _TEXT} for media_type in UPLOAD_FORMATS}}
    done = {"201": {"description": "A new graph"}, "204": {"description": "Done"}, **_WRITTEN}

    def operation(method: str, about: str, **more: Any) -> dict[str, Any]:
        return {"tags": ["sparql"], "summary": about, "operationId": f"graph_{method}", "parameters": named, **more}

    writes = {"security": [{"token": []}], "responses": done}
    return {
        "get": operation("get", "Read a graph", responses={
            "200": {"description": "The graph", "content": {media_type: {} for media_type in media_types}},
            "400": {"description": "No graph is named rightly", **_PROBLEM}, **missing,
            "406": {"description": "Not to be had in that format", **_PROBLEM}}),
        "put": operation("put", "Put data in the place of a graph", requestBody=body, **writes),
        "post": operation("post", "Add data to a graph, or make a new one", requestBody=body, **writes),
        "delete": operation("delete", "Delete a graph", security=[{"token": []}], responses={**done, **missing}),
    }  # fmt: skip
