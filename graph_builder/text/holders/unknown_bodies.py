"""Bodies that no table knows and that take a stance where no narrator tells of it: "the JEF", "the Joint Water Commission"."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.holders.body_names import BodyNames
from graph_builder.text.holders.voices import Voices
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["UnknownBodies"]

_LINKS = frozenset({"of", "for", "on", "against", "to"})
_OWN = frozenset({"our", "this", "your"})


class UnknownBodies:
    """The unknown bodies of one segment of a declaration, resolution or speech."""

    def __init__(self, grammar: Grammar, mentions: Sequence[Mention], names: BodyNames, *, texts: bool) -> None:
        """With `texts` a body of a declaration is that of who issues it; a speaker tells of it by its name."""
        self.g, self.mentions, self.names, self.texts = grammar, mentions, names, texts
        self.actors = [mention for mention in mentions if mention.concept.code is not None]

    def named(self, start: int, end: int, voices: Voices) -> tuple[str, ...] | None:
        """Whose the stance of a body [start, end) is: the issuer's in its own text, else the body's; None if none is named."""
        first = start + self.g.is_in(start, "articles")
        if first >= end or not self.g.tokens[first].is_capital or self.g.low(start) in _OWN:
            return None
        last = self._end_of_name(first, end)
        if last < end and self.g.low(last) not in _LINKS | {"(", ","}:
            return None
        called = self._is_acronym(first, last)
        if first == start or not (called or self._is_body(last - 1)) or self._is_thing(first, last):
            return None
        if not self.g.bases(last - 1).isdisjoint(self.g.words["persons"]):
            return None
        if self.texts:
            return voices.own or None
        if self.g.low(last) == "of" and not called and self.g.is_in(last - 1, "sessions"):
            whose = (actor.concept.code for actor in self.actors if last < actor.first <= last + 2)
            return tuple(code for code in whose if code)[:1] or None
        known = (actor.concept.code for actor in self.actors if first <= actor.first and actor.end <= last)
        if (code := next((code for code in known if code), None)) is not None:
            return (code,)  # "the IAEA Board"
        if self.g.low(last) in _LINKS and not called:
            last = max(self._end_of_name(last + 1, end), last)
        full = called or last - first > 1
        return (self.names.text(first, last),) if full else None

    def _is_thing(self, first: int, last: int) -> bool:
        """Whether the name is known as that of a treaty, issue or programme: "the TPNW", "the SDGs"."""
        known = (m for m in self.mentions if m.first <= first and last <= m.end)
        plural = self.g.tokens[last - 1].text
        return (plural[:-1].isupper() and plural.endswith("s")) or any(m.concept.kind != "actor" for m in known)

    def _end_of_name(self, first: int, end: int) -> int:
        at = first
        while at < end and self.g.tokens[at].is_capital:
            at += 1
        return at

    def _is_acronym(self, first: int, last: int) -> bool:
        """Whether letters name the body, alone or with the noun behind them: "ACP", "the CVF | Group"."""
        text = self.g.tokens[first].text
        letters = sum(letter.isupper() for letter in text)
        if self.g.is_in(first, "no_bodies"):
            return False
        return letters > 1 and letters > len(text) // 2 and (last - first == 1 or self._is_body(last - 1))

    def _is_body(self, at: int) -> bool:
        """Whether a word with a capital tells of what sort the body is: "Board", "Session", "Task Force"."""
        lists = ("bodies", "named_bodies", "organs_of_others", "sessions")
        return self.g.tokens[at].is_capital and not self.g.bases(at).isdisjoint(self.g.words.any_of(*lists))
