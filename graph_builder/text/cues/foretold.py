"""What is foretold: an event looked forward to, or what who warns of it will do himself: "the next summit", "that it would respond"."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["Foretold"]

_WOULD = frozenset({"will", "would", "could", "shall", "may", "might"})


class Foretold:
    """The deeds and events of one segment that are told before they come."""

    def __init__(self, grammar: Grammar) -> None:
        self.g = grammar

    def is_looked_for(self, at: int) -> bool:
        """Whether a thing and no deed stands at an index, though its first word may be a verb: "look forward to | further talks"."""
        token = self.g.tokens[self.g.skip_forward(at)]
        return token.is_form("base") and (bool(token.nouns) or token.is_adjective or token.is_adverb)

    def is_event(self, at: int) -> bool:
        """Whether an event or a report stands at an index: "look forward to | the next summit", of no deed or progress hoped for."""
        noun = self.g.skip_modifiers(at)
        return any(
            not self.g.bases(place).isdisjoint(self.g.words["looked_for"]) for place in range(noun - 1, noun + 2)
        )

    def is_threat(self, verb: int, end: int) -> bool:
        """Whether a warning is of what who warns would do: "warned of | dire consequences", "warned that | it would respond".

        Behind whom it is given to, "it" is rather that one: "warned Chile that | it would pay".
        """
        if self.g.low(end - 1) == "of":
            noun = self.g.skip_modifiers(end)
            return "consequence" in self.g.bases(noun) and self.g.low(noun + 1) not in {"of", "for", "on", "to", "from"}
        noun = end + (self.g.low(end) in {"its", "our"})
        own = noun > end and not self.g.bases(noun).isdisjoint(self.g.words["own_forces"])
        acts = own or self.g.low(noun) == "we" or (self.g.low(noun) in {"it", "they"} and end < verb + 3)
        deed = self.g.skip_forward(noun + 2)
        return acts and self.g.low(noun + 1) in _WOULD and self.g.low(deed) not in {"be", "have", "mean", "take"}
