"""Mentions of known things: labels of all concepts in one pass of a compiled Aho-Corasick automaton, resolutions, governments."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

import ahocorasick_rs

from graph_builder.model import Concept
from graph_builder.reference import Reference
from graph_builder.text.mentions.document_symbols import document_symbols
from graph_builder.text.mentions.governments import RULES_OF_OFFICE, Governments, Seats
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.resolutions import numbered_resolutions
from graph_builder.text.words.morphology import lemmas
from graph_builder.text.words.tokens import Token, line_up, tokenize

__all__ = ["LabelMatcher", "Matcher", "matcher", "stems"]

_SPOKEN = frozenset({
    "nato", "opec", "unicef", "asean", "ecowas", "unifil", "unrwa", "aukus", "apec", "igad", "unctad", "comesa", "swapo", "unita",
    "farc", "fifa", "brics", "unesco", "seato", "cento", "renamo",
})  # fmt: skip
"""Names made of initials that are spoken, and by some spelt, as words: "Nato"."""
_ARTICLES = ("the ", "a ", "an ")
_PLAIN = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+)*")
"""Names that need no tokenizer: nine of ten."""
_PARTS = frozenset({"northern", "southern", "eastern", "western", "inner", "outer", "new"})
"""Words that, with a capital before the name of a state, make another name of the two: "Northern Ireland", "New Mexico"."""
_AMERICAS = frozenset({"latin", "central", "north", "south", "meso", "inter", "our"})
"""Words before "America" that make it the continent or a part of it."""
_QUOTES = frozenset('"“”')


_SPELLINGS = (
    ("isation", "ization"), ("programme", "program"), ("defence", "defense"), ("organis", "organiz"),
    ("labour", "labor"), ("behaviour", "behavior"), ("neighbour", "neighbor"), ("harbour", "harbor"), ("centre", "center"),
    ("armour", "armor"), ("licence", "license"), ("colour", "color"),
)  # fmt: skip
"""British spellings with the American ones that stand for them where names are compared."""


def _is_of_longer_name(tokens: Sequence[Token], first: int) -> bool:
    """Whether what stands before the name of a state makes another name of it: "Northern | Ireland", "Bank of | America"."""
    left = tokens[first - 1]
    if tokens[first].low != "america":
        return left.is_capital and left.low in _PARTS
    return left.low in _AMERICAS or (left.low == "of" and first > 1 and tokens[first - 2].is_capital)


@functools.lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """The form under which labels and texts meet: the shortest noun lemma, with British spellings folded."""
    nouns = lemmas(word, "noun")
    stem = min(nouns, key=lambda lemma: (len(lemma), lemma)) if nouns else word
    for british, american in _SPELLINGS:
        stem = stem.replace(british, american)
    return stem


@functools.lru_cache(maxsize=65536)
def stems(word: str) -> str:
    """The stems of a word's parts with a blank between."""
    return " ".join(map(_stem, word.replace("-", " ").split())) or word


@functools.lru_cache(maxsize=65536)
def _part(word: str) -> str:
    """What stands for a word where labels are looked for, with a blank behind."""
    return "" if word in {"the", "-"} else f"{stems(word)} "


def _fold(tokens: Sequence[Token]) -> tuple[str, list[int]]:
    """The stems of tokens between blanks, and for each token the offset at which its own begin.

    "the" is left out, since labels and texts put it now here, now there: "interference in (the) internal affairs"; so are the
    comma before "and" and the dash that ties two names, as hyphens are.
    """
    parts = [_part(token.low) for token in tokens]
    for at in [at for at, token in enumerate(tokens) if token.low == "and"]:
        if at and tokens[at - 1].low == ",":
            parts[at - 1] = ""
    return f" {''.join(parts)}", list(accumulate(map(len, parts), initial=1))[:-1]


def _ends_list(tokens: Sequence[Token]) -> bool:
    """Whether the last two items of a list stand there, with no other comma than the one before "and"."""
    commas = [at for at, token in enumerate(tokens) if token.low == ","]
    return len(commas) == 1 and commas[0] + 1 < len(tokens) and tokens[commas[0] + 1].low == "and"


_SINGULAR = frozenset({"nation", "country", "state"})
"""With which not all states of a part of the world are named, though one of them may be."""


def _needs_capital(name: str) -> bool:
    """Whether a name is one word with a capital, so that the common noun ("turkey", "us") is not taken for it."""
    return " " not in name.strip() and name.strip()[:1].isupper()


class LabelMatcher:
    """Finds every label of every concept in a list of tokens, nested ones included."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._names: dict[str, list[tuple[Concept, bool, bool]]] = defaultdict(list)
        for concept in concepts:
            for name in dict.fromkeys((concept.label, *concept.names)):
                self._add(concept, name)
        self._patterns = sorted(self._names)
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns)

    def _add(self, concept: Concept, name: str) -> None:
        plain = name
        for article in _ARTICLES:
            plain = plain[len(article) :] if plain.lower().startswith(article) else plain
        folded = (
            f" {' '.join(_stem(word) for word in plain.lower().replace('-', ' ').split() if word != 'the')} "
            if _PLAIN.fullmatch(plain)
            else _fold(tokenize(plain))[0]
        )
        if len(folded) > 3:
            upper = plain.replace(".", "").isupper() and len(plain) <= 6
            names = self._names[folded]
            names.insert(0 if upper else len(names), (concept, _needs_capital(plain), upper))

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        """All mentions in reading order, longer ones first where two begin together."""
        text, starts = _fold(tokens)
        found: set[tuple[int, int, str]] = set()
        mentions: list[Mention] = []
        for number, begin, finish in self._automaton.find_matches_as_indexes(text, overlapping=True):
            first = bisect_right(starts, begin + 1) - 1
            last = bisect_left(starts, finish - 1)
            if first < 0 or starts[first] != begin + 1:
                continue  # inside a hyphenated word
            if last < len(starts) and starts[last] < finish - 1:
                last += 1
            if last < len(starts) and starts[last] != finish:
                continue
            if first and tokens[first - 1].low == "," and _ends_list(tokens[first:last]):
                continue
            for concept, capital, upper in self._names[self._patterns[number]]:
                head = tokens[first]
                spoken = head.is_capital and head.low in _SPOKEN
                if (capital and not head.is_capital) or (
                    upper and not (spoken or head.text.replace(".", "").isupper())
                ):
                    continue
                part = concept.variety == "Coalition" and not concept.label.islower()
                if part and tokens[last - 1].low in _SINGULAR:
                    continue  # "the West African nation"
                if concept.variety == "State" and first and _is_of_longer_name(tokens, first):
                    continue
                if (key := (first, last, concept.id)) not in found:
                    found.add(key)
                    mentions.append(Mention(concept, first, last))
                if upper:
                    break  # "GUAM" is not Guam
        return sorted(mentions, key=lambda item: (item.first, -item.end, item.concept.id))


class Matcher:
    """Everything that names a known thing."""

    def __init__(self, reference: Reference) -> None:
        self._labels = LabelMatcher(reference.concepts)
        self._actors = Governments(reference)
        self._seats = Seats(reference)
        self.by_label = {
            name.casefold(): concept for concept in reference.concepts for name in (concept.label, *concept.names)
        }
        self.adjectives = self._actors.by_adjective

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        """All mentions, nested ones included, in reading order; "Name (ACRONYM)" is one."""
        found = [
            *self._labels.find(tokens),
            *numbered_resolutions(tokens, self.by_label),
            *document_symbols(tokens, self.by_label),
            *self._actors.find(tokens),
            *self._seats.find(tokens),
        ]
        joined = (self._with_government(self._with_acronym(mention, tokens), tokens) for mention in found)
        return sorted(set(joined), key=lambda item: (item.first, -item.end, item.concept.id))

    def _with_acronym(self, mention: Mention, tokens: Sequence[Token]) -> Mention:
        end = mention.end
        if end >= len(tokens) or tokens[end].text != "(":
            return mention
        if end + 2 < len(tokens) and tokens[end + 2].text == ")" and sum(c.isupper() for c in tokens[end + 1].text) > 1:
            return Mention(mention.concept, mention.first, end + 3)
        if end + 3 < len(tokens) and tokens[end + 3].text == ")":
            short, noun = tokens[end + 1].text, tokens[end + 2]
            if sum(c.isupper() for c in short) > 2 and noun.is_capital and noun.is_word:
                return Mention(mention.concept, mention.first, end + 4)  # "(SEANWFZ Treaty)"
        quoted = [token.text for token in tokens[end : end + 5]]
        if len(quoted) == 5 and quoted[4] == ")" and quoted[1] in _QUOTES and quoted[3] in _QUOTES:
            return Mention(mention.concept, mention.first, end + 5)
        return mention

    def _with_government(self, mention: Mention, tokens: Sequence[Token]) -> Mention:
        """Let "the (Federal) Government of (the Republic of) Somalia" be the state."""
        first = mention.first - (mention.first > 1 and tokens[mention.first - 1].low == "the")
        if mention.concept.id.startswith("actor/") and line_up(
            tokens, ("government", "and", "people", "of"), first - 4
        ):
            return Mention(mention.concept, first - 4, mention.end)
        if (
            mention.concept.id.startswith("actor/")
            and first >= 2
            and tokens[first - 1].low == "of"
            and not tokens[first - 2].nouns.isdisjoint(RULES_OF_OFFICE)
        ):
            if (
                first > 2
                and tokens[first - 3].low in {"of", "and", "or"}
                and tokens[first - 3 - 1].low in {"heads", "head", "state"}
            ):
                return mention  # "Heads of Government of"
            first -= 2
            if first and tokens[first - 1].low in {"federal", "transitional", "interim"}:
                first -= 1
            return Mention(mention.concept, first, mention.end)
        return mention


@functools.lru_cache(maxsize=2)
def matcher(reference: Reference) -> Matcher:
    """The compiled matcher of a reference, made once for each."""
    return Matcher(reference)
