"""Compounds of states and what is between, in or wished of them: ties, conflicts, "the U.S.-Brazil relationship"."""

from __future__ import annotations

from graph_builder.text.things.compound_rules import JOINTS, CompoundRules
from graph_builder.text.things.slight import tells_with_whom

__all__ = ["Relations"]

_BETWEEN = frozenset({"intra", "inter", "trans"})


class Relations:
    """The ties, conflicts and pairs of one target."""

    def __init__(self, rules: CompoundRules) -> None:
        self.r, self.g, self.words = rules, rules.g, rules.words
        self.known, self.end = rules.known, rules.end
        self.heads = self.words.any_of(
            "tie_nouns", "mutual_ties", "quarrels", "talks_between", "treaty", "initiative", "conflict"
        )

    def tie(self, at: int) -> int:
        """End of a tie with whom it binds: "cooperation with the Union"; `at` if there is none."""
        if (
            self.g.bases(at).isdisjoint(self.words["tie_nouns"])
            or self.g.low(self._tied(at)) not in self.words["tie_prepositions"]
        ):
            return at
        if (by := self._tied(at)) > at + 1:
            whole = self.r.complement(by + 1, by)
            return whole if whole > by and not self.r.complements.is_adjunct(by + 1, whole) else at
        inner = at + 1 if self.g.low(at + 1) == "between" else at
        if any(mention.first < at and inner < mention.end for mention in self.known):
            return at
        after = at + 2 + (self.g.low(at + 2) in self.words["determiners"])
        if tells_with_whom(self.g, at, at + 1):
            return at
        if self.g.low(at + 1) == "in" and not self.g.bases(after).isdisjoint(self.words["light_nouns"]):
            return at
        finish = self.r.complement(at + 2, at)
        return at if self.r.complements.is_adjunct(at + 2, finish) else finish

    def _tied(self, at: int) -> int:
        """Index of the preposition that tells with whom the tie at `at` is, behind whose it is: "the cooperation of Peru | with"."""
        if self.g.low(at + 1) not in {"of", "by"}:
            return at + 1
        start = at + 2 + self.g.is_in(at + 2, "determiners")
        end = max((m.end for m in self.known if m.first == start and m.concept.kind == "actor"), default=at)
        return end if end > at and self.g.low(end) == "with" else at + 1

    def conflict(self, at: int) -> int:
        """End of a conflict or trouble with where or between whom it is: "the war in Syria"; `at` if there is none."""
        if (
            (self.g.bases(at).isdisjoint(self.words.kind_heads["conflict"]) and not self._is_trouble_somewhere(at))
            or self.g.low(at + 1) not in {"in", "between", "over"}
            or self.g.is_in(at + 2, "adverbial_nouns")
        ):
            return at
        start = at + 2 + (self.g.low(at + 2) in {"that", "this", "these", "those"})
        finish = self.r.complement(start, at)
        how = self.g.low(at + 1) == "in" and self.r.complements.is_adjunct(start, finish)
        return at if how else finish  # "resolve the conflict | in a peaceful manner"

    def _is_trouble_somewhere(self, at: int) -> bool:
        """Whether something bad is told with the place or body where it is: "the disunity | in the Council"."""
        if self.g.bases(at).isdisjoint(self.words.any_of("problem_nouns", "wrong_deeds")):
            return False
        place = at + 2 + self.g.is_in(at + 2, "determiners")
        known = any(mention.first < at < mention.end or mention.first == at for mention in self.known)
        situation = self.g.low(at) == "situation"
        if situation or self.g.low(at + 1) != "in" or known or place >= self.end:
            return situation and self.r.begins_known_actor(at + 2)
        end = place
        while end < self.end and self.g.tokens[end].is_capital:
            end += 1
        return end > place and not (end < self.end and (self.r.is_noun(end) or self.g.tokens[end].is_adjective))

    def pair(self, at: int) -> int:
        """End of what two actors have between them: "the U.S.-Brazil relationship"."""
        if at not in self.r.actors:
            return at
        left = next(m for m in self.known if m.first == at and m.concept.kind == "actor")
        if not self.g.bases(left.end).isdisjoint(self.words["quarrels"]) and self.g.low(left.end + 1) not in {
            "of",
            "to",
        }:
            return left.end + 1
        if self.g.low(left.end) not in {"-", "–"}:
            return at
        ends = [m.end for m in self.known if m.first == left.end + 1 and m.concept.kind == "actor"]
        after = finish = max(ends, default=at)
        while self.g.low(after) in {"-", "–"} and (third := [m.end for m in self.known if m.first == after + 1]):
            after = finish = max(third)  # "Peru-Chile-Bolivia | dialogue"
        while at < finish < min(self.end, after + 4):
            token = self.g.tokens[finish]
            if not token.is_word or not (token.nouns or token.is_adjective) or self.g.is_in(finish, "prepositions"):
                break
            if self.g.is_copula(finish):
                break
            finish += 1
        return finish if finish > after > at else at

    def hyphened(self, at: int) -> int:
        """End of what is told by one word to be between or within states: "the Peru-Chile trade agreement", "the intra-Malian dialogue"."""
        token = self.g.tokens[at]
        if "-" not in token.low:
            return at
        left, _, right = token.low.partition("-")
        told = token.text.replace("‑", "-").partition("-")[2][:1].isupper() and bool(right)
        if not told or not (token.is_capital or left in _BETWEEN):
            return at
        if any(mention.first <= at < mention.end for mention in self.known):
            return at
        finish = at + 1
        while finish < min(self.end, at + 5) and self._goes_on(finish):
            finish += 1
        while finish > at + 1 and self.g.bases(finish - 1).isdisjoint(self.heads):
            finish -= 1
        return finish if finish > at + 1 else at

    def _goes_on(self, at: int) -> bool:
        """Whether a noun or adjective in small letters stands there."""
        token = self.g.tokens[at]
        plain = token.is_word and not token.is_capital and bool(token.nouns or token.is_adjective)
        return plain and not self.g.is_in(at, "prepositions") and not self.g.is_copula(at)

    def wished(self, at: int) -> int:
        """End of a state or region with what it is wished to be: "a stable and prosperous Afghanistan"; `at` if none is told."""
        if not self.g.is_in(at, "wished"):
            return at
        place, told = at, 0
        while place < min(self.end, at + 12):
            if self.g.is_in(place, "wished") and not (place > at and self.g.tokens[place].is_capital):
                told += 1
            elif not (self.g.low(place) in JOINTS and place > at) and not self.g.tokens[place].is_adverb:
                break
            place += 1
        if self.g.low(at - 1) == "to" and self.g.tokens[at].verbs:
            return at  # "to secure Ukraine's borders"
        if place >= self.end or self.g.low(place - 1) in JOINTS:
            return at
        states = [m.end for m in self.known if m.first == place and m.concept.is_country]
        if states:
            end = max(states)
            if told == 1:
                return at  # "a strong | United Nations" is the United Nations
            return at if end < self.end and (self.g.low(end) in {"-", "–"} or self.r.is_noun(end)) else end
        name = place
        while (
            name < self.end
            and self.g.tokens[name].is_capital
            and (name not in self.r.actors or self.g.low(name) in {"state", "states"})
        ):
            name += 1
        return name if place < name and told > 1 else at
