"""Passives that take a stance: "the attack is condemned (by Peru)"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.nesting import Nesting
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.words.clause_bounds import clause_start

__all__ = ["Passives"]

_PASSIVE_ACTS = frozenset({"condemn", "oppose", "welcome", "support", "emphasize", "affirm", "note", "urge", "regret"})

_BELIEVING = frozenset({"envision", "envisage", "consider", "believe", "think", "conceive", "regard", "see", "view"})
"""Verbs that, in a past passive, only tell what was once held."""

_THOSE_WHO_WILL = frozenset({"we", "they", "i", "he", "she"})


class Passives:
    """The passives of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.nesting = Nesting(sentence)

    def accepted(self, cue: Cue) -> Opening | None:
        """The opening of a passive that takes a stance, its agent's or else the issuer's: "the attack is condemned (by Peru)"; or None."""
        if cue.act not in _PASSIVE_ACTS or cue.group is None:
            return None
        if cue.phrase == ("deny",) and cue.end < self.s.end and self._opens_object(cue.end):
            return None  # "they are denied | access"
        if cue.phrase == ("oppose",) and self.g.low(cue.end) == "to":
            return None  # "Peru is not | opposed to the ban"
        if cue.phrase == ("refer", "to"):
            return None  # "the rebels, as they are | referred to in the pact"
        if cue.phrase == ("observe",) and self.g.low(cue.end - 1) != "that":
            return None  # "the rules are observed"
        if cue.phrase == ("recall",) and self.g.low(cue.end - 1) != "that":
            sent = self.g.low(cue.end) in {"to", "from", "home"} or self.g.is_in(cue.group.first - 1, "persons")
            if sent or self.g.low(cue.group.first - 1) in {"he", "she", "they"}:
                return None  # "the envoy was recalled from Lima"
        noted = self.g.low(cue.group.first - 1) == "it" and self.g.low(cue.end - 1) == "that"
        if cue.group.modal in {"should", "must"} and not noted:
            return None  # "the law must be respected": the modal is the act
        first = cue.group.first
        if not noted and self.g.low(cue.end - 1) == "that" and self.g.low(first - 1) in _THOSE_WHO_WILL:
            return None  # "we are determined that": they will
        if self.g.low(first) == "being" and self.g.is_in(first - 1, "prepositions"):
            return None  # "despite | being approved without a vote"
        believed = not self.g.tokens[cue.keyword].verbs.isdisjoint(_BELIEVING)
        if believed and not noted and self.g.low(first) in {"was", "were"}:
            return None  # "the plan was originally envisioned as"
        if self.g.low(first - 1) == "as" or (
            self.g.low(clause_start(self.g, first)[0]) == "had" and self.g.low(first) == "been"
        ):
            return None  # "the plan, as | was endorsed by the ministers", "had the truce | been respected"
        start, bound = clause_start(self.g, first)
        ruled_out = cue.act == "oppose" and cue.group.modal in {"can", "cannot"} and cue.group.negated
        told = start < self.s.told or (ruled_out and start == self.s.told)  # "said that | delay cannot be tolerated"
        start, bound = (self.s.told, "") if self.s.told and told and self.s.told < first else (start, bound)
        reason = bound == "why" and self.g.is_be(1)  # "that is why | the raid was condemned"
        nested = bound in self.g.words["relatives"] | self.g.words["subordinators"] and not reason
        last = self.s.open[-1] if self.s.open else None
        if last is not None and bound == "," and self.nesting.follows_opening(last, start):
            return None
        if nested or any(
            opening.cue.end > start and not self._goes_on(opening, start, first) for opening in self.s.open
        ):
            return None
        by = self.g.skip_forward(cue.end)  # "will be welcomed | equally | by"
        joined = self.g.low(by) == "and" and self.g.low(by + 2) == "by" and self.g.tokens[by + 1].is_form("past")
        by += 2 * joined  # "was endorsed | and welcomed | by"
        agent = self.s.agent(by)
        if self.g.low(by) == "by" and agent is None:
            return None
        agent = agent or self._agent_behind(by)
        if agent is None and not noted and self.s.is_narrated():
            return None  # "the harbour is widely seen as safe"
        if agent is None and not noted and self._tells_what_came(cue):
            return None
        if agent is None and self._only_tells_whom(cue):
            return None
        if cue.row.needs and self.s.holders.resolve(start, first, self.s.voices) is None:
            return None  # "the year is expected to be hot"
        while bound == "," and not self.s.is_adverbial(start):
            start, bound = clause_start(self.g, start - 1)
            if bound in {"which", "who"} and start > 2 and self.g.low(start - 2) == ",":
                start, bound = clause_start(self.g, start - 2)  # "the coup, which began in May, | was condemned"
        ours = self.g.low(start) in {"we", "i"} and (cue.act != "urge" or self.g.low(cue.end) != "to")
        if bound in self.g.words["relatives"] or self.g.low(start) == "no" or ours:
            return None  # but "we are called upon | to act"
        return self.s.opening(cue, agent or self.s.issuer(), start)

    def _agent_behind(self, at: int) -> tuple[str, ...] | None:
        """Who is named behind what is said of the subject: "was branded a crime | by Peru", "was accused | of fraud by Peru"."""
        for by in range(at + 1, min(at + 9, self.s.end)):
            token = self.g.tokens[by]
            if not token.is_word or self.g.is_in(by, "subordinators") or token.low == "to":
                return None
            if token.low == "by" and not self.g.tokens[by - 1].is_form("past"):
                return self.s.agent(by)
        return None

    def _tells_what_came(self, cue: Cue) -> bool:
        """Whether a state that speaks alone only tells what came of something: "solutions | were proposed", "has been noted"."""
        own, persons = self.s.voices.own, self.s.holders.persons
        alone = len(own) == 1 and persons.states.issuperset(own) and self.s.holders.strangers is None
        done = cue.group is not None and self.g.low(cue.group.first) in {"was", "were", "has", "have", "had"}
        alone = alone and len(cue.phrase) == 1 and self.g.low(cue.end - 1) != "that"
        return alone and done and (cue.act in {"note", "support"} or cue.phrase == ("confirm",))

    def _only_tells_whom(self, cue: Cue) -> bool:
        """Whether a speaker only tells what somebody is there for, or was asked once: "are mandated to", "were invited to"."""
        if cue.act != "urge" or self.s.holders.strangers is not None or self.g.low(cue.end) != "to":
            return False
        once = cue.group is not None and self.g.low(cue.group.first) in {"was", "were"}
        return once or cue.phrase == ("mandate",)

    def _goes_on(self, opening: Opening, start: int, first: int) -> bool:
        """Whether the passive is told of the same subject as what is vital or harmful: "the raid is illegal and | was condemned"."""
        said = opening.cue.shape in {"predicate", "assessment"} and opening.subject == start
        return said and self.g.low(self.g.back_over_adverbs(first)[0]) in {"and", "but"}

    def _opens_object(self, at: int) -> bool:
        """Whether a noun phrase begins at an index."""
        token = self.g.tokens[at]
        return self.g.is_in(at, "determiners") or token.is_adjective or bool(token.nouns)
