"""Phrases that are one thing although they hold several."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.model import Kind
from graph_builder.text.complements import Complements
from graph_builder.text.grammar import Grammar
from graph_builder.text.mentions import Mention
from graph_builder.text.names import Names
from graph_builder.text.phrases import inverter_nouns

__all__ = ["Compounds", "is_posed"]

_THREATS = frozenset({"threat", "challenge"})
_JOINTS = frozenset({",", "and", "or"})
_PLACED = frozenset({"of", "in", "across", "along", "between", "around", "throughout", "within"})
_PROBLEMS = frozenset({"problem", "issue", "question", "difference", "obstacle", "barrier"})
_QUARRELS = frozenset({"question", "issue", "crisis", "conflict", "dispute", "war", "file", "dossier"})
_PARTIES = frozenset({"parties", "signatories", "party"})


@functools.lru_cache(maxsize=4)
def _openers(lexicon: Lexicon) -> frozenset[str]:
    """Words by which a compound may be told, beside names and adjectives."""
    words = lexicon.words
    lists = (
        words.any_of("tie_nouns", "joint_goods", "offices", "failures", "impacts", "cares", "tellings")
        | {"situation", "those"}
        | _PROBLEMS
    )
    return lists | words.kind_heads["conflict"] | words.kind_heads["treaty"] | _THREATS | _PARTIES


@functools.lru_cache(maxsize=4)
def _troubles(lexicon: Lexicon) -> frozenset[str]:
    """Bad nouns that do not turn a sign themselves."""
    return lexicon.words["problem_nouns"] - inverter_nouns(lexicon) - lexicon.words.kind_heads["conflict"]


def is_posed(grammar: Grammar, at: int) -> bool:
    """Whether the threat at `at` is only what something else is said to be: "poses one of the gravest threats to"."""
    left = at - 1
    while left >= 0 and (
        grammar.is_in(left, "determiners")
        or grammar.tokens[left].is_adjective
        or grammar.low(left) in {"one", "of", "most", "among"}
    ):
        left -= 1
    describes = grammar.low(left).endswith("ing") and grammar.is_in(left - 1, "determiners")  # "the remaining"
    return left >= 0 and not describes and not grammar.tokens[left].verbs.isdisjoint(grammar.words["posing_verbs"])


class Compounds:
    """Phrases that are one thing although they hold several: proper names, ties with somebody, conflicts somewhere."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], target: tuple[int, int]) -> None:
        self.g, self.words = grammar, lexicon.words
        self.known = known
        self.first, self.end = target
        self.troubles = _troubles(lexicon)
        self.openers = _openers(lexicon) | self.troubles
        self.wholes = lexicon.words.any_of("failures", "impacts", "cares")
        self.closed = lexicon.words.any_of("prepositions", "determiners", "conjunctions", "subordinators", "pronouns")
        self.complements = Complements(grammar, lexicon, known, target)
        self.actors = {mention.first for mention in known if mention.concept.kind == "actor"}
        self.names = Names(grammar, lexicon, known, target)

    def find(self) -> Iterator[tuple[int, int, Kind | None]]:
        """Spans, with the kind where it is certain."""
        at = self.first
        while at < self.end:
            if not self._may_begin(at):
                at += 1
                continue
            threat, parties = self._threat(at), self._parties(at)
            if self.g.low(at) == "those" and self.g.low(at + 1) == "responsible":
                yield at, at + 2, "actor"
                at += 2
                continue
            if (person := self.names.person(at)) is not None:
                yield *person, "actor"
                at = person[1]
                continue
            if (office := self._office(at)) > at:
                yield at, office, "actor"
                at = office
                continue
            said = self.g.tokens[at]
            if not (said.is_adjective or said.bases & self.wholes):
                aimed = impact = cared = at
            else:
                aimed, impact, cared = self._aimed(at), self._impact(at), self._cared(at)
            if aimed > at:
                yield at, aimed, "threat"
                at += 1
                continue
            if impact > at:
                yield at, impact, "threat"
                while self.g.low(at) != "of":
                    at += 1
                continue
            if (trouble := self._trouble(at)) > at:
                yield at, trouble, "issue"
                at = trouble
                continue
            if self._is_solved(at):
                yield at, at + 1, "issue"
                at += 1
                continue
            if cared > at:
                yield at, cared, "issue"
                at = cared
                continue
            whole = (
                self.names.end_of, self._told, self._wished, self._tie, self._conflict, self._goods, self._pair,
                self._shared_head, self._situation, self._made,
            )  # fmt: skip
            finish = max(threat, parties, *(rule(at) for rule in whole))
            if parties > at:
                yield at, parties, "actor"
                inner = at + 2 + (self.g.low(at + 2) in self.words["determiners"])
                if (name := self.names.end_of(inner)) > inner:
                    yield inner, name, "treaty"
            elif finish > at:
                situation = self.g.low(at) == "situation" and finish == self._conflict(at)
                yield (
                    self.names.begin_of(at),
                    finish,
                    "threat" if finish == threat else "conflict" if situation else None,
                )
            at = max(at + 1, finish)

    def _may_begin(self, at: int) -> bool:
        """Whether a rule can fit the words from `at` on: half of all words need no closer look."""
        token = self.g.tokens[at]
        return token.is_capital or token.is_adjective or at in self.actors or not token.bases.isdisjoint(self.openers)

    def _aimed(self, at: int) -> int:
        """End of a bad endeavour with its aim: "attempts to destabilize the region", "failure to protect civilians"; `at` if none."""
        if self.g.bases(at).isdisjoint(self.words["failures"]) or self.g.low(at + 1) != "to" or at + 2 >= self.end:
            return at
        if not any(self.g.tokens[at + 2].form(lemma) == "base" for lemma in self.g.tokens[at + 2].verbs):
            return at
        if any(mention.first == at + 2 for mention in self.known):
            return at  # what is attempted has a name of its own
        start = at + 3
        while start < self.end and self.g.is_in(start, "determiners"):
            start += 1
        return max(self._complement(start, at + 2), at + 3) if start < self.end else at + 3

    def _impact(self, at: int) -> int:
        """End of an effect with the threat or conflict that has it: "adverse effects of the war"; `at` if there is none."""
        head = at
        while (
            head < self.end
            and self.g.tokens[head].is_adjective
            and self.g.bases(head).isdisjoint(self.words["impacts"])
        ):
            head += 1
        if head >= self.end or self.g.bases(head).isdisjoint(self.words["impacts"]) or self.g.low(head + 1) != "of":
            return at
        start = head + 2
        while self.g.is_in(start, "determiners"):
            start += 1
        if any(mention.first < at < mention.end for mention in self.known):
            return at
        ends = [m.end for m in self.known if m.first == start and m.concept.kind in {"threat", "conflict"}]
        bad = start < self.end and not self.g.bases(start).isdisjoint(self.words["problem_nouns"])
        return max([at, *ends, *([start + 1] if bad else [])])

    def _trouble(self, at: int) -> int:
        """End of a trouble with what has it: "the volatility of energy prices"; `at` if there is none."""
        bases = self.g.bases(at)
        if bases.isdisjoint(self.troubles) or self.g.low(at + 1) != "of":
            return at
        if any(mention.first <= at < mention.end for mention in self.known):
            return at
        start = at + 2
        while self.g.is_in(start, "determiners"):
            start += 1
        return max([at, *(m.end for m in self.known if m.first == start and m.concept.kind in {"issue", "initiative"})])

    def _is_solved(self, at: int) -> bool:
        """Whether what is only called a problem is to be solved: "resolve the differences"."""
        if self.g.bases(at).isdisjoint(_PROBLEMS) or self.g.low(at + 1) in {"of", "in", "between"}:
            return False
        left = at - 1
        while left >= self.first and (self.g.is_in(left, "determiners") or self.g.tokens[left].is_adjective):
            left -= 1
        verb = left >= self.first and not self.g.tokens[left].verbs.isdisjoint(self.words["solving_verbs"])
        return verb and not any(mention.first <= at < mention.end for mention in self.known)

    def _cared(self, at: int) -> int:
        """End of a care with those that it is for: "protection of women and children"; `at` if there is none."""
        if self.g.bases(at).isdisjoint(self.words["cares"]) or self.g.low(at + 1) != "of":
            return at
        if any(mention.first <= at < mention.end for mention in self.known):
            return at
        end = start = at + 2
        while end < self.end and end - start < 8:
            token = self.g.tokens[end]
            people = not self.g.bases(end).isdisjoint(self.words.kind_heads["actor"])
            if not (people or token.is_adjective or token.low in {"and", ",", "the"}):
                break
            end += 1
        while end > start and self.g.bases(end - 1).isdisjoint(self.words.kind_heads["actor"]):
            end -= 1
        return end if end > start and not any(start <= m.first < end and m.concept.code for m in self.known) else at

    def _made(self, at: int) -> int:
        """End of a text with who made it, where and when: "the agreements reached by both sides at …"; `at` if it is not told."""
        made = self.g.tokens[at + 1].verbs & self.words["making_verbs"] if at + 1 < self.end else frozenset()
        if self.g.bases(at).isdisjoint(self.words.kind_heads["treaty"]) or not made:
            return at
        if self.g.tokens[at + 1].form(min(made)) != "past":
            return at
        end = at + 2
        while self.g.low(end) in {"by", "at", "in", "on", "between"} and end < min(self.end - 1, at + 14):
            start = end + 1 + (self.g.low(end + 1) in self.words["determiners"])
            finish = self._complement(start, end)
            if finish <= start:
                break
            end = finish
        return end if end > at + 2 else at

    def _wished(self, at: int) -> int:
        """End of a state or region with what it is wished to be: "a stable and prosperous Afghanistan"; `at` if none is told."""
        place, told = at, 0
        while place < min(self.end, at + 12):
            if self.g.is_in(place, "wished"):
                told += 1
            elif not (self.g.low(place) in _JOINTS and place > at) and not self.g.tokens[place].is_adverb:
                break
            place += 1
        if not self.g.is_in(at, "wished") or place >= self.end or self.g.low(place - 1) in _JOINTS:
            return at
        states = [m.end for m in self.known if m.first == place and m.concept.is_country]
        if states:
            end = max(states)
            return at if end < self.end and (self.g.low(end) in {"-", "–"} or self._is_noun(end)) else end
        name = place
        while name < self.end and self.g.tokens[name].is_capital and name not in self.actors:
            name += 1
        if name < self.end and self.g.is_in(name, "regions"):
            return name + 1 if name > place or told > 1 else at
        return name if place < name and told > 1 else at

    def _told(self, at: int) -> int:
        """End of a text or proposal with whose it is: "the report of the Secretary-General"; `at` if it is nobody's."""
        if not self.g.is_in(at, "tellings") or self.g.low(at + 1) not in {"of", "by"}:
            return at
        if any(mention.first <= at < mention.end for mention in self.known):
            return at
        start = at + 2 + self.g.is_in(at + 2, "determiners")
        ends = [m.end for m in self.known if m.first == start and m.concept.kind == "actor"]
        end = max([at, *ends])
        named = end < self.end and self.g.tokens[end].is_capital  # "the Council | Working Group"
        return at if named else end

    def _office(self, at: int) -> int:
        """End of an office or a people told with whose it is: "the President of the General Assembly"; `at` if there is none."""
        head = at
        while head + 1 < self.end and self.g.tokens[head].is_capital and self.g.tokens[head + 1].is_capital:
            head += 1
        lemmas = self.g.bases(head)
        if lemmas.isdisjoint(self.words["offices"]) or self.g.low(head + 1) != "of":
            return at
        left = at - 1 - self.g.is_in(at - 1, "determiners")
        if self.g.low(left) == "as" or (self.g.low(left) == "," and self.g.tokens[left - 1].is_capital):
            return at  # only what a person named before is
        if any(mention.first <= head < mention.end for mention in self.known):
            return at
        start = head + 2 + self.g.is_in(head + 2, "determiners")
        return max([at, *(m.end for m in self.known if m.first == start and m.concept.kind == "actor")])

    def _begins_known_actor(self, at: int) -> bool:
        return at in self.actors

    def _tie(self, at: int) -> int:
        if (
            self.g.bases(at).isdisjoint(self.words["tie_nouns"])
            or self.g.low(at + 1) not in self.words["tie_prepositions"]
        ):
            return at
        inner = at + 1 if self.g.low(at + 1) == "between" else at
        if any(mention.first < at and inner < mention.end for mention in self.known):
            return at
        after = at + 2 + (self.g.low(at + 2) in self.words["determiners"])
        if self.g.low(at + 1) == "in" and not self.g.bases(after).isdisjoint(self.words["light_nouns"]):
            return at
        finish = self._complement(at + 2, at)
        return at if self.complements.is_adjunct(at + 2, finish) else finish

    def _conflict(self, at: int) -> int:
        situation = self.g.low(at) == "situation" and self._begins_known_actor(at + 2)
        if (
            (self.g.bases(at).isdisjoint(self.words.kind_heads["conflict"]) and not situation)
            or self.g.low(at + 1) not in {"in", "between", "over"}
            or self.g.is_in(at + 2, "adverbial_nouns")
        ):
            return at
        return self._complement(at + 2, at)

    def _threat(self, at: int) -> int:
        """End of a threat told with what it threatens or comes from: "challenges to the rules-based order"."""
        head = at
        while head < self.end and self.g.tokens[head].is_adjective and not self.g.bases(head) & _THREATS:
            if self.g.tokens[head].verbs:
                return at
            head += 1
        if head >= self.end or not self.g.bases(head) & _THREATS:
            return at
        if is_posed(self.g, at):
            return at
        after = head + 1
        if self.g.low(after) == "posed" and self.g.low(after + 1) == "by":
            after += 1
        elif self.g.low(after) not in {"to", "from"}:
            return at
        start = after + 1 + (self.g.low(after + 1) in self.words["determiners"])
        if self.g.low(after) == "by" and not self._begins_known_actor(start):
            return at
        if start >= self.end or self.g.tokens[start].verbs - self.g.tokens[start].nouns:
            return at
        return max(self._complement(start, at), at)

    def _goods(self, at: int) -> int:
        """End of coordinated goods that make one thing: two, or more with one complement."""
        if not self.g.is_in(at, "joint_goods") or (
            self.g.low(at - 1) in {"and", ","} and self.g.is_in(at - 2, "joint_goods")
        ):
            return at
        last, count = at, 1
        while True:
            after = last + 1
            while self.g.low(after) in {",", "and"} and after - last < 3:
                after += 1
            if after == last + 1 or after >= self.end or not self.g.is_in(after, "joint_goods"):
                break
            last, count = after, count + 1
        if count == 1:
            return at
        start = last + 2 + (self.g.low(last + 2) in self.words["determiners"])
        if self.g.low(last + 1) in _PLACED and not self.g.is_in(start, "adverbial_nouns"):
            finish = self._complement(start, at)
            if finish > start:
                return min(finish, start + 3)
        placed = self.g.low(last + 1) in {"regionally", "globally", "worldwide", "everywhere"}
        return last + 1 if count == 2 or placed else at

    def _situation(self, at: int) -> int:
        """End of a situation with all that it is said to be: "deteriorating security, humanitarian and political situation"."""
        place, joined = at, False
        while place < min(self.end, at + 12):
            token = self.g.tokens[place]
            if token.nouns & {"situation", "condition"} and joined:
                return place + 1
            if token.low in _JOINTS:
                joined = True
            elif not (token.is_adjective or token.nouns) or self.g.is_in(place, "prepositions") or self.g.is_be(place):
                return at
            place += 1
        return at

    def _complement(self, start: int, head: int) -> int:
        return self.complements.end_of(start, head)

    def _shared_head(self, at: int) -> int:
        """End of what several adjectives say of one noun: "political, economic and military cooperation"."""
        place = at
        if (
            self.g.low(at + 1) not in _JOINTS
            or (at > 0 and self.g.tokens[at - 1].is_capital)
            or any(m.first < at < m.end for m in self.known)
        ):
            return at
        while (joint := self._joint(place + 1)) > place + 1 and self._describes(place):
            place = joint
        if place == at or not self._describes(place):
            return at
        end = place + 1
        while end < self.end and end < place + 3 and self._is_noun(end):
            end += 1
        good = self.words["joint_goods"]
        if self.g.low(end) == "and" and self.g.is_in(end - 1, "joint_goods") and self.g.low(end + 1) in good:
            end += 2  # "regional and global peace and stability"
        light = not self.g.bases(end - 1).isdisjoint(self.words["light_nouns"])
        return at if light or end == place + 1 else end

    def _joint(self, at: int) -> int:
        """Index after ",", "and" or ", and" from `at` on."""
        while self.g.low(at) in _JOINTS and at < self.end:
            at += 1
        return at

    def _describes(self, at: int) -> bool:
        """Whether an adjective stands at `at`, or a capitalized word that names no actor."""
        if at >= self.end or not self.g.tokens[at].is_word or self.g.is_in(at, "determiners"):
            return False
        token = self.g.tokens[at]
        adjective = token.is_adjective and not token.low.endswith("s")
        return adjective or (token.is_capital and not self._begins_known_actor(at))

    def _is_noun(self, at: int) -> bool:
        token = self.g.tokens[at]
        return bool(token.nouns) and not self.g.is_in(at, "prepositions") and not self.g.is_be(at)

    def _pair(self, at: int) -> int:
        """End of what two actors have between them: "the U.S.-Brazil relationship"."""
        if at not in self.actors:
            return at
        left = next(m for m in self.known if m.first == at and m.concept.kind == "actor")
        if not self.g.bases(left.end).isdisjoint(_QUARRELS) and self.g.low(left.end + 1) not in {"of", "to"}:
            return left.end + 1
        if self.g.low(left.end) not in {"-", "–"}:
            return at
        ends = [m.end for m in self.known if m.first == left.end + 1 and m.concept.kind == "actor"]
        after = finish = max(ends, default=at)
        while at < finish < min(self.end, after + 4):
            token = self.g.tokens[finish]
            if not token.is_word or not (token.nouns or token.is_adjective) or self.g.is_in(finish, "prepositions"):
                break
            if self.g.is_copula(finish):
                break
            finish += 1
        return finish if finish > after > at else at

    def _parties(self, at: int) -> int:
        """End of those who are bound by a treaty: "the parties to the Ceasefire Agreement"."""
        if self.g.low(at) not in _PARTIES or self.g.low(at + 1) not in {"to", "of"}:
            return at
        start = at + 2 + (self.g.low(at + 2) in self.words["determiners"])
        named = self.names.end_of(start)
        kinds = {"treaty", "conflict"} if self.g.low(at) == "parties" else {"treaty"}
        known = [m.end for m in self.known if m.first == start and m.concept.kind in kinds]
        return max([at, *known, *([named] if named > start else [])])
