"""Where the target of a cue begins and ends."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.cues.bare_clauses import begins_clause
from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.holders import Holders
from graph_builder.text.stances.given import given_noun
from graph_builder.text.stances.objects import Objects
from graph_builder.text.stances.stance import Opening, Stance
from graph_builder.text.stances.subject_targets import SubjectTargets
from graph_builder.text.stances.target_ends import TargetEnds
from graph_builder.text.stances.trimming import trimmed
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import OPENERS
from graph_builder.text.words.receivers import receiver_before

__all__ = ["Targets"]


_FELT = frozenset({"welcome", "appreciate", "applaud", "condemn", "deplore", "regret", "resent"})
"""Verbs of what is felt, which nobody promises to be done to something."""


class Targets:
    """The targets of one sentence, which ends at `end`."""

    def __init__(self, grammar: Grammar, holders: Holders, end: int) -> None:
        self.g, self.end = grammar, end
        self.objects = Objects(grammar, holders)
        self.ends = TargetEnds(grammar, holders, end)
        self.subjects = SubjectTargets(grammar, holders)

    def close(self, opening: Opening, end: int) -> Stance:
        """The stance of an accepted cue, whose target ends at `end` at the latest."""
        cue = opening.cue
        end = min(end, self.end)
        given = given_noun(self.g, cue, end) if cue.phrase[1:2] == ("…",) else None
        if given is not None and (receiver := trimmed(self.g, given[1])) is not None:
            return Stance(given[0], opening.holders, receiver)
        closes = cue.shape == "wrapped" and (
            cue.end >= end or not self.g.tokens[cue.end].is_word or self.g.low(cue.end) == "of"
        )
        if closes and (received := receiver_before(self.g, cue.keyword, cue.end - 1)) is not None:
            return Stance(cue, opening.holders, trimmed(self.g, received))
        if (around := self.objects.clause_around(cue, end)) is not None:
            aside = replace(cue, end=cue.end + 1)
            return Stance(cue, opening.holders, trimmed(self.g, (around, self.ends.of(aside, end))))
        if cue.phrase[1:3] == ("…", "with"):  # "followed the talks | with great interest"
            end = next((at for at in range(cue.end + 1, end) if self.g.low(at) == "with"), end)
        end = self.ends.of(cue, end)
        aims = cue.act == "affirm" and cue.row.act == "commit" and cue.row.needs is None
        aims = aims and self.g.low(cue.end - 1) != "that"
        if cue.shape in {"predicate", "assessment"} or (cue.shape == "modal" and not cue.row.holder_subject) or aims:
            target = self.subjects.of(opening, end)
        elif cue.row.holder_subject and self.is_announced_passive(cue) and opening.subject < cue.first:
            refused = cue.group is not None and cue.group.negated  # "Peru will not | be bullied"
            target = (cue.end, end) if refused else (opening.subject, cue.first)
        elif cue.group is not None and cue.group.use == "passive" and cue.shape in {"verb", "wrapped"}:
            target = (opening.subject, self.subjects.before_first_predicate(opening.subject, cue.group.first))
            if self.g.low(cue.group.first - 1) == "it" and (that := self._that_of_it(cue.end, end)) is not None:
                target = (that, end)  # "It is stressed that | …"
            elif self.g.low(cue.end) == "to" or cue.act == "urge":
                ours = cue.act == "urge" and self.g.low(opening.subject) in {"we", "i"}
                target = (cue.end + 1 if ours else opening.subject, end)
        elif cue.group is not None and cue.group.use == "reported":
            target = (next((at + 1 for at in range(cue.end, end) if self.g.low(at) == ","), cue.end), end)
        elif cue.shape == "noun" and cue.form in {"own", "headed"} and self._opens_clause(cue.first):
            target = (cue.end, self._before_verb(cue.end, end))
        else:
            target = (self.objects.behind_partner(cue, self.objects.behind_aside(cue.end, end)), end)
        if self.g.low(opening.subject) in {"which", "whom"} and opening.subject < cue.first:
            which = opening.subject, opening.subject + 1  # "The talks went on, | which the Union welcomed"
            target = self.objects.antecedent(cue, end) or which
        if target[0] == cue.end and self.objects.lacks_object(cue, end):
            target = self.objects.before_subject(cue) or target
        if target[0] == cue.end:
            target = self.objects.antecedent(cue, end) or target
        if target[1] == target[0] + 1 and self.g.low(target[0]) in {"here", "there", "today"}:
            return Stance(cue, opening.holders, None)  # ", the envoy announced | here"
        return Stance(cue, opening.holders, trimmed(self.g, target))

    def _that_of_it(self, at: int, end: int) -> int | None:
        """Index where the clause begins that "it" stands for: "It was stressed by Peru that | …"; None if there is none."""
        if self.g.low(at - 1) == "that" or begins_clause(self.g, at):
            return at
        if self.g.low(at) != "by":
            return None
        clauses = self.g.words.any_of("relatives", "subordinators")
        bound = next((n for n in range(at + 1, end - 1) if self.g.low(n) in clauses), None)
        if bound is None or self.g.low(bound) != "that":
            return None
        verb = self.g.tokens[bound + 1]  # "it was condemned by those that | signed the pact"
        return None if verb.verbs and not verb.nouns else bound + 1

    def is_announced_passive(self, cue: Cue) -> bool:
        """Whether a "will" promises what is done to its subject: "sanctions will be lifted"."""
        verb = self.g.skip_forward(cue.end + 1)
        if self.g.low(cue.end) != "be" or verb >= self.end:
            return False
        token = self.g.tokens[verb]
        past = token.is_form("past") and token.verbs.isdisjoint(_FELT)  # "will be welcomed by many"
        answers = self.g.low(verb + 1) in {"accountable", "responsible"}  # "will be held accountable"
        return past and (answers or token.verbs.isdisjoint(self.g.words["happenings"]))

    def _opens_clause(self, at: int) -> bool:
        """Whether a subject that begins there is that of the sentence, or of a clause behind a mark: "For years, | our support"."""
        return at < 2 or self.g.low(at - 1) in OPENERS

    def _before_verb(self, start: int, end: int) -> int:
        """Index of the verb of which "our commitment to A" is the subject, or `end`: "our commitment to A | is unwavering"."""
        for at in range(start + 1, end):
            if self.g.is_in(at, "relatives"):
                break
            token = self.g.tokens[at]
            if token.low in {"'s", "’s"}:
                continue  # "our commitment to Peru | 's unity"
            finite = token.verbs and not token.is_adjective and token.form(min(token.verbs)) == "s"
            if (
                (finite and (not token.nouns or self._governs(at)))
                or self.g.is_copula(at)
                or self.g.is_have(at)
                or self.g.is_in(at, "modals")
            ):
                return at
        return end

    def _governs(self, at: int) -> bool:
        """Whether a word that may be a noun has a verb's object behind it: "our support | helps the region", "| rests on trust"."""
        tied = self.g.low(at + 1) == "on" and not self.g.tokens[at].verbs.isdisjoint(self.g.words["verbs_with_on"])
        return tied or self.g.is_in(at + 1, "determiners") or self.g.is_in(at + 1, "possessives")
