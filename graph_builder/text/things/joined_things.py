"""Compounds of words that "and" joins: "peace and stability in …", "political, economic and military cooperation"."""

from __future__ import annotations

from graph_builder.text.things.compound_rules import JOINTS, CompoundRules

__all__ = ["JoinedThings"]

_SITUATIONS = frozenset({"situation", "condition", "crisis"})
_PLACED = frozenset({"of", "in", "across", "along", "between", "around", "throughout", "within"})

_LONGEST_CLAUSE = 18
"""Words of a clause that tells who is meant at most."""


class JoinedThings:
    """The joined goods, adjectives and situations of one target."""

    def __init__(self, rules: CompoundRules) -> None:
        self.r, self.g, self.words = rules, rules.g, rules.words
        self.known, self.end = rules.known, rules.end
        tokens = self.g.tokens[rules.first : rules.end]
        self.is_situated = not all(token.nouns.isdisjoint(_SITUATIONS) for token in tokens)
        """Whether the target speaks of a situation at all."""

    def goods(self, at: int) -> int:
        """End of coordinated goods that make one thing: two, or more with one complement."""
        if not self.g.is_in(at, "joint_goods") or (
            self.g.low(at - 1) in {"and", ","} and self.g.is_in(at - 2, "joint_goods")
        ):
            return at
        last, count, closed = at, 1, False
        while True:
            after = last + 1
            while self.g.low(after) in {",", "and"} and after - last < 3:
                after += 1
            if after == last + 1 or after >= self.end or not self.g.is_in(after, "joint_goods"):
                break
            closed = self.g.low(after - 1) == "and"
            last, count = after, count + 1
        if count == 1 or all(self.g.is_in(place, "rights_of_states") for place in (at, last)):
            return at
        start = last + 2 + (self.g.low(last + 2) in self.words["determiners"])
        if self.g.low(last + 1) in _PLACED and not self.g.is_in(start, "adverbial_nouns"):
            finish = self.r.complement(start, at)
            if finish > start:
                return min(finish, start + 3)
        return last + 1 if count == 2 and closed else at

    def people(self, at: int) -> int:
        """End of two sorts of people named in one breath: "women and children"; `at` if there are not two."""
        sorts = self.words["people_in_pairs"]
        pair = self.g.low(at) in sorts and self.g.low(at + 1) == "and" and self.g.low(at + 2) in sorts
        return at + 3 if pair and at + 3 <= self.end and self.g.low(at - 1) != "," else at

    def needy(self, at: int) -> int:
        """End of people with the plight that they are in: "civilians in need"; `at` if none is told."""
        helped = not self.g.bases(at).isdisjoint(self.words["people"]) or self.g.low(at) in {"persons", "countries"}
        in_need = helped and f"{self.g.low(at + 1)} {self.g.low(at + 2)}" in {"in need", "in distress", "at risk"}
        in_need = in_need and not (
            self.g.tokens[at - 1].verbs & self.words["putting_verbs"]
        )  # "put civilians | at risk"
        return at + 3 if in_need and at + 3 <= self.end else at

    def doers(self, at: int) -> int:
        """End of those who do or suffer something, with what it is: "perpetrators and sponsors of the attacks"; `at` if there are none."""
        last = at
        while self._is_doer(joint := self._joint(last + 1)) and joint > last + 1:
            last = joint
        if not self._is_doer(at) or self.g.low(last + 1) != "of" or self.g.low(at - 1) in JOINTS:
            return at
        start = last + 2
        while start < self.end and self.g.is_in(start, "determiners"):
            start += 1
        return max(self.r.complement(start, at), at) if start < self.end else at

    def _is_doer(self, at: int) -> bool:
        return at < self.end and not self.g.bases(at).isdisjoint(self.words["doers"])

    def those(self, at: int) -> int:
        """End of people told by what they do or suffer: "those who guard the border", "those fleeing war"; `at` if there are none."""
        if self.g.low(at) != "those" or not (self.g.low(at + 1) == "who" or self._is_told_by_deed(at + 1)):
            return at
        end, suffered = at + 2, self.g.tokens[at + 1].is_form("past")
        while end < min(self.end, at + _LONGEST_CLAUSE) and not self._ends_clause(end):
            if suffered and self._is_joint_of_main_clause(end):
                break
            if self.g.is_be(end) and (suffered or (end > at + 2 and self.g.tokens[end - 1].nouns)):
                break  # "those who commit crimes | are to be tried"
            end += 1
        return end if end > at + 2 + (self.g.low(at + 1) == "who") - suffered else at

    def _is_told_by_deed(self, at: int) -> bool:
        """Whether a participle that only people have stands at `at`: "fleeing", "displaced"."""
        token = self.g.tokens[at] if at < self.end else None
        if token is None or not token.verbs or self.g.is_in(at, "prepositions"):
            return False
        doing = token.low.endswith("ing") and token.is_form("ing") and bool(token.verbs & self.words["deeds_of_people"])
        return doing or (token.is_form("past") and bool(token.verbs & self.words["done_to_people"]))

    def _ends_clause(self, at: int) -> bool:
        """Whether the main clause goes on at `at`, or another complement of its verb: "those who fell | and for freedom"."""
        token = self.g.tokens[at]
        joint = self.g.low(at) in {"and", "or"}
        another = joint and (self.g.is_in(at + 1, "prepositions") or self.g.low(at + 1) == "those")
        another = another or (self.g.low(at), self.g.low(at + 1)) == ("as", "well")
        return not token.is_word or another or (self.g.is_in(at, "modals") and self.g.low(at - 1) != "who")

    def _is_joint_of_main_clause(self, at: int) -> bool:
        """Whether "and" joins another noun or verb than a participle: "those detained | and the exiles", "| and restore trust"."""
        if self.g.low(at) not in {"and", "or"} or at + 1 >= self.end:
            return False
        return self.g.is_in(at + 1, "determiners") or self.g.tokens[at + 1].is_form("base")

    def situation(self, at: int) -> int:
        """End of a situation with all that it is said to be: "deteriorating security, humanitarian and political situation"."""
        if not self.is_situated:
            return at
        place, joined = at, False
        while place < min(self.end, at + 12):
            token = self.g.tokens[place]
            if token.nouns & _SITUATIONS and joined:
                return place + 1
            if token.low in JOINTS:
                joined = True
            elif not (token.is_adjective or token.nouns) or self.g.is_in(place, "prepositions") or self.g.is_be(place):
                return at
            place += 1
        return at

    def shared_head(self, at: int) -> int:
        """End of what several adjectives say of one noun: "political, economic and military cooperation"."""
        place = at
        if (
            self.g.low(at + 1) not in JOINTS
            or (self.g.low(at - 1) in {"as", "where"} and self.g.is_in(at, "aside_adjectives"))  # "as | applicable"
            or (at > 0 and self.g.tokens[at - 1].is_capital and not self.g.is_in(at - 1, "determiners"))
            or (
                at > 0
                and self.g.tokens[at - 1].is_adjective
                and (self.g.tokens[at].nouns or self.g.tokens[at].is_capital)
            )  # "the global | economy, and"
            or any(m.first < at < m.end for m in self.known)
            or not self.g.bases(at).isdisjoint(self.words["offices"])  # "the Secretary-General | and Personal Envoy"
        ):
            return at
        while (joint := self._joint(place + 1)) > place + 1 and self._describes(place):
            place = joint
        if place == at or not self._describes(place):
            return at
        end = place + 1
        while end < self.end and end < place + 4 and self.r.is_noun(end):
            end += 1
        if self.g.is_joined_adjective(end - 1):
            return at
        good = self.words["joint_goods"]
        if self.g.low(end) == "and" and self.g.is_in(end - 1, "joint_goods") and self.g.low(end + 1) in good:
            end += 2  # "regional and global peace and stability"
        light = not self.g.bases(end - 1).isdisjoint(self.words["light_nouns"])
        wrong = self.g.low(end) == "of" and not self.g.bases(end - 1).isdisjoint(self.words["wrong_deeds"])
        people = self.g.tokens[at].is_capital and not self.g.is_in(at, "weekdays") and not self.g.is_in(at, "months")
        light = light and not (
            people and not self.g.is_in(end - 1, "place_nouns")
        )  # "the Chinese and American | peoples"
        return at if light or wrong or end == place + 1 else end  # what is violated is the thing

    def _joint(self, at: int) -> int:
        """Index after ",", "and" or ", and" from `at` on."""
        start = at
        while self.g.low(at) in JOINTS and at < self.end:
            at += 1
        return at + (at > start and self.g.low(at) == "other")  # "Palestinian and | other Arab peoples"

    def _describes(self, at: int) -> bool:
        """Whether an adjective stands at `at`, or a capitalized word that names no actor."""
        if at >= self.end or not self.g.tokens[at].is_word or self.g.is_in(at, "determiners"):
            return False
        token = self.g.tokens[at]
        adjective = token.is_adjective and not token.low.endswith("s")
        return adjective or (token.is_capital and not self.r.begins_known_actor(at))
