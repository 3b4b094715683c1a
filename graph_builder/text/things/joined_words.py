"""Things with what "and" joins to their words: "legal and | diplomatic processes", "misuse of drugs | and other substances".

Rulings 7 and 17 of the annotation manual: what shares one head, or one complement, is one thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import provisional
from graph_builder.text.things.phrases import Chunker
from graph_builder.text.words.grammar import Grammar

__all__ = ["JoinedWords"]

_JOINTS = frozenset({"and", "or"})
_APART = frozenset({"actor", "treaty"})
"""Kinds with names, which "and" joins to nothing."""
_TOLD = frozenset({"threat", "principle"})
"""Kinds of complements that stay things of their own, and so what is joined to them."""
_OF_STATES = ("an", "ese", "ish", "ic")
"""Ends of the adjectives of states and regions."""
_MOST = 6
"""Adjectives joined in front at most."""


class JoinedWords:
    """What is joined to the things of one target; `reader` tells its verbs and noun phrases."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, body: str, reader: Chunker) -> None:
        self.g, self.lexicon, self.body, self.reader = grammar, lexicon, body, reader
        self.said_of_all = lexicon.words.any_of("determiners", "uncalled_modifiers")

    def whole(self, thing: Mention, others: Sequence[Mention]) -> Mention:
        """The thing with the adjectives before it that share its head, and the noun behind it that shares what stands before."""
        if not thing.concept.provisional and thing.concept.kind in _APART:
            return thing
        first, end = self._first(thing, others), self._end(thing, others)
        if (first, end) == (thing.first, thing.end):
            return thing
        made = provisional(self.g, self.lexicon, self.body, first, end, thing.concept.kind)
        if made is None:
            return thing
        above = thing.concept.broader if thing.concept.provisional else (thing.concept.id,)
        return Mention(replace(made, broader=above), first, end)

    def _first(self, thing: Mention, others: Sequence[Mention]) -> int:
        first = thing.first
        if thing.end - first < 2 or self.g.is_in(first, "prepositions"):
            return first
        for _ in range(_MOST):
            left = first - 1
            while left > self.reader.first and self.g.low(left) in _JOINTS | {","}:
                left -= 1
            apart = left == first - 1 or left < self.reader.first or not self._describes(left)
            if apart or any(other.first <= left < other.end for other in others):
                break
            first = left
        side = first < thing.first and self.g.tokens[first].is_capital and self.g.is_in(first - 1, "place_nouns")
        return first - (side and first - 1 >= self.reader.first)

    def _describes(self, at: int) -> bool:
        """Whether an adjective stands there, or a participle that is used as one: "illegal, unreported and unregulated"."""
        token = self.g.tokens[at]
        origin = (token.is_adjective and "-" in token.low) or self._is_of_second_origin(at + 2)  # "Yemeni-led"
        named = token.is_capital and not origin
        if named or not token.is_word or token.low in self.said_of_all:
            return False
        if self.g.low(at - 1) in {"as", "where", "if"} and self.g.is_in(at, "aside_adjectives"):
            return False  # "as | applicable, and humanitarian law"
        if token.nouns and (self.g.is_in(at - 1, "articles") or self.g.is_sort_adjective(at - 1)):
            return False  # "the economy, rule of law", "at the international | level, mutual respect"
        said = self.g.is_be(at - 1) or self.g.is_have(at - 1)  # "unity was strengthened, | ASEAN centrality"
        return (token.is_adjective or token.is_form("past") or token.is_capital) and not said

    def _is_of_second_origin(self, at: int) -> bool:
        """Whether the second of two adjectives of a state or region stands there: "West African and | Sahelian states"."""
        if at >= self.reader.end or self.g.low(at - 1) not in _JOINTS or not self.g.tokens[at].is_capital:
            return False
        return all(self.g.low(place).endswith(_OF_STATES) for place in (at - 2, at))

    def _end(self, thing: Mention, others: Sequence[Mention]) -> int:
        """Index after a second noun that goes with what stands before or behind the first."""
        end, begin = thing.end, thing.end + 1
        if self.g.low(end) not in _JOINTS or begin >= self.reader.end or not thing.concept.provisional:
            return end
        if thing.concept.aspect is not None:
            return end  # "Peru's democracy and | institutions"
        finish = self.reader.phrase_end(begin)
        last = self.g.tokens[finish - 1]
        if finish > begin and last.is_adjective and not (last.nouns or last.low.endswith("ing")):
            return end  # "the vessels and | unsafe manoeuvres"
        if self.g.low(end - 1) == "all":
            return end  # "education for all and | justice"
        if finish == begin or self.g.low(finish) == "of" or self.reader.is_verb(begin):
            return end
        if self.g.low(begin) == self.g.low(thing.first) and self.g.is_in(finish, "prepositions"):
            return end  # "freedom from want and | freedom from fear"
        if self.g.low(finish) == "to" and "access" in self.g.bases(finish - 1):
            return end  # "the release of prisoners and | access to aid"
        tied = any(self.g.is_in(at, "prepositions") for at in range(thing.first + 1, end - 1))
        joins = self._goes_with_complement if tied else self._goes_with_modifier
        return finish if joins(thing, begin, finish, others) else end

    def _goes_with_complement(self, thing: Mention, begin: int, finish: int, others: Sequence[Mention]) -> bool:
        """Whether it is a second complement of the noun in front: "use of water | and energy resources"."""
        if not (self.g.bases(begin) | self.g.bases(finish - 1)).isdisjoint(self.lexicon.words["wrong_deeds"]):
            return False  # "violations of law and | abuses"
        if finish - begin == 1 and self.g.low(finish) in _JOINTS:
            return False  # "attacks on civilians and | civilian | and military sites"
        if any(m.end == thing.end and m.first > thing.first and m.concept.kind in _TOLD for m in others):
            return False  # "the challenges of climate change and | ocean health"
        return not any(other.first == begin and other.concept.kind in _APART for other in others)

    def _goes_with_modifier(self, thing: Mention, begin: int, finish: int, others: Sequence[Mention]) -> bool:
        """Whether it is a bare noun behind one that has a modifier: "military concepts | and strategies"."""
        if finish - begin > 1 or thing.end - thing.first < 2 or self.g.tokens[begin].is_capital:
            return False
        verbs = self.lexicon.words.any_of("rather_verbs", "seldom_nouns", "doing_verbs", "posing_verbs")
        if self.g.low(begin) in verbs and self.g.low(begin) not in self.lexicon.words["helping_nouns"]:
            return False  # "experience and | bear in mind"
        if thing.concept.kind in _APART | {"threat"} or self.g.is_in(begin, "helping_nouns"):
            return False
        loose = self.lexicon.words.any_of("empty_modifiers", "uncalled_modifiers")
        if all(self.g.low(at) in loose for at in range(thing.first, thing.end - 1)):
            return False  # "new jobs and | growth"
        same = (other.concept for other in others if other.first == begin)
        return all(
            concept.kind in {"issue", "initiative"} or concept.provisional or self.g.is_in(begin, "joint_goods")
            for concept in same
        )
