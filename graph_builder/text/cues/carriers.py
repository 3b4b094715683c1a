"""Which verbs carry which stance nouns as their object: "reiterated | our support for", but not "raised | awareness of"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import OWN, RENEWING, CueReader

__all__ = ["DUTIES", "RELUCTANCES", "Carriers"]

DUTIES = frozenset({"duty", "obligation", "responsibility"})
RELUCTANCES = frozenset({"refusal", "unwillingness", "reluctance"})
"""Nouns of a stance for which others are blamed, unless it is one's own."""
_PROMISES = frozenset({"commitment", "pledge", "promise", "effort", "undertaking"})
"""Nouns of promise that a text or a fund may hold: "the plan includes | a pledge to"."""
_MAKING = frozenset({"make", "give", "issue", "launch"})
"""Verbs that carry a stance which is nobody's before: "made a pledge to"."""
_STRESSING = frozenset({"underscore", "underline", "stress", "emphasize", "emphasise", "affirm", "confirm"})
"""Verbs by which one tells of one's own support, if it is not said to be another's."""
_INTENDING = frozenset({"commit.noun", "commit.desire", "commit.that"})
"""Rows of nouns behind which stands whose they are: "the intention of Peru to"."""
_POSSESSIVE_ACTS = frozenset({"commit", "support", "urge"})


class Carriers(CueReader):
    """The verbs of one segment that carry stance nouns."""

    def carries(self, lemma: str, cue: Cue, begin: int, noun_at: int, verb: int) -> bool:
        """Whether a verb, whose object begins at `begin`, carries the stance of a noun: "reiterated | our support for"."""
        if lemma in self.g.words["embodying_verbs"]:
            promised = cue.act == "commit" and self.g.tokens[noun_at].nouns & _PROMISES
            return bool(promised) and not self.g.low(verb).endswith("ing")
        if lemma in self.g.words["starting_verbs"]:
            return self.g.low(begin - 1) == "with"  # "I begin with our condolences to"
        if not self.g.tokens[noun_at].nouns.isdisjoint(RELUCTANCES) and self.g.low(begin) not in OWN:
            return False  # "stressed Peru's refusal to"
        if lemma == "share" and (cue.act == "emphasize" or cue.row.id == "commit.target"):
            return False  # "share values that", "share the goals of the drafters"
        if lemma == "raise" and cue.act == "note":
            return False  # "raise awareness of"
        if lemma == "have" and any(
            not self.g.tokens[place].verbs.isdisjoint(self.g.words["rejecting_verbs"])
            for place in range(begin, noun_at)
        ):
            return False  # "has rejected calls for"
        if lemma == "discuss":
            return self.g.tokens[noun_at].nouns.isdisjoint({"effort", "plan", "vision"})  # without making them
        if lemma == "have" and not self.g.tokens[noun_at].nouns.isdisjoint(DUTIES):
            return False  # "has a duty to": an assessment, whoever has it
        if lemma == "have" and self._has_done(noun_at, begin):
            return False  # "has stressed the need for": the verb carries it
        if lemma == "have" and "role" in self.g.tokens[cue.end - 2].nouns:
            return False  # "has a crucial role to play": an assessment
        if lemma in _MAKING and any(self.g.low(place) in {"a", "an", "another"} for place in range(begin, noun_at)):
            return True  # "made a pledge to", "issued yet another plea for"
        if lemma in self.g.words["recalling_verbs"] and cue.act == "commit":
            if self.g.low(noun_at + 1) == "of":
                return False  # "recognizing the aspiration of all to"
            return self.g.tokens[noun_at].nouns.isdisjoint({"decision", "plan", "effort", "offer"})
        if cue.act not in _POSSESSIVE_ACTS or lemma in RENEWING | self.g.words["voicing_verbs"]:
            return True
        if cue.act == "support" and lemma in _STRESSING and not self.g.is_in(begin, "determiners"):
            return True  # "underscored support for"
        close = range(max(begin, noun_at - 2), noun_at)
        named = any(self.g.tokens[place].is_capital for place in close)  # "underscored U.S. (security) support for"
        named = named or (cue.row.id in _INTENDING and self.g.low(noun_at + 1) == "of")  # "the intention of Peru to"
        return named or cue.keyword > noun_at or any(self.g.low(place) in OWN for place in range(begin, noun_at))

    def _has_done(self, noun_at: int, begin: int) -> bool:
        """Whether a form of have only helps the verb behind it, which has the noun as its object."""
        verb = self.g.skip_forward(begin)
        return verb < noun_at and self.g.tokens[verb].is_form("past")
