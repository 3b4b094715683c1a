"""What the own programmes and agencies of who issues a fact sheet will do: the issuer undertakes it ("this fund will support")."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.sentence import Sentence

__all__ = ["Undertakings"]


class Undertakings:
    """The programmes and agencies that are subjects in one sentence of a report by an actor about itself."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g

    def whose(self, cue: Cue, start: int, first: int) -> tuple[str, ...] | None:
        """Who undertakes what the subject [start, first) of a verb will do; None where it is no programme of the issuer's."""
        own, group = self.s.voices.own, cue.group
        if group is None or group.negated or self._is_not_only(cue) or group.modal != "will" or cue.row.sign == "-":
            return None
        own_report = self._is_own_report(self.s.voices)
        if not own_report and not (self._is_declared() and cue.act in {"affirm", "commit"}):
            return None
        begin, end = self._subject(start, first)
        if end <= begin or self._names_others(begin, end, own):
            return None
        if self._is_programme(begin, self.s.holders.named.head(begin, end)):
            return own if own_report or cue.shape in {"assessment", "modal"} else None
        if cue.shape in {"verb", "wrapped"} and self.g.is_in(self.s.holders.named.head(begin, end), "occasions"):
            return own  # "the visit will underscore"
        begin += self.g.low(begin) == "the"
        called = end - begin == 1 and self.s.holders.agencies.is_acronym(begin)
        called = called and not any(actor.first == begin for actor in self.s.holders.actors)  # but "the UK will"
        return own if called and cue.shape in {"assessment", "modal"} else None

    def of_agency(self, cue: Cue, start: int, first: int) -> tuple[str, ...] | None:
        """For whom an unknown body acts that is the subject [start, first) of a promise; None if none is."""
        voices = self.s.voices
        if not voices.own and self.s.head.verb == cue.keyword:
            voices = voices.told_by(voices.issuer)  # "the Research Council announced"
        if cue.act != "commit" or cue.shape == "assessment" or not self._is_own_report(voices):
            return None
        several = self.s.holders.resolve(start, first, voices) if voices is not self.s.voices else None
        return several or self.s.holders.agencies.whose(*self._subject(start, first), voices)

    def _is_own_report(self, voices: Voices) -> bool:
        """Whether an actor reports here of what it does itself."""
        told = self.s.teller or self.s.attributed or self.s.holders.strangers is None
        return bool(voices.own) and voices.own == voices.issuer and not told

    def _is_not_only(self, cue: Cue) -> bool:
        """Whether it will do more than that: "will not only boost"."""
        return any(self.g.low(at) == "not" for at in range(cue.first, cue.end))

    def _is_declared(self) -> bool:
        """Whether somebody declares here what it will do: told by nobody, and no speech."""
        voices = self.s.voices
        told = self.s.teller or self.s.attributed or not self.s.holders.named.texts
        return bool(voices.own) and voices.own == voices.issuer and not told

    def _subject(self, start: int, first: int) -> tuple[int, int]:
        begin = self.s.holders.subjects.after_adverbial(start, first)
        return begin, self.s.holders.subjects.before_verb(begin, first)

    def _names_others(self, begin: int, end: int, own: tuple[str, ...]) -> bool:
        """Whether another actor or a person stands in the subject."""
        actors = any(begin <= actor.first < end and actor.concept.code not in own for actor in self.s.holders.actors)
        return actors or any(not self.g.bases(at).isdisjoint(self.g.words["persons"]) for at in range(begin, end))

    def _is_programme(self, begin: int, head: int) -> bool:
        """Whether what is undertaken is the subject: "this fund", "the Partnership", "these investments"."""
        determined = self.g.is_in(begin, "determiners") or self.g.tokens[head].is_capital
        return determined and not self.g.tokens[head].nouns.isdisjoint(self.g.words["undertakings"])
