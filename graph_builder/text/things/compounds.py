"""Phrases that are one thing although they hold several."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping

from graph_builder.lexicon import Lexicon
from graph_builder.model import Kind
from graph_builder.text.things.bad_things import BadThings, troubles
from graph_builder.text.things.complements import Complements
from graph_builder.text.things.compound_rules import JOINTS, CompoundRules
from graph_builder.text.things.joined_things import JoinedThings
from graph_builder.text.things.owned_things import PARTIES, STATES, OwnedThings
from graph_builder.text.things.relations import Relations
from graph_builder.text.words.grammar import Grammar

__all__ = ["Compounds"]


@functools.lru_cache(maxsize=4)
def _openers(lexicon: Lexicon) -> frozenset[str]:
    """Words by which a compound may be told, beside names and adjectives."""
    words = lexicon.words
    lists = words.any_of(
        "tie_nouns",
        "joint_goods",
        "offices",
        "failures",
        "decisions",
        "people",
        "people_in_pairs",
        "impacts",
        "tellings",
        "called_problems",
        "threat_nouns",
        "doers",
        "problem_nouns",
    ) | {"situation", "those"}
    return lists | words.kind_heads["conflict"] | words.kind_heads["treaty"] | PARTIES | troubles(lexicon)


@functools.lru_cache(maxsize=4)
def _beginnings(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """For each rule that asks for it the words of which its compounds begin with one."""
    words, heads = lexicon.words, lexicon.words.kind_heads
    return {
        "threat": words["threat_nouns"],
        "parties": PARTIES | STATES,
        "office": words["offices"] | {"head", "heads"},
        "needy": words["people"] | {"persons", "countries"},
        "doers": words["doers"],
        "decided": words["decisions"],
        "aimed": words["failures"],
        "impact": words["impacts"],
        "trouble": troubles(lexicon),
        "solved": words["called_problems"],
        "told": words.any_of("tellings", "parts_of_treaties"),
        "wished": words["wished"],
        "tie": words["tie_nouns"],
        "conflict": heads["conflict"] | words.any_of("problem_nouns", "wrong_deeds"),
        "goods": words["joint_goods"],
        "people": words["people_in_pairs"],
        "made": heads["treaty"],
    }


@functools.lru_cache(maxsize=65536)
def _fitting(lexicon: Lexicon, low: str, bases: frozenset[str], kinds: tuple[bool, bool]) -> frozenset[str]:
    """The rules that a word may begin; `kinds` tell whether it is an adjective and whether it has a capital."""
    is_adjective, is_capital = kinds
    fits = {name for name, words in _beginnings(lexicon).items() if not bases.isdisjoint(words)}
    fits |= {"threat", "impact"} if is_adjective else set()
    fits |= {"person", "office", "staff", "name"} if is_capital else set()
    fits |= {"hyphened"} if "-" in low else set()
    return frozenset(fits)


_OF_ACTORS = frozenset({"office", "staff", "pair"})
"""Rules that may fit where a known actor begins."""


class Compounds:
    """Phrases that are one thing although they hold several: proper names, ties with somebody, conflicts somewhere."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, complements: Complements, target: tuple[int, int]) -> None:
        rules = CompoundRules(grammar, lexicon, complements, target)
        self.g, self.words = grammar, lexicon.words
        self.first, self.end = target
        self.actors, self.names = rules.actors, rules.names
        self.lexicon, self.openers = lexicon, _openers(lexicon)
        self.bad = BadThings(rules, lexicon)
        self.owned = OwnedThings(rules)
        self.relations = relations = Relations(rules)
        self.joined = joined = JoinedThings(rules)
        self.of_people: Mapping[str, Callable[[int], int]] = {
            "office": self.owned.office, "staff": self.owned.staff, "needy": joined.needy, "doers": joined.doers,
        }  # fmt: skip
        self.whole: Mapping[str, Callable[[int], int]] = {
            "name": self.names.end_of, "told": self.owned.told, "wished": relations.wished, "tie": relations.tie,
            "conflict": relations.conflict, "goods": joined.goods, "pair": relations.pair, "hyphened": relations.hyphened,
            "shared": joined.shared_head, "situation": joined.situation, "people": joined.people, "made": self.owned.made,
        }  # fmt: skip

    def find(self) -> Iterator[tuple[int, int, Kind | None]]:
        """Spans, with the kind where it is certain."""
        at = self.first
        while at < self.end:
            if not self._may_begin(at):
                at += 1
                continue
            fits = self._fitting(at)
            threat = self.bad.threat(at) if "threat" in fits else at
            parties = self.owned.parties(at) if "parties" in fits else at
            if self.g.low(at) == "those" and self.g.low(at + 1) == "responsible":
                yield at, at + 2, "actor"
                at += 2
                continue
            if (described := self.joined.those(at)) > at:
                yield at, described, "actor"
                at += 2
                continue
            if "person" in fits and (person := self.names.person(at)) is not None:
                yield *person, "actor"
                at = person[1]
                continue
            if (office := max([at, *(rule(at) for name, rule in self.of_people.items() if name in fits)])) > at:
                while at > self.first and self.g.is_in(at - 1, "office_prefixes"):
                    at -= 1  # "the | vice president of Chile"
                side = at > self.first and self.g.tokens[at - 1].text in {"South", "North"}
                yield at - (side and self.g.is_in(office - 1, "populations")), office, "actor"
                at = office
                continue
            if "decided" in fits and (decided := self.bad.decided(at)) > at:
                yield at, decided, "issue"
                at += 1
                continue
            if "aimed" in fits and (aimed := self.bad.aimed(at)) > at:
                yield at, aimed, "threat"
                at += 1
                continue
            if "impact" in fits and (impact := self.bad.impact(at)) > at:
                yield at, impact, "threat"
                while self.g.low(at) != "of":
                    at += 1
                continue
            if "trouble" in fits and (trouble := self.bad.trouble(at)) > at:
                yield at, trouble, "issue"
                at = trouble
                continue
            if "solved" in fits and self.bad.is_solved(at):
                yield at, at + 1, "issue"
                at += 1
                continue
            finish = max([threat, parties, *(rule(at) for name, rule in self.whole.items() if name in fits)])
            if parties > at:
                yield at, parties, "actor"
                inner = (
                    at + 2 + (self.g.low(at) in {"states", "state"}) + (self.g.low(at + 2) in self.words["determiners"])
                )
                if (name := self.names.end_of(inner)) > inner:
                    yield inner, name, "treaty"
            elif finish > at:
                situation = self.g.low(at) == "situation" and finish == self.relations.conflict(at)
                kind: Kind | None = "threat" if finish == threat else "conflict" if situation else None
                if kind is None and self.g.is_in(at, "texts_told") and finish == self.owned.told(at):
                    kind = "treaty"
                tied = finish == self.relations.tie(at) and not self.g.tokens[at].is_capital
                yield self._sort_of(at) if tied else self.names.begin_of(at), finish, kind
            at = max(at + 1, finish)

    def _fitting(self, at: int) -> frozenset[str]:
        """The rules that may fit the words from `at` on, by the first of them and the next."""
        token = self.g.tokens[at]
        fits = _fitting(self.lexicon, token.low, token.bases, (token.is_adjective, token.is_capital))
        fits |= _OF_ACTORS if at in self.actors else frozenset()
        fits |= {"shared"} if self.g.low(at + 1) in JOINTS else frozenset()
        return fits | {"situation"} if self.joined.is_situated else fits

    def _sort_of(self, at: int) -> int:
        """Index of the adjectives and nouns that say of which sort a tie is: "the bilateral defence | cooperation between"."""
        first = at
        while first > self.first and at - first < 3:
            token = self.g.tokens[first - 1]
            told = (
                token.is_adjective
                or token.low.count("-") > 1
                or (token.nouns and not token.verbs and token.low in token.nouns)
            )
            closed = self.words.any_of(
                "prepositions", "determiners", "empty_modifiers", "adverbs", "conjunctions", "verb_particles"
            )
            if not told or token.low in closed or token.is_capital or not token.is_word:
                break
            first -= 1
        return first

    def _may_begin(self, at: int) -> bool:
        """Whether a rule can fit the words from `at` on: half of all words need no closer look."""
        token = self.g.tokens[at]
        named = token.is_capital or token.text != token.low
        return named or token.is_adjective or at in self.actors or not token.bases.isdisjoint(self.openers)
