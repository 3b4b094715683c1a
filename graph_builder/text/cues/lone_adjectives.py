"""Adjectives that head a clause without a form of be: "Deeply concerned about …", ", convinced that …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from graph_builder.lexicon import Lexicon
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.nouns import NounCues
from graph_builder.text.cues.resolve import ResolveCues
from graph_builder.text.cues.rows import CueReader
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.parted_verbs import is_absolute
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["LoneAdjectives"]


class LoneAdjectives(CueReader):
    """The adjectives of one segment that stand without a form of be."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, nouns: NounCues) -> None:
        super().__init__(grammar, lexicon)
        self.resolve = ResolveCues(grammar, lexicon, nouns)

    def read(self, at: int) -> Iterator[Cue]:
        """An adjective that heads a clause: "Deeply concerned about …", ", convinced that …"."""
        left = self.g.low(at - 1)
        before, _ = self.g.back_over_adverbs(at)
        absolute = before > 0 and is_absolute(self.g, before)  # ", with Peru | supportive of"
        if left not in {"", ",", ";", "and"} and not (absolute or self.g.is_plain_adverb(at - 1)):
            return
        if not (
            before < 0
            or absolute
            or self.g.low(before) in {",", ";"}
            or (self.g.low(before) == "and" and (self.g.low(before - 1) in {",", ";"} or self._joins_heads(before)))
        ):
            return
        if self.g.low(before) == "and" and self._goes_on(before):
            return  # "a region that is stable, safe, and | respectful of the law"
        if (
            united := self.resolve.read(at, VerbGroup("heading" if before < 0 else "participle", before + 1), at)
        ) is not None:
            yield replace(united, form="ing")
            return
        for row, phrase in self.index.others.get(self.g.low(at), ()):
            if row.kind != "adjective" or row.negated or not self.stands(at, phrase):
                continue
            if self.g.low(at) in {"devoted", "dedicated"} and self.g.low(before) == ",":
                continue  # "the session, devoted to trade, was short"
            if self.g.low(at) == "agreed" and self.g.low(at + 1) == "by":
                continue  # "named by Peru and agreed by Chile"
            if self.g.is_in(at, "prepositions"):
                continue  # "In support of the plan, we …"
            follow = self.g.skip_forward(at + len(phrase))
            tail = next((words for words in row.after if self.stands(follow, words)), None)
            if tail is not None:
                use: Literal["heading", "participle"] = "heading" if before < 0 else "participle"
                yield Cue(
                    row.act,
                    "adjective",
                    row,
                    before + 1,
                    follow + len(tail),
                    VerbGroup(use, before + 1),
                    "ing",
                    strong=self.is_strong(before, follow),
                    keyword=at,
                )

    def _goes_on(self, joint: int) -> bool:
        """Whether adjectives behind a form of be in a relative clause stand right before the conjunction at `joint`."""
        at = joint - 1
        while at > 0 and (
            self.g.low(at) in {",", "and"} or self.g.tokens[at].is_adjective or self.g.is_plain_adverb(at)
        ):
            at -= 1
        return at < joint - 1 and self.g.is_copula(at) and self.g.is_in(at - 1, "relatives")

    def _joins_heads(self, joint: int) -> bool:
        """Whether a participle or adjective heads the sentence, with which another may go on: "Alarmed by A | and resolved to B"."""
        at = self.g.skip_forward(0)
        token = self.g.tokens[at]
        if self.may_judge(joint - 1) and not self.g.tokens[joint - 1].nouns:
            return False  # "that all are consulted | and involved in it"
        return (
            (token.is_form("ing") and not token.nouns)
            or any(row.kind == "adjective" for row, _ in self.index.others.get(token.low, ()))
            or any(self.g.is_copula(place) for place in range(at + 1, min(joint, at + 8)))
        )
