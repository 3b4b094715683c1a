"""A world small enough to check by eye: the positions are the rows of small.csv, the facts stand here.

U is an organization. A, B and E are its members since 2010, C from 2018 to 2020; D and F are not. Bioterror is a kind of
terror. F says nothing. Each document is one line for each of its positions: "p1: acts of terror".
"""

from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph as ox

from api.networks import LocalSource, Snapshot, load
from graph_builder import PREFIXES

__all__ = ["rows", "snapshot", "source"]

_ID, _SG = PREFIXES["id"], PREFIXES["sg"]
_HEAD = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())
_FACTS = """
INSERT DATA {
  id:actor\\/A a sg:State ; rdfs:label "Aland" ; sg:code "AAA" . id:actor\\/B a sg:State ; rdfs:label "Bland" .
  id:actor\\/C a sg:State ; rdfs:label "Cland" . id:actor\\/D a sg:State ; rdfs:label "Dland" .
  id:actor\\/E a sg:State ; rdfs:label "Eland" . id:actor\\/F a sg:State ; rdfs:label "Fland" .
  id:actor\\/U a sg:Organization ; rdfs:label "Union" .
  id:threat\\/terror a sg:Threat ; rdfs:label "terror" .
  id:threat\\/bioterror a sg:Threat ; rdfs:label "bioterror" ; skos:broader id:threat\\/terror .
  id:issue\\/trade a sg:Issue ; rdfs:label "trade" . id:issue\\/missiles a sg:Issue ; rdfs:label "missiles" .
  id:issue\\/ocean a sg:Issue ; rdfs:label "ocean" . id:treaty\\/pact a sg:Treaty ; rdfs:label "Pact" .
}"""
_MEMBERS = (("A", "2010", ""), ("B", "2010", ""), ("E", "2010", ""), ("C", "2018-01-01", "2020-12-31"))
_THINGS = {
    "terror": "threat",
    "bioterror": "threat",
    "pact": "treaty",
    "trade": "issue",
    "missiles": "issue",
    "ocean": "issue",
}
_SIGNS = {"+": "for", "-": "against", "0": "neutral"}


def rows() -> list[dict[str, str]]:
    """The rows of small.csv."""
    with (Path(__file__).parent / "small.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _statements() -> str:
    parts = []
    texts: dict[str, list[str]] = {}
    for row in rows():
        for document in row["documents"].split():
            texts.setdefault(document, []).append(f"{row['position']}: {row['target']}")
    for document, lines in texts.items():
        dated = (
            "2015-02-01"
            if document == "news"
            else next(row["date"] for row in rows() if document in row["documents"].split())
        )
        parts.append(
            f'id:document\\/{document} a sg:Document ; dcterms:title "{document.capitalize()}" ; sg:date "{dated}" . '
            f'id:version\\/{document} sg:versionOf id:document\\/{document} ; sg:text "{".".join(lines)}." .'
        )
    for row in rows():
        name, kind = row["position"], "date" if len(row["date"]) == 10 else "gYearMonth"
        first = row["documents"].split()[0]
        parts.append(
            f'id:position\\/{name} a sg:Position ; sg:act id:act\\/{row["act"]} ; sg:date "{row["date"]}"^^xsd:{kind} ; '
            f'sg:targetText "{row["target"]}" ; sg:intensity "{row["intensity"]}" ; '
            f"sg:declaration id:declaration\\/{first} . "
            f'id:declaration\\/{first} a sg:Declaration ; dcterms:title "Declaration {first}" ; sg:date "{row["date"]}" .'
        )
        parts += [f"id:position\\/{name} sg:holder id:actor\\/{holder} ." for holder in row["holders"].split()]
        for at, about in enumerate(row["about"].split()):
            thing, sign = about.rsplit(":", 1)
            parts.append(
                f"id:position\\/{name} sg:attitude id:attitude\\/{name}-{at} . id:attitude\\/{name}-{at} "
                f"sg:referent id:{_THINGS[thing]}\\/{thing} ; sg:polarity id:polarity\\/{_SIGNS[sign]} ."
            )
        for document in row["documents"].split():
            quote = f"{name}: {row['target']}"
            start = ".".join(texts[document]).index(quote)
            one = f"id:attestation\\/{name}-{document}"
            parts.append(
                f'{one} sg:attests id:position\\/{name} ; sg:attestationKind "{"indirect" if document == "news" else "verbatim"}" ; '
                f"oa:hasSource id:version\\/{document} ; oa:hasSelector {one}-quote , {one}-place . "
                f'{one}-quote oa:exact "{quote}" . {one}-place oa:start {start} ; oa:end {start + len(quote)} .'
            )
    for member, start, end in _MEMBERS:
        until = f' ; sg:endDate "{end}"' if end else ""
        parts.append(
            f'id:affiliation\\/{member} org:member id:actor\\/{member} ; org:organization id:actor\\/U ; sg:role "member" ; '
            f'sg:startDate "{start}"{until} ; sg:sourceNote "small_world.py" .'
        )
    return "\n".join(parts)


def source() -> LocalSource:
    """The small world in memory."""
    store = ox.Store()
    store.update(_HEAD + _FACTS)
    store.update(f"{_HEAD}INSERT DATA {{ {_statements()} }}")
    return LocalSource.of(store, "small")


def snapshot() -> Snapshot:
    """Its positions."""
    return load(source())
