"""Nouns joined by "and" that are one thing: by one complement ("the unity and stability of the region"), or one adjective.

Ruling 17 of the annotation manual.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import Concept, Kind
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import provisional
from graph_builder.text.things.complements import Complements
from graph_builder.text.things.phrases import inverter_nouns
from graph_builder.text.words.grammar import Grammar

__all__ = ["Coordination"]

_MAX_CONJUNCT = 3
_JOINING = frozenset({"and", "or"})
_MAX_CONJUNCTS = 6
_PLACED = frozenset({"in", "along", "across", "between", "among", "for", "within", "throughout"})
"""Prepositions that lead to what several goods or ills belong to."""
_SCOPES = frozenset({"regional", "global", "international", "world"})
"""What tells of all goods behind it where they are."""
_WORK = frozenset({"cooperation", "co-operation"})
_APART = frozenset({"actor", "treaty", "threat", "conflict", "initiative"})
"""Kinds of known things that stay things of their own beside others."""


@functools.lru_cache(maxsize=4)
def _concrete(lexicon: Lexicon) -> frozenset[str]:
    """Heads that lead to what stands after them, turn its sign, or name somebody or something by themselves."""
    words = lexicon.words
    lists = words.any_of("light_nouns", "tie_nouns", "problem_nouns", "offices") - {"development"}
    return lists | words.kind_heads["actor"] | words.kind_heads["treaty"] | inverter_nouns(lexicon)


@functools.lru_cache(maxsize=4)
def _empty(lexicon: Lexicon) -> frozenset[str]:
    """Heads of which two together tell no more than what they lead to."""
    return lexicon.words.any_of("light_nouns", "framing_words") | inverter_nouns(lexicon)


class Coordination:
    """The coordinated nouns of one target that make one thing."""

    def __init__(
        self, grammar: Grammar, lexicon: Lexicon, body: str, complements: Complements, target: tuple[int, int]
    ) -> None:
        self.g, self.lexicon, self.body = grammar, lexicon, body
        self.known = complements.known
        self.first, self.end = target
        self.concrete = _concrete(lexicon)
        self.complements = complements
        self.closed = lexicon.words.any_of("prepositions", "determiners", "pronouns", "conjunctions", "modals")

    def find(self) -> Iterator[Mention]:
        """Mentions in reading order."""
        for at in self.g.places(_JOINING, self.first + 1, self.end - 1):
            if (span := self._around(at)) is not None:
                concept = self._concept(*span, good=self._is_good(at), ill=self._is_ill(at - 1))
                if concept is not None:
                    yield Mention(concept, *span)

    def _around(self, conjunction: int) -> tuple[int, int] | None:
        last = self._noun_phrase_after(conjunction + 1)
        conjuncts = list(self._before(conjunction))
        if last == conjunction + 1 or not conjuncts or (len(conjuncts) == 1 and self.g.low(conjunction - 1) == ","):
            return None
        spans = [*reversed(conjuncts), (conjunction + 1, last)]
        if self._are_rights_of_state(spans):
            return None
        return (
            self._with_victim(spans, last)
            or self._with_complement(spans, last)
            or self._with_owner(spans)
            or self._with_state(spans)
            or self._with_adjective(spans)
        )

    def _noun_phrase_after(self, start: int) -> int:
        """Index after the adjectives and nouns from `start` on; `start` if they are no noun phrase."""
        at = start
        while at < min(self.end, start + _MAX_CONJUNCT) and self._is_part(at):
            at += 1
        while at > start and not self._is_noun(at - 1):
            at -= 1
        return start if at > start + 1 and self._may_be_verb(start) else at

    def _is_part(self, at: int) -> bool:
        token = self.g.tokens[at]
        if not token.is_word or token.low in self.closed or self.g.is_plain_adverb(at):
            return False
        described = token.low.endswith("ed") and at + 1 < self.end and bool(self.g.tokens[at + 1].nouns)
        described = described and not self.g.is_have(at - 1)
        return self._is_noun(at) or token.is_adjective or described

    def _is_noun(self, at: int) -> bool:
        """Whether the word can be a noun; one that the dictionary does not know is taken for one."""
        token = self.g.tokens[at]
        if token.nouns or (token.is_form("ing") and self.g.low(at + 1) == "of"):
            return True
        plain = token.text.isalpha() or self.g.is_in(at, "joint_goods")
        return plain and not (token.verbs or token.is_adjective or token.is_adverb)

    def _may_be_verb(self, at: int) -> bool:
        token = self.g.tokens[at]
        return any(token.form(lemma) in {"base", "s", "ing"} for lemma in token.verbs) and not token.is_adjective

    def _before(self, conjunction: int) -> Iterator[tuple[int, int]]:
        """The conjuncts before the conjunction, the nearest first."""
        end = conjunction
        for _ in range(_MAX_CONJUNCTS):
            end -= self.g.low(end - 1) == ","
            start = end
            while start > max(self.first, end - _MAX_CONJUNCT) and self._is_part(start - 1):
                start -= 1
            if start < end - 1 and self._may_be_verb(start) and not self.g.tokens[start].is_capital:
                start += 1  # "support reform and …"
            head = self.g.tokens[end - 1] if end > start else None
            if head is None or not self._is_noun(end - 1) or (head.is_adjective and not self._is_good(end)):
                return  # "fair and open trade": adjectives of one noun
            yield start, end
            if self.g.low(start - 1) != ",":
                return
            end = start

    def _with_complement(self, spans: Sequence[tuple[int, int]], last: int) -> tuple[int, int] | None:
        """The whole of conjuncts with one complement behind the last."""
        after = self.g.low(last)
        ills = all(self._is_ill(end - 1) for _, end in spans) and not self.g.low(last - 1).endswith("ism")
        plain = ills or self._are_goods(spans)
        alike = self._are_alike(spans, after) or (after == "of" and self._share_determiner(spans))
        if not alike and any(m.first == spans[-1][0] and m.end > last for m in self.known):
            return None  # "peace, security and | freedom of navigation"
        start = last + 1
        while self.g.is_in(start, "determiners") or self.g.low(start) == "respective":
            start += 1
        if any(m.first == start and m.concept.kind == "treaty" for m in self.known):
            return None  # "the purposes and principles of | the Charter"
        led = after == "of" or alike or (plain and after in _PLACED)
        if not led or self.g.is_in(start, "adverbial_nouns"):
            return None
        if not (plain or alike):
            determined = self.g.is_in(spans[0][0] - 1, "determiners")
            if (len(spans) > 2 and not determined) or any(self._is_apart(*span) for span in spans):
                return None
            if self._are_of_two(spans):
                return None
        finish = self.complements.end_of(start, last - 1)
        return (spans[0][0], finish) if finish > start or (finish == start + 1) else None

    def _are_alike(self, spans: Sequence[tuple[int, int]], tie: str) -> bool:
        """Whether each is a wrong or a tie that the complement behind `tie` belongs to: "repression and crackdown on …"."""
        words = self.lexicon.words
        first = spans[0][1] - 1
        if any(end - start > 1 for start, end in spans[1:]) or self._is_sort(*spans[0]):
            return False
        if self.g.tokens[first].is_capital and self.g.tokens[spans[-1][0]].is_capital:
            return False  # "the Agreement on | Partnership and Cooperation with Peru"
        if not self.g.bases(first).isdisjoint(self.g.bases(spans[-1][1] - 1)):
            return False  # "war crimes | and crimes against humanity"
        if tie in words["tie_prepositions"] and tie != "in":
            return all(not self.g.bases(end - 1).isdisjoint(words["tie_nouns"]) for _, end in spans)
        wrongs = words["wrong_deeds"] - {"war"} if tie == "of" else words.any_of("wrong_deeds", "problem_nouns")
        wrong = all(not self.g.bases(end - 1).isdisjoint(wrongs) for _, end in spans)
        return wrong and tie in {"of", "on", "against"} and not self.g.low(first).endswith("ism")

    def _is_sort(self, start: int, end: int) -> bool:
        """Whether nouns tell which sort is meant: "war | crimes"."""
        return any(self.g.tokens[at].nouns and not self.g.tokens[at].is_adjective for at in range(start, end - 1))

    def _share_determiner(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether two deeds or features stand behind one determiner: "the investigation and prosecution of …"."""
        (start, middle), (second, end) = spans[0], spans[-1]
        shared = self.g.is_in(start - 1, "determiners") and self.g.low(start - 1) not in {"both", "all"}
        if len(spans) > 2 or not shared or end - second > (2 if middle - start == 1 else 1):
            return False
        if self._is_sort(start, middle) or self.complements.reader.is_verb(middle - 1):
            return False
        words = self.lexicon.words
        heads = [self.g.bases(middle - 1), self.g.bases(end - 1)]
        if all(not bases.isdisjoint(_empty(self.lexicon)) for bases in heads) or "act" in heads[1]:
            return False  # "the promotion and protection of | human rights", "the killings and | acts of violence"
        beings = words["offices"] | words["tie_nouns"]
        beings |= words.kind_heads["actor"] | words.kind_heads["treaty"] | words.kind_heads["conflict"]
        named = self.g.tokens[middle - 1].is_capital or self.g.tokens[end - 1].is_capital
        return not named and all(bases.isdisjoint(beings) for bases in heads)

    def _are_of_two(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether only the last has the complement: "trade protectionism | and fragmentation of trade"."""
        start, end = spans[0]
        told = end - start > 1 and bool(self.g.tokens[start].nouns) and not self.g.tokens[start].is_adjective
        before = start - 1 - self.g.is_in(start - 1, "determiners")
        inner = len(spans) > 2 and before > self.first and self.g.low(before) == "of"
        return inner or (told and spans[-1][1] - spans[-1][0] == 1)

    def _are_rights_of_state(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether each is a right that states have by name: "the sovereignty and territorial integrity of Syria"."""
        rights = self.lexicon.words["rights_of_states"]
        return all(not self.g.bases(end - 1).isdisjoint(rights) for _, end in spans)

    def _with_victim(self, spans: Sequence[tuple[int, int]], last: int) -> tuple[int, int] | None:
        """The whole of wrong deeds with whom or what they are done to: "violations and abuses of human rights"."""
        wrongs = self.lexicon.words["wrong_deeds"]
        loose = self.lexicon.words.any_of("uncalled_modifiers", "empty_modifiers")
        bare = all(self.g.low(at) in loose for start, end in spans for at in range(start, end - 1))
        wrong = all(not self.g.bases(end - 1).isdisjoint(wrongs) for _, end in spans)
        if self.g.low(last) != "of" or not (bare and wrong):
            return None
        start = last + 1 + self.g.is_in(last + 1, "determiners")
        finish = self.complements.end_of(start, last - 1)
        return (spans[0][0], finish) if finish > start else None

    def _with_owner(self, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
        """The whole of values with the state or region whose they are before them: "the country's unity and independence"."""
        start, end = spans[0][0], spans[-1][1]
        if self.g.low(start - 1) not in {"'s", "'", "’s", "’"} or not self._are_goods(spans):
            return None
        owners = [m.first for m in self.known if m.end == start - 1 and m.concept.is_country]
        if not owners and not self.g.tokens[start - 2].is_capital and self.g.is_in(start - 2, "place_nouns"):
            owners = [start - 2]
        return (min(owners), end) if owners and min(owners) >= self.first else None

    def _with_state(self, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
        """The whole of values behind what tells where they are: "Iraqi unity and security", "regional peace, stability and growth"."""
        start, end = spans[0][0], spans[-1][1]
        told = spans[0][1] - start > 1 and (
            (self.g.tokens[start].is_capital and start > self.first)
            or (self.g.low(start) in _SCOPES and all(stop - begin == 1 for begin, stop in spans[1:]))
        )
        return (start, end) if told and all(self._is_good(stop) or self._is_work(stop) for _, stop in spans) else None

    def _are_goods(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether they are values; beside two of them anything without a name counts as one: "peace, stability and growth"."""
        good = [self._is_good(end) for _, end in spans]
        return all(good) or (
            sum(good) > 1
            and not any(
                self._is_apart(*s) and not self._is_work(s[1]) for s, g in zip(spans, good, strict=True) if not g
            )
        )

    def _is_work(self, end: int) -> bool:
        """Whether cooperation is the conjunct that ends at `end`, which is a good beside others."""
        return self.g.low(end - 1) in _WORK

    def _is_ill(self, head: int) -> bool:
        """Whether the noun tells of something bad that nobody in particular does: tension, instability."""
        bases = self.g.bases(head)
        words = self.lexicon.words
        return not bases.isdisjoint(words["problem_nouns"]) and bases.isdisjoint(words["wrong_deeds"])

    def _is_good(self, end: int) -> bool:
        """Whether the conjunct that ends at `end` is a value spoken of together with others: peace, sovereignty, opportunity."""
        head = self.g.tokens[end - 1]
        goods = self.lexicon.words["joint_goods"]
        if not head.bases.isdisjoint(goods):
            return True
        aspects = self.lexicon.words["aspects"]
        return any(
            mention.end == end
            and mention.concept.kind == "principle"
            and mention.concept.label in aspects - {"human rights"}
            for mention in self.known
        )

    def _is_apart(self, first: int, end: int) -> bool:
        head = self.g.tokens[end - 1]
        if head.low in self.lexicon.words["relational_nouns"]:
            return False  # "the rights and interests of all"
        if not head.bases.isdisjoint(self.concrete) or (head.is_capital and end - 1 > self.first):
            return True
        return any(
            mention.first < end and first < mention.end and mention.concept.kind in _APART for mention in self.known
        )

    def _with_adjective(self, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
        """The whole of two nouns with one adjective before them: "able leadership and guidance"."""
        if len(spans) != 2:
            return None
        (start, middle), (second, end) = spans
        plain = end - second == 1 and middle - start > 1 and not self._may_be_verb(second)
        both = all(self.g.low(at).endswith("s") and self.g.tokens[at].nouns for at in (middle - 1, second))
        named = any(m.first < end and start < m.end and m.concept.kind == "actor" for m in self.known)
        if self.g.low(end) == "by":
            return None  # "previous resolutions and | statements by its President"
        if middle - start == 2 and end - second == 1 and both and not named and self.g.is_in(start, "of_both"):
            return start, end  # "existing treaties and agreements"
        if not plain or self._is_apart(start, middle) or self._is_apart(second, end) or self.g.low(second - 2) == ",":
            return None
        if any(mention.first < end and start < mention.end for mention in self.known):
            return None
        closes = end >= self.end or not self.g.tokens[end].is_word or self.g.is_in(end, "prepositions")
        return (start, end) if closes else None

    def _concept(self, first: int, end: int, *, good: bool, ill: bool) -> Concept | None:
        inside = [m.concept for m in self.known if first <= m.first and m.end <= end and not m.concept.provisional]
        head = next((at - 1 for at in range(first + 1, end) if self.g.low(at) == "of"), first)
        wrong = not self.g.bases(head).isdisjoint(self.lexicon.words["wrong_deeds"])
        principles = [] if wrong else [concept for concept in inside if concept.kind == "principle"]
        kind: Kind | None = "issue" if wrong else "principle" if principles or good else "threat" if ill else None
        made = provisional(self.g, self.lexicon, self.body, first, end, kind)
        if made is None:
            return None
        return replace(made, broader=tuple(sorted({concept.id for concept in principles})))
