"""The holder's attitude to each thing: the act's sign, turned by each word that governs the thing, and what its kind tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.model import Act, Polarity
from graph_builder.text.cues.cue import Cue
from graph_builder.text.polarity.actor_polarity import BYSTANDING, ActorJudge, Felt
from graph_builder.text.polarity.problems import Problems
from graph_builder.text.polarity.setting import Setting
from graph_builder.text.polarity.starts import (
    is_felt_for,
    is_furthered,
    is_harm_denied,
    is_harmed,
    is_kept_up,
    is_no_answer,
    is_own_denied,
    is_too_little,
)
from graph_builder.text.polarity.uses import Uses
from graph_builder.text.things.things import Thing
from graph_builder.text.words.grammar import Grammar

__all__ = ["START", "attitudes", "turn"]

START: Mapping[Act, Polarity] = {
    "condemn": "-", "oppose": "-", "regret": "-", "concern": "-", "welcome": "+", "support": "+",
    "commit": "+", "urge": "+", "emphasize": "+", "affirm": "+", "note": "0",
}  # fmt: skip
"""The sign that each act gives to what it is about, before any word turns it."""

_JOINTS = frozenset({",", "and", ", and", "or", ", or", "as well as", ", as well as", "along with", "together with"})
"""What stands between two things that are noted alike."""
_OPPOSITE: Mapping[Polarity, Polarity] = {"+": "-", "-": "+", "0": "0"}


def turn(start: Polarity, words: Sequence[str | tuple[str, Polarity | None]]) -> tuple[Polarity, tuple[str, ...]]:
    """Turn a sign round once for each word that governs a thing, outermost first.

    A word may come with the sign that it leaves whatever the sign before: what is undermined is valued. The path returned
    starts with the act's sign and lists the words with the sign after each; a start of 0 stays 0 under words that turn.
    Method: contextual valence shifters (Polanyi and Zaenen 2006).

    >>> turn("-", ["termination of"])
    ('+', ('-', 'termination of', '+'))
    >>> turn("+", [("undermine", "+")])
    ('+', ('+', 'undermine', '+'))
    """
    sign, path = start, [str(start)]
    for item in words:
        word, leaves = (item, None) if isinstance(item, str) else item
        sign = leaves or _OPPOSITE[sign]
        path += [word, str(sign)]
    return sign, tuple(path)


class _Judge:
    def __init__(self, grammar: Grammar, lexicon: Lexicon, cue: Cue, target: tuple[int, int]) -> None:
        self.g, self.words = grammar, lexicon.words
        wanted = cue.act == "note" and any(grammar.is_in(at, "needs") for at in range(cue.first, cue.end))
        self.act: Act = "urge" if wanted else cue.act
        """What is wanted is felt as where it is called for: "recognize the need to"."""
        suffered = cue.row.kind == "assessment" and cue.row.sign == "-" and cue.group and cue.group.use == "passive"
        self.agent = cue.end if suffered else None
        """Where who did a harm is named behind the verb: "civilians were terrorized | by the raid"."""
        valued = suffered or is_harmed(grammar, lexicon, cue, target)
        valued = valued or is_harm_denied(grammar, cue) or is_furthered(grammar, cue)
        valued = valued or is_too_little(grammar, cue, target)
        self.start: Polarity = "+" if valued else cue.row.sign or START[self.act]
        self.felt_for = self.start == "-" and is_felt_for(grammar, cue)
        self.start = "+" if self.felt_for else self.start
        self.negated = negated = self.start == "+" and is_own_denied(grammar, self.act, cue, target)
        self.start = "-" if negated or is_no_answer(grammar, lexicon, cue, target) else self.start
        self.setting = Setting(grammar, lexicon, target)
        if self.act in {"commit", "urge"} and not negated and is_kept_up(grammar, cue, target):
            self.setting.leave_out(target[0])
        last = grammar.low(cue.end - 1)
        wished = self.act in {"emphasize", "affirm", "welcome"} and last == ("to" if self.act != "emphasize" else last)
        if self.act in {"commit", "urge", "support"} and not negated:
            self.setting.will()
        elif wished and last in {"of", "to"}:
            self.setting.will(target[0] + 1)  # "the importance of | denying funds to"
        self.first = self.setting.first
        self.actors = ActorJudge(self.setting, cue, self.act, self.start)
        self.uses, self.problems = Uses(self.setting, self.act), Problems(self.setting)
        drawn = last == "of" and any(grammar.low(at) == "attention" for at in range(cue.first, cue.end))
        self.addressing = drawn or (self.act == "urge" and last in {"on", "upon"})
        """Whether whom the cue speaks to stands behind it: "call on | the media to", "draw the attention of | the meeting to"."""

    def judge(self, thing: Thing, before: tuple[Thing, Polarity] | None) -> Felt:
        """The sign of a thing and its path; `before` is the thing before it with its sign."""
        governing = self.setting.governing(thing)
        kind = thing.concept.kind
        if self.g.low(self.setting.left(thing)) == "of" and self.g.low(self.setting.left(thing) - 1) == "seized":
            return "0", ("0",)  # a body says that a matter stays on its agenda
        if kind in {"actor", "issue"} and self._is_addressed(thing):
            return "0", ("0",)
        stated = self._is_stated(thing)
        problem = self.problems.is_problem(thing) and not self._is_situation(thing)
        ill = problem and kind == "issue" and not self.problems.is_solved(thing)
        leads = (before is None or self._is_owned(thing, before[0])) and not ill
        stated = stated or (problem and self.g.low(self.first - 1) == "that")
        leads = leads and not (kind == "principle" and not self._is_target(thing)) and not self.problems.is_ill(thing)
        if kind in {"treaty", "initiative"} and thing.first - self.first > 2 and self._is_kept_to(thing):
            stated = True  # "recalling the obligations under the charter"
        if kind == "treaty" and before is not None and before[0].concept.kind == kind and before[1] == "+":
            stated = stated or self.actors.roles.is_joined(before[0], thing)
        if self.act == "note" and leads and not governing and kind not in {"threat", "actor"} and not stated:
            return "0", ("0",)
        sample = (
            before is not None and before[1] == "0" and self.g.is_in(self.setting.left(thing), "introducing_examples")
        )
        if self.act == "note" and not governing and kind not in {"threat", "actor"} and sample:
            return "0", ("0",)
        if (
            self.act == "note"
            and not governing
            and not stated
            and before is not None
            and self._is_noted_too(thing, *before)
        ):
            return "0", ("0",)
        if self.act == "note" and not governing and self._is_topic(thing):
            return "0", ("0",)
        start = "+" if self.start == "0" and (governing or stated) and kind != "actor" else self.start
        start = "-" if self.agent is not None and thing.first >= self.agent else start
        if self.felt_for and governing and governing[0].leaves is None:
            start = "-"  # "concern for A and the destruction of | B"
        sign, path = turn(start, [(inverter.words, inverter.leaves) for inverter in governing])
        if kind == "actor":
            felt, why = self.actors.judge(thing, sign, path, before)
            return felt, why if why[-1] == felt else (*why, kind, felt)
        useful = kind in {"issue", "initiative"} or (kind == "treaty" and thing.concept.provisional)
        if useful and (useless := self.uses.denied(thing)) is not None:
            return useless, (*path, "no use", useless)
        if path == ("-",) and self.act in {"regret", "concern"} and not problem and self.uses.is_missed(thing):
            return "+", (*path, "missed", "+")
        if self.act == "urge" and sign == "+" and kind == "issue" and self._is_army_told_to_go(thing):
            return "-", (*path, "told to undo", "-")
        told = self._told_by_kind(thing, sign)
        died = not problem and self.actors.roles.has_died(thing)
        if kind == "issue" and path == ("-",) and (died or self._are_people(thing)):
            return "+", (*path, "people", "+")
        return (sign, path) if told is None or told == sign else (told, (*path, kind, told))

    def _is_army_told_to_go(self, thing: Thing) -> bool:
        """Whether troops are to withdraw: "foreign troops | must leave"."""
        troops = thing.first - self.first <= 2 and self.g.bases(thing.end - 1) & {"troop", "force", "army", "soldier"}
        return bool(troops) and self.actors.roles.is_told_to_undo(thing)

    def _is_addressed(self, thing: Thing) -> bool:
        """Whether it is only spoken to, and not told to undo a wrong."""
        if not self.addressing or self.setting.before(thing) >= self.first or self.g.low(thing.end) != "to":
            return False
        return self.act != "urge" or thing.concept.kind != "actor"

    def _is_noted_too(self, thing: Thing, before: Thing, sign: Polarity) -> bool:
        """Whether nothing but a joint stands between what is noted and this: "note the report and | the agreement"."""
        if (
            sign != "0"
            or thing.concept.kind in {"threat", "actor"}
            or before.concept.kind == "actor"
            or self.problems.is_problem(thing)
        ):
            return False
        if any(self.g.is_be(at) for at in range(thing.end, self.setting.end + 6)):
            return False  # "noted peace and | justice are vital"
        if any(self.g.is_in(at, "prepositions") for at in range(self.first, before.first)):
            return False  # "note its contribution to peace and | stability"
        start = thing.first
        while start > before.end and (self.g.is_in(start - 1, "determiners") or self.g.tokens[start - 1].is_adjective):
            start -= 1
        return " ".join(map(self.g.low, range(before.end, start))) in _JOINTS

    def is_place_of_those(self, place: Thing, thing: Thing) -> bool:
        """Whether the thing before only tells where those are of whom it is an example: "citizens in Peru, including two nuns"."""
        at = thing.first - 1
        while self.g.tokens[at].is_adjective or self.g.is_in(at, "determiners"):
            at -= 1
        example = self.g.is_in(at, "introducing_examples") and at - place.end <= 1
        return example and self.g.low(self.setting.left(place)) == "in"

    def _is_stated(self, thing: Thing) -> bool:
        """Whether what is noted is a clause that says something of the thing, and not the thing itself."""
        if self.g.low(self.first - 1) != "that":
            return False
        kind, head = thing.concept.kind, self.g.low(self.setting.head(thing))
        if kind in {"issue", "initiative"} and self.actors.roles.is_of_use(thing):
            return True
        if kind == "issue" and not self._is_situation(thing):
            said = range(thing.end, min(thing.end + 20, self.setting.end))
            if self.g.is_in(self.g.skip_forward(thing.end), "obliging_modals"):
                return True
            return any(self.g.is_copula(at) and self._is_weighty(at + 1) for at in said)
        if kind == "conflict" and self._is_harmful(thing):
            return True
        return kind in {"principle", "treaty"} or (kind == "conflict" and head != "situation")

    def _is_harmful(self, thing: Thing) -> bool:
        """Whether it is said to do harm: "the situation poses a threat to"."""
        ahead = range(thing.end, thing.end + 5)
        return any(one.leaves == "+" and one.at in ahead for one in self.setting.inverters)

    def _is_situation(self, thing: Thing) -> bool:
        return self.g.low(self.setting.head(thing)) in {"situation", "situations"}

    def _is_weighty(self, at: int) -> bool:
        if self.g.is_in(at, "determiners"):
            noun = self.g.skip_modifiers(at, 5)
            weighty = any(self.g.is_in(n, "weighty_adjectives") for n in range(at + 1, noun))
            return weighty and self.g.is_in(noun, "weighed_nouns")
        at = self.g.skip_modifiers(at, 3) if self.g.is_plain_adverb(at) else at
        return (
            self.g.is_in(at, "weighty_adjectives")
            or self.g.is_in(at, "said_of_subjects")
            or self.g.low(at) in {"needed", "required"}
        )

    def _is_topic(self, thing: Thing) -> bool:
        """Whether it is only what a text noted is about: "its resolution on the situation in the country"."""
        left = self.setting.left(thing)
        if self.g.low(left) == "to" and self.g.low(left - 1) in {"relating", "pertaining", "related"}:
            return True
        before = self.g.tokens[max(left - 1, 0)]
        texts = self.words.kind_heads["treaty"]
        text = before.low in {")", "report"} or not before.bases.isdisjoint(texts)
        head = self.g.tokens[min(self.g.skip_modifiers(self.first), self.setting.end - 1)]
        text = text or (not head.bases.isdisjoint(texts) and left - self.first < 12)
        return self.g.low(left) in {"on", "concerning", "regarding", "entitled"} and text

    def _told_by_kind(self, thing: Thing, sign: Polarity) -> Polarity | None:
        kind = thing.concept.kind
        if kind in {"threat", "conflict"}:
            return None if self.problems.is_none(thing) else "-"
        if self.uses.helps_wrong(thing):
            return "-"
        if sign == "-" and self._is_convicted(thing):
            return None
        if kind == "treaty" and self.act == "note" and self.g.low(self.first - 1) != "that":
            return "+" if self._is_kept_to(thing) else None
        if kind == "treaty" and self._is_source(self.setting.left(thing)):
            return "0"
        if kind == "principle" and thing.concept.provisional and self.problems.is_problem(thing):
            return "-"
        if kind == "treaty" and sign == "-" and self._is_target(thing):
            return None
        if kind == "treaty" and sign == "-" and self.negated and self.setting.before(thing) == self.first:
            return None  # "decided not to support the draft"
        if kind == "treaty" and sign == "-" and self.act == "oppose" and self._is_joined_first(thing):
            return None  # "refused to | sign the pact"
        if kind == "treaty" and (
            self._is_ended(thing, sign) or (thing.concept.provisional and self.problems.is_ill(thing))
        ):
            return "-"
        if kind in {"principle", "treaty"}:
            return "+"
        problem = self.problems.is_problem(thing)
        left = [one.leaves for one in self.setting.governing(thing) if one.leaves is not None]
        if kind == "issue" and not problem and left[-1:] == ["+"]:
            return "+"
        if problem or any(
            inverter.doer is not None and thing.first <= inverter.doer < thing.end
            for inverter in self.setting.inverters
        ):
            return "-"
        if kind in {"initiative", "issue"} and self.act not in {"welcome", "support"} and self._is_venue(thing):
            return "0"
        turned = self.setting.governing(thing)[-1:]
        undone = sign == "-" and (
            self.setting.is_turned_by_verb(thing)
            or self.setting.is_undone(thing)
            or (bool(turned) and turned[0].at == self.setting.left(thing))
        )
        if kind == "initiative" and self.start == "+" and not undone:
            return "+"
        return "+" if sign == "0" and kind != "initiative" else None

    def _is_joined_first(self, text: Thing) -> bool:
        """Whether the target begins with a verb of making or joining a text, as in "refused to | sign the pact"."""
        joins = self.g.tokens[self.first].verbs & self.words.any_of("making_texts", "joining_texts")
        return self.setting.before(text) == self.first and bool(joins)

    def _are_people(self, thing: Thing) -> bool:
        """Whether it is people, and nothing that is told of them, in what is blamed."""
        return self.setting.head(thing) == thing.end - 1 and self.actors.blames and self.actors.roles.is_people(thing)

    def _is_convicted(self, thing: Thing) -> bool:
        """Whether it is itself what its clause says something bad of: "the bill | is illegal"."""
        told = any(one.verdict for one in self.setting.governing(thing)[-1:])
        return told and not self.g.is_in(self.setting.left(thing), "prepositions")

    def _is_ended(self, thing: Thing, sign: Polarity) -> bool:
        """Whether a text is to be done away with: "repeal the law", "withdrawal from the pact"."""
        at = self.setting.before(thing)
        if self.g.is_in(at, "prepositions"):
            at -= 1
        ends = (self.g.tokens[at].verbs | self.g.tokens[at].nouns) & self.words["endings_of_texts"] if at >= 0 else None
        return self.start == "+" and sign == "-" and bool(ends) and at >= self.first

    def _is_owned(self, thing: Thing, owner: Thing) -> bool:
        """Whether the thing before only tells whose this one is: "Peru's close | cooperation"."""
        owns = owner.concept.kind == "actor" and self.actors.roles.is_owner(owner)
        return owns and not any(self.g.is_in(at, "prepositions") for at in range(owner.end, thing.first))

    def _is_target(self, thing: Thing) -> bool:
        """Whether the thing is all that the stance is about, or the head of it: "the acts and | statements of the junta"."""
        before = self.setting.before(thing)
        joined = thing.concept.provisional and self.g.low(before) == "and" and before - self.first < 3
        return (before < self.first or joined) and not self.setting.governing(thing)

    def _is_source(self, left: int) -> bool:
        """Whether a text behind the word at `left` only says whence something is known: "according to", "documented in"."""
        before = self.g.tokens[max(left - 1, 0)]
        return before.low in {"pursuant", "according"} or (
            self.g.low(left) == "in" and not before.verbs.isdisjoint(self.words["recording_verbs"])
        )

    def _is_kept_to(self, thing: Thing) -> bool:
        """Whether a text is what something keeps to, is due by or breaks: "the obligation under the charter", "contrary to"."""
        if any(one.leaves == "+" for one in self.setting.governing(thing)):
            return True
        left = self.setting.left(thing)
        part = left - 2 if self.g.low(left - 1)[:1].isdigit() else left - 1
        if self.g.low(left) == "of" and self.g.is_in(part, "parts_of_treaties"):
            left = self.setting.before_words(part - 1)
        if self.g.low(left) == "under" and left >= self.first:
            return True
        tie = self.g.tokens[max(left - 1, 0)].low
        if self.g.low(left) == "in" and not self.g.tokens[left - 1].verbs.isdisjoint({"enshrine", "embody"}):
            return True
        return self.g.low(left) in {"with", "to"} and (tie in self.words["agreeing"] or tie in self.words["bonds"])

    def _is_venue(self, thing: Thing) -> bool:
        """Whether a thing is only where or on which occasion something is done: "at the summit", "in the context of the conference"."""
        left = self.setting.left(thing)
        if self.g.low(left) == "of":
            return self.g.is_in(left - 1, "settings")
        there = self.g.low(left) in {"at", "during"} and left >= self.first and thing.concept.kind != "issue"
        return there or self.g.low(left - 1) == "pursuant"


def attitudes(
    grammar: Grammar, lexicon: Lexicon, cue: Cue, target: tuple[int, int], things: Sequence[Thing]
) -> list[tuple[Thing, Polarity, tuple[str, ...]]]:
    """For each thing of a target the holder's sign and the path of words by which it came about; bystanders are left out."""
    judge = _Judge(grammar, lexicon, cue, target)
    found: list[tuple[Thing, Polarity, tuple[str, ...]]] = []
    for thing in things:
        before = (found[-1][0], found[-1][1]) if found else None
        if before is not None and len(found) > 1 and judge.is_place_of_those(before[0], thing):
            before = (found[-2][0], found[-2][1])
        found.append((thing, *judge.judge(thing, before)))
    told = [item for item in found if BYSTANDING not in item[2]]
    return told or found
