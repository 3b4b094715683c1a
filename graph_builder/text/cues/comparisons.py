"""Comparisons of what something is: "safer today than", "far more urgent than ever", "as valid as"."""

from __future__ import annotations

from graph_builder.text.cues.rows import CueReader

__all__ = ["Comparisons"]

_FAR = frozenset({"far", "much", "even", "still", "ever", "yet"})
"""Words of degree before a comparative."""
_COMPARING = frozenset({"more", "less", "better", "worse"})
"""Words, besides adjectives in -er, by which things are compared."""

_FORECAST = frozenset({"expected", "anticipated", "forecast", "usual"})
_MEASURES = frozenset({
    "larger", "smaller", "bigger", "older", "younger", "longer", "shorter", "taller", "higher", "lower", "large", "small", "big",
    "old", "young", "long", "short", "tall", "high", "low", "fast", "faster", "heavy", "heavier",
})  # fmt: skip
"""Adjectives of measure, which only describe unless something is so as never before."""


class Comparisons(CueReader):
    """The comparisons of one segment."""

    def end(self, at: int) -> int | None:
        """Index after the "than" or "as" of a comparison that begins at `at`; None if none does or it only gives a number."""
        at += self.g.low(at) in _FAR
        if at + 1 >= len(self.g.tokens):
            return None
        token = self.g.tokens[at]
        more = token.low in _COMPARING or (token.is_adjective and token.low.endswith("er"))
        if not more and not (token.low == "as" and self._is_adjective(self.g.skip_forward(at + 1))):
            return None
        closing = "than" if more else "as"
        measured = self.g.low(self.g.skip_forward(at + (not more))) in _MEASURES
        for place in range(at + 1, min(at + 8, len(self.g.tokens) - 1)):
            if self.g.low(place) == closing:
                counted = self._counts(place + 1) or (measured and self.g.low(place + 1) != "ever")
                return None if counted or self.g.low(place + 1) in _FORECAST else place + 1
            if not self.g.tokens[place].is_word or self.g.is_in(place, "subordinators"):
                return None
        return None

    def _counts(self, at: int) -> bool:
        """Whether a number or a span of time is named there: "more than | 80 %", "longer than | a year"."""
        low = self.g.low(at)
        return (
            low[:1].isdigit() or low in {"half", "double"} or not self.g.bases(at + 1).isdisjoint(self.g.words["spans"])
        )

    def _is_adjective(self, at: int) -> bool:
        return at < len(self.g.tokens) and self.g.tokens[at].is_adjective
