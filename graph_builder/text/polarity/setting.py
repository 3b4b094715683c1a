"""Where a thing stands in its target: the word before it, its head noun, the words that turn its sign."""

from __future__ import annotations

import functools
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.text.polarity.inverters import Inverter
from graph_builder.text.polarity.scopes import Scopes
from graph_builder.text.things.things import Thing
from graph_builder.text.words.grammar import Grammar

__all__ = ["Setting"]


_TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "."})


@functools.lru_cache(maxsize=4)
def _ends(lexicon: Lexicon) -> frozenset[str]:
    """Words before which a first noun phrase ends."""
    return lexicon.words.any_of("prepositions", "possessives", "meeting_participles") - {"’s", "'s", "’", "'"}


class Setting:
    """One target, between two token indexes, with the words in it that turn signs."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, target: tuple[int, int]) -> None:
        self.g, self.words = grammar, lexicon.words
        self.first, self.end = target
        self.ends = _ends(lexicon)
        scopes = Scopes(grammar, lexicon, target)
        self.inverters = scopes.find()
        self.denials = scopes.denials
        self._left: dict[int, int] = {}
        self._heads: dict[tuple[int, int], int] = {}
        self.turns = scopes.turns

    def will(self, end: int | None = None) -> None:
        """Take the harms that whoever speaks wants to be done for what they are: "will | isolate the junta" is against it.

        `end` is where only what begins before it is wanted."""
        last = self.end if end is None else end
        self.inverters = [replace(one, leaves=None) if one.willing and one.at < last else one for one in self.inverters]

    def leave_out(self, first: int) -> None:
        """Leave out the word that turns from `first` on, which is denied: "will not | give up the talks"."""
        kept = (one for one in self.inverters if one.leaves == "-" or one.at - one.words.count(" ") != first)
        self.inverters = list(kept)

    def governing(self, thing: Thing) -> list[Inverter]:
        """The words that turn the thing's sign, outermost first."""
        found = [inverter for inverter in self.inverters if inverter.governs(thing)]
        if found and found[0].outright and self.g.is_in(self.left(thing), "prepositions"):
            return [inverter for inverter in found if not inverter.outright]
        return found

    def left(self, thing: Thing) -> int:
        """Index of the word before a thing, its article and adjectives left out."""
        left = self._left.get(thing.first)
        if left is None:
            left = self._left[thing.first] = self._left_of(thing.first)
        return left

    def _left_of(self, first: int) -> int:
        at = first - 1
        while at > self.first and self._praises(at):
            at -= 1 + (self.g.low(at - 1) in {"and", ","} and self._praises(at - 2))
        at -= self.g.low(at) in {"more", "most"} and self.g.is_in(at - 1, "articles")
        at -= 2 * self._is_participle(at)
        while self.g.low(at) in _TITLES and at > self.first:
            at -= 1  # "the arrest of | Mr. Lee"
        return at - 1 if self.g.is_in(at, "determiners") else at

    def _praises(self, at: int) -> bool:
        """Whether an adjective stands there: who is meant is the same whatever is said of them: "a strong | United Nations"."""
        token = self.g.tokens[at]
        opened = self.g.is_in(at - 1, "articles") or self.g.low(at - 1) in {"more", "most"}
        plain = token.is_adjective and not token.is_capital and (opened or not token.verbs)
        return plain and not self.g.is_in(at, "prepositions") and not self.g.is_in(at, "determiners")

    def _is_participle(self, at: int) -> bool:
        """Whether a participle with an adverb stands there: "the constitutionally | established | Government"."""
        if at - 2 < self.first or not self.g.tokens[at].verbs or not self.g.tokens[at - 1].is_adverb:
            return False
        told = self.g.is_in(at - 2, "determiners") and self.g.is_plain_adverb(at - 1)
        return told and self.g.tokens[at].is_form("past")

    def before(self, thing: Thing) -> int:
        """Index of the word before a thing, its articles and adjectives left out; outside of the target there may be none."""
        return self.before_words(thing.first - 1)

    def before_words(self, at: int) -> int:
        """Index of the first word from `at` backwards that is neither an article nor an adjective, nor joins two."""
        while at >= self.first and (
            self.g.is_in(at, "determiners")
            or self._is_of_date(at)
            or (self.g.tokens[at].is_adjective and not self.g.tokens[at].verbs and not self.g.is_in(at, "prepositions"))
            or (self.g.tokens[at].is_adjective and self.g.is_in(at - 1, "articles"))  # "the | underlying | causes"
            or (self.g.low(at) == "and" and self.g.tokens[at - 1].is_adjective and not self.g.tokens[at - 1].nouns)
            or self._is_participle(at)
            or self._is_participle(at + 1)
        ):
            at -= 1
        return at

    def _is_of_date(self, at: int) -> bool:
        """Whether a date that an article opens stands there: "the 2013 | treaty", "the 21 February 2022 | decision"."""
        opens = at
        while opens > self.first and (self.g.low(opens).isdigit() or self.g.is_in(opens, "months")):
            opens -= 1
        return opens < at and self.g.is_in(opens, "determiners")

    def is_turned_by_verb(self, thing: Thing) -> bool:
        """Whether a verb that has it as its object turns its sign: "stop | the plan", "abandoning | our friends"."""
        at = self.before(thing)
        if self.g.low(at - 1) == "not" and self.g.tokens[at].is_form("base"):  # "not recognize | the assembly"
            return any(one.at == at - 1 and one.leaves is None and one.words.lower() == "not" for one in self.inverters)
        return any(
            one.at == at and one.leaves is None and one.words.lower().endswith(self.g.low(at)) for one in self.inverters
        ) and not (self.g.is_in(at, "prepositions") or self.g.is_in(at, "verb_particles"))

    def is_undone(self, thing: Thing) -> bool:
        """Whether it is itself what is said to be ended: "| the law must be repealed"."""
        if self.g.is_in(self.left(thing), "prepositions"):
            return False
        told = (one for one in self.governing(thing) if one.leaves is None and one.end < self.end)
        return any(
            self.g.tokens[one.end].is_form("past") and one.words.startswith(self.g.tokens[one.end].text) for one in told
        )

    def head(self, thing: Thing) -> int:
        """Index of the head noun of a thing's first noun phrase."""
        head = self._heads.get((thing.first, thing.end))
        if head is None:
            head = self._heads[thing.first, thing.end] = self._head_of(thing.first, thing.end)
        return head

    def _head_of(self, first: int, end: int) -> int:
        head = next((at for at in range(first + 1, end) if self.g.low(at) in self.ends), end) - 1
        while first < head < end - 1 and not self.g.tokens[head].nouns and self.g.tokens[head - 1].nouns:
            head -= 1  # "the problems | raised by"
        return head

    def is_by(self, thing: Thing) -> bool:
        """Whether "by" stands before it: it is who did something."""
        left = self.left(thing)
        while self.g.low(left) in {"of", "for"} and self.g.is_in(left - 1, "spokespeople"):
            left -= 3 if self.g.is_in(left - 2, "determiners") else 2  # "by | the leaders of"
        return self.g.low(left) == "by"
