"""The IRIs that are written: namespaces, prefixes and named graphs. A test holds the terms against ontology/."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox

__all__ = [
    "DCTERMS",
    "GRAPHS",
    "ID",
    "OA",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SG",
    "SH",
    "SKOS",
    "VOID",
    "XSD",
    "iri",
]

ID = "https://w3id.org/stancegraph/id/"
GRAPHS = "https://w3id.org/stancegraph/graph/"
SG = "https://w3id.org/stancegraph/ontology#"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Mapping[str, str] = {
    "act": f"{ID}act/",
    "actor": f"{ID}actor/",
    "conflict": f"{ID}conflict/",
    "dcterms": DCTERMS,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "graph": GRAPHS,
    "id": ID,
    "initiative": f"{ID}initiative/",
    "issue": f"{ID}issue/",
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "polarity": f"{ID}polarity/",
    "principle": f"{ID}principle/",
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "sg": SG,
    "sh": SH,
    "skos": SKOS,
    "threat": f"{ID}threat/",
    "treaty": f"{ID}treaty/",
    "void": VOID,
    "xsd": XSD,
}
"""The prefixes that the catalog declares for clients, and that exports use."""


@lru_cache(maxsize=1 << 16)
def iri(value: str) -> ox.NamedNode:
    """The node of an IRI. The last ones are kept, since the same few thousand are used again and again.

    >>> iri(SG + "holder").value
    'https://w3id.org/stancegraph/ontology#holder'
    """
    return ox.NamedNode(value)
