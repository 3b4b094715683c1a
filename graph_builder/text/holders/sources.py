"""The source that a sentence gives for what it tells: "according to the ministry", "As Reuters reported, …", ", Tass cites Peru"."""

from __future__ import annotations

from graph_builder.text.holders.asides import Asides
from graph_builder.text.holders.holders import Holders
from graph_builder.text.holders.tellers import before_closers
from graph_builder.text.holders.telling import Telling
from graph_builder.text.holders.voices import Voices
from graph_builder.text.words.grammar import Grammar

__all__ = ["Sources"]

_ACCORDING = frozenset({"according"})
_CITING = frozenset({"cites", "quotes", "learned", "learnt", "informs"})
"""How an agency names its source."""
_CITED = 14
"""How many words from the end it may do so."""


class Sources:
    """The sources of one sentence."""

    def __init__(self, grammar: Grammar, holders: Holders, voices: Voices, asides: Asides) -> None:
        self.g, self.holders, self.voices, self.asides = grammar, holders, voices, asides

    def according(self) -> Telling | None:
        """The same of "According to the ministry, …" and "…, according to the ministry"."""
        size = len(self.g.tokens)
        if (viewed := self.asides.in_view()) is not None:
            return viewed
        places = (at for at in self.g.places(_ACCORDING, 0, size) if self.g.low(at + 1) == "to")
        at = next((at for at in places if at == 0 or at > 2), -1)
        if at == 0:
            comma = next((place for place in range(3, min(20, size)) if self.g.low(place) == ","), None)
            him = {"him": "he", "her": "she"}.get(self.g.low(2)) if comma == 3 else None
            if comma is None:
                return None
            found = self.holders.resolve(2, comma, self.voices, documents=False)
            holders = self.voices.meant_by(him) if him else found
            if not holders:
                return None
            return Telling(self._behind_apposition(comma) + 1, before_closers(self.g), holders)
        if at < 0 or self.g.low(at - 1) not in {",", "”", '"'}:
            return None
        end = next((place for place in range(at + 2, size) if not self.g.tokens[place].is_word), size)
        if end < size - 2:
            return None
        return Telling(0, at - 1, self.holders.resolve(at + 2, end, self.voices, documents=False))

    def cited(self) -> Telling | None:
        """What stands before ", Kazinform cites the ministry" and ", Kazinform has learnt from the press service"."""
        size = before_closers(self.g)
        for at in self.g.places(_CITING, max(size - _CITED, 3), size - 1):
            begin = self.g.back_over_adverbs(at)[0] + 1
            begin -= self.g.is_have(begin - 1)
            first = next((n + 1 for n in range(begin - 1, max(begin - 6, 1), -1) if self.g.low(n) == ","), None)
            if first is not None and all(self.g.tokens[n].is_capital for n in range(first, begin)) and first < begin:
                return Telling(0, first - 1, None, at)
        return None

    def behind_source(self, start: int, verb: int) -> int:
        """Index behind the comma where "As the agency reported," ends that stands before a subject; `start` if none does."""
        comma = next((at for at in range(start + 3, min(start + 7, verb - 1)) if self.g.low(at) == ","), start)
        told = self.g.tokens[comma - 1].verbs & self.g.words["attribution"] if comma > start else frozenset[str]()
        return comma + 1 if told else start

    def _behind_apposition(self, comma: int) -> int:
        """Index of the comma that closes what is said of the source: "According to Peru, | a member, talks …", else `comma`."""
        tokens, stop = self.g.tokens, min(comma + 16, len(self.g.tokens))
        end = next((at for at in range(comma + 2, stop) if self.g.low(at) == ","), None)
        if comma + 1 >= len(tokens):
            return comma
        first = tokens[comma + 1]
        participle = bool(first.verbs) and (first.is_form("ing") or first.is_form("past"))
        if end is None or (self.g.has_verb(comma + 2, end) and not participle):
            return comma
        inside = range(comma + 1, end)
        known = any(actor.first == comma + 1 for actor in self.holders.actors)
        words = self.g.words["particles"] | {"."}
        named = not known and all(tokens[at].is_capital or self.g.low(at) in words for at in inside)
        office = any(self.g.is_in(at, "persons") or self.g.is_in(at, "heads_of_bodies") for at in inside)
        return end if named or office or participle or first.low in {"a", "an"} else comma
