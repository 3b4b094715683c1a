"""Whom and what a text of the United Nations, or a speech there, means by "the Council", "the Charter" and "Member States"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph_builder.model import Concept, Document
from graph_builder.reference import Reference
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.mentions import Matcher
from graph_builder.text.mentions.provisional import slug
from graph_builder.text.words.tokens import Token

__all__ = ["UnOrgans"]

_ORGANS: Mapping[str, str] = {
    "secretary-general": "UN Secretary-General",
    "council": "UN Security Council",
    "assembly": "UN General Assembly",
    "organization": "UN",
}

_OUR = frozenset({"the", "our", "this"})
"""Words before the "Organization" whose members speak."""


_COUNCILS: Mapping[str, str] = {"Human Rights Council": "UN Human Rights Council"}


def _council(document: Document) -> str | None:
    """The code of the council other than the Security Council that a speech is made in, as its title or text tells."""
    for name, code in _COUNCILS.items():
        if name in document.title or (name in document.body and "Security Council" not in document.body):
            return code
    return None


class UnOrgans:
    """The organs of the United Nations in one document; none where it is neither theirs nor a speech."""

    def __init__(self, document: Document, reference: Reference) -> None:
        ours = any(issuer.startswith("UN ") or issuer == "UN" for issuer in document.issuers)
        self.are_meant = ours or document.kind == "speech"
        own = {
            code.split()[-1].lower(): code for code in document.issuers if code.startswith("UN ")
        }  # a council's "the Council"
        if document.kind == "speech" and "council" not in own and (council := _council(document)):
            own["council"] = council
        meant = ((word, reference.actor_by_code.get(own.get(word, code))) for word, code in _ORGANS.items())
        self._meant = {word: actor for word, actor in meant if actor is not None}

    def find(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
        """Organs by one word, "the Secretary-General" or "the Council", where no known name stands."""
        found: list[Mention] = []
        taken: set[int] | None = None
        for at, token in enumerate(tokens) if self.are_meant else ():
            organ = self._meant.get(token.low) if token.is_capital else None
            if (
                organ is None
                or (at and tokens[at - 1].is_capital and tokens[at - 1].low != "the")
                or (at + 1 < len(tokens) and tokens[at + 1].low == "of")
            ):
                continue
            pointed = _OUR if token.low == "organization" else frozenset({"the"})
            if token.low != "secretary-general" and (at == 0 or tokens[at - 1].low not in pointed):
                continue
            if taken is None:
                taken = {place for mention in mentions for place in range(mention.first, mention.end)}
            if at not in taken:
                found.append(Mention(organ, at, at + 1))
        return found

    def antecedents(self, known: Matcher) -> Iterator[tuple[str, Concept]]:
        """What "the Charter" and "Member States" point back to, by the slot in which pointers look for it."""
        if not self.are_meant:
            return
        if (charter := known.by_label.get("un charter")) is not None:
            yield "name charter", charter
        label = "UN member states"
        yield "group member states", Concept(f"actor/{slug(label)}", label, "actor", provisional=True)
