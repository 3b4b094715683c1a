"""What a text calls itself: "this resolution" in a resolution is the one of its title."""

from __future__ import annotations

from graph_builder.model import Concept, Document
from graph_builder.text.mentions.anaphora import OWN_KINDS
from graph_builder.text.mentions.mentions import Matcher
from graph_builder.text.mentions.provisional import slug
from graph_builder.text.words.tokens import tokenize

__all__ = ["own_text"]


def own_text(document: Document, known: Matcher) -> dict[str, Concept]:
    """The document's own text by the slot in which pointers look for it, if it is a resolution or declaration whose title says so."""
    if document.kind not in {"resolution", "declaration"}:
        return {}
    tokens = tokenize(document.title)
    at = next((at for at, token in enumerate(tokens) if token.low in OWN_KINDS), None)
    if at is None:
        return {}
    named = [one for one in known.find(tokens) if one.concept.kind == "treaty" and one.first <= at < one.end]
    label = document.title.partition(" (")[0].strip()
    made = Concept(f"treaty/{slug(label)}", label, "treaty", provisional=True)
    # A number behind "resolution" says more than all that stands before it.
    return {f"own {tokens[at].low}": max(named, key=lambda one: one.end).concept if named else made}
