"""Where the object of a stance stands if it is not right behind its verb: behind an aside, or before the subject."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.holders import Holders
from graph_builder.text.words.circumstances import after_circumstances
from graph_builder.text.words.grammar import Grammar

__all__ = ["Objects"]

_SUBJECTS = frozenset({"we", "i", "they", "he", "she"})
_JOINED = frozenset({"and", "or", "of"})
"""What makes a name the end of a subject that begins before it: "the leaders of Chile and | Peru"."""
_FEELINGS = frozenset({
    "satisfaction", "interest", "concern", "regret", "appreciation", "gratitude", "pleasure", "joy", "relief", "pride", "alarm",
})  # fmt: skip
"""Nouns of what one feels, told between a verb and its object."""
_STOPS = frozenset({".", ",", ";", "!", "?"})
"""Marks with which a clause ends."""


class Objects:
    """The displaced objects of one sentence."""

    def __init__(self, grammar: Grammar, holders: Holders) -> None:
        self.g, self.holders = grammar, holders

    def behind_aside(self, at: int, end: int) -> int:
        """`at`, or the index behind an aside that parts a verb from its object: "reject | , now as ever, | the use of force"."""
        if self.g.low(at) == "to" and self.g.low(at - 1) in {"welcome", "welcomes", "welcomed"}:
            near = range(at + 3, min(at + 9, end))  # "welcomes | to the Council | the new chair"
            return next((n for n in near if self.g.is_in(n, "determiners") and self.g.tokens[n - 1].is_capital), at)
        if self.g.low(at) == "with" and (felt := self._behind_feeling(at)) > at:
            return felt if felt < end else at  # "welcomes | with satisfaction | the truce"
        if self.g.low(at) != "," and self.g.low(at - 1) != "that":
            told = after_circumstances(self.g, at)  # "condemned | in a statement on Friday | the raid"
            opens = self.g.is_in(told, "determiners") or self.g.is_in(at, "weekdays")  # "defended | Saturday | her"
            return told if told < end and opens else at
        if self.g.low(at - 1) == "that":
            return at
        comma = next((place for place in range(at + 2, min(at + 14, end - 1)) if self.g.low(place) == ","), None)
        low = self.g.low(at + 1)
        aside = low in {"as", "like"} or self.g.is_in(at + 1, "prepositions") or self.g.is_plain_adverb(at + 1)
        if comma is None or not aside or low == "including":
            return at
        return comma + 1 + (self.g.low(comma + 1) == "that")

    def _behind_feeling(self, at: int) -> int:
        """Index behind "with" and a feeling, where an object begins, or `at`: "| with great interest | the proposals"."""
        noun = self.g.skip_modifiers(at + 1, 2)
        felt = noun < len(self.g.tokens) and not self.g.tokens[noun].nouns.isdisjoint(_FEELINGS)
        return noun + 1 if felt and self.g.is_in(noun + 1, "determiners") else at

    def behind_partner(self, cue: Cue, at: int) -> int:
        """`at`, or the index behind a second verb that shares the object: "supported and pushed forward | the talks"."""
        verb = at + 1
        if cue.shape != "verb" or self.g.low(at) != "and" or at != cue.end or verb + 1 >= len(self.g.tokens):
            return at
        token = self.g.tokens[verb]
        if cue.form != "past" or not token.is_form("past") or token.nouns or token.is_adjective:
            return at
        after = verb + 1 + (self.g.low(verb + 1) in {"forward", "up", "out", "back", "down"})
        return after if self.g.is_in(after, "determiners") else at

    def lacks_object(self, cue: Cue, end: int) -> bool:
        """Whether nothing that the stance could be about stands behind its verb: "such raids we condemn | in the strongest terms"."""
        verb = cue.shape in {"verb", "wrapped"} and cue.group is not None and cue.group.use == "finite"
        ends = cue.end >= end or self.g.low(cue.end) in _STOPS or self.g.parenthetical(cue.end) >= end
        return verb and ends and self.g.low(cue.end - 1) not in {"that", "to"}

    def antecedent(self, cue: Cue, end: int) -> tuple[int, int] | None:
        """What a relative clause has as its object: "| a treaty | he had rejected in the talks", "| Peru |, which Chile refuses to"."""
        if cue.shape != "verb" or cue.group is None or cue.group.use != "finite" or self.g.low(cue.end - 1) == "that":
            return None
        start = self.g.back_over_adverbs(cue.group.first)[0]
        named = next((actor.first for actor in self.holders.actors if actor.end == start + 1), None)
        start = start if named is None else named - self.g.is_in(named - 1, "articles")
        if start < 2 or (named is None and self.g.low(start) not in _SUBJECTS | {"it"}):
            return None
        last = start - (self.g.low(start - 1) in {"which", "whom", "that"})
        bound = last < start
        last -= bound and self.g.low(last - 1) == ","
        token = self.g.tokens[last - 1]
        if not (token.nouns or (bound and token.is_capital)) or token.low in _JOINED:
            return None
        if self.g.is_plain_adverb(last - 1) or self.g.is_in(last - 1, "bare_times"):
            return None  # "So | today | I ask and urge you to"
        verb = self.g.low(cue.end - 1) == "to"
        if verb and not (cue.end < end and self.g.tokens[cue.end].is_form("base")):
            return None
        at = cue.end + verb
        ends = at >= end or self.g.low(at) in _STOPS or (self.g.is_in(at, "prepositions") and not verb)
        if not ends or (self.g.is_in(cue.end - 1, "prepositions") and not verb):
            return None
        begin = last - 1
        while begin > 0 and (self._is_modifier(begin - 1) or self.g.low(begin - 1) == "of"):
            begin -= 1
        if bound and self.g.low(last) == "," and self.g.low(begin) in {"this", "these"}:
            begin = self._before_point(begin)
        if self.g.is_in(begin, "prepositions") or (token.verbs and not self.g.is_in(begin, "determiners")):
            return None
        determined = self.g.is_in(begin, "determiners") or self.g.tokens[begin].is_capital
        placed = not bound and self.g.is_in(begin - 1, "prepositions")  # "with this aim | we agreed in Lima on"
        return (begin, last) if (determined or bound) and not placed else None

    def _before_point(self, begin: int) -> int:
        """`begin`, or where the thing begins of which "in this regard" tells: "| a key role in | this field, which we hail"."""
        head = begin - 2
        if head < 1 or not self.g.is_in(begin - 1, "prepositions") or not self.g.tokens[head].nouns:
            return begin
        while head > 0 and self._is_modifier(head - 1):
            head -= 1
        return head if self.g.is_in(head, "determiners") else begin

    def _is_modifier(self, at: int) -> bool:
        token = self.g.tokens[at]
        if self.g.is_in(at, "prepositions") or self.g.is_in(at, "subordinators"):
            return False
        noun = token.nouns and (not token.verbs or self.g.is_in(at - 1, "determiners"))
        return self.g.is_in(at, "determiners") or bool(noun) or token.is_adjective or token.is_capital

    def clause_around(self, cue: Cue, end: int) -> int | None:
        """Index where a clause begins into which the stance is put as an aside: "| Sanctions, we believe, are no answer"."""
        group, behind = cue.group, self.g.after_adverbs(cue.end + 1)
        if group is None or group.use != "finite" or cue.shape != "verb" or self.g.low(cue.end) != "," or behind >= end:
            return None
        subject = self._subject_of(group.first)
        if subject is None or self.g.low(subject - 1) != ",":
            return None
        if not (
            self.g.may_help(behind) or self.g.tokens[behind].form(min(self.g.tokens[behind].verbs, default="")) == "s"
        ):
            return None
        begin = subject - 1
        while begin > 0 and self.g.tokens[begin - 1].is_word and not self.g.is_in(begin - 1, "subordinators"):
            begin -= 1
        opens = begin == 0 or self.g.low(begin - 1) in _STOPS - {","}
        named = any(token.nouns or token.is_capital for token in self.g.tokens[begin : subject - 1])
        return begin if opens and named and not self.g.is_in(begin, "prepositions") else None

    def _subject_of(self, verb: int) -> int | None:
        """Index where the name or pronoun begins that is the subject of a verb, or None if there is neither."""
        subject = self.g.back_over_adverbs(verb)[0]
        named = next((actor.first for actor in self.holders.actors if actor.end == subject + 1), None)
        if named is not None:
            return named - self.g.is_in(named - 1, "articles")
        return subject if self.g.low(subject) in _SUBJECTS else None

    def before_subject(self, cue: Cue) -> tuple[int, int] | None:
        """The object that stands before the subject: "| this raid | we condemn", "it is | terror | that we condemn"."""
        group = cue.group
        assert group is not None
        subject = self._subject_of(group.first)
        if subject is None or self.g.low(subject - 1) in _JOINED:
            return None
        end = subject - (self.g.low(subject - 1) in {"that", "which", "whom", ","})
        if cue.shape == "wrapped" and self.g.low(0) == "to":
            return 1, end  # "To the victims | we offer our condolences"
        begin = end
        while begin > 0 and self.g.tokens[begin - 1].is_word and not self.g.is_be(begin - 1):
            if self.g.is_in(begin - 1, "subordinators") or self.g.is_in(begin - 1, "modals"):
                return None
            begin -= 1
        nouns = any(token.nouns or token.is_capital or token.low == "something" for token in self.g.tokens[begin:end])
        cleft = self.g.is_be(begin - 1) and self.g.low(subject - 1) != ","  # but "much has been | achieved, we say"
        presents = cleft or (begin == 0 and self.g.is_in(0, "determiners") and self.g.low(0) != "all")
        return (begin, end) if nouns and presents and not self.g.is_in(begin, "prepositions") else None
