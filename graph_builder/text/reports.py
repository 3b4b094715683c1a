"""Who tells a sentence: the tail that attributes it (", the leaders said") and the head that reports it ("The minister said that")."""

from __future__ import annotations

from graph_builder.text.grammar import Grammar
from graph_builder.text.holders import Holders, Voices
from graph_builder.text.marks import CLOSERS

__all__ = ["Reports"]


class Reports:
    """The reporting head and tail of one sentence."""

    def __init__(self, grammar: Grammar, holders: Holders, voices: Voices) -> None:
        self.g, self.holders, self.voices = grammar, holders, voices

    def attribution(self) -> tuple[int, tuple[str, ...] | None]:
        """Where the told sentence ends (", TASS writes", ", the leaders said" cut off), and who tells it if an actor does."""
        if (quoted := self._after_quotation()) is not None:
            return quoted
        size = len(self.g.tokens)
        while size and self.g.low(size - 1) in CLOSERS:
            size -= 1
        comma = next((at for at in range(size - 2, max(size - 12, 2), -1) if self.g.low(at) in {",", "”", '"'}), None)
        if comma is None:
            return size, None
        for at in range(comma + 2, size):
            told = self.g.tokens[at].verbs & self.g.words["attribution"]
            told_whom = size - at == 2 and "tell" in self.g.tokens[at].verbs
            short = at == size - 1 or told_whom or (size - at <= 4 and self.g.is_in(at + 1, "prepositions"))
            if self.g.tokens[at].is_capital or self.g.is_in(at - 1, "prepositions"):
                continue  # "the responsibility of States"
            if told and short and self.g.tokens[at].form(min(told)) in {"s", "past"}:
                return comma, self.holders.resolve(comma + 1, at, self.voices)
        return size, None

    def _after_quotation(self) -> tuple[int, tuple[str, ...] | None] | None:
        """The same where a quotation ends before the teller, however long the tail: '…," he said after the talks'."""
        size = len(self.g.tokens)
        ends = (
            at
            for at in range(size - 2, 1, -1)
            if self.g.low(at) in {'"', "”"} and self.g.low(at - 1) in {",", "?", "!"}
        )
        closing = next(ends, None)
        if closing is None:
            return None
        start = closing + 1
        for at in range(start, min(start + 14, size)):
            told = self.g.tokens[at].verbs & self.g.words["any_telling"]
            if not told or self.g.tokens[at].form(min(told)) not in {"s", "past"}:
                continue
            begin, end = (start, at) if at > start else (at + 1, self._end_of_name(at + 1))
            return closing - 1, self.holders.resolve(begin, end, self.voices)
        return None

    def _end_of_name(self, start: int) -> int:
        """Index where the teller behind the verb ends: '…," said the minister after …'."""
        at = start
        particles = self.g.words["particles"]
        while at < len(self.g.tokens) and self.g.tokens[at].is_word:
            if self.g.is_in(at, "prepositions") and self.g.low(at) not in particles | {"of", "for"}:
                break
            at += 1
        return at

    def told(self, stop: int) -> tuple[int, Voices]:
        """Index where what a subject says begins ("The minister said that …") and who speaks there; 0 if nobody is reported."""
        for at in range(1, min(stop, 25)):
            told = self.g.tokens[at].verbs & self.g.words["speech_verbs"]
            if not told or self.g.tokens[at].form(min(told)) not in {"s", "past", "base"}:
                continue
            group = self.g.verb_group(at, min(told))
            if group is None or group.use != "finite":
                continue  # "requests the Secretary-General to report", "to submit a report"
            start = self.holders.subject_start(at)
            holders = self.holders.resolve(start, at, self.voices) if start < at else None
            voices = self.voices if holders is None else Voices(holders, holders)
            return (self._after_telling(at) if start < at else 0), voices
        return 0, self.voices

    def _after_telling(self, verb: int) -> int:
        """Index where what is said begins: behind "that", which may stand behind when, where and to whom it was said."""
        for at in range(verb + 1, min(verb + 12, len(self.g.tokens))):
            if self.g.low(at) == "that":
                return at + 1
            if (
                self.g.is_in(at, "pronouns")
                or self.g.is_in(at, "modals")
                or self.g.is_be(at)
                or self.g.low(at) in {",", ":"}
            ):
                break
        return verb + 1
