"""Small questions about the words around a token, on which the readers of cues, holders and targets agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from graph_builder.lexicon import WordLists
from graph_builder.text.words.morphology import lemmas
from graph_builder.text.words.tokens import Token

__all__ = ["COPULAS", "Grammar"]

COPULAS = frozenset({"be", "remain", "stand", "become", "prove", "feel", "grow", "stay", "seem"})
_OF_SOMEBODY = frozenset({"'s", "’s"})
_BEFORE_IS = frozenset({"it", "that", "this", "there", "here", "what", "who", "where", "how", "he", "she"})
"""Words behind which a form of be is contracted; behind others it tells whose something is."""
_THAT = frozenset({"that"})
_DATING = frozenset({"on", "late", "early", "last", "this", "next"})
"""What may stand before the weekday on which something was done."""
_FLOATING = frozenset({"both", "all", "each", "himself", "herself", "itself", "themselves", "ourselves"})
"""Words that count or stress the subject and may stand before its verb."""

_ONLY = frozenset({"only", "just", "merely", "simply"})
"""Words behind "not" with which more is said than denied: "not only | condemn but also"."""
_MEASURES = frozenset({"term", "time", "range", "scale", "year", "hour"})
"""Nouns that make an adjective with what is joined to them: "long-term"."""
_GOVERNING = frozenset({
    "addition", "result", "return", "effect", "view", "light", "basis", "framework", "rostrum", "podium", "hall", "stage",
})  # fmt: skip
"""Nouns with which a set phrase ends, unless it goes on with what it is of or to."""

_SORTS = ("al", "ic", "ary")
"""Ends of adjectives that tell a sort."""
_DOING = frozenset({"do", "does", "did"})
"""Forms of do that help another verb."""
_INVERTING = frozenset({"nor", "neither", "never", "no"})


_LIKE_WORDS = frozenset({"WHO", "US"})
"""Acronyms that are pronouns in lower case."""
_NO_NAMES = frozenset({
    "we", "i", "you", "they", "it", "he", "she", "who", "what", "this", "that", "how", "where", "in", "on", "by", "since",
    "last", "next", "until", "from", "through", "early", "late", "mid", "to", "of", "and", "for", "as",
})  # fmt: skip
"""Words with a capital letter at the head of a sentence, behind which a modal or month stands."""
_ALSO_NAMES = frozenset({"Will", "Must", "May", "Can"})
"""Modals that persons are called too."""


class _Words(dict[int, str]):
    """Lower-case forms by index, but acronyms that would be pronouns as they are; empty beyond either end."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        shouted = all(token.text.isupper() for token in tokens if token.low.isalpha())
        acronyms: frozenset[str] = frozenset() if shouted else _LIKE_WORDS
        super().__init__(enumerate(token.text if token.text in acronyms else token.low for token in tokens))
        if not shouted and not _ALSO_NAMES.isdisjoint([token.text for token in tokens]):
            self.update((at, tokens[at].text) for at in range(1, len(tokens)) if _is_name(tokens, at))

    def __missing__(self, at: int) -> str:
        return ""


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a modal with a capital letter stands behind another name or title: "Theresa | May", "Mr. | Will Young"."""
    before, after = tokens[at - 1], tokens[at + 1 : at + 2]
    month = tokens[at].text == "May"
    first = at > 1 and not month and any(token.is_capital for token in after)  # "said | Will Young"
    named = first or (before.is_word and before.is_capital)
    dated = any(token.low.isdigit() for token in after)
    return tokens[at].text in _ALSO_NAMES and named and not dated and before.low not in _NO_NAMES


class Grammar:
    """The tokens of one segment with the language's word lists."""

    __slots__ = ("_after", "_before", "asks", "begin", "denies", "lead", "low", "said", "tokens", "verbs", "words")

    def __init__(self, tokens: Sequence[Token], words: WordLists) -> None:
        self.tokens = tokens
        self.words = words
        # Asked for some sixty times a word, hence a dict's own method instead of one of ours.
        forms = _Words(tokens)
        self.low: Callable[[int], str] = forms.__getitem__
        """Lower-case form at an index; empty beyond either end."""
        self.said = frozenset(forms.values())
        """All that stands in it, so that what is rare need not be looked for word by word."""
        self._after: dict[int, int] = {}
        self._before: dict[int, tuple[int, bool]] = {}
        self.asks = bool(tokens) and tokens[-1].low == "?"
        """Whether it is a question."""
        self.denies = any(token.low in _INVERTING for token in tokens)
        """Whether a word stands in it behind which subject and verb may be turned."""
        begin = self.skip_forward(0)
        self.begin = begin + (begin > 0 and self.low(begin) == ",")
        """Where the first words stand that only this sentence has: behind "Therefore,", "In this regard,"."""
        self.lead = self.begin + (self.low(self.begin) in {"and", "but", "yet", "so"})
        """The same behind a conjunction: "But | it is the parties who"."""
        self.verbs: set[int] = set()
        """Indexes of words that are known to be verbs, since a stance is taken by them."""

    def behind_opening(self, start: int, end: int) -> int:
        """`start`, or the index behind a set phrase with its comma, or a conjunction, that heads the sentence before `end`."""
        closed = start < self.lead < end and self.low(self.lead - 1) in {",", "and", "but", "yet", "so"}
        return self.lead if closed else start

    def is_initial(self, at: int) -> bool:
        """Whether the full stop of somebody's initial stands at an index: "Maria L | . Soto"."""
        return self.low(at) == "." and len(self.low(at - 1)) == 1 and self.tokens[at - 1].is_capital

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a verb that tells something, and can be no noun, stands between two indexes."""
        if any(
            token.verbs and not token.nouns and not token.is_capital and not token.low.endswith("ing")
            for token in self.tokens[start:end]
        ):
            return True
        return any(self.may_help(at) for at in range(start, end))

    def is_in(self, at: int, name: str) -> bool:
        """Whether the word at `at` is in the word list `name`."""
        return self.low(at) in self.words[name]

    def places(self, words: AbstractSet[str], start: int, end: int) -> Sequence[int]:
        """Indexes from `start` to `end`, left out, at which one of the words stands: in most sentences nowhere."""
        if self.said.isdisjoint(words):
            return ()
        low = self.low
        return [at for at in range(start, end) if low(at) in words]

    def bases(self, at: int) -> frozenset[str]:
        """The noun lemmas and the form of the word at `at`, by which word lists know it; none beyond either end."""
        return self.tokens[at].bases if 0 <= at < len(self.tokens) else frozenset()

    def has_any(self, start: int, end: int, name: str) -> bool:
        """Whether a form of a word of the list `name` stands between two indexes."""
        return any(not self.bases(at).isdisjoint(self.words[name]) for at in range(start, end))

    def has_clause(self, start: int, end: int) -> bool:
        """Whether a verb or adjective between two indexes governs a clause with "that", or one begins at `start`: "sure | that it is"."""
        said = self.places(_THAT, start, end)
        return any(at == start or (self.tokens[at - 1].is_word and not self.tokens[at - 1].nouns) for at in said)

    def is_copula(self, at: int) -> bool:
        """Whether a form of be, remain or stand is at `at`."""
        found = 0 <= at < len(self.tokens) and not self.tokens[at].verbs.isdisjoint(COPULAS)
        return found and not (self.low(at) in _OF_SOMEBODY and self.low(at - 1) not in _BEFORE_IS)

    def is_be(self, at: int) -> bool:
        """Whether a form of be is at `at`."""
        found = 0 <= at < len(self.tokens) and "be" in self.tokens[at].verbs
        return found and not (self.low(at) in _OF_SOMEBODY and self.low(at - 1) not in _BEFORE_IS)

    def is_have(self, at: int) -> bool:
        """Whether a form of have is at `at`."""
        return 0 <= at < len(self.tokens) and "have" in self.tokens[at].verbs

    def may_help(self, at: int) -> bool:
        """Whether a form of be or have or a modal stands there, which may help another verb."""
        return self.is_be(at) or self.is_have(at) or self.is_in(at, "modals")

    def is_modal_or_do(self, at: int) -> bool:
        """Whether a modal or a form of do is at `at`, not the month of May."""
        if self.low(at) == "may" and at > 0 and self.tokens[at].is_capital:
            return False
        return self.is_in(at, "modals") or self.low(at) in _DOING

    def is_plain_adverb(self, at: int) -> bool:
        """Whether the word at `at` is an adverb that may stand inside a verb group."""
        low = self.low(at)
        return low in self.words["adverbs"] or (low.endswith("ly") and self.tokens[at].is_adverb)

    def is_sort_adjective(self, at: int) -> bool:
        """Whether an adjective that tells a sort is at `at`, which the dictionary may have as a noun too: "national", "local"."""
        token = self.tokens[at] if 0 <= at < len(self.tokens) else None
        return token is not None and token.is_adjective and token.low.endswith(_SORTS) and not token.is_capital

    def is_joined_adjective(self, at: int) -> bool:
        """Whether an adjective of a sort shares its head with the next one: "fair | national | and local elections"."""
        joined = self.low(at + 1) in {"and", "or"} and at + 3 < len(self.tokens)
        after = self.tokens[at + 3] if joined and self.tokens[at + 2].is_adjective else None
        return after is not None and bool(after.nouns) and self.is_sort_adjective(at)

    def parenthetical(self, at: int) -> int:
        """Index after a set phrase ("in this regard", "inter alia") that begins at `at`, commas included; `at` if none does."""
        begin = at + 1 if self.low(at) == "," else at
        if begin > at and self.low(at + 2) == "," and self.is_in(begin, "comments"):
            return at + 3  # "remains | , unfortunately, | a key issue"
        phrases = self.words.set_phrases.get(self.low(begin))
        if phrases is None:
            return at
        for words in (*phrases.get(self.low(begin + 1), ()), *phrases.get("", ())):
            end = begin + len(words)
            if words[-1] in _GOVERNING and self.low(end) in {"to", "of"} and not self._is_hall(words, end):
                continue  # "in addition to our duties", "as a result of the war"
            if all(self.low(begin + n) == word for n, word in enumerate(words)):
                return end + 1 if self.low(end) == "," and begin > at else end
        return at

    def _is_hall(self, words: tuple[str, ...], end: int) -> bool:
        """Whether a set phrase tells from where one speaks, behind which "to" is the verb's: "pay tribute from this rostrum | to"."""
        return words[0] == "from" and self.low(end) == "to"

    def after_adverbs(self, at: int) -> int:
        """Index of the first token from `at` on that is no adverb."""
        while self.is_plain_adverb(at):
            at += 1
        return at

    def before_set_phrase(self, at: int) -> int:
        """Index before a set phrase of several words that ends at `at`; `at` if none does."""
        for words in self.words.set_phrases_by_end.get(self.low(at), ()):
            first = at + 1 - len(words)
            if all(self.low(first + n) == word for n, word in enumerate(words)):
                return first - 1
        return at

    def skip_forward(self, at: int) -> int:
        """Index after adverbs and set phrases from `at` on."""
        after = self._after.get(at)
        if after is None:
            after = self._after[at] = self._skipped(at)
        return after

    def _skipped(self, at: int) -> int:
        while True:
            after = self.parenthetical(at)
            if after == at and at < len(self.tokens) and self.is_plain_adverb(at):
                after = at + 1
                if self.low(after) == "and" and self.low(at).endswith("ly") and self._is_only_adverb(after + 1):
                    after += 2  # "stand | fully and firmly | behind"
            if after == at:
                return at
            if self.low(after) == "," and self.low(at) != "," and self._is_stray(after):
                after += 1  # "there is | therefore, | an urgent need for"
            at = after

    def _is_stray(self, comma: int) -> bool:
        """Whether a comma behind an adverb, which none before it opens, parts a form of be from what is said: "is therefore | , a need"."""
        be, after = self.back_over_adverbs(comma)[0], comma + 1
        describes = after < len(self.tokens) and self.tokens[after].is_adjective and not self.tokens[after].is_adverb
        return self.is_be(be) and (describes or self.low(after) in {"a", "an", "the", "no"})

    def _is_only_adverb(self, at: int) -> bool:
        return self.low(at).endswith("ly") and self.is_plain_adverb(at)

    def skip_modifiers(self, at: int, limit: int = 7) -> int:
        """Index after determiners, possessives, adjectives and adverbs from `at` on, at most `limit` words."""
        last = at + limit
        opening = self.words.any_of("determiners", "possessives")
        while at < min(last, len(self.tokens)):
            after = self.skip_forward(at)
            token = self.tokens[after] if after < len(self.tokens) else None
            if token is not None and (token.low in opening or self._is_modifier(after)):
                after += 1
            if after == at:
                break
            at = after
        return at

    def _is_modifier(self, at: int) -> bool:
        token = self.tokens[at]
        if token.low == "and":
            degree = self.is_in(at + 1, "participles_of_degree")  # "our grave | and growing concern"
            joins = at + 1 < len(self.tokens) and (self.tokens[at + 1].is_adjective or degree)
            left = self.tokens[at - 1]  # "our shared | and firm support", "our long-term | and firm support"
            return joins and (left.is_adjective or left.low.endswith("ed") or "-" in left.low)
        if token.low == ",":
            lists = self.tokens[at - 1].is_adjective and at + 2 < len(self.tokens) and self.tokens[at + 1].is_word
            return lists and self.tokens[at + 1].is_adjective and not self.tokens[at + 1].nouns
        if token.low in self.words["prepositions"] or not token.is_word:
            return False
        follows = self.low(at + 1)
        return (
            token.is_adjective
            or token.is_capital
            or follows in self.words["possessives"]
            or token.low.endswith("ed")
            or ("-" in token.low and self._is_joined_describing(token.low))
            or token.low in self.words.any_of("participles_of_degree", "weighty_adjectives")
        )

    def _is_joined_describing(self, low: str) -> bool:
        """Whether a word of several joined by hyphens describes, by the last of them: "long-term", "rock-solid", but not "non-NATO"."""
        last = low.rsplit("-", 1)[1]
        return last in _MEASURES or bool(lemmas(last, "adj"))

    def back_over_adverbs(self, at: int) -> tuple[int, bool]:
        """Index of the first token left of `at` that is no adverb, and whether a negation was passed."""
        before = self._before.get(at)
        if before is None:
            before = self._before[at] = self._passed_back(at)
        return before

    def _passed_back(self, at: int) -> tuple[int, bool]:
        verb, at, negated = at, at - 1, False
        while at >= 0:
            low = self.low(at)
            if low == "and" and at + 1 < verb and self._is_only_adverb(at - 1):
                at -= 2  # "the sides | firmly and unreservedly condemn"
                continue
            if low == "," and (opening := self._opening_behind_have(at)) is not None:
                at = opening - 1  # "the war has | , in many cases, led to"
                continue
            if low == "but" and self.low(at - 1) == "all":
                at -= 2  # "Peru | all but ruled out"
                continue
            if low == "all" and self.low(at - 1) == "of" and self.low(at - 2) == "first":
                at -= 3  # "I should | first of all like to thank"
                continue
            if low == "long" and self.is_have(at - 1):
                at -= 1  # "has | long hampered"
                continue
            if low in {"today", "tomorrow"} and self.low(at - 1) == "of":
                break  # "the threats of | today are"
            no_longer = low == "longer" and self.low(at - 1) == "no"
            denied = no_longer or low in self.words["negations"]
            if not denied and not self.is_plain_adverb(at) and not (low in _FLOATING and self._floats(at)):
                if low not in self.words.set_phrases_by_end or (before := self.before_set_phrase(at)) == at:
                    break
                negated |= any(
                    self.low(n) == "no" for n in range(before + 1, at)
                )  # "can | under no circumstances accept"
                at = before  # "we | in this regard call for"
                continue
            more = low == "not" and self.low(at + 1) in _ONLY  # "not only | condemn but also"
            negated |= denied and not more
            dated = low in self.words["weekdays"] and self.low(at - 1) in _DATING  # "Peru | late Tuesday condemned"
            at -= 2 if no_longer or dated else 1
            at -= dated and self.low(at) in {"late", "early"}  # "late on Tuesday"
        return at, negated

    def _opening_behind_have(self, comma: int) -> int | None:
        """Index of the comma, right behind a form of have, of a short aside that closes at `comma`; None if none closes there."""
        near = range(comma - 2, max(comma - 8, 0), -1)
        opening = next((at for at in near if self.low(at) == ","), None)
        if opening is None or not self.is_have(opening - 1):
            return None
        led = self.is_in(opening + 1, "prepositions") or self.is_plain_adverb(opening + 1)
        return opening if led and all(self.tokens[at].is_word for at in range(opening + 1, comma)) else None

    def _is_parted(self, at: int) -> bool:
        """Whether a word parts an auxiliary from its verb: "they have | all agreed", but not "these are | all working papers"."""
        verb = self.tokens[min(at + 1 + self.is_plain_adverb(at + 1), len(self.tokens) - 1)]
        if self.is_be(at - 1):
            return verb.is_form("past") or (verb.is_form("ing") and not verb.is_adjective)
        return verb.is_form("past") if self.is_have(at - 1) else self.is_in(at - 1, "modals") and verb.is_form("base")

    def _floats(self, at: int) -> bool:
        """Whether a word that counts or stresses the subject stands between it and its verb: "we | all agree", "the sides | both"."""
        if at < 1:
            return False
        left = self.tokens[at - 1]
        if self.low(at) in {"both", "all", "each"} and self._is_parted(at):
            return True  # "we are | both increasing", "they have | all agreed", "we must | all help"
        return (
            left.low in {"we", "they", "us"}
            or (bool(left.nouns) and not left.verbs)
            or left.low in {"sides", "leaders"}
        )
