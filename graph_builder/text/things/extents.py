"""How far a known thing reaches in its noun phrase: the "trade" of "trade corridor" is only a part of what is named."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import provisional
from graph_builder.text.things.phrases import Chunker
from graph_builder.text.words.grammar import Grammar

__all__ = ["Extents"]

_KINDS = frozenset({"issue", "principle", "threat", "initiative", "conflict"})
"""Kinds named by common nouns, which others can go on with."""
_SORTS = ("al", "ic", "ary", "an", "ese", "ish")
"""Ends of adjectives that tell a sort rather than praise or blame."""
_AGAINST = frozenset({"treaty", "initiative", "actor"})
"""Kinds of what is made against a threat, or suffers by it: "the terrorism | convention", "drought | victims"."""
_WITH_SORTS = frozenset({"term", "fuel"})
"""Nouns that tell a sort only with the word before them."""
_LONGEST = 4
"""Nouns that a thing goes on with at most."""


@functools.lru_cache(maxsize=4)
def _lists(lexicon: Lexicon) -> tuple[frozenset[str], ...]:
    """The words that no thing goes on with, those that govern one, those of wrong that tell a sort, and those that tell little."""
    words = lexicon.words
    judging = words["problem_adjectives"] & words["uncalled_modifiers"]
    return (
        words.any_of("prepositions", "determiners", "conjunctions", "subordinators", "pronouns", "modals", "adverbs"),
        words.any_of("determiners", "possessives", "subordinators"),
        words["problem_adjectives"] - judging,
        judging | words.any_of("empty_modifiers", "framing_words", "determiners", "possessives"),
        words.any_of("light_nouns", "framing_words") - words["heads_of_compounds"],
    )


class Extents:
    """The known things of one target with the nouns that they only modify."""

    def __init__(
        self,
        grammar: Grammar,
        lexicon: Lexicon,
        body: str,
        known: Sequence[Mention],
        target: tuple[int, int],
        reader: Chunker,
    ) -> None:
        self.g, self.lexicon, self.body, self.known = grammar, lexicon, body, known
        self.start, self.end = target
        self.reader = reader
        self.begins: Mapping[int, Mention] = {
            mention.first: mention for mention in sorted(known, key=lambda item: item.end)
        }
        self.closed, self.governing, self.ill, self.loose, self.light = _lists(lexicon)

    def find(self) -> Iterator[Mention]:
        """The things in their order; one that goes on with nouns is a thing of its own, and a threat in it another."""
        made_until = 0
        for mention in self.known:
            plain = mention.concept.kind in _KINDS and mention.concept.aspect is None
            if plain and mention.end <= made_until and mention.concept.kind != "threat":
                continue
            first, end = (self._first(mention), self._end(mention)) if plain else (mention.first, mention.end)
            if (first, end) == (mention.first, mention.end):
                yield mention
                continue
            made_until = max(made_until, end)
            made = self._made(mention, first, end)
            if end > mention.end and mention.concept.kind == "threat" and made.concept.kind in _AGAINST:
                yield mention
            yield made

    def _first(self, mention: Mention) -> int:
        """Index of the first of the adjectives before the thing that tell its sort: "alternative | trade routes"."""
        at = mention.first
        if (named := self._after_name(at)) < at:
            return named
        if self.g.tokens[at].is_capital or (self.g.tokens[at].is_adjective and self.g.low(at) in self.loose):
            return at
        while at > self.start and mention.first - at < 2 and self._tells_sort(at - 1):
            at -= 1
        if at == mention.first and mention.end - at == 1 and self._is_modifying_noun(at - 1):
            long = self.g.low(at - 1) in _WITH_SORTS and (
                self.g.tokens[at - 2].is_adjective or self._is_modifying_noun(at - 2)
            )  # "long term | prosperity", "fossil fuel | emissions"
            return at - 1 - (long and at - 2 >= self.start)  # "citizen | engagement"
        joined = self.g.low(at - 1) in {"and", ",", "or"} and self.g.tokens[at - 2].is_adjective
        return mention.first if joined else at

    def _after_name(self, first: int) -> int:
        """Index of the name that stands right before a thing in small letters and tells its sort: "Visegrad | cooperation"."""
        at = first
        while at > self.start and not self.g.tokens[first].is_capital and self._is_name(at - 1):
            at -= 1
        before = at - 1 - self.g.is_in(at - 1, "articles")
        if self.g.low(before) == "of" and (before == at - 1 or self.g.is_in(before - 1, "relational_nouns")):
            return first  # "the plight of Peruvian | farmers"
        opened = self.g.is_in(at - 1, "prepositions") or self.g.is_in(at - 1, "determiners") or at == self.start
        return at if opened else first

    def _is_name(self, at: int) -> bool:
        token = self.g.tokens[at]
        if not token.is_capital or not token.is_word or at == 0 or token.low in self.closed or token.text.isupper():
            return False
        if self.g.is_in(at, "months") or self.g.is_in(at, "weekdays") or self.g.is_in(at, "personal_titles"):
            return False
        return not any(mention.first <= at < mention.end for mention in self.known)

    def _is_modifying_noun(self, at: int) -> bool:
        """Whether a common noun in the singular stands there that can only modify the next word."""
        token = self.g.tokens[at] if at >= self.start else None
        if token is None or token.is_capital or not token.is_word or token.is_adjective:
            return False
        if self.g.is_in(at, "times_of") and (self.g.low(at - 1)[:1].isdigit() or self.g.is_in(at - 1, "cardinals")):
            return False  # "a 30 day | truce"
        if self.reader.is_verb(at) or (token.verbs and not self._is_noun_there(at)):
            return False
        if token.low not in token.nouns or token.low in self.closed or token.is_adverb:
            return False
        return not any(mention.first <= at < mention.end for mention in self.known)

    def _is_noun_there(self, at: int) -> bool:
        """Whether what might be a verb is a noun, by what stands before it: "the | tax reform", "village | farm produce"."""
        if self.g.low(at).endswith("ing") and not self.g.is_in(at - 1, "determiners"):
            return False  # "the aim of | ending hunger"
        if at <= self.start:
            # "support | drug development", "are against | oil sanctions", but not "committed to | support development"
            before = self.g.tokens[at - 1] if at > 0 else None
            return (
                before is not None and before.low != "to" and bool(before.verbs or self.g.is_in(at - 1, "prepositions"))
            )
        left = self.g.tokens[at - 1]
        if any(mark in self.body[self.g.tokens[at].end : self.g.tokens[at + 1].start] for mark in '"“‘'):
            return False  # "the word “reconciliation”"
        determined = self.g.is_in(at - 1, "determiners") or (self.g.is_in(at - 1, "prepositions") and left.low != "to")
        return determined or bool(left.nouns)

    def _tells_sort(self, at: int) -> bool:
        token = self.g.tokens[at]
        if not token.is_adjective or token.is_adverb or token.low in self.loose or token.is_capital:
            return False
        if token.low in self.closed or not (token.low.endswith(_SORTS) or token.low in self.ill):
            return False
        return not any(mention.first <= at < mention.end for mention in self.known)

    def _end(self, mention: Mention) -> int:
        """Index after the nouns that the thing goes on with; its own end if it is the head."""
        last = self.g.tokens[mention.end - 1]
        if last.is_capital or not (last.nouns or last.is_adjective or last.is_form("past") or "-" in last.low):
            return mention.end
        at = mention.end
        while at < min(self.end, mention.end + _LONGEST):
            inner = self.begins.get(at)
            if inner is not None and (inner.concept.kind not in _KINDS or self.g.tokens[at].is_capital):
                break
            if not self._is_noun(at) and (inner is None or "-" not in self.g.low(at)):
                break
            at = inner.end if inner is not None else at + 1
        headed = bool(last.nouns) and not last.is_adjective
        while at > mention.end and headed and not self.g.tokens[at - 1].bases.isdisjoint(self.light):
            at -= 1
        return at

    def _is_noun(self, at: int) -> bool:
        """Whether a common noun stands there that is no verb."""
        token = self.g.tokens[at]
        if not token.is_word or not token.nouns or token.is_capital or token.is_adverb or self.g.is_copula(at):
            return False
        if token.low in self.closed or (token.is_adjective and not token.low.endswith("s")) or self.reader.is_verb(at):
            return False
        return not (token.verbs and self.g.low(at + 1) in self.governing)

    def _made(self, mention: Mention, first: int, end: int) -> Mention:
        if end == mention.end:
            made = provisional(self.g, self.lexicon, self.body, first, end, mention.concept.kind)
            above = () if mention.concept.provisional else (mention.concept.id,)
            return mention if made is None else Mention(replace(made, broader=above), first, end)
        heads = [inner for inner in self.known if inner.end == end and inner.first >= mention.end]
        head = min(heads, key=lambda inner: inner.first, default=None)
        concept = provisional(
            self.g, self.lexicon, self.body, first, end, head.concept.kind if head is not None else None
        )
        if concept is None:
            return mention
        if head is not None and not head.concept.provisional:
            concept = replace(concept, broader=(head.concept.id,))
        return Mention(concept, first, end)
