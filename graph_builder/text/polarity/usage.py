"""How a word that turns signs is used in one target: as a verb or not, done by whom, wanted, suffered or denied."""

from __future__ import annotations

from graph_builder.text.polarity.doers import CLAUSE_ENDS, Doers
from graph_builder.text.polarity.reach import Reach
from graph_builder.text.words.grammar import Grammar

__all__ = ["Usage"]

_NEGLECTS = frozenset({"miss", "waste", "forget", "neglect", "ignore", "overlook", "forsake", "abandon", "fail"})
_UNMOVED = frozenset({"indifferent", "insensitive", "deaf", "blind", "silent"})
_GATHERINGS = frozenset({"meeting", "conference", "session", "summit", "debate", "event", "deal", "case", "talks"})
"""What is closed when it ends."""
_PARTED = 9
"""Words at most between what belongs together."""
_CLOSING = frozenset({",", "while", "because", "until", "when", "before", "after"})
"""What stands behind a verb that has no object."""


class Usage:
    """The uses of the turning words of one target [first, end)."""

    def __init__(self, grammar: Grammar, target: tuple[int, int], reach: Reach, doers: Doers) -> None:
        self.g, self.reach, self.doers = grammar, reach, doers
        self.first, self.end = target

    def is_willed(self, verb: int) -> bool:
        """Whether a verb is what a stance itself is about, or what somebody or something is to do: "call on all | to isolate"."""
        to = self.g.back_over_adverbs(verb)[0]
        if to < self.first:
            return True
        if self.g.low(to) in {"and", "or", ","} and self.g.tokens[verb].is_form("base"):
            return not any(self.g.is_in(at, "relatives") for at in range(self.first, verb))
        before = self.g.tokens[to - 1]
        told = (bool(before.nouns) or before.is_capital) and not before.nouns & self.g.words["contrivances"]
        return self.g.low(to) == "to" and to > self.first and told

    def is_suffered(self, at: int, end: int, lemma: str) -> bool:
        """Whether what the verb does is done to what stands before it: "sanctions must be lifted"."""
        before, _ = self.g.back_over_adverbs(at)
        passive = self.g.tokens[at].form(lemma) in {"past", "base"} and self.g.is_be(before)  # "can be | overcome"
        return passive and before > self.first and (end >= self.end or not self.g.is_in(end, "determiners"))

    def is_spared(self, at: int) -> bool:
        """Whether what is done is said not to be: "must never be lifted"."""
        while at > self.first and (
            self.g.is_be(at - 1)
            or self.g.is_have(at - 1)
            or self.g.is_in(at - 1, "modals")
            or self.g.is_plain_adverb(at - 1)
            or self.g.low(at - 1) == "cannot"
        ):
            at -= 1
            if self.g.low(at) in {"not", "never", "cannot"}:
                return True
        return False

    def is_without_object(self, at: int, end: int) -> bool:
        """Whether something is to end by itself: "the expansion of settlements must stop"."""
        before, _ = self.g.back_over_adverbs(at)
        closes = end >= self.end or self.g.low(end) in _CLOSING
        told = self.g.is_in(before, "modals") or (self.g.low(before) == "to" and closes)
        told = told and before > self.first
        return told and (closes or not (self.reach.has_object(end) or self.g.is_in(end, "determiners")))

    def is_verbal(self, at: int, lemma: str, end: int) -> bool:
        before = self.g.low(self.g.back_over_adverbs(at)[0])
        form = self.g.tokens[at].form(lemma)
        if (
            form == "ing"
            and before in self.g.words["determiners"]
            and self.g.tokens[at + 1 : at + 2]
            and self.g.tokens[at + 1].is_word
        ):
            return self.g.is_in(at + 1, "determiners")  # an adjective: "its destabilizing missile tests"
        if form == "past" and self.g.is_have(self.g.back_over_adverbs(at)[0]):
            return True  # "has | affected farmers"
        if form == "past" and self.is_attributive(at, before):
            return False
        if form == "base" and self.g.is_in(at - 1, "articles") and self.g.low(at + 1) != "of":
            return False  # "the | annex to the resolution"
        if not self.g.tokens[at].nouns:
            return True
        if lemma == "fail" and self.g.low(at + 1) == "to":
            return True  # "these methods | fail to serve"
        if before == "that" and form == "base" and self.is_relative(at):
            return True
        if form in {"base", "s"} and self._is_said_of_noun(at, many=form == "base"):
            return True
        if form == "base" and self.reach.has_object(end) and self.doers.is_named(at):
            return True
        if before in self.g.words["determiners"]:
            return False
        if before in self.g.words["prepositions"] and before != "to":
            return form == "ing"
        if before == "to" and form == "s":
            return False  # "led to | protests"
        after = self.g.low(at + 1)
        listed = after in {",", "and", "or"} and before in {",", "and", "or", "as"}
        if form == "s" and (after in {"against", "of", "on", "by"} or listed):
            return False  # "and | attacks against", "sieges, | arrests and"
        if before in {"and", ","} and form == "base" and end == at + 1 and not self.reach.has_object(end):
            return False  # "murder and | torture in prisons"
        return (
            before in {"to", "and", ",", ";", ":", "that", "which", "who", "do", "does", "did"}
            or before in self.g.words["modals"]
            or after in self.g.words["determiners"]
        )

    def is_attributive(self, at: int, before: str) -> bool:
        """Whether a participle only tells which things are meant: "the disputed islands"."""
        noun = self.g.skip_modifiers(at + 1, 3)
        if noun >= self.end or not self.g.tokens[noun].nouns or self.g.is_in(at + 1, "determiners"):
            return False
        closed = self.g.words.any_of("determiners", "prepositions")
        told = before in closed and before not in self.g.words["relatives"]
        return told or self.g.is_in(at, "attributive_participles")

    def is_relative(self, verb: int) -> bool:
        """Whether several things do it to what follows: "sanctions that | harm trade", but not "notes that harm was done"."""
        that = self.g.back_over_adverbs(verb)[0]
        if that <= self.first or verb + 1 >= self.end:
            return False
        doers, suffers = self.g.tokens[that - 1], self.g.tokens[verb + 1]
        several = bool(doers.nouns) and doers.low not in doers.nouns
        return several and (
            self.g.is_in(verb + 1, "determiners") or bool(suffers.nouns and not suffers.verbs - suffers.nouns)
        )

    def is_neglect(self, verb: int) -> bool:
        """Whether something is let go by the verb at `verb`: "not | to let this opportunity pass"."""
        verbs = self.g.tokens[min(verb, self.end - 1)].verbs
        let = "let" in verbs and any(self.g.low(at) in {"pass", "slip", "down"} for at in range(verb + 1, verb + 6))
        unmoved = self.g.is_be(verb) and self.g.low(verb + 1) in _UNMOVED
        return let or unmoved or not verbs.isdisjoint(_NEGLECTS)

    def is_held_back(self, at: int, end: int) -> bool:
        """Whether what is contained is something bad: "contain the spread of", not "contain provisions"."""
        if self.g.low(at) == "contains" or self.g.low(end) in {"in", "within", "therein"}:
            return False
        return any(
            not self.g.bases(n).isdisjoint(self.g.words.any_of("problem_nouns", "rises"))
            for n in range(end, min(end + 5, self.end))
        )

    def is_deed_alone(self, at: int, end: int) -> bool:
        """Whether the noun before a participle is what is done something to: "sanctions | lifting, allowing for"."""
        left, right = self.g.tokens[at - 1], self.g.tokens[end]
        follows = right.is_form("ing") and not right.nouns and not right.is_adjective
        return follows and at > self.first and bool(left.nouns) and len(left.low) > 3

    def is_inflicted(self, by: int) -> bool:
        """Whether something bad is said to come from what follows: "the casualties caused | by mines"."""
        done = self.g.tokens[by - 1] if by - 2 > self.first else None
        if done is None or not done.is_form("past") or done.verbs.isdisjoint(self.g.words["inflicting_verbs"]):
            return False
        return not self.g.bases(by - 2).isdisjoint(self.g.words["problem_nouns"])

    def is_imposed(self, on: int) -> bool:
        """Whether what follows is to bear sanctions: "the sanctions imposed | on the junta"."""
        if on - 2 < self.first or self.g.low(on - 1) not in {"imposed", "levied", "placed"}:
            return False
        return not self.g.bases(on - 2).isdisjoint({"sanction", "embargo", "restriction", "tariff", "penalty"})

    def laying(self, on: int, *names: str) -> int | None:
        """Index of the verb that lays what one of the lists names on whoever stands behind: "imposes heavy costs | on the junta"."""
        if self.g.low(on) not in {"on", "upon"} or on - 2 < self.first:
            return None
        if self.g.bases(on - 1).isdisjoint(self.g.words.any_of(*names)):
            return None
        verb = on - 2
        while verb > self.first and (self.g.tokens[verb].is_adjective or self.g.is_in(verb, "determiners")):
            verb -= 1
        return verb if self.g.tokens[verb].verbs & self.g.words["laying_verbs"] else None

    def borne(self, noun: int, of: int) -> int | None:
        """Index of the "on" behind which stands what bears an effect: "the impact of the war | on trade"."""
        if self.g.bases(noun).isdisjoint(self.g.words["borne_effects"]):
            return None
        for on in range(of + 2, min(of + _PARTED, self.end)):
            if self.g.low(on) in {"on", "upon"}:
                return on
            if not self.g.tokens[on].is_word or self.g.low(on) in CLAUSE_ENDS:
                return None
        return None

    def borne_in_clause(self, that: int) -> int | None:
        """The same in a clause behind the effect: "the impact that the war has | on trade"."""
        if self.g.bases(that - 1).isdisjoint(self.g.words["borne_effects"]):
            return None
        for on in range(that + 3, min(that + 2 * _PARTED, self.end)):
            if self.g.low(on) in {"on", "upon"} and (self.g.is_have(on - 1) or self.g.low(on - 1) == "exert"):
                return on
            if not self.g.tokens[on].is_word:
                return None
        return None

    def is_made_dear(self, verb: int, end: int) -> bool:
        """Whether somebody is said to raise what others have to pay: "the tariffs raise | the price of bread", not "will | raise"."""
        doer = self.doers.doer(verb)
        modal = {self.g.low(at) for at in range(doer + 1, verb)} if doer is not None else set()
        if doer is None or modal & {"must", "should", "shall", "not", "never", "cannot"}:
            return False
        noun = self.g.skip_modifiers(end, 4)
        while noun + 1 < self.end and self.g.tokens[noun + 1].nouns and not self.g.is_in(noun + 1, "prepositions"):
            noun += 1
        if self.is_bad(range(noun + 1, min(noun + 4, self.end))):
            return False  # "raises the cost | of smuggling"
        return noun < self.end and not self.g.bases(noun).isdisjoint(self.g.words["dear_things"])

    def _is_said_of_noun(self, at: int, *, many: bool) -> bool:
        """Whether a verb that may be a noun tells what those before do: "(that) many islands (still) | lack water"."""
        doer = self.g.back_over_adverbs(at)[0]
        if self.g.low(self.first - 1) != "that" or not self.first <= doer < self.first + _PARTED:
            return False
        nouns = self.g.tokens[doer].nouns
        if not nouns or (self.g.low(doer) not in nouns) is not many or not self.reach.has_object(at + 1):
            return False
        around = (*range(self.first, doer), *range(at + 1, min(at + _PARTED, self.end)))
        return not any(self.g.is_copula(n) or self.g.is_in(n, "modals") or self.g.is_have(n) for n in around)

    def is_shut(self, verb: int, end: int) -> bool:
        """Whether something is closed to others, and not a meeting at its end: "the schools were | closed"."""
        subject = verb
        while subject > self.first and (self.g.is_be(subject) or self.g.is_have(subject) or subject == verb):
            subject = self.g.back_over_adverbs(subject)[0]
        return self.is_suffered(verb, end, "close") and self.g.bases(subject).isdisjoint(_GATHERINGS)

    def is_bad(self, words: range) -> bool:
        """Whether something bad is named among these words."""
        bad = self.g.words.any_of("problem_nouns", "wrong_deeds", "wrongdoers")
        return any(not self.g.bases(at).isdisjoint(bad) for at in words)

    def is_war_of_others(self, war: int, tie: int) -> bool:
        """Whether another than who speaks wages a war on somebody who is named: "its war against | Peru"."""
        owner = war - 1
        while owner > self.first and self.g.tokens[owner].is_adjective:
            owner -= 1
        owned = self.g.low(owner) in {"its", "their", "his", "her", "'s", "’s", "’", "'"} and owner >= self.first
        if self.g.low(owner - 1) == "in" or self.g.tokens[owner - 1].verbs & {"win", "fight", "wage"}:
            return False  # "back Peru | in its war against Chile"
        named = self.g.tokens[min(tie + 1 + self.g.is_in(tie + 1, "determiners"), self.end - 1)]
        return owned and named.is_capital

    def is_deed_against(self, against: int) -> bool:
        """Whether it is a wrong that is done to what follows: "attacks taking place in the north | against the villagers"."""
        for at in range(against - 1, max(self.first, against - 10) - 1, -1):
            token = self.g.tokens[at]
            if not token.is_word or self.g.is_in(at, "relatives") or self.g.is_be(at):
                return False
            if not token.nouns.isdisjoint(self.g.words["wrong_deeds"]):
                return self.g.low(at) not in {"war"}
        return False
