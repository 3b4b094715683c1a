"""Participles before the main clause, whose subject is that clause's: "Stressing A, the minister said that B"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.besides import Besides
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.words.dates import text_before
from graph_builder.text.words.parted_verbs import leads_participle
from graph_builder.text.words.verb_or_noun import may_be_told

__all__ = ["HeadingParticiples"]

_COMMA = frozenset({","})
_SUBJECTS = frozenset({"he", "she", "it", "they", "who"})


class HeadingParticiples:
    """The participles at the head of one sentence."""

    def __init__(self, sentence: Sentence, besides: Besides) -> None:
        self.s, self.g, self.besides = sentence, sentence.g, besides

    def as_led(self, opening: Opening, number: int) -> Opening:
        """A participle before the main clause is of its subject: "Stressing A, the minister said that B"."""
        if not self.is_leading(opening) and not self._follows_leading(number):
            return opening
        finite = (later for later in self.s.open[number + 1 :] if later.cue.group and later.cue.group.use == "finite")
        following = next(finite, None)
        if self.s.teller and opening.cue.first < self.s.told:
            return replace(opening, holders=self.s.teller)
        if following is None and (found := self.main_clause(opening)) is not None and found[1]:
            return replace(opening, holders=found[1])
        led = following is not None and following.holders and self.g.low(following.subject - 1) == ","
        return replace(opening, holders=following.holders) if following is not None and led else opening

    def is_leading(self, opening: Opening) -> bool:
        """Whether a participle stands before the main clause: "Stressing A", "Having stressed A", "Concerned about A"."""
        group = opening.cue.group
        if group is None or opening.cue.shape not in {"verb", "wrapped", "adjective", "telling"}:
            return False
        before = self.g.back_over_adverbs(opening.cue.first)[0]
        done = self.g.low(opening.cue.first) == "having"  # "Having stressed A, the minister left"
        behind = group.use == "participle" and (leads_participle(self.g, before) or self._is_in_text(opening, before))
        felt = opening.cue.shape == "adjective" and self.s.holders.strangers is not None
        return (opening.cue.form == "ing" or done or felt) and (group.use == "heading" or behind)

    def _is_in_text(self, opening: Opening, before: int) -> bool:
        """Whether the sentence begins by telling in which text it is said: "In a statement | condemning A, Peru left"."""
        text = text_before(self.g, before) if self.g.is_in(self.g.lead, "prepositions") else None
        return text is not None and self.besides.is_fronted(opening.cue, text)

    def _follows_leading(self, number: int) -> bool:
        """Whether a participle goes on with others before the main clause: "Stressing A and | urging B, the leaders met"."""
        group = self.s.open[number].cue.group
        goes_on = (
            number > 0 and group is not None and group.use == "participle" and self.s.open[number].cue.form == "ing"
        )
        return goes_on and (self.is_leading(self.s.open[number - 1]) or self._follows_leading(number - 1))

    def main_clause(self, opening: Opening) -> tuple[int, tuple[str, ...]] | None:
        """Where the main clause behind a heading participle begins, and the actor that is its subject, if one is named."""
        if self.g.low(len(self.g.tokens) - 1) not in {".", "”", '"', "!", ":"}:
            return None  # a clause of a resolution
        if (turned := self.besides.inverted(opening.cue)) is not None:
            return turned
        clausal = self.g.low(opening.cue.end - 1) == "that"
        voices = self.s.voices if clausal else Voices(())
        commas = [
            comma
            for comma in self.g.places(_COMMA, opening.cue.end + 1, self.s.end - 2)
            if not clausal or self.g.low(comma + 1) in {"he", "she", "they"}
        ]
        clauses = (self._clause(comma, voices) for comma in commas)
        plain = (self._plain_clause(comma) for comma in commas)
        found = next((found for found in itertools.chain(clauses, plain) if found is not None), None)
        return None if found is None else (self._before_name(commas, found[0]), found[1])

    def _before_name(self, commas: Sequence[int], comma: int) -> int:
        """The comma, or the one before a person's name or set phrase that ends there: "Stressing A, | Ana Ruiz, the minister, left"."""
        left = max((at for at in commas if at < comma), default=comma)
        words = range(left + 1, comma)
        named = len(words) > 1 and all(self.g.tokens[at].is_capital for at in words)
        return left if named or self.g.back_over_adverbs(comma)[0] == left else comma

    def _clause(self, comma: int, voices: Voices) -> tuple[int, tuple[str, ...]] | None:
        """The main clause behind a comma, and its subject, where its verb can be nothing else."""
        for at in range(comma + 2, min(comma + 9, self.s.end)):
            token = self.g.tokens[at]
            if self._joins_names(at):
                continue
            if not token.is_word or self.g.is_in(at, "subordinators") or token.low == "and":
                return None
            sure = token.verbs and not token.nouns and not token.is_capital
            sure = sure and token.form(min(token.verbs)) in {"s", "past"}
            ours = at == comma + 2 and self.g.low(comma + 1) in {"we", "i"} and bool(token.verbs)
            if ours:
                return comma, self.s.issuer()
            if sure or self.g.is_be(at) or self.g.is_have(at) or self.g.is_in(at, "modals"):
                holders = self.s.holders.resolve(comma + 1, at, voices, documents=False)
                subject = self.g.is_in(comma + 1, "determiners") or self.g.low(comma + 1) in {"he", "she", "they"}
                subject = subject or self.g.tokens[comma + 1].is_capital
                return (comma, holders or ()) if holders or subject else None
        return None

    def _plain_clause(self, comma: int) -> tuple[int, tuple[str, ...]] | None:
        """The main clause of an actor behind a comma, where its verb may also be a noun: "Peru | left the room"."""
        for at in range(comma + 2, min(comma + 12, self.s.end)):
            if self._joins_names(at):
                continue
            if not self.g.tokens[at].is_word or self.g.is_in(at, "subordinators") or self.g.low(at) == "and":
                return None
            if (
                self._is_behind_name(at)
                and may_be_told(self.g, at)
                and (holders := self.s.holders.resolve(comma + 1, at, self.s.voices, documents=False))
            ):
                return comma, holders
        return None

    def _joins_names(self, at: int) -> bool:
        """Whether an "and" stands between two names: "Peru | and Chile"."""
        joins = self.g.low(at) == "and" and self.g.tokens[at - 1].is_capital
        return joins and self.g.tokens[at + 1 + self.g.is_in(at + 1, "articles")].is_capital

    def _is_behind_name(self, at: int) -> bool:
        """Whether a name, noun or pronoun, or an adverb, stands before an index."""
        left = self.g.tokens[at - 1]
        return left.is_capital or bool(left.nouns) or left.low in _SUBJECTS or self.g.is_plain_adverb(at - 1)
