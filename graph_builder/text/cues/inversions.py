"""Predicates that stand before their subject: "Key to this is dialogue", "Unacceptable is the raid", "At its heart lies trust"."""

from __future__ import annotations

from collections.abc import Iterator, Set

from graph_builder.model import Act
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import OWN, CueReader
from graph_builder.text.words.tokens import Token
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["Inversions"]

_DEGREES = frozenset({"more", "most", "no", "less", "just", "as", "of", "perhaps"})
"""Words, besides adverbs, that weigh a predicate."""
_ALSO = frozenset({"also", "equally", "likewise", "similarly", "particularly", "especially", "even"})
"""Adverbs by which something is set beside what was said: "Also | of concern is"."""
_TOLD = frozenset({"condemn", "oppose", "regret", "concern", "welcome", "emphasize", "urge"})
"""Acts of which a predicate may stand before its subject."""
_JOINS = frozenset({"is", "are", "remains", "remain"})
"""Verbs by which a predicate that heads its sentence is said of what follows."""
_LIES = frozenset({"lies", "lie", "stands", "stand"})
"""Verbs that do so where something has its place: "at the heart of this | lies"."""


def _describes(token: Token) -> bool:
    """Whether a word is an adjective or participle."""
    return token.is_adjective or token.is_form("past") or token.is_form("ing")


class Inversions(CueReader):
    """The predicates of one segment that stand before their subjects."""

    def inverted(self, at: int) -> Iterator[Cue]:
        """A predicate that heads its sentence: "Key to this approach is …"."""
        first = self._behind_weight(at, _ALSO)
        if first and self.g.low(first - 1) not in {"and", "but", ",", ":"}:
            return
        low = self.g.low
        own = low(at) == "at" and low(at + 1) in OWN  # "at its core lies"
        second = "the" if own else low(at + 1)
        longer = self.index.inverted.get((low(at), second), ())
        for row, phrase in (*longer, *self.index.inverted.get((low(at), ""), ())):
            begin = at + len(phrase) - (own and phrase[-1] == "of")
            if not self.stands(at + 2 * own, phrase[2 * own : begin - at]):
                continue
            for place in range(begin, min(begin + 14, len(self.g.tokens) - 2)):
                if (
                    low(place - 1) == "would" and low(place) == "be" and place > begin
                ):  # "a first step would be | a truce"
                    end = place + 1 + (low(place + 1) in {"to", "that"})
                    yield Cue(row.act, "impersonal", row, first, end, VerbGroup("finite", first), "base", keyword=at)
                    return
                if self.g.is_in(place - 1, "modals"):
                    return  # "the first priority must | be": the modal is the act
                lies = low(at) == "at" and low(place) in _LIES
                once = low(place) in {"was", "were", "been"} and low(at) not in {"the", "a", "an", "one", "another"}
                if lies or (self.g.is_copula(place) and (once or low(place) in _JOINS)):
                    end = place + 1 + (low(place + 1) in {"to", "that"})
                    if low(end + (low(end) == ":")) in {"yes", "no", "i"} or low(end)[:1].isdigit():
                        return  # "the answer is | yes"
                    bad = row.act == "emphasize" and low(at) == "at" and self._names_bad(begin, place)
                    act: Act = "affirm" if bad else row.act  # "At the heart of the conflict lies"
                    yield Cue(act, "impersonal", row, first, end, VerbGroup("finite", first), "base", keyword=at)
                    return
                pointing = low(place) == "that" and self.g.is_in(
                    place - 1, "prepositions"
                )  # "central to | that effort"
                if low(place) in {"that", "which"} and self.tells_whose(place):
                    continue  # "The only way | that we know is"
                if not self.g.tokens[place].is_word or (self.g.is_in(place, "subordinators") and not pointing):
                    return

    def _behind_weight(self, at: int, among: Set[str] | None = None) -> int:
        """Index of the first of the adverbs, or of those `among` them, that weigh a predicate: "No less | pressing is"."""
        while at:
            low = self.g.low(at - 1)
            if low not in _DEGREES and not (self.g.is_plain_adverb(at - 1) if among is None else low in among):
                break
            at -= 1
        return at

    def _names_bad(self, first: int, end: int) -> bool:
        """Whether what is bad by its name stands between two indexes."""
        bad = self.g.words["problem_nouns"]
        return any(not self.g.bases(at).isdisjoint(bad) for at in range(first, end))

    def turned(self, at: int) -> Iterator[Cue]:
        """A predicate that stands before its verb and subject: "Equally important is the role of women", "Unacceptable, too, is …"."""
        token = self.g.tokens[at]
        if not _describes(token):
            return
        told = token.verbs & self.g.words["told_of_all"] if at == 1 and self.g.low(0) in {"also", "equally"} else None
        if told and token.is_form("past") and self.g.low(2) in {"was", "were"}:
            for row, phrase in self.index.verbs.get(min(told), ()):
                if row.kind == "verb" and len(phrase) == 1 and not (row.negated or row.needs or phrase in row.weak):
                    yield Cue(row.act, "impersonal", row, 0, 3, VerbGroup("finite", 0), "base", keyword=1)
                    return
        begin = self._behind_weight(at)
        headed = begin == 0 or self.g.low(begin - 1) in {",", ";", ":", "and", "but"}
        if not headed or (begin == at and token.nouns):
            return
        for row, phrase in self.index.others.get(token.low, ()):
            if row.kind not in {"predicate", "adjective"} or row.negated or row.nobody_subject or row.act not in _TOLD:
                continue
            verb = at + len(phrase)
            if self.g.low(verb) == "," and self.g.low(verb + 2) == ",":
                verb += 3  # "Unacceptable, too, is"
            follows = verb + 1 < len(self.g.tokens) and self._opens_subject(verb + 1)
            if follows and self.stands(at, phrase) and self.g.low(verb) in {"is", "are", "remains", "remain"}:
                yield Cue(row.act, "impersonal", row, begin, verb + 1, VerbGroup("finite", begin), "base", keyword=at)
                return

    def _opens_subject(self, at: int) -> bool:
        """Whether a noun phrase begins at an index that can be the subject of what stands before it."""
        token = self.g.tokens[at]
        if token.is_adjective and not (at + 1 < len(self.g.tokens) and self.g.tokens[at + 1].is_word):
            return False  # "Shared responsibility is | vital."
        names = self.g.is_in(at, "determiners") or token.is_capital or bool(token.nouns) or token.is_adjective
        return names and not self.g.is_in(at, "prepositions")
