"""Where base noun phrases begin and end: the words that open them, carry them on and close them."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.phrase_verbs import PhraseVerbs
from graph_builder.text.words.grammar import Grammar

__all__ = ["PhraseBounds"]

_DOING = frozenset({"thereby", "while", "whilst", "when"})
"""Words before a participle that tells what somebody does."""
_SELDOM_FIRST = (
    "said_of_subjects",
    "aside_adjectives",
    "measures_counted",
    "indefinite_pronouns",
    "verb_particles",
)
"""Lists of words with which a noun phrase does not begin, or not everywhere."""
_PASSING = frozenset({"past", "last", "next", "coming", "first"})
"""Words that tell which of some times are meant."""
_DEGREES = frozenset({"less", "least", "so", "too"})
"""Words that tell the degree of an adjective behind them."""


class PhraseBounds(PhraseVerbs):
    """Tells where a base noun phrase between the tokens `first` and `end` of one target begins and ends."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], first: int, end: int) -> None:
        super().__init__(grammar, lexicon, known, first, end)
        self.seldom_first = self.words.any_of(*_SELDOM_FIRST)
        self.covered = {at for mention in known for at in range(mention.first, mention.end)}

    def after_determiners(self, at: int) -> int:
        """Index after the articles and other determiners from `at` on: "all the | parties"."""
        while at < self.end and self._determines(at):
            at += 1
        return at

    def _determines(self, at: int) -> bool:
        """Whether an article or another determiner stands there."""
        return self.g.is_in(at, "determiners") or self.g.low(at) in {"all", "both"}

    def phrase_end(self, start: int) -> int:
        """End of the noun phrase that begins at `start`; `start` if none does."""
        opens = start < self.end and start not in self.covered and self._can_begin(start)
        return self._finish(start) if opens else start

    def _can_begin(self, at: int) -> bool:
        """Whether a noun phrase can begin with the word at `at`, its determiners left out."""
        low, left = self.g.low(at), self.g.low(at - 1)
        if low == "given" or (self.g.low(at + 1) == "given" and self.g.is_plain_adverb(at)):
            return False  # "specifically given the costs"
        if low.endswith("ing") and self.g.tokens[at].verbs and (self.g.is_be(at - 1) or left in _DOING):
            return False  # "are | rendering farmland", "thereby | helping"
        after = self.g.low(at + 1)
        if (low == "cent" and left == "per") or (after == "of" and self.g.is_in(at, "cardinals")):
            return False  # "10 per | cent of output", "| three of its rivals"
        if after[:1].isdigit() and not after.isdigit() and self.g.is_in(at, "months"):
            return False  # "on | April 22nd"
        if low in _PASSING and (after[:1].isdigit() or self.g.is_in(at + 1, "cardinals")):
            return False  # "the | past 5 and a half months"
        if self.g.is_in(at, "times_of") and (left[:1].isdigit() or self.g.is_in(at - 1, "cardinals")):
            return False  # "a 30 | day truce"
        if low == "old" and self.g.is_in(at - 1, "times_of"):
            return False  # "a 50 year | old miner"
        if (low == "particular" and left == "in") or low == "century":
            return False  # "the 21st century | economy"
        if self._is_no_longer(at) or (low == "excellency" and self.g.tokens[at].is_capital):
            return False  # "His | Excellency the President"
        if self.g.is_plain_adverb(at) and self.g.is_in(at + 1, "possessives"):
            return False  # "raise | significantly our efforts"
        if low in self.seldom_first and self._is_never_first(at, left):
            return False
        if at + 1 < self.end and self._is_sufferer(at):
            return True
        return self._is_nominal(at) and not low[0].isdigit() and not self.is_verb(at)

    def _is_never_first(self, at: int, left: str) -> bool:
        """Whether a noun phrase does not begin with a word because of what it is or what stands beside it."""
        if self.g.is_in(at, "said_of_subjects") and self.g.low(at + 1) in {"of", "from", "to", "for"}:
            return True  # "kept free of | weapons"
        if self.g.is_in(at, "aside_adjectives") and left in {"as", "where", "if", "when", "wherever"}:
            return True  # "where | applicable, and basic positions"
        counted = left[:1].isdigit() or (
            left == ")" and self.g.low(at - 2)[:1].isdigit()
        )  # "thirty (30) | million miners"
        if self.g.is_in(at, "measures_counted") and (counted or self.g.is_in(at - 1, "measures_counted")):
            return True  # "1.5 | degrees Celsius"
        return self.g.is_in(at, "indefinite_pronouns") or self.g.is_in(at, "verb_particles")

    def _is_sufferer(self, at: int) -> bool:
        """Whether people are told by what has been done to them: "the release of | convicted persons"."""
        token = self.g.tokens[at]
        if token.verbs.isdisjoint(self.words["done_to_people"]) or token.nouns or not token.is_form("past"):
            return False
        after = self.g.bases(at + 1)
        return ("person" in after or not after.isdisjoint(self.words["people"])) and not self.is_verb(at)

    def _finish(self, at: int) -> int:
        """End of the noun phrase that begins with the word at `at`; `at` if none does."""
        finish = at
        while finish < self.end and finish not in self.covered:
            if not self._goes_on(at, finish):
                break
            finish += 1
        while finish > at and self._is_no_end(at, finish - 1):
            finish -= 1
        while finish > at and self._is_stroke(finish):
            finish += 2  # "the Soto | /Quispe ruling", "opinion OC 16 | /99"
        return finish

    def _is_stroke(self, at: int) -> bool:
        """Whether a stroke there ties what follows to the name or number before it."""
        if self.g.low(at) != "/" or at + 1 >= self.end or at + 1 in self.covered:
            return False
        left, after = self.g.tokens[at - 1], self.g.tokens[at + 1]
        close = left.end == self.g.tokens[at].start and self.g.tokens[at].end == after.start
        numbers = left.low.isdigit() and after.low.isdigit()
        return close and (numbers or (left.is_capital and after.is_capital and len(left.low) > 1))

    def _is_no_end(self, at: int, place: int) -> bool:
        """Whether the noun phrase that begins at `at` cannot end with the word at `place`: "halt the struggle | unilaterally"."""
        token = self.g.tokens[place]
        how = token.is_adverb and not (token.nouns or token.is_adjective or token.is_capital)
        how = how or (place > at and self.g.is_in(place, "verb_particles"))  # "move the process | forward"
        how = how or (token.low == "home" and place > at and self._is_people(place - 1))  # "bring our people | home"
        dated = token.low[0].isdigit() and not self.g.tokens[place - 1].is_capital
        cut = place > at and self.g.is_joined_adjective(place)
        told = place > at and token.is_adjective and self.g.low(place - 1) in _DEGREES
        cut = cut or told or (place > at and token.low in _DEGREES)  # "make the island | less dependent"
        nominal = self._is_nominal(place) or self._is_practice(at, place)
        how = how or (place > at and self.g.is_in(place, "courtesies"))  # "unfounded | Mr. Soto's claims"
        return how or dated or cut or not nominal or self._is_said_behind(at, place)

    def _is_said_behind(self, at: int, place: int) -> bool:
        """Whether the last word is an adjective that stands behind its noun: "measures | necessary", "those | responsible"."""
        left = self.g.tokens[place - 1]
        token = self.g.tokens[place]
        judged = token.is_adjective and not (token.nouns or token.is_adverb)
        judged = judged and place == self.end - 1  # "call the plan | unfair"
        told = place > at and (judged or self.g.is_in(place, "said_of_subjects")) and not token.is_capital
        return told and (bool(left.nouns) or left.low.endswith("est"))  # "the earliest | possible"

    def _is_people(self, at: int) -> bool:
        """Whether people are told there: "hostages", "troops"."""
        return not self.g.bases(at).isdisjoint(self.words["people"] | {"troop", "hostage", "soldier", "force"})

    def _is_practice(self, at: int, place: int) -> bool:
        """Whether the word in ing is what is done to the noun before it: "vaccine | hoarding"."""
        left = self.g.tokens[place - 1]
        single = place > at and bool(left.nouns) and left.low in left.nouns and not left.is_capital
        closes = place + 1 >= self.end or not self.g.tokens[place + 1].is_word or self.g.low(place + 1) in {"and", "or"}
        return (single and closes and self.g.low(place).endswith("ing")) or (place > at and self._is_done(place))

    def _is_done(self, place: int) -> bool:
        """Whether a word in ing behind an adjective is what is done to what "of" ties to it: "the mutual | sharing of data"."""
        left = self.g.tokens[place - 1]
        described = left.is_adjective and not left.is_adverb and not left.verbs
        return described and self.g.low(place).endswith("ing") and self.g.low(place + 1) == "of"

    def _goes_on(self, at: int, place: int) -> bool:
        """Whether the noun phrase that begins at `at` goes on with the word at `place`."""
        if self.g.low(place) == "past" and self.g.is_in(place + 1, "determiners"):
            return False  # "escort the ships | past the strait"
        if place > at and self._tells_day(place):
            return False
        if self._is_nominal(place):
            return place == at or not self.is_verb(place)
        if self._is_practice(at, place):
            return True
        if self.g.low(place) in self.words["possessives"]:
            return place > at and self._is_nominal(place + 1)
        joined = self.g.low(place - 1) in {"and", "or"} and self.g.low(place).endswith("ing")
        if place > at and (joined or self.g.low(place).endswith("ed")) and self.g.tokens[place].verbs:
            return self._is_nominal(place + 1) and not self.is_verb(place)  # "the two recently | kidnapped bishops"
        return self.g.low(place) in {"and", ",", "or"} and self._shares_head(place)

    def _tells_day(self, place: int) -> bool:
        """Whether a day tells there when something was, behind it: "condemned the attack | Monday"."""
        named = self.g.is_in(place, "weekdays") and not self.g.tokens[place - 1].is_adjective
        return named and not self._is_nominal(place + 1)

    def _shares_head(self, at: int) -> bool:
        """Whether the mark at `at` joins adjectives of one head: "Olympic, Paralympic and national sports"."""
        left = self.g.tokens[at - 1]
        if not left.is_adjective or (left.nouns and not left.is_capital and not self.g.is_sort_adjective(at - 1)):
            return False
        after = at + 1
        if self.g.low(after) in {"and", "or"}:
            after += 1
        if after + 1 >= self.end:
            return False
        token = self.g.tokens[after]
        participle = token.low.endswith(("ed", "ing")) and bool(token.verbs) and not self.is_verb(after)
        return (token.is_adjective or participle) and (
            self._is_nominal(after + 1) or self.g.low(after + 1) in {"and", ","}
        )
