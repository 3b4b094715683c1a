"""Participles beside a clause that takes no stance: "replied by condemning A", "left after condemning A", "ended with Peru urging B"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.words.clause_bounds import clause_start
from graph_builder.text.words.dates import text_before
from graph_builder.text.words.gerunds import is_done_besides
from graph_builder.text.words.verb_or_noun import may_be_told

__all__ = ["Besides"]

_SAID = frozenset({"condemn", "oppose", "regret", "concern", "welcome", "urge"})
_AMONG = frozenset({"among", "one"})
_BEFORE_TURNED = frozenset({"also", "among", "likewise", "similarly", "equally"})
"""What heads a sentence whose subject stands last: "Also condemning A was Peru", "Among those condemning A was Peru"."""
_FORMS_OF_BE = frozenset({"is", "are", "was", "were"})
_TRYING = frozenset({"try", "attempt", "seek", "move", "go", "manage", "continue"})
"""Verbs whose "to" tells what was done all the same: "tried to calm them by | promising A"."""
_DEEDS = frozenset({"greet", "toast", "block", "boycott", "resist", "refuse"})
"""Verbs of a stance that are rather a deed beside another: "fell ill while | greeting guests"."""
_BACKING = frozenset({"back", "second"})
"""Verbs of action that are a stance all the same."""
_LONGEST = 9
"""Words at most between "with" and a participle: "with both the Peruvian and the Chilean ministers | condemning"."""


class Besides:
    """Such participles of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g

    def adjunct(self, cue: Cue) -> Opening | None:
        """A participle without a comma where no stance is taken yet: "replied by | condemning", "ended with Peru | calling for"."""
        if self.s.open or cue.shape not in {"verb", "wrapped", "telling"}:
            return None
        if (turned := self.inverted(cue)) is not None:
            return self.s.opening(cue, turned[1], cue.first)
        before = self.g.back_over_adverbs(cue.first)[0]
        reported = self.s.holders.strangers is not None
        means = self.g.low(before) == "by"
        besides = is_done_besides(self.g, before)
        if (means or besides) and not self._is_fact(before):
            return None
        promising = not self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["promising_verbs"])
        promised = means and cue.act == "commit" and ((cue.form == "ing" and promising) or cue.shape == "wrapped")
        promised = promised or (cue.act == "commit" and self.g.low(cue.end - 1) == "to" and reported and not means)
        strong = self.s.series.is_strong_verb(cue) or (cue.shape == "wrapped" and cue.act != "affirm")
        warned = reported and not means and self.g.low(cue.end - 1) == "that"
        sure = reported and self._is_sure(cue, before, besides=besides)
        if not (strong or promised or warned or sure) or not (means or reported or besides):
            return None
        if besides and self.s.teller and cue.first > self.s.told:
            return None  # "said that Peru left after | condemning A": what is told
        at = None if means or besides else self._with(before)
        if at is not None:
            body = Voices(self.s.voices.issuer, issuer=self.s.voices.issuer)
            whose = self.s.holders.resolve(at + 1, before + 1, body, documents=False)
        elif besides:
            whose = self._doer(before)
            whose = whose if reported or whose == self.s.voices.own else None
        else:
            whose = self.s.shared_subject(self.s.told, before)
        return None if whose is None else self.s.opening(cue, whose, cue.first)

    def meanwhile(self, cue: Cue) -> Opening | None:
        """What the subject of a clause without a stance does during it: "Peru left the room while | condemning A"."""
        before = self.g.back_over_adverbs(cue.first)[0]
        reported = self.s.holders.strangers is not None and not (self.s.teller and cue.first > self.s.told)
        if self.s.open or not reported or not is_done_besides(self.g, before) or not self._is_fact(before):
            return None
        if not (self.s.series.is_strong_verb(cue) or self._is_sure(cue, before, besides=True)):
            return None
        whose = self._doer(before)
        return None if whose is None else self.s.opening(cue, whose, cue.first)

    def in_text(self, cue: Cue) -> Opening | None:
        """What a text says that somebody issues: "sent a letter | condemning A", "In a statement | condemning A, Peru"."""
        before = self.g.back_over_adverbs(cue.first)[0]
        if self.s.open or (text := text_before(self.g, before)) is None:
            return None
        if issuers := self._issuer(text, before):
            return self.s.opening(cue, issuers, cue.first) if cue.phrase not in cue.row.weak else None
        if any(self.g.is_in(at, "unable") for at in range(cue.first)):
            return None
        strong = self.s.series.is_strong_verb(cue) or cue.act in {"condemn", "oppose", "regret"}
        issued = self.s.shared_subject(0, before + 1)
        if strong:
            return self.s.opening(cue, issued or self.s.issuer(), cue.first)
        fronted = issued is None and self.is_fronted(cue, text)
        plain = cue.phrase not in cue.row.weak and self.s.holders.strangers is not None
        near = range(text - 1, max(text - 9, -1), -1)
        issued = (
            issued
            if any(self.g.tokens[at].verbs & self.g.words.any_of("issuing_verbs", "passing_verbs") for at in near)
            else None
        )
        if not plain or not (issued or fronted):
            return None
        return self.s.opening(cue, issued or self.s.issuer(), cue.first)

    def _issuer(self, text: int, before: int) -> tuple[str, ...] | None:
        """By whom a text is said to be issued, up to an index: "A statement was released by Peru | condemning A"."""
        by = next((at for at in range(text + 1, before) if self.g.low(at) == "by"), None)
        if by is None or not self.g.tokens[by - 1].is_form("past"):
            return None
        return self.s.holders.resolve(by + 1, before + 1, self.s.voices, documents=False)

    def inverted(self, cue: Cue) -> tuple[int, tuple[str, ...]] | None:
        """Index of the form of be behind which who does it too is named, and who: "Also condemning A | was Peru"."""
        if self.g.low(0) not in _BEFORE_TURNED or cue.first > 5 or cue.form != "ing" or cue.phrase in cue.row.weak:
            return None
        for at in self.g.places(_FORMS_OF_BE, cue.end, self.s.end - 1):
            relatives = self.g.words["relatives"]
            end = next((n for n in range(at + 2, self.s.end) if self.g.low(n) in relatives), self.s.end)
            end -= self.g.low(end - 1) == "," or not self.g.tokens[end - 1].is_word
            if holders := self.s.holders.resolve(at + 1, end, self.s.voices, documents=False):
                return at, holders
        return None

    def is_fronted(self, cue: Cue, text: int) -> bool:
        """Whether the sentence begins by telling in which text: "In a statement | condemning A, Peru left"."""
        lead = self.g.lead
        return self.g.is_in(lead, "prepositions") and not self.g.has_verb(lead, text) and text < cue.first

    def _is_sure(self, cue: Cue, before: int, *, besides: bool) -> bool:
        """Whether a participle of any plain verb of a stance is one there: "reacted by | deriding A", "among those | deriding A"."""
        if cue.phrase in cue.row.weak or cue.shape == "telling":
            return False
        if besides:
            verbs = self.g.tokens[cue.keyword].verbs
            if not verbs.isdisjoint(_DEEDS):
                return False
            acts = verbs.isdisjoint(_BACKING) and not verbs.isdisjoint(self.g.words["verbs_of_action"])
            return cue.act in _SAID or not (acts or cue.act == "commit")
        if self.g.low(before) == "by":
            return cue.act in {"condemn", "regret", "concern"} or self._answers(before)
        at = self._with(before)
        starts = self.g.words["starting_verbs"]
        ends = at is not None and any(token.verbs & starts for token in self.g.tokens[max(at - 5, 0) : at])
        return ends or any(self.g.low(n) in _AMONG for n in range(before - 1, max(before - 5, -1), -1))

    def _answers(self, by: int) -> bool:
        """Whether a verb of answering stands before "by": "reacted to the news | by", but not "In the end, it grew by"."""
        for at in range(by - 1, max(by - 12, -1), -1):
            if not self.g.tokens[at].is_word:
                return False
            if self.g.tokens[at].verbs & self.g.words["responding_verbs"] and not self.g.is_in(at - 1, "determiners"):
                return True
        return False

    def _with(self, before: int) -> int | None:
        """Index of the "with" behind which somebody is named up to `before`: "ended with Peru | condemning A"."""
        for at in range(before - 1, max(before - _LONGEST, 0), -1):
            if self.g.low(at) == "with":
                return at
            if not self.g.tokens[at].is_word or self.g.is_in(at, "subordinators"):
                return None
        return None

    def _is_fact(self, before: int) -> bool:
        """Whether it is told that something was done, up to an index: not "could respond by", "did not react by", "if it reacts by"."""
        start, bound = clause_start(self.g, before)
        if bound in {"if", "unless", "whether"} or self.g.low(self.g.lead) in {"if", "unless"}:
            return False
        for at in range(start, before):
            to = self.g.low(at) == "to" and self.g.tokens[at + 1].is_form("base") and not self.g.tokens[at + 1].nouns
            to = to and self.g.tokens[at - 1].verbs.isdisjoint(_TRYING)
            if to or self.g.is_in(at, "negations") or self.g.low(at).endswith("n't"):
                return False
            if self.g.is_in(at, "modals") and not self.g.tokens[at].is_capital:
                return False
        return True

    def _doer(self, before: int) -> tuple[str, ...] | None:
        """Who does what the last clause before an index tells: "Chile stayed, but Peru left after | condemning A"."""
        for at in range(before - 1, self.s.told, -1):
            token = self.g.tokens[at]
            told = bool(token.verbs) and not token.nouns and not token.is_capital and not token.is_form("ing")
            told = told or may_be_told(self.g, at)
            if told or self.g.is_have(at) or self.g.is_be(at):
                start = self.s.subject_start(at)
                if start < at and (holders := self.s.holders.resolve(start, at, self.s.voices)) is not None:
                    return holders
        return self.s.shared_subject(self.s.told, before)
