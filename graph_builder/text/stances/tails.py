"""What the tail that tells a sentence goes on to tell: ", she said, | warning that C", '," he said | and urged calm'."""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Stance
from graph_builder.text.stances.trimming import trimmed

__all__ = ["Tails"]

_WHO = frozenset({"it", "he", "she", "they", "who"})
"""Words for who told the sentence."""
_JUDGED = frozenset({"condemn", "oppose", "regret", "concern", "welcome", "urge", "emphasize"})


class Tails:
    """What follows the tail of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g

    def added(self) -> Iterator[Stance]:
        """What the tail that tells a sentence goes on to tell: ", she said, warning that …", '," he said, adding that …'."""
        verb = self.s.telling.verb
        holders = self.s.telling.holders or (self.s.open[-1].holders if self.s.open else ())
        if verb is None or verb < self.s.end or not holders:
            return
        found: list[tuple[Cue, tuple[str, ...]]] = []
        for cue in self.s.cues:
            if cue.group is None or cue.group.use not in {"participle", "finite"} or cue.first <= verb:
                continue
            if found and cue.first < found[-1][0].end:
                continue
            if cue.group.use == "finite":
                since, teller = (found[-1][0].end, found[-1][1]) if found else (verb, holders)
                meanwhile = self._meanwhile(cue) or (teller if self._goes_on_telling(cue, since) else None)
                found += [] if meanwhile is None else [(cue, meanwhile)]
            elif (others := self.s.named_with(cue.first)) is not None and not found:
                found.append((cue, others))
            elif self._adds(cue, bool(found)):
                whose = found[-1][1] if found else holders
                promise = self._promise(cue, whose) if cue.shape == "telling" else None
                found.append((promise or cue, whose))
        ends = [*(self._begin(cue) for cue, _ in found[1:]), len(self.g.tokens)]
        for (cue, whose), end in zip(found, ends, strict=False):
            target = trimmed(self.g, (cue.end, end))
            if cue.shape == "telling" and (must := self._demand(cue, end)) is not None:
                cue = must
            elif cue.shape == "telling" and (own := self._stance_told(cue, whose, end)) is not None:
                cue, target = own, trimmed(self.g, (own.end, end))
            yield from () if target is None else (Stance(cue, whose, target),)

    def _adds(self, cue: Cue, again: bool) -> bool:
        """Whether a participle goes on with what a tail tells; `again` where one before it does: ", she said, lauding A and | urging B"."""
        left = self.g.low(cue.first - 1)
        if left not in {",", "while"} and not (again and left == "and"):
            return False
        tells = self.g.low(cue.end - 1) == "that" or (cue.shape == "telling" and self.g.low(cue.first) == "adding")
        judged = self._is_judged(cue)
        names = cue.phrase[1:2] == ("…",) and not self.g.tokens[cue.keyword].verbs.isdisjoint(
            self.g.words["naming_verbs"]
        )  # ", she said, calling | it a mistake"
        return tells or names or cue.act == "note" or judged or self.s.series.is_strong_verb(cue)

    def _begin(self, cue: Cue) -> int:
        """Where the clause of a cue behind a tail begins, conjunction included."""
        if cue.group is None or cue.group.use != "finite":
            return self.s.series.joint(cue.first)
        joint = self._joint(cue.group.first)
        if self.g.low(joint) in {"and", "but", ";", ","}:
            return joint
        return self.s.holders.subjects.start_of(cue.group.first) - 2

    def _meanwhile(self, cue: Cue) -> tuple[str, ...] | None:
        """Who a report says took a stance besides: "…, the envoy said today, as members | condemned A, while others | urged B"."""
        strong = cue.shape == "wrapped" or (cue.shape == "verb" and self.s.series.is_strong_verb(cue))
        if cue.form != "past" or not strong or cue.group is None:
            return None
        start = self.s.holders.subjects.start_of(cue.group.first)
        start += self.g.low(start) in {"as", "while"}
        joined = self.g.low(start - 1) in {"as", "while"} and start < cue.group.first
        if not joined or (self.g.low(start - 2) != "," and self.g.low(start) not in {"he", "she"}):
            return None
        if self.g.low(start) in {"he", "she"}:
            return self.s.telling.holders or None
        body = Voices(self.s.voices.issuer, issuer=self.s.voices.issuer)
        return self.s.holders.resolve(start, cue.group.first, body, documents=False)

    def _goes_on_telling(self, cue: Cue, since: int) -> bool:
        """Whether who a report says told it goes on: '," he said | and urged calm', "; he | urged calm", ", who | urged calm"."""
        taken = cue.shape == "wrapped" or self._is_judged(cue) or self.s.series.is_strong_verb(cue)
        reported = self.s.holders.strangers is not None and cue.form in {"past", "s"}
        if cue.group is None or not (taken and reported) or cue.shape not in {"verb", "wrapped"}:
            return False
        joint = self._joint(cue.group.first)
        named = self.g.low(joint + 1) == "who"
        joined = self.g.low(joint) == "," if named else self.g.low(joint) in {"and", "but", ";"}
        return joined and not any(self.g.is_in(at, "subordinators") for at in range(since, joint))

    def _joint(self, first: int) -> int:
        """Where what joins a verb to the clause before it stands, a pronoun between them passed over: "left | ; he urged calm"."""
        who = self.g.back_over_adverbs(first)[0]
        return who - (self.g.low(who) in _WHO)

    def _is_judged(self, cue: Cue) -> bool:
        return cue.shape in {"verb", "wrapped"} and cue.act in _JUDGED and cue.phrase not in cue.row.weak

    def _demand(self, telling: Cue, end: int) -> Cue | None:
        """What the teller adds that others must do: ", adding that all | must pay"; None if nothing else is told first."""
        first = next((cue for cue in self.s.cues if telling.end < cue.first < end), None)
        asks = first is not None and first.shape == "modal" and first.act == "urge" and not first.row.holder_subject
        plain = first is not None and not self.g.has_verb(
            telling.end, first.first
        )  # not "that it failed, and all | must pay"
        return first if asks and plain else None

    def _stance_told(self, telling: Cue, holders: tuple[str, ...], end: int) -> Cue | None:
        """The teller's own stance that heads what is added: ", adding that it | urges restraint", ', adding "It is time | to act"'."""
        begin = telling.end + (self.g.low(telling.end) in {'"', "“"})
        cue = next((cue for cue in self.s.cues if begin <= cue.first < end), None)
        if cue is None or cue.act == "affirm" or cue.phrase in cue.row.weak:
            return None
        if cue.shape == "impersonal":
            return cue if cue.first == begin else None
        group = cue.group
        plain = cue.shape in {"verb", "wrapped", "adjective"} and group is not None and group.use == "finite"
        if group is None or not plain or (group.negated and not cue.row.negated):
            return None
        told = self.s.holders.resolve(begin, group.first, self.s.voices.told_by(holders), documents=False)
        return cue if told == holders else None

    def _promise(self, telling: Cue, holders: tuple[str, ...]) -> Cue | None:
        """What the teller adds that it will do itself: ", adding that Peru | would respond"; None if it is something else."""
        for cue in self.s.cues:
            if cue.shape != "modal" or not cue.row.holder_subject or not telling.end < cue.first < telling.end + 6:
                continue
            told = self.s.holders.resolve(telling.end, cue.first, self.s.voices.told_by(holders), documents=False)
            return cue if told == holders else None
        return None
