"""Where things are looked for: a target with its words, and the concepts that are made for phrases that have no label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph_builder.lexicon import Lexicon
from graph_builder.model import Concept, Kind
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import provisional, slug
from graph_builder.text.things.phrases import Chunker
from graph_builder.text.words.grammar import Grammar

__all__ = ["TargetWords"]


@dataclass(frozen=True, slots=True)
class TargetWords:
    """The tokens [first, end) of a target, whose body is `body`; `reader` tells its verbs and noun phrases."""

    grammar: Grammar
    lexicon: Lexicon
    body: str
    first: int
    end: int
    reader: Chunker

    @property
    def span(self) -> tuple[int, int]:
        """The indexes of its first token and behind its last."""
        return self.first, self.end

    def made(self, first: int, end: int, kind: Kind | None = None) -> Mention | None:
        """The thing that the phrase [first, end) names, called by its words; None if they leave no name."""
        concept = provisional(self.grammar, self.lexicon, self.body, first, end, kind)
        return None if concept is None else Mention(concept, first, end)

    def all_made(self, spans: Iterable[tuple[int, int, Kind | None]]) -> Iterator[Mention]:
        """The things that phrases name, each with its kind if that is certain."""
        for first, end, kind in spans:
            if (thing := self.made(first, end, kind)) is not None:
                yield thing

    def actor(self, label: str, span: tuple[int, int]) -> Mention:
        """An actor that is called so."""
        return Mention(Concept(f"actor/{slug(label)}", label, "actor", provisional=True), *span)
