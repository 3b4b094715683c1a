"""Whom a report quotes "as saying": "the agency quoted the minister as saying", "the minister was quoted as saying"."""

from __future__ import annotations

from graph_builder.text.holders.holders import Holders
from graph_builder.text.holders.telling import Telling
from graph_builder.text.holders.voices import Voices
from graph_builder.text.words.grammar import Grammar

__all__ = ["Sayings"]

_QUOTED = frozenset({"quoted", "cited", "reported"})
_SAYING = frozenset({"saying", "telling"})
_FAR = 14
"""How many words the name of who is quoted may have."""


class Sayings:
    """The one of whom a sentence says that others quote him or her, if there is one."""

    def __init__(self, grammar: Grammar, holders: Holders, voices: Voices) -> None:
        self.g, self.holders, self.voices = grammar, holders, voices
        self.verb = self._saying() if holders.strangers is not None else None
        """Index of "saying"."""

    def _saying(self) -> int | None:
        lows = [token.low for token in self.g.tokens]
        found = (at for at, low in enumerate(lows) if low in _SAYING and at > 2 and lows[at - 1] == "as")
        return next(found, None) if "as" in lows else None

    def _quoting(self) -> int | None:
        """Index of "quoted" before "as saying"."""
        if self.verb is None:
            return None
        places = range(self.verb - 2, max(self.verb - _FAR, 0), -1)
        return next((at for at in places if self.g.low(at) in _QUOTED), None)

    def _who(self, quoted: int, verb: int) -> tuple[int, tuple[str, ...]] | None:
        """Where the clause that quotes begins, and who is quoted in it; None if nobody who can hold a stance is."""
        start = self.holders.subjects.start_of(quoted - 1 if self.g.is_be(quoted - 1) else quoted)
        first, end = (start, quoted - 1) if self.g.is_be(quoted - 1) else (quoted + 1, verb - 1)
        found = self.holders.resolve(first, end, self.voices, documents=False)
        return (start, found) if found else None

    def tail(self) -> Telling | None:
        """What stands before such a clause: '"It is fair," the agency quoted the minister as saying'."""
        quoted = self._quoting()
        who = self._who(quoted, self.verb) if quoted is not None and self.verb is not None else None
        if who is None or who[0] < 3:
            return None
        end = who[0] - (self.g.low(who[0] - 1) in {"”", '"'})
        if self.g.low(end - 1) != "," and end == who[0]:
            return None
        return Telling(0, end - (self.g.low(end - 1) == ","), who[1], self.verb)

    def head(self, stop: int) -> Telling | None:
        """What stands behind it: "the minister was quoted as saying that | it is fair"."""
        quoted = self._quoting()
        if quoted is None or self.verb is None or self.verb >= stop - 2:
            return None
        who = self._who(quoted, self.verb)
        that = (at for at in range(self.verb + 1, self.verb + 5) if self.g.low(at) in {"that", ",", ":"})
        begin = next(that, self.verb) + 1
        return Telling(begin, stop, who[1], self.verb) if who is not None else None
