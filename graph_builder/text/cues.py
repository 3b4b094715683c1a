"""Stance cues of a segment: the words that express an act, wherever they stand. Which of them count is decided in `clauses`."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from graph_builder.lexicon import CueRow, Lexicon
from graph_builder.model import Act
from graph_builder.text.grammar import COPULAS, Grammar, VerbGroup
from graph_builder.text.morphology import lemmas

__all__ = ["Cue", "find_cues"]

Shape = Literal["verb", "wrapped", "noun", "adjective", "predicate", "modal", "impersonal", "assessment", "telling"]
_POSSESSIVE_ACTS = frozenset({"commit", "support", "urge"})
_RENEWING = frozenset({"reaffirm", "reiterate", "renew", "reconfirm", "restate", "recommit", "repeat"})
_VOICING = frozenset(
    {"affirm", "confirm", "express", "have", "voice", "convey", "declare", "state", "signal", "announce"}
)
_RECALLING = frozenset({"recall", "recognise", "recognize", "acknowledge", "note"})
_SHAPE_ORDER: Mapping[str, int] = {
    "wrapped": 0, "verb": 1, "adjective": 2, "predicate": 3, "impersonal": 4, "assessment": 5, "modal": 6, "noun": 7, "telling": 8,
}  # fmt: skip
_PROSPECTS = frozenset({"will", "would", "can", "could"})
_DUTIES = frozenset({"responsibility", "duty", "obligation", "need"})
_OWN = frozenset({"our", "my", "their", "its", "his", "her", "'s", "'"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A candidate: `first` and `end` bound its words, `group` its verb group if it has one. Token indexes, half-open."""

    act: Act
    shape: Shape
    row: CueRow
    first: int
    end: int
    group: VerbGroup | None
    form: str = ""
    reaffirmed: bool = False
    strong: bool = False
    keyword: int = 0
    """Index of the word by which coordination is recognized: the verb, or the noun of a nominal cue."""


@dataclass(frozen=True, slots=True)
class _Index:
    """The rows of a lexicon by the first word of their phrases."""

    verbs: Mapping[str, tuple[tuple[CueRow, tuple[str, ...]], ...]]
    subjects: Mapping[str, tuple[tuple[CueRow, tuple[str, ...]], ...]]
    nouns: Mapping[str, tuple[tuple[CueRow, tuple[str, ...]], ...]]
    others: Mapping[str, tuple[tuple[CueRow, tuple[str, ...]], ...]]


@functools.lru_cache(maxsize=4)
def _index(lexicon: Lexicon) -> _Index:
    tables: dict[str, dict[str, list[tuple[CueRow, tuple[str, ...]]]]] = {
        name: defaultdict(list) for name in ("verbs", "subjects", "nouns", "others")
    }
    names = {"verb": "verbs", "assessment": "verbs", "telling": "verbs", "noun": "nouns", "subject": "subjects"}
    for row in lexicon.cues:
        for phrase in row.phrases:
            tables[names.get(row.kind, "others")][phrase[0]].append((row, phrase))
    sort = {
        name: {first: tuple(sorted(rows, key=lambda item: -len(item[1]))) for first, rows in table.items()}
        for name, table in tables.items()
    }
    return _Index(sort["verbs"], sort["subjects"], sort["nouns"], sort["others"])


class _Finder:
    def __init__(self, grammar: Grammar, lexicon: Lexicon) -> None:
        self.g = grammar
        self.lexicon = lexicon
        self.index = _index(lexicon)
        self.strong = lexicon.words["strong"]

    def find(self) -> Iterator[Cue]:
        for at, token in enumerate(self.g.tokens):
            for read in _readers(self.lexicon, token.low):
                yield from read(self, at)

    # ------------------------------------------------------------------ verbs

    def _verbs(self, at: int) -> Iterator[Cue]:
        token = self.g.tokens[at]
        for lemma in sorted(token.verbs):
            group = None
            if lemma in self.index.verbs or self.g.words["carriers"] & {lemma}:
                group = self.g.verb_group(at, lemma)
            if group is None:
                continue
            plain = list(self._plain_verb(at, lemma, group))
            if lemma in self.g.words["carriers"] and (lemma != "take" or self.g.low(at + 2) == "with"):
                wrapped = self._wrapped(at, lemma, group, plain[0] if plain else None)
                if wrapped is not None:
                    yield wrapped
                    continue
            if group.use != "infinitive" or lemma in _RENEWING | {"express", "declare"}:
                yield from plain

    def _plain_verb(self, at: int, lemma: str, group: VerbGroup) -> Iterator[Cue]:
        rows = self.index.verbs.get(lemma, ())
        needing = [item for item in rows if item[0].needs and self._is_needed_word_near(at, item[0].needs, group)]
        near = self._near(at) if len(rows) > 1 else frozenset()
        for row, phrase in needing or rows:
            if (row.needs and not needing) or (
                near and not near.issuperset(word for word in phrase[1:] if word != "…")
            ):
                continue
            if row.negated != group.negated and (row.negated or any(r.negated and p == phrase for r, p in rows)):
                continue
            end = self._match_parted(at + 1, phrase[1:]) if "…" in phrase else self._match_rest(at + 1, phrase[1:])
            if end is None or self._is_promise(lemma, row, group):
                continue
            if lemma in {"work", "continue"} and row.act == "commit" and self.g.is_have(group.first):
                continue  # "we have worked together" tells what was
            if row.act == "urge" and group.negated and row.kind == "verb":
                continue  # "we do not ask for favours"
            if lemma == "work" and group.use == "heading" and row.act == "commit":
                continue  # "working to foster peace requires …": a subject
            if row.form == "ing" and not (group.use == "finite" and self.g.is_be(group.first)):
                continue
            if row.form == "modal" and (group.modal not in _PROSPECTS or group.use != "finite"):
                continue
            shape: Shape = "assessment" if row.kind == "assessment" else "telling" if row.kind == "telling" else "verb"
            end = self._take_that(end)
            yield Cue(
                row.act, shape, row, group.first, end, group, self.g.tokens[at].form(lemma), lemma in _RENEWING,
                self._is_strong(group.first - 2, end), at,
            )  # fmt: skip

    def _near(self, at: int) -> frozenset[str]:
        """The words that follow, by form and noun lemma: phrases that have others cannot stand there."""
        return frozenset().union(*(token.bases for token in self.g.tokens[at + 1 : at + 15]))

    def _is_needed_word_near(self, at: int, word: str, group: VerbGroup) -> bool:
        """Whether a word stands in the same clause, as "to" in "expects the parties to keep the truce"."""
        for place in range(at + 1, min(at + 16, len(self.g.tokens))):
            low = self.g.low(place)
            if low == word:
                return place > at + 1 or word != "to" or group.use == "passive"
            if low in {";", ":"} or (low == "," and word != "that"):
                return False
        return False

    def _is_promise(self, lemma: str, row: CueRow, group: VerbGroup) -> bool:
        """Whether "will" before the verb makes a promise of it ("will promote") rather than an announced stance ("will endorse")."""
        told = row.act == "commit" or row.negated or lemma in self.g.words["announced"] or row.kind == "assessment"
        return group.modal in {"will", "shall", "ll"} and not told

    def _match_rest(self, at: int, rest: tuple[str, ...]) -> int | None:
        """Index after the words `rest` from `at` on, with modifiers allowed between; None if they do not stand there."""
        for word in rest:
            place = next(
                (
                    place
                    for place in self._places(at)
                    if self.g.low(place) == word or (place < len(self.g.tokens) and word in self.g.tokens[place].nouns)
                ),
                None,
            )
            if place is None:
                return None
            at = place + 1
        return at

    def _match_parted(self, at: int, rest: tuple[str, ...]) -> int | None:
        """`at`, if the words behind "…" stand within reach and the object before them: "hold (the attackers) responsible"."""
        words = rest[1:]
        for place in range(at + 1, min(at + 13, len(self.g.tokens))):
            low = self.g.low(place)
            if low in {",", ";", ":", "."} or self.g.is_in(place, "subordinators"):
                return None
            if low == words[0] and self._match_rest(place, words) is not None:
                return at
        return None

    def _places(self, at: int) -> Iterator[int]:
        """Where the next word of a phrase may stand; worked out one by one, since the first mostly tells."""
        yield at
        yield self.g.skip_forward(at)
        if self.g.is_in(at, "pronouns"):
            yield self.g.skip_modifiers(at + 1, 5)  # "wish him every success"
        yield from range(at + 1, self.g.skip_modifiers(at, 5) + 1)

    def _take_that(self, end: int) -> int:
        after = self.g.skip_forward(end)
        return after + 1 if self.g.low(after) == "that" and self.g.low(after + 1) not in {"of", "is"} else end

    # ------------------------------------------------------------------ verb and stance noun

    def _wrapped(self, at: int, lemma: str, group: VerbGroup, plain: Cue | None) -> Cue | None:
        verb, at = at, at + (lemma == "take" and self.g.low(at + 1) == "note" and self.g.low(at + 2) == "with")
        start = at + (3 if lemma == "place" and self._stands(at + 1, ("on", "record")) else 1)
        if lemma == "agree" and self.g.low(at + 1) != "on":
            return None
        if self.g.low(start) == "with" or lemma == "agree":
            start += 1
        begin = self.g.parenthetical(start)
        for noun_at in range(begin, min(self.g.skip_modifiers(begin) + 1, len(self.g.tokens))):
            cue = self._stance_noun(noun_at, with_before=self.g.low(at + 1) == "with")
            if cue is None and self.g.low(noun_at + 1) == "and" and self.g.tokens[noun_at].nouns:
                cue = self._stance_noun(noun_at + 2)  # "our full solidarity and support to"
                cue = None if cue is None or not self._is_stance(noun_at, cue.act) else cue
            if cue is None or not self._carries(lemma, cue, begin, noun_at):
                continue
            keeps = cue.row.id == "affirm.noun" and plain is not None and plain.shape == "verb"
            act: Act = plain.act if keeps and plain is not None else cue.act
            return replace(
                cue, act=act, shape="wrapped", first=group.first, group=group, form=self.g.tokens[at].form(lemma),
                reaffirmed=lemma in _RENEWING, strong=self._is_strong(group.first - 2, cue.end), keyword=verb,
            )  # fmt: skip
        return None

    def _carries(self, lemma: str, cue: Cue, begin: int, noun_at: int) -> bool:
        if lemma == "discuss":
            return self.g.tokens[noun_at].nouns.isdisjoint({"effort", "plan", "vision"})  # without making them
        if lemma in _RECALLING and cue.act == "commit":
            return self.g.tokens[noun_at].nouns.isdisjoint({"decision", "plan", "effort", "offer"})
        if cue.act not in _POSSESSIVE_ACTS or lemma in _RENEWING | _VOICING:
            return True
        named = noun_at > begin and self.g.tokens[noun_at - 1].is_capital  # "underscored U.S. support for"
        return named or any(self.g.low(place) in _OWN for place in range(begin, noun_at))

    def _is_stance(self, at: int, act: Act) -> bool:
        """Whether the noun at `at` is one that tells the act."""
        rows = (row for noun in self.g.tokens[at].nouns for row, _ in self.index.nouns.get(noun, ()))
        return any(row.act == act for row in rows)

    def _stance_noun(self, at: int, *, with_before: bool = False) -> Cue | None:
        for row, phrase in _noun_rows(self.lexicon, self.g.low(at)):
            end = at + len(phrase)
            if not self._stands(at + 1, phrase[1:]):
                continue
            follow = self.g.skip_forward(end)
            tail = next((words for words in row.after if self._stands(follow, words)), None)
            if (tail is not None and self.g.low(follow) != "that") or tail == ("that",):
                return Cue(row.act, "noun", row, at, follow + len(tail or ()), None, keyword=at)
            if row.act == "commit" and self.g.low(follow) == "of" and (to := self._whose(follow + 1)) is not None:
                return Cue(row.act, "noun", row, at, to + 1, None, keyword=at)
            if row.act == "concern" and self.g.low(follow) == "of":
                shared = (place for place in range(follow + 2, follow + 8) if (self.g.low(place),) in row.after)
                if (place := next(shared, None)) is not None:
                    return Cue(row.act, "noun", row, at, place + 1, None, keyword=at)
            if with_before and row.before:
                end = end + 1 if self.g.low(end) in {"of", "on"} else self._take_that(end)
                return Cue(row.act, "noun", row, at, end, None, keyword=at)
        return None

    def _whose(self, at: int) -> int | None:
        """Index of the "to" after whose determination it is: "the determination of the Union | to help"."""
        for place in range(at, min(at + 8, len(self.g.tokens) - 1)):
            token = self.g.tokens[place]
            if token.low == "to":
                return place if place > at and self.g.tokens[place + 1].verbs else None
            if not (token.is_word or token.low in {"(", ")"}):
                return None
        return None

    def _stands(self, at: int, words: tuple[str, ...]) -> bool:
        return all(self.g.low(at + n) == word for n, word in enumerate(words))

    def _bare_noun(self, at: int) -> Iterator[Cue]:
        """A stance noun that no verb carries: "our commitment to …", "as well as regret over …"."""
        before = at - 1
        while (
            before >= 0
            and before > at - 5
            and (
                self.g.tokens[before].is_adjective
                or self.g.low(before).endswith("ed")
                or self.g.is_plain_adverb(before)
            )
            and self.g.low(before) not in _OWN
        ):
            before -= 1
        if (voiced := self._voiced(at)) is not None:
            yield voiced
            return
        cue = self._stance_noun(at)
        if cue is None:
            return
        if self.g.low(before) == "the" and not any(self.g.low(before - 1) == word for word in _OWN):
            before -= 1
        low = self.g.low(before)
        own = low in _OWN or (low in {"a", "an"} and before == 1 and self.g.low(0) == "with")
        coordinated = (
            low in {"and", ","} or self.g.low(before) == "as" or (own and self.g.low(before - 1) in {"and", "as", ","})
        )
        if own or coordinated:
            first = before if own else at
            yield replace(
                cue, first=first, form="own" if own else "coordinate", strong=self._is_strong(before, cue.end)
            )

    def _voiced(self, at: int) -> Cue | None:
        """A stance noun as the subject of a passive: "Concern was expressed about", "Support for it was reaffirmed"."""
        rows = _noun_rows(self.lexicon, self.g.low(at))
        be = at + 1
        while be < min(at + 2, len(self.g.tokens)) and not self.g.is_be(be) and not self.g.is_have(be):
            be += 1
        if be >= len(self.g.tokens) or not (self.g.is_be(be) or self.g.is_have(be)):
            return None
        verb = self.g.skip_forward(be + 1 + self.g.is_be(be + 1))
        token = self.g.tokens[verb] if verb < len(self.g.tokens) else None
        if token is None or token.verbs.isdisjoint(self.g.words["carriers"]):
            return None
        for row, phrase in rows:
            tail = next((words for words in row.after if self._stands(verb + 1, words)), None)
            if len(phrase) == 1 and tail is not None and tail != ("to",):
                first = self._before_adjectives(at)
                group = VerbGroup("heading", first)
                return Cue(row.act, "wrapped", row, first, verb + 1 + len(tail), group, "past", keyword=verb)
        return None

    def _before_adjectives(self, at: int) -> int:
        while at > 0 and self.g.tokens[at - 1].is_adjective:
            at -= 1
        return at

    # ------------------------------------------------------------------ be + adjective or predicate

    def _copular(self, at: int) -> Iterator[Cue]:
        if not self.g.is_copula(at):
            return
        lemma = next(iter(sorted(self.g.tokens[at].verbs & COPULAS)))
        group = self.g.verb_group(at, lemma)
        if group is None or group.use in {"infinitive"}:
            return
        if (nominal := self._nominal(group, at) or self._postponed(group, at)) is not None:
            yield nominal
        begin = self.g.skip_forward(at + 1)
        begin += self.g.low(begin) in {'"', "“"}
        if (united := self._united(begin, group, at)) is not None:
            yield united
            return
        starts = [begin, at + 1]
        if self.g.low(begin) in {"a", "an", "the", "our", "one"}:
            starts.append(self.g.skip_forward(begin + 1))
        for start in starts:
            for row, phrase in self._others(start):
                if (end := self._phrase_end(start, phrase)) is None:
                    continue
                cue = self._copular_cue(row, end, phrase, group, at)
                if cue is not None:
                    yield cue
        yield from self._described(begin, group, at)

    def _nominal(self, group: VerbGroup, copula: int) -> Cue | None:
        """A stance noun of somebody's as the subject: "Our goal is to", "China's position is that"."""
        for length in (1, 2):
            start = group.first - length
            for noun in sorted(self.g.tokens[start].bases) if start > 0 else ():
                for row, phrase in self.index.subjects.get(noun, ()):
                    if len(phrase) != length or not self._stands(start + 1, phrase[1:]):
                        continue
                    whose = next(
                        (at for at in range(start - 1, max(start - 5, -1), -1) if self.g.low(at) in _OWN), None
                    )
                    if whose is None or self.g.low(whose) in {"’", "'"} or self.g.skip_modifiers(whose) < start:
                        continue
                    end = self.g.skip_forward(copula + 1)
                    end += self.g.low(end) in {"to", "that", "with"}
                    group = VerbGroup("finite", whose, group.modal, group.negated)
                    return Cue(row.act, "impersonal", row, whose, end, group, "base", keyword=whose)
        return None

    def _postponed(self, group: VerbGroup, copula: int) -> Cue | None:
        """The same behind "it": "It is our goal to", "it remains China's position that"."""
        before = group.first - 1
        if self.g.low(before) != "it":
            return None
        start = self.g.skip_forward(copula + 1)
        last = self.g.skip_modifiers(start, 6)
        if not any(self.g.low(at) in _OWN for at in range(start, last)):
            return None
        for place in range(start + 1, last + 1):
            for noun in sorted(self.g.tokens[place].bases) if place < len(self.g.tokens) else ():
                for row, phrase in self.index.subjects.get(noun, ()):
                    end = place + len(phrase)
                    if self._stands(place + 1, phrase[1:]) and self.g.low(end) in {"to", "that"}:
                        finite = VerbGroup("finite", before, group.modal, group.negated)
                        return Cue(row.act, "impersonal", row, before, end + 1, finite, "base", keyword=before)
        return None

    def _others(self, at: int) -> tuple[tuple[CueRow, tuple[str, ...]], ...]:
        """The rows of adjectives and predicates that the word at `at`, or its singular, begins."""
        return self.index.others.get(self.g.low(at), ())

    def _phrase_end(self, start: int, phrase: tuple[str, ...]) -> int | None:
        """Index after a phrase; adjectives may stand before its last word: "in firm solidarity"."""
        if self._stands(start, phrase):
            return start + len(phrase)
        at, before = start, ""
        for word in phrase:
            if self.g.low(at) != word and before in {"in", "of", "for"}:
                at = self.g.skip_modifiers(at, 3)
            if self.g.low(at) != word:
                return None
            at, before = at + 1, word
        return at

    def _described(self, begin: int, group: VerbGroup, copula: int) -> Iterator[Cue]:
        """A predicate noun with adjectives before it: "is one of the most serious threats to"."""
        start = begin + 2 if self.g.low(begin) == "one" and self.g.low(begin + 1) == "of" else begin
        if not self.g.is_in(start, "determiners"):
            return
        last = self.g.skip_modifiers(start, 6)
        for place in range(start + 1, min(last + 1, len(self.g.tokens))):
            for lemma in sorted(self.g.tokens[place].bases):
                for row, phrase in self.index.others.get(lemma, ()):
                    if row.kind in {"predicate", "adjective"} and row.described and self._stands(place + 1, phrase[1:]):
                        cue = self._copular_cue(row, place + len(phrase), phrase, group, copula)
                        if cue is not None:
                            yield cue
                            return

    def _united(self, at: int, group: VerbGroup, copula: int) -> Cue | None:
        """A stance noun behind an adjective of resolve: "are united in our determination to", "remain unwavering in our support for"."""
        if (
            not self.g.is_in(at, "resolve_adjectives")
            or self.g.low(at + 1) not in {"in", "behind"}
            or self.g.low(at + 2) not in _OWN
        ):
            return None
        place = at + 3
        while place < min(at + 14, len(self.g.tokens)):
            cue = self._stance_noun(place)
            if cue is not None:
                form = self.g.tokens[copula].form("be") if self.g.is_be(copula) else "base"
                return replace(
                    cue, shape="adjective", first=group.first, group=group, form=form, strong=True, keyword=copula
                )
            token = self.g.tokens[place]
            if not (token.is_adjective or token.low in {",", "and"} or token.low.endswith("-term")):
                return None
            place += 1
        return None

    def _copular_cue(self, row: CueRow, end: int, phrase: tuple[str, ...], group: VerbGroup, at: int) -> Cue | None:
        denied = group.negated or any(self.g.is_in(place, "negations") for place in range(at + 1, end))
        if row.kind == "adjective" and row.negated != denied:
            return None
        if row.kind == "adjective":
            follow = self.g.skip_forward(end)
            tail = next((words for words in row.after if self._stands(follow, words)), None)
            if tail is None and phrase not in row.bare:
                return None
            end = follow + len(tail) if tail else end
        elif row.kind != "predicate":
            return None
        elif self.g.low(end) in {"for", "to", "in", "of", "on", "that"}:
            end += 1
        shape: Shape = "adjective" if row.kind == "adjective" else "predicate"
        form = self.g.tokens[at].form("be") if self.g.is_be(at) else "base"
        return Cue(
            row.act, shape, row, group.first, end, group, form, strong=self._is_strong(group.first, end), keyword=at
        )

    def _lone_adjective(self, at: int) -> Iterator[Cue]:
        """An adjective that heads a clause: "Deeply concerned about …", ", convinced that …"."""
        before, _ = self.g.back_over_adverbs(at)
        if not (
            before < 0
            or self.g.low(before) in {",", ";"}
            or (self.g.low(before) == "and" and self.g.low(before - 1) in {",", ";"})
        ):
            return
        for row, phrase in self.index.others.get(self.g.low(at), ()):
            if row.kind != "adjective" or row.negated or not self._stands(at, phrase):
                continue
            follow = self.g.skip_forward(at + len(phrase))
            tail = next((words for words in row.after if self._stands(follow, words)), None)
            if tail is not None:
                use: Literal["heading", "participle"] = "heading" if before < 0 else "participle"
                yield Cue(
                    row.act,
                    "adjective",
                    row,
                    before + 1,
                    follow + len(tail),
                    VerbGroup(use, before + 1),
                    "ing",
                    strong=self._is_strong(before, follow),
                    keyword=at,
                )

    # ------------------------------------------------------------------ modals and set phrases

    def _modal(self, at: int) -> Iterator[Cue]:
        for row, phrase in self.index.others.get(_modal_form(self.g.low(at)), ()):
            if (
                row.kind != "modal"
                or not self._stands(at + 1, phrase[1:])
                or (self.g.is_in(at - 1, "determiners") and self.g.low(at - 1) not in {"all", "this", "that"})
            ):
                continue
            end = self.g.skip_forward(at + len(phrase))
            if self.g.low(at - 1) in {"not", "n't", "n’t"} and row.act == "urge":
                continue  # "we do not need to": nobody is urged
            negated = any(self.g.low(place) in self.g.words["negations"] for place in range(at, end))
            if self.g.low(end) == "continue" and self.g.low(end + 1) == "to":
                end += 2
            yield Cue(row.act, "modal", row, at, end, VerbGroup("finite", at, phrase[0], negated), "base", keyword=at)

    def _impersonal(self, at: int) -> Iterator[Cue]:
        for row, phrase in self.index.others.get(self.g.low(at), ()):
            if row.kind != "impersonal" or not (self.g.low(at + 1) == phrase[1] or self.g.is_plain_adverb(at + 1)):
                continue
            end = at
            for word in phrase:
                end = end if self.g.low(end) == word else self.g.skip_forward(end)
                if self.g.low(end) != word and (word in _DUTIES or self.g.low(end - 1) == "with") and end > at + 1:
                    end = self.g.skip_modifiers(end, 3)  # "our shared responsibility"
                if self.g.low(end) != word:
                    break
                end += 1
            else:
                yield Cue(row.act, "impersonal", row, at, end, VerbGroup("finite", at), "base", keyword=at)

    def _inverted(self, at: int) -> Iterator[Cue]:
        """A predicate that heads its sentence: "Key to this approach is …"."""
        if at > 1 or (at == 1 and self.g.low(0) not in {"and", "but"}):
            return
        for row, phrase in self.index.others.get(self.g.low(at), ()):
            if row.kind != "inverted" or not self._stands(at, phrase):
                continue
            for place in range(at + len(phrase) + 1, min(at + len(phrase) + 9, len(self.g.tokens) - 2)):
                if self.g.is_be(place) and self.g.low(place) in {"is", "are"}:
                    yield Cue(row.act, "impersonal", row, at, place + 1, VerbGroup("finite", at), "base", keyword=at)
                    return
                if not self.g.tokens[place].is_word or self.g.is_in(place, "subordinators"):
                    return

    def _is_strong(self, first: int, end: int) -> bool:
        return any(self.g.low(place) in self.strong for place in range(max(first, 0), end))


def _modal_form(word: str) -> str:
    """The form under which a modal is looked up."""
    word = word.replace("’", "'")
    return "cannot" if word == "can't" else word


@functools.lru_cache(maxsize=65536)
def _readers(lexicon: Lexicon, word: str) -> tuple[Callable[[_Finder, int], Iterator[Cue]], ...]:
    """Those ways of reading for which a row of the lexicon begins with a form of the word: none for most words."""
    index, verbs = _index(lexicon), lemmas(word, "verb")
    kinds = {row.kind for row, _ in index.others.get(word, ())}
    modals = index.others.get(_modal_form(word), ())
    tried = {
        _Finder._verbs: any(lemma in index.verbs or lemma in lexicon.words["carriers"] for lemma in verbs),
        _Finder._copular: not verbs.isdisjoint(COPULAS),
        _Finder._modal: any(row.kind == "modal" for row, _ in modals),
        _Finder._impersonal: "impersonal" in kinds,
        _Finder._inverted: "inverted" in kinds,
        _Finder._bare_noun: bool(_noun_rows(lexicon, word)),
        _Finder._lone_adjective: "adjective" in kinds,
    }
    return tuple(read for read, fits in tried.items() if fits)


@functools.lru_cache(maxsize=65536)
def _noun_rows(lexicon: Lexicon, word: str) -> tuple[tuple[CueRow, tuple[str, ...]], ...]:
    """The nominal cues that the word may begin, by its lemmas in order."""
    nouns = _index(lexicon).nouns
    return tuple(item for first in sorted(lemmas(word, "noun") | {word}) for item in nouns.get(first, ()))


def find_cues(grammar: Grammar, lexicon: Lexicon) -> list[Cue]:
    """All candidates in a segment in reading order; where several begin together, the likeliest first."""
    return sorted(_Finder(grammar, lexicon).find(), key=lambda cue: (cue.first, -cue.end, _SHAPE_ORDER[cue.shape]))
