"""Clauses in which a report tells besides what somebody's stance was: "left the talks hours after Peru | condemned the raid"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.words.dates import before_delay
from graph_builder.text.words.marks import COORDINATORS

__all__ = ["SideClauses"]

_BEHIND_EVENTS = frozenset({"after", "when", "since"})
"""Words behind which only what is past was surely done: "after Peru | condemned", but not "when Peru | condemns"."""
_CONJUNCTIONS = _BEHIND_EVENTS | {"as", "because", "although", "though"}
"""What opens a clause that tells as a fact what somebody did, unlike "if", "unless", "until" and "before"."""
_COMPARING = frozenset({"such", "same", "well", "so", "far", "long", "soon", "much", "insofar", "described", "known"})
"""Words behind which "as" opens no clause of what was done meanwhile."""
_OWNING = frozenset({"'s", "’s", "'", "’"})
_WANTING = frozenset({"want", "wish", "need"})
_QUOTES = frozenset({"“", "”", '"'})
_JUDGING = frozenset(
    {"see", "view", "regard", "describe", "perceive", "treat", "know", "serve", "act", "portray", "depict"}
)
"""Verbs that tell as what something is taken."""
_LONGEST_SUBJECT = 18
_MERE_DEEDS = frozenset({"commit.deed", "commit.doing", "urge.requirement", "support.wanted"})
_PROMISING = frozenset({"vow", "threaten"})
"""Verbs by which one promises, besides those that lead to any deed: others only tell what one is about, as "sought to" does."""


class SideClauses:
    """The side clauses of one sentence: what they tell leaves the stances of its main clause as they are."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.found: list[Opening] = []
        self.stands = sentence.holders.strangers is not None and not self.g.said.isdisjoint(_CONJUNCTIONS)

    def take(self, cue: Cue) -> bool:
        """Keep the cue if it is the stance of a named actor in a side clause, or goes on with one."""
        group = cue.group
        if not self.stands or group is None or group.use not in {"finite", "passive"} or group.modal is not None:
            return False
        if self.found and cue.first < self.found[-1].cue.end:
            return True
        if self._goes_on(cue):
            last = self.found[-1]
            self.found.append(Opening(cue, last.holders, last.subject, self.s.series.joint(cue.first)))
            return True
        if not self._tells_stance(cue):
            return False
        verb = self._first_verb(cue)
        conjunction = self._conjunction(verb)
        if conjunction is None or self._is_quoted(conjunction):
            return False
        holders = self._holders(cue, conjunction + 1, verb)
        if not holders:
            return False
        if cue.form != "past" and self.g.low(conjunction) in _BEHIND_EVENTS:
            return self.g.low(conjunction) != "since"  # "will leave when Peru | rejects the plan"
        self.found.append(Opening(cue, holders, conjunction + 1, before_delay(self.g, conjunction)))
        if conjunction == self.g.lead:
            self.s.name(holders)
        return True

    def _first_verb(self, cue: Cue) -> int:
        """Index of the verb of a cue, or of the one it is joined to: "after Peru | closed the port and appealed to all to help"."""
        assert cue.group is not None
        verb, joint = cue.group.first, self.g.back_over_adverbs(cue.group.first)[0]
        strong = self.s.series.is_strong_verb(cue) or cue.act in {"condemn", "oppose", "urge"}
        strong = strong and cue.form == "past" and verb == cue.keyword
        if not strong or self.g.low(joint) != "and":
            return verb
        for at in range(joint - 1, max(joint - _LONGEST_SUBJECT, 0), -1):
            token = self.g.tokens[at]
            if not token.is_word or self.g.is_in(at, "subordinators"):
                break
            governs = not token.is_adjective or self.g.is_in(at + 1, "determiners")
            if token.is_form("past") and governs and not (token.nouns or token.is_capital):
                return at
        return verb

    def _holders(self, cue: Cue, start: int, verb: int) -> tuple[str, ...] | None:
        """Who the subject of a verb is, or the agent of a passive; nobody where only a pronoun or "the group" is named."""
        if cue.group is not None and cue.group.use == "passive":
            return self.s.agent(self.g.skip_forward(cue.end))
        both = self.g.low(start) in {"he", "she"} and self.g.low(start + 1) == "and"  # "he and his guest | agreed to"
        if self.g.low(verb - 1) == "group" and self.g.low(start) == "the":
            return None
        return self.s.holders.resolve(start, verb, self.s.voices if both else Voices(()), documents=False)

    def _tells_stance(self, cue: Cue) -> bool:
        """Whether a cue tells more than what somebody does or says: "rejected", "vowed to", "voiced concern about"."""
        if cue.shape not in {"verb", "wrapped"} or cue.phrase in cue.row.weak or cue.row.id in _MERE_DEEDS:
            return False
        if cue.group is not None and cue.group.negated and cue.act not in {"oppose", "commit"}:
            return False
        verbs = self.g.tokens[cue.keyword].verbs
        if cue.shape == "verb" and cue.act == "commit" and verbs.isdisjoint(self.g.words["leading_verbs"] | _PROMISING):
            return False
        sure = cue.shape == "wrapped" or self.s.series.is_strong_verb(cue)
        if cue.act == "note" and not sure:
            return False
        told = cue.form in {"s", "past"} or (cue.form == "base" and sure)
        return (
            told
            and cue.end < self.s.end
            and verbs.isdisjoint(_WANTING)
            and (verbs.isdisjoint(self.g.words["observances"]) or self.s.series.is_strong_verb(cue))
        )

    def _goes_on(self, cue: Cue) -> bool:
        """Whether a verb has the subject of the side clause before it: "after Peru condemned the raid and | urged calm"."""
        last = self.found[-1] if self.found else None
        if last is None or last.cue.form != cue.form or cue.first != cue.keyword or cue.phrase in cue.row.weak:
            return False
        if cue.shape not in {"verb", "wrapped"}:
            return False
        joint = self.g.back_over_adverbs(cue.first)[0]
        return self.g.low(joint) == "and" and self.g.low(joint - 1) != "," and last.cue.end < joint

    def _conjunction(self, verb: int) -> int | None:
        """Index of the conjunction that opens the clause of the verb at an index; None if none does."""
        commas: list[int] = []
        for at in range(verb - 1, max(verb - _LONGEST_SUBJECT, -1), -1):
            token = self.g.tokens[at]
            if token.low == ",":
                commas.append(at)
                continue
            if token.low in _CONJUNCTIONS and not self.g.is_have(at - 1):
                return at if at < verb - 1 and self._opens_clause(at, commas, verb) else None
            if not token.is_word and token.low not in _OWNING | {"."}:
                return None
            told = (
                token.low not in _OWNING
                and token.verbs
                and not (token.nouns or token.is_adjective or token.is_capital or token.is_form("ing"))
            )
            if told or self.g.is_in(at, "subordinators") or self.g.is_copula(at) or self.g.is_in(at, "modals"):
                return None
        return None

    def _opens_clause(self, at: int, commas: list[int], verb: int) -> bool:
        """Whether a subject stands behind a conjunction that no comma parts from its verb, but for an aside."""
        if self.g.low(self.g.back_over_adverbs(verb)[0]) in COORDINATORS:
            return False
        likens = self.g.low(at - 1) in _COMPARING or not self.g.tokens[at - 1].verbs.isdisjoint(_JUDGING)
        if self.g.low(at) == "as" and at and likens:
            return False
        if not commas:
            return True
        named = self.s.holders.resolve(at + 1, commas[-1], Voices(()), documents=False)
        return len(commas) == 2 and commas[0] == self.g.back_over_adverbs(verb)[0] and named is not None

    def _is_quoted(self, at: int) -> bool:
        """Whether somebody's own words, and not those of the report, stand there."""
        marks = sum(self.g.low(n) in _QUOTES for n in range(at)) if not self.g.said.isdisjoint(_QUOTES) else 0
        return self.s.is_quoted or marks % 2 == 1

    def end_of(self, opening: Opening, end: int) -> int:
        """`end`, or the index before it at which the main clause begins: "After Peru condemned the raid | , Chile left"."""
        lead = range(self.g.lead, opening.subject)
        if any(not self.g.tokens[at].is_word for at in lead) or opening.begins > self.g.lead + 3:
            return end
        return next((at for at in range(opening.cue.end + 1, end - 2) if self.g.low(at) == ","), end)
