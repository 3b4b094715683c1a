"""Stance cues of a segment: the words that express an act, wherever they stand. Which of them count is decided in `clauses`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping

from graph_builder.lexicon import Lexicon
from graph_builder.text.cues.copular import LINKING, LISTING, ROLE_VERBS, CopularCues
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.inversions import Inversions
from graph_builder.text.cues.lone_adjectives import LoneAdjectives
from graph_builder.text.cues.modals import Modals
from graph_builder.text.cues.nouns import NounCues
from graph_builder.text.cues.rows import modal_form, noun_rows, row_index
from graph_builder.text.cues.set_phrases import SetPhrases
from graph_builder.text.cues.verbs import VerbCues
from graph_builder.text.words.grammar import COPULAS, Grammar
from graph_builder.text.words.morphology import lemmas

__all__ = ["find_cues"]

_SHAPE_ORDER: Mapping[str, int] = {
    "wrapped": 0, "verb": 1, "adjective": 2, "impersonal": 3, "predicate": 4, "assessment": 5, "modal": 6, "noun": 7, "telling": 8,
}  # fmt: skip


class _Finder:
    def __init__(self, grammar: Grammar, lexicon: Lexicon, *, record: bool) -> None:
        self.tokens, self.lexicon = grammar.tokens, lexicon
        self.nouns = NounCues(grammar, lexicon)
        self.verbs = VerbCues(grammar, lexicon, self.nouns)
        self.modals = Modals(grammar, lexicon)
        self.phrases = SetPhrases(grammar, lexicon, record=record)
        self.inversions = Inversions(grammar, lexicon)
        self.grammar = grammar

    @functools.cached_property
    def copulas(self) -> CopularCues:
        return CopularCues(self.grammar, self.lexicon, self.nouns)

    @functools.cached_property
    def adjectives(self) -> LoneAdjectives:
        return LoneAdjectives(self.grammar, self.lexicon, self.nouns)

    def find(self) -> Iterator[Cue]:
        for at, token in enumerate(self.tokens):
            for read in _readers(self.lexicon, token.low):
                yield from read(self, at)

    def _verb(self, at: int) -> Iterator[Cue]:
        return self.verbs.read(at)

    def _copular(self, at: int) -> Iterator[Cue]:
        return self.copulas.read(at)

    def _modal(self, at: int) -> Iterator[Cue]:
        return self.modals.modal(at)

    def _impersonal(self, at: int) -> Iterator[Cue]:
        return self.phrases.impersonal(at)

    def _optative(self, at: int) -> Iterator[Cue]:
        return self.modals.optative(at)

    def _inverted(self, at: int) -> Iterator[Cue]:
        return self.inversions.inverted(at)

    def _turned(self, at: int) -> Iterator[Cue]:
        return self.inversions.turned(at)

    def _bare_noun(self, at: int) -> Iterator[Cue]:
        return self.nouns.bare(at)

    def _lone_adjective(self, at: int) -> Iterator[Cue]:
        return self.adjectives.read(at)


@functools.lru_cache(maxsize=65536)
def _readers(lexicon: Lexicon, word: str) -> tuple[Callable[[_Finder, int], Iterator[Cue]], ...]:
    """Those ways of reading for which a row of the lexicon begins with a form of the word: none for most words."""
    index, verbs = row_index(lexicon), lemmas(word, "verb")
    kinds = {row.kind for row, _ in index.others.get(word, ())}
    modals = index.others.get(modal_form(word), ())
    describes = bool(lemmas(word, "adj") or verbs or "-" in word)
    tried = {
        _Finder._verb: any(
            lemma in index.verbs or lemma in lexicon.words.any_of("carriers", "starting_verbs") for lemma in verbs
        ),
        _Finder._copular: not verbs.isdisjoint(COPULAS | LINKING | LISTING | ROLE_VERBS),
        _Finder._modal: any(row.kind == "modal" for row, _ in modals),
        _Finder._impersonal: "impersonal" in kinds,
        _Finder._inverted: word in index.inverters,
        _Finder._turned: (not kinds.isdisjoint({"predicate", "adjective"}) and describes)
        or not verbs.isdisjoint(lexicon.words["told_of_all"]),
        _Finder._optative: "optative" in kinds,
        _Finder._bare_noun: bool(noun_rows(lexicon, word)),
        _Finder._lone_adjective: "adjective" in kinds,
    }
    return tuple(read for read, fits in tried.items() if fits)


def find_cues(grammar: Grammar, lexicon: Lexicon, *, record: bool = False) -> list[Cue]:
    """All candidates in a segment in reading order; where several begin together, the likeliest first.

    In a `record` of what was said in a meeting "was" stands for "is" in each sentence.
    """
    return sorted(
        _Finder(grammar, lexicon, record=record).find(), key=lambda cue: (cue.first, -cue.end, _SHAPE_ORDER[cue.shape])
    )
