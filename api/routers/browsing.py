"""The vocabulary to browse: classes, schemes as trees, actors and treaties by class."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import schemes
from api.deps import TheDirectory, TheReader
from api.reader import SG
from api.rendering import PageRoute, render, see
from graph_builder import UnknownEntity, nearest

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_KINDS = {"actors": "actor", "treaties": "treaty"}
_NAMES = (*schemes.SCHEMES, *_KINDS)
_SPARQL = """PREFIX sg: <https://w3id.org/stancegraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?label ?broader ?definition WHERE {{
  {pattern}
  ?thing skos:prefLabel ?label .
  FILTER (LANG(?label) = "{language}")
  OPTIONAL {{ ?thing skos:broader ?broader }}
  OPTIONAL {{ ?thing skos:definition ?definition }}
}}
ORDER BY ?label"""
_CLASSES_SPARQL = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?class ?label ?above ?definition WHERE {
  ?class a owl:Class ; rdfs:label ?label .
  OPTIONAL { ?class rdfs:subClassOf ?above }
  OPTIONAL { ?class skos:definition ?definition }
}
ORDER BY ?label"""


@router.get("/vocabulary")
async def vocabulary(
    request: Request, reader: TheReader, things: TheDirectory, format: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """The classes, and the ways on to what is in them."""
    if format:
        return see(request, "/sparql", query=_CLASSES_SPARQL, format=format)
    tops = await schemes.classes(reader)
    return render(request, "vocabulary.html", names=_NAMES, classes=tops, sparql=_CLASSES_SPARQL)


@router.get("/vocabulary/{name}")
async def scheme(
    name: str,
    request: Request,
    reader: TheReader,
    things: TheDirectory,
    q: Annotated[str, Query(max_length=500)] = "",
    format: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """A scheme as a tree, or things by class."""
    if name not in _NAMES:
        raise UnknownEntity(f"vocabulary/{name}", nearest(name, _NAMES))
    language = request.query_params.get("lang", "en")
    pattern = (
        f"?thing a sg:{'Treaty' if name == 'treaties' else 'Actor'} ."
        if name in _KINDS
        else f"?thing skos:inScheme sg:{name} ."
    )
    sparql = _SPARQL.format(pattern=pattern, language=language if language in {"en", "ru", "zh"} else "en")
    if format:
        return see(request, "/sparql", query=sparql, format=format)
    words = q.strip()
    tree = [] if name in _KINDS else await schemes.scheme_tree(reader, things, name, words)
    groups = await schemes.grouped(reader, things, _KINDS[name], words) if name in _KINDS else {}
    return render(
        request,
        "scheme.html",
        name=name,
        names=_NAMES,
        tree=tree,
        groups=groups,
        words=words,
        sparql=sparql,
        iri=f"{SG}{name}",
    )
