"""Words and punctuation marks of a stretch of text, with offsets and what the dictionary says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.model import Span
from graph_builder.text.morphology import lemmas, verb_form

__all__ = ["Token", "line_up", "tokenize"]

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|[’'](?:s|ll|re|ve|d|m)\b"  # clitics
    r"|\d+(?:[.,]\d+)*(?:\s?%|(?:st|nd|rd|th)\b)?"
    r"|[A-Z][A-Z0-9]+\+"  # A3+, OPEC+
    r"|[^\W_]+(?:\s?[-‑‐]\s?\w+)*(?:[’'](?=\w)(?!(?:s|ll|re|ve|d|m)\b)\w+)?"
    r"|…|\.{3}|[^\w\s]|_",
    re.UNICODE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark. `low` is its lower-case form with plain hyphens and no soft ones."""

    span: Span
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, not a punctuation mark."""
        return self.text[0].isalnum() or (len(self.text) > 1 and self.text[0] in "'’")

    @property
    def verbs(self) -> frozenset[str]:
        """Lemmas it can be a verb form of."""
        return lemmas(self.low, "verb")

    @property
    def nouns(self) -> frozenset[str]:
        """Lemmas it can be a noun form of."""
        return lemmas(self.low, "noun")

    @property
    def is_adjective(self) -> bool:
        """Whether the dictionary knows it as an adjective."""
        return bool(lemmas(self.low, "adj"))

    @property
    def is_adverb(self) -> bool:
        """Whether the dictionary knows it as an adverb."""
        return bool(lemmas(self.low, "adv"))

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    def form(self, lemma: str) -> str:
        """Which form of the verb `lemma` it is: base, s, ing or past."""
        return verb_form(self.low, lemma)


_EMPHASIS = frozenset("*_~`")


def _fold(text: str) -> str:
    return re.sub(r"\s*[-‑‐\xad]\s*", "-", text).replace("’", "'").lower()


def _tokens(text: str, offset: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word in _EMPHASIS:
            continue  # Markdown
        yield Token(Span(offset + match.start(), offset + match.end()), word, _fold(word))


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Split `text` into words and marks; spans count from `offset`.

    >>> [token.low for token in tokenize("The U.S. can’t ignore Syria's two‑State plan.")]
    ['the', 'u.s.', "can't", 'ignore', 'syria', "'s", 'two-state', 'plan', '.']
    """
    return tuple(_tokens(text, offset))


def line_up(tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
    """Whether the lower-case `words` stand at index `at`, one token each."""
    return (
        at >= 0 and len(tokens) >= at + len(words) and all(tokens[at + n].low == word for n, word in enumerate(words))
    )
