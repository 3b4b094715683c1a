"""What a relative clause or participle tells besides of a thing: "the plan, which Peru | rejected,", "the raid, | condemned by Peru,"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening, Stance
from graph_builder.text.words.dates import before_long
from graph_builder.text.words.marks import DASHES

__all__ = ["SideRelatives"]

_TAKEN = frozenset({"condemn", "oppose", "regret", "concern", "welcome", "urge"})
"""Acts of verbs that tell a stance of whatever they are told of: one may back troops with arms, but nobody deplores them so."""
_WHICH = frozenset({"which", "by", "that"})
_THAT = frozenset({"that", "which"})
_JOINING = frozenset({"of", "on", "for", "to", "between", "against", "with", "from", "over", "'s", "’s", "and"})
"""Words inside of a noun phrase that a relative clause tells more of: "a ban on exports | , which"."""
_MARKS = frozenset({",", ".", ";", ")", "–", "—", "”", '"', ""})


class SideRelatives:
    """The stances of named actors in the relative clauses of one sentence that no other reader takes."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.found: list[Opening] = []
        self.among = self.g.low(self.g.lead) == "among"
        told = self.among or not self.g.said.isdisjoint(_WHICH)
        self.stands = sentence.holders.strangers is not None and told

    def take(self, cue: Cue) -> bool:
        """Keep the cue if a named actor takes its stance in a relative clause, or is named behind its participle."""
        group = cue.group
        if group is None or cue.shape != "verb" or group.modal is not None:
            return False
        if group.negated and not cue.row.negated:
            return False
        if cue.phrase in cue.row.weak or cue.row.form == "own" or (self.found and cue.first < self.found[-1].cue.end):
            return False
        if "that" in self.g.said and self._of_goal(cue):
            return True
        if not self.stands:
            return False
        before = before_long(self.g, group.first)
        if self.among and self.g.low(before) in {"who", "that"}:
            return self._of_those(cue)
        if (apposed := self._of_apposed(cue, before)) is not None:
            self.found.append(apposed)
            return True
        if group.use == "described" and self.g.low(before) != ",":
            return False
        if group.use == "finite":
            comma, holders = self._of_object(cue)
        elif group.use == "passive" and self.g.low(before) == "which":
            comma, holders = before - 1, self.s.agent(self.g.skip_forward(cue.end))
        elif group.use == "described" and self._closes(cue.end):
            comma, holders = before, self.s.agent(cue.end)
        else:
            return False
        if not holders or self.g.low(comma) != ",":
            return False
        first = self._noun_phrase(comma)
        if first is None or not self._is_judged(cue, comma):
            return False
        self.found.append(Opening(cue, holders, first, comma))
        return True

    def _of_apposed(self, cue: Cue, before: int) -> Opening | None:
        """The stance on what the sentence told, called by a noun: "vetoed the ban, a move | condemned by Peru", "… charges Peru denies"."""
        assert cue.group is not None
        relative, holders = self.g.low(before) in _THAT, None
        noun = before - relative
        if cue.group.use == "described" or (cue.group.use == "passive" and relative):
            holders = self.s.agent(self.g.skip_forward(cue.end))
        elif cue.group.use == "finite":
            near = range(before, max(before - 6, 2), -1)
            that = next((at for at in near if self.g.low(at) in _THAT and self._is_move(at - 1)), None)
            noun, end = (that or 1) - 1, cue.end
            ends = end >= self.s.end or self.g.low(end) in _MARKS or self.g.low(end) == "as"
            named = that is not None and ends
            holders = (
                self.s.holders.resolve(that + 1, cue.group.first, Voices(()), documents=False)
                if named and that
                else None
            )
        if not holders or not self._is_move(noun):
            return None
        first = noun
        while self.g.tokens[first - 1].is_adjective or self.g.is_in(first - 1, "articles"):
            first -= 1
        apart = first > 2 and self.g.low(first - 1) in DASHES | {",", "--"}
        return Opening(cue, holders, first, first - 1) if apart else None

    def _is_move(self, at: int) -> bool:
        """Whether a noun stands there by which something told just before is called: "charges", "a move"."""
        return not self.g.bases(at).isdisjoint(self.g.words["moves"])

    def _of_those(self, cue: Cue) -> bool:
        """Keep the stance of those of whom one is named behind the verb: "Among those who | condemned the raid was Peru"."""
        be = next((at for at in range(cue.end + 1, self.s.end - 1) if self.g.is_be(at)), None)
        if be is None or not self.g.tokens[be - 1].is_word or self.s.open:
            return False
        end = next((at for at in range(be + 1, self.s.end) if not self.g.tokens[at].is_word), self.s.end)
        holders = self.s.holders.resolve(be + 1, end, Voices(()), documents=False)
        if not holders:
            return False
        self.s.name(holders)
        self.found.append(Opening(cue, holders, cue.end, be))
        return True

    def _of_goal(self, cue: Cue) -> bool:
        """Keep the stance on what anybody's apposition calls the thing before it: ", a goal that Peru | strongly supports"."""
        group = cue.group
        if group is None or group.use != "finite":
            return False
        that = next(
            (at for at in range(group.first - 2, max(group.first - 12, 3), -1) if self.g.low(at) == "that"), None
        )
        if that is None or not (cue.end >= self.s.end or self.g.low(cue.end) in _MARKS):
            return False
        first = next((at for at in range(that - 1, that - 4, -1) if self.g.low(at) in {"a", "an"}), None)
        if first is None or first > that - 2 or self.g.low(first - 1) != "," or not self.g.tokens[that - 1].nouns:
            return False
        end = self.g.back_over_adverbs(group.first)[0] + 1
        holders = self.s.holders.resolve(that + 1, end, self.s.voices, documents=False)
        if holders:
            self.found.append(Opening(cue, holders, first, that))
        return bool(holders)

    def _closes(self, at: int) -> bool:
        """Whether a comma ends the aside in which an agent is named: "the plan, rejected | by Peru, was"."""
        return any(self.g.low(n) == "," for n in range(at + 2, min(at + 14, self.s.end - 1)))

    def _of_object(self, cue: Cue) -> tuple[int, tuple[str, ...] | None]:
        """The comma before "which" and who takes a stance on what it points to: "the plan |, which Peru rejected"."""
        assert cue.group is not None
        verb, end = cue.group.first, cue.end
        which = next((at for at in range(verb - 2, max(verb - 14, 1), -1) if self.g.low(at) == "which"), None)
        if which is None or self.g.low(which - 1) != "," or any(self.g.low(at) == "," for at in range(which, verb)):
            return 0, None
        ends = end >= self.s.end or self.g.low(end) in _MARKS or self.g.parenthetical(end) > end
        ends = ends or (self.g.is_in(end, "prepositions") and self.g.low(end - 1) != "to")
        if not (ends or self.g.is_in(end, "bare_times")) or self.g.low(end - 1) == "that":
            return 0, None
        return which - 1, self.s.holders.resolve(which + 1, verb, Voices(()), documents=False)

    def _is_judged(self, cue: Cue, comma: int) -> bool:
        """Whether a verb tells a stance of the thing that ends before a comma: "the draft, backed by", but not "troops, backed by"."""
        plain = cue.group is not None and cue.group.use == "finite"
        if cue.act in _TAKEN or self.s.series.is_strong_verb(cue):
            return plain or cue.act != "urge"  # "talks, which | had been requested by Peru"
        if plain and cue.act != "support":
            return True
        heads = self.g.words.kind_heads
        return not self.g.bases(comma - 1).isdisjoint({*heads["treaty"], *heads["initiative"]})

    def _noun_phrase(self, end: int) -> int | None:
        """Index where the noun phrase begins that ends before an index; None if none does."""
        at = end
        while at > 0 and (self._is_nominal(at - 1) or (self.g.low(at - 1) in _JOINING and self._is_nominal(at - 2))):
            at -= 1
        at = next((n + 1 for n in range(end - 1, at - 1, -1) if self.g.low(n) == "that"), at)
        while at < end and (self.g.low(at) in _JOINING or self.g.is_in(at, "prepositions")):
            at += 1
        last = self.g.tokens[end - 1]
        if self.g.is_in(end - 1, "weekdays") or self.g.is_in(end - 1, "bare_times"):
            return None
        return at if at < end and (last.nouns or last.is_capital or last.low.isdigit()) else None

    def _is_nominal(self, at: int) -> bool:
        if at < 0:
            return False
        token = self.g.tokens[at]
        if self.g.is_in(at, "determiners") or token.is_capital or token.low.isdigit():
            return True
        told = token.is_form("past") and not self.g.is_in(at - 1, "determiners")
        verb = told or (bool(token.verbs) and self.g.low(at - 1) == "to")
        return (bool(token.nouns) or token.is_adjective) and not verb

    def closes(self) -> list[int]:
        """Where those begin with which the sentence ends: there the target of a main clause ends too."""
        ends = range(self.s.end - 1, self.s.end + 1)
        return [
            side.begins
            for side in self.found
            if next((at for at in range(side.cue.end, self.s.end) if self.g.low(at) == ","), self.s.end) in ends
        ]

    def stances(self) -> list[Stance]:
        """The stances, each on what the relative clause or participle tells more of."""
        return [Stance(side.cue, side.holders, (side.subject, self._end_of_noun(side))) for side in self.found]

    def _end_of_noun(self, side: Opening) -> int:
        """Where what a side stance is about ends: at its comma, or behind the noun that calls it so."""
        at = side.subject
        while side.begins < side.subject and not self._is_move(at):
            at += 1
        return max(side.begins, at + 1) if side.begins < side.subject else side.begins
