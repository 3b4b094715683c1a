"""The ontology as a handbook: HTML by pyLODE, with the diagram of the model in front.

pyLODE takes some seconds and sets up logging of its own, so the service runs this module as a process: it writes the body
of the page to standard output.
"""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from api.diagram import draw_model, read_model
from graph_builder import PREFIXES, ontology

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["body", "write"]

_ROOT = PREFIXES["sg"].removesuffix("#")


def _terms() -> Graph:
    """The root ontology and the terms of our own, told in the way that pyLODE reads.

    Terms of other vocabularies stay links. pyLODE joins all labels of a term into its title, wants one ontology, shows
    individuals only where they are called so, and knows no editorial notes.
    """
    from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

    whole = Graph()
    for file in ontology.files("", ".ttl"):
        whole.parse(data=file.read_bytes(), format="turtle")
    kept = Graph()
    for subject, predicate, value in whole:
        if not (str(subject).startswith(PREFIXES["sg"]) or subject == URIRef(_ROOT)):
            continue
        if predicate == SKOS.prefLabel and (subject, RDFS.label, None) in whole:
            continue
        if value == SKOS.ConceptScheme:
            value = OWL.NamedIndividual
        kept.add((subject, SKOS.note if predicate == SKOS.editorialNote else predicate, value))
    assert (URIRef(_ROOT), RDF.type, OWL.Ontology) in kept
    return kept


def _page() -> str:
    from pylode import OntPub

    logging.getLogger().setLevel(logging.WARNING)
    terms = _terms()
    book = OntPub(terms, sort_subjects=True)
    # Places on the page are called as the terms are, so that a term's IRI leads to its place.
    book.fids |= {str(term): str(term).partition("#")[2] for term in terms.subjects() if "#" in str(term)}
    page: str = book.make_html()
    page = page.replace(f'href="{PREFIXES["sg"]}', 'href="#')
    picture = f'<div class="section" id="diagram"><h2>Diagram</h2>{draw_model(read_model())}</div>'
    return page.replace('<div class="section" id="classes">', f'{picture}<div class="section" id="classes">', 1)


def body() -> str:
    """The inside of the page, without styles and scripts, for the service to frame."""
    found = re.search(r"(?s)<body>(.*)</body>", _page())
    assert found is not None
    return found[1]


def write(folder: Path) -> list[Path]:
    """Write the handbook as a page that stands alone, and the diagram, and give the paths back."""
    folder.mkdir(parents=True, exist_ok=True)
    page, picture = folder / "index.html", folder / "diagram.svg"
    page.write_text(_page(), encoding="utf-8")
    picture.write_text(draw_model(read_model()), encoding="utf-8")
    return [page, picture]


if __name__ == "__main__":
    sys.stdout.write(body())
