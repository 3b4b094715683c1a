"""Who tells a sentence from inside it: between its subject and its verb, between two parts of a quotation, as whose view it is."""

from __future__ import annotations

from graph_builder.text.holders.holders import Holders
from graph_builder.text.holders.tellers import CLOSING, before_closers, closes_quotation, end_of_name
from graph_builder.text.holders.telling import Telling
from graph_builder.text.holders.told_clauses import opens_quotation
from graph_builder.text.holders.voices import Voices
from graph_builder.text.words.circumstances import after_circumstances
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import COORDINATORS
from graph_builder.text.words.verb_groups import verb_group

__all__ = ["Asides"]

_COMMA = frozenset({","})
_WHEN = frozenset({"last", "this", "earlier", "later", "today", "yesterday", "while"})
_HEAD = 40
"""Up to which word an aside may begin."""
_AS_TOLD = 24
"""Up to which word "as somebody said" may reach."""


class Asides:
    """The asides of telling of one sentence."""

    def __init__(self, grammar: Grammar, holders: Holders, voices: Voices) -> None:
        self.g, self.holders, self.voices = grammar, holders, voices
        self.split = self._split()
        """Where the first part of a quotation ends that its teller splits, and the second, if one does."""

    def _split(self) -> tuple[int, Telling] | None:
        """Where the first part of a quotation ends that its teller splits, and the second: '"A," the minister said, | "and B"'."""
        size = len(self.g.tokens)
        for closing in self.g.places(CLOSING, 2, size - 4):
            if not closes_quotation(self.g, closing) or "," not in {self.g.low(closing - 1), self.g.low(closing + 1)}:
                continue
            start = closing + 1 + (self.g.low(closing + 1) == ",")
            again = range(start + 2, min(start + 24, size - 1))
            opening = next((at for at in again if opens_quotation(self.g, at - 1)), None)
            if opening is None or any(closes_quotation(self.g, at) for at in range(start, opening)):
                continue
            for verb in range(start, opening - 1):
                told = self.g.tokens[verb].verbs & self.g.words["attribution"]
                if not told or self.g.tokens[verb].form(min(told)) not in {"s", "past"}:
                    continue
                first, last = (start, verb) if verb > start else (verb + 1, end_of_name(self.g, verb + 1))
                holders = self.holders.resolve(first, last, self.voices)
                if holders:
                    return closing, Telling(opening + 1, before_closers(self.g), holders, verb)
        return None

    def is_bridged(self) -> bool:
        """Whether the second part of a split quotation goes on with the clause of the first: '"The curbs," he said, | "must go"'."""
        if self.split is None:
            return False
        closing, second = self.split
        return not self.g.has_verb(0, closing) and self._goes_on(second.begin)

    def telling(self, stop: int) -> Telling | None:
        """Who tells the sentence between its subject and its verb: "The curbs, | said the minister, | must go"."""
        if self.split is not None and self.is_bridged():
            return Telling(0, stop, self.split[1].holders, self.split[1].verb)
        for comma in self.g.places(_COMMA, 1, min(stop, _HEAD)):
            end = next((at for at in range(comma + 3, min(comma + 14, stop - 1)) if self.g.low(at) == ","), None)
            if end is None or self.g.low(end + 1) in COORDINATORS or self.g.has_verb(0, comma):
                continue
            if not self._goes_on(end + 1):
                continue
            if self.g.low(comma + 1) == "according" and self.g.low(comma + 2) == "to":
                holders = self.holders.resolve(comma + 3, end, self.voices, documents=False)
                if holders:
                    return Telling(0, stop, holders, comma + 1)
                continue
            named = any(token.nouns and not token.is_adverb for token in self.g.tokens[:comma])
            inside = range(comma + 2, end - 1) if named else ()
            parted = ((at, comma + 1, at) for at in inside if self._tells_where(at + 1, end))
            for verb, first, last in ((comma + 1, comma + 2, end), (end - 1, comma + 1, end - 1), *parted):
                told = self.g.tokens[verb].verbs & self.g.words["attribution"]
                if not told or self.g.tokens[verb].form(min(told)) not in {"s", "past"}:
                    continue
                holders = self.holders.resolve(first, last, self.voices, documents=False)
                if holders:
                    return Telling(0, stop, holders, verb)
        return None

    def _tells_where(self, at: int, end: int) -> bool:
        """Whether only when, where and to whom it was told stands between two indexes: "the curbs, he said | in Lima, must go"."""
        heard = at + self.g.is_in(at, "press_corps")
        told = heard == end or (heard > at and self.g.is_in(heard, "prepositions"))
        told = told or self.g.low(heard) in _WHEN or after_circumstances(self.g, heard) == end
        return told and not self.g.has_verb(heard + 1, end)

    def as_told(self, stop: int) -> Telling | None:
        """What stands behind "As the minister pointed out in her report, …" and "As Peru has stressed: …"."""
        begin = self.g.lead
        if self.g.low(begin) != "as":
            return None
        near = range(begin + 3, min(begin + _AS_TOLD, stop - 2))
        end = next((at for at in near if self.g.low(at) in {",", ":"}), None)
        for verb in range(begin + 2, end or 0):
            told = self.g.tokens[verb].verbs & self.g.words["attribution"]
            if self.g.low(verb + 1) == "clear":
                told = self.g.tokens[verb].verbs & {"make"}
            if self.g.tokens[verb].is_capital:
                continue  # "As the United | States said"
            if not told or self.g.tokens[verb].form(min(told)) not in {"s", "past"}:
                continue
            last = verb + 1 + (self.g.low(verb + 1) in {"out", "clear"})
            circumstance = last == end or self.g.is_in(last, "prepositions") or self.g.is_plain_adverb(last)
            circumstance = circumstance or self.g.low(last) == "("
            group = verb_group(self.g, verb, min(told))
            if (
                not (circumstance or self.g.low(last) in {"last", "earlier", "today", "yesterday", "this"})
                or group is None
                or group.use != "finite"
            ):
                return None
            holders = self.holders.resolve(begin + 1, group.first, self.voices, documents=False)
            ours = self.g.low(begin + 1) in {"we", "i"}
            if holders and self.holders.is_paper(holders):
                return None  # "As Reuters reported, the minister said"
            return Telling(end + 1, stop, holders, verb) if holders and end and not ours else None
        return None

    def _goes_on(self, at: int) -> bool:
        """Whether the verb of a subject before an aside stands at an index."""
        at = self.g.skip_forward(at)
        if at >= len(self.g.tokens):
            return False
        helps = self.g.is_in(at, "modals") or self.g.is_be(at) or self.g.is_have(at)
        token = self.g.tokens[at]
        return helps or any(token.form(lemma) in {"s", "past", "base"} for lemma in token.verbs)

    def in_view(self) -> Telling | None:
        """What stands behind "In Peru's view, …" and "In the opinion of the minister, …"."""
        if self.g.low(0) not in {"in", "from", "to"}:
            return None
        comma = next((at for at in range(3, min(16, len(self.g.tokens))) if self.g.low(at) == ","), None)
        if comma is None:
            return None
        views = self.g.words["views"]
        whose: tuple[int, int] | None = None
        if not self.g.bases(comma - 1).isdisjoint(views) and self.g.low(comma - 2) in {"'s", "’s", "'", "’"}:
            whose = (1, comma - 2)
        elif self.g.low(1) == "the" and self.g.low(3) == "of" and not self.g.bases(2).isdisjoint(views):
            whose = (4, comma)
        holders = self.holders.resolve(*whose, self.voices, documents=False) if whose is not None else None
        return Telling(comma + 1, before_closers(self.g), holders) if holders else None
