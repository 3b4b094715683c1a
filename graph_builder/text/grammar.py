"""Small questions about the words around a token, on which the readers of cues, holders and targets agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph_builder.lexicon import WordLists
from graph_builder.text.tokens import Token

__all__ = ["COPULAS", "Grammar", "VerbGroup"]

Use = Literal["finite", "passive", "participle", "heading", "infinitive", "reported"]
COPULAS = frozenset({"be", "remain", "stand", "become", "prove", "feel", "grow", "stay"})
_ALSO_PRONOUNS = frozenset({"that", "this", "these", "those", "all", "both"})
_CONTRACTED: Mapping[str, str] = {
    "cannot": "can", "can't": "can", "won't": "will", "don't": "do", "doesn't": "do", "didn't": "do", "wouldn't": "would",
    "shouldn't": "should", "couldn't": "could", "mustn't": "must", "needn't": "need",
}  # fmt: skip
"""Modals and forms of do with their negation, in one word."""
_OPENING = frozenset({"the", "we", "both", "they", "our"})
_UNCHANGED = frozenset({"become", "come", "overcome", "put", "set", "cut", "hit", "hurt", "spread", "beset", "shut"})
"""Verbs of which the participle is the base form."""
_BEFORE_PRONOUN = frozenset({"since", "as", "until", "before", "after"})
"""Prepositions that open a clause before a pronoun: "since it reaffirms"."""
_SUBJECTS = frozenset({"we", "i", "they", "he", "she", "it", "there"})
_FLOATING = frozenset({"both", "all", "each", "himself", "herself", "itself", "themselves", "ourselves"})
"""Words that count or stress the subject and may stand before its verb."""
_CLOSING: Mapping[str, str] = {")": "(", "”": "“", '"': '"'}
_BREAKS = frozenset({";", ":", "—", "(", "“", '"'})


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: `first` is the index of the leftmost word of the group, `modal` the modal in it."""

    use: Use
    first: int
    modal: str | None = None
    negated: bool = False


class _Words(dict[int, str]):
    """Lower-case forms by index; empty beyond either end."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__(enumerate(token.low for token in tokens))

    def __missing__(self, at: int) -> str:
        return ""


class Grammar:
    """The tokens of one segment with the language's word lists."""

    __slots__ = ("low", "tokens", "words")

    def __init__(self, tokens: Sequence[Token], words: WordLists) -> None:
        self.tokens = tokens
        self.words = words
        # Asked for some sixty times a word, hence a dict's own method instead of one of ours.
        self.low: Callable[[int], str] = _Words(tokens).__getitem__
        """Lower-case form at an index; empty beyond either end."""

    def is_in(self, at: int, name: str) -> bool:
        """Whether the word at `at` is in the word list `name`."""
        return self.low(at) in self.words[name]

    def bases(self, at: int) -> frozenset[str]:
        """The noun lemmas and the form of the word at `at`, by which word lists know it; none beyond either end."""
        return self.tokens[at].bases if 0 <= at < len(self.tokens) else frozenset()

    def is_copula(self, at: int) -> bool:
        """Whether a form of be, remain or stand is at `at`."""
        return 0 <= at < len(self.tokens) and not self.tokens[at].verbs.isdisjoint(COPULAS)

    def is_be(self, at: int) -> bool:
        """Whether a form of be is at `at`."""
        return 0 <= at < len(self.tokens) and "be" in self.tokens[at].verbs

    def is_have(self, at: int) -> bool:
        """Whether a form of have is at `at`."""
        return 0 <= at < len(self.tokens) and "have" in self.tokens[at].verbs

    def is_plain_adverb(self, at: int) -> bool:
        """Whether the word at `at` is an adverb that may stand inside a verb group."""
        low = self.low(at)
        return low in self.words["adverbs"] or (low.endswith("ly") and self.tokens[at].is_adverb)

    def parenthetical(self, at: int) -> int:
        """Index after a set phrase ("in this regard", "inter alia") that begins at `at`, commas included; `at` if none does."""
        begin = at + 1 if self.low(at) == "," else at
        for words in self.words.set_phrases.get(self.low(begin), ()):
            end = begin + len(words)
            if self.low(end - 1) == words[-1] and all(self.low(begin + n) == word for n, word in enumerate(words)):
                return end + 1 if self.low(end) == "," and begin > at else end
        return at

    def skip_forward(self, at: int) -> int:
        """Index after adverbs and set phrases from `at` on."""
        while True:
            after = self.parenthetical(at)
            if after == at and at < len(self.tokens) and self.is_plain_adverb(at):
                after = at + 1
            if after == at:
                return at
            at = after

    def skip_modifiers(self, at: int, limit: int = 7) -> int:
        """Index after determiners, possessives, adjectives and adverbs from `at` on, at most `limit` words."""
        last = at + limit
        while at < min(last, len(self.tokens)):
            after = self.skip_forward(at)
            token = self.tokens[after] if after < len(self.tokens) else None
            if token is not None and (
                token.low in self.words.any_of("determiners", "possessives") or self._is_modifier(after)
            ):
                after += 1
            if after == at:
                break
            at = after
        return at

    def _is_modifier(self, at: int) -> bool:
        token = self.tokens[at]
        if token.low in self.words["prepositions"] or not token.is_word:
            return token.low == "and" and self.tokens[at - 1].is_adjective
        follows = self.low(at + 1)
        return (
            token.is_adjective
            or token.is_capital
            or follows in self.words["possessives"]
            or token.low.endswith("ed")
            or token.low in self.words.any_of("participles_of_degree", "weighty_adjectives")
        )

    def back_over_adverbs(self, at: int) -> tuple[int, bool]:
        """Index of the first token left of `at` that is no adverb, and whether a negation was passed."""
        at, negated = at - 1, False
        while at >= 0:
            no_longer = self.low(at) == "longer" and self.low(at - 1) == "no"
            denied = no_longer or self.low(at) in self.words["negations"]
            if not denied and not self.is_plain_adverb(at) and not (self.low(at) in _FLOATING and self._floats(at)):
                break
            negated |= denied
            dated = self.low(at) in self.words["weekdays"] and self.low(at - 1) == "on"
            at -= 2 if no_longer or dated else 1
        return at, negated

    def _floats(self, at: int) -> bool:
        """Whether a word that counts or stresses the subject stands between it and its verb: "we | all agree", "the sides | both"."""
        if at < 1:
            return False
        left = self.tokens[at - 1]
        return left.low in {"we", "they"} or (bool(left.nouns) and not left.verbs) or left.low in {"sides", "leaders"}

    def verb_group(self, at: int, lemma: str) -> VerbGroup | None:
        """How the verb `lemma` at `at` is used, or None if the word is a noun or adjective there."""
        form = self.tokens[at].form(lemma)
        before, negated = self.back_over_adverbs(at)
        negated |= self.low(at).endswith("n't")
        if form == "base" and negated and (contracted := self._contracted(before, at)) is not None:
            return contracted
        low = self.low(before)
        shouted = self.tokens[at].text.isupper() and at > 0  # "The Assembly URGES …"
        if self.tokens[at].is_capital and before >= 0 and self.tokens[before].is_word and at > 0 and not shouted:
            return None  # a name: "the member States"
        if form == "past" and self.is_be(before):
            start, modal, denied = self._auxiliaries(before)
            return None if self.low(start - 1) == "to" else VerbGroup("passive", start, modal, negated or denied)
        if form == "past" and low == "having":
            return self._participle(self.back_over_adverbs(before)[0], before)
        if (
            ((form == "past" or lemma in _UNCHANGED) and self.is_have(before))
            or (form == "ing" and self.is_be(before))
            or (form == "base" and self._is_modal_or_do(before))
        ):
            start, modal, denied = self._auxiliaries(before)
            if self.low(start - 1) == "to" and self.is_have(start):
                return None  # "seems to have requested"
            return VerbGroup("finite", start, modal, negated or denied)
        if low == "to" and form == "base":
            return self._after_to(before)
        if form == "ing":
            loose = before < 0 or low in {",", ";"}
            return None if loose and self.is_in(at, "prepositions") else self._participle(before, at)
        if form == "base" and low in {"me", "us"} and self.low(before - 1) == "let":
            return VerbGroup("heading", before - 1, None, negated)
        return self._finite(before, at, form, negated)

    def _contracted(self, before: int, at: int) -> VerbGroup | None:
        """The group of a verb behind "cannot" or "don't"."""
        place = next((place for place in range(at - 1, before, -1) if self.low(place) in _CONTRACTED), None)
        return None if place is None else VerbGroup("finite", place, _CONTRACTED[self.low(place)], negated=True)

    def _is_modal_or_do(self, at: int) -> bool:
        return self.is_in(at, "modals") or (0 <= at < len(self.tokens) and "do" in self.tokens[at].verbs)

    def _auxiliaries(self, at: int) -> tuple[int, str | None, bool]:
        modal, negated = None, False
        while at >= 0 and (self.is_be(at) or self.is_have(at) or self._is_modal_or_do(at)):
            if self.is_in(at, "modals"):
                modal = self.low(at).lstrip("'’")
            first = at
            at, denied = self.back_over_adverbs(at)
            negated |= denied
        return first, modal, negated

    def _after_to(self, to: int) -> VerbGroup:
        lead, negated = self.back_over_adverbs(to)
        lemmas = self.tokens[lead].verbs if lead >= 0 else frozenset()
        if not lemmas.isdisjoint({"continue", "wish", "like", "want", "begin"}):
            group = self.verb_group(lead, next(iter(sorted(lemmas & {"continue", "wish", "like", "want", "begin"}))))
            if group is not None and group.use in {"finite", "participle", "heading"}:
                return VerbGroup(group.use, group.first, group.modal, negated or group.negated)
        announces = to + 1 < len(self.tokens) and self.tokens[to + 1].verbs & {
            "announce",
            "pledge",
            "commit",
            "confirm",
        }
        if (
            announces
            and self.low(lead) in self.words["glad_adjectives"]
            and self.is_copula(self.back_over_adverbs(lead)[0])
        ):
            return VerbGroup("finite", self._auxiliaries(self.back_over_adverbs(lead)[0])[0], None, negated)
        asked = self.low(lead) in {"me", "us"} and self.low(lead - 1) in {"allow", "permit"}
        if asked and self.low(lead - 2) in {"", ",", "and", "please", "so"}:
            return VerbGroup("heading", lead - 1, None, negated)
        phrase = f"{self.low(lead - 2)} {self.low(lead - 1)} {self.low(lead)}"
        if phrase in {"have the honour", "have the honor", "take this opportunity"}:
            return VerbGroup("finite", lead - 2, None, negated)
        return VerbGroup("infinitive", to, None, negated)

    def _participle(self, before: int, at: int) -> VerbGroup | None:
        if before < 0:
            return VerbGroup("heading", at)
        low = self.low(before)
        if low == "by" and before > 0 and (starts := self.tokens[before - 1].verbs & self.words["starting_verbs"]):
            return self.verb_group(before - 1, min(starts))
        if low == "in" and (joined := self._joined_by(before)) is not None:
            return joined
        if low in {",", ";", "–", "—"} or low in self.words["stated_in"]:
            return VerbGroup("participle", at)
        return VerbGroup("participle", at) if low in {"and", "but", "while"} else None

    def _joined_by(self, preposition: int) -> VerbGroup | None:
        """The verb by which somebody joins in what follows "in": "we stand together in calling for", "join all speakers in thanking"."""
        for at in range(preposition - 1, max(preposition - 9, -1), -1):
            lemmas = self.tokens[at].verbs & {"join", "stand", "unite"}
            if lemmas:
                group = self.verb_group(at, min(lemmas))
                return (
                    None
                    if group is None or group.use in {"passive", "reported"}
                    else VerbGroup(
                        "heading"
                        if self.is_in(group.first - 1, "pronouns") and self.low(at - 1) == "to"
                        else group.use,
                        group.first,
                        None,
                        group.negated,
                    )
                )
            if self.low(at) in {",", ";", ":"}:
                return None
        return None

    def _finite(self, before: int, at: int, form: str, negated: bool) -> VerbGroup | None:
        low = self.low(before)
        if form == "past" and self.low(at + 1) == "by":
            return VerbGroup("reported", at) if low == "as" and before == 0 else None
        if before < 0:
            return None if form == "past" else VerbGroup("heading" if form == "s" else "finite", at, None, negated)
        if low in self.words.any_of("determiners", "prepositions") and low not in _ALSO_PRONOUNS:
            return None
        if low == "this" and form == "base" and before == at - 1:
            return None  # "this promise"
        follows = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        several = low in {"both", "all", "these", "those"} and form == "s" and bool(self.tokens[at].nouns)
        if several and follows is not None and follows.verbs:
            return None  # "both sides noted"
        if not self.tokens[before].is_word:
            fits = low in {",", ";", ":", ")", "”", '"', "–", "—"} and not self._is_compound(at, form)
            return VerbGroup("finite", at, None, negated) if fits else None
        if low in self.words.any_of("conjunctions", "pronouns", "relatives"):
            listed = self._is_listed_noun(before, at) or self._is_listed_adjective(before, at)
            return None if listed else VerbGroup("finite", at, None, negated)
        if form == "base" and not self._may_be_plural(before):
            return None
        ends = at + 1 >= len(self.tokens) or not self.tokens[at + 1].is_word
        if form == "base" and self.tokens[at].is_adverb and (ends or (self.tokens[before].verbs and before == at - 1)):
            return None  # "would bring jobs back", "build back better"
        if self._is_no_verb(before, at, form):
            return None
        noun = bool(self.tokens[before].nouns) or self.tokens[before].is_capital or not self.tokens[before].verbs
        return VerbGroup("finite", at, None, negated) if noun else None

    def _is_no_verb(self, before: int, at: int, form: str) -> bool:
        """Whether the word is rather the noun of an adjective ("humanitarian needs"), an adjective before a noun
        ("foreign direct investment") or a participle that only describes ("the spirit espoused in the charter").
        """
        token, left = self.tokens[at], self.tokens[before]
        describes = left.is_adjective and not left.nouns and not left.verbs and before == at - 1
        if describes and ((form in {"s", "base"} and token.nouns) or token.is_adjective):
            return True
        if (
            left.is_adjective
            and not left.is_capital
            and before == at - 1
            and form == "s"
            and token.nouns
            and not self._begins_object(at + 1)
        ):
            return True
        after = self.low(at + 1)
        governed = before > 0 and before == at - 1 and left.is_adjective and not left.is_capital
        if governed and form == "s" and token.nouns and self._governs(before - 1):
            return True  # "discussed future plans to"
        if after == "of" and form in {"s", "base"} and token.nouns and (left.nouns or left.is_adjective):
            return True  # "the root causes of"
        return form == "past" and before == at - 1 and after in {"in", "by", "at", "under", "during"} and (
            bool(left.nouns) and not left.is_capital and self.parenthetical(at + 1) == at + 1
            and any(self.is_be(place) or self.is_have(place) or self.is_in(place, "modals") or (self.tokens[place].verbs
                    and not self.tokens[place].nouns) for place in range(max(0, before - 12), before))
        )  # fmt: skip

    def _is_compound(self, at: int, form: str) -> bool:
        """Whether the word is the first of two nouns in a list: "…, aid diversion, and looting"."""
        if form != "base" or not self.tokens[at].nouns or self.tokens[at].verbs & self.words["strong_verbs"]:
            return False
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return after is not None and bool(after.nouns) and not after.is_adjective and self.low(at + 2) in {",", "and"} and (
            not self.is_in(at + 1, "determiners") and "support" not in self.tokens[at].verbs
        )  # fmt: skip

    def _governs(self, at: int) -> bool:
        """Whether a determiner or a verb that can be nothing else stands there, so that a noun phrase follows."""
        token = self.tokens[at]
        return self.is_in(at, "determiners") or (
            bool(token.verbs) and not token.nouns and token.form(min(token.verbs)) in {"s", "past", "ing"}
        )

    def _is_listed_noun(self, before: int, at: int) -> bool:
        """Whether the word is the last of nouns: "assistance and aid"."""
        if self.low(before) not in {"and", "or"} or not before:
            return False
        token, left = self.tokens[at], self.tokens[before - 1]
        compound = any(self.is_in(place, "modals") or self.is_be(place) for place in range(at + 1, at + 4))
        if left.nouns and not left.verbs and token.nouns and self.low(at + 1).endswith("ing") and compound:
            return True  # "loss and damage funding must …"
        return bool(left.nouns) and not left.verbs and bool(token.nouns) and not self._begins_object(at + 1)

    def _is_listed_adjective(self, before: int, at: int) -> bool:
        """Whether the word is the last of adjectives before their noun: "a significant and direct threat"."""
        if self.low(before) not in {"and", "or"} or before < 2 or not self.tokens[at].is_adjective:
            return False
        left, after = self.tokens[before - 1], self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return left.is_adjective and not left.verbs and after is not None and bool(after.nouns)

    def _begins_object(self, at: int) -> bool:
        """Whether an object or complement of a verb may begin at `at`."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or not token.is_word:
            return False
        return not self.is_in(at, "conjunctions")

    def _may_be_plural(self, at: int) -> bool:
        """Whether the noun phrase that ends at `at` may be plural: by its last noun, a list, or the head before "of"."""
        for place in range(at, max(at - 9, -1), -1):
            token = self.tokens[place]
            if not token.is_word or token.low in self.words["relatives"]:
                return token.low == ","
            plural = token.nouns and (token.low not in token.nouns or token.low.endswith("s"))
            if plural or token.low in {"and", "people"} or (place == at and not token.nouns):
                return True
        return False

    def clause_start(self, end: int, *, stop: int = 0) -> tuple[int, str]:
        """Where the clause of the subject that ends before `end` begins, and the word or mark that bounds it ("" at the start)."""
        at = end - 1
        while at >= stop:
            low = self.low(at)
            if low in _CLOSING and (opened := self.opening_of(at, stop)) is not None:
                at = opened - 1
                continue
            if low in _BREAKS or (low in self.words["relatives"] and not self._is_determiner_that(at, end)):
                if at > stop and low not in _BREAKS and self._is_closed_relative(at, end):
                    at -= 1
                    continue
                return at + 1, low
            if low in self.words["subordinators"] and low not in self.words["relatives"]:
                return at + 1, low
            if low in _BEFORE_PRONOUN and self.low(at + 1) in _SUBJECTS:
                return at + 1, low
            if low == "," or (low == "but" and self._begins_clause(at + 1, end)):
                return at + 1, low
            if at > stop and low in _OPENING and self.opens_sentence(at):
                return at, ""
            at -= 1
        return stop, ""

    def _begins_clause(self, at: int, end: int) -> bool:
        """Whether a subject begins behind "but": a name, an article with its noun, a pronoun."""
        named = self.tokens[at].is_capital or self.is_in(at, "determiners") or self.low(at) in _SUBJECTS
        return at < end and named and self.low(at) not in {"also", "not", "rather", "for", "that"}

    def _is_closed_relative(self, at: int, end: int) -> bool:
        """Whether a relative clause at `at` has its verb, so that one at `end` is its head noun's: "rules that bind all | are needed"."""
        if (
            self.low(at) not in {"that", "which", "who"}
            or self.low(at - 1) == ","
            or self.low(end - 1) in {"and", "or", ",", "but"}
        ):
            return False
        verb, head = self.skip_forward(at + 1), self.tokens[at - 1]
        noun = bool(head.nouns) and (not head.verbs or at == 1 or self.is_in(at - 2, "determiners"))
        if verb >= end - 1 or not noun or not self.tokens[end - 1].nouns:
            return False
        token = self.tokens[verb]
        helped = self.is_copula(verb) or self.is_have(verb) or self.is_in(verb, "modals")
        plain = token.verbs and not token.low.endswith("ing") and not self.is_in(verb, "determiners")
        return helped or bool(plain and not token.is_adjective)

    def opens_sentence(self, at: int) -> bool:
        """Whether a sentence begins there, behind a heading that ran into it: "Cooperation for Peace | The leaders …"."""
        before = self.tokens[at - 1]
        return (
            self.tokens[at].is_capital
            and before.is_capital
            and before.text.upper() != before.text
            and (before.low not in self.words["prepositions"])
        )

    def opening_of(self, closing: int, stop: int = 0) -> int | None:
        """Index of the parenthesis or quotation mark that the one at `closing` closes, if it stands near."""
        opener = _CLOSING.get(self.low(closing))
        if opener is None:
            return None
        near = range(closing - 1, max(stop - 1, closing - (12 if opener == "(" else 6)), -1)
        found = next((at for at in near if self.low(at) == opener), None)
        whole = found is not None and not any(self.low(at) in {",", ".", "!", "?"} for at in range(found, closing))
        return found if opener == "(" or whole else None

    def _is_determiner_that(self, at: int, end: int) -> bool:
        """Whether "that" is a pronoun or article: at the head of a sentence, or of a new clause with the verb right behind it."""
        new = self.low(at - 1) in {"and", "but"} and self.low(at - 2) in {",", "—", "–"}
        return self.low(at) == "that" and (at == 0 or (new and at == end - 1))
