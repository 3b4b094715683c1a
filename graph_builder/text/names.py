"""Proper names that are nobody's label: of texts, programmes and bodies, and of persons with their titles."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.text.grammar import Grammar
from graph_builder.text.mentions import Mention

__all__ = ["Names"]

_NAME_JOINERS = frozenset({"of", "on", "for", "the", "and", "in", "to", "against", "into", "/"})
_HYPHENS = frozenset({"-", "–", "‑"})


@functools.lru_cache(maxsize=4)
def _name_heads(lexicon: Lexicon) -> frozenset[str]:
    return (
        lexicon.words.kind_heads["treaty"]
        | lexicon.words.kind_heads["initiative"]
        | lexicon.words["name_nouns"]
        | lexicon.words["bodies"]
    )


class Names:
    """The proper names of one target."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], target: tuple[int, int]) -> None:
        self.g, self.words, self.known = grammar, lexicon.words, known
        self.first, self.end = target
        self.heads = _name_heads(lexicon)
        self.closed = lexicon.words.any_of("prepositions", "determiners", "conjunctions", "subordinators", "pronouns")
        self.actors = {mention.first for mention in known if mention.concept.kind == "actor"}

    def person(self, at: int) -> tuple[int, int] | None:
        """Where a person is named: with a title of office ("President Benjamin Mkapa"), or by the name behind a courtesy ("Mr. Korosi")."""
        if not self.g.tokens[at].is_capital:
            return None
        head = at + 1 if self.g.low(at) in {"prime", "foreign", "deputy", "his", "her"} else at
        if self.g.bases(head).isdisjoint(self.words["personal_titles"]):
            return None
        start = head + 1 + (self.g.low(head + 1) == ".")
        end = start
        while end < min(self.end, start + 6) and self._is_name(end) and end not in self.actors:
            end += 1
        if end == start or any(mention.first < end and at < mention.end for mention in self.known):
            return None
        if any(not self.g.bases(place).isdisjoint(self.heads) for place in range(start, end)):
            return None  # "General Border Committee"
        return (start if self.g.is_in(head, "courtesies") else at), end

    def _is_name(self, at: int) -> bool:
        """Whether a word of a name stands there, or the full stop of an initial."""
        token = self.g.tokens[at]
        initial = token.low == "." and len(self.g.tokens[at - 1].text) == 1
        return initial or (token.is_capital and token.is_word)

    def end_of(self, at: int) -> int:
        """End of the proper name that begins at `at`: "Partnership for Global Infrastructure and Investment"; `at` if none does."""
        if at >= self.end or not self.g.tokens[at].is_capital or (at > self.first and self.g.tokens[at - 1].is_capital):
            return at
        if self.g.low(at) in self.closed or any(mention.first < at < mention.end for mention in self.known):
            return at  # "But the Council …", "(Summit of the) Future"
        finish = at + 1
        while finish < self.end:
            after = finish
            while after < self.end and after - finish < 3 and self.g.low(after) in _NAME_JOINERS | _HYPHENS:
                after += 1
            if after >= self.end or not self.g.tokens[after].is_capital or not self.g.tokens[after].is_word:
                break
            if self.g.low(finish) == "to" and at in self.actors:
                break  # "the contribution of the Union to the Nairobi Process"
            hyphen = self.g.low(after - 1) in _HYPHENS
            if after > finish and after in self.actors and self.g.low(after - 1) != "the" and not hyphen:
                break
            named = any(not self.g.bases(place).isdisjoint(self.heads) for place in range(at, finish))
            named = named or any(mention.end == finish for mention in self.known)
            if self.g.low(finish) == "and" and named and self.g.low(finish + 1) == "the":
                break  # "the Summit of the Future and the Forum on Development"
            if self.g.low(finish) == "and" and not self.g.bases(finish - 1).isdisjoint(self.heads):
                break  # two names: "the Non-Proliferation Treaty and the Test Ban Treaty"
            finish = after + 1
        heads = [
            place
            for place in range(at, finish)
            if self.g.tokens[place].is_capital and not self.g.bases(place).isdisjoint(self.heads)
        ]
        joined = any(self.g.low(place) in _NAME_JOINERS | _HYPHENS for place in range(at, finish))
        covered = any(mention.first <= at and finish <= mention.end for mention in self.known)
        return finish if heads and finish - at > 1 and (joined or heads[-1] == finish - 1) and not covered else at
