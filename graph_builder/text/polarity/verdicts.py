"""What a clause says of its subject by naming something bad: "is a betrayal of", "has led to chaos"; and what is only a pretext."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["Verdicts"]

_REACH = 7
"""Words between a verb and the bad noun at most."""
_NORMS = frozenset({"law", "resolution", "principle", "rule", "norm", "spirit"})
"""Nouns, besides those of texts that say something, of what things are judged by."""
_JOINING = frozenset({"and", "but", "or"})


class Verdicts:
    """The verdicts of one target [first, end)."""

    def __init__(self, grammar: Grammar, target: tuple[int, int]) -> None:
        self.g = grammar
        self.first, self.end = target

    def noun(self, verb: int) -> int | None:
        """Index of the bad noun that the verb at `verb` says its subject to be or to bring about: "is one of the worst | mistakes"."""
        token = self.g.tokens[verb]
        if self.g.is_in(verb, "possessives"):
            return None
        if self.g.is_copula(verb) or not token.verbs.isdisjoint(self.g.words["amounting_verbs"]):
            sorts = token.is_form("ing") and not self.g.is_in(
                verb + 1, "articles"
            )  # "talks regarding | growing threats"
            return None if verb <= self.first or sorts else self._said(verb + 1)
        if self.g.is_have(verb) and verb > self.first:
            return self._burden(verb + 1)
        if token.verbs.isdisjoint(self.g.words["resulting_verbs"]) or self.g.is_in(verb - 1, "determiners"):
            return None
        if token.is_form("ing") and not self.g.is_be(self.g.back_over_adverbs(verb)[0]):
            return None  # "the risk of errors | leading to conflict"
        to = {"lead": "to", "give": "to", "contribute": "to", "result": "in", "end": "in"}
        after = next((word for lemma, word in to.items() if lemma in token.verbs), None)
        start = verb + 1
        if "give" in token.verbs:
            start += self.g.low(start) == "rise"
        if after is not None:
            if self.g.low(self.g.skip_forward(start)) != after:
                return None
            start = self.g.skip_forward(start) + 1
        elif self.g.low(start) in {"about", "on", "off"}:
            start += 1
        return self._ill(start, "dire_results")

    def _burden(self, at: int) -> int | None:
        """Index of the effect that something bad is said to have: "have far-reaching negative | implications for"."""
        noun = self.g.skip_modifiers(at, 5)
        if self.g.bases(noun).isdisjoint(self.g.words["borne_effects"]) or self.g.low(noun + 1) not in {
            "on",
            "upon",
            "for",
        }:
            return None
        return noun if any(self.g.is_in(n, "dire_adjectives") for n in range(at, noun)) else None

    def _said(self, at: int) -> int | None:
        """Index of the bad noun of a predicate, "is not a mistake" left out."""
        at = self.g.skip_forward(at)
        if self.g.is_in(at, "breaking_adjectives") and self.g.is_in(at + 1, "prepositions"):
            return at  # "is contrary to"
        if self.g.low(at) == "against" and self._is_norm(at + 1):
            return at  # "is against the charter"
        if self.g.low(at) == "to":
            at += 1  # "amounts to"
        if self.g.low(at) == "one" and self.g.low(at + 1) == "of":
            return self._ill(at + 2, "verdict_nouns")
        if self.g.low(at) in {"nothing", "little", "no"} and self.g.low(at + 1) in {"but", "less", "more", "other"}:
            at += 2
        return self._ill(at, "verdict_nouns") if self.g.is_in(at, "articles") or self._is_bare(at) else None

    def _is_norm(self, at: int) -> bool:
        """Whether what things are judged by is named there: "the | Charter", "| international law"."""
        norms, last = self.g.words["speaking_texts"] | _NORMS, self.g.skip_modifiers(at)
        return any(not self.g.bases(n).isdisjoint(norms) for n in range(at, min(last + 1, self.end)))

    def _is_bare(self, at: int) -> bool:
        """Whether several are meant, or what has no number: "are flagrant violations", "is interference in"."""
        token = self.g.tokens[min(at, self.end - 1)]
        return at < self.end and (token.is_adjective or bool(token.nouns)) and not self.g.is_in(at, "determiners")

    def _ill(self, start: int, name: str) -> int | None:
        for at in range(start, min(start + _REACH, self.end)):
            token = self.g.tokens[at]
            if not token.nouns.isdisjoint(self.g.words[name]) and not self._goes_on(at):
                return at
            described = token.is_adjective or token.is_adverb or self.g.is_in(at, "determiners")
            if self.g.is_in(at, "prepositions") or not (described or self.g.low(at) in _JOINING):
                return None
        return None

    def _goes_on(self, at: int) -> bool:
        """Whether a noun behind it is the head: "a crisis | committee"."""
        after = self.g.tokens[at + 1] if at + 1 < self.end else None
        return after is not None and bool(after.nouns) and not after.verbs and not self.g.is_in(at + 1, "prepositions")

    def misused(self, at: int) -> int | None:
        """Index of the word of use where the "as" at `at` says that something is but a pretext: "used | as a pretext"."""
        noun = self.g.skip_modifiers(at + 1, 4)
        if noun >= self.end or self.g.bases(noun).isdisjoint(self.g.words["pretexts"]):
            return None
        back = range(at - 1, max(self.first - 2, at - 12), -1)
        return next((n for n in back if not self.g.bases(n).isdisjoint(self.g.words["using_words"])), None)
