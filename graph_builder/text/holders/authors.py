"""Who made the texts of which a report tells, so that "the resolution" later on speaks for it: "the Assembly adopted a resolution"."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Authors"]

_FAR = 12
"""How many words a text may stand behind the verb that makes it."""
_STUDIES = frozenset({"report", "study", "analysis"})
"""What tells what its author found."""


class Authors:
    """The texts of one document so far: by their nouns, each with the code of who made it last."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    def learn(self, grammar: Grammar, mentions: Sequence[Mention]) -> None:
        """Take note of who adopts or issues a text in a sentence: "the Council passed Resolution 2", "a text adopted by Peru"."""
        texts = grammar.words["stated_in"] | _STUDIES
        for at, token in enumerate(grammar.tokens):
            if (
                token.verbs.isdisjoint(grammar.words["making_texts"])
                or token.is_capital
                or grammar.is_in(at - 1, "articles")
            ):
                continue
            if any(grammar.is_in(near, "unable") for near in range(max(at - 4, 0), at)):
                continue  # "failed to | adopt a resolution"
            by = grammar.low(at + 1) == "by"
            near = range(max(at - 4, 0), at) if by else range(at + 1, min(at + _FAR, len(grammar.tokens)))
            noun = next((n for n in near if not grammar.bases(n).isdisjoint(texts)), None)
            if noun is None or grammar.low(noun - 1) == "draft":
                continue
            if by and not token.verbs.isdisjoint(grammar.words["tabling_verbs"]) and self.of(grammar.bases(noun)):
                continue  # "the resolution, submitted by Peru," that was adopted
            actors = [m for m in mentions if m.concept.code and (at < m.first <= at + 3 if by else m.end <= at)]
            maker = next((m for m in actors if m.first < 3), actors[-1] if actors else None)
            alone = len({m.concept.code for m in actors}) == 1
            body = maker is not None and maker.first < 3 and maker.concept.variety != "State"
            if maker is not None and maker.concept.code and (alone or body):
                self._of.update(dict.fromkeys(grammar.bases(noun), maker.concept.code))

    def of(self, nouns: frozenset[str]) -> str | None:
        """Code of who made the text that a noun tells of; None if nobody is known to have."""
        return next((self._of[noun] for noun in sorted(nouns) if noun in self._of), None)
