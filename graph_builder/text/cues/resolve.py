"""Stance nouns behind an adjective of resolve: "are united in our determination to"."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.nouns import NounCues
from graph_builder.text.cues.rows import OWN, CueReader
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["ResolveCues"]


class ResolveCues(CueReader):
    """The adjectives of resolve of one segment."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, nouns: NounCues) -> None:
        super().__init__(grammar, lexicon)
        self.nouns = nouns

    def read(self, at: int, group: VerbGroup, copula: int) -> Cue | None:
        """A stance noun behind an adjective of resolve: "are united in our determination to", "remain unwavering in our support for"."""
        if (
            not self.g.is_in(at, "resolve_adjectives")
            or self.g.low(at + 1) not in {"in", "behind"}
            or self.g.low(at + 2) not in OWN | {"a", "an", "the"}
        ):
            return None
        place = at + 3
        while place < min(at + 14, len(self.g.tokens)):
            cue = self.nouns.stance_noun(place)
            if cue is not None:
                form = self.copula_form(copula)
                return replace(
                    cue, shape="adjective", first=group.first, group=group, form=form, strong=True, keyword=copula
                )
            token = self.g.tokens[place]
            if not (token.is_adjective or token.low in {",", "and"} or token.low.endswith("-term")):
                return None
            place += 1
        return None
