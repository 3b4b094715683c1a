"""Words and punctuation marks of a stretch of text, with offsets and what the dictionary says of each."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph_builder.model import Span
from graph_builder.text.words.morphology import is_listed, lemmas, verb_form

__all__ = ["Token", "line_up", "tokenize"]

_TOKEN = re.compile(
    r"[Cc]an[ \n]not\b(?![ \n]only)"
    r"|\b(?:[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad)(?=n[’']t\b)|n[’']t\b"  # "isn't" is "is" and "not"
    r"|(?:Secretary|Director)[ \n]General\b"  # spelt with a hyphen by others
    r"|(?:[a-z]+(?=[,;:).]|[ \n][^-‑‐])|[A-Z][A-Za-z]*(?=[,;:)]|[ \n][^-‑‐]))"  # most words: the rest would find the same, but slower
    r"|(?<=[^\s(\[])(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]+)"  # the mark of a footnote
    r"|(?:[A-Z]\.){2,}"  # U.S.
    r"|(?:Sino|Russo|Anglo|Franco|Indo|Soviet|Euro|Afro|Turco|Greco)[-‑‐](?:[A-Z]\.){2,}"  # Sino-U.S.
    r"|Dato[’'](?=\s[A-Z])"  # a title of Malaysia
    r"|[A-Z]\w+(?=[-‑‐](?:[A-Z]\.){2,})"  # the ASEAN of ASEAN-U.S.
    r"|[’'](?:s|ll|re|ve|d|m)\b"  # clitics
    r"|[2-9]G\b"  # networks: 5G
    r"|\d+(?:[.,]\d+)*(?:\s?%|(?:st|nd|rd|th)\b)?"
    r"|[A-Z][A-Z0-9]+\+\d*"  # A3+, OPEC+, C5+1
    r"|[^\W_¹²³⁰⁴-⁹]+(?:(?:[-‑‐\xad]\s?|\s[-‑‐])\w+)*(?:[’'](?=\w)(?!(?:s|ll|re|ve|d|m)\b)\w+)?"
    r"|…|\.{3}|``|''|-{2,3}|[^\w\s\xad]|_",
    re.UNICODE,
)


class Token(NamedTuple):
    """One word or mark, and what the dictionary says of it. `low` is its lower-case form with plain hyphens and no soft ones.

    `is_word` tells a word or number from a mark. `verbs` and `nouns` are the lemmas that it can be a form of, `bases` the
    latter and the form itself, by which word lists know it, `forms` the forms of verbs that it can be.
    """

    start: int
    end: int
    text: str
    low: str
    is_word: bool
    is_capital: bool
    verbs: frozenset[str]
    nouns: frozenset[str]
    bases: frozenset[str]
    is_adjective: bool
    is_adverb: bool
    forms: frozenset[str]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    def form(self, lemma: str) -> str:
        """Which form of the verb `lemma` it is: base, s, ing or past."""
        return verb_form(self.low, lemma)

    def is_form(self, form: str) -> bool:
        """Whether it can be that form of some verb."""
        return form in self.forms


_EMPHASIS = frozenset("*_~`")
"""Marks of Markdown."""
_NOTING = frozenset("[¹²³⁰⁴⁵⁶⁷⁸⁹")
"""With what the mark of a footnote begins."""
_TYPED: Mapping[str, str] = {
    "``": "“", "''": "”", "«": "“", "»": "”", "„": "“", "--": "–", "---": "–", "―": "–", "...": "…",
}  # fmt: skip
"""Quotation marks, dashes and dots as news wires type them."""
_HYPHENS = frozenset("-‑‐")
_TYPED_OTHERWISE = _HYPHENS | {"&", "–"}
"""Marks that are another where they stand beside blanks or names."""
_PREFIXED = re.compile(r"(?:(?:a[dlnrstz]|ash|e[dls]|ul|ibn)[-‑‐]|(?:d|dell|l|m|n|o)['’])[^\W\d_a-z]")
"""How a name begins whose first letter is small: "al-Jabir", "d'Escot"."""
_PREFIXES = frozenset({"in", "on", "off", "multi", "long", "short", "high", "low", "large", "full", "single", "dual"})
"""First parts by which a noun behind a hyphen becomes an adjective: "in-place", "low-income"."""
_SPELT_APART = ("co-op", "co-ord")
"""How words begin that are written with a hyphen or without: "co-operation"."""
_Word = tuple[str, str, bool, bool, frozenset[str], frozenset[str], frozenset[str], bool, bool, frozenset[str]]


def _is_compound_adjective(low: str) -> bool:
    """Whether a word in hyphens that the dictionary lacks ends in an adjective or a participle: "non-discriminatory", "UN-led"."""
    head, hyphen, last = low.rpartition("-")
    if not hyphen or not head or not last or lemmas(low, "noun"):
        return False
    if head in _PREFIXES and lemmas(last, "noun"):
        return True  # "multi-domain"
    forms = {verb_form(last, lemma) for lemma in lemmas(last, "verb")}
    return bool(lemmas(last, "adj")) or "past" in forms or ("ing" in forms and bool(lemmas(head, "noun")))


@functools.lru_cache(maxsize=65536)
def _word(text: str) -> _Word:
    """All of a token but its place: words come again and again, so each is looked up once."""
    low = re.sub(r"\s*[-‑‐]\s*", "-", re.sub(r"\xad\s*", "", text)).replace("’", "'").lower()
    low = "not" if low == "n't" else low
    low = "cannot" if low in {"can not", "can\nnot"} else low
    low = low.replace(" general", "-general").replace("\ngeneral", "-general")
    low = low.replace("-", "", 1) if low.startswith(_SPELT_APART) else low
    if text in _TYPED:
        typed, none = _TYPED[text], frozenset[str]()
        return text, typed, False, False, none, none, frozenset({typed}), False, False, none
    is_word = text[0].isalnum() or (len(text) > 1 and text[0] in "'’")
    verbs, nouns = lemmas(low, "verb"), lemmas(low, "noun")
    capital = text[0].isupper() or _PREFIXED.match(text) is not None
    named = capital and not is_listed(low)  # "Nepal" and "Hungary" only end as adjectives do
    adjective = (not named and bool(lemmas(low, "adj"))) or _is_compound_adjective(low)
    adverb = not named and bool(lemmas(low, "adv"))
    forms = frozenset(verb_form(low, lemma) for lemma in verbs)
    return text, low, is_word, capital, verbs, nouns, nouns | {low}, adjective, adverb, forms


def _ties_names(text: str, start: int, end: int) -> bool:
    """Whether the dash at [start, end) stands without blanks between two names or numbers, as a hyphen does."""
    left, right = text[max(start - 1, 0) : start], text[end : end + 1]
    if not (left.isalnum() or left == ".") or not (right.isupper() or right.isdigit()):
        return False
    word = re.search(r"[\w.]+$", text[max(start - 30, 0) : start])
    return word is not None and not word.group()[0].islower()


def _as_meant(text: str, start: int, end: int) -> str:
    """The mark at [start, end), or what it stands for beside blanks or between names."""
    word = text[start:end]
    if word == "–":
        return "-" if _ties_names(text, start, end) else word  # printed as a dash is: "the Egypt–Israel treaty"
    alone = text[start - 1 : start].isspace() and text[end : end + 1].isspace()
    return ("and" if word == "&" else "–") if alone else word  # a hyphen that is typed as a dash is


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Split `text` into words and marks; spans count from `offset`.

    >>> [token.low for token in tokenize("The U.S. can’t ignore Syria's two‑State plan.")]
    ['the', 'u.s.', "can't", 'ignore', 'syria', "'s", 'two-state', 'plan', '.']
    """
    made: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word not in _EMPHASIS and (word[0] not in _NOTING or word == "["):
            start, end = match.span()
            if word in _TYPED_OTHERWISE:
                word = _as_meant(text, start, end)
            made.append(tuple.__new__(Token, (offset + start, offset + end, *_word(word))))  # half the time of Token(…)
    return tuple(made)


def line_up(tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
    """Whether the lower-case `words` stand at index `at`, one token each."""
    return (
        at >= 0 and len(tokens) >= at + len(words) and all(tokens[at + n].low == word for n, word in enumerate(words))
    )
