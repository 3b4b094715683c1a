"""The rows of the lexicon by the words that begin them, and what every reader of cues needs to match them."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph_builder.lexicon import CueRow, Lexicon
from graph_builder.model import ACTS
from graph_builder.text.cues.bare_clauses import begins_clause
from graph_builder.text.words.grammar import COPULAS, Grammar
from graph_builder.text.words.morphology import lemmas

__all__ = ["OWN", "RENEWING", "CueReader", "RowIndex", "modal_form", "noun_rows", "row_index"]

OWN = frozenset({"our", "my", "their", "its", "his", "her", "'s", "'"})
"""What stands before a noun that is somebody's."""
RENEWING = frozenset(
    {"reaffirm", "reiterate", "renew", "reconfirm", "restate", "recommit", "repeat", "reemphasize", "reemphasise"}
)
"""Verbs that take a stance again."""


_CONTRACTED = {"can't": "cannot", "won't": "will", "shouldn't": "should", "mustn't": "must"}


@dataclass(frozen=True, slots=True)
class RowIndex:
    """The rows of a lexicon by the first word of their phrases."""

    verbs: Mapping[str, tuple[tuple[CueRow, tuple[str, ...]], ...]]
    subjects: Mapping[str, tuple[tuple[CueRow, tuple[str, ...]], ...]]
    nouns: Mapping[str, tuple[tuple[CueRow, tuple[str, ...]], ...]]
    others: Mapping[str, tuple[tuple[CueRow, tuple[str, ...]], ...]]
    impersonals: Mapping[tuple[str, str], tuple[tuple[CueRow, tuple[str, ...]], ...]]
    """Set phrases by their first two words: there are many that begin with "it" or "there"."""
    inverted: Mapping[tuple[str, str], tuple[tuple[CueRow, tuple[str, ...]], ...]]
    """Predicates that head their sentence by their first two words: many begin with "the"; the second is "" if there is but one."""
    inverters: frozenset[str]
    """The first words of those."""
    needing: Mapping[str, tuple[tuple[CueRow, tuple[str, ...]], ...]]
    """Those of a verb that need a word elsewhere in the clause."""
    by_word: Mapping[str, Mapping[str, tuple[int, ...]]]
    """Places among the rows of a verb by the longest word that they have behind it, "" for none: "put" has over a thousand."""

    def near(self, verb: str, words: frozenset[str]) -> list[tuple[CueRow, tuple[str, ...]]]:
        """The rows of a verb whose phrases may stand there, in their order, if these are the words that follow it."""
        places, rows = self.by_word.get(verb, {}), self.verbs.get(verb, ())
        near = (at for word in places.keys() & words for at in places[word])
        return [rows[place] for place in sorted((*places.get("", ()), *near))]


@functools.lru_cache(maxsize=4)
def row_index(lexicon: Lexicon) -> RowIndex:
    tables: dict[str, dict[str, list[tuple[CueRow, tuple[str, ...]]]]] = {
        name: defaultdict(list) for name in ("verbs", "subjects", "nouns", "inverted", "others")
    }
    names = {
        "verb": "verbs",
        "assessment": "verbs",
        "telling": "verbs",
        "noun": "nouns",
        "subject": "subjects",
        "inverted": "inverted",
    }
    for row in lexicon.cues:
        for phrase in row.phrases:
            tables[names.get(row.kind, "others")][phrase[0]].append((row, phrase))
    rank = {act: place for place, act in enumerate(ACTS)}  # of two acts that fit, the first of the manual's table
    sort = {
        name: {
            first: tuple(sorted(rows, key=lambda item: (-len(item[1]), item[0].among is None, rank[item[0].act])))
            for first, rows in table.items()
        }
        for name, table in tables.items()
    }
    impersonals = _by_pairs(item for rows in sort["others"].values() for item in rows if item[0].kind == "impersonal")
    inverted = _by_pairs(item for rows in sort["inverted"].values() for item in rows)
    heads = frozenset(sort["inverted"])
    needing = {verb: tuple(item for item in rows if item[0].needs) for verb, rows in sort["verbs"].items()}
    return RowIndex(
        sort["verbs"], sort["subjects"], sort["nouns"], sort["others"], impersonals, inverted, heads, needing,
        {verb: _by_longest_word(rows) for verb, rows in sort["verbs"].items()},
    )  # fmt: skip


def _by_longest_word(rows: Sequence[tuple[CueRow, tuple[str, ...]]]) -> Mapping[str, tuple[int, ...]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, (_, phrase) in enumerate(rows):
        places[max((word for word in phrase[1:] if word != "…"), key=len, default="")].append(place)
    return {word: tuple(found) for word, found in places.items()}


def _by_pairs(
    items: Iterable[tuple[CueRow, tuple[str, ...]]],
) -> Mapping[tuple[str, str], tuple[tuple[CueRow, tuple[str, ...]], ...]]:
    pairs: dict[tuple[str, str], list[tuple[CueRow, tuple[str, ...]]]] = defaultdict(list)
    for row, phrase in items:
        pairs[phrase[0], "".join(phrase[1:2])].append((row, phrase))
    return {pair: tuple(rows) for pair, rows in pairs.items()}


@functools.lru_cache(maxsize=65536)
def noun_rows(lexicon: Lexicon, word: str) -> tuple[tuple[CueRow, tuple[str, ...]], ...]:
    """The nominal cues that the word may begin, by its lemmas in order."""
    nouns = row_index(lexicon).nouns
    return tuple(item for first in sorted(lemmas(word, "noun") | {word}) for item in nouns.get(first, ()))


def modal_form(word: str) -> str:
    """The form under which a modal is looked up."""
    word = word.replace("’", "'")
    return _CONTRACTED.get(word, word)


class CueReader:
    """The tokens of one segment and the rows of the lexicon."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon) -> None:
        self.g = grammar
        self.lexicon = lexicon
        self.index = row_index(lexicon)
        self.strong = lexicon.words["strong"]

    def take_that(self, end: int) -> int:
        """`end`, or the index after "that" where it follows."""
        after = self.g.skip_forward(end)
        if self.g.low(after) != "that" or self.g.low(after + 1) in {"of", "is"} or self.points(after):
            return end
        return after + 1

    def points(self, that: int) -> bool:
        """Whether "that" opens no clause: it points to a noun, or stands for what was said: "salute | that great nation"."""
        size = len(self.g.tokens)
        if that + 2 >= size or self._is_what_it_means(that):
            return False
        if self.g.low(that + 1) == "," and self.g.low(that + 2) in {"and", "but", "so", "or"}:
            return True  # "we have said | that, and"
        head = that + 1
        while head < size - 2 and self.g.tokens[head].is_adjective and self._is_described(head + 1):
            head += 1
        noun = self.g.tokens[head]
        if head == that + 1 and self.g.is_in(head, "months") and self.g.tokens[head + 1].nouns:
            return True  # "rejected | that June resolution"
        if noun.nouns and not self.g.tokens[head + 1].is_word and head == that + 1:
            if self.g.low(head + 1) != ",":
                return not noun.is_capital  # "welcomed that support"
            aside = self.g.is_in(head + 2, "prepositions") or self.g.is_in(head + 2, "relatives")
            aside = aside or self.g.low(head + 2) in {"as", "including", "together", "along", "like"}
            return not ((aside and self._tells(head + 2)) or self._begins_list(head + 2))
        named = noun.low in noun.nouns and not noun.is_capital and self._ends_phrase(head + 1)
        means = self.g.is_in(head, "prepositions") and self.g.low(head + 1).endswith("ing")  # "did that by joining"
        return (named or means) and not self._tells(head + 1)

    def _is_what_it_means(self, that: int) -> bool:
        """Whether an "it" before a passive stands for the clause: "it has been proposed | that support by others be seen as"."""
        be, _ = self.g.back_over_adverbs(that - 1)
        if not self.g.is_be(be):
            return False
        subject = be - 1
        while self.g.is_have(subject) or self.g.is_in(subject, "modals") or self.g.is_be(subject):
            subject -= 1
        return self.g.low(subject) == "it"

    def _is_described(self, at: int) -> bool:
        return bool(self.g.tokens[at].nouns) or self.g.tokens[at].is_adjective

    def _begins_list(self, at: int) -> bool:
        """Whether nouns that go on with a list stand there, and its verb behind them: "that trade, | growth and order are vital"."""
        joined = False
        for place in range(at, min(at + 16, len(self.g.tokens) - 1)):
            token = self.g.tokens[place]
            joined = joined or (token.low in {"and", "or"} and place > at)
            if self.g.is_copula(place) or self.g.is_have(place) or self.g.is_modal_or_do(place):
                return joined and token.low not in {"'s", "’s"}
            describes = token.low.endswith(("ing", "ed"))
            if joined and token.verbs and not (token.is_capital or describes):
                left = self.g.tokens[place - 1]
                if left.is_word and (not token.nouns or self.g.is_in(place + 1, "determiners")):
                    return left.low not in {"and", "or"}
            listed = token.low in {",", "and", "or", "of", "'s", "’s"} or token.nouns or token.is_adjective
            if not (listed or describes) or (place == at and token.low in {"and", "or"}):
                return False
        return False

    def _ends_phrase(self, at: int) -> bool:
        """Whether what stands at an index can follow a noun, but is no verb of which it is the subject."""
        low = self.g.low(at)
        return low in {"to", "and", ".", ";", ","} or self.g.is_in(at, "prepositions")

    def _tells(self, at: int) -> bool:
        """Whether a word that may be the verb of a clause stands in the rest of the sentence."""
        for place in range(at, len(self.g.tokens)):
            if self.g.is_copula(place) or self.g.is_have(place) or self.g.is_modal_or_do(place):
                return True
            joined = self.g.low(place) in {"and", "but"} and self.g.low(place + 1) in {"we", "i", "they"}
            if joined or (self.g.low(place) == "," and self.g.low(place + 1) in {"and", "but"}):
                return False
            token, left = self.g.tokens[place], self.g.tokens[place - 1]
            if not token.verbs or token.is_capital or token.low.endswith("ing") or left.low == "to":
                continue
            subject = bool(left.nouns) or left.is_capital or self.g.is_in(place - 1, "pronouns")
            if not token.nouns or (subject and (token.is_form("s") or left.low not in left.nouns)):
                return True
        return False

    def stands(self, at: int, words: tuple[str, ...]) -> bool:
        """Whether the words stand from `at` on."""
        low = self.g.low
        for place, word in enumerate(words, at):  # noqa: SIM110 - nine times of ten the first differs: no generator for it
            if low(place) != word:
                return False
        return True

    def is_capital(self, at: int) -> bool:
        """Whether a word with a capital stands there."""
        return at < len(self.g.tokens) and self.g.tokens[at].is_capital

    def is_said_of(self, listed: str, verb: int) -> bool:
        """Whether a word of a list stands in the subject before the verb: "the | era of empires is over"."""
        for place in range(verb - 1, max(verb - 10, -1), -1):
            if not self.g.tokens[place].is_word or self.g.is_in(place, "subordinators"):
                return False
            if not self.g.bases(place).isdisjoint(self.g.words[listed]):
                return True
        return False

    def instead(self, at: int) -> Iterator[int]:
        """Where it begins what something is instead of what it is not: "is not a dream but | a necessity"."""
        place = at + (1 if self.g.low(at) == "not" else 2)
        denied = self.g.low(at) == "not" or (self.g.low(at), self.g.low(at + 1)) == ("no", "longer")
        if not denied or self.g.low(place) in {"only", "just", "merely", "simply"}:
            return  # "is not only unjust but also unwise"
        for but in range(place, min(place + 7, len(self.g.tokens) - 1)):
            if self.g.low(but) == "but":
                yield self.g.skip_forward(but + 1 + (self.g.low(but + 1) in {"a", "an", "the", "also"}))
            if not self.g.tokens[but].is_word and self.g.low(but) != ",":
                return

    def tells_whose(self, that: int) -> bool:
        """Whether a relative clause of two or three words begins there that only tells whose something is: "the problem | that we face"."""
        if self.g.low(that + 1) not in {"we", "they", "i", "you", "it"}:
            return False
        verb = self.g.skip_forward(that + 2)
        verb += self.g.is_be(verb) or self.g.is_have(verb) or self.g.is_in(verb, "modals")
        return verb < len(self.g.tokens) and bool(self.g.tokens[verb].verbs)

    def may_judge(self, at: int) -> bool:
        """Whether an adjective stands there, or what is used as one."""
        token = self.g.tokens[at] if at < len(self.g.tokens) else None
        return token is not None and (token.is_adjective or token.low.endswith("ing") or token.is_form("past"))

    def after_aside(self, at: int) -> int:
        """Index after a second adjective, an aside between commas or to whom it is so.

        "are pleased | and grateful that", "is proud | , as a host, to", "it is clear | to my delegation that".
        """
        if self.g.low(at) == "to":
            return self.behind_whom(at)
        if self.g.low(at) == "and" and self.may_judge(at + 1):
            return at + 2
        if self.g.low(at) != ",":
            return at
        closing = [n + 1 for n in range(at + 2, min(at + 18, len(self.g.tokens))) if self.g.low(n) == ","]
        near = closing if self.g.is_in(at + 1, "prepositions") else closing[:1]
        behind = next((n for n in near if self.g.low(n) in {"to", "that"}), at)
        told = closing[:1] not in ([], [behind]) and any(self.g.is_copula(n) for n in range(at, behind))
        return at if told else behind

    def behind_mid_aside(self, at: int) -> int:
        """Index after an aside between commas that tells more of an object: "called the deal | , signed in May, | fair"; else `at`."""
        token = self.g.tokens[at + 1] if at + 2 < len(self.g.tokens) and self.g.low(at) == "," else None
        if token is None:
            return at
        opens = token.is_form("past") or any(self.g.is_in(at + 1, name) for name in ("articles", "relatives"))
        if not opens and not (token.verbs and token.form(min(token.verbs)) == "ing"):
            return at
        closing = next((n for n in range(at + 3, min(at + 18, len(self.g.tokens))) if self.g.low(n) == ","), at - 1)
        return closing + 1 + (closing > at and self.g.low(closing + 1) in {'"', "“"})

    def behind_whom(self, at: int) -> int:
        """Index of the "that" behind those to or for whom something is so, or `at`: "it is clear | to all that", "vital | for us that"."""
        if self.g.low(at) in {"to", "for"}:
            near = range(at + 2, min(at + 7, len(self.g.tokens)))
            that = next((n for n in near if self.g.low(n) == "that"), at)
            opens = self.g.is_in(at + 1, "determiners") or self.g.is_in(at + 1, "pronouns") or self.is_capital(at + 1)
            sure = that == at + 2 and self.g.low(at + 1) in {"us", "me", "them", "everyone", "everybody"}
            told = opens and that > at and not self.g.has_verb(at + 1, that)
            clause = sure or begins_clause(self.g, that + 1)  # but "important to | all States that trade"
            return that if told and clause else at
        return at

    def after_saying(self, at: int) -> int:
        """Index after "say that" at `at`, or `at`: "am proud to | say that", "am glad to | inform the Council that"."""
        verb = self.g.skip_forward(at)
        verbs = self.g.tokens[verb].verbs if verb < len(self.g.tokens) else frozenset[str]()
        if verbs.isdisjoint(self.g.words.any_of("told_at_once", "learning_verbs", "noticing_verbs", "informing_verbs")):
            return at
        end = self.take_that(verb + 1)
        if end == verb + 1 and verbs & self.g.words["informing_verbs"]:
            near = range(verb + 2, min(verb + 9, len(self.g.tokens)))
            place = next((n for n in near if self.g.low(n) == "that" or not self.g.tokens[n].is_word), verb)
            end = place + 1 if self.g.low(place) == "that" else end
        return end if end > verb + 1 else at

    def calls_for_clarity(self, at: int) -> bool:
        """Whether "us" is only to be told plainly what follows: "let us | be very clear: this is aggression"."""
        return self.g.low(at) == "be" and self.g.low(self.g.skip_forward(at + 1)) == "clear"

    def copula_form(self, at: int) -> str:
        """Which form the verb at `at` is that joins subject and predicate: past of "remained concerned"."""
        verbs = self.g.tokens[at].verbs & COPULAS
        return self.g.tokens[at].form(min(verbs)) if verbs else "base"

    def leads_to_deed(self, end: int) -> bool:
        """Whether the words before `end` close with "to" and a deed follows: "pledged to | help", "look forward to | helping"."""
        at = self.g.skip_forward(end)
        token = self.g.tokens[at] if self.g.low(end - 1) == "to" and at < len(self.g.tokens) else None
        done = token is not None and (token.is_form("base") or (token.is_form("ing") and not token.is_adjective))
        return done and token is not None and token.verbs.isdisjoint(self.g.words.any_of("befalling", "awaited"))

    def is_strong(self, first: int, end: int) -> bool:
        """Whether a word of strong feeling stands between two indexes."""
        return bool(self.g.places(self.strong, max(first, 0), end))
