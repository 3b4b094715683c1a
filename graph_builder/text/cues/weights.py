"""Nouns of weight and of trouble with the adjectives before them, as predicates and as subjects: "The main task today is to"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph_builder.model import Act
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import CueReader
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["WeightCues", "noun_place", "spellings"]

_OPENING = frozenset({"the", "a", "an", "one", "another"})
"""With what a noun of weight begins that is the subject."""
_REACH = 16
"""How many words such a subject may have."""


def noun_place(grammar: Grammar, start: int) -> int:
    """Index of the noun behind its article and adjectives, which "," and "but" may part: "a basic, ongoing | tenet"."""
    size = len(grammar.tokens)
    last = grammar.skip_modifiers(start, 6)
    if not grammar.is_in(start, "determiners"):
        return last + (grammar.is_in(last, "weights") and last + 1 < size)  # "are founding | principles of"
    while last + 1 < size and grammar.low(last) in {",", "but", "yet", "and"} and grammar.tokens[last - 1].is_adjective:
        after = grammar.skip_modifiers(last + 1, 4)
        if after == last + 1:
            break
        last = after
    if grammar.low(last).endswith("ing") and last + 1 < size:
        last = grammar.skip_modifiers(last + 1, 5)  # "is a telling | sign of"
    if last + 1 < size and grammar.tokens[last].nouns and grammar.tokens[last + 1].nouns:
        last += 1  # "is a security | threat to"
    return last


def spellings(words: Iterable[str]) -> Iterator[str]:
    """The words in order, each also without its hyphen: "corner-stone"."""
    for word in sorted(words):
        yield word
        if "-" in word:
            yield word.replace("-", "")


class WeightCues(CueReader):
    """The nouns of weight and trouble of one segment that are subjects."""

    def headed(self, group: VerbGroup, copula: int) -> Cue | None:
        """The cue of a noun that is weighed and is the subject of a form of be: "The biggest challenge is", "One great step was"."""
        if group.modal is not None or group.negated:
            return None
        start = self._start(group.first)
        if start is None:
            return None
        begin = start + 2 if self.g.low(start) == "one" and self.g.low(start + 1) == "of" else start
        counted = self.g.is_in(begin + 1, "counted_off")  # "The third | important element is"
        begin += counted
        noun = noun_place(self.g, begin + counted)
        for place in range(begin + 1, min(noun + 1, group.first)):
            for lemma in spellings(self.g.tokens[place].bases):
                for row, phrase in self.index.others.get(lemma, ()):
                    if row.kind != "predicate" or not row.described or not self.stands(place + 1, phrase[1:]):
                        continue
                    weighed = [row.among] if row.among else ["weights", "sizes"]
                    words = range(begin + 1, place + len(phrase) - 1)
                    if not any(
                        self.g.is_in(at, name) or self._is_utmost(at, row.sign) for at in words for name in weighed
                    ):
                        continue
                    done = row.id in {"affirm.progress", "affirm.advance"}  # "The most important step was"
                    if (self.g.low(copula) in {"was", "were"} and not done) or not self._names(copula + 1, row.sign):
                        return None
                    act: Act = "emphasize" if done else row.act
                    follow = self.g.skip_forward(copula + 1)
                    leads = self.g.low(follow) == "to" or (
                        self.g.low(follow) == "that" and self.g.low(follow + 1) != "of"
                    )
                    end = follow + leads
                    return Cue(act, "impersonal", row, start, end, VerbGroup("finite", start), "base", keyword=copula)
        return None

    def _is_utmost(self, at: int, sign: str | None) -> bool:
        """Whether a superlative weighs a noun of that sign there: "the | most prevalent threat", "the | most urgent task"."""
        if self.g.low(at) == "most":
            weighty = self.g.words.any_of("weights", "weighty_adjectives", "praising_adjectives", "pressing_adjectives")
            return sign == "-" or self.g.low(at + 1) in weighty
        return sign == "-" and self.g.tokens[at].is_adjective and self.g.low(at).endswith("est")

    def _start(self, verb: int) -> int | None:
        """Where the subject of the verb begins, if it begins its clause with an article; None if it does not."""
        for at in range(verb - 1, max(verb - _REACH, -1), -1):
            if self.g.low(at) in _OPENING and (
                at == 0 or self.g.low(at - 1) in {",", ";", ":", "and", "but", "that", "“", '"'}
            ):
                return at
            if self.g.low(at) in {"that", "which"} and self.tells_whose(at):
                continue  # "One of the challenges | that we face is"
            if not self.g.tokens[at].is_word or (self.g.is_in(at, "subordinators") and self.g.low(at) != "for"):
                return None
        return None

    def _names(self, at: int, sign: str | None) -> bool:
        """Whether a noun phrase, a deed or a clause begins there, not an adjective or participle of which all is said."""
        at = self.g.skip_forward(at)
        if at >= len(self.g.tokens):
            return False
        token, after = self.g.tokens[at], self.g.low(at + 1)
        if (token.low, after) == ("no", "longer"):
            return False
        if token.low in {"to", "that", "how", "whether"} or self.g.is_in(at, "determiners") or token.is_capital:
            return True
        if self.g.is_in(at, "prepositions") or not token.is_word:
            return False
        if sign == "-" and token.low.endswith("ing") and token.verbs:
            return False  # "the pressing risk is | exacerbating the crisis"
        behind = at + 1 < len(self.g.tokens) and self.g.tokens[at + 1].is_word and after not in {"to", "and", "for"}
        if token.is_adjective or token.is_form("past") or token.low.endswith("ing"):
            return behind and not self.g.is_in(at + 1, "prepositions")
        return bool(token.nouns)
