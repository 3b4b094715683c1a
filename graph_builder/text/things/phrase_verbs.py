"""Which words of a target are verbs in a clause rather than parts of a noun phrase: English forms are often both."""

from __future__ import annotations

from graph_builder.text.things.subjects_of_verbs import Subjects
from graph_builder.text.words.grammar import Grammar

__all__ = ["PhraseVerbs", "is_of_date", "is_owned_deed", "is_pointed"]

_OPENERS = frozenset({"the", "a", "an", "our", "their", "its", "his", "her", "your"})
"""Words that only open a noun phrase."""
_QUOTES = frozenset('"“”')
_SUBJECTS = frozenset({"it", "he", "she", "they", "we", "i"})
_OBJECTS = frozenset({"us", "them", "him", "me"})
_POINTERS = frozenset({"such", "this", "that", "these", "those"})
_DENIED = frozenset({"do", "does", "did"})
_UNCHANGED = frozenset({"set", "cut", "put", "shut", "cast", "split", "hit"})
"""Verbs whose past is like the base, and nouns too."""
_ALL = frozenset({"all", "both", "each"})
_BEFORE_ING = frozenset({",", "and", "or", ";", ":", "while", "whilst", "when"})
_MANY = frozenset({"these", "those", "they", "we", "you", "which", "who", "that"})
_LONGEST_AIM = 10
"""Words from an aim to the next at most."""
_NO_DEEDS = (
    "group_nouns",
    "people",
    "populations",
    "offices",
    "bodies",
    "organs",
    "times_of",
    "place_nouns",
    "adjunct_nouns",
)
"""Lists of nouns that tell of no deed or state of those whose they are."""
_AROUND = frozenset({"in", "at", "during", "under", "across", "throughout", "within"})
"""Prepositions by which it is told where or when something is."""


def is_pointed(grammar: Grammar, first: int, end: int) -> bool:
    """Whether something told before is pointed at: "such acts", "that objective", "these sincere efforts", but not "in this field"."""
    pointer, head = first - 1, end - 1
    if grammar.low(pointer) not in _POINTERS or not grammar.tokens[head].nouns:
        return False
    if not grammar.bases(head).isdisjoint(grammar.words.any_of("times_of", "place_nouns", "unpointed_nouns")):
        return False
    if grammar.low(pointer - 1) in _AROUND:
        return False  # "in this field"
    if grammar.low(pointer) != "that":
        return True
    verb = pointer > 0 and grammar.low(pointer - 1).endswith("ing")
    single = end - first == 1 and grammar.low(head) in grammar.tokens[head].nouns
    return single and (verb or grammar.is_in(pointer - 1, "prepositions"))


def is_owned_deed(grammar: Grammar, first: int, end: int) -> bool:
    """Whether it is a deed of somebody named: "Peru's | actions", "Peru's | continuous support"."""
    named = grammar.low(first - 1) in {"'s", "’s"} and first > 1 and grammar.tokens[first - 2].is_capital
    if not named or not grammar.bases(end - 1).isdisjoint(grammar.words["owned_deeds"]):
        return named
    noun = grammar.tokens[end - 1]
    told = end - first > 1 or not noun.nouns or noun.is_capital or noun.is_adjective
    tied = grammar.is_in(end, "prepositions") and not is_of_date(grammar, end)
    if told or grammar.low(end) == "(" or tied or _is_said_to_be(grammar, first - 2):
        return False
    return noun.bases.isdisjoint(grammar.words.any_of(*_NO_DEEDS) | grammar.words.kind_heads["actor"])


def is_of_date(grammar: Grammar, at: int) -> bool:
    """Whether "of" stands there before a date: "the report | of 3 May 2010"."""
    day = at + 1 + grammar.low(at + 1).isdigit()
    year = day == at + 2 and len(grammar.low(at + 1)) == 4
    return grammar.low(at) == "of" and (year or grammar.is_in(day, "months"))


def _is_said_to_be(grammar: Grammar, at: int) -> bool:
    """Whether a form of be stands before the name that ends at `at`: "is NATO's task"."""
    while at > 0 and (grammar.tokens[at].is_capital or grammar.low(at) == "the"):
        at -= 1
    return grammar.is_be(at)


class PhraseVerbs(Subjects):
    """Tells verbs from nouns between the tokens `first` and `end` of one target."""

    def is_verb(self, at: int) -> bool:
        """Whether the word at `at` is a verb in a clause rather than part of a noun phrase."""
        token = self.g.tokens[at]
        if not token.verbs:
            return False
        if at in self.g.verbs:
            return True
        if at == self.first and token.is_form("base") and self._is_let(at - 1):
            return True  # "let us | work together"
        if token.nouns and self._is_told_by_adjective(at):
            return False
        form = token.form(min(token.verbs))
        before = self.g.low(self._back(at))
        if (before in _SUBJECTS and form != "ing") or self._is_no_longer(at - 1):
            return True
        if self.g.is_be(at) or self.g.is_have(at) or self.g.is_in(at, "modals") or "do" in token.verbs:
            return True
        if form in {"base", "s"} and self.g.low(at + 1) in _OBJECTS and at + 1 < self.end:
            return True  # "countries from the region | join us"
        if self._is_said_of_name(at, form) or (before == "to" and len(token.verbs) > 1 and token.is_form("base")):
            return True  # "to | feed the people": no past of "fee"
        if form == "base" and not (token.low in _UNCHANGED and self.g.is_in(at + 1, "verb_particles")):
            return self._is_bare_verb(at, before)
        governed = before in self.words["modals"] or self._is_in_relative(at, before)
        if form == "s":
            return governed or self._is_verb_in_s(at) or self._ends_relative(at) or self._is_done_by_person(at)
        if governed or self.g.is_have(self._back(at)):
            return True  # "has given rise to"
        return self._is_verb_in_ing(at, before) if form == "ing" else self._is_past_verb(at)

    def _is_done_by_person(self, at: int) -> bool:
        """Whether a word in "s" behind a name with an office governs what follows it: "if President Kral | attacks Peru"."""
        after = self.g.tokens[at + 1] if at + 1 < self.end else None
        if (
            self.g.tokens[at].is_capital
            or after is None
            or not (after.is_capital or self.g.is_in(at + 1, "determiners"))
        ):
            return False
        first = at
        while first > self.first and self.g.tokens[first - 1].is_capital:
            first -= 1
        return at - first > 1 and any(self.g.is_in(n, "persons") for n in range(first, at - 1))

    def _is_told_by_adjective(self, at: int) -> bool:
        """Whether an adjective that no noun has before it tells the word, which is a noun: "prevent new | conflicts that"."""
        left = self.g.tokens[at - 1] if at > self.first else None
        if left is None or not left.is_adjective or left.verbs or left.is_adverb or self.g.is_copula(at):
            return False
        if left.is_capital and self.is_helped(at):
            return False  # "help the Indo-Pacific | build trust"
        if left.nouns and not self.g.is_sort_adjective(at - 1):
            return False
        before = self.g.tokens[at - 2] if at > 1 else None
        return before is None or not (before.nouns or before.is_capital or self.g.is_be(at - 2))

    def _is_said_of_name(self, at: int, form: str) -> bool:
        """Whether a name does what the word tells: "see Peru | joining the Union", "demand that Peru | refrain from"."""
        if self.g.tokens[at].is_capital or at not in self.ends.values() or not self.g.tokens[at - 1].is_capital:
            return False
        if form == "ing":
            return self.g.is_in(at + 1, "determiners") or at + 1 in self.ends
        start = self.first + self.g.is_in(self.first, "determiners")
        told = self.g.low(self.first - 1) == "that" and self.ends.get(start) == at
        after = at + 1 + self.g.is_plain_adverb(at + 1)
        governs = any(self.g.is_in(after, words) for words in ("prepositions", "determiners"))
        governs = governs or (self.g.is_in(at, "rather_verbs") and after < self.end and self._is_nominal(after))
        return form == "base" and told and (governs or self.g.tokens[min(at + 1, self.end - 1)].is_form("past"))

    def _is_in_relative(self, at: int, before: str) -> bool:
        """Whether a relative pronoun of the target stands before the word; a "that" before the target only opens it."""
        pronoun = self._back(at)
        if before == "that" and pronoun > self.first:
            left = self.g.tokens[pronoun - 1]
            if left.verbs and not (left.nouns or left.is_adjective or left.is_form("past")):
                return False  # "ensure that | trade flows"
        return before in self.words["relatives"] and pronoun >= self.first

    def _is_bare_verb(self, at: int, before: str) -> bool:
        """Whether a form without an ending is a verb."""
        token = self.g.tokens[at]
        if token.low == "host" and self.g.is_in(at + 1, "hosts"):
            return False  # "refugees and | host countries"
        if before == "to" or (self.g.low(at - 1) == "not" and self.g.low(at - 2) in _DENIED):
            return True
        if token.low == "fail" and self.g.low(at + 1) == "to":
            return True  # "the methods of the Council | fail to"
        if before in _ALL and self.g.is_in(at - 2, "modals") and self._goes_on_as_verb(at):
            return True  # "must all | give"
        if self.g.low(at - 1) == "only" and self.g.low(at - 2) in _MANY and self._goes_on_as_verb(at):
            return True  # "as these only | deal with"
        if at > self.first and self.g.low(at - 1).endswith("ly") and self._goes_on_as_verb(at):
            return self.g.tokens[at - 1].is_adverb and not self.g.tokens[at - 1].is_adjective
        if before in self.words["modals"] or self._is_in_relative(at, before) or self.is_helped(at):
            return True
        if self.g.is_in(at + 1, "verb_particles") and before in {"and", ",", ";", "or"}:
            return at + 2 < self.end and self.follows_object(at + 2)  # "and stamp out bribery"
        if self._governs_behind_noun(at) or (before == "and" and self._is_second_aim(at)):
            return True
        rather = token.low in self.words["rather_verbs"]
        object_follows = at + 1 < self.end and self.follows_object(at + 1)
        heads = at == self.first and not self._is_governed(at, before)
        opens = before in {"and", ",", ";", ":", "or"} or heads
        if before in {"and", "or"} and object_follows and at - 2 >= self.first and self._is_plain_verb(at - 2):
            return True  # "to launch or | plan attacks", "munitions that kill or | maim civilians"
        if before in {"and", "or"} and token.low in self.words["seldom_nouns"] and self._goes_on_as_word(at + 1):
            return True  # "strengthen the body and | make it work"
        if opens and object_follows:
            after = self.g.tokens[at + 1]
            governs = after.low in self.governing or (after.is_adjective and not after.nouns)
            return not token.nouns or governs or (not token.is_capital and (rather or heads))
        if self._ends_relative(at):
            return True
        if self._follows_many(at) and self.g.low(at + 1) == "that":
            return True  # "these developments show that"
        if token.low in self.words["seldom_nouns"] and at > self.first and self._follows_noun(at):
            return True  # "sanctions | go too far"
        does = rather or not token.verbs.isdisjoint(self.words.any_of("harming_verbs", "doing_verbs"))
        if does and at + 1 < self.end and object_follows and not token.is_capital and self._is_said_of_many(at):
            return True  # "millions of refugees | face hunger", "developments in Mali | affect trade"
        if before in {"help", "helps"} and self.g.is_in(at + 1, "determiners") and not token.is_capital:
            return True  # "should help | expose that practice"
        if rather and not token.is_capital:
            return object_follows and (opens or before in {")", "help", "helps"})
        return not token.nouns and not token.is_adjective

    def _goes_on_as_word(self, at: int) -> bool:
        return at < self.end and self.g.tokens[at].is_word and self.g.low(at) not in {"of", "and", "or"}

    def _is_plain_verb(self, at: int) -> bool:
        """Whether a verb without an ending stands there."""
        return self.g.tokens[at].is_form("base") and (self._is_infinitive(at) or self.is_verb(at))

    def _is_infinitive(self, at: int) -> bool:
        """Whether a verb stands there behind "to" or a modal."""
        before = self._back(at)
        told = self.g.low(before) == "to" or self.g.is_in(before, "modals")
        return told and self.g.tokens[at].is_form("base")

    def _is_second_aim(self, at: int) -> bool:
        """Whether the word is the second of two aims: "take the work forward and | report on it", "end the war and | return to talks"."""
        low, after = self.g.low(at), self.g.low(at + 1)
        toils = low in self.words["toiling_verbs"] and (
            after in {"towards", "toward", "together", "closely"}
            or (after == "to" and at + 2 < self.end and self.g.tokens[at + 2].is_form("base"))
        )
        goes = low in self.words["going_verbs"] and after in {"to", "on", "back", "with"}
        if not (toils or goes) or self.g.low(at - 1) != "and":
            return False
        bound = toils or self.g.is_in(at - 2, "verb_particles")
        for place in range(at - 2, max(self.first, at - _LONGEST_AIM) - 1, -1):
            token = self.g.tokens[place]
            aimed = place == self.first or self.g.low(place - 1) == "to" or self.g.is_in(place - 1, "modals")
            if aimed and token.is_form("base"):
                return bound
            bound = bound or self.g.is_in(place, "determiners") or self.g.is_in(place, "possessives")
            if not token.is_word:
                return False
        return False

    def _is_governed(self, at: int, before: str) -> bool:
        """Whether the verb or preposition before the word has a noun behind it: "oppose | farm subsidies"."""
        left = self.g.tokens[self._back(at)]
        verb = bool(left.verbs) and not self.g.is_be(self._back(at)) and not left.verbs & self.words["letting_verbs"]
        return before in self.words["prepositions"] or verb

    def _goes_on_as_verb(self, at: int) -> bool:
        """Whether an object, a preposition or another verb stands behind the word: "fully | implement | and expand"."""
        series = self.g.low(at + 1) in {"and", ","} and at + 2 < self.end and bool(self.g.tokens[at + 2].verbs)
        tied = self.g.is_in(at + 1, "prepositions") or self.g.low(at + 1) == "to"
        return series or tied or self.follows_object(at + 1)

    def _governs_behind_noun(self, at: int) -> bool:
        """Whether a noun or name stands before the word and what no noun has behind it: "see Peru | join the Union"."""
        left = self.g.tokens[at - 1] if at > self.first else None
        if left is None or not left.is_word or self.g.low(at - 1) in self.closed or self.g.tokens[at].is_capital:
            return False
        return bool(left.nouns or left.is_capital) and not left.is_adjective and self.g.low(at + 1) in _OPENERS

    def _is_verb_in_s(self, at: int) -> bool:
        """Whether a form in s is a verb and no plural."""
        token = self.g.tokens[at]
        inside = at > self.first
        if inside and self.g.is_copula(at) and not token.is_capital:
            return True  # "the partnership remains strong"
        if inside and not token.verbs.isdisjoint(self.words["harming_verbs"]):
            return self.follows_object(at + 1)  # "the spread of arms fuels instability"
        if inside and (self.g.low(at + 1) in self.governing or self._is_said_of_one(at)):
            return True  # "the expansion poses a threat"
        if at - 1 > self.first and self.g.is_in(at - 1, "adverbs") and self.follows_object(at + 1):
            return True  # "Somalia also needs assistance"
        if inside and self._is_told_of_one(at):
            return True  # "the war | goes on", "trade between the economies | flows smoothly"
        if not token.verbs.isdisjoint(self.words["resting_verbs"]) and self.g.is_in(at + 1, "prepositions"):
            return True  # "the future lies in unity"
        return not token.nouns and not token.is_adjective

    def _is_verb_in_ing(self, at: int, before: str) -> bool:
        """Whether a form in ing heads a clause."""
        token = self.g.tokens[at]
        out = self.g.is_in(at + 1, "verb_particles") and at + 2 < self.end and self._is_nominal(at + 2)
        governed = self.g.is_in(at - 1, "determiners") or self.g.tokens[at - 1].is_adjective
        if at > self.first and not governed and (self._opens_object(at + 1) or out):
            return True  # "consider | taking the steps", "when | mapping out strategies"
        goes_on = at > self.first and not self.g.tokens[at - 1].verbs.isdisjoint(self.words["going_on"])
        goes_on = goes_on and not self.g.is_in(at - 2, "determiners")  # "the continued | testing and spread of"
        if goes_on and not (token.nouns and (self._is_sorted(at + 1) or self.g.low(at + 1) == "of")):
            return True  # "continue | working with partners"
        if self.g.is_plain_adverb(at - 1) and self.g.low(at - 2) in {"those", "others", "all"}:
            return True  # "those still | striving to"
        if self.g.low(at - 1) in {"thereby", "thus", "hence"} or self._is_going_on(at):
            return True
        if self.g.is_be(at - 1) and self.g.low(at - 2) in self.words["relatives"] and not token.is_adjective:
            return token.low not in self.words["modifiers_in_ing"]  # "attacks that are | destroying farmland"
        if before in {"and", "or"} and at - 2 >= self.first and self._is_nominal(at + 1):
            left = self.g.tokens[at - 2]
            if left.is_adjective and not (left.nouns or left.is_adverb or (left.verbs and left.low.endswith("ing"))):
                return False  # "cruel and | degrading punishments"
        if at > self.first and self._is_doing(at):
            return True  # "agencies | working in the area", "the opposition | living abroad"
        if token.low in self.words["modifiers_in_ing"] and self._is_sorted(at + 1):
            return False  # "| funding arrangements"
        if before in self.words["prepositions"] or before in _BEFORE_ING or at == self.first:
            nominal = token.nouns and self._is_nominal(at + 1) and before == "of"
            nominal = nominal or (before == "of" and token.low in self.words["nouns_in_ing"])
            return self.g.low(at + 1) not in {"of", ",", "and", ".", ""} and not nominal
        left = self.g.tokens[at - 1]
        plural = bool(left.nouns) and left.low not in left.nouns and not left.verbs
        return plural and self.follows_object(at + 1) and not self.g.is_in(at + 1, "prepositions")

    def _is_sorted(self, at: int) -> bool:
        """Whether a common noun stands there that the word before it can tell the sort of."""
        token = self.g.tokens[at] if at < self.end else None
        return token is not None and bool(token.nouns) and not token.is_capital and not self.g.is_in(at, "prepositions")

    def _is_going_on(self, at: int) -> bool:
        """Whether a form of be stands before the word in ing and behind it what no noun has: "is | running short"."""
        if not self.g.is_be(self._back(at)) or at - 1 < self.first:
            return False
        after = self.g.tokens[at + 1] if at + 1 < self.end else None
        return after is not None and (after.low in self.governing or (after.is_adjective and not after.nouns))

    def _opens_object(self, at: int) -> bool:
        """Whether a determiner of an object stands there, not of a time: "taking | the steps", but "testing | this year"."""
        return self.g.is_in(at, "determiners") and not self.g.is_in(at + 1, "times_of")

    def _is_past_verb(self, at: int) -> bool:
        """Whether a past form is no adjective of the noun behind it."""
        token = self.g.tokens[at]
        if self.g.is_in(at, "attributive_participles") and self._is_nominal(at + 1):
            return False
        done = token.low == "given" or self.g.is_in(at + 1, "verb_particles")
        if done and at > self.first and self.g.tokens[at - 1].nouns:
            return True  # "the consideration | given to the bid", "the principles | set forth in the Charter"
        if self.g.low(at - 1) == "and" and self._is_second_perfect(at):
            return True
        if token.nouns and not (
            at > self.first and self.g.low(at + 1) in {"by", "the"} and self.g.tokens[at - 1].nouns
        ):
            return False
        noun = self._back(at)
        if self.g.low(at + 1) in {"by", "in", "with"} and noun < at - 1 and self.g.tokens[noun].nouns:
            return True  # "countries severely | affected by"
        return not self._is_nominal(at + 1) or not (at > self.first and self._is_attributive(at))

    def _is_second_perfect(self, at: int) -> bool:
        """Whether a form of have governs a past form before "and": "has broken the law and | committed serious crimes"."""
        left = self.g.tokens[at - 2]
        if left.is_adjective or not (left.nouns or left.is_capital):
            return False
        if self.g.tokens[at].is_adjective and self.g.low(at) != "committed":
            return False
        for place in range(at - 3, max(self.first, at - _LONGEST_AIM), -1):
            if not self.g.tokens[place].is_word:
                return False
            if self.g.tokens[place].is_form("past") and self.g.is_have(self._back(place)):
                return True
        return False

    def is_helped(self, at: int) -> bool:
        """Whether the word is the verb behind whom or what one helps or lets do something: "help peace | take root"."""
        left = self.g.tokens[at - 1] if at > self.first else None
        if left is None or self.g.is_in(at - 1, "prepositions") or not (left.is_capital or left.nouns):
            return False
        several = left.low.endswith("s") and not left.is_capital
        if several and left.bases.isdisjoint(self.words.any_of("group_nouns", "communities", "people")):
            return False  # "help farmers | adapt", but not "help arms | control"
        return any(
            self.g.tokens[place].verbs & self.words["letting_verbs"] for place in range(max(self.first, at - 6), at - 1)
        )

    def _back(self, at: int) -> int:
        at -= 1
        while at > 0 and (self.g.is_plain_adverb(at) or self.g.low(at) in _QUOTES or self._is_no_longer(at)):
            at -= 1
        return at

    def _is_no_longer(self, at: int) -> bool:
        """Whether the word belongs to "no longer": "would no longer | die of hunger"."""
        low = self.g.low(at)
        return (low == "longer" and self.g.low(at - 1) == "no") or (low == "no" and self.g.low(at + 1) == "longer")

    def _is_attributive(self, at: int) -> bool:
        if (before := self._back(at)) < at - 1:
            return self.g.is_in(before, "determiners") or self.g.is_in(
                before, "cardinals"
            )  # "the two recently | seized"
        return (
            self.g.low(at - 1) in self.words.any_of("determiners", "prepositions")
            or self.g.low(at - 1) in {",", "and"}
            or self.g.tokens[at - 1].is_adjective
        )
