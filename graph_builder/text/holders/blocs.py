"""Groups of states without a word of their own in a text that those states issue: "the Nordic leaders" are the issuers among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.model import Concept, Document
from graph_builder.reference import Reference, covers
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.tokens import Token, tokenize

__all__ = ["Blocs"]

_SEVERAL = 3
"""How many states issue a text in which a group of them is spoken of."""


class Blocs:
    """The organizations and groups all members of which are among the issuers of a document that is not the group's."""

    def __init__(self, document: Document, reference: Reference, lexicon: Lexicon) -> None:
        self._members = _within(document, reference) if len(document.issuers) >= _SEVERAL else {}
        self._groups = lexicon.words.any_of("group_nouns", "persons")
        self._by_adjective: dict[tuple[str, ...], Concept] = {}
        for code in self._members:
            concept = reference.actor_by_code[code]
            for name in (concept.label, *concept.names):
                words = tokenize(name)
                if len(words) > 1 and not words[-1].is_capital and not words[-1].nouns.isdisjoint(self._groups):
                    self._by_adjective[tuple(token.low for token in words[:-1])] = concept

    def members(self, holders: tuple[str, ...]) -> tuple[str, ...]:
        """The holders, with the issuers that belong to a group in the place of the group."""
        if self._members.keys().isdisjoint(holders):
            return holders
        return tuple(dict.fromkeys(state for code in holders for state in self._members.get(code, (code,))))

    def find(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Groups that a sentence calls by their adjective: "Nordic leaders"."""
        taken = (
            {at for mention in mentions for at in range(mention.first, mention.end)} if self._by_adjective else set()
        )
        for adjective, concept in self._by_adjective.items():
            size = len(adjective)
            for at in range(len(tokens) - size):
                head = tokens[at + size]
                named = tuple(token.low for token in tokens[at : at + size]) == adjective and tokens[at].is_capital
                if named and not head.nouns.isdisjoint(self._groups) and at not in taken:
                    yield Mention(concept, at, at + size + 1)


def _within(document: Document, reference: Reference) -> Mapping[str, tuple[str, ...]]:
    """Codes of the groups whose members on the day of a document all issue it, each with the members."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in reference.memberships:
        if entry.role == "member" and covers(entry.start, entry.end, document.date):
            found[entry.organization].append(entry.member)
    issuers = set(document.issuers)
    groups = {code: tuple(sorted(members)) for code, members in found.items() if len(members) > 1}
    return {code: members for code, members in groups.items() if code not in issuers and issuers.issuperset(members)}
