"""How far what stands after a noun and belongs to it reaches: "of the Union", "between the two States"."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.lists_of_names import names_end
from graph_builder.text.things.phrase_verbs import PhraseVerbs
from graph_builder.text.words.grammar import Grammar

__all__ = ["Complements"]

_MAX_WORDS = 8
_OPENERS = frozenset({"the", "a", "an", "this", "these", "those", "our", "their", "its", "his", "her", "every"})
"""Words with which another noun phrase begins."""
_LISTING = frozenset({"between", "among", "in", "across"})
"""What ties a whole list of names to a noun: "living conditions in | Peru, Chile and Bolivia"."""
_TIES = frozenset({"-", "–", "/"})
_CLITICS = frozenset({"'s", "’s", "’", "'"})


@functools.lru_cache(maxsize=4)
def _stops(lexicon: Lexicon) -> frozenset[str]:
    """Words before which a complement ends."""
    ends = {
        "to",
        "in",
        "on",
        "for",
        "by",
        "and",
        "through",
        "at",
        "including",
        "as",
        "with",
        "from",
        "within",
        "under",
        "during",
        "since",
        "until",
        "before",
        "after",
        "amid",
        "despite",
        "without",
        "following",
        "based",
        "aimed",
        "via",
        "not",
        "but",
        "nor",
        "resulting",
        "arising",
        "stemming",
        "emanating",
        "upon",
        "particularly",
        "especially",
        "notably",
        "even",
        "cannot",
        "or",
        "he",
        "she",
        "they",
        "we",
        "it",
        "accountable",
    }
    return lexicon.words.any_of("subordinators", "modals") | ends


_NO_ENDS = frozenset({"and", "or", "the", "a", "an"})
"""Words with which no complement ends."""


class Complements:
    """The ends of complements in one target."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], target: tuple[int, int]) -> None:
        self.g, self.known = grammar, known
        self.end = target[1]
        self.stops = _stops(lexicon)
        self.reader = PhraseVerbs(grammar, lexicon, known, *target)

    def _is_noun(self, at: int) -> bool:
        token = self.g.tokens[at]
        return (
            bool(token.nouns)
            and (not token.verbs or token.low.endswith("s"))
            and token.low not in self.stops
            and not self.g.is_in(at, "bare_times")
            and not token.is_adjective
        )

    def _tells_when(self, at: int) -> bool:
        """Whether a word stands there that tells when or where: "the war in Yemen | today", "| between 2010 and 2020"."""
        if self.g.low(at) == "between":
            return self.g.low(at + 1)[:1].isdigit()
        return self.g.is_in(at, "bare_times") and self.g.low(at + 1) not in _CLITICS

    def _is_done(self, at: int) -> bool:
        token = self.g.tokens[at]
        return not token.is_capital and token.is_form("past")

    def _tells(self, at: int) -> bool:
        """Whether the verb of a clause stands there: "conflicts in the region | undermine peace", "bodies | dealing with"."""
        token = self.g.tokens[at]
        if token.is_capital or not token.verbs or token.is_form("past"):
            return False
        return self.reader.is_verb(at)

    def _brings_about(self, at: int) -> bool:
        """Whether a verb of bringing about that could be a noun stands behind one in the singular: "trust | fuels conflict"."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1]
        if not token.is_form("s") or token.verbs.isdisjoint(self.g.words["resulting_verbs"]) or left.is_adjective:
            return False
        after = self.g.tokens[at + 1] if at + 1 < self.end else None
        return left.low in left.nouns and after is not None and bool(after.nouns) and not left.low.startswith("fossil")

    def _ties_names(self, at: int) -> bool:
        """Whether a hyphen or stroke stands there between two names."""
        if self.g.low(at) not in _TIES or at + 1 >= self.end or self.g.tokens[at].start > self.g.tokens[at - 1].end:
            return False
        return self.g.tokens[at - 1].is_capital and self.g.tokens[at + 1].is_capital

    def _second_place(self, head: int, joint: int) -> int:
        """Index after a second place behind "in": "in Asia | and the world", "in the region | and beyond"; `joint` for all else."""
        if self.g.low(head + 1) not in {"in", "across", "throughout"} or joint + 1 >= self.end:
            return joint
        if not (self.g.tokens[joint - 1].is_capital or self.g.is_in(joint - 1, "place_nouns")):
            return joint
        start = joint + 1 + self.g.is_in(joint + 1, "determiners")
        if start == joint + 1:
            return start + 1 if self.g.is_in(start, "places_beside") else joint
        named = max((m.end for m in self.known if m.first == start and self.g.tokens[start].is_capital), default=start)
        place = self.g.low(start) == "world" or self.g.is_in(start, "place_nouns")
        finish = start + 1 if place else named
        closes = finish >= self.end or not self.g.tokens[finish].is_word or self.g.is_in(finish, "prepositions")
        return finish if finish > start and closes else joint

    def is_adjunct(self, start: int, finish: int) -> bool:
        """Whether a complement says how or to what end rather than of what: "in an expeditious manner", "with the goal of …"."""
        while start < finish and self.g.is_in(start, "determiners"):
            start += 1
        head = next((at for at in range(start, finish - 1) if self.g.is_in(at + 1, "prepositions")), finish - 1)
        return self.g.is_in(head, "adjunct_nouns")

    def end_of(self, start: int, head: int) -> int:
        """Index after the complement that begins at `start`; `head`, where the noun stands, if there is none."""
        at, joined = start, False
        if self._tells_when(start) or self.g.is_in(start, "months"):
            return head
        if self.g.low(head + 1) in _LISTING and (names := names_end(self.g, self.reader.ends, start, self.end)) > start:
            return names
        while at < min(self.end, start + _MAX_WORDS):
            token = self.g.tokens[at]
            if token.low in _CLITICS and at > start and at + 1 < self.end and self._is_noun(at + 1):
                at += 2  # "among the region | 's countries"
                continue
            if token.low == "." and at > start and self.g.is_in(at - 1, "courtesies"):
                at += 1  # "the leadership of Mr | . Soto"
                continue
            if at > start and self._tells_when(at):
                break
            if at > start and self._tells(at):
                break
            if self.g.low(at) in _OPENERS and at > start and self.g.tokens[at - 1].nouns:
                break  # "of the international community | the United Nations deserves"
            if at > start and self._ties_names(at):
                at += 1  # "U.S. | -Japanese trade"
                continue
            governs = self.g.is_in(at + 1, "determiners") or not (token.nouns or token.is_adjective)
            if at > start and self.g.is_copula(at) and not token.is_capital and token.low.endswith("s"):
                break  # "the situation in the country | remains"
            if at > start and token.verbs and governs and token.low.endswith("s"):
                break  # "bonds among peoples | serve the cause"
            if at > start and token.is_form("past") and not token.nouns and self.g.is_in(at + 1, "determiners"):
                break  # "the sponsors of the text | ignored the advice"
            rests = token.low.endswith("s") and not token.verbs.isdisjoint(self.g.words["resting_verbs"])
            if at > start and rests and self.g.tokens[at - 1].nouns:
                break  # "the security of nations | rests upon"
            if at > start and self._brings_about(at):
                break
            if not token.is_word or token.low in self.stops or self.g.is_be(at) or self.g.is_have(at):
                left = self.g.tokens[at - 1]
                right = self.g.tokens[min(at + 1, self.end - 1)]
                adjectives = (left.is_adjective and right.is_adjective) or (left.is_capital and right.is_capital)
                two = not joined and self.g.low(head + 1) in {"between", "among"}
                people = self.g.is_in(at - 1, "people_in_pairs") and self.g.is_in(at + 1, "people_in_pairs")
                several = bool(left.nouns) and left.low not in left.nouns and right.low in {"a", "an"}
                two = (two and not several) or (token.low == "and" and people)
                sorts = token.low == "," and left.is_adjective and right.is_adjective and not left.nouns
                listed = (
                    token.low == "," and left.is_capital and right.is_capital
                )  # "between Peru, | Chile and Bolivia"
                if (sorts or (listed and self.g.low(head + 1) in {"between", "among"})) and at > start:
                    at += 1
                    continue
                verb = bool(right.verbs) and self.g.is_in(at + 2, "determiners")  # "and | lower the tariffs"
                if (
                    token.low in {"and", "or"}
                    and at > start
                    and (adjectives or two)
                    and right.low not in self.stops
                    and not verb
                ):
                    joined = joined or not adjectives or self.g.low(head + 1) in {"between", "among"}
                    at += 1
                    continue
                if token.low == "and" and at > start and (place := self._second_place(head, at)) > at:
                    at = place
                break
            at += 1
        inside = [mention.end for mention in self.known if mention.first < at < mention.end <= self.end]
        at = max([at, *inside])
        while at > start and (self.g.is_in(at - 1, "prepositions") or self.g.low(at - 1) in {",", "both", "such"}):
            at -= 1
        while at > start + 1 and self.g.is_plain_adverb(at - 1) and not self.g.tokens[at - 1].nouns:
            at -= 1  # "aggression against Peru | grossly"
        while at > start and (self.g.is_in(at - 1, "prepositions") or self.g.low(at - 1) in _NO_ENDS):
            at -= 1  # "in the Gulf | and beyond"
        at -= at > start + 1 and self.g.is_in(at - 1, "said_of_subjects")  # "their own future | free from"
        if at > start + 2 and self.g.is_in(at - 1, "verb_particles") and self._is_done(at - 2):
            at -= 2  # "crimes against humanity | carried out by"
        while at > start + 1 and not self.g.tokens[at - 1].nouns and self._is_done(at - 1):
            at -= 1  # "operations | mandated by"
        while start < at < self.end and at in {mention.end for mention in self.known} and self._is_noun(at):
            if (self.g.tokens[at].verbs and self.g.is_in(at + 1, "determiners")) or self._brings_about(at):
                break  # "between Peru and Chile | marks a turning point"
            at += 1  # "defence and security | forces"
        return at if at > start else head
