"""What somebody takes something for, told by what stands behind the verb: "considered the plan unfair", "call terrorism a threat"."""

from __future__ import annotations

from graph_builder.text.cues.rows import CueReader
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["VerbsOfJudging"]

_WISHING = frozenset({"want", "wish", "hope", "like", "love"})


class VerbsOfJudging(CueReader):
    """The verbs of one segment behind whose object stands what it is taken for."""

    def _is_judged(self, at: int, group: VerbGroup) -> bool:
        """Whether something is considered to be something, and not only looked at."""
        size = len(self.g.tokens)
        if group.use == "passive":
            return at < size and (self.g.tokens[at].is_adjective or self.g.is_in(at, "determiners"))
        if self.g.tokens[group.first].form("consider") != "past":
            return True
        if self.g.low(at) == "it":
            return True  # "considered it vital that"
        reach = range(at + 1, min(at + 12, size))
        return any(self._says_what_it_is(n) or self._closes_with_adjective(n) for n in reach)

    def _is_called(self, verb: int, name: str) -> bool:
        """Whether the object of a verb and then its name follow: "consider | terrorism a grave threat"."""
        place = next((n for n in range(verb + 2, min(verb + 20, len(self.g.tokens))) if name in self.g.bases(n)), verb)
        return bool(self.g.places(self.g.words["articles"], verb + 2, place))

    def _says_what_it_is(self, at: int) -> bool:
        """Whether "as" or "to be" stands there: not in "considered the report | as well as", "the threat | to the region"."""
        if self.g.low(at) == "as":
            return self.g.low(at + 1) != "well" and self.g.low(at - 1) != "well"
        return self.g.low(at) == "to" and (self.g.is_be(at + 1) or self.g.is_have(at + 1))

    def _closes_with_adjective(self, at: int) -> bool:
        """Whether an adjective stands there that no noun follows: "considered the plan | unfair", not "the report | drafted by"."""
        token, after = self.g.tokens[at], self.g.low(at + 1)
        if not token.is_adjective or token.nouns or token.is_capital or after in {"to", "for", "by"}:
            return False
        if token.is_form("past") and self.g.is_in(at + 1, "prepositions"):
            return False
        follows = self.g.tokens[at + 1] if at + 1 < len(self.g.tokens) else None
        return follows is None or not (follows.nouns or follows.is_capital or self.g.is_in(at + 1, "determiners"))

    def _is_wished_for(self, at: int, phrase: tuple[str, ...]) -> bool:
        """Whether "as" stands in what somebody wants to happen: "want to | see Ana Soto named as head of state"."""
        return phrase[-1] == "as" and self.g.low(at - 1) == "to" and bool(self.g.tokens[at - 2].verbs & _WISHING)
