"""Acronyms that a document itself defines: after "the ASEAN Observer Team (AOT)", "the AOT" is that team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.model import Concept
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import provisional
from graph_builder.text.words.grammar import Grammar

__all__ = ["Acronyms"]

_MAX_WORDS = 14
_SMALL = frozenset({"of", "on", "for", "the", "and", "in", "to", "with", "against"})


class Acronyms:
    """What the acronyms of one document stand for, learnt in reading order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, Concept] = {}

    def learn(self, grammar: Grammar, mentions: Sequence[Mention], body: str) -> None:
        """Take note of each "Full Name (ACRONYM)"; a name that is nobody's label becomes a provisional concept."""
        tokens = grammar.tokens
        for at in range(1, len(tokens) - 2):
            if tokens[at].text != "(" or tokens[at + 2].text != ")" or not _is_acronym(tokens[at + 1].text):
                continue
            ending = [mention for mention in mentions if mention.end in {at, at + 3} and mention.first < at]
            ending = [
                mention for mention in ending if mention.concept.kind != "conflict"
            ] or ending  # "the war in Peru (PER)"
            first = self._name_before(grammar, at, tokens[at + 1].text)
            widest = min((mention.first for mention in ending), default=at)
            if first is not None and first < widest:
                concept = provisional(grammar, self._lexicon, body, first, at)
            else:
                concept = min(ending, key=lambda mention: mention.first).concept if ending else None
            own = any(mention.first == at + 1 and mention.concept.code for mention in mentions)
            if own and first is None:
                continue  # "Peru and Chile (ASEAN)": the name of another
            if concept is not None:
                self._known[tokens[at + 1].text] = concept

    def _name_before(self, grammar: Grammar, end: int, acronym: str) -> int | None:
        """Index where the capitalized name that ends before `end` begins, if its initials can be the acronym's letters."""
        at = end
        while at > max(0, end - _MAX_WORDS) and (
            _has_capital(grammar.tokens[at - 1].text) or grammar.low(at - 1) in _SMALL | {"-", "–"}
        ):
            at -= 1
        while at < end and not grammar.tokens[at].is_capital:
            at += 1
        letters = [char for char in acronym if char.isalpha()]
        near: int | None = None
        spelled: int | None = None
        for first in range(end - 1, at - 1, -1):
            words = [grammar.tokens[place].text for place in range(first, end)]
            initials = [next(char for char in word if char.isupper()) for word in words if _has_capital(word)]
            if not initials or initials[0] != letters[0] or not _has_capital(words[0]):
                continue
            if initials == letters:
                return first
            if near is None and len(initials) >= len(letters) - 1:
                near = first
            if spelled is None and len(initials) > 2 and _spells("".join(words), letters):
                spelled = first
        return spelled if near is None else near

    def find(self, grammar: Grammar) -> Iterator[Mention]:
        """Mentions by an acronym that was defined before."""
        if self._known:
            for at, token in enumerate(grammar.tokens):
                if token.text in self._known and grammar.low(at - 1) != "(":
                    yield Mention(self._known[token.text], at, at + 1)


def _spells(name: str, letters: Sequence[str]) -> bool:
    """Whether the letters of an acronym stand in a name in their order: "SADC Mission in Mozambique", SAMIM."""
    rest = iter(name.casefold())
    return all(letter.casefold() in rest for letter in letters)


def _has_capital(word: str) -> bool:
    """Whether a capital stands in a word, as in "d'Ivoire"."""
    return any(char.isupper() for char in word)


def _is_acronym(text: str) -> bool:
    return 2 <= len(text) <= 10 and sum(char.isupper() for char in text) >= 2 and text[0].isupper()
