"""The holder's attitude to each thing: the act's sign, turned by each word that governs the thing, and what its kind tells."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_builder.lexicon import InverterRow, Lexicon
from graph_builder.model import Act, Polarity
from graph_builder.text.cues import Cue
from graph_builder.text.grammar import Grammar
from graph_builder.text.things import Thing

__all__ = ["START", "Scopes", "attitudes", "turn"]

START: Mapping[Act, Polarity] = {
    "condemn": "-", "oppose": "-", "regret": "-", "concern": "-", "welcome": "+", "support": "+",
    "commit": "+", "urge": "+", "emphasize": "+", "affirm": "+", "note": "0",
}  # fmt: skip
"""The sign that each act gives to what it is about, before any word turns it."""

_OPPOSITE: Mapping[Polarity, Polarity] = {"+": "-", "-": "+", "0": "0"}
_UNDOING = frozenset({
    "stop", "end", "cease", "halt", "withdraw", "refrain", "desist", "abandon", "reverse", "renounce", "recommit", "alleviate",
})  # fmt: skip
_BLAMING_ACTS = frozenset({"condemn", "oppose", "regret", "concern"})
_PRAISING_ACTS = frozenset({"welcome", "support"})


@dataclass(frozen=True, slots=True)
class _Inverter:
    """A word that turns signs between the tokens `at` and `end`, both left out."""

    words: str
    at: int
    end: int

    def governs(self, thing: Thing) -> bool:
        """Whether a thing stands in its reach."""
        return self.at < thing.first < self.end


def turn(start: Polarity, words: Sequence[str]) -> tuple[Polarity, tuple[str, ...]]:
    """Turn a sign round once for each word that governs a thing, outermost first.

    The path returned starts with the act's sign and lists the words with the sign after each; a start of 0 stays 0.
    Method: contextual valence shifters (Polanyi and Zaenen 2006).

    >>> turn("-", ["termination of"])
    ('+', ('-', 'termination of', '+'))
    """
    sign, path = start, [str(start)]
    for word in words:
        sign = _OPPOSITE[sign]
        path += [word, str(sign)]
    return sign, tuple(path)


@functools.lru_cache(maxsize=4)
def _by_word(lexicon: Lexicon) -> Mapping[str, tuple[tuple[InverterRow, tuple[str, ...]], ...]]:
    table: dict[str, list[tuple[InverterRow, tuple[str, ...]]]] = defaultdict(list)
    for row in lexicon.inverters:
        for phrase in row.phrases:
            table[phrase[0]].append((row, phrase))
    return {word: tuple(sorted(rows, key=lambda item: -len(item[1]))) for word, rows in table.items()}


class Scopes:
    """The inverters of one target with how far each reaches."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, target: tuple[int, int]) -> None:
        self.g = grammar
        self.table = _by_word(lexicon)
        self.first, self.end = target

    def find(self) -> list[_Inverter]:
        found: list[_Inverter] = []
        at = self.first
        while at < self.end:
            inverter = self._at(at)
            if inverter is not None:
                found.append(inverter)
                at = max(at, inverter.at)  # the "against" of "fight against" is no second one
            at += 1
        return found

    def _at(self, at: int) -> _Inverter | None:
        token = self.g.tokens[at]
        candidates = token.verbs | token.nouns | {token.low}
        for word in sorted(candidates):
            for row, phrase in self.table.get(word, ()):
                end = at + len(phrase)
                if any(self.g.low(at + n) != part for n, part in enumerate(phrase) if n):
                    continue
                if (inverter := self._governs(row, word, at, end)) is not None:
                    return inverter
        return None

    def _governs(self, row: InverterRow, word: str, at: int, end: int) -> _Inverter | None:
        token = self.g.tokens[at]
        if row.pos == "verb":
            if word not in token.verbs or not self._is_verbal(at, word):
                return None
            return _Inverter(self._text(at, end), end - 1, self._reach(end, verbal=True))
        if row.pos == "noun":
            if word not in token.nouns | {token.low}:
                return None
            follow = self.g.skip_forward(end)
            if self.g.low(follow) not in row.after:
                return None
            return _Inverter(self._text(at, follow + 1), follow, self._reach(follow + 1, verbal=False))
        if token.low != word:
            return None
        if row.pos == "predicate":
            return self._judged(at, end)
        if row.pos == "adjective":
            return (
                _Inverter(self._text(at, end + 1), end, self._reach(end + 1, verbal=False))
                if self.g.low(end) in row.after
                else None
            )
        return _Inverter(self._text(at, end), end - 1, self._reach(end, verbal=False))

    def _judged(self, at: int, end: int) -> _Inverter | None:
        """A judgement on what stands before it: "such tariffs are illegal"; it reaches back to the clause's beginning."""
        verb, _ = self.g.back_over_adverbs(at)
        if not (
            self.g.is_copula(verb) or self.g.is_have(verb) or (verb >= 0 and "constitute" in self.g.tokens[verb].verbs)
        ):
            return None
        start = verb
        while start > self.first and self.g.low(start - 1) not in {";", ":"} and self.g.low(start - 1) != "that":
            start -= 1
        return _Inverter(self._text(at, end), start - 1, verb)

    def _is_verbal(self, at: int, lemma: str) -> bool:
        if not self.g.tokens[at].nouns:
            return True
        before = self.g.low(self.g.back_over_adverbs(at)[0])
        form = self.g.tokens[at].form(lemma)
        if before in self.g.words["determiners"] | self.g.words["prepositions"] - {"to"}:
            return form == "ing" and before not in self.g.words["determiners"]
        after = self.g.low(at + 1)
        return (
            before in {"to", "and", ",", ";", ":", "that", "which", "who"}
            or self.g.is_in(at - 1, "modals")
            or after in self.g.words["determiners"]
        )

    def _text(self, first: int, end: int) -> str:
        return " ".join(self.g.tokens[at].text for at in range(first, min(end, self.end)))

    def _reach(self, start: int, *, verbal: bool) -> int:
        """Index at which the words governed from `start` on end: a new verb, a purpose, a new coordinate with its own article."""
        at = start
        while at < self.end:
            low = self.g.low(at)
            if low in {";", "—", "–"} or self.g.is_in(at, "modals") or self._is_finite(at, start):
                return at
            if (
                low == "to"
                and self.g.tokens[min(at + 1, self.end - 1)].verbs
                and not self.g.tokens[min(at + 1, self.end - 1)].nouns
                and at > start
            ):
                if self.g.tokens[at - 1].nouns & self.g.words["infinitive_nouns"]:
                    at += 1
                    continue
                return at
            if (
                low in {"in", "with", "through", "by", "for", "at", "within"}
                and at > start
                and self._is_clause_adjunct(at)
            ):
                return at
            if low in {",", "and", "or"} and self._opens_new_item(at, verbal=verbal):
                return at
            at += 1
        return self.end

    def _is_finite(self, at: int, start: int) -> bool:
        """Whether the verb of the clause stands at `at`, so that what governed its subject ends: "the fight against X requires Y"."""
        if at == start or self.g.is_in(at - 1, "relatives"):
            return False
        token = self.g.tokens[at]
        return self.g.is_be(at) or (
            bool(token.verbs) and not token.nouns and not token.is_adjective and token.form(min(token.verbs)) == "s"
        )

    def _is_clause_adjunct(self, at: int) -> bool:
        return f"{self.g.low(at)} {self.g.low(at + 1)}" in {
            "in order",
            "in accordance",
            "in line",
            "with a",
            "with the",
            "for the",
            "in a",
            "in the",
            "at the",
            "within the",
        }

    def _opens_new_item(self, at: int, *, verbal: bool) -> bool:
        after = at + 1
        while self.g.low(after) in {"and", "or", "also", "to"}:
            after += 1
        if after >= self.end:
            return False
        token = self.g.tokens[after]
        if (
            token.verbs
            and (not token.nouns or self.g.low(after + 1) in self.g.words["determiners"])
            and not token.is_adjective
        ):
            return True
        if token.low.endswith("ed") and self.g.low(after + 1) in {"on", "by", "in", "at"} and self.g.low(at) == ",":
            return True  # an adjunct: ", based on …"
        if verbal:
            return False
        return token.low in {"the", "a", "an", "for", "as"} or (
            self.g.low(at) == "," and token.is_adjective and not token.nouns
        )


class _Judge:
    def __init__(self, grammar: Grammar, lexicon: Lexicon, cue: Cue, target: tuple[int, int]) -> None:
        self.g, self.words, self.act = grammar, lexicon.words, cue.act
        self.start = cue.row.sign or START[cue.act]
        self.first, self.end = target
        self.inverters = Scopes(grammar, lexicon, target).find()

    def judge(self, thing: Thing, *, is_first: bool) -> tuple[Polarity, tuple[str, ...]]:
        governing = [inverter.words for inverter in self.inverters if inverter.governs(thing)]
        sign, path = turn(self.start, governing)
        kind = thing.concept.kind
        if kind == "actor":
            felt, why = self._actor(thing, sign, path, is_first=is_first)
            return felt, why if why[-1] == felt else (*why, kind, felt)
        if self.act == "note" and is_first and kind != "threat":
            return "0", ("0",)
        told = self._told_by_kind(thing, sign)
        return (sign, path) if told is None or told == sign else (told, (*path, kind, told))

    def _told_by_kind(self, thing: Thing, sign: Polarity) -> Polarity | None:
        kind = thing.concept.kind
        if kind in {"threat", "conflict"}:
            return "-"
        if kind in {"principle", "treaty"}:
            return "+"
        if self._is_problem(thing):
            return "-"
        if kind == "initiative" and self.start != "-":
            return "+"
        return "+" if sign == "0" else None

    def _is_problem(self, thing: Thing) -> bool:
        head_at = next(
            (at - 1 for at in range(thing.first + 1, thing.end) if self.g.is_in(at, "prepositions")), thing.end - 1
        )
        head = self.g.tokens[head_at]
        if not (head.nouns | {head.low}).isdisjoint(self.words["problem_nouns"]):
            return True
        return any(self.g.is_in(at, "problem_adjectives") for at in range(thing.first, head_at + 1))

    def _actor(
        self, thing: Thing, sign: Polarity, path: tuple[str, ...], *, is_first: bool
    ) -> tuple[Polarity, tuple[str, ...]]:
        direct = is_first and thing.first - self.first <= 3
        possessive = self.g.low(thing.end) in {"'s", "'", "’"}
        if self.act == "urge":
            blamed = direct and self._told_to_undo(thing)
            return ("-", (*path, "told to undo", "-")) if blamed else ("0", ("0",))
        if self.act in _BLAMING_ACTS and (direct or possessive or self.g.low(thing.first - 1) == "by"):
            return "-", path
        before = thing.first - 2 if self.g.is_in(thing.first - 1, "determiners") else thing.first - 1
        partner = (
            self.g.low(before) if before >= self.first else ""
        )  # a preposition of the cue itself ("support for") is no tie
        if self.act in _PRAISING_ACTS and partner not in self.words["neutral_partners"]:
            return "+", path
        if (
            self.act != "note"
            and partner
            and not self.g.tokens[thing.first - 1].verbs.isdisjoint(self.words["helping_verbs"])
        ):
            return "+", path
        if self.act == "emphasize" and partner == "of":
            return "+", path
        if (
            self.act in {"emphasize", "affirm", "commit"}
            and direct
            and self.g.low(thing.first - 1) not in self.words["neutral_partners"]
        ):
            return "+", path
        turned = any(inverter.at == thing.first - 1 for inverter in self.inverters)
        if len(path) > 1 and sign == "-" and (possessive or turned or partner in {"by", "from"}):
            return "-", path
        return "0", ("0",)

    def _told_to_undo(self, thing: Thing) -> bool:
        """Whether the addressee is told to undo a wrong of its own, as ruling 6 of the annotation manual has it."""
        for at in range(thing.end, self.end):
            joined = (
                self.g.low(at - 1) in {"to", "and", ",", ":", ";"}
                or self.g.is_plain_adverb(at - 1)
                or self.g.low(at) == "cease"
            )
            if joined and self.g.tokens[at].verbs & _UNDOING:
                return True
            if (
                joined
                and self.g.tokens[at].verbs & self.words["own_wrongs"]
                and self.g.low(at + 1) in {"its", "their", "his", "all"}
            ):
                return True
        return any(
            self.g.low(at) == "its" and self.g.is_in(at + 1, "problem_adjectives")
            for at in range(thing.end, self.end - 1)
        )


def attitudes(
    grammar: Grammar, lexicon: Lexicon, cue: Cue, target: tuple[int, int], things: Sequence[Thing]
) -> list[tuple[Thing, Polarity, tuple[str, ...]]]:
    """For each thing of a target the holder's sign and the path of words by which it came about."""
    judge = _Judge(grammar, lexicon, cue, target)
    return [(thing, *judge.judge(thing, is_first=number == 0)) for number, thing in enumerate(things)]
