"""A word that turns signs with how far it reaches, and the rows of the lexicon by which it is known."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graph_builder.lexicon import InverterRow, Lexicon
from graph_builder.model import Polarity
from graph_builder.text.things.things import Thing
from graph_builder.text.words.morphology import lemmas

__all__ = ["Inverter", "Row", "rows_of"]


@dataclass(frozen=True, slots=True)
class Inverter:
    """A word that turns signs between the tokens `at` and `end`, both left out."""

    words: str
    at: int
    end: int
    leaves: Polarity | None = None
    """The sign of what it governs whatever governs the word itself: what is undermined is valued, a threat of something is not."""
    doer: int | None = None
    """Index of the last word of what does the harm, where it stands before the verb."""
    willing: bool = False
    """Whether it is a harm that whoever speaks may want to be done: "will | isolate the junta", "measures to weaken"."""
    verdict: bool = False
    """Whether it is what the clause says of its subject: "is illegal", "has led to chaos"."""
    outright: bool = False
    """Whether it is said of the subject alone, and of nothing that is only named with it."""

    def governs(self, thing: Thing) -> bool:
        """Whether a thing stands in its reach."""
        return self.at < thing.first < self.end


@functools.lru_cache(maxsize=4)
def _by_word(lexicon: Lexicon) -> Mapping[str, tuple[tuple[InverterRow, tuple[str, ...]], ...]]:
    table: dict[str, list[tuple[InverterRow, tuple[str, ...]]]] = defaultdict(list)
    for row in lexicon.inverters:
        for phrase in row.phrases:
            table[phrase[0]].append((row, phrase))
    return {word: tuple(sorted(rows, key=lambda item: -len(item[1]))) for word, rows in table.items()}


Row = tuple[str, InverterRow, tuple[str, ...]]
"""A lemma, the row that a phrase beginning with it belongs to, and that phrase."""


@functools.lru_cache(maxsize=65536)
def rows_of(lexicon: Lexicon, word: str) -> tuple[Row, ...]:
    """The rows that a form of the word may begin, each with that lemma: none for most words."""
    table, forms = _by_word(lexicon), lemmas(word, "verb") | lemmas(word, "noun") | {word}
    return tuple((form, row, phrase) for form in sorted(forms) for row, phrase in table.get(form, ()))
