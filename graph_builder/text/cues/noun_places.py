"""Where a stance noun stands behind the verb that carries it, and its complement behind the noun: past asides and adjectives."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from graph_builder.text.cues.rows import OWN, CueReader
from graph_builder.text.words.circumstances import after_circumstances
from graph_builder.text.words.marks import DASHES

__all__ = ["NounPlaces"]

_ASIDES = frozenset({"ahead", "once", "together", "as", "also"})
"""Words, besides prepositions, with which an aside begins that parts a verb from its noun."""
_CONDITIONS = frozenset({"when", "where", "if", "should", "once", "whenever"})
"""Words with which a clause begins that parts a noun from its complement."""
_ASIDE = 14
_LONG_ASIDE = 26
_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
_WHOSE = _OWN | {"the", "a"}
"""Words with which what is said to somebody begins."""


_PHRASES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "place": (("on", "record"),), "put": (("on", "record"),), "make": (("no", "secret", "of"),), "come": (("out", "with"),),
    "give": (("voice", "to"), ("vent", "to"), ("expression", "to")),
}  # fmt: skip
"""What makes a verb one of telling a stance."""


class NounPlaces(CueReader):
    """The places of the stance nouns of one segment."""

    def behind_phrase(self, at: int, lemma: str) -> int:
        """Index behind a verb, and what makes it one of telling: "put | on record | its", "gave | voice to | its"."""
        return next((at + 1 + len(words) for words in _PHRASES.get(lemma, ()) if self.stands(at + 1, words)), at + 1)

    def last_place(self, begin: int) -> int:
        """Index up to which the stance noun may stand: behind adjectives, and a noun of its compound ("our alliance | commitments")."""
        last = self.g.skip_modifiers(begin)
        owned = any(self.g.low(at) in OWN or self.g.tokens[at].is_capital for at in range(begin, last))
        noun = last + 1 < len(self.g.tokens) and bool(self.g.tokens[last].nouns)
        return last + 1 if owned and noun and self.g.tokens[last + 1].nouns else last

    def joint_behind(self, noun: int) -> int:
        """Index of the "and" behind a noun, or behind more that are listed: "our sorrow, sympathy | and thanks to"; 0 if none is."""
        at = noun + 1
        while self.g.low(at) == "," and at < noun + 8:
            following = self.g.skip_modifiers(at + 1, 2)
            token = self.g.tokens[following] if following < len(self.g.tokens) else None
            if token is None or not token.nouns or token.is_capital:
                break
            at = following + 1
        return at if self.g.low(at) == "and" else 0

    def after_aside(self, at: int) -> int:
        """Index after a set phrase or an aside between commas that parts a verb from its noun: "expressed, on behalf of all, their".

        An aside may stand between dashes, or be closed by one: "reaffirm today — | our".
        """
        begin = self.g.parenthetical(at)
        dash = self.g.skip_forward(at)
        if self.g.low(dash) in DASHES:
            own = (n + 1 for n in (dash, *self.g.places(DASHES, dash + 1, min(dash + 14, len(self.g.tokens) - 1))))
            return next((n for n in own if self.g.low(n) in _OWN), begin)
        if self.g.low(at) in {"for", "to"} and self.g.low(at + 1) in {"us", "me", "all"}:
            return at + 2  # "underscores for us | the importance of", "brings home to us | the need to"
        if self.g.low(at) == "to":  # "reiterated to the Group | its commitment to"
            heard = itertools.takewhile(lambda n: self.g.low(n) != ",", range(at + 2, min(at + 8, len(self.g.tokens))))
            return next((n for n in heard if self.g.low(n) in _WHOSE and self.g.tokens[n - 1].low not in _WHOSE), begin)
        spoken = self.g.skip_forward(at)
        if self.g.low(spoken) in {"before", "from"} and self.g.is_in(spoken + 1, "determiners"):
            said = range(
                spoken + 3, min(spoken + 9, len(self.g.tokens))
            )  # "reaffirms | before the Assembly today | its"
            return next((n for n in said if self.g.low(n) in _OWN), begin)
        if self.g.low(at) != ",":
            told = after_circumstances(self.g, at)  # "reiterated | on Sunday in Lima | its refusal of"
            told = self.after_aside(told) if told > at and self.g.low(told) == "," else told
            return told if told > begin and self._opens_noun(told) else begin
        leads = self.g.is_in(at + 1, "prepositions") or self.g.low(at + 1) in _ASIDES
        if begin > at or not leads:
            return begin
        comma = next(
            (place for place in range(at + 2, min(at + 18, len(self.g.tokens))) if self.g.low(place) == ","), None
        )
        if comma is None:
            return begin
        named = (
            self.g.low(comma + 2) in {"'s", "’s"} and self.g.tokens[comma + 1].is_capital
        )  # "highlighted, in Riga, Peru's"
        return comma + 1 if named or self.g.low(comma + 1) in OWN else begin

    def _opens_noun(self, at: int) -> bool:
        """Whether a noun phrase with a determiner or whose it is begins there."""
        if self.g.is_in(at, "determiners") or self.g.is_in(at, "possessives"):
            return True
        return self.g.low(at + 1) in {"'s", "’s"}

    def behind_circumstance(self, at: int, tails: Iterable[tuple[str, ...]]) -> int | None:
        """Index of one of the `tails` that a time or place parts from its noun: "its commitment | on Thursday in Lima | to"."""
        if self.g.low(at) not in {"on", "in", "at", "during", "last", "this", "ahead", "("}:
            return None
        place = after_circumstances(self.g, at)
        found = place > at and any(self.stands(place, words) for words in tails)
        return place if found else None

    def shares_object(self, at: int) -> bool:
        """Whether another stance with the same object is joined there: "Expressing concern | and condemning the raids"."""
        verb = self.g.skip_forward(at + 1)
        token = self.g.tokens[verb] if self.g.low(at) == "and" and verb < len(self.g.tokens) else None
        return token is not None and token.is_form("ing") and bool(token.verbs & self.g.words["strong_verbs"])

    def behind_comma(self, at: int) -> int | None:
        """Index behind an aside between commas that parts a noun from its complement: "our concern | , once again, | about"."""
        aside = (
            self.g.is_in(at + 1, "prepositions")
            or self.g.is_plain_adverb(at + 1)
            or self.g.low(at + 1) in {"as", "time"}
        )
        made = (
            at + 2 < len(self.g.tokens)
            and self.g.tokens[at + 1].is_form("past")
            and self.g.is_in(at + 2, "prepositions")
        )  # "its concern | , expressed in Lima, | over"
        reach = min(at + _ASIDE, len(self.g.tokens))
        comma = next((n for n in range(at + 2, reach) if self.g.low(n) == ","), None)
        if (aside or made) and comma is not None:
            return comma + 1
        if at + 3 >= len(self.g.tokens):
            return None
        if not (aside or self.g.low(at + 1) in _CONDITIONS or self.g.tokens[at + 1].is_form("past")):
            return None
        commas = self.g.places(frozenset({","}), at + 2, min(at + _LONG_ASIDE, len(self.g.tokens) - 2))
        closing = next((n for n in commas if self.g.low(n + 1) == "to" and self.g.tokens[n + 2].is_form("base")), None)
        return None if closing is None else closing + 1  # "its readiness | , when it considers the matter, | to"

    def may_pair(self, left: int) -> bool:
        """Whether an adjective before "and" shares the noun of the adjective behind it."""
        first, second = self.g.tokens[left], self.g.tokens[left + 2]
        plain = not first.nouns or self.g.is_in(left - 1, "determiners") or self.g.low(left - 1) == ","
        plain = plain or (left > 0 and self.g.tokens[left - 1].is_adjective) or self.g.low(left - 1).endswith("ed")
        plain = plain and not (second.nouns and first.nouns)
        return first.is_adjective and plain and second.is_adjective
