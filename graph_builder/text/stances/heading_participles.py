"""Participles before the main clause, whose subject is that clause's: "Stressing A, the minister said that B"."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.words.parted_verbs import leads_participle

__all__ = ["HeadingParticiples"]


class HeadingParticiples:
    """The participles at the head of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g

    def as_led(self, opening: Opening, number: int) -> Opening:
        """A participle before the main clause is of its subject: "Stressing A, the minister said that B"."""
        use = opening.cue.group.use if opening.cue.group is not None else None
        behind = use == "participle" and leads_participle(self.g, self.g.back_over_adverbs(opening.cue.first)[0])
        done = self.g.low(opening.cue.first) == "having"  # "Having stressed A, the minister left"
        if (opening.cue.form != "ing" and not done) or not (use == "heading" or behind):
            return opening
        finite = (later for later in self.s.open[number + 1 :] if later.cue.group and later.cue.group.use == "finite")
        following = next(finite, None)
        if self.s.teller and opening.cue.first < self.s.told:
            return replace(opening, holders=self.s.teller)
        if following is None and (found := self.main_clause(opening)) is not None and found[1]:
            return replace(opening, holders=found[1])
        led = following is not None and following.holders and self.g.low(following.subject - 1) == ","
        return replace(opening, holders=following.holders) if following is not None and led else opening

    def main_clause(self, opening: Opening) -> tuple[int, tuple[str, ...]] | None:
        """Where the main clause behind a heading participle begins, and the actor that is its subject, if one is named."""
        if self.g.low(len(self.g.tokens) - 1) not in {".", "”", '"', "!", ":"}:
            return None  # a clause of a resolution
        clausal = self.g.low(opening.cue.end - 1) == "that"
        voices = self.s.voices if clausal else Voices(())
        for comma in range(opening.cue.end + 1, self.s.end - 2):
            if self.g.low(comma) != "," or (clausal and self.g.low(comma + 1) not in {"he", "she", "they"}):
                continue
            for at in range(comma + 2, min(comma + 9, self.s.end)):
                token = self.g.tokens[at]
                if not token.is_word or self.g.is_in(at, "subordinators") or token.low == "and":
                    break
                sure = (
                    token.verbs
                    and not token.nouns
                    and not token.is_capital
                    and token.form(min(token.verbs)) in {"s", "past"}
                )
                ours = at == comma + 2 and self.g.low(comma + 1) in {"we", "i"} and bool(token.verbs)
                if ours:
                    return comma, self.s.issuer()
                if sure or self.g.is_be(at) or self.g.is_have(at) or self.g.is_in(at, "modals"):
                    holders = self.s.holders.resolve(comma + 1, at, voices, documents=False)
                    subject = self.g.is_in(comma + 1, "determiners") or self.g.low(comma + 1) in {"he", "she", "they"}
                    subject = subject or self.g.tokens[comma + 1].is_capital
                    return (comma, holders or ()) if holders or subject else None
        return None
