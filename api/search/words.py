"""How a text is taken apart for search: one definition for the index, for queries and for what is marked in answers.

Letter case, accents, ligatures and width do not matter. What is neither letter, digit nor mark ends a word. Scripts that
are written without blanks (Chinese, Japanese, Thai …) give a word for each character; words that follow one another are
then searched as a phrase, so any run of characters is found wherever it stands.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import tantivy

__all__ = ["Token", "folded", "stem", "stemmer", "tokens", "whole"]

_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),
    (0x3040, 0x312F),  # kana, bopomofo
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x20000, 0x3FFFF),
)
_STARTS = [start for start, _ in _UNSPACED]


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code).casefold())
        kept = "".join(_kept(char) for char in plain)
        at = bisect_right(_STARTS, code) - 1
        if at >= 0 and code <= _UNSPACED[at][1]:
            kept = f" {kept} "
        self[code] = kept
        return kept


def _kept(char: str) -> str:
    if unicodedata.combining(char):
        return ""
    return char if char.isalnum() or unicodedata.category(char)[0] == "M" else " "


_TABLE = _Table()


def folded(text: str) -> str:
    """A text whose words are plain and have nothing but blanks between them.

    >>> folded("Côte d'Ivoire: ПОЛОЖЕНИЕ 反恐").split()
    ['cote', 'd', 'ivoire', 'положение', '反', '恐']
    """
    return text.translate(_TABLE)


def whole(text: str) -> str:
    """A name as one term, for finding those that are or begin as asked.

    >>> whole("  INF  Treaty ")
    'inf treaty'
    """
    return " ".join(folded(text).split())


class Token(NamedTuple):
    """A word and where it stands in the text, in code points, end exclusive."""

    start: int
    end: int
    word: str


def tokens(text: str) -> Iterator[Token]:
    """The words of `folded`, with their places in the text as it was.

    >>> list(tokens("É. Côte"))
    [Token(start=0, end=1, word='e'), Token(start=3, end=7, word='cote')]
    """
    start, end, word = 0, 0, ""
    for at, char in enumerate(text):
        plain = _TABLE[ord(char)]
        if not plain and word:
            end = at + 1  # an accent that stands by itself belongs to the letter before it
        for kept in plain:
            if kept != " ":
                start = start if word else at
                end, word = at + 1, word + kept
            elif word:
                yield Token(start, end, word)
                word = ""
    if word:
        yield Token(start, end, word)


def stemmer() -> tantivy.TextAnalyzer:
    """Cuts the endings of English words (Snowball)."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.stemmer("english")).build()


_STEMMER = stemmer()


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a folded word.

    >>> stem("policies"), stem("policy")
    ('polici', 'polici')
    """
    return next(iter(_STEMMER.analyze(word)), word)
