"""SKOS thesauri of others: what of a file is kept as a graph, and which of its labels the builder may read texts with."""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import zstandard

from graph_builder.errors import InputError
from graph_builder.graph.iri import slug
from graph_builder.graph.quads import QuadList
from graph_builder.graph.query import rows, text_of
from graph_builder.graph.vocab import DCTERMS, GRAPHS, RDF, RDFS, SG, SKOS
from graph_builder.model import KINDS, Concept, Kind
from graph_builder.reference import Reference
from graph_builder.reference.names import fold

__all__ = ["THESAURI", "Thesaurus", "offered", "read_thesaurus", "with_thesauri"]

THESAURI = f"{GRAPHS}thesaurus/"
"""The named graph of a thesaurus is this followed by its name."""

_XL = "http://www.w3.org/2008/05/skos-xl#"
_DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
_FORMATS: Mapping[str, ox.RdfFormat] = {
    ".rdf": ox.RdfFormat.RDF_XML, ".xml": ox.RdfFormat.RDF_XML, ".owl": ox.RdfFormat.RDF_XML, ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES, ".jsonld": ox.RdfFormat.JSON_LD, ".json": ox.RdfFormat.JSON_LD,
    ".trig": ox.RdfFormat.TRIG, ".nq": ox.RdfFormat.N_QUADS, ".n3": ox.RdfFormat.N3,
}  # fmt: skip
_SHORTEST = 4
_TOO_COMMON = frozenset(
    """act acts area areas case cases country countries day field general group level line member members need needs
    order other others part parts people place point position question region right rights side state states
    statement time times today use work world year years""".split()  # noqa: SIM905 – a list of words reads better so
)
"""Words that are headings somewhere and say nothing in a text."""

Statements = Mapping[str, Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """A thesaurus as it is kept: its graph, and counts of what was found and left out."""

    name: str
    quads: tuple[ox.Quad, ...]
    concepts: int
    labels: int
    deprecated: int
    without_label: int


def _opened(path: Path) -> tuple[bytes, ox.RdfFormat]:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    try:
        data = path.read_bytes()
        if suffixes[-1:] == [".gz"]:
            data = gzip.decompress(data)
        elif suffixes[-1:] == [".zst"]:
            data = zstandard.ZstdDecompressor().stream_reader(data).read()
    except FileNotFoundError as error:
        raise InputError(path, "there is no such file.", "Check the name.") from error
    except (OSError, EOFError, zstandard.ZstdError) as error:
        raise InputError(path, f"cannot be read: {error}.", "Check the file.") from error
    for suffix in reversed(suffixes):
        if suffix in _FORMATS:
            return data, _FORMATS[suffix]
    raise InputError(
        path, "its format is not known.", f"Its name ends with one of {', '.join(_FORMATS)}, and .gz or .zst."
    )


def _statements(path: Path) -> Statements:
    data, form = _opened(path)
    found: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(data, format=form, lenient=True):
            if isinstance(quad.object, ox.NamedNode | ox.BlankNode | ox.Literal):
                found[str(quad.subject)][quad.predicate.value].append(quad.object)
    except (SyntaxError, ValueError, OSError) as error:
        raise InputError(path, f"is not well-formed: {error}.", "Get it again, or correct it.") from error
    return found


def _labels(
    said: Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]], statements: Statements
) -> Iterator[tuple[str, ox.Literal]]:
    """Labels of a concept by their property, those of SKOS-XL as plain ones."""
    for name in _LABELS:
        for value in said.get(SKOS + name, ()):
            if isinstance(value, ox.Literal):
                yield name, value
        for node in said.get(_XL + name, ()):
            for value in statements.get(str(node), {}).get(f"{_XL}literalForm", ()):
                if isinstance(value, ox.Literal):
                    yield name, value


def _plain(text: str) -> str:
    """A heading in capitals as it would stand in a text; short ones are acronyms and stay.

    >>> _plain("DRUG TRAFFIC"), _plain("NATO")
    ('drug traffic', 'NATO')
    """
    text = " ".join(text.split())
    return text.lower() if text.isupper() and (" " in text or len(text) > 6) else text


def read_thesaurus(path: Path, name: str, kind: Kind, language: str) -> Thesaurus:
    """Read a SKOS file in any RDF format, also compressed.

    Kept are the concepts that have a preferred label in `language` and are not deprecated: their labels in all
    languages, broader concepts, schemes, notations and matches, each concept as one of our class of that kind. Raises
    InputError for a file that is not RDF, or that has no such concept.
    """
    statements = _statements(path)
    concepts = [subject for subject, said in statements.items() if _is_concept(said) and subject.startswith("<")]
    if not concepts:
        raise InputError(path, "has no skos:Concept.", "Give a thesaurus in SKOS.")
    out = QuadList(THESAURI + slug(name))
    tally: Counter[str] = Counter()
    labels = {subject: dict.fromkeys(_labels(statements[subject], statements)) for subject in concepts}
    kept = [
        subject
        for subject in concepts
        if _reason_to_skip(statements[subject], labels[subject], language, tally) is None
    ]
    if not kept:
        spoken = sorted({value.language or "none" for found in labels.values() for _, value in found})
        raise InputError(path, f"has no label in the language '{language}'.", f"It has: {', '.join(spoken[:30])}.")
    known = frozenset(kept)
    for subject in kept:
        tally["labels"] += _write(out, subject, statements[subject], labels[subject], (kind, language, known))
    for scheme, said in statements.items():
        if any(text_of(value) == f"{SKOS}ConceptScheme" for value in said.get(f"{RDF}type", ())) and scheme.startswith(
            "<"
        ):
            _write_scheme(out, scheme[1:-1], said, name)
    graph = out.node(THESAURI + slug(name), f"{SG}Thesaurus", f"Thesaurus {name}")
    out.add(graph, f"{DCTERMS}language", language)
    out.add(graph, f"{DCTERMS}source", path.name)
    return Thesaurus(name, tuple(out.quads()), len(kept), tally["labels"], tally["deprecated"], tally["without label"])


def _is_concept(said: Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]) -> bool:
    return any(text_of(value) == f"{SKOS}Concept" for value in said.get(f"{RDF}type", ()))


def _reason_to_skip(
    said: Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]],
    labels: Iterable[tuple[str, ox.Literal]],
    language: str,
    tally: Counter[str],
) -> str | None:
    reason = None
    if any(text_of(value) in {"true", "1"} for value in said.get(_DEPRECATED, ())):
        reason = "deprecated"
    elif not any(name == "prefLabel" and _speaks(value, language) for name, value in labels):
        reason = "without label"
    if reason:
        tally[reason] += 1
    return reason


def _speaks(value: ox.Literal, language: str) -> bool:
    return (value.language or "").partition("-")[0].lower() == language


def _write(
    out: QuadList,
    subject: str,
    said: Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]],
    labels: Iterable[tuple[str, ox.Literal]],
    how: tuple[Kind, str, frozenset[str]],
) -> int:
    kind, language, known = how
    labels = list(labels)
    own = next(value.value for name, value in labels if name == "prefLabel" and _speaks(value, language))
    node = out.node(subject[1:-1], SG + kind.capitalize(), _plain(own))
    out.link(node, f"{RDF}type", f"{SKOS}Concept")
    spoken: set[str] = set()
    for name, value in labels:
        tag = (value.language or "").lower()
        if tag and not (name == "prefLabel" and tag in spoken):
            out.add(node, SKOS + name, ox.Literal(_plain(value.value), language=tag))
            spoken |= {tag} if name == "prefLabel" else set()
    for name in ("broader", "inScheme", "topConceptOf", "exactMatch", "closeMatch", "notation"):
        values = said.get(SKOS + name, ())
        out.add(node, SKOS + name, *(v for v in values if not isinstance(v, ox.BlankNode) and _stays(name, v, known)))
    return len(labels)


def _stays(name: str, value: ox.NamedNode | ox.Literal, known: frozenset[str]) -> bool:
    return name != "broader" or str(value) in known


def _write_scheme(
    out: QuadList, scheme: str, said: Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]], name: str
) -> None:
    """Who made it and under which licence stays with it."""
    out.node(scheme, f"{SKOS}ConceptScheme", f"Scheme of {name}")
    for term in ("title", "license", "rights", "creator", "publisher", "source"):
        out.add(scheme, DCTERMS + term, *(v for v in said.get(DCTERMS + term, ()) if not isinstance(v, ox.BlankNode)))


# ------------------------------------------------------------------ the labels that the builder reads with


def offered(store: ox.Store, known: Reference) -> list[Concept]:
    """Concepts of the thesauri in a store, with the names that are theirs alone; ours come first.

    Not offered are names that one of our things has, that two concepts have, and words too short or too common to tell
    anything in a text.
    """
    ours = {fold(name) for concept in known.concepts for name in (concept.label, *concept.names, *concept.adjectives)}
    taken = ours | _TOO_COMMON
    found = [_concept(graph, node, names) for graph, node, names in _named(store)]
    owners = Counter(name for concept in found for name in {fold(name) for name in (concept.label, *concept.names)})

    def fits(name: str) -> bool:
        folded = fold(name)
        long = len(folded) >= _SHORTEST or (folded.upper() == name and len(name) >= _SHORTEST - 1)
        return long and owners[folded] == 1 and folded not in taken and not re.fullmatch(r"[\W\d]*", folded)

    kept = []
    for concept in found:
        names = [name for name in dict.fromkeys((concept.label, *concept.names)) if fits(name)]
        if names:
            label = concept.label if concept.label in names else names[0]
            kept.append(replace(concept, names=tuple(names), label=label))
    return kept


def _named(store: ox.Store) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Class, IRI and names of each concept of a thesaurus, the names in the language that it was imported for."""
    query = f"""SELECT ?class ?concept ?label ?name WHERE {{
      ?graph a <{SG}Thesaurus> ; <{DCTERMS}language> ?language .
      GRAPH ?graph {{
        ?concept <{SKOS}prefLabel>|<{SKOS}altLabel>|<{SKOS}hiddenLabel> ?name ; <{RDFS}label> ?label ; a ?class
      }}
      FILTER (LANGMATCHES(LANG(?name), ?language) && STRSTARTS(STR(?class), "{SG}"))
    }} ORDER BY STR(?concept) STR(?name)"""
    at = ""
    names: list[tuple[str, str]] = []
    kind = ""
    for row in rows(store, query):
        node = text_of(row["concept"])
        if node != at and at:
            yield kind, at, names
            names = []
        at, kind = node, text_of(row["class"])
        names.append((text_of(row["label"]), text_of(row["name"])))
    if at:
        yield kind, at, names


def _concept(kind: str, node: str, names: list[tuple[str, str]]) -> Concept:
    kinds = {name.capitalize(): name for name in KINDS}
    same = tuple(dict.fromkeys(name for _, name in names))
    return Concept(node, same[0], kinds[kind.removeprefix(SG)], same, synonyms=frozenset(map(str.lower, same)))


def with_thesauri(known: Reference, store: ox.Store) -> Reference:
    """The reference data with what the thesauri in a store offer."""
    more = offered(store, known)
    return replace(known, concepts=(*known.concepts, *more)) if more else known
