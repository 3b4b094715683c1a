"""Who tells a quotation, behind it or before a colon: '…," he said after the talks', 'The minister attacked the plotters: "It is …"'."""

from __future__ import annotations

from collections.abc import Set

from graph_builder.text.holders.holders import Holders
from graph_builder.text.holders.tellers import CLOSING, closes_quotation, end_of_bearer
from graph_builder.text.holders.telling import Telling
from graph_builder.text.holders.told_clauses import opens_quotation
from graph_builder.text.holders.voices import Voices
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import COORDINATORS
from graph_builder.text.words.verb_groups import verb_group

__all__ = ["ToldQuotations"]

_LABEL = 16
"""How many words a name may have that a colon and a quotation follow."""
_TELLER = 14
"""How many words behind a quotation the verb may stand that says who told it."""
_DESCRIBED = 30
"""The same where a name is described before the verb: '…," Ana Ruiz, who heads the office, told reporters'."""


class ToldQuotations:
    """The tellers of the quotations of one sentence."""

    def __init__(self, grammar: Grammar, holders: Holders, voices: Voices) -> None:
        self.g, self.holders, self.voices = grammar, holders, voices

    def behind(self) -> Telling | None:
        """Who tells a quotation that ends before, however long the tail: '…," he said after the talks'."""
        size = len(self.g.tokens)
        ends = (
            at
            for at in reversed(self.g.places(CLOSING, 2, size - 1))
            if closes_quotation(self.g, at)
            and ({self.g.low(at - 1), self.g.low(at + 1)} & {",", "?", "!"} or self._says(at + 1))
        )
        closing = next(ends, None)
        if closing is None:
            return None
        start = closing + 1 + (self.g.low(closing + 1) == ",")
        if self.g.low(start) in COORDINATORS:
            return None  # 'underlined that "A is due", and recalled "B"'
        last = closing - 1 if self.g.low(closing - 1) in {",", "?", "!"} else closing
        named = start < size and self.g.tokens[start].is_capital and self.g.low(closing - 1) == ","
        for at in range(start, min(start + (_DESCRIBED if named else _TELLER), size)):
            if self.g.low(at) == "quoted" and self.g.is_be(at - 1):
                return Telling(0, last, self.holders.resolve(start, at - 1, self.voices) or None, at)
            if self.g.tokens[at].is_capital:
                continue  # "the United | States said"
            told = self.g.tokens[at].verbs & self.g.words["attribution"] or self._remarks(at)
            unchanged = "read" in told  # "the statement | read"
            if not told or not (unchanged or self.g.tokens[at].form(min(told)) in {"s", "past"}):
                continue
            if self.g.is_have(at - 1) or self.g.low(at - 1) in {"we", "i"}:
                return None
            begin, end = (start, at) if at > start else end_of_bearer(self.g, at + 1)
            return Telling(0, last, self.holders.resolve(begin, end, self.voices) or None, at)
        return None

    def before(self, stop: int) -> Telling | None:
        """Who tells what is quoted behind a colon, whatever the verb before it: 'The minister attacked the plotters: "It is …"'."""
        colon = next((at for at in range(3, stop - 3) if self.g.low(at) == ":" and opens_quotation(self.g, at)), None)
        for at in range(1, colon or 0):
            token = self.g.tokens[at]
            if not token.verbs or token.is_capital:
                continue
            group = verb_group(self.g, at, min(token.verbs))
            if group is None or group.use != "finite":
                continue
            start = self.holders.subjects.start_of(group.first)
            holders = self.holders.resolve(start, group.first, self.voices) if start < group.first else None
            return Telling(colon + 2, stop, holders) if holders and colon is not None else None
        if colon is None or colon > _LABEL or self.holders.strangers is None:
            return None
        holders = self.holders.resolve(0, colon, self.voices, documents=False)
        return Telling(colon + 2, stop, holders) if holders else None  # 'Peruvian envoy Jana Kral: "It is …"'

    def _says(self, at: int) -> bool:
        """Whether "said" and the like stands at an index right behind a quotation without a comma: '"It is fair" | said Peru'."""
        told = self.g.tokens[at].verbs & {"say", "add", "tell", "declare"}
        return bool(told) and self.g.tokens[at].is_form("past")

    def _remarks(self, at: int) -> Set[str]:
        """The verb by which somebody "made the remarks" or "went on"; none if it does not stand at an index."""
        if self.g.low(at + 1) == "on" and (goes := self.g.tokens[at].verbs & {"go"}):
            return goes
        said = any(token.nouns & {"remark", "comment"} for token in self.g.tokens[at + 1 : at + 4])
        return self.g.tokens[at].verbs & {"make"} if said else frozenset()
