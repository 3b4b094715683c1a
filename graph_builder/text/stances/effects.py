"""What a verb of good, harm or change says of its subject, where the verb alone may only describe: "such ties strengthen peace"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence

__all__ = ["Effects"]

_OWED = frozenset({"commitment", "obligation", "undertaking", "pledge", "promise", "norm", "ceasefire", "truce"})
"""What binds somebody, though it is no treaty: "violates | its obligations"."""


class Effects:
    """The effects that one sentence tells of."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g

    def only_describes(self, cue: Cue, start: int) -> bool:
        """Whether a verb tells of the subject that begins at `start` neither good nor harm, but only what happens."""
        if cue.row.id == "affirm.lying":
            return not self._is_essence(cue, start)
        if cue.row.id == "affirm.role":
            return self._holds_office(cue, start)
        if cue.row.id == "affirm.causing":
            return not self._causes_bad(cue)
        if cue.row.id == "affirm.sense":
            return self.g.low(cue.first - 1) in {"this", "that", "it", "which"}
        if cue.row.id == "affirm.growing":
            return not self._grows_bad(cue, start)
        ours = (
            cue.group is not None and cue.group.use == "passive" and self.g.low(start) == "our"
        )  # "our people are robbed"
        told = (
            ours or self._is_bad(cue, start) or self._is_foreseen(cue) or self._concerns_us(cue) or self._does_good(cue)
        )
        return self.is_weak(cue) and not told

    def _holds_office(self, cue: Cue, start: int) -> bool:
        """Whether somebody only has or had a post: "Peru serves as the chair", "it served as a prison"."""
        past = cue.form == "past" and cue.group is not None and cue.group.first == cue.keyword
        if past or self.g.low(start) in {"we", "i", "he", "she", "who", "you"} or self.s.holders.strangers is not None:
            return True
        near = range(cue.end, min(cue.end + 6, self.s.end))
        return any(not self.g.bases(at).isdisjoint(self.g.words.any_of("persons", "posts")) for at in near)

    def _is_bad(self, cue: Cue, start: int) -> bool:
        """Whether a harm is said of something that is bad by its name: "poverty and exclusion deny …"."""
        if cue.row.sign != "-":
            return False
        if self.befalls_valued(cue, start):
            return True  # "human rights are violated"
        if self.s.holders.is_valued(self.g.skip_modifiers(cue.end, 4), cue.end):
            return True  # "challenge our security"
        if cue.phrase[0] in self.g.words["breaking_verbs"] and self._is_law(self.g.skip_modifiers(cue.end, 4)):
            return True  # "violates the Charter"
        if self.is_accused(cue, start):
            return True
        threats = self.g.words.any_of("problem_nouns", "threat")
        if any(not self.g.tokens[at].nouns.isdisjoint(threats) for at in range(start, cue.first)):
            return True
        done = range(cue.end, min(cue.end + 8, self.s.end)) if cue.row.id == "affirm.harm" else range(0)
        return any(not self.g.tokens[at].nouns.isdisjoint(self.g.words["problem_nouns"]) for at in done)

    def befalls_valued(self, cue: Cue, start: int) -> bool:
        """Whether it is told in the present what harm is done to something good by its name: "human rights are violated"."""
        if cue.group is None or cue.group.use != "passive" or cue.row.sign != "-" or start >= cue.group.first:
            return False
        if self.g.tokens[cue.keyword].is_adjective:
            return False  # "the talks are complicated"
        present = self.g.low(cue.group.first) in {"is", "are", "continues", "continue", "has", "have", "remain"}
        return present and self.s.holders.is_valued(cue.group.first - 1, start, actors=False)

    def _causes_bad(self, cue: Cue) -> bool:
        """Whether what is brought about is bad by its name, and the verb has its own subject: "has produced a wave of violence"."""
        if self.g.low(cue.first - 1) in {"and", ","}:
            return False
        bad, at = self.g.words["problem_nouns"], cue.end
        while at < min(cue.end + 10, self.s.end) and self.g.tokens[at].is_word:
            if not self.g.bases(at).isdisjoint(bad):
                return True
            if self.g.is_in(at, "subordinators") or (self.g.is_in(at, "prepositions") and self.g.low(at) != "of"):
                return False
            at += 1
        return False

    def _grows_bad(self, cue: Cue, start: int) -> bool:
        """Whether what is said to grow is bad by its name, and by no mere number: "misery and poverty | have increased"."""
        if self.g.low(cue.keyword) == "existed":
            return False
        stop = min(cue.end + 5, self.s.end)
        counted = any(self.g.low(at)[:1].isdigit() for at in range(cue.end, stop))
        ends = cue.end >= self.s.end or not (self.g.tokens[cue.end].nouns or self.g.is_in(cue.end, "determiners"))
        bad = self.g.words.any_of("problem_nouns", "threat")
        return ends and not counted and any(not self.g.bases(at).isdisjoint(bad) for at in range(start, cue.first))

    def _is_essence(self, cue: Cue, start: int) -> bool:
        """Whether the subject is of what has its ground in something, and no place: "the strength of this body | lies in"."""
        essences = self.g.words["essences"]
        return any(not self.g.bases(at).isdisjoint(essences) for at in range(start, cue.first))

    def _is_law(self, at: int) -> bool:
        """Whether a treaty, resolution, obligation or the like stands there."""
        if any(not self.g.bases(place).isdisjoint(_OWED) for place in (at - 1, at)):
            return True
        laws, principles = self.g.words.kind_heads["treaty"], self.g.words.kind_heads["principle"]
        return any(
            not self.g.bases(place).isdisjoint(laws) or not self.g.bases(place).isdisjoint(principles)
            for place in (at - 1, at)
        )

    def is_accused(self, cue: Cue, start: int) -> bool:
        """Whether who speaks tells a wrong that another actor does: "the regime has violated the truce"; no narrator does."""
        if self.s.holders.strangers is not None or not self.g.tokens[cue.keyword].verbs & self.g.words["wrongdoing"]:
            return False
        own = self.s.voices.own
        named = (actor for actor in self.s.holders.actors if start <= actor.first < cue.first)
        accused = self.g.has_any(start, cue.first, "accused")
        return accused or any(actor.concept.code not in own for actor in named)

    def is_asked_for(self, cue: Cue, start: int) -> bool:
        """Whether people ask for something, and no thing requires it: "the rebels | have called for a vote"."""
        if not self.g.tokens[cue.keyword].verbs & {"call", "demand"}:
            return False
        head = next((at for at in range(start, cue.first) if self.g.low(at + 1) in {"of", ",", "who"}), cue.first - 1)
        asking = self.g.words.any_of("people", "wrongdoers", "group_nouns", "persons")
        done = cue.group is not None and self.g.is_have(cue.group.first)
        return done or not self.g.bases(head).isdisjoint(asking)

    def _does_good(self, cue: Cue) -> bool:
        """Whether something good by its name is said to be helped: "such ties strengthen peace"."""
        return cue.row.sign != "-" and self.s.holders.is_valued(self.g.skip_modifiers(cue.end, 4), cue.end)

    def _concerns_us(self, cue: Cue) -> bool:
        """Whether who speaks tells what something does to his own: "the treaty safeguards | our waters"."""
        return self.g.low(cue.end) in {"our", "us"} and self.s.holders.strangers is None

    def _is_foreseen(self, cue: Cue) -> bool:
        """Whether a harm is said to come: "such a step would damage relations"."""
        return cue.row.sign == "-" and cue.group is not None and cue.group.modal in {"would", "will"}

    def is_weak(self, cue: Cue) -> bool:
        """Whether the word may only describe, unless it is said how badly: "severely | affect"."""
        undergone = cue.row.sign != "-" and cue.group is not None and cue.group.use == "passive"
        return cue.phrase in cue.row.weak and (undergone or not self.g.is_in(cue.keyword - 1, "badly"))
