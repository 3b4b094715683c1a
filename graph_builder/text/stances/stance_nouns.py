"""Stance nouns that take a stance of their own: "our support for A is firm", "stressed the need for A and | the importance of B"."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.cues.beginnings import ended_with
from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.stances.told_nouns import ToldNouns

__all__ = ["StanceNouns"]


class StanceNouns:
    """The stance nouns of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.told = ToldNouns(sentence)

    def accepted(self, cue: Cue) -> Opening | None:
        """The opening of a stance noun; None where it takes no stance of its own."""
        if not self.s.open:
            if (ended := self._ended_with(cue)) is not None:
                return ended
            if (told := self.told.accepted(cue)) is not None:
                return told
            headed = self.g.low(cue.first) in {"a", "an"} and self.g.low(cue.first - 1) == "with" and cue.first == 1
            if not headed and (cue.form != "own" or self.g.low(cue.first) not in {"our", "my"}):
                return None
            joined = cue.first != self.g.lead and self.g.low(cue.first - 1) in {"to", "for", "and"}
            joined = joined or (self.g.low(cue.first - 1) == "in" and self.g.is_in(cue.keyword, "endeavours"))
            if cue.act == "emphasize" or joined:
                return None  # "our role in the talks"
            if self.g.low(cue.first - 2) == "to" and self.g.tokens[cue.first - 1].is_form("base"):
                return None  # "met to achieve our vision for"
            return self.s.opening(cue, self.s.issuer(), cue.first)
        last = self.s.open[-1]
        if any(cue.first == m.first and m.concept.code not in last.holders for m in self.s.holders.actors):
            return None  # "support Chile's and | Peru's commitment to"
        if self._is_of_subject(last.cue, cue):
            return None
        if cue.form == "coordinate" and cue.act == last.cue.act == "emphasize":
            return None  # "the importance of A and the central role of B": one cue
        if cue.form == "coordinate" and (self._is_listed(last.cue, cue) or self._is_weighed(last.cue, cue)):
            return None
        if cue.form == "coordinate" and cue.act == "affirm" and last.cue.act == "emphasize" and self._needs(cue):
            cue = replace(cue, act="emphasize")  # "stressed the importance of A and | the need for B"
        if cue.form == "coordinate" and self.s.series.has_infinitive(last.cue.end, last.cue.end + 1):
            return None  # "the need to set clear directions and | targets for"
        again = any(self.g.low(n) == self.g.low(cue.first) for n in range(last.cue.first, last.cue.end))
        asked = again and cue.form == "own" and self.g.low(cue.first - 1) == "and" and self.g.low(cue.first - 2) == ","
        if last.cue.shape in {"wrapped", "noun"} and self._is_joined(cue.first) and (cue.act != "urge" or asked):
            same = (
                cue.form == "coordinate" and cue.row is last.cue.row
            )  # "stressed the need for A and | the need for B"
            return self.s.opening(replace(cue, act=last.cue.act) if same else cue, last.holders, cue.first)
        if self._is_joined(cue.first) and cue.form == "own" and self._is_direct_object(last, cue):
            return self.s.opening(cue, last.holders, cue.first)
        return None

    def _is_of_subject(self, last: Cue, cue: Cue) -> bool:
        """Whether it stands in the subject of a clause whose verb follows: "stressed that our ties, and | our support for A, will help"."""
        that = next((at for at in (last.end - 1, last.end) if self.g.low(at) == "that"), None)
        if that is None or self.g.has_verb(that + 1, cue.first):
            return False
        commas = self.g.places(frozenset({","}), cue.end + 1, self.s.end - 1)
        ahead = (self.g.skip_forward(at + 1) for at in commas)
        return any(self.g.is_in(at, "modals") or self.g.is_be(at) or self.g.is_have(at) for at in ahead)

    def _is_listed(self, last: Cue, cue: Cue) -> bool:
        """Whether a noun of favour is one of what somebody is against: "concern about A, | the advocacy of war and B"."""
        against = last.act in {"condemn", "oppose", "regret", "concern"} and cue.act in {"support", "welcome", "commit"}
        listed = self.g.low(cue.first - 1) == "," and any(
            self.g.low(at) in {"and", "or"} for at in range(cue.end, self.s.end)
        )
        listed = listed or self.g.is_in(cue.keyword, "endeavours")  # "concern at the use of force and | efforts to"
        return against and (listed or self.g.low(cue.first) == "the")

    def _is_weighed(self, last: Cue, cue: Cue) -> bool:
        """Whether a noun of devotion without an owner is called important too: "the importance of trade, | adherence to law and"."""
        plain = cue.first == cue.keyword and not self.g.tokens[cue.keyword].nouns.isdisjoint(
            self.g.words["devoted_nouns"]
        )
        return plain and last.act in {"emphasize", "urge"} and self.g.low(last.end - 1) in {"of", "for"}

    def _needs(self, cue: Cue) -> bool:
        return "need" in self.g.tokens[cue.keyword].nouns

    def _ended_with(self, cue: Cue) -> Opening | None:
        """A stance noun with which its subject began or ended something: "the summit closed with | a call for calm"."""
        with_a = self.g.low(cue.first) in {"a", "an"}
        verb = ended_with(self.g, cue.first - 1) if with_a else None
        if verb is None:
            return None
        start = self.s.subject_start(verb)
        holders = self.s.holders.resolve(start, verb, self.s.voices) if start < verb else None
        return None if not holders else self.s.opening(cue, holders, cue.first)

    def _is_direct_object(self, last: Opening, cue: Cue) -> bool:
        """Whether the nominal cue is coordinated with the object of a carrier verb: "reaffirmed A, and their commitment to B"."""
        carried = bool(self.g.tokens[last.cue.keyword].verbs & self.g.words["carriers"])
        renewed = last.cue.act == "affirm" and last.cue.shape == "verb" and cue.act in {"support", "oppose"}
        return carried and (cue.act == "commit" or renewed)

    def _is_joined(self, first: int) -> bool:
        return self.s.series.joint(first) < first
