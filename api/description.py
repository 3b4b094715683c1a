"""What the SPARQL endpoint says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import io

import pyoxigraph as ox

from api.workers.jsonld import write_jsonld

__all__ = ["describe"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads",
)  # fmt: skip
_INPUT_FORMATS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads")
_ENGINE_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "n-triples": ox.RdfFormat.N_TRIPLES,
    "rdf-xml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "n-quads": ox.RdfFormat.N_QUADS,
}


def describe(endpoint: str, format_name: str, *, updates: bool, merged: bool, federates: bool) -> bytes:
    """The description of the endpoint at this URL, in one of the formats of graphs.

    `updates`: whether anybody may write; `merged`: whether the default graph is the merge of all graphs;
    `federates`: whether SERVICE may ask anybody.
    """
    triples = _triples(endpoint, updates, merged, federates)
    if format_name == "json-ld":
        output = io.BytesIO()
        write_jsonld(triples, output)
        return output.getvalue()
    return ox.serialize(triples, format=_ENGINE_FORMATS[format_name], prefixes={"sd": _SD}) or b""


def _triples(endpoint: str, updates: bool, merged: bool, federates: bool) -> list[ox.Triple]:
    service, dataset, graph = (ox.NamedNode(f"{endpoint}#{part}") for part in ("service", "dataset", "default-graph"))

    def say(subject: ox.NamedNode, name: str, value: str | ox.NamedNode) -> ox.Triple:
        node = value if isinstance(value, ox.NamedNode) else ox.NamedNode(_SD + value)
        return ox.Triple(subject, _RDF_TYPE if name == "a" else ox.NamedNode(_SD + name), node)

    return [
        say(service, "a", "Service"),
        say(service, "endpoint", ox.NamedNode(endpoint)),
        *(say(service, "supportedLanguage", name) for name in ["SPARQL11Query", "SPARQL11Update"][: 1 + updates]),
        *(say(service, "feature", name) for name in ["EmptyGraphs", "UnionDefaultGraph"][: 1 + merged]),
        *(say(service, "feature", name) for name in ["BasicFederatedQuery"][:federates]),
        *(say(service, "resultFormat", ox.NamedNode(_FORMATS + name)) for name in _RESULT_FORMATS),
        *(say(service, "inputFormat", ox.NamedNode(_FORMATS + name)) for name in _INPUT_FORMATS if updates),
        say(service, "defaultDataset", dataset),
        say(dataset, "a", "Dataset"),
        say(dataset, "defaultGraph", graph),
        say(graph, "a", "Graph"),
    ]
