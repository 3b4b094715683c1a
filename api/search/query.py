"""What a user's words ask for, and how each of them is read: as it stands, as the beginning of a word, or as a typo."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import tantivy
from rapidfuzz.distance import OSA

from api.errors import BadParameter
from api.search.folder import SCHEMA
from api.search.words import stem, tokens

__all__ = ["Asked", "Reader", "Reading", "both", "either", "one_of", "parse"]

_PART = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_MOST_WORDS = 32
_FORGIVEN = ((8, 2), (4, 1))
"""A word of at least so many letters may have so many typos; shorter ones none."""
_WEIGHTS = {"name": 2.0, "text": 1.5, "hidden": 0.7}
_STEM_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that is asked for, or several that must stand together."""

    text: str
    words: tuple[str, ...]
    quoted: bool = False
    prefix: bool = False
    unwanted: bool = False


def parse(words: str) -> list[Asked]:
    """Words, ``"phrases"``, ``beginnings*`` and ``-unwanted`` ones. Raises BadParameter if nothing is asked for.

    >>> [one.words for one in parse('condemn "chemical weapons" short-range')]
    [('condemn',), ('chemical', 'weapons'), ('short', 'range')]
    """
    found = []
    for part in _PART.finditer(words):
        minus, phrase, word = part.groups()
        text = phrase if word is None else word
        plain = tuple(token.word for token in tokens(text))
        if plain:
            found.append(Asked(text, plain, word is None, word is not None and text.endswith("*"), bool(minus)))
    if not any(not one.unwanted for one in found):
        raise BadParameter(f"'{words}' has no word to search for. Give a word or a part of one, in any script.")
    if sum(len(one.words) for one in found) > _MOST_WORDS:
        raise BadParameter(f"There are more than {_MOST_WORDS} words to search for. Give fewer.")
    return found


@dataclass(slots=True)
class Reading:
    """How a word was read. `seen` are the words of answers that it was found in, with how often."""

    asked: Asked
    how: Literal["exact", "prefix", "fuzzy"]
    query: tantivy.Query
    open_ended: bool = False
    typos: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    def fits(self, given: Sequence[str], at: int) -> bool:
        """Whether it stands at a place in a row of words."""
        words = self.asked.words
        if len(words) > 1:
            last = at + len(words) - 1
            heads = tuple(given[at:last]) == words[:-1]
            return heads and last < len(given) and self._fits_word(given[last], words[-1])
        return self._fits_word(given[at], words[0])

    def _fits_word(self, given: str, word: str) -> bool:
        if given == word:
            return True
        match self.how:
            case "prefix":
                return given.startswith(word)
            case "fuzzy":
                lengths = range(len(word) - 1, len(word) + 2) if self.open_ended else (len(given),)
                return any(OSA.distance(given[:length], word) <= self.typos for length in lengths)
            case "exact":
                return len(self.asked.words) == 1 and stem(given) == stem(word)


def _forgiven(word: str) -> int:
    return next((typos for length, typos in _FORGIVEN if len(word) >= length), 0)


def both(*queries: tantivy.Query) -> tantivy.Query:
    """What fits all of the queries."""
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def either(*queries: tantivy.Query) -> tantivy.Query:
    """What fits any of the queries."""
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def one_of(field_name: str, values: Sequence[str]) -> tantivy.Query:
    """What has one of the values; all score the same."""
    return tantivy.Query.const_score_query(tantivy.Query.term_set_query(SCHEMA, field_name, list(values)), 0.0)


class Reader:
    """Reads words with a view to what an index has, within a scope."""

    def __init__(self, searcher: tantivy.Searcher, scope: tantivy.Query | None = None) -> None:
        self._searcher, self._scope = searcher, scope

    def read(self, asked: Asked, *, typing: bool = False, loose: bool = False) -> list[Reading]:
        """How a word is read: as it stands if anything has it so, else as a beginning, else with typos.

        While a user is `typing` it, a word is a beginning first. `loose` forgives typos even in words that there are. A
        compound that nothing has, and that is not in quotation marks, is read as words apart.
        """
        if len(asked.words) > 1:
            return self._read_phrase(asked, typing=typing, loose=loose)
        exact = Reading(asked, "exact", _exact(asked.words[0]))
        beginning = Reading(asked, "prefix", _fields(asked.words[0], 0, prefix=True))
        if loose and not asked.quoted and _forgiven(asked.words[0]):
            return [self._mistyped(asked, open_ended=typing)]
        order = [beginning] if asked.prefix else [exact] if asked.quoted else [exact, beginning]
        if typing:
            order = [Reading(asked, "prefix", either(exact.query, beginning.query))]
        for reading in order:
            if self._has(reading.query):
                return [reading]
        if asked.quoted or asked.unwanted or not _forgiven(asked.words[0]):
            return [order[0]]
        return [self._mistyped(asked, open_ended=typing or asked.prefix)]

    def _mistyped(self, asked: Asked, *, open_ended: bool) -> Reading:
        """With as few typos as there must be for anything to fit."""
        word = asked.words[0]
        for typos in range(1, _forgiven(word) + 1):
            slips = _fields(word, typos, prefix=open_ended)
            reading = Reading(asked, "fuzzy", either(_exact(word), slips), open_ended, typos)
            if self._has(slips):
                break
        return reading

    def _read_phrase(self, asked: Asked, *, typing: bool, loose: bool) -> list[Reading]:
        open_ended = asked.prefix or (typing and not asked.quoted)
        reading = Reading(asked, "prefix" if open_ended else "exact", _phrase(asked.words, open_ended=open_ended))
        if asked.quoted or asked.unwanted or self._has(reading.query):
            return [reading]
        *heads, last = (Asked(word, (word,)) for word in asked.words)
        apart = [found for one in heads for found in self.read(one, loose=loose)]
        return [*apart, *self.read(Asked(last.text, last.words, prefix=asked.prefix), typing=typing, loose=loose)]

    def _has(self, query: tantivy.Query) -> bool:
        scoped = both(query, self._scope) if self._scope is not None else query
        return bool(self._searcher.search(scoped, 1, count=False).hits)


def _weighed(queries: Iterator[tuple[float, tantivy.Query]]) -> tantivy.Query:
    return either(*(tantivy.Query.boost_query(query, weight) for weight, query in queries))


def _exact(word: str) -> tantivy.Query:
    def ways() -> Iterator[tuple[float, tantivy.Query]]:
        for name, weight in _WEIGHTS.items():
            yield weight, tantivy.Query.term_query(SCHEMA, name, word)
        yield _STEM_WEIGHT, tantivy.Query.term_query(SCHEMA, "stems", stem(word), "freq")

    return _weighed(ways())


def _fields(word: str, typos: int, *, prefix: bool) -> tantivy.Query:
    return _weighed(
        (weight, tantivy.Query.fuzzy_term_query(SCHEMA, name, word, typos, True, prefix))
        for name, weight in _WEIGHTS.items()
    )


def _phrase(words: tuple[str, ...], *, open_ended: bool) -> tantivy.Query:
    make = tantivy.Query.phrase_prefix_query if open_ended else tantivy.Query.phrase_query
    return _weighed((weight, make(SCHEMA, name, list(words))) for name, weight in _WEIGHTS.items())
