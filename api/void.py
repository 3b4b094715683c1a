"""What the dataset holds, counted: as VoID, and in the shape that graph-explorer asks for.

A release brings its counts in its catalog graph. What was written since is not in them; so then the graph that
queries see is counted anew, once for each state of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from api.reader import Reader, Row
from api.workers import Pool

__all__ = ["Counts"]

_VOID = "http://rdfs.org/ns/void#"
_DATASET = "https://w3id.org/stancegraph/id/dataset/stancegraph"
_CATALOG = "https://w3id.org/stancegraph/graph/catalog"
_COUNTED = ("triples", "entities", "distinctSubjects", "distinctObjects", "classes", "properties")
_BY_CLASS = "SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) { ?s a ?class FILTER(isIRI(?class)) } GROUP BY ?class"
_BY_PROPERTY = "SELECT ?property (COUNT(*) AS ?uses) { ?s ?property ?o } GROUP BY ?property"
_BY_GRAPH = "SELECT ?graph (COUNT(*) AS ?size) { GRAPH ?graph { ?s ?p ?o } FILTER(isIRI(?graph)) } GROUP BY ?graph"
_ALL = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
  (COUNT(DISTINCT ?p) AS ?properties) { ?s ?p ?o }"""


def _part(kind: str, variable: str) -> str:
    """The IRI of a part: as the catalog has it, or made of the term."""
    made = f'IRI(CONCAT("{_DATASET}/{kind}/", ENCODE_FOR_URI(STR(?{kind}))))'
    known = f"OPTIONAL {{ GRAPH <{_CATALOG}> {{ ?known{variable} void:{kind} ?{kind} }} }}"
    return f"{known} BIND(COALESCE(?known{variable}, {made}) AS ?{variable})"


_STORED = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{_CATALOG}> {{ ?s ?p ?o }} }}"
_COUNTED_ANEW = f"""PREFIX void: <{_VOID}>
CONSTRUCT {{
  ?x ?y ?z .
  <{_DATASET}> void:triples ?triples ; void:distinctSubjects ?subjects ; void:distinctObjects ?objects ; void:classes ?classes ;
    void:properties ?properties ; void:classPartition ?classPart ; void:propertyPartition ?propertyPart ; void:subset ?graph .
  ?classPart void:class ?class ; void:entities ?entities .
  ?propertyPart void:property ?property ; void:triples ?uses .
  ?graph a void:Dataset ; void:triples ?size .
}} WHERE {{
  {{ GRAPH <{_CATALOG}> {{ ?x ?y ?z }} FILTER(?y NOT IN ({", ".join(f"void:{name}" for name in _COUNTED)})) }}
  UNION {{ {_ALL} }}
  UNION {{ SELECT (COUNT(DISTINCT ?class) AS ?classes) {{ ?s a ?class FILTER(isIRI(?class)) }} }}
  UNION {{ {{ {_BY_CLASS} }} {_part("class", "classPart")} }}
  UNION {{ {{ {_BY_PROPERTY} }} {_part("property", "propertyPart")} }}
  UNION {{ {_BY_GRAPH} }}
}}"""
_SUMMARY_STORED = f"""PREFIX void: <{_VOID}>
SELECT ?class ?property ?n WHERE {{ GRAPH <{_CATALOG}> {{
  {{ ?set void:distinctSubjects ?n }} UNION {{ ?part void:class ?class ; void:entities ?n }}
  UNION {{ ?part void:property ?property ; void:triples ?n }} }} }}"""
_SUMMARY_ANEW = f"""SELECT ?class ?property ?n WHERE {{
  {{ SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o }} }} UNION {{ {_BY_CLASS.replace("?entities", "?n")} }}
  UNION {{ {_BY_PROPERTY.replace("?uses", "?n")} }} }}"""


class Counts:
    """The counts of the graph as it is now, each found out once."""

    def __init__(self, pool: Pool, reader: Reader) -> None:
        self._pool, self._reader = pool, reader
        self._version = ""
        self._known: dict[str, Any] = {}
        self._counting = asyncio.Lock()

    async def void(self, format_name: str) -> bytes:
        """VoID in a format of graphs."""
        query = _COUNTED_ANEW if self._pool.edited else _STORED
        body: bytes = await self._once(format_name, lambda: self._reader.graph(query, format_name))
        return body

    async def summary(self) -> dict[str, Any]:
        """Counts in the shape that Amazon Neptune gives them."""
        query = _SUMMARY_ANEW if self._pool.edited else _SUMMARY_STORED
        return _summary(await self._once("summary", lambda: self._reader.rows(query)))

    async def _once(self, what: str, find_out: Callable[[], Awaitable[Any]]) -> Any:
        async with self._counting:
            version = self._pool.look()
            if version != self._version:
                self._version, self._known = version, {}
            if what not in self._known:
                self._known[what] = await find_out()
            return self._known[what]


def _summary(rows: list[Row]) -> dict[str, Any]:
    classes = sorted(row["class"] for row in rows if "class" in row)
    predicates = [
        {term: n} for term, n in sorted((row["property"], int(row["n"])) for row in rows if "property" in row)
    ]
    subjects = sum(int(row["n"]) for row in rows if not ({"class", "property"} & row.keys()))
    counts = {
        "numDistinctSubjects": subjects,
        "numDistinctPredicates": len(predicates),
        "numQuads": sum(count for one in predicates for count in one.values()),
        "numClasses": len(classes),
    }
    return {
        "status": "200 OK",
        "payload": {"version": "v1", "graphSummary": {**counts, "classes": classes, "predicates": predicates}},
    }
