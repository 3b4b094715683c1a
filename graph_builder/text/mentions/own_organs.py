"""Organs that an organization's own text calls without its name: "the Board of Governors" in a text of the IAEA, "the Member States"."""

from __future__ import annotations

import re
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import Concept, Document
from graph_builder.reference import Reference
from graph_builder.text.mentions.mentions import Matcher
from graph_builder.text.mentions.provisional import slug
from graph_builder.text.words.tokens import tokenize

__all__ = ["OwnOrgans"]

_MEMBERS = frozenset({"member states", "member countries"})


class OwnOrgans:
    """The organs of the organization that issued a document; of the United Nations others tell."""

    def __init__(self, document: Document, reference: Reference, known: Matcher, lexicon: Lexicon) -> None:
        issuer = reference.resolve_actor(document.issuers[0]) if len(document.issuers) == 1 else None
        issuer = _whole(issuer, reference) if issuer is not None and issuer.variety == "Body" else issuer
        organization = issuer is not None and issuer.variety == "Organization" and issuer.code != "UN"
        self.issuer = issuer if organization else None
        self._known = known
        self._heads = lexicon.words["organs_called"]

    def called(self, concept: Concept) -> Concept:
        """The organ of the issuer that a provisional actor is, by the label with the issuer's name; else the actor itself."""
        if self.issuer is None or concept.kind != "actor" or not concept.provisional:
            return concept
        label = concept.label
        if label.lower() in _MEMBERS:
            return self._named(concept, f"{self.issuer.code} {label.lower()}")
        if not self._is_organ(label):
            return concept
        for name in (self.issuer.code, self.issuer.label, *self.issuer.names):
            if (known := self._known.by_label.get(f"{name} {label}".casefold())) is not None:
                return known
        office, of, body = label.partition(" of the ")
        if of and self.issuer.code is not None and self.issuer.code.endswith(f" {body}"):
            return self._named(concept, f"{office}{of}{self.issuer.code}")  # "the Chairman of the | Forum"
        return self._named(concept, f"{office}{of}{self.issuer.code} {body}" if of else f"{self.issuer.code} {label}")

    def _is_organ(self, label: str) -> bool:
        """Whether a label is the name of an organ, and no state's or other body's name stands in it."""
        words = label.split()
        head = re.split(r" of | for ", label)[0].split()[-1]
        named = all(word[:1].isupper() or word in {"of", "the"} for word in words)
        parts = (part for word in words for part in word.split("-"))
        foreign = any(
            len(part) > 1 and part.isupper() for part in parts
        )  # "UNFCCC Secretariat", "NATO-Ukraine Council"
        if not named or foreign or head.lower() not in self._heads:
            return False
        return not any(one.concept.kind == "actor" for one in self._known.find(tokenize(label)))

    @staticmethod
    def _named(concept: Concept, label: str) -> Concept:
        return replace(concept, id=f"actor/{slug(label)}", label=label)


def _whole(body: Concept, reference: Reference) -> Concept | None:
    """The organization that a body is part of: of the European Council the EU."""
    parts = {row["id"]: row["part_of"] for row in reference.tables["organizations"]}
    whole, seen = body.id.removeprefix("actor/"), set[str]()
    while parts.get(whole) and whole not in seen:
        seen.add(whole)
        whole = parts[whole]
    return reference.by_id.get(f"actor/{whole}")
