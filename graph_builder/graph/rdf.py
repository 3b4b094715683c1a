"""Documents and their positions as quads: one named graph a document. The model is described in ontology/core.ttl."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from graph_builder import ontology, reference
from graph_builder.graph import iri
from graph_builder.graph.quads import QuadList, date_literal, shorten
from graph_builder.graph.vocab import DCTERMS, GRAPHS, ID, OA, RDF, SG, SKOS
from graph_builder.graph.vocab import iri as node
from graph_builder.model import Attitude, Concept, Document, Position, Report, Span
from graph_builder.reference import Reference

__all__ = ["CONTEXT", "document_quads", "ontology_quads"]

CONTEXT = 32
"""Code points before and after a quotation that its selector keeps, to find it again in a changed text."""

_POLARITY = {"+": "for", "-": "against", "0": "neutral"}
_SAID = {"+": "for", "-": "against", "0": "neutral on"}


class _DocumentGraph:
    """The graph of one document, written position by position."""

    def __init__(self, document: Document, known: Reference) -> None:
        self.document, self.known = document, known
        self.out = QuadList(iri.document_graph(document))
        self.version = iri.version(document)
        self.occasion = iri.occasion(document)
        self.declaration = iri.declaration(self.occasion)

    def write(self, positions: Iterable[Position]) -> list[ox.Quad]:
        self._document()
        self._declaration(self.occasion)
        for position in positions:
            self._position(position)
        return self.out.quads()

    def _document(self) -> None:
        document, out = self.document, self.out
        subject = out.node(iri.document(document), f"{SG}Document", document.title)
        out.add(subject, f"{DCTERMS}title", document.title)
        out.link(subject, f"{SG}issuer", *(self._actor(code) for code in document.issuers))
        out.add(subject, f"{SG}date", date_literal(document.date))
        out.add(subject, f"{DCTERMS}language", document.language)
        out.add(subject, f"{SG}documentKind", document.kind)
        out.add(subject, f"{DCTERMS}source", document.source)
        out.link(subject, SG + ("reports" if document.reports else "publishes"), self.declaration)
        version = out.node(self.version, f"{SG}DocumentVersion", f"{document.title} ({document.sha256[:8]})")
        out.link(version, f"{SG}versionOf", subject)
        out.add(version, f"{SG}sha256", document.sha256)
        out.add(version, f"{SG}text", document.body)

    def _declaration(self, occasion: Report) -> None:
        subject = self.out.node(self.declaration, f"{SG}Declaration", f"{occasion.title} ({occasion.date})")
        self.out.add(subject, f"{DCTERMS}title", occasion.title)
        self.out.link(subject, f"{SG}issuer", *(self._actor(code) for code in occasion.issuers))
        self.out.add(subject, f"{SG}date", date_literal(occasion.date))

    def _actor(self, code: str) -> str:
        """IRI of a holder; one that the reference data lack gets a provisional node of its own."""
        concept = self.known.actor_by_code.get(code)
        if concept is not None:
            return iri.thing(concept)
        subject = self.out.node(f"{ID}actor/{iri.slug(code)}", f"{SG}Actor", code)
        self.out.once(subject, f"{SG}provisional", True)
        return subject

    def _short(self, code: str) -> str:
        """How labels call a holder: a state by its name, others by the name that is their code."""
        concept = self.known.actor_by_code.get(code)
        return concept.label if concept is not None and concept.variety in {"State", "HistoricState"} else code

    def _referent(self, concept: Concept) -> str:
        subject = iri.thing(concept)
        if concept.provisional:
            self.out.node(subject, SG + concept.kind.capitalize(), concept.label)
            self.out.once(subject, f"{SG}provisional", True)
            for broader in concept.broader:
                self.out.link(subject, f"{SKOS}broader", broader if "://" in broader else ID + broader)
        if concept.aspect is not None and concept.subject is not None:
            self.out.link(subject, f"{RDF}type", f"{SG}ComposedReferent")
            self.out.link(subject, f"{SG}aspect", ID + concept.aspect)
            self.out.link(subject, f"{SG}subject", ID + concept.subject)
            self.out.link(subject, f"{SKOS}broader", ID + concept.aspect)
        return subject

    def _position(self, position: Position) -> None:
        out, body = self.out, self.document.body
        target = position.target.of(body) if position.target else ""
        holders = ", ".join(self._short(code) for code in sorted(position.holders))
        label = f"{holders}: {position.act}" + (f" – {shorten(target)}" if target else "")
        subject = out.node(iri.position(self.document, position), f"{SG}Position", label)
        out.link(subject, f"{SG}holder", *(self._actor(code) for code in sorted(position.holders)))
        out.link(subject, f"{SG}act", f"{ID}act/{position.act}")
        out.link(subject, f"{SG}declaration", self.declaration)
        out.add(subject, f"{SG}date", date_literal(self.occasion.date))
        if target:
            out.once(subject, f"{SG}targetText", target)
        for name in ("negated", "modality", "intensity", "reaffirmed"):
            out.once(subject, SG + name, getattr(position, name))
        attitudes = [self._attitude(subject, holders, attitude) for attitude in position.attitudes]
        self._attestation(subject, label, position, attitudes)

    def _attitude(self, position: str, holders: str, attitude: Attitude) -> str:
        referent = self._referent(attitude.concept)
        label = f"{holders} {_SAID[attitude.polarity]} {attitude.concept.label}"
        subject = self.out.node(iri.attitude(position, referent, attitude.polarity), f"{SG}Attitude", label)
        self.out.link(position, f"{SG}attitude", subject)
        self.out.link(subject, f"{SG}referent", referent)
        self.out.link(subject, f"{SG}polarity", f"{ID}polarity/{_POLARITY[attitude.polarity]}")
        self.out.once(subject, f"{SG}signPath", " → ".join(attitude.path))
        return subject

    def _attestation(self, position_iri: str, label: str, position: Position, attitudes: Sequence[str]) -> None:
        out = self.out
        indirect = self.document.reports is not None
        subject = out.node(iri.attestation(self.document, position), f"{SG}Attestation", f"Evidence of {label}")
        out.link(subject, f"{SG}attests", position_iri)
        out.add(subject, f"{SG}attestationKind", "indirect" if indirect else "verbatim")
        out.add(subject, f"{SG}rule", position.rule)
        if (page := self.document.page_at(position.quote.start)) is not None:
            out.add(subject, f"{SG}page", page)
        out.link(subject, f"{OA}hasSource", self.version)
        out.link(subject, f"{OA}hasSelector", self._quote(f"{subject}/quote", position.quote))
        place = self._place(f"{subject}/position", position.quote, f"{OA}TextPositionSelector")
        out.link(subject, f"{OA}hasSelector", place)
        out.link(subject, f"{SG}cueSelector", self._place(f"{subject}/cue", position.cue, f"{OA}TextPositionSelector"))
        if position.target:
            target = self._place(f"{subject}/target", position.target, f"{OA}TextPositionSelector")
            out.link(subject, f"{SG}targetSelector", target)
        for number, (attitude, at) in enumerate(zip(attitudes, position.attitudes, strict=True), 1):
            mention = self._place(f"{subject}/mention/{number}", at.span, f"{SG}Mention")
            out.link(mention, f"{SG}expresses", attitude)
            out.link(subject, f"{SG}mention", mention)

    def _quote(self, subject: str, span: Span) -> str:
        body = self.document.body
        self.out.node(subject, f"{OA}TextQuoteSelector", shorten(span.of(body)))
        self.out.add(subject, f"{OA}exact", span.of(body))
        self.out.add(subject, f"{OA}prefix", body[max(0, span.start - CONTEXT) : span.start])
        self.out.add(subject, f"{OA}suffix", body[span.end : span.end + CONTEXT])
        return subject

    def _place(self, subject: str, span: Span, kind: str) -> str:
        self.out.node(subject, kind, shorten(span.of(self.document.body)))
        self.out.add(subject, f"{OA}start", span.start)
        self.out.add(subject, f"{OA}end", span.end)
        return subject


def document_quads(document: Document, positions: Iterable[Position], known: Reference | None = None) -> list[ox.Quad]:
    """Quads of a document and its positions, in the document's own named graph; all nodes are IRIs.

    A position that the document states twice is one node with two attestations.
    """
    return _DocumentGraph(document, known or reference.load()).write(positions)


def ontology_quads() -> list[ox.Quad]:
    """The classes, properties and schemes of ontology/*.ttl, in the graph `ontology`."""
    graph = node(f"{GRAPHS}ontology")
    triples: dict[ox.Triple, None] = {}
    for file in ontology.files("", ".ttl"):
        triples |= dict.fromkeys(quad.triple for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE))
    return [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]
